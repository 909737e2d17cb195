package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"assay/entity"
	"assay/evidence"
	"assay/forecast"
	"assay/period"
	"assay/report"
	"assay/store/sqlite"
	"assay/store/starter"
)

// The states of a check, and of a report, which has the worst of its checks'.
const (
	fineStatus  = "ok"
	noteStatus  = "note"
	wrongStatus = "wrong"
)

// moveAway is what to do with a damaged file.
const moveAway = "move the file away and fill a new one with assay update or assay import"

// doctorReport is the command's JSON, whose shape docs/formats.md states.
type doctorReport struct {
	Assay   string         `json:"assay"`
	Status  string         `json:"status"`
	Store   doctorStore    `json:"store"`
	Checks  []doctorCheck  `json:"checks"`
	Counts  doctorCounts   `json:"counts"`
	Sources []doctorSource `json:"sources"`
	Series  []doctorSpan   `json:"series"`
	Chains  []doctorSpan   `json:"chains"`
}

// doctorStore is the file that was looked at.
type doctorStore struct {
	Path     string `json:"path"` // empty: the embedded evidence
	Size     int64  `json:"size"`
	Log      int64  `json:"log"` // bytes beside the file that are not in it yet
	Layout   int64  `json:"layout"`
	Free     *int64 `json:"free"` // bytes free on its disk; null where the system does not say
	Writable bool   `json:"writable"`
}

// doctorCheck is one thing that was looked at.
type doctorCheck struct {
	Name    string   `json:"name"`
	Status  string   `json:"status"`
	Says    string   `json:"says"`
	Details []string `json:"details,omitempty"`
	Remedy  string   `json:"remedy,omitempty"`
}

// doctorCounts are how much of each kind the store holds.
type doctorCounts struct {
	Filers   int64 `json:"filers"`
	Filings  int64 `json:"filings"`
	Blocks   int64 `json:"blocks"`
	Facts    int64 `json:"facts"`
	Concepts int64 `json:"concepts"`
	Series   int   `json:"series"`
	Bars     int   `json:"bars"`
	Chains   int   `json:"chains"`
	Quotes   int   `json:"quotes"`
	Ledger   int   `json:"ledger"`
	Origins  int64 `json:"origins"`
}

// doctorSource is how old the evidence of a kind is.
type doctorSource struct {
	Kind    string `json:"kind"`
	Count   int    `json:"count"`
	Checked string `json:"checked,omitempty"` // when it was last asked for, RFC 3339
	Changed string `json:"changed,omitempty"` // when something new was last found
}

// doctorSpan is an entity's days of prices or quotes.
type doctorSpan struct {
	Entity string `json:"entity"`
	Ticker string `json:"ticker,omitempty"`
	First  string `json:"first"`
	Last   string `json:"last"`
	Count  int    `json:"count"` // closes, or chains
}

func newDoctorReport(path string) *doctorReport {
	return &doctorReport{
		Assay: report.Version, Status: fineStatus, Store: doctorStore{Path: path},
		Checks: []doctorCheck{}, Sources: []doctorSource{}, Series: []doctorSpan{}, Chains: []doctorSpan{},
	}
}

func (r *doctorReport) add(name, status, says, remedy string, details ...string) {
	r.Checks = append(r.Checks, doctorCheck{name, status, says, details, remedy})
	if status == wrongStatus || status == noteStatus && r.Status == fineStatus {
		r.Status = status
	}
}

// counted is a number with its noun.
func counted[N int | int64](n N, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(int64(n)) + " " + many
}

// thousands is a number with commas between its thousands.
func thousands(n int64) string { return grouped(strconv.FormatInt(n, 10)) }

// serial lets one goroutine at a time report how far the work is.
func serial(step func(at, end int64)) func(at, end int64) {
	var mu sync.Mutex
	return func(at, end int64) {
		mu.Lock()
		defer mu.Unlock()
		step(at, end)
	}
}

// verified takes over what the verification found.
func (r *doctorReport) verified(v *sqlite.Verified, full bool) {
	r.Store.Layout = v.Version
	r.Counts = doctorCounts{Filers: v.Filers, Filings: v.Filings, Blocks: v.Blocks, Facts: v.Facts, Concepts: v.Concepts, Origins: v.Origins, Series: len(v.Series)}
	for _, s := range v.Series {
		r.Counts.Bars += s.Bars
		r.Series = append(r.Series, doctorSpan{Entity: string(s.Entity), First: s.First.String(), Last: s.Last.String(), Count: s.Bars})
	}
	for _, c := range v.Chains {
		r.Counts.Chains += c.Chains
		r.Counts.Quotes += c.Quotes
		r.Chains = append(r.Chains, doctorSpan{Entity: string(c.Entity), First: c.First.Format(time.RFC3339), Last: c.Last.Format(time.RFC3339), Count: c.Chains})
	}
	found := map[string][]string{}
	for _, d := range v.Damage {
		found[d.Kind] = append(found[d.Kind], d.Says)
	}
	look := "quick check"
	if full {
		look = "integrity check"
	}
	if v.Version < sqlite.Layout {
		r.add("layout", noteStatus, fmt.Sprintf("%d; this version of assay writes %d", v.Version, sqlite.Layout), "the next assay update or assay import brings it up to date")
	} else {
		r.add("layout", fineStatus, fmt.Sprintf("%d, that of this version of assay; application id %08x", v.Version, v.Application), "")
	}
	r.damage("structure", "SQLite's "+look+" found nothing", found["sqlite"])
	r.checksums(v, found["checksum"])
	r.damage("blocks", fmt.Sprintf("%s of %s can be decoded", counted(v.Facts, "fact", "facts"), counted(v.Blocks, "block", "blocks")), found["block"])
	r.damage("references", "each filing, unit, concept and dimension that is named is there", found["missing number"])
	r.damage("series", counted(r.Counts.Bars, "close", "closes")+" of "+counted(len(v.Series), "series", "series")+" can be decoded", found["series"])
	r.damage("chains", counted(r.Counts.Quotes, "quote", "quotes")+" of "+counted(r.Counts.Chains, "option chain", "option chains")+" can be decoded", found["chain"])
	if n := v.Damaged - int64(len(v.Damage)); n > 0 {
		r.add("more", wrongStatus, counted(n, "more damage", "more damages")+" of the kinds above", moveAway)
	}
	if v.Nameless > 0 {
		r.add("names", noteStatus, counted(v.Nameless, "filer has facts and no name", "filers have facts and no name"), "import company_tickers.json or submissions.zip, or run assay update")
	}
}

// tickers names the filers among the series and chains.
func (r *doctorReport) tickers(ctx context.Context, filers evidence.Filers) error {
	for _, spans := range [][]doctorSpan{r.Series, r.Chains} {
		for i := range spans {
			f, err := filers.Filer(ctx, entity.ID(spans[i].Entity))
			switch {
			case errors.Is(err, evidence.ErrNotFound), errors.Is(err, sqlite.ErrCorrupt): // said elsewhere
			case err != nil:
				return err
			case len(f.Tickers) > 0:
				spans[i].Ticker = f.Tickers[0]
			}
		}
	}
	return nil
}

// damage adds a check of what may be damaged.
func (r *doctorReport) damage(name, fine string, found []string) {
	if len(found) == 0 {
		r.add(name, fineStatus, fine, "")
		return
	}
	r.add(name, wrongStatus, counted(len(found), "place is damaged", "places are damaged"), moveAway, found...)
}

func (r *doctorReport) checksums(v *sqlite.Verified, found []string) {
	switch {
	case len(found) > 0:
		r.damage("checksums", "", found)
	case v.Unsummed > 0:
		r.add("checksums", noteStatus, fmt.Sprintf("none for %s of %s, which an older version of assay wrote", thousands(v.Unsummed), counted(v.Blocks, "block", "blocks")), "assay doctor --add-sums")
	default:
		r.add("checksums", fineStatus, counted(v.Blocks, "block is", "blocks are")+" as written", "")
	}
}

// ledger reads the chain of hashes.
func (r *doctorReport) ledger(ctx context.Context, log forecast.Log) error {
	n, _, err := forecast.Verify(ctx, log)
	r.Counts.Ledger = n
	switch {
	case errors.Is(err, forecast.ErrChanged):
		r.add("ledger", wrongStatus, err.Error(), "compare with an export of the ledger; assay ledger verify shows the last hash")
	case err != nil && errors.Is(err, sqlite.ErrCorrupt):
		r.add("ledger", wrongStatus, err.Error(), moveAway)
	case err != nil:
		return err
	case n == 0:
		r.add("ledger", fineStatus, "no forecast is recorded", "")
	default:
		r.add("ledger", fineStatus, counted(n, "record follows", "records follow")+" one from another, unchanged", "")
	}
	return nil
}

// old is after how many days evidence is worth asking for again.
const old = 30

// sources says how old the evidence is, and whether the clock can be right.
func (r *doctorReport) sources(v *sqlite.Verified, origins []evidence.Origin, now period.Date) {
	kinds := map[string]*doctorSource{}
	var asked time.Time
	var ahead []string
	for _, o := range origins {
		k := kinds[o.Kind]
		if k == nil {
			k = &doctorSource{Kind: o.Kind}
			kinds[o.Kind] = k
		}
		k.Count++
		k.Checked, k.Changed = max(k.Checked, stamp(o.Checked)), max(k.Changed, stamp(o.Changed))
		if o.Checked.After(asked) {
			asked = o.Checked
		}
		if period.FromTime(o.Checked.UTC()) > now+1 {
			ahead = append(ahead, o.Name+" was asked for on "+period.FromTime(o.Checked.UTC()).String())
		}
	}
	for _, k := range kinds {
		r.Sources = append(r.Sources, *k)
	}
	slices.SortFunc(r.Sources, func(a, b doctorSource) int { return strings.Compare(a.Kind, b.Kind) })
	last := period.Date(0)
	if !asked.IsZero() {
		last = period.FromTime(asked.UTC())
		r.age("evidence was last asked for on", last, now)
	} else if last = v.LastFiled; last != 0 {
		r.age("when evidence was asked for is not known; the last filing is of", last, now)
	}
	if v.LastFiled > now+1 { // New York's day, and a zone's
		ahead = append(ahead, "a filing is dated "+v.LastFiled.String())
	}
	for _, s := range v.Series {
		if s.Last > now+1 {
			ahead = append(ahead, fmt.Sprintf("%s has a close of %s", s.Entity, s.Last))
		}
	}
	if len(ahead) > 0 {
		r.add("clock", noteStatus, fmt.Sprintf("today is taken for %s, and %s later", now, counted(len(ahead), "thing is dated", "things are dated")), "set this computer's clock, or give the day with --now", first(ahead, 5)...)
		return
	}
	r.add("clock", fineStatus, fmt.Sprintf("nothing is dated after today, %s", now), "")
}

func first(list []string, n int) []string { return list[:min(n, len(list))] }

// age adds a check of how old the evidence is.
func (r *doctorReport) age(what string, last, now period.Date) {
	status, remedy := fineStatus, ""
	if now-last > old {
		status, remedy = noteStatus, "assay update"
	}
	r.add("age", status, fmt.Sprintf("%s %s%s", what, last, ago(last, now)), remedy)
}

// ago is how long before a day another was.
func ago(then, now period.Date) string {
	switch n := int(now - then); {
	case n < 0:
		return ""
	case n == 0:
		return ", today"
	case n == 1:
		return ", yesterday"
	default:
		return fmt.Sprintf(", %s days ago", thousands(int64(n)))
	}
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

const (
	littleSpace = 256 << 20 // an import's log may need as much
	longLog     = 256 << 20
)

// file says what the file system says of the store.
func (r *doctorReport) file(path string, v *sqlite.Verified) {
	s := &r.Store
	s.Size, s.Log = fileSize(path), fileSize(path+"-wal")
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err == nil {
		f.Close()
	}
	s.Writable = err == nil && mayWriteFolder(path)
	if s.Writable {
		r.add("writing", fineStatus, "the file and its folder may be written", "")
	} else {
		r.add("writing", noteStatus, "the store may only be read", "give yourself the right to write the file and its folder, to import")
	}
	switch {
	case s.Log > longLog:
		r.add("log", noteStatus, size(s.Log)+" stand in the log beside the file and are not in it yet", "end other programs that have the store open; the next import takes the log in")
	case s.Log > 0:
		r.add("log", fineStatus, size(s.Log)+" stand in the log beside the file, as is usual after a write", "")
	default:
		r.add("log", fineStatus, "nothing stands beside the file that is not in it", "")
	}
	if free, ok := freeSpace(path); ok {
		s.Free = &free
		if free < littleSpace {
			r.add("space", noteStatus, size(free)+" are free on its disk", "make room before the next import")
		} else {
			r.add("space", fineStatus, size(free)+" are free on its disk", "")
		}
	}
}

func fileSize(path string) int64 {
	fi, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return fi.Size()
}

// size is a number of bytes for people, in powers of a thousand.
func size(n int64) string {
	units := []string{"bytes", "kB", "MB", "GB", "TB"}
	x, u := float64(n), 0
	for x >= 999.5 && u < len(units)-1 {
		x, u = x/1000, u+1
	}
	if u == 0 || x >= 100 {
		return fmt.Sprintf("%.0f %s", x, units[u])
	}
	return fmt.Sprintf("%.1f %s", x, units[u])
}

// embedded reports on the evidence that the binary carries.
func (d *doctor) embedded(path string) (*doctorReport, error) {
	s, err := starter.Open()
	if err != nil {
		return nil, err
	}
	filers, filings, last := s.Held()
	r := newDoctorReport("")
	r.add("store", noteStatus, "there is none at "+path+"; assay uses the evidence that it carries", "assay update TICKER…, or assay import PATH…, makes one")
	r.Counts.Filers, r.Counts.Filings = int64(filers), int64(filings)
	r.sources(&sqlite.Verified{LastFiled: last}, nil, d.now)
	return r, nil
}
