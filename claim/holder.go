package claim

import (
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
	v.now = Holder{}
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
	if v.now.Name != "" && v.now.Org == "" && !v.now.Unnamed {
		v.now = v.now.completed(v.known)
	}
	v.last, v.since, v.foresaw, v.para = v.now, 0, false, r.para
	if side.camp != "" && !v.now.Unnamed {
		if v.stances == nil {
			v.stances = map[string]stance{}
		}
		v.stances[v.now.key()] = side
	}
	if name := v.now.Name; name != "" && !v.now.Unnamed {
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
				return Holder{Name: side.words.Of(r.text), Unnamed: true}
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
// names, whom a sentence right before named, where this one means him or goes on
// without naming anybody, or the company that forecasts of itself.
func (r *Reader) holder(d *draft) *Holder {
	v := &r.voices
	h := v.now
	switch {
	case r.turn != nil && r.turn.Speaker != "":
		return r.speaker()
	case h != (Holder{}) && !(h.Unnamed && r.meansLast()):
		v.last, v.foresaw = h, true
		return &h
	case r.meansLast():
		h, v.since = v.last, 0
	case r.guides(d):
		return &Holder{Org: d.parties[0].Name}
	case r.goesOn():
		h, v.since = v.last, 0
	default:
		return nil
	}
	v.now, v.last, v.foresaw = h, h, true
	return &h
}

// guides reports whether the company whose figure it is forecasts it itself: it is named
// or meant as the subject of a verb of forecasting, or of guidance.
func (r *Reader) guides(d *draft) bool {
	st := &r.st
	if len(d.parties) != 1 || d.parties[0].ID == "" || st.anywhere&cueAnalyst != 0 && !r.voices.now.Unnamed {
		return false
	}
	own := some(r.placed, func(p *placed) bool {
		return p.party.ID == d.parties[0].ID && p.price <= anaphorPrice && st.foresees(p.at) && !(p.price == anaphorPrice && r.namedBehind(p))
	})
	return own || d.entityOfDiscourse && (st.anywhere&cueGuidance != 0 || st.someOf(lexicon.Anaphor, func(m *mention) bool { return m.id == "company" && st.foresees(m.last) }))
}

// namedBehind reports whether the company that a pronoun would mean is named behind it: the pronoun
// then means nobody, "It is expected that Amazon's operating income will …".
func (r *Reader) namedBehind(pronoun *placed) bool {
	return some(r.placed, func(p *placed) bool {
		return p.party.ID == pronoun.party.ID && p.at > pronoun.at && p.price < anaphorPrice
	})
}

// foresees reports whether the company at atom i is the subject of a verb of
// forecasting in its clause: behind it, or, where verbs come last, at the end. A
// passive and an auxiliary foresee nothing.
func (st *sentence) foresees(i int) bool {
	if i > 0 && (st.measureAt(i-1) || st.is(i-1, linkOf) || st.scan.Closed(&st.atoms[i-1], lexicon.Preposition|lexicon.Owner) && !st.scan.Closed(&st.atoms[i-1], lexicon.Article)) {
		return false
	}
	if i+2 < len(st.atoms) && st.possessive(i+2) || i+1 < len(st.atoms) && st.possessiveParticle(i+1) {
		return false
	}
	reach := foreseeingAtoms
	if st.verbFinal() {
		reach = len(st.atoms)
	}
	for j := i + 1; j < len(st.atoms) && j <= i+reach; j++ {
		switch {
		case st.is(j, cueForecast|cueGuidance):
			if !st.function(&st.atoms[j]) && !passive(st.mark(&st.atoms[j]), st.rest(j)) {
				return true
			}
		case st.verbFinal():
		case st.measureAt(j), st.atoms[j].Kind == lang.Punct:
			return false
		}
	}
	return false
}

// foreseeingAtoms is how far behind its subject a verb of forecasting may stand.
const foreseeingAtoms = 5

// possessiveParticle reports whether atom i begins with the particle behind an owner.
func (st *sentence) possessiveParticle(i int) bool {
	p := st.grammar().Possessive
	return p != "" && strings.HasPrefix(st.mark(&st.atoms[i]), p)
}

// rest is the sentence's text behind atom i.
func (st *sentence) rest(i int) string { return st.scan.Text[st.atoms[i].End:st.span.End] }

// passive reports whether a verb of a language that puts it last is a passive, by what
// it ends in or what follows: 「予想される」, 「전망된다」.
func passive(verb, rest string) bool {
	for _, mark := range []string{"され", "られ", "된", "되"} {
		if strings.HasSuffix(verb, mark) || strings.HasPrefix(rest, mark) {
			return true
		}
	}
	return strings.Contains(verb, "される") || strings.Contains(verb, "된다") || strings.Contains(verb, "れる")
}

// meansLast reports whether a pronoun of the sentence means the person who spoke
// right before.
func (r *Reader) meansLast() bool {
	v := &r.voices
	return v.last.Name != "" && !v.last.Unnamed && v.since > 0 && v.since <= 2 && r.meansPerson()
}

// goesOn reports whether the sentence goes on with what somebody said right before:
// it begins with a verb of forecasting, or forecasts too and names nobody.
func (r *Reader) goesOn() bool {
	v := &r.voices
	if v.last == (Holder{}) || v.since != 1 || some(r.placed, func(p *placed) bool { return p.party.ID != "" && p.party.files() }) {
		return false
	}
	return r.st.opensWith(cueForecast) || v.last.Name == "" || v.foresaw && v.last.Unnamed || v.para == r.para
}

// meansPerson reports whether a pronoun of the sentence means a person.
func (r *Reader) meansPerson() bool {
	st := &r.st
	for i := range st.atoms {
		a := &st.atoms[i]
		if a.Kind != lang.Word {
			continue
		}
		for word := range strings.FieldsSeq(st.mark(a)) { // also "по его прогнозу"
			if st.pronoun(word, st.grammar().Persons) {
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
