package main

import (
	"context"

	"github.com/spf13/cobra"

	"assay/entity"
	"assay/lang"
	"assay/metric"
	"assay/store/starter"
)

// complete tells shells what a flag may be. The list is made when a shell asks.
func complete(c *cobra.Command, flag string, values func() []string) {
	err := c.RegisterFlagCompletionFunc(flag, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return values(), cobra.ShellCompDirectiveNoFileComp
	})
	if err != nil {
		panic(err) // the command has no such flag: no input leads here, and every start does
	}
}

// languageNames are the codes with the languages' own names behind them.
func languageNames() []string {
	var names []string
	for _, code := range lang.Codes() {
		p, err := lang.Load(code)
		if err != nil {
			return lang.Codes()
		}
		names = append(names, code+"\t"+p.Name)
	}
	return names
}

// completeFacts completes the arguments of facts: a ticker, then a measure.
func completeFacts(c *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	switch len(args) {
	case 0:
		return tickers(c.Context()), cobra.ShellCompDirectiveNoFileComp
	case 1:
		return measures(), cobra.ShellCompDirectiveNoFileComp
	}
	return nil, cobra.ShellCompDirectiveNoFileComp
}

// measures are the ids of the measures that filings state.
func measures() []string {
	cat, err := metric.Load()
	if err != nil {
		return nil
	}
	var ids []string
	for _, id := range cat.IDs() {
		if m, ok := cat.Lookup(id); ok && m.Kind.Filed() {
			ids = append(ids, id)
		}
	}
	return ids
}

// tickers are those of the filers in the embedded evidence, with their names.
func tickers(ctx context.Context) []string {
	known, err := entity.Load()
	if err != nil {
		return nil
	}
	s, err := starter.Open()
	if err != nil {
		return nil
	}
	defer s.Close()
	var all []string
	for _, e := range known.All() {
		if concepts, err := s.Concepts(ctx, e.ID); err != nil || len(concepts) == 0 {
			continue
		}
		for _, t := range e.Tickers {
			all = append(all, t+"\t"+e.Name)
		}
	}
	return all
}
