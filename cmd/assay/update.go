package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gofrs/flock"
	"github.com/spf13/cobra"

	"assay/config"
	"assay/evidence"
	"assay/fetch"
	"assay/live"
	"assay/period"
	"assay/source"
	"assay/store/memory"
	"assay/store/sqlite"
)

// updateFailed says that some answers could not be had; each was reported where
// it failed. The program ends with status 1.
type updateFailed struct{ live.Report }

func (e updateFailed) Error() string {
	s := fmt.Sprintf("update: %d of %d answers failed", e.Failed, e.Answers)
	if e.NotAsked > 0 {
		s += fmt.Sprintf("; %d more were not asked for, since their server answers nothing", e.NotAsked)
	}
	return s
}

// ExitCode is the status with which the program ends.
func (e updateFailed) ExitCode() int { return 1 }

// updateFlags are what the command line says.
type updateFlags struct {
	store, prices, since, config string
	indices, options, only       []string
	documents, dry, noConfig     bool
}

// updateKinds are what --only takes.
func updateKinds() []string {
	return []string{"tickers", "submissions", "companyfacts", "documents", "releases", "prices", "indices", "options"}
}

func updateCommand() *cobra.Command {
	var f updateFlags
	c := &cobra.Command{
		Use:   "update [flags] [TICKER…]",
		Short: "Bring the evidence store up to date from the network",
		Long: `Update asks the SEC, and vendors of prices and indices where they are named, for
what is new, and stores it. No other command asks a network, but for articles
whose address is given in place of a file.

With tickers it asks for those filers: the list of their filings and their
facts. Without, it asks for the list of all tickers and for every filer that was
updated before. Each answer is one transaction with the record of where it came
from and when; what has not changed since is not sent again. An update that was
interrupted is taken up by running it again.

The SEC wants to know who asks: a name and an address for mail, as user_agent in
.assay.toml or in ASSAY_USER_AGENT. They are sent to the SEC alone. At most eight
requests a second are made. Mirrors, and addresses of prices and indices, count
only in a file that --config or ASSAY_CONFIG names.

Standard output has a line for each answer, standard error one for each failure.
The exit status is 0 if every answer was had, 1 if one failed, 2 if the command
was wrong or could not begin.`,
		Example: `  assay update NVDA GOOGL --documents
  assay update
  assay update --only prices --prices stooq NVDA
  assay update --only indices --indices VIX,BTC-DVOL
  assay update --dry-run`,
		RunE: func(c *cobra.Command, tickers []string) error { return runUpdate(c, &f, tickers) },
	}
	fs := c.Flags()
	fs.StringVar(&f.store, "store", "", "evidence store `FILE` (default: $ASSAY_STORE, else assay.db in the user's data directory)")
	fs.StringVar(&f.prices, "prices", "", "daily prices of the filers from `SOURCE`: stooq, or an address with {ticker} in it")
	fs.StringSliceVar(&f.indices, "indices", nil, "`INDICES` to ask for: VIX, VVIX, BTC-DVOL, or NAME=ADDRESS of a CSV file")
	fs.StringSliceVar(&f.options, "options", nil, "`COINS` whose option quotes to ask for: BTC, ETH")
	fs.BoolVar(&f.documents, "documents", false, "ask for new 10-Q and 10-K documents and earnings releases too")
	fs.StringSliceVar(&f.only, "only", nil, "ask only for these `KINDS`: "+strings.Join(updateKinds(), ", "))
	fs.StringVar(&f.since, "since", "", "first `DAY` of filing of the documents asked for (default: fifteen months ago)")
	fs.BoolVar(&f.dry, "dry-run", false, "say what would be asked for, and ask nothing")
	fs.StringVar(&f.config, "config", "", "configuration `FILE` (default: "+config.Name+" of the working directory or one above)")
	fs.BoolVar(&f.noConfig, "no-config", false, "read no configuration file")
	complete(c, "only", updateKinds)
	return c
}

// updating is an update that is about to run.
type updating struct {
	flags   *updateFlags
	u       config.Update
	agent   string
	store   live.Store
	path    string
	places  live.Places
	options live.Options
	since   period.Date
	out     io.Writer
	errs    io.Writer
	bar     *progress
	total   live.Report
}

func runUpdate(c *cobra.Command, f *updateFlags, tickers []string) (err error) {
	u, err := newUpdate(c, f)
	if err != nil {
		return fmt.Errorf("update: %w", err)
	}
	done, err := u.open()
	if err != nil {
		return err
	}
	defer func() {
		if cerr := done(); err == nil {
			err = cerr
		}
	}()
	err = u.run(c.Context(), tickers)
	u.bar.end()
	switch {
	case errors.Is(err, context.Canceled):
		return errors.New("update: interrupted; what is stored stays, run it again for the rest")
	case err != nil:
		return fmt.Errorf("update: %w", err)
	case u.total.Failed > 0:
		return updateFailed{u.total}
	}
	return nil
}

// newUpdate looks at what the flags and the configuration say; nothing is asked
// or opened yet.
func newUpdate(c *cobra.Command, f *updateFlags) (*updating, error) {
	cfg, err := (&articleFlags{config: f.config, noConfig: f.noConfig}).load(nil)
	if err != nil {
		return nil, err
	}
	named := f.config != "" || os.Getenv("ASSAY_CONFIG") != ""
	if cfg.Update.Foreign() && !named {
		return nil, fmt.Errorf("%s names other places than the sources' own to have evidence from: such a file counts only if it is named itself, --config %s", cfg.Path, cfg.Path)
	}
	u := &updating{flags: f, u: cfg.Update, agent: agentOf(cfg), out: c.OutOrStdout(), errs: c.ErrOrStderr()}
	if f.prices != "" {
		u.u.Prices = f.prices
	}
	if f.indices != nil {
		u.u.Indices = f.indices
	}
	if f.options != nil {
		u.u.Options = f.options
	}
	u.u.Documents = u.u.Documents || f.documents
	if u.since, err = day(f.since, "--since"); err != nil {
		return nil, err
	}
	if err := u.check(); err != nil {
		return nil, err
	}
	var trusted []string
	u.places, trusted = outside.mirrored(u.u)
	u.options = live.Options{
		Client: outside.client(u.agent, trusted, fetch.Limits{}), Places: u.places,
		Now: outside.now(), Dry: f.dry, Line: u.line,
	}
	u.bar = newProgress(u.out, u.errs, "%d answers", showAfter)
	return u, nil
}

// check looks at what is to be asked for.
func (u *updating) check() error {
	for _, kind := range u.flags.only {
		switch {
		case !slices.Contains(updateKinds(), kind):
			return fmt.Errorf("--only %q: want some of %s", kind, strings.Join(updateKinds(), ", "))
		case kind == "prices" && u.u.Prices == "":
			return errors.New("--only prices: say where from, with --prices stooq or an address")
		case kind == "indices" && len(u.u.Indices) == 0:
			return errors.New("--only indices: say which, as --indices VIX,BTC-DVOL")
		case kind == "options" && len(u.u.Options) == 0:
			return errors.New("--only options: say of what, as --options BTC")
		}
	}
	if err := config.CheckPrices(u.u.Prices); err != nil {
		return fmt.Errorf("--prices: %w", err)
	}
	for _, index := range u.u.Indices {
		if _, err := config.Index(index); err != nil {
			return fmt.Errorf("--indices: %w", err)
		}
	}
	for _, coin := range u.u.Options {
		if !live.Coin(coin) {
			return fmt.Errorf("--options %q: want BTC or ETH", coin)
		}
	}
	if u.flags.dry || !slices.ContainsFunc(updateKinds()[:5], u.wants) {
		return nil
	}
	return fetch.CheckAgent(u.agent)
}

// wants reports whether a kind is to be asked for.
func (u *updating) wants(kind string) bool {
	if len(u.flags.only) > 0 {
		return slices.Contains(u.flags.only, kind)
	}
	switch kind {
	case "documents", "releases":
		return u.u.Documents
	case "prices":
		return u.u.Prices != ""
	}
	return true
}

// sources are those of the kinds that are to be asked for.
func (u *updating) sources() []live.Source {
	prices := live.Source(live.Stooq{})
	if u.u.Prices != "stooq" {
		prices = live.CSV{Template: u.u.Prices}
	}
	var out []live.Source
	for _, s := range []live.Source{
		live.Tickers{}, live.Submissions{}, live.CompanyFacts{}, live.Documents{}, live.Releases{Read: u.readRelease},
		prices, live.Cboe{}, live.DVOL{}, live.Levels{}, live.Chains{},
	} {
		if u.wants(s.Name()) {
			out = append(out, s)
		}
	}
	return out
}

// readRelease makes facts of an earnings release. Exhibits without a statement, such as
// slides, make none.
func (u *updating) readRelease(ctx context.Context, e live.Exhibit) (*evidence.Batch, error) {
	return source.ReadRelease(ctx, u.store, e.Name, e.Data, e.Filing)
}

// open opens the store, alone among updates.
func (u *updating) open() (done func() error, err error) {
	path := u.flags.store
	if path == "" {
		if path, err = defaultStore(); err != nil {
			return nil, err
		}
	}
	u.path = path
	if u.flags.dry {
		return u.openDry(path)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("update: making the store's folder: %w", err)
	}
	lock := flock.New(path + "-update.lock")
	switch alone, err := lock.TryLock(); {
	case err != nil:
		return nil, fmt.Errorf("update: %s: %w", path, err)
	case !alone:
		return nil, fmt.Errorf("update: another update of %s is running; wait until it has ended, or end it first", path)
	}
	s, err := sqlite.Open(path, sqlite.Options{})
	if err != nil {
		return nil, errors.Join(err, lock.Unlock())
	}
	u.store = s
	return func() error { return errors.Join(s.Close(), lock.Unlock()) }, nil
}

// openDry opens the store for reading; one that is not there is empty.
func (u *updating) openDry(path string) (done func() error, err error) {
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		u.store = memory.New()
		return func() error { return nil }, nil
	}
	s, err := sqlite.Open(path, sqlite.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	u.store = s
	return s.Close, nil
}

// run asks for the list of tickers first, which the tickers are looked up in,
// and then for everything else.
func (u *updating) run(ctx context.Context, tickers []string) error {
	u.options.Store, u.options.Sources = u.store, u.sources()
	unknown, err := u.unknown(ctx, tickers)
	if err != nil {
		return err
	}
	if u.wants("tickers") && (len(tickers) == 0 || unknown || slices.Contains(u.flags.only, "tickers")) {
		if err := u.ask(ctx, []live.Want{{}}); err != nil {
			return err
		}
	}
	wants, err := u.filers(ctx, tickers)
	if err != nil {
		return err
	}
	for _, index := range u.u.Indices {
		w, err := config.Index(index)
		if err != nil {
			return err
		}
		wants = append(wants, w)
	}
	for _, coin := range u.u.Options {
		wants = append(wants, live.Want{Coin: coin})
	}
	return u.ask(ctx, wants)
}

// ask updates the wants and adds up what became of them.
func (u *updating) ask(ctx context.Context, wants []live.Want) error {
	u.options.Line = func(l live.Line) {
		u.bar.step(int64(l.Done), int64(len(wants)))
		u.line(l)
	}
	r, err := live.Update(ctx, u.options, wants)
	u.total.Answers += r.Answers
	u.total.Failed += r.Failed
	u.total.NotAsked += r.NotAsked
	return err
}

// unknown reports whether the store does not know one of the tickers.
func (u *updating) unknown(ctx context.Context, tickers []string) (bool, error) {
	for _, t := range tickers {
		if _, err := filerOf(ctx, u.store, t); errors.Is(err, errNobody) {
			return true, nil
		} else if err != nil {
			return false, err
		}
	}
	return false, nil
}

// filers are the filers to update: those named, else those that were updated
// before. A ticker that nobody has is reported as a failure.
func (u *updating) filers(ctx context.Context, tickers []string) ([]live.Want, error) {
	var wants []live.Want
	if len(tickers) == 0 {
		list, err := live.Followed(ctx, u.places, u.store)
		for _, f := range list {
			wants = append(wants, live.Want{Filer: f, Since: u.since})
		}
		if err == nil && len(list) == 0 && slices.ContainsFunc([]string{"submissions", "companyfacts", "documents", "prices"}, u.wants) {
			fmt.Fprintln(u.errs, "assay: no filer was updated before: name those to follow, as in assay update NVDA GOOGL")
		}
		return wants, err
	}
	for _, t := range tickers {
		f, err := filerOf(ctx, u.store, t)
		switch {
		case errors.Is(err, errNobody) && u.flags.dry:
			fmt.Fprintln(u.errs, "assay: update: "+printable(t)+": not known yet; the list of tickers may have it")
		case errors.Is(err, errNobody):
			u.total.Answers++
			u.total.Failed++
			fmt.Fprintln(u.errs, "assay: update: "+printable(err.Error()))
		case err != nil:
			return nil, err
		default:
			wants = append(wants, live.Want{Filer: f, Since: u.since})
		}
	}
	return wants, nil
}
