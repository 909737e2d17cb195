// Command mklabels measures which labels filers give to which concepts, and writes the
// table by which package source/release reads statements.
//
// It counts in two places: the presentation of every filing in the SEC's Financial
// Statement Data Sets (pre.txt, with the signs of num.txt), and the rows of inline
// documents, whose tags stand in the rows that a reader of an exhibit sees. A filer
// counts once for a label and concept, however often it files. A label comes into the
// table if at least three filers use it and at least 97 of 100 of them for one concept,
// or for concepts that stand for each other in one measure.
//
//	mklabels -fsds ../shared/data/sec/fsds -ixbrl ../shared/data/sec/ixbrl -o source/release/labels.toml
package main

import (
	"flag"
	"fmt"
	"os"

	"assay/metric"
)

func main() {
	fsds := flag.String("fsds", "../shared/data/sec/fsds", "folder of Financial Statement Data Sets (*.zip)")
	inline := flag.String("ixbrl", "../shared/data/sec/ixbrl", "folder of inline documents, a folder a filer")
	out := flag.String("o", "source/release/labels.toml", "file to write")
	flag.Parse()
	if err := run(*fsds, *inline, *out); err != nil {
		fmt.Fprintln(os.Stderr, "mklabels:", err)
		os.Exit(1)
	}
}

func run(fsds, inline, out string) error {
	catalog, err := metric.Load()
	if err != nil {
		return err
	}
	c := newCount()
	if err := c.dataSets(fsds); err != nil {
		return err
	}
	if err := c.documents(inline); err != nil {
		return err
	}
	t := derive(c, catalog)
	return os.WriteFile(out, t, 0o644)
}
