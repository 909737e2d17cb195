package main

import (
	"cmp"
	"context"
	"net/url"
	"os"
	"time"

	"assay/config"
	"assay/fetch"
	"assay/live"
	"assay/report"
)

// network is how the program reaches the world outside.
type network struct {
	now     func() time.Time
	sleep   func(context.Context, time.Duration) error // nil: as it is
	places  live.Places
	trusted []string // servers with private addresses, see fetch.Options
}

// outside is the network. Tests, and nobody else, put a server of their own in
// its place.
var outside = network{now: time.Now, places: live.Public()}

// client is a client for the network; nothing is asked yet.
func (n network) client(agent string, trusted []string, limits fetch.Limits) *fetch.Client {
	return fetch.New(fetch.Options{
		Agent:   agent,
		Program: "assay/" + report.Version,
		Trusted: append(trusted, n.trusted...),
		Limits:  limits,
		Now:     n.now,
		Sleep:   n.sleep,
	})
}

// agentOf is who asks: by the environment, else by the configuration.
func agentOf(cfg *config.Config) string {
	return cmp.Or(os.Getenv("ASSAY_USER_AGENT"), cfg.Update.UserAgent)
}

// mirrored are the places with a configuration's addresses in place of the
// sources' own, and the hosts among them that are trusted.
func (n network) mirrored(u config.Update) (p live.Places, trusted []string) {
	m := u.Mirrors
	p = live.Places{
		Data:     cmp.Or(m.Data, n.places.Data),
		Archives: cmp.Or(m.Archives, n.places.Archives),
		Stooq:    cmp.Or(m.Stooq, n.places.Stooq),
		Cboe:     cmp.Or(m.Cboe, n.places.Cboe),
		Deribit:  cmp.Or(m.Deribit, n.places.Deribit),
	}
	if !u.AllowPrivate {
		return p, nil
	}
	addresses := []string{m.Data, m.Archives, m.Stooq, m.Cboe, m.Deribit, u.Prices}
	for _, index := range u.Indices {
		if w, err := config.Index(index); err == nil {
			addresses = append(addresses, w.Address)
		}
	}
	for _, a := range addresses {
		if u, err := url.Parse(a); err == nil && u.Host != "" {
			trusted = append(trusted, fetch.HostPort(u))
		}
	}
	return p, trusted
}
