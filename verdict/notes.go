package verdict

import (
	"cmp"

	"assay/claim"
	"assay/message"
	"assay/period"
	"assay/span"
)

// note adds a positioned note once.
func (v *Verdict) note(code string, says message.Message) {
	for _, n := range v.Notes {
		if n.Code == code {
			return
		}
	}
	v.Notes = append(v.Notes, span.Note{Span: v.Claim.Span, Code: code, Message: says})
}

// remark is note for what explains the outcome: it stands beside it, too.
func (v *Verdict) remark(code string, says message.Message) {
	v.note(code, says)
	v.Now.Notes = append(v.Now.Notes, says)
}

// collectNotes turns the notes of the current clock into positioned ones.
func (v *Verdict) collectNotes() {
	for _, n := range v.Now.Notes {
		v.Notes = append(v.Notes, span.Note{Span: v.Claim.Span, Code: "reading", Message: n})
	}
	for i := range v.Now.Tried {
		t := &v.Now.Tried[i]
		if t.preliminary() && (t.Holds || v.Now.Outcome != Supported) {
			v.note("preliminary", message.Say("rests on an earnings release; no quarterly or annual report states the figure yet"))
		}
		if !t.Holds {
			continue
		}
		for j := range t.Facts {
			if f := t.Facts[j].Filing; f != nil && f.Filed != 0 && f.Filed == v.AtPublication.Due {
				v.note("same day", message.Say("filed on the day of publication"))
			}
		}
	}
}

// Due is the day on which a reading can be decided: of what is traded the last
// session of its period, of coins its last day, else the day of the report that comes
// last.
func (p *Pass) Due(r claim.Reading) period.Date {
	switch r.Metric {
	case "price", "index level", "volatility", "implied volatility", "realized volatility":
		if one(r.Entities).Kind() == "cik" && r.Period.End > 0 {
			return period.LastSession(r.Period.End)
		}
		return r.Period.End
	}
	var last period.Date // of a sum the report that comes last
	if p.DueOf != nil {
		for _, id := range r.Entities {
			last = max(last, p.DueOf(id, r.Period))
		}
	}
	return cmp.Or(last, r.Period.End+45)
}
