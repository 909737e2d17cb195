package config

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"assay/entity"
	"assay/lang"
	"assay/metric"
	"assay/report"
	"assay/verdict"
)

// file is the form of .assay.toml.
type file struct {
	Format    string             `toml:"format"`
	Store     string             `toml:"store"`
	Ignore    []string           `toml:"ignore"`
	UserAgent string             `toml:"user_agent"`
	Update    update             `toml:"update"`
	Overrides map[string]section `toml:"overrides"`
	section
}

// section is the part that an override may have as well.
type section struct {
	Lang        string            `toml:"lang"`
	ReportLang  string            `toml:"report_lang"`
	Fail        []string          `toml:"fail"`
	Entities    map[string]string `toml:"entities"`
	Definitions map[string]string `toml:"definitions"`
}

// Outcomes are those that may fail a run. A forecast that is pending is no fault of
// an article's.
func Outcomes() []string {
	return []string{string(verdict.Contradicted), string(verdict.Ambiguous), string(verdict.NoEvidence), string(verdict.NotCheckable)}
}

// Parse reads a file's bytes; the name is for errors. Paths stay as written.
func Parse(name string, b []byte) (*Config, error) {
	var f file
	if err := toml.NewDecoder(bytes.NewReader(b)).DisallowUnknownFields().Decode(&f); err != nil {
		return nil, fmt.Errorf("%s%w", name, located(b, err))
	}
	c := &Config{Format: f.Format, Store: f.Store, Ignore: f.Ignore}
	if err := errors.Join(c.check(), c.take(f), c.online(f)); err != nil {
		first, _, _ := strings.Cut(err.Error(), "\n")
		return nil, fmt.Errorf("%s: %s", name, first)
	}
	return c, nil
}

// take fills in the settings and the overrides, the shortest glob first, so that the
// order does not rest on that of a map.
func (c *Config) take(f file) error {
	var err error
	if c.Settings, err = f.settings(); err != nil {
		return err
	}
	globs := slices.SortedFunc(maps.Keys(f.Overrides), func(a, b string) int {
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	})
	for _, glob := range globs {
		if err := valid(glob); err != nil {
			return fmt.Errorf("overrides: %w", err)
		}
		s, err := f.Overrides[glob].settings()
		if err != nil {
			return fmt.Errorf("overrides.%q: %w", glob, err)
		}
		c.overrides = append(c.overrides, override{glob, s})
	}
	return nil
}

// check looks at what stands outside the settings.
func (c *Config) check() error {
	if _, ok := report.FormatNamed(c.Format); !ok && c.Format != "" {
		var names []string
		for _, f := range report.Formats() {
			names = append(names, f.Name)
		}
		return fmt.Errorf("format = %q: want one of %s", c.Format, strings.Join(names, ", "))
	}
	for _, glob := range c.Ignore {
		if err := valid(glob); err != nil {
			return fmt.Errorf("ignore: %w", err)
		}
	}
	return nil
}

// settings are the section's, looked at.
func (s section) settings() (Settings, error) {
	for _, l := range [][2]string{{"lang", s.Lang}, {"report_lang", s.ReportLang}} {
		if l[1] != "" && !slices.Contains(lang.Codes(), l[1]) {
			return Settings{}, fmt.Errorf("%s = %q: want one of %s", l[0], l[1], strings.Join(lang.Codes(), ", "))
		}
	}
	for _, o := range s.Fail {
		if !slices.Contains(Outcomes(), o) {
			return Settings{}, fmt.Errorf("fail: %q: want some of %s", o, strings.Join(Outcomes(), ", "))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.Entities)) {
		if who := s.Entities[name]; strings.TrimSpace(name) == "" || !named(who) {
			return Settings{}, fmt.Errorf("entities: %q = %q: want a name and a ticker or a CIK, such as \"GOOGL\" or \"cik:0001652044\"", name, who)
		}
	}
	if err := pinned(s.Definitions); err != nil {
		return Settings{}, err
	}
	return Settings{Lang: s.Lang, ReportLang: s.ReportLang, Fail: s.Fail, Names: s.Entities, Definitions: s.Definitions}, nil
}

// named reports whether a word may be a ticker or an id.
func named(who string) bool {
	const longest = 32
	if _, ok := entity.ID(who).CIK(); ok {
		return true
	}
	return who != "" && len(who) <= longest && !strings.ContainsAny(who, " \t\n\"'")
}

// pinned checks that each measure has the definition.
func pinned(definitions map[string]string) error {
	if len(definitions) == 0 {
		return nil
	}
	cat, err := metric.Load()
	if err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(definitions)) {
		m, ok := cat.Lookup(id)
		if !ok || m.Base != "" || len(m.Definitions) == 0 {
			return fmt.Errorf("definitions: %q is no measure with definitions; assay explain lists the measures", id)
		}
		var have []string
		for _, d := range m.Definitions {
			have = append(have, fmt.Sprintf("%q", d.ID))
		}
		if !slices.Contains(have, fmt.Sprintf("%q", definitions[id])) {
			return fmt.Errorf("definitions: %q = %q: want one of %s", id, definitions[id], strings.Join(have, ", "))
		}
	}
	return nil
}

// located is a decoder's error with the line that it is about.
func located(b []byte, err error) error {
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) && len(strict.Errors) > 0 {
		e := &strict.Errors[0]
		row, _ := e.Position()
		return fmt.Errorf(":%d: unknown key %s in line %q; docs/config.md lists the keys", row, strings.Join(e.Key(), "."), line(b, row))
	}
	var decode *toml.DecodeError
	if errors.As(err, &decode) {
		row, _ := decode.Position()
		return fmt.Errorf(":%d: %w in line %q", row, err, line(b, row))
	}
	return fmt.Errorf(": %w", err)
}

// line is a line of the file, counted from one.
func line(b []byte, row int) string {
	lines := bytes.Split(b, []byte("\n"))
	if row < 1 || row > len(lines) {
		return ""
	}
	const shown = 120
	s := strings.ToValidUTF8(string(bytes.TrimSpace(lines[row-1])), "\uFFFD")
	if r := []rune(s); len(r) > shown {
		s = string(r[:shown]) + "…"
	}
	return s
}
