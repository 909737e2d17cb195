// Package verdict decides what a claim is worth: it runs a rule over a claim's
// readings under both clocks, keeps the steps of the arithmetic, and names the
// near miss where nothing holds.
//
// It knows outcomes and clocks, but not how any kind of claim is computed:
// that is a Rule's. Read this file, then decide.go (the outcomes and their
// guards), then miss.go (near misses).
package verdict

import (
	"context"
	"slices"

	"assay/claim"
	"assay/entity"
	"assay/evidence"
	"assay/message"
	"assay/metric"
	"assay/period"
	"assay/quantity"
	"assay/span"
)

// Outcome is what a check found. The zero value is no outcome and never reads
// as support.
type Outcome string

// The outcomes. They never blur: no evidence is never support.
const (
	Supported    Outcome = "supported"
	Ambiguous    Outcome = "ambiguous"
	Contradicted Outcome = "contradicted"
	Pending      Outcome = "pending"
	NoEvidence   Outcome = "no evidence"
	NotCheckable Outcome = "not checkable"
)

// Step is one line of arithmetic: an operation, what went in, what came out,
// and the filed fact where the step is one.
type Step struct {
	Op   string // "fact", "+", "-", "÷", "−1 ×100", "close"
	In   []string
	Out  string
	Fact *evidence.Fact
}

// Value is one computed value of a reading: under one definition, on one
// basis.
type Value struct {
	Definition string
	Primary    bool // the most plausible definition of its measure
	Management bool // management's own definition of the measure is filed nowhere
	Period     period.Range
	Actual     quantity.Rat
	Interval   quantity.Interval
	Unit       string
	Restated   bool // rests on a later basis than the first filed
	Mixed      bool // rests on two bases; never decides
	About      bool // only nears the filer's own figure
	Steps      []Step
	Facts      []evidence.Fact
	Note       message.Message
}

// Tried is a value held against a reading.
type Tried struct {
	Value
	Reading  claim.Reading
	Holds    bool
	Admitted quantity.Interval // what the reading would accept
}

// NearMiss is the neighbouring reading that would have made a claim true.
type NearMiss struct {
	Kind   string // sign scale currency base period measure company digits
	Says   message.Message
	Actual string
	Steps  []Step
	Tries  int          // how many neighbours were tried
	Of     entity.ID    // whose figure it is, where the kind is company
	Period period.Range // of the figure, where the kind is period

	SamePart bool // it is the other measure that is filed of the same part
	Whole    bool // it is the company's, where a part's was claimed
}

// At is the outcome under one clock.
type At struct {
	Outcome  Outcome
	Actual   *quantity.Rat
	Unit     string
	Tried    []Tried
	NearMiss *NearMiss
	Missing  message.Message // what evidence is missing
	Needs    []evidence.Need // the same for programs, where something could be fetched
	Due      period.Date     // of a forecast
	Notes    []message.Message
}

// Verdict is a claim with its outcomes.
type Verdict struct {
	Claim         claim.Claim
	Outcome       Outcome
	AtPublication At
	Now           At
	Notes         []span.Note
}

// Pass is everything that a rule may see while it computes one reading under
// one clock.
type Pass struct {
	Ctx     context.Context
	Claim   *claim.Claim
	Claims  []claim.Claim // all of the article's
	Store   evidence.Reader
	Eval    *evidence.Evaluator
	Metrics *metric.Catalog
	Printed period.Date     // the article's day; 0 unknown
	AsOf    period.Date     // facts public by the end of that day; 0: all
	Missing message.Message // a rule sets it where evidence lacks
	Needs   []evidence.Need // and what would have to be fetched, by Need
	// DueOf is the day on which the report on a period is expected or came
	// out, or 0 where unknown.
	DueOf func(entity.ID, period.Range) period.Date
	// ReleaseOf is the accession of an earnings release (8-K, item 2.02) that
	// was public by the clock while the report on the period was not, or "".
	ReleaseOf func(entity.ID, period.Range, period.Date) string
	// Shift is the period that a change is measured from.
	Shift func(ids []entity.ID, p period.Range, base string) period.Range
	// Neighbours are the periods that prose mistakes for one another, the
	// likeliest first.
	Neighbours func(entity.ID, period.Range) []Neighbour
	// Definitions are those that the user has pinned, by measure.
	Definitions map[string]string
	// Alias is the entity's own segment for a segment's word.
	Alias func(entity.ID, string) string
}

// Rule is one kind of claim, as a value.
type Rule struct {
	Name    string
	Doc     string // one paragraph: what it checks, with its arithmetic
	Applies func(*claim.Claim) bool
	// Values computes a reading: every definition on every basis, the most
	// plausible first. None means no evidence; an error means that assay
	// failed.
	Values func(*Pass, claim.Reading) ([]Value, error)
}

// one is the single entity of a reading, or "".
func one(ids []entity.ID) entity.ID {
	if len(ids) == 1 {
		return ids[0]
	}
	return ""
}

// Need notes evidence that would have to be fetched, once.
func (p *Pass) Need(kind evidence.NeedKind, id entity.ID, days period.Range) {
	n := evidence.Need{Kind: kind, Entity: id, Period: days}
	if !slices.Contains(p.Needs, n) {
		p.Needs = append(p.Needs, n)
	}
}
