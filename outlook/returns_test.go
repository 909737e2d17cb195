package outlook_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"assay/entity"
	"assay/evidence"
	"assay/outlook"
	"assay/period"
	"assay/quantity"
	"assay/store/memory"
)

func returns(t testing.TB, s evidence.Reader, o outlook.ReturnsOptions, ids ...entity.ID) outlook.ReturnsTable {
	t.Helper()
	table, err := outlook.Returns(context.Background(), s, catalog(t), ids, o)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func row(t testing.TB, rows []outlook.ReturnsRow, label string) outlook.ReturnsRow {
	t.Helper()
	i := slices.IndexFunc(rows, func(r outlook.ReturnsRow) bool { return r.Label == label })
	if i < 0 {
		t.Fatalf("no row %s", label)
	}
	return rows[i]
}

func expect(t testing.TB, what string, f outlook.Figure, value string) {
	t.Helper()
	if f.Status != outlook.Known || f.Value != value {
		t.Errorf("%s: %s %q (%s), want %s", what, f.Status, f.Value, f.Why, value)
	}
}

func expectStatus(t testing.TB, what string, f outlook.Figure, s outlook.Status, why string) {
	t.Helper()
	if f.Status != s || !strings.Contains(f.Why, why) || f.Value != "" || f.Amount.Sign() != 0 {
		t.Errorf("%s: %s %q because %q, want %s because of %q", what, f.Status, f.Value, f.Why, s, why)
	}
}

func last(rows []outlook.ReturnsRow) outlook.ReturnsRow { return rows[len(rows)-1] }

func accessions(t outlook.ReturnsTable, f outlook.Figure) []string {
	var out []string
	for _, term := range f.Terms {
		out = append(out, t.Facts[term.Fact].Accession)
	}
	return out
}

// Alphabet's cash flow statements of 2024 (10-Q of the first three quarters,
// 10-K): purchases of property and equipment 12,012 in the first quarter,
// 25,198 in the half, 38,259 in nine months, 52,535 in the year.
func TestAlphabet2024(t *testing.T) {
	table := returns(t, filed(t), outlook.ReturnsOptions{AsOf: period.MustDate("2025-03-31"), Rows: 4, Lag: outlook.DefaultLag}, googl)
	rows := table.Filers[0].Rows
	for i, want := range []string{"12012000000", "13186000000", "13061000000", "14276000000"} {
		expect(t, rows[i].Label+" capex", rows[i].Capex, want)
	}
	q4 := row(t, rows, "2024Q4")
	if got := accessions(table, q4.Capex); !slices.Equal(got, []string{"0001652044-25-000014", "0001652044-24-000118"}) {
		t.Errorf("the fourth quarter rests on %v", got)
	}
	if q4.Fiscal != "FY2024 Q4" || q4.Start != period.MustDate("2024-10-01") || q4.End != period.MustDate("2024-12-31") {
		t.Errorf("the fourth quarter is %s to %s, %s", q4.Start, q4.End, q4.Fiscal)
	}
	// Operating income 112,390 in 2024, 84,293 in 2023; depreciation of
	// property and equipment 15,311 and 11,946; capex of 2023 32,251.
	expect(t, "change of income", q4.IncomeChange, "28097000000")
	expect(t, "change before depreciation", q4.EarningsChange, "31462000000")
	expect(t, "capex a year before", q4.Spent, "32251000000")
	for _, c := range []struct {
		f        outlook.Figure
		num, den int64
	}{{q4.After, 28097, 32251}, {q4.Before, 31462, 32251}, {q4.OverCash, 14276, 39113}} {
		if want := quantity.Frac(c.num, c.den); c.f.Status != outlook.Known || c.f.Amount.Cmp(want) != 0 {
			t.Errorf("%s %s, want %s", c.f.Status, c.f.Value, want)
		}
	}
	if table.Total != nil {
		t.Error("one company has a total")
	}

	now := returns(t, filed(t), outlook.ReturnsOptions{AsOf: period.MustDate("2025-03-31"), Rows: 1, Lag: 0}, googl)
	if f := now.Filers[0].Rows[0].After; f.Amount.Cmp(quantity.Frac(28097, 52535)) != 0 {
		t.Errorf("without a lag %s", f.Value)
	}
}

// The second clock: on 2024-07-22 Alphabet had not filed its second quarter,
// Microsoft of another fiscal year had filed its third.
func TestReturnsClock(t *testing.T) {
	table := returns(t, filed(t), outlook.ReturnsOptions{AsOf: period.MustDate("2024-07-22"), Rows: 2, Lag: 4}, googl, msft)
	if got := last(table.Filers[0].Rows).Label; got != "2024Q1" {
		t.Fatalf("the last quarter is %s", got)
	}
	if got := last(table.Filers[1].Rows).Fiscal; got != "FY2024 Q3" {
		t.Errorf("Microsoft's quarter is %s", got)
	}
	for _, f := range table.Facts {
		if f.Filed == 0 || f.Filed > period.MustDate("2024-07-22") {
			t.Errorf("%s was filed on %s", f.Accession, f.Filed)
		}
	}
	// 12,012 + 10,952 million.
	expect(t, "total capex", last(table.Total.Rows).Capex, "22964000000")

	awaited := returns(t, filed(t), outlook.ReturnsOptions{AsOf: period.MustDate("2024-07-31"), Rows: 1, Lag: 4}, googl, amzn)
	expect(t, "Alphabet's second quarter", awaited.Filers[0].Rows[0].Capex, "13186000000")
	expectStatus(t, "Amazon's second quarter", awaited.Filers[1].Rows[0].Capex, outlook.Missing, "usually filed about 2024-0")
	expectStatus(t, "the total", awaited.Total.Rows[0].Capex, outlook.Missing, "no total without AMZN")
}

// Amazon's own cash capital expenditure is net of proceeds: 30.3 billion in
// the first half of 2024 against 32.5 gross. Meta's counts the principal of
// finance leases.
func TestReturnsDefinitions(t *testing.T) {
	o := outlook.ReturnsOptions{AsOf: period.MustDate("2024-12-31"), Rows: 2, Lag: 4, Capex: outlook.Definitions{
		Of: map[entity.ID]string{amzn: "cash net of proceeds", meta: "capex: cash + finance-lease principal"},
	}}
	table := returns(t, filed(t), o, amzn, meta, googl)
	a := row(t, table.Filers[0].Rows, "2024Q3")
	expect(t, "Amazon net", a.Capex, "21278000000")
	if len(a.Definitions) != 4 || a.Definitions[0].Value != "22620000000" {
		t.Errorf("Amazon has %d definitions", len(a.Definitions))
	}
	expect(t, "Meta with leases", row(t, table.Filers[1].Rows, "2024Q3").Capex, "9202000000")
	// 21,278 + 9,202 + 13,061 million.
	expect(t, "total", row(t, table.Total.Rows, "2024Q3").Capex, "43541000000")
	if !slices.ContainsFunc(table.Total.Mixed, func(s string) bool {
		return strings.Contains(s, "definitions of capex differ") && strings.Contains(s, "capex: cash net of proceeds (AMZN)")
	}) {
		t.Errorf("the total's mixture is not said: %q", table.Total.Mixed)
	}

	o.Capex.All = "capex: with everything"
	_, err := outlook.Returns(context.Background(), filed(t), catalog(t), []entity.ID{googl}, o)
	if !errors.Is(err, outlook.ErrOptions) || !strings.Contains(err.Error(), `"capex: cash"`) {
		t.Errorf("an unknown definition: %v", err)
	}
	o.Capex = outlook.Definitions{All: "cash net of proceeds"}
	table = returns(t, filed(t), o, googl)
	expectStatus(t, "Alphabet files no proceeds", table.Filers[0].Rows[0].Capex, outlook.Missing, `no "capex: cash net of proceeds" filed`)
}

// Nvidia's fiscal 2025 ended on 2025-01-26: its four quarters stand for the
// calendar's of 2024. Its income grew by thirty times its capital expenditure,
// which is no return.
func TestReturnsCalendarised(t *testing.T) {
	o := outlook.ReturnsOptions{AsOf: period.MustDate("2025-03-31"), By: outlook.ByCalendarYear, Rows: 1, Lag: 4}
	table := returns(t, filed(t), o, nvda, msft)
	n, m := table.Filers[0].Rows[0], table.Filers[1].Rows[0]
	if n.Label != "2024" || n.Start != period.MustDate("2024-01-29") || n.End != period.MustDate("2025-01-26") || n.Fiscal != "FY2025 Q4" {
		t.Errorf("Nvidia's 2024 is %s to %s, %s", n.Start, n.End, n.Fiscal)
	}
	expect(t, "Nvidia's revenue", n.Revenue, "130497000000") // 10-K of fiscal 2025
	expectStatus(t, "Nvidia's return", n.After, outlook.Small, "passes 300 %")
	// Microsoft: 61,858 + 64,727 + 65,585 + 69,632 million.
	expect(t, "Microsoft's revenue", m.Revenue, "261802000000")
	if m.Fiscal != "FY2025 Q2" {
		t.Errorf("Microsoft's 2024 ends with %s", m.Fiscal)
	}
	expect(t, "together", table.Total.Rows[0].Revenue, "392299000000")

	o.By = outlook.ByFiscalYear
	table = returns(t, filed(t), o, nvda, msft)
	if table.Total.Why == "" || table.Total.Rows != nil {
		t.Error("fiscal years that end in January and June are added up")
	}
	expect(t, "Nvidia's fiscal 2025", table.Filers[0].Rows[0].Revenue, "130497000000")
	expectStatus(t, "Microsoft's, which is not over", table.Filers[1].Rows[0].Revenue, outlook.Missing, "MSFT: quarter to 2025-06-30")
}

// Every figure is the sum of its facts over the sum of the facts below the
// line, and every fact has its filing.
func TestReturnsReplay(t *testing.T) {
	table := returns(t, filed(t), outlook.ReturnsOptions{Rows: 12, Lag: 4}, msft, googl, amzn, meta, nvda)
	known := 0
	for _, f := range figuresOf(t, table) {
		if f.Status == outlook.Known {
			known++
			replay(t, f, table.Facts)
		} else if f.Why == "" {
			t.Errorf("a figure is %q without a reason", f.Status)
		}
	}
	if known < 500 {
		t.Errorf("only %d figures", known)
	}
	for _, f := range table.Facts {
		if f.Accession == "" || f.Form == "" || f.Concept == "" {
			t.Errorf("a fact without its filing: %+v", f)
		}
	}
}

// Alphabet's 10-K for 2019 recast the operating income of 2017 and 2018; the
// change over the year before is then on two bases, and says so.
func TestReturnsRecast(t *testing.T) {
	table := returns(t, filed(t), outlook.ReturnsOptions{AsOf: period.MustDate("2026-07-31"), Rows: 40, Lag: 4}, googl)
	const want = "as recast in 10-K 0001652044-20-000008; as first filed"
	if got := row(t, table.Filers[0].Rows, "2017Q4").IncomeChange.Basis; got != want {
		t.Errorf("the change of 2017 is %s", got)
	}
	if text := written(t, table.WriteText); !strings.Contains(text, "is on several bases") {
		t.Error("the text does not say so")
	}
	then := returns(t, filed(t), outlook.ReturnsOptions{AsOf: period.MustDate("2019-12-31"), Rows: 40, Lag: 4}, googl)
	if got := row(t, then.Filers[0].Rows, "2017Q4").IncomeChange.Basis; got != "as first filed" {
		t.Errorf("before that report the change of 2017 is %s", got)
	}
}

// figuresOf are all figures of a value's JSON.
func figuresOf(t testing.TB, v any) []outlook.Figure {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var out []outlook.Figure
	var walk func(json.RawMessage)
	walk = func(m json.RawMessage) {
		var list []json.RawMessage
		var object map[string]json.RawMessage
		switch {
		case json.Unmarshal(m, &list) == nil:
			for _, x := range list {
				walk(x)
			}
		case json.Unmarshal(m, &object) == nil:
			if _, question := object["question"]; object["status"] != nil && !question {
				var f outlook.Figure
				if err := json.Unmarshal(m, &f); err != nil {
					t.Fatal(err)
				}
				out = append(out, f)
				return
			}
			for _, x := range object {
				walk(x)
			}
		}
	}
	walk(b)
	return out
}

// replay does a figure's sum again.
func replay(t testing.TB, f outlook.Figure, facts []outlook.Fact) {
	t.Helper()
	total := func(terms []outlook.Term) (s quantity.Rat) {
		for _, x := range terms {
			d, err := quantity.ParseDecimal(facts[x.Fact].Value)
			if err != nil {
				t.Fatal(err)
			}
			s = s.Add(d.Rat().Mul(quantity.Int(int64(x.Sign))))
		}
		return s
	}
	v := total(f.Terms)
	if len(f.Over) > 0 {
		v, _ = v.Quo(total(f.Over))
	}
	if f.DividedBy != 0 {
		v, _ = v.Quo(quantity.Int(int64(f.DividedBy)))
	}
	if v.String() != f.Value || len(f.Terms) == 0 {
		t.Errorf("%s %s..%s is %s, its facts make %s", f.Definition, f.Start, f.End, f.Value, v)
	}
}

func TestReturnsEdges(t *testing.T) {
	s := memory.New()
	// Three years of quarters; income falls to a loss, one quarter's cash
	// flow is not filed, another's is negative, capex of the second year
	// is tiny.
	a := newFiler(t, s, 1, "AAA", "1231", "2022-01-01")
	a.flat(tagRevenue, 12, 1000).flow(tagCapex, 100, 100, 100, 100, 2, 2, 2, 2, 50, 50, 50, 50).
		flow(tagIncome, 30, 30, 30, 30, 10, 10, 10, 10, -20, -20, -20, -20).flat(tagDepreciation, 12, 20).
		flow(tagCashFlow, 80, 80, 80, 80, 80, 80, 80, 80, 80, gap, -5, 80)
	o := outlook.ReturnsOptions{Rows: 8, Lag: 4}
	rows := returns(t, s, o, a.id()).Filers[0].Rows

	// 2023: income 40 after 120 over capex 400.
	expect(t, "a negative return", row(t, rows, "2023Q4").After, "-0.2")
	expect(t, "with flat depreciation", row(t, rows, "2023Q4").Before, "-0.2")
	expectStatus(t, "capex of 8 on revenue of 4000", row(t, rows, "2024Q4").After, outlook.Small, "below 1.0 % of revenue")
	expect(t, "the change is shown", row(t, rows, "2024Q4").IncomeChange, "-120")
	expectStatus(t, "a missing quarter", row(t, rows, "2024Q2").OverCash, outlook.Missing, "operating cash flow of AAA in 2024-04-01..2024-06-30")
	expectStatus(t, "a negative cash flow", row(t, rows, "2024Q3").OverCash, outlook.Negative, "operating cash flow is negative")
	expectStatus(t, "no year before", row(t, rows, "2023Q1").After, outlook.Missing, "operating income of AAA in 2021-04-01..2022-03-31")

	// A filer of another fiscal year and one of another currency.
	b := newFiler(t, s, 2, "BBB", "0131", "2022-02-01")
	b.flat(tagRevenue, 12, 500).flat(tagCapex, 12, 40).flat(tagIncome, 12, 60).flat(tagDepreciation, 12, 5).flat(tagCashFlow, 12, 90)
	c := newFiler(t, s, 3, "CCC", "1231", "2022-01-01")
	c.unit = "EUR"
	c.flat(tagRevenue, 12, 500).flat(tagCapex, 12, 40)
	table := returns(t, s, o, a.id(), b.id())
	q := row(t, table.Filers[1].Rows, "2024Q4")
	if q.Start != period.MustDate("2024-11-01") || q.End != period.MustDate("2025-01-31") {
		t.Errorf("the fourth quarter of a year to January is %s to %s", q.Start, q.End)
	}
	expect(t, "total capex", row(t, table.Total.Rows, "2024Q4").Capex, "90")
	expect(t, "total capex of the lagged year", row(t, table.Total.Rows, "2024Q4").Spent, "168")
	expect(t, "total change", row(t, table.Total.Rows, "2024Q4").IncomeChange, "-120")
	expect(t, "total return", row(t, table.Total.Rows, "2024Q4").After, "-0.714285714286") // -120/168

	table = returns(t, s, o, b.id(), c.id())
	expectStatus(t, "dollars and euros", row(t, table.Total.Rows, "2024Q3").Capex, outlook.Units, "USD and in EUR")
}

// Zero and negative capital expenditure carry no return, however the bounds
// are set.
func TestReturnsDenominators(t *testing.T) {
	s := memory.New()
	a := newFiler(t, s, 1, "AAA", "1231", "2022-01-01")
	a.flat(tagRevenue, 12, 1000).flow(tagCapex, 0, 0, 0, 0, -1, -1, -1, -1, 9, 9, 9, 9).flow(tagIncome, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
	o := outlook.ReturnsOptions{Rows: 5, Lag: 4, Tiny: quantity.Frac(1, 1000000), Most: quantity.Int(1000)}
	rows := returns(t, s, o, a.id()).Filers[0].Rows
	expectStatus(t, "over zero", row(t, rows, "2023Q4").After, outlook.Negative, "is zero")
	expectStatus(t, "over less than zero", row(t, rows, "2024Q4").After, outlook.Negative, "is negative")
	o.Lag = 0
	expect(t, "16 over 36", row(t, returns(t, s, o, a.id()).Filers[0].Rows, "2024Q4").After, "0.444444444444")
}

func TestReturnsOptions(t *testing.T) {
	s := memory.New()
	m := newFiler(t, s, 1, "AAA", "1231", "2022-01-01").flat(tagRevenue, 8, 10)
	for name, o := range map[string]outlook.ReturnsOptions{
		"by":   {By: "month"},
		"rows": {Rows: outlook.MaxRows + 1},
		"few":  {Rows: -1},
		"lag":  {Lag: -1},
		"far":  {Lag: outlook.MaxLag + 1},
		"tiny": {Tiny: quantity.Int(-1)},
		"most": {Most: quantity.Int(-1)},
	} {
		if _, err := outlook.Returns(context.Background(), s, catalog(t), []entity.ID{m.id()}, o); !errors.Is(err, outlook.ErrOptions) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, ids := range [][]entity.ID{nil, {m.id(), m.id()}} {
		if _, err := outlook.Returns(context.Background(), s, catalog(t), ids, outlook.ReturnsOptions{}); !errors.Is(err, outlook.ErrOptions) {
			t.Errorf("companies %v: %v", ids, err)
		}
	}
	for _, o := range []outlook.ReturnsOptions{{}, {AsOf: period.MustDate("2021-01-01")}} {
		id := m.id()
		if o.AsOf == 0 {
			id = entity.CIK(99)
		}
		_, err := outlook.Returns(context.Background(), s, catalog(t), []entity.ID{id}, o)
		if !errors.Is(err, evidence.ErrNotFound) || !strings.Contains(err.Error(), "import") {
			t.Errorf("nothing to show: %v", err)
		}
	}
	// A company without facts beside one with some has a reason in each cell.
	table := returns(t, s, outlook.ReturnsOptions{Rows: 2}, m.id(), entity.CIK(99))
	expectStatus(t, "unknown filer", table.Filers[1].Rows[0].Revenue, outlook.Missing, "import")
}

func TestReturnsText(t *testing.T) {
	for _, by := range []outlook.Step{outlook.ByQuarter, outlook.ByCalendarYear, outlook.ByFiscalYear} {
		table := returns(t, filed(t), outlook.ReturnsOptions{By: by, Rows: 6, Lag: 4, AsOf: period.MustDate("2026-07-31")}, msft, googl, amzn, meta, nvda)
		text := written(t, table.WriteText)
		if by == outlook.ByQuarter && !strings.Contains(text, "  2025Q4    27,851  113,829   35,934   52,402   6,040   53.1 %   42.8 %   31.7 %\n") {
			t.Errorf("Alphabet's quarter is not as expected in\n%s", text)
		}
	}
}

// written is a text, of which no line is wider than a terminal.
func written(t testing.TB, write func(io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		line = strings.TrimSuffix(line, "\n")
		if utf8.RuneCountInString(line) > outlook.Width || strings.TrimRight(line, " ") != line {
			t.Errorf("line of %d columns: %q", utf8.RuneCountInString(line), line)
		}
	}
	return b.String()
}
