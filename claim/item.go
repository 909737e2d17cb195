package claim

import (
	"assay/lang"
	"assay/lexicon"
)

// A list gives each company a line of its own: "- **Alphabet:** $22.4 billion, up 70%". What
// is measured, the heading or sentence says that leads to it.

// listItem reports whether the sentence opens its paragraph as such a line: a bullet or a
// number, a company, a mark, a figure.
func (r *Reader) listItem() bool {
	st := &r.st
	i := 0
	for i < len(st.atoms) && (st.atoms[i].Kind == lang.Punct || i == 0 && st.atoms[i].Kind == lang.Numeral) {
		i++
	}
	if i >= len(st.atoms) || len(st.figs) == 0 {
		return false
	}
	last := -1
	st.each(lexicon.Entity, func(m *mention) {
		if m.at == i && m.note == "name" {
			last = m.last
		}
	})
	if last < 0 || last+1 >= len(st.atoms) || st.atoms[last+1].Kind != lang.Punct || lang.Begins(st.mark(&st.atoms[last+1]), []string{",", "，", "、", "'", "’"}) {
		return false
	}
	j := last + 1
	for j < len(st.atoms) && st.atoms[j].Kind == lang.Punct {
		j++
	}
	return some(st.figs, func(f *lang.Figure) bool { return f.First >= last && f.First-j <= 1 })
}

// numbering is how many bytes the number before a line of a list takes at most, which may
// have been taken for a sentence: "1. ".
const numbering = 5

// enterItem lets a line of a list go on with what leads to the list.
func (r *Reader) enterItem() {
	d, st := &r.disc, &r.st
	if st.span.Start > r.para.Start+numbering {
		return
	}
	d.inItem = !r.title && r.listItem()
	switch {
	case !d.inItem || d.lead.metric == "":
	case plainRatio(d.lead.metric):
		d.askedRatio = d.lead.metric
	default:
		d.metric, d.segment, d.claimed = d.lead.metric, d.lead.segment, true
	}
}

// leadOn keeps what a paragraph that is no line of a list measures, for a list that may
// follow: the sum of a group, or the only measure of its last sentence. A heading without
// one leaves that of the paragraph before.
func (r *Reader) leadOn(ds []draft) {
	d, st := &r.disc, &r.st
	if d.inItem || r.title {
		return
	}
	if len(ds) == 0 {
		if m := st.topicMeasure(); m != nil {
			d.lead = measureOf{m.id, d.topicSeg}
		} else if d.askedRatio != "" {
			d.lead = measureOf{d.askedRatio, ""}
		} else if len(st.atoms) > 2*mostHeading {
			d.lead = measureOf{}
		}
		return
	}
	if d.lead = (measureOf{}); d.groupOf != "" && some(ds, func(x *draft) bool { return len(x.parties) > 1 && x.metric == d.groupOf }) {
		d.lead = measureOf{d.groupOf, ""}
		return
	}
	for i := range ds {
		x := &ds[i]
		if x.other != "" || x.kind == Ratio || onMarket(x.metric) || i > 0 && x.metric != ds[0].metric {
			d.lead = measureOf{}
			return
		}
		d.lead = measureOf{x.baseMetric, x.segment}
	}
}
