package fetch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// maxWait is the longest that a server is waited for: whoever asks for more
// is told to come back later.
const maxWait = 2 * time.Minute

// firstWait is how long is waited after a first failure; it doubles each time.
const firstWait = 500 * time.Millisecond

// RetryAfter reads the header of that name: seconds, or a moment as HTTP writes
// one (RFC 9110 section 10.2.3). A moment that has passed is no wait; ok is
// false for anything else.
func RetryAfter(value string, now time.Time) (wait time.Duration, ok bool) {
	const longest = 10 * 365 * 24 * time.Hour
	value = strings.TrimSpace(value)
	if value == "" {
		return 0, false
	}
	if strings.Trim(value, "0123456789") == "" {
		n, err := strconv.ParseInt(value, 10, 64)
		if err != nil || n > int64(longest/time.Second) {
			return longest, true
		}
		return time.Duration(n) * time.Second, true
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0, false
	}
	return min(max(at.Sub(now), 0), longest), true
}

// backOff is how long is waited after so many tries: doubled each time, and
// spread by half so that not all come back together. The spread is made of the
// address, so that the same run waits the same.
func backOff(address string, try int) time.Duration {
	h := fnv.New32a()
	fmt.Fprintf(h, "%s %d", address, try)
	d := min(firstWait<<(try-1), maxWait/2)
	return d/2 + time.Duration(uint64(h.Sum32())*uint64(d)>>32)
}

// giveUp has a host that cannot be reached asked no more for a while: what else is
// wanted of it would wait as long, for the same answer.
func (c *Client) giveUp(address string, e *Error) {
	if u, err := url.Parse(address); err == nil && errors.Is(e, ErrUnreachable) {
		c.gate.block(u.Hostname(), e.Cause)
	}
}

// pause waits before a request is tried again; if it is not, it gives the error
// to end with.
func (c *Client) pause(ctx context.Context, address string, err error, try int) error {
	var e *Error
	if errors.Is(ctx.Err(), context.Canceled) || !errors.As(err, &e) {
		return cmp.Or(ctx.Err(), err)
	}
	switch {
	case !e.again, ctx.Err() != nil:
		c.giveUp(address, e)
		return err
	case e.Wait > maxWait:
		e.Cause = fmt.Errorf("%w; it asks to be left alone until %s", e.Cause, c.opts.Now().Add(e.Wait).UTC().Format("2006-01-02 15:04 UTC"))
		return e
	case try >= c.opts.Tries:
		e.Cause = fmt.Errorf("%w; tried %d times, try again later", e.Cause, try)
		c.giveUp(address, e)
		return e
	}
	wait := max(e.Wait, backOff(address, try))
	if err := c.opts.Sleep(ctx, wait); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	} else if err != nil {
		return e
	}
	return nil
}
