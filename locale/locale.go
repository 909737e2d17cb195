// Package locale says messages in the languages of assay, and writes numbers, amounts,
// days and the names of measures as each language does.
//
// The English text of a message is its key; what a language says for it stands in one
// file, catalogue/xx.toml, with its marks of numbers and its pattern of dates after the
// CLDR. It decides nothing about what is said. Read package message first, then this
// file, amount.go and catalogue.go.
package locale

import (
	"fmt"
	"io"
	"strconv"

	"assay/message"
)

// Locale writes for readers of one language. It is immutable and safe for concurrent
// use.
type Locale struct {
	code  string
	words catalogue
}

// For is the locale of a language that assay reads, by its code. The first call for a
// language reads its catalogue, the others return the same locale.
func For(code string) (*Locale, error) {
	load := locales[code]
	if load == nil {
		return nil, fmt.Errorf("locale: %q: no such language; take one of those that assay languages lists", code)
	}
	return load()
}

// Code is the language's code.
func (l *Locale) Code() string { return l.code }

// Language is the name of a language by its code, "Griechisch" for "el" in German.
func (l *Locale) Language(code string) string {
	if name, ok := l.words.Languages[code]; ok {
		return name
	}
	return code
}

// Say is the message in the locale's language, in English where the catalogue lacks it.
func (l *Locale) Say(m message.Message) string {
	args := m.Args()
	text := l.translation(m.Key(), args)
	if args == nil {
		return text
	}
	said := make([]any, len(args))
	for i, a := range args {
		said[i] = written(l.argument(a))
	}
	return fmt.Sprintf(text, said...)
}

// translation is what the language says for a key; the first number among the arguments
// decides between singular and plural.
func (l *Locale) translation(key string, args []message.Arg) string {
	if plurals, ok := l.words.Plurals[key]; ok {
		for _, a := range args {
			if a.Kind() == message.NumberKind {
				return plurals.pick(l.form(a.Text()))
			}
		}
	}
	if text, ok := l.words.Says[key]; ok {
		return text
	}
	return key
}

// argument is an argument as the language writes what it is.
func (l *Locale) argument(a message.Arg) string {
	switch a.Kind() {
	case message.NumberKind:
		return l.Number(a.Text())
	case message.DateKind:
		return l.Date(a.Text())
	case message.AmountKind:
		return l.amountOf(a.Text())
	case message.MeasureKind:
		return l.Measure(a.Text())
	case message.LangKind:
		return l.Language(a.Text())
	case message.MessageKind:
		return l.Say(a.Message())
	}
	return a.Text()
}

// written is an argument that is written out already: %d and %s both show it as it is.
type written string

// Format implements fmt.Formatter.
func (w written) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, string(w)) }

// Missing are the keys that the catalogue does not translate, in their order. English
// is every key's own text and lacks none.
func (l *Locale) Missing(keys []string) []string {
	if l.code == english {
		return nil
	}
	var out []string
	for _, k := range keys {
		if _, ok := l.words.Says[k]; ok {
			continue
		}
		if _, ok := l.words.Plurals[k]; !ok {
			out = append(out, k)
		}
	}
	return out
}

// counted is a number with the word for what is counted, "1 Punkt" in German.
func (l *Locale) counted(what, digits string) string {
	words, ok := l.words.Counts[what]
	if !ok {
		return l.unsigned(digits) + "\u00a0" + what
	}
	return fill(words.pick(l.form(digits)), l.unsigned(digits))
}

// atoi is the number that digits mean, reduced as plural rules allow for long ones.
func atoi(digits string) int {
	const enough = 7 // x/text takes operands modulo 10,000,000
	if len(digits) > enough {
		digits = digits[len(digits)-enough:]
	}
	n, _ := strconv.Atoi(digits)
	return n
}
