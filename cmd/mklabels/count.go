package main

import (
	"regexp"
	"strings"

	"assay/source/release"
)

// key is a label in its place: the statement, what the row counts, and whether the
// filing's statements have rows of noncontrolling interests, and of operations that
// are told apart (discontinued).
type key struct {
	kind          release.Kind
	class         release.Class
	owned, parted bool
	label         string
}

// count is what was seen.
type count struct {
	uses   map[key]map[string]map[string]bool // concept → filers
	negate map[key]map[bool]map[string]bool   // printed with the sign turned → filers
	signs  map[string]*[2]int                 // concept → values below zero, others
	modern map[string]bool                    // concepts of the inline documents
	filers map[string]bool
}

func newCount() *count {
	return &count{map[key]map[string]map[string]bool{}, map[key]map[bool]map[string]bool{}, map[string]*[2]int{}, map[string]bool{}, map[string]bool{}}
}

// use counts a filer's label.
func (c *count) use(k key, concept, filer string, turned bool) {
	if k.label == "" || k.kind == release.Income && compensation.MatchString(concept) && !strings.Contains(k.label, "compensation") {
		return // told below the statement, by the rows that it is a part of
	}
	c.filers[filer] = true
	if c.uses[k] == nil {
		c.uses[k], c.negate[k] = map[string]map[string]bool{}, map[bool]map[string]bool{}
	}
	if c.uses[k][concept] == nil {
		c.uses[k][concept] = map[string]bool{}
	}
	c.uses[k][concept][filer] = true
	if c.negate[k][turned] == nil {
		c.negate[k][turned] = map[string]bool{}
	}
	c.negate[k][turned][filer] = true
}

// sign counts a value of a concept.
func (c *count) sign(concept string, negative bool) {
	s := c.signs[concept]
	if s == nil {
		s = new([2]int)
		c.signs[concept] = s
	}
	if negative {
		s[0]++
	} else {
		s[1]++
	}
}

// classOf is what a concept counts, by its name: the units of the first data sets give
// figures per share as dollars.
func classOf(concept string) release.Class {
	switch {
	case perShare.MatchString(concept):
		return release.PerShare
	case shares.MatchString(concept):
		return release.Shares
	}
	return release.Money
}

var (
	compensation = regexp.MustCompile(`(?:Stock|Share)BasedCompensation`)
	perShare     = regexp.MustCompile(`PerShare|PerBasicShare|PerDilutedShare|PerBasicAndDilutedShare|EarningsPer|PerUnit|PerLimitedPartner`)
	shares       = regexp.MustCompile(`NumberOf[A-Za-z]*Shares|SharesOutstanding|SharesIssued|NumberOfUnits`)
)
