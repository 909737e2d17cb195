// Package config reads .assay.toml, in which a folder of articles says once what the
// command line would have to say each time: languages, names of its own, definitions
// of measures, what fails a run, and what is no article.
//
// It reads no flags and no environment, and opens no store: who a ticker is, the
// command asks. The file's form stands in docs/config.md. Read this file, then
// parse.go, then glob.go.
package config

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"assay/live"
)

// Name is what the file is called.
const Name = ".assay.toml"

// maxBytes bounds the file.
const maxBytes = 1 << 20

// Config is what a file says. The zero value says nothing.
type Config struct {
	Path   string   // the file, "" for none
	Format string   // of the report
	Store  string   // the evidence, its path resolved
	Ignore []string // globs of files and folders that are no articles
	Update Update
	Settings
	overrides []override // a shorter glob first
}

// Update is what assay update is told. The zero value says nothing.
type Update struct {
	UserAgent    string   // who asks, for the SEC: "Name mail@example.com"
	Prices       string   // "stooq", or an address with {ticker}
	Indices      []string // "VIX", "BTC-DVOL", "SPX=https://…"
	Options      []string // coins
	Documents    bool
	Mirrors      live.Places // addresses in place of the sources' own; "" for those
	AllowPrivate bool        // mirrors may have private addresses and other ports
}

// Foreign reports whether evidence would come from other places than the
// sources' own: who writes the file decides then what is filed.
func (u Update) Foreign() bool {
	isAddress := func(s string) bool { return strings.Contains(s, "://") }
	return u.Mirrors != live.Places{} || u.AllowPrivate || isAddress(u.Prices) || slices.ContainsFunc(u.Indices, isAddress)
}

// Settings are what may differ from article to article.
type Settings struct {
	Lang       string
	ReportLang string
	Fail       []string          // outcomes; nil: not said, empty: none fails
	Names      map[string]string // name → ticker or CIK
	// Definitions pins the definition of a measure: by its id, the definition's id.
	Definitions map[string]string
}

// override is what articles that fit a glob have of their own.
type override struct {
	glob string
	Settings
}

// Find is the file that holds for a folder: its own, else that of the nearest folder
// above, up to a folder with .git in it or the file system's root. "" means none.
func Find(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("config: %w", err)
	}
	for {
		file := filepath.Join(dir, Name)
		switch fi, err := os.Stat(file); {
		case err == nil && fi.Mode().IsRegular():
			return file, nil
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return "", fmt.Errorf("config: %w; or use --no-config", err)
		}
		_, err := os.Stat(filepath.Join(dir, ".git"))
		above := filepath.Dir(dir)
		if err == nil || above == dir {
			return "", nil
		}
		dir = above
	}
}

// Load reads a file. Its relative paths and its globs start from its folder.
func Load(file string) (*Config, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("config: %w", err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("config: %w", err)
	}
	if len(b) > maxBytes {
		return nil, fmt.Errorf("%s: config: longer than %d MB; is it the file you mean?", file, maxBytes>>20)
	}
	c, err := Parse(file, b)
	if err != nil {
		return nil, err
	}
	if c.Path, err = filepath.Abs(file); err != nil {
		return nil, fmt.Errorf("config: %w", err)
	}
	if c.Store != "" && !filepath.IsAbs(c.Store) {
		c.Store = filepath.Join(filepath.Dir(c.Path), c.Store)
	}
	return c, nil
}

// For are the settings for an article's file: the file's own, changed by each override
// that fits, the longest glob last. Tables are merged, all else is replaced. "-" is
// standard input, which no glob fits.
func (c *Config) For(file string) Settings {
	s := c.Settings
	parts, ok := c.parts(file)
	if !ok {
		return s
	}
	for _, o := range c.overrides {
		if fits(o.glob, parts, false) {
			s = s.with(o.Settings)
		}
	}
	return s
}

// Ignored reports whether a file or folder is no article.
func (c *Config) Ignored(file string, folder bool) bool {
	parts, ok := c.parts(file)
	return ok && slices.ContainsFunc(c.Ignore, func(glob string) bool { return fits(glob, parts, folder) })
}

// parts are a path's elements below the file's folder.
func (c *Config) parts(file string) ([]string, bool) {
	if c.Path == "" || file == "-" || len(c.overrides) == 0 && len(c.Ignore) == 0 {
		return nil, false
	}
	abs, err := filepath.Abs(file)
	if err != nil {
		return nil, false
	}
	rel, err := filepath.Rel(filepath.Dir(c.Path), abs)
	if err != nil {
		return nil, false
	}
	return split(filepath.ToSlash(rel)), true
}

// with are the settings where the other's, as far as it says any, come first.
func (s Settings) with(o Settings) Settings {
	s.Lang, s.ReportLang = cmp.Or(o.Lang, s.Lang), cmp.Or(o.ReportLang, s.ReportLang)
	if o.Fail != nil {
		s.Fail = o.Fail
	}
	s.Names, s.Definitions = merged(s.Names, o.Names), merged(s.Definitions, o.Definitions)
	return s
}

func merged(below, above map[string]string) map[string]string {
	if len(above) == 0 {
		return below
	}
	m := maps.Clone(above)
	for k, v := range below {
		if _, ok := m[k]; !ok {
			m[k] = v
		}
	}
	return m
}
