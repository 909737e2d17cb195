// Package container opens what documents are packed in, ZIP archives with XML files in
// them, within bounds of size, number and depth that no article comes near.
//
// It writes no file and follows no path: an entry is what its name in the archive says,
// looked up by that name. It knows nothing of documents. Read package office or epub next.
package container

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Bounds. A novel of a thousand pages is some 3 MB of text, in a document of 40 MB of XML.
const (
	MaxEntries = 10_000
	MaxEntry   = 64 << 20  // bytes of one entry, unpacked
	MaxTotal   = 128 << 20 // bytes of all entries that are read, unpacked
)

// Errors of Open and of what reads an archive. They stand behind the names of file and
// entry, and are worded to follow them.
var (
	ErrDamaged  = errors.New("the file is cut off or damaged; fetch or save it again")
	ErrTooLarge = errors.New("it unpacks to far more than an article; save its text as plain text")
	ErrPassword = errors.New("it is protected by a password; open it, take the password off and save it again")
	ErrAbsent   = errors.New("it is not in the file")
)

// Archive is an open archive. It counts what is read of it, so that it is for one
// goroutine.
type Archive struct {
	files map[string]*zip.File // by name in lower case, as documents refer to them
	left  int64                // bytes that may still be unpacked
}

// entrySignature begins an entry of a ZIP archive's directory.
var entrySignature = []byte("PK\x01\x02")

// Open opens an archive. Where a name stands twice, the first entry counts. The errors
// are ErrDamaged and ErrTooLarge, with the cause.
func Open(b []byte) (*Archive, error) {
	if n := bytes.Count(b, entrySignature); n > MaxEntries {
		return nil, fmt.Errorf("%w (%d entries, at most %d)", ErrTooLarge, n, MaxEntries)
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, fmt.Errorf("%w (%v)", ErrDamaged, err)
	}
	a := &Archive{files: make(map[string]*zip.File, len(z.File)), left: MaxTotal}
	for _, f := range z.File {
		key := keyOf(f.Name)
		if _, ok := a.files[key]; !ok {
			a.files[key] = f
		}
	}
	return a, nil
}

// keyOf is a name as it is looked up: some programs pack with backslashes, and documents
// do not mind case.
func keyOf(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// Has reports whether there is an entry of the name.
func (a *Archive) Has(name string) bool { return a.files[keyOf(name)] != nil }

// HasUnder reports whether an entry stands in the folder.
func (a *Archive) HasUnder(folder string) bool {
	for name := range a.files {
		if strings.HasPrefix(name, keyOf(folder)+"/") {
			return true
		}
	}
	return false
}

// Read unpacks an entry. The errors name it, and are ErrAbsent, ErrPassword, ErrTooLarge
// or ErrDamaged.
func (a *Archive) Read(name string) ([]byte, error) {
	f := a.files[keyOf(name)]
	if f == nil {
		return nil, fmt.Errorf("%s: %w", name, ErrAbsent)
	}
	const encrypted = 1
	if f.Flags&encrypted != 0 {
		return nil, fmt.Errorf("%s: %w", name, ErrPassword)
	}
	limit := min(a.left, MaxEntry)
	if f.UncompressedSize64 > uint64(limit) {
		return nil, fmt.Errorf("%s: %w (%d MB, at most %d)", name, ErrTooLarge, f.UncompressedSize64>>20, limit>>20)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w (%v)", name, ErrDamaged, err)
	}
	defer r.Close()
	var out bytes.Buffer
	n, err := io.Copy(&out, io.LimitReader(r, limit+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w (%v)", name, ErrDamaged, err)
	case n > limit:
		return nil, fmt.Errorf("%s: %w (more than %d MB)", name, ErrTooLarge, limit>>20)
	}
	a.left -= n
	return out.Bytes(), nil
}
