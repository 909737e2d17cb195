// Package starter is the evidence that the binary carries: facts of five
// filers, daily closes and all filers' names, so that a first check needs no
// set-up.
//
// It reads one embedded file and never writes; cmd/mkstarter makes the file
// from an imported store. Read this file, then pack.go for the format.
package starter

import (
	"context"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"

	"assay/entity"
	"assay/evidence"
	"assay/period"
	"assay/wire"
)

//go:embed starter.bin
var embedded []byte

const (
	magic    = "assay starter 1\n"
	sections = 5
)

// ErrFormat means that a starter file is damaged.
var ErrFormat = errors.New("starter: damaged file")

func blockKey(cik, concept uint32) uint64 { return uint64(cik)<<32 | uint64(concept) }

// Store is an open starter file, safe for concurrent use. Blocks are decoded
// when they are asked for.
type Store struct {
	strings []string
	numbers map[string]uint32
	filings []*evidence.Filing
	filers  string
	keys    []byte // 12 bytes a block: key and offset
	blocks  []byte
	series  map[entity.ID]packed

	mu      sync.Mutex
	cache   map[uint64][]evidence.Fact
	reports map[uint32][]evidence.Filing
}

type packed struct {
	head evidence.Series
	bars string
}

// Open opens the embedded evidence.
func Open() (*Store, error) { return Read(embedded) }

// Read opens a starter file that Pack wrote.
func Read(b []byte) (*Store, error) {
	if len(b) < len(magic) || string(b[:len(magic)]) != magic {
		return nil, fmt.Errorf("%w: no starter file", ErrFormat)
	}
	d := wire.Reader[[]byte]{B: b, At: len(magic)}
	var parts [sections]wire.Reader[[]byte]
	for i := range parts {
		parts[i].B = d.Take(d.Uvarint())
	}
	if d.Bad {
		return nil, fmt.Errorf("%w: sections", ErrFormat)
	}
	s := &Store{numbers: map[string]uint32{}, series: map[entity.ID]packed{}, cache: map[uint64][]evidence.Fact{}, reports: map[uint32][]evidence.Filing{}}
	s.readStrings(&parts[0])
	s.readFilings(&parts[1])
	s.filers = string(parts[2].B)
	s.readBlocks(&parts[3])
	s.readSeries(&parts[4])
	for i := range parts {
		if parts[i].Bad {
			return nil, fmt.Errorf("%w: section %d", ErrFormat, i+1)
		}
	}
	return s, nil
}

func (s *Store) readStrings(d *wire.Reader[[]byte]) {
	n := d.Count()
	s.strings = make([]string, n)
	for i := range s.strings {
		s.strings[i] = d.Str()
		s.numbers[s.strings[i]] = uint32(i)
	}
}

func (s *Store) readFilings(d *wire.Reader[[]byte]) {
	list := make([]evidence.Filing, d.Count())
	s.filings = make([]*evidence.Filing, len(list))
	for i := range list {
		f := &list[i]
		f.Accession, f.CIK, f.Form = d.Str(), uint32(d.Uvarint()), d.Str()
		f.Filed = period.Date(d.Uvarint())
		f.About = d.Byte() == 1
		f.Report = period.Date(d.Uvarint())
		f.Items, f.Document = d.Str(), d.Str()
		s.filings[i] = f
	}
}

const keyBytes = 12

func (s *Store) readBlocks(d *wire.Reader[[]byte]) {
	n := d.Count() * keyBytes
	if d.At+n > len(d.B) {
		d.Bad = true
		return
	}
	s.keys, s.blocks = d.B[d.At:d.At+n], d.B[d.At+n:]
}

func (s *Store) readSeries(d *wire.Reader[[]byte]) {
	for range d.Count() {
		p := packed{}
		p.head.Entity = entity.ID(d.Str())
		p.head.Unit = d.Str()
		p.head.Adjusted = d.Byte() == 1
		if src := d.Str(); src != "" {
			p.head.Sources = strings.Split(src, "|")
		}
		p.bars = d.Str()
		s.series[p.head.Entity] = p
	}
}

func (s *Store) blockCount() int { return len(s.keys) / keyBytes }

func (s *Store) key(i int) uint64 { return binary.LittleEndian.Uint64(s.keys[i*keyBytes:]) }

func (s *Store) offset(i int) int {
	if i == s.blockCount() {
		return len(s.blocks)
	}
	return int(binary.LittleEndian.Uint32(s.keys[i*keyBytes+8:]))
}

// Facts implements evidence.Facts.
func (s *Store) Facts(_ context.Context, id entity.ID, concept string) ([]evidence.Fact, error) {
	cik, ok := id.CIK()
	n, known := s.numbers[concept]
	if !ok || !known {
		return nil, nil
	}
	k := blockKey(cik, n)
	s.mu.Lock()
	defer s.mu.Unlock()
	if f, ok := s.cache[k]; ok {
		return f, nil
	}
	i := sort.Search(s.blockCount(), func(i int) bool { return s.key(i) >= k })
	if i == s.blockCount() || s.key(i) != k {
		return nil, nil
	}
	lo, hi := s.offset(i), s.offset(i+1)
	if lo > hi || hi > len(s.blocks) {
		return nil, fmt.Errorf("%w: block of %s", ErrFormat, concept)
	}
	rows, err := evidence.DecodeBlock(s.blocks[lo:hi])
	if err != nil {
		return nil, fmt.Errorf("starter: %s of %s: %w", concept, id, err)
	}
	facts := make([]evidence.Fact, len(rows))
	for i, r := range rows {
		if int(r.Dims) >= len(s.strings) || int(r.Unit) >= len(s.strings) || int(r.Filing) >= len(s.filings) {
			return nil, fmt.Errorf("%w: number out of range in %s", ErrFormat, concept)
		}
		facts[i] = evidence.Fact{Entity: id, Concept: concept, Dims: evidence.Dims(s.strings[r.Dims]), Unit: s.strings[r.Unit], Period: r.Period, Value: r.Value, Grain: r.Grain, About: r.About, Filing: s.filings[r.Filing]}
	}
	evidence.SortFacts(facts)
	s.cache[k] = facts
	return facts, nil
}

// Concepts implements evidence.Facts.
func (s *Store) Concepts(_ context.Context, id entity.ID) ([]string, error) {
	cik, ok := id.CIK()
	if !ok {
		return nil, nil
	}
	var out []string
	for i := range s.blockCount() {
		if k := s.key(i); uint32(k>>32) == cik && int(uint32(k)) < len(s.strings) {
			out = append(out, s.strings[uint32(k)])
		}
	}
	slices.Sort(out)
	return out, nil
}

// Reports implements evidence.Filers.
func (s *Store) Reports(_ context.Context, id entity.ID) ([]evidence.Filing, error) {
	cik, ok := id.CIK()
	if !ok {
		return nil, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if list, ok := s.reports[cik]; ok {
		return list, nil
	}
	var out []evidence.Filing
	for _, f := range s.filings {
		if f.CIK == cik && evidence.IsReport(f.Form) {
			out = append(out, *f)
		}
	}
	evidence.SortFilings(out)
	s.reports[cik] = out
	return out, nil
}

// each calls f with every filer whose line want takes until it returns false.
func (s *Store) each(want func(line string) bool, f func(evidence.Filer) bool) {
	for line := range strings.Lines(s.filers) {
		if !want(line) {
			continue
		}
		p := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(p) != 5 {
			continue
		}
		cik, err := strconv.ParseUint(p[0], 10, 32)
		if err != nil {
			continue
		}
		v := evidence.Filer{ID: entity.CIK(uint32(cik)), Name: p[1], FiscalYearEnd: p[4]}
		if p[2] != "" {
			v.Tickers = strings.Split(p[2], ",")
		}
		if p[3] != "" {
			v.FormerNames = strings.Split(p[3], "|")
		}
		if !f(v) {
			return
		}
	}
}

// Filer implements evidence.Filers.
func (s *Store) Filer(_ context.Context, id entity.ID) (evidence.Filer, error) {
	cik, ok := id.CIK()
	out, found := evidence.Filer{ID: id}, false
	if ok {
		key := strconv.FormatUint(uint64(cik), 10) + "\t"
		s.each(func(line string) bool { return strings.HasPrefix(line, key) }, func(f evidence.Filer) bool {
			out, found = f, true
			return false
		})
	}
	if !found {
		return out, evidence.ErrNotFound
	}
	return out, nil
}

// Filers lists every filer with a name, as its file orders them.
func (s *Store) Filers(context.Context) ([]evidence.Filer, error) {
	var out []evidence.Filer
	s.each(func(string) bool { return true }, func(f evidence.Filer) bool {
		out = append(out, f)
		return true
	})
	return out, nil
}

// mayBeNamed reports whether a filer's line can answer to a name, without
// folding its names: by the first letter, a former name or a ticker.
func mayBeNamed(line, name, folded string) bool {
	_, rest, _ := strings.Cut(line, "\t")
	if len(rest) < 4 || rest[0]|0x20 == folded[0] || strings.EqualFold(rest[:4], "the ") || rest[0] < '0' {
		return true
	}
	_, rest, _ = strings.Cut(rest, "\t")
	tickers, rest, _ := strings.Cut(rest, "\t")
	return rest != "" && rest[0] != '\t' || len(name) <= maxTicker && strings.Contains(tickers, strings.ToUpper(name))
}

// maxTicker is the longest ticker that a line can hold.
const maxTicker = 8

// Named implements evidence.Filers.
func (s *Store) Named(_ context.Context, name string) ([]evidence.Filer, error) {
	folded := evidence.FoldName(name)
	if folded == "" {
		return nil, nil
	}
	return evidence.RankNamed(func(yield func(evidence.Filer) bool) {
		s.each(func(line string) bool { return mayBeNamed(line, name, folded) }, yield)
	}, name), nil
}

// Series implements evidence.Prices.
func (s *Store) Series(_ context.Context, id entity.ID) (evidence.Series, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ok := s.series[id]
	if !ok {
		return evidence.Series{Entity: id}, evidence.ErrNotFound
	}
	if p.head.Bars == nil {
		bars, err := evidence.DecodeBars([]byte(p.bars))
		if err != nil {
			return p.head, fmt.Errorf("starter: series %s: %w", id, err)
		}
		p.head.Bars = bars
		s.series[id] = p
	}
	return p.head, nil
}

// ChainTimes implements evidence.Chains: the starter holds no chains.
func (s *Store) ChainTimes(context.Context, entity.ID) ([]time.Time, error) { return nil, nil }

// Chain implements evidence.Chains.
func (s *Store) Chain(_ context.Context, id entity.ID, _ time.Time) (evidence.Chain, error) {
	return evidence.Chain{Entity: id}, evidence.ErrNotFound
}

// Vendors implements evidence.Chains.
func (s *Store) Vendors(context.Context, entity.ID) ([]string, error) { return nil, nil }

// Close does nothing; it makes the store fit where others are closed.
func (s *Store) Close() error { return nil }

// Held is how many filers have facts here, how many filings stand behind them, and the
// day of the last one.
func (s *Store) Held() (filers, filings int, last period.Date) {
	for i, before := 0, uint64(0); i < s.blockCount(); i++ {
		if cik := s.key(i)>>32 + 1; cik != before {
			filers, before = filers+1, cik
		}
	}
	for _, f := range s.filings {
		last = max(last, f.Filed)
	}
	return filers, len(s.filings), last
}
