package main

import (
	"math"
	"runtime/debug"
)

// collectRarely sets the garbage collector for commands that mostly end within
// milliseconds: it leaves a small heap alone, and collects as usual once that has
// grown or an article is long.
func collectRarely() {
	debug.SetGCPercent(800)
	debug.SetMemoryLimit(smallHeap)
}

// collectForMany lets the heap grow further: many articles at a time need more, and
// collecting near the limit takes a seventh of the time.
func collectForMany() { debug.SetMemoryLimit(batchHeap) }

// collectAsUsual undoes it: a heap that must stay larger than the limit would be
// collected without end.
func collectAsUsual() {
	debug.SetGCPercent(100)
	debug.SetMemoryLimit(math.MaxInt64)
}

const (
	smallHeap   = 28 << 20
	batchHeap   = 96 << 20
	longArticle = 1 << 20 // takes some 25 bytes a byte while it is read
)
