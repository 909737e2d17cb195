package sqlite

import (
	"context"
	"database/sql"
	"time"

	"assay/evidence"
)

// originsVersion is the first version of the layout with origins.
const originsVersion = 4

func (im *importing) origin(o evidence.Origin) error {
	_, err := im.exec("INSERT OR REPLACE INTO origin VALUES (?, ?, ?, ?, ?, ?, ?)", o.Name, o.Kind, o.Sum, o.ETag, o.Modified, seconds(o.Checked), seconds(o.Changed))
	return err
}

// seconds is a moment as a column holds it; 0 is none.
func seconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

func moment(s int64) time.Time {
	if s == 0 {
		return time.Time{}
	}
	return time.Unix(s, 0).UTC()
}

// Origin implements evidence.Origins.
func (s *Store) Origin(ctx context.Context, name string) (evidence.Origin, error) {
	list, err := s.origins(ctx, "name = ?", name)
	if err == nil && len(list) == 0 {
		err = evidence.ErrNotFound
	}
	if err != nil {
		return evidence.Origin{Name: name}, err
	}
	return list[0], nil
}

// Origins implements evidence.Origins.
func (s *Store) Origins(ctx context.Context, prefix string) ([]evidence.Origin, error) {
	return s.origins(ctx, "name >= ?1 AND substr(name, 1, length(?1)) = ?1", prefix)
}

// LastAsked is when evidence was last asked for; zero where that is not known.
func (s *Store) LastAsked(ctx context.Context) (time.Time, error) {
	if s.version < originsVersion {
		return time.Time{}, nil
	}
	var last sql.NullInt64
	err := s.view.QueryRowContext(ctx, "SELECT max(checked) FROM origin").Scan(&last)
	return moment(last.Int64), s.explain(err)
}

func (s *Store) origins(ctx context.Context, where, arg string) ([]evidence.Origin, error) {
	if s.version < originsVersion {
		return nil, nil
	}
	rows, err := s.view.QueryContext(ctx, "SELECT name, kind, sum, etag, modified, checked, changed FROM origin WHERE "+where+" ORDER BY name", arg)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	var out []evidence.Origin
	for rows.Next() {
		var o evidence.Origin
		var checked, changed int64
		if err := rows.Scan(&o.Name, &o.Kind, &o.Sum, &o.ETag, &o.Modified, &checked, &changed); err != nil {
			return nil, s.explain(err)
		}
		o.Checked, o.Changed = moment(checked), moment(changed)
		out = append(out, o)
	}
	return out, s.explain(rows.Err())
}
