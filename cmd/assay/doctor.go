package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"assay/period"
	"assay/store/sqlite"
)

// doctorFlags are what the command line says.
type doctorFlags struct {
	articleFlags
	format, now   string
	full, addSums bool
}

func doctorCommand() *cobra.Command {
	var f doctorFlags
	c := &cobra.Command{
		Use:   "doctor [flags] [ARTICLE…]",
		Short: "Say whether the evidence store is sound, and what it lacks",
		Long: `Doctor reads all of the evidence store and says whether it is sound: SQLite's own
structure, the checksum of every block of facts, whether everything can be
decoded and what it refers to is there, the ledger's chain of hashes. It says
how old the evidence is, whether the clock can be right, what the store holds,
and whether its file can be written and has room.

With articles it says instead what evidence their figures lack, and which
commands would fetch it. The articles are checked as assay check does.

The exit status is 0 if nothing is wrong, 1 if the store is damaged, or if the
articles' figures lack evidence that a command would fetch, 2 if the command was
wrong or the store is none.`,
		Example: `  assay doctor
  assay doctor --full --format json
  assay doctor draft.md`,
		RunE: func(c *cobra.Command, args []string) error { return runDoctor(c, &f, args) },
	}
	f.add(c, "evidence store `FILE` (default: $ASSAY_STORE, the user's store, else the embedded evidence)")
	fs := c.Flags()
	fs.StringVar(&f.format, "format", "text", "text or json")
	fs.StringVar(&f.now, "now", "", "`DAY` taken for today (default: today)")
	fs.BoolVar(&f.full, "full", false, "have SQLite compare its indices with their tables too")
	fs.BoolVar(&f.addSums, "add-sums", false, "first write the checksums that blocks of older versions lack")
	complete(c, "format", func() []string { return []string{"text", "json"} })
	return c
}

func runDoctor(c *cobra.Command, f *doctorFlags, args []string) error {
	if f.format != "text" && f.format != "json" {
		return fmt.Errorf("doctor: --format %q: want text or json", f.format)
	}
	now := period.FromTime(time.Now().UTC())
	if f.now != "" {
		var err error
		if now, err = period.ParseDate(f.now); err != nil {
			return fmt.Errorf("doctor: --now: %w", err)
		}
	}
	if len(args) > 0 {
		return doctorArticles(c, f, now, args)
	}
	cfg, err := f.load(nil)
	if err != nil {
		return err
	}
	d := &doctor{out: c.OutOrStdout(), errs: c.ErrOrStderr(), flags: f, now: now}
	report, err := d.store(c.Context(), storePath(f.store, cfg))
	if err != nil {
		return fmt.Errorf("doctor: %w", err)
	}
	if f.format == "json" {
		err = writeJSON(d.out, report)
	} else {
		err = report.print(d.out, isTerminal(d.out))
	}
	if err == nil && report.Status == wrongStatus {
		return wrong{}
	}
	return err
}

// doctor looks at a store.
type doctor struct {
	out, errs io.Writer
	flags     *doctorFlags
	now       period.Date
}

// store reports on the store at path, or on the embedded evidence where the user has
// no store.
func (d *doctor) store(ctx context.Context, path string) (*doctorReport, error) {
	if path == "" {
		def, err := defaultStore()
		if err != nil {
			return nil, err
		}
		if _, err := os.Stat(def); errors.Is(err, os.ErrNotExist) {
			return d.embedded(def)
		}
		path = def
	}
	if d.flags.addSums {
		if err := d.addSums(ctx, path); err != nil {
			return nil, err
		}
	}
	r := newDoctorReport(path)
	s, err := sqlite.Open(path, sqlite.Options{ReadOnly: true})
	if errors.Is(err, sqlite.ErrCorrupt) {
		r.Store.Size = fileSize(path)
		r.add("structure", wrongStatus, err.Error(), moveAway)
		return r, nil
	}
	if err != nil {
		return nil, err
	}
	defer s.Close()
	bar := d.progress("%d parts read")
	v, err := s.Verify(ctx, sqlite.VerifyOptions{Full: d.flags.full, Workers: runtime.GOMAXPROCS(0), Step: serial(bar.step)})
	bar.end()
	if err != nil {
		return nil, err
	}
	origins, err := s.Origins(ctx, "")
	if err != nil && !errors.Is(err, sqlite.ErrCorrupt) {
		return nil, err
	}
	r.verified(v, d.flags.full)
	if err := r.tickers(ctx, s); err != nil {
		return nil, err
	}
	if err := r.ledger(ctx, s); err != nil {
		return nil, err
	}
	r.sources(v, origins, d.now)
	r.file(path, v)
	return r, nil
}

// addSums gives blocks of older versions their checksums.
func (d *doctor) addSums(ctx context.Context, path string) error {
	if _, err := os.Stat(path); err != nil {
		return fmt.Errorf("--add-sums: %w", err)
	}
	s, err := sqlite.Open(path, sqlite.Options{})
	if err != nil {
		return err
	}
	bar := d.progress("%d times stored")
	n, err := s.AddSums(ctx, bar.step)
	bar.end()
	if cerr := s.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		fmt.Fprintf(d.errs, "doctor: %s\n", counted(n, "checksum was added", "checksums were added"))
	}
	return err
}

// progress is a bar that shows on one terminal too: the report comes only at the end.
func (d *doctor) progress(unit string) *progress {
	bar := newProgress(d.out, d.errs, unit, showAfter)
	bar.on = isTerminal(d.errs)
	return bar
}
