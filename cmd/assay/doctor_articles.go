package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"assay"
	"assay/article"
	"assay/evidence"
	"assay/locale"
	"assay/message"
	"assay/period"
	"assay/report"
	"assay/verdict"
)

// lacking is what the figures of articles lack: the command's JSON of articles, whose
// shape docs/formats.md states.
type lacking struct {
	Articles int      `json:"articles"`
	Figures  int      `json:"figures"`
	Without  int      `json:"no_evidence"`
	Missing  []*lack  `json:"missing"`
	Others   []reason `json:"others"`  // what no command would fetch
	Unnamed  []string `json:"unnamed"` // companies that the store's short list of filers lacks
}

// lack is one kind of evidence of one entity.
type lack struct {
	Kind    string `json:"kind"`
	Entity  string `json:"entity"`
	Name    string `json:"name"`
	Start   string `json:"start,omitempty"` // the days that the figures speak of
	End     string `json:"end,omitempty"`
	Figures int    `json:"figures"`
	Command string `json:"command,omitempty"`

	need evidence.Need
}

// reason is why some figures have no evidence.
type reason struct {
	Says    message.Message `json:"says"`
	Figures int             `json:"figures"`
}

// gathering collects what the checks of several articles lack.
type gathering struct {
	mu sync.Mutex
	lacking
	now   period.Date
	short bool // the store has no list of all filers
}

// allFilers is how many names the list of all filers has at least.
const allFilers = 1000

// namesFew reports whether a store has no list of all filers, without which companies
// that the embedded names lack are not known.
func namesFew(ctx context.Context, store evidence.Reader) (bool, error) {
	s, ok := store.(interface {
		Filers(context.Context) ([]evidence.Filer, error)
	})
	if !ok {
		return false, nil
	}
	list, err := s.Filers(ctx)
	return len(list) < allFilers, err
}

// doctorArticles says what the figures of articles lack.
func doctorArticles(c *cobra.Command, f *doctorFlags, now period.Date, args []string) error {
	if f.full || f.addSums {
		return fmt.Errorf("doctor: --full and --add-sums look at the store; name no article with them")
	}
	collectRarely()
	cfg, err := f.load(args)
	if err != nil {
		return err
	}
	in, err := open(storePath(f.store, cfg), cfg)
	if err != nil {
		return err
	}
	defer in.Close()
	b, err := newBatch(c, &f.articleFlags, in, args, "", "jsonl")
	if err != nil {
		return fmt.Errorf("doctor: %w", err)
	}
	g := &gathering{now: now, lacking: lacking{Missing: []*lack{}, Others: []reason{}, Unnamed: []string{}}}
	if g.short, err = namesFew(c.Context(), in.store); err != nil {
		return err
	}
	work := func(_ io.Writer, a *article.Article) error {
		says := cfg.For(fileOf(a.Source))
		names, err := in.who.of(c.Context(), says.Names)
		if err != nil {
			return err
		}
		res, err := in.reader.Check(c.Context(), a, assay.Options{Store: in.store, Now: now, Names: names, Definitions: says.Definitions})
		if err == nil {
			g.take(res)
		}
		return err
	}
	if err := b.run(c.Context(), func() (worker, error) { return work, nil }); err != nil {
		return fmt.Errorf("doctor: %w", err)
	}
	g.sort()
	if f.format == "json" {
		err = writeJSON(c.OutOrStdout(), g.lacking)
	} else {
		err = g.print(c.OutOrStdout())
	}
	if err == nil && (len(g.Unnamed) > 0 || slices.ContainsFunc(g.Missing, func(l *lack) bool { return l.Command != "" })) {
		return wrong{}
	}
	return err
}

// take adds an article's claims.
func (g *gathering) take(res *assay.Result) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.Articles++
	for i := range res.Verdicts {
		v := &res.Verdicts[i]
		g.Figures++
		if v.Outcome == verdict.NoEvidence {
			g.Without++
			g.lacks(&v.Now)
		}
		for _, e := range v.Claim.Entities {
			if g.short && v.Outcome == verdict.NotCheckable && e.ID == "" && e.Name != "" && !slices.Contains(g.Unnamed, e.Name) {
				g.Unnamed = append(g.Unnamed, e.Name)
			}
		}
	}
}

// lacks adds what one figure lacks.
func (g *gathering) lacks(at *verdict.At) {
	if len(at.Needs) == 0 {
		for i := range g.Others {
			if g.Others[i].Says == at.Missing {
				g.Others[i].Figures++
				return
			}
		}
		g.Others = append(g.Others, reason{at.Missing, 1})
		return
	}
	for _, n := range at.Needs {
		i := slices.IndexFunc(g.Missing, func(l *lack) bool { return l.need.Kind == n.Kind && l.need.Entity == n.Entity })
		if i < 0 {
			i = len(g.Missing)
			g.Missing = append(g.Missing, &lack{Kind: string(n.Kind), Entity: string(n.Entity), need: n})
		}
		l := g.Missing[i]
		l.Figures++
		from, known := cmp.Or(n.Period.Start, n.Period.End), cmp.Or(l.need.Period.Start, l.need.Period.End)
		l.need.Period = period.Range{Start: min(from, known), End: max(n.Period.End, l.need.Period.End)}
		l.need.Name, l.need.Ticker = cmp.Or(l.need.Name, n.Name), cmp.Or(l.need.Ticker, n.Ticker)
	}
}

// sort orders what lacks by how many figures it would help, and says the commands.
func (g *gathering) sort() {
	for _, l := range g.Missing {
		l.Name = cmp.Or(l.need.Name, string(l.need.Entity))
		l.Start, l.End = l.need.Period.Start.String(), l.need.Period.End.String()
		// The documents of the earliest period must be asked for.
		first := l.need
		first.Period = period.Day(l.need.Period.Start)
		if cs := report.Remedies([]evidence.Need{first}, g.now); len(cs) > 0 {
			l.Command = cs[0]
		}
	}
	slices.SortFunc(g.Missing, func(a, b *lack) int {
		return cmp.Or(b.Figures-a.Figures, strings.Compare(a.Kind, b.Kind), strings.Compare(a.Entity, b.Entity))
	})
	slices.Sort(g.Unnamed)
	slices.SortFunc(g.Others, func(a, b reason) int {
		return cmp.Or(b.Figures-a.Figures, strings.Compare(string(a.Says), string(b.Says)))
	})
}

// kinds are the kinds of evidence in words.
var kinds = map[string]string{
	string(evidence.NeedFacts): "facts", string(evidence.NeedDocument): "reports with their parts", string(evidence.NeedPrices): "daily closes",
	string(evidence.NeedSeries): "daily levels", string(evidence.NeedChain): "option chains",
}

// print writes what lacks for people.
func (g *gathering) print(w io.Writer) error {
	b := bufio.NewWriter(w)
	english, err := locale.For("en")
	if err != nil {
		return err
	}
	if g.Without == 0 && len(g.Unnamed) == 0 {
		fmt.Fprintf(b, "%s in %s, none without evidence.\n", counted(g.Figures, "figure", "figures"), counted(g.Articles, "article", "articles"))
		return b.Flush()
	}
	fmt.Fprintf(b, "%s in %s, %s without evidence\n", counted(g.Figures, "figure", "figures"), counted(g.Articles, "article", "articles"), thousands(int64(g.Without)))
	for _, l := range g.Missing {
		days := english.Date(l.End)
		if l.Start != l.End {
			days = english.Period(l.Start, l.End)
		}
		fmt.Fprintln(b)
		indented(b, "  ", "    ", fmt.Sprintf("%s of %s, %s (%s)", kinds[l.Kind], l.Name, days, counted(l.Figures, "figure", "figures")))
		if l.Command != "" {
			fmt.Fprintln(b, "    "+l.Command)
		} else {
			fmt.Fprintln(b, "    no command that is known would fetch them: their filer has no ticker")
		}
	}
	if len(g.Unnamed) > 0 {
		fmt.Fprintln(b)
		indented(b, "  ", "    ", "the list of all filers, by which these may be known: "+printable(strings.Join(g.Unnamed, ", ")))
		fmt.Fprintln(b, "    assay update")
	}
	for i, o := range g.Others {
		if i == 0 {
			fmt.Fprint(b, "\nNothing would fetch evidence for the rest\n")
		}
		indented(b, "  ", "    ", fmt.Sprintf("%s (%s)", english.Say(o.Says), counted(o.Figures, "figure", "figures")))
	}
	return b.Flush()
}
