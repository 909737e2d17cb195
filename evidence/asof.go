package evidence

import "assay/period"

// The two clocks. A fact is true of its Period; it is public from the day its
// filing was filed. Every derivation takes the second clock as an argument,
// a day D, and sees what was public by the end of D; the unknown day 0 is no
// bound at all.

// Public reports whether the filing was public by the end of the day. A
// filing without a known day is public only where no bound is asked.
func (f *Filing) Public(asOf period.Date) bool {
	return asOf == 0 || f.Filed != 0 && f.Filed <= asOf
}

// KnownAt are the facts public by the end of the day, in their order. The
// slice is the argument itself where nothing is left out.
func KnownAt(facts []Fact, asOf period.Date) []Fact {
	if asOf == 0 {
		return facts
	}
	for i := range facts {
		if !facts[i].Filing.Public(asOf) {
			return knownFrom(facts, i, asOf)
		}
	}
	return facts
}

// knownFrom are the facts known where the one at hidden is the first that is not.
func knownFrom(facts []Fact, hidden int, asOf period.Date) []Fact {
	n := hidden
	for i := hidden + 1; i < len(facts); i++ {
		if facts[i].Filing.Public(asOf) {
			n++
		}
	}
	known := append(make([]Fact, 0, n), facts[:hidden]...)
	for i := hidden + 1; i < len(facts); i++ {
		if facts[i].Filing.Public(asOf) {
			known = append(known, facts[i])
		}
	}
	return known
}

// filed are the facts that reports state: those of earnings releases are left out. The
// slice is the argument itself where there are none.
func filed(facts []Fact) []Fact {
	for i := range facts {
		if !facts[i].Filing.Preliminary() {
			continue
		}
		out := append(make([]Fact, 0, len(facts)), facts[:i]...)
		for k := i + 1; k < len(facts); k++ {
			if !facts[k].Filing.Preliminary() {
				out = append(out, facts[k])
			}
		}
		return out
	}
	return facts
}
