package lang

import (
	"errors"
	"slices"
	"unicode"
	"unicode/utf8"

	"assay/lexicon"
	"assay/wire"
)

// detectBytes is how much of a text is looked at.
const detectBytes = 20000

// Detector tells a text's language: by its script where only one language is
// written so, else by a vote of the packs' own frequent words, in which a word
// of several languages counts for less. It is immutable and safe for concurrent
// use.
type Detector struct {
	trie    *lexicon.Trie
	scripts map[string]script // by language
}

// script is a way of writing, as far as it tells languages apart.
type script uint8

const (
	noScript script = iota
	latin
	greek
	cyrillic
	devanagari
	hangul
	han
	kana
)

var scripts = []struct {
	table  *unicode.RangeTable
	script script
}{
	{unicode.Latin, latin}, {unicode.Han, han}, {unicode.Hiragana, kana}, {unicode.Katakana, kana}, {unicode.Hangul, hangul},
	{unicode.Cyrillic, cyrillic}, {unicode.Greek, greek}, {unicode.Devanagari, devanagari},
}

func scriptOf(r rune) script {
	if r < utf8.RuneSelf {
		if r|0x20 >= 'a' && r|0x20 <= 'z' {
			return latin
		}
		return noScript
	}
	for _, s := range scripts {
		if unicode.Is(s.table, r) {
			return s.script
		}
	}
	return noScript
}

// scriptOfText is the script of most letters. Kana decide against Han where
// they are more than a few: no Japanese text is without them.
func scriptOfText(text string) script {
	var n [kana + 1]int
	for _, r := range text {
		n[scriptOf(r)]++
	}
	n[noScript] = 0
	if n[kana]*12 > n[han] {
		n[kana] += n[han]
	}
	if n[kana]+n[han]+n[hangul] > 0 { // a letter of these is worth a few of an alphabet
		n[latin] /= 3
	}
	best := latin
	for s := range n {
		if n[s] > n[best] {
			best = script(s)
		}
	}
	return best
}

// NewDetector makes the detector of all packs.
func NewDetector() (*Detector, error) {
	var terms []lexicon.Term
	d := &Detector{scripts: map[string]script{}}
	for _, code := range Codes() {
		p, err := Load(code)
		if err != nil {
			return nil, err
		}
		all := ""
		for _, w := range p.Stop {
			terms = append(terms, lexicon.Term{Text: w, ID: code})
			all += w
		}
		d.scripts[code] = scriptOfText(all)
	}
	d.trie = lexicon.New(terms, nil)
	return d, nil
}

// Append writes the detector for OpenDetector.
func (d *Detector) Append(dst []byte) []byte {
	for _, code := range Codes() {
		dst = append(wire.AppendString(dst, code), byte(d.scripts[code]))
	}
	return d.trie.Append(wire.AppendString(dst, ""))
}

// OpenDetector reads what Append wrote, and keeps the bytes in use.
func OpenDetector(b []byte) (*Detector, error) {
	r := wire.Reader[[]byte]{B: b}
	d := &Detector{scripts: map[string]script{}}
	for code := r.Str(); code != ""; code = r.Str() {
		d.scripts[code] = script(r.Byte())
	}
	t, err := lexicon.Open(&r)
	if err != nil {
		return nil, errors.Join(ErrCompiled, err)
	}
	d.trie = t
	return d, nil
}

// Detect is the language of a text and the votes for it, a measure of how much
// it takes to think so. It is "en" for a text without any known word.
func (d *Detector) Detect(text string) (code string, votes int) {
	if len(text) > detectBytes {
		text = text[:detectBytes]
	}
	written := scriptOfText(text)
	var could []string
	for code, s := range d.scripts {
		if s == written {
			could = append(could, code)
		}
	}
	slices.Sort(could)
	if len(could) == 1 && written != latin {
		return could[0], utf8.RuneCountInString(text)
	}
	count := d.vote(text)
	code = "en"
	for _, c := range could {
		if count[c] > count[code] {
			code = c
		}
	}
	return code, count[code]
}

// surelyOther is how many letters or votes a paragraph needs to be of another
// language than its text: four words of that language alone.
const surelyOther = 4 * wordVotes

// DetectAmong is the language of a paragraph in a text of the main language; sure
// is false where too little speaks for another one.
func (d *Detector) DetectAmong(paragraph, main string) (code string, sure bool) {
	written := scriptOfText(paragraph)
	if written != latin && d.scripts[main] != written {
		code, letters := d.Detect(paragraph)
		return code, letters >= surelyOther
	}
	if written == latin && d.scripts[main] != latin {
		code, votes := d.Detect(paragraph)
		return code, votes >= surelyOther
	}
	if written != latin && written != han && written != kana {
		return main, true
	}
	count := d.vote(paragraph)
	code = main
	for _, c := range Codes() {
		if count[c] > count[code] {
			code = c
		}
	}
	return code, count[code] >= surelyOther && count[code] >= 2*count[main]
}

// wordVotes is what a word of one language alone counts.
const wordVotes = 12

// vote counts the frequent words of each language.
func (d *Detector) vote(text string) map[string]int {
	count := map[string]int{}
	f := lexicon.Fold(nil, text)
	for i := 0; i < len(f); {
		if !lexicon.IsWordByte(f[i]) {
			i++
			continue
		}
		end := max(wordEnd(f, i), i+1)
		senses := d.trie.Find(f[i:end]).Senses()
		for _, s := range senses {
			count[s.ID] += wordVotes / len(senses)
		}
		i = end
	}
	return count
}
