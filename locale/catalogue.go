package locale

import (
	"cmp"
	"embed"
	"fmt"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"assay/message"
)

//go:embed catalogue/*.toml
var files embed.FS

const english = "en"

// locales are the locales by code, each read when it is first asked for.
var locales = func() map[string]func() (*Locale, error) {
	out := make(map[string]func() (*Locale, error), len(message.Languages))
	for code := range message.Languages {
		out[code] = sync.OnceValues(func() (*Locale, error) { return load(code) })
	}
	return out
}()

// catalogue is a language's file.
type catalogue struct {
	Lang      string            `toml:"lang"`
	Marks     marks             `toml:"number"`
	Dates     dates             `toml:"date"`
	Languages map[string]string `toml:"language"`
	// Money holds the signs of currencies; one that is not listed shows its code.
	Money map[string]string `toml:"currency"`
	// Counts are numbers with what they count ("# Punkte"), by unit.
	Counts map[string]forms `toml:"counted"`
	Scales []scale          `toml:"scale"`

	Says    map[string]string `toml:"say"`
	Plurals map[string]forms  `toml:"plural"`

	Names       names             `toml:"name"`
	Measures    map[string]string `toml:"measure"`
	Segments    map[string]string `toml:"segment"`
	Definitions map[string]string `toml:"definition"`
	// Others are what figures are of that assay reads and cannot check, by the packs' ids.
	Others map[string]string `toml:"other"`

	tag language.Tag
}

// forms are the forms of a text by the CLDR's plural categories; Other always stands.
type forms struct {
	One   string `toml:"one"`
	Two   string `toml:"two"`
	Few   string `toml:"few"`
	Many  string `toml:"many"`
	Other string `toml:"other"`
}

// pick is the text of a form, that of Other where the language has no form of its own.
func (f forms) pick(form plural.Form) string {
	texts := [...]string{plural.One: f.One, plural.Two: f.Two, plural.Few: f.Few, plural.Many: f.Many}
	return cmp.Or(texts[form], f.Other)
}

// form is the plural category of a decimal. The CLDR has no rules for Latin and
// Sanskrit: Latin tells one from more, Sanskrit has a dual.
func (l *Locale) form(decimal string) plural.Form {
	whole, frac, _ := strings.Cut(strings.TrimLeft(decimal, "-+"), ".")
	switch {
	case l.code != "la" && l.code != "sa":
		short := strings.TrimRight(frac, "0")
		return plural.Cardinal.MatchPlural(l.words.tag, atoi(whole), len(frac), len(short), atoi(frac), atoi(short))
	case decimal == "1":
		return plural.One
	case decimal == "2" && l.code == "sa":
		return plural.Two
	}
	return plural.Other
}

// load reads a language's file.
func load(code string) (*Locale, error) {
	name := "catalogue/" + code + ".toml"
	data, err := files.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("locale: %s: %w", name, err)
	}
	l := &Locale{code: code}
	if err := toml.Unmarshal(data, &l.words); err != nil { // strictly in the tests: half the time
		return nil, fmt.Errorf("locale: %s: %w", name, err)
	}
	if l.words.Lang != code {
		return nil, fmt.Errorf("locale: %s: lang is %q", name, l.words.Lang)
	}
	if l.words.tag, err = language.Parse(code); err != nil {
		return nil, fmt.Errorf("locale: %s: %w", name, err)
	}
	return l, nil
}
