package metric

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

//go:embed data
var data embed.FS

// Load reads the embedded measures. It fails only if the data are wrong.
func Load() (*Catalog, error) {
	sub, err := fs.Sub(data, "data")
	if err != nil {
		return nil, fmt.Errorf("metric: embedded data: %w", err)
	}
	return LoadFS(sub)
}

// file is one measure as written; the fields are documented at Metric.
type file struct {
	ID         string           `toml:"id"`
	Kind       string           `toml:"kind"`
	Unit       string           `toml:"unit"`
	Management bool             `toml:"management"`
	OwnFiled   []string         `toml:"own_filed"`
	Loose      bool             `toml:"loose"`
	Accrued    bool             `toml:"accrued"`
	Of         string           `toml:"of"`
	Over       string           `toml:"over"`
	Definition []fileDefinition `toml:"definition"`
}

type fileDefinition struct {
	ID   string     `toml:"id"`
	Own  []string   `toml:"own"`
	Term []fileTerm `toml:"term"`
}

type fileTerm struct {
	Sign  int      `toml:"sign"`
	Chain []string `toml:"chain"`
}

type segmentFile struct {
	ID      string   `toml:"id"`
	Members []string `toml:"members"`
}

// LoadFS reads measures from *.toml and segments from segments/*.toml.
// An unknown key is an error that names the file.
func LoadFS(fsys fs.FS) (*Catalog, error) {
	c := &Catalog{metrics: map[string]Metric{}, segments: map[string]Segment{}}
	names, err := fs.Glob(fsys, "*.toml")
	if err != nil {
		return nil, fmt.Errorf("metric: list measures: %w", err)
	}
	for _, name := range names {
		var f file
		if err := decode(fsys, name, &f); err != nil {
			return nil, err
		}
		m, err := f.metric()
		if err != nil {
			return nil, fmt.Errorf("metric: %s: %w", name, err)
		}
		if _, dup := c.metrics[m.ID]; dup {
			return nil, fmt.Errorf("metric: %s: %q is defined twice", name, m.ID)
		}
		c.metrics[m.ID] = m
		c.ids = append(c.ids, m.ID)
	}
	if err := c.loadSegments(fsys); err != nil {
		return nil, err
	}
	slices.Sort(c.ids)
	slices.Sort(c.segIDs)
	return c, nil
}

func (c *Catalog) loadSegments(fsys fs.FS) error {
	names, err := fs.Glob(fsys, "segments/*.toml")
	if err != nil {
		return fmt.Errorf("metric: list segments: %w", err)
	}
	for _, name := range names {
		var f segmentFile
		if err := decode(fsys, name, &f); err != nil {
			return err
		}
		if f.ID == "" || len(f.Members) == 0 {
			return fmt.Errorf("metric: %s: a segment needs id and members", name)
		}
		for _, g := range f.Members {
			if _, err := path.Match(g, ""); err != nil {
				return fmt.Errorf("metric: %s: member %q: %w", name, g, err)
			}
		}
		if _, dup := c.segments[f.ID]; dup {
			return fmt.Errorf("metric: %s: segment %q is defined twice", name, f.ID)
		}
		c.segments[f.ID] = Segment{ID: f.ID, Members: f.Members}
		c.segIDs = append(c.segIDs, f.ID)
	}
	return nil
}

func decode(fsys fs.FS, name string, into any) error {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return fmt.Errorf("metric: read %s: %w", name, err)
	}
	d := toml.NewDecoder(bytes.NewReader(b)).DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		var strict *toml.StrictMissingError
		if errors.As(err, &strict) {
			return fmt.Errorf("metric: %s: unknown key: %s", name, strings.Join(strict.Errors[0].Key(), "."))
		}
		return fmt.Errorf("metric: %s: %w", name, err)
	}
	return nil
}

func (f file) metric() (Metric, error) {
	m := Metric{ID: f.ID, Unit: f.Unit, Management: f.Management, OwnFiled: f.OwnFiled, Loose: f.Loose, Accrued: f.Accrued, Of: f.Of, Over: f.Over}
	i := slices.Index(kindNames[:], f.Kind)
	if f.ID == "" || i <= 0 {
		return m, fmt.Errorf("id %q, kind %q: both are needed, kind one of%s", f.ID, f.Kind, strings.Join(kindNames[:], " "))
	}
	m.Kind = Kind(i)
	m.Additive = m.Kind == Flow
	if m.Kind.Filed() != (len(f.Definition) > 0) {
		return m, fmt.Errorf("a measure of kind %q with %d definitions", f.Kind, len(f.Definition))
	}
	if (f.Of == "") != (f.Over == "") || f.Of != "" && m.Kind != PerShare {
		return m, fmt.Errorf("of and over belong together, to a measure per share")
	}
	for _, fd := range f.Definition {
		d := Definition{ID: fd.ID, Own: fd.Own, Management: f.Management}
		if fd.ID == "" || len(fd.Term) == 0 {
			return m, fmt.Errorf("definition %q needs id and terms", fd.ID)
		}
		for _, t := range fd.Term {
			if t.Sign != 1 && t.Sign != -1 || len(t.Chain) == 0 {
				return m, fmt.Errorf("definition %q: a term needs sign 1 or -1 and a chain", fd.ID)
			}
			for _, concept := range t.Chain {
				if strings.Count(concept, ":") != 1 {
					return m, fmt.Errorf("definition %q: concept %q has no prefix", fd.ID, concept)
				}
			}
			d.Terms = append(d.Terms, Term(t))
		}
		m.Definitions = append(m.Definitions, d)
	}
	return m, nil
}
