// Package source turns files into evidence: it walks files and folders,
// unpacks .gz and .zip, tells each file's kind from its content, has it
// parsed, and hands one batch a file to a store.
//
// The formats themselves are the packages below: edgar, fsds, ixbrl, prices,
// options, treasury. Nothing here asks a network or judges a value. Read Import first, then sniff.go for
// the kinds and open.go for the limits on archives.
package source

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"time"

	"assay/entity"
	"assay/evidence"
	"assay/source/fsds"
	"assay/source/options"
	"assay/span"
)

// Kind is what a file holds.
type Kind string

// The kinds that can be imported.
const (
	CompanyFacts Kind = "companyfacts" // the SEC's API answer
	Submissions  Kind = "submissions"  // the SEC's API answer, or an older part of it
	Tickers      Kind = "tickers"      // the SEC's company_tickers.json
	InlineXBRL   Kind = "ixbrl"        // a 10-Q or 10-K document
	Prices       Kind = "prices"       // daily bars of a filer or an asset
	Series       Kind = "series"       // daily levels of an index
	Options      Kind = "options"      // an option chain, or several
	Yields       Kind = "yields"       // par yields of the US Treasury
	FSDS         Kind = "fsds"         // the SEC's Financial Statement Data Sets, a zip or a folder of tables
	FSN          Kind = "fsn"          // the SEC's Financial Statement and Notes Data Sets
	Release      Kind = "release"      // an earnings release: exhibit 99 of an 8-K
	IV30         Kind = "iv30"         // a vendor's daily implied volatilities of 30 days, in percent
)

// As overrides what a file's content and name say. The zero value overrides
// nothing.
type As struct {
	Kind Kind
	Name string // "BTC", "NVDA", "cik:0001045810"; of a series "SPX"; of a vendor's volatilities "ORATS:NVDA"; of a release "NVDA:0001045810-24-000113:2024-05-22"
}

// ParseAs reads "KIND" or "KIND:NAME".
func ParseAs(s string) (As, error) {
	if s == "" {
		return As{}, nil
	}
	kind, name, named := strings.Cut(s, ":")
	as := As{Kind(kind), name}
	switch as.Kind {
	case Prices, Options:
		if named && !validName(name) {
			return As{}, fmt.Errorf("source: --as %q: want a ticker after the colon, as in %s:NVDA", s, kind)
		}
	case Series:
		if !validName(name) {
			return As{}, fmt.Errorf("source: --as %q: want a name after the colon, as in series:VIX", s)
		}
	case IV30:
		if vendor, of, ok := strings.Cut(name, ":"); !ok || !validName(vendor) || !validName(of) {
			return As{}, fmt.Errorf("source: --as %q: want a vendor and a ticker after the colon, as in iv30:ORATS:NVDA", s)
		}
	case Release:
		if _, _, _, err := splitRelease(name); err != nil {
			return As{}, fmt.Errorf("source: --as %q: %w", s, err)
		}
	case CompanyFacts, Submissions, Tickers, InlineXBRL, Yields, FSDS, FSN:
		if named {
			return As{}, fmt.Errorf("source: --as %q: files of kind %s name their filer themselves; leave out %q", s, kind, ":"+name)
		}
	default:
		return As{}, fmt.Errorf("source: --as %q: unknown kind; want companyfacts, submissions, tickers, ixbrl, fsds, fsn, prices[:NAME], series:NAME, options[:NAME], yields, release:NAME:ACCESSION:DATE or iv30:VENDOR:NAME", s)
	}
	return as, nil
}

// validName admits tickers, index names and entity IDs.
func validName(s string) bool {
	for _, r := range s {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune(":.-^_", r)) {
			return false
		}
	}
	return s != "" && len(s) <= 40
}

// Store is what an import writes to. Data sets want one that is a fsds.Store too:
// their rows are held against what it knows.
type Store interface {
	evidence.Writer
	Directory
}

// Directory finds the filer of a ticker.
type Directory interface {
	Named(ctx context.Context, name string) ([]evidence.Filer, error)
}

// Settings are the settings of an import; the zero value is right for most.
type Settings struct {
	As      As
	Hints   options.Hints // what files of option quotes do not say
	Workers int           // files parsed at a time; 0 is GOMAXPROCS
	Limits  Limits        // on what archives may unpack to
	Now     time.Time     // when the import is run, to be remembered
	Again   bool          // read also what the store has already read in the same state
	group   int           // facts stored in one transaction; 0 is groupFacts
	// Progress, if not nil, is called after each file, in order, from the
	// goroutine of Import.
	Progress func(done, total int, o Outcome)
	// Step, if not nil, is called while a data set is read, with how many bytes
	// of it, after so many of all files.
	Step func(done, total int, read, size int64)
}

// Outcome is what became of one file or archive entry.
type Outcome struct {
	Path    string // an entry of a zip is "archive.zip:name"
	Kind    Kind   // "" if unknown
	Archive string // of an entry, the archive's path
	Bulk    bool   // one of so many entries that only failures need be told
	Same    bool   // passed over, for the store has read it in this very state
	Skipped string // why the file was passed over; "" if it was not
	Err     error  // why the file failed; nil if it did not
	Result  evidence.Result
	Rows    fsds.Counts // of a data set
	Notes   []span.Note
}

// Report is what became of the files, in the order in which they were taken.
type Report struct {
	Files, Failed int       // how many were taken, and could not be imported
	Outcomes      []Outcome // of each, but those of bulk archives that did not fail
	Settled       int       // facts of data sets that took the exact periods of later files
}

// Import reads files and folders into a store, in sorted order, whatever the
// number of workers. All of a file is stored or nothing; many entries of an
// archive may share a transaction. What the store has read before in the same
// state, by the checksums of an archive, is passed over, so that an interrupted
// import goes on where it was and a newer archive costs what changed in it.
//
// A bad file is an outcome with an error, and the rest goes on; Import itself
// fails only if the context ends or the store cannot be written. Prices of a ticker that the store does not
// know are tried again after all other files, which may bring the list of
// tickers.
func Import(ctx context.Context, opts Settings, store Store, paths []string) (Report, error) {
	p := newPlan(opts, paths)
	defer p.close()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if err := p.passOver(ctx, store); err != nil {
		return Report{}, err
	}
	im := &importer{opts: opts, store: store, total: len(p.jobs), touched: map[entity.ID]bool{}}
	defer func() {
		if im.writing != nil {
			<-im.writing.done // nobody closes the store before
		}
	}()
	for next := range parseAll(ctx, opts, p.jobs) {
		f, err := receive(ctx, next)
		if err != nil {
			return im.report, err
		}
		if im.take(ctx, f); im.stop != nil {
			return im.report, im.stop
		}
	}
	im.finish(ctx)
	if err := errors.Join(im.stop, ctx.Err()); err != nil {
		return im.report, err
	}
	return im.report, im.settle(ctx)
}

// parseAll parses jobs on several goroutines. It yields, in the order of the
// jobs, channels that will hold what became of each; no more files than about
// two a worker are in memory at once.
func parseAll(ctx context.Context, opts Settings, jobs []job) <-chan chan parsed {
	workers := opts.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	type task struct {
		job
		to chan parsed
	}
	tasks := make(chan task)
	order := make(chan chan parsed, workers)
	for range workers {
		go func() {
			r := reader{limits: opts.Limits.orDefault(), as: opts.As, hints: opts.Hints}
			for t := range tasks {
				t.to <- r.parse(t.job, opts.Now)
			}
		}()
	}
	go func() {
		defer close(tasks)
		defer close(order)
		for _, j := range jobs {
			to := make(chan parsed, 1)
			select {
			case order <- to:
			case <-ctx.Done():
				return
			}
			select {
			case tasks <- task{j, to}:
			case <-ctx.Done():
				return
			}
		}
	}()
	return order
}

func receive(ctx context.Context, c <-chan parsed) (parsed, error) {
	select {
	case f := <-c:
		return f, ctx.Err()
	case <-ctx.Done():
		return parsed{}, ctx.Err()
	}
}
