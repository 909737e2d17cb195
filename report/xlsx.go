package report

import (
	"io"
	"strconv"
	"strings"

	"assay/message"
)

// XLSX writes the report as a workbook of four sheets, whose names stay English so that
// other programs find them: Claims, a row each; Sources, the filed facts below the
// verdicts; Unread, the figures that are no claims; Summary, how many figures have each
// outcome, and the two clocks. Headings, outcomes and sentences are in the report's
// language; kinds, hedges and units are named as in JSON.
//
// Numbers are numbers where they have at most 15 significant digits, which is what a cell
// keeps, else text; days are days. Text is never a formula, whatever it begins with. A
// claim's accession number leads to its first filing at the SEC, those of Sources to each.
// The same document gives the same bytes.
func XLSX(w io.Writer, d Document, o Options) error {
	say := words{o.locale()}
	b := newBook(w, bookInfo{flat(d.Article.Title), "assay " + flat(d.Assay), d.AsOf.Now}, "Claims", "Sources", "Unread", "Summary")
	say.claimSheet(b, &d)
	say.sourceSheet(b, &d)
	say.unreadSheet(b, &d)
	say.summarySheet(b, &d)
	return b.close()
}

func (w words) claimSheet(b *book, d *Document) {
	var shown []column
	var heads []sheetColumn
	for _, c := range claimColumns() {
		if c.width > 0 {
			shown = append(shown, c)
			heads = append(heads, sheetColumn{w.Say(c.head), c.width})
		}
	}
	s := b.sheet(heads...)
	row := make([]sheetCell, len(shown))
	for i := range d.Claims {
		for k, col := range shown {
			row[k] = w.cell(col, &d.Claims[i])
		}
		s.add(row)
	}
	s.end()
}

// cell is a claim's cell in a column.
func (w words) cell(col column, c *Claim) sheetCell {
	text := flat(col.of(w, c))
	switch col.kind {
	case wrapCell:
		return sheetCell{text: text, style: wrapStyle}
	case numberCell:
		return sheetCell{text: text, style: numberStyle}
	case dateCell:
		return sheetCell{text: text, style: dateStyle}
	case measureCell:
		return sheetCell{text: flat(w.Measure(text)), style: wrapStyle}
	case outcomeCell:
		return sheetCell{text: w.outcome(text), style: outcomeStyles[text]}
	case filingCell:
		if len(c.Facts) > 0 {
			return filingLink(text, c.Facts[0].URL)
		}
	}
	return sheetCell{text: text}
}

// filingLink is a cell that leads to a filing at the SEC, or to nowhere else.
func filingLink(text, url string) sheetCell {
	if !strings.HasPrefix(url, sec) || len(url) > maxURL || strings.ContainsFunc(url, noURL) {
		return sheetCell{text: text}
	}
	return sheetCell{text: text, style: linkStyle, link: url}
}

// maxURL is the longest address that a cell may have.
const maxURL = 2_079

func noURL(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("\"<>\\^`{|}", r) }

func (w words) sourceSheet(b *book, d *Document) {
	s := b.sheet(
		sheetColumn{w.Say(message.Say("id")), 7}, sheetColumn{w.Say(message.Say("figure")), 20},
		sheetColumn{w.Say(message.Say("company or index")), 24}, sheetColumn{w.Say(message.Say("concept")), 40},
		sheetColumn{w.Say(message.Say("dimensions")), 30},
		sheetColumn{w.Say(message.Say("period from")), 12}, sheetColumn{w.Say(message.Say("period to")), 12},
		sheetColumn{w.Say(message.Say("as filed")), 18}, sheetColumn{w.Say(message.Say("unit")), 11},
		sheetColumn{w.Say(message.Say("form")), 8}, sheetColumn{w.Say(message.Say("accession number")), 22},
		sheetColumn{w.Say(message.Say("filed on")), 12},
	)
	for i := range d.Claims {
		c := &d.Claims[i]
		for k := range c.Facts {
			s.add(sourceRow(c, &c.Facts[k]))
		}
	}
	s.end()
}

func sourceRow(c *Claim, f *Fact) []sheetCell {
	return []sheetCell{
		{text: flat(c.ID)}, {text: flat(c.Text), style: wrapStyle},
		{text: flat(entityName(c, f.Entity)), style: wrapStyle}, {text: flat(f.Concept), style: wrapStyle},
		{text: flat(f.Dimensions), style: wrapStyle},
		{text: f.Start, style: dateStyle}, {text: f.End, style: dateStyle},
		{text: f.Value, style: numberStyle}, {text: flat(f.Unit)},
		{text: flat(f.Form)}, filingLink(flat(f.Accession), f.URL),
		{text: f.Filed, style: dateStyle},
	}
}

// entityName is what a claim calls an entity, else its id.
func entityName(c *Claim, id string) string {
	for _, e := range c.Entities {
		if e.ID == id {
			return e.Name
		}
	}
	return id
}

func (w words) unreadSheet(b *book, d *Document) {
	s := b.sheet(sheetColumn{w.Say(message.Say("figure")), 30}, sheetColumn{w.Say(message.Say("reason")), 50})
	for _, u := range d.Unread {
		s.add([]sheetCell{{text: flat(u.Text), style: wrapStyle}, {text: flat(w.Say(u.Reason)), style: wrapStyle}})
	}
	s.end()
}

func (w words) summarySheet(b *book, d *Document) {
	s := b.sheet(sheetColumn{w.Say(message.Say("article")), 34}, sheetColumn{flat(d.Article.Title), 70})
	fact := func(label message.Message, text string, style sheetStyle) {
		s.add([]sheetCell{{text: w.Say(label)}, {text: flat(text), style: style}})
	}
	fact(message.Say("file"), d.Article.Source, wrapStyle)
	fact(message.Say("language"), w.Language(d.Article.Lang), plainStyle)
	fact(message.Say("published"), d.AsOf.Published, dateStyle)
	fact(message.Say("checked as of"), d.AsOf.Now, dateStyle)
	fact(message.Say("figures"), strconv.Itoa(len(d.Claims)), numberStyle)
	n := map[string]int{}
	for _, c := range counts(*d) {
		n[c.outcome] = c.n
	}
	for _, o := range outcomes {
		s.add([]sheetCell{{text: w.Say(o.says), style: outcomeStyles[o.outcome]}, {text: strconv.Itoa(n[o.outcome]), style: numberStyle}})
	}
	fact(message.Say("unread"), strconv.Itoa(len(d.Unread)), numberStyle)
	fact(message.Say("SHA-256 of the text"), d.Article.SHA256, plainStyle)
	fact(message.Say("version"), "assay "+d.Assay, plainStyle)
	s.end()
}
