package pdf

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The child answers in JSON Lines, one frame a line, each with one member:
//
//	{"stage":"compile"}             the engine is compiled first; takes seconds
//	{"head":{"pages":2,…}}          once, before the pages
//	{"page":{"n":1,"words":[…]}}    each page in order
//	{"end":true}                    all was said
//	{"fail":{"code":"password",…}}  instead of what else would come
//
// Lengths are in points (1/72 inch). A word lies in a frame of axes along its own
// writing: x grows as one reads on, y from line to line.

// Bounds of what a child may say.
const (
	maxFrame = 64 << 20 // bytes of a line
	maxWords = 4_000_000
	maxAt    = 1e6 // points from the origin
)

// frame is one line of the child's answer.
type frame struct {
	Stage string   `json:"stage,omitempty"`
	Head  *header  `json:"head,omitempty"`
	Page  *page    `json:"page,omitempty"`
	Fail  *failure `json:"fail,omitempty"`
	End   bool     `json:"end,omitempty"`
}

// header is what the file says of itself.
type header struct {
	Pages    int    `json:"pages"`
	Title    string `json:"title,omitempty"`
	Lang     string `json:"lang,omitempty"`
	Repaired bool   `json:"repaired,omitempty"` // its cross references were wrong and built anew
	Attached int    `json:"attached,omitempty"` // files inside the file
	Form     bool   `json:"form,omitempty"`     // it has fields to fill in
}

// page is the text of one page.
type page struct {
	N        int    `json:"n"`                  // from 1
	Glyphs   int    `json:"glyphs,omitempty"`   // all that are no space
	Unmapped int    `json:"unmapped,omitempty"` // those that stand for no character known
	Drawn    bool   `json:"drawn,omitempty"`    // hardly any text, but images or outlines
	Words    []word `json:"words,omitempty"`
}

// word is a run of characters without a space or a gap.
type word struct {
	Text  string     `json:"t"`
	X     [2]float64 `json:"x"` // from, to
	Y     [3]float64 `json:"y"` // top, base line, bottom
	Dir   direction  `json:"d,omitempty"`
	Space bool       `json:"s,omitempty"` // the file has a space before it
}

// direction is how a word is turned on its page. Vertical writing runs downwards, line
// to the left of line, as text that is turned right does.
type direction uint8

// The four right angles, against the clock, and all between them.
const (
	upright direction = iota
	turnedLeft
	upsideDown
	turnedRight
	slanted
)

func (w word) height() float64 { return w.Y[2] - w.Y[0] }

// failure is why a file cannot be read.
type failure struct {
	Code   string `json:"code"`
	Detail string `json:"detail,omitempty"`
}

// errFrames says that a child's answer is none.
var errFrames = errors.New("pdf: the reading process gave no proper answer")

// reader takes a child's frames apart and holds them to the protocol and its bounds.
type reader struct {
	scan  *bufio.Scanner
	head  *header
	page  int // the last that came
	words int
	bytes int // of text
}

func newReader(r io.Reader) *reader {
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 0, 64<<10), maxFrame)
	return &reader{scan: s}
}

// next is the next frame, checked.
func (r *reader) next() (frame, error) {
	var f frame
	if !r.scan.Scan() {
		err := r.scan.Err()
		if err == nil {
			err = io.ErrUnexpectedEOF
		}
		return f, fmt.Errorf("%w: %w", errFrames, err)
	}
	if err := json.Unmarshal(r.scan.Bytes(), &f); err != nil {
		return f, fmt.Errorf("%w: %w", errFrames, err)
	}
	return f, r.check(f)
}

// check holds a frame to the order of frames.
func (r *reader) check(f frame) error {
	switch {
	case f.Fail != nil || f.Stage != "":
		return nil
	case f.Head != nil:
		if r.head != nil || f.Head.Pages < 0 || f.Head.Pages > MaxPages {
			return fmt.Errorf("%w: a head with %d pages", errFrames, f.Head.Pages)
		}
		r.head = f.Head
		return nil
	case r.head == nil:
		return fmt.Errorf("%w: no head", errFrames)
	case f.Page != nil:
		if f.Page.N != r.page+1 || f.Page.N > r.head.Pages {
			return fmt.Errorf("%w: page %d after page %d of %d", errFrames, f.Page.N, r.page, r.head.Pages)
		}
		r.page++
		return r.checkWords(f.Page)
	case f.End && r.page == r.head.Pages:
		return nil
	}
	return fmt.Errorf("%w: it ends after page %d of %d", errFrames, r.page, r.head.Pages)
}

// checkWords bounds a page's words and refuses those that lie nowhere.
func (r *reader) checkWords(p *page) error {
	if r.words += len(p.Words); r.words > maxWords {
		return fmt.Errorf("%w: page %d: more than %d words", ErrTooLarge, p.N, maxWords)
	}
	for _, w := range p.Words {
		if err := w.check(); err != nil {
			return fmt.Errorf("%w: page %d: %w", errFrames, p.N, err)
		}
		if r.bytes += len(w.Text) + 1; r.bytes > maxText {
			return fmt.Errorf("%w: page %d: more than %d bytes of text", ErrTooLarge, p.N, maxText)
		}
	}
	return nil
}

func (w word) check() error {
	at := [5]float64{w.X[0], w.X[1], w.Y[0], w.Y[1], w.Y[2]}
	for _, v := range at {
		if !(math.Abs(v) <= maxAt) {
			return errors.New("a word lies nowhere")
		}
	}
	if w.X[1] < w.X[0] || w.Y[2] < w.Y[0] || w.Dir > slanted {
		return errors.New("a word has no extent")
	}
	if w.Text == "" || !utf8.ValidString(w.Text) || strings.ContainsFunc(w.Text, unicode.IsControl) {
		return errors.New("a word has no text")
	}
	return nil
}
