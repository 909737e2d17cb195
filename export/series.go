package export

import (
	"context"
	"fmt"
	"io"

	"assay/entity"
	"assay/evidence"
	"assay/period"
)

// Bar is a row of the table of daily series: one day of one entity.
type Bar struct {
	Series    string  `parquet:"series,dict"` // "cik:0001045810", "index:VIX", "asset:BTC"
	Entity    string  `parquet:"entity,dict"` // a filer's name
	Ticker    string  `parquet:"ticker,dict"`
	Day       int32   `parquet:"day,date"`
	Open      float64 `parquet:"open"` // the nearest floats, then the exact decimals
	High      float64 `parquet:"high"`
	Low       float64 `parquet:"low"`
	Close     float64 `parquet:"close"`
	OnlyClose bool    `parquet:"only_close"` // the source has closes alone: the others repeat it
	Unit      string  `parquet:"unit,dict"`  // "USD", "points", "percent"
	Adjusted  bool    `parquet:"adjusted"`   // for later splits and dividends
	OpenText  string  `parquet:"open_exact,plain"`
	HighText  string  `parquet:"high_exact,plain"`
	LowText   string  `parquet:"low_exact,plain"`
	CloseText string  `parquet:"close_exact,plain"`
}

func (r *Bar) cells(c cells) {
	c.text("series", r.Series)
	c.text("entity", r.Entity)
	c.text("ticker", r.Ticker)
	c.day("day", &r.Day)
	c.decimal("open", r.OpenText)
	c.decimal("high", r.HighText)
	c.decimal("low", r.LowText)
	c.decimal("close", r.CloseText)
	c.flag("only_close", r.OnlyClose)
	c.text("unit", r.Unit)
	c.flag("adjusted", r.Adjusted)
}

// Series writes the daily series of the query's entities, by entity and day, and gives
// the number of days. A day is public at its end.
func Series(ctx context.Context, w io.Writer, f Format, s Store, q Query) (int64, error) {
	b, err := begin(w, f, table[Bar]{"series", []string{"series", "day"}, (*Bar).cells})
	if err != nil {
		return 0, err
	}
	return b.close(writeSeries(ctx, b, s, q))
}

func writeSeries(ctx context.Context, b *batch[Bar], s Store, q Query) error {
	ids, err := s.SeriesIDs(ctx)
	if err != nil {
		return fmt.Errorf("export: series: %w", err)
	}
	wanted := map[entity.ID]bool{}
	for _, id := range q.Filers {
		wanted[id] = true
	}
	for i, id := range ids {
		if q.Filers != nil && !wanted[id] {
			continue
		}
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("export: %w", err)
		}
		if err := writeOne(ctx, b, s, q, id); err != nil {
			return err
		}
		q.progress(i+1, len(ids))
	}
	return nil
}

func writeOne(ctx context.Context, b *batch[Bar], s Store, q Query, id entity.ID) error {
	series, err := s.Series(ctx, id)
	if err != nil {
		return fmt.Errorf("export: series %s: %w", id, err)
	}
	var of holder
	want, ok := period.Range{}, true
	if id.Kind() == "cik" {
		if of, err = holderOf(ctx, s, id); err != nil {
			return err
		}
		if want, ok, err = q.rangeOf(ctx, s, id); err != nil {
			return err
		}
	} else if q.Period != nil {
		want, ok = q.Period.On(period.CalendarYear(), 0)
	}
	for _, bar := range series.Bars {
		if !ok || q.Period != nil && !Within(period.Range{End: bar.Day}, want) || q.AsOf != 0 && bar.Day > q.AsOf {
			continue
		}
		row, err := b.next()
		if err != nil {
			return err
		}
		row.fill(of, &series, bar)
	}
	return nil
}

func (r *Bar) fill(of holder, s *evidence.Series, b evidence.Bar) {
	r.Series, r.Entity, r.Ticker, r.Unit, r.Adjusted = string(s.Entity), of.name, of.ticker, s.Unit, s.Adjusted
	unixDay(b.Day, &r.Day)
	r.Open, r.High, r.Low, r.Close, r.OnlyClose = nearest(b.Open), nearest(b.High), nearest(b.Low), nearest(b.Close), b.OnlyClose
	r.OpenText, r.HighText, r.LowText, r.CloseText = b.Open.String(), b.High.String(), b.Low.String(), b.Close.String()
}
