package forecast

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"assay/period"
	"assay/quantity"
)

// Own is a row of an analyst's own forecasts.
type Own struct {
	Line         int
	Holder, Org  string
	Subject      string // a ticker, a name or a CIK
	Measure      string // a metric's id
	Kind         Kind
	Low, High    *quantity.Decimal // the ends of a range; a point has Low alone, a bound its one end
	Step         int               // power of ten of a point's last written digit: 8 of 66.5bn
	Unit         string
	Period       period.Asked
	Said         period.Date // the day on which it was said
	Source, Note string
	Camp         string // bull, bear or nothing
	Condition    string
	Chance       string // a fraction in decimals, of a probability
	Level        string // the same, of a range
	Quantiles    []Quantile
	Falls        bool // the direction of a direction
}

// ownColumns are the columns of such a table; those in the first row are needed.
var ownColumns = []string{"holder", "subject", "measure", "kind", "low", "high", "unit", "period", "said", "org", "source", "note", "camp", "condition", "probability", "level", "quantiles"}

const neededColumns = 9

// maxOwn bounds a table.
const maxOwn = 100_000

// ReadOwn reads a table of forecasts: CSV whose first line names the columns
// holder, subject, measure, kind, low, high, unit, period and said, in any order,
// and possibly org, source, note, camp, condition, probability, level and quantiles. A point, a ratio
// and what is to be reached by a date have their value in low; at least has low,
// at most has high; a direction has up or down in low. A probability is that of the
// values from low to high, either of which may be open; a range may say its level
// (0.8). A distribution has quantiles (0.1:180bn 0.5:200bn 0.9:230bn) and neither.
// Amounts may have a factor: 66.5bn, 12m, 1.2tn.
func ReadOwn(name string, data []byte) ([]Own, error) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	head, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("forecast: %s: %w; want a table with the columns %s", name, err, strings.Join(ownColumns[:neededColumns], ","))
	}
	at := map[string]int{}
	for i, h := range head {
		at[strings.ToLower(strings.TrimSpace(h))] = i
	}
	for _, c := range ownColumns[:neededColumns] {
		if _, ok := at[c]; !ok {
			return nil, fmt.Errorf("forecast: %s: line 1: the column %q is missing; want %s", name, c, strings.Join(ownColumns[:neededColumns], ","))
		}
	}
	var out []Own
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("forecast: %s: %w", name, err)
		}
		line, _ := r.FieldPos(0)
		cell := func(column string) string {
			if i, ok := at[column]; ok {
				return strings.TrimSpace(rec[i])
			}
			return ""
		}
		o, err := ownRow(cell)
		if err != nil {
			return nil, fmt.Errorf("forecast: %s: line %d: %w", name, line, err)
		}
		o.Line = line
		if out = append(out, o); len(out) > maxOwn {
			return nil, fmt.Errorf("forecast: %s: more than %d forecasts; split the file", name, maxOwn)
		}
	}
}

func ownRow(cell func(string) string) (Own, error) {
	o := Own{
		Holder: cell("holder"), Org: cell("org"), Subject: cell("subject"), Measure: cell("measure"), Kind: Kind(cell("kind")), Unit: cell("unit"),
		Source: cell("source"), Note: cell("note"), Camp: cell("camp"), Condition: cell("condition"), Chance: cell("probability"),
		Level: cell("level"),
	}
	var err error
	if o.Said, err = period.ParseDate(cell("said")); err != nil {
		return o, fmt.Errorf("said: %w", err)
	}
	if o.Period, err = period.ParseAsked(cell("period")); err != nil {
		return o, fmt.Errorf("period: %w", err)
	}
	if o.High, _, err = end(cell("high")); err != nil {
		return o, fmt.Errorf("high: %w", err)
	}
	if o.Kind == Distribution {
		if cell("low")+cell("high") != "" {
			return o, errors.New("a distribution has quantiles, and nothing in low and high")
		}
		if err = o.readQuantiles(cell("quantiles")); err != nil {
			return o, fmt.Errorf("quantiles: %w", err)
		}
		return o, o.check()
	}
	if o.Kind == Direction {
		o.Unit = "percent"
		if o.Falls = cell("low") == "down"; !o.Falls && cell("low") != "up" {
			return o, fmt.Errorf("low: %.40q is no direction; want up or down", cell("low"))
		}
		return o, o.check()
	}
	if o.Low, o.Step, err = end(cell("low")); err != nil {
		return o, fmt.Errorf("low: %w", err)
	}
	return o, o.check()
}

// maxQuantiles bounds those of one forecast.
const maxQuantiles = 99

// readQuantiles reads "0.1:180bn 0.5:200bn 0.9:230bn"; the outermost ones are the
// row's ends.
func (o *Own) readQuantiles(text string) error {
	parts := strings.Fields(text)
	if len(parts) < 2 || len(parts) > maxQuantiles {
		return fmt.Errorf("%d given; want 2 to %d, such as 0.1:180bn 0.9:230bn", len(parts), maxQuantiles)
	}
	var before quantity.Rat
	for i, part := range parts {
		level, value, _ := strings.Cut(part, ":")
		p, err := ParseFraction(level)
		if err != nil || p.Sign() <= 0 || p.Cmp(quantity.Int(1)) >= 0 {
			return fmt.Errorf("%.40q: want a level between 0 and 1, a colon and a value", part)
		}
		v, _, err := end(value)
		if err != nil || v == nil {
			return fmt.Errorf("%.40q: want a level between 0 and 1, a colon and a value", part)
		}
		if i > 0 && (p.Cmp(before) <= 0 || v.Rat().Cmp(o.High.Rat()) < 0) {
			return fmt.Errorf("%.40q does not ascend", part)
		}
		if i == 0 {
			o.Low = v
		}
		o.High, before = v, p
		o.Quantiles = append(o.Quantiles, Quantile{level, v.String()})
	}
	return nil
}

// factors are the endings of amounts.
var factors = []struct {
	ending string
	exp    int
}{{"tn", 12}, {"bn", 9}, {"m", 6}, {"k", 3}, {"%", 0}}

// end reads an amount with the power of ten of its last digit; nil for nothing.
func end(text string) (*quantity.Decimal, int, error) {
	if text == "" {
		return nil, 0, nil
	}
	s, exp := strings.ToLower(strings.ReplaceAll(text, ",", "")), 0
	for _, f := range factors {
		if cut, ok := strings.CutSuffix(s, f.ending); ok {
			s, exp = strings.TrimSpace(cut), f.exp
			break
		}
	}
	d, err := quantity.ParseDecimal(s)
	if err != nil || strings.ContainsAny(s, "e") {
		return nil, 0, fmt.Errorf("%.40q is no amount; want 66500000000 or 66.5bn", text)
	}
	_, fraction, _ := strings.Cut(s, ".")
	d = d.Shift(exp)
	return &d, exp - len(fraction), nil
}

// check holds a row against its kind.
func (o Own) check() error {
	low, high := o.Low != nil, o.High != nil
	switch {
	case o.Holder == "" || o.Subject == "" || o.Measure == "" || o.Unit == "":
		return errors.New("holder, subject, measure and unit must be given")
	case !slices.Contains(Kinds(), o.Kind):
		return fmt.Errorf("%.40q is no kind; want one of %s", o.Kind, kindList())
	case o.Camp != "" && o.Camp != "bull" && o.Camp != "bear":
		return fmt.Errorf("%.40q is no camp; want bull, bear or nothing", o.Camp)
	case low && high && o.Low.Rat().Cmp(o.High.Rat()) > 0:
		return fmt.Errorf("low %s is above high %s", o.Low, o.High)
	case (o.Kind == Probability) != (o.Chance != ""):
		return errors.New("the column probability belongs to the kind probability, and is needed there")
	case o.Level != "" && o.Kind != Range:
		return errors.New("the column level belongs to the kind range")
	}
	if o.Level != "" {
		if p, err := ParseFraction(o.Level); err != nil || p.Sign() <= 0 || p.Cmp(quantity.Int(1)) >= 0 {
			return fmt.Errorf("%.40q is no level; want a fraction between 0 and 1, such as 0.8", o.Level)
		}
	}
	switch o.Kind {
	case Range:
		if !low || !high {
			return errors.New("a range needs low and high")
		}
	case Point, AtLeast, Ratio, ByDate:
		if !low || high {
			return fmt.Errorf("%s has its value in low alone", o.Kind)
		}
	case AtMost:
		if low || !high {
			return errors.New("at most has its value in high alone")
		}
	case Direction:
		if high {
			return errors.New("a direction has up or down in low alone")
		}
	case Probability:
		if p, err := ParseFraction(o.Chance); err != nil || p.Sign() < 0 || p.Cmp(quantity.Int(1)) > 0 {
			return fmt.Errorf("%.40q is no probability; want a fraction such as 0.6", o.Chance)
		}
		if !low && !high {
			return errors.New("a probability needs low or high: of which values it is")
		}
	}
	return nil
}

func kindList() string {
	names := make([]string, len(Kinds()))
	for i, k := range Kinds() {
		names[i] = string(k)
	}
	return strings.Join(names, ", ")
}
