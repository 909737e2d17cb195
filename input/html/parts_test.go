package html

import (
	"errors"
	"strings"
	"testing"

	"assay/article"
)

// read is a page's content; a page that cannot be read fails the test.
func read(t *testing.T, page string) article.Content {
	t.Helper()
	c, err := Read("page", []byte(page))
	if err != nil {
		t.Fatalf("%.200s: %v", page, err)
	}
	sound(t, c)
	return c
}

func TestText(t *testing.T) {
	for _, tt := range []struct{ page, want string }{
		{"<p>one<p>two", "one\n\ntwo"},
		{"<p>  one \n two\t</p>", "one two"},
		{"<p>rose <b>8</b>% to <i>5</i> <u>million</u>.", "rose 8% to 5 million."},
		{"<p>a<span> b</span><span> c </span> d", "a b c d"},
		{"one<br>two<br><br>three<br> <br/>\nfour", "one\ntwo\n\nthree\n\nfour"},
		{"one 1<br>&nbsp;<br>two 2<br>\u200b<br>three 3", "one 1\n\ntwo 2\n\nthree 3"},
		{"<ul><li>one<li>two<ul><li>three</ul></ul>", "one\n\ntwo\n\nthree"},
		{"<dl><dt>Sales<dd>5</dl>", "Sales\n\n5"},
		{"<p>A&amp;B &pound;5&nbsp;bn &#8364;3", "A&B £5\u00a0bn €3"},
		{"<p>in&shy;come\u200b s\ufeffhare\u202e", "income share"},
		{"<p>क्\u200dष a\u200db", "क्\u200dष ab"},
		{"<p>売上高は\n5億円\nだった", "売上高は5億円だった"},
		{"<p>매출은\n5억", "매출은 5억"},
		{"<p>sales<sup>1</sup> of 5<sup>[2]</sup> and 6<sup>*</sup>, 7<sup><a href='#n'>a</a></sup>", "sales of 5 and 6, 7"},
		{"<p>the 1<sup>st</sup>, 10<sup>6</sup> t, 5 km<sup>2</sup>, 3.10<sup>6</sup>, Foo<sup>®</sup>", "the 1st, 10⁶ t, 5 km², 3.10, Foo®"},
		{"<p>was <del>5</del><s>6</s><strike>7</strike> 8", "was 8"},
		{"<p><ruby>株<rp>(</rp><rt>かぶ</rt><rp>)</rp></ruby>価5円", "株価5円"},
		{"<p>say <q>5 days</q> now", "say \"5 days\" now"},
		{"<p>1<wbr>000<img alt='9'><svg><text>8</text></svg><button>7</button>", "1000"},
		{"<pre>a  1\n  b 2\n\nc</pre>", "a  1\n  b 2\n\nc"},
		{"<p>--</p><p>x</p>", "x"},
		{"<table><tr><td>(1)</td><td>" + strings.Repeat("Word ", 80) + "9.</td></tr></table>", strings.TrimSpace(strings.Repeat("Word ", 80)) + " 9."},
		{"<?xml version='1.0'?>\n<html><head><title/><script src='x'/></head><body><p>a<a id='x'/>b<br/>5 &lt; 6 /> c</p><div/><p>d</p></body></html>", "ab\n5 < 6 /> c\n\nd"},
		{"\ufeff<p>x", "x"},
		{"<DOCUMENT>\n<TYPE>EX-99.1\n<SEQUENCE>2\n<TEXT>\n<p>Sales of 5.", "Sales of 5."},
	} {
		if got := read(t, tt.page).Text; got != tt.want {
			t.Errorf("%s\n got %q\nwant %q", tt.page, got, tt.want)
		}
	}
}

func TestHides(t *testing.T) {
	for style, want := range map[string]bool{
		"display:none": true, "DISPLAY : None !important": true, "display:block": false, "display:non": false,
		"visibility:hidden": true, "visibility:visible": false, "opacity:0": true, "opacity:0.0": true, "opacity:.5": false,
		"font-size:0": true, "font-size:1px": true, "font-size:0.8em": false, "font-size:12px": false, "font-size:1em": false,
		"position:absolute;left:-9999px": true, "text-indent:-10000px": true, "margin-left:-20px": false, "left:0": false,
		"width:1px;height:1px;overflow:hidden": true, "width:1px": false, "width:100%;overflow:hidden": false, "max-height:0;overflow:hidden": true,
		"clip:rect(0,0,0,0)": true, "clip-path:inset(50%)": true, "clip-path:circle(5px)": false,
		"color:#fff;background:#ffffff": true, "color:white;background-color:#FFF": true, "color:#fff;background:#000": false, "color:transparent": true, "color:red": false,
		"": false, ":": false, "width": false,
	} {
		if got := hides(style); got != want {
			t.Errorf("%q: %v, want %v", style, got, want)
		}
	}
}

func TestStyleSheets(t *testing.T) {
	for _, tt := range []struct {
		sheet string
		want  string
	}{
		{".a{display:none}", "B5\n\nC5"},
		{"/* .b{ */.a , #c {color:red;display:none}", "B5"},
		{".a{display:none}@media(min-width:9px){.a{display:block}}", "A5\n\nB5\n\nC5"},
		{"@media print{.a{display:none}}.b{display:none}", "A5\n\nC5"},
		{".a{display:none}.a.open{display:block}", "A5\n\nB5\n\nC5"},
		{"div .a{display:none}.a:hover{display:none}", "A5\n\nB5\n\nC5"},
		{"p{display:none}", "C5"},
		{"body{display:none}", "A5\n\nB5\n\nC5"},
		{".a{display:none", "A5\n\nB5\n\nC5"},
		{"}}.a{display:none}", "B5\n\nC5"},
	} {
		page := "<style>" + tt.sheet + "</style><p class='x a'>A5</p><p class=b>B5</p><div id=c>C5</div>"
		if got := read(t, page).Text; got != tt.want {
			t.Errorf("%s\n got %q\nwant %q", tt.sheet, got, tt.want)
		}
	}
}

func TestDates(t *testing.T) {
	for in, want := range map[string]string{
		"2024-07-24T23:30:00-05:00": "2024-07-24", "2024-07-24T00:10:00+09:00": "2024-07-24", "2024-07-24": "2024-07-24", "20240724": "2024-07-24",
		"20240724T080000Z": "2024-07-24", "2024/07/24 10:00": "2024-07-24", "Wed, 24 Jul 2024 18:00:00 GMT": "2024-07-24", "July 24, 2024": "2024-07-24",
		"24.07.2024": "2024-07-24", "2024年7月24日": "2024-07-24", "1970-01-01T00:00:00Z": "", "0001-01-01": "", "2024-07": "", "2024-13-40": "", "soon": "", "": "",
	} {
		got := ""
		if d := day(in); d != 0 {
			got = d.String()
		}
		if got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestTitlesAndDates(t *testing.T) {
	body := "<p>" + strings.Repeat("Sales of the mill rose by 5% in the year. ", 8) + "</p>"
	for _, tt := range []struct{ page, title, date, lang string }{
		{"<title>Mill sales rise | Post</title><h1>Mill sales rise</h1>", "Mill sales rise", "", ""},
		{"<title>Mill sales rise | Post</title><meta property=og:site_name content=Post>", "Mill sales rise", "", ""},
		{"<title>Mill sales rise - by 5%</title>", "Mill sales rise - by 5%", "", ""},
		{"<title>Post</title>", "", "", ""},
		{"<title>Home of the Post</title><h1>Mill sales rise</h1>", "Mill sales rise", "", ""},
		{"<meta property=og:title content='Mill &amp; sons rise'><h1>Quite another thing</h1>", "Mill & sons rise", "", ""},
		{"<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Mill &amp; sons\",\"datePublished\":\"2024-01-02T01:00:00+09:00\",\"inLanguage\":\"ja_JP\"}</script>", "Mill & sons", "2024-01-02", "ja-JP"},
		{"<script type=application/ld+json>{\"@type\":\"ItemList\",\"itemListElement\":[{\"@type\":\"NewsArticle\",\"headline\":\"Other\"}]}</script><h1>Mine</h1>", "Mine", "", ""},
		{"<title>The second one is here</title><script type=application/ld+json>[{\"@type\":\"Article\",\"headline\":\"First\"},{\"@type\":\"Article\",\"headline\":\"The second one\",\"datePublished\":\"2024-03-04\"}]</script>", "The second one", "2024-03-04", ""},
		{"<h1>Mill sales</h1><article><time datetime=2024-05-06>6 May</time>", "Mill sales", "2024-05-06", ""},
		{"<html lang=sv_SE><h1>Mill sales</h1>", "Mill sales", "", "sv-SE"},
		{"<html lang='{{lang}}'><meta http-equiv=Content-Language content='fr, en'><h1>Mill sales</h1>", "Mill sales", "", "fr"},
	} {
		c := read(t, tt.page+body)
		date := ""
		if c.Published != 0 {
			date = c.Published.String()
		}
		if title := c.Title.Of(c.Text); title != tt.title || date != tt.date || c.Lang != tt.lang {
			t.Errorf("%s\n got %q, %q, %q\nwant %q, %q, %q", tt.page, title, date, c.Lang, tt.title, tt.date, tt.lang)
		}
		if tt.title != "" && strings.Count(c.Text, tt.title) != 1 {
			t.Errorf("%s: the title stands %d times in %q", tt.page, strings.Count(c.Text, tt.title), c.Text)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, s := range []string{"5", "1,234.5", "(12)", "$25", "US$ 3", "EUR 4", "−3.2%", "△1,300", "1.2 million", "12 bp", ".5", "２５", "2,024", "2024.5", "25億円", "1.234,5 Mio. €"} {
		if !isNumber(s) {
			t.Errorf("%q is no number", s)
		}
	}
	for _, s := range []string{"", "—", "n/a", "2024", "FY2024", "Q2 2024", "2Q25", "1Q24", "30.06.2024", "June 30, 2024", "2024年度", "H1", "Three Months", "iPhone 16", "Plant 5", "1. Halbjahr 2024", "(2023)"} {
		if isNumber(s) {
			t.Errorf("%q is a number", s)
		}
	}
}

func TestUnits(t *testing.T) {
	for _, s := range []string{"in Mio. €", "($ in millions)", "(in thousands, except per share data)", "百万ドル", "(単位：億円)", "en millions d’euros", "в млн руб.", "σε εκατ. ευρώ", "dalam miliar rupiah", "Umsatz 2024 in Mrd. Euro", "em milhões de reais", "milj. euroa", "단위: 백만원", "％, $"} {
		if !givesUnit(s) {
			t.Errorf("%q gives no unit", s)
		}
	}
	for _, s := range []string{"Revenue by region", "Sales reached $25,300 million", "Million-dollar houses have become so common here that nobody looks twice at them.", "Milano", "単純な表です。", ""} {
		if givesUnit(s) {
			t.Errorf("%q gives a unit", s)
		}
	}
}

func TestRun(t *testing.T) {
	if run(func() { panic("foreign") }) || !run(func() {}) {
		t.Error("run does not tell a panic from an end")
	}
}

func TestHostile(t *testing.T) {
	fonts := ""
	for i := range 480 {
		fonts += "<font size=" + strings.Repeat("9", i) + ">"
	}
	for _, tt := range []struct {
		name, page string
		err        error
		note       string
	}{
		{"a million open tags", strings.Repeat("<div>", 1_000_000), ErrDeep, ""},
		{"formatting opened again in every paragraph", fonts + strings.Repeat("<p>x", 100_000), nil, ""},
		{"more tags than a tree may have", strings.Repeat("<b a=1>", 3) + strings.Repeat("<td>1", 1_200_000), ErrTangle, ""},
		{"attributes of many bodies", strings.Repeat("<body x=1>", 100_000) + "x", nil, ""},
		{"cells that reach down", strings.Repeat("<table><tr>"+strings.Repeat("<td rowspan=999>1", 250)+strings.Repeat("<tr><td>2", 900)+"</table>", 12), nil, ""},
		{"deep metadata", "<script type=application/ld+json>" + strings.Repeat("[", 100_000) + "</script>x", nil, "broken json-ld"},
		{"more paragraphs than the extractors take", strings.Repeat("<p>A figure of 5 million, and so on.", 140_000), nil, "plain walk"},
		{"too long", strings.Repeat(" ", article.MaxBytes+1), article.ErrTooLong, ""},
		{"bytes that are no text", "<p>5\xff\xfe6", nil, "invalid utf-8"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := Read("page", []byte(tt.page))
			if !errors.Is(err, tt.err) {
				t.Fatalf("error %v, want %v", err, tt.err)
			}
			if err == nil {
				sound(t, c)
			}
			has := false
			for _, n := range c.Notes {
				has = has || n.Code == tt.note
			}
			if tt.note != "" && !has {
				t.Errorf("no note %q: %v", tt.note, c.Notes)
			}
			if cells := cellsOf(c); cells > 2*maxArea {
				t.Errorf("%d cells", cells)
			}
		})
	}
}

func cellsOf(c article.Content) (n int) {
	for _, t := range c.Tables {
		for _, r := range t.Rows {
			n += len(r)
		}
	}
	return n
}
