package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"assay/entity"
	"assay/evidence"
	"assay/fetch"
	"assay/live"
)

// line prints what became of an answer.
func (u *updating) line(l live.Line) {
	out, errs := u.out, u.bar.over(u.errs)
	about := strings.TrimSpace(l.Subject + " " + l.About)
	switch {
	case l.Err != nil:
		fmt.Fprintln(errs, "assay: update: "+printable(strings.TrimSpace(l.Subject+" ")+colon(l.Subject)+l.Err.Error()+u.remedy(l.Err)))
	case l.Would != "":
		fmt.Fprintf(out, "%-12s  %-33s  %s\n", l.Kind, "would ask", inline(l.Would))
	case l.Skipped != "":
		fmt.Fprintf(out, "%-12s  %-33s  %s: %s\n", l.Kind, "nothing to store", inline(about), printable(l.Skipped))
	case l.Unchanged:
		fmt.Fprintf(out, "%-12s  %-33s  %s\n", l.Kind, "unchanged", inline(about))
	default:
		if l.Notes > 0 {
			about += fmt.Sprintf(" (%d%s)", l.Notes, plural(l.Notes, " note", " notes"))
		}
		fmt.Fprintf(out, "%-12s  %-33s  %s\n", l.Kind, brought(l), inline(about))
	}
}

func colon(subject string) string {
	if subject == "" {
		return ""
	}
	return ": "
}

// remedy is what a configuration could do about an error.
func (u *updating) remedy(err error) string {
	if u.u.Foreign() && !u.u.AllowPrivate && (errors.Is(err, fetch.ErrPrivate) || errors.Is(err, fetch.ErrAddress)) {
		return "; allow_private = true under [update] lets a mirror be there"
	}
	return ""
}

// brought says what an answer brought, in the unit of its kind.
func brought(l live.Line) string {
	r := l.Result
	switch l.Kind {
	case "tickers":
		return fmt.Sprintf("%8s", "names")
	case "submissions":
		return fmt.Sprintf("%8d new filings", r.NewFilings)
	case "releases":
		if r == (evidence.Result{}) {
			return fmt.Sprintf("%8s", "list")
		}
	case "options":
		return fmt.Sprintf("%8d new %8d known quotes", r.NewQuotes, r.KnownQuotes)
	case "prices", "indices":
		return fmt.Sprintf("%8d new %8d known bars", r.NewBars, r.KnownBars)
	}
	return fmt.Sprintf("%8d new %8d known facts", r.NewFacts, r.KnownFacts)
}

// errNobody means that no filer has a ticker.
var errNobody = errors.New("no filer has this ticker; look at https://www.sec.gov/files/company_tickers.json, or give cik:##########")

// filerOf is the filer of a ticker or a CIK, with the tickers that are known.
func filerOf(ctx context.Context, store live.Store, name string) (evidence.Filer, error) {
	if n, ok := entity.ID(name).CIK(); ok {
		f, err := store.Filer(ctx, entity.CIK(n))
		if errors.Is(err, evidence.ErrNotFound) {
			return evidence.Filer{ID: entity.CIK(n)}, nil
		}
		return f, err
	}
	filers, err := store.Named(ctx, name)
	if err != nil {
		return evidence.Filer{}, err
	}
	for _, f := range filers {
		for _, t := range f.Tickers {
			if strings.EqualFold(t, strings.ReplaceAll(name, ".", "-")) || strings.EqualFold(t, name) {
				return f, nil
			}
		}
	}
	known, err := entity.Load()
	if err != nil {
		return evidence.Filer{}, err
	}
	if id, ok := known.ByTicker(name); ok && id.Kind() == "cik" { // the store lacks the SEC's list of tickers
		return evidence.Filer{ID: id, Name: known.Name(id), Tickers: []string{strings.ToUpper(name)}}, nil
	}
	return evidence.Filer{}, fmt.Errorf("%s: %w", name, errNobody)
}
