// Command mkstarter makes the starter evidence that the binary embeds from an
// imported store:
//
//	go run ./cmd/mkstarter --store FILE --out store/starter/starter.bin
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"assay/entity"
	"assay/evidence"
	"assay/metric"
	"assay/outlook"
	"assay/period"
	"assay/store/sqlite"
	"assay/store/starter"
)

// filers whose facts the starter holds: Nvidia, Alphabet, Microsoft, Amazon, Meta.
var filers = []entity.ID{entity.CIK(1045810), entity.CIK(1652044), entity.CIK(789019), entity.CIK(1018724), entity.CIK(1326801)}

// series whose closes it holds: those filers, Apple and Tesla, and the rest.
var series = append(slices.Clone(filers), entity.CIK(320193), entity.CIK(1318605), "asset:BTC", "index:SPX", "index:VIX", "index:BTC-DVOL")

// axes whose members are segments of business.
var axes = []string{"srt:ProductOrServiceAxis", "us-gaap:StatementBusinessSegmentsAxis", "srt:ConsolidationItemsAxis", "us-gaap:SubsegmentsAxis"}

func main() {
	store := flag.String("store", "", "imported store")
	out := flag.String("out", "store/starter/starter.bin", "file to write")
	flag.Parse()
	if err := run(context.Background(), *store, *out); err != nil {
		fmt.Fprintln(os.Stderr, "mkstarter:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, store, out string) error {
	s, err := sqlite.Open(store, sqlite.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer s.Close()
	cat, err := metric.Load()
	if err != nil {
		return err
	}
	names, err := s.Filers(ctx)
	if err != nil {
		return err
	}
	c, err := starter.From(ctx, s, names, starter.Select{
		Entities: filers, Series: series,
		Concepts: append(append(cat.Concepts(), outlook.Concepts()...), "dei:DocumentFiscalYearFocus", "dei:EntityCommonStockSharesOutstanding", "us-gaap:StockholdersEquityNoteStockSplitConversionRatio1"),
		FactsTo:  period.NewDate(2018, 1, 1), BarsFrom: period.NewDate(2022, 12, 1),
		Dims:  segmentsOnly,
		Forms: func(form string) bool { return form == "10-Q" || form == "10-K" || form == "8-K" },
	})
	if err != nil {
		return err
	}
	for i := range c.Series { // closes alone, to the precision that prose needs
		for j := range c.Series[i].Bars {
			c.Series[i].Bars[j] = closeOnly(c.Series[i].Bars[j])
		}
	}
	return writeWhole(out, starter.Pack(c))
}

// segmentsOnly admits facts of the whole filer and of segments of business.
func segmentsOnly(d evidence.Dims) bool {
	for _, p := range d.Pairs() {
		if !slices.Contains(axes, p[0]) {
			return false
		}
	}
	return true
}

// closeOnly keeps a bar's close, at most six fraction digits of it.
func closeOnly(b evidence.Bar) evidence.Bar {
	c, err := evidence.RoundPrice(b.Close, 6)
	if err == nil {
		b.Close = c
	}
	b.Open, b.High, b.Low, b.OnlyClose = b.Close, b.Close, b.Close, true
	return b
}

// writeWhole writes beside the file and renames: whole or not at all.
func writeWhole(path string, b []byte) error {
	tmp := filepath.Join(filepath.Dir(path), "."+strings.TrimPrefix(filepath.Base(path), ".")+".tmp")
	if err := os.WriteFile(tmp, b, 0o644); err != nil {
		return err
	}
	return os.Rename(tmp, path)
}
