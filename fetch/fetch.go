// Package fetch is the project's one way to the network: it asks an address for
// its content and answers with bytes, within bounds, or with an error that says
// what to do.
//
// It asks public servers only. A host's addresses are looked up once, each is
// checked (guard.go), and the connection goes to one that was checked, so that
// a name cannot lead elsewhere between check and use; every redirect is checked
// the same way. The environment's proxy variables are not followed: a proxy
// looks names up itself, behind the check. It is polite: it says who asks,
// keeps to a rate for each host over all goroutines, asks only for what changed
// since, and waits as long as it is told to. It knows no formats and stores
// nothing. Read Client.Get, then try.go, dial.go and body.go.
package fetch

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"net/netip"
	"time"
)

// Limits bound one exchange. Zero fields have the values of DefaultLimits.
type Limits struct {
	Wire     int64         // bytes as they are sent
	Body     int64         // bytes after decompression
	Exchange time.Duration // from the request to the last byte, of each try
	Header   time.Duration // until the answer's header
	Window   time.Duration // in which at least Progress bytes must come
	Progress int64
}

// DefaultLimits are wide enough for the largest of a filer's answers.
func DefaultLimits() Limits {
	return Limits{Wire: 96 << 20, Body: 384 << 20, Exchange: 5 * time.Minute, Header: 30 * time.Second, Window: 10 * time.Second, Progress: 1 << 10}
}

func (l Limits) orDefault() Limits {
	d := DefaultLimits()
	return Limits{
		Wire: cmp.Or(l.Wire, d.Wire), Body: cmp.Or(l.Body, d.Body),
		Exchange: cmp.Or(l.Exchange, d.Exchange), Header: cmp.Or(l.Header, d.Header),
		Window: cmp.Or(l.Window, d.Window), Progress: cmp.Or(l.Progress, d.Progress),
	}
}

// Options are a client's; Now must be given.
type Options struct {
	// Agent names who asks, as the SEC wants it: "Name mail@example.com". It is
	// sent to the SEC and where a Request says so, to nobody else.
	Agent string
	// Program is what everybody else is told: "assay/1.2".
	Program string
	// Trusted are hosts, "127.0.0.1:8080" or "mirror.example:80", that may have
	// private addresses and other ports than 80 and 443. No public page can
	// lead there: a redirect from another host is refused.
	Trusted []string
	Limits  Limits
	Tries   int // of a request, with the first; 0 is 4
	Now     func() time.Time
	// Sleep waits, or ends with the context's error; nil is Sleep.
	Sleep func(context.Context, time.Duration) error
	// Resolve looks up a host's addresses; nil is the system's resolver.
	Resolve func(ctx context.Context, host string) ([]netip.Addr, error)
	Roots   *x509.CertPool // of servers' certificates; nil are the system's
}

// Client asks addresses for their content. It is safe for concurrent use.
type Client struct {
	opts   Options
	limits Limits
	gate   *gate
	dialer *dialer
	http   *http.Client
}

// New makes a client; nothing is asked yet.
func New(o Options) *Client {
	if o.Sleep == nil {
		o.Sleep = Sleep
	}
	o.Tries = cmp.Or(o.Tries, 4)
	o.Program = cmp.Or(o.Program, "assay")
	c := &Client{opts: o, limits: o.Limits.orDefault(), gate: newGate(o.Now, o.Sleep)}
	c.dialer = newDialer(o.Resolve, o.Trusted)
	const headerBytes = 64 << 10
	c.http = &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			Proxy:                  nil,
			DialContext:            c.dialer.dial,
			TLSClientConfig:        &tls.Config{RootCAs: o.Roots, MinVersion: tls.VersionTLS12},
			TLSHandshakeTimeout:    min(c.limits.Header, 15*time.Second),
			ResponseHeaderTimeout:  c.limits.Header,
			MaxResponseHeaderBytes: headerBytes,
			DisableCompression:     true, // body.go bounds what comes out
			ForceAttemptHTTP2:      true,
			MaxIdleConnsPerHost:    4,
			IdleConnTimeout:        30 * time.Second,
		},
	}
	return c
}

// Sleep waits, or ends with the context's error.
func Sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Kind is what a request wants.
type Kind string

// The kinds. Content of another kind is ErrType: servers answer with a page
// where they want a key, a browser or some patience.
const (
	Any  Kind = ""
	JSON Kind = "JSON"
	CSV  Kind = "CSV"
	Page Kind = "a web page"
)

// Request says what to ask for.
type Request struct {
	URL  string
	Kind Kind
	// ETag and Modified are the validators of an earlier answer: if the content
	// is still that one, the Response is Unchanged and has no body.
	ETag, Modified string
	// Declare sends Options.Agent, and is an error without one.
	Declare bool
}

// Response is an answer.
type Response struct {
	URL            string // after redirects
	Body           []byte
	Type, Charset  string // of the header: "text/html", "iso-8859-1"; "" if it has none
	ETag, Modified string // validators for the next time
	Unchanged      bool
}

// Get asks for an address's content. Every error is an *Error; only the
// context's own are not.
func (c *Client) Get(ctx context.Context, r Request) (Response, error) {
	part := &partial{}
	for try := 1; ; try++ {
		resp, err := c.once(ctx, r, part)
		if err == nil {
			return resp, nil
		}
		if err = c.pause(ctx, r.URL, err, try); err != nil {
			return Response{}, err
		}
	}
}

// Steady reads content that a server gives in several answers. read is called
// with the first and asks for the others itself; then the first is asked for
// again. If it is another one by now, the answers do not belong together and
// all is read again, a few times at most: ErrChanging. A read that asked for
// nothing else says more = false and is believed.
func (c *Client) Steady(ctx context.Context, r Request, read func(first Response) (more bool, err error)) error {
	const rounds = 3
	first, err := c.Get(ctx, r)
	for range rounds {
		if err != nil {
			return err
		}
		more, err := read(first)
		if err != nil || !more || first.Unchanged {
			return err
		}
		again := r
		again.ETag, again.Modified = first.ETag, first.Modified
		next, err := c.Get(ctx, again)
		if err != nil {
			return err
		}
		if next.Unchanged || string(next.Body) == string(first.Body) {
			return nil
		}
		first = next
	}
	return &Error{URL: Shown(r.URL), Cause: ErrChanging}
}
