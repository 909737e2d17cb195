package ixbrl

import (
	"errors"
	"testing"
)

const (
	tr1 = ixtBase + "2010-04-20"
	tr2 = ixtBase + "2011-07-31"
	tr3 = ixtBase + "2015-02-26"
	tr4 = ixtBase + "2020-02-12"
	tr5 = ixtBase + "2022-02-16"
	sec = ixtSEC + "2015-08-31"
)

// Inputs follow the examples and patterns that stand in the registries beside
// each rule.
func TestTransform(t *testing.T) {
	for _, tc := range []struct{ ns, name, in, want string }{
		{"", "", " 1234.5 ", "1234.5"},
		{"", "", "-3", "-3"},
		{tr1, "numcommadot", "1,234,567.89", "1234567.89"},
		{tr1, "numdotcomma", "1.234.567,89", "1234567.89"},
		{tr1, "numspacecomma", "1 234 567,89", "1234567.89"},
		{tr1, "numspacedot", "1 234 567.89", "1234567.89"},
		{tr1, "numcomma", "1234,56", "1234.56"},
		{tr1, "numdash", "-", "0"},
		{tr2, "numdotdecimal", "1,234.56", "1234.56"},
		{tr2, "numdotdecimal", "1\u00a0234.56", "1234.56"},
		{tr2, "numcommadecimal", "1.234,56", "1234.56"},
		{tr2, "numunitdecimal", "1 dollar 23 cents", "1.23"},
		{tr2, "numunitdecimal", "1,234 euro 5 cents", "1234.05"},
		{tr2, "zerodash", "—", "0"},
		{tr2, "zerodash", " – ", "0"},
		{tr3, "numdotdecimalin", "12,34,56,789.10", "123456789.10"},
		{tr3, "numunitdecimalin", "12,34,567 rupees 89 paise", "1234567.89"},
		{tr3, "numunitdecimal", "１，２３４円５６銭", "1234.56"},
		{tr4, "num-dot-decimal", "123,456,789.123", "123456789.123"},
		{tr4, "num-dot-decimal", ".5", ".5"},
		{tr4, "num-comma-decimal", "123 456 789,123", "123456789.123"},
		{tr4, "num-unit-decimal", "1 euro 23 cents", "1.23"},
		{tr4, "fixed-zero", "no", "0"},
		{tr4, "fixed-zero", "", "0"},
		{tr5, "num-dot-decimal-apos", "1'234'567.89", "1234567.89"},
		{tr5, "num-comma-decimal-apos", "1’234,5", "1234.5"},
		{sec, "numwordsen", "no", "0"},
		{sec, "numwordsen", "None", "0"},
		{sec, "numwordsen", "ten", "10"},
		{sec, "numwordsen", "Seventy-five", "75"},
		{sec, "numwordsen", "one hundred and five thousand, two hundred and thirty", "105230"},
		{sec, "numwordsen", "a million", "1000000"},
		{sec, "numwordsen", "twelve hundred", "1200"},
		{sec, "numwordsen", "two billion three", "2000000003"},
	} {
		got, err := transform(tc.ns, tc.name, tc.in)
		if err != nil || got != tc.want {
			t.Errorf("%s %q: got %q, %v; want %q", tc.name, tc.in, got, err, tc.want)
		}
	}
}

func TestTransformRefuses(t *testing.T) {
	for _, tc := range []struct {
		ns, name, in string
		want         error // nil: any other
	}{
		{tr4, "num-dot-decimals", "1", errFormat},
		{"", "num-dot-decimal", "1", errFormat}, // prefix not declared
		{"http://example.com/2024", "num-dot-decimal", "1", errFormat},
		{ixtBase + "2099-01-01", "num-dot-decimal", "1", errFormat},
		{sec, "num-dot-decimal", "1", errFormat},
		{sec, "durwordsen", "ten years", errNotNumeric},
		{sec, "numinf", "x", errNotNumeric},
		{tr3, "nocontent", "", errNotNumeric},
		{tr4, "fixed-empty", "—", errNotNumeric},
		{tr4, "num-dot-decimal", "1.2.3", nil},
		{tr4, "num-dot-decimal", "(12)", nil},
		{tr4, "num-dot-decimal", "1'234", nil},
		{tr4, "num-dot-decimal", "", nil},
		{tr4, "num-dot-decimal", "twelve", nil},
		{tr4, "num-comma-decimal", "1,2,3", nil},
		{tr4, "num-unit-decimal", "1 euro", nil},
		{tr4, "num-unit-decimal", "1 euro 234", nil},
		{tr2, "zerodash", "5", nil},
		{tr2, "zerodash", "", nil},
		{"", "", "1,234", nil},
		{"", "", "", nil},
		{sec, "numwordsen", "two three", nil},
		{sec, "numwordsen", "twenty fifteen", nil},
		{sec, "numwordsen", "ten million billion", nil},
		{sec, "numwordsen", "and", nil},
		{sec, "numwordsen", "dozens", nil},
		{sec, "numwordsen", "12", nil},
	} {
		got, err := transform(tc.ns, tc.name, tc.in)
		if err == nil || tc.want != nil && !errors.Is(err, tc.want) || tc.want == nil && (errors.Is(err, errFormat) || errors.Is(err, errNotNumeric)) {
			t.Errorf("%s %q: got %q, %v; want error %v", tc.name, tc.in, got, err, tc.want)
		}
	}
}
