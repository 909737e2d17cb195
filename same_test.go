package assay_test

import (
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"

	"assay"
	"assay/claim"
	"assay/lang"
	"assay/store/starter"
	"assay/verdict"
)

// said is a claim stated once, for every language to say.
type said struct {
	ID        string            `toml:"id"`
	Say       string            `toml:"say"` // the template
	Published string            `toml:"published"`
	Slots     map[string]string `toml:"slots"`
	Read      []string          `toml:"read"`    // "A || B": either will do
	Outcome   []string          `toml:"outcome"` // of each line of Read
	Near      []string          `toml:"near"`    // the near misses that may be named
	Loose     bool              `toml:"loose"`   // of a company that nobody knows: given to no other one
}

// voice is how a language says it: templates with {slot} or {slot.form}, and
// the forms that each value of a slot takes. The form "" serves where a form is
// not listed. A template named "say/value" is for that value of a slot alone.
type voice struct {
	Decimal string            `toml:"decimal"`
	Group   string            `toml:"group"`
	Digits  string            `toml:"digits"`  // the ten digits, if not the western ones
	Myriads []string          `toml:"myriads"` // 10^4, 10^8, 10^12, largest written first
	Say     map[string]string `toml:"say"`
	// Slots maps slot, value and form to words. The values of numbers are
	// written by the template of the value "": {n} in the unit of the slot,
	// {millions}, {myriads}.
	Slots map[string]map[string]map[string]string `toml:"slot"`
}

// numberSlots are the slots whose values are numbers, with the power of ten
// that {n} is told in.
var numberSlots = map[string]int{"amount": 9, "amount2": 9, "percent": 0, "times": 0, "points": 0, "pershare": 0, "pp": 0}

// sharedForms are slots that take their forms from another.
var sharedForms = map[string]string{"who2": "who", "who3": "who", "amount2": "amount", "measure2": "measure"}

// render says a claim in the language.
func (v *voice) render(c *said) (string, error) {
	text, ok := v.Say[c.Say]
	for _, value := range c.Slots {
		if t, found := v.Say[c.Say+"/"+value]; found {
			text, ok = t, true
		}
	}
	if !ok {
		return "", fmt.Errorf("no template %q", c.Say)
	}
	var b strings.Builder
	for {
		head, rest, found := strings.Cut(text, "{")
		b.WriteString(head)
		if !found {
			break
		}
		name, tail, _ := strings.Cut(rest, "}")
		slot, form, _ := strings.Cut(name, ".")
		value, ok := c.Slots[slot]
		if !ok {
			return "", fmt.Errorf("template %q: no slot {%s}", c.Say, name)
		}
		words, err := v.words(slot, value, form)
		if err != nil {
			return "", fmt.Errorf("template %q: %w", c.Say, err)
		}
		b.WriteString(words)
		text = tail
	}
	r, n := utf8.DecodeRuneInString(b.String())
	return string(unicode.ToTitle(r)) + b.String()[n:], nil
}

func (v *voice) words(slot, value, form string) (string, error) {
	scale, number := numberSlots[slot]
	if from, ok := sharedForms[slot]; ok {
		slot = from
	}
	if slot == "stranger" {
		return value, nil
	}
	key := value
	if number {
		key = ""
		if scale == 9 && strings.HasSuffix(value, "e6") {
			key, scale = "million", 6
		}
	}
	forms, ok := v.Slots[slot][key]
	if !ok {
		return "", fmt.Errorf("slot %q has no value %q", slot, key)
	}
	words, ok := forms[form]
	if !ok {
		words, ok = forms[""]
	}
	if !ok {
		return "", fmt.Errorf("slot %q, value %q: no form %q", slot, key, form)
	}
	if !number {
		return words, nil
	}
	r, ok := new(big.Rat).SetString(value)
	if !ok {
		return "", fmt.Errorf("slot %q: %q is no number", slot, value)
	}
	_, fraction, _ := strings.Cut(strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(value, "e9"), "e6"), ""), ".")
	pow := func(n int) *big.Rat {
		return new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil))
	}
	words = strings.ReplaceAll(words, "{n}", v.number(new(big.Rat).Quo(r, pow(scale)).FloatString(len(fraction))))
	words = strings.ReplaceAll(words, "{millions}", v.number(new(big.Rat).Quo(r, pow(6)).FloatString(max(0, len(fraction)+6-scale-3))))
	if strings.Contains(words, "{myriads}") {
		words = strings.ReplaceAll(words, "{myriads}", v.myriads(r))
	}
	return words, nil
}

// number writes a decimal with the language's marks and digits.
func (v *voice) number(s string) string {
	whole, fraction, ok := strings.Cut(s, ".")
	var b strings.Builder
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(v.Group)
		}
		b.WriteRune(d)
	}
	if ok {
		b.WriteString(v.Decimal + fraction)
	}
	if v.Digits == "" {
		return b.String()
	}
	digits := []rune(v.Digits)
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return digits[r-'0']
		}
		return r
	}, b.String())
}

// myriads writes a whole number by the powers of ten thousand: 883億4000万.
func (v *voice) myriads(r *big.Rat) string {
	n := new(big.Int).Quo(r.Num(), r.Denom()).Int64()
	var parts []string
	for i := 0; n > 0; i++ {
		if d := n % 10000; d > 0 {
			unit := ""
			if i > 0 {
				unit = v.Myriads[i-1]
			}
			parts = append(parts, fmt.Sprint(d)+unit)
		}
		n /= 10000
	}
	slices.Reverse(parts)
	return strings.Join(parts, "")
}

func loadTOML(t testing.TB, path string, into any) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := toml.NewDecoder(f).DisallowUnknownFields().Decode(into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// TestSame says the same claims in every language: translation changes neither
// what is read nor the verdict.
func TestSame(t *testing.T) {
	var file struct {
		Claim []said `toml:"claim"`
	}
	loadTOML(t, filepath.Join("testdata", "same", "claims.toml"), &file)
	r, store := ready(t)
	for _, code := range lang.Codes() {
		t.Run(code, func(t *testing.T) {
			var v voice
			loadTOML(t, filepath.Join("testdata", "same", code+".toml"), &v)
			good := 0
			for i := range file.Claim {
				c := &file.Claim[i]
				text, err := v.render(c)
				if err != nil {
					t.Errorf("%s: %s: %v", code, c.ID, err)
					continue
				}
				why := checkSame(t, r, store, code, text, c)
				if why == "" {
					good++
				} else {
					t.Errorf("%s: %s\n   %s\n   %s", code, c.ID, text, why)
				}
			}
			t.Logf("%s: %d of %d agree", code, good, len(file.Claim))
		})
	}
}

// checkSame reads and checks one statement, and says what differs.
func checkSame(t *testing.T, r *assay.Reader, store *starter.Store, code, text string, c *said) string {
	res := checkUntitled(t, r, store, code, text, c.Published)
	var got []claim.Claim
	for i := range res.Verdicts {
		got = append(got, res.Verdicts[i].Claim)
	}
	if c.Loose {
		return compareStranger(res.Verdicts, c)
	}
	if why := compare(lang.Example{Text: text, Read: c.Read}, got); why != "" {
		return why
	}
	for i, line := range c.Read {
		k := -1
		for one := range strings.SplitSeq(line, "||") {
			want, err := claim.ParseWant(one)
			if err != nil {
				return err.Error()
			}
			if k < 0 {
				k = slices.IndexFunc(got, func(g claim.Claim) bool { return want.Matches(&g, ticker) })
			}
		}
		now := &res.Verdicts[k].Now
		if string(now.Outcome) != c.Outcome[i] {
			return fmt.Sprintf("%s: %s, want %s", line, now.Outcome, c.Outcome[i])
		}
		if c.Near != nil && (now.NearMiss == nil || !slices.Contains(c.Near, now.NearMiss.Kind)) {
			return fmt.Sprintf("%s: near miss %+v, want one of %v", line, now.NearMiss, c.Near)
		}
	}
	return ""
}

// compareStranger asks that the figure of a company that nobody knows is given
// to no other one.
func compareStranger(vs []verdict.Verdict, c *said) string {
	for i := range vs {
		cl := &vs[i].Claim
		v, _ := new(big.Rat).SetString(c.Slots["amount"])
		if cl.Value.Value.String() == v.FloatString(0) && len(cl.Entities) > 0 && tickers[cl.Entities[0].ID] != "" {
			return "given to " + cl.Entities[0].Name
		}
	}
	return ""
}
