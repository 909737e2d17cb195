package main

import (
	"context"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/flock"
	"github.com/rogpeppe/go-internal/testscript"

	"assay/config"
	"assay/fetch/fetchtest"
	"assay/live"
)

// replayed puts the server of a script in the place of the network: its address is in
// $SERVER. The clock then stands, and nobody sleeps.
func replayed() {
	at := os.Getenv("SERVER")
	if at == "" {
		return
	}
	u, err := url.Parse(at)
	if err != nil {
		panic(err)
	}
	now := time.Date(2026, 7, 31, 16, 0, 0, 0, time.UTC)
	if later := os.Getenv("NOW"); later != "" {
		if now, err = time.Parse(time.RFC3339, later); err != nil {
			panic(err)
		}
	}
	outside = network{
		now:     func() time.Time { return now },
		sleep:   func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		places:  live.Places{Data: at, Archives: at, Stooq: at, Cboe: at, Deribit: at},
		trusted: []string{u.Host},
	}
}

// serverKey is under which a script keeps its server.
type serverKey struct{}

// serve starts a server with the files of a folder, and names it in $SERVER: serve
// FOLDER. Served again, the folder's faults begin anew.
func serve(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: serve FOLDER")
	}
	s, _ := ts.Value(serverKey{}).(**fetchtest.Server)
	if *s == nil {
		*s = fetchtest.Start()
		ts.Defer((*s).Close)
	}
	ts.Check((*s).Folder(ts.MkAbs(args[0])))
	ts.Setenv("SERVER", (*s).URL)
}

// asked holds what the server was asked for since the last look: asked REGEXP, or ! asked.
func asked(ts *testscript.TestScript, neg bool, args []string) {
	s, _ := ts.Value(serverKey{}).(**fetchtest.Server)
	var all []string
	if *s != nil {
		all = (*s).Asked()
	}
	switch {
	case len(args) == 0 && neg:
		if len(all) > 0 {
			ts.Fatalf("asked for %q", all)
		}
	case len(args) == 1:
		found := regexp.MustCompile(args[0]).MatchString(strings.Join(all, "\n"))
		if found == neg {
			ts.Fatalf("asked for\n%s", strings.Join(all, "\n"))
		}
	default:
		ts.Fatalf("usage: asked REGEXP, or ! asked")
	}
}

// An update that another one is in the way of says so, and asks nothing.
func TestTwoUpdates(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.db")
	lock := flock.New(path + "-update.lock")
	if alone, err := lock.TryLock(); err != nil || !alone {
		t.Fatal(alone, err)
	}
	defer lock.Unlock()
	cmd := exec.Command("assay", "update", "--no-config", "--store", path, "NVDA")
	cmd.Env = append(os.Environ(), "ASSAY_USER_AGENT=Desk desk@example.com")
	says, err := cmd.CombinedOutput()
	if err == nil || !strings.Contains(string(says), "another update of "+path+" is running") {
		t.Errorf("%v: %s", err, says)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("it made a store")
	}
}

// Only a configuration that allows private addresses has any host trusted, and then its
// mirrors alone.
func TestMirrored(t *testing.T) {
	u := config.Update{Mirrors: live.Places{Data: "http://10.0.0.5:8080", Archives: "https://mirror.example/sec"}, Prices: "http://prices.example/{ticker}", Indices: []string{"VIX", "SPX=http://10.0.0.6/spx.csv"}}
	n := network{places: live.Public()}
	p, trusted := n.mirrored(u)
	if len(trusted) > 0 || p.Data != u.Mirrors.Data || p.Cboe != "https://cdn.cboe.com" {
		t.Errorf("%+v trusts %q", p, trusted)
	}
	u.AllowPrivate = true
	_, trusted = n.mirrored(u)
	if got := strings.Join(trusted, " "); got != "10.0.0.5:8080 mirror.example:443 prices.example:80 10.0.0.6:80" {
		t.Errorf("trusts %s", got)
	}
}

func TestAddressName(t *testing.T) {
	for in, want := range map[string]string{
		"https://example.com/a/report.html?x=1": "report", "https://example.com/": "example.com", "https://example.com": "example.com",
		"https://example.com/..": "example.com", "https://example.com/a%2Fb%00c.htm": "b-c", "https://example.com/.bashrc": "example.com", "http://%zz": "page",
	} {
		if got := addressName(in); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]bool{"http://a": true, "HTTPS://a": true, "file:///a": false, "a.txt": false, "http:/a": false, "x/http://a": false} {
		if isAddress(in) != want {
			t.Errorf("%s: %v", in, !want)
		}
	}
}
