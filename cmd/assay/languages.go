package main

import (
	"encoding/json"
	"fmt"
	"io"
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
}

func languagesCommand() *cobra.Command {
	format := "text"
	c := &cobra.Command{
		Use:   "languages",
		Short: "List the languages that assay reads, with what their packs hold",
		Args:  cobra.NoArgs,
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
		l := coverage{Code: code, Name: p.Name, Words: len(p.Terms()), Names: len(names), Examples: len(p.Examples)}
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
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "code\twords\tnames\texamples\tof which nothing\tlanguage")
	for _, l := range list {
		fmt.Fprintf(t, "%s\t%d\t%d\t%d\t%d\t%s\n", l.Code, l.Words, l.Names, l.Examples, l.Nothing, l.Name)
	}
	return t.Flush()
}
