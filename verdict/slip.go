package verdict

import (
	"assay/message"
	"assay/quantity"
)

// scaleWords are a language's words for the powers of ten that its large
// numbers are told in, with the words that translators take for one another.
var scaleWords = map[string]map[int]string{
	"de": {6: "Million", 9: "Milliarde", 12: "Billion"},
	"el": {6: "εκατομμύριο", 9: "δισεκατομμύριο", 12: "τρισεκατομμύριο"},
	"en": {6: "million", 9: "billion", 12: "trillion"},
	"es": {6: "millón", 9: "mil millones", 12: "billón"},
	"fi": {6: "miljoona", 9: "miljardi", 12: "biljoona"},
	"fr": {6: "million", 9: "milliard", 12: "billion"},
	"id": {6: "juta", 9: "miliar", 12: "triliun"},
	"it": {6: "milione", 9: "miliardo", 12: "bilione"},
	"ja": {4: "万", 8: "億", 12: "兆"},
	"ko": {4: "만", 8: "억", 12: "조"},
	"la": {6: "milio", 9: "miliardum", 12: "bilio"},
	"pt": {6: "milhão", 9: "bilhão", 12: "trilhão"},
	"ru": {6: "миллион", 9: "миллиард", 12: "триллион"},
	"sa": {6: "मिलियन्", 9: "बिलियन्", 12: "ट्रिलियन्"},
	"zh": {4: "万", 8: "亿", 12: "万亿"},
}

// myriads reports whether a language counts by ten thousands.
func myriads(lang string) bool { return scaleWords[lang][8] != "" }

// scaleSlip says how a scale went wrong, by the words of the article's
// language where both scales have one: the figure is right times 10^e.
func scaleSlip(lang string, written quantity.Rat, e int) message.Message {
	words := scaleWords[lang]
	for _, exp := range []int{12, 9, 8, 6, 4} {
		if written.Abs().Cmp(quantity.Pow10(exp)) < 0 || words[exp] == "" {
			continue
		}
		if right := words[exp+e]; right != "" {
			return message.Say("the figure is right times 10^%d: in %s, %s (10^%d) stands for %s (10^%d)",
				message.Number(e), message.Lang(lang), message.Text(words[exp]), message.Number(exp), message.Text(right), message.Number(exp+e))
		}
		break
	}
	switch e {
	case 1, -1:
		return message.Say("the figure is right times 10^%d: 億, 亿 or 억 (10^8) and a billion (10^9) were exchanged, or the decimal point has moved", message.Number(e))
	case 2, -2:
		return message.Say("the figure is right times 10^%d: 億, 亿 or 억 (10^8) and a million (10^6) were exchanged, or the decimal point has moved", message.Number(e))
	}
	return message.Say("the figure is right times 10^%d: a scale word was mistaken", message.Number(e))
}
