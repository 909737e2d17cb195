package lang

import "testing"

func TestRewrite(t *testing.T) {
	for _, c := range []struct{ text, n, want string }{
		{"25,2 Milliarden Dollar", "131", "13,1 Milliarden Dollar"},
		{"rund 90 Prozent", "84", "rund 84 Prozent"},
		{"$9.8 billion", "103", "$10.3 billion"},
		{"12.3%", "9", "0.9%"},
		{"1,234 million", "22345", "22,345 million"},
		{"1.234.567 Euro", "21234567", "21.234.567 Euro"},
		{"1 234,5 млн", "99875", "9 987,5 млн"},
		{"$1.44", "189", "$1.89"},
		{"８４７億ドル", "912", "９１２億ドル"},
		{"१२.५ प्रतिशतम्", "99", "९.९ प्रतिशतम्"},
		{"1兆2,345億円", "5", ""},
		{"half", "5", ""},
		{"3 to 5 percent", "5", ""},
	} {
		if got := Rewrite(c.text, c.n); got != c.want {
			t.Errorf("%q for %s: %q, want %q", c.text, c.n, got, c.want)
		}
	}
}
