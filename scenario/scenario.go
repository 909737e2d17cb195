// Package scenario asks what must be true: it reads models of inputs and
// formulas, draws their inputs, and says how the outputs are distributed, which
// input matters most, and for which value of one a condition holds.
//
// # The file
//
// A scenario is a TOML file.
//
//	title   = "What 167 billion dollars must earn"
//	seed    = 1            # same seed, same bytes on every machine
//	samples = 100_000
//	step    = "year"       # or "quarter"
//	horizon = 5            # steps
//	start   = "2026"       # label of the first step; "2026Q1" for quarters
//	counts  = ["user"]     # what the file counts, beside share and count
//	outputs = ["return", "payback"]   # else all formulas
//	correlations = [["margin", "users", -0.4]]
//
//	[inputs]
//	price  = "20 USD/user/month"
//	users  = "lognormal(p5 30m user, p95 200m user)"
//	margin = { value = "beta(2, 5)", unit = "percent" }
//	shock  = { value = "normal(0%, 5%)", every = "step" }
//	capex  = { fact = { measure = "capex", entity = "MSFT", period = "FY2025" }, unit = "USD" }
//	view   = { ledger = "3f9a" }
//
//	[formulas]
//	revenue = { first = "users * price", value = "prev(revenue) * (1 + shock)" }
//	earned  = "prev(earned, 0) + revenue * margin * step"
//	return  = "last(earned) / capex"
//	payback = "when(earned >= capex)"
//
// An input is a constant, one distribution, a filed fact or an entry of the
// ledger. unit is the unit of its plain numbers, or is tested against the unit
// written. note is kept for reports. range = [LOW, HIGH] is where Solve looks.
// An input is drawn once for a sample, or with every = "step" anew at each step.
// A formula may have first, one expression or a list of them, for its first
// steps.
//
// # Expressions
//
//	number      1_000  .05  1.5e9, then k m mn bn tn thousand million billion
//	            trillion, then % or a unit: 167bn USD, 5%, 20 USD/user/month
//	operators   or, and, not, < <= > >= = !=, + -, * /, unary -, ^
//	functions   min max exp log sqrt abs, if(CONDITION, a, b), clamp(x, low, high)
//	steps       t (1, 2, …), step (its length in years), x[t-1], x[3],
//	            prev(x, INIT), lag(x, n, INIT): INIT before the first step
//	over steps  sum average lowest highest first last (of x), count(CONDITION),
//	            when(CONDITION), the first step at which it holds, else infinite
//
// Distributions, written in an input or anywhere in a formula, where each place
// is drawn once for a sample:
//
//	normal(mean, sd), normal(p5 a, p95 b)
//	lognormal(mu, sigma), lognormal(p5 a, p95 b), lognormal(mean m, sd s)
//	beta(a, b), beta(mean m, sd s)
//	gamma(shape, scale), gamma(mean m, sd s)
//	uniform(low, high), uniform(p5 a, p95 b)
//	triangular(low, mode, high), pert(low, mode, high)
//	empirical(x, …), mixture(weight, DISTRIBUTION, …)
//
// Any two percentiles will do; median is p50. All but the last two take min X and
// max X, which cut them off. Parameters are numbers and constant inputs.
// Correlations are those of the normal variables of a Gaussian copula.
//
// A condition to solve for compares statistics: mean, median, p5, p95 … of a
// value, chance(CONDITION). Without one it is judged at the median of the
// difference of its sides.
//
// # Units
//
// Currencies by ISO code, year, quarter, month, day, share, count and the file's
// own counts, joined by /; percent is a hundredth. Sums, comparisons and choices
// need one unit, exponents and logarithms plain numbers. A flow in USD/year times
// step is what it brings in one step. No currency is converted.
//
// # How it is computed
//
// Formulas are unrolled over the steps into operations on columns of 1,024
// samples. Every input, step and block of samples has a stream of random numbers
// of its own, and elementary functions are the package's own, so that a result
// depends on neither the number of processors nor their kind.
//
// The package reads no evidence and draws no chart: a Binder gives facts, and
// results are structs. Read file.go, check.go and lower.go for the language,
// program.go, draw.go and random.go for the engine, then run.go, result.go and
// stream.go, sobol.go, tornado.go, solve.go and moved.go for what is asked of it.
package scenario
