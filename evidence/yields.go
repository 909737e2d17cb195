package evidence

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"assay/entity"
	"assay/period"
	"assay/vol"
)

// YieldID is the series of the Treasury's par yields of so many days.
func YieldID(days int) entity.ID { return entity.ID(fmt.Sprintf("yield:UST-%05d", days)) }

// IV30ID is the series of a vendor's implied volatilities of 30 days, in
// percent.
func IV30ID(vendor string, of entity.ID) entity.ID {
	return entity.ID("iv30:" + strings.ToUpper(vendor) + ":" + string(of))
}

// IV30Vendor is the vendor of a series that IV30ID names, where it is the
// entity's.
func IV30Vendor(series, of entity.ID) (vendor string, ok bool) {
	vendor, found := strings.CutPrefix(string(series), "iv30:")
	vendor, ok = strings.CutSuffix(vendor, ":"+string(of))
	return vendor, ok && found
}

// maturities are those that the Treasury publishes, in days.
var maturities = []int{30, 45, 60, 91, 121, 182, 365, 730, 1095, 1825, 2555, 3650, 7300, 10950}

// yieldAge is how many days old a yield may be: a long weekend.
const yieldAge = 5

// Yields is the curve of a day, or of the last day before it on which yields
// were published, and that day; ErrNotFound where the store has no two yields
// of it.
func Yields(ctx context.Context, r Prices, day period.Date) (vol.Curve, period.Date, error) {
	var ys []vol.Yield
	var published period.Date
	for _, days := range maturities {
		s, err := r.Series(ctx, YieldID(days))
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return vol.Curve{}, 0, err
		}
		bar, ok := s.At(day)
		if !ok || day-bar.Day > yieldAge || bar.Day < published {
			continue
		}
		if bar.Day > published {
			published, ys = bar.Day, ys[:0]
		}
		ys = append(ys, vol.Yield{Days: float64(days), BEY: bar.Close.Rat().Float() / 100})
	}
	if len(ys) < 2 {
		return vol.Curve{}, 0, ErrNotFound
	}
	c, err := vol.NewCurve(ys)
	return c, published, err
}
