package scenario

import (
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// FactID names a filed value: which measure of whom over which period, in the
// words of the command line ("capex", "MSFT", "FY2025").
type FactID struct {
	Measure string `json:"measure"`
	Entity  string `json:"entity"`
	Period  string `json:"period"`
}

var inputKeys = []string{"value", "fact", "ledger", "unit", "every", "range", "note"}

// input reads name = "normal(1, 2)", a number, or a table.
func (r *reader) input(e entry) {
	d := &inputDecl{name: e.key, offset: e.offset, bound: e.at}
	r.name(e)
	r.file.inputs = append(r.file.inputs, d)
	if e.kind != unstable.InlineTable && e.kind != unstable.Table {
		d.expr = r.expression(&e)
		return
	}
	r.known(&e, inputKeys, "in an input")
	d.unit, d.note = r.unit(&e), r.note(&e)
	r.binding(&e, d)
	if s, x := r.text(&e, "every"); x != nil {
		if d.every = true; s != "step" {
			r.add(x.at, `write every = "step", or leave it out to draw once`, "an input is drawn once or at every step")
		}
	}
	if x := e.find("range"); x != nil {
		if x.kind != unstable.Array || len(x.items) != 2 {
			r.add(x.at, `write range = ["0 USD", "500bn USD"]`, "a range is a lower and an upper value")
			return
		}
		d.low, d.high = r.expression(&x.items[0]), r.expression(&x.items[1])
	}
}

// binding reads where the value comes from: exactly one of value, fact, ledger.
func (r *reader) binding(e *entry, d *inputDecl) {
	value, fact, ledger := e.find("value"), e.find("fact"), e.find("ledger")
	given := 0
	for _, x := range []*entry{value, fact, ledger} {
		if x != nil {
			given++
		}
	}
	switch {
	case given != 1:
		r.add(e.offset, "give one of value, fact and ledger", "the input %s has %d sources", clip(e.key), given)
	case value != nil:
		d.expr = r.expression(value)
	case ledger != nil:
		d.bound = ledger.at
		if d.ledger, _ = r.text(e, "ledger"); d.ledger == "" {
			r.add(ledger.at, `write ledger = "ID"`, "the ledger's entry has no id")
		}
	default:
		r.known(fact, []string{"measure", "entity", "period"}, "in a fact")
		d.bound = fact.at
		d.fact.Measure, _ = r.text(fact, "measure")
		d.fact.Entity, _ = r.text(fact, "entity")
		d.fact.Period, _ = r.text(fact, "period")
		if d.fact.Measure == "" || d.fact.Entity == "" || d.fact.Period == "" {
			r.add(fact.offset, `write fact = { measure = "capex", entity = "MSFT", period = "FY2025" }`, "a fact has a measure, an entity and a period")
		}
	}
}

// formula reads name = "expression" or a table.
func (r *reader) formula(e entry) {
	d := &formulaDecl{name: e.key, offset: e.offset}
	r.name(e)
	r.file.formulas = append(r.file.formulas, d)
	if e.kind != unstable.InlineTable && e.kind != unstable.Table {
		d.expr = r.expression(&e)
		return
	}
	r.known(&e, []string{"value", "first", "unit", "note"}, "in a formula")
	d.unit, d.note = r.unit(&e), r.note(&e)
	value := e.find("value")
	if value == nil {
		r.add(e.offset, `write value = "EXPRESSION"`, "the formula %s has no value", clip(e.key))
		return
	}
	d.expr = r.expression(value)
	first := e.find("first")
	switch {
	case first == nil:
	case first.kind == unstable.Array:
		for i := range first.items {
			d.first = append(d.first, r.expression(&first.items[i]))
		}
	default:
		d.first = []*node{r.expression(first)}
	}
}

// expression reads a string or a number.
func (r *reader) expression(e *entry) *node {
	switch e.kind {
	case unstable.String:
		return parseExpression(source{e.text, e.at, e.exact}, r.file.words, &r.faults)
	case unstable.Integer, unstable.Float:
		if v, ok := e.number(); ok && v-v == 0 {
			return &node{kind: nodeNumber, num: v, offset: e.at, unit: Unit{any: v == 0}}
		}
	}
	r.add(e.at, `write a number, or an expression in quotation marks`, "%s is neither a number nor an expression", clip(e.key+" = "+e.text))
	return nil
}

func (r *reader) unit(e *entry) *Unit {
	s, x := r.text(e, "unit")
	if x == nil {
		return nil
	}
	u, fault := r.file.words.parse(s)
	if fault != nil {
		r.add(x.at, fault.remedy, "the unit %s is not understood at %s", strconv.Quote(clip(s)), strconv.Quote(clip(fault.word)))
		return nil
	}
	return &u
}

func (r *reader) note(e *entry) string {
	s, _ := r.text(e, "note")
	return s
}

// name tests the name of an input or a formula.
func (r *reader) name(e entry) {
	n := e.key
	switch {
	case !isName(n) || len(n) > 64:
		r.add(e.offset, "use up to 64 letters, digits and _, a letter first", "the name %s cannot stand in an expression", strconv.Quote(clip(n)))
	case reserved(n) != "":
		r.add(e.offset, "choose another, such as "+n+"_1", "the name %s is taken: it is %s", clip(n), reserved(n))
	case r.file.words.has(n):
		r.add(e.offset, "choose another, such as "+strings.TrimSuffix(n, "s")+"_number", "the name %s is taken: it is a unit", clip(n))
	}
	for _, d := range r.file.inputs {
		if d.name == n {
			r.add(e.offset, "rename one", "the name %s is declared twice", clip(n))
		}
	}
}

// isName reports whether an expression can hold the word as a name.
func isName(s string) bool {
	for i := range len(s) {
		if !isLetter(s[i]) && (i == 0 || !isDigit(s[i])) {
			return false
		}
	}
	return s != ""
}

// reserved says what a word already means; "" where it is free.
func reserved(s string) string {
	switch {
	case keyword(s) || s == "percent":
		return "a word of the language"
	case distributions[s] != nil:
		return "a distribution"
	case functions[s] != nil:
		return "a function"
	case statistics[s]:
		return "a statistic"
	case s == "t" || s == "step":
		return "the step"
	}
	if _, ok := percentile(s); ok {
		return "a percentile"
	}
	return ""
}
