package evidence

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"assay/period"
	"assay/quantity"
	"assay/vol"
	"assay/wire"
)

// ErrChain means that a stored chain is damaged.
var ErrChain = errors.New("evidence: damaged chain")

// AppendChain appends a chain but for its entity: its head, then each option,
// its expiry and root where they differ from the one before.
func AppendChain(dst []byte, c Chain) []byte {
	dst = binary.AppendVarint(dst, c.Quoted.Unix())
	dst = binary.AppendVarint(dst, int64(c.Public))
	for _, s := range []string{c.Vendor, c.Currency, c.Source} {
		dst = wire.AppendString(dst, s)
	}
	dst = appendDecimal(append(dst, flag(c.Inverse)), c.Spot)
	dst = binary.AppendUvarint(dst, uint64(len(c.Forwards)))
	for _, f := range c.Forwards {
		dst = appendDecimal(binary.AppendVarint(dst, int64(f.Expiry)), f.Price)
	}
	dst = binary.AppendUvarint(dst, uint64(len(c.Options)))
	last := Option{}
	for _, o := range c.Options {
		same := o.Root == last.Root && o.Expiry == last.Expiry
		dst = append(dst, flag(same)|flag(o.Kind == vol.Call)<<1)
		if !same {
			dst = binary.AppendVarint(wire.AppendString(dst, o.Root), int64(o.Expiry))
		}
		for _, d := range []quantity.Decimal{o.Strike, o.Bid, o.Ask, o.Last} {
			dst = appendDecimal(dst, d)
		}
		dst = binary.AppendVarint(binary.AppendVarint(dst, int64(o.LastTrade)), o.OpenInterest)
		last = o
	}
	return dst
}

func flag(b bool) byte {
	if b {
		return 1
	}
	return 0
}

// optionBytes is the least that a stored option takes.
const optionBytes = 11

// DecodeChain reads a chain. Damaged bytes give ErrChain, never a panic.
func DecodeChain(b []byte) (Chain, error) {
	d := wire.Reader[[]byte]{B: b}
	var c Chain
	c.Quoted, c.Public = time.Unix(d.Varint(), 0).UTC(), day(&d)
	c.Vendor, c.Currency, c.Source = d.Str(), d.Str(), d.Str()
	c.Inverse, c.Spot = d.Byte() == 1, decimal(&d)
	for range d.Count() {
		c.Forwards = append(c.Forwards, Forward{day(&d), decimal(&d)})
		if d.Bad {
			return Chain{}, fmt.Errorf("%w: forwards", ErrChain)
		}
	}
	n := d.Count()
	if d.Bad || n > len(b)/optionBytes {
		return Chain{}, fmt.Errorf("%w: head", ErrChain)
	}
	c.Options = make([]Option, n)
	last := Option{}
	for i := range c.Options {
		o := decodeOption(&d, last)
		if d.Bad {
			return Chain{}, fmt.Errorf("%w: option %d", ErrChain, i)
		}
		c.Options[i], last = o, o
	}
	if d.At != len(b) {
		return Chain{}, fmt.Errorf("%w: %d bytes left over", ErrChain, len(b)-d.At)
	}
	return c, nil
}

func decodeOption(d *wire.Reader[[]byte], last Option) Option {
	o := Option{Root: last.Root, Expiry: last.Expiry, Kind: vol.Put}
	head := d.Byte()
	if head&2 != 0 {
		o.Kind = vol.Call
	}
	if head&1 == 0 {
		o.Root, o.Expiry = d.Str(), day(d)
	}
	o.Strike, o.Bid, o.Ask, o.Last = decimal(d), decimal(d), decimal(d), decimal(d)
	o.LastTrade, o.OpenInterest = day(d), d.Varint()
	return o
}

func day(d *wire.Reader[[]byte]) period.Date {
	v := d.Varint()
	if v < 0 || v > 1<<30 {
		d.Bad = true
	}
	return period.Date(v)
}

// contract is what tells one option of a chain from another.
type contract struct {
	root   string
	expiry period.Date
	kind   vol.Kind
	strike quantity.Decimal
}

func (o Option) contract() contract { return contract{o.Root, o.Expiry, o.Kind, o.Strike} }

// MergeChain adds the options of v to those of old, a chain of the same entity
// and moment: a vendor may give each expiry in a file of its own. An option that
// both have takes v's quotes; fresh is how many only v has.
func MergeChain(old, v Chain) (merged Chain, fresh int) {
	merged = v
	if len(old.Options) == 0 {
		return merged, len(v.Options)
	}
	if v.Source != old.Source && old.Source != "" {
		merged.Source = old.Source
	}
	if v.Spot.Sign() == 0 {
		merged.Spot = old.Spot
	}
	seen := make(map[contract]bool, len(v.Options))
	for _, o := range v.Options {
		seen[o.contract()] = true
	}
	merged.Options = append([]Option(nil), v.Options...)
	known := 0
	for _, o := range old.Options {
		if seen[o.contract()] {
			known++
			continue
		}
		merged.Options = append(merged.Options, o)
	}
	SortOptions(merged.Options)
	merged.Forwards = mergeForwards(old.Forwards, v.Forwards)
	return merged, len(v.Options) - known
}

func mergeForwards(old, v []Forward) []Forward {
	out := append([]Forward(nil), v...)
	for _, f := range old {
		known := false
		for _, g := range v {
			known = known || g.Expiry == f.Expiry
		}
		if !known {
			out = append(out, f)
		}
	}
	sortForwards(out)
	return out
}
