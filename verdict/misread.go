package verdict

import (
	"slices"

	"assay/claim"
	"assay/lang"
	"assay/message"
	"assay/quantity"
)

// What contradicts a figure may be the reader's error and not the author's. Here is asked which is
// likelier.

// misreadNote says what of the figure may have been misread.
func misreadNote(c *claim.Claim, miss *NearMiss) message.Message {
	if miss != nil && miss.Kind == "sign" {
		return message.Say("no word that is known says whether it rose or fell")
	}
	switch loose := c.Loose; {
	case loose&(claim.LoosePeriod|claim.LooseTense) != 0:
		return message.Say("the figure may speak of another period of its sentence")
	case loose&claim.LooseCompany != 0:
		return message.Say("the figure may speak of another company of its sentence")
	case loose&(claim.LooseMeasure|claim.LoosePart) != 0:
		return message.Say("the figure may speak of another measure of its sentence")
	}
	return message.Say("the figure may speak of another clause of its sentence")
}

// likelyMisread reports whether a figure is more likely misread than wrong: it is loosely read
// and right for what the reader may have missed, or no slip explains it and it strays.
func likelyMisread(p *Pass, c *claim.Claim, miss *NearMiss, t *Tried) bool {
	if miss == nil {
		return unexplained(c, t.Actual)
	}
	if c.Base == claim.AgainstCompany && miss.Kind != "digits" {
		return true // which of two companies is held against the other is easily misread
	}
	switch miss.Kind {
	case "period":
		return c.Loose&claim.LoosePeriod != 0
	case "company":
		return !c.Spoken.ByName && Quotes(c.Metric) || c.Spoken.Names(miss.Of) || c.Metric == "index level" // nobody takes one index for another
	case "measure":
		return c.Loose&claim.LooseMeasure != 0 || miss.Whole && c.Loose&claim.LoosePart != 0 || farOff(p, c, miss, t)
	case "sign":
		return c.Loose&claim.LooseSign != 0
	case "digits":
		return c.Loose&claim.LooseBase != 0
	}
	return false
}

// unexplained reports whether a figure that no slip explains is more likely misread: an earlier
// level whose time is not said; the opposite of the true value, where the word for its sign stands
// apart; a loosely read figure nowhere near the true one; an amount not half or more than double of
// it, in a sentence that names no company; and what the functions below tell.
func unexplained(c *claim.Claim, actual quantity.Rat) bool {
	iv := c.Readings[0].Interval
	if c.Kind == claim.Level {
		iv = atBound(iv)
	}
	loose := c.Loose &^ (claim.LooseSign | claim.LoosePart)
	amount := c.Kind == claim.Level && lang.Currency(c.Unit) && !c.Cell && !c.Spoken.ByName
	switch {
	case c.Loose&claim.LooseBase != 0,
		c.Loose&claim.LooseSign != 0 && iv.Neg().Contains(actual),
		loose != 0 && !near(iv, actual),
		amount && !within(iv, actual, quantity.Int(2)):
		return true
	}
	return comparesLoosely(c) || strays(c, actual) || bySurplus(c, actual)
}

// atBound is the end of an interval that has only one: who writes "no more than" means a value near it.
func atBound(iv quantity.Interval) quantity.Interval {
	switch {
	case iv.NoLow:
		return quantity.Point(iv.High)
	case iv.NoHigh:
		return quantity.Point(iv.Low)
	}
	return iv
}

// noForecast reports whether a forecast that failed more likely is none: no word looks ahead, or it
// is the figure of another period, to the last of its digits or in a text that does not say its own,
// or it missed a level or a ratio by half.
func noForecast(c *claim.Claim, miss *NearMiss, t *Tried) bool {
	if c.Loose&claim.LooseTense != 0 {
		return true
	}
	if miss != nil {
		return miss.Kind == "period" && !c.IsRange && c.Hedge == quantity.Exact && (telling(c) || slices.Contains(c.Guessed, "period"))
	}
	return (c.Kind == claim.Level || c.Kind == claim.Ratio) && !near(c.Readings[0].Interval, t.Actual)
}

// farOff reports whether an amount is another measure's and nowhere near the true value of
// its own: authors mistake like for like, operating for net income, seldom revenue for
// profit. A part's two measures stand in one row of the report.
func farOff(p *Pass, c *claim.Claim, miss *NearMiss, t *Tried) bool {
	return !c.Cell && c.Kind == claim.Level && !near(c.Readings[0].Interval, t.Actual) && !miss.SamePart && !printedTwice(p, c)
}

// comparesLoosely reports whether the claim is a fraction in words ("more than a quarter"), or a
// multiple whose parts do not stand beside it: of what it is a fraction or a multiple is
// oftener misread than miscounted.
func comparesLoosely(c *claim.Claim) bool {
	return c.Unit == "times" && c.Loose&claim.LooseClause != 0 || c.Unit == "percent" && c.Value.Words != nil
}

// bySurplus reports whether the figure is the true one, and only "more than" or "less than" before it
// fails: it may tell of another figure that is held against this one.
func bySurplus(c *claim.Claim, actual quantity.Rat) bool {
	if c.IsRange || c.Hedge == quantity.Exact || c.Kind != claim.Level {
		return false
	}
	exact := *c
	exact.Hedge = quantity.Exact
	return exact.Interval().Contains(actual)
}

// strays reports whether a share or a margin is more than twice the true one or less than half of it,
// or a rate of growth more than four times, and both many points from it: it is hardly one of that at
// all, but of something else.
func strays(c *claim.Claim, actual quantity.Rat) bool {
	iv := c.Readings[0].Interval
	switch {
	case c.Kind == claim.Ratio:
		return !within(iv, actual, quantity.Int(2)) && !iv.Widen(quantity.Int(15)).Contains(actual)
	case c.Kind == claim.Change && c.Unit == "percent":
		return !within(iv, actual, quantity.Int(4)) && !iv.Widen(quantity.Int(60)).Contains(actual)
	}
	return false
}

// near reports whether some value that the interval admits and the actual one differ by no
// more than a third of the larger, sign and thousands aside: an author errs by less, or
// by a slip.
func near(iv quantity.Interval, actual quantity.Rat) bool {
	return within(iv, actual, quantity.Frac(3, 2))
}

// within reports whether some value that the interval admits is at most so many times the actual
// one and the other way round, sign and thousands aside.
func within(iv quantity.Interval, actual, times quantity.Rat) bool {
	if actual.Sign() < 0 {
		actual = actual.Neg()
	}
	for _, thousands := range []int{0, 3, -3, 6, -6} {
		x := iv.Scale(quantity.Pow10(thousands))
		for _, x := range []quantity.Interval{x, x.Neg()} {
			if (x.NoHigh || x.High.Mul(times).Cmp(actual) >= 0) && (x.NoLow || x.Low.Cmp(actual.Mul(times)) <= 0) {
				return true
			}
		}
	}
	return false
}
