// Package entity says who a text speaks of: filers, indices and assets, their
// names by language, and the products and units that belong to them.
//
// It knows nothing of measures or evidence. The names stand as data, one file
// an entity, under data; read id.go, then names.go.
package entity

import (
	"fmt"
	"strconv"
	"strings"
)

// ID names an entity for ever: "cik:0001652044" (a filer, ten digits),
// "index:VIX", "asset:BTC". The empty ID is an entity that assay does not
// know; it never has evidence.
type ID string

// CIK is the ID of the SEC filer with that Central Index Key.
func CIK(n uint32) ID { return ID(fmt.Sprintf("cik:%010d", n)) }

// CIK is the filer's Central Index Key; ok is false for anything but a filer.
func (id ID) CIK() (n uint32, ok bool) {
	s, ok := strings.CutPrefix(string(id), "cik:")
	if !ok {
		return 0, false
	}
	v, err := strconv.ParseUint(s, 10, 32)
	return uint32(v), err == nil
}

// Kind is "cik", "index", "asset", or "" for an unknown entity.
func (id ID) Kind() string {
	if len(id) > 4 && id[:4] == "cik:" { // nearly always
		return "cik"
	}
	return string(id[:max(strings.IndexByte(string(id), ':'), 0)])
}
