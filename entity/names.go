package entity

import (
	"cmp"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"assay/wire"
)

// Names is what a check needs of the entities beside their words: how they are
// called, and what their segments' words mean.
type Names struct {
	names   map[ID]string
	aliases map[alias]string
}

// alias is a segment's word that means another segment for one entity.
type alias struct {
	id   ID
	word string
}

func newNames() Names { return Names{map[ID]string{}, map[alias]string{}} }

// Name is the display name, or "" for an entity that the set does not have.
func (n Names) Name(id ID) string {
	if name, ok := n.names[id]; ok {
		return name
	}
	if name, ok := strings.CutPrefix(string(id), "private:"); ok {
		return name
	}
	return ""
}

// Alias is the segment that a segment's word means for this entity.
func (n Names) Alias(id ID, segment string) string {
	if a, ok := n.aliases[alias{id, segment}]; ok {
		return a
	}
	return segment
}

// ErrNames means that compiled names are damaged.
var ErrNames = errors.New("entity: damaged names")

// Append writes the names for OpenNames.
func (n Names) Append(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(n.names)))
	for _, id := range slices.Sorted(maps.Keys(n.names)) {
		dst = wire.AppendString(wire.AppendString(dst, string(id)), n.names[id])
	}
	keys := slices.SortedFunc(maps.Keys(n.aliases), func(a, b alias) int {
		return cmp.Or(strings.Compare(string(a.id), string(b.id)), strings.Compare(a.word, b.word))
	})
	dst = binary.AppendUvarint(dst, uint64(len(keys)))
	for _, k := range keys {
		for _, s := range []string{string(k.id), k.word, n.aliases[k]} {
			dst = wire.AppendString(dst, s)
		}
	}
	return dst
}

// OpenNames reads what Append wrote.
func OpenNames(s string) (Names, error) {
	d := wire.Reader[string]{B: s}
	count := d.Count()
	n := Names{make(map[ID]string, count), map[alias]string{}}
	for range count {
		id := ID(d.Str())
		n.names[id] = d.Str()
	}
	for range d.Count() {
		k := alias{ID(d.Str()), d.Str()}
		n.aliases[k] = d.Str()
	}
	if d.Bad || d.At != len(s) {
		return Names{}, ErrNames
	}
	return n, nil
}

// WriteSources writes the files that names and the words of a language come
// from, in order: what a compiled form is made of.
func WriteSources(w io.Writer, lang string) error {
	list, err := fs.Glob(files, "data/*.toml")
	if err != nil {
		return err
	}
	buf := make([]byte, 1<<14)
	for _, name := range append(list, "local/"+lang+".toml") {
		f, err := files.Open(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		if _, err := io.CopyBuffer(w, struct{ io.Reader }{f}, buf); err != nil {
			return err
		}
	}
	return nil
}
