package claim

import (
	"strings"

	"assay/lang"
	"assay/lexicon"
)

// What a measure was, told in the sentence that tells what it is now.

// fromOwns reports whether the period is that of the level right behind it that the figure
// came from: 「每股收益由上年的11.80美元升至13.64美元」, 「2022年の19億ドルの営業赤字から
// 17億ドルの黒字に転換した」.
func (st *sentence) fromOwns(f *lang.Figure, w *lang.When) bool {
	return st.scan.V.CJK() && w.Last < f.First && flowUnit(w.Unit) && some(st.figs, func(g *lang.Figure) bool {
		if g.First <= w.Last || g.First-w.Last > 2 || g.Last >= f.First || g.Unit != f.Unit || st.figuresBetween(g.Last, f.First) > 0 {
			return false
		}
		if st.wasMeasure(g) != nil {
			return true // 「2022년 19.9%까지 떨어졌던 순이익률은 29%로 회복됐다」
		}
		if isPercent(g) && w.Year != 0 && f.First-g.Last <= 3 && st.marked(f, linkTo) && (w.From || st.linkBefore(w.First, linkFrom) || st.linkAfter(g.Last, linkFrom)) {
			return true // 「22年12月期の19.9%から29%に回復した」
		}
		return w.Unit == lang.YearUnit && (w.Year == 0 && f.First-g.Last <= 3 && (st.linkBefore(w.First, linkFrom) || st.linkAfter(g.Last, linkFrom)) ||
			f.First-g.Last <= 5 && isMoney(g) && st.anyIs(g.Last+1, f.First, linkFrom))
	})
}

// cameFrom reports whether the figure before, of an earlier year that its words name, is only
// what this one came from: 「2022年の19億ドルの営業赤字から17億ドルの黒字に転換した」.
func (r *Reader) cameFrom(prev *draft, f *lang.Figure) bool {
	st, w := &r.st, prev.when
	if !prev.whenSaid || w == nil || !r.disc.whenRange.known() || prev.bound.r.End >= r.disc.whenRange.r.End {
		return false
	}
	if w.First < f.First && (isPercent(f) && st.fromOwns(f, w) || st.nowBehind(f, w)) {
		return true
	}
	return st.scan.V.CJK() && w.Year != 0 &&
		f.First-prev.fig.Last <= 5 && isMoney(f) && isMoney(prev.fig) && st.anyIs(prev.fig.Last+1, f.First, linkFrom)
}

// nowBehind reports whether a word for now stands between the figure that the period has and
// this one, which is then of the time that the text reports on: 「작년 2분기 11.3%에 머물렀지만
// 이번에는 20.7%까지」, 「२०२४-वर्षस्य द्वितीयत्रिमासे ११.३ प्रतिशतम् आसीत्, इदानीं २०.७ प्रतिशतम्」.
func (st *sentence) nowBehind(f *lang.Figure, w *lang.When) bool {
	if w.Last >= f.First || !flowUnit(w.Unit) || st.figuresBetween(w.Last, f.First) == 0 {
		return false
	}
	for j := f.First - 1; j > w.Last && j >= f.First-mostOfWords; j-- {
		if st.scan.Is(&st.atoms[j], lexicon.Cue, "now") {
			return st.figuresBetween(w.Last, j) > 0 && st.figuresBetween(j, f.First) == 0
		}
	}
	return false
}

// wasOf are the verbs by which an amount says what the measure behind it was.
var wasOf = []string{
	"だった", "であった", "にすぎなかった", "に過ぎなかった", "にとどまっていた", "しかなかった", "まで落ち込んだ", "まで落ち込んでいた", "まで低下していた",
	"이던", "였던", "이었던", "에 달했던", "에 그쳤던", "에 불과했던", "에 머물던", "에 머물렀던", "까지 떨어졌던", "까지 내려갔던", "까지 올랐던", "까지 치솟았던", "수준이던", "수준이었던",
}

// wasMeasure is the measure that a verb before it says what it was: 「126億ドルだった広告収入は
// 562億ドルに膨らんだ」, 「126억달러이던 광고 매출은」, 「15.7%이던 영업이익률은」.
func (st *sentence) wasMeasure(f *lang.Figure) *mention {
	if !isMoney(f) && !isPercent(f) || !st.scan.V.CJK() {
		return nil
	}
	rest := st.scan.Text[f.End:st.span.End]
	for _, was := range wasOf {
		if !strings.HasPrefix(rest, was) {
			continue
		}
		from := f.End + int32(len(was))
		for i := range st.ms {
			if m := &st.ms[i]; m.class == lexicon.Measure && m.start >= from && m.at-f.Last <= 5 && !st.otherClause(f.Last, m.at) && fits(f, m.id) && isPercent(f) == plainRatio(m.id) {
				return m
			}
		}
	}
	return nil
}

// againstNext reports whether the figure is only held against that of another measure or company
// behind it, and of no other time: 「売上高3億ドルに対し営業赤字が45億ドルに達した」, 「AWSの35.5%に対し、
// グーグルクラウドは11.3%」.
func (st *sentence) againstNext(f *lang.Figure, measure *mention) bool {
	if !st.marked(f, linkVersus) || measure == nil || measure.at > f.First || st.classes&(1<<lexicon.Base) != 0 {
		return false
	}
	return some(st.figs, func(g *lang.Figure) bool {
		return isMoney(g) == isMoney(f) && isPercent(g) == isPercent(f) && g.First > f.Last && st.figuresBetween(f.Last, g.First) == 0 && st.at[g.First].strong == st.at[f.First].strong && some(st.ms, func(m *mention) bool {
			if m.at <= f.Last || m.last >= g.First {
				return false
			}
			return m.class == lexicon.Measure && isMoney(f) && m.id != measure.id || m.class == lexicon.Entity || m.class == lexicon.Segment
		})
	})
}

// outlayAgain is the outlay told before in the sentence that a noun means once more: "spent 28.7
// percent of its revenue on research, and this expense grew by 21.8 percent".
func (st *sentence) outlayAgain(f *lang.Figure) *mention {
	if st.classes&(1<<lexicon.Anaphor) == 0 {
		return nil
	}
	for i := range st.ms {
		m := &st.ms[i]
		if m.class != lexicon.Anaphor || m.id != "outlay" || m.last >= f.First || f.First-m.last > 2*mostOfWords || st.at[m.at].strong != st.at[f.First].strong || st.figuresBetween(m.last, f.First) > 0 || st.classBetween(lexicon.Measure, m.last, f.First) {
			continue
		}
		for k := i - 1; k >= 0; k-- {
			if x := &st.ms[k]; x.class == lexicon.Measure && isOutlay(x.id) {
				return x
			}
		}
	}
	return nil
}

// overOwnLevel reports whether the amount is by how much the level before is more or less than an
// earlier one, which a noun in the case of "than" only names again: "परिचालनलाभः १७.४ बिलियन-डॉलर्
// आसीत्, यः गतवर्षस्य लाभात् ११ मिलियन-डॉलर्-परिमाणेन अधिकः".
func (st *sentence) overOwnLevel(d, prev *draft) bool {
	m := d.measure
	return st.grammar().PostTo && prev != nil && prev.kind == Level && prev.other == "" && prev.baseMetric != "" && st.directionBeside(d.fig) && isMoney(d.fig) && m != nil && m.at > prev.fig.Last && m.last < d.fig.First &&
		lang.Ends(st.folded(&st.atoms[m.last]), st.grammar().AmountFrom) && st.figuresBetween(prev.fig.Last, d.fig.First) == 0 && !st.companyBetween(prev.fig.Last, d.fig.First)
}

// overOthersLevel reports whether a pronoun between a company's level in the case of "than" and the
// amount means another one, which has so much more: "माइक्रोसॉफ्ट्-संस्थायाः ८८.१ बिलियन-डॉलर-मितात् लाभात्
// सः १२ बिलियन-डॉलरैः अधिकः".
func (st *sentence) overOthersLevel(d, prev *draft) bool {
	if !st.grammar().PostTo || prev == nil || prev.kind != Level || !st.inflected(prev.fig, linkFrom) || d.fig.First-prev.fig.Last > mostOfWords+1 || !st.companyNamed(-1, prev.fig.First) {
		return false
	}
	for j := prev.fig.Last + 1; j < d.fig.First; j++ {
		if st.scan.Closed(&st.atoms[j], lexicon.Pronoun) {
			return true
		}
	}
	return false
}
