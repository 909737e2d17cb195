package chart

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// sampleReturns is what n companies spent and earned over eight quarters; the
// second lacks a quarter's income, the third has a year of losses.
func sampleReturns(n int) Panels {
	p := Panels{
		Title: "Capital expenditure and what came of it", Description: "Capital expenditure, cash flow and income by quarter.", Note: "Return: the change of a year's operating income over the capex of the year before.",
		Series: []PanelSeries{{"capex", Bar}, {"operating cash flow", Line}, {"operating income", Line}, {"return before depreciation", Share}},
	}
	for i := range n {
		panel := Panel{Name: fmt.Sprintf("Company %d", i+1), Unit: "USD", Values: make([][]Value, 4)}
		size := math.Pow(10, 10.5-float64(i))
		for q := range 8 {
			panel.Labels = append(panel.Labels, fmt.Sprintf("202%dQ%d", 4+q/4, q%4+1))
			capex, cash := size*(0.5+0.1*float64(q)), size*(1.2+0.3*math.Sin(float64(q)))
			income := size * (0.9 + 0.02*float64(q*q))
			if i == 2 && q < 4 {
				income = -0.3 * size
			}
			for s, x := range []float64{capex, cash, income, 0.3 - 0.09*float64(q)} {
				v := Value{x, x, x}
				if i == 1 && s == 2 && q == 3 || s == 3 && q < 2 {
					v = Absent()
				}
				panel.Values[s] = append(panel.Values[s], v)
			}
		}
		p.Panels = append(p.Panels, panel)
	}
	return p
}

// sampleRunway is a projection with its ranges.
func sampleRunway() Panels {
	panel := Panel{Name: "Company, buybacks going on", Unit: "USD", Values: make([][]Value, 2)}
	for q := range 21 {
		panel.Labels = append(panel.Labels, fmt.Sprint(q))
		free, net := 4e10-3e9*float64(q), 5e10+1e9*float64(q)-2e8*float64(q*q)
		wide := 2e9 * float64(q)
		panel.Values[0] = append(panel.Values[0], Value{free, free - wide, free + wide})
		panel.Values[1] = append(panel.Values[1], Value{net, net - 3*wide, net + wide})
	}
	return Panels{ID: "runway", Title: "How long spending can go on", Description: "Free cash flow and net cash.", Series: []PanelSeries{{"free cash flow of four quarters", Line}, {"net cash", Line}}, Panels: []Panel{panel}}
}

// Whatever companies report, labels keep apart and figures lie inside.
func TestPanelsProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringN(0, 60, 150)
		p := Panels{Title: word.Draw(t, "title"), Description: word.Draw(t, "description"), Note: word.Draw(t, "note")}
		for range rapid.IntRange(1, MaxSeries).Draw(t, "series") {
			p.Series = append(p.Series, PanelSeries{word.Draw(t, "name"), rapid.SampledFrom([]Form{Line, Bar, Share}).Draw(t, "form")})
		}
		amount := rapid.OneOf(rapid.Float64(), rapid.Float64Range(-3, 3), rapid.Just(0.0), rapid.Just(math.NaN()), rapid.Just(math.Inf(1)))
		for range rapid.IntRange(1, 8).Draw(t, "panels") {
			panel := Panel{Name: word.Draw(t, "company"), Unit: word.Draw(t, "unit"), Labels: rapid.SliceOfN(rapid.StringN(0, 20, 60), 0, 80).Draw(t, "labels")}
			scale := math.Pow(10, rapid.Float64Range(-3, 14).Draw(t, "log scale"))
			for range p.Series {
				n := rapid.IntRange(0, len(panel.Labels)+1).Draw(t, "values")
				var vs []Value
				for range n {
					x := amount.Draw(t, "x") * scale
					vs = append(vs, Value{x, x - scale*rapid.Float64Range(-1, 3).Draw(t, "down"), x + scale*rapid.Float64Range(-1, 3).Draw(t, "up")})
				}
				panel.Values = append(panel.Values, vs)
			}
			p.Panels = append(p.Panels, panel)
		}
		var a, b bytes.Buffer
		left, err := WritePanels(&a, p)
		if errors.Is(err, ErrNoPoint) {
			return
		}
		if err != nil {
			t.Fatalf("%v", err)
		}
		checkSVG(t, a.Bytes())
		if again, err := WritePanels(&b, p); err != nil || again != left || !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Fatalf("the same chart twice differs (%v)", err)
		}
	})
}

func TestPanelsRefused(t *testing.T) {
	one := sampleReturns(1)
	if _, err := WritePanels(io.Discard, Panels{Series: one.Series}); !errors.Is(err, ErrNoPoint) {
		t.Errorf("no panel: %v", err)
	}
	if _, err := WritePanels(io.Discard, Panels{Series: one.Series, Panels: []Panel{{Name: "X", Labels: []string{"2024"}}}}); !errors.Is(err, ErrNoPoint) {
		t.Errorf("a panel without figures: %v", err)
	}
	if _, err := WritePanels(io.Discard, sampleReturns(MaxPanels+1)); err == nil || !strings.Contains(err.Error(), "at most 16") {
		t.Errorf("too many panels: %v", err)
	}
	bad := sampleReturns(1)
	bad.ID = `a"b`
	if _, err := WritePanels(io.Discard, bad); err == nil {
		t.Error("an id that breaks out of its attribute")
	}
	huge := sampleReturns(2)
	huge.Panels[0].Values[0][0].At = 1e300
	huge.Panels[1].Values = nil
	var b bytes.Buffer
	left, err := WritePanels(&b, huge)
	if err != nil || left != 1 || !strings.Contains(b.String(), ">values left out: 1<") || !strings.Contains(b.String(), "Company 2: no figures") {
		t.Errorf("%d left out, %v", left, err)
	}
	checkSVG(t, b.Bytes())
}
