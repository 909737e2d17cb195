package claim

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"assay/entity"
	"assay/lang"
	"assay/lexicon"
)

// wordVoice is whom the sentence names as speaking, in a script without capitals:
// the name beside a title, by the custom of the language. Words there are not
// told apart by the scan where none is known, so names are taken from the text.
func (r *Reader) wordVoice() Holder {
	st := &r.st
	for i := range st.ms {
		m := &st.ms[i]
		if m.class == lexicon.Entity && m.note == "person" && st.anyIs(m.last+1, len(st.atoms), cueSaid|cueForecast) {
			return r.insider(m, r.text[m.start:m.end])
		}
	}
	var unnamed Holder
	for i := range st.atoms {
		if !st.titleAt(i) {
			continue
		}
		h := r.titleVoice(i)
		if m := st.houseMention(i); m != nil {
			h.Org = r.names.Name(entity.ID(m.id))
		}
		if h.Name != "" {
			return h
		}
		if unnamed == (Holder{}) && st.is(i, cueAnalyst) {
			unnamed = h
			if h.Org == "" && st.anywhere&(cueForecast|cueMissed) != 0 {
				unnamed.Name, unnamed.Unnamed = st.mark(&st.atoms[i]), true
			}
		}
	}
	if h := r.honoured(); h != (Holder{}) {
		return h
	}
	for i := range st.ms {
		m := &st.ms[i]
		if m.class == lexicon.Entity && m.note == "name" && r.names.House(entity.ID(m.id)) {
			return Holder{Org: r.names.Name(entity.ID(m.id))}
		}
	}
	return unnamed
}

// houseMention is the known company named right before the title at atom i.
func (st *sentence) houseMention(i int) *mention {
	for k := range st.ms {
		if m := &st.ms[k]; m.class == lexicon.Entity && m.note == "name" && (m.last == i-1 || m.last == i-2 && st.is(i-1, linkOf)) {
			return m
		}
	}
	return nil
}

// titleVoice is the person, or the house alone, beside the title at atom i.
func (r *Reader) titleVoice(i int) Holder {
	a := &r.st.atoms[i]
	before, behind := r.text[r.st.span.Start:a.Start], r.text[a.End:r.st.span.End]
	switch {
	case r.scan.V.Pack.Grammar.Kana:
		return r.kanaVoice(before, behind)
	case r.scan.V.CJK() && strings.ContainsRune(before, ' '):
		return spacedVoice(before)
	case r.scan.V.CJK():
		return r.hanVoice(i, before)
	}
	return r.plainVoice(i)
}

// hanVoice reads 「海岸线资本分析师何嘉文预计」: the house before the title, the name
// behind it up to the verb.
func (r *Reader) hanVoice(i int, before string) Holder {
	st := &r.st
	h := Holder{Org: lastWords(before, maxHouse)}
	end := i + 1
	for end < len(st.atoms) && st.atoms[end].Kind != lang.Punct && !st.is(end, cueSaid|cueForecast) {
		end++
	}
	name := ""
	if end > i+1 && end < len(st.atoms) {
		name = r.text[st.atoms[i+1].Start:st.atoms[end-1].End]
	}
	if k := strings.IndexAny(name, "则則也还還亦在对對认認向的"); k > 0 {
		name = name[:k]
	}
	latin := strings.ReplaceAll(name, " ", "")
	if n := utf8.RuneCountInString(name); n >= 2 && n <= 4 || latin != "" && nameBytes(latin) == len(latin) || strings.Contains(name, "·") {
		h.Name = name
	}
	return h
}

// maxHouse is how many letters a house's name may have in a script without spaces.
const maxHouse = 14

// lastWords is the end of a text from its last mark on; "" if that is too long for
// a name or too short.
func lastWords(text string, most int) string {
	if i := strings.LastIndexFunc(text, func(c rune) bool { return unicode.IsPunct(c) && c != '·' && c != '・' && c != '&' }); i >= 0 {
		_, w := utf8.DecodeRuneInString(text[i:])
		text = text[i+w:]
	}
	text = strings.TrimSpace(text)
	for _, p := range []string{"据", "據", "来自", "來自"} {
		text = strings.TrimPrefix(text, p)
	}
	if n := utf8.RuneCountInString(text); n < 2 || n > most {
		return ""
	}
	return text
}

// spacedVoice reads 「태백자산운용 도현석 수석연구원은」: house, name, title, with
// spaces between them.
func spacedVoice(before string) Holder {
	if !strings.HasSuffix(before, " ") {
		return Holder{}
	}
	words := strings.Fields(before)
	if len(words) == 0 {
		return Holder{}
	}
	name := words[len(words)-1]
	n := utf8.RuneCountInString(name)
	if !all(name, unicode.Hangul) || n < 2 || n > 4 {
		return Holder{}
	}
	h := Holder{Name: name}
	if len(words) > 1 {
		house := words[len(words)-2]
		if n := utf8.RuneCountInString(house); all(house, unicode.Hangul) && n >= 2 && n <= 4 && !hangulHouse(house) && utf8.RuneCountInString(name) != 3 {
			return Holder{Name: house + " " + name} // 「앤디 재시」
		}
		if last, _ := utf8.DecodeLastRuneInString(house); unicode.IsLetter(last) && !unicode.In(last, unicode.Han) && utf8.RuneCountInString(house) >= 3 {
			h.Org = house
		}
	}
	if h.Org == "" && n != 3 {
		return Holder{} // rather a noun: 「시장 전문가」
	}
	return h
}

// hangulHouse reports whether a Korean word ends as houses' names do.
func hangulHouse(word string) bool {
	for _, end := range []string{"증권", "운용", "투자", "은행", "리서치", "캐피털", "연구소", "금융", "그룹", "파트너스", "센터", "자문"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}

// kanaVoice reads 「ノースゲート・リサーチのアナリスト、ダニエル・ホルト氏」 and
// 「野村証券の山田太郎アナリスト」 at the title.
func (r *Reader) kanaVoice(before, behind string) Holder {
	for _, rank := range []string{"首席", "シニア", "チーフ", "上席", "主任", "証券", "株式"} {
		before = strings.TrimSuffix(before, rank)
	}
	if house, ok := strings.CutSuffix(before, "の"); ok {
		h := Holder{Org: kanaHouse(house)}
		behind = strings.TrimLeft(behind, "、・である")
		if name, rest, ok := strings.Cut(behind, "氏"); ok && isName(name) && rest != "" {
			h.Name = name
		}
		return h
	}
	name := lastName(before)
	if name == "" {
		return Holder{}
	}
	house, ok := strings.CutSuffix(strings.TrimSuffix(before, name), "の")
	if !ok {
		return Holder{}
	}
	return Holder{Name: name, Org: kanaHouse(house)}
}

// kanaHouse is the house that a Japanese text ends with: its name in katakana or
// Latin, else all since the last mark, as hiragana may be part of it: みずほ証券.
func kanaHouse(text string) string {
	name := lastName(text)
	whole := lastWords(text, maxHouse)
	if before, ok := strings.CutSuffix(whole, name); ok && all(before, unicode.Hiragana) && !strings.ContainsAny(before, "はがをもで") {
		return whole // 「みなとリサーチ」
	}
	if c, _ := utf8.DecodeRuneInString(name); name == "" || nameLetter(c) || strings.ContainsAny(whole, "はがをもでと") || !strings.HasSuffix(whole, name) {
		return name
	}
	return whole
}

// honoured reads a name with 氏 behind it, whose house stands before it:
// 「みずほ証券の山田太郎氏は」.
func (r *Reader) honoured() Holder {
	text := r.st.span.Of(r.text)
	before, _, ok := strings.Cut(text, "氏")
	if !ok || !r.scan.V.Pack.Grammar.Kana {
		return Holder{}
	}
	name := lastName(before)
	if name == "" {
		return Holder{}
	}
	h := Holder{Name: name}
	if house, ok := strings.CutSuffix(strings.TrimSuffix(before, name), "の"); ok {
		h.Org = kanaHouse(house)
	}
	return h
}

// lastName is the name that a Japanese text ends with: a run of katakana or Latin,
// else of ideographs.
func lastName(text string) string {
	cut := len(text)
	kana := false
	for cut > 0 {
		c, w := utf8.DecodeLastRuneInString(text[:cut])
		foreign := nameLetter(c) || c == '・' || c == '&' || c == '＆'
		if cut == len(text) {
			kana = foreign
		}
		if kana && !foreign || !kana && !unicode.Is(unicode.Han, c) && !nameLetter(c) {
			break
		}
		cut -= w
	}
	name := strings.Trim(text[cut:], "・")
	if n := utf8.RuneCountInString(name); n < 2 || n > maxHouse+6 {
		return ""
	}
	return name
}

// isName reports whether all of a text can be a name.
func isName(text string) bool { return lastName(text) == text }

func all(text string, script *unicode.RangeTable) bool {
	for _, c := range text {
		if !unicode.Is(script, c) {
			return false
		}
	}
	return text != ""
}

// plainVoice reads a name of unknown words behind the title, as far as no known or
// small word follows: 「विश्लेषिका सुनन्दा वेलणकर तु मन्यते」.
func (r *Reader) plainVoice(i int) Holder {
	st := &r.st
	last := i
	for j := i + 1; j < len(st.atoms) && j <= i+3; j++ {
		a := &st.atoms[j]
		if a.Kind != lang.Word || a.Terms != nil || st.used[j] || st.function(a) {
			break
		}
		last = j
	}
	if last == i || last+1 >= len(st.atoms) {
		return Holder{}
	}
	return Holder{Name: r.text[st.atoms[i+1].Start:st.atoms[last].End]}
}
