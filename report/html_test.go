package report_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"assay"
	"assay/article"
	"assay/input"
	"assay/locale"
	"assay/message"
	"assay/period"
	"assay/report"
	"assay/span"
	"assay/store/starter"
)

// page is a parsed report.
type page struct {
	root *html.Node
	ids  map[string]*html.Node
}

// htmlPage writes a document as HTML and parses it; what holds for every page is tested.
func htmlPage(t testing.TB, d report.Document, o report.Options) page {
	t.Helper()
	var b bytes.Buffer
	if err := report.HTML(&b, d, o); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	p := page{root, map[string]*html.Node{}}
	for n := range root.Descendants() {
		if id := attr(n, "id"); id != "" {
			if p.ids[id] != nil {
				t.Errorf("id %q stands twice", id)
			}
			p.ids[id] = n
		}
	}
	p.closed(t)
	p.linked(t, d)
	p.headed(t)
	return p
}

// closed: the page runs nothing, asks for nothing, and links to itself and the SEC alone.
func (p page) closed(t testing.TB) {
	t.Helper()
	for n := range p.root.Descendants() {
		switch n.Data {
		case "script", "iframe", "object", "embed", "img", "form", "base", "audio", "video", "svg", "math":
			if n.Type == html.ElementNode {
				t.Errorf("the page has a <%s>", n.Data)
			}
		case "style":
			sum := sha256.Sum256([]byte(text(n)))
			if want := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(p.policy(), "style-src "+want+";") {
				t.Errorf("the policy %q does not allow the style, %s", p.policy(), want)
			}
			if s := text(n); strings.Contains(s, "url(") || strings.Contains(s, "@import") {
				t.Error("the style asks for something")
			}
		}
		for _, a := range n.Attr {
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "src":
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			case a.Key == "href" && !strings.HasPrefix(a.Val, "#") && !strings.HasPrefix(a.Val, "https://www.sec.gov/") && a.Val != "data:,":
				t.Errorf("<%s href=%q> leads elsewhere", n.Data, a.Val)
			case a.Key == "href" && strings.HasPrefix(a.Val, "#") && p.ids[a.Val[1:]] == nil:
				t.Errorf("<%s href=%q> leads nowhere", n.Data, a.Val)
			}
		}
	}
}

func (p page) policy() string {
	for n := range p.root.Descendants() {
		if attr(n, "http-equiv") == "Content-Security-Policy" {
			return attr(n, "content")
		}
	}
	return ""
}

// linked: every claim has its mark in the article and its note in the landmark, each a
// link to the other.
func (p page) linked(t testing.TB, d report.Document) {
	t.Helper()
	marks := 0
	for n := range p.root.Descendants() {
		if strings.HasPrefix(attr(n, "class"), "fig ") {
			marks++
		}
	}
	if marks != len(d.Claims) {
		t.Errorf("%d marks of %d claims", marks, len(d.Claims))
	}
	for i := range d.Claims {
		c := &d.Claims[i]
		mark, note := p.ids[fmt.Sprintf("m%02d", i+1)], p.ids[fmt.Sprintf("c%02d", i+1)]
		if mark == nil || note == nil {
			t.Errorf("claim %d: mark %v, note %v", i+1, mark != nil, note != nil)
			continue
		}
		outcome := strings.ReplaceAll(c.Outcome, " ", "-")
		if got := attr(mark, "class"); got != "fig "+outcome {
			t.Errorf("claim %d: mark of class %q", i+1, got)
		}
		if attr(mark, "href") != "#"+attr(note, "id") || !within(mark, "article") || attr(mark, "aria-label") == "" {
			t.Errorf("claim %d: the mark %v", i+1, mark.Attr)
		}
		if !within(note, "section") || !holdsLink(note, "#"+attr(mark, "id")) {
			t.Errorf("claim %d: no way back from its note", i+1)
		}
		for _, f := range c.Facts {
			if strings.HasPrefix(f.URL, "https://www.sec.gov/") && !holdsLink(note, f.URL) {
				t.Errorf("claim %d: no link to %s", i+1, f.URL)
			}
		}
	}
}

// headed: one first heading, and none that skips a level.
func (p page) headed(t testing.TB) {
	t.Helper()
	last, firsts := 0, 0
	for n := range p.root.Descendants() {
		if n.Type != html.ElementNode || len(n.Data) != 2 || n.Data[0] != 'h' || n.Data[1] < '1' || n.Data[1] > '6' {
			continue
		}
		level := int(n.Data[1] - '0')
		if level > last+1 {
			t.Errorf("<%s> behind <h%d>: %s", n.Data, last, text(n))
		}
		if last = level; level == 1 {
			firsts++
		}
	}
	if firsts != 1 {
		t.Errorf("%d first headings", firsts)
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func within(n *html.Node, element string) bool {
	for a := range n.Ancestors() {
		if a.Data == element {
			return true
		}
	}
	return false
}

func holdsLink(n *html.Node, href string) bool {
	return slices.Contains(links(n), href)
}

// packed is text without white space.
func packed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// checked is the report on a file of the project, against the starter evidence.
func checked(t testing.TB, name string) report.Document {
	t.Helper()
	r, err := assay.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	store, err := starter.Open()
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join("..", name))
	if err != nil {
		t.Fatal(err)
	}
	a, err := input.Read(context.Background(), filepath.Base(name), b, article.Hints{}, input.Options{})
	if err != nil {
		t.Fatal(err)
	}
	res, err := r.Check(context.Background(), a, assay.Options{Store: store, Now: period.MustDate("2026-07-31"), Correct: true})
	if err != nil {
		t.Fatal(err)
	}
	return report.Make(res)
}

// TestHTMLArticles: the page holds the whole text of an article, every figure marked.
func TestHTMLArticles(t *testing.T) {
	for _, name := range []string{
		"examples/ai-spending.en.txt", "examples/ki-ausgaben.de.txt", "testdata/labelled/ja-a.txt", "testdata/labelled/el-a.txt",
		"testdata/tables/en-markdown.md", "testdata/tables/ja-page.html", "testdata/tables/fr-page.html",
	} {
		t.Run(name, func(t *testing.T) {
			d := checked(t, name)
			if len(d.Claims) == 0 {
				t.Fatal("no claim")
			}
			l, err := locale.For(d.Article.Lang)
			if err != nil {
				t.Fatal(err)
			}
			p := htmlPage(t, d, report.Options{Locale: l})
			want := packed(d.Article.Text)
			got := packed(text(p.ids["article"]))
			if strings.Contains(name, "tables") { // lines between cells are not shown
				bars := strings.NewReplacer("|", "", "-", "")
				got, want = bars.Replace(got), bars.Replace(want)
				if !strings.Contains(name, "fr-page") && !hasElement(p.ids["article"], "td") {
					t.Error("no table in the page")
				}
			}
			if got != want {
				t.Errorf("the page says\n%s\nthe article\n%s", got, want)
			}
			if attr(p.ids["article"], "lang") != d.Article.Lang {
				t.Errorf("the article is said to be %q", attr(p.ids["article"], "lang"))
			}
		})
	}
}

func hasElement(n *html.Node, element string) bool {
	for d := range n.Descendants() {
		if d.Data == element && d.Type == html.ElementNode {
			return true
		}
	}
	return false
}

// hostile is a document whose every text tries to leave its place, and whose figures
// overlap, are nested, reversed, cut characters in two, or lie outside of the text.
func hostile() report.Document {
	const evil = `"><script>alert(1)</script>'` + "\u202e\u2066 onload=x </style> {{.}} javascript:1"
	d := report.Document{
		Assay: "0", Claims: []report.Claim{},
		Article: report.Article{Source: evil, Title: evil, Lang: "en", SHA256: evil, Text: "Ägypten " + evil + "\n\nTotal 12 % of $83bn.\n\n" + evil},
		Unread:  []report.Unread{{Text: evil, Reason: message.Plain(evil)}},
		Notes:   []report.Note{{Code: evil, Message: message.Plain(evil)}},
	}
	n := len(d.Article.Text)
	for _, s := range []span.Span{{Start: 0, End: 1}, {Start: 1, End: 9}, {Start: 0, End: n}, {Start: 30, End: 20}, {Start: -5, End: 3}, {Start: n - 1, End: n + 9}, {Start: n + 3, End: n + 4}, {Start: 40, End: 45}, {Start: 40, End: 45}, {Start: 42, End: 50}} {
		d.Claims = append(d.Claims, report.Claim{
			ID: evil, Start: s.Start, End: s.End, Text: evil, Sentence: evil, Metric: evil, Kind: evil, Modality: "forecast",
			Entities: []report.Party{{ID: evil, Name: evil}}, Holder: &report.Holder{Name: evil, Org: evil}, Outcome: "contradicted",
			Now: &report.At{
				Outcome: "contradicted", Unit: evil, Due: evil, Missing: message.Plain(evil), Actual: new(string),
				Readings: []report.Reading{{Definition: evil, Actual: evil, Why: message.Plain(evil), Steps: []report.Step{{Op: evil, In: []string{evil}, Out: evil, Fact: evil}}}},
				NearMiss: &report.Miss{Says: message.Plain(evil), Actual: evil},
			},
			Correction: &report.Correction{Text: evil},
			Facts:      []report.Fact{{Entity: evil, Concept: evil, Dimensions: evil, Accession: evil, Form: evil, Filed: evil, URL: "javascript:alert(1)"}, {Accession: "x", URL: "https://www.sec.gov.evil/"}},
		})
	}
	return d
}

// TestHTMLHostile: nothing that an article or a filing says leaves its place, and no
// figure is lost, wherever it is said to stand.
func TestHTMLHostile(t *testing.T) {
	p := htmlPage(t, hostile(), report.Options{})
	for n := range p.root.Descendants() {
		if n.Type == html.TextNode && strings.ContainsAny(n.Data, "\u202e\u2066") {
			t.Errorf("text turns the direction of writing: %q", n.Data)
		}
		for _, a := range n.Attr {
			if strings.ContainsAny(a.Val, "\u202e\u2066") {
				t.Errorf("%s=%q turns the direction of writing", a.Key, a.Val)
			}
		}
	}
}

// TestHTMLPlaces: text around tables and paragraphs that overlap, are out of order or lie
// outside is shown once.
func TestHTMLPlaces(t *testing.T) {
	const body = "One.\n\nA | B\n1 | 2\n\nLast words."
	cell := func(start, end int) article.Cell {
		return article.Cell{Span: span.Span{Start: start, End: end}, Cols: 1}
	}
	for name, a := range map[string]article.Article{
		"none":              {},
		"outside":           {Paragraphs: []span.Span{{Start: -4, End: 2}, {Start: 90, End: 99}, {Start: 20, End: 99}}},
		"overlapping":       {Paragraphs: []span.Span{{Start: 6, End: 17}, {Start: 0, End: 12}, {Start: 0, End: 30}}},
		"reversed":          {Paragraphs: []span.Span{{Start: 12, End: 3}}},
		"table":             {Tables: []article.Table{{Span: span.Span{Start: 6, End: 17}, Rows: [][]article.Cell{{cell(6, 7), cell(10, 11)}, {cell(12, 13), cell(16, 17)}}}}},
		"cells in disorder": {Tables: []article.Table{{Span: span.Span{Start: 6, End: 17}, Rows: [][]article.Cell{{cell(10, 11), cell(6, 7)}}}}},
		"cells outside":     {Tables: []article.Table{{Span: span.Span{Start: 6, End: 17}, Rows: [][]article.Cell{{cell(6, 99)}}}}},
		"no rows":           {Tables: []article.Table{{Span: span.Span{Start: 6, End: 17}}}},
		"table in a paragraph": {
			Paragraphs: []span.Span{{Start: 0, End: 30}},
			Tables:     []article.Table{{Span: span.Span{Start: 6, End: 17}, Rows: [][]article.Cell{{cell(6, 7)}}}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			a.Text = body
			p := htmlPage(t, report.Make(&assay.Result{Article: &a}), report.Options{})
			bars := strings.NewReplacer("|", "")
			if got, want := bars.Replace(packed(text(p.ids["article"]))), bars.Replace(packed(body)); got != want {
				t.Errorf("the page says %q, want %q", got, want)
			}
		})
	}
}

// small is one document with all that a page can show.
func small() report.Document {
	s := func(v string) *string { return &v }
	const body = "Chips and bills\n\nAmazon spent $83bn in 2024, up 57 per cent. It expects $100bn in 2025."
	fact := report.Fact{
		Entity: "cik:0001018724", Concept: "us-gaap:PaymentsToAcquireProductiveAssets", Start: "2024-01-01", End: "2024-12-31", Value: "82999000000",
		Unit: "USD", Accession: "0001018724-25-000004", Form: "10-K", Filed: "2025-02-07",
		URL: "https://www.sec.gov/Archives/edgar/data/1018724/000101872425000004/0001018724-25-000004-index.htm",
	}
	amazon := []report.Party{{ID: "cik:0001018724", Name: "Amazon"}}
	year := &report.Period{Start: "2024-01-01", End: "2024-12-31"}
	reading := report.Reading{
		Definition: "capex: cash", Holds: true, Actual: "82999000000", Interval: [2]*string{s("82500000000"), s("83500000000")},
		Steps: []report.Step{{Op: "+", Out: "82999000000 USD", Fact: "0001018724-25-000004 us-gaap:PaymentsToAcquireProductiveAssets"}},
	}
	growth := report.Reading{
		Definition: "capex: cash", Actual: "54.0718", Interval: [2]*string{s("56.5"), nil},
		Steps: []report.Step{{Op: "÷ −1 ×100", In: []string{"82999000000 USD", "53871000000 USD"}, Out: "54.0718"}},
	}
	at := func(outcome, actual, unit string, rs ...report.Reading) *report.At {
		return &report.At{Outcome: outcome, Actual: s(actual), Unit: unit, Readings: rs}
	}
	wrong := at("contradicted", "54.0718", "percent", growth)
	wrong.NearMiss = &report.Miss{Kind: "period", Says: message.Say("this is the figure of a year before"), Actual: "57.1 percent", Tried: 3}
	open := &report.At{Outcome: "pending", Unit: "USD", Due: "2026-02-28", Missing: message.Plain("the report on 2025"), Readings: []report.Reading{}}
	return report.Document{
		Assay: "0.1.0",
		Article: report.Article{
			Source: "chips.txt", Title: "Chips and bills", Lang: "en", Published: "2025-02-10", Text: body,
			SHA256: "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
		},
		AsOf: report.AsOf{Published: "2025-02-10", Now: "2025-12-01"},
		Claims: []report.Claim{
			{ID: "c01", Start: 30, End: 35, Text: "$83bn", Entities: amazon, Metric: "capex", Kind: "level", Period: year, Modality: "reported", Outcome: "supported", AtPublication: at("supported", "82999000000", "USD", reading), Now: at("supported", "82999000000", "USD", reading), Facts: []report.Fact{fact}},
			{ID: "c02", Start: 48, End: 59, Text: "57 per cent", Entities: amazon, Metric: "capex", Kind: "change", Base: s("yoy"), Period: year, Modality: "reported", Outcome: "contradicted", AtPublication: at("supported", "57.4", "percent", growth), Now: wrong, Facts: []report.Fact{fact}, Correction: &report.Correction{Text: "Amazon spent $83bn in 2024, up 54 per cent.", Value: "54", Unit: "percent"}},
			{ID: "c03", Start: 72, End: 78, Text: "$100bn", Entities: amazon, Metric: "capex", Kind: "level", Period: &report.Period{Start: "2025-01-01", End: "2025-12-31"}, Modality: "forecast", Holder: &report.Holder{Name: "Amazon"}, Outcome: "pending", AtPublication: open, Now: open},
		},
		Unread: []report.Unread{{Start: 39, End: 43, Text: "2024", Reason: message.Say("date")}, {Start: 82, End: 86, Text: "2025", Reason: message.Say("date")}},
		Notes:  []report.Note{{Start: 48, End: 59, Code: "restated", Message: message.Say("restated")}, {Code: "hidden", Message: message.Plain("hidden text was left out")}},
	}
}

// TestHTMLGolden holds a small page, but for its style, against testdata/html/small.html;
// -update writes it anew.
func TestHTMLGolden(t *testing.T) {
	p := htmlPage(t, small(), report.Options{})
	for n := range p.root.Descendants() {
		if n.Data == "style" {
			n.FirstChild.Data = ""
		}
		if attr(n, "http-equiv") != "" {
			n.Attr = nil
		}
	}
	var b strings.Builder
	if err := html.Render(&b, p.root); err != nil {
		t.Fatal(err)
	}
	got := []byte(lined.Replace(b.String()))
	const file = "testdata/html/small.html"
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("the page differs from %s; read it after go test -run TestHTMLGolden -update ./report\n%s", file, got)
	}
}

// lined begins a line with each part of a note, so that the golden file can be read.
var lined = strings.NewReplacer("<p", "\n<p", "<h3", "\n<h3", "<dl", "\n<dl", "<div", "\n<div", "<details", "\n<details")

// TestHTMLNote: a note says the verdict at both clocks, the arithmetic, the near miss, the
// correction, and the fact as it was filed.
func TestHTMLNote(t *testing.T) {
	p := htmlPage(t, small(), report.Options{})
	said := oneSpace(text(p.ids["c02"]))
	for _, want := range []string{
		"contradicted", "57 per cent", "Amazon, capital expenditure", "at publication 10 Feb 2025", "supported 57.4", "now 1 Dec 2025", "54.0718",
		"this is the figure of a year before", "Amazon spent $83bn in 2024, up 54 per cent.", "0001018724-25-000004", "10-K",
		"us-gaap:PaymentsToAcquireProductiveAssets", "82,999,000,000 USD", "7 Feb 2025", "near miss after 3 tries",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("the note lacks %q:\n%s", want, said)
		}
	}
	if said := text(p.ids["c01"]); strings.Contains(said, "10 Feb 2025") {
		t.Errorf("the clocks agree, and both are shown: %s", oneSpace(said))
	}
}

// TestHTMLLists: what is to be corrected is what is said of the past; forecasts stand in the
// order in which they fall due, and a reading without a lower end says so.
func TestHTMLLists(t *testing.T) {
	d := small()
	missed := d.Claims[2]
	end := "90000000000"
	missed.Outcome, missed.Now = "contradicted", &report.At{
		Outcome: "contradicted", Unit: "USD", Due: "2025-08-01", Actual: &end,
		Readings: []report.Reading{{Definition: "capex: cash", Actual: end, Interval: [2]*string{nil, &end}}},
	}
	d.Claims = append(d.Claims, missed)
	p := htmlPage(t, d, report.Options{})
	for class, want := range map[string][]string{"wrong": {"#c02"}, "forecasts": {"#c04", "#c03"}} {
		var got []string
		for n := range p.root.Descendants() {
			if n.Data == "ol" && attr(n, "class") == class {
				got = append(got, links(n)...)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("the list %q links to %q, want %q", class, got, want)
		}
	}
	if said := text(p.ids["c04"]); !strings.Contains(said, "−∞ to $90bn") {
		t.Errorf("the open end is not shown: %s", oneSpace(said))
	}
}

// links are the addresses that stand in a node.
func links(n *html.Node) (out []string) {
	for d := range n.Descendants() {
		if h := attr(d, "href"); h != "" {
			out = append(out, h)
		}
	}
	return out
}

func oneSpace(s string) string { return strings.Join(strings.Fields(s), " ") }

// FuzzHTML: whatever text and places a document has, each figure has its mark and note and
// nothing leaves its place.
func FuzzHTML(f *testing.F) {
	f.Add("Amazon spent $83bn\n\nand <b>more</b>.", 13, 18, 14, 40)
	f.Add("数\u202e字 12億ドル", -1, 4, 2, 3)
	f.Add("", 0, 0, 5, 1)
	f.Fuzz(func(t *testing.T, body string, a, b, c, d int) {
		doc := report.Document{Article: report.Article{Text: body, Title: body, Lang: "en"}}
		for _, s := range [][2]int{{a, b}, {c, d}, {b, c}} {
			doc.Claims = append(doc.Claims, report.Claim{Start: s[0], End: s[1], Text: body, Metric: body, Outcome: "no evidence", Now: &report.At{Outcome: "no evidence"}})
		}
		htmlPage(t, doc, report.Options{})
	})
}

// TestHTMLApart: a long page has the evidence of each figure at its end, all of it.
func TestHTMLApart(t *testing.T) {
	short, long := manyClaims(3), manyClaims(200)
	for _, d := range []report.Document{short, long} {
		var b bytes.Buffer
		if err := report.HTML(&b, d, report.Options{}); err != nil {
			t.Fatal(err)
		}
		apart := strings.Count(b.String(), `<p id="e`)
		facts := 0
		for i := range d.Claims {
			if len(d.Claims[i].Facts) > 0 {
				facts++
			}
		}
		switch {
		case facts == 0:
			t.Fatal("the sample has no facts")
		case len(d.Claims) < 100 && apart > 0:
			t.Errorf("%d claims: %d figures with evidence apart, want none", len(d.Claims), apart)
		case len(d.Claims) > 100 && apart < facts:
			t.Errorf("%d claims: %d figures with evidence apart, want at least %d", len(d.Claims), apart, facts)
		}
		for i := range d.Claims {
			for _, f := range d.Claims[i].Facts {
				if !strings.Contains(b.String(), f.Accession) || !strings.Contains(b.String(), f.Concept) {
					t.Fatalf("%d claims: %s of %s is not shown", len(d.Claims), f.Concept, f.Accession)
				}
			}
		}
	}
}
