package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"assay/entity"
	"assay/evidence"
)

// chainsVersion is the first version of the layout with chains.
const chainsVersion = 2

// chain merges a chain with what is stored of its moment.
func (im *importing) chain(c evidence.Chain) error {
	st, err := im.stmt("SELECT data FROM chain WHERE entity = ? AND quoted = ?")
	if err != nil {
		return err
	}
	var data []byte
	var old evidence.Chain
	switch err := st.QueryRowContext(im.ctx, string(c.Entity), c.Quoted.Unix()).Scan(&data); {
	case err == nil:
		if old, err = evidence.DecodeChain(data); err != nil {
			return err
		}
	case !errors.Is(err, sql.ErrNoRows):
		return err
	}
	merged, fresh := evidence.MergeChain(old, c)
	im.result.NewQuotes += fresh
	im.result.KnownQuotes += len(c.Options) - fresh
	_, err = im.exec("INSERT OR REPLACE INTO chain VALUES (?, ?, ?)", string(c.Entity), c.Quoted.Unix(), evidence.AppendChain(nil, merged))
	return err
}

// ChainTimes implements evidence.Chains.
func (s *Store) ChainTimes(ctx context.Context, id entity.ID) ([]time.Time, error) {
	if s.version < chainsVersion {
		return nil, nil
	}
	rows, err := s.view.QueryContext(ctx, "SELECT quoted FROM chain WHERE entity = ? ORDER BY quoted", string(id))
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	var out []time.Time
	for rows.Next() {
		var at int64
		if err := rows.Scan(&at); err != nil {
			return nil, s.explain(err)
		}
		out = append(out, time.Unix(at, 0).UTC())
	}
	return out, s.explain(rows.Err())
}

// Chain implements evidence.Chains.
func (s *Store) Chain(ctx context.Context, id entity.ID, quoted time.Time) (evidence.Chain, error) {
	none := evidence.Chain{Entity: id}
	if s.version < chainsVersion {
		return none, evidence.ErrNotFound
	}
	var data []byte
	err := s.view.QueryRowContext(ctx, "SELECT data FROM chain WHERE entity = ? AND quoted = ?", string(id), quoted.Unix()).Scan(&data)
	if ok, err := found(err); !ok {
		return none, s.explain(err)
	}
	c, err := evidence.DecodeChain(data)
	if err != nil {
		return none, fmt.Errorf("sqlite: %s: chain of %s: %w: %w", s.path, id, ErrCorrupt, err)
	}
	c.Entity = id
	return c, nil
}

// Vendors implements evidence.Chains.
func (s *Store) Vendors(ctx context.Context, id entity.ID) ([]string, error) {
	rows, err := s.view.QueryContext(ctx, "SELECT entity FROM series WHERE entity >= 'iv30:' AND entity < 'iv30;' ORDER BY entity")
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var series string
		if err := rows.Scan(&series); err != nil {
			return nil, s.explain(err)
		}
		if vendor, ok := evidence.IV30Vendor(entity.ID(series), id); ok {
			out = append(out, vendor)
		}
	}
	return out, s.explain(rows.Err())
}
