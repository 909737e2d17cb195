package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"sync/atomic"
	"time"
)

// partial is what has come of an answer, over several tries: an answer that
// was cut short is asked for from there on (RFC 9110 section 14), if the server
// names the version that it gave by a strong ETag.
type partial struct {
	wire        bytes.Buffer // as it was sent
	etag        string       // strong, or ""
	encoding    string
	contentType string
	etagAny     string // for the next time
	modified    string
}

// resumes reports whether the next try asks for the rest alone.
func (p *partial) resumes() bool { return p.etag != "" && p.wire.Len() > 0 }

// begin takes a new answer.
func (p *partial) begin(res *http.Response) {
	p.forget()
	p.encoding = strings.ToLower(res.Header.Get("Content-Encoding"))
	p.contentType = res.Header.Get("Content-Type")
	p.etagAny, p.modified = validator(res, "ETag"), validator(res, "Last-Modified")
	if strings.HasPrefix(p.etagAny, `"`) {
		p.etag = p.etagAny
	}
}

func (p *partial) forget() { *p = partial{} }

// goesOn checks that an answer is the rest of the one that was begun; if it is
// not, all is asked for again.
func (p *partial) goesOn(res *http.Response) error {
	var from, to, size int64
	_, err := fmt.Sscanf(res.Header.Get("Content-Range"), "bytes %d-%d/%d", &from, &to, &size)
	tag := validator(res, "ETag")
	if err != nil || from != int64(p.wire.Len()) || to+1 != size || tag != "" && tag != p.etag {
		p.forget()
		return ErrChanging
	}
	return nil
}

// read reads a body to its end, within the limits, and unpacks it. What has
// come stays in part where more of it may be asked for.
func (c *Client) read(ctx context.Context, cancel context.CancelCauseFunc, res *http.Response, part *partial) ([]byte, error) {
	if res.ContentLength > c.limits.Wire-int64(part.wire.Len()) {
		return nil, fmt.Errorf("%w: %d MB, at most %d MB", ErrTooLarge, res.ContentLength>>20, c.limits.Wire>>20)
	}
	const ahead = 16 << 20 // what a header may have us set aside
	part.wire.Grow(int(min(max(res.ContentLength, 0), ahead)) + bytes.MinRead)
	w := c.watch(cancel)
	defer w.stop()
	_, err := io.Copy(&part.wire, io.LimitReader(counted{res.Body, w}, c.limits.Wire-int64(part.wire.Len())+1))
	switch {
	case err != nil && ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrTruncated, err)
	case int64(part.wire.Len()) > c.limits.Wire:
		return nil, fmt.Errorf("%w: more than %d MB", ErrTooLarge, c.limits.Wire>>20)
	}
	return c.unpack(part)
}

// unpack undoes the encoding of an answer that has come whole.
func (c *Client) unpack(part *partial) ([]byte, error) {
	switch part.encoding {
	case "", "identity":
		if int64(part.wire.Len()) > c.limits.Body {
			return nil, fmt.Errorf("%w: more than %d MB", ErrTooLarge, c.limits.Body>>20)
		}
		return part.wire.Bytes(), nil
	case "gzip", "x-gzip":
	default:
		return nil, fmt.Errorf("%w: packed as %.40q, which was not asked for", ErrType, part.encoding)
	}
	wire := part.wire.Bytes()
	fail := func(err error) error {
		part.forget() // more of the same is of no use
		return fmt.Errorf("%w: unpacking: %w", ErrTruncated, err)
	}
	z, err := gzip.NewReader(bytes.NewReader(wire))
	if err != nil {
		return nil, fail(err)
	}
	var out bytes.Buffer
	switch _, err := io.Copy(&out, io.LimitReader(z, c.limits.Body+1)); {
	case err != nil:
		return nil, fail(err)
	case int64(out.Len()) > c.limits.Body:
		return nil, fmt.Errorf("%w: %d KB that unpack to more than %d MB, as if made to fill memory", ErrTooLarge, len(wire)>>10, c.limits.Body>>20)
	}
	return out.Bytes(), nil
}

// watched counts bytes and ends an exchange that brings too few of them.
type watched struct {
	came atomic.Int64
	done chan struct{}
}

// watch looks once a window whether enough has come.
func (c *Client) watch(cancel context.CancelCauseFunc) *watched {
	w := &watched{done: make(chan struct{})}
	l := c.limits
	go func() {
		t := time.NewTicker(l.Window)
		defer t.Stop()
		for {
			select {
			case <-w.done:
				return
			case <-t.C:
			}
			if w.came.Swap(0) < l.Progress {
				cancel(fmt.Errorf("%w: less than %d bytes in %v", ErrTooSlow, l.Progress, l.Window))
				return
			}
		}
	}()
	return w
}

func (w *watched) stop() { close(w.done) }

// counted reads and tells the watch.
type counted struct {
	io.Reader
	w *watched
}

func (c counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.w.came.Add(int64(n))
	return n, err
}

// mediaType takes the header apart. What cannot be read is none.
func mediaType(header string) (kind, charset string) {
	kind, params, err := mime.ParseMediaType(header)
	if err != nil && !errors.Is(err, mime.ErrInvalidMediaParameter) {
		return "", ""
	}
	return kind, params["charset"]
}

// fits is nil if an answer is of the kind that was asked for. Servers call one
// kind of file by many names, a table a page and a page a table: what it begins
// with counts more.
func fits(want Kind, r Response) error {
	head := bytes.TrimLeft(bytes.TrimPrefix(r.Body[:min(len(r.Body), 4096)], []byte("\xef\xbb\xbf")), " \t\r\n")
	if len(bytes.TrimSpace(r.Body)) == 0 {
		return ErrEmpty
	}
	called := r.Type == "text/html" || r.Type == "application/xhtml+xml"
	page := isPage(head) || called && bytes.IndexByte(head, '<') >= 0
	switch want {
	case JSON:
		if head[0] != '{' && head[0] != '[' {
			return fmt.Errorf("%w: %s, not JSON", ErrType, whatCame(page, r.Type))
		}
	case CSV:
		if page || head[0] == '{' || bytes.IndexByte(head, 0) >= 0 || strings.HasPrefix(r.Type, "image/") {
			return fmt.Errorf("%w: %s, not CSV", ErrType, whatCame(page, r.Type))
		}
	case Page:
		if head[0] != '<' && !called && r.Type != "text/plain" {
			return fmt.Errorf("%w: %s, not a page", ErrType, whatCame(page, r.Type))
		}
	}
	return nil
}

// isPage reports whether text begins as HTML does.
func isPage(head []byte) bool {
	low := bytes.ToLower(head[:min(len(head), 256)])
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<script"} {
		if bytes.HasPrefix(low, []byte(tag)) {
			return true
		}
	}
	return false
}

// whatCame names what came instead.
func whatCame(page bool, kind string) string {
	switch {
	case page:
		return "a web page"
	case kind == "":
		return "content of no stated kind"
	}
	return fmt.Sprintf("%.60q", kind)
}
