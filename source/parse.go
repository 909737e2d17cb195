package source

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"time"

	"assay/entity"
	"assay/evidence"
	"assay/source/edgar"
	"assay/source/fsds"
	"assay/source/ixbrl"
	"assay/source/options"
	"assay/source/prices"
	"assay/source/treasury"
)

// parsed is a file in memory: a batch, or prices, option quotes or a release whose
// owner only the store can tell.
type parsed struct {
	outcome Outcome
	origin  evidence.Origin
	batch   *evidence.Batch // with its origin
	set     fsds.Set        // a data set, which is read when it is stored
	daily   []prices.Daily
	quotes  []options.Quotes
	exhibit []byte // of a release
}

// parse reads one job to its end.
func (r *reader) parse(j job, now time.Time) (f parsed) {
	if j.set.Tables != nil && !j.same && (r.as.Kind == "" || r.as.Kind == kindOf(j.set)) {
		f = dataSetJob(j, now)
	}
	o := &f.outcome
	o.Path, o.Skipped, o.Err = j.path, j.skip, j.err
	o.Archive, o.Bulk, o.Same = j.archive, j.bulk, j.same
	switch {
	case j.set.Tables != nil && f.set.Tables == nil && !o.Same:
		o.Err = fmt.Errorf("source: %s: a data set of kind %s, not %s; leave out --as", j.path, kindOf(j.set), r.as.Kind)
		return f
	case o.Skipped != "", o.Err != nil, o.Same, f.set.Tables != nil:
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
		o.Err = r.decode(&f, j.path, data)
		f.origin = evidence.Origin{Name: j.origin, Kind: string(o.Kind), Sum: sumOf(j, data), Checked: now, Changed: now}
		if f.batch != nil {
			f.batch.Origins = append(f.batch.Origins, f.origin)
		}
		var unsaid options.MissingError
		if !j.explicit && errors.As(o.Err, &unsaid) {
			o.Err, o.Skipped = nil, unsaid.Error()
		}
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

// sumOf is the identity of a job's content, unpacked.
func sumOf(j job, data []byte) string {
	if j.sum != "" {
		return j.sum
	}
	return fmt.Sprintf("sha256:%x", sha256.Sum256(data))
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
	case Prices, Series, IV30:
		if k == Series {
			return Series, ""
		}
		return Prices, "" // also if it looks like none: the parser says why not
	}
	return r.as.Kind, ""
}

// decode parses one file's content.
func (r *reader) decode(f *parsed, path string, data []byte) (err error) {
	switch f.outcome.Kind {
	case FSDS, FSN:
		err = fmt.Errorf("source: %s: no data set; import the SEC's zip, or the folder with sub, num and the other tables", path)
	case CompanyFacts:
		f.batch, err = edgar.CompanyFacts(path, data)
	case Submissions:
		if f.batch, err = edgar.Submissions(path, data); err == nil && f.outcome.Bulk && !edgar.KeepResults(f.batch) {
			f.batch, f.outcome.Skipped = nil, "tells of no results"
		}
	case Tickers:
		f.batch, err = edgar.Tickers(path, data)
	case InlineXBRL:
		f.batch, err = ixbrl.Parse(path, data)
	case Prices:
		f.daily, err = prices.CSV(path, data)
	case Series:
		f.daily = make([]prices.Daily, 1)
		f.daily[0], err = prices.JSON(path, data)
	case Release: // whose it is, and under what names, only the store can tell
		f.exhibit = bytes.Clone(data)
	case Options:
		h := r.hints
		if r.as.Kind == Options && entity.ID(r.as.Name).Kind() == "" && r.as.Name != "" {
			h.Symbol = r.as.Name
		}
		f.quotes, err = options.Parse(path, data, h)
	case Yields:
		var rows []treasury.Row
		if rows, err = treasury.Parse(path, data); err == nil {
			f.batch = &evidence.Batch{Source: path, Series: treasury.Series(rows, baseName(path))}
		}
	}
	return err
}

// Quotes reads one file of option quotes, plain or .gz, without a store.
func Quotes(path string, h options.Hints) ([]options.Quotes, error) {
	p := newPlan(Settings{}, []string{path})
	defer p.close()
	if len(p.jobs) != 1 {
		return nil, fmt.Errorf("source: %s: not one file of option quotes; unpack it, or import it all", path)
	}
	r := reader{limits: p.limits, as: As{Kind: Options}, hints: h}
	f := r.parse(p.jobs[0], time.Time{})
	return f.quotes, f.outcome.Err
}

// Curves reads one file of the Treasury's par yields, plain or .gz.
func Curves(path string) ([]treasury.Row, error) {
	p := newPlan(Settings{}, []string{path})
	defer p.close()
	if len(p.jobs) != 1 {
		return nil, fmt.Errorf("source: %s: not one file of yields; unpack it", path)
	}
	r := reader{limits: p.limits}
	data, err := r.load(p.jobs[0], func([]byte) bool { return true })
	if err != nil {
		return nil, unreadable(path, err)
	}
	return treasury.Parse(path, data)
}
