package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"assay/article"
	"assay/config"
	"assay/entity"
	"assay/evidence"
	"assay/lang"
	"assay/period"
)

// articleFlags are what every command that reads articles has.
type articleFlags struct {
	store, lang, published, config string
	noConfig                       bool
	jobs                           int
}

// add puts them on a command.
func (f *articleFlags) add(c *cobra.Command, store string) {
	fs := c.Flags()
	fs.StringVar(&f.store, "store", "", store)
	fs.StringVar(&f.lang, "lang", "", "`LANGUAGE` of the text (default: told from it)")
	fs.StringVar(&f.published, "published", "", "`DAY` of publication, 2024-08-03 (default: found in the text)")
	fs.IntVar(&f.jobs, "jobs", runtime.GOMAXPROCS(0), "`NUMBER` of articles worked on at a time")
	fs.StringVar(&f.config, "config", "", "configuration `FILE` (default: "+config.Name+" of the first article's folder or one above)")
	fs.BoolVar(&f.noConfig, "no-config", false, "read no configuration file")
	complete(c, "lang", languageNames)
}

// load reads the configuration that holds for the articles, of which the first
// decides: it is that of its folder, of the working directory for standard input.
func (f *articleFlags) load(args []string) (*config.Config, error) {
	file := f.config
	if file == "" {
		file = os.Getenv("ASSAY_CONFIG")
	}
	if f.noConfig {
		if f.config != "" {
			return nil, errors.New("--config and --no-config contradict each other; give one")
		}
		return &config.Config{}, nil
	}
	if file == "" {
		var err error
		if file, err = config.Find(folderOf(args)); err != nil {
			return nil, err
		}
	}
	if file == "" {
		return &config.Config{}, nil
	}
	return config.Load(file)
}

// folderOf is the folder in which the first article stands; the working directory for
// one that comes from elsewhere.
func folderOf(args []string) string {
	if len(args) == 0 || args[0] == "-" || isAddress(args[0]) {
		return "."
	}
	if fi, err := os.Stat(args[0]); err == nil && fi.IsDir() {
		return args[0]
	}
	return filepath.Dir(args[0])
}

// storePath is the store asked for: by the flag, before the environment, before the
// configuration; "" leaves it to openReader.
func storePath(flag string, cfg *config.Config) string {
	if flag == "" && os.Getenv("ASSAY_STORE") == "" {
		return cfg.Store
	}
	return flag
}

// hinted tells what is known of an article's file beside its text. A flag goes before
// the environment, that before the configuration.
type hinted struct {
	lang      string
	published period.Date
	cfg       *config.Config
}

// hinted reads the flags.
func (f *articleFlags) hinted(cfg *config.Config) (hinted, error) {
	h := hinted{lang: f.lang, cfg: cfg}
	if h.lang == "" {
		h.lang = os.Getenv("ASSAY_LANG")
	}
	if h.lang != "" && !slices.Contains(lang.Codes(), h.lang) {
		return h, fmt.Errorf("--lang %q: want one of %s", h.lang, strings.Join(lang.Codes(), ", "))
	}
	var err error
	if h.published, err = day(f.published, "--published"); err != nil {
		return h, err
	}
	return h, nil
}

// of are the hints for a file.
func (h hinted) of(file string) article.Hints {
	a := article.Hints{Lang: h.lang, Published: h.published}
	if a.Lang == "" {
		a.Lang = h.cfg.For(file).Lang
	}
	return a
}

// day is the day that a flag gives, 0 for none.
func day(s, flag string) (period.Date, error) {
	if s == "" {
		return 0, nil
	}
	d, err := period.ParseDate(s)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", flag, err)
	}
	return d, nil
}

// today is the day that --now gives, else the day it is.
func today(s string) (period.Date, error) {
	d, err := day(s, "--now")
	if d == 0 && err == nil {
		d = period.FromTime(time.Now())
	}
	return d, err
}

// registry finds the entities that a configuration gives names to, each once. It is safe
// for concurrent use.
type registry struct {
	store evidence.Reader
	mu    sync.Mutex
	known map[string]entity.ID // by ticker or CIK
}

// of are the entities by the names.
func (r *registry) of(ctx context.Context, names map[string]string) (map[string]entity.ID, error) {
	if len(names) == 0 {
		return nil, nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	ids := make(map[string]entity.ID, len(names))
	for _, name := range slices.Sorted(maps.Keys(names)) {
		id, err := r.find(ctx, names[name])
		if err != nil {
			return nil, fmt.Errorf("%s: entities: %q: %w", config.Name, name, err)
		}
		ids[name] = id
	}
	return ids, nil
}

func (r *registry) find(ctx context.Context, who string) (entity.ID, error) {
	if id, ok := r.known[who]; ok {
		return id, nil
	}
	id := entity.ID(who)
	if n, ok := id.CIK(); ok {
		id = entity.CIK(n)
	} else {
		f, err := filerNamed(ctx, r.store, who)
		if err != nil {
			return "", err
		}
		id = f.ID
	}
	if r.known == nil {
		r.known = map[string]entity.ID{}
	}
	r.known[who] = id
	return id, nil
}
