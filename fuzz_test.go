package assay_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"assay/article"
	"assay/claim"
	"assay/lang"
	"assay/span"
)

// FuzzRead reads any text in every language: no panic, every claim inside the
// text and none overlapping the next.
func FuzzRead(f *testing.F) {
	f.Add("de", "Alphabet setzte im zweiten Quartal 84,7 Milliarden Dollar um, 14 Prozent mehr als ein Jahr zuvor.")
	f.Add("en", "Meta's profit more than doubled to $12.37 billion, or $4.71 a share, from $5.71 billion a year earlier.")
	f.Add("ja", "売上高は前年同期比14%増の847億4200万ドル、純利益は２割増だった。")
	f.Add("ru", "Выручка выросла с 26,9 млрд до 30,6 млрд долларов, на 14% выше, чем годом ранее.")
	f.Add("fi", "Liikevoitto nousi 26,9 miljardista 30,6 miljardiin dollariin eli vajaat 14 prosenttia.")
	f.Add("ko", "3분기까지 누적 매출은 911억6600만 달러로 전년 동기 대비 94% 늘었다.")
	f.Add("sa", "राजस्वं ४८.४ बिलियन-डॉलर-परिमितम् अभवत्, १४.० बिलियन-डॉलरतः।")
	session := newSession(f)
	f.Fuzz(func(t *testing.T, code, text string) {
		if !slices.Contains(lang.Codes(), code) {
			code = "en"
		}
		a, err := article.Parse("f", []byte("2024-08-05\n\n"+text), article.Hints{Lang: code})
		if err != nil {
			return
		}
		claims, unread, err := session.Read(a)
		if err != nil {
			t.Fatal(err)
		}
		inside(t, a, claims, unread)
		everyNumeral(t, a, claims, unread)
	})
}

// inside fails where a claim or an unread figure is none of the text, cuts a character
// or shares its figure with the claim before.
func inside(t *testing.T, a *article.Article, claims []claim.Claim, unread []claim.Unread) {
	t.Helper()
	for i := range claims {
		s := claims[i].Span
		if s.Start < 0 || s.End > len(a.Text) || s.Start >= s.End || !utf8.ValidString(a.Text[s.Start:s.End]) {
			t.Fatalf("claim %v of %d bytes", s, len(a.Text))
		}
		if i > 0 && claims[i-1].Kind != claim.Equality && claims[i].Kind != claim.Equality && s.Start < claims[i-1].Span.End && s.End > claims[i-1].Span.Start {
			t.Fatalf("claims %v and %v share a figure", claims[i-1].Span, s)
		}
	}
	for _, u := range unread {
		if u.Span.Start < 0 || u.Span.End > len(a.Text) {
			t.Fatalf("unread %v of %d bytes", u.Span, len(a.Text))
		}
	}
}

// everyNumeral fails where a digit of the text stands in no claim and is not
// listed as unread.
func everyNumeral(t *testing.T, a *article.Article, claims []claim.Claim, unread []claim.Unread) {
	t.Helper()
	told := make([]bool, len(a.Text))
	mark := func(s span.Span) {
		for i := s.Start; i < s.End; i++ {
			told[i] = true
		}
	}
	for i := range claims {
		mark(claims[i].Span)
	}
	for i := range unread {
		mark(unread[i].Span)
	}
	for _, p := range append(cellsOf(a), a.Paragraphs...) {
		for i := p.Start; i < p.End; i++ {
			if c := a.Text[i]; c >= '0' && c <= '9' && !told[i] {
				t.Fatalf("the digit at byte %d of %q is neither claimed nor unread", i, a.Text[p.Start:p.End])
			}
		}
	}
}

// FuzzScripts reads random mixtures of the languages' own statements, cut into
// words and put together again in any script and with any marks between.
func FuzzScripts(f *testing.F) {
	var file struct {
		Same []same `toml:"same"`
	}
	loadTOML(f, filepath.Join("testdata", "parallel.toml"), &file)
	var words []string
	for _, s := range file.Same {
		for _, code := range lang.Codes() {
			words = append(words, strings.Fields(s.Text[code])...)
		}
	}
	for seed := range uint64(20) {
		f.Add(seed, uint8(seed))
	}
	session := newSession(f)
	f.Fuzz(func(t *testing.T, seed uint64, form uint8) {
		rnd := rand.New(rand.NewPCG(seed, uint64(form)))
		var text strings.Builder
		for range 3 + rnd.IntN(60) {
			text.WriteString(words[rnd.IntN(len(words))])
			text.WriteString([]string{" ", " ", " ", "", "\n\n", ", ", ". ", "; ", " — ", "(", ") ", "-", "、", "。", "\u00a0"}[rnd.IntN(15)])
		}
		code := lang.Codes()[rnd.IntN(len(lang.Codes()))]
		read := func(text string) (*article.Article, []claim.Claim, []claim.Unread) {
			a, err := article.Parse("f", []byte("2024-08-05\n\n"+text), article.Hints{Lang: code})
			if err != nil {
				t.Skip(err)
			}
			claims, unread, err := session.Read(a)
			if err != nil {
				t.Fatal(err)
			}
			return a, claims, unread
		}
		a, claims, unread := read(norm.NFC.String(text.String()))
		everyNumeral(t, a, claims, unread)
		inside(t, a, claims, unread)
		_, again, unread2 := read(norm.NFD.String(a.Text[len("2024-08-05\n\n"):]))
		if len(again) != len(claims) || len(unread2) != len(unread) {
			t.Fatalf("%d claims and %d unread, decomposed %d and %d, of %q", len(claims), len(unread), len(again), len(unread2), a.Text)
		}
	})
}

// FuzzDisorder reads stretches of the labelled articles whose words were left out,
// repeated and exchanged: rules that lean on what stands around a figure find it gone.
func FuzzDisorder(f *testing.F) {
	names, err := filepath.Glob(filepath.Join("testdata", "labelled", "*.txt"))
	if err != nil || len(names) == 0 {
		f.Fatal("no labelled article: ", err)
	}
	texts := make([][]string, len(names))
	for i, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		texts[i] = strings.SplitAfter(string(text), separatorOf(languageOf(name)))
		f.Add(uint64(i), uint16(i))
	}
	session := newSession(f)
	f.Fuzz(func(t *testing.T, seed uint64, which uint16) {
		rnd, n := rand.New(rand.NewPCG(seed, 0)), int(which)%len(names)
		from := rnd.IntN(len(texts[n]))
		words := slices.Clone(texts[n][from:min(from+10+rnd.IntN(120), len(texts[n]))])
		for range 1 + len(words)/6 {
			switch i, j := rnd.IntN(len(words)), rnd.IntN(len(words)); rnd.IntN(3) {
			case 0:
				words[i] = ""
			case 1:
				words[i], words[j] = words[j], words[i]
			default:
				words[i] = words[j]
			}
		}
		text := strings.Join(words, "")
		if rnd.IntN(2) == 0 { // one long sentence
			text = strings.ReplaceAll(text, ". ", ", ")
		}
		a, err := article.Parse("f", []byte("2025-05-02\n\n"+text), article.Hints{Lang: languageOf(names[n])})
		if err != nil {
			t.Skip(err)
		}
		claims, unread, err := session.Read(a)
		if err != nil {
			t.Fatal(err)
		}
		inside(t, a, claims, unread)
		everyNumeral(t, a, claims, unread)
	})
}

// languageOf is the language of a labelled article by its name, separatorOf what parts
// its words: nothing in Japanese and Chinese.
func languageOf(name string) string { return filepath.Base(name)[:2] }

func separatorOf(code string) string {
	if code == "ja" || code == "zh" {
		return ""
	}
	return " "
}
