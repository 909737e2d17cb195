package claim

import (
	"assay/lang"
	"assay/lexicon"
	"assay/period"
)

// Which session or stretch a move of a price is of, where the words leave it to the text around.

// sessionOr is a day of trading, and the article's own day and the session before it as
// the other readings.
func (r *Reader) sessionOr(day period.Date) bound {
	b := bound{r: period.Day(day)}
	for _, x := range []period.Date{r.pub, period.LastSession(r.pub - 1)} {
		if x != day {
			b.alt = append(b.alt, period.Day(x))
		}
	}
	return b
}

// inSession reports whether words before the figure put it on the day of trading behind an
// event: "All'indomani dei conti Microsoft ha perso il 7,7%", "The day after, Meta lost 4%".
func (st *sentence) inSession(f *lang.Figure) bool {
	return st.signalled(cueEventDay, func(m *mention) bool {
		return m.at < f.First && st.at[m.at].strong == st.at[f.First].strong
	})
}

// otherSession reports whether a session is that of another move than the figure's, which has a
// clause of its own: "The shares, which had dropped 3.3 % on Thursday, jumped after the bell".
func (st *sentence) otherSession(f *lang.Figure, w *lang.When) bool {
	return !st.scan.V.CJK() && (st.at[w.First].strong != st.at[f.First].strong || w.First > f.Last && st.otherClause(f.Last, w.First) && st.besides(f))
}

// stretchGoesOn reports whether a price's move without a verb of its own goes on with the stretch
// since the start of the year that the one before was told over: "Da inizio anno Microsoft
// perde il 31%, Alphabet oltre un terzo".
func (st *sentence) stretchGoesOn(d, prev *draft) bool {
	return prev != nil && d.kind == Change && d.base == "" && prev.metric == d.metric && prev.base == "start of year" &&
		(st.opensWithStretch() && len(st.whens) == 0 || !st.classBetween(lexicon.Direction, prev.fig.Last, d.fig.Last+3))
}

// usualStretches are those over which the press tells how prices moved where it tells no day: the
// year so far, and in January the year that has ended.
func (r *Reader) usualStretches() []period.Range {
	if r.pub == 0 {
		return nil
	}
	y := r.pub.Year()
	closes := func(y int) period.Date { return period.LastSession(period.Year(y).End) }
	out := []period.Range{{Start: closes(y - 1), End: period.LastSession(r.pub)}}
	if r.pub <= period.Months(y, 1, 1).End {
		out = append(out, period.Range{Start: closes(y - 2), End: closes(y - 1)})
	}
	return out
}
