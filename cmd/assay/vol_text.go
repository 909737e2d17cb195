package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"assay/vol"
	"assay/volatility"
)

// volAnswer is the command's JSON. Volatilities are in points of a percent a
// year, variances are fractions.
type volAnswer struct {
	Name    string     `json:"name"`
	Entity  string     `json:"entity,omitempty"`
	Value   float64    `json:"value"`
	Unit    string     `json:"unit"`
	Method  string     `json:"method"`
	Version string     `json:"version"`
	Rules   []string   `json:"rules"`
	Band    [2]float64 `json:"band"`
	Flags   []vol.Flag `json:"flags"`
	Quoted  string     `json:"quoted"`
	Source  string     `json:"source"`
	Vendor  string     `json:"vendor,omitempty"`
	Spot    float64    `json:"spot,omitempty"`
	Near    volTerm    `json:"near"`
	Next    volTerm    `json:"next"`
}

type volTerm struct {
	Expiry      string      `json:"expiry"`
	Root        string      `json:"root"`
	Settlement  string      `json:"settlement"`
	Minutes     float64     `json:"minutes"`
	T           float64     `json:"T"`
	R           float64     `json:"R"`
	F           float64     `json:"F"`
	K0          float64     `json:"K0"`
	StrikesUsed int         `json:"strikes_used"`
	Sum         float64     `json:"sum,omitempty"`
	Variance    float64     `json:"variance"`
	Sigma       float64     `json:"sigma"`
	Strikes     []volStrike `json:"strikes"`
}

type volStrike struct {
	Strike       float64 `json:"strike"`
	Type         string  `json:"type"`
	Bid          float64 `json:"bid"`
	Ask          float64 `json:"ask"`
	Mid          float64 `json:"mid"`
	DeltaK       float64 `json:"dk,omitempty"`
	Contribution float64 `json:"contribution,omitempty"`
}

func volAnswerOf(q volQuotes, r volatility.Result) volAnswer {
	return volAnswer{
		Name: q.name, Entity: string(q.chain.Entity), Value: r.Value, Unit: "percent", Method: string(r.Method), Version: r.Method.Version(), Rules: r.Method.Rules(),
		Band: [2]float64{r.Low, r.High}, Flags: append([]vol.Flag{}, r.Flags...), Quoted: r.Quoted.UTC().Format(time.RFC3339),
		Source: q.chain.Source, Vendor: q.chain.Vendor, Spot: r.Spot, Near: volTermOf(r.Near), Next: volTermOf(r.Next),
	}
}

func volTermOf(t volatility.Term) volTerm {
	x := volTerm{
		Expiry: t.Expiry.String(), Root: t.Root, Settlement: t.Settlement.Format(time.RFC3339),
		Minutes: t.Minutes, T: t.TYears, R: t.RateAnnual, F: t.Forward, K0: t.K0,
		StrikesUsed: len(t.Strikes), Sum: t.Sum, Variance: t.Variance.Variance, Sigma: 100 * math.Sqrt(t.Variance.Variance),
		Strikes: make([]volStrike, len(t.Strikes)),
	}
	for i, s := range t.Strikes {
		x.Strikes[i] = volStrike{s.Strike, kindName(s.Kind), s.Bid, s.Ask, s.Mid, s.DeltaK, s.Contribution}
	}
	return x
}

func kindName(k vol.Kind) string {
	switch k {
	case vol.Call:
		return "call"
	case vol.Put:
		return "put"
	}
	return "both"
}

// volText is the value for people, in 80 columns.
func volText(q volQuotes, r volatility.Result, strikes bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s\n\n  %.2f %%  (bids %.2f, asks %.2f)\n\n", q.name, r.Method.Name(), r.Value, r.Low, r.High)
	fmt.Fprintf(&b, "  method   %s, %s\n", r.Method, r.Method.Version())
	fmt.Fprintf(&b, "  quoted   %s\n", newYorkTime(r.Quoted))
	fmt.Fprintf(&b, "  source   %s\n", strings.TrimPrefix(strings.Join([]string{q.chain.Vendor, q.chain.Source}, ", "), ", "))
	if len(r.Flags) > 0 {
		names := make([]string, len(r.Flags))
		for i, f := range r.Flags {
			names[i] = string(f)
		}
		fmt.Fprintf(&b, "  flags    %s\n", wrap(strings.Join(names, ", "), 80, 11))
	}
	fmt.Fprintf(&b, "\n  %-12s %20s %20s\n", "", "near", "next")
	for _, row := range volRows(r) {
		fmt.Fprintf(&b, "  %-12s %20s %20s\n", row[0], row[1], row[2])
	}
	if strikes {
		volStrikes(&b, "near", r.Near)
		volStrikes(&b, "next", r.Next)
	}
	b.WriteByte('\n')
	for _, rule := range r.Method.Rules() {
		fmt.Fprintf(&b, "  %s\n", wrap(rule, 80, 2))
	}
	return b.String()
}

// volRows are the figures of both expiries side by side.
func volRows(r volatility.Result) [][3]string {
	both := func(name string, of func(volatility.Term) string) [3]string {
		return [3]string{name, of(r.Near), of(r.Next)}
	}
	rows := [][3]string{
		both("expiry", func(t volatility.Term) string { return strings.TrimSpace(t.Root + " " + t.Expiry.String()) }),
		both("settled", func(t volatility.Term) string { return t.Settlement.Format("2006-01-02 15:04") }),
		both("minutes", func(t volatility.Term) string { return grouped(strconv.FormatFloat(t.Minutes, 'f', 0, 64)) }),
		both("T", func(t volatility.Term) string { return fmt.Sprintf("%.7f", t.TYears) }),
		both("R", func(t volatility.Term) string { return fmt.Sprintf("%.6f", t.RateAnnual) }),
		both("F", func(t volatility.Term) string { return fmt.Sprintf("%.5f", t.Forward) }),
		both("K0", func(t volatility.Term) string { return strconv.FormatFloat(t.K0, 'f', -1, 64) }),
		both("strikes", strikeRange),
	}
	if r.Near.Sum > 0 {
		rows = append(rows, both("sum", func(t volatility.Term) string { return fmt.Sprintf("%.10f", t.Sum) }))
	}
	return append(rows,
		both("variance", func(t volatility.Term) string { return fmt.Sprintf("%.9f", t.Variance.Variance) }),
		both("volatility", func(t volatility.Term) string { return fmt.Sprintf("%.4f %%", 100*math.Sqrt(t.Variance.Variance)) }))
}

func strikeRange(t volatility.Term) string {
	if len(t.Strikes) == 0 {
		return "0"
	}
	return fmt.Sprintf("%d, %g to %g", len(t.Strikes), t.Strikes[0].Strike, t.Strikes[len(t.Strikes)-1].Strike)
}

func volStrikes(b *strings.Builder, name string, t volatility.Term) {
	fmt.Fprintf(b, "\n  %-6s %9s  %-4s %10s %10s %10s %8s %15s\n", name, "strike", "type", "bid", "ask", "mid", "ΔK", "contribution")
	for _, s := range t.Strikes {
		fmt.Fprintf(b, "  %-6s %9g  %-4s %10.4g %10.4g %10.4g", "", s.Strike, kindName(s.Kind), s.Bid, s.Ask, s.Mid)
		if s.DeltaK > 0 {
			fmt.Fprintf(b, " %8g %15.10f", s.DeltaK, s.Contribution)
		}
		b.WriteByte('\n')
	}
}

// wrap breaks a text into lines of at most width columns; those after the first
// are indented.
func wrap(s string, width, indent int) string {
	var b strings.Builder
	at := indent
	for i, word := range strings.Fields(s) {
		n := len([]rune(word))
		switch {
		case i == 0:
		case at+1+n > width:
			b.WriteString("\n" + strings.Repeat(" ", indent))
			at = indent
		default:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += n
	}
	return b.String()
}
