package assay

import (
	"context"
	"slices"
	"strings"

	"assay/article"
	"assay/claim"
	"assay/lang"
	"assay/quantity"
	"assay/span"
	"assay/verdict"
)

// Correction is what a contradicted figure would be right as.
type Correction struct {
	Value quantity.Rat // the true value, with the precision that the author used
	Unit  string
	// Sentence is the article's own with the true figures in place of the wrong ones.
	// It was read and checked again: every figure in it that was contradicted is
	// supported. "" where no other number makes the sentence right: it tells a rise
	// that was a fall, or its scale is wrong.
	Sentence string
}

// maxCorrected bounds the sentences of an article that are written anew: each is read
// again with all that stands before it.
const maxCorrected = 40

// correct finds the corrections of an article's contradicted figures.
func (s *Session) correct(ctx context.Context, res *Result, opt Options) {
	res.Corrections = map[string]Correction{}
	for from := 0; from < len(res.Verdicts); {
		sentence := res.Verdicts[from].Claim.Sentence
		to := from + 1
		for to < len(res.Verdicts) && res.Verdicts[to].Claim.Sentence == sentence {
			to++
		}
		s.correctSentence(ctx, res, res.Verdicts[from:to], opt)
		from = to
	}
}

// edit is a figure's text with what it becomes.
type edit struct {
	at   span.Span
	text string
}

// correctSentence corrects the contradicted figures of one sentence together.
func (s *Session) correctSentence(ctx context.Context, res *Result, vs []verdict.Verdict, opt Options) {
	var edits []edit
	var wrong []string
	whole := true
	for i := range vs {
		v := &vs[i]
		if v.Outcome != verdict.Contradicted || v.Claim.Modality != claim.Reported || v.Now.Actual == nil {
			continue
		}
		value, unit := asWritten(&v.Claim, *v.Now.Actual)
		res.Corrections[v.Claim.ID] = Correction{Value: value, Unit: v.Now.Unit}
		wrong = append(wrong, v.Claim.ID)
		text := ""
		if v.Now.Unit == v.Claim.Unit && sameSide(&v.Claim, value) {
			text = rewritten(&v.Claim, res.Article.Text, value, unit)
		}
		if text == "" {
			whole = false
			continue
		}
		edits = append(edits, edit{v.Claim.Span, text})
	}
	if !whole || len(edits) == 0 || len(res.Corrections) > maxCorrected {
		return
	}
	a, sentence, ok := s.edited(res.Article, vs[0].Claim.Sentence, edits)
	if !ok || !s.holds(ctx, a, sentence, len(edits), opt) {
		return
	}
	text := strings.Join(strings.Fields(sentence.Of(a.Text)), " ")
	for _, id := range wrong {
		c := res.Corrections[id]
		c.Sentence = text
		res.Corrections[id] = c
	}
}

// asWritten is a value with the precision that the author used for another, and the unit
// of its last digit: toward the bound that a hedge names.
func asWritten(c *claim.Claim, actual quantity.Rat) (value, unit quantity.Rat) {
	w := c.Value
	if unit = w.Unit; c.Hedge != quantity.Exact && w.Grain.Sign() > 0 {
		unit = w.Grain
	}
	if unit.Sign() <= 0 || w.Words != nil {
		return actual, quantity.Rat{}
	}
	if farFrom(w.Value.Abs(), actual.Abs()) { // a wrong scale: as many digits as the author wrote
		unit = unitOf(actual.Abs(), w.Digits)
	}
	n, ok := actual.Abs().Quo(unit)
	if !ok {
		return actual, quantity.Rat{}
	}
	half := quantity.Frac(1, 2)
	switch c.Hedge {
	case quantity.Over, quantity.AtLeast, quantity.LittleOver:
		half = quantity.Int(0)
	case quantity.Under, quantity.AtMost, quantity.Nearly:
		half = quantity.Frac(999999, 1000000)
	}
	value = n.Add(half).Floor().Mul(unit)
	if actual.Sign() < 0 {
		value = value.Neg()
	}
	return value, unit
}

// farFrom reports whether one of two values is a hundred times the other.
func farFrom(x, y quantity.Rat) bool {
	hundred := quantity.Int(100)
	return y.Sign() > 0 && (x.Mul(hundred).Cmp(y) < 0 || y.Mul(hundred).Cmp(x) < 0)
}

// unitOf is the unit of the last of so many digits of a value above zero.
func unitOf(x quantity.Rat, digits int) quantity.Rat {
	exp := -18
	for exp < 18 && quantity.Pow10(exp+digits).Cmp(x) <= 0 {
		exp++
	}
	return quantity.Pow10(exp)
}

// sameSide reports whether the words of the figure's direction hold for the value too.
func sameSide(c *claim.Claim, value quantity.Rat) bool {
	return c.Sign == 0 || c.Sign == value.Sign() || value.Sign() == 0
}

// rewritten is the figure's text with another value, or "".
func rewritten(c *claim.Claim, text string, value, unit quantity.Rat) string {
	if unit.Sign() <= 0 || c.IsRange || c.Sign == 0 && value.Sign() < 0 {
		return ""
	}
	n, ok := value.Abs().Quo(c.Value.Unit)
	digits := n.String()
	if !ok || strings.Contains(digits, ".") || len(digits) > c.Value.Digits+1 {
		return "" // "$84742.0 million"
	}
	return lang.Rewrite(c.Span.Of(text), digits)
}

// edited is the article with another text in one sentence, whose new place it gives.
func (s *Session) edited(a *article.Article, sentence span.Span, edits []edit) (*article.Article, span.Span, bool) {
	slices.SortFunc(edits, func(x, y edit) int { return x.at.Start - y.at.Start })
	var b strings.Builder
	at := 0
	for _, e := range edits {
		if e.at.Start < at || !sentence.Contains(e.at) {
			return nil, span.Span{}, false
		}
		b.WriteString(a.Text[at:e.at.Start])
		b.WriteString(e.text)
		at = e.at.End
	}
	b.WriteString(a.Text[at:])
	moved := func(offset int) int {
		by := 0
		for _, e := range edits {
			if offset >= e.at.End {
				by += len(e.text) - e.at.Len()
			}
		}
		return offset + by
	}
	return a.Moved(b.String(), moved), span.Span{Start: moved(sentence.Start), End: moved(sentence.End)}, true
}

// holds reports whether an edited sentence has no contradicted figure, and at least as many
// supported ones as were put in.
func (s *Session) holds(ctx context.Context, a *article.Article, sentence span.Span, put int, opt Options) bool {
	claims, _, err := s.Read(a)
	if err != nil {
		return false
	}
	p := s.pass(ctx, claims, opt)
	supported := 0
	for i := range claims {
		if claims[i].Sentence != sentence {
			continue
		}
		v, err := p.check(i, a, opt)
		switch {
		case err != nil || v.Outcome == verdict.Contradicted && v.Claim.Modality == claim.Reported:
			return false
		case v.Outcome == verdict.Supported:
			supported++
		}
	}
	return supported >= put
}
