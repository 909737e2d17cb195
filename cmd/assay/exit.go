package main

import "fmt"

// wrong ends the program with status 1: an article holds a figure whose outcome fails
// the run. Its report has said so.
type wrong struct{}

func (wrong) Error() string { return "" }

// ExitCode is the status with which the program ends.
func (wrong) ExitCode() int { return 1 }

// unreadable says that some of several articles could not be read; each was reported
// where it failed. The program ends with status 2.
type unreadable struct{ failed, all int }

func (e unreadable) Error() string {
	return fmt.Sprintf("%d of %d articles could not be read", e.failed, e.all)
}
