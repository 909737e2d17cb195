package live

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"regexp"
	"strings"
)

// document is one of a filing's documents.
type document struct {
	name string // "q1fy27pr.htm"
	kind string // "EX-99.1"
}

// maxDocuments bounds what a listing can make us remember.
const maxDocuments = 2000

// parseHeaders reads the page of a filing's SGML headers
// (ACCESSION-index-headers.html): escaped lines such as
//
//	<TYPE>EX-99.1
//	<FILENAME>q1fy27pr.htm
//
// where the name may be a link. It takes what it finds: the page is a list to
// look things up in, and a document that it misses is missed.
func parseHeaders(page []byte) []document {
	var docs []document
	kind := ""
	for line := range strings.Lines(string(page)) {
		line = strings.TrimSpace(html.UnescapeString(line))
		if v, ok := strings.CutPrefix(line, "<TYPE>"); ok {
			kind = word(v)
		}
		if v, ok := strings.CutPrefix(line, "<FILENAME>"); ok && kind != "" && len(docs) < maxDocuments {
			docs = append(docs, document{word(v), kind})
			kind = ""
		}
	}
	return docs
}

// word is the text of a header's value, tags left out.
func word(v string) string {
	var b strings.Builder
	for v != "" {
		text, rest, found := strings.Cut(v, "<")
		b.WriteString(text)
		if !found {
			break
		}
		_, v, _ = strings.Cut(rest, ">")
	}
	return strings.TrimSpace(b.String())
}

// exhibitName finds exhibit 99 in names as filing agents make them:
// "a8-kex991q2202603282026.htm", "d291965dex991.htm", "exhibit99-1.htm",
// "ex99_2.htm". Names that say nothing of it, such as "q2fy27pr.htm", are not
// found: only the headers tell.
var exhibitName = regexp.MustCompile(`(?i)ex(?:h|hibit)?[-_.]?99[-_.x]?0?(\d)?`)

// parseIndex reads a filing's directory (index.json):
//
//	{"directory": {"name", "parent-dir", "item": [{"name", "type", "size", "last-modified"}]}}
//
// where type is the name of an icon, so that the kind comes from the name. A
// directory of one file has an object for the list.
func parseIndex(data []byte) ([]document, error) {
	var doc struct {
		Directory *struct {
			Item json.RawMessage `json:"item"`
		} `json:"directory"`
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("no directory: %w", err)
	}
	if doc.Directory == nil {
		return nil, errors.New("no directory: the answer has no such key")
	}
	type item struct {
		Name string `json:"name"`
	}
	var items []item
	if raw := doc.Directory.Item; len(raw) > 0 && raw[0] == '{' {
		items = make([]item, 1)
		if err := json.Unmarshal(raw, &items[0]); err != nil {
			return nil, fmt.Errorf("the directory's item: %w", err)
		}
	} else if len(raw) > 0 {
		if err := json.Unmarshal(raw, &items); err != nil {
			return nil, fmt.Errorf("the directory's items: %w", err)
		}
	}
	var docs []document
	for _, it := range items[:min(len(items), maxDocuments)] {
		if m := exhibitName.FindStringSubmatch(it.Name); m != nil {
			kind := "EX-99"
			if m[1] != "" {
				kind += "." + m[1]
			}
			docs = append(docs, document{it.Name, kind})
		}
	}
	return docs, nil
}
