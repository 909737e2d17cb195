package wire

import (
	"encoding/binary"
	"math"
	"testing"
)

func TestRoundTrip(t *testing.T) {
	var b []byte
	unsigned := []uint64{0, 1, 127, 128, 1 << 32, math.MaxUint64}
	signed := []int64{0, -1, 1, math.MinInt64, math.MaxInt64}
	for _, v := range unsigned {
		b = binary.AppendUvarint(b, v)
	}
	for _, v := range signed {
		b = binary.AppendVarint(b, v)
	}
	b = AppendString(b, "δισ.")
	d := Reader[[]byte]{B: b}
	for _, want := range unsigned {
		if got := d.Uvarint(); got != want {
			t.Errorf("uvarint %d, want %d", got, want)
		}
	}
	for _, want := range signed {
		if got := d.Varint(); got != want {
			t.Errorf("varint %d, want %d", got, want)
		}
	}
	if got := d.Str(); got != "δισ." || d.Bad || d.At != len(b) {
		t.Errorf("string %q, bad %v, at %d of %d", got, d.Bad, d.At, len(b))
	}
}

func TestDamaged(t *testing.T) {
	for _, s := range []string{"", "\x80", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", "\x05abc"} {
		d := Reader[string]{B: s}
		if d.Str(); !d.Bad {
			t.Errorf("%q is read without an error", s)
		}
	}
}
