package evidence

import "assay/quantity"

// maxGrain is the coarsest grain ever inferred: a million.
const maxGrain = 6

// zeros counts a filing's values of a unit by the zeros at their ends, least is the
// fewest, which decimals make negative.
type zeros struct {
	count [maxGrain + 1]uint32
	least int8
	n     uint32
}

// InferGrains gives every fact the coarsest power of ten common to the values of its
// filing and unit, at most a million: a filing that states its dollars in millions
// shows six zeros everywhere. Nearly everywhere: a report in thousands states the
// odd amount to the dollar (the market value on its cover, a note's face amount),
// and such amounts, up to one in ten, have a grain of their own, that common to
// them. A value that is not rounded ends in a zero one time in ten, so that the
// rest could not be so by chance. Zeros say nothing; a filing with nothing but zeros
// of a unit gets single units. A concept that the filing states more coarsely than
// the rest has the grain common to its own values, see coarser; facts of one concept
// and unit must stand beside each other. It takes memory for each pair of unit and
// filing.
func InferGrains(b *Batch) {
	units := len(b.Tables.Units)
	table := make([]zeros, units*len(b.Filings))
	for i := range b.Facts {
		f := &b.Facts[i]
		if f.Value.Sign() == 0 {
			continue
		}
		_, exp := f.Value.Parts()
		z := &table[int(f.Filing)*units+int(f.Unit)]
		if z.n == 0 || int8(exp) < z.least {
			z.least = int8(min(exp, maxGrain))
		}
		z.count[min(max(exp, 0), maxGrain)]++
		z.n++
	}
	coarse := coarser{of: make([]stated, len(b.Filings))}
	for lo := 0; lo < len(b.Facts); {
		hi := lo + 1
		for hi < len(b.Facts) && b.Facts[hi].Concept == b.Facts[lo].Concept && b.Facts[hi].Unit == b.Facts[lo].Unit {
			hi++
		}
		coarse.grains(b.Facts[lo:hi], func(f *PackedFact) int8 { return table[int(f.Filing)*units+int(f.Unit)].of(f) })
		lo = hi
	}
}

// coarser finds concepts that a filing states more coarsely than the rest: stock
// compensation in tenths of a billion in the notes of a report in millions.
type coarser struct {
	of    []stated // by filing
	stamp int32
}

type stated struct {
	stamp int32
	zeros int8 // common to the values
	n     int16
	last  quantity.Decimal
}

// coarsest is the grain beyond which no concept's is inferred: a tenth of a billion.
const coarsest = 8

// beyondChance is how many zeros, over all values of a concept in a filing, must
// stand beyond the filing's grain to be no chance: one in a million.
const beyondChance = 6

// fewValues is how many values of a concept at least tell how coarsely it is stated: one
// or two amounts may be round by nature, as what a board allows to be spent.
const fewValues = 3

// grains sets the grains of the facts of one concept and unit; usual is that of
// their filing.
func (c *coarser) grains(facts []PackedFact, usual func(*PackedFact) int8) {
	c.stamp++
	for i := range facts {
		f := &facts[i]
		if f.Value.Sign() == 0 {
			continue
		}
		_, exp := f.Value.Parts()
		s := &c.of[f.Filing]
		if s.stamp != c.stamp {
			*s = stated{stamp: c.stamp, zeros: coarsest}
		}
		s.zeros = min(s.zeros, int8(min(exp, coarsest)))
		if s.n == 0 || s.last != f.Value {
			s.n, s.last = s.n+1, f.Value
		}
	}
	for i := range facts {
		f := &facts[i]
		g := usual(f)
		if s := &c.of[f.Filing]; s.stamp == c.stamp && s.n >= fewValues && int(s.zeros-g)*int(s.n) >= beyondChance {
			g = s.zeros
		}
		f.Grain = Grain{Exp: g, Inferred: true}
	}
}

// of is the grain of one of the counted facts, or of a zero among them.
func (z *zeros) of(f *PackedFact) int8 {
	if z.n == 0 {
		return 0
	}
	usual := z.usual()
	if _, exp := f.Value.Parts(); f.Value.Sign() == 0 || exp >= int(usual) {
		return usual
	}
	return z.least
}

// usual is the coarsest power of ten common to nine values in ten, and to all where
// that leaves less than ten.
func (z *zeros) usual() int8 {
	n := uint32(0)
	for g := int8(maxGrain); g > max(z.least, 0); g-- {
		if n += z.count[g]; n >= 10 && n*10 >= z.n*9 {
			return g
		}
	}
	return z.least
}
