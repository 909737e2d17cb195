package source

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	slashpath "path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"assay/source/fsds"
	"assay/source/options"
)

// Limits bound what compressed files may unpack to.
type Limits struct {
	Entry   int64 // bytes of one file or archive entry; 0 is 1 GB
	Archive int64 // bytes of all entries of an archive; 0 is 64 GB
	Ratio   int64 // unpacked to packed, for what unpacks to over 16 MB; 0 is 200
}

// ratioFloor is the size up to which any ratio is harmless.
const ratioFloor = 16 << 20

func (l Limits) orDefault() Limits {
	if l.Entry <= 0 {
		l.Entry = 1 << 30
	}
	if l.Archive <= 0 {
		l.Archive = 64 << 30
	}
	if l.Ratio <= 0 {
		l.Ratio = 200
	}
	return l
}

// unpacked is the most that so many packed bytes may become.
func (l Limits) unpacked(packed int64) int64 {
	return min(l.Entry, max(ratioFloor, packed*l.Ratio))
}

// errTooLarge means that a file unpacks beyond the limits.
var errTooLarge = errors.New("unpacks to more than is allowed, as if made to fill memory; if you trust it, unpack it yourself and import the files")

// job is one file or archive entry to be read, or what is already known of it.
type job struct {
	path     string
	explicit bool // named by the user, not found in a folder or archive
	size     int64
	open     func() (io.ReadCloser, error)
	data     []byte // the content, where it is in memory already
	skip     string
	err      error

	origin  string // under what name a store remembers the content
	sum     string // the content's identity, where it is known without reading
	archive string // of an entry, the archive's path
	bulk    bool   // one of many entries of an archive
	same    bool   // the store has read it in this very state

	set fsds.Set // the tables, if it is a data set
}

// plan is every job of an import, and the archives they read from.
type plan struct {
	opts    Settings
	limits  Limits
	jobs    []job
	closers []io.Closer
}

func newPlan(opts Settings, paths []string) *plan {
	p := &plan{opts: opts, limits: opts.Limits.orDefault()}
	for _, path := range paths {
		info, err := os.Stat(path)
		switch {
		case err != nil:
			p.fail(path, fmt.Errorf("source: %w", err))
		case info.IsDir() && opts.As.Name != "":
			p.fail(path, fmt.Errorf("source: %s: a folder cannot all be %s; name the files", path, opts.As.Name))
		case info.IsDir():
			p.folder(path)
		default:
			p.file(path, info, true)
		}
	}
	return p
}

func (p *plan) close() {
	for _, c := range p.closers {
		c.Close() // opened for reading only
	}
}

func (p *plan) fail(path string, err error) {
	p.jobs = append(p.jobs, job{path: path, err: err})
}

// folder adds every file below, in the order of their names.
func (p *plan) folder(root string) {
	sets := map[string]bool{}
	// The function given always returns nil or SkipDir, so that WalkDir does.
	_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		hidden := path != root && strings.HasPrefix(filepath.Base(path), ".")
		switch {
		case err != nil:
			p.fail(path, fmt.Errorf("source: %w", err))
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir() && hidden:
			return fs.SkipDir
		case d.IsDir():
			sets[path] = p.unpackedSet(path)
		case sets[filepath.Dir(path)] && fsds.Belongs(path):
		case hidden:
			p.jobs = append(p.jobs, job{path: path, skip: "a hidden file"})
		default:
			info, err := os.Stat(path) // follows links
			if err != nil {
				p.fail(path, fmt.Errorf("source: %w", err))
				return nil
			}
			p.file(path, info, false)
		}
		return nil
	})
}

// file adds one file, or the entries of an archive.
func (p *plan) file(path string, info fs.FileInfo, explicit bool) {
	if !info.Mode().IsRegular() {
		j := job{path: path, skip: "not a regular file"}
		if explicit {
			j = job{path: path, err: fmt.Errorf("source: %s: not a regular file; save the data to a file first", path)}
		}
		p.jobs = append(p.jobs, j)
		return
	}
	if isZip(path) {
		p.archive(path)
		return
	}
	p.jobs = append(p.jobs, job{path: path, origin: path, explicit: explicit, size: info.Size(), open: func() (io.ReadCloser, error) { return os.Open(path) }})
}

// isZip looks at the file's first bytes. A file that cannot be read is none:
// the error will show when it is.
func isZip(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	var magic [4]byte
	_, err = io.ReadFull(f, magic[:])
	return err == nil && string(magic[:]) == "PK\x03\x04"
}

// bulkEntries is from how many entries on an archive is one of the SEC's bulk
// files, or of that kind: what became of an entry is told only where it failed.
const bulkEntries = 200

// reading is the revision of the parsers, part of what an archive's entry is known
// by: raise it when they take more from a file than before, so that archives which
// were imported are read again.
const reading = "r1"

// originPrefix begins the names of an archive's entries: without its folder, so
// that tonight's archive is held against last night's.
func originPrefix(archive string) string { return filepath.Base(archive) + ":" }

// archive adds a zip's entries in the order of their names. What they may
// unpack to is judged by the sizes that the archive states; reading holds
// them to these.
func (p *plan) archive(path string) {
	z, err := zip.OpenReader(path)
	if err != nil {
		p.fail(path, fmt.Errorf("source: %s: %w; fetch the archive again", path, err))
		return
	}
	p.closers = append(p.closers, z)
	entries := slices.Clone(z.File)
	slices.SortStableFunc(entries, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	room := uint64(p.limits.Archive)
	bulk := len(entries) >= bulkEntries
	sets := p.zipped(path, entries)
	for _, e := range entries {
		name := path + ":" + shownName(e.Name)
		size := e.UncompressedSize64
		switch {
		case strings.HasSuffix(e.Name, "/"), sets[slashpath.Dir(e.Name)] && fsds.Belongs(e.Name):
			continue
		case size > uint64(p.limits.Entry), size > ratioFloor && size/uint64(p.limits.Ratio) > e.CompressedSize64, size > room:
			p.fail(name, fmt.Errorf("source: %s: %w", name, errTooLarge))
			continue
		}
		room -= size
		p.jobs = append(p.jobs, job{
			path: name, size: int64(size), open: e.Open, archive: path, bulk: bulk,
			origin: originPrefix(path) + e.Name, sum: fmt.Sprintf("crc32:%08x:%d:%s", e.CRC32, size, reading),
		})
	}
}

// shownName is an entry's name for people: without what would break its line or steer a
// terminal. The archive may say anything.
func shownName(name string) string {
	return strings.Map(func(r rune) rune {
		if strconv.IsPrint(r) {
			return r
		}
		return utf8.RuneError
	}, name)
}

// reader reads jobs one after the other, reusing its memory.
type reader struct {
	limits Limits
	as     As
	hints  options.Hints
	buf    bytes.Buffer
}

// keepBuffer is how large a buffer is kept for the next file.
const keepBuffer = 32 << 20

// load reads a job's beginning, and the rest if more asks for it. The result
// is valid until the next call.
func (r *reader) load(j job, more func(head []byte) bool) (data []byte, err error) {
	if j.data != nil && !bytes.HasPrefix(j.data, []byte{0x1f, 0x8b}) {
		if len(j.data) >= sniffLen {
			more(j.data[:sniffLen])
		}
		return j.data, nil
	}
	if r.buf.Cap() > keepBuffer {
		r.buf = bytes.Buffer{}
	}
	r.buf.Reset()
	f, err := j.open()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	limit := min(r.limits.Entry, max(j.size, 1))
	src := io.Reader(f)
	if src, limit, err = r.gunzip(src, j.size, limit); err != nil {
		return nil, err
	}
	if _, err := io.CopyN(&r.buf, src, min(sniffLen, limit+1)); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if r.buf.Len() == sniffLen && more(r.buf.Bytes()) {
		r.buf.Grow(int(min(limit, j.size, keepBuffer)))
		if _, err := r.buf.ReadFrom(io.LimitReader(src, limit+1-sniffLen)); err != nil {
			return nil, err
		}
	}
	if int64(r.buf.Len()) > limit {
		return nil, errTooLarge
	}
	return r.buf.Bytes(), nil
}

// gunzip unpacks src if it is packed with gzip.
func (r *reader) gunzip(src io.Reader, size, limit int64) (io.Reader, int64, error) {
	var magic [2]byte
	n, err := io.ReadFull(src, magic[:])
	whole := io.MultiReader(bytes.NewReader(magic[:n]), src)
	if err != nil || magic != [2]byte{0x1f, 0x8b} {
		return whole, limit, nil // a short file shows later; so does an error
	}
	z, err := gzip.NewReader(whole)
	if err != nil {
		return nil, 0, err
	}
	return z, r.limits.unpacked(size), nil
}
