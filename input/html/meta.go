package html

import (
	"encoding/json"
	"slices"
	"strings"

	"assay/message"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// metadata is what the page says of itself to machines.
type metadata struct {
	named map[string]string // <meta> by lower-case name, property or itemprop; the first counts
	title string            // of the <title> tag
	lang  string            // of the <html> tag
	times []timed
	data  linked
}

// timed is a <time> or an element that a vocabulary names a date.
type timed struct {
	node      *html.Node
	value     string
	published bool // it says that it is the date of publication
}

// linked is what JSON-LD says of the article.
type linked struct{ headline, published, lang, publisher string }

// scan gathers the style sheets and the metadata.
func (p *page) scan(doc *html.Node) {
	p.meta.named = map[string]string{}
	var scripts []string
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == declarations {
			p.filing = true
		}
		switch n.DataAtom {
		case atom.Html:
			p.meta.lang = attr(n, "lang")
			if p.meta.lang == "" {
				p.meta.lang = attr(n, "xml:lang")
			}
		case atom.Style:
			if media := attr(n, "media"); media == "" || media == "all" || media == "screen" {
				p.styles.add(textOf(n))
			}
		case atom.Title:
			if p.meta.title == "" && n.Namespace == "" {
				p.meta.title = squeeze(textOf(n))
			}
		case atom.Meta:
			p.meta.add(n)
		case atom.Time:
			p.meta.addTime(n)
		case atom.Script:
			if strings.EqualFold(strings.TrimSpace(attr(n, "type")), "application/ld+json") {
				scripts = append(scripts, textOf(n))
			}
		}
	}
	p.readLinked(scripts)
}

// squeeze is a text in one line, as a browser shows it.
func squeeze(s string) string {
	var l liner
	l.add(s)
	return l.take()
}

func (m *metadata) add(n *html.Node) {
	content := strings.TrimSpace(attr(n, "content"))
	if content == "" {
		return
	}
	for _, key := range []string{"name", "property", "itemprop", "http-equiv"} {
		if name := strings.ToLower(strings.TrimSpace(attr(n, key))); name != "" && m.named[name] == "" {
			m.named[name] = content
		}
	}
}

func (m *metadata) addTime(n *html.Node) {
	value := attr(n, "datetime")
	if value == "" {
		value = squeeze(textOf(n))
	}
	says := strings.ToLower(attr(n, "itemprop") + " " + attr(n, "class"))
	m.times = append(m.times, timed{n, value, has(n, "pubdate") || strings.Contains(says, "publish")})
}

// first is the first of the named entries that the page has.
func (m *metadata) first(names ...string) string {
	for _, n := range names {
		if v := m.named[n]; v != "" {
			return v
		}
	}
	return ""
}

// readLinked takes the article that the page's JSON-LD tells of: the one under whose
// headline the page stands, or else the first.
func (p *page) readLinked(scripts []string) {
	var found []linked
	broken := 0
	for _, s := range scripts {
		s = strings.TrimSpace(s)
		s = strings.TrimSuffix(strings.TrimPrefix(s, "<!--"), "-->")
		s = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(s), "//<![CDATA["), "//]]>")
		var v any
		if err := json.Unmarshal([]byte(strings.TrimRight(s, "; \n\r\t")), &v); err != nil {
			broken++
			continue
		}
		found = gather(found, v, 0)
	}
	if broken > 0 {
		p.tell(-1, -1, "broken json-ld", message.Say("metadata in JSON-LD that cannot be read was ignored: scripts %d", message.Number(broken)))
	}
	if len(found) == 0 {
		return
	}
	p.meta.data = found[0]
	seen := fold(p.meta.title + " " + p.meta.first("og:title", "twitter:title"))
	for _, l := range found {
		if h := fold(l.headline); h != "" && strings.Contains(seen, h) {
			p.meta.data = l
			return
		}
	}
}

// maxLinked bounds how deep a graph of JSON-LD is followed.
const maxLinked = 8

// gather appends the articles of a JSON-LD value: it looks into arrays, graphs and main
// entities, not into the lists of other articles that pages carry.
func gather(found []linked, v any, depth int) []linked {
	if depth > maxLinked {
		return found
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			found = gather(found, e, depth+1)
		}
	case map[string]any:
		if isArticle(v["@type"]) {
			l := linked{headline: text(v["headline"]), published: text(v["datePublished"]), lang: text(v["inLanguage"]), publisher: text(v["publisher"])}
			if l.headline == "" {
				l.headline = text(v["name"])
			}
			if l.published == "" {
				l.published = text(v["dateCreated"])
			}
			return append(found, l)
		}
		found = gather(found, v["@graph"], depth+1)
		found = gather(found, v["mainEntity"], depth+1)
	}
	return found
}

// isArticle reports whether a schema.org type is an article of any kind.
func isArticle(v any) bool {
	switch v := v.(type) {
	case string:
		v = strings.TrimPrefix(strings.TrimPrefix(v, "https://schema.org/"), "http://schema.org/")
		return strings.HasSuffix(v, "Article") || strings.HasSuffix(v, "Posting") && v != "JobPosting" || v == "Report" || v == "PressRelease"
	case []any:
		return slices.ContainsFunc(v, isArticle)
	}
	return false
}

// text is a value's text; of an object its name or code, of a list that of the first.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return squeeze(html.UnescapeString(v))
	case []any:
		if len(v) > 0 {
			return text(v[0])
		}
	case map[string]any:
		for _, key := range []string{"@value", "alternateName", "name"} {
			if s, ok := v[key].(string); ok {
				return squeeze(html.UnescapeString(s))
			}
		}
	}
	return ""
}
