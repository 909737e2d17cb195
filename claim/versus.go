package claim

import (
	"assay/lang"
	"assay/lexicon"
	"assay/message"
	"assay/quantity"
)

// The claim of a comparison of volatilities, from what its words say (volatile.go).

// versus is a comparison of two assets that a sentence makes.
type versus struct {
	parties [2]Party
	metric  string
	fig     *lang.Figure // that says how many times, of the sentence; nil for none
	second  int          // the atom of the second name
	phrase  lang.Figure  // the words that compare, with the second name
	less    bool
	named   bool // the first is, in the sentence
	day     bound
	when    *lang.When // that names the day; nil for none
}

// comparedWith reports whether the sentence only compares with the name at an atom.
func (v *versus) comparedWith(at int) bool { return v.metric != "" && v.second == at }

// figureless reports whether the sentence compares without a figure.
func (v *versus) figureless() bool { return v.metric != "" && v.fig == nil }

// compareVolatility finds the sentence's comparison.
func (r *Reader) compareVolatility(ps []placed) {
	st := &r.st
	if r.versus.metric != "" {
		r.versus = versus{}
	}
	times := func(f *lang.Figure) bool { return f.Unit == "times" }
	if st.anywhere&cueVolatile == 0 && !some(st.figs, times) || len(ps) == 0 || st.anywhere&(cueForecast|cueGuidance|cueUnreal) != 0 || st.questioned() {
		return
	}
	for i := range ps {
		second := &ps[i]
		first, from := r.comparedFirst(ps[:i])
		if !tradable(second) || second.price != 0 || first.ID == "" || first.ID == second.party.ID || from == second.at {
			continue
		}
		if second.party.ID.Kind() == "asset" && st.sharesRightBehind(second.at) || first.ID.Kind() == "asset" && from >= 0 && st.sharesRightBehind(from) {
			continue // "bitcoin stocks" are no coins
		}
		v, ok := st.versusAt(from, second.at)
		if !ok || from < 0 && !st.itsShares(second.at) || !r.versusWhen(&v) {
			continue
		}
		v.parties, v.named, v.second = [2]Party{first, second.party}, from >= 0, second.at
		r.versus = v
		return
	}
}

// itsShares reports whether the words before the second name speak of one company's shares,
// not of shares at large: an article or a pronoun stands with them.
func (st *sentence) itsShares(second int) bool {
	for i := range second {
		if st.scan.Closed(&st.atoms[i], lexicon.Article) || st.scan.Is(&st.atoms[i], lexicon.Anaphor, "company") {
			return !st.scan.V.CJK()
		}
	}
	return false
}

// sharesRightBehind reports whether a word for shares stands right behind atom i.
func (st *sentence) sharesRightBehind(i int) bool {
	return st.isPrice(i+1) || i+2 < len(st.atoms) && st.atoms[i+1].Joined && st.isPrice(i+2)
}

// comparedFirst is whom the words before the second name speak of: the name before it, with
// its atom, or where the sentence has none the company that the text speaks of, -1.
func (r *Reader) comparedFirst(before []placed) (Party, int) {
	n := len(before)
	switch {
	case n > 0 && tradable(&before[n-1]):
		return before[n-1].party, before[n-1].at
	case n == 0 && r.disc.fresh && r.disc.subject.ID.Kind() == "cik":
		return r.disc.subject, -1
	}
	return Party{}, -1
}

// tradable reports whether a name stands for a share, an index or a coin, and no index of
// a volatility.
func tradable(p *placed) bool {
	return (p.price == 0 || p.price == anaphorPrice) && !p.guess && !p.unsure && (p.party.ID.Kind() == "cik" || p.party.quoted()) && !volatilityIndex(p.party.ID)
}

// versusWhen gives a comparison the days that its part of the sentence names, up to the
// article's own; else the day of trading that the text speaks of. It reports false where they
// are still to come.
func (r *Reader) versusWhen(v *versus) bool {
	st := &r.st
	for i := range st.whens {
		w := &st.whens[i]
		if st.at[w.First].strong == st.at[v.phrase.First].strong && (v.when == nil || st.whenCost(&v.phrase, w) < st.whenCost(&v.phrase, v.when)) {
			v.when = w
		}
	}
	if v.when == nil {
		v.day = r.priceDay(&draft{kind: Level, metric: v.metric}) // as a level's: the week spoken of, else the article's day
		return true
	}
	w := *v.when
	w.Calendar = w.Calendar || w.Unit == lang.YearUnit && w.Year != 0 && !w.Fiscal
	b, ok := r.bind(&w, "", false)
	if r.pub != 0 && (w.Since || b.r.End > r.pub) {
		b.r.End = r.pub // "this year", so far
	}
	v.day = b
	return ok && b.r.Start <= b.r.End
}

// comparingWords are the words that compare, with the second name and what says by how much,
// as a figure: above once or below it.
func (st *sentence) comparingWords(from, second, to int, less bool) lang.Figure {
	first, last := second, second
	for i := from; i < to; i++ {
		if s, ok := st.saidAt(i); ok && st.at[i].depth <= st.at[second].depth && s&(saidPredicate|saidThan|saidFigure) != 0 {
			first, last = min(first, i), max(last, i)
		}
	}
	f := lang.Figure{
		First: first, Last: last, Num: first, Start: st.atoms[first].Start, End: st.atoms[last].End,
		Unit: "times", Hedge: quantity.Over, Value: quantity.Written{Value: quantity.Int(1)},
	}
	if less {
		f.Hedge = quantity.Under
	}
	return f
}

// versusFigure makes the figure that says how many times the claim of the comparison.
func (r *Reader) versusFigure(d *draft) bool {
	v := &r.versus
	if v.fig != d.fig {
		if r.st.besideVolatile(d.fig) {
			d.kind, d.unit, d.other = Change, d.fig.Unit, "comparison"
			return true
		}
		return false
	}
	f, one := d.fig, quantity.Int(1)
	switch {
	case f.Form == lang.Part:
		f.Value = asPart(f.Value)
	case f.Unit == "percent":
		f.Value, f.More = asMultiple(f.Value, v.less), false
	case v.less:
		f.Invert()
		f.More = false
	case !f.More && f.Value.Value.Cmp(one) > 0:
		f.More = r.st.comparativeAt(f.Last + 1)
	}
	f.Unit = "times"
	r.versusDraft(d)
	return true
}

// besideVolatile reports whether the figure says how volatile something is against another
// thing, known or not, so that no price or measure moved by it.
func (st *sentence) besideVolatile(f *lang.Figure) bool {
	if st.anywhere&cueVolatile == 0 || f.Unit != "times" && f.Unit != "percent" {
		return false
	}
	s := st.termsSay(&st.atoms[f.Last]) // „1,5-mal so volatil wie“
	if f.Last+1 < len(st.atoms) {
		s |= st.termsSay(&st.atoms[f.Last+1])
	}
	return s&(saidMore|saidLess) != 0 || f.Unit == "times" && s&saidAs != 0
}

// comparativeAt reports whether "more volatile" stands at atom i.
func (st *sentence) comparativeAt(i int) bool {
	return i < len(st.atoms) && st.termsSay(&st.atoms[i])&saidMore != 0
}

// asPart is a fraction, which is a percentage, as a multiple: "half as volatile".
func asPart(w quantity.Written) quantity.Written {
	hundredth := quantity.Frac(1, 100)
	w.Value = w.Value.Mul(hundredth)
	if w.Words != nil {
		w.Words = &quantity.Reach{Below: w.Words.Below.Mul(hundredth), Above: w.Words.Above.Mul(hundredth)}
	}
	return w
}

// asMultiple is a percentage by which something is more, or less, as a multiple.
func asMultiple(w quantity.Written, less bool) quantity.Written {
	hundredth, one := quantity.Frac(1, 100), quantity.Int(1)
	w.Value, w.Unit, w.Grain = w.Value.Mul(hundredth), w.Unit.Mul(hundredth), w.Grain.Mul(hundredth)
	if less {
		w.Value = w.Value.Neg()
	}
	w.Value = one.Add(w.Value)
	return w
}

// versusDraft fills a draft of the comparison, whose figure it has.
func (r *Reader) versusDraft(d *draft) {
	v := &r.versus
	d.kind, d.modality, d.unit = Ratio, Reported, "times"
	d.metric, d.baseMetric, d.parties = v.metric, v.metric, r.partyArena.keep(v.parties[:]...)
	d.entityOfDiscourse, d.versus = !v.named, true
	d.bound, d.when, d.whenSaid, d.whenGuessed = v.day, v.when, v.when != nil, v.when == nil
}

// finishVersus adds the claim of a comparison without a figure.
func (r *Reader) finishVersus() {
	d := draft{fig: &r.versus.phrase}
	r.versusDraft(&d)
	r.finish(&d, Spoken{})
}

// versusReadings are those of a comparison: its days, and what the number admits.
func (r *Reader) versusReadings(d *draft, c *Claim) []Reading {
	first := Reading{Entities: r.partyIDs(c.Entities), Metric: c.Metric, Period: c.Period, Interval: d.admits()}
	out := append(r.buffers.readings[:0], first)
	add := func() *Reading {
		out = append(out, first)
		return &out[len(out)-1]
	}
	r.precision(d, add)
	for _, alt := range d.bound.alt {
		x := add()
		x.Period, x.Why = alt, message.Say("another period fits the words")
	}
	if d.fig.More {
		x := add()
		x.Interval, x.Why = d.fig.Value.Plus(quantity.Int(1)).Admits(d.fig.Hedge), message.Say("n times more read as n+1 times as much")
	}
	r.buffers.readings = out
	return r.readingArena.keep(out...)
}
