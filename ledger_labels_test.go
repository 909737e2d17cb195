package assay_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"assay"
	"assay/article"
	"assay/forecast"
	"assay/period"
	"assay/sharedtest"
)

// forecastLabel is a labelled forecast as far as a ledger knows it.
type forecastLabel struct {
	Start, End int
	Text       string
	V          numbers `json:"v"`
	P          []*string
	H          string
	Mod        string
	Who        *string
	X          words
}

// numbers is one number or several.
type numbers []float64

func (n *numbers) UnmarshalJSON(b []byte) error {
	var one float64
	if json.Unmarshal(b, &one) == nil {
		*n = numbers{one}
		return nil
	}
	return json.Unmarshal(b, (*[]float64)(n))
}

// words is one word or several.
type words []string

func (w *words) UnmarshalJSON(b []byte) error {
	var one string
	if json.Unmarshal(b, &one) == nil {
		*w = words{one}
		return nil
	}
	return json.Unmarshal(b, (*[]string)(w))
}

func forecastLabels(t *testing.T, file string) (labels []forecastLabel) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for s := bufio.NewScanner(bytes.NewReader(data)); s.Scan(); {
		var l forecastLabel
		if err := json.Unmarshal(s.Bytes(), &l); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if l.Mod == "forecast" {
			labels = append(labels, l)
		}
	}
	return labels
}

// TestLedgerAsLabelled: every forecast that is labelled in the shared articles is
// captured with holder, kind, value and period as labelled, and resolves at
// 2026-07-31 to what the label says.
func TestLedgerAsLabelled(t *testing.T) {
	dir := sharedtest.Dir(t)
	files, err := filepath.Glob(filepath.Join(dir, "gold", "*.jsonl"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files of labels, %v", len(files), err)
	}
	ctx, now := context.Background(), period.MustDate("2026-07-31")
	r, store := ready(t)
	resolver, err := r.Resolver(ctx, assay.Options{Store: store, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		labels := forecastLabels(t, file)
		name := strings.TrimSuffix(filepath.Base(file), ".jsonl")
		a := articleIn(t, filepath.Join(dir, "articles", name+".txt"), article.Hints{})
		entries, err := r.Forecasts(ctx, a, assay.Options{Store: store, Now: a.Published})
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range labels {
			e, ok := captureOf(entries, l)
			if !ok {
				t.Errorf("%s: %q is not captured", name, l.Text)
				continue
			}
			for what, right := range map[string]bool{
				"holder " + e.Holder.String(): l.heldBy(e.Holder),
				"value " + e.Quote.Text:       l.states(e.Value),
				"hedge " + e.Value.Hedge:      l.H == e.Value.Hedge,
				"period " + e.Period.Start.String() + " to " + e.Period.End.String(): l.over(e.Period),
			} {
				if !right {
					t.Errorf("%s: %q: %s; labelled %s", name, l.Text, what, l)
				}
			}
			ans, err := resolver.Resolve(ctx, e, now)
			if err != nil {
				t.Fatal(err)
			}
			if !l.admits(ans.Outcome) {
				t.Errorf("%s: %q resolves to %q (%s), labelled %v", name, l.Text, ans.Outcome, ans.Awaits, l.X)
			}
		}
	}
}

func captureOf(entries []forecast.Entry, l forecastLabel) (forecast.Entry, bool) {
	for _, e := range entries {
		if e.Quote.Start < l.End && l.Start < e.Quote.End {
			return e, true
		}
	}
	return forecast.Entry{}, false
}

// heldBy reports whether a holder is the label's: "Jane Miller (Northwind)". Of
// unnamed analysts the label's house is whom it guesses; a house may be inflected.
func (l forecastLabel) heldBy(p forecast.Person) bool {
	if l.Who == nil {
		return p == (forecast.Person{})
	}
	who := strings.NewReplacer("（", "(", "）", ")").Replace(*l.Who)
	name, org, _ := strings.Cut(strings.TrimSuffix(who, ")"), "(")
	name, org = strings.TrimSpace(name), strings.TrimSpace(org)
	switch {
	case name == "analysts":
		return strings.HasPrefix(p.Name, "Analyst") && p.Org == ""
	case p.Name == "":
		return p.Org == name
	}
	return p.Name == name && (org == "" || strings.HasPrefix(p.Org, org))
}

func (l forecastLabel) states(v forecast.Value) bool {
	var got []float64
	for _, s := range []*string{v.Written, v.Low, v.High} {
		if s == nil || v.Written != nil && s != v.Written {
			continue
		}
		f, err := strconv.ParseFloat(*s, 64)
		if err != nil {
			return false
		}
		got = append(got, f)
	}
	if len(got) != len(l.V) {
		return false
	}
	for i := range got {
		if math.Abs(math.Abs(got[i])-math.Abs(l.V[i])) > 1e-6*math.Abs(l.V[i]) {
			return false
		}
	}
	return true
}

// over reports whether a period is the label's: to ten days, or, of a label that
// gives years alone, to the year.
func (l forecastLabel) over(p forecast.Period) bool {
	for i, got := range []period.Date{p.Start, p.End} {
		if len(l.P) == 0 || l.P[i] == nil {
			continue
		}
		if len(*l.P[i]) == 4 {
			if got.String()[:4] != *l.P[i] {
				return false
			}
			continue
		}
		if d := got - period.MustDate(*l.P[i]); d < -10 || d > 10 {
			return false
		}
	}
	return true
}

// admits reports whether an outcome is one of the label's.
func (l forecastLabel) admits(o forecast.Outcome) bool {
	as := map[string]forecast.Outcome{"supported": forecast.CameTrue, "contradicted": forecast.DidNotComeTrue, "ambiguous": forecast.Undecided}
	for _, x := range l.X {
		if as[x] == o || as[x] == "" && o == forecast.Open {
			return true
		}
	}
	return false
}

func (l forecastLabel) String() string {
	b, _ := json.Marshal(map[string]any{"v": l.V, "p": l.P, "h": l.H, "who": l.Who, "x": l.X})
	return string(b)
}
