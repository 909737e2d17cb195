package article

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"assay/span"
)

func TestParseRefuses(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       error
	}{
		{"empty", "", ErrEmpty}, {"blank", " \n\n ", ErrEmpty}, {"nul", "abc\x00def", ErrBinary}, {"binary", "\xff\xfe\xfa\xfb bad", ErrBinary},
	} {
		if _, err := Parse("f", []byte(c.text), Hints{}); !errors.Is(err, c.want) || !strings.HasPrefix(err.Error(), "f: ") {
			t.Errorf("%s: %v, want %v naming the file", c.name, err, c.want)
		}
	}
}

func TestParseRepairs(t *testing.T) {
	a, err := Parse("f", []byte("\xef\xbb\xbfA title of some length\n\n"+strings.Repeat("word ", 100)+"\xff end"), Hints{})
	if err != nil || len(a.Notes) != 1 || a.Notes[0].Code != "invalid utf-8" {
		t.Fatalf("%+v, %v", a, err)
	}
}

func TestHead(t *testing.T) {
	for _, c := range []struct{ text, title, date string }{
		{"A title of some length\n2024-07-24\nBy Jane Roe\n\nText.", "A title of some length", "2024-07-24"},
		{"Ein Titel mit Länge\n24. Juli 2024\nVon Jan Roh\n\nText.", "Ein Titel mit Länge", "2024-07-24"},
		{"アルファベット、増益が続く\n2024年7月25日\n\n本文。", "アルファベット、増益が続く", "2024-07-25"},
		{"# Meta's spree leaves some uneasy\n\nNEW YORK, April 25, 2024 - Shares fell on Thursday after the company said more.", "# Meta's spree leaves some uneasy", "2024-04-25"},
		{"A title of some length\nJuly 24, 2025\n\nText.", "A title of some length", "2025-07-24"},
		{"A title of some length\n24/07/2025\n\nText.", "A title of some length", "2025-07-24"},
		{"A title without any date\n\nText of 3 May.", "A title without any date", ""},
	} {
		a, err := Parse("f", []byte(c.text), Hints{})
		if err != nil || a.Title.Of(a.Text) != c.title || a.Published.String() != c.date {
			t.Errorf("%q: title %q, date %q, %v", c.text, a.Title.Of(a.Text), a.Published, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("A title\n2024-07-24\n\nText of 25 billion.")
	f.Add("題\n２０２４年７月２５日\n本文")
	f.Fuzz(func(t *testing.T, text string) {
		a, err := Parse("f", []byte(text), Hints{})
		if err != nil {
			return
		}
		for _, p := range a.Paragraphs {
			if p.Start < 0 || p.End > len(a.Text) || p.Start >= p.End {
				t.Fatalf("paragraph %v of %d bytes", p, len(a.Text))
			}
		}
	})
}

// TestDateLines: the date under a headline as newspapers of each language print it.
func TestDateLines(t *testing.T) {
	for _, line := range []string{
		"7. Februar 2025", "February 7, 2025", "7 February 2025", "7 février 2025", "Le 7 févr. 2025", "7 de febrero de 2025", "Madrid, 7 feb. 2025",
		"7 de fevereiro de 2025", "7 febbraio 2025", "7 февраля 2025 г.", "7 Φεβρουαρίου 2025", "7. helmikuuta 2025", "7 Februari 2025", "7.2.2025",
		"die 7 Februarii anno 2025", "2025년 2월 7일", "2025年2月7日", "७ फेब्रुवरी २०२५", "२०२५-०२-०७", "०७.०२.२०२५", "２０２５／２／７", "2025. 2. 7.", "2025.02.07",
		"२०२५ फेब्रुवरी ७", "令和7年2月7日", "民國114年2月7日", "Die VII mensis Februarii anno MMXXV", "07.fev.2025 às 8h14", "7 FEV 2025 - 08h14",
		"07/02/2025 08h14", "Publicado em 07/02/2025 às 08:14", "7 fev 2025, 08:14", "07-02-2025", "7 de Fevereiro de 2025 às 10:30",
		"sexta-feira, 7 de fevereiro de 2025", "7.fev.25", "7/fev/2025 - 08h14", "07/02/2025 08:30", "07 FEB 2025 - 08:14 CET", "7-2-2025",
		"Actualizado 07/02/2025 a las 08:14", "viernes, 7 de febrero 2025", "7 febrero 2025", "07.FEB.2025", "07 de febrero, 2025",
		"Viernes 7 de febrero del 2025", "Publié le 07/02/2025 à 08h14", "Le 7 février 2025 à 8h14", "vendredi 7 février 2025", "7 févr. 2025 à 08:14",
		"Publié le 7 fév. 2025", "7 fév 2025", "07.02.2025, 08:14 Uhr", "Stand: 07.02.2025", "Freitag, 7.2.25", "7. Feb. 2025", "7. Feber 2025",
		"Veröffentlicht am 07.02.2025, 08:14", "Freitag, 07. Februar 2025", "FAZ, 07.02.2025, Nr. 32", "Fri 7 Feb 2025 08.14 GMT",
		"Feb. 7, 2025, 8:14 a.m. ET", "Published: 08:14, 7 February 2025", "7 Feb 2025", "February 7th, 2025", "Friday 07 February 2025 08:14",
		"Feb 7 2025", "2025-02-07T08:14:00Z", "7-Feb-2025", "07-Feb-25", "the 7th of February 2025", "7 February, 2025",
		"Updated 8:14 AM EST, Fri February 7, 2025", "07 febbraio 2025 alle 08:14", "venerdì 7 febbraio 2025",
		"7 febbraio 2025 (modifica il 7 febbraio 2025 | 08:14)", "07 feb 2025", "07.02.2025 08:14", "7 февраля 2025, 08:14", "7 фев 2025, 08:14",
		"07 фев. 2025", "7 февраля 2025 года", "Пятница, 7 февраля 2025", "07.02.25", "07.02.2025 • 08:14", "7 Φεβ 2025", "Παρασκευή 7 Φεβρουαρίου 2025",
		"07/02/25", "7 Φεβρουαρίου, 2025, 08:14", "7 ΦΕΒ 2025", "7.2.2025 klo 8.14", "7.2. 2025", "Julkaistu 7.2.2025 8:14", "pe 7.2.2025",
		"perjantai 7. helmikuuta 2025", "7. helmikuuta 2025 klo 8.14", "Jumat, 7 Februari 2025 | 08:14 WIB", "07 Feb 2025 08:14 WIB",
		"Jum'at, 07/02/2025, 08:14 WIB", "Jumat (7/2/2025)", "2025年2月7日 8:14 [有料会員限定]", "2025/02/07 08:14", "2025.2.7", "2025/2/7付", "２０２５年２月７日（金）",
		"2025年2月7日（金）朝刊", "입력 2025.02.07. 오전 8:14", "2025-02-07 08:14", "승인 2025.02.07 08:14", "2025.2.7(금)", "2025년 2월 7일(금)", "기사입력 2025/02/07 [08:14]",
		"2025年02月07日 08:14", "2025-02-07 08:14:00", "二〇二五年二月七日", "2025年2月7日 星期五", "二零二五年二月七日", "2025 年 2 月 7 日", "Die Veneris, 7 Feb. 2025",
		"Romae, die 7 Februarii 2025", "die VII Februarii MMXXV", "a. d. VII Idus Februarias anno MMXXV", "VII Idus Februarias MMXXV",
		"७ फरवरी २०२५, शुक्रवासरः", "शुक्रवासरः, ७ फरवरी २०२५", "२०२५ फरवरी ७", "२०२५ तमे वर्षे फरवरीमासस्य ७ दिनाङ्के", "०७/०२/२०२५", "दिनाङ्कः ७-२-२०२५",
	} {
		if d, rest, ok := FindDate(line); !ok || d.String() != "2025-02-07" || !isDateLine(line, rest) {
			t.Errorf("%s: %s %v, want 2025-02-07", line, d, ok)
		}
	}
	for _, line := range []string{"７月", "7 February", "Model 7.2", "10-K 2025", "Route 7/2 of 2025", "二月の七日"} {
		if d, _, ok := FindDate(line); ok {
			t.Errorf("%s: %s, want no date", line, d)
		}
	}
	if d, _, ok := FindDate("1er mars 2025"); !ok || d.String() != "2025-03-01" {
		t.Errorf("1er mars 2025: %s %v", d, ok)
	}
}

func TestCutLabels(t *testing.T) {
	sp := func(a, b int) span.Span { return span.Span{Start: a, End: b} }
	for _, c := range []struct{ paragraphs, skip, want []span.Span }{
		{[]span.Span{sp(0, 10), sp(12, 30)}, []span.Span{sp(12, 19)}, []span.Span{sp(0, 10), sp(12, 19), sp(20, 30)}},
		{[]span.Span{sp(0, 10), sp(12, 30)}, []span.Span{sp(0, 10)}, []span.Span{sp(0, 10), sp(12, 30)}},
		{[]span.Span{sp(0, 10)}, []span.Span{sp(3, 5)}, []span.Span{sp(0, 10)}},
		{[]span.Span{sp(0, 10)}, nil, []span.Span{sp(0, 10)}},
	} {
		if got := cutLabels("123456789012: Name: said what he said.", c.paragraphs, c.skip); !slices.Equal(got, c.want) {
			t.Errorf("%v without %v: %v, want %v", c.paragraphs, c.skip, got, c.want)
		}
	}
}
