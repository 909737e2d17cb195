package forecast

import (
	"cmp"
	"slices"
	"strings"

	"assay/period"
)

// Contest is one question with all forecasts of it: who believes what of the
// same measure of the same subject over the same period.
type Contest struct {
	Subject []Party     `json:"subject"`
	Measure string      `json:"measure"`
	Form    string      `json:"form"` // level, change, ratio, …
	Unit    string      `json:"unit"`
	Period  Period      `json:"period"`
	Due     period.Date `json:"due"` // when it is settled at the latest
	Beliefs []Belief    `json:"beliefs"`
	Changes []Change    `json:"changes"`
	// Low and High are the ends of what each holder said last; null where
	// nothing bounds that side.
	Low  *string `json:"low"`
	High *string `json:"high"`
	// Spreads are the same as they stood on each day on which somebody spoke.
	Spreads []Spread `json:"spreads"`
	// Actual is what it came to; "" while it is open.
	Actual string `json:"actual,omitempty"`
}

// Spread is how far what holders had said last lay apart by the end of a day.
type Spread struct {
	Day  period.Date `json:"day"`
	Low  *string     `json:"low"`
	High *string     `json:"high"`
}

// Belief is one forecast of a contest.
type Belief struct {
	ID      string      `json:"id"`
	Holder  Person      `json:"holder"`
	Said    period.Date `json:"said"`
	Kind    Kind        `json:"kind"`
	Value   Value       `json:"value"`
	Text    string      `json:"text"`
	Outcome Outcome     `json:"outcome"`
	// Camp is "bull" or "bear" by the words of the text, "" neither; of a holder
	// who showed none here it is that of his forecasts of other questions.
	Camp      string `json:"camp"`
	CampWords string `json:"camp_words,omitempty"`
	Chance    string `json:"chance,omitempty"`
}

// Change is a holder who says something else than before.
type Change struct {
	Holder Person      `json:"holder"`
	Day    period.Date `json:"day"`
	From   string      `json:"from"`
	To     string      `json:"to"`
}

// Contests groups the entries that still count by question, the soonest due
// first. Holders are told apart by their names; who is not named holds by the
// article that tells it.
func Contests(items []Item) []Contest {
	at := map[string]int{}
	camps := campsOf(items)
	var out []Contest
	for _, it := range items {
		if !it.Live() || len(it.Entry.Subject) == 0 {
			continue
		}
		e := it.Entry
		e.Camp = cmp.Or(e.Camp, camps[e.Holder])
		it.Entry = e
		k := e.contest()
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			if b := e.Basket(); b != "" {
				e.Subject = []Party{{Name: b}}
			}
			out = append(out, Contest{Subject: e.Subject, Measure: e.Measure, Form: e.Rule.Form, Unit: e.Rule.Unit, Period: e.Period})
		}
		out[i].add(it)
	}
	for i := range out {
		out[i].settle()
	}
	slices.SortStableFunc(out, func(a, b Contest) int {
		if (a.Due == 0) != (b.Due == 0) {
			return cmp.Compare(b.Due, a.Due) // without a day: last
		}
		return cmp.Compare(a.Due, b.Due)
	})
	return out
}

// campsOf are the camps of the holders who show one and the same wherever they
// show any.
func campsOf(items []Item) map[Person]string {
	camps, both := map[Person]string{}, map[Person]bool{}
	for _, it := range items {
		p, camp := it.Entry.Holder, it.Entry.Camp
		if !it.Live() || !p.one() || camp == "" {
			continue
		}
		both[p] = both[p] || camps[p] != "" && camps[p] != camp
		camps[p] = camp
	}
	for p := range both {
		if both[p] {
			delete(camps, p)
		}
	}
	return camps
}

// contest is what makes two entries forecasts of one question.
func (e Entry) contest() string {
	parts := []string{e.Measure, e.Rule.Form, e.Rule.Unit, e.Period.Start.String(), e.Period.End.String()}
	if b := e.Basket(); b != "" {
		return strings.Join(append(parts, "="+basketName(b)), "\x00")
	}
	for _, p := range e.Subject {
		parts = append(parts, cmp.Or(string(p.ID), "="+strings.ToLower(p.Name)))
	}
	return strings.Join(parts, "\x00")
}

func (c *Contest) add(it Item) {
	e := it.Entry
	c.Beliefs = append(c.Beliefs, Belief{ID: it.ID, Holder: e.Holder, Said: cmp.Or(e.Article.Published, e.Captured), Kind: e.Kind, Value: e.Value, Text: e.Quote.Text, Outcome: it.Outcome(), Camp: e.Camp, CampWords: e.CampWords, Chance: e.Chance})
	c.Due = max(c.Due, e.Due())
	if n := len(it.Resolutions); n > 0 {
		c.Actual = it.Resolutions[n-1].Actual
	}
}

// settle puts the beliefs in order and finds changes of mind and the spread.
func (c *Contest) settle() {
	slices.SortStableFunc(c.Beliefs, func(a, b Belief) int { return cmp.Compare(a.Said, b.Said) })
	before := map[Person]int{}
	for i := range c.Beliefs {
		b := &c.Beliefs[i]
		if !b.Holder.one() {
			continue
		}
		if j, ok := before[b.Holder]; ok {
			if from := c.Beliefs[j]; !sameValue(from.Value, b.Value) {
				c.Changes = append(c.Changes, Change{b.Holder, b.Said, from.Text, b.Text})
			}
		}
		before[b.Holder] = i
	}
	c.spread()
}

// spread finds how far apart the beliefs lay on each day, in order.
func (c *Contest) spread() {
	c.Spreads = []Spread{}
	for i, b := range c.Beliefs {
		if i+1 < len(c.Beliefs) && c.Beliefs[i+1].Said == b.Said {
			continue
		}
		s := Spread{Day: b.Said}
		for k, x := range c.Beliefs[:i+1] {
			if !x.Holder.one() || !slices.ContainsFunc(c.Beliefs[k+1:i+1], func(y Belief) bool { return y.Holder == x.Holder }) {
				s.Low, s.High = lower(s.Low, x.Value.lowest(), -1), lower(s.High, x.Value.highest(), 1)
			}
		}
		c.Spreads = append(c.Spreads, s)
	}
	if n := len(c.Spreads); n > 0 {
		c.Low, c.High = c.Spreads[n-1].Low, c.Spreads[n-1].High
	}
}

// one reports whether the holder is the same wherever that name stands.
func (p Person) one() bool { return p != (Person{}) && !p.Unnamed }

func sameValue(a, b Value) bool {
	same := func(x, y *string) bool { return x == nil && y == nil || x != nil && y != nil && *x == *y }
	return same(a.Low, b.Low) && same(a.High, b.High) && same(a.Written, b.Written) && a.Hedge == b.Hedge
}

// lowest and highest are what a value says at least and at most: a point says
// itself, a bound only its side.
func (v Value) lowest() *string  { return v.end(v.Low) }
func (v Value) highest() *string { return v.end(v.High) }

// Ends are what a value says at least and at most, "" where it is open; a point says
// itself.
func (v Value) Ends() (low, high string) {
	text := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	return text(v.lowest()), text(v.highest())
}

func (v Value) end(e *string) *string {
	if v.Written != nil && v.Low != nil && v.High != nil {
		return v.Written
	}
	return e
}

// lower is the lower of two ends for sign −1, the higher for 1; an open one, or
// one that is no number, says nothing.
func lower(a, b *string, sign int) *string {
	if b == nil {
		return a
	}
	y, err := ParseFraction(*b)
	if err != nil {
		return a
	}
	if a != nil {
		if x, err := ParseFraction(*a); err == nil && y.Cmp(x) != sign {
			return a
		}
	}
	return b
}
