package evidence

// maxGrain is the coarsest grain ever inferred: a million.
const maxGrain = 6

// unseen marks a pair of filing and unit without a value other than zero.
const unseen = 127

// InferGrains gives every fact of the batch the coarsest power of ten common to
// all values of its filing and unit, at most a million: a filing that states its
// dollars in millions shows six zeros everywhere. Zeros say nothing; a filing
// with nothing but zeros of a unit gets single units. It takes a byte for each
// pair of unit and filing.
func InferGrains(b *Batch) {
	units := len(b.Tables.Units)
	least := make([]int8, units*len(b.Filings))
	for i := range least {
		least[i] = unseen
	}
	for i := range b.Facts {
		f := &b.Facts[i]
		if f.Value.Sign() == 0 {
			continue
		}
		_, exp := f.Value.Parts()
		at := int(f.Filing)*units + int(f.Unit)
		least[at] = min(least[at], int8(exp), maxGrain)
	}
	for i := range b.Facts {
		f := &b.Facts[i]
		g := least[int(f.Filing)*units+int(f.Unit)]
		if g == unseen {
			g = 0
		}
		f.Grain = Grain{Exp: g, Inferred: true}
	}
}
