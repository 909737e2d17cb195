package evidence

import (
	"context"
	"strings"

	"assay/entity"
	"assay/period"
)

// yearOfWeeks is the distance after which a filer releases its results again,
// mostly on the same day of the week.
const yearOfWeeks = 364

// ExpectedResults is the day after day on which a filer's next results are
// expected: 52 weeks after a release of the year before (8-K, item 2.02), by
// what was public on day; 0 where no release of that year is known.
func ExpectedResults(ctx context.Context, r Filers, id entity.ID, day period.Date) (period.Date, error) {
	filings, err := r.Reports(ctx, id)
	if err != nil {
		return 0, err
	}
	for i := range filings { // by day of filing
		f := &filings[i]
		if f.Filed <= day && f.Filed+yearOfWeeks > day && strings.HasPrefix(f.Form, "8-K") && strings.Contains(f.Items, "2.02") {
			return f.Filed + yearOfWeeks, nil
		}
	}
	return 0, nil
}
