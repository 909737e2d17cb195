package claim

import (
	"strings"

	"assay/entity"
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
	paired            *draft // the current level that a prior one belongs to
	when              *lang.When
	bound             bound
	whenSaid          bool
	whenGuessed       bool
	modality          Modality
	session           string
}

// draft decides what the figure states of what. A reason means that it states
// nothing that a claim could hold.
func (r *reader) draft(d *draft, ps []placed, prev *draft) (reason string) {
	f := d.fig
	if r.indexClaim(d, ps) {
		return ""
	}
	d.measure, d.measureCost = r.st.measureFor(f)
	if r.st.estimate(f) {
		d.kind, d.unit, d.other = Level, f.Unit, "estimate"
		r.who(d, ps, prev)
		r.compose(d)
		r.whenFor(d, prev)
		return ""
	}
	switch {
	case isMoney(f):
		reason = r.money(d, prev)
	case isPercent(f):
		reason = r.percent(d, ps, prev)
	case f.Unit == "pp":
		reason = r.points(d, prev)
	case f.Unit == "times":
		reason = r.times(d, prev)
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
	if reason != "" {
		return reason
	}
	r.who(d, ps, prev)
	r.narrow(d)
	r.compose(d)
	r.whenFor(d, prev)
	return ""
}

// narrow settles the words that may narrow the measure to a part.
func (r *reader) narrow(d *draft) {
	if d.measure == nil && d.metricGuessed && d.other == "" {
		d.part = r.st.unknownNoun(d.fig.First)
	}
	if d.measure == nil || d.measure.class != lexicon.Measure || d.other != "" || d.baseMetric == "price" {
		return
	}
	part, adjusted := r.st.partOf(d.measure)
	adjusted = adjusted || r.st.adjusted(d.fig)
	switch {
	case adjusted && !r.st.firstOfPair(d.fig, d.measure):
		d.other = "non-gaap"
	case part == "" || len(d.parties) != 1 || strings.HasPrefix(part, d.parties[0].Name):
	case d.segment == "" && canHaveSegment(d.baseMetric) && r.isSegment(d.id(), part):
		d.segment = strings.ToLower(part)
		if d.metric != "" {
			d.metric = joinSegment(d.segment, d.metric)
		}
	default:
		d.part = part
	}
	if d.part == "" {
		d.part = r.st.otherSubject(d)
	}
}

// adjusted reports whether words near the figure make its measure one that no
// filing states: "Excluding one-time items, it earned $6.12 a share".
func (st *sentence) adjusted(f *lang.Figure) bool {
	found := false
	st.each(lexicon.Other, func(m *mention) {
		if m.id != "non-gaap" || st.strong[m.at] != st.strong[f.First] {
			return
		}
		found = found || m.at < f.First && st.cost(m.last, f.First) <= 16 && st.figuresBetween(-1, f.First) == 0 ||
			m.at > f.Last && m.at-f.Last <= 4
	})
	return found
}

// firstOfPair reports whether the figure is the first of two that a measure
// "GAAP and non-GAAP" states, and so the one that is filed.
func (st *sentence) firstOfPair(f *lang.Figure, m *mention) bool {
	paired := false
	for j := max(m.at-4, 1); j < m.at; j++ {
		paired = paired || st.scan.Is(&st.atoms[j], lexicon.Other, "non-gaap") && st.scan.Is(&st.atoms[j-1], lexicon.Link, "and")
	}
	if !paired || m.at > f.First || st.figuresBetween(m.at, f.First) > 0 {
		return false
	}
	for i := range st.figs {
		if g := &st.figs[i]; g.First > f.Last && g.Unit == f.Unit {
			return g.First-f.Last <= 3
		}
	}
	return false
}

// indexClaim reads levels and moves of an index or a coin: the nearest party
// of the figure is one, and its unit fits.
func (r *reader) indexClaim(d *draft, ps []placed) bool {
	st, f := &r.st, d.fig
	var best *placed
	bestCost := 26
	if m, c := st.measureFor(f); m != nil && m.id == "index level" && r.disc.index.ID != "" && m.at < f.First {
		best, bestCost = &placed{party: r.disc.index, at: m.at}, c // "the index"
	}
	for i := range ps {
		p := &ps[i]
		c := st.cost(p.at, f.First) + figurePrice*st.figuresBetween(p.at, f.First)
		if p.at > f.Last {
			c = st.cost(f.Last, p.at) + 8 + 4*figurePrice*st.figuresBetween(f.Last, p.at)
		}
		c += p.price
		if c < bestCost {
			best, bestCost = p, c
		}
	}
	if best == nil && len(ps) == 1 {
		best = &ps[0] // nobody else is named
	}
	if best == nil || best.party.ID.Kind() != "index" && best.party.ID.Kind() != "asset" {
		return false
	}
	m, mc := st.measureFor(f)
	if m != nil && mc < bestCost && m.id != "price" && m.id != "index level" && m.id != "implied volatility" {
		return false
	}
	dir, dc := st.directionFor(f)
	asset := best.party.ID.Kind() == "asset"
	vol := best.party.ID == "index:VIX" || best.party.ID == "index:BTC-DVOL" || best.party.ID == "index:ETH-DVOL"
	toLevel := st.marked(f, "to", "at")
	switch {
	case asset && isMoney(f):
		d.kind, d.unit, d.metric = Level, "USD", "price"
	case !asset && isMoney(f) && f.Unit == "USD" && f.Digits: // 「320ドル01セント安の3万7645ドル59セント」
		d.kind, d.unit, d.metric = Level, "points", "index level"
		if base, c := st.baseFor(f); base != nil && base.last < f.First && c <= tightPrior {
			d.kind, d.other = Change, "points"
		}
	case f.Unit == "percent" && dir != nil && dc <= 12 && !(vol && toLevel):
		d.kind, d.unit, d.metric = Change, "percent", "price"
		if !asset {
			d.metric = "index level"
		}
		d.sign = signOf(dir)
	case f.Unit == "percent" && vol, (f.Unit == "points" || f.Unit == "") && !asset && f.Digits && !f.Year && (toLevel || vol || f.Unit == "points" || f.Value.Value.Cmp(quantity.Int(1000)) > 0):
		d.kind, d.unit, d.metric = Level, "points", "index level"
		if f.Unit == "percent" {
			d.unit = "percent"
		} else if dir != nil && f.Unit == "points" && !toLevel && st.marked(f, "by") {
			d.kind, d.sign = Change, signOf(dir)
		}
	default:
		return false
	}
	d.baseMetric = d.metric
	d.parties = []Party{best.party}
	r.whenFor(d, nil)
	return true
}

func signOf(dir *mention) int {
	if dir != nil && (dir.id == "down" || dir.id == "worse") {
		return -1
	}
	return 1
}

// money reads an amount: a level, a change by an amount, per share, a price.
func (r *reader) money(d *draft, prev *draft) string {
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
		return ""
	}
	if st.ownHead(f) {
		d.other = "amount"
		return ""
	}
	if d.measure == nil && small(f) && st.linkAfter(f.Last, "per") {
		d.metric, d.unit = "eps diluted", d.unit+"/share"
		return ""
	}
	r.measureOf(d, prev)
	if d.baseMetric == "" && f.Unit == "" {
		d.kind, d.unit, d.other = Count, "count", "count"
		return ""
	}
	if d.baseMetric == "price" && f.Scaled {
		d.other = "amount"
		return ""
	}
	if d.baseMetric != "price" && !perShare(d.baseMetric) && small(f) {
		if f.Value.Value.Cmp(quantity.Int(1000)) >= 0 || !f.Digits || d.metricGuessed {
			d.other = "amount"
			return ""
		}
	}
	if perShare(d.baseMetric) {
		d.unit += "/share"
	}
	d.prior = !f.IsRange && st.isPrior(f, d)
	if !d.prior && prev != nil && prev.prior && st.linkBefore(f.First, "or") && perShare(d.baseMetric) != perShare(prev.baseMetric) { // "from $5.71bn, or $2.20 a share, a year earlier"
		d.prior, d.base = true, prev.base
	}
	if d.prior {
		d.baseSaid = d.base != ""
		return ""
	}
	if dir, c := st.directionFor(f); dir != nil && c <= 8 && (st.marked(f, "by") && dir.last < f.First || st.linkAfter(f.Last, "than") || r.moreThan(f, dir)) {
		d.kind, d.sign = Change, signOf(dir)
	}
	if d.kind == Level && (lossOf(d.measure) || perShare(d.baseMetric) && prev != nil && lossOf(prev.measure) && st.linkBefore(f.First, "or")) {
		d.sign = -1
	}
	return ""
}

// counted are the things of a not checkable noun that are no money.
var counted = map[string]bool{"users": true, "headcount": true}

// moreThan reports whether "more" or "less" right behind an amount makes it a
// difference: "$3bn more".
func (r *reader) moreThan(f *lang.Figure, dir *mention) bool {
	return dir.at == f.Last+1 && !r.st.marked(f, "to")
}

func lossOf(m *mention) bool { return m != nil && (m.id == "loss" || m.id == "operating loss") }

// currency is the one that amounts without their own take: that of the last
// amount, else the dollar in which the filers report.
func (r *reader) currency(prev *draft) string {
	for ; prev != nil; prev = prev.paired {
		if lang.Currency(prev.unit) {
			return prev.unit
		}
	}
	return "USD"
}

// measureOf settles the measure: the one found, the segment's revenue, or the
// one that the discourse speaks of.
func (r *reader) measureOf(d *draft, prev *draft) {
	st := &r.st
	if st.scan.V.CJK() && d.measure != nil && prev != nil && prev.kind == Ratio && prev.measure != nil && strings.HasSuffix(prev.metric, " / "+d.measure.id) && d.fig.First-prev.fig.Last <= 3 {
		d.measure = prev.measure // 「研究開発費は売上高の12%にあたる295億ドル」
	}
	if d.measure != nil && d.measure.class == lexicon.Other {
		d.other = d.measure.id
		return
	}
	if d.measure != nil {
		d.baseMetric = d.measure.id
		switch d.baseMetric {
		case "loss":
			d.baseMetric = "net income"
		case "operating loss":
			d.baseMetric = "operating income"
		}
		if canHaveSegment(d.baseMetric) {
			seg := st.segmentFor(d.fig, d.measure)
			if next := st.nextSegment(d.fig, d.measure); next != nil {
				seg = next
			}
			d.segment = r.segmentID(seg)
		}
		if prev != nil && prev.kind == Ratio && strings.HasSuffix(prev.metric, " / "+d.baseMetric) &&
			(d.measure.at > prev.fig.Last && st.linkBefore(d.fig.First, "of") || st.linkAfter(prev.fig.Last, "of") && d.fig.First-prev.fig.Last <= 7) {
			d.segment = "" // the whole of a share: "60 % of the group's profit of 17 billion", "half of the group's $17bn"
			return
		}
		if prev != nil && d.segment == "" && prev.segment != "" {
			if prev.measure == d.measure {
				d.segment = prev.segment
			} else if d.baseMetric == "operating income" && prev.kind != Ratio && !st.companyBetween(prev.fig.Last, d.measure.at) {
				d.segment, d.metricGuessed = prev.segment, true // "AWS took in …, its operating profit …"
			}
		}
		if d.segment == "" && canHaveSegment(d.baseMetric) && prev == nil && r.disc.topicSeg != "" && !d.hasOwnSubject(r) {
			d.segment = r.disc.topicSeg
			d.metricGuessed = true
		}
		return
	}
	if seg := st.segmentFor(d.fig, nil); seg != nil && (prev == nil || seg.at > prev.fig.Last || prev.segment != "") {
		d.segment = r.segmentID(seg)
		d.baseMetric = "revenue"
		if prev != nil && seg.at < prev.fig.First && prev.baseMetric != "" && canHaveSegment(prev.baseMetric) {
			d.baseMetric = prev.baseMetric
		} else if r.disc.claimed && prev == nil && r.disc.segment != "" && canHaveSegment(r.disc.metric) && d.fig.Form != lang.Plain {
			d.baseMetric = r.disc.metric
		}
		return
	}
	if isMoney(d.fig) && st.ownNoun(d.fig) {
		d.other = "amount"
		return
	}
	if prev != nil && prev.other == "" && prev.baseMetric != "" && (prev.kind != Ratio || !isMoney(d.fig)) && fits(d.fig, prev.baseMetric) {
		d.baseMetric, d.segment, d.measure = prev.baseMetric, prev.segment, prev.measure
		return
	}
	if r.disc.claimed && fits(d.fig, r.disc.metric) {
		d.baseMetric, d.segment, d.metricGuessed = r.disc.metric, r.disc.segment, true
		return
	}
	if r.disc.topicSeg != "" {
		d.baseMetric, d.segment, d.metricGuessed = "revenue", r.disc.topicSeg, true
	}
}

// ownNoun reports whether an amount says itself what it is an amount of, in a
// word that no measure has: "$30 billion of goodwill".
func (st *sentence) ownNoun(f *lang.Figure) bool {
	j := f.Last + 1
	if !st.linkAfter(f.Last, "of", "in") || st.scan.V.CJK() {
		return false
	}
	for j++; j < len(st.atoms) && !st.used[j] && (st.glue(&st.atoms[j]) || st.has(&st.atoms[j], lexicon.Plain)); j++ {
	}
	if j >= len(st.atoms) || st.used[j] {
		return false
	}
	a := &st.atoms[j]
	return a.Kind == lang.Word && a.Terms == nil && !st.function(a)
}

// ownHead reports whether the amount only describes a noun that is no measure:
// "a $180 million release of inventory".
func (st *sentence) ownHead(f *lang.Figure) bool {
	j := f.Last + 1
	if j+1 >= len(st.atoms) || st.scan.V.Pack.Lang != "en" || st.used[j] {
		return false
	}
	a := &st.atoms[j]
	return a.Kind == lang.Word && a.Terms == nil && !a.Capital && !st.function(a) && !st.verbal(a) && st.scan.Is(&st.atoms[j+1], lexicon.Link, "of") && string(st.folded(a)) != "worth"
}

// fitting is the last draft whose measure the figure's unit can state: "profit
// of $12bn, or $4.71 a share, from $5.71bn".
func (r *reader) fitting(f *lang.Figure, ds []draft) *draft {
	for i := len(ds) - 1; i >= 0; i-- {
		if d := &ds[i]; d.other == "" && d.baseMetric != "" && fits(f, d.baseMetric) {
			return d
		}
	}
	if len(ds) > 0 {
		return &ds[len(ds)-1]
	}
	return nil
}

// hasOwnSubject reports whether the sentence names a company before the
// measure, so that a segment of the sentence before is not meant.
func (d *draft) hasOwnSubject(r *reader) bool {
	found := false
	r.st.each(lexicon.Entity, func(m *mention) { found = found || m.note != "product" && unitSegment(m) == "" })
	r.st.each(lexicon.Anaphor, func(m *mention) { found = found || m.id == "company" })
	return found
}

// segmentID is the segment a mention stands for; "the division" is the one
// spoken of last.
func (r *reader) segmentID(m *mention) string {
	switch {
	case m == nil:
		return ""
	case m.class == lexicon.Anaphor:
		if s := r.st.segmentBefore(m.at); s != nil && r.st.figuresBetween(s.last, m.at) > 0 {
			return r.segmentID(s)
		}
		if r.disc.segment != "" {
			return r.disc.segment
		}
		return r.disc.topicSeg
	case m.class == lexicon.Entity:
		return unitSegment(m)
	}
	return m.id
}

// nextSegment is the segment that a list goes on to behind the figures of the
// one before: "North American sales rose 10% to $116bn, international 8%".
func (st *sentence) nextSegment(f *lang.Figure, measure *mention) *mention {
	m := st.segmentBefore(f.First)
	if m == nil || m.at < measure.last || st.figuresBetween(measure.last, m.at) == 0 || st.scan.V.CJK() && !st.topic(m) ||
		st.linkBefore(m.at, "with", "from", "of", "in") {
		return nil
	}
	return m
}

// segmentBefore is the last segment named before atom i, or nil.
func (st *sentence) segmentBefore(i int) *mention {
	var last *mention
	for k := range st.ms {
		if m := &st.ms[k]; m.last < i && (m.class == lexicon.Segment || m.class == lexicon.Entity && unitSegment(m) != "") && (last == nil || m.at > last.last+1) {
			last = m // of two words side by side the first says which: "cloud services"
		}
	}
	return last
}

// canHaveSegment reports whether filers break the measure down by segment.
func canHaveSegment(metric string) bool {
	switch metric {
	case "revenue", "operating income", "operating income / revenue", "net income":
		return true
	}
	return false
}

// percent reads a percentage: a price move, a share of a whole, a margin, or
// a change.
func (r *reader) percent(d *draft, ps []placed, prev *draft) string {
	st, f := &r.st, d.fig
	d.unit = "percent"
	dir, dirCost := st.directionFor(f)
	base, _ := st.baseFor(f)
	if base != nil {
		d.base, d.baseSaid = base.id, true
	}
	if f.Sign != 0 {
		d.sign = f.Sign
	} else if dir != nil {
		d.sign = signOf(dir)
	}
	if whole := r.wholeOf(f); whole != nil {
		return r.ratio(d, whole, prev)
	}
	if prev != nil && prev.segment == "" && prev.kind != Ratio && canHaveSegment(prev.baseMetric) && (d.measure == nil || d.measure.at < prev.fig.First) && r.sharePhrase(f) {
		if seg := st.segmentBefore(f.First); seg != nil && seg.at > prev.fig.Last { // "… operating income of $21bn, of which AWS made up half"
			d.kind, d.sign, d.base, d.baseSaid = Ratio, 0, "", false
			d.measure, d.baseMetric, d.segment = prev.measure, prev.baseMetric, r.segmentID(seg)
			d.metric = joinSegment(d.segment, d.baseMetric) + " / " + d.baseMetric
			return ""
		}
	}
	if prev != nil && prev.segment != "" && canHaveSegment(prev.baseMetric) && st.ofTotal(f) {
		d.kind, d.sign, d.base, d.baseSaid = Ratio, 0, "", false
		d.measure, d.baseMetric, d.segment = prev.measure, prev.baseMetric, prev.segment
		d.metric = joinSegment(prev.segment, prev.baseMetric) + " / " + prev.baseMetric
		return ""
	}
	if d.measure != nil && d.measure.class == lexicon.Other && (d.measureCost < 20 || d.measure.at < f.First) {
		d.kind, d.other = Change, d.measure.id
		if dir == nil && base == nil {
			d.kind = Level
		}
		return ""
	}
	if r.priceMove(d, dir, ps, prev) {
		d.kind, d.metric, d.baseMetric, d.segment = Change, "price", "price", ""
		return ""
	}
	if d.measure == nil && r.disc.ratio != "" && dir == nil && st.anaphorBefore(f, "ratio") {
		d.kind, d.sign, d.base, d.baseSaid = Ratio, 0, "", false
		d.metric, d.baseMetric = r.disc.ratio, r.disc.ratio
		return ""
	}
	r.measureOf(d, prev)
	if d.baseMetric == anyMargin && !r.margin(d, prev) {
		d.kind, d.other = Ratio, "margin"
		return ""
	}
	if plainRatio(d.baseMetric) {
		d.kind, d.prior = Ratio, st.isPrior(f, d)
		if !d.prior && !(dir != nil && st.marked(f, "to", "at")) {
			d.base, d.baseSaid = "", false
		}
		d.sign = 0
		return ""
	}
	if d.baseMetric == "implied volatility" {
		d.kind, d.sign = Level, 0
		return ""
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
	if d.sign == 0 {
		d.sign = 1
	}
	return ""
}

// priceMove reports whether a percentage is a move of a share price: a word
// for shares is its measure, or a company simply rose or fell on a day.
func (r *reader) priceMove(d *draft, dir *mention, ps []placed, prev *draft) bool {
	st, f := &r.st, d.fig
	if dir == nil {
		return false
	}
	if st.scan.V.CJK() && d.measure == nil && dir.at == f.Last+1 && len(ps) > 0 && (strings.HasPrefix(st.mark(&st.atoms[dir.at]), "高") || strings.HasPrefix(st.mark(&st.atoms[dir.at]), "安")) {
		return true // 「エヌビディア4%高」 is said of shares alone
	}
	if seg := st.segmentBefore(f.First); d.measure == nil && seg != nil && st.weak[seg.at] == st.weak[f.First] && st.strong[seg.at] == st.strong[f.First] {
		return false // parts of a business have no shares
	}
	if d.measure != nil {
		if d.measure.id == "price" {
			return true
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
	return len(ps) > 0 || r.disc.price || r.disc.main.Name != ""
}

// wholeOf is the measure that a percentage is a share of: "45 Prozent des
// operativen Mittelzuflusses", "87 per cent of group turnover", "売上高の87%".
func (r *reader) wholeOf(f *lang.Figure) *mention {
	st := &r.st
	if st.scan.V.CJK() {
		var whole *mention
		for i := range st.ms {
			m := &st.ms[i]
			if m.class == lexicon.Measure && m.last < f.First && f.First-m.last <= 4 && !plainRatio(m.id) && st.linkBefore(f.First, "of") && r.sharePhrase(f) {
				whole = m // the nearest
			}
		}
		return whole
	}
	for i := range st.ms { // "der Anteil der Cloud am Umsatz lag bei 12 Prozent"
		if s := &st.ms[i]; s.class == lexicon.Link && s.id == "share" && s.last < f.First && st.strong[s.at] == st.strong[f.First] {
			for k := range st.ms {
				m := &st.ms[k]
				if m.class == lexicon.Measure && m.at > s.last && m.last < f.First && m.id != "price" && !plainRatio(m.id) && st.figuresBetween(s.last, f.First) == 0 && (st.linkBefore(m.at, "in", "of") || st.scan.Is(&st.atoms[m.at], lexicon.Link, "share")) {
					return m
				}
			}
		}
	}
	if !st.linkAfter(f.Last, "of", "share") {
		if !(r.sharePhrase(f) && st.linkAfter(f.Last, "in", "to")) {
			return nil
		}
	}
	for i := range st.ms {
		m := &st.ms[i]
		if m.at <= f.Last {
			continue
		}
		if m.class == lexicon.Measure && m.at-f.Last <= 7 && st.strong[m.at] == st.strong[f.Last] && m.id != "price" {
			return m
		}
		if m.class == figureMention && m.at-f.Last <= 7 && st.weak[m.at] == st.weak[f.Last] && isMoney(&st.figs[m.idx]) { // "a seventh of the $2.7bn that went on research"
			w, _ := st.measureFor(&st.figs[m.idx])
			if w != nil && w.class == lexicon.Measure {
				return w
			}
			return nil
		}
		if m.class == lexicon.Other && m.at-f.Last <= 5 {
			return m
		}
	}
	return nil
}

// ofTotal reports whether the figure is a share of "the total", which is the
// whole of the part that the figure before stands for.
func (st *sentence) ofTotal(f *lang.Figure) bool {
	for j := f.Last + 1; j < len(st.atoms) && j <= f.Last+4; j++ {
		if st.scan.Is(&st.atoms[j], lexicon.Anaphor, "total") {
			return !st.measureAt(j + 1)
		}
		if st.used[j] || st.atoms[j].Kind == lang.Punct {
			return false
		}
	}
	return false
}

// anaphorBefore reports whether an anaphor of that id stands before the figure
// in its clause.
func (st *sentence) anaphorBefore(f *lang.Figure, id string) bool {
	found := false
	st.each(lexicon.Anaphor, func(m *mention) {
		found = found || m.id == id && m.last < f.First && st.strong[m.at] == st.strong[f.First]
	})
	return found
}

// anyMargin is the measure of "a margin" without the word for whose: that of
// the profit that the text speaks of.
const anyMargin = "? / revenue"

// margin settles which margin is meant: that of the profit of the figure
// before, else of the discourse.
func (r *reader) margin(d *draft, prev *draft) bool {
	profit := ""
	if prev != nil && prev.other == "" {
		profit = prev.baseMetric
	} else if r.disc.claimed {
		profit = r.disc.metric
	}
	switch profit {
	case "net income", "operating income", "gross profit":
		d.baseMetric = profit + " / revenue"
		if d.segment = r.segmentID(r.st.whose(d.measure)); d.segment == "" && prev != nil {
			d.segment = prev.segment
		}
		return true
	}
	return false
}

// sharePhrase reports whether words for a share stand in the figure's clause.
func (r *reader) sharePhrase(f *lang.Figure) bool {
	st := &r.st
	found := false
	st.each(lexicon.Link, func(m *mention) {
		if m.id == "share" && st.cost(m.at, f.First) <= 14 {
			found = true
		}
	})
	return found
}

// ratio reads a share of a whole: its numerator is the measure before it or
// the one spoken of.
func (r *reader) ratio(d *draft, whole *mention, prev *draft) string {
	st, f := &r.st, d.fig
	d.kind, d.sign = Ratio, 0
	if whole.class == lexicon.Other {
		d.other = whole.id
		return ""
	}
	num, seg := "", ""
	var m *mention
	cost := farMeasure
	for i := range st.ms {
		x := &st.ms[i]
		if x == whole || x.class != lexicon.Measure || x.id == "price" || plainRatio(x.id) {
			continue
		}
		c := 0
		switch {
		case x.at < f.First:
			c = st.cost(x.last, f.First) + 2*st.figuresBetween(x.last, f.First)
		case x.at > whole.last && !st.scan.V.CJK():
			c = st.cost(whole.last, x.at) + 12
		default:
			continue
		}
		if c < cost {
			m, cost = x, c
		}
	}
	segM := st.segmentFor(f, m)
	if behind := st.segmentBehind(whole); m == nil && behind != nil {
		segM = behind
	}
	switch {
	case segM != nil && m != nil && m.id != whole.id && canHaveSegment(whole.id) && (st.figuresBetween(m.last, f.First) > 0 || r.sharePhrase(f)):
		num, seg = whole.id, r.segmentID(segM) // the measure before is another figure's
	case m != nil && canHaveSegment(m.id):
		num, seg = m.id, r.segmentID(segM)
	case m != nil:
		num = m.id
	case segM != nil:
		num, seg = whole.id, r.segmentID(segM)
	case prev != nil && prev.baseMetric != "" && !plainRatio(prev.baseMetric):
		num, seg = prev.baseMetric, prev.segment
	case r.disc.claimed:
		num, seg, d.metricGuessed = r.disc.metric, r.disc.segment, true
	case r.disc.topicSeg != "":
		num, seg, d.metricGuessed = whole.id, r.disc.topicSeg, true
	}
	if num == whole.id && seg == "" {
		if segM = st.segmentFor(f, nil); segM != nil {
			seg = r.segmentID(segM)
		} else if r.disc.segment != "" {
			seg = r.disc.segment
		}
	}
	if num == "" || num == whole.id && seg == "" || num == "price" {
		d.other = "share"
		return ""
	}
	d.measure, d.baseMetric, d.segment = m, num, seg
	d.metric = joinSegment(seg, num) + " / " + whole.id
	return ""
}

// segmentBehind is the part that a whole's share comes from: "98 Prozent der
// Erlöse stammen aus der Werbung".
func (st *sentence) segmentBehind(whole *mention) *mention {
	for i := range st.ms {
		m := &st.ms[i]
		if m.at > whole.last && m.at-whole.last <= 6 && (m.class == lexicon.Segment || m.class == lexicon.Entity && unitSegment(m) != "") {
			if st.linkBefore(m.at, "from", "in", "with", "for", "to") && st.strong[m.at] == st.strong[whole.at] {
				return m
			}
			return nil
		}
	}
	return nil
}

func joinSegment(segment, metric string) string {
	if segment == "" {
		return metric
	}
	if metric == "net income" { // a unit's profit is what segments report: operating income
		metric = "operating income"
	}
	return segment + " " + metric
}

// points reads percentage points: the change of a margin.
func (r *reader) points(d *draft, prev *draft) string {
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
		return ""
	}
	r.measureOf(d, prev)
	if d.baseMetric == anyMargin && !r.margin(d, prev) {
		d.other = "margin"
		return ""
	}
	if !plainRatio(d.baseMetric) {
		if prev != nil && prev.kind == Ratio {
			d.metric, d.baseMetric = prev.metric, prev.baseMetric
			return ""
		}
		d.other = "points"
	}
	return ""
}

// times reads a multiple: doubled, 1.9倍, five times.
func (r *reader) times(d *draft, prev *draft) string {
	st, f := &r.st, d.fig
	d.kind, d.unit, d.sign = Change, "times", 0
	if base, _ := st.baseFor(f); base != nil {
		d.base, d.baseSaid = base.id, true
	}
	if d.measure != nil && d.measure.class == lexicon.Other && d.measureCost < 20 {
		d.other = d.measure.id
		return ""
	}
	if f.Digits && !st.scan.V.CJK() && st.measureSoon(f.Last+1) && !st.classBetween(lexicon.Direction, 0, f.First) { // "trades at 22x 2025 earnings"
		d.other = "valuation"
		return ""
	}
	if w := r.nearestWhen(f, nil, true); d.measure != nil && d.measure.id == "price" || d.measure == nil && r.disc.price && (d.base == "start of year" || w != nil && (w.Since || w.Unit == lang.YearUnit && w.Rel == "this")) {
		d.metric, d.baseMetric = "price", "price"
		return ""
	}
	r.measureOf(d, prev)
	if d.baseMetric == "" {
		d.other = "multiple"
	}
	return ""
}

// compose puts segment and measure together and takes the entity's own name
// for the segment.
func (r *reader) compose(d *draft) {
	if d.other != "" || d.metric != "" && d.kind != Ratio {
		if d.metric == "" {
			d.metric = d.other
		}
		if d.baseMetric == "" {
			d.baseMetric = d.metric
		}
		return
	}
	if len(d.parties) == 1 && d.segment != "" {
		if own := r.names.Alias(d.parties[0].ID, d.segment); own != d.segment {
			if d.metric != "" {
				d.metric = joinSegment(own, d.metric[len(d.segment)+1:])
			}
			d.segment = own
		}
	}
	if d.metric != "" {
		return
	}
	if d.segment != "" && plainRatio(d.baseMetric) && d.baseMetric == "operating income / revenue" {
		d.metric = d.segment + " operating income / " + d.segment + " revenue"
		return
	}
	d.metric = joinSegment(d.segment, d.baseMetric)
	if d.segment == "" {
		d.metric = d.baseMetric
	}
}

// who settles the parties.
func (r *reader) who(d *draft, ps []placed, prev *draft) {
	if len(d.parties) > 0 {
		return
	}
	g, guess := r.group(d.fig, ps)
	if len(g) == 1 && r.unnamed(g[0], ps, d.fig) {
		d.parties = g
		return
	}
	if len(g) > 1 && d.kind == Level {
		if each, ok := r.respectively(d, g, ps); ok {
			d.parties = []Party{each}
			return
		}
		d.parties, d.groupGuessed = g, guess
		return
	}
	if d.measure == nil && len(ps) == 0 && prev == nil && r.disc.claimed && len(r.disc.parties) > 1 && d.kind == Level {
		d.parties, d.entityGuessed = r.disc.parties, true // "That compares with $57bn a year earlier", of a sum
		return
	}
	s := r.partyFor(d.fig, d.measure, ps)
	d.rival, d.entityOfDiscourse = s.rival, !s.said
	if s.guess && prev != nil && len(prev.parties) > 0 {
		d.parties, d.entityGuessed = prev.parties, prev.entityGuessed
		return
	}
	if s.party.Name != "" {
		d.parties = []Party{s.party}
	}
	d.entityGuessed = s.guess
}

// unnamed reports whether a group that nobody named is whom the figure speaks
// of: no company stands between the two.
func (r *reader) unnamed(g Party, ps []placed, f *lang.Figure) bool {
	for i := range ps {
		if ps[i].at < f.First && ps[i].party.files() {
			return false
		}
	}
	return g.ID == ""
}

// respectively gives the figure's own party where a list of parties is
// followed by as many figures of one kind, none of them their sum.
func (r *reader) respectively(d *draft, g []Party, ps []placed) (Party, bool) {
	st := &r.st
	end := -1
	for i := range ps {
		if ps[i].at < d.fig.First && ps[i].party.ID == g[len(g)-1].ID {
			end = ps[i].at
		}
	}
	n, mine := 0, -1
	for i := range st.figs {
		f := &st.figs[i]
		if f.First > end && f.Unit == d.fig.Unit && f.Scaled == d.fig.Scaled {
			if f == d.fig {
				mine = n
			}
			n++
		}
	}
	if n == len(g) && mine >= 0 {
		return g[mine], true
	}
	return Party{}, false
}

// settle pairs prior levels with the current ones of the sentence, and gives
// bases and periods across.
func (r *reader) settle(ds []draft) {
	st := &r.st
	for i := len(ds) - 2; i >= 0; i-- { // "$12bn and $14bn on capital expenditure"
		d, next := &ds[i], &ds[i+1]
		if d.baseMetric == "" && d.other == "" && !(next.measure != nil && st.takenBehind(d.fig, next.measure)) && next.measure != nil && next.other == "" && next.unit == d.unit && next.kind == d.kind {
			d.metric, d.baseMetric, d.segment, d.measure = next.metric, next.baseMetric, next.segment, next.measure
			if !d.whenSaid && next.whenSaid {
				d.when, d.bound, d.whenSaid, d.whenGuessed = next.when, r.rebind(next.bound, d.id()), true, false
			}
		}
	}
	for i := range ds {
		d := &ds[i]
		if !d.prior {
			continue
		}
		for _, j := range []int{i - 1, i + 1, i - 2, i + 2} {
			if j >= 0 && j < len(ds) && !ds[j].prior && ds[j].baseMetric == d.baseMetric && (ds[j].kind == d.kind || ds[j].kind == Change) {
				d.paired = &ds[j]
				break
			}
		}
		if d.base == "" {
			d.base = "yoy"
			for j := range ds {
				if ds[j].baseSaid && ds[j].base == "qoq" {
					d.base = "qoq"
				}
			}
		}
	}
	for i := range ds {
		d := &ds[i]
		if d.kind != Change || d.metric == "price" || d.metric == "index level" || d.baseSaid {
			continue
		}
		d.base = "yoy"
		for j := range ds { // a prior level beside it names the base
			if ds[j].prior && ds[j].baseMetric == d.baseMetric {
				d.base, d.baseSaid = ds[j].base, ds[j].baseSaid
			}
		}
	}
}

// partyIDs are the ids of parties.
func partyIDs(ps []Party) []entity.ID {
	ids := make([]entity.ID, 0, len(ps))
	for _, p := range ps {
		ids = append(ids, p.ID)
	}
	return ids
}

// companyBetween reports whether a company, not a possessive, is named between
// two atoms.
func (st *sentence) companyBetween(a, b int) bool {
	for i := range st.ms {
		m := &st.ms[i]
		if m.at <= a || m.at >= b {
			continue
		}
		if m.class == lexicon.Entity && unitSegment(m) == "" || m.class == lexicon.Anaphor && m.id == "company" && m.end-m.start > 3 {
			return true
		}
	}
	return false
}
