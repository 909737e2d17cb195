package scenario

import (
	"errors"
	"slices"
	"testing"
)

// rowsOf are all rows of a stream, by column.
func rowsOf(t *testing.T, m *Model, o RunOptions) ([]Column, [][]Number) {
	t.Helper()
	s, err := m.Stream(o)
	if err != nil {
		t.Fatal(err)
	}
	out := make([][]Number, len(s.Columns))
	err = s.Each(func(row []Number) error {
		for i, x := range row {
			out[i] = append(out[i], x)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s.Columns, out
}

// TestStream holds the table to the samples of a run, at each number of workers.
func TestStream(t *testing.T) {
	m := example(t)
	const samples = 3*blockSize + 100
	r := mustRun(t, m, RunOptions{Samples: samples})
	for _, workers := range []int{1, 2, 8} {
		columns, rows := rowsOf(t, m, RunOptions{Samples: samples, Workers: workers})
		var names []string
		for _, c := range columns {
			names = append(names, c.Name)
		}
		// Six inputs, one of them at eight steps; revenue at eight, three others once.
		if len(names) != 5+8+8+3 || names[0] != "price" || names[3] != "shock[2026]" || columns[12].Unit != "percent" {
			t.Fatalf("columns %q", names)
		}
		for _, out := range r.Outputs {
			set, _ := r.SamplesOf(out.Name)
			for k, label := range set.Steps {
				name := out.Name
				if label != "" {
					name += "[" + label + "]"
				}
				i := slices.Index(names, name)
				if i < 0 || columns[i].Unit != set.Unit || !slices.Equal(rows[i], set.Values[k]) {
					t.Errorf("%d workers: column %d is not the samples of %s", workers, i, name)
				}
			}
		}
	}
}

func TestStreamOfInputsThatAreOutputs(t *testing.T) {
	m := compile(t, "samples = 5\noutputs = [\"a\", \"y\"]\n[inputs]\na = \"normal(0, 1)\"\nunused = \"7%\"\n[formulas]\ny = \"2 * a + uniform(0, 1e-9)\"")
	columns, rows := rowsOf(t, m, RunOptions{})
	want := []Column{{"a", ""}, {"unused", "percent"}, {"y #1: uniform(0, 1e-9)", ""}, {"y", ""}}
	if !slices.Equal(columns, want) {
		t.Fatalf("columns %+v", columns)
	}
	for k := range rows[0] {
		if d := rows[3][k] - 2*rows[0][k] - rows[2][k]; d < -1e-15 || d > 1e-15 || rows[1][k].String() != "7" {
			t.Errorf("row %d: %v", k, d)
		}
	}
}

func TestStreamStops(t *testing.T) {
	s, err := example(t).Stream(RunOptions{Samples: 5000})
	if err != nil {
		t.Fatal(err)
	}
	full, n := errors.New("the disk is full"), 0
	err = s.Each(func([]Number) error {
		if n++; n == 1500 {
			return full
		}
		return nil
	})
	if !errors.Is(err, full) || n != 1500 {
		t.Errorf("%v after %d rows", err, n)
	}
	// A table needs memory for its columns, not for its samples.
	if _, err := example(t).Stream(RunOptions{Samples: MaxSamples, Workers: 1, MaxBytes: 2 << 20}); err != nil {
		t.Error(err)
	}
	if _, err := example(t).Stream(RunOptions{MaxBytes: 1 << 10}); err == nil {
		t.Error("a kilobyte is enough")
	}
}

func TestShort(t *testing.T) {
	for x, want := range map[Number]string{
		0: "0", 12: "12", 0.48567: "0.4857", 12346: "12350", 999_960: "1m", 1.1371e10: "11.37bn", -4.2e6: "-4.2m",
		999.99e6: "1bn", 2.5e12: "2.5tn", 3e15: "3000tn", 1e17: "1e+17", 0.00001234: "1.234e-05", Number(inf): "infinite", Number(-inf): "-infinite",
	} {
		if got := x.Short(); got != want {
			t.Errorf("%v is written %s, want %s", float64(x), got, want)
		}
	}
}
