package evidence

import (
	"encoding/binary"
	"errors"
	"fmt"

	"assay/period"
	"assay/quantity"
	"assay/wire"
)

// ErrBars means that a stored series is damaged.
var ErrBars = errors.New("evidence: damaged series")

// AppendBars appends a daily series as varint differences: Δday, a byte that
// says whether only the close stands, and each price as exponent and the
// difference of its mantissa to the close's of the day before.
func AppendBars(dst []byte, bars []Bar) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(bars)))
	day := period.Date(0)
	for _, b := range bars {
		dst = binary.AppendVarint(dst, int64(b.Day-day))
		day = b.Day
		if b.OnlyClose {
			dst = appendDecimal(append(dst, 1), b.Close)
			continue
		}
		dst = append(dst, 0)
		for _, d := range [4]quantity.Decimal{b.Open, b.High, b.Low, b.Close} {
			dst = appendDecimal(dst, d)
		}
	}
	return dst
}

func appendDecimal(dst []byte, d quantity.Decimal) []byte {
	mant, exp := d.Parts()
	return binary.AppendVarint(binary.AppendVarint(dst, int64(exp)), mant)
}

// DecodeBars reads a series. Damaged bytes give ErrBars, never a panic.
func DecodeBars(b []byte) ([]Bar, error) {
	d := wire.Reader[[]byte]{B: b}
	n := d.Uvarint()
	if d.Bad || n > uint64(len(b)) {
		return nil, fmt.Errorf("%w: count", ErrBars)
	}
	bars := make([]Bar, n)
	day := int64(0)
	for i := range bars {
		day += d.Varint()
		bar := Bar{Day: period.Date(day)}
		if d.Byte() == 1 {
			c := decimal(&d)
			bar.Open, bar.High, bar.Low, bar.Close, bar.OnlyClose = c, c, c, c, true
		} else {
			bar.Open, bar.High, bar.Low, bar.Close = decimal(&d), decimal(&d), decimal(&d), decimal(&d)
		}
		if d.Bad || day < 0 || day > 1<<30 {
			return nil, fmt.Errorf("%w: day %d", ErrBars, i)
		}
		bars[i] = bar
	}
	if d.At != len(b) {
		return nil, fmt.Errorf("%w: %d bytes left over", ErrBars, len(b)-d.At)
	}
	return bars, nil
}

func decimal(d *wire.Reader[[]byte]) quantity.Decimal {
	exp, mant := d.Varint(), d.Varint()
	if exp < -99 || exp > 99 {
		d.Bad = true
		return quantity.Decimal{}
	}
	return quantity.NewDecimal(mant, int(exp))
}

// MergeSeries adds the bars of v to those of old; a day that both have takes
// v's. It gives the merged series, days ascending, and how many days are new.
func MergeSeries(old, v Series) (merged Series, fresh int) {
	merged = v
	merged.Sources = appendNew(old.Sources, v.Sources...)
	merged.Bars = make([]Bar, 0, len(old.Bars)+len(v.Bars))
	i := 0
	for _, b := range v.Bars {
		for i < len(old.Bars) && old.Bars[i].Day < b.Day {
			merged.Bars = append(merged.Bars, old.Bars[i])
			i++
		}
		if i < len(old.Bars) && old.Bars[i].Day == b.Day {
			i++
		} else {
			fresh++
		}
		merged.Bars = append(merged.Bars, b)
	}
	merged.Bars = append(merged.Bars, old.Bars[i:]...)
	return merged, fresh
}

// RoundPrice rounds a price to n fraction digits, halves away from zero.
func RoundPrice(d quantity.Decimal, n int) (quantity.Decimal, error) {
	return quantity.ParseDecimal(d.Rat().Fixed(n))
}
