package article

import "strings"

// monthNames are the months as date lines write them in words that do not bend.
var monthNames = map[string]int{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
	"januar": 1, "jänner": 1, "februar": 2, "feber": 2, "märz": 3, "mai": 5, "juni": 6, "juli": 7, "oktober": 10, "dezember": 12, "mär": 3, "okt": 10, "dez": 12,
	"janvier": 1, "janv": 1, "février": 2, "févr": 2, "fév": 2, "mars": 3, "avril": 4, "avr": 4, "juin": 6, "juillet": 7, "juil": 7, "août": 8, "septembre": 9, "octobre": 10, "novembre": 11, "décembre": 12, "déc": 12,
	"enero": 1, "ene": 1, "febrero": 2, "marzo": 3, "abril": 4, "abr": 4, "mayo": 5, "junio": 6, "julio": 7, "agosto": 8, "ago": 8, "septiembre": 9, "setiembre": 9, "octubre": 10, "noviembre": 11, "diciembre": 12, "dic": 12,
	"janeiro": 1, "fevereiro": 2, "fev": 2, "março": 3, "maio": 5, "junho": 6, "julho": 7, "setembro": 9, "set": 9, "outubro": 10, "out": 10, "novembro": 11, "dezembro": 12,
	"gennaio": 1, "gen": 1, "febbraio": 2, "aprile": 4, "maggio": 5, "mag": 5, "giugno": 6, "giu": 6, "luglio": 7, "lug": 7, "settembre": 9, "ottobre": 10, "ott": 10, "dicembre": 12,
	"januari": 1, "februari": 2, "pebruari": 2, "maret": 3, "mei": 5, "agustus": 8, "agu": 8, "agt": 8, "desember": 12, "des": 12, "nopember": 11,
	"янв": 1, "фев": 2, "февр": 2, "мар": 3, "апр": 4, "май": 5, "мая": 5, "авг": 8, "сен": 9, "сент": 9, "окт": 10, "ноя": 11, "нояб": 11, "дек": 12,
	"ιαν": 1, "φεβ": 2, "μαρ": 3, "απρ": 4, "μαΐου": 5, "μαίου": 5, "μάιος": 5, "μαΐ": 5, "αυγ": 8, "σεπ": 9, "οκτ": 10, "νοε": 11, "δεκ": 12,
}

// monthStems are the months of the languages that bend their names.
var monthStems = []struct {
	stem  string
	month int
}{
	{"январ", 1}, {"феврал", 2}, {"март", 3}, {"апрел", 4}, {"июн", 6}, {"июл", 7}, {"август", 8}, {"сентябр", 9}, {"октябр", 10}, {"ноябр", 11}, {"декабр", 12},
	{"ιανουαρ", 1}, {"φεβρουαρ", 2}, {"μαρτ", 3}, {"μάρτ", 3}, {"απριλ", 4}, {"ιουν", 6}, {"ιουλ", 7}, {"αυγούστ", 8}, {"σεπτεμβρ", 9}, {"οκτωβρ", 10}, {"νοεμβρ", 11}, {"δεκεμβρ", 12},
	{"tammikuu", 1}, {"helmikuu", 2}, {"maaliskuu", 3}, {"huhtikuu", 4}, {"toukokuu", 5}, {"kesäkuu", 6}, {"heinäkuu", 7}, {"elokuu", 8}, {"syyskuu", 9}, {"lokakuu", 10}, {"marraskuu", 11}, {"joulukuu", 12},
	{"ianuari", 1}, {"februari", 2}, {"marti", 3}, {"april", 4}, {"mai", 5}, {"iuni", 6}, {"iuli", 7}, {"august", 8}, {"septembr", 9}, {"octobr", 10}, {"novembr", 11}, {"decembr", 12},
	{"जनवरी", 1}, {"जनुअरी", 1}, {"फरवरी", 2}, {"फेब्रुवरी", 2}, {"मार्च", 3}, {"एप्रिल", 4}, {"अप्रैल", 4}, {"मई", 5}, {"मे", 5}, {"जून", 6}, {"जुलाई", 7}, {"जुलै", 7}, {"अगस्त", 8}, {"सितम्बर", 9}, {"सेप्टेम्बर", 9}, {"अक्टूबर", 10}, {"अक्टोबर", 10}, {"नवम्बर", 11}, {"दिसम्बर", 12},
}

// dateLinks are the words between the parts of a date: "7 de febrero de 2025".
var dateLinks = map[string]bool{"de": true, "del": true, "of": true, "anno": true, "di": true, "tahun": true, "mensis": true, "mense": true, "a.": true, "an.": true, "anni": true, "ano": true, "año": true, "dell'anno": true, "तमे": true, "वर्षे": true, "वर्षस्य": true, "le": true}

// monthOf is the month that a word of a date line names, or 0.
func monthOf(word string) int {
	w := strings.ToLower(strings.Trim(word, dateMarks))
	if m := monthNames[w]; m != 0 {
		return m
	}
	for _, s := range monthStems {
		if strings.HasPrefix(w, s.stem) {
			return s.month
		}
	}
	return 0
}
