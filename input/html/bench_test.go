package html

import (
	"fmt"
	"strings"
	"testing"
)

// newsPage is a page of about the given size as news sites make them: half of it is
// scripts, styles, navigation and links to other articles.
func newsPage(size int) []byte {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html lang="en"><head><title>Calder Steel widens its margin | Ledger</title><meta property="og:title" content="Calder Steel widens its margin"><meta property="og:site_name" content="Ledger"><script type="application/ld+json">{"@type":"NewsArticle","headline":"Calder Steel widens its margin","datePublished":"2024-05-02T08:00:00-04:00"}</script><style>`)
	for i := range size / 1200 {
		fmt.Fprintf(&b, ".c%d > .d{margin:0 auto;padding:%dpx} .e%d{display:none}\n", i, i, i)
	}
	b.WriteString(`</style></head><body><nav class="menu"><ul>`)
	for i := range size / 1000 {
		fmt.Fprintf(&b, `<li class="menu-item item-%d"><a href="/section/%d" data-track="nav-%d">Section %d</a></li>`, i, i, i, i)
	}
	b.WriteString("</ul></nav><main><article class=\"story-body\"><h1>Calder Steel widens its margin</h1>\n")
	for i := 0; b.Len() < size*7/10; i++ {
		fmt.Fprintf(&b, `<div class="block text-block"><p data-id="%d">Calder Steel said revenue in region %d rose <b>%d.%d%%</b> to $%d million in the quarter, while <a href="/calder/%d">orders</a> reached $%d million. Analysts, who had asked for more detail, were told that the plant would run at full load by the autumn, and that prices would follow those of iron ore.</p></div>`+"\n", i, i, i%9, i%10, 200+i, i, 300+i)
		if i%12 == 5 {
			b.WriteString(`<figure><table class="data"><thead><tr><th>$ million</th><th>2024</th><th>2023</th></tr></thead><tbody>`)
			for k := range 8 {
				fmt.Fprintf(&b, `<tr><td>Plant %d</td><td class="num">%d.%d</td><td class="num">%d.%d</td></tr>`, k, i+k, k, i+2*k, k)
			}
			b.WriteString("</tbody></table></figure>\n")
		}
	}
	b.WriteString(`</article><aside class="related">`)
	for i := 0; b.Len() < size*9/10; i++ {
		fmt.Fprintf(&b, `<div class="card teaser teaser-%d"><a href="/story/%d"><img src="/img/%d.jpg" alt="x"><h3>Another story with number %d in it</h3></a><span class="meta">%d min read</span></div>`, i, i, i, i, i%7)
	}
	b.WriteString("</aside></main><script>")
	for b.Len() < size-20 {
		b.WriteString("window.q=window.q||[];q.push({k:1});")
	}
	b.WriteString("</script></body></html>")
	return []byte(b.String())
}

func BenchmarkRead(b *testing.B) {
	for _, size := range []int{20_000, 100_000, 500_000} {
		page := newsPage(size)
		b.Run(fmt.Sprintf("%dKB", size/1000), func(b *testing.B) {
			b.SetBytes(int64(len(page)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Read("page", page); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
