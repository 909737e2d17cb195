package main

import (
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/spf13/cobra"

	"assay/input"
	"assay/input/pdf"
)

// pdfCommandName is the command that a check starts for each PDF file: the engine that
// opens it works in a process of its own.
const pdfCommandName = "read-pdf"

func pdfCommand() *cobra.Command {
	return &cobra.Command{
		Use:    pdfCommandName,
		Short:  "Read one PDF file from standard input, for another assay",
		Hidden: true,
		Args:   cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			dir, err := pdf.CacheDir()
			if err != nil {
				dir = "" // the engine is then compiled each time
			}
			return pdf.Serve(c.Context(), c.InOrStdin(), c.OutOrStdout(), dir)
		},
	}
}

// inputOptions say how files are read. On a terminal the first PDF file says what it
// waits for.
func inputOptions(errs io.Writer) (input.Options, error) {
	self, err := os.Executable()
	if err != nil {
		return input.Options{}, fmt.Errorf("reading PDF files needs the program's own path: %w", err)
	}
	o := input.Options{PDF: pdf.Options{Command: []string{self, pdfCommandName}}}
	if isTerminal(errs) {
		var once sync.Once
		o.PDF.Progress = func(p pdf.Progress) {
			if p.Compiling {
				once.Do(func() { fmt.Fprintln(errs, "assay: making the PDF reader ready; this takes a while, once") })
			}
		}
	}
	return o, nil
}
