package report_test

import (
	"bytes"
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"assay/locale"
	"assay/report"
)

// term is a type of schema.org with the properties that reviews use, each with its range.
type term struct {
	parent     string
	properties map[string][]string
}

// vocabulary is what of schema.org reviews use, after release 30.0
// (https://github.com/schemaorg/schemaorg, data/releases/30.0/schemaorg-current-https-types.csv
// and -properties.csv; the pages are https://schema.org/ClaimReview and so on). Rating's
// parent there is Intangible, which adds nothing to Thing.
var vocabulary = map[string]term{
	"Thing": {"", map[string][]string{
		"name": {"Text"}, "url": {"URL"}, "identifier": {"PropertyValue", "Text", "URL"}, "alternateName": {"Text"},
	}},
	"CreativeWork": {"Thing", map[string][]string{
		"author": {"Organization", "Person"}, "citation": {"CreativeWork", "Text"}, "datePublished": {"Date", "DateTime"},
		"inLanguage": {"Language", "Text"}, "text": {"Text"},
	}},
	"Review":       {"CreativeWork", map[string][]string{"itemReviewed": {"Thing"}, "reviewBody": {"Text"}, "reviewRating": {"Rating"}}},
	"ClaimReview":  {"Review", map[string][]string{"claimReviewed": {"Text"}}},
	"Claim":        {"CreativeWork", map[string][]string{"appearance": {"CreativeWork"}}},
	"Rating":       {"Thing", map[string][]string{"ratingValue": {"Number", "Text"}, "bestRating": {"Number", "Text"}, "worstRating": {"Number", "Text"}, "ratingExplanation": {"Text"}}},
	"Organization": {"Thing", nil},
	"Person":       {"Thing", map[string][]string{"affiliation": {"Organization"}}},
}

// wanted are the properties that Google requires or recommends of each type, after
// https://developers.google.com/search/docs/appearance/structured-data/factcheck: required
// are claimReviewed, reviewRating, url, and the rating's alternateName.
var wanted = map[string][]string{
	"ClaimReview": {"claimReviewed", "reviewRating", "url", "author", "datePublished", "itemReviewed"},
	"Rating":      {"alternateName", "bestRating", "ratingValue", "worstRating"},
	"Claim":       {"appearance"},
}

// graph are the reviews of a document, each held against the vocabulary.
func graph(t *testing.T, d report.Document, o report.Options) []map[string]any {
	t.Helper()
	var b bytes.Buffer
	if err := report.ClaimReview(&b, d, o); err != nil {
		t.Fatal(err)
	}
	if bytes.ContainsAny(b.Bytes(), "<>&") {
		t.Error("the text could end the script that it stands in")
	}
	var doc struct {
		Context string           `json:"@context"`
		Graph   []map[string]any `json:"@graph"`
	}
	dec := json.NewDecoder(&b)
	dec.DisallowUnknownFields()
	if err := dec.Decode(&doc); err != nil {
		t.Fatal(err)
	}
	if doc.Context != "https://schema.org" || doc.Graph == nil {
		t.Errorf("context %q, graph %v", doc.Context, doc.Graph)
	}
	for _, r := range doc.Graph {
		if r["@type"] != "ClaimReview" {
			t.Errorf("%v among the reviews", r["@type"])
		}
		holdTerms(t, r)
	}
	return doc.Graph
}

// holdTerms holds a node and those inside it against the vocabulary.
func holdTerms(t *testing.T, node map[string]any) {
	t.Helper()
	typ, _ := node["@type"].(string)
	if _, ok := vocabulary[typ]; !ok {
		t.Errorf("no type %q", typ)
		return
	}
	for _, p := range wanted[typ] {
		if v := node[p]; v == nil || v == "" {
			t.Errorf("a %s has no %s", typ, p)
		}
	}
	for p, v := range node {
		if strings.HasPrefix(p, "@") {
			continue
		}
		ranges := rangeOf(typ, p)
		if ranges == nil {
			t.Errorf("a %s has no property %s", typ, p)
			continue
		}
		values, several := v.([]any)
		if !several {
			values = []any{v}
		}
		for _, v := range values {
			if !slices.ContainsFunc(ranges, func(r string) bool { return inRange(v, r) }) {
				t.Errorf("%s of %s: %v is none of %v", p, typ, v, ranges)
			}
			if inner, ok := v.(map[string]any); ok {
				holdTerms(t, inner)
			}
		}
	}
}

// rangeOf is the range of a type's property, its own or its parents'.
func rangeOf(typ, property string) []string {
	for ; typ != ""; typ = vocabulary[typ].parent {
		if r := vocabulary[typ].properties[property]; r != nil {
			return r
		}
	}
	return nil
}

var isoDate = regexp.MustCompile(`^\d{4}-\d\d-\d\d$`)

func inRange(v any, want string) bool {
	switch v := v.(type) {
	case string:
		switch want {
		case "Text":
			return v != ""
		case "Date":
			return isoDate.MatchString(v)
		case "URL":
			u, err := url.Parse(v)
			return err == nil && (u.Scheme == "https" && u.Host != "" || strings.HasPrefix(v, "#"))
		}
	case float64:
		return want == "Number"
	case map[string]any:
		typ, _ := v["@type"].(string)
		for ; typ != ""; typ = vocabulary[typ].parent {
			if typ == want {
				return true
			}
		}
	}
	return false
}

func TestClaimReview(t *testing.T) {
	golden(t, "full.jsonld", written(t, "claimreview", fullDocument()))
	reviews := graph(t, fullDocument(), report.Options{})
	var got []string
	for _, r := range reviews {
		got = append(got, r["url"].(string)+" "+r["reviewRating"].(map[string]any)["alternateName"].(string))
	}
	want := "#c01 contradicted, #c02 ambiguous, #c03 supported, #c05 came true"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("reviews %s, want %s", s, want)
	}
	for i, rating := range []float64{1, 3, 5, 5} {
		if got := reviews[i]["reviewRating"].(map[string]any)["ratingValue"]; got != rating {
			t.Errorf("review %d is rated %v, want %v", i, got, rating)
		}
	}
	none := fullDocument()
	none.Claims = none.Claims[5:]
	if reviews := graph(t, none, report.Options{}); len(reviews) != 0 {
		t.Errorf("%d reviews of what was not decided", len(reviews))
	}
}

// TestClaimReviewInAllLanguages holds the terms where all is said in another language.
func TestClaimReviewInAllLanguages(t *testing.T) {
	for _, code := range []string{"de", "ja", "ru", "sa"} {
		l, err := locale.For(code)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range graph(t, fullDocument(), report.Options{Locale: l}) {
			if r["inLanguage"] != code {
				t.Errorf("%s: a review in %v", code, r["inLanguage"])
			}
		}
	}
}

// TestClaimReviewSaysWhose holds the page, the publisher, the holder of a view and the
// article's own address, and that a path on the writer's machine stays there.
func TestClaimReviewSaysWhose(t *testing.T) {
	d := fullDocument()
	d.Claims[2].Holder = &report.Holder{Name: "Jane Roe", Org: "Example Bank"}
	d.Claims[4].Holder = &report.Holder{Org: "Example Bank"}
	reviews := graph(t, d, report.Options{Page: "https://news.example/checks/7#top", Publisher: "Example News"})
	if got := reviews[0]["url"]; got != "https://news.example/checks/7#c01" {
		t.Errorf("url %v", got)
	}
	if got := reviews[0]["author"].(map[string]any)["name"]; got != "Example News" {
		t.Errorf("author %v", got)
	}
	for i, want := range []any{nil, nil, map[string]any{"@type": "Person", "name": "Jane Roe", "affiliation": map[string]any{"@type": "Organization", "name": "Example Bank"}}, map[string]any{"@type": "Organization", "name": "Example Bank"}} {
		got, err := json.Marshal(reviews[i]["itemReviewed"].(map[string]any)["author"])
		if err != nil {
			t.Fatal(err)
		}
		if w, _ := json.Marshal(want); !bytes.Equal(got, w) {
			t.Errorf("review %d: the claim is of %s, want %s", i, got, w)
		}
	}
	appearance := func(d report.Document) any {
		return graph(t, d, report.Options{})[0]["itemReviewed"].(map[string]any)["appearance"].(map[string]any)["url"]
	}
	if got := appearance(d); got != nil {
		t.Errorf("a file is given as %v", got)
	}
	d.Article.Source = "https://news.example/articles/7"
	if got := appearance(d); got != d.Article.Source {
		t.Errorf("the article is at %v", got)
	}
	var b bytes.Buffer
	if err := report.ClaimReview(&b, fullDocument(), report.Options{}); err != nil || strings.Contains(b.String(), "drafts/") {
		t.Error("the review tells where the file lies", err)
	}
}

// TestClaimReviewOfAnything holds the terms whatever the article says.
func TestClaimReviewOfAnything(t *testing.T) {
	for _, s := range append(markdownTexts, "</script><script>alert(1)</script>", "a\u2028b", "\xff") {
		graph(t, saying(s), report.Options{})
	}
}

func BenchmarkClaimReview(b *testing.B) { benchmark(b, "claimreview") }
