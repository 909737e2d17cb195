package transcript

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay/article"
	"assay/span"
)

// alias gives labels of one word ("Nadella:", "Mr. Huang:") to the only full name that
// ends in it, and finds the fullest name and first role of each speaker.
func (s *script) alias() {
	full := map[string]string{} // last word to key; "" where two share it
	note := func(key string) {
		if i := strings.LastIndexByte(key, ' '); i > 0 {
			last := key[i+1:]
			if other, ok := full[last]; ok && other != key {
				key = ""
			}
			full[last] = key
		}
	}
	for _, l := range s.labels {
		if l.person && !honorific(l.key) {
			note(l.key)
		}
	}
	for _, key := range sorted(s.roster) {
		note(key)
	}
	for i := range s.labels {
		l := &s.labels[i]
		last := l.key[strings.LastIndexByte(l.key, ' ')+1:]
		if key := full[last]; key != "" && (!l.person || honorific(l.key)) && l.part != question && l.part != answer {
			l.key = key
		}
		s.meet(l)
	}
}

// honorifics stand before a family name.
var honorifics = set("mr", "ms", "mrs", "dr", "herr", "frau", "m", "mme", "sr", "sra", "sig", "г-н", "г-жа", "κ", "dominus")

func honorific(key string) bool {
	first, _, ok := strings.Cut(key, " ")
	return ok && honorifics[strings.TrimRight(first, ".")]
}

// meet remembers how a speaker is called, and what part he has.
func (s *script) meet(l *label) {
	if l.part == unknown {
		l.part = s.roster[l.key]
	}
	if s.parts[l.key] == unknown {
		s.parts[l.key] = l.part
	}
	if old := s.names[l.key]; old == "" || isCaps(old) && !isCaps(l.name) || !strings.Contains(old, " ") && l.person {
		s.names[l.key] = l.name
	}
	if s.roles[l.key] == "" && l.role != "" {
		s.roles[l.key] = roleOf(l.role, l.part)
	}
}

// roleOf is the role for reports: an analyst's firm stands behind "analyst".
func roleOf(role string, p part) string {
	if role == "" {
		return p.role()
	}
	if p != analyst && p != journalist || strings.EqualFold(role, p.role()) {
		return role
	}
	role = strings.TrimPrefix(role, p.role()+", ")
	var firm []string
	for word := range strings.SplitSeq(role, ",") {
		if word = strings.TrimSpace(word); word != "" && labels[strings.ToLower(word)] != p {
			firm = append(firm, word)
		}
	}
	return strings.Join(append([]string{p.role()}, firm...), ", ")
}

// decide settles which labels are meant, and whether the text is a transcript.
func (s *script) decide() bool {
	count := s.count()
	s.keep(func(l label) bool { return count[l.key] > 1 || s.sure(l) })
	return s.isTranscript()
}

func (s *script) count() map[string]int {
	count := map[string]int{}
	for _, l := range s.labels {
		count[l.key]++
	}
	return count
}

// sure reports whether a label names a speaker even if it stands only once.
func (s *script) sure(l label) bool {
	if _, ok := s.roster[l.key]; ok {
		return true
	}
	if l.title && l.part == unknown { // "Meta Platforms, Second-Quarter Conference Call: Transcript"
		return false
	}
	return l.first && (l.part != unknown || l.person && (l.form == prefixForm || l.role != ""))
}

func (s *script) keep(wanted func(label) bool) {
	kept := s.labels[:0]
	for _, l := range s.labels {
		if wanted(l) {
			kept = append(kept, l)
		}
	}
	s.labels = kept
}

// isTranscript weighs the labels. Either questions and answers return; or a call is
// made up as calls are; or two speakers return and talk, or one who does is asked by
// people without names.
func (s *script) isTranscript() bool {
	count := s.count()
	returning := 0
	for _, n := range count {
		if n > 1 {
			returning++
		}
	}
	talk, turns := 0, 0
	parts := map[part]int{}
	for i, l := range s.labels {
		speech := s.speech(i)
		if speech.Len() == 0 {
			continue
		}
		if turns++; talks(speech.Of(s.text)) {
			talk++
		}
		parts[l.part]++
	}
	asked := parts[moderator]+parts[journalist]+parts[analyst]+parts[question]+parts[audience] > 0 && parts[officer] > 0
	switch {
	case len(count) < 2 || turns < 3:
		return false
	case parts[question] > 1 && parts[answer] > 1:
		return true
	case 2*talk < turns:
		return false
	case parts[operator] > 0 && parts[operator] < turns || s.cues > 1:
		return s.turning()
	}
	return turns > 3 && s.changes() > 2 && (returning > 1 || returning > 0 && asked)
}

// changes is how often another speaker takes the word.
func (s *script) changes() int {
	n := 0
	for i := 1; i < len(s.labels); i++ {
		if s.labels[i].key != s.labels[i-1].key {
			n++
		}
	}
	return n
}

// turning reports whether at least two people speak, one of them by name.
func (s *script) turning() bool {
	named := false
	for _, l := range s.labels {
		named = named || l.person || l.part == officer || l.part == analyst
	}
	return named && s.changes() > 0
}

// speech is what follows the ith label up to the next, without blanks around it.
func (s *script) speech(i int) span.Span {
	start, end := s.labels[i].End, len(s.text)
	if i+1 < len(s.labels) {
		end = s.labels[i+1].Start
	}
	k := sort.Search(len(s.breaks), func(k int) bool { return s.breaks[k].Start >= start })
	for ; k < len(s.breaks) && s.breaks[k].Start < end; k++ {
		if !s.stage[k] {
			end = s.breaks[k].Start
		}
	}
	last := sort.Search(len(s.lines), func(k int) bool { return s.lines[k].Start >= end }) - 1
	if last >= 0 {
		end = max(start, min(end, s.lines[last].End))
	}
	return trim(s.text, span.Span{Start: start, End: end})
}

// talks reports whether words are those of someone who talks to others.
func talks(speech string) bool {
	if asks(speech) {
		return true
	}
	speech = speech[:min(len(speech), 4000)]
	for _, sign := range spokenSigns {
		if strings.Contains(speech, sign) {
			return true
		}
	}
	for word := range strings.FieldsFuncSeq(speech, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '’'
	}) {
		if spoken[word] || spoken[strings.ToLower(word)] {
			return true
		}
	}
	return false
}

// asks reports whether speech ends in a question. The Greek question mark is a
// semicolon.
func asks(speech string) bool {
	r, n := utf8.DecodeLastRuneInString(strings.TrimRight(speech, "\"”“»」』)"))
	if r == ';' {
		before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(speech[:len(speech)-n], " "))
		return unicode.Is(unicode.Greek, before)
	}
	return r == '?' || r == '？' || r == '\u037e'
}

// turns makes the turns and the spans to skip of the labels that were kept.
func (s *script) turns() (turns []article.Turn, skip []span.Span) {
	asking, introduced, call := s.interviewers(), s.introduced(), s.isCall()
	for i, l := range s.labels {
		if l.Len() > 0 {
			skip = append(skip, l.Span)
		}
		speech := s.speech(i)
		if speech.Len() == 0 {
			continue
		}
		p := s.partOf(l, call)
		if introduced[l.key] && p == unknown {
			p = analyst
		}
		turns = append(turns, article.Turn{
			Span: speech, Speaker: display(s.names[l.key]), Role: roleOf(s.roles[l.key], p), Outside: p.outside() || asking[l.key],
		})
	}
	skip = append(skip, s.breaks...)
	sort.Slice(skip, func(i, k int) bool { return skip[i].Start < skip[k].Start })
	return turns, skip
}

// partOf is what a speaker does: in a call, one whose role names a firm is an analyst.
func (s *script) partOf(l label, call bool) part {
	p := l.part
	if p == unknown {
		p = s.parts[l.key]
	}
	if p == unknown && call && s.roles[l.key] != "" {
		return analyst
	}
	return p
}

func (s *script) isCall() bool {
	if s.cues > 0 {
		return true
	}
	for _, l := range s.labels {
		if l.part == operator {
			return true
		}
	}
	return false
}

// interviewers are the speakers without a known part who mostly ask.
func (s *script) interviewers() map[string]bool {
	questions, turns := map[string]int{}, map[string]int{}
	for i, l := range s.labels {
		if speech := s.speech(i); speech.Len() > 0 {
			turns[l.key]++
			if asks(speech.Of(s.text)) {
				questions[l.key]++
			}
		}
	}
	out := map[string]bool{}
	for key, n := range questions {
		if n > 1 && 3*n >= 2*turns[key] {
			out[key] = true
		}
	}
	return out
}

// introduced are the speakers whom the operator names before they speak for the first
// time, and who ask: analysts.
func (s *script) introduced() map[string]bool {
	out, met := map[string]bool{}, map[string]bool{}
	for i, l := range s.labels {
		if i > 0 && !met[l.key] && s.labels[i-1].part == operator {
			call := strings.ToLower(s.speech(i - 1).Of(s.text))
			out[l.key] = strings.Contains(call, l.key) && strings.ContainsAny(s.speech(i).Of(s.text), "?？")
		}
		met[l.key] = true
	}
	return out
}

// display is a name for people: "SATYA NADELLA" is Satya Nadella, "OPERATOR" Operator.
func display(name string) string {
	if !isCaps(name) || !strings.Contains(name, " ") && (utf8.RuneCountInString(name) == 1 || labels[strings.ToLower(name)] == unknown) {
		return name
	}
	words := strings.Fields(strings.ToLower(name))
	for i, w := range words {
		r, n := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToTitle(r)) + w[n:]
	}
	return strings.Join(words, " ")
}

func isCaps(s string) bool { return isCased(s) && strings.ToUpper(s) == s }

func sorted(m map[string]part) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
