// Package forecast is the ledger of forecasts: who said what would happen, as
// it stood in which text, and by which check it will be decided.
//
// A ledger is a chain of records that only grows: entries, their resolutions,
// withdrawals and overrulings, each with the hash of the one before. A rule of
// resolution is fixed when the forecast is recorded, as data. The package knows
// no article, no store and no rule's arithmetic: assay.go captures entries and
// implements Resolver, stores implement Log.
//
// Read this file for what an entry holds, then record.go (the chain) and
// ledger.go (what the records amount to).
package forecast

import (
	"encoding/json"
	"strings"

	"assay/entity"
	"assay/period"
	"assay/quantity"
)

// Entry is one forecast as it was captured.
type Entry struct {
	Captured period.Date `json:"captured"` // the day of capture
	Article  Article     `json:"article"`
	Quote    Quote       `json:"quote"`
	Holder   Person      `json:"holder"`  // who holds the view; empty where the text names none
	Relayer  string      `json:"relayer"` // who relays it: the article's source
	// Camp is the side that the holder takes, "bull" or "bear", by the words of
	// the text; "" is neither.
	Camp      string  `json:"camp,omitempty"`
	CampWords string  `json:"camp_words,omitempty"`
	Subject   []Party `json:"subject"`
	Measure   string  `json:"measure"` // a metric's id
	Kind      Kind    `json:"kind"`
	Value     Value   `json:"value"`
	// Chance is how likely the holder says that it is, as a fraction in decimals;
	// "" where he says nothing.
	Chance string `json:"chance,omitempty"`
	// Level is the chance with which a range is said to hold the outcome, as Chance;
	// "" where none is stated. Quantiles are those of a distribution, ascending.
	Level     string     `json:"level,omitempty"`
	Quantiles []Quantile `json:"quantiles,omitempty"`
	// Condition is the clause on which it depends; it is not checked.
	Condition string `json:"condition,omitempty"`
	Period    Period `json:"period"`
	Label     string `json:"label"` // the period's own words
	Rule      Rule   `json:"rule"`
	// RuleHash is the SHA-256 of the rule as encoded, fixed at capture.
	RuleHash string `json:"rule_hash"`
	// Late marks an entry whose outcome was public when it was captured: it is
	// resolved, and never scored.
	Late bool `json:"late,omitempty"`
	// Supersedes is the id of the entry that this one corrects.
	Supersedes string `json:"supersedes,omitempty"`
}

// Kind is what form of statement a forecast is.
type Kind string

// The kinds.
const (
	Point       Kind = "point"
	Range       Kind = "range"
	AtLeast     Kind = "at least"
	AtMost      Kind = "at most"
	Direction   Kind = "direction" // it rises, or falls
	Ratio       Kind = "ratio"     // a point of one measure over another
	ByDate      Kind = "by a date" // the value is reached by the end of the period
	Probability Kind = "probability"
	// Distribution gives the quantiles of all that may come; it came true if the
	// outcome lies between the outermost ones.
	Distribution Kind = "distribution"
)

// Kinds are all of them.
func Kinds() []Kind {
	return []Kind{Point, Range, AtLeast, AtMost, Direction, Ratio, ByDate, Probability, Distribution}
}

// Article is where a forecast stood.
type Article struct {
	Source    string      `json:"source"`
	Title     string      `json:"title"`
	Lang      string      `json:"lang"`
	Published period.Date `json:"published"`
	SHA256    string      `json:"sha256"`
}

// Quote is the figure and its sentence, by bytes of the article's text.
type Quote struct {
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Text     string `json:"text"`
	Sentence string `json:"sentence"`
}

// Person is a holder of a view.
type Person struct {
	Name string `json:"name"`
	Org  string `json:"org"`
	// Unnamed tells that the name is the text's word for holders that it does not
	// name ("analysts"), who are not the same elsewhere.
	Unnamed bool `json:"unnamed,omitempty"`
}

// String is the name and the organisation, those that are known; "" is nobody.
func (p Person) String() string { return strings.Trim(p.Name+", "+p.Org, ", ") }

// Party is a subject as the text names it.
type Party struct {
	ID   entity.ID `json:"id"`
	Name string    `json:"name"`
}

// Value is the figure as written. Low and High are its ends, null where open.
type Value struct {
	Low     *string `json:"low"`
	High    *string `json:"high"`
	Written *string `json:"written"` // null for a range
	Unit    string  `json:"unit"`
	Hedge   string  `json:"hedge"`
}

// Quantile is a value below which the outcome lies with a chance of Level; both are
// decimals.
type Quantile struct {
	Level string `json:"level"`
	Value string `json:"value"`
}

// Period is a stretch of days, both ends inclusive.
type Period struct {
	Start period.Date `json:"start"`
	End   period.Date `json:"end"`
}

// Rule is the check that decides an entry: of which form the claim is, and its
// readings, each with the day on which it falls due. Any that holds supports the
// forecast; it has failed when all have.
type Rule struct {
	Form      string     `json:"form"` // level, change, ratio, count, equality
	Unit      string     `json:"unit"`
	Hedge     string     `json:"hedge"`
	Sign      int        `json:"sign,omitempty"`
	Digits    int        `json:"digits"`
	With      string     `json:"with,omitempty"` // what the measure includes by the text's words
	Questions []Question `json:"questions"`
}

// Question is one reading: which values of which measure, over which period,
// would make the forecast true.
type Question struct {
	Entities []entity.ID `json:"entities"`
	// Basket names the subject where no filing knows it: the members of the
	// ledger's basket of that name stand for it; without one the entities do.
	Basket     string      `json:"basket,omitempty"`
	Measure    string      `json:"measure"`
	Period     Period      `json:"period"`
	Base       string      `json:"base,omitempty"`
	BasePeriod Period      `json:"base_period"`
	Interval   Interval    `json:"interval"`
	Why        string      `json:"why,omitempty"` // what makes it differ from the first
	Weak       bool        `json:"weak,omitempty"`
	Nominal    bool        `json:"nominal,omitempty"`
	Doubtful   bool        `json:"doubtful,omitempty"`
	Due        period.Date `json:"due"` // when its figure is likely public
}

// Interval is a set of values as JSON: its ends as fractions, null where open to
// infinity.
type Interval quantity.Interval

// interval is its JSON.
type interval struct {
	Low      *string `json:"low"`
	High     *string `json:"high"`
	OpenLow  bool    `json:"open_low,omitempty"`
	OpenHigh bool    `json:"open_high,omitempty"`
}

// MarshalJSON implements json.Marshaler.
func (i Interval) MarshalJSON() ([]byte, error) {
	out := interval{OpenLow: i.OpenLow, OpenHigh: i.OpenHigh}
	if !i.NoLow {
		s := i.Low.Big().RatString()
		out.Low = &s
	}
	if !i.NoHigh {
		s := i.High.Big().RatString()
		out.High = &s
	}
	return json.Marshal(out)
}

// UnmarshalJSON implements json.Unmarshaler.
func (i *Interval) UnmarshalJSON(b []byte) error {
	var in interval
	if err := json.Unmarshal(b, &in); err != nil {
		return err
	}
	*i = Interval{OpenLow: in.OpenLow, OpenHigh: in.OpenHigh, NoLow: in.Low == nil, NoHigh: in.High == nil}
	for _, end := range []struct {
		text *string
		to   *quantity.Rat
	}{{in.Low, &i.Low}, {in.High, &i.High}} {
		if end.text == nil {
			continue
		}
		var err error
		if *end.to, err = ParseFraction(*end.text); err != nil {
			return err
		}
	}
	return nil
}

// OnMarket reports whether a measure is one of days of trading, not of a business.
func OnMarket(measure string) bool { return measure == "price" || measure == "index level" }

// Basket is the name of the basket that may stand for the subject, or "".
func (e Entry) Basket() string {
	if len(e.Rule.Questions) == 0 {
		return ""
	}
	return e.Rule.Questions[0].Basket
}

// Topic names the subject: the basket by its name, else each party.
func (e Entry) Topic() string {
	if b := e.Basket(); b != "" {
		return b
	}
	names := make([]string, len(e.Subject))
	for i, p := range e.Subject {
		names[i] = p.Name
	}
	return strings.Join(names, " + ")
}

// Due is when the entry is decided at the latest: the last day on which a
// reading falls due.
func (e Entry) Due() period.Date {
	var due period.Date
	for _, q := range e.Rule.Questions {
		due = max(due, q.Due)
	}
	return due
}
