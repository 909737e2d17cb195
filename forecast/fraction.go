package forecast

import (
	"fmt"
	"math/big"
	"strings"

	"assay/quantity"
)

// maxFraction bounds the length of a stored fraction in bytes. The longest that
// are written have some forty digits on either side.
const maxFraction = 200

// ParseFraction reads a number as a ledger stores it: a decimal (-1.5) or a
// fraction (1/3), without an exponent, of at most 200 bytes. A ledger may come
// from anybody: a short text that stands for a number of a million digits is
// refused as well.
func ParseFraction(s string) (quantity.Rat, error) {
	if len(s) > maxFraction {
		return quantity.Rat{}, fmt.Errorf("forecast: the fraction %.20s… is too long", s)
	}
	if strings.Trim(s, "0123456789+-./") == "" {
		if r, ok := new(big.Rat).SetString(s); ok {
			return quantity.FromBig(r), nil
		}
	}
	return quantity.Rat{}, fmt.Errorf("forecast: %q is no fraction", s)
}
