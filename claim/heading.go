package claim

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay/lang"
	"assay/lexicon"
	"assay/quantity"
	"assay/span"
)

// heading is what some words over, beside or before a cell say of it.
type heading struct {
	text     string
	parties  []Party
	measure  string
	segment  string
	loss     bool   // the measure is told as a loss: a positive figure is a negative result
	other    string // a noun that no filing states: an estimate, a count
	unknown  string // words that nothing knows
	whole    string // "% of revenue": the measure that the figure is a share of
	when     *lang.When
	forecast bool // "2027 (forecast)", "Guidance"
	change   bool
	base     string
	currency string
	scaled   bool // a scale or a currency is said
	scale    int  // as a power of ten
	percent  bool
	points   bool         // percentage points
	others   []string     // measures that a change may be of as well
	compared []*lang.When // the periods between which it may be
	clash    string       // why nobody can tell what the cell is
}

// readHeading reads one line of headings.
func (r *Reader) readHeading(line span.Span) heading {
	var h heading
	if strings.TrimSpace(line.Of(r.text)) == "" {
		return h
	}
	r.scan.Atomize(line.Start, line.End)
	r.st.load(&r.scan, line)
	for _, p := range r.parties() {
		if !p.unsure && (p.party.files() || p.party.quoted()) && !slices.Contains(h.parties, p.party) {
			h.parties = append(h.parties, p.party)
		}
	}
	r.headingWords(&h)
	r.headingUnits(&h)
	if n := len(r.st.whens); n > 0 {
		w := r.st.whens[0]
		h.when = &w
		if n > 1 && !sameWhen(&w, &r.st.whens[1]) {
			h.clash = "the heading names several periods"
		}
	}
	h.text = strings.ToLower(strings.TrimSpace(line.Of(r.text)))
	h.change = h.change || r.st.headed(h.text, r.st.grammar().HeadsChange)
	h.unknown = r.headingRest(&h)
	return h
}

// sameWhen reports whether two phrases may be one period said twice.
func sameWhen(a, b *lang.When) bool { return a.Unit == b.Unit && a.N == b.N && a.Year == b.Year }

// headingWords finds measure, part of a business, change and what no filing states.
func (r *Reader) headingWords(h *heading) {
	st := &r.st
	for i := range st.ms {
		m := &st.ms[i]
		switch m.class {
		case lexicon.Measure:
			switch {
			case h.measure == "" || h.measure == m.id:
				h.measure, h.loss = m.id, lossOf(m)
			case h.whole == "" && r.percentHead() && !st.scan.V.CJK(): // "Capex as % of revenue"
				h.whole = m.id
			default:
				h.clash = "the heading names several measures"
			}
		case lexicon.Segment:
			h.segment = m.id
		case lexicon.Entity:
			if unit := unitSegment(m); unit != "" && h.segment == "" {
				h.segment = unit
			}
		case lexicon.Other:
			h.other = m.id
		case lexicon.Direction:
			h.change = true
		case lexicon.Base:
			h.change, h.base = true, m.id
		}
	}
	h.measure = lossMeasure(h.measure)
	if st.anywhere&(cueForecast|cueGuidance) != 0 {
		h.forecast = true
	}
}

// percentHead reports whether the heading names a percentage.
func (r *Reader) percentHead() bool {
	return some(r.st.atoms, func(a *lang.Atom) bool { return r.st.scan.Is(a, lexicon.Unit, "percent") })
}

// lossMeasure is the result that a word for a loss tells.
func lossMeasure(id string) string {
	switch id {
	case "loss":
		return "net income"
	case "operating loss":
		return "operating income"
	}
	return id
}

// headingUnits finds currency, scale and percent: "in $ billions", 「百万ドル」, "Mrd. €".
func (r *Reader) headingUnits(h *heading) {
	st := &r.st
	for i := range st.figs { // 「単位：百万ドル」, "in 1,000 $": a power of ten in words or digits
		f := &st.figs[i]
		if exp, ok := powerOfTen(f.Value.Value); ok && (f.Scaled || f.Unit != "") {
			h.scaled, h.scale = true, exp
			if lang.Currency(f.Unit) {
				h.currency = f.Unit
			}
		}
	}
	for i := range st.atoms {
		a := &st.atoms[i]
		if id, ok := st.scan.Has(a, lexicon.Unit); ok {
			switch {
			case lang.Currency(id):
				if h.currency == "" {
					h.currency = id
				}
			case id == "percent":
				h.percent = true
			case id == "pp", id == "bp":
				h.points = true
			}
		}
		if id, ok := st.scan.Has(a, lexicon.Scale); ok && !h.scaled {
			h.scaled, h.scale = true, exponent(id)
		}
	}
}

// exponent is the power of ten of a scale's id; 0 where it has none.
func exponent(id string) int {
	n := 0
	for _, c := range id {
		if c < '0' || c > '9' {
			return n
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// powerOfTen is the exponent of a number that is one.
func powerOfTen(x quantity.Rat) (int, bool) {
	for exp := 3; exp <= 12; exp++ {
		if x.Cmp(quantity.Pow10(exp)) == 0 {
			return exp, true
		}
	}
	return 0, false
}

// headingRest are the words of a heading that nothing accounts for: they may narrow the
// measure to a part that no filing states.
func (r *Reader) headingRest(h *heading) string {
	st := &r.st
	var rest []string
	for i := range st.atoms {
		a := &st.atoms[i]
		if a.Kind != lang.Word || a.Terms != nil || st.used[i] || st.function(a) || st.covered(i) || len(st.mark(a)) < 2 {
			continue
		}
		if word := strings.ToLower(st.mark(a)); !st.headed(word, st.grammar().HeadsPlain) && !st.headed(word, st.grammar().HeadsChange) {
			rest = append(rest, st.mark(a))
		}
	}
	words := strings.Join(rest, " ")
	if len(h.parties) == 1 && words != "" && strings.Contains(h.parties[0].Name, words) {
		return ""
	}
	return words
}

// headed reports whether one of the words stands in a heading, as a word of its own where
// the language writes words apart.
func (st *sentence) headed(text string, words []string) bool {
	for _, w := range words {
		w = strings.ToLower(w)
		for from := 0; ; {
			i := strings.Index(text[from:], w)
			if i < 0 {
				break
			}
			i += from
			if st.scan.V.CJK() || !letterBefore(text, i) && !letterBehind(text, i+len(w)) {
				return true
			}
			from = i + len(w)
		}
	}
	return false
}

func letterBefore(s string, i int) bool {
	c, _ := utf8.DecodeLastRuneInString(s[:i])
	return unicode.IsLetter(c) || unicode.IsMark(c)
}

func letterBehind(s string, i int) bool {
	c, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsLetter(c) || unicode.IsMark(c)
}

// covered reports whether a mention covers atom i.
func (st *sentence) covered(i int) bool {
	return some(st.ms, func(m *mention) bool { return m.at <= i && i <= m.last })
}

// titlePeriod takes the quarter or year that a headline without figures names for
// what the text goes on to speak of: "How did Alphabet and Meta do in 2024?".
func (r *Reader) titlePeriod() {
	for i := range r.st.whens {
		w := &r.st.whens[i]
		if !flowUnit(w.Unit) || w.Since || w.Until {
			continue
		}
		if b, ok := r.bind(w, r.disc.main.ID, false); ok && (r.pub == 0 || b.r.End < r.pub) {
			r.disc.whenRange, r.disc.firstWhen, r.disc.firstSum = b, b, true
			return
		}
	}
}
