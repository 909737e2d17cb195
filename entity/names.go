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
	people  map[alias]string
	houses  map[ID]bool
}

// alias is a segment's word that means another segment for one entity, or the
// surname of one of its people.
type alias struct {
	id   ID
	word string
}

func newNames() Names {
	return Names{map[ID]string{}, map[alias]string{}, map[alias]string{}, map[ID]bool{}}
}

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

// Person is the whole name of one of the entity's people by the surname, or ""
// for one that the set does not have.
func (n Names) Person(id ID, surname string) string { return n.people[alias{id, surname}] }

// House reports whether the entity is a house that publishes forecasts of others: a
// bank or broker with a research department.
func (n Names) House(id ID) bool { return n.houses[id] }

// ErrNames means that compiled names are damaged.
var ErrNames = errors.New("entity: damaged names")

// Append writes the names for OpenNames.
func (n Names) Append(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(n.names)))
	for _, id := range slices.Sorted(maps.Keys(n.names)) {
		dst = wire.AppendString(wire.AppendString(dst, string(id)), n.names[id])
	}
	dst = appendAliases(appendAliases(dst, n.aliases), n.people)
	dst = binary.AppendUvarint(dst, uint64(len(n.houses)))
	for _, id := range slices.Sorted(maps.Keys(n.houses)) {
		dst = wire.AppendString(dst, string(id))
	}
	return dst
}

func appendAliases(dst []byte, m map[alias]string) []byte {
	keys := slices.SortedFunc(maps.Keys(m), func(a, b alias) int {
		return cmp.Or(strings.Compare(string(a.id), string(b.id)), strings.Compare(a.word, b.word))
	})
	dst = binary.AppendUvarint(dst, uint64(len(keys)))
	for _, k := range keys {
		for _, s := range []string{string(k.id), k.word, m[k]} {
			dst = wire.AppendString(dst, s)
		}
	}
	return dst
}

// OpenNames reads what Append wrote.
func OpenNames(s string) (Names, error) {
	d := wire.Reader[string]{B: s}
	count := d.Count()
	n := newNames()
	for range count {
		id := ID(d.Str())
		n.names[id] = d.Str()
	}
	for _, m := range []map[alias]string{n.aliases, n.people} {
		for range d.Count() {
			k := alias{ID(d.Str()), d.Str()}
			m[k] = d.Str()
		}
	}
	for range d.Count() {
		n.houses[ID(d.Str())] = true
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
