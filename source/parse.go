package source

import (
	"errors"
	"fmt"
	"io"

	"assay/evidence"
	"assay/source/edgar"
	"assay/source/ixbrl"
	"assay/source/prices"
)

// parsed is a file in memory: a batch, or prices whose owner only the store
// can tell.
type parsed struct {
	outcome Outcome
	batch   *evidence.Batch
	daily   []prices.Daily
}

// parse reads one job to its end.
func (r *reader) parse(j job) (f parsed) {
	o := &f.outcome
	o.Path, o.Skipped, o.Err = j.path, j.skip, j.err
	if o.Skipped != "" || o.Err != nil {
		return f
	}
	var reason string
	look := func(head []byte) bool {
		o.Kind, reason = r.kind(head)
		return o.Kind != ""
	}
	data, err := r.load(j, look)
	switch {
	case err != nil:
		o.Err = unreadable(j.path, err)
		return f
	case len(data) == 0:
		o.Err = fmt.Errorf("source: %s: %w", j.path, errEmpty)
		return f
	case len(data) < sniffLen:
		look(data)
	}
	switch {
	case o.Kind == Series && r.as.Name == "" && !j.explicit:
		o.Skipped = "a series that does not say of what: import it alone with --as prices:NAME or --as series:NAME"
	case o.Kind != "":
		f.batch, f.daily, o.Err = r.decode(o.Kind, j.path, data)
		if r.as.Kind != "" {
			o.Kind = r.as.Kind // a JSON series may be prices
		}
	case j.explicit:
		o.Err = fmt.Errorf("source: %s: %s; if it is one after all, say so with --as KIND", j.path, reason)
	default:
		o.Skipped = reason
	}
	return f
}

// unreadable gives a failure of reading its remedy.
func unreadable(path string, err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("the file is cut short; fetch it again")
	}
	return fmt.Errorf("source: %s: %w", path, err)
}

// kind is what the content says, unless --as says otherwise. A JSON series
// and a table of prices both serve as either.
func (r *reader) kind(head []byte) (Kind, string) {
	k, reason := Sniff(head)
	switch r.as.Kind {
	case "":
		return k, reason
	case Prices, Series:
		if k == Series {
			return Series, ""
		}
		return Prices, "" // also if it looks like none: the parser says why not
	}
	return r.as.Kind, ""
}

// decode parses one file's content.
func (r *reader) decode(k Kind, path string, data []byte) (*evidence.Batch, []prices.Daily, error) {
	var b *evidence.Batch
	var err error
	switch k {
	case CompanyFacts:
		b, err = edgar.CompanyFacts(path, data)
	case Submissions:
		b, err = edgar.Submissions(path, data)
	case Tickers:
		b, err = edgar.Tickers(path, data)
	case InlineXBRL:
		b, err = ixbrl.Parse(path, data)
	case Prices:
		d, err := prices.CSV(path, data)
		return nil, d, err
	case Series:
		d, err := prices.JSON(path, data)
		return nil, []prices.Daily{d}, err
	}
	return b, nil, err
}
