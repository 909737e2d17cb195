package export

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assay/entity"
	"assay/evidence"
	"assay/metric"
	"assay/quantity"
	"assay/store/memory"
)

// These tests read exports with DuckDB, a program that shares no code with ours. The
// variable DUCKDB_NODE names a folder of node modules with @duckdb/node-api in it.

// duckDB runs queries and gives the rows of each.
func duckDB(t *testing.T, queries ...string) [][]map[string]any {
	t.Helper()
	modules := os.Getenv("DUCKDB_NODE")
	node, err := exec.LookPath("node")
	if modules == "" || err != nil {
		const lack = "the test needs node and DuckDB; DUCKDB_NODE names the node_modules with @duckdb/node-api"
		if os.Getenv("CI") != "" {
			t.Fatal(lack + "; .ci/run installs it")
		}
		t.Skip(lack)
	}
	in, err := json.Marshal(queries)
	if err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	c := exec.Command(node, filepath.Join("testdata", "duckdb.cjs"))
	c.Env = append(os.Environ(), "NODE_PATH="+modules)
	c.Stdin, c.Stdout, c.Stderr = bytes.NewReader(in), &out, &errs
	if err := c.Run(); err != nil {
		t.Fatalf("%v: %s", err, errs.String())
	}
	var answers [][]map[string]any
	if err := json.Unmarshal(out.Bytes(), &answers); err != nil {
		t.Fatal(err)
	}
	return answers
}

// exported writes a table in every format into a folder: facts.csv, facts.parquet, ….
func exported(t *testing.T, name string, write func(io.Writer, Format) (int64, error)) (file func(Format) string, rows int64) {
	t.Helper()
	dir := t.TempDir()
	file = func(f Format) string { return filepath.Join(dir, name+"."+string(f)) }
	for _, f := range Formats() {
		w, err := os.Create(file(f))
		if err != nil {
			t.Fatal(err)
		}
		if rows, err = write(w, f); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return file, rows
}

// TestDuckDB: the Parquet of all embedded facts opens in DuckDB with the rows, the sums and
// the days of the store, exactly.
func TestDuckDB(t *testing.T) {
	s, ctx := open5(t), context.Background()
	file, rows := exported(t, "facts", func(w io.Writer, f Format) (int64, error) { return Facts(ctx, w, f, s, Query{}) })
	type sum struct {
		rows  int
		value quantity.Rat
	}
	want := map[string]sum{}
	for f, err := range s.Scan(ctx, evidence.Selection{}) {
		if err != nil {
			t.Fatal(err)
		}
		cik, _ := f.Entity.CIK()
		key := fmt.Sprint(cik, " ", f.Concept, " ", f.Unit, " ", f.Filing.Filed, " ", f.Period.End)
		w := want[key]
		want[key] = sum{w.rows + 1, w.value.Add(f.Value.Rat())}
	}
	got := duckDB(t, fmt.Sprintf(`SELECT CAST(cik AS VARCHAR) AS cik, concept, unit, filed, "end", count(*) AS n, sum(CAST(value_exact AS DECIMAL(38, 6))) AS exact, max(abs(value - CAST(value_exact AS DOUBLE))) AS off
		FROM '%s' GROUP BY ALL`, file(Parquet)))[0]
	if len(got) != len(want) || rows < 10_000 {
		t.Errorf("%d groups, want %d; %d rows", len(got), len(want), rows)
	}
	for _, r := range got {
		key := fmt.Sprint(r["cik"], " ", r["concept"], " ", r["unit"], " ", r["filed"], " ", r["end"])
		w, ok := want[key]
		d, err := quantity.ParseDecimal(r["exact"].(string))
		if !ok || err != nil || r["n"] != fmt.Sprint(w.rows) || d.Rat().Cmp(w.value) != 0 || r["off"] != 0.0 {
			t.Errorf("%s: got %v, want %d rows, sum %s (%v)", key, r, w.rows, w.value, err)
		}
	}
}

// TestDuckDBFormats: the three formats of every table hold the same rows.
func TestDuckDBFormats(t *testing.T) {
	s, ctx := open5(t), context.Background()
	cat, err := metric.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		write func(io.Writer, Format) (int64, error)
	}{
		{"facts", func(w io.Writer, f Format) (int64, error) { return Facts(ctx, w, f, s, Query{}) }},
		{"filings", func(w io.Writer, f Format) (int64, error) { return Filings(ctx, w, f, s, Query{}) }},
		{"series", func(w io.Writer, f Format) (int64, error) { return Series(ctx, w, f, s, Query{}) }},
		{"values", func(w io.Writer, f Format) (int64, error) {
			return Values(ctx, w, f, s, cat, []string{"capex", "cash", "eps diluted"}, Query{Filers: []entity.ID{entity.CIK(1045810)}})
		}},
		{"odd", func(w io.Writer, f Format) (int64, error) { return Facts(ctx, w, f, oddStore(t), Query{}) }},
	} {
		file, rows := exported(t, c.name, c.write)
		var stored, parquet, text, types []string
		for _, r := range duckDB(t, fmt.Sprintf("DESCRIBE SELECT * FROM '%s'", file(Parquet)))[0] {
			stored = append(stored, r["column_name"].(string))
		}
		for _, column := range columnsOf(t, file(CSV)) {
			from := column
			if slices.Contains(stored, column+"_exact") {
				from += "_exact"
			}
			parquet = append(parquet, fmt.Sprintf(`coalesce(CAST("%s" AS VARCHAR), '') AS "%s"`, from, column))
			text = append(text, fmt.Sprintf(`coalesce("%s", '') AS "%s"`, column, column))
			types = append(types, `"`+column+`": 'VARCHAR'`)
		}
		sources := []string{
			fmt.Sprintf("SELECT %s FROM '%s'", strings.Join(parquet, ", "), file(Parquet)),
			fmt.Sprintf("SELECT %s FROM read_json('%s', format = 'newline_delimited', columns = {%s})", strings.Join(text, ", "), file(JSONL), strings.Join(types, ", ")),
			fmt.Sprintf("SELECT %s FROM read_csv('%s', all_varchar = true, header = true)", strings.Join(text, ", "), file(CSV)),
		}
		if c.name == "odd" { // its cells of CSV have apostrophes
			sources = sources[:2]
		}
		var queries []string
		for _, other := range sources[1:] {
			queries = append(queries, "SELECT count(*) AS n FROM ("+other+")", "SELECT count(*) AS n FROM ("+sources[0]+" INTERSECT ALL "+other+")")
		}
		for i, a := range duckDB(t, queries...) {
			if a[0]["n"] != fmt.Sprint(rows) || rows == 0 {
				t.Errorf("%s: %v rows, want %d: %s", c.name, a[0]["n"], rows, queries[i])
			}
		}
	}
}

// columnsOf are the names in a file's first line.
func columnsOf(t *testing.T, csv string) []string {
	t.Helper()
	b, err := os.ReadFile(csv)
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(string(b), "\r\n")
	return strings.Split(head, ",")
}

// TestDuckDBPrunes: the statistics of a long file let a reader skip what it does not want.
func TestDuckDBPrunes(t *testing.T) {
	const facts = 3 * rowGroup
	file, _ := exported(t, "many", func(w io.Writer, f Format) (int64, error) {
		if f != Parquet {
			return 0, nil
		}
		return Facts(context.Background(), w, f, many{memory.New(), facts}, Query{})
	})
	of := fmt.Sprintf("FROM parquet_metadata('%s') WHERE path_in_schema = 'cik'", file(Parquet))
	a := duckDB(t, "SELECT count(*) AS n, sum(row_group_num_rows) AS rows "+of,
		"SELECT count(*) AS n "+of+" AND CAST(stats_min_value AS INTEGER) <= 2 AND CAST(stats_max_value AS INTEGER) >= 2",
		fmt.Sprintf("SELECT count(*) AS n FROM '%s' WHERE cik = 2", file(Parquet)))
	if a[0][0]["n"] != "3" || a[0][0]["rows"] != fmt.Sprint(facts) || a[1][0]["n"] != "1" || a[2][0]["n"] != "100000" {
		t.Errorf("got %v", a)
	}
}
