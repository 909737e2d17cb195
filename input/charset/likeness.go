package charset

import (
	"sync"
	"unicode"
	"unicode/utf8"
)

// letters are those that texts are full of: a bit for each of the basic plane.
type letters [1 << 16 / 64]uint64

func (l *letters) has(r rune) bool { return r < 1<<16 && l[r>>6]&(1<<(r&63)) != 0 }

// The letters beyond ASCII that make up most of a text in each language, so that an
// encoding that yields them is likely the right one: a wrong one yields letters of the
// whole repertoire alike, some two in a hundred of them frequent ones. Counted over
// articles of the economy (120 letters are 64 % of the Chinese ones there, 78 % of the
// kanji, 82 % of the syllables of Korean); those of alphabets stand complete but for the
// capitals of Greek and Russian, whose encodings differ in case alone, and for û, which is
// Hungarian ű in the encoding beside it.
const (
	simplified = "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里" +
		"美元亿收增利季同营比公司至月日业成长润股本入度期达第支分软净三务四率资金计倍高占前投全用首现报者家近升市亚千百万"
	traditional = "這個們來為國說時會對過發後裡億營業長潤達軟淨務資計現報萬與從關於將產較應價據總預數當"
	kanji       = "年万期上高前益増利月売業資株日営同投社米率純半減設大備収比算通価会決発計場部門四最費約見下出市落間表引手広全本後調想向時"
	kana        = "のはルドたとにしをでがーンアトいっだフかラなりもク・マまてすタイスロれけメウシグムリコきみめうソんュあよプェブバエちごサ"
	hangul      = "다이달러억은만로는기의가에출매자지전익아했분고를비년마해시을도업서사존어순한었영타난회인연증적간보계하늘월상면부대나들것반문수스원"
	fullWidth   = "、。「」（）％，；：！？《》．―“”"
	russian     = "оаеилрнтдсвмпкыугячбьзйцжшхё"
	greekLower  = "ατοιενρσηδκπμλςυέάίόήγχωθύφώξ"
	western     = "äöüßéèêàâçîïôùëœñíóúáãõìòå"
	central     = "äöüßąćęłńóśźżáčďéěíňřšťúůýžőűăâîșțşţ"
	signs       = "“”‘’„‚«»–—…•€£§°¿¡·½¼¾²³ªº\u00a0"
	devanagari  = "कखगघचछजझटठडढणतथदधनपफबभमयरलवशषसहअआइईउऊएऐओऔािीुूृेैोौ्ंः।०१२३४५६७८९"
)

var (
	easternLetters  = setOf(simplified, traditional, kanji, kana, hangul, fullWidth)
	cyrillicLetters = setOf(russian, signs)
	greekLetters    = setOf(greekLower, signs)
	westernLetters  = setOf(western, signs)
	centralLetters  = setOf(central, signs)
	allLetters      = setOf(simplified, traditional, kanji, kana, hangul, fullWidth, russian, greekLower, devanagari, western, central, signs)
)

// setOf makes a set when it is first asked for: most files are UTF-8 and need none.
func setOf(parts ...string) func() *letters {
	return sync.OnceValue(func() *letters {
		set := &letters{}
		for _, p := range parts {
			for _, r := range p {
				set[r>>6] |= 1 << (r & 63)
			}
		}
		return set
	})
}

// likeness is how like writing a text is, from -1 to 1: the mean over its letters beyond
// ASCII (over all of them where ascii is set) of 1 for a frequent letter, 0 for another,
// -1 for one that does not stand so in any writing. It is -1 if more than one in a
// hundred is none at all.
func (l *letters) likeness(text []byte, ascii bool) float64 {
	sum, n, invalid := 0, 0, 0
	prev := ' '
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		i += size
		if r >= utf8.RuneSelf {
			next, _ := utf8.DecodeRune(text[i:])
			n++
			sum += l.worth(prev, r, next)
			if r == utf8.RuneError {
				invalid++
			}
		} else if ascii {
			n++
			if r >= ' ' || r == '\n' || r == '\r' || r == '\t' {
				sum++
			}
		}
		prev = r
	}
	if n == 0 || invalid*100 > n && invalid > 1 {
		return -1
	}
	return float64(sum) / float64(n)
}

// worth is 1, 0 or -1 for a letter between two others.
func (l *letters) worth(prev, r, next rune) int {
	switch {
	case r == utf8.RuneError, !unicode.IsPrint(r) && r != '\u00a0' && r != '\u3000', isHalfKana(r), isBoxDrawing(r):
		return -1
	case unicode.IsLetter(r):
		return l.worthOfLetter(prev, r, next)
	case !joins(r) && isAlphabetic(prev) && isAlphabetic(next): // a sign inside a word
		return -1
	}
	return value(l.has(r))
}

func (l *letters) worthOfLetter(prev, r, next rune) int {
	s, before, after := alphabetOf(r), alphabetOf(prev), alphabetOf(next)
	if s == none {
		return value(l.has(r))
	}
	switch {
	case before != none && before != s, after != none && after != s: // two alphabets in a word
		return -1
	case unicode.IsUpper(r) && unicode.IsLower(prev):
		return -1
	case s == latin && prev >= utf8.RuneSelf && next >= utf8.RuneSelf && before == s && after == s:
		return -1
	case r == 'õ' && next != 'e': // Portuguese has it in "ões" alone; else it is Hungarian ő
		return 0
	case s != latin && before != s && after != s: // a word of one letter says nothing
		return 0
	case unicode.IsUpper(r):
		return value(!unicode.IsUpper(prev) && unicode.IsLower(next) && l.has(unicode.ToLower(r)))
	}
	return value(l.has(r))
}

func value(frequent bool) int {
	if frequent {
		return 1
	}
	return 0
}

// alphabet is a script of words that are parted by spaces and have capitals.
type alphabet uint8

const (
	none alphabet = iota
	latin
	greek
	cyrillic
)

func alphabetOf(r rune) alphabet {
	switch {
	case r|0x20 >= 'a' && r|0x20 <= 'z':
		return latin
	case r < 0xaa || r == '×' || r == '÷':
		return none
	case r < 0x250:
		if unicode.IsLetter(r) {
			return latin
		}
	case r >= 0x370 && r < 0x400:
		return greek
	case r >= 0x400 && r < 0x530:
		return cyrillic
	}
	return none
}

func isAlphabetic(r rune) bool { return alphabetOf(r) != none }

// joins reports whether a sign stands between words without a space: "elo–lokakuu".
func joins(r rune) bool { return r == '’' || r == '–' || r == '—' }

// isHalfKana: what two bytes of Chinese or Korean are, read as Shift_JIS.
func isHalfKana(r rune) bool { return r >= '｡' && r <= 'ﾟ' }

// isBoxDrawing: what KOI8-R has where other encodings have letters.
func isBoxDrawing(r rune) bool { return r >= 0x2500 && r <= 0x259f }
