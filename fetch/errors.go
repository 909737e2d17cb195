package fetch

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// What may go wrong, to branch on. Each comes within an *Error, which says
// where, and with a remedy where there is one.
var (
	ErrAddress     = errors.New("an address that is not asked")
	ErrPrivate     = errors.New("not a public address")
	ErrRedirect    = errors.New("a redirect that is not followed")
	ErrUnreachable = errors.New("cannot be reached")
	ErrAgent       = errors.New("the SEC wants to know who asks: set user_agent = \"Name mail@example.com\" in .assay.toml, or ASSAY_USER_AGENT in the environment")
	ErrBlocked     = errors.New("refused (403)")
	ErrNotFound    = errors.New("not there (404)")
	ErrStatus      = errors.New("no answer to use")
	ErrBusy        = errors.New("asked too often (429)")
	ErrUnavailable = errors.New("the server cannot answer now")
	ErrTooLarge    = errors.New("larger than is allowed")
	ErrTooSlow     = errors.New("too slow")
	ErrTruncated   = errors.New("the answer is cut short")
	ErrType        = errors.New("not the kind of content that was asked for")
	ErrEmpty       = errors.New("the answer is empty")
	ErrChanging    = errors.New("the content changed each time while it was being read; try again later")
)

// Error is why an address could not be fetched.
type Error struct {
	URL   string // as Shown gives it
	Cause error
	// Wait is how long the server wants to be left alone, 0 if it did not say.
	Wait time.Duration
	// again is set where the same request may succeed a little later.
	again bool
}

func (e *Error) Error() string { return fmt.Sprintf("fetch: %s: %v", e.URL, e.Cause) }

// Unwrap gives the cause, which wraps one of the errors above.
func (e *Error) Unwrap() error { return e.Cause }

// Out reports whether the server as a whole refuses us or cannot be reached: it
// is asked no more for ten minutes, and every request says the same.
func (e *Error) Out() bool { return errors.Is(e, ErrBlocked) || errors.Is(e, ErrUnreachable) }

// Shown is an address as it may be shown and stored: without a password, and
// with "…" for the values of parameters whose names speak of keys.
func Shown(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return strings.ToValidUTF8(address, "\uFFFD")
	}
	if u.User != nil {
		u.User = url.User("…")
	}
	parts := strings.Split(u.RawQuery, "&")
	for i, p := range parts {
		if name, _, ok := strings.Cut(p, "="); ok && secret(name) {
			parts[i] = name + "=…"
		}
	}
	u.RawQuery = strings.Join(parts, "&")
	return u.String()
}

// secret reports whether a parameter's name speaks of a key.
func secret(name string) bool {
	name = strings.ToLower(name)
	for _, word := range []string{"key", "token", "secret", "password", "signature"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}
