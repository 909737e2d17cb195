package scenario

// opcode is what an operation does.
type opcode uint8

const (
	opConst opcode = iota // bits
	opInput               // input a at step b; −1 for one drawn once
	opNeg
	opAdd
	opSub
	opMul
	opDiv
	opPow
	opWhole // a to the whole power b, which is no value
	opLess
	opAtMost
	opEqual
	opUnequal
	opAnd
	opOr
	opNot
	opMin
	opMax
	opExp
	opLog
	opSqrt
	opAbs
	opIf
)

// function is what a name before a bracket, or an operator, stands for.
type function struct {
	code      opcode
	low, high int  // how many arguments; high −1 for any number
	steps     bool // runs over all steps
	usage     string
}

// functions are the functions and operators by name. Those over steps are
// lowered to operations over the values at each step.
var functions = map[string]*function{
	"neg":   {code: opNeg, low: 1, high: 1},
	"+":     {code: opAdd, low: 2, high: 2},
	"-":     {code: opSub, low: 2, high: 2},
	"*":     {code: opMul, low: 2, high: 2},
	"/":     {code: opDiv, low: 2, high: 2},
	"^":     {code: opPow, low: 2, high: 2},
	"<":     {code: opLess, low: 2, high: 2},
	">":     {code: opLess, low: 2, high: 2},
	"<=":    {code: opAtMost, low: 2, high: 2},
	">=":    {code: opAtMost, low: 2, high: 2},
	"==":    {code: opEqual, low: 2, high: 2},
	"!=":    {code: opUnequal, low: 2, high: 2},
	"and":   {code: opAnd, low: 2, high: 2},
	"or":    {code: opOr, low: 2, high: 2},
	"not":   {code: opNot, low: 1, high: 1, usage: "not(CONDITION)"},
	"min":   {code: opMin, low: 2, high: -1, usage: "min(a, b), or lowest(x) over the steps"},
	"max":   {code: opMax, low: 2, high: -1, usage: "max(a, b), or highest(x) over the steps"},
	"exp":   {code: opExp, low: 1, high: 1, usage: "exp(x)"},
	"log":   {code: opLog, low: 1, high: 1, usage: "log(x), the natural logarithm"},
	"sqrt":  {code: opSqrt, low: 1, high: 1, usage: "sqrt(x)"},
	"abs":   {code: opAbs, low: 1, high: 1, usage: "abs(x)"},
	"if":    {code: opIf, low: 3, high: 3, usage: "if(CONDITION, a, b)"},
	"clamp": {code: opMin, low: 3, high: 3, usage: "clamp(x, LOW, HIGH)"},
	"prev":  {low: 1, high: 2, usage: "prev(x, VALUE)"},
	"lag":   {low: 2, high: 3, usage: "lag(x, 2, VALUE)"},

	"sum":     {code: opAdd, low: 1, high: 1, steps: true, usage: "sum(x), over the steps"},
	"average": {code: opAdd, low: 1, high: 1, steps: true, usage: "average(x), over the steps"},
	"lowest":  {code: opMin, low: 1, high: 1, steps: true, usage: "lowest(x), over the steps"},
	"highest": {code: opMax, low: 1, high: 1, steps: true, usage: "highest(x), over the steps"},
	"first":   {low: 1, high: 1, steps: true, usage: "first(x), at the first step"},
	"last":    {low: 1, high: 1, steps: true, usage: "last(x), at the last step"},
	"count":   {code: opAdd, low: 1, high: 1, steps: true, usage: "count(CONDITION), the steps at which it holds"},
	"when":    {code: opIf, low: 1, high: 1, steps: true, usage: "when(CONDITION), the first step at which it holds"},
}

// statistics are the words that a condition to solve for may take over samples,
// beside p5, p95 and so on.
var statistics = map[string]bool{"mean": true, "median": true, "chance": true}

// isStatistic reports whether the word is a statistic over samples.
func isStatistic(s string) bool {
	_, ok := percentile(s)
	return ok || statistics[s]
}

// functionNames are the words that stand before a bracket.
func functionNames() []string {
	out := distributionNames()
	for n := range functions {
		if isName(n) && n != "neg" && !keyword(n) {
			out = append(out, n)
		}
	}
	return out
}
