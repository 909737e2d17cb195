package fetch

import (
	_ "embed"
	"fmt"
	"net/netip"
	"strings"
	"sync"
)

//go:embed special.tsv
var specialTSV string

// block is a range of addresses that no public server has.
type block struct {
	netip.Prefix
	use string
}

// special are the blocks of special.tsv.
var special = sync.OnceValue(func() []block {
	blocks, err := parseBlocks(specialTSV)
	if err != nil {
		panic(err) // the file is compiled in, and a test reads it
	}
	return blocks
})

// parseBlocks reads lines of a block, a tab, and its use; # begins a comment.
func parseBlocks(text string) ([]block, error) {
	var blocks []block
	for n, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		prefix, use, ok := strings.Cut(line, "\t")
		p, err := netip.ParsePrefix(prefix)
		if err != nil || !ok || use == "" || p != p.Masked() {
			return nil, fmt.Errorf("fetch: special.tsv:%d: %q is no block with its use", n+1, line)
		}
		blocks = append(blocks, block{p, use})
	}
	return blocks, nil
}

// Prefixes with an IPv4 address in them.
var (
	globalUnicast = netip.MustParsePrefix("2000::/3")
	nat64         = netip.MustParsePrefix("64:ff9b::/96") // RFC 6052
)

// Public is nil for the address of a public server, else it says what the
// address is for. It wraps ErrPrivate.
//
// Of IPv6 only global unicast passes (2000::/3, RFC 4291 section 2.4), and of
// forms that hold an IPv4 address only those of NAT64 whose own address passes:
// networks without IPv4 have no other way to most servers. Mapped addresses,
// 6to4 and Teredo do not pass whatever they hold.
func Public(a netip.Addr) error {
	refuse := func(use string) error { return fmt.Errorf("%w: %v (%s)", ErrPrivate, a, use) }
	switch {
	case !a.IsValid():
		return refuse("no address")
	case a.Zone() != "":
		return refuse("a zone of this machine")
	case a.Is4In6():
		return refuse("IPv4-mapped")
	}
	for _, b := range special() {
		if b.Contains(a) {
			return refuse(b.use)
		}
	}
	switch {
	case a.Is4():
		return nil
	case nat64.Contains(a):
		if Public(embedded(a)) != nil {
			return refuse("NAT64 of an address that is not public")
		}
		return nil
	case !globalUnicast.Contains(a):
		return refuse("not global unicast")
	case isatap(a) && Public(embedded(a)) != nil:
		return refuse("ISATAP of an address that is not public")
	}
	return nil
}

// embedded is the IPv4 address in the last four bytes.
func embedded(a netip.Addr) netip.Addr {
	b := a.As16()
	return netip.AddrFrom4([4]byte(b[12:]))
}

// isatap reports whether the interface's number is made of an IPv4 address
// (RFC 5214 section 6.1).
func isatap(a netip.Addr) bool {
	b := a.As16()
	return b[8]&^2 == 0 && b[9] == 0 && b[10] == 0x5e && b[11] == 0xfe
}
