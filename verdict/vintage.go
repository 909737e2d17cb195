package verdict

import (
	"assay/claim"
	"assay/evidence"
	"assay/message"
	"assay/period"
)

// vintages notes where a figure's value as first filed and as restated differ, and
// whether the restated one was public by the article's day (0: unknown): of the
// definition and period that decided, else of the most plausible.
func (v *Verdict) vintages(published period.Date) {
	if v.Claim.Modality == claim.Forecast || len(v.Now.Tried) == 0 {
		return
	}
	about := &v.Now.Tried[0]
	for i := range v.Now.Tried {
		if v.Now.Tried[i].Holds {
			about = &v.Now.Tried[i]
			break
		}
	}
	first, restated := bases(v.Now.Tried, about)
	if first == nil || restated == nil || first.Interval.Overlaps(restated.Interval) {
		return
	}
	before, after := lastFiled(first.Facts), lastFiled(restated.Facts)
	if before == nil || after == nil || before.Filed >= after.Filed {
		return
	}
	figures := []message.Arg{
		message.Amount(first.Actual.Significant(shownDigits), first.Unit), message.Text(before.Form + " " + before.Accession), message.Date(before.Filed),
		message.Amount(restated.Actual.Significant(shownDigits), restated.Unit), message.Text(after.Form + " " + after.Accession), message.Date(after.Filed),
	}
	says := message.Say("as first filed %s (%s, %s); as restated %s (%s, %s)", figures...)
	if published != 0 && after.Filed > published {
		says = message.Say("as first filed %s (%s, %s); as restated only after the article %s (%s, %s)", figures...)
	}
	v.Now.Notes = append(v.Now.Notes, says)
	v.note("vintages", says)
}

// bases are the values of one definition, reading and period as first filed and as
// restated last, nil where there is none.
func bases(tried []Tried, about *Tried) (first, restated *Tried) {
	for i := range tried {
		t := &tried[i]
		if t.Mixed || t.Definition != about.Definition || t.Period != about.Period || t.Reading.Metric != about.Reading.Metric || t.Reading.Base != about.Reading.Base ||
			one(t.Reading.Entities) != one(about.Reading.Entities) {
			continue
		}
		if t.Restated && restated == nil { // the latest comes first
			restated = t
		}
		if !t.Restated && first == nil {
			first = t
		}
	}
	return first, restated
}

// lastFiled is the filing that was last of those whose facts make a value.
func lastFiled(facts []evidence.Fact) *evidence.Filing {
	var last *evidence.Filing
	for i := range facts {
		if f := facts[i].Filing; f != nil && (last == nil || f.Filed > last.Filed) {
			last = f
		}
	}
	return last
}
