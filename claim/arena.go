package claim

// An arena gives out the small slices that claims keep, many from one allocation. What it
// gave out is the receiver's own.
type arena[T any] struct{ free []T }

// arenaSize is how many elements an arena allocates at a time.
const arenaSize = 64

// keep copies the elements into a slice that nothing is appended to in place, nil for none.
func (a *arena[T]) keep(xs ...T) []T {
	n := len(xs)
	if n == 0 {
		return nil
	}
	if cap(a.free) < n {
		a.free = make([]T, max(n, arenaSize))
	}
	out := a.free[:n:n]
	copy(out, xs)
	a.free = a.free[n:]
	return out
}
