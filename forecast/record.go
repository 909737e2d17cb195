package forecast

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strconv"
)

// RecordKind is what a record of the chain says.
type RecordKind string

// The kinds of records.
const (
	EntryRecord      RecordKind = "entry"
	ResolutionRecord RecordKind = "resolution" // how an entry was decided; later ones stand beside it
	VoidRecord       RecordKind = "void"       // a withdrawal, with its reason
	OverruleRecord   RecordKind = "overrule"   // a person's decision beside the rule's, with its reason
	BasketRecord     RecordKind = "basket"     // what a subject that no filing knows is made of
)

// Record is one link of the chain. Nothing is ever changed or taken out: a
// correction is a new entry, a withdrawal a record of its own.
type Record struct {
	Seq  int             `json:"seq"` // from 1, without a gap
	Kind RecordKind      `json:"kind"`
	Prev string          `json:"prev"` // hash of the record before; "" for the first
	Hash string          `json:"hash"`
	Body json.RawMessage `json:"body"`
}

// ID names an entry: the first digits of its record's hash.
func (r Record) ID() string { return r.Hash[:min(idDigits, len(r.Hash))] }

// idDigits tell a hundred thousand entries from one another: by chance two in a
// million ledgers of that size have a name twice.
const idDigits = 16

// HashOf is the SHA-256 of all that the record says, each part with its length
// before it so that no two records are written alike.
func HashOf(r Record) string {
	h := sha256.New()
	for _, part := range [][]byte{[]byte("assay ledger 1"), []byte(strconv.Itoa(r.Seq)), []byte(r.Kind), []byte(r.Prev), r.Body} {
		h.Write([]byte(strconv.Itoa(len(part)) + ":"))
		h.Write(part)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// next is the record that follows r, the zero Record being before the first.
func next(r Record, kind RecordKind, body any) (Record, error) {
	b, err := json.Marshal(body)
	if err != nil {
		return Record{}, fmt.Errorf("forecast: encoding a record: %w", err)
	}
	n := Record{Seq: r.Seq + 1, Kind: kind, Prev: r.Hash, Body: b}
	n.Hash = HashOf(n)
	return n, nil
}

// Log is a store of records. It keeps their bodies byte for byte.
type Log interface {
	// Records are all records from seq on, ascending.
	Records(ctx context.Context, from int) iter.Seq2[Record, error]
	// Head is the last record; the zero Record where there is none.
	Head(ctx context.Context) (Record, error)
	// Append adds records in one transaction: all of them or none. It fails
	// with ErrMoved if the last record is not the one that the first follows.
	Append(ctx context.Context, records []Record) error
}

// Errors of a log and of its chain.
var (
	ErrMoved   = errors.New("forecast: another program wrote to the ledger; run the command again")
	ErrChanged = errors.New("forecast: the ledger was changed")
)

// Verify reads the whole chain and finds any change to it: a body, an order or a
// link that does not give the hash that it has. It gives the number of records
// and the last hash, which, kept elsewhere, shows a chain that was cut or made
// anew as well.
func Verify(ctx context.Context, log Log) (n int, head string, err error) {
	last := Record{}
	for r, err := range log.Records(ctx, 1) {
		if err != nil {
			return n, last.Hash, err
		}
		if err := r.follows(last); err != nil {
			return n, last.Hash, err
		}
		n, last = n+1, r
	}
	return n, last.Hash, nil
}

// follows reports how a record fails to follow another.
func (r Record) follows(last Record) error {
	switch {
	case r.Seq != last.Seq+1:
		return fmt.Errorf("%w: record %d stands where %d should", ErrChanged, r.Seq, last.Seq+1)
	case r.Prev != last.Hash:
		return fmt.Errorf("%w: record %d does not follow the one before it", ErrChanged, r.Seq)
	case HashOf(r) != r.Hash:
		return fmt.Errorf("%w: record %d (%s) is not what was recorded", ErrChanged, r.Seq, r.Kind)
	}
	return nil
}
