package fetch_test

import (
	"cmp"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"assay/fetch"
	"assay/fetch/fetchtest"
)

// clock is a clock that moves only when somebody sleeps.
type clock struct {
	mu    sync.Mutex
	t     time.Time
	slept []time.Duration
}

func newClock() *clock { return &clock{t: time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
	c.slept = append(c.slept, d)
	return ctx.Err()
}

func (c *clock) total() (d time.Duration) {
	for _, s := range c.slept {
		d += s
	}
	return d
}

// small are limits under which a bad answer is found soon.
func small() fetch.Limits {
	return fetch.Limits{Wire: 64 << 10, Body: 256 << 10, Exchange: 20 * time.Second, Header: 200 * time.Millisecond, Window: 100 * time.Millisecond, Progress: 1000}
}

func client(s *fetchtest.Server, c *clock) *fetch.Client {
	return fetch.New(fetch.Options{Agent: "Desk desk@example.com", Trusted: []string{s.Host()}, Limits: small(), Now: c.now, Sleep: c.sleep})
}

const body = `{"cik":1045810,"entityName":"NVIDIA CORP","facts":{}}`

func good(etag string) fetchtest.Answer {
	return fetchtest.Answer{Body: body, Header: map[string]string{"ETag": etag, "Content-Type": "application/json; charset=utf-8"}}
}

func broken(status int, header ...string) fetchtest.Answer {
	a := fetchtest.Answer{Status: status, Header: map[string]string{}}
	for i := 0; i+1 < len(header); i += 2 {
		a.Header[header[i]] = header[i+1]
	}
	return a
}

// Every fault: what comes of it, after how many requests and how long a wait.
func TestFaults(t *testing.T) {
	etag := map[string]string{"ETag": `"a"`}
	at := func(a fetchtest.Answer, h map[string]string) fetchtest.Answer { a.Header = h; return a }
	big := strings.Repeat(body, 4000)
	cut := fetchtest.Answer{Body: body, Fault: fetchtest.Truncated}
	tests := []struct {
		name    string
		kind    fetch.Kind
		answers []fetchtest.Answer
		want    error // nil: the body
		says    string
		body    string // "" for the usual one
		asked   int
		atLeast time.Duration // of waiting
		atMost  time.Duration
	}{
		{name: "good", answers: []fetchtest.Answer{good(`"a"`)}, asked: 1},
		{name: "packed", answers: []fetchtest.Answer{{Body: body, Fault: fetchtest.Packed}}, asked: 1},
		{name: "busy, seconds", answers: []fetchtest.Answer{broken(429, "Retry-After", "7"), good("")}, asked: 2, atLeast: 7 * time.Second, atMost: 8 * time.Second},
		{name: "busy, date", answers: []fetchtest.Answer{broken(429, "Retry-After", "Fri, 27 Nov 2026 12:00:40 GMT"), good("")}, asked: 2, atLeast: 40 * time.Second, atMost: 41 * time.Second},
		{name: "busy for an hour", answers: []fetchtest.Answer{broken(429, "Retry-After", "3600")}, want: fetch.ErrBusy, says: "until 2026-11-27 13:00 UTC", asked: 1},
		{name: "busy for ever", answers: []fetchtest.Answer{broken(429)}, want: fetch.ErrBusy, says: "tried 4 times", asked: 4, atLeast: 1750 * time.Millisecond, atMost: 6 * time.Second},
		{name: "unavailable once", answers: []fetchtest.Answer{broken(503), good("")}, asked: 2, atLeast: 250 * time.Millisecond, atMost: time.Second},
		{name: "unavailable", answers: []fetchtest.Answer{broken(503)}, want: fetch.ErrUnavailable, says: "(503)", asked: 4},
		{name: "bad gateway", answers: []fetchtest.Answer{broken(502)}, want: fetch.ErrUnavailable, asked: 4},
		{name: "not there", answers: []fetchtest.Answer{broken(404)}, want: fetch.ErrNotFound, asked: 1},
		{name: "password", answers: []fetchtest.Answer{broken(401)}, want: fetch.ErrStatus, asked: 1},
		{name: "teapot", answers: []fetchtest.Answer{broken(418)}, want: fetch.ErrStatus, says: "418", asked: 1},
		{name: "refused", answers: []fetchtest.Answer{broken(403)}, want: fetch.ErrBlocked, asked: 1},
		{name: "not changed, though nothing was known", answers: []fetchtest.Answer{broken(304)}, want: fetch.ErrStatus, asked: 1},
		{name: "no content", answers: []fetchtest.Answer{broken(204)}, want: fetch.ErrEmpty, asked: 1},
		{name: "empty", answers: []fetchtest.Answer{{Body: " \n"}}, want: fetch.ErrEmpty, asked: 1},
		{name: "truncated, no version", answers: []fetchtest.Answer{cut, good("")}, asked: 2},
		{name: "truncated, resumed", answers: []fetchtest.Answer{at(cut, etag), good(`"a"`)}, asked: 2},
		{name: "truncated for ever", answers: []fetchtest.Answer{cut}, want: fetch.ErrTruncated, says: "tried 4 times", asked: 4},
		{name: "changed while reading, 200", answers: []fetchtest.Answer{at(cut, etag), good(`"b"`)}, asked: 2},
		{name: "changed while reading, 206 of another", answers: []fetchtest.Answer{at(cut, etag), {Body: strings.Repeat("x", len(body)), Fault: fetchtest.Rest, Header: map[string]string{"ETag": `"b"`}}, good(`"b"`)}, asked: 3},
		{name: "changed while reading, shorter by now", answers: []fetchtest.Answer{at(cut, etag), broken(416), good(`"b"`)}, asked: 3},
		{name: "packed, cut short", answers: []fetchtest.Answer{{Body: body, Fault: fetchtest.HalfZip}, good("")}, asked: 2},
		{name: "another packing", answers: []fetchtest.Answer{{Body: body, Header: map[string]string{"Content-Encoding": "br"}}}, want: fetch.ErrType, asked: 1},
		{name: "too large, stated", answers: []fetchtest.Answer{{Body: big}}, want: fetch.ErrTooLarge, asked: 1},
		{name: "too large, packed", answers: []fetchtest.Answer{{Body: strings.Repeat("0", 300<<10), Fault: fetchtest.Packed}}, want: fetch.ErrTooLarge, says: "as if made to fill memory", asked: 1},
		{name: "stalls", answers: []fetchtest.Answer{{Body: body, Fault: fetchtest.Stalls}, good("")}, asked: 2},
		{name: "drips", answers: []fetchtest.Answer{{Fault: fetchtest.Drips}}, want: fetch.ErrTooSlow, says: "less than 1000 bytes in 100ms", asked: 4},
		{name: "silent", answers: []fetchtest.Answer{{Fault: fetchtest.Silent}, good("")}, asked: 2},
		{name: "a page for JSON", kind: fetch.JSON, answers: []fetchtest.Answer{{Body: "<!doctype html><title>key</title>"}}, want: fetch.ErrType, says: "a web page, not JSON", asked: 1},
		{name: "a page for CSV", kind: fetch.CSV, answers: []fetchtest.Answer{{Body: "<html><body>Get your apikey"}}, want: fetch.ErrType, says: "a web page, not CSV", asked: 1},
		{name: "a table called a page", kind: fetch.CSV, answers: []fetchtest.Answer{{Body: "Date,Close\n2026-07-30,1\n", Header: map[string]string{"Content-Type": "text/html"}}}, body: "Date,Close\n2026-07-30,1\n", asked: 1},
		{name: "JSON called a page", kind: fetch.JSON, answers: []fetchtest.Answer{{Body: body, Header: map[string]string{"Content-Type": "text/html"}}}, asked: 1},
		{name: "a piece of a page called a page", kind: fetch.CSV, answers: []fetchtest.Answer{{Body: "Please <a href='/key'>get a key</a>", Header: map[string]string{"Content-Type": "text/html"}}}, want: fetch.ErrType, asked: 1},
		{name: "JSON for CSV", kind: fetch.CSV, answers: []fetchtest.Answer{{Body: `{"error":"key"}`}}, want: fetch.ErrType, asked: 1},
		{name: "text for JSON", kind: fetch.JSON, answers: []fetchtest.Answer{{Body: "Exceeded"}}, want: fetch.ErrType, asked: 1},
		{name: "a picture for a page", kind: fetch.Page, answers: []fetchtest.Answer{{Body: "\x89PNG", Header: map[string]string{"Content-Type": "image/png"}}}, want: fetch.ErrType, says: `"image/png"`, asked: 1},
		{name: "redirect to a private address", answers: []fetchtest.Answer{broken(302, "Location", "http://169.254.169.254/latest/meta-data/")}, want: fetch.ErrPrivate, says: "link-local", asked: 1},
		{name: "redirect to a port", answers: []fetchtest.Answer{broken(302, "Location", "http://192.0.0.8:8080/")}, want: fetch.ErrRedirect, says: "port 8080", asked: 1},
		{name: "redirect to a file", answers: []fetchtest.Answer{broken(307, "Location", "file:///etc/passwd")}, want: fetch.ErrRedirect, asked: 1},
		{name: "redirect with a password", answers: []fetchtest.Answer{broken(308, "Location", "http://a:b@example.com/")}, want: fetch.ErrRedirect, asked: 1},
		{name: "redirect to nowhere", answers: []fetchtest.Answer{broken(301)}, want: fetch.ErrRedirect, asked: 1},
		{name: "redirect in a circle", answers: []fetchtest.Answer{broken(301, "Location", "/x")}, want: fetch.ErrRedirect, says: "more than 5", asked: 6},
		{name: "redirect", answers: []fetchtest.Answer{broken(301, "Location", "/x"), good("")}, asked: 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, c := fetchtest.New(t), newClock()
			s.Say("/x", tt.answers...)
			r, err := client(s, c).Get(t.Context(), fetch.Request{URL: s.URL + "/x", Kind: tt.kind})
			var e *fetch.Error
			switch {
			case tt.want == nil && (err != nil || string(r.Body) != cmp.Or(tt.body, body)):
				t.Errorf("%q, %v", r.Body, err)
			case tt.want != nil && (!errors.Is(err, tt.want) || !errors.As(err, &e) || !strings.Contains(err.Error(), tt.says)):
				t.Errorf("%v, want %v (%s)", err, tt.want, tt.says)
			}
			if err != nil && !strings.HasPrefix(err.Error(), "fetch: "+s.URL+"/x: ") {
				t.Errorf("the error does not begin with the address: %v", err)
			}
			if got := s.Asked(); len(got) != tt.asked {
				t.Errorf("%d requests, want %d: %q", len(got), tt.asked, got)
			}
			if tt.atMost > 0 && (c.total() < tt.atLeast || c.total() > tt.atMost) {
				t.Errorf("waited %v, want %v to %v", c.total(), tt.atLeast, tt.atMost)
			}
		})
	}
}

// A download that was cut short is asked for from there on, under its version.
func TestResume(t *testing.T) {
	s, c := fetchtest.New(t), newClock()
	s.Say("/x", fetchtest.Answer{Body: body, Fault: fetchtest.Truncated, Header: map[string]string{"ETag": `"a"`}}, good(`"a"`))
	if _, err := client(s, c).Get(t.Context(), fetch.Request{URL: s.URL + "/x"}); err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf(`/x Range:bytes=%d- If-Range:"a"`, len(body)/2)
	if got := s.Asked(); len(got) != 2 || got[1] != want {
		t.Errorf("asked %q, want %q", got, want)
	}
}

// What is known is asked for under its validators, and comes back unchanged.
func TestConditional(t *testing.T) {
	s, c := fetchtest.New(t), newClock()
	s.Say("/x", good(`W/"a"`))
	get := client(s, c).Get
	first, err := get(t.Context(), fetch.Request{URL: s.URL + "/x"})
	if err != nil || first.ETag != `W/"a"` || first.Type != "application/json" || first.Charset != "utf-8" {
		t.Fatalf("%+v, %v", first, err)
	}
	again, err := get(t.Context(), fetch.Request{URL: s.URL + "/x", ETag: first.ETag, Modified: "Fri, 27 Nov 2026 12:00:40 GMT"})
	if err != nil || !again.Unchanged || again.ETag != first.ETag || len(again.Body) > 0 {
		t.Errorf("%+v, %v", again, err)
	}
	if got := s.Asked()[1]; got != `/x If-None-Match:W/"a" If-Modified-Since:Fri, 27 Nov 2026 12:00:40 GMT` {
		t.Errorf("asked %q", got)
	}
}

// Answers that belong together are read again where the first changed meanwhile.
func TestSteady(t *testing.T) {
	other := good(`"b"`)
	other.Body = strings.Replace(body, "CORP", "INC", 1)
	for _, tt := range []struct {
		name    string
		answers []fetchtest.Answer
		more    bool
		reads   int
		want    error
	}{
		{"one answer", []fetchtest.Answer{good(`"a"`)}, false, 1, nil},
		{"steady", []fetchtest.Answer{good(`"a"`)}, true, 1, nil},
		{"steady, no validators", []fetchtest.Answer{good("")}, true, 1, nil},
		{"changed once", []fetchtest.Answer{good(`"a"`), other}, true, 2, nil},
		{"changing", []fetchtest.Answer{good(`"a"`), other, good(`"a"`), other}, true, 3, fetch.ErrChanging},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, c := fetchtest.New(t), newClock()
			s.Say("/x", tt.answers...)
			reads := 0
			err := client(s, c).Steady(t.Context(), fetch.Request{URL: s.URL + "/x"}, func(fetch.Response) (bool, error) {
				reads++
				return tt.more, nil
			})
			if !errors.Is(err, tt.want) || reads != tt.reads {
				t.Errorf("read %d times, %v", reads, err)
			}
		})
	}
}

// An answer under https may not lead to http, certificates count, and faults are the same
// over HTTP/2.
func TestTLS(t *testing.T) {
	s, c := fetchtest.StartTLS(), newClock()
	defer s.Close()
	s.Say("/x", broken(302, "Location", "http://example.com/"))
	s.Say("/y", good(""))
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	o := fetch.Options{Trusted: []string{s.Host()}, Now: c.now, Sleep: c.sleep, Limits: small(), Roots: roots}
	if _, err := fetch.New(o).Get(t.Context(), fetch.Request{URL: s.URL + "/x"}); !errors.Is(err, fetch.ErrRedirect) || !strings.Contains(err.Error(), "not encrypted") {
		t.Error(err)
	}
	if _, err := fetch.New(o).Get(t.Context(), fetch.Request{URL: s.URL + "/y"}); err != nil {
		t.Error(err)
	}
	cut := fetchtest.Answer{Body: body, Fault: fetchtest.Truncated, Header: map[string]string{"ETag": `"a"`}}
	s.Say("/z", cut, broken(503), good(`"a"`))
	if r, err := fetch.New(o).Get(t.Context(), fetch.Request{URL: s.URL + "/z"}); err != nil || string(r.Body) != body {
		t.Errorf("HTTP/2, cut short, unavailable, resumed: %q, %v", r.Body, err)
	}
	s.Say("/slow", fetchtest.Answer{Fault: fetchtest.Drips})
	if _, err := fetch.New(o).Get(t.Context(), fetch.Request{URL: s.URL + "/slow"}); !errors.Is(err, fetch.ErrTooSlow) {
		t.Errorf("HTTP/2, slow: %v", err)
	}
	o.Roots = nil
	if _, err := fetch.New(o).Get(t.Context(), fetch.Request{URL: s.URL + "/y"}); !errors.Is(err, fetch.ErrUnreachable) || !strings.Contains(err.Error(), "certificate") {
		t.Error(err)
	}
}

// Addresses that are refused before anything is asked, whatever they resolve to.
func TestAddresses(t *testing.T) {
	c := newClock()
	o := fetch.Options{Now: c.now, Sleep: c.sleep}
	for _, tt := range []struct {
		url  string
		want error
	}{
		{"", fetch.ErrAddress},
		{"file:///etc/passwd", fetch.ErrAddress},
		{"ftp://example.com/", fetch.ErrAddress},
		{"http:example.com", fetch.ErrAddress},
		{"http://", fetch.ErrAddress},
		{"http://:80/", fetch.ErrAddress},
		{"http://user@example.com/", fetch.ErrAddress},
		{"http://user:secret@example.com/", fetch.ErrAddress},
		{"http://example.com:8080/", fetch.ErrAddress},
		{"http://example.com:0/", fetch.ErrAddress},
		{"http://exa mple.com/", fetch.ErrAddress},
		{"http://example.com/%zz", fetch.ErrAddress},
		{"http://example.com/" + strings.Repeat("a", 9000), fetch.ErrAddress},
		{"http://127.0.0.1/", fetch.ErrPrivate},
		{"http://[::1]/", fetch.ErrPrivate},
		{"http://[::ffff:127.0.0.1]/", fetch.ErrPrivate},
		{"http://[fe80::1%25eth0]/", fetch.ErrPrivate},
		{"https://169.254.169.254/latest/meta-data/", fetch.ErrPrivate},
		{"https://10.1.2.3/", fetch.ErrPrivate},
		{"https://data.sec.gov/x", fetch.ErrAgent},
	} {
		_, err := fetch.New(o).Get(t.Context(), fetch.Request{URL: tt.url})
		var e *fetch.Error
		if !errors.Is(err, tt.want) || !errors.As(err, &e) {
			t.Errorf("%.60s: %v", tt.url, err)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("the error tells the password: %v", err)
		}
	}
}

// The environment's proxy is not followed: it would look names up itself.
func TestNoProxy(t *testing.T) {
	proxy, s, c := fetchtest.New(t), fetchtest.New(t), newClock()
	for _, name := range []string{"HTTP_PROXY", "http_proxy", "ALL_PROXY"} {
		t.Setenv(name, proxy.URL)
	}
	s.Say("/x", good(""))
	if _, err := client(s, c).Get(t.Context(), fetch.Request{URL: s.URL + "/x"}); err != nil || len(proxy.Asked()) > 0 {
		t.Error(err, proxy.Asked())
	}
}

// An end from outside ends waiting, and is told as what it is.
func TestEnds(t *testing.T) {
	s := fetchtest.New(t)
	s.Say("/x", fetchtest.Answer{Fault: fetchtest.Silent})
	o := fetch.Options{Trusted: []string{s.Host()}, Now: newClock().now}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := fetch.New(o).Get(ctx, fetch.Request{URL: s.URL + "/x"}); !errors.Is(err, fetch.ErrTooSlow) || !strings.Contains(err.Error(), "within the time allowed") {
		t.Error(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := fetch.New(o).Get(ctx, fetch.Request{URL: s.URL + "/x"}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// Who asks is told to the SEC and where a request says so, to nobody else.
func TestAgent(t *testing.T) {
	var got []string
	s := fetchtest.New(t)
	s.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = append(got, r.UserAgent())
		fmt.Fprint(w, body)
	})
	c := client(s, newClock())
	for _, declare := range []bool{false, true} {
		if _, err := c.Get(t.Context(), fetch.Request{URL: s.URL + "/x", Declare: declare}); err != nil {
			t.Fatal(err)
		}
	}
	if strings.Join(got, "|") != "assay|Desk desk@example.com" {
		t.Errorf("%q", got)
	}
	for agent, ok := range map[string]bool{
		"": false, "curl/8.0": false, "desk@example.com": false, "Desk desk@": false, "Desk @example.com": false, "Desk desk@localhost": false,
		"Desk\r\nX: y desk@example.com": false, "Bücher desk@example.com": false, strings.Repeat("Desk ", 60) + "desk@example.com": false,
		"Desk desk@example.com": true, "Example Desk (desk@example.com)": true,
	} {
		if err := fetch.CheckAgent(agent); (err == nil) != ok || err != nil && !errors.Is(err, fetch.ErrAgent) {
			t.Errorf("%q: %v", agent, err)
		}
	}
}

// Two refusals of the SEC are told apart, and after one the host is asked no more.
func TestBlocked(t *testing.T) {
	for page, says := range map[string]string{
		"<h1>Your Request Originates from an Undeclared Automated Tool</h1>": "does not take \"Desk desk@example.com\"",
		"<h1>Request Rate Threshold Exceeded</h1>":                           "ten minutes",
		"": "does not say who asks",
	} {
		s, c := fetchtest.New(t), newClock()
		s.Say("/x", fetchtest.Answer{Status: 403, Body: page})
		cl := client(s, c)
		for range 3 {
			_, err := cl.Get(t.Context(), fetch.Request{URL: s.URL + "/x", Declare: true})
			if !errors.Is(err, fetch.ErrBlocked) || !strings.Contains(err.Error(), says) {
				t.Error(err)
			}
		}
		if n := len(s.Asked()); n != 1 {
			t.Errorf("asked %d times", n)
		}
	}
}

func TestShown(t *testing.T) {
	for in, want := range map[string]string{
		"https://x.example/a?s=nvda.us&apikey=123&i=d": "https://x.example/a?s=nvda.us&apikey=…&i=d",
		"https://me:pass@x.example/":                   "https://%E2%80%A6@x.example/",
		"https://x.example/a?b":                        "https://x.example/a?b",
		"%zz\xff":                                      "%zz\uFFFD",
	} {
		if got := fetch.Shown(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}
