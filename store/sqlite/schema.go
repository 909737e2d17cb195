package sqlite

import "math"

// applicationID marks a SQLite file as a store of assay ("asay").
const applicationID = 0x61736179

// schemaVersion is the layout's version, in user_version: 2 added chains, 3 the
// ledger, 4 checksums and origins.
const schemaVersion = 4

// schema: one row of block for each filer and concept, under the integer key
// cik<<24 | concept number; its bytes are evidence.AppendBlock's.
const schema = `
CREATE TABLE concept (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE dims    (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE unit    (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE filing  (id INTEGER PRIMARY KEY, accession TEXT NOT NULL UNIQUE, cik INTEGER NOT NULL, form TEXT NOT NULL,
                      filed INTEGER NOT NULL, about INTEGER NOT NULL, report INTEGER NOT NULL, items TEXT NOT NULL, document TEXT NOT NULL);
CREATE INDEX filing_cik ON filing (cik);
CREATE TABLE block   (key INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE filer   (cik INTEGER PRIMARY KEY, name TEXT NOT NULL, tickers TEXT NOT NULL, former TEXT NOT NULL, fiscal_year_end TEXT NOT NULL);
CREATE TABLE filer_name (folded TEXT NOT NULL, cik INTEGER NOT NULL, PRIMARY KEY (folded, cik)) WITHOUT ROWID;
CREATE TABLE ticker  (ticker TEXT NOT NULL, cik INTEGER NOT NULL, PRIMARY KEY (ticker, cik)) WITHOUT ROWID;
CREATE TABLE series  (entity TEXT PRIMARY KEY, unit TEXT NOT NULL, adjusted INTEGER NOT NULL, sources TEXT NOT NULL, data BLOB NOT NULL) WITHOUT ROWID;
`

// chains is what version 2 added. The bytes of data are evidence.AppendChain's;
// quoted is the moment of the quotes in seconds since 1970.
const chains = `
CREATE TABLE chain   (entity TEXT NOT NULL, quoted INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (entity, quoted)) WITHOUT ROWID;
`

// ledger is what version 3 added: forecast.Log's records, as they are.
const ledger = `
CREATE TABLE ledger  (seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL, body BLOB NOT NULL);
`

// origins is what version 4 added: the CRC-32C of a block's bytes, null for those
// that an older version wrote, and evidence.Origin's, times in seconds since 1970.
const origins = `
ALTER TABLE block ADD COLUMN sum INTEGER;
CREATE TABLE origin  (name TEXT PRIMARY KEY, kind TEXT NOT NULL, sum TEXT NOT NULL, etag TEXT NOT NULL, modified TEXT NOT NULL,
                      checked INTEGER NOT NULL, changed INTEGER NOT NULL) WITHOUT ROWID;
`

// additions are what each version added to the first, in order.
var additions = []struct {
	version int64
	tables  string
}{{2, chains}, {3, ledger}, {4, origins}}

// conceptBits is how much of a block's key the concept's number takes.
const conceptBits = 24

func blockKey(cik uint32, concept int64) int64 { return int64(cik)<<conceptBits | concept }

// filerOf is whose block has the key; ok is false for a key that no filer's has.
func filerOf(key int64) (cik uint32, ok bool) {
	n := key >> conceptBits
	return uint32(n), n >= 0 && n <= math.MaxUint32
}

// blockKeys are the first key of a filer's blocks and the first behind them.
func blockKeys(cik uint32) (lo, hi int64) {
	return blockKey(cik, 0), blockKey(cik, 1<<conceptBits-1) + 1
}
