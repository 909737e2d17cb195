package live

import (
	"bytes"
	"context"
	"iter"
	"regexp"
	"strings"

	"assay/fetch"
	"assay/source"
)

// Cboe is the maker of the VIX and its kin, with a CSV file of all days for
// each: https://cdn.cboe.com/api/global/us_indices/daily_prices/VIX_History.csv.
type Cboe struct{}

// Name implements Source.
func (Cboe) Name() string { return "indices" }

// CboeIndex reports whether a name may be one of Cboe's: letters and digits.
func CboeIndex(name string) bool { return cboeName.MatchString(name) }

var cboeName = regexp.MustCompile(`^[A-Z][A-Z0-9]{1,9}$`)

// Files implements Source.
func (Cboe) Files(ctx context.Context, a *Asker, w Want) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		if w.Address != "" || !CboeIndex(w.Index) {
			return
		}
		name := w.Index + "_History.csv"
		ans, err := a.Ask(ctx, fetch.Request{URL: a.Cboe + "/api/global/us_indices/daily_prices/" + name, Kind: fetch.CSV})
		if err != nil {
			yield(File{About: name}, err)
			return
		}
		f := ans.file(name, name)
		f.Data, f.As, f.Until = closeNamed(w.Index, f.Data), source.As{Kind: source.Series, Name: w.Index}, a.session()
		yield(f, nil)
	}
}

// closeNamed gives the column of levels its usual name: indices without open,
// high and low have a table "DATE,VVIX".
func closeNamed(index string, table []byte) []byte {
	head, rest, ok := bytes.Cut(table, []byte("\n"))
	if !ok || !strings.EqualFold(string(bytes.TrimSpace(head)), "DATE,"+index) {
		return table
	}
	return append([]byte("DATE,CLOSE\n"), rest...)
}
