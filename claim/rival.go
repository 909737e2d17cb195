package claim

import (
	"strings"

	"assay/entity"
	"assay/lang"
	"assay/lexicon"
	"assay/message"
	"assay/period"
	"assay/quantity"
)

// Figures that hold one company's measure against that of another in the same period: "Alphabet's
// net income was twice Amazon's", "AWS verdiente fast viermal so viel wie Google Cloud",
// 「アルファベットの純利益はメタの1.6倍」. The draft stays what it was to the text around it, a
// comparison of which nothing goes on; its claim names both companies, the first over the second.

// held is how a figure holds one company against another.
type held struct {
	parties [2]Party
	kind    Kind
	sign    int
	metrics [2]string
	bound   bound
	theirs  []period.Range // the periods of the second that may be meant, the likeliest first
}

// holdAgainst finds in the comparisons of a sentence who is held against whom, and by what.
func (r *Reader) holdAgainst(ds []draft, ps []placed) {
	for i := range ds {
		if d := &ds[i]; d.other == "comparison" && d.modality == Reported && !d.fig.IsRange && !r.st.questioned() {
			r.holdOne(d, ds, ps)
		}
	}
}

func (r *Reader) holdOne(d *draft, ds []draft, ps []placed) {
	at := r.comparedCompany(d.fig, ps, levelBefore(ds, d.fig))
	if at < 0 || r.st.paceAt(d.fig.Last+1) || r.st.paceAt(d.fig.Last+2) {
		return
	}
	second, part := r.rivalAt(at, ps)
	if second.ID.Kind() != "cik" {
		return
	}
	var h held
	if h.kind, h.sign = r.st.heldAs(d.fig); h.kind == "" {
		return
	}
	first, own := r.heldFirst(d, ds, ps, at, second)
	if first.ID.Kind() != "cik" || first.ID == second.ID {
		return
	}
	other := levelOf(ds, second, d.fig)
	m := r.heldMeasure(d, own, other, at)
	if part == "" && other != nil && other.baseMetric == m.metric {
		part = other.segment
	}
	if m.metric == "" || onMarket(m.metric) || m.metric == anyMargin || m.segment != part && (part == "" && r.unitOwn(m.segment) || m.segment == "") {
		return
	}
	if plainRatio(m.metric) != (d.fig.Unit == "pp") && !(plainRatio(m.metric) && d.fig.Unit == "times") || plainRatio(m.metric) && m.segment != "" {
		return
	}
	h.parties = [2]Party{first, second}
	theirs := m
	if part != "" {
		theirs.segment = part
	}
	h.metrics = [2]string{r.metricOf(m, first), r.metricOf(theirs, second)}
	b := &d.bound
	asTold := own != nil && own.bound.known() && (!d.whenSaid || d.when == own.when)
	if asTold {
		b = &own.bound
	}
	if !b.known() {
		return
	}
	if h.bound = *b; !asTold {
		h.bound = r.rebind(b, first.ID)
	}
	if instant(m.metric) && h.bound.r.Known() {
		h.bound.r = period.Day(h.bound.r.End)
		h.bound.alt, h.theirs, d.held = nil, []period.Range{h.bound.r}, &h
		return
	}
	if h.theirs = r.samePeriods(h.bound.r, r.rebind(b, second.ID).r, second); len(h.theirs) > 0 {
		d.held = &h
	}
}

// samePeriods are the periods of the second company that one of the first may be held against: the
// same days, where its quarters make them up, and what its own fiscal calendar calls so.
func (r *Reader) samePeriods(x, own period.Range, second Party) (out []period.Range) {
	if derivable(r.calendar(second.ID), x) {
		out = append(out, x)
	}
	if own != x && max(own.Days()-x.Days(), x.Days()-own.Days()) < 10 && max(own.End-x.End, x.End-own.End) < 200 {
		out = append(out, own)
	}
	return out
}

// comparedCompany is the atom of the company that the figure holds another against, or -1.
func (r *Reader) comparedCompany(f *lang.Figure, ps []placed, told *draft) int {
	if at := r.besideCompany(f, ps, told); at >= 0 {
		return at
	}
	st := &r.st
	if !setsAgainst(f) { // else besideCompany has looked
		if at := r.overRival(f, ps); at >= 0 {
			return at
		}
	}
	if st.scan.V.CJK() || st.verbOfExcess(f) == nil && st.exceedsBy(f) == 0 {
		return -1
	}
	at := -1
	for i := range ps {
		p := &ps[i]
		switch {
		case !p.party.files() || p.unsure || st.at[p.at].strong != st.at[f.First].strong:
		case p.at > f.Last && p.at < f.Last+excessWords-2 && !st.otherClause(f.Last, p.at): // "dépasse de 20 % celui de Microsoft"
			return p.at
		case p.at < f.First && some(st.ms, func(m *mention) bool {
			return m.class == lexicon.Cue && m.id == "exceeds" && m.last < p.at && f.First-m.last < excessWords && st.figuresBetween(m.last, f.First) == 0
		}): // "ylitti Amazonin tuloksen 40,9 miljardilla"
			at = p.at
		}
	}
	return at
}

// overRival is the atom of the company than which, as the figure says, another has so much more, by
// its name or by what stands for it; -1 for none.
func (r *Reader) overRival(f *lang.Figure, ps []placed) int {
	if at := r.st.overCompany(f); at >= 0 {
		return at
	}
	return r.overNamed(f, ps)
}

// overNamed is the atom of a company that no name but an epithet or a noun stands for, than which
// another has so much more, -1 for none: "24.0 points more than the retailer", "12.900 millones más que
// la compañía de Redmond".
func (r *Reader) overNamed(f *lang.Figure, ps []placed) int {
	st := &r.st
	if st.scan.V.CJK() || len(ps) == 0 || f.Last+2 >= len(st.atoms) || st.atoms[f.Last+1].Kind == lang.Punct {
		return -1
	}
	dir, _ := st.directionFor(f)
	if dir == nil || dir.last < f.First-1 || st.marked(f, linkAt|linkWith) {
		return -1 // "at 75 % its margin is higher than Apple's"
	}
	for i := range ps {
		if p := &ps[i]; p.at > f.Last && p.at-f.Last <= farRival && p.party.files() && !p.unsure && p.price < personPrice && st.figuresBetween(f.Last, p.at) == 0 && st.comparesAt(f.Last+1, p.at) && !st.classBetween(lexicon.Base, f.Last, p.at) {
			if st.scan.Closed(&st.atoms[p.at], lexicon.Pronoun) || p.party.ID == r.nearestBefore(ps, f) || p.party.ID == r.theCompany().ID {
				return -1 // "a third more than it had 12 months before"
			}
			return p.at
		}
	}
	return -1
}

// How many atoms there may be from a figure to the rival behind it, and between the rival and the
// figure behind it.
const (
	farRival  = 8
	rivalsOwn = 4
)

// rivalBehind is the atom of the company behind a multiple or a part that owns what it is one of, or
// with which it compares, -1 for none: "2,4 volte il giro d'affari di Google Cloud", "a third of
// Meta's", "в 2,3 раза больше, чем у Meta".
func (r *Reader) rivalBehind(f *lang.Figure, ps []placed, told *draft) int {
	st := &r.st
	if f.Unit != "times" && (f.Form != lang.Part || told == nil) {
		return -1
	}
	for i := range ps {
		p := &ps[i]
		if p.at <= f.Last || p.at > f.Last+farRival || !p.party.files() || p.unsure || p.price >= personPrice || st.at[p.at].strong != st.at[f.Last].strong || st.figuresBetween(f.Last, p.at) > 0 {
			continue
		}
		if !st.joinsRival(f.Last, p.at) || r.nearestBefore(ps, f) == p.party.ID || f.Unit != "times" && (p.party.ID == told.id() || st.anyIs(told.fig.Last+1, p.at, linkShare) && !st.measuredAlike(told, f.Last, min(p.at+5, len(st.atoms)))) {
			return -1
		}
		return p.at
	}
	return -1
}

// nearestBefore is the company named last before the figure: "Amazon doubled the revenue of AWS".
func (r *Reader) nearestBefore(ps []placed, f *lang.Figure) (id entity.ID) {
	for i := range ps {
		if p := &ps[i]; p.at < f.First && p.party.files() && !p.unsure {
			id = p.party.ID
		}
	}
	return id
}

// joinsRival reports whether the words between a figure and the company behind it only say what the
// company owns, or that it is compared with.
func (st *sentence) joinsRival(a, b int) bool {
	than := st.linkBefore(b, linkThan) || st.asIn(a, b)
	strange := 0
	for j := a + 1; j < b; j++ {
		x := &st.atoms[j]
		switch {
		case st.is(j, linkThan):
			than = true
		case x.Kind == lang.Punct && st.mark(x) == "," && !st.is(j+1, linkThan), st.is(j, linkAnd|linkBut|linkShare|linkWith), x.In(lexicon.Base), some(st.whens, func(w *lang.When) bool { return w.First <= j && j <= w.Last }):
			return false
		case x.Kind == lang.Word && !x.In(lexicon.Measure) && !x.In(lexicon.Segment) && !st.is(j, linkOf) && !st.scan.Closed(x, lexicon.Article) && !st.scan.Closed(x, lexicon.Owner) && !st.scan.Closed(x, lexicon.Pronoun):
			strange++
		}
	}
	return than || strange <= 1 && (st.linkBefore(b, linkOf) || st.atoms[b-1].In(lexicon.Measure) || st.scan.Closed(&st.atoms[b-1], lexicon.Owner) || b+2 < len(st.atoms) && st.possessive(b+2))
}

// rivalInFront is rivalBehind where what is owned stands before the figure: 「アマゾンの純利益の2.4倍」,
// 「前者约为后者的2.7倍」, 「相当于Alphabet广告收入的五分之一」.
func (r *Reader) rivalInFront(f *lang.Figure, ps []placed, told *draft) int {
	st := &r.st
	if f.Unit != "times" && (!isPercent(f) || told == nil) || f.First < 2 || !st.is(f.First-1, linkOf) {
		return -1
	}
	for i := len(ps) - 1; i >= 0; i-- {
		p := &ps[i]
		if p.at >= f.First || !p.party.files() || p.unsure {
			continue
		}
		end := st.pastBracket(st.lastOf(p.at))
		if g := st.lastBefore(f.First); g != nil && g.First > end && isMoney(g) && g.Last == f.First-2 && st.is(g.First-1, linkOf) && g.First-2 <= end+1 {
			return p.at // 「メタの1349億ドルの2.3倍」
		}
		if f.First-1-end > rivalsOwn || f.Unit != "times" && (p.party.ID == told.id() || st.anyIs(told.fig.Last+1, f.First, linkShare) && !st.measuredAlike(told, end, f.First)) {
			return -1
		}
		for j := end + 1; j < f.First; j++ {
			if a := &st.atoms[j]; !a.In(lexicon.Measure) && !a.In(lexicon.Segment) && !st.is(j, linkOf) {
				return -1
			}
		}
		return p.at
	}
	return -1
}

// measuredAlike reports whether the words between two atoms name the measure of a level, so that what
// they say another company has is no whole of it.
func (st *sentence) measuredAlike(told *draft, a, b int) bool {
	return st.someOf(lexicon.Measure, func(m *mention) bool { return m.at > a && m.last < b && m.id == told.baseMetric })
}

// lastOf is the last atom of the mention that begins at an atom.
func (st *sentence) lastOf(i int) int {
	for k := range st.ms {
		if m := &st.ms[k]; m.at == i && (m.class == lexicon.Entity || m.class == lexicon.Anaphor) {
			return m.last
		}
	}
	return i
}

// rivalAt is the company at an atom, with the part of it that the name there is of.
func (r *Reader) rivalAt(at int, ps []placed) (p Party, part string) {
	for i := range r.st.ms {
		if m := &r.st.ms[i]; m.at == at && m.class == lexicon.Entity {
			p, part = r.party(m), unitSegment(m)
			if compared, ok := strings.CutPrefix(m.note, comparedPart); ok {
				part = compared
			}
		}
	}
	for i := range ps {
		if q := &ps[i]; q.at == at && !q.unsure && !q.guess {
			p = q.party
		}
	}
	return p, part
}

// heldAs is the kind of claim that the figure makes of the comparison, with the sign of what is
// more or less; "" where its words say neither.
func (st *sentence) heldAs(f *lang.Figure) (Kind, int) {
	dir, _ := st.directionFor(f)
	beside := dir != nil && st.directionBeside(f) && !st.otherClause(dir.at, f.First)
	switch {
	case f.Unit == "times":
		if dir != nil && signOf(dir) < 0 && !st.otherClause(dir.at, f.First) {
			return "", 0 // "вдвое меньше": the half, or less by twice as much
		}
		return Ratio, 0
	case f.Unit == "percent" && (f.Form == lang.Part && (dir == nil || !beside) || st.scan.V.CJK() && st.linkBefore(f.First, linkOf)):
		return Ratio, 0
	case st.exceedsBy(f) != 0:
		return Change, st.exceedsBy(f)
	case dir != nil && (beside || st.overCompany(f) >= 0):
		return Change, signOf(dir)
	}
	return "", 0
}

// heldFirst is the company that is held against the second: that of the level told before the figure,
// unless the sentence names another behind it; with that level, nil for none.
func (r *Reader) heldFirst(d *draft, ds []draft, ps []placed, at int, second Party) (first Party, own *draft) {
	st, f := &r.st, d.fig
	from := -1
	if own = levelBefore(ds, f); own != nil && own.id() != second.ID {
		first, from = own.parties[0], own.fig.Last
	}
	for i := range ps {
		p := &ps[i]
		if p.at > from && p.at < f.First && p.at != at && p.party.files() && !p.unsure && p.price < personPrice && p.party.ID != second.ID && st.at[p.at].strong == st.at[f.First].strong && !st.linkBefore(p.at, linkThan|linkOf|linkWith) && !r.onlyRival(ds, ps, p.at) {
			first, d.entityGuessed = p.party, p.guess
		}
	}
	if first.ID != "" {
		if own == nil || own.id() != first.ID {
			own = levelOf(ds, first, f)
		}
		return first, own
	}
	if len(d.parties) == 1 && d.id() != second.ID && !r.onlyRivalParty(ds, ps, d.id()) {
		return d.parties[0], nil
	}
	d.entityGuessed = true
	return r.theCompany(), nil
}

// onlyRivalParty reports whether a company stands in the sentence only where figures hold others
// against it.
func (r *Reader) onlyRivalParty(ds []draft, ps []placed, id entity.ID) bool {
	return some(ps, func(p *placed) bool { return p.party.ID == id }) && !some(ps, func(p *placed) bool { return p.party.ID == id && !r.onlyRival(ds, ps, p.at) })
}

// onlyRival reports whether the sentence names the company at an atom only as one that a figure holds
// another against: "69 % more than Amazon and 1.6 times as much as Meta".
func (r *Reader) onlyRival(ds []draft, ps []placed, at int) bool {
	return some(ds, func(x *draft) bool {
		return x.other == "comparison" && r.comparedCompany(x.fig, ps, levelBefore(ds, x.fig)) == at
	})
}

// levelBefore is the last level of one company, or the last margin before points, that the sentence
// tells before a figure, or nil.
func levelBefore(ds []draft, f *lang.Figure) (last *draft) {
	for i := range ds {
		if x := &ds[i]; x.fig.First < f.First && x.holdable(f) {
			last = x
		}
	}
	return last
}

// holdable reports whether the draft is a level, or a margin where the figure counts points, that
// one company can be held against another by.
func (d *draft) holdable(f *lang.Figure) bool {
	return d.other == "" && !d.prior && len(d.parties) == 1 && !onMarket(d.metric) && (d.kind == Level && f.Unit != "pp" || d.kind == Ratio && f.Unit == "pp" && plainRatio(d.baseMetric))
}

// levelOf is the level of a company that the sentence tells nearest to a figure, or nil.
func levelOf(ds []draft, p Party, f *lang.Figure) (best *draft) {
	gap := func(x *draft) int { return max(f.First-x.fig.Last, x.fig.First-f.Last) }
	for i := range ds {
		if x := &ds[i]; x.holdable(f) && x.id() == p.ID && (best == nil || gap(x) < gap(best)) {
			best = x
		}
	}
	return best
}

// heldMeasure is what of both is compared: what the words at the figure name, else what the sentence
// has told of the first, or of the second; else what the text speaks of.
func (r *Reader) heldMeasure(d, own, theirs *draft, at int) measureOf {
	m := d.measure
	if m != nil && (m.class != lexicon.Measure || m.id == "price") {
		m = nil
	}
	switch {
	case own != nil && (m == nil || m.id == own.baseMetric || m.last < own.fig.First):
		return measureOf{own.baseMetric, own.segment}
	case m != nil:
		seg := r.st.segmentFor(d.fig, m)
		if seg != nil && seg.at == at {
			seg = nil
		}
		return measureOf{m.id, r.segmentID(seg)}
	case theirs != nil:
		return measureOf{theirs.baseMetric, theirs.segment}
	}
	d.metricGuessed = true
	return measureOf{r.disc.metric, r.disc.segment}
}

// unitOwn reports whether the sentence names the part of a business by a name that is one company's own.
func (r *Reader) unitOwn(segment string) bool {
	return segment != "" && r.st.someOf(lexicon.Entity, func(m *mention) bool { return unitSegment(m) == segment })
}

// metricOf is the measure as the company's own filings name it.
func (r *Reader) metricOf(m measureOf, of Party) string {
	d := draft{baseMetric: m.metric, segment: m.segment, parties: []Party{of}}
	r.compose(&d)
	return d.metric
}

// holds turns the claim of a comparison into that of the two companies, with its readings.
func (r *Reader) holds(d *draft, c *Claim) {
	h := d.held
	c.Open, c.Kind, c.Sign, c.Base = false, h.kind, h.sign, AgainstCompany
	c.Entities, c.Metric = r.partyArena.keep(h.parties[:]...), h.metrics[0]
	c.Period, c.Label = h.bound.r, h.bound.label
	first := Reading{Entities: r.idArena.keep(h.parties[0].ID), Metric: h.metrics[0], Period: c.Period, Base: c.Base, Rival: Rival{ID: h.parties[1].ID}}
	d.sign = h.sign
	first.Interval = d.admits()
	if h.metrics[1] != h.metrics[0] {
		c.Metric += " / " + h.metrics[1]
		first.Rival.Metric = h.metrics[1]
	}
	first.Rival.Period = h.theirs[0]
	out := append(r.buffers.readings[:0], first)
	add := func() *Reading {
		out = append(out, first)
		return &out[len(out)-1]
	}
	r.precision(d, add)
	for _, theirs := range h.theirs[1:] {
		x := add()
		x.Rival.Period, x.Why = theirs, message.Say("another period fits the words")
	}
	for _, alt := range h.bound.alt {
		if derivable(r.calendar(h.parties[1].ID), alt) {
			x := add()
			x.Period, x.Rival.Period, x.Why = alt, alt, message.Say("another period fits the words")
		}
	}
	if d.fig.More {
		x := add()
		x.Interval, x.Why = d.fig.Value.Plus(quantity.Int(1)).Admits(d.fig.Hedge), message.Say("n times more read as n+1 times as much")
	}
	r.buffers.readings = out
	c.Readings = r.readingArena.keep(out...)
	c.Loose = r.loose(d) | LooseCompany
}
