package verdict

import (
	"math"
	"strings"

	"assay/claim"
	"assay/entity"
	"assay/message"
	"assay/metric"
	"assay/period"
	"assay/quantity"
)

// chanceBound is how much chance a near miss may rest on: neighbours are tried
// while the sum of the chances that a random figure would fit them is at most
// this (design: step 9 of an article's way).
const chanceBound = 0.1

// search tries neighbouring readings in a fixed order and keeps the account
// of chance.
type search struct {
	p     *Pass
	rule  *Rule
	c     *claim.Claim
	first claim.Reading
	width float64 // chance that a random figure fits one value
	sum   float64 // of the chances taken
	bound float64 // of sum
	tries int
	seen  []quantity.Rat
	found *NearMiss

	explained bool // a near miss is known already
	astray    bool // the figure was called wrong: an author may have told a loss as a profit, or another measure
}

// newSearch is one for the claim's first reading, or nil where the figure has no width that
// chance could be told by.
func newSearch(p *Pass, rule *Rule, c *claim.Claim) *search {
	first := c.Readings[0]
	lo, hi := first.Interval.Low.Abs().Float(), first.Interval.High.Abs().Float()
	if first.Interval.NoLow || first.Interval.NoHigh || lo <= 0 || hi <= 0 {
		return nil
	}
	return &search{p: p, rule: rule, c: c, first: first, bound: chanceBound, width: math.Abs(math.Log10(hi / lo))}
}

// Quotes reports whether the measure is a market's price, whose values change from day to day.
func Quotes(id string) bool { return id == "price" || id == "index level" }

// nearMiss names the neighbouring reading that would have made the claim
// true, or nil where none does or chance would explain it.
func nearMiss(p *Pass, rule *Rule, a *At, c *claim.Claim) *NearMiss {
	s := newSearch(p, rule, c)
	if s == nil {
		return nil
	}
	for i := range a.Tried {
		s.seen = append(s.seen, a.Tried[i].Actual)
	}
	for _, step := range []func(*At){s.sign, s.scale, s.base, s.periods, s.measures, s.companies, s.rareScale, s.digits} {
		if step(a); s.found != nil {
			s.found.Tries = s.tries
			return s.found
		}
	}
	return nil
}

// admit pays for one more value; false once chance would explain a fit.
func (s *search) admit(v quantity.Rat) bool {
	for _, x := range s.seen {
		if x.Cmp(v) == 0 {
			return true // the same value again costs nothing
		}
	}
	s.seen = append(s.seen, v)
	s.sum += s.width
	s.tries++
	return s.sum <= s.bound
}

// try holds a neighbouring reading's values against the figure.
func (s *search) try(kind string, says message.Message, r claim.Reading, primaryOnly bool) bool {
	if s.found != nil || s.sum > s.bound {
		return false
	}
	vals, err := s.rule.Values(s.p, r)
	if err != nil {
		return false
	}
	for i := range vals {
		v := &vals[i]
		if v.Mixed || primaryOnly && !v.Primary || v.Note != "" || strings.HasSuffix(v.Unit, "/share") != strings.HasSuffix(s.c.Unit, "/share") {
			continue // earnings of $8.02 a share are no near miss of buybacks
		}
		if !s.admit(v.Actual) {
			return false
		}
		if r.Interval.Overlaps(v.Interval) {
			s.found = &NearMiss{Kind: kind, Says: says, Actual: v.Actual.Significant(6) + " " + v.Unit, Steps: v.Steps}
			return true
		}
	}
	return false
}

// sign: a rise told as a fall.
func (s *search) sign(a *At) {
	if s.c.Kind != claim.Change || s.c.Unit == "times" {
		return
	}
	for i := range a.Tried {
		t := &a.Tried[i]
		if !t.Primary || t.Mixed {
			continue
		}
		s.sum += s.width
		s.tries++
		if s.sum <= s.bound && t.Reading.Interval.Neg().Overlaps(t.Interval) {
			word := message.Say("a fall, not a rise")
			if t.Actual.Sign() > 0 {
				word = message.Say("a rise, not a fall")
			}
			s.found = &NearMiss{Kind: "sign", Says: word, Actual: t.Actual.Significant(6) + " " + t.Unit, Steps: t.Steps}
		}
		return
	}
}

// scale: billion for million, 億 for 万: powers of a thousand, and of ten
// thousand and ten where scales go by myriads.
func (s *search) scale(a *At) {
	if myriads(s.c.Lang) {
		s.scaled(a, 1, -1, 4, -4, 8)
	} else {
		s.scaled(a, 3, -3, 6)
	}
}

// rareScale: a hundred million for a million and the reverse, as between 億 and
// million; a million for a billion where scales go by myriads.
func (s *search) rareScale(a *At) {
	s.scaled(a, 2, -2)
	if myriads(s.c.Lang) {
		s.scaled(a, 3, -3)
	}
}

// scaled tries the figure times powers of ten. An integer's trailing zeros are
// no precision here where two digits stand before them: a wrong scale word makes
// them ("8,200 billion").
func (s *search) scaled(a *At, exps ...int) {
	if s.found != nil || !money(s.c.Unit) || strings.HasSuffix(s.c.Unit, "/share") {
		return
	}
	for i := range a.Tried {
		t := &a.Tried[i]
		if !t.Primary || t.Mixed || t.Reading.Weak || t.Reading.Doubtful {
			continue
		}
		admits, width := t.Reading.Interval, s.width
		if w := s.c.Value; s.c.Hedge == quantity.Exact && !s.c.IsRange && w.Grain.Cmp(w.Unit) > 0 && w.Value.Abs().Cmp(w.Grain.Mul(quantity.Int(10))) > 0 {
			admits = s.c.Value.Admits(quantity.About)
			if t.Reading.Interval.High.Sign() < 0 {
				admits = admits.Neg()
			}
			width = math.Log10(admits.High.Abs().Float() / admits.Low.Abs().Float())
		}
		for _, e := range exps {
			s.sum += math.Abs(width)
			s.tries++
			iv := admits.Scale(quantity.Pow10(e))
			if s.sum <= s.bound && iv.Overlaps(t.Interval) {
				s.found = &NearMiss{Kind: "scale", Says: scaleSlip(s.c.Lang, s.c.Value.Value, e), Actual: t.Actual.String() + " " + t.Unit, Steps: t.Steps}
				return
			}
		}
		return
	}
}

// base: growth on the year called growth on the quarter, and the reverse.
func (s *search) base(*At) {
	if s.c.Kind != claim.Change || !s.first.BasePeriod.Known() {
		return
	}
	other, says := "qoq", message.Say("this is the change on the quarter before, not on the year before")
	if s.first.Base == "qoq" {
		other, says = "yoy", message.Say("this is the change on the year before, not on the quarter before")
	}
	r := s.first
	r.Base = other
	if other == "yoy" {
		r.BasePeriod = s.p.Shift(s.first.Entities, s.first.Period, "yoy")
	} else {
		r.BasePeriod = s.p.Shift(s.first.Entities, s.first.Period, "qoq")
	}
	s.try("base", says, r, true)
}

// periods: the half-year for the quarter, the year, the quarter alone, the
// year before, the quarter before.
func (s *search) periods(*At) {
	if len(s.first.Entities) == 0 || Quotes(s.first.Metric) {
		return
	}
	for _, n := range s.p.Neighbours(s.first.Entities[0], s.first.Period) {
		r := s.first
		r.Period = n.Period
		if r.BasePeriod.Known() {
			r.BasePeriod = s.p.Shift(r.Entities, n.Period, r.Base)
		}
		if s.try("period", n.Says, r, false) {
			s.found.Period = n.Period
			return
		}
	}
}

// kin are the measures that prose mistakes for one another.
var kin = map[string][]string{
	"net income":                 {"operating income", "revenue", "pretax income", "gross profit", "operating cash flow"},
	"operating income":           {"net income", "gross profit", "pretax income", "operating cash flow", "revenue"},
	"revenue":                    {"net income", "gross profit", "cost of revenue", "operating income"},
	"gross profit":               {"operating income", "revenue", "cost of revenue", "net income"},
	"cost of revenue":            {"gross profit", "revenue", "operating expenses"},
	"operating cash flow":        {"free cash flow", "net income", "operating income", "capex"},
	"free cash flow":             {"operating cash flow", "net income", "operating income"},
	"capex":                      {"r&d", "operating cash flow", "free cash flow", "depreciation"},
	"r&d":                        {"capex", "sales and marketing", "operating expenses", "sg&a"},
	"eps diluted":                {"eps basic"},
	"eps basic":                  {"eps diluted"},
	"buybacks":                   {"dividends"},
	"dividends":                  {"buybacks"},
	"operating income / revenue": {"net income / revenue", "gross profit / revenue"},
	"net income / revenue":       {"operating income / revenue", "gross profit / revenue"},
	"gross profit / revenue":     {"operating income / revenue", "net income / revenue"},
}

// measures: net for operating income, a unit's profit for its revenue, the
// company for the unit, and what the article speaks of beside it.
func (s *search) measures(*At) {
	tried := map[string]bool{s.first.Metric: true}
	try := func(id string) bool {
		if id == "" || tried[id] {
			return false
		}
		tried[id] = true
		if _, ok := s.p.Metrics.Lookup(id); !ok && !strings.Contains(id, " / ") {
			return false
		}
		r := s.first
		r.Metric = id
		return s.try("measure", message.Say("this is %s, not %s", message.Measure(id), message.Measure(s.first.Metric)), r, true)
	}
	if m, ok := s.p.Metrics.Lookup(s.first.Metric); ok && m.Base != "" {
		seg := strings.TrimSuffix(s.first.Metric, " "+m.Base)
		other := map[string]string{"revenue": "operating income", "operating income": "revenue"}[m.Base]
		if other != "" && try(seg+" "+other) {
			s.found.SamePart = true
			return
		}
		if try(m.Base) {
			s.found.Whole = true
			return
		}
	} else {
		for _, id := range kin[s.first.Metric] {
			if try(id) {
				return
			}
		}
	}
	for i := range s.p.Claims { // measures that the article speaks of beside it
		c := &s.p.Claims[i]
		if c.Open || len(c.Entities) != 1 || len(s.first.Entities) != 1 || c.Entities[0].ID != s.first.Entities[0] || strings.Contains(c.Metric, " / ") != strings.Contains(s.first.Metric, " / ") {
			continue
		}
		if m, ok := s.p.Metrics.Lookup(c.Metric); ok && m.Kind != metric.Flow {
			continue
		}
		if !Quotes(c.Metric) && try(c.Metric) {
			return
		}
	}
}

// companies: the figure of another company that the article names.
func (s *search) companies(*At) {
	if len(s.first.Entities) != 1 {
		return
	}
	tried := map[entity.ID]bool{s.first.Entities[0]: true}
	for i := range s.p.Claims {
		for _, e := range s.p.Claims[i].Entities {
			if tried[e.ID] || e.ID.Kind() != s.first.Entities[0].Kind() {
				continue
			}
			tried[e.ID] = true
			r := s.of([]entity.ID{e.ID}, s.first.Metric, s.first.Period)
			if s.try("company", message.Say("this is %s's figure", message.Text(e.Name)), r, true) {
				s.found.Of = e.ID
				return
			}
		}
	}
}

// digits: two neighbouring digits swapped, the last digit wrong, the decimal
// point moved.
func (s *search) digits(a *At) {
	w := s.c.Value
	if s.c.IsRange || w.Words != nil || w.Unit.Sign() == 0 || w.Digits < 2 {
		return
	}
	for i := range a.Tried {
		t := &a.Tried[i]
		if !t.Primary || t.Mixed || t.Reading.Weak || t.Reading.Doubtful || t.Note != "" {
			continue
		}
		for _, v := range slips(w) {
			s.sum += s.width
			s.tries++
			if s.sum > s.bound {
				return
			}
			x := w
			x.Value = v.value
			if v.shift != 0 {
				x.Unit = w.Unit.Mul(quantity.Pow10(v.shift))
			}
			iv := x.Admits(quantity.Exact)
			if t.Reading.Interval.High.Sign() < 0 {
				iv = iv.Neg()
			}
			if iv.Overlaps(t.Interval) {
				s.found = &NearMiss{Kind: "digits", Says: v.says, Actual: t.Actual.Significant(8) + " " + t.Unit, Steps: t.Steps}
				return
			}
		}
		return
	}
}

type slip struct {
	value quantity.Rat
	shift int
	says  message.Message
}

// slips are the numbers that a slip of the pen makes of the written one.
func slips(w quantity.Written) []slip {
	q, ok := w.Value.Abs().Quo(w.Unit)
	if !ok {
		return nil
	}
	digits := []byte(q.String())
	if len(digits) > 15 || strings.Contains(string(digits), ".") {
		return nil
	}
	var out []slip
	add := func(b []byte, says message.Message) {
		n := int64(0)
		for _, c := range b {
			n = n*10 + int64(c-'0')
		}
		out = append(out, slip{value: quantity.Int(n).Mul(w.Unit), says: says})
	}
	for i := 0; i+1 < len(digits); i++ {
		if digits[i] != digits[i+1] {
			b := append([]byte{}, digits...)
			b[i], b[i+1] = b[i+1], b[i]
			add(b, message.Say("two digits are swapped"))
		}
	}
	for _, e := range []int{1, -1} {
		out = append(out, slip{value: w.Value.Abs().Mul(quantity.Pow10(e)), shift: e, says: message.Say("the decimal point has moved")})
	}
	last := len(digits) - 1
	for c := byte('0'); c <= '9'; c++ {
		if c != digits[last] {
			b := append([]byte{}, digits...)
			b[last] = c
			add(b, message.Say("the last digit is wrong"))
		}
	}
	return out
}

// Neighbour is a period beside another, in words.
type Neighbour struct {
	Period period.Range
	Says   message.Message
}
