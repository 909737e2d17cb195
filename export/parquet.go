package export

import (
	"io"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"

	"assay/report"
)

// rowGroup is how many rows stand together in a Parquet file. All of a group is in memory
// before it is written, and a reader skips what it does not want by the group.
const rowGroup = 1 << 18

// parquetSink writes Parquet: zstd, strings by dictionary, least and greatest values of
// every column and group, and the columns by which the rows are sorted.
type parquetSink[T any] struct{ w *parquet.GenericWriter[T] }

func openParquet[T any](w io.Writer, t table[T]) (parquetSink[T], error) {
	var by []parquet.SortingColumn
	for _, column := range t.order {
		by = append(by, parquet.Ascending(column))
	}
	c, err := parquet.NewWriterConfig(
		parquet.SchemaOf(new(T)),
		parquet.Compression(&zstd.Codec{Level: zstd.DefaultLevel, Concurrency: 1}),
		parquet.MaxRowsPerRowGroup(rowGroup),
		parquet.SortingWriterConfig(parquet.SortingColumns(by...)),
		parquet.CreatedBy("assay", report.Version, ""),
		parquet.KeyValueMetadata("assay.table", t.name),
	)
	if err != nil {
		return parquetSink[T]{}, err
	}
	return parquetSink[T]{parquet.NewGenericWriter[T](w, c)}, nil
}

func (s parquetSink[T]) write(rows []T) error {
	_, err := s.w.Write(rows)
	return err
}

func (s parquetSink[T]) close() error { return s.w.Close() }
