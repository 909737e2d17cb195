package prices

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"assay/evidence"
	"assay/period"
	"assay/quantity"
)

// JSON reads an array of daily rows, [ms, value] or [ms, open, high, low,
// close] with or without a volume at the end, where ms counts milliseconds
// since 1970. The day is that of UTC. Rows whose close is null are left out
// with a note.
func JSON(name string, data []byte) (Daily, error) {
	var d Daily
	if err := refuse(data); err != nil {
		return d, badFile(name, err)
	}
	var rows [][]*json.Number
	dec := json.NewDecoder(bytes.NewReader(data))
	if err := dec.Decode(&rows); err != nil {
		return d, badFile(name, decodeError(data, dec.InputOffset(), err))
	}
	if dec.More() {
		return d, badFile(name, fmt.Errorf("%s: text after the end of the array; fetch the file again", lineAt(data, dec.InputOffset())))
	}
	d.Bars = make([]evidence.Bar, 0, len(rows))
	for i, r := range rows {
		bar, ok, err := jsonBar(r)
		if err != nil {
			return d, badFile(name, fmt.Errorf("row %d: %w; fetch the file again", i+1, err))
		}
		if !ok {
			d.note("no close", "%v has no close and was left out", bar.Day)
			continue
		}
		d.Bars = append(d.Bars, bar)
	}
	d.sortDays()
	if len(d.Bars) == 0 {
		return d, badFile(name, ErrEmpty)
	}
	return d, nil
}

func jsonBar(r []*json.Number) (b evidence.Bar, ok bool, err error) {
	switch len(r) {
	case 2, 5, 6:
	default:
		return b, false, fmt.Errorf("%d numbers; want [ms, value] or [ms, open, high, low, close, volume]", len(r))
	}
	if b.Day, err = jsonDay(r[0]); err != nil {
		return b, false, err
	}
	closing := r[1]
	if len(r) > 2 {
		closing = r[4]
	}
	if closing == nil {
		return b, false, nil
	}
	if b.Close, err = price(closing.String()); err != nil {
		return b, false, err
	}
	b.Open, b.High, b.Low, b.OnlyClose = b.Close, b.Close, b.Close, true
	if len(r) == 2 || r[1] == nil || r[2] == nil || r[3] == nil {
		return b, true, nil
	}
	b.OnlyClose = false
	if b.Open, err = price(r[1].String()); err != nil {
		return b, false, err
	}
	if b.High, err = price(r[2].String()); err != nil {
		return b, false, err
	}
	if b.Low, err = price(r[3].String()); err != nil {
		return b, false, err
	}
	return b, true, nil
}

// Times outside 1900–2200 are a sign of micro- or nanoseconds.
const (
	firstTime = -70 * 366 * 86400 * 1000
	lastTime  = 230 * 366 * 86400 * 1000
)

func jsonDay(n *json.Number) (period.Date, error) {
	if n == nil {
		return 0, errors.New("no time")
	}
	ms, ok := wholeNumber(n.String())
	if !ok || ms < firstTime || ms > lastTime {
		return 0, fmt.Errorf("%.40q is no time in milliseconds since 1970", n.String())
	}
	if ms < 0 && ms%1000 != 0 {
		ms -= 1000 // the division below rounds toward zero
	}
	d := period.FromUnix(ms / 1000)
	const epochDay = 719163
	if d > epochDay && d < epochDay+60 {
		return 0, fmt.Errorf("%d falls into early 1970: seconds, not milliseconds", ms)
	}
	return d, nil
}

// wholeNumber reads 1645228800000, and 1.6452288e12 as well.
func wholeNumber(s string) (int64, bool) {
	d, err := quantity.ParseDecimal(s)
	if err != nil {
		return 0, false
	}
	n, exp := d.Parts()
	if exp < 0 || exp > 18 {
		return 0, false
	}
	for ; exp > 0; exp-- {
		if n > 1e17 || n < -1e17 {
			return 0, false
		}
		n *= 10
	}
	return n, true
}

// decodeError adds the line to an error of encoding/json.
func decodeError(data []byte, off int64, err error) error {
	var syn *json.SyntaxError
	var typ *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syn):
		off = syn.Offset
	case errors.As(err, &typ):
		off = typ.Offset
		err = fmt.Errorf("a %s; want an array of rows [ms, value] or [ms, open, high, low, close, volume]", typ.Value)
	}
	return fmt.Errorf("%s: %w; fetch the file again", lineAt(data, off), err)
}

func lineAt(data []byte, off int64) string {
	off = max(0, min(off, int64(len(data))))
	return fmt.Sprintf("line %d (byte %d)", 1+bytes.Count(data[:off], []byte{'\n'}), off)
}
