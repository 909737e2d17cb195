package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"assay/docs"
	"assay/report"
)

func explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "explain [TOPIC]",
		Short: "Say what an outcome, rule, measure or note means",
		Long: `Explain prints the page about a topic: an outcome, a hedge, a rule, a kind of
near miss, the code of a note, a measure with its definitions and the concepts
that they are computed from, or a part of a business. Without a topic it lists
all of them. If several have the name, all are printed; a group before the name
chooses one.

The same pages stand under docs/explain.`,
		Example: `  assay explain
  assay explain ambiguous
  assay explain capex
  assay explain rule price`,
		RunE: func(c *cobra.Command, args []string) error {
			topics, err := docs.Topics()
			if err != nil {
				return err
			}
			if len(args) == 0 {
				return listTopics(c.OutOrStdout(), topics)
			}
			return explain(c.OutOrStdout(), topics, strings.Join(args, " "))
		},
		ValidArgsFunction: completeTopics,
	}
}

func explain(w io.Writer, topics []docs.Topic, name string) error {
	found := docs.Find(topics, name)
	if found == nil {
		if near := docs.Near(topics, name); len(near) > 0 {
			return fmt.Errorf("explain: no topic %q; did you mean %s?", name, strings.Join(near, ", "))
		}
		return fmt.Errorf("explain: no topic %q; assay explain lists them", name)
	}
	for i, t := range found {
		text := t.Text
		if len(found) > 1 {
			text = strings.Replace(text, "\n", " ("+groupWords(t.Group)+")\n", 1)
		}
		if i > 0 {
			text = "\n" + text
		}
		if _, err := io.WriteString(w, text); err != nil {
			return err
		}
	}
	return nil
}

// listTopics prints the groups: those of few topics with what each says, the others as
// names alone.
func listTopics(w io.Writer, topics []docs.Topic) error {
	const few = 12
	var b strings.Builder
	for _, g := range docs.Groups() {
		var group []docs.Topic
		for _, t := range topics {
			if t.Group == g {
				group = append(group, t)
			}
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(groupWords(g) + "\n")
		if len(group) > few {
			var names []string
			for _, t := range group {
				names = append(names, t.Name)
			}
			b.WriteString(wrapped(names))
			continue
		}
		for _, t := range group {
			line := []rune(fmt.Sprintf("  %-14s %s", t.Name, t.Says()))
			if len(line) > report.Width {
				line = append(line[:report.Width-1], '…')
			}
			b.WriteString(string(line) + "\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// wrapped are names in lines, a comma between them.
func wrapped(names []string) string {
	var b strings.Builder
	line := " "
	for i, n := range names {
		if i < len(names)-1 {
			n += ","
		}
		if len([]rune(line))+1+len([]rune(n)) > report.Width {
			b.WriteString(line + "\n")
			line = " "
		}
		line += " " + n
	}
	return b.String() + line + "\n"
}

func groupWords(group string) string { return strings.ReplaceAll(group, "-", " ") }

// completeTopics completes the names of topics.
func completeTopics(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	topics, err := docs.Topics()
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	for _, t := range topics {
		names = append(names, t.Name+"\t"+t.Says())
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
