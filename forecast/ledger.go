package forecast

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"assay/period"
)

// Outcome is how an entry stands.
type Outcome string

// The outcomes of an entry.
const (
	Open           Outcome = "open" // not due, or not to be decided yet
	CameTrue       Outcome = "came true"
	DidNotComeTrue Outcome = "did not come true"
	Undecided      Outcome = "undecided" // some readings hold and others fail
	Void           Outcome = "void"
)

// Resolution is how the rule decided an entry on some day.
type Resolution struct {
	Entry    string      `json:"entry"` // id
	Now      period.Date `json:"now"`   // the clock
	Outcome  Outcome     `json:"outcome"`
	Actual   string      `json:"actual,omitempty"` // of the reading that decided
	Unit     string      `json:"unit,omitempty"`
	Basis    string      `json:"basis"` // "as first filed" or "as restated"
	Sources  []Source    `json:"sources,omitempty"`
	RuleHash string      `json:"rule_hash"`
}

// Source is a filed fact on which a resolution rests.
type Source struct {
	Concept   string      `json:"concept"`
	Value     string      `json:"value"`
	Accession string      `json:"accession"`
	Form      string      `json:"form"`
	Filed     period.Date `json:"filed"`
}

// Decision is a person's word on an entry: why it is void, or what is held
// against the rule.
type Decision struct {
	Entry   string      `json:"entry"`
	Day     period.Date `json:"day"`
	Outcome Outcome     `json:"outcome"`
	Reason  string      `json:"reason"`
}

// Item is an entry with all that later records say of it.
type Item struct {
	ID          string
	Seq         int
	Entry       Entry
	Resolutions []Resolution // in order; the first is kept whatever follows
	Overruled   *Decision    // the last; nil if nobody did
	Voided      *Decision
	Superseded  string // id of the entry that corrects it
}

// Outcome is the item's last: a withdrawal, then a person's, then the rule's.
func (i Item) Outcome() Outcome {
	switch {
	case i.Voided != nil:
		return Void
	case i.Overruled != nil:
		return i.Overruled.Outcome
	case len(i.Resolutions) > 0:
		return i.Resolutions[len(i.Resolutions)-1].Outcome
	}
	return Open
}

// Live reports whether the item still counts: neither withdrawn nor corrected.
func (i Item) Live() bool { return i.Voided == nil && i.Superseded == "" }

// Ledger is a log with what its records amount to.
type Ledger struct {
	log   Log
	head  Record
	items []Item
	byID  map[string]int
	// baskets are in order of their definition; of one name the last counts.
	baskets []Basket
}

func (l *Ledger) of(r Record, id string, change func(*Item)) error {
	i, ok := l.byID[id]
	if !ok {
		return fmt.Errorf("%w: record %d speaks of the entry %.40q, which is not there", ErrChanged, r.Seq, id)
	}
	change(&l.items[i])
	return nil
}

// Items are all entries in order of capture.
func (l *Ledger) Items() []Item { return l.items }

// Head is the last record's hash.
func (l *Ledger) Head() string { return l.head.Hash }

// ErrUnknown means that no entry has that id, or that several begin with it.
var ErrUnknown = errors.New("forecast: unknown entry")

// Find is the entry whose id begins with a prefix.
func (l *Ledger) Find(prefix string) (Item, error) {
	if i, ok := l.byID[prefix]; ok {
		return l.items[i], nil
	}
	var found []Item
	for _, it := range l.items {
		if prefix != "" && strings.HasPrefix(it.ID, prefix) {
			found = append(found, it)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return Item{}, fmt.Errorf("%w: none has the id %q; assay ledger show lists them", ErrUnknown, prefix)
	}
	return Item{}, fmt.Errorf("%w: %d ids begin with %q; give more of it", ErrUnknown, len(found), prefix)
}

// HashRule is the SHA-256 of a rule as it is encoded.
func HashRule(r Rule) (string, error) {
	b, err := json.Marshal(r)
	if err != nil {
		return "", fmt.Errorf("forecast: encoding a rule: %w", err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:]), nil
}

// Add records entries, but for those that the ledger has already: of the same
// article, place and rule. It gives what was added.
func (l *Ledger) Add(ctx context.Context, entries []Entry) ([]Item, error) {
	known := map[string]bool{}
	for _, it := range l.items {
		known[it.Entry.key()] = true
	}
	b := l.batch()
	for _, e := range entries {
		if known[e.key()] {
			continue
		}
		known[e.key()] = true
		if e.Supersedes != "" {
			old, err := l.Find(e.Supersedes)
			if err != nil {
				return nil, err
			}
			e.Supersedes = old.ID
		}
		b.add(EntryRecord, e)
	}
	from := len(l.items)
	if err := b.commit(ctx); err != nil {
		return nil, err
	}
	return l.items[from:], nil
}

// key is what makes two captures of one forecast the same.
func (e Entry) key() string {
	return e.Article.SHA256 + "\x00" + fmt.Sprint(e.Quote.Start, e.Quote.End) + "\x00" + e.RuleHash + "\x00" + e.Supersedes
}

// Void withdraws an entry for a reason.
func (l *Ledger) Void(ctx context.Context, d Decision) error {
	d.Outcome = Void
	return l.decide(ctx, VoidRecord, d)
}

// Overrule records a person's decision beside the rule's.
func (l *Ledger) Overrule(ctx context.Context, d Decision) error {
	if d.Outcome != CameTrue && d.Outcome != DidNotComeTrue && d.Outcome != Undecided {
		return fmt.Errorf("forecast: %q is no outcome to overrule with; want came true, did not come true or undecided", d.Outcome)
	}
	return l.decide(ctx, OverruleRecord, d)
}

func (l *Ledger) decide(ctx context.Context, kind RecordKind, d Decision) error {
	it, err := l.Find(d.Entry)
	switch {
	case err != nil:
		return err
	case strings.TrimSpace(d.Reason) == "":
		return errors.New("forecast: a decision needs its reason")
	case it.Voided != nil:
		return fmt.Errorf("forecast: %s is void already: %s", it.ID, it.Voided.Reason)
	}
	d.Entry = it.ID
	b := l.batch()
	b.add(kind, d)
	return b.commit(ctx)
}

// batch gathers records that are appended together.
type batch struct {
	l       *Ledger
	last    Record
	records []Record
	err     error
}

func (l *Ledger) batch() *batch { return &batch{l: l, last: l.head} }

func (b *batch) add(kind RecordKind, body any) {
	if b.err != nil {
		return
	}
	var r Record
	if r, b.err = next(b.last, kind, body); b.err == nil {
		b.records, b.last = append(b.records, r), r
	}
}

func (b *batch) commit(ctx context.Context) error {
	if b.err != nil || len(b.records) == 0 {
		return b.err
	}
	if err := b.l.log.Append(ctx, b.records); err != nil {
		return err
	}
	return b.l.takeAll(b.records)
}
