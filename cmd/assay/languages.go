package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"assay/entity"
	"assay/lang"
)

// coverage is what a language's pack holds.
type coverage struct {
	Code     string `json:"code"`
	Name     string `json:"name"`
	Words    int    `json:"words"`    // of the pack
	Names    int    `json:"names"`    // of companies, products and people, those for every language included
	Examples int    `json:"examples"` // sentences with what must be read in them
	Nothing  int    `json:"nothing"`  // those of them in which nothing must be read
	Rules    int    `json:"rules"`    // keys of the pack's grammar that it sets
	Scores   scores `json:"scores"`
}

// scores are how the language's labelled articles were read when lang/scores.toml
// was written.
type scores struct {
	Articles int    `json:"articles"`
	Labels   int    `json:"labels"`
	Found    int    `json:"found"`  // of the labels
	Read     int    `json:"read"`   // of them, with the right company, measure and period
	Alarms   int    `json:"alarms"` // true figures called contradicted
	Date     string `json:"date"`
}

func languagesCommand() *cobra.Command {
	format := "text"
	c := &cobra.Command{
		Use:   "languages",
		Short: "List the languages that assay reads, with what their packs hold",
		Long: `Languages lists the languages that assay reads: the words and grammar rules of
their packs, the names of companies, products and people, the example sentences,
and how many of them are silent: nothing must be read there. Then how well they are read: of
the figures that people have labelled in whole articles, how many are found, how
many have the right company, measure and period as well, and how many were
called contradicted though they are not (alarms).`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			list, err := languages()
			if err != nil {
				return err
			}
			switch format {
			case "text":
				return writeLanguages(c.OutOrStdout(), list)
			case "json":
				return json.NewEncoder(c.OutOrStdout()).Encode(list)
			}
			return fmt.Errorf("languages: --format %q: use text or json", format)
		},
	}
	c.Flags().StringVar(&format, "format", format, "text or json")
	return c
}

func languages() ([]coverage, error) {
	entities, err := entity.Load()
	if err != nil {
		return nil, err
	}
	stated, err := lang.Scores()
	if err != nil {
		return nil, err
	}
	var list []coverage
	for _, code := range lang.Codes() {
		p, err := lang.LoadExamples(code)
		if err != nil {
			return nil, err
		}
		names, err := entities.Terms(code)
		if err != nil {
			return nil, err
		}
		rules, err := lang.Rules(code)
		if err != nil {
			return nil, err
		}
		l := coverage{
			Code: code, Name: p.Name, Words: len(p.Terms()), Names: len(names), Examples: len(p.Examples),
			Rules: rules, Scores: scores(stated[code]),
		}
		for _, e := range p.Examples {
			if len(e.Read) == 0 {
				l.Nothing++
			}
		}
		list = append(list, l)
	}
	return list, nil
}

func writeLanguages(w io.Writer, list []coverage) error {
	t := tabwriter.NewWriter(w, 0, 0, 1, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "code\twords\trules\tnames\texamples\tsilent\tlabels\tfound\tread\talarms\t language")
	for _, l := range list {
		s := &l.Scores
		fmt.Fprintf(t, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%s\t%s\t%d\t %s\n", l.Code, l.Words, l.Rules, l.Names, l.Examples, l.Nothing,
			s.Labels, percent(s.Found, s.Labels), percent(s.Read, s.Labels), s.Alarms, l.Name)
	}
	return t.Flush()
}

// percent is a share in whole percent, rounded down, so that 100 means all.
func percent(n, of int) string {
	if of == 0 {
		return "-"
	}
	return strconv.Itoa(100*n/of) + "%"
}
