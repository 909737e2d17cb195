package rule

import (
	"strings"

	"assay/claim"
	"assay/evidence"
	"assay/metric"
	"assay/verdict"
)

// Sum checks an amount of several filers together: first with one definition
// for all, then with the definitions mixed, and says so.
var Sum = verdict.Rule{
	Name:    "sum",
	Doc:     "An amount of several filers together: the sum of each one's measure, all by one definition, or mixed, which the verdict says.",
	Applies: func(c *claim.Claim) bool { return c.Kind == claim.Level && len(c.Entities) > 1 },
	Values:  sums,
}

// together are the values of a measure of several filers: the sum of each one's; of a share or a
// margin the sum of what is parted over the sum of the wholes.
func together(p *verdict.Pass, r claim.Reading) ([]verdict.Value, error) {
	part, whole, isShare := metric.Ratio(r.Metric)
	if !isShare {
		return sums(p, r)
	}
	r.Metric = part
	parts, err := sums(p, r)
	if err != nil || len(parts) == 0 {
		return nil, err
	}
	r.Metric = whole
	wholes, err := sums(p, r)
	if err != nil || len(wholes) == 0 {
		return nil, err
	}
	var out []verdict.Value
	for i := range parts {
		if v, ok := shareOf(parts[i], wholes[0]); ok {
			v.Definition = part + " / " + whole
			if strings.Contains(parts[i].Definition, ": ") {
				v.Definition += " (" + parts[i].Definition + ")"
			}
			out = append(out, v)
		}
	}
	return out, nil
}

// shareOf is one sum over another.
func shareOf(part, whole verdict.Value) (verdict.Value, bool) {
	v := joined(part, whole)
	q, ok1 := part.Actual.Quo(whole.Actual)
	iv, ok2 := part.Interval.Quo(whole.Interval)
	if !ok1 || !ok2 || part.Unit != whole.Unit {
		return v, false
	}
	v.Actual, v.Interval, v.Unit = q, iv, "pure"
	v.Steps = append(factSteps(part.Steps, ""), factSteps(whole.Steps, "÷")...)
	v.Steps = append(v.Steps, verdict.Step{Op: "=", Out: q.String()})
	return v, true
}

// factSteps are the steps that name facts, those of a divisor marked as such.
func factSteps(steps []verdict.Step, divides string) []verdict.Step {
	var out []verdict.Step
	for _, s := range steps {
		switch {
		case s.Fact == nil:
			continue
		case divides != "" && s.Op == "-":
			s.Op = divides + " -"
		case divides != "":
			s.Op = divides
		}
		out = append(out, s)
	}
	return out
}

// sums are the sums of a measure of several filers, one for each definition that one of them files.
func sums(p *verdict.Pass, r claim.Reading) ([]verdict.Value, error) {
	all := make([][]evidence.Computed, len(r.Entities))
	for i, id := range r.Entities {
		cs, err := measure(p, id, r.Metric, r.Period)
		if err != nil || len(cs) == 0 {
			return nil, err
		}
		all[i] = latest(cs)
	}
	var out []verdict.Value
	seen := map[string]bool{}
	for i := range all {
		for j := range all[i] {
			def := all[i][j].Definition
			if !seen[def] {
				seen[def] = true
				out = append(out, total(all, def, def == all[0][0].Definition))
			}
		}
	}
	return out, nil
}

// latest keeps the first basis of each definition.
func latest(cs []evidence.Computed) []evidence.Computed {
	var out []evidence.Computed
	for i := range cs {
		if i == 0 || cs[i].Definition != cs[i-1].Definition {
			out = append(out, cs[i])
		}
	}
	return out
}

// total adds every filer's value of the definition; a filer without it gives
// its most plausible one.
func total(all [][]evidence.Computed, def string, primary bool) verdict.Value {
	sum := verdict.Value{}
	for i := range all {
		pick := &all[i][0]
		for j := range all[i] {
			if all[i][j].Definition == def {
				pick = &all[i][j]
			}
		}
		v := valueOf(pick, def)
		if i == 0 {
			sum = v
			continue
		}
		management := sum.Management || v.Management
		sum = joined(sum, v)
		sum.Actual, sum.Interval, sum.Management = sum.Actual.Add(v.Actual), sum.Interval.Add(v.Interval), management
	}
	sum.Definition, sum.Primary = def, primary
	sum.Steps = append(sum.Steps, verdict.Step{Op: "sum", Out: sum.Actual.String()})
	return sum
}
