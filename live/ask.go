package live

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"path"
	"strings"
	"time"

	"assay/evidence"
	"assay/fetch"
	"assay/period"
)

// errDry ends a source whose next step needs an answer, where nothing is asked.
var errDry = errors.New("live: not asked: a dry run")

// Asker asks on behalf of the sources: under the validators of what the store
// has, and with a record of when.
type Asker struct {
	Places
	Store  Store
	client *fetch.Client
	now    time.Time         // of this run, whole seconds
	would  func(name string) // in a dry run: is told what would be asked
}

// Answer is what an address answered.
type Answer struct {
	fetch.Response
	Origin    evidence.Origin // to be stored with it
	Unchanged bool            // by the server's word, or because the bytes are the same
}

// Ask asks an address for what is new since the store last had it.
func (a *Asker) Ask(ctx context.Context, r fetch.Request) (Answer, error) {
	old, err := a.prepare(ctx, &r)
	if err != nil {
		return Answer{}, err
	}
	resp, err := a.client.Get(ctx, r)
	if err != nil {
		return Answer{}, err
	}
	return a.answer(r.URL, old, resp), nil
}

// Steady is Ask for content in several answers, as fetch.Client.Steady.
func (a *Asker) Steady(ctx context.Context, r fetch.Request, read func(Answer) (more bool, err error)) error {
	old, err := a.prepare(ctx, &r)
	if err != nil {
		return err
	}
	return a.client.Steady(ctx, r, func(resp fetch.Response) (bool, error) { return read(a.answer(r.URL, old, resp)) })
}

// Known reports whether the store has an answer of the address.
func (a *Asker) Known(ctx context.Context, address string) (bool, error) {
	_, err := a.Store.Origin(ctx, fetch.Shown(address))
	if errors.Is(err, evidence.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// prepare fills in the validators of what the store has.
func (a *Asker) prepare(ctx context.Context, r *fetch.Request) (evidence.Origin, error) {
	name := fetch.Shown(r.URL)
	if a.would != nil {
		a.would(name)
		return evidence.Origin{}, errDry
	}
	old, err := a.Store.Origin(ctx, name)
	if err != nil && !errors.Is(err, evidence.ErrNotFound) {
		return old, err
	}
	r.ETag, r.Modified = old.ETag, old.Modified
	return old, nil
}

// answer compares an answer with what the store has.
func (a *Asker) answer(address string, old evidence.Origin, resp fetch.Response) Answer {
	o := a.origin(address, resp)
	ans := Answer{Response: resp, Origin: o, Unchanged: resp.Unchanged || old.Sum == o.Sum}
	if ans.Unchanged {
		ans.Origin.Kind, ans.Origin.Sum, ans.Origin.Changed = old.Kind, old.Sum, old.Changed
	}
	return ans
}

// origin is the record of a new answer.
func (a *Asker) origin(address string, resp fetch.Response) evidence.Origin {
	sum := ""
	if !resp.Unchanged {
		sum = sumOf(resp.Body)
	}
	return evidence.Origin{Name: fetch.Shown(address), Sum: sum, ETag: resp.ETag, Modified: resp.Modified, Checked: a.now, Changed: a.now}
}

func sumOf(data []byte) string { return fmt.Sprintf("sha256:%x", sha256.Sum256(data)) }

// file is an answer as a file of the name.
func (ans Answer) file(name, about string) File {
	f := File{About: about, Unchanged: ans.Unchanged}
	f.Name, f.Data, f.Origin = name, ans.Body, ans.Origin
	return f
}

// baseOf is the last part of an address's path.
func baseOf(address string) string {
	address, _, _ = strings.Cut(address, "?")
	return path.Base(address)
}

// session is the last day whose session in New York is over, with what vendors
// take to show its close.
func (a *Asker) session() period.Date {
	const shown = 18 // o'clock
	t := a.now.In(period.NewYork())
	day := period.FromTime(t)
	if t.Hour() < shown {
		day--
	}
	return day
}

// finished is the last day of UTC that is over.
func (a *Asker) finished() period.Date { return period.FromUnix(a.now.Unix()) - 1 }
