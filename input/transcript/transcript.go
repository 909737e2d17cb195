// Package transcript finds who speaks in a transcript: the call after an earnings
// release, a hearing, an interview.
//
// Turns gives what each person says, and the labels, which are read for nothing. A
// text that is no transcript gives none: it takes two speakers who return under their
// labels and talk, or the known make-up of a call. label.go reads labels, decide.go
// tells which of them are meant, words.go holds the words by language.
//
// It does not tell who "we" is, nor whether a statement is true: package claim gives
// the words of an officer to the company, and takes questions for no claims.
package transcript

import (
	"strings"
	"unicode/utf8"

	"assay/article"
	"assay/span"
)

// Turns are the turns of a transcript in order, and the labels, headings and lists of
// those present in it; nil for any other text. The paragraphs are spans of the text in
// order; no turn overlaps another or a label.
func Turns(text string, paragraphs []span.Span) (turns []article.Turn, skip []span.Span) {
	s := scan(text, paragraphs)
	if len(s.labels) < 3 || !s.decide() {
		return nil, nil
	}
	return s.turns()
}

// script is what was found in the text that may be a transcript.
type script struct {
	text    string
	lines   []span.Span // of all paragraphs
	labels  []label
	breaks  []span.Span // headings, lists of those present, stage directions
	stage   map[int]bool
	roster  map[string]part   // by key
	names   map[string]string // by key, the fullest
	roles   map[string]string // by key, the first that was given
	parts   map[string]part   // by key, the first that was given
	cues    int               // signs of a call
	inside  part              // of the roster that is being read
	listing bool
}

// scan reads the labels of all lines.
func scan(text string, paragraphs []span.Span) *script {
	s := &script{text: text, stage: map[int]bool{}, roster: map[string]part{}, names: map[string]string{}, parts: map[string]part{}, roles: map[string]string{}}
	asked := false // a question after a dash waits for its answer
	for _, p := range paragraphs {
		first := true
		for line := range lines(text, p) {
			s.lines = append(s.lines, line)
			n := len(s.labels)
			s.line(line, first)
			if first && asked && len(s.labels) == n && !s.listing {
				s.labels = append(s.labels, label{Span: at(line.Start, 0), end: line.End, key: "·", part: answer, form: dashForm, first: true})
			}
			if first {
				asked = len(s.labels) > n && s.labels[n].form == dashForm && s.labels[n].part == question
			}
			first = false
		}
	}
	s.alias()
	return s
}

// lines are the lines of a paragraph that are not blank, without blanks around them.
func lines(text string, p span.Span) func(yield func(span.Span) bool) {
	return func(yield func(span.Span) bool) {
		for start := p.Start; start < p.End; {
			end := strings.IndexByte(text[start:p.End], '\n')
			if end < 0 {
				end = p.End - start
			}
			line := trim(text, span.Span{Start: start, End: start + end})
			if line.Len() > 0 && !yield(line) {
				return
			}
			start += end + 1
		}
	}
}

func trim(text string, s span.Span) span.Span {
	t := s.Of(text)
	s.Start += len(t) - len(strings.TrimLeft(t, " \t\r\n\u00a0\u3000"))
	s.End -= len(t) - len(strings.TrimRight(t, " \t\r\n\u00a0\u3000"))
	s.End = max(s.Start, s.End)
	return s
}

// line reads one line: a heading of the call, an entry of a list of those present, a
// stage direction, or labels.
func (s *script) line(line span.Span, first bool) {
	t := line.Of(s.text)
	if len(t) > lineBytes {
		t = "" // neither a heading nor a direction
	}
	t = strings.ToLower(t)
	head := strings.Trim(t, " :：*_#-–")
	switch {
	case companyRosters[head]:
		s.open(line, officer)
		return
	case outsideRosters[head]:
		s.open(line, analyst)
		return
	case mixedRosters[head]:
		s.open(line, unknown)
		return
	case sections[head]:
		s.breaks, s.listing = append(s.breaks, line), false
		s.cues++
		return
	case isStage(t):
		s.stage[len(s.breaks)] = true
		s.breaks = append(s.breaks, line)
		s.cues++
		return
	}
	l, ok := readLabel(s.text, line)
	if s.listing {
		if ok && l.form == lineForm && (l.role != "" || l.person) && labels[l.key] == unknown && !s.returns(l) {
			s.enter(line, l)
			return
		}
		s.listing = false
	}
	if !ok || l.form == lineForm && len(s.lines) == 1 && l.part == unknown { // the text's title
		return
	}
	l.first, l.title = first, len(s.lines) == 1
	s.add(l)
}

// returns reports whether an entry of a list is the label of one who is in it already:
// the list is over.
func (s *script) returns(l label) bool {
	_, known := s.roster[l.key]
	return known
}

// open begins a list of those present.
func (s *script) open(line span.Span, p part) {
	s.breaks, s.listing, s.inside = append(s.breaks, line), true, p
	s.cues++
}

// enter puts a line into the list of those present.
func (s *script) enter(line span.Span, l label) {
	s.breaks = append(s.breaks, line)
	p := l.part
	if p == unknown {
		p = s.inside
	}
	if p == unknown && l.role != "" {
		p = analyst // in a mixed list, a firm instead of an office
	}
	s.roster[l.key] = p
	s.names[l.key] = l.name
	s.roles[l.key] = roleOf(l.role, p)
}

// add keeps a label, and those of answers that follow on its line: "Q: … A: …".
func (s *script) add(l label) {
	if l.part != question && l.part != answer || l.form != prefixForm {
		s.labels = append(s.labels, l)
		return
	}
	for {
		next, ok := s.within(l)
		if ok {
			l.end = next.Start
		}
		s.labels = append(s.labels, l)
		if !ok {
			return
		}
		l = next
	}
}

// within finds the next label of question or answer inside the line of one: behind a
// stop, before a colon.
func (s *script) within(l label) (label, bool) {
	t := s.text[l.End:l.end]
	for i := 0; i < len(t); {
		k := strings.IndexAny(t[i:], ".?!;。？！")
		if k < 0 {
			return label{}, false
		}
		_, n := utf8.DecodeRuneInString(t[i+k:])
		i += k + n
		rest := strings.TrimLeft(t[i:], " \u3000")
		name, m := prefix(rest)
		if m == 0 || len(name) > 40 {
			continue
		}
		if p := labels[fold(strings.ToLower(name))]; p != question && p != answer {
			continue
		}
		if next, ok := parse(name); ok {
			next.Span = at(l.End+len(t)-len(rest), m)
			next.end, next.form = l.end, prefixForm
			return next, true
		}
	}
	return label{}, false
}

// isStage reports whether a line in brackets says what happens, not what is said.
func isStage(low string) bool {
	if low == "" || low[0] != '[' && low[0] != '(' || strings.IndexAny(low, ")]") != len(low)-1 {
		return false
	}
	for _, w := range stages {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}
