package container

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"

	"assay/input/charset"
)

// Bounds of an entry's XML. Word nests some twenty levels, and three for each table in a
// table; a thousand pages take about a million elements.
const (
	MaxDepth    = 256
	MaxElements = 2_000_000
	MaxToken    = 8 << 20 // bytes of one tag, or of text without any
)

// Errors of XML.
var (
	ErrDeep   = errors.New("its elements are nested too deep for a document; save its text as plain text")
	ErrEntity = errors.New("it declares entities, which no document may; save it again with the program that made it")
)

// XML walks through the elements of an entry, one after another.
type XML struct {
	name     string
	d        *xml.Decoder
	in       *tokenReader
	depth    int
	elements int
}

// tokenReader reads bytes up to MaxToken behind start: a tag of a hundred million
// attributes would take more memory than all else.
type tokenReader struct {
	b        []byte
	at, from int
}

func (r *tokenReader) ReadByte() (byte, error) {
	switch {
	case r.at == len(r.b):
		return 0, io.EOF
	case r.at-r.from > MaxToken:
		return 0, fmt.Errorf("%w (more than %d MB between tags)", ErrTooLarge, MaxToken>>20)
	}
	r.at++
	return r.b[r.at-1], nil
}

func (r *tokenReader) Read(p []byte) (int, error) {
	if r.at == len(r.b) {
		return 0, io.EOF
	}
	n := copy(p, r.b[r.at:])
	r.at += n
	return n, nil
}

// XML opens an entry as XML in any encoding. Entities that are not XML's own, and
// elements that are nested too deep, are errors when they are come to.
func (a *Archive) XML(name string) (*XML, error) {
	b, err := a.Read(name)
	if err != nil {
		return nil, err
	}
	text, _, err := charset.Decode(b, charset.Declared(b))
	if err != nil {
		return nil, fmt.Errorf("%s: %w (%v)", name, ErrDamaged, err)
	}
	in := &tokenReader{b: text}
	d := xml.NewDecoder(in)
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // decoded already
	return &XML{name: name, d: d, in: in}, nil
}

// Next is the next start, end or text; io.EOF comes after the last.
func (x *XML) Next() (xml.Token, error) {
	for {
		x.in.from = x.in.at
		t, err := x.d.Token()
		switch {
		case err == io.EOF:
			return nil, err
		case errors.Is(err, ErrTooLarge):
			return nil, fmt.Errorf("%s: %w", x.name, err)
		case err != nil:
			return nil, fmt.Errorf("%s: %w (%v)", x.name, ErrDamaged, err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			x.depth++
			x.elements++
			switch {
			case x.depth > MaxDepth:
				return nil, fmt.Errorf("%s: %w (byte %d)", x.name, ErrDeep, x.d.InputOffset())
			case x.elements > MaxElements:
				return nil, fmt.Errorf("%s: %w (more than %d elements)", x.name, ErrTooLarge, MaxElements)
			}
			return t, nil
		case xml.EndElement:
			x.depth--
			return t, nil
		case xml.CharData:
			return t, nil
		case xml.Directive:
			if bytes.Contains(t, []byte("<!ENTITY")) {
				return nil, fmt.Errorf("%s: %w", x.name, ErrEntity)
			}
		}
	}
}

// Children calls f for each element in the one just started, to whose end it goes. f
// reads the element to its own end, by Children, Mixed, Text or Skip.
func (x *XML) Children(f func(xml.StartElement) error) error { return x.Mixed(nil, f) }

// Mixed is Children where text stands between the elements: it calls text for that,
// unless text is nil.
func (x *XML) Mixed(text func(string), f func(xml.StartElement) error) error {
	for {
		t, err := x.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if err := f(t); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		case xml.CharData:
			if text != nil {
				text(string(t))
			}
		}
	}
}

// Text is the text of the element just started and of those in it.
func (x *XML) Text() (string, error) {
	var out []byte
	for level := 1; level > 0; {
		t, err := x.Next()
		if err != nil {
			return "", x.cut(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			level++
		case xml.EndElement:
			level--
		case xml.CharData:
			out = append(out, t...)
		}
	}
	return string(out), nil
}

// Skip goes to the end of the element just started.
func (x *XML) Skip() error {
	for level := 1; level > 0; {
		t, err := x.Next()
		if err != nil {
			return x.cut(err)
		}
		switch t.(type) {
		case xml.StartElement:
			level++
		case xml.EndElement:
			level--
		}
	}
	return nil
}

func (x *XML) cut(err error) error {
	if err == io.EOF {
		return fmt.Errorf("%s: %w (it ends inside an element)", x.name, ErrDamaged)
	}
	return err
}

// Attr is the value of an element's attribute by its name without prefix, or "".
func Attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
