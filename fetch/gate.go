package fetch

import (
	"context"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Requests a second. The SEC allows ten of one user over all its hosts
// (https://www.sec.gov/about/developer-resources, "fair access"); everybody
// else, who states no number, is asked less.
const (
	secRate   = 8
	otherRate = 4
)

// gate lets requests through at each host's rate.
type gate struct {
	now   func() time.Time
	sleep func(context.Context, time.Duration) error
	mu    sync.Mutex
	hosts map[string]*host
}

// host is what is known of a server, or of all of the SEC's.
type host struct {
	limiter *rate.Limiter
	until   time.Time // it wants to be left alone until then
	failed  error     // it refuses us, or cannot be reached
	retry   time.Time // until when it is asked no more for that
}

func newGate(now func() time.Time, sleep func(context.Context, time.Duration) error) *gate {
	return &gate{now: now, sleep: sleep, hosts: map[string]*host{}}
}

// isSEC reports whether a host is one of the SEC's.
func isSEC(name string) bool {
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	return name == "sec.gov" || strings.HasSuffix(name, ".sec.gov")
}

// at is the record of a host; the caller holds the lock.
func (g *gate) at(name string) *host {
	perSecond := rate.Limit(otherRate)
	if isSEC(name) {
		name, perSecond = "sec.gov", secRate
	}
	h := g.hosts[name]
	if h == nil {
		h = &host{limiter: rate.NewLimiter(perSecond, 1)}
		g.hosts[name] = h
	}
	return h
}

// pass waits until the host may be asked.
func (g *gate) pass(ctx context.Context, name string) error {
	g.mu.Lock()
	h, now := g.at(name), g.now()
	if h.failed != nil && now.Before(h.retry) {
		defer g.mu.Unlock()
		return h.failed
	}
	from := now
	if h.until.After(now) {
		from = h.until
	}
	wait := from.Sub(now) + h.limiter.ReserveN(from, 1).DelayFrom(from)
	g.mu.Unlock()
	if wait <= 0 {
		return ctx.Err()
	}
	return g.sleep(ctx, wait)
}

// leave has the host left alone for a while, by all goroutines.
func (g *gate) leave(name string, wait time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	h := g.at(name)
	if until := g.now().Add(wait); until.After(h.until) {
		h.until = until
	}
}

// blockTime is for how long a host that refuses us is asked no more: the SEC's
// block is of ten minutes, and asking on prolongs it.
const blockTime = 10 * time.Minute

// block has the host asked no more for a while; a block is not prolonged by who
// runs into it.
func (g *gate) block(name string, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if h, now := g.at(name), g.now(); h.failed == nil || !now.Before(h.retry) {
		h.failed, h.retry = err, now.Add(blockTime)
	}
}
