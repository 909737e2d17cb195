package report

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
)

//go:embed html/page.tmpl html/style.css
var htmlFiles embed.FS

// htmlTemplate is the page; html/template escapes each text by where it stands.
var htmlTemplate = sync.OnceValues(func() (*template.Template, error) {
	return template.ParseFS(htmlFiles, "html/page.tmpl")
})

// HTML writes the report as one page that holds all it needs: the article with each
// figure marked, the verdicts beside it. It asks for nothing from elsewhere and runs no
// script; html_blocks.go lays the article out, html_notes.go makes the notes, html/ holds
// the page and its style.
func HTML(w io.Writer, d Document, o Options) error {
	t, err := htmlTemplate()
	if err != nil {
		return fmt.Errorf("report: html: %w", err)
	}
	p, err := newHTMLPage(&d, words{o.locale()})
	if err != nil {
		return fmt.Errorf("report: html: %w", err)
	}
	visible := transform.NewWriter(w, runes.Map(visibleRune))
	b := bufio.NewWriterSize(visible, 1<<16)
	if err := t.Execute(b, p); err != nil {
		return fmt.Errorf("report: html: %w", err)
	}
	if err := b.Flush(); err != nil {
		return err
	}
	return visible.Close()
}

// visibleRune keeps what a page can show. Controls, and marks that turn the direction of
// writing, would show figures that are not there: all languages of assay run from left
// to right.
func visibleRune(r rune) rune {
	switch {
	case r == '\n' || r == '\t' || r == '\r':
		return r
	case r < ' ', r >= 0x7f && r < 0xa0, r == 0x061c, r == 0x200e, r == 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
		return utf8.RuneError
	}
	return r
}

// htmlPage is all that the page shows.
type htmlPage struct {
	Lang, ArticleLang string
	Title             string // of the page
	Headline          string // the finding
	Heading           string // the article's title where its text does not hold it
	Source, Head      string
	Words             htmlLabels
	Policy            string
	Style             template.CSS
	Long              bool

	Tallies     []htmlTally
	Wrong       []htmlEntry
	Rows        []htmlRow
	Noted       bool
	Forecasts   []htmlEntry
	Evidence    []*htmlNote // of a long page
	Unread      []htmlUnread
	UnreadTitle string
	Notes       []htmlRemark
	About       []htmlFact
}

// Sizes from which a page leaves the drawing of what is out of sight to later.
const (
	longClaims = 120
	longText   = 100_000
)

func isLong(d *Document) bool {
	return len(d.Claims) > longClaims || len(d.Article.Text) > longText
}

func newHTMLPage(d *Document, w words) (*htmlPage, error) {
	css, err := htmlFiles.ReadFile("html/style.css")
	if err != nil {
		return nil, err
	}
	p := &htmlPage{
		Lang: w.Code(), ArticleLang: d.Article.Lang, Headline: w.finding(d),
		Source: d.Article.Source, Head: w.head(*d), Words: w.htmlLabels(),
		Long: isLong(d),
	}
	p.Title = cmp.Or(oneLine(d.Article.Title), oneLine(p.Source)) + " – assay"
	p.Rows = htmlRows(d, w, &p.Words)
	if !titled(p.Rows) {
		p.Heading = strings.TrimSpace(d.Article.Title)
	}
	for i := range p.Rows {
		p.Noted = p.Noted || len(p.Rows[i].Notes) > 0
		for j := range p.Rows[i].Notes {
			if n := &p.Rows[i].Notes[j]; n.Apart != "" {
				p.Evidence = append(p.Evidence, n)
			}
		}
	}
	p.Tallies = w.htmlTallies(*d)
	p.Wrong, p.Forecasts = w.contradicted(d), w.forecasts(d)
	p.Unread, p.UnreadTitle = w.htmlUnread(d)
	p.Notes, p.About = w.htmlRemarks(d), w.about(d)

	style := htmlStyle(string(css), p)
	p.Style = template.CSS(style) //nolint:gosec // made of the embedded style and of numbers
	p.Policy = stylePolicy(style)
	return p, nil
}

// titled reports whether the text itself shows the article's title.
func titled(rows []htmlRow) bool {
	for i := range rows {
		for j := range rows[i].Blocks {
			if rows[i].Blocks[j].Title {
				return true
			}
		}
	}
	return false
}

// htmlStyle is the page's style: the embedded one, the places of the rows, so that notes
// stand beside their paragraph without a script, and the bar's shares.
func htmlStyle(css string, p *htmlPage) string {
	var b strings.Builder
	b.WriteString("\n")
	b.WriteString(css)
	for i := range p.Rows {
		n := p.Rows[i].Number
		fmt.Fprintf(&b, ".r%d{order:%d;grid-row:%d}\n", n, n, n)
	}
	for _, t := range p.Tallies {
		fmt.Fprintf(&b, ".bar .%s{flex-grow:%d}\n", t.Class, t.N)
	}
	return b.String()
}

// stylePolicy is the content security policy of a page with this style and nothing else
// that loads or runs.
func stylePolicy(style string) string {
	sum := sha256.Sum256([]byte(style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; img-src data:; base-uri 'none'; form-action 'none'"
}

// htmlRows are the article's rows, each with its notes.
func htmlRows(d *Document, w words, labels *htmlLabels) []htmlRow {
	figures := make([]htmlFigure, len(d.Claims))
	for i := range d.Claims {
		figures[i] = w.htmlFigure(i, &d.Claims[i])
	}
	l := arrange(&d.Article)
	l.mark(figures)
	var rows []htmlRow
	open := false // whether the last row takes further blocks without notes
	for i := range l.blocks {
		b := l.block(i, w)
		noted := len(l.blocks[i].claims) > 0
		if noted || !open {
			rows = append(rows, htmlRow{Number: len(rows) + 1})
		}
		r := &rows[len(rows)-1]
		r.Blocks = append(r.Blocks, b)
		for _, k := range l.blocks[i].claims {
			r.Notes = append(r.Notes, w.htmlNote(d, k, labels))
		}
		r.Stays = noted && l.letters(i) < stayLetters && (b.Table == nil || len(b.Table.Rows) < stayRows)
		open = !noted
	}
	return rows
}

// What stays in view beside its notes: a paragraph of some fifteen lines, a table of a dozen
// rows.
const (
	stayLetters = 1100
	stayRows    = 12
)
