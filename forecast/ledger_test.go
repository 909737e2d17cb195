package forecast_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"testing"

	"assay/forecast"
	"assay/forecast/logtest"
	"assay/period"
	"assay/quantity"
	"assay/store/memory"
)

// fixed is a log of given records.
type fixed []forecast.Record

func (f fixed) Records(_ context.Context, from int) iter.Seq2[forecast.Record, error] {
	return func(yield func(forecast.Record, error) bool) {
		for _, r := range f[min(from-1, len(f)):] {
			if !yield(r, nil) {
				return
			}
		}
	}
}
func (f fixed) Head(context.Context) (forecast.Record, error)   { return f[len(f)-1], nil }
func (f fixed) Append(context.Context, []forecast.Record) error { return errors.New("fixed") }

// filled is a ledger of three entries, a withdrawal and an overruling, and its
// records.
func filled(t testing.TB) (*forecast.Ledger, fixed) {
	t.Helper()
	ctx, log := context.Background(), memory.New()
	l, err := forecast.Load(ctx, log)
	if err != nil {
		t.Fatal(err)
	}
	items, err := l.Add(ctx, []forecast.Entry{logtest.Entry("one"), logtest.Entry("three"), logtest.Entry("eleven")})
	if err != nil {
		t.Fatal(err)
	}
	day := period.MustDate("2026-02-01")
	if err := l.Void(ctx, forecast.Decision{Entry: items[0].ID, Day: day, Reason: "misquoted"}); err != nil {
		t.Fatal(err)
	}
	if err := l.Overrule(ctx, forecast.Decision{Entry: items[1].ID, Day: day, Outcome: forecast.CameTrue, Reason: "the 10-K/A says so"}); err != nil {
		t.Fatal(err)
	}
	var records fixed
	for r, err := range log.Records(ctx, 1) {
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, r)
	}
	return l, records
}

// TestVerifyFindsChanges: whatever is changed, taken out or put elsewhere is found.
func TestVerifyFindsChanges(t *testing.T) {
	_, records := filled(t)
	if n, _, err := forecast.Verify(context.Background(), records); err != nil || n != len(records) {
		t.Fatalf("unchanged: %d, %v", n, err)
	}
	for i := range records {
		for name, change := range map[string]func(fixed) fixed{
			"body": func(r fixed) fixed {
				r[i].Body = bytes.Replace(slices.Clone(r[i].Body), []byte("2"), []byte("3"), 1)
				return r
			},
			"kind":    func(r fixed) fixed { r[i].Kind += "s"; return r },
			"number":  func(r fixed) fixed { r[i].Seq++; return r },
			"hash":    func(r fixed) fixed { r[i].Hash = "00" + r[i].Hash[2:]; return r },
			"link":    func(r fixed) fixed { r[i].Prev = "00"; return r },
			"doubled": func(r fixed) fixed { return slices.Insert(r, i, r[i]) },
			"out": func(r fixed) fixed { // the last one taken out shows by the last hash alone
				if i == len(r)-1 {
					r[i].Seq = 0
					return r
				}
				return slices.Delete(r, i, i+1)
			},
		} {
			if _, _, err := forecast.Verify(context.Background(), change(slices.Clone(records))); !errors.Is(err, forecast.ErrChanged) {
				t.Errorf("record %d, %s changed: %v", i, name, err)
			}
			if _, err := forecast.Load(context.Background(), change(slices.Clone(records))); err == nil {
				t.Errorf("record %d, %s changed: loaded", i, name)
			}
		}
	}
}

// TestDecisions: what a person may record, and what it does to an entry.
func TestDecisions(t *testing.T) {
	l, _ := filled(t)
	items := l.Items()
	if items[0].Outcome() != forecast.Void || items[0].Live() || items[1].Outcome() != forecast.CameTrue || items[2].Outcome() != forecast.Open {
		t.Errorf("outcomes %s, %s, %s", items[0].Outcome(), items[1].Outcome(), items[2].Outcome())
	}
	ctx := context.Background()
	for _, c := range []struct {
		d    forecast.Decision
		void bool
	}{
		{forecast.Decision{Entry: items[2].ID}, true},                                           // no reason
		{forecast.Decision{Entry: items[0].ID, Reason: "again"}, true},                          // void already
		{forecast.Decision{Entry: "nothing", Reason: "x"}, true},                                // unknown
		{forecast.Decision{Entry: items[2].ID, Reason: "x", Outcome: "perhaps"}, false},         // no outcome
		{forecast.Decision{Entry: items[2].ID, Reason: " ", Outcome: forecast.CameTrue}, false}, // no reason
		{forecast.Decision{Entry: items[0].ID, Reason: "x", Outcome: forecast.CameTrue}, false}, // void
	} {
		record := l.Overrule
		if c.void {
			record = l.Void
		}
		if err := record(ctx, c.d); err == nil {
			t.Errorf("recorded %+v", c.d)
		}
	}
	if _, err := l.Find(items[2].ID[:8]); err != nil {
		t.Errorf("by its first digits: %v", err)
	}
	if _, err := l.Find(""); !errors.Is(err, forecast.ErrUnknown) {
		t.Errorf("by nothing: %v", err)
	}
}

// TestSupersede: a correction is an entry of its own; the old one stays.
func TestSupersede(t *testing.T) {
	l, _ := filled(t)
	e := logtest.Entry("eleven")
	e.Supersedes = l.Items()[2].ID[:6]
	added, err := l.Add(context.Background(), []forecast.Entry{e})
	if err != nil || len(added) != 1 {
		t.Fatalf("added %d, %v", len(added), err)
	}
	if old := l.Items()[2]; old.Superseded != added[0].ID || old.Live() {
		t.Errorf("the old entry is %+v", old)
	}
}

// answers is a resolver of given answers, by the clock.
type answers func(clock period.Date) forecast.Answer

func (a answers) Resolve(_ context.Context, _ forecast.Entry, clock period.Date) (forecast.Answer, error) {
	return a(clock), nil
}

// TestResolveKeepsFirst: the first decision is of the figure as first filed; a
// restatement adds one and changes nothing.
func TestResolveKeepsFirst(t *testing.T) {
	ctx, d := context.Background(), period.MustDate
	filed, restated := d("2026-01-29"), d("2026-07-30")
	r := answers(func(clock period.Date) forecast.Answer {
		switch {
		case clock < filed:
			return forecast.Answer{Outcome: forecast.Open, Due: filed}
		case clock < restated:
			return forecast.Answer{Outcome: forecast.CameTrue, Actual: "66", Unit: "USD", Public: filed}
		}
		return forecast.Answer{Outcome: forecast.DidNotComeTrue, Actual: "60", Unit: "USD", Public: restated}
	})
	for _, c := range []struct {
		name string
		days []string
		want []string
	}{
		{"followed", []string{"2025-12-01", "2026-02-01", "2026-03-01", "2026-08-01", "2026-09-01"}, []string{"as first filed came true", "as restated did not come true"}},
		{"late", []string{"2026-08-01"}, []string{"as first filed did not come true"}}, // the resolver names the day of the restated figure
		{"too early", []string{"2025-12-01"}, nil},
	} {
		l, err := forecast.Load(ctx, memory.New())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := l.Add(ctx, []forecast.Entry{logtest.Entry("one")}); err != nil {
			t.Fatal(err)
		}
		for _, day := range c.days {
			if _, err := l.Resolve(ctx, r, d(day)); err != nil {
				t.Fatal(err)
			}
		}
		var got []string
		for _, x := range l.Items()[0].Resolutions {
			got = append(got, x.Basis+" "+string(x.Outcome))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestIntervalRoundTrip: ends of any size come back as they were.
func TestIntervalRoundTrip(t *testing.T) {
	for _, i := range []quantity.Interval{
		{}, {NoLow: true, High: quantity.Frac(1, 3), OpenHigh: true}, {Low: quantity.Int(-5), NoHigh: true, OpenLow: true}, {Low: quantity.Pow10(30), High: quantity.Pow10(40)},
	} {
		b, err := json.Marshal(forecast.Interval(i))
		if err != nil {
			t.Fatal(err)
		}
		var got forecast.Interval
		if err := json.Unmarshal(b, &got); err != nil {
			t.Fatal(err)
		}
		j := quantity.Interval(got)
		if j.NoLow != i.NoLow || j.NoHigh != i.NoHigh || j.OpenLow != i.OpenLow || j.OpenHigh != i.OpenHigh || j.Low.Cmp(i.Low) != 0 || j.High.Cmp(i.High) != 0 {
			t.Errorf("%s: %+v, want %+v", b, j, i)
		}
	}
}

// FuzzLoad: no bytes in the place of a record's body make a panic.
func FuzzLoad(f *testing.F) {
	_, records := filled(f)
	for _, r := range records {
		f.Add([]byte(r.Body), string(r.Kind))
	}
	f.Fuzz(func(t *testing.T, body []byte, kind string) {
		r := forecast.Record{Seq: 1, Kind: forecast.RecordKind(kind), Body: body}
		r.Hash = forecast.HashOf(r)
		l, err := forecast.Load(context.Background(), fixed{r})
		if err == nil && len(l.Items()) != 1 {
			t.Errorf("loaded %d items of %q", len(l.Items()), body)
		}
	})
}

// BenchmarkVerify reads a chain of 100,000 entries.
func BenchmarkVerify(b *testing.B) {
	ctx, log := context.Background(), memory.New()
	l, err := forecast.Load(ctx, log)
	if err != nil {
		b.Fatal(err)
	}
	entries := make([]forecast.Entry, 100_000)
	for i := range entries {
		entries[i] = logtest.Entry(fmt.Sprint("forecast ", i))
		entries[i].Quote.Start = i
	}
	if _, err := l.Add(ctx, entries); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := forecast.Verify(ctx, log); err != nil {
			b.Fatal(err)
		}
	}
}
