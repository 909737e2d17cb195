package entity

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"

	"assay/lexicon"
)

//go:embed data/*.toml local/*.toml
var files embed.FS

// Entity is one file under data: who it is and by which words a text means it.
type Entity struct {
	ID       ID                  `toml:"id"`
	Name     string              `toml:"name"`
	Tickers  []string            `toml:"tickers"`
	HQ       string              `toml:"hq"`
	Research bool                `toml:"research"` // it publishes forecasts of others
	Source   string              `toml:"source"`   // where the names come from
	Date     string              `toml:"date"`
	Names    map[string][]string `toml:"names"`    // by language; "any" for all
	Epithets map[string][]string `toml:"epithets"` // noun phrases that stand for it
	Units    map[string]any      `toml:"units"`    // word → segment id, or a table of such by language
	People   map[string][]string `toml:"people"`   // through whom a text names it
	Models   map[string][]string `toml:"models"`   // products whose numbers are no figures
	Aliases  map[string]string   `toml:"aliases"`  // segment words that mean another segment here
}

// Local is a file under local: how one language calls entities of data. Its
// keys are the names of their files without ".toml".
type Local struct {
	Source   string                       `toml:"source"`
	Date     string                       `toml:"date"`
	Names    map[string][]string          `toml:"names"`
	Epithets map[string][]string          `toml:"epithets"`
	Units    map[string]map[string]string `toml:"units"` // by entity: word → segment id
	People   map[string][]string          `toml:"people"`
	Models   map[string][]string          `toml:"models"`
}

// Set is all entities with embedded names.
type Set struct {
	Names
	list  []Entity
	files []string        // by entity, the name of its file without ".toml"
	known map[string]bool // the names in files
}

// Load reads the embedded entities. An unknown key or a duplicate ID in a
// file is an error.
func Load() (*Set, error) {
	names, err := fs.Glob(files, "data/*.toml")
	if err != nil {
		return nil, fmt.Errorf("entity: %w", err)
	}
	s := &Set{list: make([]Entity, len(names)), known: map[string]bool{}, Names: newNames()}
	errs := make([]error, len(names))
	half := len(names) / 2
	var rest sync.WaitGroup
	rest.Go(func() { s.decode(names, errs, half, len(names)) }) // start-up is what a small check waits for
	s.decode(names, errs, 0, half)
	rest.Wait()
	for i, e := range s.list {
		file := strings.TrimSuffix(path.Base(names[i]), ".toml")
		s.files, s.known[file] = append(s.files, file), true
		if errs[i] != nil {
			return nil, errs[i]
		}
		if e.Research {
			s.houses[e.scanned()] = true
		}
		if e.ID == "" {
			continue
		}
		if _, dup := s.names[e.ID]; dup {
			return nil, fmt.Errorf("entity: %s: %s stands in another file too", names[i], e.ID)
		}
		s.names[e.ID] = e.Name
		for word, segment := range e.Aliases {
			s.aliases[alias{e.ID, word}] = segment
		}
		for _, lang := range slices.Sorted(maps.Keys(e.People)) {
			for _, name := range e.People[lang] {
				if i := strings.LastIndexByte(name, ' '); i > 0 && s.people[alias{e.ID, name[i+1:]}] == "" {
					s.people[alias{e.ID, name[i+1:]}] = name
				}
			}
		}
	}
	return s, nil
}

// decode reads the files [lo, hi).
func (s *Set) decode(names []string, errs []error, lo, hi int) {
	for i := lo; i < hi; i++ {
		b, err := files.ReadFile(names[i])
		if err == nil {
			err = toml.NewDecoder(bytes.NewReader(b)).DisallowUnknownFields().Decode(&s.list[i])
		}
		if err != nil {
			errs[i] = fmt.Errorf("entity: %s: %w", names[i], err)
		}
	}
}

// With is the set with names of a user's own, by which texts in any language mean an
// entity that may have no file here.
func (s *Set) With(names map[string]ID) *Set {
	own := *s
	own.list, own.files = slices.Clone(s.list), slices.Clone(s.files)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		own.list = append(own.list, Entity{ID: names[name], Name: name, Names: map[string][]string{"any": {name}}})
		own.files = append(own.files, "")
	}
	return &own
}

// ByTicker finds an entity by one of its tickers.
func (s *Set) ByTicker(ticker string) (ID, bool) {
	for i := range s.list {
		if slices.Contains(s.list[i].Tickers, strings.ToUpper(ticker)) {
			return s.list[i].ID, true
		}
	}
	return "", false
}

// All are the entities in the order of their files.
func (s *Set) All() []Entity { return s.list }

// local reads a language's own file, which may be absent. An unknown key or
// an entity that has no file is an error.
func (s *Set) local(lang string) (Local, error) {
	var l Local
	name := "local/" + lang + ".toml"
	b, err := files.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return l, nil
	}
	if err == nil {
		err = toml.NewDecoder(bytes.NewReader(b)).DisallowUnknownFields().Decode(&l)
	}
	if err != nil {
		return l, fmt.Errorf("entity: %s: %w", name, err)
	}
	for _, keys := range []iter.Seq[string]{maps.Keys(l.Names), maps.Keys(l.Epithets), maps.Keys(l.Units), maps.Keys(l.People), maps.Keys(l.Models)} {
		for k := range keys {
			if !s.known[k] {
				return l, fmt.Errorf("entity: %s: no file data/%s.toml", name, k)
			}
		}
	}
	return l, nil
}

// Terms are the words of all entities in a language, for a scan.
func (s *Set) Terms(lang string) ([]lexicon.Term, error) {
	local, err := s.local(lang)
	if err != nil {
		return nil, err
	}
	var out []lexicon.Term
	for i := range s.list {
		e := &s.list[i]
		id := string(e.scanned())
		add := func(word, note string) {
			if word != "" {
				out = append(out, lexicon.Term{Text: word, ID: id, Class: lexicon.Entity, Note: note})
			}
		}
		for _, set := range []struct {
			words, local map[string][]string
			note         string
		}{
			{e.Names, local.Names, "name"}, {e.Epithets, local.Epithets, "epithet"},
			{e.People, local.People, "person"}, {e.Models, local.Models, "model"},
		} {
			for _, words := range [][]string{set.words["any"], set.words[lang], set.local[s.files[i]]} {
				switch set.note {
				case "epithet":
					words = withContractions(lang, words)
				case "name":
					words = withCountry(lang, words)
				}
				for _, w := range words {
					add(w, set.note)
				}
			}
		}
		for _, t := range e.Tickers {
			if len(t) >= 3 || id[0] != 'c' {
				add("="+t, "name")
			}
		}
		for _, u := range append(e.units(lang), pairs(local.Units[s.files[i]])...) {
			note := "product"
			if u[1] != "" {
				note = "unit:" + u[1]
			}
			add(u[0], note)
		}
	}
	return out, nil
}

// scanned is the id by which a scan finds the entity. One that is known to file
// nothing has one too: its figures are nobody else's.
func (e *Entity) scanned() ID {
	if e.ID == "" {
		return ID("private:" + e.Name)
	}
	return e.ID
}

// pairs are the entries of a map in the order of their keys.
func pairs(m map[string]string) [][2]string {
	var out [][2]string
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, [2]string{k, m[k]})
	}
	return out
}

// units are the words of units and their segments, sorted.
func (e *Entity) units(lang string) [][2]string {
	var out [][2]string
	var walk func(m map[string]any)
	walk = func(m map[string]any) {
		for k, v := range m {
			switch v := v.(type) {
			case string:
				out = append(out, [2]string{k, v})
			case map[string]any:
				if k == lang || k == "any" {
					walk(v)
				}
			}
		}
	}
	walk(e.Units)
	slices.SortFunc(out, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
	return out
}
