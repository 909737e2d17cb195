package main

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"path"
	"strings"
	"time"

	"assay/article"
	"assay/fetch"
	"assay/input"
)

// Bounds of an article that is fetched.
const (
	webBytes = 10 << 20
	webTime  = 30 * time.Second
)

// isAddress reports whether an argument is an address to fetch. The asking is the
// argument: addresses in files, folders and lists are never followed.
func isAddress(arg string) bool {
	scheme, _, ok := strings.Cut(arg, "://")
	return ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

// addressName is what a report's file is called after: the last part of the path, else
// the host.
func addressName(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "page"
	}
	name := strings.TrimSuffix(path.Base(u.Path), path.Ext(u.Path))
	if name == "" || name == "." || name == "/" {
		name = u.Hostname()
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return '-'
		}
		return r
	}, name)
}

// webClient is the client that fetches articles. It trusts no private address, whatever
// a configuration says; the agent is told to the SEC alone, whose filings may be articles.
func webClient(agent string) *fetch.Client {
	return outside.client(agent, nil, fetch.Limits{Wire: webBytes, Body: webBytes, Exchange: webTime, Header: webTime})
}

// address fetches an article. Its source is the address at which it was found in the
// end, behind redirects.
func (r *reader) address(ctx context.Context, address string) (*article.Article, error) {
	within, cancel := context.WithTimeout(ctx, webTime)
	defer cancel()
	if r.waits != nil {
		told := time.AfterFunc(showAfter, func() {
			fmt.Fprintf(r.waits, "assay: fetching %s\n", printable(fetch.Shown(address)))
		})
		defer told.Stop()
	}
	resp, err := r.web.Get(within, fetch.Request{URL: address})
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, err
	}
	at := fetch.Shown(resp.URL)
	if _, err := input.ReadAll(at, bytes.NewReader(resp.Body)); err != nil { // the bounds of its kind
		return nil, err
	}
	if len(resp.Body) > longArticle {
		collectAsUsual()
	}
	a, err := input.ReadTold(ctx, at, input.Told{Type: resp.Type, Charset: resp.Charset}, resp.Body, r.hints("-"), r.options)
	if err != nil && fetch.Shown(address) != at {
		err = fmt.Errorf("%s: redirected: %w", fetch.Shown(address), err)
	}
	return a, err
}
