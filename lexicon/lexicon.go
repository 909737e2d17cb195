// Package lexicon is what a scan looks for: terms with an identity and a
// class, and the automaton that finds them in folded text.
//
// It knows no language: packs, entities and measures all hand it terms. Read
// trie.go for the automaton and package lang for how matches become mentions.
package lexicon

// Class says what a matched term is for.
type Class uint8

// The classes of terms. An ID's meaning depends on its class; the packs'
// documentation (CONTRIBUTING.md, "Add a language") lists the ids of each.
const (
	None        Class = iota
	Measure           // ID: a metric id, "net income"
	Segment           // ID: a segment id, "cloud"
	Other             // a figure's noun that no filing states: market value, price target
	Entity            // ID: an entity id, with Note "name", "epithet", "unit" or "product"
	Anaphor           // ID: "company", "latter", "unit", "rival", "several"
	Direction         // ID: "up", "down", "flat", "better", "worse"
	Multiple          // ID: a factor or fraction of change, "2" for doubled, "1/2" for halved
	Base              // ID: "yoy", "qoq", "previous close", …
	HedgeBefore       // ID: "about", "nearly", "over", "little over", "under", "atleast", "atmost"
	HedgeAfter        // the same, after the figure
	Period            // ID: a period token, "quarter", "month:4", "rel:last"
	Number            // ID: the value, "12", or "a" for an article that counts
	Fraction          // ID: "1/4"
	Scale             // ID: the power of ten, "9"
	Unit              // ID: "USD", "percent", "pp", "bp", "times", "points", "share", …
	Cue               // ID: "forecast", "said", "analyst", "guidance", "condition"
	Link              // ID: "of", "from", "to", "by", "prior", "and", "between", "per", "sum", …
	Unread            // ID: the reason why a figure beside it is none: "age", "name", …
	Plain             // a word before a measure that leaves it whole: "total"
)

// Term is one thing that a scan looks for, as data states it.
type Term struct {
	Text  string // as the data writes it, with its marks: "stieg~", "*umsatz", "setzte … um"
	ID    string
	Class Class
	Note  string // a refinement of the class, see Entity
}
