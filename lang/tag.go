package lang

import (
	"strings"

	"assay/lexicon"
)

// tag is what a flag or a unit of a phrase says, a bit each, so that one look tells
// whether a phrase has any of several.
type tag uint32

// The tags: of flags first, of units then.
const (
	fiscalTag tag = 1 << iota
	calendarTag
	wholeTag
	sinceTag
	fromTag
	untilTag
	betweenTag
	firstTag
	startTag
	earlyTag
	endTag
	endedTag
	begunTag
	yearendTag
	ytdTag
	pastyearTag
	yesterdayTag
	todayTag
	tomorrowTag
	intradayTag
	afterhoursTag
	premarketTag
	dayTag
	weekTag
	monthTag
	quarterTag
	halfTag
	yearTag
	ninemonthsTag
	sessionsTag
)

// tagOf is the tag that a pack's id names, 0 for one that says nothing by itself.
func tagOf(id string) tag {
	switch id {
	case "fiscal":
		return fiscalTag
	case "calendar":
		return calendarTag
	case "whole":
		return wholeTag
	case "since":
		return sinceTag
	case "from":
		return fromTag
	case "until":
		return untilTag
	case "between":
		return betweenTag
	case "first":
		return firstTag
	case "start":
		return startTag
	case "early":
		return earlyTag
	case "end":
		return endTag
	case "ended":
		return endedTag
	case "begun":
		return begunTag
	case "yearend":
		return yearendTag
	case "ytd":
		return ytdTag
	case "pastyear":
		return pastyearTag
	case "yesterday":
		return yesterdayTag
	case "today":
		return todayTag
	case "tomorrow":
		return tomorrowTag
	case "intraday":
		return intradayTag
	case "afterhours":
		return afterhoursTag
	case "premarket":
		return premarketTag
	case "day":
		return dayTag
	case "week":
		return weekTag
	case "month":
		return monthTag
	case "quarter":
		return quarterTag
	case "half":
		return halfTag
	case "year":
		return yearTag
	case "ninemonths":
		return ninemonthsTag
	case "sessions":
		return sessionsTag
	}
	return 0
}

// has reports whether one of some tags is among t.
func (t tag) has(any tag) bool { return t&any != 0 }

// session is the part of a trading day among the tags, the last of several.
func session(tags tag) string {
	switch {
	case tags.has(premarketTag):
		return "premarket"
	case tags.has(afterhoursTag):
		return "afterhours"
	case tags.has(intradayTag):
		return "intraday"
	}
	return ""
}

// beside is the day among the tags that stands beside the article's own or is it, the
// last of several.
func beside(tags tag) string {
	switch {
	case tags.has(tomorrowTag):
		return "tomorrow"
	case tags.has(todayTag):
		return "today"
	}
	return "yesterday"
}

// dated reports whether a year stands right before a month, so that it is the date's:
// 「截至2024年10月27日的第三财季」.
func (p *phrase) dated() bool {
	for i := 1; i < len(p.tokens); i++ {
		if p.tokens[i-1].kind == yearToken && p.tokens[i].kind == monthToken {
			return true
		}
	}
	return false
}

// yearEnds reports whether the month is that in which a fiscal year ends: 「2025年1月期」.
func (p *phrase) yearEnds() bool {
	month := false
	for i := 1; i < len(p.tokens); i++ {
		month = month || p.tokens[i-1].kind == monthToken
		if month && p.tokens[i-1].tag == yearTag && p.tokens[i].tag == endedTag {
			return true
		}
	}
	return false
}

// countsMonths reports whether the word at atom j counts months and names none: カ月, 개월.
func (s *Scan) countsMonths(j int) bool {
	word := s.Str(&s.Atoms[j])
	return strings.ContainsAny(word, "カヵか個个ヶケ箇개달") && !strings.HasPrefix(word, "월")
}

// monthCount takes the numeral as a number of months, where the phrase says which: 「直近の3カ月」,
// 「6月までの3カ月」; of 「9月の1カ月間」 the month is said.
func (p *phrase) monthCount(w int) bool {
	tags, kinds := p.sum()
	if kinds&(1<<monthToken) != 0 && !tags.has(untilTag|endedTag) || kinds&(1<<monthToken) == 0 && p.rel() != "last" && !tags.has(firstTag) {
		return false
	}
	p.tokens = append(p.tokens, token{kind: numToken, n: w})
	return true
}

// fiscalYear is the year that stands right before the word for a fiscal year, or 0.
func (p *phrase) fiscalYear() int {
	for i := 1; i < len(p.tokens); i++ {
		if t := &p.tokens[i]; p.tokens[i-1].kind == yearToken && t.tag == fiscalTag {
			return p.tokens[i-1].n
		}
	}
	return 0
}

// standsFor reports whether the ordinal at atom i stands for one of two, and a quarter with an
// ordinal of its own follows: "a receita da primeira no quarto trimestre".
func (s *Scan) standsFor(i int) bool {
	if s.V.cjk || i+2 >= len(s.Atoms) || !s.Closed(&s.Atoms[i+1], lexicon.Preposition) || s.Atoms[i+1].In(lexicon.Period) {
		return false
	}
	for _, j := range [...]int{i, i + 2} {
		if id, ok := s.Has(&s.Atoms[j], lexicon.Period); !ok || !strings.HasPrefix(id, "ord:") || j == i && strings.Contains(id, "+") {
			return false
		}
	}
	return true
}

// sessions is how many days of trading the phrase counts.
func (p *phrase) sessions() int {
	for i := range p.tokens {
		if t := &p.tokens[i]; t.tag == sessionsTag {
			return t.n
		}
	}
	return 0
}
