package lang

import (
	"strings"

	"assay/lexicon"
)

// numeral is a run of digits as written.
type numeral struct {
	mant     int64
	frac     int  // digits after the decimal separator
	zeros    int  // trailing zeros of an integer
	digits   int  // significant digits as written
	grouped  bool // had grouping separators
	odd      bool // separators that fit no reading, or too many digits
	leading0 bool
}

// whole reports whether it is a plain integer, and its value.
func (n *numeral) whole() (int, bool) {
	return int(n.mant), n.frac == 0 && !n.odd && n.mant < 1e9
}

// numeral reads digits at i: groups of three under the pack's grouping
// separators, at most one decimal separator.
func (s *Scan) numeral(f []byte, i int, joined bool) int {
	n := numeral{leading0: f[i] == '0'}
	j, point := i, false
	last := byte(0) // the grouping separator in use
	run := 0        // digits since the last separator
	first := true   // before any separator
	indian := false // groups of two before the last three: 1,02,000
	for j < len(f) {
		c := f[j]
		if c == lexicon.Filler {
			j++
			continue
		}
		if c >= '0' && c <= '9' {
			n.push(c, point)
			run++
			j++
			continue
		}
		w := s.separator(f, j)
		if w == 0 {
			break
		}
		next := j + w
		d := digitRun(f, next)
		if d == 0 {
			break
		}
		isGroup := strings.IndexByte(s.V.Pack.Group, c) >= 0 || c == ' ' && w > 0
		isDec := strings.IndexByte(s.V.Pack.Decimal, c) >= 0
		switch {
		case !point && isGroup && d == 3 && (first && run <= 3 || run == 3 || indian && run == 2) && (last == 0 || last == c) && !n.leading0:
			last, n.grouped = c, true
		case !point && isGroup && d == 2 && c == ',' && run <= 2 && (first || indian) && !n.leading0 && indianGroups(f, next):
			last, n.grouped, indian = c, true, true
		case !point && isDec && (last == 0 || c != last):
			point = true
		case c == ' ':
			goto done
		case (c == '.' || c == ',') && !point && last == 0:
			// Of Spanish, Mexico and Central America write the point.
			point, n.odd = true, !(s.V.Pack.Grammar.ThousandMillions && c == '.')
		default:
			if c == '.' || c == ',' {
				n.odd = true // 1.2.3: a version or a date
			} else {
				goto done
			}
		}
		first, run = false, 0
		j = next
	}
done:
	if !point {
		for m := n.mant; m != 0 && m%10 == 0; m /= 10 {
			n.zeros++
		}
	}
	s.nums = append(s.nums, n)
	j, means := s.caseEnding(f, j)
	s.add(i, j, Numeral, joined, means, nil)
	s.Atoms[len(s.Atoms)-1].num = int32(len(s.nums) - 1)
	return j
}

// caseEnding is the end of the case that a colon joins to the digits before j, and what it
// means: "27:stä 31,7 miljardiin", "lähellä 69:ää".
func (s *Scan) caseEnding(f []byte, j int) (int, *lexicon.Entry) {
	if j >= len(f) || f[j] != ':' {
		return j, nil
	}
	stop := wordEnd(f, j+1)
	if stop == j+1 || s.ending(f, j, stop) == 0 {
		return j, nil
	}
	return stop, s.V.trie.Find(f[j:stop])
}

func (n *numeral) push(c byte, point bool) {
	if n.mant > 1e16 {
		n.odd = true
		return
	}
	n.mant = n.mant*10 + int64(c-'0')
	if n.mant != 0 || point {
		n.digits++
	}
	if point {
		n.frac++
	}
}

// separator is the width of a separator at j, or 0: a point, a comma, an
// apostrophe, a middle dot, or a single space of a language that groups so.
func (s *Scan) separator(f []byte, j int) int {
	switch f[j] {
	case '.', ',', '\'':
		w := 1
		for j+w < len(f) && f[j+w] == lexicon.Filler {
			w++
		}
		return w
	case ' ':
		w := 1
		if s.Text[j] != ' ' { // a no-break or thin space of two or three bytes
			for j+w < len(f) && w < 3 && f[j+w] == ' ' && s.Text[j+w] >= 0x80 {
				w++
			}
		} else if strings.IndexByte(s.V.Pack.Group, ' ') < 0 {
			return 0
		}
		return w
	}
	return 0
}

// indianGroups reports whether groups of two digits go on from j to a last one of three.
func indianGroups(f []byte, j int) bool {
	for digitRun(f, j) == 2 {
		for j < len(f) && f[j] != ',' && (f[j] == lexicon.Filler || f[j]-'0' < 10) {
			j++
		}
		if j++; j >= len(f) || f[j-1] != ',' {
			return false
		}
		for j < len(f) && f[j] == lexicon.Filler {
			j++
		}
	}
	return digitRun(f, j) == 3
}

func digitRun(f []byte, j int) int {
	n := 0
	for j < len(f) && (f[j] >= '0' && f[j] <= '9' || f[j] == lexicon.Filler) {
		if f[j] != lexicon.Filler {
			n++
		}
		j++
	}
	return n
}
