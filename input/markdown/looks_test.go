package markdown

import (
	"testing"

	"assay/sharedtest"
)

func TestLooks(t *testing.T) {
	for _, s := range []string{
		"# Nvidia's record quarter\n\nRevenue was $26.0 billion.",
		"Intro\n\n## Revenue\n\nText\n\n## Profit\n\nText",
		"Revenue was **$26.0 billion**, up a lot.",
		"**売上高**は260億ドル。",
		"매출은 **74조 원**이다.",
		"Der Umsatz stieg um __18 %__ auf 26 Mrd. Euro.",
		"Read [the filing](https://sec.gov/x) for more.",
		"| Company | Revenue |\n|---|---:|\n| Nvidia | 26.0 |",
		"Company | Revenue\n--- | ---\nNvidia | 26.0",
		"| A | 1 | 2 |\n| B | 3 | 4 |\n| C | 5 | 6 |",
		"---\ntitle: A\ndate: 2024-01-01\n---\nText",
		"+++\ntitle = \"A\"\n+++\nText",
		"Text\n\n```go\nx := 1\n```\n",
		"It rose.[^1]\n\n[^1]: Source.\n[^2]: Other.",
		"It rose [1].\n\n[1]: https://a.com\n[2]: https://b.com",
		"Points\n\n- one\n- two\n\n### Then\n\n> quoted",
		"1. **营收**：260亿美元",
		"- `EPS` 5.98\n- `NI` 14.9\n\n## Figures\n",
		"\ufeff# Выручка выросла\r\n\r\nТекст",
	} {
		if !Looks([]byte(s)) {
			t.Errorf("%q is Markdown", s)
		}
	}
	for _, s := range []string{
		"", "Nvidia's revenue was $26.0 billion.",
		"*By Jane Doe in San Francisco*\n\nNvidia's revenue rose.",
		"Nvidia rose.\n\n* * *\n\nAMD fell.\n\n* * *\n",
		"Nvidia rose.\n\n***\n\nAMD fell.\n---\nIntel too.",
		"NEW YORK (Reuters) - Stocks rose.\n* Nvidia up 5%\n* AMD up 3%\n* Intel down 2%",
		"- Nvidia: 26 Mrd.\n- AMD: 5 Mrd.\n- Intel: 12 Mrd.",
		"1. Nvidia\n2. AMD\n3. Intel",
		"# 1 in the market is Nvidia.\nAMD is # 2.",
		"The # of chips sold rose.\n# of units: 5",
		"#nvidia #ai stocks rise",
		"# nvidia #ai",
		"He called it f**king great, and s**t happened.",
		"Prices exclude VAT.* Terms apply.**\n* until May\n** while stocks last",
		"5 * 3 * 2 = 30 and 2 ** 3 ** 2",
		"Nvidia [NVDA] rose 5% [in New York] (see page 3).",
		"Revenue [1] rose. Profit [2] fell.\n\n[1] Non-GAAP\n[2] GAAP",
		"> On Monday you wrote:\n> stocks rose\nYes.",
		"Reuters | 22 May 2024\n\nStocks rose.",
		"Share price: ^5% ~3% `quoted'",
		"__________\n\nForm: ____ Name: ____",
		"snake_case_name and another__name__here",
		"---\nA rule above.\n---\nA rule below.",
		"Markets\tClose\tChange\nDow\t39,000\t+0.5%\nS&P\t5,300\t+0.2%",
		"– Пункт первый\n– Пункт второй\n* сноска",
		"« Nous avons gagné 5 %* », dit-il.\n\n* Hors effets de change",
		"【決算】売上高は260億ドル。\n・データセンター：226億ドル\n※1 前年同期比\n＊速報値",
		"■ 매출 74조원\n● 영업이익 10조원\n*연결 기준",
		"一、营收\n二、利润\n*注：未经审计",
		"* Η Nvidia ανέβηκε 5 %\n* Η AMD έπεσε\n*Του Γιάννη Παππά*",
		"*Oleh Budi Santoso*\n\nSaham naik 5%.\n- BBCA\n- TLKM",
		"राजस्वं २६ कोटिः।\n* टिप्पणी\n* अन्या",
		"Kirjoittaja: Matti\n\n* Liikevaihto 5 mrd.\n* Tulos 1 mrd.",
		"C# and F# are languages. # is a sign.",
		"A|B testing\nA|B again",
	} {
		if Looks([]byte(s)) {
			t.Errorf("%q is no Markdown", s)
		}
	}
}

// answers are those of the project's articles that are answers of assistants, with
// bold figures or tables of Markdown.
var answers = map[string]bool{
	"column/id-y1.txt": true, "column/pt-y1.txt": true, "daily/en-d3.txt": true, "daily/id-d3.txt": true, "daily/pt-d3.txt": true, "desk/en-x2.txt": true, "desk/ko-x1.txt": true, "hard/en-r4.txt": true, "hard/fr-r4.txt": true, "hard/id-r4.txt": true, "labelled/en-d.txt": true,
}

// TestLooksArticles holds that no article of a newspaper is taken for Markdown, and
// every answer is.
func TestLooksArticles(t *testing.T) {
	articles := sharedtest.Articles(t)
	for _, a := range articles {
		if Looks(a.Text) != answers[a.Name] {
			t.Errorf("%s: Looks is %v", a.Name, !answers[a.Name])
		}
	}
	t.Logf("%d articles", len(articles))
}
