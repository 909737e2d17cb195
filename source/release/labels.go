package release

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"
)

//go:generate go run ../../cmd/mklabels -fsds ../../../shared/data/sec/fsds -ixbrl ../../../shared/data/sec/ixbrl -o labels.toml

//go:embed labels.toml
var labelData string

// rule is what a label of a statement says; see the head of labels.toml.
type rule struct {
	Statement Kind     `toml:"statement"`
	Text      string   `toml:"text"`
	Class     Class    `toml:"class"`
	Owners    string   `toml:"owners"`
	Parts     string   `toml:"parts"`
	Concepts  []string `toml:"concepts"`
	Sign      string   `toml:"sign"`
	Either    bool     `toml:"either"`
	Never     bool     `toml:"never"`
	Check     bool     `toml:"check"`
	Filers    int      `toml:"filers"`
}

// place is where a label stands.
type place struct {
	kind  Kind
	class Class
	text  string
}

// labels are the rules by place.
var labels = sync.OnceValues(func() (map[place][]rule, error) {
	var file struct {
		Label []rule `toml:"label"`
	}
	if err := toml.NewDecoder(strings.NewReader(labelData)).DisallowUnknownFields().Decode(&file); err != nil {
		return nil, fmt.Errorf("release: labels.toml: %w", err)
	}
	out := make(map[place][]rule, len(file.Label))
	for _, r := range file.Label {
		if r.Class == "" {
			r.Class = Money
		}
		k := place{r.Statement, r.Class, r.Text}
		out[k] = append(out[k], r)
	}
	return out, nil
})

// ruleOf is the rule of a row, if there is one for releases like this.
func (d *document) ruleOf(k place) (rule, bool) {
	for _, r := range d.labels[k] {
		if (r.Owners == "" || (r.Owners == "some") == d.owners) && (r.Parts == "" || !d.parts) {
			return r, true
		}
	}
	return rule{}, false
}

// concept is the one of a rule's concepts that the filer uses, else the first.
func (d *document) concept(r rule) string {
	for _, x := range r.Concepts {
		if d.own[x] {
			return x
		}
	}
	return r.Concepts[0]
}
