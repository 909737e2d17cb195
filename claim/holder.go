package claim

import (
	"slices"
	"strings"

	"assay/lang"
	"assay/lexicon"
	"assay/span"
)

// voices are who speaks in an article: whom a sentence names as the holder of what
// it says, and whom later sentences mean by a pronoun or a surname alone.
type voices struct {
	now     Holder // whom the sentence names; the zero Holder for nobody
	last    Holder // whom one of the last sentences named
	since   int    // sentences since then
	para    span.Span
	foresaw bool // a forecast of his was read
	unnamed bool // whom now is, is no person: "analysts"
	nobody  bool // the same of last
	known   map[string]Holder
	stances map[string]stance // of holders by key, as the last sentence showed that had one
}

// key tells holders apart.
func (h Holder) key() string { return h.Name + "\x00" + h.Org }

// voicing are the cues of somebody who speaks.
const voicing = cueForecast | cueGuidance | cueSaid | cueAnalyst | cueTitle | cueMissed

// listen finds who speaks in the sentence.
func (r *Reader) listen() {
	v := &r.voices
	v.since++
	v.now, v.unnamed = Holder{}, false
	if r.st.anywhere&voicing == 0 {
		return
	}
	switch {
	case r.st.scan.V.CJK() || r.st.grammar().Uncased:
		v.now = r.wordVoice()
	case !r.title || !r.st.grammar().TitleCase || strings.HasSuffix(strings.TrimSpace(r.st.span.Of(r.text)), "."):
		v.now = r.voice()
	}
	side := r.stance()
	if v.now == (Holder{}) && side.camp != "" {
		v.now = r.campVoice(side)
	}
	if v.now == (Holder{}) {
		return
	}
	if v.now.Name != "" && v.now.Org == "" {
		v.now = v.now.completed(v.known)
	}
	v.last, v.since, v.foresaw, v.para, v.nobody = v.now, 0, false, r.para, v.unnamed
	if side.camp != "" {
		if v.stances == nil {
			v.stances = map[string]stance{}
		}
		v.stances[v.now.key()] = side
	}
	if name := v.now.Name; name != "" {
		if v.known == nil {
			v.known = map[string]Holder{}
		}
		v.known[surname(name)] = v.now
	}
}

// campVoice is a camp that speaks as one: "short sellers expect …".
func (r *Reader) campVoice(side stance) Holder {
	st := &r.st
	for i := range st.atoms {
		if int(st.atoms[i].End) == side.words.End {
			end := min(i+3, len(st.atoms))
			if st.verbFinal() {
				end = len(st.atoms)
			}
			if st.anyIs(i+1, end, cueForecast|cueSaid) {
				r.voices.unnamed = true
				return Holder{Name: side.words.Of(r.text)}
			}
		}
	}
	return Holder{}
}

// completed is the holder as an earlier sentence named him: with his whole name
// and house, where this one has the surname or the name alone.
func (h Holder) completed(known map[string]Holder) Holder {
	k, ok := known[surname(h.Name)]
	if ok && (k.Name == h.Name || h.Name == surname(h.Name)) {
		return k
	}
	return h
}

func surname(name string) string { return name[strings.LastIndexByte(name, ' ')+1:] }

// holder is who holds a forecast: the speaker of a turn, whom the sentence
// names, the company that forecasts of itself, or whom a sentence right before
// named, where this one goes on without naming anybody.
func (r *Reader) holder() *Holder {
	h := r.voices.now
	switch {
	case r.turn != nil && r.turn.Speaker != "":
		return r.speaker()
	case h != (Holder{}):
	case r.meansLast() || r.guides() == nil && r.goesOn():
		h, r.voices.since = r.voices.last, 0
	case r.guides() != nil:
		h = Holder{Org: r.guides().party.Name}
	default:
		return nil
	}
	r.voices.now, r.voices.last, r.voices.foresaw = h, h, true
	return &h
}

// guides is the company that forecasts of itself: it stands as the subject right before
// a verb of forecasting whose object is a measure or a period.
func (r *Reader) guides() *placed {
	st := &r.st
	for i := range r.placed {
		p := &r.placed[i]
		if !p.party.files() || p.price > 0 || p.unsure || p.at > 0 && (st.measureAt(p.at-1) || st.is(p.at-1, linkOf) || st.scan.Closed(&st.atoms[p.at-1], lexicon.Preposition|lexicon.Owner)) {
			continue
		}
		for j := p.at + 1; j < len(st.atoms) && j <= p.at+3; j++ {
			if st.is(j, cueForecast|cueGuidance) {
				if st.objectNext(j) && !st.function(&st.atoms[j]) {
					return p
				}
				break
			}
			if st.atoms[j].Kind == lang.Punct || st.measureAt(j) {
				break
			}
		}
	}
	return nil
}

// objectNext reports whether a measure or a period follows atom i, small words
// passed over.
func (st *sentence) objectNext(i int) bool {
	for j := i + 1; j < len(st.atoms) && j <= i+3; j++ {
		if st.used[j] || st.measureAt(j) {
			return true
		}
		if !st.function(&st.atoms[j]) {
			return false
		}
	}
	return false
}

// meansLast reports whether a pronoun of the sentence means the person who spoke
// right before.
func (r *Reader) meansLast() bool {
	v := &r.voices
	return v.last.Name != "" && v.since > 0 && v.since <= 2 && r.meansPerson()
}

// goesOn reports whether the sentence goes on with what somebody said right before:
// it begins with a verb of forecasting, or forecasts too and names nobody.
func (r *Reader) goesOn() bool {
	v := &r.voices
	if v.last == (Holder{}) || v.since != 1 || some(r.placed, func(p *placed) bool { return p.party.ID != "" && p.party.files() }) {
		return false
	}
	return r.st.opensWith(cueForecast) || v.last.Name == "" || v.foresaw && (v.nobody || v.para == r.para)
}

// meansPerson reports whether a pronoun of the sentence means a person.
func (r *Reader) meansPerson() bool {
	st := &r.st
	for i := range st.atoms {
		a := &st.atoms[i]
		if a.Kind != lang.Word {
			continue
		}
		for word := range strings.FieldsSeq(strings.ToLower(st.mark(a))) { // also "по его прогнозу"
			if slices.ContainsFunc(st.grammar().Persons, func(w string) bool { return word == w || st.scan.V.CJK() && strings.HasPrefix(word, w) }) {
				return true
			}
		}
	}
	return false
}

// opensWith reports whether the first word of the sentence has one of the senses.
func (st *sentence) opensWith(want senses) bool {
	for i := range st.atoms {
		if st.atoms[i].Kind == lang.Word {
			return st.is(i, want)
		}
	}
	return false
}
