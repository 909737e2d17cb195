package locale

import (
	"cmp"
	"strings"
)

// names are how names of measures are put together.
type names struct {
	Part  string `toml:"part"`  // {measure} of {part} of a business
	Ratio string `toml:"ratio"` // {measure} over {whole}
}

// Measure is the name of a measure by its id: one of a file's, of a part of a business
// ("aws operating income"), a ratio of two ("operating income / revenue"), or one that
// no filing states ("market share"). An id that the catalogue does not have is the
// article's own words and stays as it is.
func (l *Locale) Measure(id string) string {
	if name := cmp.Or(l.words.Measures[id], l.words.Others[id]); name != "" {
		return name
	}
	if over, of, ok := strings.Cut(id, " / "); ok {
		return l.ratio(over, of)
	}
	part, base := l.parted(id)
	if part == "" {
		return id
	}
	return l.part(l.words.Measures[base], part)
}

// ratio is the name of a ratio. Where both measures are of one part of a business,
// it is that of the whole, of the part.
func (l *Locale) ratio(over, of string) string {
	part, base := l.parted(over)
	if other, whole := l.parted(of); part != "" && part == other {
		if name, ok := l.words.Measures[base+" / "+whole]; ok {
			return l.part(name, part)
		}
	}
	return strings.NewReplacer("{measure}", l.Measure(over), "{whole}", l.Measure(of)).Replace(l.words.Names.Ratio)
}

// part is the name of a measure of a part of a business.
func (l *Locale) part(measure, part string) string {
	name, ok := l.words.Segments[part]
	if !ok {
		name = part
	}
	return strings.NewReplacer("{measure}", measure, "{part}", name).Replace(l.words.Names.Part)
}

// parted splits the id of a part's measure into both; the longest measure wins. Without
// a part the id is the measure.
func (l *Locale) parted(id string) (part, measure string) {
	for i := range len(id) {
		if id[i] == ' ' && l.words.Measures[id[i+1:]] != "" {
			return id[:i], id[i+1:]
		}
	}
	return "", id
}

// tails are what a definition's id may end in.
var tails = [...]string{", adjusted for splits", " before later dividends"}

// Definition is the name of a definition of a measure by its id, "capex: cash net of
// proceeds", with what the computing of a value adds to it.
func (l *Locale) Definition(id string) string {
	for _, tail := range tails {
		if head, ok := strings.CutSuffix(id, tail); ok {
			return l.Definition(head) + ", " + l.qualifier(strings.TrimLeft(tail, ", "))
		}
	}
	if head, inner, ok := strings.Cut(id, " ("); ok && strings.HasSuffix(inner, ")") {
		return l.Definition(head) + " (" + l.Definition(strings.TrimSuffix(inner, ")")) + ")"
	}
	measure, what, ok := strings.Cut(id, ": ")
	if !ok {
		return l.Measure(id)
	}
	return l.Measure(measure) + ": " + l.qualifier(what)
}

// qualifier is what tells a definition from the others of its measure.
func (l *Locale) qualifier(what string) string {
	if said, ok := l.words.Definitions[what]; ok {
		return said
	}
	return what
}
