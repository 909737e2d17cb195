package lang

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"reflect"

	"assay/lexicon"
	"assay/wire"
)

// ErrCompiled means that a compiled vocabulary is damaged.
var ErrCompiled = errors.New("lang: damaged vocabulary")

// WriteSource writes the file that a language's pack stands in.
func WriteSource(w io.Writer, code string) error {
	f, err := packFiles.Open("packs/" + code + ".toml")
	if err != nil {
		return fmt.Errorf("%w: %q", ErrUnknown, code)
	}
	_, err = io.CopyBuffer(w, struct{ io.Reader }{f}, make([]byte, 1<<14))
	return err
}

// SourceBytes is how long that file is, 0 if there is none.
func SourceBytes(code string) int64 {
	info, err := fs.Stat(packFiles, "packs/"+code+".toml")
	if err != nil {
		return 0
	}
	return info.Size()
}

// Append writes the vocabulary in the form that Open runs with.
func (v *Vocabulary) Append(dst []byte) []byte {
	p := v.Pack
	for _, s := range []string{p.Lang, p.Name, p.Family, p.Decimal, p.Group} {
		dst = wire.AppendString(dst, s)
	}
	dst = appendFields(dst, reflect.ValueOf(p.Grammar))
	dst = binary.AppendUvarint(dst, uint64(v.endings))
	return v.trie.Append(dst)
}

// Open reads a vocabulary that Append wrote, and keeps the bytes in use. The
// words of its Pack stand in the automaton alone.
func Open(b []byte) (*Vocabulary, error) {
	d := wire.Reader[[]byte]{B: b}
	p := new(Pack)
	for _, s := range []*string{&p.Lang, &p.Name, &p.Family, &p.Decimal, &p.Group} {
		*s = d.Str()
	}
	readFields(&d, reflect.ValueOf(&p.Grammar).Elem())
	endings := d.Count()
	t, err := lexicon.Open(&d)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCompiled, err)
	}
	if d.At != len(b) {
		return nil, fmt.Errorf("%w: %d bytes left over", ErrCompiled, len(b)-d.At)
	}
	v := vocabulary(p, t)
	v.endings = endings
	return v, nil
}

// appendFields writes a struct of booleans, strings and lists of strings, so
// that a field added to Grammar needs no thought here.
func appendFields(dst []byte, s reflect.Value) []byte {
	for i := range s.NumField() {
		switch f := s.Field(i); f.Kind() {
		case reflect.Bool:
			n := byte(0)
			if f.Bool() {
				n = 1
			}
			dst = append(dst, n)
		case reflect.String:
			dst = wire.AppendString(dst, f.String())
		case reflect.Slice:
			dst = binary.AppendUvarint(dst, uint64(f.Len()))
			for k := range f.Len() {
				dst = wire.AppendString(dst, f.Index(k).String())
			}
		default:
			panic("lang: Grammar has a field of kind " + f.Kind().String())
		}
	}
	return dst
}

func readFields(d *wire.Reader[[]byte], s reflect.Value) {
	for i := range s.NumField() {
		switch f := s.Field(i); f.Kind() {
		case reflect.Bool:
			f.SetBool(d.Byte() == 1)
		case reflect.String:
			f.SetString(d.Str())
		case reflect.Slice:
			var list []string
			for range d.Count() {
				list = append(list, d.Str())
			}
			f.Set(reflect.ValueOf(list))
		}
	}
}
