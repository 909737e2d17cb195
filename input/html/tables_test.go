package html

import (
	"fmt"
	"strings"
	"testing"

	"assay/article"
)

// TestTables reads tables and shows them a row a line, heads marked by #, columns spanned
// by ×, after the caption. A table that only lays out the page is shown as its paragraphs.
func TestTables(t *testing.T) {
	note := strings.Repeat("The figures leave out what was sold. ", 12)
	for _, tt := range []struct{ name, page, want string }{
		{"heads by content", "<table><tr><td>Plant<td>2024<td>2023<tr><td>Ulm<td>5<td>4<tr><td>2<td>6<td>7</table>", "#Plant ¦ #2024 ¦ #2023\n#Ulm ¦ 5 ¦ 4\n2 ¦ 6 ¦ 7"},
		{"heads by tags", "<table><thead><tr><td>x<td>7</thead><tr><th>Ulm<td>5<tr><td scope=row>Bonn<th>6</table>", "#x ¦ #7\n#Ulm ¦ 5\n#Bonn ¦ 6"},
		{"years as figures below others", "<table><tr><td>Sales<td>2,024<td>1,990<tr><td>Orders<td>2024<td>1990</table>", "#Sales ¦ 2,024 ¦ 1,990\n#Orders ¦ 2024 ¦ 1990"},
		{"a section's name", "<table><tr><td><td>2024<tr><td colspan=2>Assets<tr><td>Cash<td>5<tr><td>Debt<td>6</table>", " ¦ #2024\n#Assets ×2\n#Cash ¦ 5\n#Debt ¦ 6"},
		{"rows that reach down", "<table><tr><td rowspan=3>Ulm<td>2024<td>5<tr><td>2023<td>4<tr><td>2022<td>3</table>", "#Ulm ¦ #2024 ¦ 5\n ¦ #2023 ¦ 4\n ¦ #2022 ¦ 3"},
		{"columns that only make space", "<table><tr><td>a<td><td>&nbsp;<td>1<td><tr><td><td><td><td><td><tr><td>b<td><td><td>2<td></table>", "#a ¦ 1\n#b ¦ 2"},
		{"signs apart", "<table><tr><td>a<td>$<td>1<td><td>€<td>(2<td>)<tr><td>b<td><td>3<td>%<td><td>—<td>%</table>", "#a ¦ $1 ¦ €(2)\n#b ¦ 3% ¦ —%"},
		{"a column of units", "<table><tr><td>Margin<td>%<td>25<tr><td>Sales<td>t<td>7</table>", "#Margin ¦ % ¦ 25\n#Sales ¦ t ¦ 7"},
		{"caption", "<table><caption>Sales, <i>$ million</i></caption><tr><td>a<td>1<tr><td>b<td>2</table>", "[Sales, $ million]\n#a ¦ 1\n#b ¦ 2"},
		{"caption below", "<figure><table><tr><td>a<td>1<tr><td>b<td>2</table><figcaption>In Mio. Euro</figcaption></figure>", "[In Mio. Euro]\n#a ¦ 1\n#b ¦ 2"},
		{"unit before", "<p>(in thousands)</p><table><tr><td>a<td>1<tr><td>b<td>2</table>", "[(in thousands)]\n#a ¦ 1\n#b ¦ 2"},
		{"unit before a caption without", "<p>百万ドル</p><table><caption>売上高</caption><tr><td>a<td>1<tr><td>b<td>2</table>", "[百万ドル]\n#a ¦ 1\n#b ¦ 2"},
		{"unit in a row", "<h3>Sales</h3><table><tr><td colspan=2>(in millions)<tr><td>a<td>1<tr><td>b<td>2</table>", "[(in millions)]\n#(in millions) ×2\n#a ¦ 1\n#b ¦ 2"},
		{"unit in a corner", "<table><tr><td>in Mio. €<td>2024<td>2023<tr><td>a<td>1<td>2</table>", "[in Mio. €]\n#in Mio. € ¦ #2024 ¦ #2023\n#a ¦ 1 ¦ 2"},
		{"a sentence before", "<p>Sales were $5 million, it said.</p><table><tr><td>a<td>1<tr><td>b<td>2</table>", "#a ¦ 1\n#b ¦ 2"},
		{"a footnote inside", "<table><tr><td>a<td>1<td>2<tr><td>b<td>3<td>4<tr><td colspan=3>" + note + "</table>", "#a ¦ 1 ¦ 2\n#b ¦ 3 ¦ 4\n#" + strings.TrimSpace(note) + " ×3"},
		{"lines in a cell", "<table><tr><td>Net<br>sales<td><p>1</p><tr><td><div>b</div><div>c</div><td>2</table>", "#Net sales ¦ 1\n#b c ¦ 2"},
		{"hidden cells", "<table><tr><td>a<td style='display:none'>9<td>1<tr hidden><td>x<td>8<tr><td>b<td>2</table>", "#a ¦ 1\n#b ¦ 2"},
		{"struck cells", "<table><tr><td>a<td><s>7</s> 1<tr><td>b<td>2<sup>3</sup></table>", "#a ¦ 1\n#b ¦ 2"},
		{"one column", "<table><tr><td>Sales of 5<tr><td>Orders of 6</table>", "paragraphs: Sales of 5 / Orders of 6"},
		{"no numbers", "<table><tr><td>Chair<td>Ann Lee<tr><td>Chief<td>Bo Ray</table>", "paragraphs: Chair / Ann Lee / Chief / Bo Ray"},
		{"a table in a table", "<table><tr><td>Left<td><table><tr><td>a<td>1<tr><td>b<td>2</table></table>", "#a ¦ 1\n#b ¦ 2"},
		{"a page in a cell", "<table><tr><td>" + strings.Repeat("Sales rose by 5%. ", 120) + "<td>1<td>2<td>3<td>4<td>5</table>", "paragraphs: " + strings.TrimSpace(strings.Repeat("Sales rose by 5%. ", 120)) + " / 1 / 2 / 3 / 4 / 5"},
		{"a broken table", "<table><td>a<td>1<td rowspan=0>2<tr><td colspan=-3>b<td colspan=x>3<td>4", "#a ¦ 1 ¦ 2\n#b ¦ 3 ¦ 4"},
	} {
		c := read(t, "<h1>On the mill</h1><p>The mill in the north has told of its year at last.</p>"+tt.page)
		if got := show(c); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// show is the last table of a content, or else the paragraphs behind the second.
func show(c article.Content) string {
	if len(c.Tables) == 0 {
		var s []string
		for _, p := range c.Paragraphs[2:] {
			s = append(s, p.Of(c.Text))
		}
		return "paragraphs: " + strings.Join(s, " / ")
	}
	t := c.Tables[len(c.Tables)-1]
	var lines []string
	if t.Caption.Len() > 0 {
		lines = append(lines, "["+t.Caption.Of(c.Text)+"]")
	}
	for _, row := range t.Rows {
		var cells []string
		for _, cell := range row {
			s := cell.Of(c.Text)
			if cell.Head {
				s = "#" + s
			}
			if cell.Cols > 1 {
				s += fmt.Sprintf(" ×%d", cell.Cols)
			}
			cells = append(cells, s)
		}
		lines = append(lines, strings.Join(cells, " ¦ "))
	}
	return strings.Join(lines, "\n")
}
