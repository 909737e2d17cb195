// Package sqlite is the store that users have: one SQLite file with a row for
// each filer and concept, laid out for all of the SEC's facts.
//
// It knows evidence and nothing of files, prose or rules. Read schema.go for
// the layout, then read.go and import.go.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"modernc.org/sqlite" // the driver, pure Go
	lib "modernc.org/sqlite/lib"

	"assay/entity"
	"assay/evidence"
)

// Errors of Open, each with its remedy in the message.
var (
	ErrForeign = errors.New("is no store of assay; name another file with --store")
	ErrNewer   = errors.New("was written by a newer version of assay; update assay, or name another file with --store")
	ErrCorrupt = errors.New("is damaged; move it away and import again")
	ErrLocked  = errors.New("is in use by another program; try again when it has finished")
	ErrMissing = errors.New("does not exist; fill one with assay import")
)

// unwritable are errors of SQLite after which nothing can be written, with their
// remedies: all of them are evidence.ErrUnwritable.
var unwritable = map[int]string{
	lib.SQLITE_FULL:     "no room is left on its disk; make room and repeat the command, which goes on where it was",
	lib.SQLITE_READONLY: "may only be read; give yourself the right to write the file and its folder, or name another file with --store",
	lib.SQLITE_CANTOPEN: "cannot be opened; look at the rights of the file and its folder, or name another file with --store",
	lib.SQLITE_IOERR:    "could not be read or written by its disk; look at the disk and repeat the command",
}

// unwritableError is an evidence.ErrUnwritable with what to do.
type unwritableError struct {
	path, remedy string
	err          error
}

func (e *unwritableError) Error() string {
	return fmt.Sprintf("sqlite: %s: %s (%v)", e.path, e.remedy, e.err)
}

// Unwrap gives both the sentinel and SQLite's own error.
func (e *unwritableError) Unwrap() []error { return []error{evidence.ErrUnwritable, e.err} }

// Options say how a store is opened. The zero value opens it for reading and
// writing and makes it if it is not there.
type Options struct {
	ReadOnly bool
}

// Store is an open store, safe for concurrent use.
type Store struct {
	db       *sql.DB
	path     string
	readOnly bool
	view     view      // what is read: the file, or its snapshot
	snapshot *snapshot // of a store that is open for reading
	version  int64     // the file's layout: an older one may be opened for reading alone

	mu       sync.Mutex // guards what follows
	concepts map[string]int64
	dims     map[uint32]evidence.Dims
	units    map[uint32]string
	filings  map[uint32]*evidence.Filing  // by number
	lists    map[uint32][]evidence.Filing // of a filer, in order
	stmts    map[string]*sql.Stmt
	groups   map[groupKey][]evidence.Fact
	series   map[entity.ID]evidence.Series
	ids      *ids // numbers known to imports; nil until one ran
}

// view reads the file.
type view interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	PrepareContext(ctx context.Context, query string) (*sql.Stmt, error)
}

type groupKey struct {
	id      entity.ID
	concept string
}

// maxGroups bounds the cache of decoded groups.
const maxGroups = 8192

// Open opens the store at path.
func Open(path string, o Options) (*Store, error) {
	fi, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		if o.ReadOnly {
			return nil, fmt.Errorf("sqlite: %s: %w", path, ErrMissing)
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return nil, fmt.Errorf("sqlite: %s: %w", path, err)
		}
	case err != nil:
		return nil, fmt.Errorf("sqlite: %s: %w", path, err)
	case fi.IsDir():
		return nil, fmt.Errorf("sqlite: %s: is a folder; name a file with --store", path)
	case !fi.Mode().IsRegular(): // reading a pipe would wait for ever
		return nil, fmt.Errorf("sqlite: %s: is no file; name one with --store", path)
	}
	s, err := openFile(path, o, false)
	if o.ReadOnly && errors.Is(err, evidence.ErrUnwritable) && !pendingLog(path) {
		// SQLite wants to write an index of its log beside the file even to read it.
		return openFile(path, o, true)
	}
	return s, err
}

// pendingLog reports whether a log beside the file holds what is not in it yet.
func pendingLog(path string) bool {
	fi, err := os.Stat(path + "-wal")
	return err == nil && fi.Size() > 0
}

// openFile opens the file; still means that nothing changes it meanwhile.
func openFile(path string, o Options, still bool) (*Store, error) {
	db, err := sql.Open("sqlite", dsn(path, o.ReadOnly, still))
	if err != nil {
		return nil, fmt.Errorf("sqlite: %s: %w", path, err)
	}
	s := &Store{db: db, view: db, path: path, readOnly: o.ReadOnly, stmts: map[string]*sql.Stmt{}}
	s.forget()
	err = s.check(o)
	// Turning a new file's log on, and recovering one that a killed program left,
	// answer "busy" at once to a second program, whatever the busy_timeout.
	for tries := 0; errors.Is(err, ErrLocked) && tries < maxTries; tries++ {
		time.Sleep(betweenTries)
		err = s.check(o)
	}
	if err == nil && o.ReadOnly {
		err = s.Refresh()
	}
	if err != nil {
		db.Close()
		return nil, err
	}
	return s, nil
}

// How often, and after what time, a file is opened again that another program has
// locked: five seconds in all.
const (
	maxTries     = 100
	betweenTries = 50 * time.Millisecond
)

// Refresh shows a store that is open for reading what was imported since it was
// opened, or refreshed last: between two refreshes it shows one state of the
// file, whatever is written meanwhile. It must not be called while another
// goroutine reads. A store open for writing needs no refresh.
func (s *Store) Refresh() error {
	if !s.readOnly {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	ctx := context.Background()
	if s.snapshot != nil {
		if err := s.snapshot.end(ctx); err != nil {
			return s.explain(err)
		}
	}
	var err error
	if s.snapshot, err = openSnapshot(ctx, s.db); err != nil {
		return s.explain(err)
	}
	s.view, s.stmts = s.snapshot, map[string]*sql.Stmt{}
	s.forget()
	return nil
}

func dsn(path string, readOnly, still bool) string {
	q := url.Values{}
	q.Add("_pragma", "busy_timeout(30000)") // other writers take turns; a bulk import holds the file for a second or two
	if still {
		q.Add("immutable", "1")
	}
	if readOnly {
		q.Add("mode", "ro")
		q.Add("_pragma", "cache_size(-65536)")
	} else {
		q.Add("_pragma", "journal_mode(WAL)")
		q.Add("_pragma", "synchronous(NORMAL)")
		q.Add("_pragma", "cache_size(-65536)")
		q.Add("_txlock", "immediate")
	}
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}
	return u.String()
}

// check tells a store from other files, and lays out a new one.
func (s *Store) check(o Options) error {
	var app, version, tables int64
	err := s.db.QueryRow("SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_master)").Scan(&app, &version, &tables)
	if err != nil {
		return s.explain(err)
	}
	switch {
	case tables == 0 && !o.ReadOnly:
		return s.create()
	case app != applicationID:
		return fmt.Errorf("sqlite: %s: %w", s.path, ErrForeign)
	case version > schemaVersion:
		return fmt.Errorf("sqlite: %s: %w", s.path, ErrNewer)
	case version < schemaVersion && !o.ReadOnly:
		return s.layOut(version, since(version)...)
	}
	s.version = version
	return nil
}

// since are the tables that versions after the given one added.
func since(version int64) []string {
	var out []string
	for _, a := range additions {
		if a.version > version {
			out = append(out, a.tables)
		}
	}
	return out
}

func (s *Store) create() error {
	return s.layOut(0, append([]string{schema, fmt.Sprintf("PRAGMA application_id = %d", applicationID)}, since(1)...)...)
}

// layOut brings the file from a version to this one, all of it or nothing. Of two
// programs that open it at once the second finds it done.
func (s *Store) layOut(from int64, statements ...string) error {
	tx, err := s.db.Begin()
	if err != nil {
		return s.explain(err)
	}
	defer tx.Rollback()
	var now int64
	if err := tx.QueryRow("SELECT user_version FROM pragma_user_version").Scan(&now); err != nil {
		return s.explain(err)
	}
	if now != from {
		s.version = now
		return nil
	}
	for _, q := range append(statements, fmt.Sprintf("PRAGMA user_version = %d", schemaVersion)) {
		if _, err := tx.Exec(q); err != nil {
			return s.explain(err)
		}
	}
	s.version = schemaVersion
	return s.explain(tx.Commit())
}

// explain turns SQLite's codes into errors that name file and remedy.
func (s *Store) explain(err error) error {
	if err == nil {
		return nil
	}
	var se *sqlite.Error
	if errors.As(err, &se) {
		switch se.Code() & 0xff {
		case lib.SQLITE_NOTADB:
			return fmt.Errorf("sqlite: %s: %w", s.path, ErrForeign)
		case lib.SQLITE_CORRUPT:
			return fmt.Errorf("sqlite: %s: %w (%v)", s.path, ErrCorrupt, err)
		case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
			return fmt.Errorf("sqlite: %s: %w", s.path, ErrLocked)
		}
		if remedy, ok := unwritable[se.Code()&0xff]; ok {
			return &unwritableError{s.path, remedy, err}
		}
	}
	return fmt.Errorf("sqlite: %s: %w", s.path, err)
}

// Close closes the file.
func (s *Store) Close() error {
	if s.snapshot != nil {
		if err := s.snapshot.end(context.Background()); err != nil {
			s.db.Close()
			return s.explain(err)
		}
	}
	return s.explain(s.db.Close())
}

// forget drops everything that was read, after an import changed it.
func (s *Store) forget() {
	s.concepts, s.dims, s.units = map[string]int64{}, map[uint32]evidence.Dims{}, map[uint32]string{}
	s.filings, s.lists = map[uint32]*evidence.Filing{}, map[uint32][]evidence.Filing{}
	s.groups = map[groupKey][]evidence.Fact{}
	s.series = map[entity.ID]evidence.Series{}
}

// Forget drops what was read, for a walk over more filers than should be kept. Facts that
// it gave share no filing with those that it will give.
func (s *Store) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.forget()
}

// fold is a ticker as the index keeps it.
func foldTicker(t string) string { return strings.ToUpper(strings.TrimSpace(t)) }

// one runs a query of one row and scans it; ok is false where there is none.
func (s *Store) one(ctx context.Context, query string, arg any, dest ...any) (ok bool, err error) {
	err = s.view.QueryRowContext(ctx, query, arg).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, s.explain(err)
}
