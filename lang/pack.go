// Package lang reads one language: a scan over a text with the language's
// pack gives mentions (figures, periods, measures, names, directions, hedges,
// cues), each with its place.
//
// Words are data, one TOML file a language under packs, with the language's
// own examples; the grammars of numerals and periods are code. The package
// joins no mentions into claims; that is package claim. Read pack.go, then
// scan.go.
package lang

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"

	"assay/lexicon"
)

//go:embed packs/*.toml
var packFiles embed.FS

// Codes are the languages with a pack, in the order of their files.
var Codes = sync.OnceValue(func() []string {
	names, _ := fs.Glob(packFiles, "packs/*.toml")
	for i, n := range names {
		names[i] = strings.TrimSuffix(path.Base(n), ".toml")
	}
	return names
})

// ErrUnknown means that no pack exists for a language code.
var ErrUnknown = errors.New("lang: no pack for this language")

// Words maps an id of a class to the words that mean it. A word may carry the
// marks of package lexicon: "stieg~" (endings), "*umsatz" (end of a
// compound), "cloud*" (beginning of one), "=Meta" (case counts), "setzte … um"
// (in two parts, the second later in the clause), "{} years ago" (of each number).
type Words map[string][]string

// Pack is a language as its file states it. Field names are the file's table
// names; CONTRIBUTING.md walks through them with the ids each may hold.
type Pack struct {
	Lang   string `toml:"lang"`   // BCP 47 primary subtag
	Name   string `toml:"name"`   // in the language itself
	Family string `toml:"family"` // grammar in code: "western" or "cjk"

	Decimal string   `toml:"decimal"` // decimal separators, one character each
	Group   string   `toml:"group"`   // grouping separators
	Endings []string `toml:"endings"` // what "~" may stand for, beside nothing
	Abbrevs []string `toml:"abbrevs"` // words whose full stop ends no sentence
	Places  []string `toml:"places"`  // countries, states, cities and their people: no company alone, but part of a name
	Glue    []string `toml:"glue"`    // words that may stand inside a period phrase: articles, prepositions

	Articles     []string `toml:"articles"`     // articles and determiners: what follows is no proper name
	Owners       []string `toml:"owners"`       // prepositions between a measure and whose it is: "at X"
	Prepositions []string `toml:"prepositions"` // what a name behind it is no subject, unless of Owners
	Parting      []string `toml:"parting"`      // prepositions between a measure and a part of it: "revenue from X"
	Pronouns     []string `toml:"pronouns"`     // what stands for a company or a part of one, also as an owner: "it", "its"
	Auxiliaries  []string `toml:"auxiliaries"`  // verbs that can follow a subject and are no cue
	Grammar      Grammar  `toml:"grammar"`
	Plain        []string `toml:"plain"`        // words before a measure that leave it whole: "total", "strong"
	Ones         []string `toml:"ones"`         // scales and units in the singular that count one by themselves: "miljardi", "prosentin"
	PlainFronts  []string `toml:"plain_fronts"` // fronts of compounds that do: "konzern" of Konzernumsatz

	Measure     Words    `toml:"measure"`
	Segment     Words    `toml:"segment"`
	Other       Words    `toml:"other"`
	Entity      Words    `toml:"entity"`
	Anaphor     Words    `toml:"anaphor"`
	Direction   Words    `toml:"direction"`
	Multiple    Words    `toml:"multiple"`
	Base        Words    `toml:"base"`
	HedgeBefore Words    `toml:"hedge_before"`
	HedgeAfter  Words    `toml:"hedge_after"`
	Period      Words    `toml:"period"`
	Number      Words    `toml:"number"`
	Fraction    Words    `toml:"fraction"`
	Scale       Words    `toml:"scale"`
	Unit        Words    `toml:"unit"`
	Cue         Words    `toml:"cue"`
	Link        Words    `toml:"link"`
	Unread      Words    `toml:"unread"`
	Stop        []string `toml:"stop"`

	Examples []Example `toml:"example"`
}

// Grammar is how a language differs from others where words alone do not tell.
// Endings are compared with folded words.
type Grammar struct {
	CapitalNouns  bool `toml:"capital_nouns"`  // every noun begins with a capital (German)
	CapitalMonths bool `toml:"capital_months"` // in lower case a month's name is another word: "may"
	TitleCase     bool `toml:"title_case"`     // headlines capitalise every word
	OrdinalDot    bool `toml:"ordinal_dot"`    // "3." is the third
	Genitive      bool `toml:"genitive"`       // a case says of what a share is, no preposition
	NameArticles  bool `toml:"name_articles"`  // an article may stand before a company's name: "a Alphabet"
	// ThousandMillions: billions are told in thousands of millions, whose
	// trailing zeros are rounding ("24.700 millones").
	ThousandMillions bool `toml:"thousand_millions"`
	CountedNoun      bool `toml:"counted_noun"` // what a number counts stands bare behind it: "28 billion transistors"
	NounAfter        bool `toml:"noun_after"`   // an amount may stand as an adjective: "a $180 million release of"

	OneWord     bool     `toml:"one_word"`      // numbers are written as one word: "zweihundertfünfzig"
	CountedTens bool     `toml:"counted_tens"`  // in one word tens are counted as hundreds are: viisikymmentä
	TensAnd     bool     `toml:"tens_and"`      // "and" joins tens and units as well: "cuarenta y dos"
	ArticleHalf bool     `toml:"article_half"`  // half behind a number has an article: "two billion and a half"
	NumberParts []string `toml:"number_parts"`  // parts of such words that are no numbers alone, see numberPart
	Point       []string `toml:"point"`         // the decimal point in words: "two point five"
	OutOf       []string `toml:"out_of"`        // between two small numbers that make a part: "nine out of ten"
	OutOfAmount []string `toml:"out_of_amount"` // between an amount and the share of it that is told: 「453億ドルのうち44.3%」
	CodeLetters []string `toml:"code_letters"`  // what stands for q, h and m in the codes of periods, as in 2Q24: "к q"
	Vague       []string `toml:"vague"`         // words before a hundred, thousand, million that make it no number: "several"

	Uncased      bool     `toml:"uncased"`       // the script has no capitals, and spaces between words
	Kana         bool     `toml:"kana"`          // unknown names stand in katakana (Japanese)
	Topics       []string `toml:"topics"`        // particles behind a topic: は, 은
	Possessive   string   `toml:"possessive"`    // the particle behind an owner: の, 의
	SegmentTails []string `toml:"segment_tails"` // what behind a part of a business shows that it is meant: 部門
	PartTails    []string `toml:"part_tails"`    // what behind a part of a business says that an amount came from it: が, 에서
	Objects      []string `toml:"objects"`       // particles behind what a verb is done to: を, 를
	Comparing    []string `toml:"comparing"`     // how a base ends, or begins where the preposition stands in front, that compares: より, 较
	Genitives    []string `toml:"genitives"`     // endings of an owner: "Fabrinets Umsatz"
	OwnEndings   []string `toml:"own_endings"`   // endings of a noun that say "its": "pendapatannya"
	AmountOwner  []string `toml:"amount_owner"`  // endings of an amount that qualifies the noun behind it: "dollarin konsensusennuste"
	AmountFrom   []string `toml:"amount_from"`   // endings of an amount's unit that say that something came from it: "डालरेभ्यः"
	AmountTo     []string `toml:"amount_to"`     // and that it went to it: "डालरपर्यन्तम्"
	PostTo       bool     `toml:"post_to"`       // "to" stands behind its amount: "डालराणि यावत्"
	PercentFront bool     `toml:"percent_front"` // "per cent" may stand before its number: "प्रतिशतं ३६"
	Wholes       []string `toml:"wholes"`        // endings of a measure that a share is taken of: "liikevaihdosta"
	Grows        []string `toml:"grows"`         // beginnings of verbs that are said of a business and of no share price: "grew"
	Groups       []string `toml:"groups"`        // beginnings of words that make a measure the whole company's: "konzern"
	Plurals      []string `toml:"plurals"`       // endings of nouns that a name seldom has
	Verbs        []string `toml:"verbs"`         // endings of words that govern a measure and narrow nothing
	Future       []string `toml:"future"`        // auxiliaries that make a future only with an infinitive in their clause
	Infinitives  []string `toml:"infinitives"`   // its endings
	FiniteVerbs  []string `toml:"finite_verbs"`  // endings of words that only a verb can have behind a subject
	Past         []string `toml:"past"`          // endings of the past tense of expecting
	EitherVerbs  []string `toml:"either_verbs"`  // those of them that say revenue as well as profit: "अर्जितवती"
	MeasureVerbs []string `toml:"measure_verbs"` // endings of measures' words that are verbs: "earned"

	Doubts  []string `toml:"doubts"`  // words that deny or doubt a comparison, beside the cue negation: "hardly", "may"
	Degrees []string `toml:"degrees"` // words in a comparison that change nothing of what it says: "far", "even", "has become"

	We  []string `toml:"we"`  // the words by which a speaker means the own company
	You []string `toml:"you"` // and those by which an analyst does

	Persons []string `toml:"persons"` // pronouns that mean a person named before: "he"

	HeadsChange []string `toml:"heads_change"` // words of a table's heading over changes: "growth"
	HeadsPlain  []string `toml:"heads_plain"`  // words of such headings that narrow nothing: "company"
}

// Ends reports whether a folded word ends in one of the endings.
func Ends[Word string | []byte](word Word, endings []string) bool {
	for _, e := range endings {
		if n := len(word) - len(e); n >= 0 && string(word[n:]) == e {
			return true
		}
	}
	return false
}

// Begins reports whether a word or text begins with one of the stems.
func Begins[Word string | []byte](word Word, stems []string) bool {
	for _, s := range stems {
		if len(s) <= len(word) && string(word[:len(s)]) == s {
			return true
		}
	}
	return false
}

// Example is a sentence of the pack's own with what must be read in it.
type Example struct {
	Before    string   `toml:"before"` // what the text goes on from; its own figures do not count
	Text      string   `toml:"text"`
	Published string   `toml:"published"`
	Read      []string `toml:"read"` // one line a claim, see claim.ParseWant; none: nothing must be read
	Why       string   `toml:"why"`
}

// Load reads the words of a language's pack, which stand before its examples.
// An unknown key in the file is an error.
func Load(code string) (*Pack, error) {
	b, err := words(code)
	if err != nil {
		return nil, err
	}
	return parsePack(code, b)
}

// words is a pack's file without the examples, which are for tests alone.
func words(code string) ([]byte, error) {
	b, err := packFiles.ReadFile("packs/" + code + ".toml")
	if err != nil {
		return nil, fmt.Errorf("%w: %q (have %s)", ErrUnknown, code, strings.Join(Codes(), ", "))
	}
	if i := bytes.Index(b, []byte("\n[[example]]")); i >= 0 {
		b = b[:i+1]
	}
	return b, nil
}

// LoadExamples reads the pack with its examples, which Load leaves out.
func LoadExamples(code string) (*Pack, error) {
	b, err := packFiles.ReadFile("packs/" + code + ".toml")
	if err != nil {
		return nil, fmt.Errorf("%w: %q", ErrUnknown, code)
	}
	return parsePack(code, b)
}

func parsePack(code string, b []byte) (*Pack, error) {
	p := new(Pack)
	d := toml.NewDecoder(bytes.NewReader(b)).DisallowUnknownFields()
	if err := d.Decode(p); err != nil {
		var strict *toml.StrictMissingError
		if errors.As(err, &strict) {
			return nil, fmt.Errorf("lang: packs/%s.toml: unknown key:\n%s", code, strict.String())
		}
		return nil, fmt.Errorf("lang: packs/%s.toml: %w", code, err)
	}
	if p.Lang != code {
		return nil, fmt.Errorf("lang: packs/%s.toml: lang is %q", code, p.Lang)
	}
	return p, nil
}

// closed are the words of the closed classes, folded.
func (p *Pack) closed() map[string]lexicon.Closed {
	out := map[string]lexicon.Closed{}
	for _, l := range []struct {
		words []string
		class lexicon.Closed
	}{
		{p.Glue, lexicon.Glue}, {p.Articles, lexicon.Article}, {p.Owners, lexicon.Owner}, {p.Prepositions, lexicon.Preposition},
		{p.Parting, lexicon.Parting}, {p.Auxiliaries, lexicon.Auxiliary}, {p.Stop, lexicon.Stop},
		{p.Pronouns, lexicon.Pronoun}, {p.Ones, lexicon.One}, {p.PlainFronts, lexicon.PlainFront}, {p.Places, lexicon.Place}, {p.Abbrevs, lexicon.Abbreviation}, {p.Endings, lexicon.Ending},
	} {
		for _, w := range l.words {
			out[lexicon.FoldString(w)] |= l.class
		}
	}
	return out
}

// Terms are all words of the pack as terms of a scan, in a fixed order.
func (p *Pack) Terms() []lexicon.Term {
	var terms []lexicon.Term
	for _, c := range []struct {
		class lexicon.Class
		words Words
	}{
		{lexicon.Measure, p.Measure}, {lexicon.Segment, p.Segment}, {lexicon.Other, p.Other}, {lexicon.Entity, p.Entity},
		{lexicon.Anaphor, p.Anaphor}, {lexicon.Direction, p.Direction}, {lexicon.Multiple, p.Multiple}, {lexicon.Base, p.Base},
		{lexicon.HedgeBefore, p.HedgeBefore}, {lexicon.HedgeAfter, p.HedgeAfter}, {lexicon.Period, p.Period},
		{lexicon.Number, p.Number}, {lexicon.Fraction, p.Fraction}, {lexicon.Scale, p.Scale}, {lexicon.Unit, p.Unit},
		{lexicon.Cue, p.Cue}, {lexicon.Link, p.Link}, {lexicon.Unread, p.Unread},
	} {
		ids := make([]string, 0, len(c.words))
		for id := range c.words {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		for _, id := range ids {
			for _, w := range c.words[id] {
				terms = append(terms, p.filled(c.class, id, w)...)
			}
		}
	}
	for _, w := range p.Plain {
		terms = append(terms, lexicon.Term{Text: w, Class: lexicon.Plain})
	}
	return terms
}
