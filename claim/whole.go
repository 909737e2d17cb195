package claim

import (
	"strings"

	"assay/lang"
	"assay/lexicon"
)

// wholeOfPart reports whether the amount is the whole that the part before it is told
// to be of: "Advertising accounted for $66.9 billion of its $90.2 billion in revenue",
// "Google Cloud trug 12,3 Milliarden zu den Konzernerlösen von 90,2 Milliarden bei".
func (st *sentence) wholeOfPart(d, prev *draft) bool {
	f := d.fig
	if prev == nil || prev.kind != Level || prev.segment == "" || prev.other != "" || !isMoney(f) || st.scan.V.CJK() || prev.fig.Last > f.First || st.marked(prev.fig, "to") ||
		st.otherClause(prev.fig.Last, f.First) || !st.shareInClause(f) {
		return false
	}
	if st.linkBefore(f.First, "of") && f.First-prev.fig.Last <= 3 && st.linkAfter(prev.fig.Last, "of") {
		return d.measure == nil || d.measure.last < prev.fig.First || d.measure.at > f.Last
	}
	return d.measure != nil && d.measure.at > prev.fig.Last && d.measure.last < f.First && st.ofMeasure(f) && !st.linkBefore(d.measure.at, "with", "and", "versus", "from")
}

// shareInClause reports whether a word for contributing a share stands in the figure's
// clause.
func (st *sentence) shareInClause(f *lang.Figure) bool {
	found := false
	st.each(lexicon.Link, func(m *mention) {
		found = found || m.id == "share" && !st.otherClause(m.at, f.First)
	})
	return found
}

// nextPart is the part that a list of parts and their amounts goes on to without the
// verb: "dos quais 264,6 bilhões vieram de anúncios e 43,2 bilhões da nuvem".
func (st *sentence) nextPart(f *lang.Figure, prev *draft) *mention {
	if prev == nil || prev.kind != Level || prev.segment == "" || prev.other != "" || !isMoney(f) || st.scan.V.CJK() ||
		!st.shareBetween(prev.fig.Last, f.First) || !st.linkAfter(f.Last, "of", "from") {
		return nil
	}
	for i := range st.ms {
		m := &st.ms[i]
		if m.at > f.Last && m.at-f.Last <= 3 && (m.class == lexicon.Segment || m.class == lexicon.Entity && unitSegment(m) != "") && st.figuresBetween(f.Last, m.at) == 0 {
			return m
		}
	}
	return nil
}

// spentOn reports whether the amount went into something and nothing says what filers
// call it: "Für Rechenzentren und Technik gab der Konzern 52,5 Milliarden Dollar aus",
// "Amazon, mit einem Umsatz von 638 Milliarden, gab 83 Milliarden für Lager aus".
func (st *sentence) spentOn(d *draft) bool {
	f := d.fig
	if st.scan.V.CJK() || !st.linkAfter(f.Last, "for") || !isMoney(f) || st.whenSoon(f.Last+2) || st.figureSoon(f.Last) || st.leadingBase(f) != nil {
		return false // "de 26,9 bilhões para 30,6 bilhões"
	}
	m := d.measure
	return m == nil || m.class == lexicon.Measure && m.last < f.First && st.otherClause(m.at, f.First) && st.figuresBetween(m.last, f.First) > 0
}

// whenSoon reports whether a period begins at atom i or right behind it.
func (st *sentence) whenSoon(i int) bool {
	for k := range st.whens {
		if w := &st.whens[k]; w.First == i || w.First == i+1 {
			return true
		}
	}
	return false
}

// sameMoved is the measure of the change right before an amount that it went to, where
// a noun that no filing states stands behind: "profits fell by more than half to $7.1
// billion as deliveries dropped 1 percent".
func (st *sentence) sameMoved(d, prev *draft) *mention {
	f, m := d.fig, d.measure
	if prev == nil || prev.kind != Change || prev.other != "" || prev.measure == nil || prev.measure.class != lexicon.Measure || m == nil || m.class != lexicon.Other || m.at < f.Last ||
		!isMoney(f) || !st.marked(f, "to") || f.First-prev.fig.Last > 3 || !fits(f, prev.measure.id) {
		return nil
	}
	return prev.measure
}

// ellipticMeasure is the measure of the sentence's first amount where the figure stands
// right behind a company whose noun and verb it leaves out: "La matriz de Google se
// embolsó 100.100 millones, con una facturación de 350.000; la de Facebook, 62.400".
func (st *sentence) ellipticMeasure(f *lang.Figure) *mention {
	i := f.First - 2
	if !isMoney(f) || i < 3 || st.mark(&st.atoms[i+1]) != "," || !st.elliptic(i) || !st.has(&st.atoms[i], lexicon.Entity) {
		return nil
	}
	for k := range st.figs {
		if g := &st.figs[k]; isMoney(g) && g.First < f.First {
			m, _ := st.measureFor(g)
			if m == nil || m.class != lexicon.Measure || m.at > g.Last {
				return nil
			}
			return m
		}
	}
	return nil
}

// ownRelative reports whether a company right before "whose" owns what stands behind it
// up to the figure, so that words for a group before are not meant: "Both are dwarfed
// by Nvidia, whose revenue more than doubled to $60.9 billion".
func (r *Reader) ownRelative(at int, f *lang.Figure, ps []placed) bool {
	st := &r.st
	for i := range st.ms {
		m := &st.ms[i]
		if m.class != lexicon.Anaphor || m.id != "whose" || m.at < at || m.at > f.First || st.strong[m.at] != st.strong[f.First] {
			continue
		}
		for k := range ps {
			if p := &ps[k]; p.at > at && p.at < m.at && m.at-p.at <= 3 && p.party.files() {
				return true
			}
		}
	}
	return false
}

// ofWhichComma reports whether words that take a part stand right before the comma that
// opens the figure's insertion: "nearly all of which, $160.6 billion to be precise, was
// paid by advertisers".
func (st *sentence) ofWhichComma(f *lang.Figure) bool {
	found := false
	st.each(lexicon.Link, func(m *mention) {
		found = found || m.id == "of which" && f.First > m.last && f.First-m.last <= 4 && st.strong[m.at] == st.strong[f.First] && m.last+1 < len(st.atoms) && st.mark(&st.atoms[m.last+1]) == ","
	})
	return found
}

// takenFrom is the measure of the figure before that "of which" takes a part of, or "":
// a share between them only says how large the part is, "fast zwei Drittel davon,
// nämlich 39,8 Milliarden, steuerte operativ die Cloudsparte AWS bei".
func (r *Reader) takenFrom(d, prev *draft) string {
	st := &r.st
	comma := isMoney(d.fig) && st.ofWhichComma(d.fig)
	switch {
	case prev == nil || !st.ofWhich(d.fig) && !comma:
	case canHaveSegment(prev.baseMetric):
		return prev.baseMetric
	case comma && prev.kind == Ratio && prev.other == "percentage" && r.current != nil && canHaveSegment(r.current.baseMetric):
		return r.current.baseMetric
	case comma && prev.kind == Ratio && prev.other == "percentage" && r.current == nil && r.disc.claimed && r.disc.segment == "" && canHaveSegment(r.disc.metric):
		return r.disc.metric
	}
	return ""
}

// unknownPart is what an amount "of this" belongs to where the text says no part that
// filers state: "Davon entfielen 160,6 Milliarden auf Inserate".
func (st *sentence) unknownPart(f *lang.Figure) string {
	part := ""
	if isMoney(f) && (st.ofWhich(f) || st.ofWhichComma(f)) {
		st.each(lexicon.Link, func(m *mention) {
			if m.id == "of which" && m.last < f.First {
				part = st.scan.Text[m.start:m.end]
			}
		})
	}
	return part
}

// overLastYears reports whether "last year's" stands right before the level that
// another is set against: "16 percent above last year's $36.5 billion".
func (st *sentence) overLastYears(f *lang.Figure) bool {
	if f.First < 1 || st.scan.V.CJK() {
		return false
	}
	w := st.lastYear(f.First - 1)
	return w != nil && w.Last == f.First-1 && st.linkBefore(w.First, "than", "versus")
}

// apposed reports whether nothing but a mark and whose it is parts the amount from
// its measure, so that it explains what stands before: "a tenth of the group's
// sales, 3.4bn".
func (st *sentence) apposed(d *draft) bool {
	j := d.fig.First - 1
	if !isMoney(d.fig) || j <= d.measure.last || j-d.measure.last > 5 {
		return false
	}
	owned := st.linkAfter(d.measure.last, "of") && !st.scan.V.CJK() // "half of the operating income of the group, $7.2bn"
	for k := d.measure.last + 1; k < j; k++ {
		a := &st.atoms[k]
		if !st.glue(a) && !st.scan.Is(a, lexicon.Anaphor, "total") && !st.scan.Is(a, lexicon.Anaphor, "company") && !(owned && (st.has(a, lexicon.Anaphor) || st.has(a, lexicon.Entity) || st.scan.Is(a, lexicon.Link, "of"))) {
			return false
		}
	}
	return st.atoms[j].Kind == lang.Punct && strings.Contains(",–—:(（、，", st.mark(&st.atoms[j]))
}
