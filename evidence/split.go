package evidence

import (
	"bytes"
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"slices"
	"sync"

	"assay/entity"
	"assay/period"
	"assay/quantity"

	"github.com/pelletier/go-toml/v2"
)

// Split is a stock split: from Day on, New shares stand for Old ones.
type Split struct {
	Day      period.Date // first trading day on the new basis
	New, Old int64
	Source   string
	Filing   string // an accession that states the ratio; "" none known
}

// Ratio is the number of new shares for each old one.
func (s Split) Ratio() quantity.Rat { return quantity.Frac(s.New, s.Old) }

//go:embed data/splits.toml
var splitData []byte

type splitRow struct {
	CIK    uint32 `toml:"cik"`
	Day    string `toml:"day"`
	New    int64  `toml:"new"`
	Old    int64  `toml:"old"`
	Source string `toml:"source"`
	Filing string `toml:"filing"`
}

// knownSplits is the embedded table by filer, read once.
var knownSplits = sync.OnceValues(func() (map[uint32][]Split, error) {
	var file struct {
		Split []splitRow `toml:"split"`
	}
	if err := toml.NewDecoder(bytes.NewReader(splitData)).DisallowUnknownFields().Decode(&file); err != nil {
		return nil, fmt.Errorf("evidence: data/splits.toml: %w", err)
	}
	table := map[uint32][]Split{}
	for _, r := range file.Split {
		day, err := period.ParseDate(r.Day)
		if err != nil || r.New <= 0 || r.Old <= 0 || r.Source == "" {
			return nil, fmt.Errorf("evidence: data/splits.toml: split of %d on %q: day, new, old and source are needed", r.CIK, r.Day)
		}
		table[r.CIK] = append(table[r.CIK], Split{day, r.New, r.Old, r.Source, r.Filing})
	}
	return table, nil
})

const splitConcept = "us-gaap:StockholdersEquityNoteStockSplitConversionRatio1"

// oneSplitDays is how far apart the days lie that filings give for one split.
const oneSplitDays = 400

// Splits are a filer's stock splits known to the embedded table and to the
// filings, by day. A filed ratio of the table's split within a year is that
// split; of any other, the last day that filings give is taken, and only
// whole ratios above one: a smaller one may be a reverse split or the same
// split the other way up.
func Splits(ctx context.Context, r Facts, id entity.ID) ([]Split, error) {
	table, err := knownSplits()
	if err != nil {
		return nil, err
	}
	cik, _ := id.CIK()
	splits := slices.Clone(table[cik])
	known := len(splits)
	facts, err := r.Facts(ctx, id, splitConcept)
	if err != nil {
		return nil, fmt.Errorf("evidence: splits of %s: %w", id, err)
	}
	for i := range facts {
		f := &facts[i]
		if f.About {
			continue // its day is none
		}
		n, exp := f.Value.Parts()
		for ; exp > 0 && n < 1e6; exp-- {
			n *= 10
		}
		if exp != 0 || n < 2 || n > 1000 {
			continue
		}
		j := slices.IndexFunc(splits, func(s Split) bool {
			return s.New == n && s.Old == 1 && apart(s.Day, f.Period.End) <= oneSplitDays
		})
		switch {
		case j < 0:
			splits = append(splits, Split{f.Period.End, n, 1, "stated in " + f.Filing.Form + " " + f.Filing.Accession, f.Filing.Accession})
		case j >= known && splits[j].Day < f.Period.End:
			splits[j].Day = f.Period.End
		}
	}
	slices.SortFunc(splits, func(a, b Split) int { return cmp.Compare(a.Day, b.Day) })
	return splits, nil
}
