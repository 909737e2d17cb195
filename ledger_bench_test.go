package assay_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"assay"
	"assay/claim"
	"assay/entity"
	"assay/evidence"
	"assay/forecast"
	"assay/metric"
	"assay/period"
	"assay/quantity"
	"assay/sharedtest"
	"assay/source"
	"assay/store/memory"
	"assay/store/sqlite"
)

// The benchmarks of a large ledger resolve and score 100,000 forecasts of some
// eight hundred questions over the shared evidence.
const manyForecasts = 100_000

// resolvedOn is their clock: half a year before the last questions fall due.
var resolvedOn = period.MustDate("2026-07-31")

// asked is a question that many make forecasts of.
type asked struct {
	subject forecast.Party
	measure string
	form    claim.Kind
	unit    string
	want    period.Range
	base    period.Range // of a change
	due     period.Date
	near    quantity.Rat // what it came to, or may
}

// questions are levels and growth of four filers by year and quarter, some of
// them still to come, and prices of their shares.
func questions(t testing.TB, store evidence.Reader) []asked {
	t.Helper()
	cat, err := metric.Load()
	if err != nil {
		t.Fatal(err)
	}
	var out []asked
	for _, f := range []forecast.Party{{ID: "cik:0000789019", Name: "Microsoft"}, {ID: "cik:0001652044", Name: "Alphabet"}, {ID: "cik:0001326801", Name: "Meta"}, {ID: "cik:0001045810", Name: "NVIDIA"}} {
		cal, err := evidence.CalendarOf(t.Context(), store, f.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range fiscalPeriods(cal) {
			rep, err := evidence.Reported(t.Context(), store, f.ID, want, 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range []string{"revenue", "net income", "operating income", "capex", "operating cash flow"} {
				q := asked{subject: f, measure: m, form: claim.Level, unit: "USD", want: want, due: rep.Day, near: quantity.Pow10(11)}
				if cs, err := evidence.Measure(t.Context(), store, cat, f.ID, m, want, 0); err == nil {
					q.near = cs[0].Value
				}
				out = append(out, q)
			}
			for _, m := range []string{"revenue", "operating income"} {
				out = append(out, asked{subject: f, measure: m, form: claim.Change, unit: "percent", want: want, base: claim.Shift(cal, want, "yoy"), due: rep.Day, near: quantity.Int(20)})
			}
		}
		for day := period.MustDate("2023-01-31"); day <= period.MustDate("2026-12-31"); day = day.AddMonths(3) {
			out = append(out, asked{subject: f, measure: "price", form: claim.Level, unit: "USD", want: period.Day(day), due: day, near: quantity.Int(250)})
		}
	}
	return out
}

// fiscalPeriods are the years from 2022 to 2028 and the quarters from 2024 on
// that a calendar has.
func fiscalPeriods(cal period.Calendar) []period.Range {
	var out []period.Range
	for fy := 2022; fy <= 2028; fy++ {
		if year, ok := cal.Year(fy); ok {
			out = append(out, year)
		}
		for n := 1; n <= 4 && fy >= 2024; n++ {
			if q, ok := cal.Quarter(fy, n); ok {
				out = append(out, q)
			}
		}
	}
	return out
}

// forecastOf is the nth forecast of a question: a point, a range or a bound a few
// percent off, said on one of the days before it is due. Some leave open whether
// the year is a calendar year.
func (q *asked) forecastOf(t testing.TB, n int) forecast.Entry {
	t.Helper()
	off := func(percent int) quantity.Rat { return q.near.Mul(quantity.Frac(int64(100+percent), 100)) }
	mid := (n*17)%41 - 20
	low, high := off(mid-2), off(mid+2)
	e := forecast.Entry{
		Article: forecast.Article{Source: "bench.csv", SHA256: "bench", Published: q.due - 10 - period.Date(n*13%300)},
		Holder:  forecast.Person{Name: fmt.Sprintf("Analyst %03d", n), Org: "Bank"}, Relayer: "bench.csv",
		Subject: []forecast.Party{q.subject}, Measure: q.measure, Period: forecast.Period{Start: q.want.Start, End: q.want.End},
		Value: forecast.Value{Unit: q.unit}, Rule: forecast.Rule{Form: string(q.form), Unit: q.unit, Digits: 3},
	}
	e.Captured = e.Article.Published
	interval := quantity.Interval{Low: low, High: high}
	switch n % 5 {
	case 0:
		e.Kind, e.Value.Hedge, interval = forecast.AtLeast, "atleast", quantity.Interval{Low: low, NoHigh: true}
	case 1:
		e.Kind, e.Value.Hedge, interval = forecast.AtMost, "atmost", quantity.Interval{High: high, NoLow: true}
	case 2:
		e.Kind, e.Value.Hedge = forecast.Range, "between"
	default:
		written := off(mid).String()
		e.Kind, e.Value.Hedge, e.Value.Written = forecast.Point, "exact", &written
	}
	e.Rule.Hedge = e.Value.Hedge
	first := forecast.Question{Entities: []entity.ID{q.subject.ID}, Measure: q.measure, Period: e.Period, Interval: forecast.Interval(interval), Due: q.due}
	if q.form == claim.Change {
		first.Base, first.BasePeriod = "yoy", forecast.Period{Start: q.base.Start, End: q.base.End}
	}
	e.Rule.Questions = []forecast.Question{first}
	if n%7 == 0 && q.want.Days() > 350 && q.form == claim.Level {
		year := period.Months(q.want.End.Year(), 1, 12)
		other := first
		other.Period, other.Why = forecast.Period{Start: year.Start, End: year.End}, "the calendar year"
		e.Rule.Questions = append(e.Rule.Questions, other)
	}
	var err error
	if e.RuleHash, err = forecast.HashRule(e.Rule); err != nil {
		t.Fatal(err)
	}
	return e
}

// ledgerStore is a store with the filings and prices of the shared data.
func ledgerStore(t testing.TB) *sqlite.Store {
	t.Helper()
	data := filepath.Join(sharedtest.Dir(t), "data")
	prices, err := filepath.Glob(filepath.Join(data, "prices", "*_ohlcv_adj_2020-01-02*"))
	if err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Open(filepath.Join(t.TempDir(), "s.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	paths := append(prices, filepath.Join(data, "sec", "submissions"), filepath.Join(data, "sec", "companyfacts"))
	if _, err := source.Import(t.Context(), source.Settings{}, store, paths); err != nil {
		t.Fatal(err)
	}
	return store
}

// largeLedger adds n forecasts to a log: each question in turn, by one holder
// after the other.
func largeLedger(t testing.TB, store evidence.Reader, log forecast.Log, n int) *forecast.Ledger {
	t.Helper()
	qs := questions(t, store)
	entries := make([]forecast.Entry, n)
	for i := range entries {
		entries[i] = qs[i%len(qs)].forecastOf(t, i/len(qs))
		entries[i].Quote.Start = i
	}
	l, err := forecast.Load(t.Context(), log)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Add(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
	return l
}

// resolverOn decides from a store.
func resolverOn(t testing.TB, store evidence.Reader) *assay.Resolver {
	t.Helper()
	r, err := assay.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	resolver, err := r.Resolver(t.Context(), assay.Options{Store: store, Now: resolvedOn})
	if err != nil {
		t.Fatal(err)
	}
	return resolver
}

// BenchmarkLedgerResolve decides all of a large ledger for the first time, with
// a new resolver each time.
func BenchmarkLedgerResolve(b *testing.B) {
	store := ledgerStore(b)
	entries := memory.New()
	largeLedger(b, store, entries, manyForecasts)
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		l := copied(b, entries)
		r := resolverOn(b, store)
		b.StartTimer()
		if _, err := l.Resolve(b.Context(), r, resolvedOn); err != nil {
			b.Fatal(err)
		}
	}
}

// copied is a ledger of a log's records in a log of its own.
func copied(t testing.TB, log forecast.Log) *forecast.Ledger {
	t.Helper()
	var records []forecast.Record
	for r, err := range log.Records(t.Context(), 1) {
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, r)
	}
	fresh := memory.New()
	if err := fresh.Append(t.Context(), records); err != nil {
		t.Fatal(err)
	}
	l, err := forecast.Load(t.Context(), fresh)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// BenchmarkLedgerScore scores a large ledger that has been resolved.
func BenchmarkLedgerScore(b *testing.B) {
	store := ledgerStore(b)
	l := largeLedger(b, store, memory.New(), manyForecasts)
	if _, err := l.Resolve(b.Context(), resolverOn(b, store), resolvedOn); err != nil {
		b.Fatal(err)
	}
	for _, by := range []forecast.Grouping{forecast.ByHolder, forecast.ByAll} {
		b.Run(string(by), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r := resolverOn(b, store)
				naive := func(e forecast.Entry) (forecast.Naive, error) { return r.Naive(context.Background(), e) }
				if _, err := forecast.Score(l.Items(), naive, forecast.ScoreOptions{By: by}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestResolveOnAllCores: several resolvers beside one another record what one
// alone does, in the same order.
func TestResolveOnAllCores(t *testing.T) {
	store := ledgerStore(t)
	entries := memory.New()
	largeLedger(t, store, entries, 3000)
	resolved := func(r forecast.Resolver) *forecast.Ledger {
		l := copied(t, entries)
		if _, err := l.Resolve(t.Context(), r, resolvedOn); err != nil {
			t.Fatal(err)
		}
		return l
	}
	one := resolved(struct{ forecast.Resolver }{resolverOn(t, store)})
	all := resolved(resolverOn(t, store))
	decided := 0
	for _, it := range one.Items() {
		if len(it.Resolutions) > 0 {
			decided++
		}
	}
	if decided < 1000 || one.Head() != all.Head() {
		t.Errorf("%d decided; the heads are %s and %s", decided, one.Head(), all.Head())
	}
}
