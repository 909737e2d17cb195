package volatility

import (
	"assay/entity"
	"assay/evidence"
	"assay/period"
	"assay/vol"
)

// PerYear is how many closes a year of the entity's series has: the sessions of
// an exchange, or every day where trading never stops. The two must not be mixed.
func PerYear(id entity.ID) float64 {
	if id.Kind() == "asset" {
		return vol.DaysPerYear
	}
	return vol.SessionsPerYear
}

// Since are the bars from a day on and the one before it, whose close the first
// change is measured from. Days ascend.
func Since(bars []evidence.Bar, from period.Date) []evidence.Bar {
	i := len(bars)
	for i > 0 && bars[i-1].Day >= from {
		i--
	}
	return bars[max(i-1, 0):]
}

// Realised is the realised volatility of some bars in points, see vol.Realised.
func Realised(bars []evidence.Bar, perYear float64, mean bool) (value float64, ok bool) {
	closes := make([]float64, len(bars))
	for i, b := range bars {
		closes[i] = b.Close.Rat().Float()
	}
	sigma, ok := vol.Realised(closes, perYear, mean)
	return 100 * sigma, ok
}

// published are the volatility indices that are published, by what they are of.
var published = map[entity.ID]entity.ID{
	"index:SPX": "index:VIX", "asset:BTC": "index:BTC-DVOL", "asset:ETH": "index:ETH-DVOL",
}

// Published is the index that is published of an underlying's implied volatility; ok is
// false where none is.
func Published(id entity.ID) (index entity.ID, ok bool) {
	index, ok = published[id]
	return index, ok
}
