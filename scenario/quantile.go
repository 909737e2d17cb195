package scenario

import (
	"math"
	"slices"
)

// orderOf maps a float64 to bits in the same order.
func orderOf(x float64) uint64 {
	b := math.Float64bits(x)
	if b>>63 != 0 {
		return ^b
	}
	return b | 1<<63
}

// valueOfOrder is the inverse of orderOf.
func valueOfOrder(k uint64) float64 {
	if k>>63 != 0 {
		return math.Float64frombits(k &^ (1 << 63))
	}
	return math.Float64frombits(^k)
}

// digit is how many bits of a key selectRanks looks at in one pass.
const digit = 16

// selectRanks gives the values of the ascending ranks without sorting the rest:
// keys are counted by their leading bits, and only those that share them with a
// wanted rank are looked at again. shift is where the bits begin that tell the
// keys apart. keys are put in another order.
func selectRanks(keys []uint64, ranks []int, shift int, out []float64) {
	if len(keys) < 1<<digit/4 || shift < 0 {
		slices.Sort(keys)
		for i, r := range ranks {
			out[i] = valueOfOrder(keys[r])
		}
		return
	}
	count := make([]int32, 1<<digit)
	for _, k := range keys {
		count[k>>shift&(1<<digit-1)]++
	}
	buckets := wanted(count, ranks)
	for i := range count {
		count[i] = -1
	}
	for i, b := range buckets {
		count[b.digits] = int32(i)
	}
	for _, k := range keys {
		if i := count[k>>shift&(1<<digit-1)]; i >= 0 {
			buckets[i].keys = append(buckets[i].keys, k)
		}
	}
	for _, b := range buckets {
		within := make([]int, b.to-b.from)
		for i := range within {
			within[i] = ranks[b.from+i] - b.below
		}
		selectRanks(b.keys, within, shift-digit, out[b.from:b.to])
	}
}

// bucket is the keys that share their digits, and the ranks among them.
type bucket struct {
	digits   int
	below    int // keys in buckets before
	from, to int // in the list of ranks
	keys     []uint64
}

// wanted is the buckets that hold a rank.
func wanted(count []int32, ranks []int) []bucket {
	var out []bucket
	below, digits := 0, 0
	for at := 0; at < len(ranks); {
		for below+int(count[digits]) <= ranks[at] {
			below += int(count[digits])
			digits++
		}
		b := bucket{digits: digits, below: below, from: at, keys: make([]uint64, 0, count[digits])}
		for at < len(ranks) && ranks[at] < below+int(count[digits]) {
			at++
		}
		b.to = at
		out = append(out, b)
	}
	return out
}

// quantiles are the quantiles at the ascending levels of the values that are
// defined, of type 7: linear between the two order statistics around (n−1)p
// (Hyndman and Fan, "Sample quantiles in statistical packages", The American
// Statistician 50(4), 1996). Without a defined value they are NaN.
func quantiles(values []float64, levels []float64) []float64 {
	keys := make([]uint64, 0, len(values))
	for _, x := range values {
		if x == x {
			keys = append(keys, orderOf(x))
		}
	}
	out := make([]float64, len(levels))
	if len(keys) == 0 {
		for i := range out {
			out[i] = math.NaN()
		}
		return out
	}
	var ranks []int
	for _, p := range levels {
		i := int(p * float64(len(keys)-1))
		for _, r := range []int{i, min(i+1, len(keys)-1)} {
			if len(ranks) == 0 || ranks[len(ranks)-1] < r {
				ranks = append(ranks, r)
			}
		}
	}
	n := len(keys)
	found := make([]float64, len(ranks))
	selectRanks(keys, ranks, 64-digit, found)
	at := func(r int) float64 {
		i, _ := slices.BinarySearch(ranks, r)
		return found[i]
	}
	for i, p := range levels {
		h := float64(p * float64(n-1))
		k := int(h)
		a, b := at(k), at(min(k+1, n-1))
		if out[i] = a; a != b && a >= -math.MaxFloat64 && h > float64(k) {
			out[i] = a + float64((h-float64(k))*(b-a))
		}
	}
	return out
}
