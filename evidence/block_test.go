package evidence

import (
	"slices"
	"testing"

	"assay/period"
	"assay/quantity"
)

func blockRows() []BlockRow {
	d := period.MustDate
	return []BlockRow{
		{Unit: 1, Filing: 9, Period: period.Range{Start: d("2024-04-01"), End: d("2024-06-30")}, Value: quantity.MustDecimal("84742000000"), Grain: Grain{Exp: 6}},
		{Unit: 1, Filing: 3, Period: period.Range{End: d("2024-06-30")}, Value: quantity.MustDecimal("-0.125"), Grain: Grain{Exact: true}},
		{Dims: 70000, Unit: 2, Filing: 3, Period: period.Day(d("2024-06-30")), Value: quantity.MustDecimal("1.89"), Grain: Grain{Exp: -2, Inferred: true}},
		{Unit: 1, Filing: 9, Period: period.Range{Start: d("2024-04-01"), End: d("2024-06-30")}, Value: quantity.MustDecimal("84742000000"), Grain: Grain{Exp: 6, Inferred: true}, About: true},
	}
}

func TestBlockRoundTrip(t *testing.T) {
	want := MergeRows(blockRows())
	got, err := DecodeBlock(AppendBlock(nil, blockRows()))
	if err != nil || !slices.Equal(got, want) {
		t.Fatalf("got %+v, %v\nwant %+v", got, err, want)
	}
}

func TestDecodeBlockRefuses(t *testing.T) {
	b := AppendBlock(nil, blockRows())
	for n := range b {
		if _, err := DecodeBlock(b[:n]); err == nil {
			t.Errorf("the first %d bytes of %d were taken for a block", n, len(b))
		}
	}
	if _, err := DecodeBlock(append(slices.Clone(b), 0)); err == nil {
		t.Error("a byte left over was not noticed")
	}
}

func FuzzDecodeBlock(f *testing.F) {
	f.Add(AppendBlock(nil, blockRows()))
	f.Add([]byte{1, 0, 0, 0, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		rows, err := DecodeBlock(b)
		if err != nil {
			return
		}
		again, err := DecodeBlock(AppendBlock(nil, slices.Clone(rows)))
		if err != nil || !slices.Equal(again, MergeRows(rows)) {
			t.Fatalf("%+v became %+v, %v", rows, again, err)
		}
	})
}

// TestDecodeBlockInto: nothing of what the memory held before is left.
func TestDecodeBlockInto(t *testing.T) {
	instant := BlockRow{Unit: 1, Filing: 2, Period: period.Range{End: 9}, Value: quantity.NewDecimal(5, 0)}
	block := AppendBlock(nil, []BlockRow{instant})
	dirty := []BlockRow{{Dims: 7, About: true, Period: period.Range{Start: 3, End: 4}, Grain: Grain{Exact: true}}, {}}
	rows, err := DecodeBlockInto(dirty, block)
	if err != nil || len(rows) != 1 || rows[0] != instant || &rows[0] != &dirty[0] {
		t.Errorf("%+v, %v", rows, err)
	}
}
