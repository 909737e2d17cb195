// Package wire reads the small binary forms of assay: varints, bytes and
// strings one after the other. Whoever writes one appends with
// encoding/binary and AppendString.
package wire

import "encoding/binary"

// Reader reads a form from the front. A value that is cut or too long gives
// zero and sets Bad, so that a caller may look once at the end.
type Reader[B ~string | ~[]byte] struct {
	B   B
	At  int
	Bad bool
}

// Uvarint is the next unsigned varint.
func (d *Reader[B]) Uvarint() uint64 {
	var v uint64
	for shift := 0; shift < 64 && d.At < len(d.B); shift += 7 {
		c := d.B[d.At]
		d.At++
		if c < 0x80 {
			if shift == 63 && c > 1 {
				break
			}
			return v | uint64(c)<<shift
		}
		v |= uint64(c&0x7F) << shift
	}
	d.Bad = true
	return 0
}

// Varint is the next zigzag varint.
func (d *Reader[B]) Varint() int64 {
	u := d.Uvarint()
	return int64(u>>1) ^ -int64(u&1)
}

// Count is a number of things that each take at least a byte.
func (d *Reader[B]) Count() int {
	n := d.Uvarint()
	if n > uint64(len(d.B)) {
		d.Bad = true
		return 0
	}
	return int(n)
}

// Byte is the next byte.
func (d *Reader[B]) Byte() byte {
	if d.At >= len(d.B) {
		d.Bad = true
		return 0
	}
	d.At++
	return d.B[d.At-1]
}

// Take is the next n bytes, not copied.
func (d *Reader[B]) Take(n uint64) B {
	if d.Bad || n > uint64(len(d.B)-d.At) {
		d.Bad = true
		return d.B[:0]
	}
	d.At += int(n)
	return d.B[d.At-int(n) : d.At]
}

// Str is the next string, its length before it; of bytes it is a copy.
func (d *Reader[B]) Str() string { return string(d.Take(d.Uvarint())) }

// AppendString appends a string with its length before it.
func AppendString(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}
