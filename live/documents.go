package live

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strings"

	"assay/evidence"
	"assay/fetch"
	"assay/period"
)

// Documents are the primary documents of a filer's new 10-Q and 10-K filings,
// whose inline XBRL has the facts with dimensions.
type Documents struct {
	Most int // filings of a filer in one update; 0 is usualMost
}

// Releases are the exhibits 99 of a filer's new 8-K filings with results (item
// 2.02): earnings releases, public before the 10-Q.
type Releases struct {
	Most int // filings of a filer in one update; 0 is usualMost
	Read ReleaseReader
}

// Exhibit is an exhibit of a filing.
type Exhibit struct {
	Name   string          // "q1fy27pr.htm"
	Type   string          // "EX-99.1"
	Data   []byte          // the document as it was filed, HTML or text
	Filing evidence.Filing // with accession, filer, day of filing, end of the period
}

// ReleaseReader makes facts of an exhibit; a batch without any is no error.
type ReleaseReader func(ctx context.Context, e Exhibit) (*evidence.Batch, error)

// usualMost is how many filings of a filer an update asks for; what is left is
// the next update's.
const usualMost = 12

// usualDays is how far back documents are asked for where nobody says: five
// quarters, as far as a report compares with.
const usualDays = 460

// Name implements Source.
func (Documents) Name() string { return "documents" }

// Name implements Source.
func (Releases) Name() string { return "releases" }

// Files implements Source.
func (d Documents) Files(ctx context.Context, a *Asker, w Want) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		news := func(f evidence.Filing) string {
			if !isReport(f.Form) || !documentName.MatchString(f.Document) {
				return ""
			}
			return f.Document
		}
		each(ctx, a, w, d.Most, news, yield, func(f evidence.Filing) bool {
			name := f.Document
			ans, err := a.Ask(ctx, fetch.Request{URL: folder(a.Places, f) + name, Kind: fetch.Page, Declare: true})
			if err != nil {
				return yield(File{About: about(f)}, err)
			}
			file := ans.file(strings.ReplaceAll(f.Accession, "-", "")+"/"+name, about(f))
			return yield(file, nil)
		})
	}
}

// isReport reports whether a form is an annual or quarterly report or an
// amendment of one.
func isReport(form string) bool {
	for _, f := range []string{"10-Q", "10-K", "20-F", "40-F"} {
		if strings.HasPrefix(form, f) {
			return true
		}
	}
	return false
}

// Files implements Source. The list of a filing's documents is recorded when
// its exhibits are in the store.
func (r Releases) Files(ctx context.Context, a *Asker, w Want) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		if r.Read == nil {
			return
		}
		news := func(f evidence.Filing) string {
			if !strings.HasPrefix(f.Form, "8-K") || !slices.Contains(strings.Split(f.Items, ","), "2.02") {
				return ""
			}
			return headersName(f)
		}
		each(ctx, a, w, r.Most, news, yield, func(f evidence.Filing) bool {
			list, listed, err := exhibits(ctx, a, f)
			if err != nil {
				return yield(File{About: about(f)}, err)
			}
			for _, doc := range listed {
				file, err := r.exhibit(ctx, a, f, doc)
				if !yield(file, err) || err != nil && ctx.Err() != nil {
					return false
				}
				if err != nil {
					return true // the filing is asked for again the next time
				}
			}
			list.About = about(f)
			return yield(list, nil)
		})
	}
}

// exhibit asks for an exhibit and reads it.
func (r Releases) exhibit(ctx context.Context, a *Asker, f evidence.Filing, doc document) (File, error) {
	told := about(f) + " " + doc.kind
	ans, err := a.Ask(ctx, fetch.Request{URL: folder(a.Places, f) + doc.name, Kind: fetch.Page, Declare: true})
	if err != nil {
		return File{About: told}, err
	}
	file := ans.file(doc.name, told)
	if ans.Unchanged {
		return file, nil
	}
	if file.Batch, err = r.Read(ctx, Exhibit{Name: doc.name, Type: doc.kind, Data: ans.Body, Filing: f}); err != nil {
		return File{About: told}, err
	}
	file.Origin.Kind = "release"
	return file, nil
}

// each walks over the filings whose address the store has not had an answer of,
// the newest first. news gives the name of what is asked first of a filing, ""
// where nothing is; ask goes on while it is true.
func each(ctx context.Context, a *Asker, w Want, most int, news func(evidence.Filing) string, yield func(File, error) bool, ask func(evidence.Filing) bool) {
	filings, err := pending(ctx, a, w, news)
	if err != nil {
		yield(File{About: "filings"}, err)
		return
	}
	if most <= 0 {
		most = usualMost
	}
	left := len(filings) - most
	for i, f := range filings {
		if i == most {
			yield(File{About: "filings", Skipped: fmt.Sprintf("%d more; run it again, or with a later --since", left)}, nil)
			return
		}
		if !ask(f) {
			return
		}
	}
}

// pending are the filer's filings to be asked for, the newest first.
func pending(ctx context.Context, a *Asker, w Want, news func(evidence.Filing) string) ([]evidence.Filing, error) {
	if _, ok := w.Filer.ID.CIK(); !ok {
		return nil, nil
	}
	filings, err := a.Store.Reports(ctx, w.Filer.ID)
	if err != nil {
		return nil, err
	}
	since := w.Since
	if since == 0 {
		since = period.FromUnix(a.now.Unix()) - usualDays
	}
	var out []evidence.Filing
	for _, f := range slices.Backward(filings) {
		name := news(f)
		if f.Filed < since || name == "" || !accession.MatchString(f.Accession) {
			continue
		}
		known, err := a.Known(ctx, folder(a.Places, f)+name)
		if err != nil {
			return nil, err
		}
		if !known {
			out = append(out, f)
		}
	}
	return out, nil
}

var (
	accession    = regexp.MustCompile(`^\d{10}-\d{2}-\d{6}$`)
	documentName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,80}\.(?:htm|html|txt)$`)
)

// folder is where a filing's documents are.
func folder(p Places, f evidence.Filing) string {
	return fmt.Sprintf("%s/Archives/edgar/data/%d/%s/", p.Archives, f.CIK, strings.ReplaceAll(f.Accession, "-", ""))
}

// about is a filing in a few words.
func about(f evidence.Filing) string { return f.Form + " " + f.Accession }

// headersName is the page that lists a filing's documents with their types.
func headersName(f evidence.Filing) string { return f.Accession + "-index-headers.html" }

// exhibits asks which exhibits 99 a filing has. The directory as JSON knows no
// types, only names, and now and then lacks documents; the page of headers has
// them all. Where it is missing the names have to do.
func exhibits(ctx context.Context, a *Asker, f evidence.Filing) (File, []document, error) {
	at := folder(a.Places, f)
	ans, err := a.Ask(ctx, fetch.Request{URL: at + headersName(f), Kind: fetch.Page, Declare: true})
	if err == nil {
		docs := parseHeaders(ans.Body)
		list := ans.file(headersName(f), "")
		list.Batch, list.Origin.Kind = &evidence.Batch{Source: headersName(f)}, "filing"
		return list, only99(docs), nil
	}
	if !errors.Is(err, fetch.ErrNotFound) {
		return File{}, nil, err
	}
	if ans, err = a.Ask(ctx, fetch.Request{URL: at + "index.json", Kind: fetch.JSON, Declare: true}); err != nil {
		return File{}, nil, err
	}
	docs, err := parseIndex(ans.Body)
	if err != nil {
		return File{}, nil, fmt.Errorf("live: %sindex.json: %w", at, err)
	}
	list := ans.file("index.json", "")
	list.Batch, list.Origin.Kind, list.Origin.Name = &evidence.Batch{Source: "index.json"}, "filing", fetch.Shown(at+headersName(f))
	list.Origin.ETag, list.Origin.Modified = "", ""
	return list, only99(docs), nil
}

// only99 are the exhibits 99 among documents.
func only99(docs []document) []document {
	return slices.DeleteFunc(docs, func(d document) bool {
		return d.kind != "EX-99" && !strings.HasPrefix(d.kind, "EX-99.") || !documentName.MatchString(d.name)
	})
}
