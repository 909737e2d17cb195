package fsds

import (
	"context"
	"testing"

	"assay/entity"
	"assay/evidence"
	"assay/store/memory"
)

// checking is a store that looks at every batch.
type checking struct {
	*memory.Store
	t *testing.T
}

func (c checking) Import(ctx context.Context, b *evidence.Batch) (evidence.Result, error) {
	for _, p := range b.Facts {
		if int(p.Filing) >= len(b.Filings) || int(p.Concept) >= len(b.Tables.Concepts) || int(p.Unit) >= len(b.Tables.Units) || int(p.Dims) >= len(b.Tables.Dims) || int(p.Entity) >= len(b.Tables.Entities) {
			c.t.Fatalf("index out of its table: %+v", p)
		}
		if p.Period.End == 0 || p.Period.Start > p.Period.End || p.About && (!p.Grain.Inferred || p.Grain.Exact) || !p.About {
			c.t.Fatalf("bad fact %+v", p)
		}
	}
	for _, d := range b.Tables.Dims {
		for _, p := range d.Pairs() {
			if p[0] == "" || p[1] == "" {
				c.t.Fatalf("dimensions %q", d)
			}
		}
	}
	return c.Store.Import(ctx, b)
}

// fuzz imports the small data set with one table replaced, twice: the second time
// nothing is new, and the counts add up.
func fuzz(f *testing.F, table string, seeds ...string) {
	for _, s := range append(seeds, small()[table]) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, content string) {
		tables := small()
		if table == "dim" {
			tables["num"] = rows("adsh tag version ddate qtrs uom dimh value dcml", acme+" Revenues us-gaap/2018 20100430 1 USD 0xaa 900000.0000 -5", acme+" Revenues us-gaap/2018 20100430 1 USD 0xbb 900000.0000 32767")
		}
		tables[table] = content
		s := checking{memory.New(), t}
		ctx := context.Background()
		r, err := Import(ctx, made(tables), s, Options{Rows: 4, Batch: 2})
		again, errAgain := Import(ctx, made(tables), s, Options{})
		if (err == nil) != (errAgain == nil) {
			t.Fatalf("%v, then %v", err, errAgain)
		}
		if err != nil {
			return
		}
		if again.NewFacts != 0 || again.NewFilings != 0 {
			t.Fatalf("new the second time: %+v", again)
		}
		if n := r.Exact + r.About + r.Known + r.Entities + r.Empty + r.Short + r.Unread; n > r.Rows || r.NewFacts > n {
			t.Fatalf("%d of %d rows: %+v", n, r.Rows, r)
		}
		if _, err := Settle(ctx, s.Store, entity.CIK(1)); err != nil {
			t.Fatal(err)
		}
	})
}

func FuzzNum(f *testing.F) {
	fuzz(f, "num", "adsh\ttag\tversion\tddate\tqtrs\tuom\tvalue\n"+acme+"\tA\tus-gaap/2009\t20100430\t400\tUSD\t-1e99\n",
		"adsh\ttag\tversion\tddate\tqtrs\tuom\tsegments\tvalue\n"+acme+"\tA\tx/y\t20100430\t1\tUSD\t=;|=|;A=B=C;\t1\n")
}

func FuzzSub(f *testing.F) { fuzz(f, "sub") }

func FuzzTag(f *testing.F) { fuzz(f, "tag") }

func FuzzDim(f *testing.F) {
	fuzz(f, "dim", "dimhash\tsegments\tsegt\n0xaa\tBusinessSegments=Tools;\t0\n0xbb\t\t1\n", "segments\tdimhash\nLegalEntity=A;X=Y|Z;\t0xaa\n")
}
