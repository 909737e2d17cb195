package release

import (
	"regexp"
	"strings"
)

// Label is the form under which the labels of rows are compared: lower case, words and
// spaces alone, without marks of footnotes, notes on units and the filer's name, every
// number a "#".
func Label(s string) string {
	s = strings.ToLower(s)
	s = labelQuotes.Replace(s)
	for {
		t := labelAsides.ReplaceAllString(s, " ")
		if t == s {
			break
		}
		s = t
	}
	s = labelPossessive.ReplaceAllString(s, "s")
	s = labelOther.ReplaceAllString(s, " ")
	s = labelNumber.ReplaceAllString(s, "#")
	words := strings.Fields(s)
	for i, w := range words {
		if one, ok := oneForm[w]; ok {
			words[i] = one
		}
	}
	s = strings.Join(words, " ")
	s = labelTail.ReplaceAllString(s, "")
	s = labelEither.ReplaceAllString(s, "$1$2")
	if m := labelFlow.FindStringSubmatch(s); m != nil {
		s = "net cash " + strings.Replace(m[1], "operations", "operating", 1) + " activities"
	}
	return anyCompany(s)
}

// oneForm are words of which labels use several forms for one thing.
var oneForm = map[string]string{
	"revenues": "revenue", "expenses": "expense", "taxes": "tax", "purchases": "purchase", "repurchases": "repurchase", "payments": "payment",
	"additions": "addition", "acquisitions": "acquisition", "costs": "cost", "compensations": "compensation", "inventories": "inventory",
	"shareholders": "stockholders", "shareowners": "stockholders", "stockholder": "stockholders", "shareholder": "stockholders", "charges": "charge",
}

var (
	labelTail   = regexp.MustCompile(`(?: in (?:us )?dollars per share| in shares| total)+$`)
	labelEither = regexp.MustCompile(`\b(income|earnings|profit) loss\b|\bloss (income|earnings|profit)\b`)
	labelFlow   = regexp.MustCompile(`^(?:total )?(?:net )?cash(?: flows?)?(?: (?:provided|used|generated|from|by|in|for|to))+ (operating|operations|investing|financing)(?: activities)?$`)
)

var (
	labelQuotes     = strings.NewReplacer("’", "'", "‘", "'", "´", "'", "\u00a0", " ", "&", " and ")
	labelAsides     = regexp.MustCompile(`\((?:\d{1,2}|[a-z]|note[s]? [^)]*|see [^)]*|unaudited|in (?:thousands|millions|billions)[^)]*|\$ ?in [^)]*|\*+)\)|\[\d{1,2}\]|\*+|[†‡§]`)
	labelPossessive = regexp.MustCompile(`'s\b|s'`)
	labelOther      = regexp.MustCompile(`[^\p{L}\p{N}#]+`)
	labelNumber     = regexp.MustCompile(`\p{N}+(?: \p{N}+)*`)
)

var (
	attributable = regexp.MustCompile(`^((?:net|comprehensive|consolidated|total) .*|(?:income|earnings|loss) .*)\battributable to (.+)$`)
	equityOf     = regexp.MustCompile(`^(total )(.+?) ((?:stock|share)(?:holders|owners) (?:equity|deficit)|equity)$`)
	kindsOfOwner = regexp.MustCompile(`\b(?:noncontrolling|non controlling|controlling|minority|redeemable|preferred|participating|discontinued|continuing|common|stockholders?|shareholders?|shareowners?|shares|parent|limited partners?|general partners?|unitholders|subsidiaries|members|owners|company|liabilities|registrant)\b`)
)

// anyCompany puts "company" for the name of the filer in the labels that have one.
func anyCompany(s string) string {
	if m := attributable.FindStringSubmatch(s); m != nil && !kindsOfOwner.MatchString(m[2]) {
		return m[1] + "attributable to company"
	}
	if m := equityOf.FindStringSubmatch(s); m != nil && !kindsOfOwner.MatchString(m[2]) {
		return m[1] + "company " + m[3]
	}
	return s
}

// Class is what a row counts.
type Class string

// The classes of rows.
const (
	Money    Class = "money"
	PerShare Class = "per share"
	Shares   Class = "shares"
)

var (
	sharesRow   = regexp.MustCompile(`\bweighted\b|\bshares used\b|\bshares outstanding\b|\baverage (?:common )?(?:number|shares)\b|\bnumber of (?:common )?shares\b|\bshares in (?:computing|calculat)|^(?:common )?shares\b|\bshares (?:basic|diluted)\b`)
	perShareRow = regexp.MustCompile(`\bper (?:[a-z]+ ){0,4}(?:share|unit)\b|\beps\b|\bper (?:basic|diluted|common|ordinary)\b`)
	owned       = regexp.MustCompile(`\b(?:noncontrolling|non controlling|minority)\b`)
	parted      = regexp.MustCompile(`\b(?:discontinued|continuing|extraordinary|cumulative effect)\b`)
	bareLabel   = regexp.MustCompile(`^(?:basic|diluted|basic and diluted|assuming dilution|assuming no dilution)$`)
)

// classOf tells what a row counts by its label, or if that is bare by its section.
func classOf(label, section string) Class {
	for _, s := range []string{label, section} {
		switch {
		case sharesRow.MatchString(s):
			return Shares
		case perShareRow.MatchString(s):
			return PerShare
		}
		if !bareLabel.MatchString(label) {
			break
		}
	}
	return Money
}

// Owned reports whether a label, in the form that Label gives, speaks of what belongs to
// the other owners of subsidiaries.
func Owned(label string) bool { return owned.MatchString(label) }

// Parted reports whether a label speaks of operations that are told apart from the
// others: discontinued ones, or extraordinary items.
func Parted(label string) bool { return parted.MatchString(label) }

// Composed reports whether a row speaks of noncontrolling interests ("net income" is then
// that of all owners), and whether one speaks of operations told apart.
func Composed(sheets []Sheet) (owners, parts bool) {
	for i := range sheets {
		s := &sheets[i]
		if s.Kind == "" || s.barred != "" {
			continue
		}
		for k := range s.Rows {
			for _, l := range [2]string{Label(s.Rows[k].Label), Label(s.Rows[k].Section)} {
				owners = owners || s.Kind != Cash && Owned(l)
				parts = parts || s.Kind != Balance && Parted(l)
			}
		}
	}
	return owners, parts
}
