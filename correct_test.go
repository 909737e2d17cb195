package assay_test

import (
	"context"
	"testing"

	"assay"
	"assay/article"
	"assay/period"
)

// TestCorrections checks the sentences that would be right, in languages of all families.
func TestCorrections(t *testing.T) {
	r, store := ready(t)
	for _, c := range []struct{ lang, text, want, value string }{
		{"en", "Alphabet reported revenue of $86.4 billion in the second quarter of 2024.", "Alphabet reported revenue of $84.7 billion in the second quarter of 2024.", "84700000000"},
		{"de", "Alphabet erzielte im zweiten Quartal 2024 einen Umsatz von 86,4 Milliarden Dollar.", "Alphabet erzielte im zweiten Quartal 2024 einen Umsatz von 84,7 Milliarden Dollar.", "84700000000"},
		{"fr", "Le chiffre d'affaires d'Alphabet a atteint 86,4 milliards de dollars au deuxième trimestre 2024.", "Le chiffre d'affaires d'Alphabet a atteint 84,7 milliards de dollars au deuxième trimestre 2024.", "84700000000"},
		{"ja", "アルファベットの2024年4〜6月期の売上高は864億ドルだった。", "アルファベットの2024年4〜6月期の売上高は847億ドルだった。", "84700000000"},
		{"zh", "Alphabet 2024年第二季度营收为864.2亿美元。", "Alphabet 2024年第二季度营收为847.4亿美元。", "84740000000"},
		{"ru", "Выручка Alphabet во втором квартале 2024 года составила 86,4 млрд долларов.", "Выручка Alphabet во втором квартале 2024 года составила 84,7 млрд долларов.", "84700000000"},
		{"en", "In the second quarter of 2024, Alphabet's revenue rose 22% from a year earlier.", "In the second quarter of 2024, Alphabet's revenue rose 14% from a year earlier.", "14"},
		{"en", "In the second quarter of 2024, Alphabet's revenue fell 14% from a year earlier.", "", "14"},
		{"en", "Alphabet reported revenue of $84.7 million in the second quarter of 2024.", "", "84700000000"},
		{"en", "Alphabet reported revenue of more than $86 billion in the second quarter of 2024.", "Alphabet reported revenue of more than $84 billion in the second quarter of 2024.", "84000000000"},
	} {
		a, err := article.Parse("x", []byte(c.text), article.Hints{Lang: c.lang, Published: period.NewDate(2024, 8, 3)})
		if err != nil {
			t.Fatal(err)
		}
		res, err := r.Check(context.Background(), a, assay.Options{Store: store, Now: period.NewDate(2025, 12, 1), Correct: true})
		if err != nil {
			t.Fatal(err)
		}
		if len(res.Corrections) != 1 {
			t.Errorf("%s: %d corrections", c.text, len(res.Corrections))
			continue
		}
		for _, got := range res.Corrections {
			if got.Sentence != c.want || got.Value.String() != c.value {
				t.Errorf("%s: %q, %s, want %q, %s", c.text, got.Sentence, got.Value, c.want, c.value)
			}
		}
	}
}
