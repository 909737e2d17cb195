// Package compiled carries the vocabularies of all languages in the form that a
// scan runs with, so that no process parses packs and entities first.
//
// The files are made by cmd/mkvocab from lang/packs and entity; each states the
// checksum of what it was made from, and one that no longer fits is not used.
package compiled

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"sync"

	"assay/entity"
	"assay/lang"
)

//go:generate go run ../cmd/mkvocab .

// sumBytes is the checksum before each file.
const sumBytes = 4

// Vocabulary is the compiled vocabulary of a language; ok is false where there
// is none, or where it is older than the words.
func Vocabulary(code string) (v *lang.Vocabulary, ok bool) {
	b, ok := fresh(vocabularies[code], code)
	if !ok {
		return nil, false
	}
	v, err := lang.Open(b)
	return v, err == nil
}

// Names are the compiled names of entities; ok is false where they are older
// than the entities' files.
func Names() (n entity.Names, ok bool) {
	b, ok := fresh([]byte(names), "")
	if !ok {
		return entity.Names{}, false
	}
	n, err := entity.OpenNames(string(b))
	return n, err == nil
}

// Detector tells languages. It is compiled too, and built where the compiled one
// is older than the packs.
var Detector = sync.OnceValues(func() (*lang.Detector, error) {
	if b, ok := fresh(detector, EveryPack); ok {
		if d, err := lang.OpenDetector(b); err == nil {
			return d, nil
		}
	}
	return lang.NewDetector()
})

// EveryPack stands for a language in the checksum of what all packs make.
const EveryPack = "*"

// Build makes the vocabulary of a language from its pack and the entities.
func Build(code string, entities *entity.Set) (*lang.Vocabulary, error) {
	p, err := lang.Load(code)
	if err != nil {
		return nil, err
	}
	names, err := entities.Terms(code)
	if err != nil {
		return nil, err
	}
	return lang.Compile(p, names), nil
}

// fresh cuts the checksum off, if it is that of the sources.
func fresh(b []byte, code string) ([]byte, bool) {
	if len(b) < sumBytes {
		return nil, false
	}
	sum, err := Sum(code)
	return b[sumBytes:], err == nil && binary.LittleEndian.Uint32(b) == sum
}

// Sum is the checksum of what a language's vocabulary is made from; of the
// entities alone if no language is given, of the packs' names and sizes for
// EveryPack: to read them all would cost more than they save.
func Sum(code string) (uint32, error) {
	h := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	if code == EveryPack {
		for _, c := range lang.Codes() {
			fmt.Fprintln(h, c, lang.SourceBytes(c))
		}
		return h.Sum32(), nil
	}
	if err := entity.WriteSources(h, code); err != nil {
		return 0, err
	}
	if code != "" {
		if err := lang.WriteSource(h, code); err != nil {
			return 0, err
		}
	}
	return h.Sum32(), nil
}

// Seal puts the checksum of the sources before a compiled form.
func Seal(code string, b []byte) ([]byte, error) {
	sum, err := Sum(code)
	if err != nil {
		return nil, err
	}
	return append(binary.LittleEndian.AppendUint32(nil, sum), b...), nil
}
