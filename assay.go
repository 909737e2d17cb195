// Package assay tests financial prose against evidence: it reads an article,
// finds every checkable figure, and checks each against filings and prices.
//
// Check is the main path; read it first, then ARCHITECTURE.md, which follows
// one check by file. The package neither opens files nor prints.
package assay

import (
	"context"
	"fmt"
	"sync"

	"assay/article"
	"assay/claim"
	"assay/compiled"
	"assay/entity"
	"assay/evidence"
	"assay/forecast"
	"assay/lang"
	"assay/metric"
	"assay/period"
	"assay/rule"
	"assay/span"
	"assay/verdict"
)

// Options are what a check rests on.
type Options struct {
	Store evidence.Reader
	Now   period.Date // the second clock: today, or the day given
	// Definitions pins, by measure, the definition that an article uses: "capex" to
	// "capex: cash + finance-lease principal". Where it has a value, no other counts.
	Definitions map[string]string
	// Names are those by which the articles mean an entity, beside the embedded ones.
	Names map[string]entity.ID
	// Correct asks for a correction of each contradicted figure; it reads the sentence
	// concerned again.
	Correct bool
	// Baskets are a ledger's: whom a Resolver takes for subjects that no filing knows.
	Baskets []forecast.Basket
}

// Result is an article with what was found in it.
type Result struct {
	Article  *article.Article
	Now      period.Date
	Verdicts []verdict.Verdict
	Unread   []claim.Unread
	Notes    []span.Note
	// Corrections are what contradicted figures would be right as, by the claim's id.
	Corrections map[string]Correction
}

// Reader holds what every check needs once: entities, measures, and the
// languages' vocabularies as they are asked for. It is safe for any number of
// goroutines.
type Reader struct {
	names   entity.Names
	metrics func() (*metric.Catalog, error)
	scratch sync.Pool // of *claim.Reader

	mu    sync.Mutex  // guards what follows
	set   *entity.Set // nil until words have to be compiled
	own   bool        // set holds names that the compiled words lack
	vocab map[string]*lang.Vocabulary
	with  map[string]*Reader // that know names of the user's own, by these
}

// NewReader loads the embedded data.
func NewReader() (*Reader, error) {
	r := &Reader{vocab: map[string]*lang.Vocabulary{}, metrics: sync.OnceValues(metric.Load)}
	go r.metrics() // beside the reading, which needs none
	names, ok := compiled.Names()
	if !ok {
		es, err := r.entities()
		if err != nil {
			return nil, err
		}
		names = es.Names
	}
	r.names = names
	return r, nil
}

// With is a Reader that knows some names beside the embedded ones. It compiles the words of
// a language once, in some tenths of a second.
func (r *Reader) With(names map[string]entity.ID) (*Reader, error) {
	if len(names) == 0 {
		return r, nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	key := fmt.Sprint(names) // a map prints in the order of its keys
	if own, ok := r.with[key]; ok {
		return own, nil
	}
	es, err := r.entities()
	if err != nil {
		return nil, err
	}
	own := &Reader{names: r.names, metrics: r.metrics, set: es.With(names), own: true, vocab: map[string]*lang.Vocabulary{}}
	if r.with == nil {
		r.with = map[string]*Reader{}
	}
	r.with[key] = own
	return own, nil
}

// entities are the entities with all their words, which only words that are
// newer than the compiled ones need. The caller holds the lock.
func (r *Reader) entities() (*entity.Set, error) {
	if r.set != nil {
		return r.set, nil
	}
	es, err := entity.Load()
	r.set = es
	return es, err
}

// Vocabulary is the compiled vocabulary of a language.
func (r *Reader) Vocabulary(code string) (*lang.Vocabulary, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if v, ok := r.vocab[code]; ok {
		return v, nil
	}
	var v *lang.Vocabulary
	ok := false
	if !r.own {
		v, ok = compiled.Vocabulary(code)
	}
	if !ok {
		es, err := r.entities()
		if err != nil {
			return nil, err
		}
		if v, err = compiled.Build(code, es); err != nil {
			return nil, err
		}
	}
	r.vocab[code] = v
	return v, nil
}

// Session reads articles against one store and remembers what it looked up
// there. It is safe for one goroutine.
type Session struct {
	reader    *Reader
	metrics   *metric.Catalog
	calendars *calendars
	directory *directory
	claims    *claim.Reader
}

// Session starts one. The store gives fiscal calendars, filers' names and the
// parts of their business, no values.
func (r *Reader) Session(ctx context.Context, store evidence.Reader) (*Session, error) {
	metrics, err := r.metrics()
	if err != nil {
		return nil, err
	}
	claims, ok := r.scratch.Get().(*claim.Reader)
	if !ok {
		claims = &claim.Reader{}
	}
	return &Session{
		reader: r, metrics: metrics, claims: claims,
		calendars: newCalendars(ctx, store), directory: newDirectory(ctx, store, r.names, metrics),
	}, nil
}

// Read finds the claims of an article without judging them, and every other
// figure with its reason.
func (s *Session) Read(a *article.Article) ([]claim.Claim, []claim.Unread, error) {
	opt, err := s.options(a)
	if err != nil {
		return nil, nil, err
	}
	composed, text := compose(a.Text)
	if composed == nil { // nearly every text
		claims, unread := s.claims.Read(text, opt)
		return claims, unread, nil
	}
	composed.forward(&opt)
	claims, unread := s.claims.Read(text, opt)
	composed.back(claims, unread)
	return claims, unread, nil
}

// Trace reads an article as Read does and shows the words that each claim and
// each unread figure rests on.
func (s *Session) Trace(a *article.Article) (claim.Trace, error) {
	opt, err := s.options(a)
	if err != nil {
		return claim.Trace{}, err
	}
	composed, text := compose(a.Text)
	if composed == nil {
		return claim.Explain(text, opt), nil
	}
	composed.forward(&opt)
	t := claim.Explain(text, opt)
	t.Move(composed.original)
	return t, nil
}

// options are what the reading of an article needs beside its text.
func (s *Session) options(a *article.Article) (claim.Options, error) {
	v, err := s.reader.Vocabulary(a.Lang)
	if err != nil {
		return claim.Options{}, err
	}
	opt := claim.Options{
		Vocabulary: v, Names: s.reader.names, Calendars: s.calendars, Directory: s.directory, Published: a.Published,
		Title: a.Title, Paragraphs: a.Paragraphs, Tables: a.Tables, Turns: a.Turns, Skip: a.Skip,
	}
	for _, code := range a.Langs {
		if v, err = s.reader.Vocabulary(code); err != nil {
			return claim.Options{}, err
		}
		opt.Vocabularies = append(opt.Vocabularies, v)
	}
	return opt, nil
}

// Check reads an article and checks every claim under both clocks: what was
// public on the day of publication, and what is public now.
func (r *Reader) Check(ctx context.Context, a *article.Article, opt Options) (*Result, error) {
	r, err := r.With(opt.Names)
	if err != nil {
		return nil, err
	}
	session, err := r.Session(ctx, opt.Store)
	if err != nil {
		return nil, err
	}
	defer r.scratch.Put(session.claims)
	claims, unread, err := session.Read(a)
	if err != nil {
		return nil, err
	}
	res := &Result{Article: a, Now: opt.Now, Unread: unread, Notes: a.Notes}
	pass := session.pass(ctx, claims, opt)
	for i := range claims {
		v, err := pass.check(i, a, opt)
		if err != nil {
			return nil, err
		}
		res.Verdicts = append(res.Verdicts, v)
	}
	if err := pass.together(res.Verdicts, a, opt); err != nil {
		return nil, err
	}
	if opt.Correct {
		session.correct(ctx, res, opt)
	}
	return res, nil
}

// pass is what the rules see of an article's claims.
func (s *Session) pass(ctx context.Context, claims []claim.Claim, opt Options) *pass {
	cals := s.calendars
	return &pass{entities: s.reader.entities, Pass: verdict.Pass{
		Ctx: ctx, Claims: claims, Store: opt.Store, Eval: s.directory.eval, Metrics: s.metrics,
		Alias: s.reader.names.Alias, Definitions: opt.Definitions,
		DueOf: func(id entity.ID, p period.Range) period.Date { return cals.due(id, p, 0) },
		ReleaseOf: func(id entity.ID, p period.Range, clock period.Date) string {
			rep, err := evidence.Reported(ctx, opt.Store, id, p, clock)
			if err != nil || rep.Release == nil {
				return ""
			}
			return rep.Release.Accession
		},
		Shift: func(ids []entity.ID, p period.Range, base string) period.Range {
			return claim.Shift(cals.of(ids), p, base)
		},
		Neighbours: func(id entity.ID, p period.Range) []verdict.Neighbour {
			var out []verdict.Neighbour
			for _, n := range claim.Neighbours(cals.of([]entity.ID{id}), p) {
				out = append(out, verdict.Neighbour{Period: n.Period, Says: n.Says})
			}
			return out
		},
	}}
}

// pass checks the claims of one article.
type pass struct {
	verdict.Pass
	entities func() (*entity.Set, error) // loaded where something is missing
}

// check is the verdict on the ith claim.
func (p *pass) check(i int, a *article.Article, opt Options) (verdict.Verdict, error) {
	p.Claim = &p.Claims[i]
	v, err := verdict.Check(&p.Pass, rule.For(p.Claim), verdict.Options{Published: a.Published, Now: opt.Now})
	if err != nil {
		return v, fmt.Errorf("assay: claim %s (%q): %w", p.Claim.ID, p.Claim.Span.Of(a.Text), err)
	}
	for _, at := range []*verdict.At{&v.Now, &v.AtPublication} {
		if err := p.nameNeeds(at.Needs); err != nil {
			return v, fmt.Errorf("assay: claim %s: %w", p.Claim.ID, err)
		}
	}
	return v, nil
}

// calendars answers claim.Calendars from a store, each filer's read once.
type calendars struct {
	ctx   context.Context
	store evidence.Reader
	known map[entity.ID]period.Calendar
	filed map[entity.ID]map[period.Date]period.Date // when results were first filed, by the period's end
}

func newCalendars(ctx context.Context, store evidence.Reader) *calendars {
	return &calendars{ctx, store, map[entity.ID]period.Calendar{}, map[entity.ID]map[period.Date]period.Date{}}
}

// Calendar implements claim.Calendars.
func (c *calendars) Calendar(id entity.ID) (period.Calendar, bool) {
	if cal, ok := c.known[id]; ok {
		return cal, cal.Known()
	}
	var cal period.Calendar
	if id.Kind() == "cik" && c.store != nil {
		if got, err := evidence.CalendarOf(c.ctx, c.store, id); err == nil {
			cal = got
		}
	}
	c.known[id] = cal
	return cal, cal.Known()
}

// due is the day on which the report on a period came out, by the list of filings or
// by the facts, or is expected, as known on the day asOf (0: now); 0 if that is unknown.
func (c *calendars) due(id entity.ID, p period.Range, asOf period.Date) period.Date {
	rep, err := evidence.Reported(c.ctx, c.store, id, p, asOf)
	if err != nil {
		return 0
	}
	if !rep.Expected {
		return rep.Day
	}
	filed, ok := c.filed[id]
	if !ok {
		filed, _ = evidence.FirstFiled(c.ctx, c.store, id) // without it the usual day stands
		c.filed[id] = filed
	}
	if day := filed[p.End]; day != 0 && (asOf == 0 || day <= asOf) {
		return day
	}
	return rep.Day
}

func (c *calendars) of(ids []entity.ID) period.Calendar {
	if len(ids) > 0 {
		if cal, ok := c.Calendar(ids[0]); ok {
			return cal
		}
	}
	return period.CalendarYear()
}
