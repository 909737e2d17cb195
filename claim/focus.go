package claim

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"assay/lang"
	"assay/lexicon"
)

// A text that has spoken of a part of a business goes on with "its revenue", "it earned": the
// pronoun takes up what the sentence before was about (centering: Grosz, Joshi and Weinstein,
// Computational Linguistics 21, 1995). The company as a whole stays the other reading.

// focusOf is the part of a business that a sentence leaves in focus: the one that all its
// figures are of, or, of a sentence that states none, the one that it names last without a
// company before it.
func (r *Reader) focusOf(ds []draft, ps []placed) string {
	part, told := "", false
	for i := range ds {
		x := &ds[i]
		switch {
		case x.kind == Count || x.other != "" || x.aside || onMarket(x.metric):
		case told && x.segment != part:
			return ""
		default:
			part, told = x.segment, true
		}
	}
	if told {
		return part
	}
	st := &r.st
	if m := st.partLeft(); m != nil && !some(ps, func(p *placed) bool {
		return p.at < m.at && p.party.files() && p.price <= 1 && !st.oblique(p.at) && !st.partAt(p.at)
	}) {
		return r.segmentID(m)
	}
	return ""
}

// partLeft is the part of a business that a sentence without figures leaves to later ones: the last
// one that is not told behind a preposition, "the cloud only spends what the company earns from
// advertising", else the last.
func (st *sentence) partLeft() *mention {
	last := st.segmentBefore(len(st.atoms))
	if last == nil || st.scan.V.CJK() || last.at == 0 || !st.scan.Closed(&st.atoms[last.at-1], lexicon.Preposition) {
		return last
	}
	for m := st.segmentBefore(last.at); m != nil; m = st.segmentBefore(m.at) {
		if m.at == 0 || !st.scan.Closed(&st.atoms[m.at-1], lexicon.Preposition) {
			return m
		}
	}
	return last
}

// partAt reports whether the name at an atom is that of a part of a business.
func (st *sentence) partAt(at int) bool {
	return st.someOf(lexicon.Entity, func(m *mention) bool { return m.at == at && unitSegment(m) != "" })
}

// takenUp is the part of a business that a pronoun before or right behind the measure takes
// up: from an earlier clause, or from the sentence before.
func (r *Reader) takenUp(d, prev *draft) string {
	st := &r.st
	at := st.pronounOf(d)
	if at < 0 || st.ofTheWhole(d.measure) || st.wholesOwn(d.measure) {
		return ""
	}
	if prev != nil && prev.segment != "" && at > prev.fig.Last && !st.ownerBetween(prev.fig.Last, d.measure.at) {
		return prev.segment
	}
	if m := st.segmentBefore(at); m != nil && st.figuresBetween(m.last, at) == 0 && !st.ownerBetween(m.last, d.measure.at) {
		return r.segmentID(m)
	}
	if prev == nil && !st.ownerBetween(-1, d.measure.at) {
		return r.disc.focus
	}
	return ""
}

// pronounOf is the place of the pronoun that owns the draft's measure or is the subject of its
// clause, or -1: one in front without another figure between, one inside the noun's words or
// at its end, "το λειτουργικό του περιθώριο", "marginnya", or one right behind the noun with
// no noun of its own, "reditus eius".
func (st *sentence) pronounOf(d *draft) int {
	m := d.measure
	noun := st.folded(&st.atoms[m.last])
	if lang.Ends(noun, st.grammar().OwnEndings) {
		return m.at
	}
	if _, rest, ok := bytes.Cut(noun, []byte(" ")); ok {
		if inner, _, ok := bytes.Cut(rest, []byte(" ")); ok && st.scan.V.Pronoun(inner) {
			return m.at
		}
	}
	if j := m.last + 1; j+1 < len(st.atoms) && st.scan.Closed(&st.atoms[j], lexicon.Pronoun) && !st.atoms[j+1].InAny(1<<lexicon.Entity|1<<lexicon.Anaphor|1<<lexicon.Segment) {
		return j
	}
	at := m.at
	if m.at == d.fig.Last+1 && st.measuringVerb(&st.atoms[m.at]) { // "quae 16,9 miliarda percepit"
		at = d.fig.First
	}
	if j := st.pronounBefore(at); st.figuresBetween(j, at) == 0 {
		return j
	}
	return -1
}

// ownerBetween reports whether a company is named between two atoms, by its name or a noun.
func (st *sentence) ownerBetween(a, b int) bool {
	return some(st.ms, func(m *mention) bool {
		return m.at > a && m.at < b && (m.class == lexicon.Entity && unitSegment(m) == "" ||
			m.class == lexicon.Anaphor && (m.id == "company" || m.id == "total") && !st.scan.Closed(&st.atoms[m.at], lexicon.Pronoun))
	})
}

// partInFocus is the part that takenUp gives if filers state the draft's measure of it.
func (r *Reader) partInFocus(d, prev *draft) string {
	part := r.takenUp(d, prev)
	if revenueOnly(part) && d.baseMetric != "revenue" {
		return ""
	}
	return part
}

// oneOfGroup reports whether a paragraph opens with the amount of a company whose sum with
// others the text has just stated, so that it leaves the measure out: "Together the four
// invested 72 billion. ¶ Amazon led with 27.8 billion."
func (r *Reader) oneOfGroup(d, prev *draft) bool {
	st, f := &r.st, d.fig
	if prev != nil || r.disc.claimed || r.title || !isMoney(f) || !f.Scaled || r.disc.groupOf == "" || r.disc.metric != r.disc.groupOf || !fits(f, r.disc.groupOf) {
		return false
	}
	mark := st.atoms[max(f.First-1, 0)]
	if !st.marked(f, linkWith|linkAt|linkIn) && mark.Kind != lang.Punct {
		return false
	}
	return some(r.placed, func(p *placed) bool {
		return p.at < f.First && slices.ContainsFunc(r.disc.group, func(q Party) bool { return q.ID == p.party.ID })
	})
}

// fallsTo is the part of a business that a pronoun takes up where an amount without a measure
// falls to it, and the measure: the whole of the share that is told with it, else what the
// sentence before stated. "Auf sie entfielen 7,0 Milliarden Dollar und damit 62 Prozent des
// Betriebsgewinns".
func (r *Reader) fallsTo(d, prev *draft) (part, metric string) {
	st := &r.st
	if prev != nil || !isMoney(d.fig) || st.scan.V.CJK() || !st.shareInClause(d.fig) || st.companyNamed(-1, d.fig.First) {
		return "", ""
	}
	if part = cmp.Or(r.disc.focus, r.disc.unit); part == "" || st.pronounBefore(d.fig.First) < 0 {
		return "", ""
	}
	if metric = st.orShareOf(d.fig, linkOr|linkAnd); metric == "" && r.disc.claimed && r.disc.segment == "" {
		metric = r.disc.metric
	}
	if !canHaveSegment(metric) || revenueOnly(part) && metric != "revenue" {
		return "", ""
	}
	return part, metric
}

// pronounBefore is the place of the last pronoun before atom i up to a stronger break, or -1.
func (st *sentence) pronounBefore(i int) int {
	for j := i - 1; j >= 0 && st.at[j].strong == st.at[i].strong; j-- {
		if st.scan.Closed(&st.atoms[j], lexicon.Pronoun) {
			return j
		}
	}
	return -1
}

// partGoesOn reports whether an operating profit is that of the part of a business that the
// sentence before spoke of, in a language that leaves out a subject that goes on:
// 「AWSの売上高は292億ドル。営業利益は23%増えた」. A paragraph that has stated a figure of the
// whole company may go back to it, and no part earns more than it sells.
func (r *Reader) partGoesOn(d *draft) bool {
	m := d.measure
	if some(r.disc.stated, func(x *measureOf) bool { return x.segment != r.disc.segment }) {
		return false
	}
	if isMoney(d.fig) && d.fig.Value.Value.Cmp(r.disc.sales.Value) > 0 {
		return false
	}
	return r.disc.segment != "" && !revenueOnly(r.disc.segment) && m.at < d.fig.First && !r.st.companyBetween(-1, m.at) && !r.st.ofTheWhole(m) && !r.st.wholesOwn(m) &&
		(d.baseMetric == "operating income" || d.baseMetric == "operating income / revenue")
}

// ownsPart reports whether a particle makes the company the owner of the part that
// follows, which the sentence then speaks of: 「対照的なのがメタの仮想現実部門だ」,
// 「先頭を走るのはアマゾンの「AWS」だ」, 「跑得最快的是亚马逊的AWS」.
func (st *sentence) ownsPart(m *mention) bool {
	if !st.scan.V.CJK() { // "Googles Wolke ist kleiner, aber flinker."
		return m.at == 0 && st.someOf(lexicon.Segment, func(s *mention) bool { return s.at > m.last && s.at <= m.last+2 })
	}
	return some(st.ms, func(s *mention) bool {
		if !s.isPart() || s.start < m.end || s.at > m.last+5 {
			return false
		}
		between := strings.Trim(st.scan.Text[m.end:s.start], " 「“‘")
		return between != "" && strings.TrimLeft(between, "旗下傘산하的의の") == "" // also 「亚马逊旗下的」
	})
}

// ownsTopic reports whether a possessive particle behind the company makes it the owner of the one
// part of a business of the sentence, which is its topic, whatever is told of it between:
// 「アルファベットの「金食い虫」と呼ばれたクラウド事業が、稼ぎ頭へと姿を変えつつある」.
func (st *sentence) ownsTopic(m *mention) bool {
	g := st.grammar()
	return st.verbFinal() && strings.HasPrefix(st.scan.Text[m.end:], g.Possessive) && st.someOf(lexicon.Segment, func(s *mention) bool {
		return s.at > m.last && lang.Begins(st.scan.Text[s.end:], g.Topics) && st.at[s.at].strong == st.at[m.at].strong
	})
}

// saysNothing reports whether the sentence names nothing that later ones could speak of.
func (st *sentence) saysNothing() bool {
	const names = 1<<lexicon.Entity | 1<<lexicon.Segment | 1<<lexicon.Measure | 1<<lexicon.Anaphor | 1<<lexicon.Other
	return len(st.atoms) <= mostHeading && len(st.whens) == 0 && len(st.figs) == 0 && st.classes&names == 0
}
