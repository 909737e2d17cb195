package claim

import (
	"cmp"
	"strings"

	"assay/lang"
	"assay/lexicon"
	"assay/quantity"
)

// A percentage beside an amount is often its share in another amount that the text has told, which
// nothing says again: "of its $36.9 billion in operating profit, AWS supplied $24.6 billion, that
// is, two thirds". The two amounts tell: where they make it up, it is of them.

// madeUp gives the percentages of the sentence that two stated amounts make up the ratio of these.
func (r *Reader) madeUp(ds []draft) {
	if len(ds) > mostStated {
		return
	}
	for i := range ds {
		x := &ds[i]
		if !isPercent(x.fig) || x.fig.Sign != 0 || x.prior || x.baseSaid || onMarket(x.metric) || x.kind == Change && !x.signUnsaid && !r.st.signElsewhere(x) || x.fig.Hedge != quantity.Exact && x.fig.Hedge != quantity.About {
			continue
		}
		part, whole := r.besideAmount(ds, i), ""
		if part != nil {
			whole = r.wholeOfBeside(ds, part, x)
		}
		if next := r.amountBehind(ds, i); whole == "" && next != nil && next != part { // "369億ドルのうち、3分の2にあたる246億ドルをAWSが"
			part, whole = next, r.wholeOfBeside(ds, next, x)
		}
		if whole == "" || x.metric == part.metric+" / "+whole {
			continue
		}
		if _, own, ok := strings.Cut(x.metric, " / "); ok && x.other == "" && !strings.HasSuffix(whole, own) {
			continue // the text says of what
		}
		x.kind, x.unit, x.other, x.sign, x.base, x.baseSaid, x.signUnsaid = Ratio, "percent", "", 0, "", false, false
		x.metric, x.baseMetric, x.segment, x.measure = part.metric+" / "+whole, part.baseMetric, part.segment, part.measure
		x.parties, x.bound, x.when, x.whenSaid, x.whenGuessed = part.parties, part.bound, part.when, part.whenSaid, part.whenGuessed
	}
}

// wholeOfBeside is the measure of which a part has the share that stands beside it, or "".
func (r *Reader) wholeOfBeside(ds []draft, part, x *draft) string {
	whole := r.wholeStated(ds, part, x)
	if num, of, ok := strings.Cut(r.disc.ratio, " / "); whole == "" && ok && num == part.metric && r.lastIsRatio() {
		whole = of // "just under a third of its operating cash flow. In 2024 it was $52.5 billion, or 42 %"
	}
	return whole
}

// besideAmount is the level right before or behind the ith figure, nil if there is none.
func (r *Reader) besideAmount(ds []draft, i int) *draft {
	if i > 0 && ds[i].fig.First-ds[i-1].fig.Last <= besideStated && ds[i-1].canHaveShare() {
		return &ds[i-1]
	}
	return r.amountBehind(ds, i)
}

// amountBehind is the level right behind the ith figure, nil if there is none.
func (r *Reader) amountBehind(ds []draft, i int) *draft {
	f := ds[i].fig
	if i+1 < len(ds) && ds[i+1].fig.First-f.Last <= besideStated && ds[i+1].canHaveShare() && !r.st.anyIs(f.Last+1, ds[i+1].fig.First, linkOf) {
		return &ds[i+1] // but not "three fifths of the $17.4bn"
	}
	return nil
}

// canHaveShare reports whether the draft is an amount of which a percentage beside it may be a share.
func (d *draft) canHaveShare() bool {
	return d.kind == Level && lang.Currency(d.unit) && d.other == "" && d.metric != "" && !d.prior && !onMarket(d.metric) && len(d.parties) == 1
}

// besideStated is how many atoms apart an amount and its share stand beside each other, farStated
// how many bytes before the sentence the whole may stand, and mostStated how many figures a sentence
// has at most that is asked: among many, some make up others by chance, and to try all takes long.
const (
	besideStated = 5
	farStated    = 300
	mostStated   = 24
)

// wholeStated is the measure of the amount in the sentence, or in the one before, of which the part
// is the share that the percentage says; "" where there is none.
func (r *Reader) wholeStated(ds []draft, part, share *draft) string {
	for i := range ds {
		w := &ds[i]
		if w == part || w.kind != Level || w.unit != part.unit || w.other != "" || w.metric == "" || w.baseSaid || w.id() != part.id() || !makeUp(part.admits(), w.admits(), share.admits()) {
			continue
		}
		if !isWhole(w.baseMetric, w.segment, part) || w.metric == part.metric && !r.splitPart(w, part) {
			continue
		}
		w.prior = false // "von 36,9 Milliarden Dollar lieferte AWS 24,6": out of, not up from
		return w.metric
	}
	for i := len(r.claims) - 1; i >= 0 && share.fig.Digits && share.fig.Value.Digits > 1 && r.claims[i].Span.Start >= max(r.para.Start, r.st.span.Start-farStated); i-- {
		if c := &r.claims[i]; c.Kind == Level && c.Unit == part.unit && !c.Open && len(c.Entities) == 1 && c.Entities[0].ID == part.id() && c.Period == part.bound.r && isWhole(strings.TrimPrefix(c.Metric, part.segment+" "), "", part) && makeUp(part.admits(), c.Interval(), share.admits()) && (c.Metric != part.metric || r.takePart(part)) {
			return c.Metric
		}
	}
	return ""
}

// partBehindAmount is the first part of a business behind the figure, no other amount between; else nil.
func (st *sentence) partBehindAmount(f *lang.Figure) *mention {
	for i := range st.ms {
		m := &st.ms[i]
		if m.at <= f.Last || !m.isPart() {
			continue
		}
		if st.at[m.at].strong != st.at[f.First].strong || some(st.figs, func(g *lang.Figure) bool { return isMoney(g) && g.First > f.Last && g.Last < m.at }) {
			return nil
		}
		if s := st.segmentBefore(len(st.atoms)); s != nil && s.at > m.last && st.namesPart(m.last, s.at) {
			return s // 「クラウド部門のAWS」
		}
		return m
	}
	return nil
}

// isWhole reports whether an amount of a measure is one that shares of the part are told of.
func isWhole(measure, segment string, part *draft) bool {
	if segment != "" && segment != part.segment {
		return false
	}
	switch measure {
	case "revenue", "operating income", "net income", "operating cash flow":
		return true
	}
	return measure == part.baseMetric && segment == ""
}

// splitPart tells a whole and its part apart that were read of one thing, by the part of the
// business that the sentence names nearer the part, and reports whether there is one.
func (r *Reader) splitPart(whole, part *draft) bool {
	if segment := r.partTold(part); !some(r.st.ms, func(m *mention) bool {
		return m.isPart() && r.segmentID(m) == segment && m.at > whole.fig.Last
	}) || !r.takePart(part) {
		return false
	}
	whole.segment, whole.metric = "", whole.baseMetric
	return true
}

// takePart makes an amount read as the whole's that of the part of the business which the sentence
// names behind it, and reports whether there is one: "Most of it, $30.8bn or 88 %, came from data
// centers".
func (r *Reader) takePart(part *draft) bool {
	segment := r.partTold(part)
	if segment == "" || !canHaveSegment(part.baseMetric) {
		return false
	}
	part.segment, part.metric = segment, joinSegment(segment, part.baseMetric)
	return true
}

// partTold is the part of the business that the amount has, or that the sentence names behind it.
func (r *Reader) partTold(part *draft) string {
	return cmp.Or(part.segment, r.segmentID(r.st.partBehindAmount(part.fig)))
}

// makeUp reports whether a part and a whole, each known to its last digit, may have the share of
// so many percent.
func makeUp(part, whole, share quantity.Interval) bool {
	if part.Low.Sign() <= 0 || whole.Low.Cmp(part.High) <= 0 {
		return false
	}
	q, ok := part.Quo(whole)
	return ok && share.Overlaps(q.Scale(quantity.Int(100)))
}

// shareToldInMoney reports whether the amount behind a comma is how much the share before it comes
// to: "Two thirds of the operating income of 2023, $24.6 billion, came from AWS".
func (st *sentence) shareToldInMoney(d, prev *draft) bool {
	f := d.fig
	if prev == nil || prev.kind != Ratio || prev.other != "" || prev.segment == "" || !isMoney(f) || !strings.HasSuffix(prev.metric, " / "+prev.baseMetric) || d.measure != nil && (d.measure.id != prev.baseMetric || d.measure.last > f.First) {
		return false
	}
	if f.First-prev.fig.Last > farInFront || st.figuresBetween(prev.fig.Last, f.First) > 0 || st.anyIs(prev.fig.Last+1, f.First, cueWhich) || st.partBetween(prev.fig.Last, f.First) || st.at[f.First].strong != st.at[prev.fig.First].strong {
		return false
	}
	for j := f.First - 1; j >= max(prev.fig.Last, f.First-farBehind); j-- {
		if mark := st.mark(&st.atoms[j]); mark == "," || mark == "，" || mark == "、" {
			return true
		}
	}
	return false
}

// differences makes the amounts that are by how much two others of the sentence differ, those of
// two companies or of two periods, comparisons, where they were read as levels of their own or as
// one company's change: 「純利益は1001億ドルで、マイクロソフトの881億ドルを120億ドル上回った」.
func (r *Reader) differences(ds []draft) {
	if len(ds) < 3 || len(ds) > mostStated {
		return
	}
	for i := range ds {
		x := &ds[i]
		if x.other != "" || !lang.Currency(x.unit) || onMarket(x.metric) || x.fig.IsRange || x.fig.Value.Digits < 2 {
			continue
		}
		if a, b := differ(ds, x); a != nil && (a.id() != b.id() || x.kind == Level) {
			x.other = "comparison"
		}
	}
}

// differ are the two levels of the amount's measure that differ by it, nil if there are none.
func differ(ds []draft, x *draft) (a, b *draft) {
	var few [mostStated]*draft
	levels := few[:0]
	for i := range ds {
		if d := &ds[i]; d != x && d.kind == Level && d.unit == x.unit && d.baseMetric == x.baseMetric && d.segment == x.segment && d.other == "" && len(d.parties) == 1 && !d.fig.IsRange {
			levels = append(levels, d)
		}
	}
	gap := x.admits()
	for _, a := range levels {
		for _, b := range levels {
			if a.fig.Value.Value.Cmp(b.fig.Value.Value) <= 0 || a.id() == b.id() && a.bound.r == b.bound.r && a.prior == b.prior {
				continue
			}
			if gap.Contains(a.fig.Value.Value.Sub(b.fig.Value.Value)) {
				return a, b
			}
		}
	}
	return nil, nil
}

// orShareOf is the measure of which the amount is told to be a share right behind it, joined
// by such a word, and which it cannot be itself; "" if there is none.
func (st *sentence) orShareOf(f *lang.Figure, joint senses) string {
	if !isMoney(f) || st.scan.V.CJK() {
		return ""
	}
	for i := range st.figs {
		g := &st.figs[i]
		if g.First <= f.Last || !isPercent(g) {
			continue
		}
		if g.First-f.Last > 3 || !st.anyIs(f.Last+1, g.First, joint) {
			return ""
		}
		for k := range st.ms {
			if m := &st.ms[k]; m.class == lexicon.Measure && m.at > g.Last && m.at-g.Last <= 3 && !plainRatio(m.id) && (m.at == g.Last+1 || st.linkAfter(g.Last, linkOf)) {
				return m.id
			}
		}
		return ""
	}
	return ""
}
