package markdown

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"assay/article"
)

// frontBytes bounds front matter, so that a line of dashes at the top of a long
// text costs nothing.
const frontBytes = 16 << 10

// cutFront takes the front matter off the source: YAML between lines of "---", TOML
// between lines of "+++". A first line of dashes without keys after it is a rule.
func cutFront(source string) (front, string) {
	first, rest, ok := strings.Cut(source, "\n")
	fence := strings.TrimRight(first, " \t")
	if !ok || fence != "---" && fence != "+++" {
		return front{}, source
	}
	body, rest, ok := cutFence(rest, fence)
	if !ok {
		return front{}, source
	}
	var keys map[string]string
	if fence == "+++" {
		keys, ok = tomlKeys(body)
	} else {
		keys, ok = yamlKeys(body)
	}
	if !ok {
		return front{}, source
	}
	return readKeys(keys), rest
}

// cutFence splits at the line that closes the front matter ("..." closes YAML too).
func cutFence(s, fence string) (body, rest string, ok bool) {
	for at := 0; at < min(len(s), frontBytes); {
		line, _, more := strings.Cut(s[at:], "\n")
		next := at + len(line)
		if more {
			next++
		}
		if t := strings.TrimRight(line, " \t"); t == fence || t == "..." && fence == "---" {
			return s[:at], s[next:], true
		}
		at = next
	}
	return "", "", false
}

// yamlKeys reads the lines "key: value" of the top level; it reports whether all
// other lines could stand in YAML beside them.
func yamlKeys(body string) (map[string]string, bool) {
	keys := map[string]string{}
	for line := range strings.SplitSeq(body, "\n") {
		line = strings.TrimRight(line, " \t")
		if line == "" || strings.ContainsRune(" \t#-]}", rune(line[0])) {
			continue // below another key, a comment, a list
		}
		key, value, ok := strings.Cut(line, ":")
		if !ok || strings.ContainsAny(key, " \t*[") {
			return nil, false
		}
		if _, seen := keys[strings.ToLower(key)]; !seen {
			keys[strings.ToLower(key)] = yamlScalar(value)
		}
	}
	return keys, len(keys) > 0
}

// yamlScalar is a plain or quoted value of one line without its comment.
func yamlScalar(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > 1 && (s[0] == '"' || s[0] == '\'') {
		if end := strings.LastIndexByte(s, s[0]); end > 0 {
			inner := s[1:end]
			if s[0] == '\'' {
				return strings.ReplaceAll(inner, "''", "'")
			}
			return strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(inner)
		}
	}
	if i := strings.Index(s, " #"); i >= 0 {
		s = strings.TrimSpace(s[:i])
	}
	return s
}

func tomlKeys(body string) (map[string]string, bool) {
	var doc map[string]any
	if err := toml.Unmarshal([]byte(body), &doc); err != nil || len(doc) == 0 {
		return nil, false
	}
	keys := map[string]string{}
	for key, value := range doc {
		switch v := value.(type) {
		case map[string]any, []any: // no key that is asked for
		default:
			keys[strings.ToLower(key)] = fmt.Sprint(v)
		}
	}
	return keys, true
}

// The keys that site generators use, the surest first.
var (
	dateKeys = []string{"date", "published", "publishdate", "pubdate", "published_at", "date_published", "datepublished", "published_time"}
	langKeys = []string{"lang", "language", "locale"}
)

func readKeys(keys map[string]string) front {
	f := front{title: strings.Join(strings.Fields(keys["title"]), " ")}
	for _, k := range dateKeys {
		line, _, _ := strings.Cut(keys[k], "T") // a day, whatever the hour
		if d, _, ok := article.FindDate(line); ok {
			f.published = d
			break
		}
		if d, _, ok := article.FindDate(keys[k]); ok {
			f.published = d
			break
		}
	}
	for _, k := range langKeys {
		if isTag(keys[k]) {
			f.lang = keys[k]
			break
		}
	}
	return f
}

// isTag reports whether a value can be a BCP 47 tag: "de", "pt-BR", "zh_Hant".
func isTag(s string) bool {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '-' || r == '_' })
	if len(s) > 20 || len(parts) == 0 || len(parts[0]) < 2 || len(parts[0]) > 3 {
		return false
	}
	return !slices.ContainsFunc([]byte(strings.ToLower(strings.Join(parts, ""))), func(c byte) bool {
		return c < '0' || c > '9' && c < 'a' || c > 'z'
	})
}
