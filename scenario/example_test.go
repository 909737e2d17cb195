package scenario_test

import (
	"fmt"

	"assay/scenario"
)

// A return on 167 billion dollars, and the margin that it needs.
func Example() {
	f, err := scenario.Parse([]byte(`
counts = ["user"]
horizon = 5
[inputs]
capex  = "167bn USD"
users  = "lognormal(p5 300m user, p95 1bn user)"
price  = "20 USD/user/month"
margin = { value = "30%", range = ["0%", "100%"] }
[formulas]
profit = "users * price * margin"
return = { value = "sum(profit * step) / capex", unit = "percent" }
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	m, err := f.Compile(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := m.Run(scenario.RunOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	out := r.Outputs[1]
	fmt.Printf("%s: median %.0f %s, p5 %.0f, p95 %.0f\n", out.Name, out.Fan[0].At(0.5), out.Unit, out.Fan[0].At(0.05), out.Fan[0].At(0.95))
	s, err := m.Solve(scenario.SolveOptions{Input: "margin", Condition: "chance(return >= 100%) >= 50%"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s: %s from %.1f %s\n", s.Condition, s.Status, s.Holds[0].From, s.Unit)
	// Output:
	// return: median 118 percent, p5 65, p95 217
	// chance(return >= 100%) >= 50%: found from 25.3 percent
}
