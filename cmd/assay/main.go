// Command assay tests financial prose against evidence.
//
// It holds flags, configuration and wiring only; package assay does the work.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"

	"github.com/spf13/cobra"

	"assay/report"
)

func main() { os.Exit(run(os.Args[1:])) }

// run runs one command and gives the exit status: 0, 1 where a figure fails the run or
// a file could not be imported, 2 for bad usage or failure.
func run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	c := rootCommand()
	c.SetArgs(args)
	err := c.ExecuteContext(ctx)
	if err == nil {
		return 0
	}
	if msg := err.Error(); msg != "" {
		fmt.Fprintln(os.Stderr, "assay: "+printable(msg))
	}
	var coded interface{ ExitCode() int }
	if errors.As(err, &coded) {
		return coded.ExitCode()
	}
	return 2
}

func rootCommand() *cobra.Command {
	c := &cobra.Command{
		Use:           "assay",
		Short:         "Check the figures of financial prose against filings and prices",
		Version:       report.Version,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	c.AddCommand(checkCommand(), readCommand(), explainCommand(), importCommand(), updateCommand(), factsCommand(), screenCommand(), exportCommand(), coverageCommand(), volCommand(), doctorCommand(), ledgerCommand(), beliefsCommand(), returnsCommand(), runwayCommand(), scenarioCommand(), languagesCommand(), pdfCommand(), manCommand())
	return c
}
