package claim

import (
	"slices"
	"strings"

	"assay/article"
	"assay/lang"
	"assay/span"
)

// In a transcript the company of the heading speaks: "we" is the company, "you" in the
// mouth of an analyst too. What is asked is no claim.

// turnOf is the turn in which a paragraph stands, or nil.
func (r *Reader) turnOf(p span.Span) *article.Turn {
	i, ok := slices.BinarySearchFunc(r.opt.Turns, p.Start, func(t article.Turn, at int) int { return t.Start - at })
	if !ok {
		i--
	}
	if i < 0 || !r.opt.Turns[i].Contains(p) {
		return nil
	}
	return &r.opt.Turns[i]
}

// asks reports whether a sentence of a transcript is a question.
func (r *Reader) asks(s span.Span) bool {
	text := strings.TrimRight(s.Of(r.text), " \n\"”»'’)」")
	return r.turn != nil && (strings.HasSuffix(text, "?") || strings.HasSuffix(text, "？") || strings.HasSuffix(text, ";") && r.scan.V.Pack.Lang == "el")
}

// speakers are the places where the sentence says "we", or "you" to the company.
func (r *Reader) speakers(out []placed) []placed {
	if r.turn == nil || r.disc.main.Name == "" {
		return out
	}
	words := r.st.grammar().We
	if r.turn.Outside {
		words = r.st.grammar().You
	}
	for i := range r.st.atoms {
		if a := &r.st.atoms[i]; a.Kind == lang.Word && r.st.pronoun(r.st.mark(a), words) {
			out = append(out, placed{party: r.disc.main, at: i})
		}
	}
	return out
}

// pronoun reports whether a word is one of those in lower case; in a script without
// spaces, whether it begins with one.
func (st *sentence) pronoun(word string, words []string) bool {
	word = strings.ToLower(word)
	return slices.ContainsFunc(words, func(w string) bool { return word == w || st.scan.V.CJK() && strings.HasPrefix(word, w) })
}

// speaker holds the forecasts of a turn.
func (r *Reader) speaker() *Holder {
	h := &Holder{Name: r.turn.Speaker}
	if !r.turn.Outside {
		h.Org = r.disc.main.Name
	}
	return h
}
