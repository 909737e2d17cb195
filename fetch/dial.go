package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"
	"syscall"
	"time"
)

// dialer connects to hosts by addresses that it has checked.
type dialer struct {
	resolve func(ctx context.Context, host string) ([]netip.Addr, error)
	trusted []string // "host:port"
	connect func(ctx context.Context, to netip.AddrPort, trusted bool) (net.Conn, error)
}

func newDialer(resolve func(context.Context, string) ([]netip.Addr, error), trusted []string) *dialer {
	if resolve == nil {
		resolve = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}
	}
	return &dialer{resolve, trusted, connect}
}

// trusts reports whether a host and port are those of a trusted server.
func (d *dialer) trusts(hostPort string) bool {
	return slices.ContainsFunc(d.trusted, func(t string) bool { return strings.EqualFold(t, hostPort) })
}

// maxAddrs is how many of a host's addresses are looked at.
const maxAddrs = 32

// dial looks the host up once, and connects to an address of that answer. A
// host with one address that is not public has none that is used: it is what
// an attack by names looks like.
func (d *dialer) dial(ctx context.Context, _, hostPort string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(hostPort)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrAddress, err)
	}
	trusted := d.trusts(hostPort)
	if !trusted && port != "80" && port != "443" {
		return nil, fmt.Errorf("%w: port %s; only 80 and 443 are asked", ErrAddress, port)
	}
	n, err := net.LookupPort("tcp", port)
	if err != nil {
		return nil, fmt.Errorf("%w: port %s", ErrAddress, port)
	}
	addrs, err := d.addresses(ctx, host)
	if err != nil {
		return nil, err
	}
	for _, a := range addrs {
		if err := Public(a); err != nil && !trusted {
			return nil, fmt.Errorf("%w: assay asks public servers only", err)
		}
	}
	return d.first(ctx, addrs, uint16(n), trusted)
}

// addresses are the host's, or the one that it is itself.
func (d *dialer) addresses(ctx context.Context, host string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a}, nil
	}
	addrs, err := d.resolve(ctx, host)
	switch {
	case err != nil:
		return nil, err
	case len(addrs) == 0:
		return nil, fmt.Errorf("%w: the name has no address", ErrUnreachable)
	case len(addrs) > maxAddrs:
		addrs = addrs[:maxAddrs]
	}
	for i, a := range addrs {
		addrs[i] = a.Unmap() // resolvers write IPv4 either way
	}
	return addrs, nil
}

// perAddress is how long one of several addresses is tried.
const perAddress = 5 * time.Second

// first connects to the first address that answers.
func (d *dialer) first(ctx context.Context, addrs []netip.Addr, port uint16, trusted bool) (net.Conn, error) {
	var errs []error
	for i, a := range addrs {
		try, cancel := ctx, context.CancelFunc(func() {})
		if i+1 < len(addrs) {
			try, cancel = context.WithTimeout(ctx, perAddress)
		}
		conn, err := d.connect(try, netip.AddrPortFrom(a, port), trusted)
		cancel()
		if err == nil {
			return conn, nil
		}
		errs = append(errs, err)
		if ctx.Err() != nil {
			break
		}
	}
	return nil, errors.Join(errs...)
}

// connect dials an address. Right before the system does, the address is
// checked again: no way here leads around the guard.
func connect(ctx context.Context, to netip.AddrPort, trusted bool) (net.Conn, error) {
	d := net.Dialer{Timeout: 15 * time.Second}
	if !trusted {
		d.ControlContext = func(_ context.Context, _, address string, _ syscall.RawConn) error {
			at, err := netip.ParseAddrPort(address)
			if err != nil {
				return fmt.Errorf("%w: %w", ErrAddress, err)
			}
			return Public(at.Addr())
		}
	}
	return d.DialContext(ctx, "tcp", to.String())
}
