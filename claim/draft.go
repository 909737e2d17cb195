package claim

import (
	"slices"
	"strings"

	"assay/lang"
	"assay/lexicon"
	"assay/quantity"
)

// draft is a claim in the making.
type draft struct {
	fig           *lang.Figure
	kind          Kind
	unit          string
	metric        string // with its segment; "a / b"
	baseMetric    string // without
	segment       string
	other         string // a noun that no filing states
	measure       *mention
	measureCost   int
	metricGuessed bool
	parties       []Party
	entityGuessed bool
	// entityOfDiscourse: the sentence itself does not name the party.
	entityOfDiscourse bool
	groupGuessed      bool         // "the four" of more companies that the text has named
	rival             string       // an unknown name nearer than the party
	margin            quantity.Rat // "plus or minus" so much
	part              string       // words that may narrow the measure to a part
	sign              int
	base              string
	baseSaid          bool
	prior             bool
	shift             string // how far back an earlier growth lies, where its own base is another
	whole             bool   // the whole of a share is told: no part is meant
	aside             bool   // a level of an earlier period that the one before is set against
	paired            *draft // the current level that a prior one belongs to
	when              *lang.When
	bound             bound
	whenSaid          bool
	whenGuessed       bool
	modality          Modality
	session           string
	formerly          bool // of a time that the text does not name
}

// draft decides what the figure states of what. A reason means that it states
// nothing that a claim could hold.
func (r *Reader) draft(d *draft, ps []placed, prev *draft) (reason string) {
	f := d.fig
	if r.indexClaim(d, ps) {
		return ""
	}
	d.measure, d.measureCost = r.st.measureFor(f)
	if g := r.st.comparedAmount(f); g != nil { // the percentage is of the amount that it compares with
		m, _ := r.st.measureFor(g)
		if m == nil && prev != nil && prev.other == "" {
			m = prev.measure
		}
		if m != nil && m.class == lexicon.Measure && m.last < f.First {
			d.measure, d.measureCost = m, 0
		}
	}
	if prev != nil && prev.measure != nil && prev.other == "" && r.st.butFrom(f) && prev.fig.Unit == f.Unit {
		d.measure, d.measureCost = prev.measure, 0
	}
	if m := r.st.measureByRank(f); m != nil {
		d.measure, d.measureCost = m, 0
	}
	if r.st.estimate(f) {
		d.kind, d.unit, d.other = Level, f.Unit, "estimate"
		r.who(d, ps, prev)
		r.compose(d)
		r.whenFor(d, prev)
		return ""
	}
	switch {
	case r.besideCompany(f, ps):
		d.kind, d.unit, d.other = Change, f.Unit, "comparison"
	case isMoney(f):
		r.money(d, prev)
	case isPercent(f):
		r.percent(d, ps, prev)
	case f.Unit == "pp":
		r.points(d, prev)
	case f.Unit == "times":
		r.times(d, prev)
	case f.Unit == "points", f.Unit == "shares":
		if d.measure == nil || d.measure.id != "shares" {
			return "points of no known index"
		}
		d.kind, d.unit = Level, "shares"
		r.measureOf(d, prev)
	case len(f.Unit) > 2 && f.Unit[:2] == "x:":
		d.kind, d.unit, d.other = Count, "count", "count"
	case f.Unit == "" && d.measure != nil && d.measure.id == "price" && f.Digits && !f.Year && r.st.marked(f, "to", "at"):
		d.kind, d.unit, d.metric, d.baseMetric = Level, "USD", "price", "price"
	default:
		return "number without a unit"
	}
	r.who(d, ps, prev)
	r.narrow(d)
	r.compose(d)
	r.whenFor(d, prev)
	d.formerly = r.st.formerly(f)
	return ""
}

// measureByRank is the figure's own measure where as many figures of one kind
// follow a list of measures: "revenue and profit rose 13 % and 35 % respectively".
func (st *sentence) measureByRank(f *lang.Figure) *mention {
	if !st.saidRespectively() {
		return nil
	}
	var list []*mention
	for i := range st.ms {
		m := &st.ms[i]
		if m.class != lexicon.Measure || m.at > f.First {
			continue
		}
		if n := len(list); n > 0 && !(m.at-list[n-1].last <= 3 && st.andBetween(list[n-1].last, m.at) || m.at-list[n-1].last == 2 && st.mark(&st.atoms[m.at-1]) == ",") {
			list = list[:0]
		}
		list = append(list, m)
	}
	if len(list) < 2 {
		return nil
	}
	n, mine := 0, -1
	for i := range st.figs {
		if g := &st.figs[i]; g.First > list[len(list)-1].last && g.Unit == f.Unit && g.Scaled == f.Scaled {
			if g == f {
				mine = n
			}
			n++
		}
	}
	if n != len(list) || mine < 0 {
		return nil
	}
	return list[mine]
}

// besideCompany reports whether a multiple or percentage sets one company
// against another: "1.5 times Meta's $18.3bn", "doppelt so viel wie Microsoft".
func (r *Reader) besideCompany(f *lang.Figure, ps []placed) bool {
	st := &r.st
	if f.Unit != "times" && f.Unit != "percent" || st.scan.V.CJK() {
		return false
	}
	for i := range ps {
		p := &ps[i]
		if p.at <= f.Last || p.at > f.Last+5 || !p.party.files() || p.price > 1 || st.strong[p.at] != st.strong[f.Last] || st.weak[p.at] != st.weak[f.Last] {
			continue
		}
		if f.Unit == "times" && (p.at <= f.Last+2 || st.asIn(f.Last, p.at) || st.thanBetween(f.Last, p.at-1)) || st.linkBefore(p.at, "than") && !st.linkBefore(p.at, "of") && (f.Unit == "times" || st.directionBeside(f)) {
			return true
		}
	}
	return false
}

// thanBetween reports whether a word that compares stands between two atoms: "il
// doppio di quelli di Meta".
func (st *sentence) thanBetween(a, b int) bool {
	for j := a + 1; j < b; j++ {
		if st.scan.Is(&st.atoms[j], lexicon.Link, "than") {
			return true
		}
	}
	return false
}

// directionBeside reports whether a direction stands right before or behind the
// figure, so that it can compare: "20 % more than Meta".
func (st *sentence) directionBeside(f *lang.Figure) bool {
	return f.First > 0 && st.has(&st.atoms[f.First-1], lexicon.Direction) || f.Last+1 < len(st.atoms) && st.has(&st.atoms[f.Last+1], lexicon.Direction)
}

func signOf(dir *mention) int {
	if dir != nil && (dir.id == "down" || dir.id == "worse") {
		return -1
	}
	return 1
}

// money reads an amount: a level, a change by an amount, per share, a price.
func (r *Reader) money(d *draft, prev *draft) {
	st, f := &r.st, d.fig
	d.unit = f.Unit
	if d.unit == "" {
		d.unit = r.currency(prev)
	}
	d.kind = Level
	if f.Sign < 0 {
		d.sign = -1
	}
	if d.measure != nil && d.measure.class == lexicon.Other {
		d.other = d.measure.id
		if f.Unit == "" && counted[d.other] {
			d.kind, d.unit = Count, "count"
		}
		return
	}
	if st.ownHead(f) {
		d.other = "amount"
		return
	}
	if d.measure == nil && small(f) && st.linkAfter(f.Last, "per") {
		d.metric, d.unit = "eps diluted", d.unit+"/share"
		return
	}
	if f.Unit == "" && st.countsThings(f) {
		d.kind, d.unit, d.other = Count, "count", "count"
		return
	}
	r.measureOf(d, prev)
	if d.baseMetric == "" && f.Unit == "" && st.depth[f.First] > 0 && f.First > 1 && st.has(&st.atoms[f.First-2], lexicon.Entity) {
		return // "Amazon (83 milliards), … et Meta (37,3 milliards) ont investi": settle finds the measure
	}
	if d.baseMetric == "" && f.Unit == "" {
		d.kind, d.unit, d.other = Count, "count", "count"
		return
	}
	if d.baseMetric == "capex" && st.intoCompany(f) {
		d.other = "takeover"
		return
	}
	if st.rated(f) {
		d.other = "rate"
		return
	}
	if d.baseMetric == "price" && (f.Scaled || d.measure != nil && d.measure.at > f.Last && st.linkAfter(f.Last, "in")) { // "put 1000 dollars into shares"
		d.other = "amount"
		return
	}
	if d.baseMetric == "price" && prev != nil && prev.other == "amount" { // "put 1000 dollars into shares, now owns 28,000"
		d.other = "amount"
		return
	}
	if d.baseMetric != "price" && !perShare(d.baseMetric) && small(f) { // "of every 100 dollars of sales"
		d.other = "amount"
		return
	}
	if perShare(d.baseMetric) {
		d.unit += "/share"
	}
	d.prior = !f.IsRange && !st.difference(f) && st.isPrior(f, d)
	if !d.prior && prev != nil && prev.prior && (st.linkBefore(f.First, "or") || f.First-prev.fig.Last <= 2 && st.atoms[f.First-1].Kind == lang.Punct) && perShare(d.baseMetric) != perShare(prev.baseMetric) { // "from $5.71bn, or $2.20 a share, a year earlier"
		d.prior, d.base = true, prev.base
	}
	if d.prior {
		if st.scan.V.CJK() && f.Last > f.Num && (f.Hedge == quantity.Under || f.Hedge == quantity.Over) {
			f.Hedge = quantity.Exact // 「前年同期の218億ドルを下回った」 compares
		}
		d.baseSaid = d.base != ""
		if lossOf(d.measure) {
			d.sign = -1
		}
		return
	}
	if st.boundByCase(f) {
		return
	}
	if dir, c := st.directionFor(f); dir != nil && c <= 8 && (st.marked(f, "by") && dir.last < f.First || st.linkAfter(f.Last, "than") && !st.linkAfter(f.Last, "of", "from") || r.moreThan(f, dir) && !st.ofMeasure(f) && !st.figureNext(dir.last+1)) {
		d.kind, d.sign = Change, signOf(dir)
	}
	if d.kind == Level && (lossOf(d.measure) || st.lossBehind(f) || perShare(d.baseMetric) && prev != nil && lossOf(prev.measure) && st.linkBefore(f.First, "or")) {
		d.sign = -1
	}
}

// intoCompany reports whether the name of a company stands behind "in" right
// behind the amount, so that it was put into that company: "invested $13bn in
// OpenAI".
func (st *sentence) intoCompany(f *lang.Figure) bool {
	j := f.Last + 1
	if j+1 >= len(st.atoms) || !st.linkAfter(f.Last, "in") {
		return false
	}
	if st.nameRun(j+1) > j && !st.grammar().CapitalNouns {
		return true
	}
	return slices.ContainsFunc(st.ms, func(m mention) bool {
		return m.class == lexicon.Entity && m.at == j+1 && m.note == "name"
	})
}

// rated reports whether the figure's clause tells a rate: "per hour", "pro Tag".
func (st *sentence) rated(f *lang.Figure) bool {
	return slices.ContainsFunc(st.ms, func(m mention) bool {
		return m.class == lexicon.Other && m.id == "rate" && !st.otherClause(m.at, f.First)
	})
}

// lossBehind reports whether a word for a loss stands right behind the amount of a
// result: 「最終損益は27億ドルの赤字だった」.
func (st *sentence) lossBehind(f *lang.Figure) bool {
	return st.scan.V.CJK() && slices.ContainsFunc(st.ms, func(m mention) bool {
		return m.class == lexicon.Measure && lossOf(&m) && m.at > f.Last && m.at-f.Last <= 2
	})
}

// boundByCase reads "more than" and "less than" where a case says "than" and the
// word for more or less stands behind: "४० बिलियन-डॉलरेभ्यः अधिकम्".
func (st *sentence) boundByCase(f *lang.Figure) bool {
	if !st.inflected(f, []string{"from", "than"}) || f.Last+1 >= len(st.atoms) || f.Hedge != quantity.Exact {
		return false
	}
	id, ok := st.scan.Has(&st.atoms[f.Last+1], lexicon.Direction)
	if !ok {
		return false
	}
	f.Hedge = quantity.Over
	if id == "down" {
		f.Hedge = quantity.Under
	}
	return true
}

// counted are the things of a not checkable noun that are no money.
var counted = map[string]bool{"users": true, "headcount": true}

// moreThan reports whether "more" or "less" right behind an amount makes it a
// difference: "$3bn more".
func (r *Reader) moreThan(f *lang.Figure, dir *mention) bool {
	return dir.at == f.Last+1 && !r.st.marked(f, "to")
}

func lossOf(m *mention) bool { return m != nil && (m.id == "loss" || m.id == "operating loss") }

// currency is the one that amounts without their own take: that of the last
// amount, else the dollar in which the filers report.
func (r *Reader) currency(prev *draft) string {
	for ; prev != nil; prev = prev.paired {
		if lang.Currency(prev.unit) {
			return prev.unit
		}
	}
	return "USD"
}

// percent reads a percentage: a price move, a share of a whole, a margin, or
// a change.
func (r *Reader) percent(d *draft, ps []placed, prev *draft) {
	st, f := &r.st, d.fig
	d.unit = "percent"
	dir, dirCost := st.directionFor(f)
	if dir == nil && st.verbFinal() {
		dir, dirCost = st.listDirection(f), 0
	}
	base, _ := st.baseFor(f)
	said := base
	if base != nil {
		d.base, d.baseSaid = base.id, true
	}
	if f.Sign != 0 {
		d.sign = f.Sign
	} else if dir != nil {
		d.sign = signOf(dir)
		if first := st.firstDirection(f); first != nil && st.marked(f, "to") {
			d.sign = signOf(first) // "Das Umsatzplus schrumpfte auf 12 Prozent"
		}
	}
	if whole := r.wholeOf(f); whole != nil {
		r.ratio(d, whole, prev)
		return
	}
	if prev != nil && prev.kind == Ratio && prev.other == "" && (st.marked(f, "versus", "after") || st.ratioGoesOn(f, base) || st.slippedTo(f, dir)) && !r.namedBetween(ps, f.Last, f.Last+4) {
		d.kind, d.sign = Ratio, 0 // "more than a third of its sales, against a quarter a year earlier"
		d.metric, d.baseMetric, d.segment, d.measure = prev.metric, prev.baseMetric, prev.segment, prev.measure
		d.prior = st.isPrior(f, d)
		return
	}
	if prev != nil && prev.unit == "pp" && prev.other == "" && plainRatio(prev.metric) && st.marked(f, "to", "at") && (d.measure == nil || !plainRatio(d.measure.id)) {
		d.kind, d.sign, d.base, d.baseSaid = Ratio, 0, "", false // "improving by 6.7 percentage points, to 31.6 %"
		d.metric, d.baseMetric, d.segment, d.measure = prev.metric, prev.baseMetric, prev.segment, prev.measure
		return
	}
	if whole := r.anaphoricWhole(d, prev); whole != "" {
		d.kind, d.sign, d.base, d.baseSaid = Ratio, 0, "", false
		seg := st.segmentInClause(f)
		if seg == nil {
			seg = st.onlySegment(f)
		}
		switch {
		case d.measure != nil && d.measure.class == lexicon.Measure && d.measure.last < f.First && d.measure.id != whole && !plainRatio(d.measure.id) && !st.otherClause(d.measure.at, f.First):
			d.baseMetric, d.metric = d.measure.id, d.measure.id+" / "+whole // "research ate up a quarter of that"
		case seg != nil && canHaveSegment(whole):
			d.baseMetric, d.segment = whole, r.segmentID(seg)
			d.metric = joinSegment(d.segment, whole) + " / " + whole
		default:
			d.other = "percentage"
		}
		return
	}
	if prev != nil && prev.segment == "" && prev.kind != Ratio && canHaveSegment(prev.baseMetric) && (d.measure == nil || d.measure.at < prev.fig.First) && r.sharePhrase(f) {
		if seg := st.segmentBefore(f.First); seg != nil && seg.at > prev.fig.Last { // "… operating income of $21bn, of which AWS made up half"
			d.kind, d.sign, d.base, d.baseSaid = Ratio, 0, "", false
			d.measure, d.baseMetric, d.segment = prev.measure, prev.baseMetric, r.segmentID(seg)
			d.metric = joinSegment(d.segment, d.baseMetric) + " / " + d.baseMetric
			return
		}
	}
	if prev != nil && prev.segment != "" && canHaveSegment(prev.baseMetric) && (st.ofTotal(f) || f.Form == lang.Part && prev.kind == Level && f.First-prev.fig.Last <= 2 && st.ofWhich(prev.fig)) {
		d.kind, d.sign, d.base, d.baseSaid = Ratio, 0, "", false
		d.measure, d.baseMetric, d.segment = prev.measure, prev.baseMetric, prev.segment
		d.metric = joinSegment(prev.segment, prev.baseMetric) + " / " + prev.baseMetric
		return
	}
	if prev == nil && d.measure == nil && len(ps) == 0 && r.disc.claimed && r.disc.segment != "" && canHaveSegment(r.disc.metric) && st.ofTotal(f) {
		d.kind, d.sign, d.base, d.baseSaid = Ratio, 0, "", false // "That was nearly nine-tenths of the total"
		d.baseMetric, d.segment = r.disc.metric, r.disc.segment
		d.metric = joinSegment(d.segment, d.baseMetric) + " / " + d.baseMetric
		return
	}
	if d.measure != nil && d.measure.class == lexicon.Other && (d.measureCost < 20 || d.measure.at < f.First) {
		d.kind, d.other = Change, d.measure.id
		if dir == nil && base == nil {
			d.kind = Level
		}
		return
	}
	if r.priceMove(d, dir, ps, prev) {
		d.kind, d.metric, d.baseMetric, d.segment = Change, "price", "price", ""
		return
	}
	if d.measure == nil && r.disc.ratio != "" && dir == nil && st.anaphorBefore(f, "ratio") {
		d.kind, d.sign, d.base, d.baseSaid = Ratio, 0, "", false
		d.metric, d.baseMetric = r.disc.ratio, r.disc.ratio
		d.prior = st.isPrior(f, d)
		return
	}
	if d.measure == nil && dir == nil && base == nil && r.sameWhole(d, prev) {
		return
	}
	r.measureOf(d, prev)
	if d.baseMetric == anyMargin && !r.margin(d, prev) {
		d.kind, d.other = Ratio, "margin"
		return
	}
	if plainRatio(d.baseMetric) {
		d.kind, d.prior = Ratio, st.isPrior(f, d)
		if !d.prior && !(dir != nil && st.marked(f, "to", "at")) {
			d.base, d.baseSaid = "", false
		}
		d.sign = 0
		return
	}
	if d.baseMetric == "implied volatility" {
		d.kind, d.sign = Level, 0
		return
	}
	if d.baseMetric == "" && dir != nil && dir.at < f.First && st.amountReached(f) && prev == nil {
		d.baseMetric, d.metricGuessed = "revenue", true // "Alphabet grew 13 %, to $86.3bn"
	}
	if d.baseMetric == "" {
		d.other = "percentage"
	}
	switch {
	case dir != nil && dirCost <= farDirection, f.Sign != 0, base != nil, st.marked(f, "by"):
		d.kind = Change
	case prev != nil && prev.kind == Change && prev.unit == "percent":
		d.kind, d.sign = Change, prev.sign
	case r.changeBefore != nil: // "iPhone sales rose 6% to $49bn, Mac sales 13% to $9bn"
		d.kind, d.sign = Change, r.changeBefore.sign
	default:
		d.kind, d.other = Ratio, "percentage"
	}
	if d.sign == 0 && d.kind == Change && r.changeBefore != nil { // "plunged by 6.1 %, Meta by 4.1 %"
		d.sign = r.changeBefore.sign
	}
	if d.sign == 0 {
		d.sign = 1
	}
	if then := st.growthThen(f, said); then != nil && d.kind == Change {
		d.prior, d.base, d.baseSaid, d.shift = true, "yoy", true, then.id // "A year earlier, sales had grown by 122 %"
		if then == said && prev != nil && prev.kind == Change && prev.unit == "percent" {
			d.sign = prev.sign // 「伸び率は30%と前四半期の35%から鈍化した」
		}
	} else if d.kind == Change && d.other == "" {
		r.earlierGrowth(d, said, prev)
	}
}

// earlierGrowth reads a growth that another is set against as that of the quarter
// before, or of the time that is said: "grew 78 %, after 94 % in the quarter
// before", "slowed from 94 to 78 per cent".
func (r *Reader) earlierGrowth(d *draft, base *mention, prev *draft) {
	st, f := &r.st, d.fig
	if base != nil && base.last < f.First && f.First-base.last <= 3 {
		return // "ja edellisneljännekseen nähden 12 prosenttia"
	}
	linked := prev != nil && prev.kind == Change && prev.unit == "percent" && prev.baseMetric == d.baseMetric && st.marked(f, "after", "from", "versus") && st.figuresBetween(prev.fig.Last, f.First) == 0
	if !linked && !st.startOfChange(f) {
		return
	}
	d.prior, d.shift, d.sign = true, "qoq", 1
	if linked {
		d.sign = prev.sign
	}
	if base != nil && base.at > f.Last {
		d.shift = base.id
	}
	d.base, d.baseSaid = "yoy", true
}

// yearsBackBase reports whether a base is a number of whole years before.
func yearsBackBase(base string) bool { return strings.HasPrefix(base, "yoy") }

// listDirection is the direction that a verb-final language tells at the end of a
// list of percentages: 「アップルは2.5%、エヌビディアは2.3%下落した」.
func (st *sentence) listDirection(f *lang.Figure) *mention {
	for i := range st.figs {
		g := &st.figs[i]
		if g.First <= f.Last || !isPercent(g) || st.strong[g.First] != st.strong[f.Last] {
			continue
		}
		if dir, c := st.directionFor(g); dir != nil && dir.at > g.Last && c <= 4 {
			return dir
		}
	}
	return nil
}

// firstDirection is the first direction before the figure in its clause.
func (st *sentence) firstDirection(f *lang.Figure) *mention {
	for i := range st.ms {
		if m := &st.ms[i]; m.class == lexicon.Direction && m.at < f.First && !st.otherClause(m.at, f.First) && st.figuresBetween(m.at, f.First) == 0 {
			return m
		}
	}
	return nil
}

// ratioGoesOn reports whether a percentage tells what the ratio before it was at
// another time, and no rise or fall: "…; a year earlier it was 20 %".
func (st *sentence) ratioGoesOn(f *lang.Figure, base *mention) bool {
	dir, _ := st.directionFor(f)
	if dir != nil && st.weak[dir.at] == st.weak[f.First] && st.strong[dir.at] == st.strong[f.First] {
		return false
	}
	if m, _ := st.measureFor(f); st.marked(f, "at") && (m == nil || st.otherClause(m.at, f.First)) {
		return true // "…; in the first quarter it had stood at 60.5 %"
	}
	return st.anaphorBefore(f, "ratio") || base != nil && st.strong[base.at] == st.strong[f.First] && st.scan.Is(&st.atoms[base.at], lexicon.Link, "ago")
}

// priceMove reports whether a percentage is a move of a share price: a word
// for shares is its measure, or a company simply rose or fell on a day.
func (r *Reader) priceMove(d *draft, dir *mention, ps []placed, prev *draft) bool {
	st, f := &r.st, d.fig
	if f.Sign != 0 && d.measure != nil && d.measure.id == "index level" && st.depth[f.First] > 0 && f.First > 1 && r.namedBetween(ps, f.First-3, f.First) {
		return true // "La chute de Microsoft (-6,1 %) a pesé sur l'indice"
	}
	if dir == nil {
		return f.Sign != 0 && d.measure == nil && st.depth[f.First] > 0 && f.First > 1 && r.namedBetween(ps, f.First-3, f.First) && (r.disc.price || r.nearestWhen(f, nil, true) != nil) // "Meta (-3,0 %)"
	}
	if st.scan.V.CJK() && d.measure == nil && dir.at == f.Last+1 && len(ps) > 0 && (strings.HasPrefix(st.mark(&st.atoms[dir.at]), "高") || strings.HasPrefix(st.mark(&st.atoms[dir.at]), "安")) {
		return true // 「エヌビディア4%高」 is said of shares alone
	}
	if seg := st.segmentBefore(f.First); d.measure == nil && seg != nil && st.weak[seg.at] == st.weak[f.First] && st.strong[seg.at] == st.strong[f.First] {
		return false // parts of a business have no shares
	}
	if d.measure == nil && st.partRightBehind(f) {
		return false // "ein Plus von 30 Prozent in der Cloud"
	}
	if w := r.nearestWhen(f, nil, true); w != nil && (w.Unit == lang.DayUnit || w.Unit == lang.Date) && st.afterWhose(f) && !st.otherClause(dir.at, f.First) && !st.otherClause(w.First, f.Last) {
		return true // "Microsoft, whose profit rose 10 %, fell 6.2 % on Tuesday"
	}
	if d.measure != nil {
		if d.measure.id == "price" {
			return true
		}
		if d.measure.at > f.Last && dir.at < f.First && (st.subordinate(f.Last, d.measure.at) || st.contrasted(f.Last, d.measure.at) || st.resultsAfter(f, d.measure)) && (prev == nil || prev.metric == "price") && (r.nearestWhen(f, nil, true) != nil || r.disc.stage != 0 || r.disc.price || st.movesOwn(d.measure) || st.resultsAfter(f, d.measure)) {
			return true // "fell 6.1 % on Thursday despite revenue of $65.6bn"
		}
		if st.has(&st.atoms[d.measure.at], lexicon.Direction) && (prev == nil || prev.metric == "price") && (d.base == "start of year" && prev != nil || r.nearestWhen(f, nil, true) != nil) {
			return true // "venerdì ha guadagnato il 6 per cento": nothing was earned
		}
		if d.measureCost <= 12 || st.weak[min(d.measure.at, f.First)] == st.weak[max(d.measure.at, f.First)] {
			return false
		}
	}
	if d.measure == nil && d.base == "start of year" && (prev == nil || prev.metric == "price") {
		return true
	}
	if d.measure == nil && r.disc.price && prev == nil && len(st.whens) == 0 {
		return true
	}
	day := r.nearestWhen(f, nil, true)
	if prev != nil && prev.metric == "price" && (d.measure == nil || d.measureCost > 14) {
		return true
	}
	if day == nil || d.measure != nil && (d.measureCost < 20 || d.measure.at < f.First) {
		return false
	}
	if prev != nil && prev.metric != "price" {
		return false
	}
	if len(ps) == 0 && !r.disc.price && day.Unit == lang.YearUnit && st.ownTopic(f.First) != "" {
		return false // "the sector grew by 7 % in 2024"
	}
	return len(ps) > 0 || r.disc.price || r.disc.main.Name != ""
}

// afterWhose reports whether the figure stands behind a relative clause "whose …"
// in a clause that names no measure.
func (st *sentence) afterWhose(f *lang.Figure) bool {
	whose := false
	for i := range st.ms {
		m := &st.ms[i]
		if m.class == lexicon.Measure && !st.otherClause(m.at, f.First) {
			return false
		}
		whose = whose || m.class == lexicon.Anaphor && m.id == "whose" && m.at < f.First && st.otherClause(m.at, f.First) && st.strong[m.at] == st.strong[f.First]
	}
	return whose
}

// partRightBehind reports whether "in" and a part of a business stand right
// behind the figure.
func (st *sentence) partRightBehind(f *lang.Figure) bool {
	return st.linkAfter(f.Last, "in") && slices.ContainsFunc(st.ms, func(m mention) bool {
		return (m.class == lexicon.Segment || m.class == lexicon.Entity && unitSegment(&m) != "") && m.at > f.Last && m.at-f.Last <= 4 && !st.otherClause(f.Last, m.at)
	})
}

// points reads percentage points: the change of a margin.
func (r *Reader) points(d *draft, prev *draft) {
	d.kind, d.unit = Change, "pp"
	dir, _ := r.st.directionFor(d.fig)
	d.sign = signOf(dir)
	if d.fig.Sign != 0 {
		d.sign = d.fig.Sign
	}
	if base, _ := r.st.baseFor(d.fig); base != nil {
		d.base, d.baseSaid = base.id, true
	}
	if d.measure != nil && d.measure.class == lexicon.Other {
		d.other = d.measure.id
		return
	}
	r.measureOf(d, prev)
	if d.baseMetric == anyMargin && !r.margin(d, prev) {
		d.other = "margin"
		return
	}
	if !plainRatio(d.baseMetric) {
		if prev != nil && prev.kind == Ratio {
			d.metric, d.baseMetric = prev.metric, prev.baseMetric
			return
		}
		d.other = "points"
	}
}

// times reads a multiple: doubled, 1.9倍, five times.
func (r *Reader) times(d *draft, prev *draft) {
	st, f := &r.st, d.fig
	d.kind, d.unit, d.sign = Change, "times", 0
	if dir, _ := st.directionFor(f); st.scan.V.CJK() && !st.grammar().Kana && f.Digits && dir != nil && signOf(dir) > 0 && dir.at < f.First && f.First-dir.last <= 2 && !st.marked(f, "to") && !st.scan.Is(&st.atoms[dir.at], lexicon.Link, "to") {
		f.More = true // 「增长1.5倍」
	}
	if dir, c := st.directionFor(f); dir != nil && signOf(dir) < 0 && c <= farDirection && !st.otherClause(dir.at, f.First) && f.Value.Value.Cmp(quantity.Int(1)) > 0 && !f.More {
		f.Invert() // "сократилась более чем вдвое"
	}
	if base, _ := st.baseFor(f); base != nil {
		d.base, d.baseSaid = base.id, true
	}
	if d.measure != nil && d.measure.class == lexicon.Other && d.measureCost < 20 {
		d.other = d.measure.id
		return
	}
	if dir, _ := st.directionFor(f); f.Digits && !st.scan.V.CJK() && dir == nil && d.measure == nil && !d.baseSaid && !st.linkAfter(f.Last, "than", "of", "to") && !st.asIn(f.Last, min(f.Last+4, len(st.atoms))) && prev == nil {
		d.kind, d.unit, d.other = Count, "count", "count" // "was quoted 17 times"
		return
	}
	if f.Digits && !st.scan.V.CJK() && st.measureSoon(f.Last+1) && !st.classBetween(lexicon.Direction, 0, f.First) { // "trades at 22x 2025 earnings"
		d.other = "valuation"
		return
	}
	if w := r.nearestWhen(f, nil, true); d.measure != nil && d.measure.id == "price" || d.measure == nil && r.disc.price && (d.base == "start of year" || w != nil && (w.Since || w.Unit == lang.YearUnit)) {
		d.metric, d.baseMetric = "price", "price"
		return
	}
	r.measureOf(d, prev)
	if d.baseMetric == "" {
		d.other = "multiple"
	}
}
