// Package browsertest opens HTML reports in Chromium and looks at them as a reader does:
// at the width of a phone and of a desk, light and dark, by keyboard, and on paper.
//
// It holds tests alone. They need chromium on the PATH and, for the rules of
// accessibility, axe-core, whose file the variable AXE_CORE names. Package report tests
// what needs no browser.
package browsertest

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"assay/locale"
	"assay/report"
)

// patience is how long a test waits for the browser.
const patience = 2 * time.Minute

// lacking skips a test for which the machine lacks something, and fails it on CI.
func lacking(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatal(what + "; .ci/run installs it")
	}
	t.Skip(what)
}

// chromium starts the browser once for all tests.
var chromium = sync.OnceValues(func() (context.Context, error) {
	path, err := exec.LookPath("chromium")
	if err != nil {
		return nil, err
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path))
	if os.Geteuid() == 0 {
		opts = append(opts, chromedp.NoSandbox)
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, cancel := chromedp.NewContext(alloc)
	if err := chromedp.Do(ctx); err != nil {
		cancel()
		stop()
		return nil, err
	}
	closeBrowser = func() { cancel(); stop() }
	return ctx, nil
})

var closeBrowser = func() {}

func TestMain(m *testing.M) {
	code := m.Run()
	closeBrowser()
	os.Exit(code)
}

// tab is a new tab of the browser.
func tab(t testing.TB) context.Context {
	t.Helper()
	browser, err := chromium()
	if err != nil {
		lacking(t, "the test needs chromium: "+err.Error())
	}
	ctx, cancel := chromedp.NewContext(browser)
	ctx, stop := context.WithTimeout(ctx, patience)
	t.Cleanup(func() { stop(); cancel() })
	return ctx
}

// view is how a page is looked at.
type view struct {
	name          string
	width, height int64
	scheme, media string
}

var views = []view{
	{"390 light", 390, 844, "light", ""}, {"390 dark", 390, 844, "dark", ""},
	{"1280 light", 1280, 900, "light", ""}, {"1280 dark", 1280, 900, "dark", ""},
}

// show sets how the tab shows pages.
func show(v view) chromedp.Action[chromedp.Void] {
	return chromedp.Steps(chromedp.EmulateViewport(v.width, v.height), chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		p := emulation.SetEmulatedMediaParams{Media: v.media, Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: v.scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
		}}
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, p)
		return err
	}))
}

// saved writes a document's page to a file and gives its address.
func saved(t testing.TB, d report.Document, lang string) string {
	t.Helper()
	l, err := locale.For(lang)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := report.HTML(&b, d, report.Options{Locale: l}); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return "file://" + file
}

// run runs an action and ends the test on an error.
func run[T any](t testing.TB, ctx context.Context, a chromedp.Action[T]) T {
	t.Helper()
	v, err := chromedp.Run(ctx, a)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
