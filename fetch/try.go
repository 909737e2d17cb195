package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/textproto"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// maxRedirects is how many redirects in a row are followed.
const maxRedirects = 5

// maxAddress is the longest address that is asked, in bytes.
const maxAddress = 8 << 10

// once asks once, over redirects.
func (c *Client) once(ctx context.Context, r Request, part *partial) (Response, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stop := time.AfterFunc(c.limits.Exchange, func() {
		cancel(fmt.Errorf("%w: no end after %v", ErrTooSlow, c.limits.Exchange))
	})
	defer stop.Stop()
	start, err := c.parse(r.URL)
	u := start
	for hops := 0; err == nil; hops++ {
		var res *http.Response
		r.Declare = r.Declare && u.Host == start.Host // nobody else is told who asks
		if res, err = c.send(ctx, u, r, part); err != nil {
			break
		}
		to, moved := location(res)
		if !moved {
			resp, err := c.answer(ctx, cancel, res, r, part)
			res.Body.Close()
			return resp, c.explain(ctx, r.URL, elsewhere(start, u), err)
		}
		res.Body.Close()
		if hops == maxRedirects {
			err = fmt.Errorf("%w: more than %d in a row", ErrRedirect, maxRedirects)
			break
		}
		u, err = c.follow(u, to)
	}
	return Response{}, c.explain(ctx, r.URL, elsewhere(start, u), err)
}

// parse reads and checks an address before anything is asked.
func (c *Client) parse(address string) (*url.URL, error) {
	if len(address) > maxAddress {
		return nil, fmt.Errorf("%w: longer than %d bytes", ErrAddress, maxAddress)
	}
	u, err := url.Parse(address)
	if err != nil {
		var ue *url.Error
		if errors.As(err, &ue) {
			err = ue.Err // it repeats the address
		}
		return nil, fmt.Errorf("%w: %w", ErrAddress, err)
	}
	return u, c.check(u)
}

// check refuses addresses that are none of a public server's.
func (c *Client) check(u *url.URL) error {
	switch port := u.Port(); {
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("%w: want http:// or https://", ErrAddress)
	case u.Opaque != "" || u.Hostname() == "":
		return fmt.Errorf("%w: it names no host", ErrAddress)
	case u.User != nil:
		return fmt.Errorf("%w: it holds a name or password; leave them out", ErrAddress)
	case port != "" && port != "80" && port != "443" && !c.dialer.trusts(HostPort(u)):
		return fmt.Errorf("%w: port %s; only 80 and 443 are asked", ErrAddress, port)
	}
	u.Fragment, u.RawFragment = "", ""
	return nil
}

// HostPort is the host of an address with its port, stated or not.
func HostPort(u *url.URL) string {
	port := u.Port()
	switch {
	case port != "":
	case u.Scheme == "https":
		port = "443"
	default:
		port = "80"
	}
	return net.JoinHostPort(u.Hostname(), port)
}

// location is where an answer sends us, if it does.
func location(res *http.Response) (string, bool) {
	switch res.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return res.Header.Get("Location"), true
	}
	return "", false
}

// follow checks where a redirect leads.
func (c *Client) follow(from *url.URL, to string) (*url.URL, error) {
	if to == "" || len(to) > maxAddress {
		return from, fmt.Errorf("%w: it leads nowhere", ErrRedirect)
	}
	u, err := from.Parse(to)
	if err != nil {
		return from, fmt.Errorf("%w: to %q", ErrRedirect, to[:min(len(to), 200)])
	}
	switch err := c.check(u); {
	case err != nil:
		return from, fmt.Errorf("%w: to %s: %w", ErrRedirect, Shown(u.String()), err)
	case from.Scheme == "https" && u.Scheme == "http":
		return from, fmt.Errorf("%w: from https to %s, which is not encrypted", ErrRedirect, Shown(u.String()))
	case c.dialer.trusts(HostPort(u)) && HostPort(u) != HostPort(from):
		return from, fmt.Errorf("%w: from another server to %s: %w", ErrRedirect, u.Host, ErrPrivate)
	}
	return u, nil
}

// send asks one address and gives the answer, its body unread.
func (c *Client) send(ctx context.Context, u *url.URL, r Request, part *partial) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrAddress, err)
	}
	if err := c.head(req.Header, u, r, part); err != nil {
		return nil, err
	}
	if err := c.gate.pass(ctx, u.Hostname()); err != nil {
		return nil, err
	}
	return c.http.Do(req)
}

// head fills in the request's header.
func (c *Client) head(h http.Header, u *url.URL, r Request, part *partial) error {
	h.Set("User-Agent", c.opts.Program)
	if r.Declare || isSEC(u.Hostname()) {
		if err := CheckAgent(c.opts.Agent); err != nil {
			return err
		}
		h.Set("User-Agent", c.opts.Agent)
	}
	h.Set("Accept", map[Kind]string{JSON: "application/json", CSV: "text/csv, text/plain;q=0.9, */*;q=0.5"}[r.Kind])
	if h.Get("Accept") == "" {
		h.Set("Accept", "text/html, application/xhtml+xml, */*;q=0.5")
	}
	h.Set("Accept-Encoding", "gzip")
	switch {
	case part.resumes():
		h.Set("Range", fmt.Sprintf("bytes=%d-", part.wire.Len()))
		h.Set("If-Range", part.etag)
		return nil
	case r.ETag != "":
		h.Set("If-None-Match", r.ETag)
	}
	if r.Modified != "" {
		h.Set("If-Modified-Since", r.Modified)
	}
	return nil
}

// CheckAgent is nil if a text tells who asks as the SEC wants it: a name and an
// address for mail. It wraps ErrAgent.
func CheckAgent(agent string) error {
	const longest = 200
	name, mail := false, false
	for _, word := range strings.Fields(agent) {
		user, domain, at := strings.Cut(strings.Trim(word, "<>(),;"), "@")
		if at && user != "" && strings.Contains(strings.Trim(domain, "."), ".") {
			mail = true
		} else {
			name = true
		}
	}
	printable := strings.IndexFunc(agent, func(c rune) bool { return c < ' ' || c > '~' }) < 0
	switch {
	case agent == "":
		return ErrAgent
	case !name || !mail:
		return fmt.Errorf("%q: want a name and an address for mail: %w", agent, ErrAgent)
	case !printable || len(agent) > longest:
		return fmt.Errorf("%.40q: want at most %d plain letters: %w", agent, longest, ErrAgent)
	}
	return nil
}

// answer judges the status and reads the body.
func (c *Client) answer(ctx context.Context, cancel context.CancelCauseFunc, res *http.Response, r Request, part *partial) (Response, error) {
	u := res.Request.URL
	resp := Response{URL: u.String(), ETag: validator(res, "ETag"), Modified: validator(res, "Last-Modified")}
	switch code := res.StatusCode; {
	case code == http.StatusNotModified && !part.resumes() && (r.ETag != "" || r.Modified != ""):
		resp.Unchanged = true
		if resp.ETag == "" {
			resp.ETag = r.ETag
		}
		if resp.Modified == "" {
			resp.Modified = r.Modified
		}
		return resp, nil
	case code == http.StatusOK:
		part.begin(res)
	case code == http.StatusPartialContent && part.resumes():
		if err := part.goesOn(res); err != nil {
			return resp, err
		}
	default:
		return resp, c.status(res, part)
	}
	body, err := c.read(ctx, cancel, res, part)
	if err != nil {
		return resp, err
	}
	resp.Body = body
	resp.Type, resp.Charset = mediaType(part.contentType)
	resp.ETag, resp.Modified = part.etagAny, part.modified
	return resp, fits(r.Kind, resp)
}

// validator is a header's value, if it can be sent back as it is.
func validator(res *http.Response, name string) string {
	v := textproto.TrimString(res.Header.Get(name))
	const longest = 256
	if len(v) > longest || strings.IndexFunc(v, func(c rune) bool { return c < ' ' || c > '~' }) >= 0 {
		return ""
	}
	return v
}

// status is the error of an answer without content.
func (c *Client) status(res *http.Response, part *partial) error {
	e := &Error{}
	host := res.Request.URL.Hostname()
	if wait, ok := RetryAfter(res.Header.Get("Retry-After"), c.opts.Now()); ok {
		e.Wait = wait
	}
	switch code := res.StatusCode; {
	case code == http.StatusForbidden && isSEC(host), code == http.StatusForbidden && res.Request.UserAgent() == c.opts.Agent && c.opts.Agent != "":
		e.Cause = blockedBySEC(res, c.opts.Agent)
		c.gate.block(host, e.Cause)
	case code == http.StatusForbidden:
		e.Cause = fmt.Errorf("%w: the server wants a key, a browser or another network", ErrBlocked)
	case code == http.StatusUnauthorized:
		e.Cause = fmt.Errorf("%w: the server wants a name and password (401)", ErrStatus)
	case code == http.StatusNotFound, code == http.StatusGone:
		e.Cause = ErrNotFound
	case code == http.StatusTooManyRequests:
		e.Cause, e.again = ErrBusy, true
	case code == http.StatusServiceUnavailable, code == http.StatusBadGateway, code == http.StatusGatewayTimeout,
		code == http.StatusInternalServerError, code == http.StatusRequestTimeout:
		e.Cause, e.again = fmt.Errorf("%w (%d)", ErrUnavailable, code), true
	case code == http.StatusPreconditionFailed, code == http.StatusRequestedRangeNotSatisfiable:
		part.forget()
		e.Cause, e.again = ErrChanging, true
	case code == http.StatusNoContent:
		e.Cause = ErrEmpty
	default:
		e.Cause = fmt.Errorf("%w: status %d", ErrStatus, code)
	}
	if e.Wait > 0 && e.again {
		c.gate.leave(host, min(e.Wait, maxWait))
	}
	return e
}

// blockedBySEC reads which of its two reasons the SEC had.
func blockedBySEC(res *http.Response, agent string) error {
	const head = 16 << 10
	page, _ := io.ReadAll(io.LimitReader(res.Body, head)) // as much as comes
	text := string(page)
	switch {
	case strings.Contains(text, "Undeclared Automated Tool"), strings.Contains(text, "undeclared automated tool"):
		return fmt.Errorf("%w: the SEC does not take %q for a name and mail address: correct user_agent in .assay.toml, or ASSAY_USER_AGENT", ErrBlocked, agent)
	case strings.Contains(text, "Threshold Exceeded"):
		return fmt.Errorf("%w: the SEC was asked too often from here, also by other programs, and answers no more for ten minutes: run it again then", ErrBlocked)
	}
	return fmt.Errorf("%w: the SEC answers no more: it blocks an address for ten minutes after too many requests, and as long as the User-Agent (%q) does not say who asks; look at user_agent, and run it again in ten minutes", ErrBlocked, agent)
}

// elsewhere is where redirects led, nil if nowhere.
func elsewhere(start, u *url.URL) *url.URL {
	if u == start {
		return nil
	}
	return u
}

// explain makes an *Error of what went wrong with an address, at the place u to
// which redirects led from it.
func (c *Client) explain(ctx context.Context, address string, u *url.URL, err error) error {
	if err == nil {
		return nil
	}
	e := &Error{}
	if !errors.As(err, &e) {
		e = network(ctx, err)
	}
	e.URL = Shown(address)
	if u != nil {
		e.Cause = fmt.Errorf("redirected to %s: %w", Shown(u.String()), e.Cause)
	}
	return e
}

// network is the error of a connection: what is worth another try, and what is
// not.
func network(ctx context.Context, err error) *Error {
	if cause := context.Cause(ctx); cause != nil {
		if errors.Is(cause, context.DeadlineExceeded) {
			cause = fmt.Errorf("%w: no end within the time allowed", ErrTooSlow)
		}
		if errors.Is(cause, ErrTooSlow) {
			return &Error{Cause: cause, again: true}
		}
		err = cause
	}
	for _, own := range []error{ErrAddress, ErrPrivate, ErrRedirect, ErrAgent, ErrBlocked, ErrTooLarge, ErrType, ErrEmpty, ErrUnreachable} {
		if errors.Is(err, own) {
			return &Error{Cause: unwrapURL(err)}
		}
	}
	for _, own := range []error{ErrTruncated, ErrChanging} {
		if errors.Is(err, own) {
			return &Error{Cause: err, again: true}
		}
	}
	var dns *net.DNSError
	var nerr net.Error
	switch {
	case errors.As(err, &dns):
		return &Error{Cause: fmt.Errorf("%w: %w", ErrUnreachable, dns), again: dns.IsTemporary || dns.IsTimeout}
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return &Error{Cause: fmt.Errorf("%w: %w", ErrTruncated, unwrapURL(err)), again: true}
	case errors.As(err, &nerr) && nerr.Timeout():
		return &Error{Cause: fmt.Errorf("%w: %w", ErrTooSlow, unwrapURL(err)), again: true}
	}
	var cert *tls.CertificateVerificationError
	return &Error{Cause: fmt.Errorf("%w: %w", ErrUnreachable, unwrapURL(err)), again: !errors.As(err, &cert)}
}

// unwrapURL takes off what net/http adds: it repeats the address.
func unwrapURL(err error) error {
	var ue *url.Error
	if errors.As(err, &ue) {
		return ue.Err
	}
	return err
}
