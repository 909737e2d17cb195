package sqlite

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"assay/entity"
	"assay/evidence"
	"assay/period"
	"assay/quantity"
)

// scattered is a batch whose facts use the whole range of every field.
func scattered(facts int) *evidence.Batch {
	rng := rand.New(rand.NewPCG(3, 4))
	b := &evidence.Batch{Tables: evidence.Tables{
		Entities: []entity.ID{entity.CIK(1), entity.CIK(math.MaxUint32)}, Concepts: []string{"us-gaap:A", "us-gaap:B"}, Units: []string{"USD", "EUR/shares"},
		Dims: []evidence.Dims{"", "a:X=a:Größe", "a:X=<1>|a:Y=a:Z"},
	}}
	for i := range 300 {
		b.Filings = append(b.Filings, evidence.Filing{Accession: fmt.Sprintf("0000000001-24-%06d", i), CIK: 1, Form: "10-K", Filed: period.MustDate("2024-02-01") + period.Date(i)})
	}
	for range facts {
		f := evidence.PackedFact{
			Entity: rng.Uint32N(2), Concept: rng.Uint32N(2), Dims: rng.Uint32N(3), Unit: rng.Uint32N(2), Filing: rng.Uint32N(300),
			Period: period.Range{End: period.Date(rng.Int32N(800_000) + 1)},
			Value:  quantity.NewDecimal(rng.Int64()>>rng.IntN(63)*int64(1-2*rng.IntN(2)), rng.IntN(50)-30),
			Grain:  evidence.Grain{Exp: int8(rng.IntN(64) - 32)},
		}
		if rng.IntN(3) > 0 {
			f.Period.Start = max(1, f.Period.End-period.Date(rng.Int32N(800)))
		}
		switch rng.IntN(4) {
		case 1:
			f.Grain.Inferred = true
		case 2:
			f.Grain.Exact = true
		case 3:
			f.Grain.Inferred, f.About = true, true
		}
		b.Facts = append(b.Facts, f)
	}
	return b
}

// TestReadBlock: docs/readblock.py, which a stranger could have written from
// docs/block-format.md, reads the facts that the store answers with.
func TestReadBlock(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("the test needs python3; .ci/run installs it")
		}
		t.Skip("no python3")
	}
	path := filepath.Join(t.TempDir(), "a store#1.db")
	s := open(t, path)
	if _, err := s.Import(context.Background(), scattered(4000)); err != nil {
		t.Fatal(err)
	}
	all := 0
	for _, cik := range []uint32{1, math.MaxUint32, 2} {
		for _, concept := range []string{"us-gaap:A", "us-gaap:B", "us-gaap:None"} {
			facts, err := s.Facts(context.Background(), entity.CIK(cik), concept)
			if err != nil {
				t.Fatal(err)
			}
			all += len(facts)
			var want []string
			for i := range facts {
				want = append(want, line(&facts[i]))
			}
			c := exec.Command(python, filepath.Join("..", "..", "docs", "readblock.py"), path, strconv.FormatUint(uint64(cik), 10), concept)
			c.Env = append(os.Environ(), "PYTHONIOENCODING=utf-8")
			var errs bytes.Buffer
			c.Stderr = &errs
			out, err := c.Output()
			if err != nil {
				t.Fatalf("%v: %s", err, errs.String())
			}
			got := strings.FieldsFunc(string(out), func(r rune) bool { return r == '\n' || r == '\r' })
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("%d %s: %d lines of %d facts, or others", cik, concept, len(got), len(want))
			}
		}
	}
	if all < 3900 {
		t.Errorf("only %d facts", all)
	}
}

// line is a fact as the script prints it.
func line(f *evidence.Fact) string {
	start, mark := "", ""
	if f.Period.Start != 0 {
		start = f.Period.Start.String()
	}
	switch {
	case f.About:
		mark = "about"
	case f.Grain.Exact:
		mark = "exact"
	case f.Grain.Inferred:
		mark = "inferred"
	}
	mant, exp := f.Value.Parts()
	return fmt.Sprintf("%s\t%s\t%s\t%s\t%de%d\t%d\t%s\t%s", f.Dims, f.Unit, start, f.Period.End, mant, exp, f.Grain.Exp, mark, f.Filing.Accession)
}

// TestReadBlockShort holds the script to its promise.
func TestReadBlockShort(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "..", "docs", "readblock.py"))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(b)) {
		if strings.TrimSpace(line) != "" {
			n++
		}
	}
	if n > 30 {
		t.Errorf("%d lines", n)
	}
}
