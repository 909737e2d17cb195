package period

import (
	"sync"
	"time"
	_ "time/tzdata" // New York's time on machines without a database of zones
)

var newYork = sync.OnceValue(func() *time.Location {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		return time.FixedZone("EST", -5*60*60) // the embedded database has it
	}
	return zone
})

// NewYork is the time of the American exchanges and of the SEC.
func NewYork() *time.Location { return newYork() }
