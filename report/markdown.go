package report

import (
	"cmp"
	"fmt"
	"html"
	"io"
	"strings"

	"assay/message"
)

// Markdown writes the report in GitHub's Markdown, to paste into a pull request or a
// mail: what is contradicted first, each figure with its sentence, the value filed, the
// near miss and the filing at the SEC; then the other outcomes, forecasts with their due
// dates, notes, and the unread figures folded. Nothing that the article says becomes
// markup, a link or a mention; see markdownText.
func Markdown(w io.Writer, d Document, o Options) error {
	m := &markdown{w: w, words: words{o.locale()}}
	m.line("## " + markdownText(cmp.Or(flat(d.Article.Title), flat(d.Article.Source))))
	m.block(markdownText(m.words.head(d)))
	m.block(m.summary(&d))
	for _, s := range markdownSections {
		m.section(s, claimsOf(&d, s.has))
	}
	m.notes(&d)
	m.unread(d.Unread)
	m.block("assay " + markdownText(d.Assay) + ", SHA-256 `" + onlyHex(d.Article.SHA256) + "`")
	return m.err
}

// markdown writes blocks and keeps the first error.
type markdown struct {
	w     io.Writer
	words words
	err   error
}

func (m *markdown) line(s string) {
	if m.err == nil {
		_, m.err = io.WriteString(m.w, s+"\n")
	}
}

// block is a paragraph, or the first line of a list or table.
func (m *markdown) block(s string) {
	m.line("")
	m.line(s)
}

func (m *markdown) summary(d *Document) string {
	var parts []string
	for _, c := range counts(*d) {
		parts = append(parts, m.words.tally(c))
	}
	if parts == nil {
		return markdownText(m.words.Say(message.Say("No figure that could be checked.")))
	}
	return "**" + markdownText(m.words.figures(len(d.Claims))) + "**: " + markdownText(strings.Join(parts, ", "))
}

// markdownSection is a heading with the claims below it.
type markdownSection struct {
	heading message.Message
	has     func(*Claim) bool
	columns []markdownColumn // nil: a list, with all that is known
}

// markdownSections are the sections in their order. A forecast is no fault of its
// article, whatever came of it: forecasts stand together.
var markdownSections = []markdownSection{
	{message.Say("contradicted"), reportedAs("contradicted"), nil},
	{message.Say("ambiguous"), reportedAs("ambiguous"), nil},
	{message.Say("supported"), reportedAs("supported"), []markdownColumn{readColumn, filedColumn, sourceColumn}},
	{message.Say("Forecasts"), func(c *Claim) bool { return c.Modality == "forecast" }, []markdownColumn{readColumn, holderColumn, verdictColumn, dueColumn, filedColumn, sourceColumn}},
	{message.Say("no evidence"), reportedAs("no evidence"), []markdownColumn{readColumn, missingColumn}},
	{message.Say("not checkable"), reportedAs("not checkable"), []markdownColumn{readColumn}},
}

func reportedAs(outcome string) func(*Claim) bool {
	return func(c *Claim) bool { return c.Outcome == outcome && c.Modality != "forecast" }
}

// claimsOf are the claims of a section, in the order of the text.
func claimsOf(d *Document, has func(*Claim) bool) []*Claim {
	var out []*Claim
	for i := range d.Claims {
		if has(&d.Claims[i]) {
			out = append(out, &d.Claims[i])
		}
	}
	return out
}

func (m *markdown) section(s markdownSection, claims []*Claim) {
	if claims == nil {
		return
	}
	m.block("### " + markdownText(m.words.Say(s.heading)))
	if s.columns != nil {
		m.table(s.columns, claims)
		return
	}
	for _, c := range claims {
		m.item(c)
	}
}

// sentenceRunes is how much of a sentence is shown.
const sentenceRunes = 400

// item is a claim with all that is known of it.
func (m *markdown) item(c *Claim) {
	m.block("- " + markdownText(styles[c.Outcome].mark) + " " + markdownFigure(c) + " " + markdownText(m.words.verdict(c)+": "+m.words.subject(c)))
	m.line("  > " + markdownText(cutRunes(c.Sentence, sentenceRunes)))
	m.line("")
	for _, l := range m.words.unsourced(c) {
		m.line("  - " + markdownText(l))
	}
	if s := m.words.markdownSources(c); s != "" {
		m.line("  - " + markdownText(m.words.Say(message.Say("source"))) + ": " + s)
	}
}

// markdownColumn is a column of a table; its cells are Markdown.
type markdownColumn struct {
	head message.Message
	cell func(words, *Claim) string
}

// The columns of the tables.
var (
	readColumn    = markdownColumn{message.Say("read as"), func(w words, c *Claim) string { return markdownText(w.subject(c)) }}
	filedColumn   = markdownColumn{message.Say("filed"), func(w words, c *Claim) string { return markdownText(w.shownReading(c)) }}
	sourceColumn  = markdownColumn{message.Say("source"), words.markdownSources}
	holderColumn  = markdownColumn{message.Say("forecast by"), func(_ words, c *Claim) string { return markdownText(holderOf(c)) }}
	verdictColumn = markdownColumn{message.Say("verdict"), func(w words, c *Claim) string { return markdownText(w.verdict(c)) }}
	dueColumn     = markdownColumn{message.Say("due"), func(w words, c *Claim) string { return markdownText(w.Date(nowOf(c).Due)) }}
	missingColumn = markdownColumn{message.Say("missing"), func(w words, c *Claim) string { return markdownText(w.missing(nowOf(c))) }}
)

// table has a row for each claim, the figure in front.
func (m *markdown) table(cols []markdownColumn, claims []*Claim) {
	head, rule := "| "+markdownText(m.words.Say(message.Say("figure")))+" |", "| --- |"
	for _, c := range cols {
		head += " " + markdownText(m.words.Say(c.head)) + " |"
		rule += " --- |"
	}
	m.block(head)
	m.line(rule)
	for _, c := range claims {
		row := "| " + markdownFigure(c) + " |"
		for _, col := range cols {
			row += " " + col.cell(m.words, c) + " |"
		}
		m.line(row)
	}
}

// markdownFigure is a figure's own words, in bold.
func markdownFigure(c *Claim) string {
	text := markdownText(cutRunes(c.Text, sentenceRunes))
	if text == "" {
		return ""
	}
	return "**" + text + "**"
}

// markdownSources links the filings that an outcome rests on, each once.
func (w words) markdownSources(c *Claim) string {
	var links []string
	for _, f := range filed(c) {
		name := markdownText(strings.Join(w.filings([]Fact{f}), ""))
		if webAddress(f.URL) {
			name = "[" + name + "](" + f.URL + ")"
		}
		links = append(links, name)
	}
	return strings.Join(links, ", ")
}

// notes are those that do not stand with a claim.
func (m *markdown) notes(d *Document) {
	claims := map[[2]int]*Claim{}
	for i := range d.Claims {
		claims[[2]int{d.Claims[i].Start, d.Claims[i].End}] = &d.Claims[i]
	}
	first := true
	for _, n := range d.Notes {
		if n.Code == readingNote || n.Code == vintagesNote { // they stand with their claim
			continue
		}
		if first {
			m.block("### " + markdownText(m.words.Say(message.Say("Notes"))))
			m.line("")
			first = false
		}
		says := markdownText(m.words.Say(n.Message))
		if c := claims[[2]int{n.Start, n.End}]; c != nil {
			says = markdownFigure(c) + ": " + says
		}
		m.line("- " + says)
	}
}

// Codes of notes that stand in their claim too.
const (
	readingNote  = "reading"
	vintagesNote = "vintages"
)

// unread lists the figures that are no claims, folded.
func (m *markdown) unread(us []Unread) {
	if len(us) == 0 {
		return
	}
	m.block("<details><summary>" + html.EscapeString(m.words.Say(message.Say("%d unread", message.Number(len(us))))) + "</summary>")
	m.line("")
	for _, u := range us {
		m.line("- " + markdownText(fmt.Sprintf("%s (%s)", clip(flat(u.Text)), m.words.Say(u.Reason))))
	}
	m.block("</details>")
}

// unsourced are the lines under a claim but for that of its filings.
func (w words) unsourced(c *Claim) []string {
	bare := *c
	bare.Facts = nil
	return w.detail(&bare)
}

// cutRunes is a text on one line, cut after n characters.
func cutRunes(s string, n int) string {
	r := []rune(flat(s))
	if len(r) <= n {
		return string(r)
	}
	return string(r[:n]) + "…"
}

// webAddress reports whether a text is an https address that holds nothing with a meaning
// of its own in Markdown.
func webAddress(s string) bool {
	rest, ok := strings.CutPrefix(s, "https://")
	return ok && rest != "" && strings.IndexFunc(rest, func(r rune) bool {
		return r >= 0x80 || !isLetter(byte(r)) && !isDigit(byte(r)) && !strings.ContainsRune("-._/:?=%&#+", r)
	}) < 0
}

// onlyHex is a text without all that is no hexadecimal digit.
func onlyHex(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("0123456789abcdef", r) {
			return r
		}
		return -1
	}, s)
}
