// Package claim joins the mentions of a sentence, with the discourse before
// it, into claims: who said what of whom, of which measure, over which period,
// against which base, as a report or as a forecast.
//
// It computes no value and sees no evidence; fiscal calendars and filers'
// names reach it through two small interfaces. A figure that no claim took is
// listed as unread with its reason. Read this file, then read.go (the way of
// an article), attach.go (how mentions find their figure) and when.go
// (periods).
package claim

import (
	"slices"

	"assay/entity"
	"assay/message"
	"assay/period"
	"assay/quantity"
	"assay/span"
)

// Kind is what a claim states of its measure.
type Kind string

// The kinds of claims.
const (
	Level    Kind = "level"
	Change   Kind = "change"
	Ratio    Kind = "ratio"
	Count    Kind = "count"
	Equality Kind = "equality"
)

// Modality tells a report from a forecast.
type Modality string

// The modalities.
const (
	Reported Modality = "reported"
	Forecast Modality = "forecast"
)

// Party is an entity as a claim names it; ID is empty for one that assay does
// not know.
type Party struct {
	ID   entity.ID
	Name string
}

// files reports whether the party can have figures of its own: a filer, or a
// company that assay knows by its name alone.
func (p Party) files() bool { return p.ID.Kind() == "cik" || p.ID == "" && p.Name != "" }

// private reports whether the party is a company without shares that are traded.
func (p Party) private() bool { return p.ID.Kind() == "private" }

// quoted reports whether the party is an index or an asset, which have levels and
// prices and file nothing.
func (p Party) quoted() bool {
	kind := p.ID.Kind()
	return kind == "index" || kind == "asset"
}

// Holder is who holds a view that the article relays. Unnamed holders ("analysts",
// "short sellers") have the article's word for a name, and are not the same from one
// place to another.
type Holder struct {
	Name, Org string
	Unnamed   bool
}

// Reading is one exact interpretation of a claim. Several stand in order of
// plausibility; the first is the one that the claim's own fields show.
type Reading struct {
	Entities   []entity.ID
	Metric     string // "capex"; "capex / r&d" for a ratio
	Period     period.Range
	Base       string       // "", yoy, qoq, previous close, …
	BasePeriod period.Range // what a change is measured from
	Rival      Rival        // whose figure it is held against, where the base is another company
	Interval   quantity.Interval
	Why        message.Message // what makes it differ from the first reading
	Weak       bool            // supports with a note only: a coarser grain, a truncation
	Nominal    bool            // a calendar period that this filer's fiscal calendar cannot give, or one spoken of elsewhere: counts where it can be computed
	Doubtful   bool            // so weak that support by it alone is ambiguous
	Open       bool            // of a subject or a part that assay does not know: it may hold, and nothing can show it
}

// AgainstCompany is the base of a claim that holds one company's figure against that of another:
// "twice Amazon's profit", "$7.4bn more than Microsoft". The claim names both, the first over the
// second.
const AgainstCompany = "company"

// Companies are whose figures the reading compares or sums: with the rival, if it has one.
func (r *Reading) Companies() []entity.ID {
	if r.Rival.ID == "" {
		return r.Entities
	}
	return append(slices.Clip(r.Entities), r.Rival.ID)
}

// Of is the reading's measure, and the rival's where that is another one.
func (r *Reading) Of() string {
	if r.Rival.Metric == "" {
		return r.Metric
	}
	return r.Metric + " / " + r.Rival.Metric
}

// Rival is the company whose figure another's is held against.
type Rival struct {
	ID     entity.ID
	Metric string       // of the rival, "" for the same measure
	Period period.Range // of the rival: the same days, or what its fiscal calendar calls so
}

// Claim is one figure of the text with what it says.
type Claim struct {
	ID       string
	Span     span.Span
	Sentence span.Span
	Lang     string // of the paragraph
	Entities []Party
	Metric   string
	Kind     Kind
	Value    quantity.Written
	High     quantity.Written // a range's upper end
	IsRange  bool
	Hedge    quantity.Hedge
	Sign     int    // -1 for a fall
	Unit     string // USD, percent, pp, times, points, count, USD/share
	Period   period.Range
	Label    string // the period's own words
	Base     string
	Modality Modality
	Holder   *Holder
	Prospect Prospect // of a forecast
	Headline bool     // a headline that names no period: too little is said to contradict it
	Open     bool     // a subject or measure that assay does not know
	Session  string   // afterhours, premarket
	OnDay    bool     // a price or its move on a single day that the text names: no other day will do
	With     string   // what the text says the measure includes, as definitions name it: "finance-lease"
	Told     bool     // the period stands in the sentence
	Guessed  []string // entity, metric, period: not said beside the figure
	Loose    Loose    // what does not stand close beside the figure
	Cell     bool     // of a table: its row and its column say of what it speaks
	Spoken   Spoken   // what the sentence names
	Readings []Reading
}

// Spoken is what a sentence names, whichever of its figures it is of.
type Spoken struct {
	Companies []Party
	ByName    bool     // one of them by its name, and not by a pronoun
	Measures  []string // and the revenue and the profit of the parts of a business
	Single    bool     // it names one period alone
}

// Names reports whether the sentence names the company.
func (s *Spoken) Names(id entity.ID) bool {
	return slices.ContainsFunc(s.Companies, func(p Party) bool { return p.ID == id })
}

// Figureless reports whether the claim compares without a figure: "more volatile than
// bitcoin", more or less than once as volatile. Its value was not written.
func (c *Claim) Figureless() bool {
	return c.Kind == Ratio && c.Unit == "times" && c.Value.Unit.Sign() == 0 && c.Value.Words == nil
}

// SameEntities reports whether both claims speak of the same companies, in the same order.
func (c *Claim) SameEntities(o *Claim) bool {
	return slices.EqualFunc(c.Entities, o.Entities, func(x, y Party) bool { return x.ID == y.ID })
}

// Interval is the set of values that make the claim true, as its figure is written.
func (c *Claim) Interval() quantity.Interval {
	iv := c.Value.Admits(c.Hedge)
	if c.IsRange {
		low, high := c.Value.Admits(quantity.Exact), c.High.Admits(quantity.Exact)
		iv = quantity.Interval{Low: low.Low, High: high.High, OpenHigh: high.OpenHigh}
	}
	if c.Sign < 0 {
		return iv.Neg()
	}
	return iv
}

// Unread is a figure that is no claim, and why.
type Unread struct {
	Span   span.Span
	Text   string
	Reason string
}

// Calendars knows filers' fiscal years.
type Calendars interface {
	// Calendar is the filer's; ok is false where none is known, and the
	// calendar year then stands in.
	Calendar(id entity.ID) (period.Calendar, bool)
}

// Directory knows filers by the names and tickers they file under.
type Directory interface {
	// Filer is the one filer that files under that name; a ticker, where the
	// text gives one, decides between several.
	Filer(name, ticker string) (Party, bool)
	// Segment reports whether the filings of the entity name a part of the
	// business by these words.
	Segment(id entity.ID, words string) bool
}
