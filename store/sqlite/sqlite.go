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

// Options say how a store is opened. The zero value opens it for reading and
// writing and makes it if it is not there.
type Options struct {
	ReadOnly bool
}

// Store is an open store, safe for concurrent use.
type Store struct {
	db      *sql.DB
	path    string
	version int64 // the file's layout: an older one may be opened for reading alone

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
	}
	db, err := sql.Open("sqlite", dsn(path, o.ReadOnly))
	if err != nil {
		return nil, fmt.Errorf("sqlite: %s: %w", path, err)
	}
	s := &Store{db: db, path: path, stmts: map[string]*sql.Stmt{}}
	s.forget()
	if err := s.check(o); err != nil {
		db.Close()
		return nil, err
	}
	return s, nil
}

func dsn(path string, readOnly bool) string {
	q := url.Values{}
	q.Add("_pragma", "busy_timeout(5000)")
	if readOnly {
		q.Add("mode", "ro")
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
		return s.layOut(since(version)...)
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
	return s.layOut(append([]string{schema, fmt.Sprintf("PRAGMA application_id = %d", applicationID)}, since(1)...)...)
}

// layOut brings the file to this version, all of it or nothing.
func (s *Store) layOut(statements ...string) error {
	tx, err := s.db.Begin()
	if err != nil {
		return s.explain(err)
	}
	defer tx.Rollback()
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
	}
	return fmt.Errorf("sqlite: %s: %w", s.path, err)
}

// Close closes the file.
func (s *Store) Close() error { return s.explain(s.db.Close()) }

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
	err = s.db.QueryRowContext(ctx, query, arg).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, s.explain(err)
}
