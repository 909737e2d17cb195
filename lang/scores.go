package lang

import (
	_ "embed"
	"fmt"

	"github.com/pelletier/go-toml/v2"
)

//go:embed scores.toml
var scoresFile []byte

// Score is how well a language was read when its labelled articles, those under
// testdata/labelled, were last scored with the starter evidence.
type Score struct {
	Articles int    `toml:"articles"`
	Labels   int    `toml:"labels"` // figures that a person has labelled
	Found    int    `toml:"found"`  // of them with a claim of their value
	Read     int    `toml:"read"`   // with the right company, measure and period as well
	Alarms   int    `toml:"alarms"` // called contradicted though they are not
	Date     string `toml:"date"`
}

// Rules are how many keys of [grammar] the language's pack sets: what the code
// does for it that words alone do not tell.
func Rules(code string) (int, error) {
	b, err := words(code)
	if err != nil {
		return 0, err
	}
	var pack struct {
		Grammar map[string]any `toml:"grammar"`
	}
	if err := toml.Unmarshal(b, &pack); err != nil {
		return 0, fmt.Errorf("lang: packs/%s.toml: %w", code, err)
	}
	n := 0
	for _, v := range pack.Grammar {
		switch v := v.(type) {
		case bool:
			if !v {
				continue
			}
		case string:
			if v == "" {
				continue
			}
		case []any:
			if len(v) == 0 {
				continue
			}
		}
		n++
	}
	return n, nil
}

// Scores are the languages' scores by code.
func Scores() (map[string]Score, error) {
	var scores map[string]Score
	if err := toml.Unmarshal(scoresFile, &scores); err != nil {
		return nil, fmt.Errorf("lang: scores.toml: %w", err)
	}
	return scores, nil
}
