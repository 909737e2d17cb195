package claim

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"assay/span"
)

// paragraph reads the claims of the ith paragraph.
func (r *Reader) paragraph(i int) {
	p, sentences := r.opt.Paragraphs[i], r.sentences(i)
	if r.skipped(p) {
		r.skip(p, "date")
		return
	}
	r.title, r.para, r.turn = p == r.opt.Title, p, r.turnOf(p)
	if r.turn != nil && r.disc.main.Name != "" {
		r.disc.subject = r.disc.main // whoever speaks speaks of it
	}
	if r.disc.before = (Party{}); len(r.disc.here) == 1 && r.disc.here[0].files() {
		r.disc.before = r.disc.here[0]
	}
	if !r.continues(i) {
		r.begin()
	}
	defer func() {
		r.disc.asked = Party{}
		if len(sentences) == 1 && len(r.disc.here) == 1 && r.disc.here[0].files() && strings.HasSuffix(strings.TrimSpace(r.text[p.Start:p.End]), "?") {
			r.disc.asked = r.disc.here[0]
		}
	}()
	for _, s := range sentences {
		if r.nextEarly < len(r.early) {
			r.scan.Restore(&r.early[r.nextEarly])
			r.nextEarly++
		} else {
			r.scan.Atomize(s.Start, s.End)
		}
		if r.asks(s) {
			r.skip(s, "question")
			continue
		}
		r.st.title = r.title
		r.st.load(&r.scan, s)
		r.beforeLast()
		r.enterItem()
		r.sentence()
	}
}

// begin turns from the paragraph before to a new one: what that spoke of counts no more, but for
// its period, and the article's own is the next that a figure can be of.
func (r *Reader) begin() {
	r.disc.here, r.disc.unit, r.disc.stated = r.disc.here[:0], "", r.disc.stated[:0]
	r.disc.told = r.disc.told[:0]
	r.disc.fiscal, r.disc.span, r.disc.since = false, "", false
	r.disc.fresh, r.disc.claimed, r.disc.topicSeg, r.disc.focus, r.disc.week = false, false, "", "", bound{}
	if r.disc.whenRange.known() && (r.disc.whenHere || !r.disc.pastWhen.known()) {
		r.disc.pastWhen = r.disc.whenRange // of the last paragraph that named one
	}
	r.disc.whenHere, r.disc.stage, r.disc.paraWhen, r.disc.firstClaim = false, 0, bound{}, len(r.claims)
	r.disc.traded = bound{}
	if r.disc.mainWhen.known() {
		r.disc.whenRange, r.disc.whenOf, r.disc.whenBefore = r.disc.mainWhen, r.disc.main.ID, bound{}
	}
	if !r.disc.mainWhen.known() && r.disc.firstSum {
		r.disc.whenRange, r.disc.whenOf, r.disc.whenBefore = r.disc.firstWhen, "", bound{}
	}
}

// An agency breaks the paragraph behind nearly every sentence: the break then begins nothing new.
// That an article is written so, this many paragraphs show, two of three of one sentence.
const fewParagraphs = 4

// sentenceBySentence reports whether the article is written so.
func (r *Reader) sentenceBySentence() bool {
	paragraphs, single := 0, 0
	for i, p := range r.opt.Paragraphs {
		if n := len(r.sentences(i)); n > 0 && p != r.opt.Title && r.prose(p) {
			paragraphs++
			if n == 1 {
				single++
			}
		}
	}
	return paragraphs >= fewParagraphs && 3*single >= 2*paragraphs
}

// prose reports whether a paragraph is neither a heading nor a line of a list.
func (r *Reader) prose(p span.Span) bool {
	text := strings.TrimSpace(r.text[p.Start:p.End])
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	return (unicode.IsLetter(first) || strings.ContainsRune("\"'“„«»「『‘‹(", first)) && strings.ContainsRune(".!?。！？।…\"'”“»«」』’›)", last)
}

// continues reports whether the ith paragraph goes on with the one before.
func (r *Reader) continues(i int) bool {
	return r.oneByOne && i > 0 && r.opt.Paragraphs[i-1] != r.opt.Title && r.prose(r.opt.Paragraphs[i-1]) && r.prose(r.opt.Paragraphs[i])
}
