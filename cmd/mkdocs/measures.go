package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"assay/entity"
	"assay/lang"
	"assay/locale"
	"assay/metric"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// measures are the pages of measures: the data file's comment, then what it holds.
func measures(root string) ([]topic, error) {
	cat, err := metric.Load()
	if err != nil {
		return nil, err
	}
	who, err := entity.Load()
	if err != nil {
		return nil, err
	}
	files, err := dataFiles(filepath.Join(root, "metric", "data"))
	if err != nil {
		return nil, err
	}
	in, err := tongues()
	if err != nil {
		return nil, err
	}
	show, err := newExamples(cat, who)
	if err != nil {
		return nil, err
	}
	var out []topic
	for _, id := range cat.IDs() {
		m, ok := cat.Lookup(id)
		if !ok {
			return nil, fmt.Errorf("no measure %q", id)
		}
		about, err := comment(files[id])
		if err != nil {
			return nil, err
		}
		see := ""
		if m.Kind.Filed() {
			if see, err = show.of(m); err != nil {
				return nil, err
			}
		}
		out = append(out, topic{"measures", id, measure(m, prose(about, m), see, who, in)})
	}
	return out, nil
}

// dataFiles are the files of a folder by the id that each holds.
func dataFiles(dir string) (map[string]string, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.toml"))
	if err != nil {
		return nil, err
	}
	byID := map[string]string{}
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		var f struct {
			ID string `toml:"id"`
		}
		if err := toml.Unmarshal(b, &f); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		byID[f.ID] = path
	}
	return byID, nil
}

// prose is a data file's comment without the names of its keys.
func prose(about string, m metric.Metric) string {
	return strings.NewReplacer(
		": hence management = true.", ".", ": management = true.", ".",
		`"of" by "over"`, m.Of+" over "+m.Over,
		`"own" names the filers whose own definition it is`, "Filers have their own definitions",
		". (balance sheet or note)", " (balance sheet or note).",
	).Replace(about)
}

// measure is the page of one.
func measure(m metric.Metric, about, see string, who *entity.Set, in []tongue) string {
	var b strings.Builder
	b.WriteString(about + "\n\n" + kind(m) + "\n\n")
	if m.Management {
		b.WriteString("Managements also speak of it by definitions of their own that are filed nowhere. A figure that lies near the filed values and equals none of them is therefore ambiguous, not contradicted")
		if own := named(m.OwnFiled, who); own != "" {
			b.WriteString("; but not for " + own + ", whose own definition is among those below")
		}
		b.WriteString(".\n\n")
	}
	if m.Loose {
		b.WriteString("Companies speak of it more loosely than filings state it. A figure that misses it is contradicted only where a near miss says why, else ambiguous.\n\n")
	}
	if m.Accrued {
		b.WriteString("Companies also state it as it falls due. A figure that misses the filed one by no more than a tenth is contradicted only where a near miss says why, else ambiguous.\n\n")
	}
	definitions(&b, m, who)
	if see != "" {
		b.WriteString("## See it\n\n    " + see + "\n\n")
	}
	b.WriteString("## In other languages\n\n| language | name |\n|---|---|\n")
	for _, t := range in {
		fmt.Fprintf(&b, "| %s | %s |\n", t.name, t.Measure(m.ID))
	}
	return b.String()
}

// tongue is a language by its own name.
type tongue struct {
	name string
	*locale.Locale
}

// tongues are all languages.
func tongues() ([]tongue, error) {
	var all []tongue
	for _, code := range lang.Codes() {
		l, err := locale.For(code)
		if err != nil {
			return nil, err
		}
		p, err := lang.Load(code)
		if err != nil {
			return nil, err
		}
		all = append(all, tongue{p.Name, l})
	}
	return all, nil
}

// kind says how the measure behaves in time.
func kind(m metric.Metric) string {
	unit := strings.NewReplacer("USD/shares", "dollars a share", "USD", "dollars, or the filer's currency", "shares", "shares").Replace(m.Unit)
	switch m.Kind {
	case metric.Flow:
		return "It adds up over time: a half-year is the sum of two quarters. In " + unit + "."
	case metric.Balance:
		return "It holds at an instant, the end of a period. In " + unit + "."
	case metric.PerShare:
		return "An amount a share, which does not add up over time. In " + unit + "."
	case metric.Shares:
		return "A count of shares, at an instant or averaged over a period."
	}
	return "It comes from a daily series, not from a filing."
}

// definitions lists what the measure is computed from.
func definitions(b *strings.Builder, m metric.Metric, who *entity.Set) {
	if len(m.Definitions) == 0 {
		return
	}
	b.WriteString("## Definitions\n\n")
	if len(m.Definitions) > 1 {
		b.WriteString("The most plausible first; where a filer has its own among them, that goes before. The configuration can pin one:\n\n    [definitions]\n    " + pin(m) + "\n\n")
	}
	for _, d := range m.Definitions {
		b.WriteString("### " + d.ID + "\n\n")
		if own := named(d.Own, who); own != "" {
			b.WriteString("The own definition of " + own + ".\n\n")
		}
		for i, t := range d.Terms {
			sign := "  "
			switch {
			case t.Sign < 0:
				sign = "− "
			case i > 0:
				sign = "+ "
			}
			for j, concept := range t.Chain {
				or := "     "
				if j > 0 {
					sign, or = "  ", "else "
				}
				b.WriteString("    " + sign + or + concept + "\n")
			}
		}
		b.WriteString("\n")
	}
}

// pin is the line of a configuration that pins the measure's last definition.
func pin(m metric.Metric) string {
	key := m.ID
	if strings.ContainsFunc(key, func(r rune) bool { return r != '-' && r != '_' && (r < 'a' || r > 'z') }) {
		key = fmt.Sprintf("%q", key)
	}
	return fmt.Sprintf("%s = %q", key, m.Definitions[len(m.Definitions)-1].ID)
}

// named are entities by name, in words.
func named(ids []string, who *entity.Set) string {
	var names []string
	for _, id := range ids {
		names = append(names, who.Name(entity.ID(id)))
	}
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}

// parts are the pages of parts of a business.
func parts(root string) ([]topic, error) {
	files, err := dataFiles(filepath.Join(root, "metric", "data", "segments"))
	if err != nil {
		return nil, err
	}
	cat, err := metric.Load()
	if err != nil {
		return nil, err
	}
	var out []topic
	for _, id := range sortedKeys(files) {
		about, err := comment(files[id])
		if err != nil {
			return nil, err
		}
		if about != "" {
			about += "\n\n"
		}
		m, ok := cat.Lookup(id + " revenue")
		if !ok || m.Segment == nil {
			return nil, fmt.Errorf("%s: no part %q", files[id], id)
		}
		text := fmt.Sprintf("%sA part of a business: `%s revenue` or `%s operating income` is the measure of the facts whose member is one of these, the best first, or has the part's words in its name.\n\n", about, id, id)
		for _, member := range m.Segment.Members {
			text += "    " + member + "\n"
		}
		out = append(out, topic{"parts", id, text})
	}
	return out, nil
}
