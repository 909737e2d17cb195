package scenario

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// nodeKind is what a node of an expression is.
type nodeKind uint8

const (
	nodeNumber nodeKind = iota
	nodeName
	nodeCall // a function, a distribution or an operator, named by text
	nodeLag  // args[0] so many steps ago: num; args[1], if any, before the first step
	nodeAt   // args[0] at step num
)

// node is an expression. Operators are calls of their sign; a minus before a
// value is the call "neg".
type node struct {
	kind   nodeKind
	offset int
	text   string
	num    float64
	unit   Unit
	args   []*node
	labels []string // of the parameters of a distribution, "" where positional
	source string   // a distribution as it is written
}

// maxDepth bounds the nesting of an expression, maxTokens its length.
const maxDepth, maxTokens = 100, 20_000

// parser reads one expression.
type parser struct {
	src    source
	tokens []token
	next   int
	depth  int
	words  vocabulary
	faults *faults
	failed bool
}

// parseExpression reads a whole text as one expression; nil after a fault.
func parseExpression(s source, words vocabulary, f *faults) *node {
	tokens, ok := lex(s, f)
	if !ok {
		return nil
	}
	if len(tokens) > maxTokens {
		f.add(s.at(0), "name parts of it as formulas of their own", "the expression has more than %d words", maxTokens)
		return nil
	}
	p := &parser{src: s, tokens: tokens, words: words, faults: f}
	n := p.expression(0)
	if t := p.peek(); !p.failed && t.kind != tokEnd {
		p.unexpected(t, "two values stand beside each other: join them with an operator")
	}
	if p.failed {
		return nil
	}
	return n
}

func (p *parser) peek() token { return p.tokens[p.next] }

// after is the token after the next one.
func (p *parser) after() token { return p.tokens[min(p.next+1, len(p.tokens)-1)] }

func (p *parser) take() token {
	t := p.tokens[p.next]
	if t.kind != tokEnd {
		p.next++
	}
	return t
}

// accept takes the mark or word if it is next.
func (p *parser) accept(text string) bool {
	t := p.peek()
	if t.kind == tokNumber || t.kind == tokEnd || t.text != text {
		return false
	}
	p.next++
	return true
}

func (p *parser) expect(text, remedy string) {
	if !p.failed && !p.accept(text) {
		p.unexpected(p.peek(), remedy)
	}
}

func (p *parser) fail(offset int, remedy, format string, args ...any) {
	if !p.failed {
		p.faults.add(offset, remedy, format, args...)
	}
	p.failed = true
}

func (p *parser) unexpected(t token, remedy string) {
	if t.kind == tokEnd {
		p.fail(t.offset, remedy, "the expression ends too early")
		return
	}
	p.fail(t.offset, remedy, "%s is not expected here", clip(t.text))
}

// binary are the operators between two values, by how tightly they bind.
var binary = [][]string{{"or"}, {"and"}, {"<=", ">=", "==", "!=", "<", ">", "="}, {"+", "-"}, {"*", "/"}}

// comparing is the level of the comparisons.
const comparing = 2

// expression reads operators of the level and all that bind tighter.
func (p *parser) expression(level int) *node {
	if level == comparing && p.peek().text == "not" && p.peek().kind == tokName {
		t := p.take()
		return p.nested(func() *node { return p.call(t, "not", p.expression(comparing)) })
	}
	if level == len(binary) {
		return p.unary()
	}
	left := p.expression(level + 1)
	for !p.failed {
		t := p.peek()
		if t.kind == tokNumber || !slices.Contains(binary[level], t.text) {
			break
		}
		p.take()
		op := t.text
		if op == "=" {
			op = "=="
		}
		left = p.call(t, op, left, p.expression(level+1))
		if u := p.peek(); level == comparing && u.kind == tokMark && slices.Contains(binary[comparing], u.text) {
			p.unexpected(u, "join two comparisons with and")
		}
	}
	return left
}

// nested runs f one level deeper.
func (p *parser) nested(f func() *node) *node {
	if p.depth++; p.depth > maxDepth {
		p.fail(p.peek().offset, "name a part of it as a formula of its own", "the expression is nested more than %d deep", maxDepth)
		return &node{}
	}
	n := f()
	p.depth--
	return n
}

func (p *parser) call(t token, name string, args ...*node) *node {
	return &node{kind: nodeCall, text: name, offset: t.offset, args: args}
}

// unary reads a sign; −x^2 is −(x^2).
func (p *parser) unary() *node {
	if t := p.peek(); t.kind == tokMark && (t.text == "-" || t.text == "+") {
		p.take()
		n := p.nested(p.unary)
		if t.text == "+" || p.failed {
			return n
		}
		return p.call(t, "neg", n)
	}
	return p.power()
}

// power reads x^y, which binds from the right.
func (p *parser) power() *node {
	base := p.primary()
	if t := p.peek(); !p.failed && p.accept("^") {
		return p.call(t, "^", base, p.nested(p.unary))
	}
	return base
}

func (p *parser) primary() *node {
	t := p.take()
	switch {
	case t.kind == tokNumber:
		return p.number(t)
	case t.kind == tokMark && t.text == "(":
		n := p.nested(func() *node { return p.expression(0) })
		p.expect(")", "close the bracket with )")
		return n
	case t.kind == tokName && p.peek().text == "(" && p.peek().kind == tokMark:
		p.take()
		return p.nested(func() *node { return p.arguments(t) })
	case t.kind == tokName && p.accept("["):
		return p.index(t)
	case t.kind == tokName && !keyword(t.text):
		return &node{kind: nodeName, text: t.text, offset: t.offset}
	}
	p.unexpected(t, "a number, a name, a function or a bracket must stand here")
	return &node{}
}

// keyword reports whether the word is an operator.
func keyword(s string) bool { return s == "and" || s == "or" || s == "not" }

// number reads what follows a number: a scale word, a percent sign, a unit.
func (p *parser) number(t token) *node {
	n := &node{kind: nodeNumber, num: t.num, offset: t.offset}
	if f, ok := scales[p.peek().text]; ok && p.peek().kind == tokName {
		p.take()
		n.num *= f
	}
	switch u := p.peek(); {
	case p.accept("%"):
		n.num, n.unit = n.num/100, percentUnit
	case u.kind == tokName && u.text == "percent":
		p.take()
		n.num, n.unit = n.num/100, percentUnit
	case u.kind == tokName && p.words.heads(u.text):
		n.unit = p.unit()
		n.num *= n.unit.scale()
		n.unit.factor, n.unit.name = 0, ""
	case u.kind == tokName && !keyword(u.text):
		p.fail(u.offset, suggest(u.text, append(p.words.list(), scaleWords()...), "put * between them, or declare what is counted in counts"), "%s after a number is no scale word and no unit", clip(u.text))
	}
	if math.IsInf(n.num, 0) {
		p.fail(t.offset, "numbers go up to 1.8e308", "the number is too large")
	}
	if n.num == 0 && n.unit.plain() {
		n.unit.any = true
	}
	return n
}

func scaleWords() []string {
	return []string{"bn", "billion", "thousand", "million", "trillion", "tn", "mn"}
}

// unit reads unit words as far as they go.
func (p *parser) unit() Unit {
	first := p.take()
	text := first.text
	for {
		t, u := p.peek(), p.after()
		joins := t.text == "/" || t.kind == tokName && (t.text == "per" || t.text == "a" || t.text == "an")
		if !joins || u.kind != tokName || !p.words.has(u.text) {
			break
		}
		text += " / " + u.text
		p.next += 2
	}
	unit, fault := p.words.parse(text)
	if fault != nil {
		p.fail(first.offset, fault.remedy, "%s cannot stand in a unit", clip(fault.word))
	}
	return unit
}

// arguments reads what stands in a call's brackets; the opening one is taken.
func (p *parser) arguments(name token) *node {
	n := p.call(name, name.text)
	isDist := distributions[name.text] != nil
	for !p.failed && !p.accept(")") {
		if len(n.args) > 0 {
			p.expect(",", "separate arguments with a comma and close the bracket with )")
		}
		if p.failed {
			break
		}
		label := ""
		if isDist {
			label = p.label()
		}
		n.labels = append(n.labels, label)
		n.args = append(n.args, p.expression(0))
	}
	if isDist && !p.failed {
		n.source = name.text + "(…)"
		if from, to := name.offset-p.src.base, p.tokens[p.next-1].offset+1-p.src.base; p.src.exact {
			n.source = strings.Join(strings.Fields(p.src.text[from:to]), " ")
		}
	}
	if name.text == "prev" || name.text == "lag" {
		return p.lag(n)
	}
	return n
}

// parameterWords are the labels of distributions' parameters, beside p5, p95 …
var parameterWords = []string{"mean", "sd", "median", "mode", "low", "high", "min", "max", "mu", "sigma", "shape", "scale"}

// label takes a parameter's label, if one is next.
func (p *parser) label() string {
	t, u := p.peek(), p.after()
	if t.kind != tokName || u.kind == tokEnd || u.kind == tokMark && !p.signs(t, u) {
		return ""
	}
	if slices.Contains(parameterWords, t.text) {
		p.take()
		return t.text
	}
	if _, ok := percentile(t.text); !ok {
		return ""
	}
	p.take()
	if u.text[0] == '.' && u.kind == tokNumber && u.offset == t.offset+len(t.text) && p.src.exact {
		p.take() // p2.5
		return t.text + u.text
	}
	return t.text
}

// signs reports whether a minus or plus after a word is the sign of what follows,
// as in "min -5", and no operator, as in "low - 5".
func (p *parser) signs(word, mark token) bool {
	if mark.text != "-" && mark.text != "+" || !p.src.exact {
		return mark.text == "-"
	}
	operand := p.tokens[min(p.next+2, len(p.tokens)-1)]
	return mark.offset > word.offset+len(word.text) && operand.offset == mark.offset+1
}

// percentile reads a label such as p5 or p97.5 as a fraction.
func percentile(label string) (float64, bool) {
	if len(label) < 2 || label[0] != 'p' || !isDigit(label[1]) {
		return 0, false
	}
	v, err := strconv.ParseFloat(label[1:], 64)
	return v / 100, err == nil && v > 0 && v < 100
}

// maxLag bounds how far back a formula looks.
const maxLag = 1000

// lag makes a node of prev(x), prev(x, init), lag(x, n) and lag(x, n, init).
func (p *parser) lag(n *node) *node {
	out := &node{kind: nodeLag, offset: n.offset, num: 1, text: n.text}
	args := n.args
	if n.text == "lag" && len(args) >= 2 && !p.failed {
		out.num = p.whole(args[1])
		args = slices.Concat(args[:1], args[2:])
	} else if n.text == "lag" {
		args = nil
	}
	if !p.failed && (len(args) < 1 || len(args) > 2) {
		p.fail(n.offset, "write prev(x), prev(x, VALUE), lag(x, 2) or lag(x, 2, VALUE)", "%s takes a value, and perhaps what it is before the first step", n.text)
	}
	out.args = args
	return out
}

// whole is a number of steps.
func (p *parser) whole(n *node) float64 {
	if n.kind != nodeNumber || n.num != math.Trunc(n.num) || n.num < 1 || n.num > maxLag {
		p.fail(n.offset, "write a whole number from 1 to "+strconv.Itoa(maxLag), "steps are counted in whole numbers")
	}
	return n.num
}

// index reads x[t-2] and x[3]; the bracket is taken.
func (p *parser) index(name token) *node {
	const remedy = "write x[t-1] for the step before, or x[3] for the third step"
	base := &node{kind: nodeName, text: name.text, offset: name.offset}
	out := &node{kind: nodeAt, offset: name.offset, text: name.text, args: []*node{base}}
	if p.accept("t") {
		out.kind = nodeLag
		if p.accept("-") {
			t := p.take()
			out.num = p.whole(&node{kind: nodeNumber, num: t.num, offset: t.offset})
		}
	} else if t := p.take(); t.kind == tokNumber {
		out.num = p.whole(&node{kind: nodeNumber, num: t.num, offset: t.offset})
	} else {
		p.unexpected(t, remedy)
	}
	p.expect("]", remedy)
	if out.kind == nodeLag && out.num == 0 {
		return base
	}
	return out
}
