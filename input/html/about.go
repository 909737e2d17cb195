package html

import (
	"slices"
	"strings"
	"unicode"

	"assay/article"
	"assay/period"

	"golang.org/x/net/html"
)

// heading is the article's title, and the block that is it, or -1.
type heading struct {
	text  string
	block int
}

// findTitle is the title as the page shows it, if its metadata agrees: the <h1> that says
// what JSON-LD, the Open Graph or the <title> tag says; else the metadata's own. What a
// <title> tag says alone counts less than an <h1> of the article.
func (p *page) findTitle() heading {
	claims := []string{p.meta.data.headline, squeeze(p.meta.first("og:title", "twitter:title", "dc.title", "title", "headline")), p.ownTitle()}
	if i := p.shownTitle(claims); i >= 0 {
		return heading{oneLine(p.blocks[i].text), i}
	}
	ofArticle := slices.IndexFunc(p.blocks, func(b block) bool { return b.level == 1 && b.kept != [2]bool{} })
	anywhere := slices.IndexFunc(p.blocks, func(b block) bool { return b.level == 1 })
	switch {
	case claims[0] != "":
		return heading{claims[0], -1}
	case claims[1] != "":
		return heading{claims[1], -1}
	case ofArticle >= 0:
		return heading{oneLine(p.blocks[ofArticle].text), ofArticle}
	case isTitle(claims[2]):
		return heading{claims[2], -1}
	case anywhere >= 0:
		return heading{oneLine(p.blocks[anywhere].text), anywhere}
	}
	return heading{block: -1}
}

// shownTitle is the block that shows one of the titles that the metadata claims: an <h1>
// that agrees, or a block of the article that is the same; -1 without one.
func (p *page) shownTitle(claims []string) int {
	same := -1
	for i := range p.blocks {
		b := &p.blocks[i]
		if b.level != 1 && (same >= 0 || b.kept == [2]bool{} || len(b.text) > titleBytes) || b.table != nil {
			continue
		}
		for _, c := range claims {
			if b.level == 1 && agree(b.text, c) {
				return i
			}
			if c != "" && fold(b.text) == fold(c) {
				same = i
			}
		}
	}
	return same
}

// titleBytes is the longest text that is compared with a title.
const titleBytes = 400

// again reports whether a block only shows the title once more.
func (h heading) again(b *block) bool {
	return h.text != "" && b.table == nil && len(b.text) <= titleBytes && fold(b.text) == fold(h.text)
}

// isTitle reports whether a <title> tag may name an article: it has three words, or is in
// a script without spaces. "Document" and "lksp-20240630" are names of files.
func isTitle(s string) bool {
	return strings.Count(s, " ") > 1 || strings.ContainsFunc(s, isWide)
}

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ") }

// ownTitle is the <title> tag without the site's name, where the page says what that is.
func (p *page) ownTitle() string {
	t := p.meta.title
	site := fold(p.meta.data.publisher)
	if s := p.meta.first("og:site_name", "application-name", "publisher"); s != "" {
		site = fold(s)
	}
	for _, sep := range []string{" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " • ", "｜", "|"} {
		i := strings.LastIndex(t, sep)
		if i <= 0 {
			continue
		}
		if site != "" && fold(t[i+len(sep):]) == site {
			return strings.TrimSpace(t[:i])
		}
	}
	return t
}

// agree reports whether two titles are one: the same, one the beginning of the other, or
// made of mostly the same words.
func agree(a, b string) bool {
	a, b = fold(a), fold(b)
	if a == "" || b == "" {
		return false
	}
	if strings.HasPrefix(a, b) || strings.HasPrefix(b, a) {
		return true
	}
	words := map[string]bool{}
	for w := range strings.FieldsSeq(b) {
		words[w] = true
	}
	n, common := 0, 0
	for w := range strings.FieldsSeq(a) {
		if n++; words[w] {
			common++
		}
	}
	return common*5 >= n*3 && common >= 3
}

// fold is a text in small letters and digits, with one space between words.
func fold(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// findLang is the language that the page declares, nearest to the article first.
func (p *page) findLang() string {
	for n := p.main; n != nil; n = n.Parent {
		if l := tag(attr(n, "lang")); l != "" && n.Data != "html" {
			return l
		}
	}
	for _, l := range []string{p.meta.data.lang, p.meta.lang, p.meta.first("content-language", "dc.language", "dcterms.language", "language"), p.meta.named["og:locale"]} {
		if l = tag(l); l != "" {
			return l
		}
	}
	return ""
}

// tag is a language tag in the form of BCP 47, "" if a text is none.
func tag(s string) string {
	s, _, _ = strings.Cut(strings.ReplaceAll(strings.TrimSpace(s), "_", "-"), ",")
	base, _, _ := strings.Cut(s, "-")
	if len(base) < 2 || len(base) > 3 || len(s) > 35 {
		return ""
	}
	for _, r := range s {
		if !('a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9' || r == '-') {
			return ""
		}
	}
	return s
}

// dates are the names under which pages give the day of publication.
var dates = []string{
	"article:published_time", "og:published_time", "datepublished", "og:article:published_time", "parsely-pub-date", "dc.date.issued", "dcterms.issued",
	"dc.date", "dcterms.date", "dc.date.created", "dcterms.created", "citation_publication_date", "sailthru.date", "cxenseparse:recs:publishtime",
	"publishdate", "publish-date", "publish_date", "pubdate", "publication_date", "date",
}

// findDate is the day of publication in the time zone that the page writes it in: JSON-LD,
// then the metadata, then a <time> of the article.
func (p *page) findDate() period.Date {
	if d := day(p.meta.data.published); d != 0 {
		return d
	}
	for _, name := range dates {
		if d := day(p.meta.named[name]); d != 0 {
			return d
		}
	}
	for _, t := range p.meta.times {
		if d := day(t.value); d != 0 && t.published {
			return d
		}
	}
	var around *html.Node
	if p.main != nil {
		around = surround(p.main)
	}
	for _, t := range p.meta.times {
		if d := day(t.value); d != 0 && around != nil && within(t.node, around) {
			return d
		}
	}
	return 0
}

// day is the calendar day that a timestamp is written with; 0 if it has none.
func day(s string) period.Date {
	s = strings.TrimSpace(s)
	if len(s) > 80 {
		return 0
	}
	if len(s) >= 10 {
		if d, err := period.ParseDate(s[:10]); err == nil {
			return plausible(d)
		}
	}
	if len(s) >= 8 && strings.Trim(s[:8], "0123456789") == "" && (len(s) == 8 || s[8] == 'T') { // 20240724T080000Z
		if d, err := period.ParseDate(s[:4] + "-" + s[4:6] + "-" + s[6:8]); err == nil {
			return plausible(d)
		}
	}
	d, _, ok := article.FindDate(s)
	if !ok {
		return 0
	}
	return d
}

// plausible refuses the days that stand for none: 1970-01-01, 0001-01-01.
func plausible(d period.Date) period.Date {
	if year, _, _ := d.Civil(); year < 1990 || year > 2100 {
		return 0
	}
	return d
}
