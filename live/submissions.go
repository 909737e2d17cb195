package live

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"regexp"

	"assay/fetch"
	"assay/source"
)

// Submissions is the SEC's list of a filer's filings: one answer with about the
// last thousand, and older parts that it names
// (https://www.sec.gov/search-filings/edgar-application-programming-interfaces).
type Submissions struct{}

// Name implements Source.
func (Submissions) Name() string { return string(source.Submissions) }

// errEnough ends a source whose files are no longer wanted.
var errEnough = errors.New("live: enough")

// Files implements Source. The first answer comes last: when it is recorded,
// the parts that it names are in the store, so that an update that was
// interrupted between them is taken up where it was. If it changes while the
// parts are read, a filing may have moved from one to another, and all is read
// again.
func (Submissions) Files(ctx context.Context, a *Asker, w Want) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		cik, ok := w.Filer.ID.CIK()
		if !ok {
			return
		}
		name := fmt.Sprintf("CIK%010d.json", cik)
		var main Answer
		err := a.Steady(ctx, fetch.Request{URL: a.Data + "/submissions/" + name, Kind: fetch.JSON, Declare: true}, func(ans Answer) (bool, error) {
			main = ans
			if ans.Unchanged {
				return false, nil
			}
			parts, err := olderParts(ans.Body, cik)
			if err != nil {
				return false, fmt.Errorf("live: %s: %w", name, err)
			}
			for _, part := range parts {
				if err := older(ctx, a, part, yield); err != nil {
					return true, err
				}
			}
			return len(parts) > 0, nil
		})
		switch {
		case errors.Is(err, errEnough):
		case err != nil:
			yield(File{About: name}, err)
		default:
			f := main.file(name, name)
			f.As = source.As{Kind: source.Submissions}
			yield(f, nil)
		}
	}
}

// older gives one of the older parts.
func older(ctx context.Context, a *Asker, name string, yield func(File, error) bool) error {
	ans, err := a.Ask(ctx, fetch.Request{URL: a.Data + "/submissions/" + name, Kind: fetch.JSON, Declare: true})
	if err != nil {
		return fmt.Errorf("%w (a part of the list)", err)
	}
	f := ans.file(name, name)
	f.As = source.As{Kind: source.Submissions}
	if !yield(f, nil) {
		return errEnough
	}
	return nil
}

var partName = regexp.MustCompile(`^CIK(\d{10})-submissions-\d{3,}\.json$`)

// maxParts bounds the older parts of a filer; banks that file thousands of
// prospectuses a year have about a hundred.
const maxParts = 300

// factsBegin is the year in which the first filings with facts were made: a
// part that ends before it holds nothing to look up.
const factsBegin = "2009"

// olderParts are the names of the older parts that an answer lists, those
// without filings of this time left out. They stand at the answer's end, behind
// a thousand filings, which need not be read for them: an unescaped "files":
// is a key, in whatever text.
func olderParts(data []byte, cik uint32) ([]string, error) {
	key := []byte(`"files":`)
	at := bytes.LastIndex(data, key)
	if at < 0 {
		return nil, nil
	}
	var files []struct {
		Name string `json:"name"`
		To   string `json:"filingTo"`
	}
	if err := json.NewDecoder(bytes.NewReader(data[at+len(key):])).Decode(&files); err != nil {
		return nil, fmt.Errorf("the list of its parts: %w", err)
	}
	var names []string
	for _, f := range files {
		m := partName.FindStringSubmatch(f.Name)
		if m == nil || m[1] != fmt.Sprintf("%010d", cik) {
			return nil, fmt.Errorf("names %.60q as a part of it, which is none of this filer's", f.Name)
		}
		if f.To == "" || f.To >= factsBegin {
			names = append(names, f.Name)
		}
	}
	if len(names) > maxParts {
		return nil, fmt.Errorf("names %d older parts; at most %d are asked for", len(names), maxParts)
	}
	return names, nil
}
