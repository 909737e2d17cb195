package markdown

import (
	"strings"
	"unicode"
)

// The words of this package, in the 15 languages that assay reads: what a caption
// says of its table's unit, and what heads a list of sources. A word is missing only
// until someone adds it here; nothing else depends on them.

// scales begin the words of scale and currency in captions ("in Mio. €", "млн руб."),
// for scripts with blanks; matched at the beginning of a word, in lower case.
var scales = []string{
	"million", "billion", "thousand", "trillion", "bn", "mn", "usd", "eur", "gbp", "jpy", "cny", "rmb", "krw", "chf", "inr", "idr", "brl", "rub",
	"dollar", "euro", "percent", "per cent", "pct", // en
	"mio", "mrd", "milliarde", "tausend", "tsd", "prozent", // de
	"milliard", "millier", "pour cent", // fr
	"millon", "millón", "miles de", "dólar", "por ciento", // es
	"milh", "bilh", "milhares", "mil reais", "por cento", // pt
	"milion", "miliard", "migliaia", "mln", "mld", "dollari", "per cento", // it
	"млн", "млрд", "тыс", "миллион", "миллиард", "долл", "руб", "процент", // ru
	"εκατ", "δισ", "χιλ", "δολ", "ευρώ", "τοις εκατό", // el
	"milj", "miljard", "tuhan", "dollari", "euroa", "prosent", // fi
	"juta", "miliar", "triliun", "ribu", "rupiah", "dolar", "persen", // id
	"백만", "십억", "억", "조 원", "조원", "천 원", "천원", "달러", "단위", "원화", // ko
	"milia", "milies", "decies", "nummi", // la
	"कोटि", "लक्ष", "अर्बुद", "सहस्र", "मिलियन", "बिलियन", "डालर", "रूप्यक", "प्रतिशत", // sa
}

// scaleSigns say the same in scripts without blanks: ja, zh, ko.
var scaleSigns = []string{"百万", "十億", "億円", "億", "千円", "兆", "亿", "万元", "百萬", "萬元", "億元", "美元", "ドル", "円", "単位", "单位", "單位", "％", "%", "‰", "억원", "억달러", "백만달러"}

// namesUnit reports whether a caption gives the unit of its table. A sentence with
// figures of its own is none.
func namesUnit(s string) bool {
	low := strings.ToLower(s)
	if figures(low) {
		return false
	}
	for _, sign := range scaleSigns {
		if strings.Contains(low, sign) {
			return true
		}
	}
	return strings.ContainsFunc(low, isCurrency) || anyWord(low, scales)
}

// anyWord reports whether a word of s begins with one of the stems.
func anyWord(s string, stems []string) bool {
	inWord := false
	for i, r := range s {
		letter := unicode.IsLetter(r) || unicode.IsMark(r)
		if letter && !inWord {
			for _, stem := range stems {
				if strings.HasPrefix(s[i:], stem) && endsShort(s[i:], stem) {
					return true
				}
			}
		}
		inWord = letter
	}
	return false
}

// endsShort lets stems of two letters be whole words only: "bn", not "bnp".
func endsShort(s, stem string) bool {
	if len(stem) > 3 || len(s) == len(stem) {
		return true
	}
	return !(s[len(stem)] >= 'a' && s[len(stem)] <= 'z')
}

// figures reports whether a line has a number that is no year and no quarter.
func figures(s string) bool {
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("()[]（）/:：", r) }) {
		if isFigure(strings.TrimRight(word, ".,;")) && len(word) > 1 {
			return true
		}
	}
	return false
}

func isCurrency(r rune) bool { return unicode.Is(unicode.Sc, r) }

// sourceHeads are the headings of lists of sources, in lower case.
var sourceHeads = map[string]bool{
	"sources": true, "source": true, "references": true, "citations": true, "bibliography": true, "further reading": true, "footnotes": true,
	"works cited": true, "sources cited": true, "sources and further reading": true, "learn more": true, "links": true, "source links": true,
	"quellen": true, "quelle": true, "quellenangaben": true, "quellenverzeichnis": true, "einzelnachweise": true, "literatur": true, "referenzen": true, "fußnoten": true, "belege": true,
	"références": true, "bibliographie": true, "notes": true, "liens": true, "notes et références": true,
	"fuentes": true, "fuente": true, "referencias": true, "bibliografía": true, "enlaces": true,
	"fontes": true, "fonte": true, "referências": true, "bibliografia": true, "notas": true,
	"fonti": true, "riferimenti": true, "note": true, "collegamenti": true,
	"источники": true, "источник": true, "ссылки": true, "список литературы": true, "примечания": true,
	"πηγές": true, "πηγή": true, "παραπομπές": true, "αναφορές": true, "σύνδεσμοι": true,
	"lähteet": true, "lähde": true, "viitteet": true, "linkit": true,
	"sumber": true, "referensi": true, "daftar pustaka": true, "sumber referensi": true, "tautan": true,
	"出典": true, "参考文献": true, "情報源": true, "参照": true, "引用元": true, "参考": true, "参考資料": true, "ソース": true, "参考リンク": true,
	"출처": true, "참고문헌": true, "참고 자료": true, "참고자료": true, "참조": true,
	"来源": true, "來源": true, "参考来源": true, "參考來源": true, "参考资料": true, "參考資料": true, "资料来源": true, "資料來源": true, "引用来源": true, "信息来源": true, "參考文獻": true,
	"scripta": true, "auctores": true,
	"स्रोतांसि": true, "सन्दर्भाः": true, "स्रोतः": true, "आधारः": true,
}

// headsSources reports whether a heading or a line with a colon heads a list of
// sources: "Sources:", "## 📚 Quellen".
func headsSources(s string) bool {
	if len(s) > 60 {
		return false
	}
	t := strings.TrimFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r)
	})
	return sourceHeads[t]
}
