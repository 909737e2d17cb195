package browsertest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"assay/report"
)

// opened opens all details of a page.
const opened = `document.querySelectorAll("details").forEach(d => d.open = true)`

// faults tells what is wrong with the layout: a page wider than the window, notes over each
// other or over the text wherever the reader is, marks and notes that cannot be seen.
const faults = `(() => {
	const out = [], root = document.documentElement, box = e => e.getBoundingClientRect();
	if (root.scrollWidth > innerWidth) out.push("the page is " + root.scrollWidth + " wide");
	const name = e => e.id || e.className || e.textContent.slice(0, 20);
	for (let y = 0; y <= root.scrollHeight; y += innerHeight / 2) {
		scrollTo(0, y);
		const boxes = [...document.querySelectorAll(".note, .text p, .text h2, .text table")].map(e => [e, box(e)]);
		boxes.sort((a, b) => a[1].top - b[1].top);
		for (let i = 0; i < boxes.length; i++) {
			const [e, a] = boxes[i];
			if (a.height < 8 || a.width < 8) out.push(name(e) + " has no room");
			if (a.left < 0) out.push(name(e) + " leaves the window");
			for (let j = i + 1; j < boxes.length && boxes[j][1].top < a.bottom - .5; j++) {
				const b = boxes[j][1];
				if (b.left < a.right - .5 && a.left < b.right - .5) out.push(name(e) + " and " + name(boxes[j][0]) + " overlap at " + y);
			}
		}
	}
	scrollTo(0, 0);
	for (const e of document.querySelectorAll(".note *, .text *, .result *, .list *, footer *")) {
		const b = box(e);
		if (e.checkVisibility() && b.right > innerWidth + .5 && !e.closest(".table")) out.push(e.tagName + " " + e.className + " leaves the window: " + e.textContent.slice(0, 40));
	}
	for (const e of document.querySelectorAll(".fig")) if (!box(e).width) out.push(name(e) + " cannot be seen");
	return out.slice(0, 9);
})()`

// TestLayout: nothing overlaps or leaves the window, details closed and open.
func TestLayout(t *testing.T) {
	for _, s := range samples(t) {
		t.Run(s.name, func(t *testing.T) {
			ctx, url := tab(t), saved(t, s.document, s.lang)
			for _, v := range views {
				run(t, ctx, chromedp.Steps(show(v), chromedp.Navigate(url)))
				for _, f := range run(t, ctx, chromedp.Evaluate[[]string](faults)) {
					t.Errorf("%s: %s", v.name, f)
				}
				for _, f := range run(t, ctx, chromedp.Evaluate[[]string](opened+";"+faults)) {
					t.Errorf("%s, details open: %s", v.name, f)
				}
			}
		})
	}
}

// TestBeside: on a desk a note stands beside its figure's paragraph, on a phone below it.
func TestBeside(t *testing.T) {
	ctx, url := tab(t), saved(t, checked(t, "examples/ai-spending.en.txt"), "en")
	const where = `(() => [...document.querySelectorAll(".fig")].filter(f => {
		const p = f.closest(".text").getBoundingClientRect(), n = document.querySelector(f.hash).parentElement.getBoundingClientRect();
		const level = Math.abs(p.top - n.top) < 20;
		return innerWidth > 1000 ? !(level && n.left >= p.right) : !(n.top >= p.bottom && n.top - p.bottom < 60);
	}).map(f => f.id))()`
	for _, v := range views {
		run(t, ctx, chromedp.Steps(show(v), chromedp.Navigate(url)))
		if away := run(t, ctx, chromedp.Evaluate[[]string](where)); len(away) > 0 {
			t.Errorf("%s: the notes of %v stand away from them", v.name, away)
		}
	}
}

// TestAxe: the page keeps the rules of WCAG 2.2, A and AA, as axe-core tests them, contrast
// among them.
func TestAxe(t *testing.T) {
	file := os.Getenv("AXE_CORE")
	if file == "" {
		lacking(t, "the test needs axe-core; AXE_CORE names its axe.min.js")
	}
	axe, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	const check = `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], rules: {"target-size": {enabled: true}}, resultTypes: ["violations"]}).then(r =>
		r.passes.length < 5 ? ["only " + r.passes.length + " rules were tested"] :
		r.violations.flatMap(v => v.nodes.slice(0, 3).map(n => v.id + ": " + n.html.slice(0, 120) + " " + n.failureSummary)))`
	for _, s := range samples(t) {
		t.Run(s.name, func(t *testing.T) {
			ctx, url := tab(t), saved(t, s.document, s.lang)
			for i, v := range views {
				if !s.full && i%3 == 0 { // what is light on a phone is so on a desk
					continue
				}
				run(t, ctx, chromedp.Steps(show(v), chromedp.Navigate(url)))
				run(t, ctx, chromedp.Evaluate[*struct{}](string(axe)+";"+opened+";null"))
				for _, violation := range run(t, ctx, chromedp.Evaluate[[]string](check, chromedp.EvalAwaitPromise)) {
					t.Errorf("%s: %s", v.name, violation)
				}
			}
		})
	}
}

// TestKeyboard: the tab key comes by every mark and every note, Enter goes from a mark to its
// note and back, and the focus can be seen.
func TestKeyboard(t *testing.T) {
	d := checked(t, "examples/ki-ausgaben.de.txt")
	ctx, url := tab(t), saved(t, d, "de")
	run(t, ctx, chromedp.Steps(show(views[2]), chromedp.Navigate(url)))
	const focus = `(() => { const e = document.activeElement; return [e.id, e.getAttribute("href") || "", getComputedStyle(e).outlineStyle, e.className] })()`
	seen := map[string]bool{}
	for i := range 60 + 6*len(d.Claims) {
		run(t, ctx, chromedp.KeyEvent(kb.Tab))
		at := run(t, ctx, chromedp.Evaluate[[]string](focus))
		if i == 0 && at[1] != "#article" {
			t.Errorf("the first stop is %v, want the link to the article", at)
		}
		if at[2] == "none" && at[3] != "" {
			t.Errorf("the focus cannot be seen on %v", at)
		}
		seen[at[0]], seen[at[1]] = true, true
	}
	for i := range d.Claims {
		if mark, back := fmt.Sprintf("m%02d", i+1), fmt.Sprintf("#m%02d", i+1); !seen[mark] || !seen[back] {
			t.Errorf("figure %d: mark reached %v, note %v", i+1, seen[mark], seen[back])
		}
	}
	run(t, ctx, chromedp.Steps(chromedp.Navigate(url), discard(chromedp.Evaluate[*struct{}](`document.getElementById("m04").focus(), null`)), chromedp.KeyEvent(kb.Enter)))
	run(t, ctx, chromedp.KeyEvent(kb.Tab))
	if at := run(t, ctx, chromedp.Evaluate[[]string](focus)); at[1] != "#m04" {
		t.Errorf("behind Enter on a mark the next stop is %v, want the way back", at)
	}
	run(t, ctx, chromedp.Steps(chromedp.KeyEvent(kb.Enter)))
	if hash := run(t, ctx, chromedp.Evaluate[string](`location.hash`)); hash != "#m04" {
		t.Errorf("the way back leads to %q", hash)
	}
}

// discard is an action whose value nobody needs.
func discard[T any](a chromedp.Action[T]) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := a(ctx, t)
		return err
	})
}

// TestRequests: a page asks for nothing but itself, and breaks no rule of its own policy.
func TestRequests(t *testing.T) {
	ctx, url := tab(t), saved(t, checked(t, "examples/ai-spending.en.txt"), "en")
	var mu sync.Mutex
	var asked []string
	if err := chromedp.Listen(ctx, func(ev any) {
		mu.Lock()
		defer mu.Unlock()
		switch ev := ev.(type) {
		case *network.EventRequestWillBeSent:
			asked = append(asked, ev.Request.URL)
		case *log.EventEntryAdded:
			asked = append(asked, ev.Entry.Text)
		}
	}); err != nil {
		t.Fatal(err)
	}
	run(t, ctx, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		if _, err := cdp.Call(ctx, t, network.Enable, network.EnableParams{}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, t, log.Enable, cdp.Empty{})
		return err
	}))
	run(t, ctx, chromedp.Steps(show(views[2]), chromedp.Navigate(url)))
	run(t, ctx, chromedp.Evaluate[*struct{}](opened+`; new Promise(r => setTimeout(() => r(null), 300))`, chromedp.EvalAwaitPromise))
	mu.Lock()
	defer mu.Unlock()
	if len(asked) == 0 {
		t.Error("the page itself was not asked for: the test sees nothing")
	}
	for _, a := range asked {
		if a != url && !strings.HasPrefix(a, "data:") {
			t.Errorf("the page asks for %s", a)
		}
	}
}

// TestPrint: on A4 the verdicts stand behind the article as numbered notes, with the facts
// as filed, and nothing that only a screen can use.
func TestPrint(t *testing.T) {
	d := checked(t, "examples/ai-spending.en.txt")
	ctx, url := tab(t), saved(t, d, "en")
	paper := view{"paper", 640, 900, "dark", "print"}
	run(t, ctx, chromedp.Steps(show(paper), chromedp.Navigate(url)))
	const misplaced = `(() => {
		const out = [], box = e => e.getBoundingClientRect(), end = box(document.querySelector("article")).bottom;
		for (const n of document.querySelectorAll(".note")) if (box(n).top < end) out.push(n.id + " stands in the article");
		for (const f of document.querySelectorAll(".fact")) if (box(f).height < 5) out.push("a fact is hidden");
		for (const e of document.querySelectorAll(".skip, summary, .readings")) if (box(e).height) out.push(e.className + " is printed");
		if (getComputedStyle(document.documentElement).backgroundColor != "rgb(255, 255, 255)") out.push("the paper is not white");
		return out;
	})()`
	for _, f := range run(t, ctx, chromedp.Evaluate[[]string](misplaced)) {
		t.Error(f)
	}
	pdf := run(t, ctx, chromedp.PrintToPDF(func(p *page.PrintToPDFParams) { yes := true; p.PreferCSSPageSize = &yes }))
	boxes := regexp.MustCompile(`/MediaBox\s*\[0 0 ([0-9.]+) ([0-9.]+)\]`).FindAllSubmatch(pdf, -1)
	if len(boxes) < 2 {
		t.Fatalf("%d pages in a PDF of %d bytes", len(boxes), len(pdf))
	}
	for _, b := range boxes {
		if !bytes.HasPrefix(b[1], []byte("59")) || !bytes.HasPrefix(b[2], []byte("84")) { // 595 × 842 points
			t.Errorf("a page of %s × %s points, want A4", b[1], b[2])
		}
	}
}

// TestLarge: an article of 1 MB with 2,000 figures is all there, and its last verdict can be
// gone to.
func TestLarge(t *testing.T) {
	d := large()
	if len(d.Claims) != 2000 || len(d.Article.Text) < 900_000 {
		t.Fatalf("%d figures in %d bytes", len(d.Claims), len(d.Article.Text))
	}
	ctx, url := tab(t), saved(t, d, "en")
	for _, v := range []view{views[0], views[2]} {
		run(t, ctx, chromedp.Steps(show(v), chromedp.Navigate(url+"#c2000")))
		const state = `(() => { const n = document.querySelector(":target").getBoundingClientRect();
			return [document.querySelectorAll(".fig").length, document.querySelectorAll(".note").length, n.top >= 0 && n.top < innerHeight ? 1 : 0, document.documentElement.scrollWidth] })()`
		if got := run(t, ctx, chromedp.Evaluate[[]int64](state)); got[0] != 2000 || got[1] != 2000 || got[2] != 1 || got[3] > v.width {
			t.Errorf("%s: marks, notes, last note in sight, width: %v", v.name, got)
		}
	}
}

// BenchmarkOpen opens the page of 1 MB and 2,000 figures, until all of it is loaded and the
// window painted. It also says when a reader first saw the article, and how long the page
// kept its thread busy, which other work on the machine does not change.
func BenchmarkOpen(b *testing.B) {
	ctx, url := tab(b), saved(b, large(), "en")
	run(b, ctx, show(views[2]))
	const painted = `new Promise(r => requestAnimationFrame(() => requestAnimationFrame(() =>
		r(performance.getEntriesByName("first-contentful-paint")[0].startTime))))`
	seen, busy := 0.0, 0.0
	for b.Loop() {
		run(b, ctx, chromedp.Steps(metricsFromHere, chromedp.Navigate(url)))
		seen += run(b, ctx, chromedp.Evaluate[float64](painted, chromedp.EvalAwaitPromise))
		busy += run(b, ctx, busyTime)
	}
	b.ReportMetric(seen/float64(b.N), "ms-to-first-paint/op")
	b.ReportMetric(1000*busy/float64(b.N), "thread-ms/op")
}

// metricsFromHere starts the count of the page's own time.
var metricsFromHere = chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
	if _, err := cdp.Call(ctx, t, performance.Disable, cdp.Empty{}); err != nil {
		return err
	}
	_, err := cdp.Call(ctx, t, performance.Enable, performance.EnableParams{TimeDomain: performance.EnableTimeDomainThreadTicks})
	return err
})

// busyTime is how many seconds the page's thread has worked since.
func busyTime(ctx context.Context, t *chromedp.Target) (float64, error) {
	r, err := cdp.Call(ctx, t, performance.GetMetrics, cdp.Empty{})
	if err != nil {
		return 0, err
	}
	for _, m := range r.Metrics {
		if m.Name == "TaskDuration" {
			return m.Value, nil
		}
	}
	return 0, errors.New("chromium tells no TaskDuration")
}

// BenchmarkWrite writes that page.
func BenchmarkWrite(b *testing.B) {
	d := large()
	b.ReportAllocs()
	for b.Loop() {
		if err := report.HTML(io.Discard, d, report.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
