package report

import (
	"assay"
	"assay/locale"
)

// correction is that of a claim, or nil: the article's own sentence set right, else a line
// that states the measure with its true value.
func correction(r *assay.Result, c *Claim, id string) *Correction {
	x, ok := r.Corrections[id]
	if !ok {
		return nil
	}
	out := &Correction{Text: x.Sentence, Value: x.Value.String(), Unit: x.Unit}
	if out.Text == "" {
		if l, err := locale.For(r.Article.Lang); err == nil {
			w := words{l}
			out.Text = w.subject(c) + ": " + w.Amount(shown(out.Value), out.Unit)
		}
	}
	return out
}
