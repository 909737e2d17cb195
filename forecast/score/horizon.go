package score

import "fmt"

// Said is when a forecast was made, without what it says.
type Said struct {
	Holder, Question string
	Day, Due         int // days from any one origin: when it was made, and when its outcome is public
	// Withdrawn marks a withdrawal: from its day on the holder has no forecast
	// on the question until the next one.
	Withdrawn bool
}

// LastBefore gives the places of the forecasts that stood a number of days
// before they were due, at least 1: of each holder and question the last that
// was made by then. Of two of one day the later in the input counts. The places
// ascend. So a question counts once for a holder, however often he repeats
// himself, and who speaks up only at the end has no forecast at a long horizon.
func LastBefore(said []Said, days int) ([]int, error) {
	if days < 1 {
		return nil, fmt.Errorf("score: horizon of %d days: give at least 1, for a forecast made on the day it is due is none", days)
	}
	type key struct{ holder, question string }
	last := make(map[key]int, len(said))
	for i, s := range said {
		if s.Day > s.Due-days {
			continue
		}
		k := key{s.Holder, s.Question}
		if j, ok := last[k]; !ok || s.Day >= said[j].Day {
			last[k] = i
		}
	}
	places := make([]int, 0, len(last))
	for i, s := range said {
		if j, ok := last[key{s.Holder, s.Question}]; ok && j == i && !s.Withdrawn {
			places = append(places, i)
		}
	}
	return places, nil
}
