package metric

import (
	"path"
	"slices"
	"strings"
)

// Segment is a part of a business as filers' members name it.
type Segment struct {
	ID string // "cloud"
	// Members are globs over a member's local name ("GoogleCloudMember",
	// "YouTube*Member"), the best first.
	Members []string
	words   bool // no file: the ID's words are compared with the member's
}

// NoMatch is the rank of a member that is not of the segment.
const NoMatch = -1

// Rank says how well a member ("goog:GoogleCloudMember") fits the segment:
// 0 is best, NoMatch not at all. A name in full goes before any glob; a
// member that merely has the segment's words goes last.
func (s Segment) Rank(member string) int {
	_, local := splitName(member)
	for i, g := range s.Members {
		if g == local {
			return i
		}
	}
	for i, g := range s.Members {
		if !mayMatch(g, local) {
			continue
		}
		if ok, _ := path.Match(g, local); ok {
			return len(s.Members) + i
		}
	}
	if sameWords(s.ID, member) {
		return 2 * len(s.Members)
	}
	return NoMatch
}

// mayMatch reports whether a name has each literal part of a glob: the cheap test that
// most names fail.
func mayMatch(glob, name string) bool {
	if strings.ContainsAny(glob, "?[\\") {
		return true
	}
	for part := range strings.SplitSeq(glob, "*") {
		if !strings.Contains(name, part) {
			return false
		}
	}
	return true
}

// Words are a member's words for people: "goog:GoogleCloudMember" is
// "google cloud".
func Words(member string) string {
	_, local := splitName(member)
	local = strings.TrimSuffix(local, "Member")
	return strings.Join(camel(local), " ")
}

func splitName(member string) (prefix, local string) {
	if p, l, ok := strings.Cut(member, ":"); ok {
		return p, l
	}
	return "", member
}

// camel splits CamelCase into lower-case words: "OEMAndOther" is oem, and,
// other; "IPhone" stays one word, as does a single leading letter elsewhere.
func camel(s string) []string {
	var words []string
	start := 0
	for i := 1; i < len(s); i++ {
		up := isUpper(s[i])
		if !up {
			continue
		}
		nextLower := i+1 < len(s) && !isUpper(s[i+1])
		if (!isUpper(s[i-1]) || nextLower) && i-start > 1 {
			words = append(words, strings.ToLower(s[start:i]))
			start = i
		}
	}
	if start < len(s) {
		words = append(words, strings.ToLower(s[start:]))
	}
	return words
}

func isUpper(b byte) bool { return b >= 'A' && b <= 'Z' }

// noise are words that filers add to a member's name and writers leave out.
func noise(w string) bool {
	switch w {
	case "segment", "segments", "division", "products", "product", "services", "service", "revenue", "revenues",
		"business", "businesses", "sales", "net", "group", "unit", "corporation", "inc", "the", "company":
		return true
	}
	return false
}

// Key is a form under which a writer's words and a member's are compared: two
// names mean the same part if they share a key.
type Key string

// WordKeys are the keys of a writer's words: joined, so that "youtube" equals
// You+Tube, in full and without noise.
func WordKeys(words string) []Key {
	want := strings.FieldsFunc(strings.ToLower(words), func(r rune) bool {
		return r == ' ' || r == '-' || r == '&' || r == ',' || r == '.' || r == '\''
	})
	return keys(want, nil)
}

// MemberKeys are the keys of a member's name ("goog:GoogleCloudMember"), also
// without the filer's own name before it.
func MemberKeys(member string) []Key {
	prefix, local := splitName(member)
	have := camel(strings.TrimSuffix(local, "Member"))
	if len(have) > 1 && filerName(prefix, have[0]) {
		return keys(have, have[1:])
	}
	return keys(have, nil)
}

func keys(words, short []string) []Key {
	k := []Key{Key("=" + joined(words))}
	for _, w := range [][]string{words, short} {
		if s := strip(w); s != "" {
			k = append(k, Key("~"+s))
		}
	}
	return k
}

// sameWords reports whether a writer's words name the member.
func sameWords(words, member string) bool {
	have := MemberKeys(member)
	return slices.ContainsFunc(WordKeys(words), func(k Key) bool { return slices.Contains(have, k) })
}

func joined(words []string) string {
	var b strings.Builder
	for _, w := range words {
		if w != "and" {
			b.WriteString(w)
		}
	}
	return b.String()
}

// strip joins the words without the noise at their end.
func strip(words []string) string {
	for len(words) > 0 && noise(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	return joined(words)
}

// filerName reports whether the member's first word is the filer's name as
// its namespace abbreviates it: goog for google, amzn for amazon, msft for
// microsoft.
func filerName(prefix, word string) bool {
	if len(prefix) < 3 || len(word) < len(prefix) || prefix[0] != word[0] || prefix == "srt" || prefix == "us-gaap" {
		return false
	}
	i := 0
	for j := 0; j < len(word) && i < len(prefix); j++ {
		if word[j] == prefix[i] {
			i++
		}
	}
	return i == len(prefix)
}
