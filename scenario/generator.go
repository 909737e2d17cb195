package scenario

import (
	"math"
	"math/bits"
)

// generator is xoshiro256++ (D. Blackman and S. Vigna, "Scrambled linear
// pseudorandom number generators", ACM Trans. Math. Softw. 47(4), 2021).
type generator struct{ s0, s1, s2, s3 uint64 }

// newGenerator starts a stream of its own for the key: four outputs of
// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
// generators", OOPSLA 2014), as the authors of xoshiro advise.
func newGenerator(key uint64) generator {
	next := func() uint64 {
		key += 0x9e3779b97f4a7c15
		return mix(key)
	}
	return generator{next(), next(), next(), next()}
}

// mix is the finaliser of SplitMix64.
func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// next is the next 64 random bits, and the generator after them. As a value it
// stays in registers.
func (g generator) next() (uint64, generator) {
	r := bits.RotateLeft64(g.s0+g.s3, 23) + g.s0
	t := g.s1 << 17
	g.s2 ^= g.s0
	g.s3 ^= g.s1
	g.s1 ^= g.s2
	g.s0 ^= g.s3
	g.s2 ^= t
	g.s3 = bits.RotateLeft64(g.s3, 45)
	return r, g
}

// streamKey names the stream of one input at one step in one block. It hashes
// the input's name (FNV-1a), so that an input keeps its draws when others are
// added to the file.
func streamKey(seed uint64, name string, step, block, matrix int) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * 0x100000001b3
	}
	key := mix(seed + 0x9e3779b97f4a7c15)
	for _, part := range [...]uint64{h, uint64(step), uint64(block), uint64(matrix)} {
		key = mix(key ^ part + 0x9e3779b97f4a7c15)
	}
	return key
}

// signedTail turns random bits into a probability in (0, ½], with the full
// precision of a float64 near zero; the sign says from which end it is counted, a
// minus from the upper one.
func signedTail(r uint64) float64 {
	v := float64((float64(int64(r&(1<<63-1))) + 0.5) * 0x1p-64)
	return math.Float64frombits(math.Float64bits(v) | r>>63<<63)
}
