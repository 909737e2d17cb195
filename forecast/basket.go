package forecast

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"assay/entity"
	"assay/period"
)

// Basket says what a subject is made of that no filing knows: "big tech". It is
// recorded in the ledger, so that what decides an entry can be read there.
type Basket struct {
	Name    string      `json:"name"`
	Also    []string    `json:"also,omitempty"` // other names of it, in any language
	Members []Member    `json:"members"`
	Day     period.Date `json:"day"` // on which it was defined
	Hash    string      `json:"-"`   // of its record
}

// Member is one filer of a basket, from a day and until a day; 0 is open.
type Member struct {
	ID    entity.ID   `json:"id"`
	Name  string      `json:"name"`
	From  period.Date `json:"from,omitempty"`
	Until period.Date `json:"until,omitempty"`
}

// maxMembers bounds a basket.
const maxMembers = 1000

// Define records a basket. One of the same name is replaced for what is resolved
// from then on; it stays in the chain.
func (l *Ledger) Define(ctx context.Context, b Basket) error {
	switch {
	case strings.TrimSpace(b.Name) == "":
		return errors.New("forecast: a basket needs a name")
	case len(b.Members) == 0 || len(b.Members) > maxMembers:
		return fmt.Errorf("forecast: the basket %q has %d members; want 1 to %d", b.Name, len(b.Members), maxMembers)
	}
	for i, m := range b.Members {
		if m.Until != 0 && m.Until < m.From {
			return fmt.Errorf("forecast: the basket %q: %s leaves on %s, before it joins on %s", b.Name, m.Name, m.Until, m.From)
		}
		if slices.ContainsFunc(b.Members[:i], func(o Member) bool { return o.ID == m.ID && o.overlaps(m) }) {
			return fmt.Errorf("forecast: the basket %q holds %s twice", b.Name, m.Name)
		}
	}
	batch := l.batch()
	batch.add(BasketRecord, b)
	return batch.commit(ctx)
}

func (m Member) overlaps(o Member) bool {
	return (m.Until == 0 || o.From <= m.Until) && (o.Until == 0 || m.From <= o.Until)
}

// Baskets are those that count, in order of definition.
func (l *Ledger) Baskets() []Basket {
	var out []Basket
	for _, b := range l.baskets {
		out = slices.DeleteFunc(out, func(o Basket) bool { return o.named(b.Name) })
		out = append(out, b)
	}
	return out
}

// BasketOf is the basket by one of its names, in any case and with or without an
// article.
func BasketOf(baskets []Basket, name string) (b Basket, ok bool) {
	for _, b := range baskets {
		if b.named(name) {
			return b, true
		}
	}
	return b, false
}

func (b Basket) named(name string) bool {
	return basketName(b.Name) == basketName(name) || slices.ContainsFunc(b.Also, func(s string) bool { return basketName(s) == basketName(name) })
}

// basketName is a name without case, an English article and outer spaces.
func basketName(s string) string {
	return strings.TrimPrefix(strings.ToLower(strings.Join(strings.Fields(s), " ")), "the ")
}

// Of are the members on a day.
func (b Basket) Of(day period.Date) []Member {
	var out []Member
	for _, m := range b.Members {
		if (m.From == 0 || m.From <= day) && (m.Until == 0 || day <= m.Until) {
			out = append(out, m)
		}
	}
	return out
}
