package release

import (
	"fmt"
	"html"
	"strconv"
	"strings"
)

// A spec is a release without markup: "P" a paragraph, "T" a table, "H" a row of
// headings (cell*span), "S" a row of words, "R" a row of figures. A style renders it as
// the houses do that set exhibits for the SEC.
type style struct {
	name                       string
	open, close                string
	paragraph                  func(s string) string
	table, row                 string // opening tags
	heading, words, figureCell func(s string, span int) string
	spacer                     string // between two columns
	widths                     func(columns int) string
}

// styles are those of the three houses most seen, with their habits: Workiva splits a
// figure over three cells, begins a table with a row of widths and spans the figure over
// the sign's cell where there is none; Donnelley writes capitals, keeps &nbsp; in spacers
// and sets the bracket apart; Toppan and the news wires nest a table in one that lays it
// out, and keep sign and bracket in the figure's own cell.
func styles() []style {
	span := func(n int) string {
		if n > 1 {
			return ` colspan="` + strconv.Itoa(n) + `"`
		}
		return ""
	}
	return []style{
		{
			name: "workiva", open: `<?xml version="1.0" ?><html><head><title>Document</title></head><body><div id="i1"></div>`, close: `</body></html>`,
			paragraph: func(s string) string {
				return `<div style="text-align:center"><span style="color:#000000;font-family:'Times New Roman',sans-serif;font-size:10pt;font-weight:700;line-height:120%">` + esc(s) + `</span></div>`
			},
			table: `<div><table style="border-collapse:collapse;display:inline-table;margin-bottom:5pt;vertical-align:text-bottom;width:99.853%">`, row: `<tr>`,
			widths: func(n int) string {
				return `<tr><td style="width:1.0%"></td><td style="width:48.115%"></td><td style="width:0.1%"></td>` + strings.Repeat(`<td style="width:1.0%"></td><td style="width:0.53%"></td><td style="width:8.6%"></td><td style="width:0.1%"></td>`, n) + `</tr>`
			},
			heading: func(s string, n int) string {
				return `<td colspan="` + strconv.Itoa(n*4-1) + `" style="border-bottom:1pt solid #000;padding:2px 1pt;text-align:center"><span style="font-weight:700">` + breaks(s) + `</span></td>`
			},
			words: func(s string, _ int) string {
				return `<td colspan="3" style="background-color:#cceeff;padding:2px 1pt;text-align:left;vertical-align:bottom"><div style="padding-left:9pt;text-indent:-9pt"><span>` + footnote(esc(s)) + `</span></div></td>`
			},
			figureCell: func(s string, _ int) string {
				sign, figure, shut := parts(s)
				if sign != "" {
					return `<td style="padding-left:1pt"><span>` + sign + `</span></td><td style="text-align:right"><span>` + figure + `</span></td><td><span>` + shut + `</span></td>`
				}
				return `<td colspan="2" style="text-align:right"><span>` + figure + `</span></td><td><span>` + shut + `</span></td>`
			},
			spacer: `<td style="padding:0 1pt"></td>`,
		},
		{
			name: "donnelley", open: "<DOCUMENT>\n<TYPE>EX-99.1\n<SEQUENCE>2\n<FILENAME>d123456dex991.htm\n<DESCRIPTION>EX-99.1\n<TEXT>\n<HTML><HEAD>\n<TITLE>EX-99.1</TITLE>\n</HEAD>\n <BODY BGCOLOR=\"WHITE\">\n", close: "</BODY></HTML>\n</TEXT>\n</DOCUMENT>\n",
			paragraph: func(s string) string {
				return "\n<P STYLE=\"margin-top:6pt; margin-bottom:0pt; font-size:10pt; font-family:Times New Roman\" ALIGN=\"center\"><B>" + esc(s) + "</B></P>"
			},
			table: "\n<TABLE CELLSPACING=\"0\" CELLPADDING=\"0\" WIDTH=\"100%\" BORDER=\"0\" STYLE=\"BORDER-COLLAPSE:COLLAPSE\" ALIGN=\"center\">\n", row: "<TR STYLE=\"page-break-inside:avoid\">\n",
			widths: func(n int) string {
				return "<TR>\n<TD WIDTH=\"76%\"></TD>\n" + strings.Repeat("<TD VALIGN=\"bottom\" WIDTH=\"8%\"></TD>\n<TD></TD>\n<TD></TD>\n<TD></TD>\n", n) + "</TR>\n"
			},
			heading: func(s string, n int) string {
				return "<TD VALIGN=\"bottom\" COLSPAN=\"" + strconv.Itoa(n*4-2) + "\" ALIGN=\"center\" STYLE=\"border-bottom:1.00pt solid #000000\"><B>" + breaks(s) + "</B></TD>\n<TD VALIGN=\"bottom\">&nbsp;</TD>\n"
			},
			words: func(s string, _ int) string {
				return "<TD VALIGN=\"top\"><P STYLE=\"margin-left:1.00em; text-indent:-1.00em\">" + footnote(esc(s)) + "</P></TD>\n"
			},
			figureCell: func(s string, _ int) string {
				sign, figure, shut := parts(s)
				return "<TD VALIGN=\"bottom\">" + sign + "</TD>\n<TD VALIGN=\"bottom\" ALIGN=\"right\">" + figure + "</TD>\n<TD NOWRAP VALIGN=\"bottom\">" + shut + "&nbsp;</TD>\n"
			},
			spacer: "<TD VALIGN=\"bottom\">&nbsp;&nbsp;</TD>\n",
		},
		{
			name: "toppan", open: `<html><body><table width="100%"><tr><td>`, close: `</td></tr></table></body></html>`,
			paragraph: func(s string) string { return `<p align="center"><strong>` + esc(s) + `</strong></p>` },
			table:     `<table class="gnw_table_border_collapse" style="border-collapse:collapse">`, row: `<tr>`,
			widths: func(int) string { return "" },
			heading: func(s string, n int) string {
				return `<th class="gnw_heading"` + span(n*2-1) + `>` + breaks(s) + `</th>`
			},
			words: func(s string, _ int) string { return `<td class="gnw_label">` + footnote(esc(s)) + `</td>` },
			figureCell: func(s string, _ int) string {
				return `<td align="right">` + esc(s) + `</td>`
			},
			spacer: `<td>&nbsp;</td>`,
		},
	}
}

func esc(s string) string { return html.EscapeString(s) }

// breaks sets " / " as a line's end.
func breaks(s string) string { return strings.ReplaceAll(esc(s), " / ", "<br/>") }

// footnote raises a mark "^1".
func footnote(s string) string {
	if before, mark, ok := strings.Cut(s, "^"); ok {
		return before + "<sup>(" + mark + ")</sup>"
	}
	return s
}

// parts takes a figure apart as accounting prints it.
func parts(s string) (sign, figure, shut string) {
	if rest, ok := strings.CutPrefix(s, "$"); ok {
		sign, s = "$", rest
	}
	for _, end := range []string{")%", ")", "%"} {
		if rest, ok := strings.CutSuffix(s, end); ok {
			return sign, esc(rest), end
		}
	}
	return sign, esc(s), ""
}

// render makes the HTML of a spec.
func (st *style) render(spec string) string {
	var b strings.Builder
	b.WriteString(st.open)
	var table []string
	flush := func() {
		if table != nil {
			st.tableOf(&b, table)
			table = nil
		}
	}
	for _, line := range strings.Split(spec, "\n") {
		kind, rest, _ := strings.Cut(line, " ")
		switch kind {
		case "P":
			flush()
			b.WriteString(st.paragraph(rest))
		case "T":
			flush()
			table = []string{}
		case "H", "R", "S":
			table = append(table, line)
		case "":
		default:
			panic(fmt.Sprintf("spec: %q", line))
		}
	}
	flush()
	b.WriteString(st.close)
	return b.String()
}

func (st *style) tableOf(b *strings.Builder, lines []string) {
	b.WriteString(st.table)
	widest := 0
	for _, l := range lines {
		if l[0] == 'R' {
			widest = max(widest, strings.Count(l, "|"))
		}
	}
	b.WriteString(st.widths(widest))
	for _, l := range lines {
		cells := strings.Split(l[2:], "|")
		b.WriteString(st.row)
		b.WriteString(st.words(strings.TrimSpace(cells[0]), 1))
		for _, c := range cells[1:] {
			b.WriteString(st.spacer)
			c = strings.TrimSpace(c)
			n := 1
			if text, count, ok := strings.Cut(c, "*"); ok {
				c = text
				n, _ = strconv.Atoi(count)
			}
			if l[0] == 'H' {
				b.WriteString(st.heading(c, n))
			} else {
				b.WriteString(st.figureCell(c, n))
			}
		}
		b.WriteString("</tr>")
	}
	b.WriteString("</table>")
	if strings.HasPrefix(st.table, "<div>") {
		b.WriteString("</div>")
	}
}
