package ixbrl

import (
	"bytes"
	"sort"
	"strings"

	"assay/evidence"
	"assay/period"
	"assay/span"
)

// attributes are those of an element that anything here asks for.
type attributes struct {
	id, name, context, unit, decimals, precision string
	scale, sign, format, continued               string
	dimension, scheme                            string
	nil_                                         bool
}

// asked are the names of attributes that set takes, lowered.
var asked = map[string]bool{
	"id": true, "name": true, "contextref": true, "unitref": true, "decimals": true, "precision": true, "scale": true,
	"sign": true, "format": true, "continuedat": true, "dimension": true, "scheme": true,
}

// set takes one attribute; the tokenizer has lowered its name.
func (a *attributes) set(key, value []byte) {
	local, isNil := bytes.CutSuffix(key, []byte(":nil"))
	if !isNil && !asked[string(key)] {
		return
	}
	val := string(value)
	switch string(key) {
	case "id":
		a.id = val
	case "name":
		a.name = val
	case "contextref":
		a.context = val
	case "unitref":
		a.unit = val
	case "decimals":
		a.decimals = strings.TrimSpace(val)
	case "precision":
		a.precision = strings.TrimSpace(val)
	case "scale":
		a.scale = strings.TrimSpace(val)
	case "sign":
		a.sign = val
	case "format":
		a.format = strings.TrimSpace(val)
	case "continuedat":
		a.continued = val
	case "dimension":
		a.dimension = strings.TrimSpace(val)
	case "scheme":
		a.scheme = val
	default:
		a.nil_ = len(local) > 0 && (val == "true" || val == "1")
	}
}

func (a *attributes) number(at span.Span, fraction bool) number {
	return number{
		at: at, name: a.name, context: a.context, unit: a.unit, decimals: a.decimals, precision: a.precision,
		scale: a.scale, sign: a.sign, format: a.format, nil_: a.nil_, fraction: fraction,
	}
}

// context is an xbrli:context: who, when, and of which part.
type context struct {
	scheme, identifier  string
	start, end, instant string
	forever             bool
	dims                []string // "axis=member", as filed

	dim  evidence.Dims // set by resolve, as the rest
	when period.Range
	ok   bool
}

// unit is an xbrli:unit.
type unit struct{ over, under []string }

// resources gathers contexts and units inside ix:header.
type resources struct {
	ctx       *context
	unit      *unit
	under     bool   // inside unitDenominator
	field     string // local name of the element whose text is wanted
	axis      string // of the member being read
	typed     bool
	collected []byte
}

const maxDims = 64

// start handles the start of an element that is not inline XBRL's own.
func (r *resources) start(d *document, ns, local string, a *attributes, closed bool) {
	switch {
	case ns == nsInstance && local == "context" && !closed:
		r.ctx = &context{}
		d.contexts[a.id] = r.ctx
	case ns == nsInstance && local == "unit" && !closed:
		r.unit = &unit{}
		d.units[a.id] = r.unit
	case r.unit != nil && ns == nsInstance:
		switch local {
		case "unitdenominator":
			r.under = true
		case "measure":
			r.begin(local)
		}
	case r.ctx != nil && ns == nsInstance:
		switch local {
		case "identifier":
			r.ctx.scheme = a.scheme
			r.begin(local)
		case "startdate", "enddate", "instant":
			r.begin(local)
		case "forever":
			r.ctx.forever = true
		}
	case r.ctx != nil && ns == nsDims && !closed:
		switch local {
		case "explicitmember", "typedmember":
			r.axis = a.dimension
			r.typed = local == "typedmember"
			r.begin(local)
		}
	}
}

func (r *resources) begin(field string) {
	r.field = field
	r.collected = r.collected[:0]
}

func (r *resources) addText(t []byte) {
	if r.field != "" && len(r.collected)+len(t) <= maxText {
		r.collected = append(r.collected, t...)
	}
}

// end handles an end tag.
func (r *resources) end(d *document, ns, local string) {
	if ns != nsInstance && ns != nsDims {
		return
	}
	if local == r.field {
		r.store(d, strings.TrimSpace(string(r.collected)))
		r.field = ""
		return
	}
	switch local {
	case "context":
		r.ctx = nil
	case "unit":
		r.unit, r.under = nil, false
	case "unitdenominator":
		r.under = false
	}
}

func (r *resources) store(d *document, s string) {
	if r.field == "measure" && r.unit == nil || r.field != "measure" && r.ctx == nil {
		return // outside any unit or context
	}
	switch r.field {
	case "measure":
		m := d.measure(s)
		if r.under {
			r.unit.under = append(r.unit.under, m)
		} else {
			r.unit.over = append(r.unit.over, m)
		}
	case "identifier":
		r.ctx.identifier = s
	case "startdate":
		r.ctx.start = s
	case "enddate":
		r.ctx.end = s
	case "instant":
		r.ctx.instant = s
	case "explicitmember", "typedmember":
		if len(r.ctx.dims) < maxDims {
			member := d.canonical(s)
			if r.typed {
				member = "<" + typedValue.Replace(s) + ">"
			}
			r.ctx.dims = append(r.ctx.dims, d.canonical(r.axis)+"="+member)
		}
	}
}

// typedValue keeps the separators of evidence.Dims out of typed members.
var typedValue = strings.NewReplacer("|", "%7C", "\n", " ", "\t", " ")

// measure is a unit's name as companyfacts has it: without a prefix.
func (d *document) measure(s string) string { return localName(s) }

func localName(s string) string {
	if _, local, ok := strings.Cut(s, ":"); ok {
		return local
	}
	return s
}

// canonical gives a name of a standard taxonomy the prefix that companyfacts
// uses, whatever the document calls it; the filer's own names stay as filed.
func (d *document) canonical(s string) string {
	prefix, local, ok := strings.Cut(s, ":")
	if !ok {
		return s
	}
	ns := d.prefixes[strings.ToLower(prefix)]
	for _, t := range taxonomies {
		if strings.Contains(ns, t.ns) {
			return t.prefix + ":" + local
		}
	}
	return s
}

// taxonomies are the namespaces with a year at the end, and their prefixes.
var taxonomies = [...]struct{ ns, prefix string }{
	{"://fasb.org/us-gaap/", "us-gaap"},
	{"://fasb.org/srt/", "srt"},
	{"://xbrl.sec.gov/dei/", "dei"},
	{"://xbrl.sec.gov/ecd/", "ecd"},
	{"://xbrl.ifrs.org/taxonomy/", "ifrs-full"},
}

// name is the unit in the form of companyfacts: "USD", "USD/shares".
func (u *unit) name() string {
	sort.Strings(u.over)
	sort.Strings(u.under)
	s := strings.Join(u.over, "*")
	if len(u.under) > 0 {
		s += "/" + strings.Join(u.under, "*")
	}
	return s
}

// resolve reads the context's days and puts its dimensions in order.
func (c *context) resolve() {
	sort.Strings(c.dims)
	c.dim = evidence.Dims(strings.Join(c.dims, "|"))
	switch {
	case c.instant != "":
		c.when.End, c.ok = lastDay(c.instant)
	case c.end != "":
		var ok bool
		c.when.Start, ok = firstDay(c.start)
		c.when.End, c.ok = lastDay(c.end)
		c.ok = c.ok && ok && c.when.Start <= c.when.End
	}
}

// lastDay is the last day of a period that ends at s. A date alone means the
// end of that day; a time of midnight is the end of the day before
// (XBRL 2.1, 4.7.2).
func lastDay(s string) (period.Date, bool) {
	day, clock, _ := strings.Cut(s, "T")
	d, err := period.ParseDate(day)
	if strings.HasPrefix(clock, "00:00:00") {
		d--
	}
	return d, err == nil
}

// firstDay is the first day of a period that starts at s.
func firstDay(s string) (period.Date, bool) {
	day, clock, _ := strings.Cut(s, "T")
	d, err := period.ParseDate(day)
	if strings.HasPrefix(clock, "24:00:00") {
		d++
	}
	return d, err == nil
}

// collapse appends visible text with runs of white space as one blank.
func (d *document) collapse(t []byte) {
	for len(t) > 0 {
		i := 0
		for i < len(t) && t[i] > ' ' && t[i] != 0xC2 {
			i++
		}
		d.text.Write(t[:i])
		t = t[i:]
		switch {
		case len(t) == 0:
		case t[0] <= ' ':
			d.blank()
			t = t[1:]
		case len(t) > 1 && t[1] == 0xA0: // U+00A0
			d.blank()
			t = t[2:]
		default:
			d.text.WriteByte(t[0])
			t = t[1:]
		}
	}
}

func (d *document) blank() {
	if b := d.text.Bytes(); len(b) > 0 && b[len(b)-1] != ' ' {
		d.text.WriteByte(' ')
	}
}

// space separates words at the borders of blocks; spans join what they hold.
func (d *document) space(tag []byte) {
	switch string(tag) {
	case "div", "p", "td", "tr", "br", "table", "li", "h1", "h2", "h3", "h4", "hr":
		d.blank()
	}
}
