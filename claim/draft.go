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
	marginOpen    bool // the text has told of another margin before
	parties       []Party
	entityGuessed bool
	// entityOfDiscourse: the sentence itself does not name the party.
	entityOfDiscourse bool
	groupGuessed      bool         // "the four" of more companies that the text has named
	ranked            bool         // whose it is, its place in a list says
	rival             string       // an unknown name nearer than the party
	margin            quantity.Rat // "plus or minus" so much
	part              string       // words that may narrow the measure to a part
	outOf             *mention     // the part of a business that the amount, taken out of a whole, is told of
	sign              int
	signUnsaid        bool // no word says whether it rose or fell
	base              string
	baseSaid          bool
	prior             bool
	shift             string // how far back an earlier growth lies, where its own base is another
	whole             bool   // the whole of a share is told: no part is meant
	aside             bool   // a level of an earlier period that the one before is set against
	inserted          bool   // it and its own, earlier period stand between commas
	paired            *draft // the current level that a prior one belongs to
	goesBack          *draft // the current level that it may be of all the same
	when              *lang.When
	bound             bound
	whenSaid          bool
	whenGuessed       bool
	modality          Modality
	session           string
	clashes           bool  // the sentence gives its measure two values in one period, which it does not name
	formerly          bool  // of a time that the text does not name
	seasonal          bool  // of the quarter that a season of some year stands for
	versus            bool  // how volatile one asset is against another
	held              *held // how one company is held against another
}

// draft decides what the figure states of what. A reason means that it states
// nothing that a claim could hold.
func (r *Reader) draft(d *draft, ps []placed, prev *draft) (reason string) {
	f := d.fig
	if r.versusFigure(d) || r.indexClaim(d, ps) {
		return ""
	}
	d.measure, d.measureCost = r.st.measureFor(f)
	if m := d.measure; m != nil && m.at > f.Last && r.st.at[m.at].strong != r.st.at[f.Last].strong && f.Form == lang.Times {
		d.measure, d.measureCost = nil, 0 // "Nvidia a plus que doublé ; Alphabet gagne 19 %"
	}
	if prev != nil && lossOf(d.measure) && !r.st.scan.V.CJK() && d.measure.at == prev.fig.Last+1 {
		d.measuredBy(r.st.resultBefore(prev.fig)) // "net income, a $2.7 billion loss in 2022, was $30.4 billion"
	}
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
		d.measuredBy(m)
	} else {
		d.measuredBy(r.st.measureOfList(f))
	}
	if prev != nil && prev.measure != nil && prev.other == "" && r.st.comparedWith(f) {
		d.measure, d.measureCost = prev.measure, 0 // "18 % more than the $64.7bn of a year ago, and earned …"
	}
	if d.measure == nil {
		d.measuredBy(r.st.measuredLast(f))
	}
	d.measuredBy(r.st.asMeasure(f))
	d.measuredBy(r.st.wasMeasure(f))
	d.measuredBy(r.st.outlayAgain(f))
	d.measuredBy(r.st.turnedResult(f))
	if m := r.st.lossThen(d, prev); m != nil {
		d.measure, d.sign = m, -1
	}
	d.measuredBy(r.st.lossRightBefore(f))
	d.measuredBy(r.st.partOfAmount(f))
	d.measuredBy(r.st.paidThrough(f))
	d.measuredBy(r.st.measureOwning(f, d.measure))
	d.measuredBy(r.st.investedIn(f, d.measure))
	d.measuredBy(r.st.earnedNoun(f, d.measure))
	d.measuredBy(r.st.authorised(f, d.measure))
	d.measuredBy(r.st.shareInMoney(f, prev))
	d.measuredBy(r.st.ellipticMeasure(f))
	d.measuredBy(r.st.sameMoved(d, prev))
	if r.st.estimate(f) || r.st.estimatesListed(f, prev) {
		d.kind, d.unit, d.other = Level, f.Unit, "estimate"
		r.who(d, ps, prev)
		r.compose(d)
		r.whenFor(d, prev)
		return ""
	}
	switch {
	case r.besideCompany(f, ps, r.told) >= 0, r.st.multipleOfRate(f):
		d.kind, d.unit, d.other = Change, f.Unit, "comparison"
	case isMoney(f):
		r.money(d, prev)
	case isPercent(f):
		r.percent(d, ps, prev)
	case f.Unit == "pp", f.Unit == "points" && d.measure != nil && plainRatio(d.measure.id) && r.st.marked(f, linkBy): // "Το περιθώριο διευρύνθηκε κατά 9,4 μονάδες"
		r.points(d, prev)
	case f.Unit == "times":
		r.times(d, prev)
	case f.Unit == "points", f.Unit == "shares":
		if f.Unit == "points" && d.measure != nil && plainRatio(d.measure.id) {
			r.points(d, prev) // "Die operative Marge verbesserte sich um 9,4 Punkte"
			break
		}
		if d.measure == nil || d.measure.id != "shares" {
			return "points of no known index"
		}
		d.kind, d.unit = Level, "shares"
		r.measureOf(d, prev)
	case len(f.Unit) > 2 && f.Unit[:2] == "x:":
		d.kind, d.unit, d.other = Count, "count", "count"
	case f.Unit == "" && d.measure != nil && d.measure.id == "price" && f.Digits && !f.Year && r.st.marked(f, linkTo|linkAt):
		d.kind, d.unit, d.metric, d.baseMetric = Level, "USD", "price", "price"
	default:
		return "number without a unit"
	}
	if !r.forecasting && r.st.unreal(f) {
		d.other = "hypothetical"
	}
	if onMarket(d.metric) || d.other == "market value" {
		ps = r.traded(ps)
	}
	if d.kind == Change && d.other == "" && prev != nil && prev.other == "estimate" && (d.measure == nil || d.measure.at < prev.fig.First) && r.st.at[prev.fig.First].strong == r.st.at[f.First].strong {
		d.other = "estimate" // "the consensus expects revenue of $49.4 billion, 22 % more than …"
	}
	r.who(d, ps, prev)
	if len(d.parties) == 1 && d.parties[0].private() && onMarket(d.metric) && r.disc.main.files() {
		d.parties, d.entityGuessed = r.partyArena.keep(r.disc.main), true
	}
	if d.lossBeside(prev) && !r.st.whenSoon(f.Last+1) {
		d.other = "loss" // "earned $27.7 billion, although it had to digest a loss of $3.1 billion"
	}
	if len(d.parties) < 2 && d.kind == Level && d.other == "" && (r.st.adding(f) || r.st.combined(f, d.measure)) && !r.st.bracketOfOne(f) {
		d.other = "sum"
	}
	r.nextRatio(d, prev)
	r.narrow(d)
	r.compose(d)
	r.overYears(d)
	r.whenFor(d, prev)
	r.sinceYear(d)
	r.baseInYear(d)
	if d.prior && r.st.heldAgainst(f) {
		f.Hedge = quantity.Exact // "above the 70.1 % of a year ago"
	}
	d.formerly = d.formerly || r.st.formerly(f)
	return ""
}

// bracketOfOne reports whether the figure stands in a bracket behind the company that it is of:
// "gabungan kas Meta (US$ 43,9 miliar) dan Alphabet (US$ 23,5 miliar)".
func (st *sentence) bracketOfOne(f *lang.Figure) bool {
	return f.First > 1 && st.at[f.First].depth > st.at[f.First-2].depth && st.atoms[f.First-1].Kind == lang.Punct && st.atoms[f.First-2].In(lexicon.Entity)
}

// lossBeside reports whether a loss stands beside the profit of the same company, which it
// can only be a part of.
func (d *draft) lossBeside(prev *draft) bool {
	return prev != nil && lossOf(d.measure) && !lossOf(prev.measure) && d.kind == Level && prev.kind == Level && !d.prior && d.other == "" && prev.other == "" &&
		d.baseMetric == prev.baseMetric && d.segment == prev.segment && d.id() == prev.id()
}

// resultBefore is the last measure before the figure that is no loss, or nil.
func (st *sentence) resultBefore(f *lang.Figure) (last *mention) {
	st.each(lexicon.Measure, func(m *mention) {
		if m.last < f.First && !lossOf(m) && st.at[m.at].strong == st.at[f.First].strong {
			last = m
		}
	})
	return last
}

// measuredBy gives the figure a measure that is sure, if there is one.
func (d *draft) measuredBy(m *mention) {
	if m != nil {
		d.measure, d.measureCost = m, 0
	}
}

// investedIn is the outlay that a verb of investing names as its object behind the amount:
// "invested $12.9 billion in research".
func (st *sentence) investedIn(f *lang.Figure, measure *mention) *mention {
	if measure == nil || measure.id != "capex" || measure.at > f.First || !isMoney(f) || !st.measuringVerb(&st.atoms[measure.at]) {
		return nil
	}
	for i := range st.ms {
		if m := &st.ms[i]; m.class == lexicon.Measure && m.at > f.Last && m.at-f.Last <= 4 && isOutlay(m.id) && m.id != "capex" && !st.otherClause(f.Last, m.at) && (m.at == f.Last+1 || st.linkAfter(f.Last, linkIn|linkFor|linkTo|linkOver)) {
			return m // its word may hold the preposition: "poured $9 billion | into research"
		}
	}
	return st.objectOf(measure, f)
}

// authorised is the word before the amount of buybacks that makes them ones which are only
// allowed: "el consejo ha autorizado además recompras por otros 25.000 millones".
func (st *sentence) authorised(f *lang.Figure, measure *mention) *mention {
	if measure == nil || measure.id != "buybacks" || st.scan.V.CJK() {
		return nil
	}
	for i := range st.ms {
		if m := &st.ms[i]; m.class == lexicon.Other && m.id == "programme" && m.last < f.First && f.First-m.last <= 2*mostOfWords && st.figuresBetween(m.last, f.First) == 0 && st.at[m.at].strong == st.at[f.First].strong {
			return m
		}
	}
	return nil
}

// shareInMoney is the measure of which a share was just stated, where a colon says how
// much that is: "The research bill, once a third of sales, has slipped below a tenth: $4bn".
func (st *sentence) shareInMoney(f *lang.Figure, prev *draft) *mention {
	if prev == nil || prev.kind != Ratio || prev.segment != "" || !isMoney(f) || !(f.First == prev.fig.Last+2 && lang.Begins(st.mark(&st.atoms[f.First-1]), []string{":", "："})) && !st.toldInAll(f, prev.fig) {
		return nil
	}
	part, _, _ := strings.Cut(prev.metric, " / ")
	for i := range st.ms {
		if m := &st.ms[i]; m.class == lexicon.Measure && m.id == part && m.last < f.First && fits(f, m.id) {
			return m
		}
	}
	return nil
}

// measureByRank is the figure's own measure where as many figures of one kind
// follow a list of measures: "revenue and profit rose 13 % and 35 % respectively".
func (st *sentence) measureByRank(f *lang.Figure) *mention {
	if !st.respectively {
		return nil
	}
	var list []*mention
	for i := range st.ms {
		m := &st.ms[i]
		if m.class != lexicon.Measure || m.at > f.First {
			continue
		}
		if n := len(list); n > 0 && !st.eachAmount(list[n-1].last, m.at) && !(m.at-list[n-1].last <= 3 && st.andBetween(list[n-1].last, m.at) || m.at-list[n-1].last == 2 && st.mark(&st.atoms[m.at-1]) == ",") {
			list = list[:0]
		}
		list = append(list, m)
	}
	if len(list) < 2 {
		return st.measureOfRow(f)
	}
	n, mine := 0, -1
	from := st.behindRespectively(list[len(list)-1].last)
	for i := range st.figs {
		if g := &st.figs[i]; g.First > from && g.Unit == f.Unit && g.Scaled == f.Scaled {
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

// measureOfList is the figure's own measure where as many measures, each with an amount,
// stand before a list that goes back to them: "net income of $18.3bn on sales of $47.5bn;
// a year earlier it had made do with $13.5bn and $39.1bn respectively".
func (st *sentence) measureOfList(f *lang.Figure) *mention {
	if !st.respectively || !isMoney(f) {
		return nil
	}
	first, n, mine := st.listOf(f)
	var list []*mention
	for i := range st.ms {
		m := &st.ms[i]
		if m.class != lexicon.Measure || m.at > first || plainRatio(m.id) || perShare(m.id) {
			continue
		}
		switch k := len(list); {
		case k > 0 && m.at-list[k-1].last == 1:
			list = list[:k-1] // "booked net income": the verb measures nothing
		case k > 0 && st.figuresBetween(list[k-1].last, m.at) != 1:
			return nil
		}
		list = append(list, m)
	}
	if n < 2 || len(list) != n || st.figuresBetween(list[n-1].last, first) != 1 {
		return nil
	}
	return list[mine]
}

// asMeasure is the measure that "as" right behind the amount says what it was taken for:
// "Vom Umsatz blieben 26,4 Milliarden als Nettogewinn hängen", "kept $21.7bn as profit".
func (st *sentence) asMeasure(f *lang.Figure) *mention {
	j := f.Last + 1
	if !isMoney(f) || st.scan.V.CJK() || j >= len(st.atoms) {
		return nil
	}
	switch string(st.folded(&st.atoms[j])) {
	case "als", "as", "como", "come", "comme":
	default:
		return nil
	}
	for i := range st.ms {
		if m := &st.ms[i]; m.class == lexicon.Measure && m.at > j && m.at-j <= 3 && fits(f, m.id) && !st.measuringVerb(&st.atoms[m.at]) && !st.figureSoon(m.last) {
			return m
		}
	}
	return nil
}

// paidThrough is the payout behind the amount that went through it: "$33.7 billion through
// buybacks and $834 million through cash dividends".
func (st *sentence) paidThrough(f *lang.Figure) *mention {
	if !isMoney(f) || !f.Scaled || st.scan.V.CJK() || !st.linkAfter(f.Last, linkWith) {
		return nil
	}
	for i := range st.ms {
		if m := &st.ms[i]; m.class == lexicon.Measure && (m.id == "buybacks" || m.id == "dividends") && m.at > f.Last+1 && m.at-f.Last <= 3 {
			return m
		}
	}
	return nil
}

// measureOwning is the measure that "of" joins to the amount right before it, where the
// one in front has an amount of its own: 「매출 4억달러에 40억달러의 영업손실을 냈다」.
func (st *sentence) measureOwning(f *lang.Figure, measure *mention) *mention {
	if !st.scan.V.CJK() || !isMoney(f) || measure == nil || measure.at > f.First || st.figuresBetween(measure.last, f.First) == 0 || !st.linkAfter(f.Last, linkOf) {
		return nil
	}
	for i := range st.ms {
		if m := &st.ms[i]; m.class == lexicon.Measure && m.at == f.Last+2 {
			return m
		}
	}
	return nil
}

// behindRespectively is where the figures of a list of measures begin: behind the last one,
// or behind "respectively" where that comes after amounts of their own: 「매출 587억달러에
// 영업이익 139억달러를 올렸는데, 2024년에는 각각 432억달러와 61억달러였다」.
func (st *sentence) behindRespectively(last int) int {
	for i := range st.ms {
		if m := &st.ms[i]; st.scan.V.CJK() && m.sense == linkRespectively && m.at > last && st.figuresBetween(last, m.at) > 0 {
			return m.last
		}
	}
	return last
}

// eachAmount reports whether between two measures of a list the first has an amount
// of its own and nothing else: 「營收1,815億美元、營業利益239億美元，分別成長16.6%及29.6%」.
func (st *sentence) eachAmount(a, b int) bool {
	return b-a <= 8 && st.at[a].strong == st.at[b].strong && st.figuresBetween(a, b) == 1 && some(st.figs, func(g *lang.Figure) bool {
		return g.First > a && g.Last < b && isMoney(g)
	})
}

// othersByRank gives a percentage the measure of the sentence before where as many
// of its measures are told to have moved respectively: 「매출 563억달러에 순이익
// 268억달러를 남겼다. 각각 33.1%, 60.9% 급증한 수치다」.
func (r *Reader) othersByRank(d *draft) {
	st := &r.st
	if !st.respectively || !isPercent(d.fig) || some(st.ms, func(m *mention) bool { return m.class == lexicon.Measure }) {
		return
	}
	n, mine := 0, 0
	for i := range st.figs {
		if g := &st.figs[i]; isPercent(g) {
			if g == d.fig {
				mine = n
			}
			n++
		}
	}
	var each []measureOf
	for _, m := range r.disc.others {
		if !slices.Contains(each, m) {
			each = append(each, m)
		}
	}
	switch {
	case len(each) < 2 || n < 2:
	case len(each) == n:
		d.baseMetric, d.segment, d.measure = each[mine].metric, each[mine].segment, nil
	default:
		d.other = "percentage"
	}
}

// thanBetween reports whether a word that compares stands between two atoms: "il
// doppio di quelli di Meta".
func (st *sentence) thanBetween(a, b int) bool {
	return st.anyIs(a+1, b, linkThan)
}

// directionBeside reports whether a direction stands right before or behind the
// figure, so that it can compare: "20 % more than Meta".
func (st *sentence) directionBeside(f *lang.Figure) bool {
	return f.First > 0 && st.atoms[f.First-1].In(lexicon.Direction) || st.directionBehind(f)
}

// directionBehind reports whether a direction stands right behind the figure: "реклама принесла на
// 23,5% больше, чем годом ранее".
func (st *sentence) directionBehind(f *lang.Figure) bool {
	return f.Last+1 < len(st.atoms) && st.atoms[f.Last+1].In(lexicon.Direction)
}

func signOf(dir *mention) int {
	if dir != nil && (dir.id == "down" || dir.id == "worse") {
		return -1
	}
	return 1
}

// measureOfRow is the measure of the figure in the same place of the clause before, where
// a clause without measures says that its two amounts go "respectively": "Microsoft
// получила 24,1 млрд прибыли при выручке 69,6 млрд, а Alphabet — 26,5 млрд при 96,5 млрд
// соответственно".
func (st *sentence) measureOfRow(f *lang.Figure) *mention {
	but := -1
	for i := range st.ms {
		if m := &st.ms[i]; m.sense == linkBut && m.at < f.First {
			but = m.at
		}
	}
	if but < 0 || !isMoney(f) || st.classBetween(lexicon.Measure, but, len(st.atoms)) {
		return nil
	}
	var before, here []*lang.Figure
	for i := range st.figs {
		if g := &st.figs[i]; isMoney(g) && g.First < but {
			before = append(before, g)
		} else if isMoney(g) {
			here = append(here, g)
		}
	}
	if len(before) != 2 || len(here) != 2 {
		return nil
	}
	for i, g := range here {
		if g == f {
			if m, _ := st.measureFor(before[i]); m != nil && m.class == lexicon.Measure {
				return m
			}
		}
	}
	return nil
}
