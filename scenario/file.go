package scenario

import (
	"bytes"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// The bounds of a file.
const (
	MaxFileBytes = 1 << 20
	MaxSamples   = 10_000_000
	MaxHorizon   = 400 // steps
	MaxNames     = 2000
)

// File is a scenario file as it is written, read but not yet compiled.
type File struct {
	title   string
	seed    uint64
	samples int
	step    string // "year" or "quarter"
	horizon int    // steps
	start   string // the first step's label; "" numbers them from 1

	inputs       []*inputDecl
	formulas     []*formulaDecl
	correlations []correlationDecl
	outputs      []outputDecl
	words        vocabulary
	text         []byte
}

// inputDecl is an input as declared.
type inputDecl struct {
	name   string
	offset int
	expr   *node  // nil for a binding
	fact   FactID // where expr is nil
	ledger string // where expr is nil and fact is zero
	bound  int    // offset of the binding
	unit   *Unit
	every  bool // drawn anew at every step
	low    *node
	high   *node
	note   string
}

// formulaDecl is a formula as declared.
type formulaDecl struct {
	name   string
	offset int
	first  []*node // the first steps, before expr holds
	expr   *node
	unit   *Unit
	note   string
}

type correlationDecl struct {
	a, b   string
	rho    float64
	offset int
}

type outputDecl struct {
	name   string
	offset int
}

// Parse reads a scenario file. Its errors are of type Errors.
func Parse(src []byte) (*File, error) {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	r := &reader{faults: faults{text: src}, file: &File{text: src}}
	if len(src) > MaxFileBytes {
		r.add(0, "split it, or move data into facts", "the file is larger than a megabyte")
		return nil, r.err()
	}
	if root := readTree(src, &r.faults); root != nil {
		r.read(root)
	}
	if err := r.err(); err != nil {
		return nil, err
	}
	return r.file, nil
}

// ParseExpression makes a file of one expression, its only output "result".
func ParseExpression(expr string) (*File, error) {
	r := &reader{faults: faults{text: []byte(expr)}, file: &File{text: []byte(expr)}}
	if len(expr) > MaxFileBytes {
		r.add(0, "shorten it", "the expression is larger than a megabyte")
		return nil, r.err()
	}
	f := r.file
	f.seed, f.samples, f.step, f.horizon = 1, defaultSamples, "year", 1
	f.words = newVocabulary(nil)
	n := parseExpression(source{expr, 0, true}, f.words, &r.faults)
	f.formulas = []*formulaDecl{{name: "result", expr: n}}
	f.outputs = []outputDecl{{name: "result"}}
	if err := r.err(); err != nil {
		return nil, err
	}
	return f, nil
}

const defaultSamples = 100_000

// reader turns the tree of a file into declarations.
type reader struct {
	faults
	file *File
}

var topKeys = []string{"title", "seed", "samples", "step", "horizon", "start", "counts", "outputs", "correlations", "inputs", "formulas"}

func (r *reader) read(root *entry) {
	r.known(root, topKeys, "at the top of a file")
	f := r.file
	f.title, _ = r.text(root, "title")
	f.seed = uint64(r.whole(root, "seed", 1, 0, math.MaxInt32))
	f.samples = r.whole(root, "samples", defaultSamples, 1, MaxSamples)
	f.horizon = r.whole(root, "horizon", 1, 1, MaxHorizon)
	f.step = "year"
	if s, e := r.text(root, "step"); e != nil {
		if f.step = s; s != "year" && s != "quarter" {
			r.add(e.at, `write "year" or "quarter"`, "the step %s is not known", strconv.Quote(clip(s)))
		}
	}
	r.start(root)
	r.vocabulary(root)
	for _, e := range r.table(root, "inputs") {
		r.input(e)
	}
	for _, e := range r.table(root, "formulas") {
		r.formula(e)
	}
	r.correlations(root)
	r.outputs(root)
}

// known reports keys that have no meaning where they stand.
func (r *reader) known(e *entry, keys []string, where string) {
	for _, x := range e.items {
		if !slices.Contains(keys, x.key) {
			r.add(x.offset, suggest(x.key, keys, "the keys are "+strings.Join(keys, ", ")), "the key %s has no meaning %s", clip(x.key), where)
		}
	}
}

// text is the string of a key, and its entry where it is there.
func (r *reader) text(e *entry, key string) (string, *entry) {
	x := e.find(key)
	if x == nil {
		return "", nil
	}
	if x.kind != unstable.String {
		r.add(x.at, "put it in quotation marks", "%s must be a string", key)
		return "", nil
	}
	return x.text, x
}

// whole is the whole number of a key within bounds.
func (r *reader) whole(e *entry, key string, otherwise, low, high int) int {
	x := e.find(key)
	if x == nil {
		return otherwise
	}
	v, ok := x.number()
	if !ok || v != math.Floor(v) || v < float64(low) || v > float64(high) {
		r.add(x.at, "write a whole number from "+strconv.Itoa(low)+" to "+strconv.Itoa(high), "%s = %s is out of bounds", key, clip(x.text))
		return otherwise
	}
	return int(v)
}

// table is the entries of a table that the file names.
func (r *reader) table(root *entry, key string) []entry {
	x := root.find(key)
	if x == nil {
		return nil
	}
	if x.kind != unstable.Table && x.kind != unstable.InlineTable {
		r.add(x.at, "write ["+key+"] and its names below", "%s must be a table", key)
		return nil
	}
	if len(x.items) > MaxNames {
		r.add(x.at, "split the file", "%s has more than %d names", key, MaxNames)
		return nil
	}
	return x.items
}

// start is the label of the first step: a year, or a quarter as 2026Q1.
func (r *reader) start(root *entry) {
	x := root.find("start")
	if x == nil {
		return
	}
	r.file.start = x.text
	if _, ok := stepLabel(x.text, r.file.step, 0); !ok {
		r.add(x.at, `write "2026", or "2026Q1" where steps are quarters`, "the first step %s is not understood", strconv.Quote(clip(x.text)))
	}
}

// vocabulary is the units, with the words for what the file counts.
func (r *reader) vocabulary(root *entry) {
	var counts []string
	if x := root.find("counts"); x != nil {
		builtin := newVocabulary(nil)
		for _, c := range x.items {
			if !isName(c.text) || reserved(c.text) != "" || c.kind != unstable.String || builtin.has(c.text) {
				r.add(c.at, `name things in the singular, as in counts = ["user", "chip"]`, "%s cannot be counted", strconv.Quote(clip(c.text)))
				continue
			}
			counts = append(counts, c.text)
		}
		if x.kind != unstable.Array {
			r.add(x.at, `write counts = ["user", "chip"]`, "counts must be a list")
		}
	}
	r.file.words = newVocabulary(counts)
}

// outputs are the formulas that are reported: those listed, or all.
func (r *reader) outputs(root *entry) {
	f := r.file
	x := root.find("outputs")
	if x == nil {
		for _, d := range f.formulas {
			f.outputs = append(f.outputs, outputDecl{d.name, d.offset})
		}
		if len(f.formulas) == 0 && len(r.list) == 0 {
			r.add(0, "add a [formulas] table", "the file has no formula")
		}
		return
	}
	if x.kind != unstable.Array || len(x.items) == 0 {
		r.add(x.at, `write outputs = ["name"]`, "outputs must be a list of names")
	}
	var names []string
	for _, d := range f.inputs {
		names = append(names, d.name)
	}
	for _, d := range f.formulas {
		names = append(names, d.name)
	}
	for _, o := range x.items {
		if o.kind != unstable.String || !slices.Contains(names, o.text) {
			r.add(o.at, suggest(o.text, names, "name a formula of this file"), "the output %s is no formula", strconv.Quote(clip(o.text)))
			continue
		}
		f.outputs = append(f.outputs, outputDecl{o.text, o.at})
	}
}

// correlations are pairs of inputs, each with a coefficient.
func (r *reader) correlations(root *entry) {
	x := root.find("correlations")
	if x == nil {
		return
	}
	const remedy = `write correlations = [["a", "b", 0.5]]`
	if x.kind != unstable.Array {
		r.add(x.at, remedy, "correlations must be a list")
		return
	}
	for _, e := range x.items {
		if e.kind != unstable.Array || len(e.items) != 3 || e.items[0].kind != unstable.String || e.items[1].kind != unstable.String {
			r.add(max(e.at, x.at), remedy, "a correlation is two inputs and a coefficient")
			continue
		}
		rho, ok := e.items[2].number()
		if !ok || !(rho >= -1 && rho <= 1) {
			r.add(e.items[2].at, "write a number between -1 and 1", "the coefficient is not one")
			continue
		}
		r.file.correlations = append(r.file.correlations, correlationDecl{e.items[0].text, e.items[1].text, rho, e.items[0].at})
	}
}

// stepLabel is the label of the n-th step after the first; ok is false where the
// first is not understood.
func stepLabel(first, step string, n int) (string, bool) {
	if first == "" {
		return strconv.Itoa(n + 1), true
	}
	year, quarter, hasQuarter := strings.Cut(first, "Q")
	y, err := strconv.Atoi(year)
	if err != nil || y < 1000 || y > 9000 || hasQuarter != (step == "quarter") {
		return "", false
	}
	if !hasQuarter {
		return strconv.Itoa(y + n), true
	}
	q, err := strconv.Atoi(quarter)
	if err != nil || q < 1 || q > 4 {
		return "", false
	}
	n += q - 1
	return strconv.Itoa(y+n/4) + "Q" + strconv.Itoa(n%4+1), true
}
