package evidence

import (
	"context"
	"time"
)

// Origin is where evidence came from: a file, an entry of an archive, or the
// answer of an address, and when it was last asked for.
type Origin struct {
	// Name is the address, or the file's name as it was given; of an archive's
	// entry "companyfacts.zip:CIK0001045810.json" without the folder, so that
	// tonight's archive is told from last night's by its content alone.
	Name string
	Kind string // "companyfacts", "prices", …, as package source names kinds
	// Sum identifies the content: equal sums, equal content. It begins with its
	// method, "crc32:" (with the size, as archives state both) or "sha256:".
	Sum            string
	ETag, Modified string    // validators of an HTTP answer, as they were given
	Checked        time.Time // when it was last asked for, whole seconds, UTC
	Changed        time.Time // when its content was last found to be new
}

// Origins reads where a store's evidence came from.
type Origins interface {
	// Origin is ErrNotFound if nothing of that name was stored.
	Origin(ctx context.Context, name string) (Origin, error)
	// Origins are those whose names begin with the prefix, by name.
	Origins(ctx context.Context, prefix string) ([]Origin, error)
}
