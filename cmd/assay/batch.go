package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"assay"
	"assay/config"
	"assay/evidence"
)

// showAfter is how long a run may take before it shows how far it is.
const showAfter = 2 * time.Second

// base is what the commands that read articles start from.
type base struct {
	io.Closer
	cfg    *config.Config
	store  evidence.Reader
	reader *assay.Reader
	who    *registry
}

// open loads the data, while the store is being opened beside it: most of a small
// check is this. The caller closes it.
func open(storePath string, cfg *config.Config) (base, error) {
	in := base{cfg: cfg}
	var storeErr error
	var opening sync.WaitGroup
	opening.Go(func() { in.store, in.Closer, storeErr = openReader(storePath) })
	var err error
	in.reader, err = assay.NewReader()
	opening.Wait()
	if storeErr != nil {
		return base{}, storeErr
	}
	if err != nil {
		in.Close()
		return base{}, err
	}
	in.who = &registry{store: in.store}
	return in, nil
}

// batch is a run over the articles that the arguments name.
type batch struct {
	args    []string
	entries []entry
	passed  passed
	several bool
	jobs    int
	reader  reader
	sink    sink
	bar     *progress
	errs    io.Writer

	articles, failed int
	at, end          int64 // bytes done, and of all
	last             error // of an article
}

// newBatch finds the articles; output is where the reports go, see openSink.
func newBatch(c *cobra.Command, f *articleFlags, in base, args []string, output, format string) (*batch, error) {
	h, err := f.hinted(in.cfg)
	if err != nil {
		return nil, err
	}
	options, err := inputOptions(c.ErrOrStderr())
	if err != nil {
		return nil, err
	}
	find := finder{ignored: in.cfg.Ignored, output: output, passed: passed{}}
	b := &batch{args: args, passed: find.passed, jobs: f.jobs, errs: c.ErrOrStderr(), reader: reader{stdin: c.InOrStdin(), hints: h.of, options: options, web: webClient(agentOf(in.cfg))}}
	if isTerminal(b.errs) {
		b.reader.waits = b.errs
	}
	if b.entries, err = find.entries(args); err != nil {
		return nil, err
	}
	for i := range b.entries {
		b.end += b.entries[i].size
	}
	if b.several = several(args, b.entries); b.several {
		collectForMany()
	}
	if b.sink, err = openSink(output, format, b.several, c.OutOrStdout()); err != nil {
		return nil, err
	}
	out := c.OutOrStdout()
	if output != "" && output != "-" {
		out = io.Discard // the reports go elsewhere
	}
	b.bar = newProgress(out, b.errs, "%d articles", showAfter)
	b.bar.on = b.bar.on && b.several
	return b, nil
}

// run does the work on each article. An article that cannot be read is reported and
// the rest goes on; an error of the work ends the run, and no file is written.
func (b *batch) run(ctx context.Context, work func() (worker, error)) error {
	err := inOrder(ctx, b.jobs, work, b.reader.items(b.entries), b.next)
	b.bar.end()
	closed := b.sink.close(err == nil && b.articles > b.failed)
	switch {
	case errors.Is(err, context.Canceled):
		return errors.New("interrupted")
	case err != nil:
		return err
	case closed != nil:
		return closed
	}
	if s := b.passed.String(); s != "" {
		fmt.Fprintln(b.errs, "assay: "+s)
	}
	switch {
	case b.articles == 0:
		return fmt.Errorf("%s: no article there", strings.Join(b.args, ", "))
	case b.failed > 0 && !b.several:
		return b.last
	case b.failed > 0:
		return unreadable{b.failed, b.articles}
	}
	return nil
}

// next takes what was said of an article.
func (b *batch) next(t *task) error {
	b.at += t.size
	defer func() { b.bar.step(b.at, b.end) }()
	if t.err != nil && t.found {
		if why := noArticle(t.err); why != "" {
			b.passed[why]++
			return nil
		}
	}
	b.articles++
	if t.err == nil {
		return b.sink.put(&t.item, &t.out)
	}
	b.failed++
	b.last = t.err
	if b.several {
		fmt.Fprintln(b.bar.over(b.errs), "assay: "+printable(t.err.Error()))
	}
	return nil
}
