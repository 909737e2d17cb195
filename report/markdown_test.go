package report_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
	xhtml "golang.org/x/net/html"

	"assay/lang"
	"assay/locale"
	"assay/message"
	"assay/report"
)

// golden compares an output with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; go test -update rewrites it. Got:\n%s", file, got)
	}
}

func TestMarkdown(t *testing.T) {
	golden(t, "full.md", written(t, "md", fullDocument()))
	empty := fullDocument()
	empty.Claims, empty.Unread, empty.Notes, empty.Article.Published, empty.Article.Title = nil, nil, nil, "", ""
	golden(t, "empty.md", written(t, "md", empty))
}

// TestMarkdownRendered holds what GitHub's Markdown makes of the report.
func TestMarkdownRendered(t *testing.T) {
	for _, code := range lang.Codes() {
		l, err := locale.For(code)
		if err != nil {
			t.Fatal(err)
		}
		page := rendered(t, fullDocument(), l)
		for selector, want := range map[string]int{"h2": 1, "h3": 7, "table": 4, "blockquote": 2, "details": 1, "summary": 1, "code": 1, "a": 5} {
			if got := len(page.all(selector)); got != want {
				t.Errorf("%s: %d × %s, want %d", code, got, selector, want)
			}
		}
		for _, row := range page.all("tr") {
			if n := len(all(row, "td")) + len(all(row, "th")); n != 2 && n != 3 && n != 4 && n != 7 {
				t.Errorf("%s: a row has %d cells", code, n)
			}
		}
		for _, a := range page.all("a") {
			if href := attr(a, "href"); !strings.HasPrefix(href, "https://www.sec.gov/Archives/edgar/data/") {
				t.Errorf("%s: a link leads to %q", code, href)
			}
		}
	}
}

// TestMarkdownOrder holds that what is wrong comes first, and that a missed forecast is
// not listed among the errors.
func TestMarkdownOrder(t *testing.T) {
	d := fullDocument()
	d.Claims[4].Outcome, d.Claims[4].Now.Outcome = "contradicted", "contradicted"
	var heads []string
	for _, h := range rendered(t, d, nil).all("h3") {
		heads = append(heads, text(h))
	}
	want := "contradicted, ambiguous, supported, Forecasts, no evidence, not checkable, Notes"
	if got := strings.Join(heads, ", "); got != want {
		t.Errorf("sections %s, want %s", got, want)
	}
	wrong, _, _ := strings.Cut(string(written(t, "md", d)), "### ambiguous")
	if strings.Contains(wrong, d.Claims[4].Text) {
		t.Error("a forecast that did not come true stands among the errors")
	}
}

// TestMarkdownJoins holds that the reports of several articles may stand one after another.
func TestMarkdownJoins(t *testing.T) {
	one := written(t, "md", fullDocument())
	two := markdownPageOf(t, append(slices.Clone(one), one...))
	for _, tag := range []string{"h2", "h3", "li", "table", "details", "a"} {
		if got, want := len(two.all(tag)), 2*len(markdownPageOf(t, one).all(tag)); got != want {
			t.Errorf("%d × %s in two reports, want %d", got, tag, want)
		}
	}
}

// markdownTexts are texts that mean something in Markdown, on GitHub or in HTML.
var markdownTexts = []string{
	"a | b", `a \| b \`, "`code`", "``", "*bold* **b** _i_ __i__ ~~s~~", "[a](http://evil.example)", "![a](http://evil.example/x.png)",
	"[^1]", "[ ] task", "[!NOTE]", "<script>alert(1)</script>", "<!-- x", "&lt;b&gt; &#60;b&#62; &amp", "a\n\n# head\n", "# head #", "- item", "-", "---", "===",
	"+ item", "1. item", "1) item", "12.", "> quote", "    code", "\tcode", "```\nx\n```", "~~~", "@octocat and a@b.example, @", "#12 and org/repo#12, GH-12",
	"http://evil.example/a?b=c&d", "HTTPS://evil.example", "ftp://evil.example", "www.evil.example", "WWW.evil.example", "mailto:a@b.example", "xmpp:a@b.example/c",
	":smile: and :+1:", "$x^2$ and $$y$$", "\\", "\\\\", "ends in \\", "a\u202egnp.exe", "zero\x00byte \x1b[31m", "\u00a084\u00a0", "**", "a*", "*", "_", "|", "||| |",
	"http://a.example|b", "www.a.example\\|", "<https://evil.example>", "<a@b.example>", "{{ x }}", "a\r\nb", "</details>", "</summary><b>",
}

func TestMarkdownShowsTextAsText(t *testing.T) {
	plain := rendered(t, saying("x"), nil).shape()
	for _, s := range markdownTexts {
		checkMarkdown(t, s, plain)
	}
}

// TestMarkdownLinksTheWebAlone holds that an address that could end its link makes none.
func TestMarkdownLinksTheWebAlone(t *testing.T) {
	for _, url := range []string{"", "javascript:alert(1)", "http://www.sec.gov/", "https://x.example/) [a](https://evil.example", "https://x.example/ y", "https://x.example/<b>", "https://ü.example"} {
		d := fullDocument()
		for i := range d.Claims {
			for k := range d.Claims[i].Facts {
				d.Claims[i].Facts[k].URL = url
			}
		}
		if links := rendered(t, d, nil).all("a"); len(links) != 0 {
			t.Errorf("%q makes %d links, the first to %q", url, len(links), attr(links[0], "href"))
		}
	}
}

// FuzzMarkdown holds that no text changes how the report is built, whatever it is.
func FuzzMarkdown(f *testing.F) {
	for _, s := range markdownTexts {
		f.Add(s)
	}
	plain := rendered(f, saying("x"), nil).shape()
	f.Fuzz(func(t *testing.T, s string) { checkMarkdown(t, s, plain) })
}

// checkMarkdown puts a text wherever an article's can stand, and compares the page's shape
// with that of a plain word.
func checkMarkdown(t *testing.T, s, plain string) {
	t.Helper()
	if letters(s) == "" || len([]rune(s)) > 300 {
		return
	}
	got := rendered(t, saying(s), nil)
	if shape := got.shape(); shape != plain {
		t.Errorf("%q changes the page:\n%s\nwant\n%s\nfrom\n%s", s, shape, plain, got.source)
	}
	for _, q := range got.all("blockquote") {
		if letters(text(q)) != letters(s) {
			t.Errorf("%q is shown as %q", s, text(q))
		}
	}
	for _, line := range got.texts() {
		if linked := githubLinks.FindString(line); linked != "" {
			t.Errorf("GitHub makes a link or a picture of %q in %q", linked, line)
		}
	}
}

// githubLinks are what GitHub turns into links and pictures after rendering: mentions,
// issues, addresses, mails, names of pictures.
var githubLinks = regexp.MustCompile(`(?i)@[\w.-]|#\w|\bGH-\d|www\.|://|:[a-z0-9_+-]+:`)

// saying is a document whose article says a text everywhere.
func saying(s string) report.Document {
	d := fullDocument()
	d.Article.Title, d.Article.Source = s, s
	for i := range d.Claims {
		c := &d.Claims[i]
		c.Text, c.Sentence, c.Metric = s, s, s
		c.Entities = []report.Party{{Name: s}}
		if c.Base != nil {
			c.Base = &s
		}
		if c.Holder != nil {
			c.Holder = &report.Holder{Name: s, Org: s}
		}
		if c.Correction != nil {
			c.Correction.Text = s
		}
		if c.Now.NearMiss != nil {
			c.Now.NearMiss.Says = message.Say("the amount is right in %s, in which the filer reports", message.Text(s))
		}
		c.Now.Missing = message.Plain(s)
		for k := range c.Facts {
			c.Facts[k].Form = s
		}
	}
	for i := range d.Unread {
		d.Unread[i].Text, d.Unread[i].Reason = s, message.Plain(s)
	}
	for i := range d.Notes {
		d.Notes[i].Message = message.Plain(s)
	}
	return d
}

// letters are what of a text is to be seen: without white space, controls and marks that
// take no room or turn the direction.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}

// markdownPage is a report as GitHub's Markdown renders it.
type markdownPage struct {
	source string
	root   *xhtml.Node
}

func rendered(t testing.TB, d report.Document, l *locale.Locale) *markdownPage {
	t.Helper()
	var source bytes.Buffer
	if err := report.Markdown(&source, d, report.Options{Locale: l}); err != nil {
		t.Fatal(err)
	}
	return markdownPageOf(t, source.Bytes())
}

func markdownPageOf(t testing.TB, source []byte) *markdownPage {
	t.Helper()
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote), goldmark.WithRendererOptions(html.WithUnsafe()))
	var page bytes.Buffer
	if err := md.Convert(source, &page); err != nil {
		t.Fatal(err)
	}
	root, err := xhtml.Parse(&page)
	if err != nil {
		t.Fatal(err)
	}
	return &markdownPage{string(source), root}
}

func (p *markdownPage) all(tag string) []*xhtml.Node { return all(p.root, tag) }

func all(n *xhtml.Node, tag string) (out []*xhtml.Node) {
	for d := range n.Descendants() {
		if d.Type == xhtml.ElementNode && d.Data == tag {
			out = append(out, d)
		}
	}
	return out
}

// shape is the page without its text: elements with their attributes, and comments.
func (p *markdownPage) shape() string {
	var b strings.Builder
	var walk func(*xhtml.Node)
	walk = func(n *xhtml.Node) {
		if n.Type == xhtml.ElementNode || n.Type == xhtml.CommentNode {
			b.WriteString("(" + n.Data)
			for _, a := range n.Attr {
				b.WriteString(" " + a.Key + "=" + a.Val)
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if n.Type == xhtml.ElementNode || n.Type == xhtml.CommentNode {
			b.WriteString(")")
		}
	}
	walk(p.root)
	return b.String()
}

// texts are the stretches of text outside links and code.
func (p *markdownPage) texts() (out []string) {
	for n := range p.root.Descendants() {
		if n.Type == xhtml.TextNode && n.Parent.Data != "a" && n.Parent.Data != "code" {
			out = append(out, n.Data)
		}
	}
	return out
}

func BenchmarkMarkdown(b *testing.B) { benchmark(b, "md") }

// benchmark writes a report of 2,000 claims in a format.
func benchmark(b *testing.B, format string) {
	f, ok := report.FormatNamed(format)
	if !ok {
		b.Fatalf("no format %s", format)
	}
	d := manyClaims(2000)
	b.ReportAllocs()
	for b.Loop() {
		var out bytes.Buffer
		if err := f.Write(&out, d, report.Options{}); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(out.Len()))
	}
}
