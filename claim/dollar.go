package claim

import (
	"cmp"
	"strings"

	"assay/lang"
	"assay/lexicon"
	"assay/quantity"
)

// Margins and shares are also told by the dollar: "of every dollar of sales 43 cents stay as
// operating profit", "of 100 dollars taken in it keeps 56". The cents, or the dollars of a
// hundred, are percentages of what the dollar is of.

// perDollar turns such figures into percentages and notes where the dollar stands.
func (st *sentence) perDollar() {
	if st.dollar = -1; len(st.figs) == 0 {
		return
	}
	if st.scan.V.CJK() {
		st.perNumberedDollar()
		return
	}
	if st.anywhere&cueEach != 0 {
		if st.dollar = st.eachDollar(); st.dollar >= 0 {
			for i := range st.figs {
				if f := &st.figs[i]; isMoney(f) && st.inCents(f) {
					f.PartOf(100)
				}
			}
			return
		}
	}
	for i := range st.figs {
		if f := &st.figs[i]; isMoney(f) && !f.Scaled && f.Value.Value.Cmp(quantity.Int(100)) == 0 && f.Hedge == quantity.Exact && st.partOfHundred(f) {
			st.dollar = f.Last
			return
		}
	}
}

// perNumberedDollar is perDollar in scripts that number the dollar: 「売上高1ドルにつき78セント」,
// 「每1美元的销售额中有78美分」, "매출 1달러당 34센트", 「100ドルごとに77ドル」.
func (st *sentence) perNumberedDollar() {
	for i := range st.figs {
		one := &st.figs[i]
		if !isMoney(one) || one.Scaled || one.Hedge != quantity.Exact {
			continue
		}
		hundred := one.Value.Value.Cmp(quantity.Int(100)) == 0
		if !hundred && one.Value.Value.Cmp(quantity.Int(1)) != 0 || !st.dollarOfWhich(one) {
			continue
		}
		for k := range st.figs {
			f := &st.figs[k]
			switch {
			case f == one || !isMoney(f) || f.Scaled || f.IsRange || st.at[f.First].strong != st.at[one.First].strong || f.First < one.First:
			case hundred && !st.inCents(f) && f.Value.Value.Cmp(quantity.Int(100)) < 0 && f.Value.Value.Sign() > 0:
				f.PartOf(1)
				st.dollar = one.Last
			case !hundred && st.inCents(f):
				f.PartOf(100)
				st.dollar = one.Last
			}
		}
		if st.dollar >= 0 {
			return
		}
	}
}

// dollarOfWhich reports whether words beside a dollar make it each one: "per" or "out of" behind
// it, or "each" before.
func (st *sentence) dollarOfWhich(one *lang.Figure) bool {
	rest := strings.TrimLeft(st.scan.Text[one.End:st.span.End], " ")
	if lang.Begins(rest, []string{"につき", "当たり", "あたり", "ごと", "のうち", "うち", "の売", "の収", "当り", "毎に", "당", "마다", "가운데", "중", "里", "裡", "中", "当中"}) {
		return true
	}
	for j := one.First - 1; j >= max(0, one.First-mostOfWords); j-- {
		if mark := st.mark(&st.atoms[j]); strings.HasSuffix(mark, "每") || strings.HasPrefix(mark, "每") {
			return true // 「每收入1美元」
		}
	}
	return false
}

// eachDollar is the unit of money behind "each", an adjective or noun between at most, or -1.
func (st *sentence) eachDollar() int {
	for i := range st.atoms {
		if !st.is(i, cueEach) {
			continue
		}
		for j := i; j < len(st.atoms) && j <= i+3 && st.atoms[j].Kind == lang.Word; j++ {
			if id, ok := st.scan.Has(&st.atoms[j], lexicon.Unit); ok && !st.used[j] && lang.Currency(id) {
				return j
			}
		}
	}
	return -1
}

// toldInAll reports whether a dash behind a part of each dollar leads to what it comes to in all:
// "С каждого доллара выручки получила 34 цента чистой прибыли — всего $13,5 млрд".
func (st *sentence) toldInAll(f, part *lang.Figure) bool {
	if !st.hundredths(part) || f.First-part.Last > besideStated {
		return false
	}
	return st.dashBetween(part.Last, f.First)
}

// inCents reports whether the amount is told in hundredths: "43 cents", not "$0.43".
func (st *sentence) inCents(f *lang.Figure) bool {
	for j := f.Num; j <= f.Last; j++ { // a hedge may stand behind: 「34セント強」
		if id, ok := st.scan.Has(&st.atoms[j], lexicon.Unit); ok && strings.HasSuffix(id, ":cents") {
			return true
		}
	}
	return false
}

// partOfHundred turns the bare number that a hundred dollars behind "of" or "each" are parted
// by into a percentage.
func (st *sentence) partOfHundred(hundred *lang.Figure) bool {
	if !st.linkBefore(hundred.First, linkOf|linkOver|linkFrom|linkFor) && (hundred.First == 0 || !st.is(hundred.First-1, cueEach)) {
		return false
	}
	found := false
	for i := range st.figs {
		f := &st.figs[i]
		if f == hundred || f.Form != lang.Plain || f.Odd || f.IsRange || f.Scaled || f.Unit != "" && f.Unit != hundred.Unit || f.Value.Value.Cmp(quantity.Int(100)) >= 0 || f.Value.Value.Sign() <= 0 || st.at[f.First].strong != st.at[hundred.First].strong {
			continue
		}
		f.PartOf(1)
		found = true
	}
	return found
}

// hundredths reports whether the figure is one that perDollar has turned.
func (st *sentence) hundredths(f *lang.Figure) bool {
	return st.dollar >= 0 && isPercent(f) && f.Parted
}

// ofDollar reads what of each dollar goes where: a part of the company's business gives it,
// or a profit or an outlay is made of it.
func (r *Reader) ofDollar(d *draft) {
	st, f := &r.st, d.fig
	d.kind, d.unit, d.sign = Ratio, "percent", 0
	whole := st.wholeOfDollar()
	if whole != "revenue" {
		d.other = "share"
		return
	}
	m := st.madeOfDollar(f, whole)
	seg := st.segmentFor(f, m)
	if seg == nil && m != nil {
		seg = st.segmentBefore(f.First) // "AWS slowed, although it keeps 40 cents of every dollar as profit"
	}
	only := st.onlySegment(f) // "of every 100 dollars that Meta took in, 98 were brought by advertising"
	switch {
	case seg != nil && m == nil && seg.last == st.dollar-1 && st.atoms[st.dollar].Joined: // "jokaisesta pilvidollarista jää käteen 18 senttiä"
		if d.segment, d.baseMetric = r.segmentID(seg), "operating income / "+whole; r.disc.metric != "operating income" {
			d.other = "share"
		}
	case m != nil && m.id == "income tax":
		if d.other = "share"; st.linkBefore(m.at, linkAfter) { // "keeps more than 55 after tax"
			d.other, d.baseMetric = "", "net income / "+whole
		}
	case m != nil && plainRatio(m.id):
		d.measure, d.baseMetric, d.segment = m, m.id, r.segmentID(seg)
	case m != nil:
		if d.measure, d.baseMetric = m, m.id+" / "+whole; canHaveSegment(m.id) {
			if d.segment = r.segmentID(seg); d.segment != "" && m.id == "net income" {
				d.baseMetric = "operating income / " + whole // a part has no other profit
			}
		}
		if m.id == "loss" || m.id == "operating loss" {
			d.other = "share"
		}
	case seg != nil || only != nil:
		d.baseMetric, d.segment = whole, r.segmentID(cmp.Or(seg, only))
		d.metric = joinSegment(d.segment, whole) + " / " + whole
	case r.disc.askedRatio != "":
		d.baseMetric = r.disc.askedRatio
	case plainRatio(r.disc.ratio) && r.disc.margin == r.disc.ratio:
		d.baseMetric, d.metricGuessed = r.disc.ratio, true
	case st.scan.V.CJK() && r.disc.claimed && r.disc.segment == "" && (r.disc.metric == "net income" || r.disc.metric == "operating income" || r.disc.metric == "gross profit"):
		d.baseMetric, d.metricGuessed = r.disc.metric+" / "+whole, true // 「純利益は135億ドル。売上高1ドルにつき34セント強が手元に残った」
	default:
		d.other = "share"
	}
	if d.segment != "" && d.metric == "" && d.baseMetric != "operating income / revenue" {
		d.other = "share"
	}
	d.prior = st.isPrior(f, d)
}

// wholeOfDollar is what the dollar is of: "every dollar of sales", "jedem Umsatzdollar";
// revenue where nothing says so.
func (st *sentence) wholeOfDollar() string {
	for i := range st.ms {
		m := &st.ms[i]
		if m.class == lexicon.Measure && (m.at > st.dollar && m.at-st.dollar <= 3 && (m.at == st.dollar+1 || st.linkAfter(st.dollar, linkOf|linkIn|linkFrom)) || m.last < st.dollar && st.dollar-m.last <= 1 || st.scan.V.CJK() && m.last < st.dollar && st.dollar-m.last <= 3) && !st.measuringVerb(&st.atoms[m.at]) {
			return m.id
		}
	}
	return "revenue"
}

// madeOfDollar is the measure that the hundredths are: the nearest that is not the whole.
func (st *sentence) madeOfDollar(f *lang.Figure, whole string) *mention {
	var best *mention
	cost := farMeasure
	for i := range st.ms {
		m := &st.ms[i]
		if m.class != lexicon.Measure || m.id == whole || m.id == "price" || perShare(m.id) || instant(m.id) || st.scan.V.CJK() && m.last < st.dollar && st.measuringVerb(&st.atoms[m.at]) { // but "벌어들인 100달러 가운데"
			continue
		}
		c := st.cost(m.last, f.First)
		if m.at > f.Last {
			c = st.cost(f.Last, m.at)
		}
		if c < cost {
			best, cost = m, c
		}
	}
	return best
}
