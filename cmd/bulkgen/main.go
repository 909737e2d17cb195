// Command bulkgen makes a bulk file of the shape and size of the SEC's nightly
// companyfacts.zip or submissions.zip, so that anyone can measure an import:
//
//	go run ./cmd/bulkgen --filers 19000 --from ../shared/data/sec OUT.zip
//	go run ./cmd/bulkgen --kind submissions --filers 19000 --owners 200000 --from ../shared/data/sec OUT.zip
//
// The filers are made from real ones: other names, other Central Index Keys and
// accession numbers, every amount times one factor of the filer, fewer concepts
// and fewer years, so that the numbers of facts spread as the real ones do. The
// same arguments give the same bytes.
package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"errors"
	"flag"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// settings are what the command line says.
type settings struct {
	kind           string
	filers, owners int
	from, out      string
	mean           int // facts of a filer
}

func main() {
	var s settings
	flag.StringVar(&s.kind, "kind", "companyfacts", "companyfacts or submissions")
	flag.IntVar(&s.filers, "filers", 19000, "filers with facts")
	flag.IntVar(&s.owners, "owners", 0, "of submissions: people and funds beside them, who report no results")
	flag.StringVar(&s.from, "from", "../shared/data/sec", "folder with companyfacts/CIK….json.gz of real filers")
	flag.IntVar(&s.mean, "mean", 7700, "about how many facts a filer has on average")
	flag.Parse()
	if flag.NArg() != 1 || s.filers < 1 || s.filers > maxFilers || s.mean < 100 {
		fmt.Fprintf(os.Stderr, "bulkgen: want one file to write and 1 to %d filers of at least 100 facts\n", maxFilers)
		os.Exit(2)
	}
	s.out = flag.Arg(0)
	if err := run(s); err != nil {
		fmt.Fprintln(os.Stderr, "bulkgen:", err)
		os.Exit(1)
	}
}

func run(s settings) error {
	templates, err := readTemplates(filepath.Join(s.from, "companyfacts"))
	if err != nil {
		return err
	}
	g := &generator{settings: s, templates: templates}
	var entries func(yield func(entry) bool)
	switch s.kind {
	case "companyfacts":
		entries = g.companyFacts
	case "submissions":
		entries = g.submissions
	default:
		return fmt.Errorf("--kind %q: want companyfacts or submissions", s.kind)
	}
	return writeZip(s.out, entries)
}

// entry is one file of the archive: its name and what makes it.
type entry struct {
	name string
	make func(dst []byte) []byte
}

// packed is an entry ready to be written.
type packed struct {
	header zip.FileHeader
	data   []byte
	err    error
}

// writeZip compresses on all cores and writes in order, whole or not at all.
func writeZip(path string, entries func(yield func(entry) bool)) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer func() {
		err = errors.Join(err, f.Close())
		if err == nil {
			err = os.Rename(f.Name(), path)
		}
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	w := bufio.NewWriterSize(f, 1<<20)
	z := zip.NewWriter(w)
	files, raw := 0, uint64(0)
	for c := range pack(entries) {
		p := <-c
		if p.err != nil {
			return p.err
		}
		to, err := z.CreateRaw(&p.header)
		if err != nil {
			return err
		}
		if _, err := to.Write(p.data); err != nil {
			return err
		}
		files++
		raw += p.header.UncompressedSize64
		if files%1000 == 0 {
			fmt.Fprintf(os.Stderr, "%d files, %.1f GB of JSON\n", files, float64(raw)/1e9)
		}
	}
	fmt.Fprintf(os.Stderr, "%d files, %.2f GB of JSON\n", files, float64(raw)/1e9)
	return errors.Join(z.Close(), w.Flush())
}

// modified is the time that every entry bears.
var modified = time.Date(2026, 7, 1, 3, 0, 0, 0, time.UTC)

// pack yields, in order, channels that will hold the packed entries.
func pack(entries func(yield func(entry) bool)) <-chan chan packed {
	type task struct {
		entry
		to chan packed
	}
	workers := runtime.GOMAXPROCS(0)
	tasks, order := make(chan task), make(chan chan packed, 2*workers)
	for range workers {
		go func() {
			var raw []byte
			deflate, err := flate.NewWriter(io.Discard, flate.BestSpeed)
			for t := range tasks {
				raw = t.make(raw[:0])
				p := packed{header: zip.FileHeader{Name: t.name, Method: zip.Deflate, Modified: modified, CRC32: crc32.ChecksumIEEE(raw), UncompressedSize64: uint64(len(raw))}, err: err}
				var out bytes.Buffer
				if err == nil {
					deflate.Reset(&out)
					_, p.err = deflate.Write(raw)
					p.err = errors.Join(p.err, deflate.Close())
				}
				p.data = out.Bytes()
				p.header.CompressedSize64 = uint64(len(p.data))
				t.to <- p
			}
		}()
	}
	go func() {
		defer close(order)
		defer close(tasks)
		entries(func(e entry) bool {
			to := make(chan packed, 1)
			order <- to
			tasks <- task{e, to}
			return true
		})
	}()
	return order
}
