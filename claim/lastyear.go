package claim

import (
	"strings"

	"assay/lang"
	"assay/lexicon"
	"assay/period"
)

// lastYear is the period "last year" that atom i belongs to, or nil.
func (st *sentence) lastYear(i int) *lang.When {
	for k := range st.whens {
		if w := &st.whens[k]; w.First <= i && i <= w.Last && w.Unit == lang.YearUnit && w.Year == 0 && w.Rel == "last" {
			return w
		}
	}
	return nil
}

// pastQuarter reports whether atom i belongs to a numbered quarter or months of last year,
// which has its own days: 「गतवर्षस्य तृतीयत्रैमासिके सः १५.७ बिलियन-डॉलर-मितः आसीत्」.
func (st *sentence) pastQuarter(i int) bool {
	return some(st.whens, func(w *lang.When) bool {
		return w.First <= i && i <= w.Last && w.Rel == "last" && (w.N > 0 || w.M1 > 0) && flowUnit(w.Unit)
	})
}

// sameLastYear reads "last year" beside a level of less than a year as the same
// stretch a year before, the whole year as the other reading: "net income was
// $18.8 billion in the quarter, last year it was $14.9 billion".
func (r *Reader) sameLastYear(d *draft, w *lang.When, prev *draft) {
	inBracket := w.Rel == "prior" && r.st.at[w.First].depth > 0 && w.Last < d.fig.First && d.fig.First-w.Last <= 2 // "(previous year: $19.7 billion)"
	if w.Unit != lang.YearUnit || w.Year != 0 || w.Rel != "last" && !inBracket || w.Whole || d.kind != Level && d.kind != Change && !(d.kind == Ratio && prev != nil && prev.kind == Ratio) || d.prior {
		return
	}
	var current period.Range
	switch {
	case prev != nil && (prev.kind == Level || prev.kind == Change && d.kind == Level && !w.Fiscal && w.First > prev.fig.Last && w.Last < d.fig.First) && prev.metric == joinSegment(d.segment, d.baseMetric) && prev.bound.known(),
		prev != nil && prev.kind == Ratio && d.kind == Ratio && prev.metric == d.metric && prev.other == "" && prev.bound.known():
		current = prev.bound.r
	case prev == nil && r.disc.claimed && (r.disc.metric == d.baseMetric || d.measure != nil || r.st.scan.V.CJK() && w.Last == d.fig.First-1):
		current = r.disc.whenRange.r
	}
	if current.End == 0 || current.Days() > 300 && !(r.st.scan.V.CJK() && prev != nil && w.First > prev.fig.Last && prev.id() == d.id() && d.kind == Level && current.Near(d.bound.r, snapDays)) && !r.fiscalYearBefore(d, prev, w, current) && !r.yearBeforeIt(d, prev, w, current) { // 「売上高は587億ドル（前年は432億ドル）」: not both of one year
		return
	}
	same := Shift(r.calendar(d.id()), current, "yoy")
	if prev == nil && d.measure != nil { // the measure is named anew: rather the year
		d.bound.alt = append(d.bound.alt, same)
		return
	}
	d.bound.alt = append([]period.Range{d.bound.r}, d.bound.alt...)
	d.bound.r = same
}

// fiscalYearBefore reports whether "last year" stands behind the same measure's level of a whole
// fiscal year that is no calendar year, and so means the one before it: 「全年每股收益11.80美元，
// 上年为9.68美元」.
func (r *Reader) fiscalYearBefore(d, prev *draft, w *lang.When, current period.Range) bool {
	cal := r.calendar(d.id())
	return prev != nil && d.kind == Level && w.First > prev.fig.Last && prev.id() == d.id() && !cal.IsCalendar() && keeps(cal, current)
}

// yearBeforeIt reports whether a word for the year before, which counts from the year that the text
// speaks of and not from the article's, opens a sentence on the same measure: 「2024年の設備投資は373億
// ドルだった。前年は270億ドルだった」.
func (r *Reader) yearBeforeIt(d, prev *draft, w *lang.When, current period.Range) bool {
	return prev == nil && d.kind == Level && d.measure == nil && r.st.is(w.First, linkAgo) && current.Near(d.bound.r, snapDays)
}

// sameOfYear is the same stretch of a year that is named beside an earlier level of one
// that is shorter.
func (r *Reader) sameOfYear(d *draft, w *lang.When, cur period.Range) (same period.Range, ok bool) {
	if w.Unit != lang.YearUnit || w.Year == 0 || w.Whole || w.Fiscal || cur.Days() > 300 || w.Year >= cur.End.Year() || w.Year < cur.End.Year()-3 {
		return same, false
	}
	same = cur
	for y := w.Year; y < cur.End.Year(); y++ {
		same = Shift(r.calendar(d.id()), same, "yoy")
	}
	return same, true
}

// sameInBracket is the past time that 同 at the head of a bracket repeats from the bracket
// before: 「売上高は587億ドル（前年は432億ドル）、営業利益は139億ドル（同61億ドル）」.
func (st *sentence) sameInBracket(f *lang.Figure) string {
	if !st.scan.V.CJK() || f.First < 2 || st.at[f.First].depth == 0 || st.at[f.First-2].depth > 0 || st.mark(&st.atoms[f.First-1]) != "同" {
		return ""
	}
	for i := len(st.ms) - 1; i >= 0; i-- {
		switch m := &st.ms[i]; {
		case m.last >= f.First || st.at[m.at].depth == 0:
		case m.class == lexicon.Base && st.is(m.at, linkAgo):
			return m.id
		case m.class == whenMention && st.whens[m.idx].Rel == "last" && st.whens[m.idx].Unit == lang.YearUnit:
			return "yoy"
		}
	}
	return ""
}

// whenThen is the past time whose clause of time the figure stands in: "un 14,8 % más que en
// el mismo periodo del año anterior, cuando el beneficio se había quedado en 16.002 millones".
func (st *sentence) whenThen(f *lang.Figure) *mention {
	if st.scan.V.CJK() || st.classes&(1<<lexicon.Base) == 0 {
		return nil
	}
	for i := range st.ms {
		m := &st.ms[i]
		if m.class != lexicon.Base || !yearsBackBase(m.id) && m.id != "qoq" || m.last >= f.First {
			continue
		}
		j := m.last + 1
		for k := range st.whens { // "la même période | de l'année précédente, quand"
			if w := &st.whens[k]; w.First > m.last && w.First-m.last <= 2 && w.Unit == lang.YearUnit && w.Year == 0 {
				j = w.Last + 1
			}
		}
		from := j
		if j < len(st.atoms) && st.mark(&st.atoms[j]) == "," {
			j++
		}
		if j < f.First && f.First-j <= mostThen && st.timeClause(j) && !st.otherClause(j, f.First) && st.figuresBetween(m.last, f.First) == 0 && !st.companyBetween(j, f.First) &&
			!some(st.whens, func(w *lang.When) bool { return w.First >= from && w.First-f.Last <= 3 }) {
			return m
		}
	}
	return nil
}

// mostThen is how many words a clause of time may have before its figure.
const mostThen = 12

// timeClause reports whether a word at atom j says when, and nothing else.
func (st *sentence) timeClause(j int) bool {
	word := string(st.folded(&st.atoms[j]))
	switch strings.TrimRight(word, "'’") {
	case "when", "quando", "cuando", "quand", "lorsque", "lorsqu", "allorché", "als", "когда", "όταν", "ketika", "saat", "cum":
		return true
	}
	return false
}

// toldOfLastYear reports whether "last year" is when the sentence's first figure is of, and no year
// that another is held against, as what is measured stands before it in the clause: "Meta ganó el
// año pasado 62.400 millones".
func (st *sentence) toldOfLastYear(f *lang.Figure, base, measure *mention) bool {
	if measure == nil && !st.partBetween(-1, base.at) {
		return false
	}
	return (measure == nil || measure.last < base.at || measure.at > f.Last) && base.last < f.First && st.lastBefore(f.First) == nil && st.lastYear(base.at) != nil && !st.pastQuarter(base.at) &&
		(measure == nil || !st.otherClause(measure.at, f.First)) && !st.scan.V.CJK() && !st.marked(f, linkFrom|linkAfter|linkVersus|linkThan)
}
