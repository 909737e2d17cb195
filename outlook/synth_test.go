package outlook_test

import (
	"context"
	"fmt"
	"math"
	"testing"

	"assay/entity"
	"assay/evidence"
	"assay/period"
	"assay/quantity"
	"assay/store/memory"
)

// The concepts of made filers.
const (
	tagCapex        = "us-gaap:PaymentsToAcquirePropertyPlantAndEquipment"
	tagRevenue      = "us-gaap:Revenues"
	tagIncome       = "us-gaap:OperatingIncomeLoss"
	tagCashFlow     = "us-gaap:NetCashProvidedByUsedInOperatingActivities"
	tagDepreciation = "us-gaap:DepreciationDepletionAndAmortization"
	tagLeases       = "us-gaap:FinanceLeasePrincipalPayments"
	tagDividends    = "us-gaap:PaymentsOfDividends"
	tagBuybacks     = "us-gaap:PaymentsForRepurchaseOfCommonStock"
	tagCash         = "us-gaap:CashAndCashEquivalentsAtCarryingValue"
	tagSecurities   = "us-gaap:MarketableSecuritiesCurrent"
	tagDebt         = "us-gaap:LongTermDebt"
)

// gap is a quarter that is not filed.
const gap = math.MinInt64

// maker puts facts of one made filer into a store, each quarter's in a filing
// of its own a month after it.
type maker struct {
	t     testing.TB
	store *memory.Store
	cik   uint32
	unit  string
	first period.Range // the first quarter
}

// newFiler is a filer whose first quarter starts on the day, and whose fiscal
// year ends in the month and day "MMDD".
func newFiler(t testing.TB, s *memory.Store, cik uint32, ticker, yearEnd, first string) *maker {
	t.Helper()
	start := period.MustDate(first)
	m := &maker{t: t, store: s, cik: cik, unit: "USD", first: period.Range{Start: start, End: start.AddMonths(3) - 1}}
	m.add(&evidence.Batch{Source: "made", Filers: []evidence.Filer{{ID: m.id(), Name: ticker + " Inc.", Tickers: []string{ticker}, FiscalYearEnd: yearEnd}}})
	return m
}

func (m *maker) id() entity.ID { return entity.CIK(m.cik) }

func (m *maker) add(b *evidence.Batch) {
	m.t.Helper()
	if _, err := m.store.Import(context.Background(), b); err != nil {
		m.t.Fatal(err)
	}
}

// quarter is the i-th one.
func (m *maker) quarter(i int) period.Range { return m.first.AddMonths(3 * i) }

// flow files quarters in a row.
func (m *maker) flow(tag string, values ...int64) *maker {
	m.t.Helper()
	for i, v := range values {
		if v != gap {
			m.fact(tag, m.quarter(i), i, v)
		}
	}
	return m
}

// flat files the same value for n quarters.
func (m *maker) flat(tag string, n int, v int64) *maker {
	m.t.Helper()
	values := make([]int64, n)
	for i := range values {
		values[i] = v
	}
	return m.flow(tag, values...)
}

// balance files a balance at the end of the i-th quarter.
func (m *maker) balance(tag string, i int, v int64) *maker {
	m.t.Helper()
	m.fact(tag, period.Range{End: m.quarter(i).End}, i, v)
	return m
}

func (m *maker) fact(tag string, r period.Range, quarter int, v int64) {
	m.t.Helper()
	end := m.quarter(quarter).End
	m.add(&evidence.Batch{
		Source:  "made",
		Filings: []evidence.Filing{{Accession: fmt.Sprintf("%010d-%02d-%06d", m.cik, end.Year()%100, quarter), CIK: m.cik, Form: "10-Q", Filed: end + 30}},
		Tables:  evidence.Tables{Entities: []entity.ID{m.id()}, Concepts: []string{tag}, Dims: []evidence.Dims{""}, Units: []string{m.unit}},
		Facts:   []evidence.PackedFact{{Period: r, Value: quantity.NewDecimal(v, 0), Grain: evidence.Grain{Exact: true}}},
	})
}
