package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"assay/report"
)

func manCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "man FOLDER",
		Short:  "Write the manual pages into a folder",
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o777); err != nil {
				return err
			}
			for name, page := range manPages(c.Root()) {
				if err := os.WriteFile(filepath.Join(args[0], name), []byte(page), 0o666); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// manPages are the manual pages of a command and those below it, by file name.
func manPages(root *cobra.Command) map[string]string {
	pages := map[string]string{manName(root) + ".1": manPage(root)}
	for _, c := range root.Commands() {
		if own(c) {
			pages[manName(c)+".1"] = manPage(c)
		}
	}
	return pages
}

// own reports whether a command is one of assay's, not one that cobra adds.
func own(c *cobra.Command) bool {
	return !c.Hidden && c.Name() != "help" && c.Name() != "completion"
}

func manName(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

// manPage is a command's page in the macros of man(7).
func manPage(c *cobra.Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, ".TH %s 1 \"\" \"assay %s\" \"User commands\"\n", strings.ToUpper(manName(c)), report.Version)
	fmt.Fprintf(&b, ".SH NAME\n%s \\- %s\n", roff(manName(c)), roff(c.Short))
	line := c.UseLine()
	if c.HasSubCommands() {
		line = c.CommandPath() + " COMMAND [flags]"
	}
	b.WriteString(".SH SYNOPSIS\n.B " + roff(line) + "\n.SH DESCRIPTION\n" + paragraphs(longOf(c)))
	if c.HasSubCommands() {
		b.WriteString(".SH COMMANDS\n")
		for _, sub := range c.Commands() {
			if own(sub) {
				fmt.Fprintf(&b, ".TP\n.BR %s (1)\n%s\n", roff(manName(sub)), roff(sub.Short))
			}
		}
	}
	c.InitDefaultHelpFlag()
	b.WriteString(".SH OPTIONS\n")
	c.NonInheritedFlags().VisitAll(func(f *pflag.Flag) { b.WriteString(option(f)) })
	if c.Example != "" {
		b.WriteString(".SH EXAMPLES\n.nf\n" + roff(c.Example) + "\n.fi\n")
	}
	if !c.HasSubCommands() {
		b.WriteString(".SH ENVIRONMENT\n" + environment())
	}
	b.WriteString(".SH SEE ALSO\n" + seeAlso(c) + "\n")
	return b.String()
}

func longOf(c *cobra.Command) string {
	if c.Long != "" {
		return c.Long
	}
	return c.Short + "."
}

// option is a flag as a paragraph of its own. What a machine decides, such as the number
// of its cores, is no default to print.
func option(f *pflag.Flag) string {
	name := "--" + f.Name
	if f.Shorthand != "" {
		name = "-" + f.Shorthand + ", " + name
	}
	value, usage := pflag.UnquoteUsage(f)
	if value != "" {
		name += " " + value
	}
	return ".TP\n.B " + roff(name) + "\n" + roff(usage) + "\n"
}

// variables are those of the environment that commands read.
var variables = [][2]string{
	{"ASSAY_CONFIG", "the configuration file, as --config"},
	{"ASSAY_FORMAT", "how to show a report, as --format of assay check"},
	{"ASSAY_LANG", "the language of the text, as --lang"},
	{"ASSAY_REPORT_LANG", "the language of a report, as --report-lang"},
	{"ASSAY_STORE", "the evidence store, as --store"},
	{"ASSAY_USER_AGENT", "who asks, for the SEC, as user_agent of the configuration"},
	{"NO_COLOR", "if set, no colour on a terminal"},
}

func environment() string {
	var b strings.Builder
	for _, v := range variables {
		b.WriteString(".TP\n.B " + v[0] + "\n" + roff(v[1]) + "\n")
	}
	return b.String()
}

func seeAlso(c *cobra.Command) string {
	var names []string
	for _, other := range append([]*cobra.Command{c.Root()}, c.Root().Commands()...) {
		if other != c && own(other) {
			names = append(names, ".BR "+roff(manName(other))+" (1)")
		}
	}
	return strings.Join(names, ",\n")
}

// paragraphs is a text with the macro of a paragraph between its parts.
func paragraphs(text string) string {
	return strings.ReplaceAll(roff(text), "\n\n", "\n.PP\n") + "\n"
}

// roff guards what roff would take for its own: backslashes, hyphens of options, and
// lines that begin with a dot or a quote.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text)
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, ".") || strings.HasPrefix(l, "'") {
			lines[i] = `\&` + l
		}
	}
	return strings.Join(lines, "\n")
}
