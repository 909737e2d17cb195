package html

import (
	"slices"
	"unicode"
)

// The second opinion on which blocks are the article looks at no names and no tags, only
// at how many words a block and its neighbours have and how much of them is links: the
// classifier by number of words and link density of Kohlschütter, Fankhauser and Nejdl,
// "Boilerplate Detection using Shallow Text Features" (WSDM 2010), with the thresholds
// that were published. They were learned from English news; three rules are added:
//   - Chinese and Japanese put no spaces between words: two of their characters count as
//     one word.
//   - A few short texts without links between two texts of content are content: headings
//     and the items of a list.
//   - A table of figures has no sentences. It is passed over when neighbours are compared,
//     and is content if a text next to it is.

// dense tells of each block whether it is content, by its words and links.
func dense(blocks []block) []bool {
	content := make([]bool, len(blocks))
	var texts []int // the blocks that are no tables
	seen := []features{{}}
	for i := range blocks {
		if blocks[i].table == nil {
			texts = append(texts, i)
			seen = append(seen, featuresOf(&blocks[i]))
		}
	}
	seen = append(seen, features{})
	for k, i := range texts {
		content[i] = isContent(seen[k], seen[k+1], seen[k+2])
	}
	bridge(texts, seen, content)
	joinTables(blocks, content)
	return content
}

// features are what a block is judged by.
type features struct {
	words int
	links float64 // link density: the share of the text that is links, from 0 to 1
}

func featuresOf(b *block) features {
	return features{countWords(b.text), float64(b.linked) / float64(max(len(b.text), 1))}
}

// The thresholds of link density.
const (
	linkedSelf   = 0.333333 // beyond it a block is no content
	linkedBefore = 0.555556 // beyond it the block before is a list of links
)

// isContent is the published decision tree. Beyond the page's ends stand blocks without
// words.
func isContent(before, b, after features) bool {
	switch {
	case b.links > linkedSelf:
		return false
	case before.links > linkedBefore:
		return b.words > 40 || after.words > 17
	case b.words > 16 || after.words > 15:
		return true
	}
	return before.words > 4
}

// widestGap is how many short texts in a row may stand between two of content.
const widestGap = 6

// bridge makes content of the few short texts without links that stand between content.
// texts are places in content, and seen their features with one before the first.
func bridge(texts []int, seen []features, content []bool) {
	last := -1 // the last text of content that no links follow
	for k, i := range texts {
		switch {
		case content[i]:
			if last >= 0 && k-last-1 <= widestGap {
				for _, j := range texts[last+1 : k] {
					content[j] = true
				}
			}
			last = k
		case seen[k+1].links > linkedSelf:
			last = -1
		}
	}
}

// joinTables makes content of the tables that stand next to a text of it.
func joinTables(blocks []block, content []bool) {
	near := false // the nearest text is content
	join := func(i int) {
		if blocks[i].table == nil {
			near = content[i]
		} else if near {
			content[i] = true
		}
	}
	for i := range blocks {
		join(i)
	}
	near = false
	for i := range slices.Backward(blocks) {
		join(i)
	}
}

// wideWord is how many characters of a script without spaces count as one word.
const wideWord = 2

// countWords counts the words of a text: what stands between spaces and holds a letter or
// a digit.
func countWords(s string) int {
	words, wide := 0, 0
	inside := false
	for _, r := range s {
		switch {
		case isWide(r) && unicode.IsLetter(r):
			wide++
			inside = false
		case unicode.IsSpace(r):
			inside = false
		case !inside && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			words++
			inside = true
		}
	}
	return words + (wide+wideWord-1)/wideWord
}
