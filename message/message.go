// Package message holds what assay tells people as values: an English sentence
// with places for its arguments, which package locale says in other languages.
//
// It translates nothing. Read package locale for the catalogues.
package message

import (
	"fmt"
	"strconv"
	"strings"
)

// Message is a sentence for people: its English text in the format of package fmt
// (the key of the catalogues), and its arguments behind it, each parted by a mark
// that no text holds. One string, so that it costs nothing where it is not shown and
// stays comparable. The zero value says nothing.
type Message string

// Arg is an argument of a message: a letter for its kind, then its text.
type Arg string

// Kind tells how an argument is shown.
type Kind byte

// The kinds of arguments.
const (
	TextKind    Kind = 't' // shown as it is: a name, an accession number
	NumberKind  Kind = 'n' // a whole number, which may decide between singular and plural
	DateKind    Kind = 'd' // 2024-08-03
	AmountKind  Kind = 'a' // a decimal and its unit: "25198000000 USD"
	MeasureKind Kind = 'm' // a measure's id: "operating income"
	LangKind    Kind = 'l' // a language's code
	MessageKind Kind = 's' // another message: Arg.Message is it
)

// mark parts a message's key and arguments, inner those of a message inside it: ASCII
// separators, which are taken out of what an argument holds.
const mark, inner = "\x1f", "\x1e"

// Say makes a message. The key has a verb of package fmt for each argument: %d for
// a number, %s for all others; numbered ("%[2]s") where one stands twice.
func Say(key string, args ...Arg) Message {
	if len(args) == 0 {
		return Message(key)
	}
	var b strings.Builder
	b.WriteString(key)
	for _, a := range args {
		b.WriteString(mark)
		b.WriteString(string(a))
	}
	return Message(b.String())
}

// Plain is a sentence that stays English, as the notes of an import do: no catalogue
// has it.
func Plain(s string) Message { return Message(clean.Replace(s)) }

// Text is an argument that is shown as it is.
func Text(s string) Arg { return arg(TextKind, s) }

// Number is a count.
func Number(n int) Arg { return arg(NumberKind, strconv.Itoa(n)) }

// Date is a day, written 2024-08-03.
func Date(day fmt.Stringer) Arg { return arg(DateKind, day.String()) }

// Amount is a decimal with its unit.
func Amount(decimal, unit string) Arg { return arg(AmountKind, decimal+" "+unit) }

// Measure is a measure by its id.
func Measure(id string) Arg { return arg(MeasureKind, id) }

// Lang is a language by its code.
func Lang(code string) Arg { return arg(LangKind, code) }

// Sub is a message inside a message, and has none inside itself.
func Sub(m Message) Arg {
	return Arg(string(rune(MessageKind)) + strings.ReplaceAll(string(m), mark, inner))
}

var clean = strings.NewReplacer(mark, " ", inner, " ")

func arg(k Kind, s string) Arg { return Arg(string(rune(k)) + clean.Replace(s)) }

// Key is the English text with its verbs: what catalogues are keyed by.
func (m Message) Key() string {
	key, _, _ := strings.Cut(string(m), mark)
	return key
}

// Args are the arguments in their order.
func (m Message) Args() []Arg {
	_, rest, ok := strings.Cut(string(m), mark)
	if !ok {
		return nil
	}
	var out []Arg
	for a := range strings.SplitSeq(rest, mark) {
		out = append(out, Arg(a))
	}
	return out
}

// Kind is how the argument is shown.
func (a Arg) Kind() Kind { return Kind(a[0]) }

// Text is the argument without its kind.
func (a Arg) Text() string { return string(a[1:]) }

// Message is the message that an argument of MessageKind is.
func (a Arg) Message() Message { return Message(strings.ReplaceAll(a.Text(), inner, mark)) }

// Languages are the English names of the languages that assay reads, by code.
var Languages = map[string]string{
	"de": "German", "el": "Greek", "en": "English", "es": "Spanish", "fi": "Finnish", "fr": "French", "id": "Indonesian", "it": "Italian",
	"ja": "Japanese", "ko": "Korean", "la": "Latin", "pt": "Portuguese", "ru": "Russian", "sa": "Sanskrit", "zh": "Chinese",
}

// String is the message in English: what the JSON report holds.
func (m Message) String() string {
	args := m.Args()
	if args == nil {
		return string(m)
	}
	vals := make([]any, len(args))
	for i, a := range args {
		switch a.Kind() {
		case NumberKind:
			n, _ := strconv.Atoi(a.Text())
			vals[i] = n
		case LangKind:
			vals[i] = Languages[a.Text()]
		case MessageKind:
			vals[i] = a.Message().String()
		default:
			vals[i] = a.Text()
		}
	}
	return fmt.Sprintf(m.Key(), vals...)
}

// MarshalText writes the message in English.
func (m Message) MarshalText() ([]byte, error) { return []byte(m.String()), nil }
