package fetch

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"
)

// Addresses of the registries, and public ones. Each is written out here: the
// test does not read the file that it tests.
func TestPublic(t *testing.T) {
	for _, a := range strings.Fields(`
		0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1 127.255.255.254
		169.254.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.8 192.0.0.192 192.0.2.1 192.31.196.1
		192.52.193.1 192.88.99.1 192.168.0.1 192.175.48.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9
		224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 168.63.129.16
		:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::10.0.0.1 64:ff9b::169.254.169.254 64:ff9b:1::1
		64:ff9b:1::8.8.8.8 100::1 100:0:0:1::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:2::1 2001:db8::1 2001:10::1 2001:20::1
		2001:1ff::1 2002:7f00:1::1 2002:808:808::1 2620:4f:8000::1 3fff::1 3fff:fff::1 5f00::1 fc00::1 fd00:ec2::254 fdff::1
		fe80::1 febf::1 fec0::1 feff::1 ff02::1 4000::1 8000::1 1000::1 2606:4700::5efe:10.0.0.1 2606:4700::200:5efe:127.0.0.1`) {
		if err := Public(netip.MustParseAddr(a)); !errors.Is(err, ErrPrivate) {
			t.Errorf("%s passes", a)
		}
	}
	for _, a := range strings.Fields(`
		1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.255.255
		172.15.255.255 172.32.0.0 192.0.1.0 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 223.255.255.255
		23.5.201.10 2606:4700:4700::1111 2a00:1450:4001:81b::200e 2001:200::1 2001:4860:4860::8888 2003::1 64:ff9b::8.8.8.8
		2606:4700::5efe:8.8.8.8`) {
		if err := Public(netip.MustParseAddr(a)); err != nil {
			t.Errorf("%s: %v", a, err)
		}
	}
	for _, a := range []netip.Addr{{}, netip.MustParseAddr("fe80::1%eth0"), netip.MustParseAddr("2606:4700::1%x")} {
		if Public(a) == nil {
			t.Errorf("%v passes", a)
		}
	}
}

// registry are the blocks of the two registries with multicast, for the fuzz
// test, as first and last address: written apart from special.tsv.
var registry4 = [][2]uint32{
	{0x00000000, 0x00ffffff}, {0x0a000000, 0x0affffff}, {0x64400000, 0x647fffff}, {0x7f000000, 0x7fffffff},
	{0xa9fe0000, 0xa9feffff}, {0xac100000, 0xac1fffff}, {0xc0000000, 0xc00000ff}, {0xc0000200, 0xc00002ff},
	{0xc01fc400, 0xc01fc4ff}, {0xc034c100, 0xc034c1ff}, {0xc0586300, 0xc05863ff}, {0xc0a80000, 0xc0a8ffff},
	{0xc0af3000, 0xc0af30ff}, {0xc6120000, 0xc613ffff}, {0xc6336400, 0xc63364ff}, {0xcb007100, 0xcb0071ff},
	{0xe0000000, 0xffffffff},
}

func special4(n uint32) bool {
	for _, b := range registry4 {
		if n >= b[0] && n <= b[1] {
			return true
		}
	}
	return false
}

// special6 is written by the words of the address: what is not in 2000::/3 is
// special but for NAT64, and within it the registry's blocks are.
func special6(b [16]byte) bool {
	w := func(i int) uint16 { return binary.BigEndian.Uint16(b[2*i:]) }
	v4 := binary.BigEndian.Uint32(b[12:])
	if w(0) == 0x64 && w(1) == 0xff9b && w(2)|w(3)|w(4)|w(5) == 0 {
		return special4(v4)
	}
	switch {
	case b[0]>>5 != 1:
		return true
	case w(0) == 0x2001 && (w(1) < 0x200 || w(1) == 0xdb8), w(0) == 0x2002, w(0) == 0x2620 && w(1) == 0x4f && w(2) == 0x8000, w(0) == 0x3fff && w(1) < 0x1000:
		return true
	}
	return false
}

// FuzzPublic: no address of the registries passes, in whatever form; and every
// other IPv4 address does.
func FuzzPublic(f *testing.F) {
	for _, s := range []string{"127.0.0.1", "8.8.8.8", "::1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:1::", "fd00::1", "2606:4700::1111", "169.254.169.254", "168.63.129.16"} {
		a := netip.MustParseAddr(s)
		f.Add(a.AsSlice())
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		a, ok := netip.AddrFromSlice(raw)
		if !ok {
			return
		}
		err := Public(a)
		if a.Is4() {
			b := a.As4()
			if want := special4(binary.BigEndian.Uint32(b[:])) || a.String() == "168.63.129.16"; want != (err != nil) {
				t.Errorf("%v: %v", a, err)
			}
			mapped := netip.AddrFrom16(a.As16())
			if Public(mapped) == nil {
				t.Errorf("%v passes", mapped)
			}
			return
		}
		if special6(a.As16()) && err == nil {
			t.Errorf("%v passes", a)
		}
	})
}

// A name is looked up once for a connection, and the connection goes to the
// address of that answer, whatever the name says a moment later.
func TestRebinding(t *testing.T) {
	asked, dialled := 0, []netip.AddrPort{}
	resolve := func(context.Context, string) ([]netip.Addr, error) {
		asked++
		if asked > 1 {
			return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
		}
		return []netip.Addr{netip.MustParseAddr("::ffff:93.184.216.34"), netip.MustParseAddr("2606:2800::1")}, nil
	}
	d := newDialer(resolve, nil)
	d.connect = func(_ context.Context, to netip.AddrPort, trusted bool) (net.Conn, error) {
		dialled = append(dialled, to)
		return nil, fmt.Errorf("no network in tests (trusted: %v)", trusted)
	}
	d.dial(t.Context(), "tcp", "rebind.example:443")
	if asked != 1 || fmt.Sprint(dialled) != "[93.184.216.34:443 [2606:2800::1]:443]" {
		t.Errorf("looked up %d times, dialled %v", asked, dialled)
	}
	dialled = nil
	if _, err := d.dial(t.Context(), "tcp", "rebind.example:443"); !errors.Is(err, ErrPrivate) || len(dialled) > 0 {
		t.Errorf("%v, dialled %v", err, dialled)
	}
}

// One private address among a host's spoils the host; only trusted hosts may have them.
func TestMixed(t *testing.T) {
	resolve := func(context.Context, string) ([]netip.Addr, error) {
		return []netip.Addr{netip.MustParseAddr("93.184.216.34"), netip.MustParseAddr("10.0.0.1")}, nil
	}
	d := newDialer(resolve, []string{"mirror.example:8080"})
	d.connect = func(context.Context, netip.AddrPort, bool) (net.Conn, error) { return &net.TCPConn{}, nil }
	for hostPort, want := range map[string]error{"a.example:80": ErrPrivate, "a.example:8080": ErrAddress, "mirror.example:80": ErrPrivate, "MIRROR.example:8080": nil} {
		if _, err := d.dial(t.Context(), "tcp", hostPort); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", hostPort, err, want)
		}
	}
}

// The last look before the system connects: a mistake above it changes nothing.
func TestControl(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	to := netip.MustParseAddrPort(l.Addr().String())
	if _, err := connect(t.Context(), to, false); !errors.Is(err, ErrPrivate) {
		t.Errorf("connected to %v: %v", to, err)
	}
	conn, err := connect(t.Context(), to, true)
	if err != nil {
		t.Fatal(err)
	}
	conn.Close()
}

// Requests of many goroutines to all of the SEC's hosts keep to one rate.
func TestRate(t *testing.T) {
	var mu sync.Mutex
	start := time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
	var at []time.Duration
	now := start
	g := newGate(func() time.Time { return now }, func(_ context.Context, d time.Duration) error {
		mu.Lock()
		defer mu.Unlock()
		at = append(at, d)
		return nil
	})
	var all sync.WaitGroup
	for i := range 81 {
		all.Go(func() { g.pass(t.Context(), []string{"data.sec.gov", "www.sec.gov", "WWW.SEC.GOV."}[i%3]) })
	}
	all.Wait()
	// The first goes at once, the others an eighth of a second after one another.
	seen := map[time.Duration]bool{}
	for _, d := range at {
		seen[d.Round(time.Millisecond)] = true
	}
	if len(at) != 80 || len(seen) != 80 || !seen[10*time.Second] || !seen[125*time.Millisecond] {
		t.Errorf("%d waits, %d of them different", len(at), len(seen))
	}
	g.leave("data.sec.gov", time.Minute)
	at = nil
	g.pass(t.Context(), "www.sec.gov")
	if len(at) != 1 || at[0] < time.Minute {
		t.Errorf("not left alone: %v", at)
	}
	g.block("www.sec.gov", ErrBlocked)
	if err := g.pass(t.Context(), "data.sec.gov"); !errors.Is(err, ErrBlocked) {
		t.Error(err)
	}
	if err := g.pass(t.Context(), "notsec.gov"); err != nil {
		t.Error(err)
	}
	now = start.Add(9 * time.Minute)
	g.block("sec.gov", ErrUnreachable) // prolongs nothing
	now = start.Add(11 * time.Minute)
	if err := g.pass(t.Context(), "data.sec.gov"); err != nil {
		t.Errorf("still blocked after eleven minutes: %v", err)
	}
}

// A host that cannot be reached is not tried over and over.
func TestUnreachable(t *testing.T) {
	asked := 0
	c := New(Options{
		Now: func() time.Time { return time.Time{} },
		Resolve: func(context.Context, string) ([]netip.Addr, error) {
			asked++
			return nil, &net.DNSError{Err: "no such host", Name: "gone.example", IsNotFound: true}
		},
	})
	for range 3 {
		_, err := c.Get(t.Context(), Request{URL: "https://gone.example/x"})
		var e *Error
		if !errors.As(err, &e) || !e.Out() || !strings.Contains(err.Error(), "no such host") {
			t.Error(err)
		}
	}
	if asked != 1 {
		t.Errorf("looked up %d times", asked)
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
	for in, want := range map[string]time.Duration{
		"0": 0, " 120 ": 2 * time.Minute, "Fri, 27 Nov 2026 12:00:30 GMT": 30 * time.Second, "Friday, 27-Nov-26 12:01:00 GMT": time.Minute,
		"Fri, 27 Nov 2026 11:00:00 GMT": 0, "99999999999999999999": 10 * 365 * 24 * time.Hour, "Fri, 27 Nov 3026 11:00:00 GMT": 10 * 365 * 24 * time.Hour,
	} {
		if got, ok := RetryAfter(in, now); !ok || got != want {
			t.Errorf("%q: %v %v", in, got, ok)
		}
	}
	for _, in := range []string{"", "-1", "+1", "1.5", "1e9", "soon", "2026-11-27"} {
		if got, ok := RetryAfter(in, now); ok {
			t.Errorf("%q: %v", in, got)
		}
	}
}

// FuzzRetryAfter: a wait is never negative nor beyond ten years.
func FuzzRetryAfter(f *testing.F) {
	for _, s := range []string{"0", "120", "Fri, 27 Nov 2026 12:00:30 GMT", "-1", "9223372036854775807", "99999999999999999999", "Sun Nov  6 08:49:37 1994"} {
		f.Add(s)
	}
	now := time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, s string) {
		wait, ok := RetryAfter(s, now)
		if wait < 0 || wait > 10*365*24*time.Hour || !ok && wait != 0 {
			t.Errorf("%q: %v", s, wait)
		}
	})
}

// Waits double, differ from address to address, and are the same each time.
func TestBackOff(t *testing.T) {
	for try := 1; try <= 12; try++ {
		d := min(firstWait<<(try-1), maxWait/2)
		seen := map[time.Duration]bool{}
		for i := range 50 {
			w := backOff(fmt.Sprintf("https://x.example/%d", i), try)
			if w < d/2 || w >= d/2+d || w != backOff(fmt.Sprintf("https://x.example/%d", i), try) {
				t.Fatalf("try %d: %v", try, w)
			}
			seen[w] = true
		}
		if len(seen) < 45 {
			t.Errorf("try %d: %d different waits of 50", try, len(seen))
		}
	}
}

// Through names, checks and redirects to a page: each host is looked up, and who asks
// is told where the request says so, not where a redirect leads.
func TestHosts(t *testing.T) {
	var told []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		told = append(told, r.Host+" "+r.UserAgent())
		if r.Host == "a.example" {
			http.Redirect(w, r, "http://b.example/there", http.StatusFound)
			return
		}
		fmt.Fprint(w, "here")
	}))
	defer server.Close()
	var asked []string
	c := New(Options{
		Agent: "Desk desk@example.com",
		Now:   func() time.Time { return time.Time{} },
		Sleep: func(context.Context, time.Duration) error { return nil },
		Resolve: func(_ context.Context, host string) ([]netip.Addr, error) {
			asked = append(asked, host)
			return []netip.Addr{netip.MustParseAddr("93.184.216.34")}, nil
		},
	})
	c.dialer.connect = func(ctx context.Context, to netip.AddrPort, trusted bool) (net.Conn, error) {
		if trusted || to != netip.MustParseAddrPort("93.184.216.34:80") {
			t.Errorf("connects to %v, trusted: %v", to, trusted)
		}
		return new(net.Dialer).DialContext(ctx, "tcp", server.Listener.Addr().String())
	}
	r, err := c.Get(t.Context(), Request{URL: "http://a.example/x#part", Declare: true})
	if err != nil || string(r.Body) != "here" || r.URL != "http://b.example/there" {
		t.Fatalf("%+v, %v", r, err)
	}
	if got := strings.Join(told, ", "); got != "a.example Desk desk@example.com, b.example assay" {
		t.Errorf("told %s", got)
	}
	if got := strings.Join(asked, " "); got != "a.example b.example" {
		t.Errorf("looked up %s", got)
	}
}
