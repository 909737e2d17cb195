package source

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"assay/evidence"
	"assay/period"
	"assay/source/release"
)

// accession is the SEC's number of a filing.
var accession = regexp.MustCompile(`^\d{10}-\d{2}-\d{6}$`)

// splitRelease takes "NVDA:0001045810-24-000113:2024-05-22" apart: whose release it is,
// the accession number of the report that it is an exhibit of, and the day of filing.
func splitRelease(name string) (who, number string, filed period.Date, err error) {
	rest, day, ok := cutLast(name)
	who, number, ok2 := cutLast(rest)
	if !ok || !ok2 || !validName(who) || !accession.MatchString(number) {
		return "", "", 0, fmt.Errorf("want a ticker, an accession number and the day of filing after the colon, as in release:NVDA:0001045810-24-000113:2024-05-22")
	}
	if filed, err = period.ParseDate(day); err != nil {
		return "", "", 0, err
	}
	return who, number, filed, nil
}

func cutLast(s string) (before, after string, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return "", s, false
	}
	return s[:i], s[i+1:], true
}

// resolveRelease reads an exhibit as what --as says it is, with what the store knows of
// the filer's habits.
func resolveRelease(ctx context.Context, store Store, as As, path string, exhibit []byte) (*evidence.Batch, error) {
	who, number, filed, err := splitRelease(as.Name)
	if err != nil {
		return nil, fmt.Errorf("source: %s: %w", path, err)
	}
	id, err := filer(ctx, store, path, who)
	if err != nil {
		return nil, err
	}
	cik, _ := id.CIK()
	return ReadRelease(ctx, store, path, exhibit, evidence.Filing{Accession: number, CIK: cik, Form: "8-K", Filed: filed, Items: "2.02", Document: baseName(path)})
}

// ReadRelease reads an exhibit of a filing, with what a store that can be read knows of
// the filer's habits.
func ReadRelease(ctx context.Context, store Store, name string, exhibit []byte, of evidence.Filing) (*evidence.Batch, error) {
	f := release.Filing{Filing: of}
	if facts, ok := store.(evidence.Facts); ok {
		if err := f.Recall(ctx, facts); err != nil {
			return nil, err
		}
	}
	return release.Parse(name, exhibit, f)
}
