package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// Bounds within the child.
const (
	engineBytes = 512 << 20 // the engine's own memory
	maxGlyphs   = 200_000   // of a page; one that is full of small print has 15,000
	outlines    = 30        // drawn paths from which a page without text is no blank one
	maxObjects  = 1000      // of a page with hardly any text, looked at
)

// engine is PDFium with one file open.
type engine struct {
	pool pdfium.Pool
	in   pdfium.Pdfium
	doc  references.FPDF_DOCUMENT
}

// start compiles the engine or loads its compiled code. A cache that is damaged is
// made anew, one that cannot be used is done without.
func start(ctx context.Context, cacheDir string) (*engine, error) {
	conf := wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling)
	for range 2 {
		cache := openCache(cacheDir)
		if cache == nil {
			break
		}
		if e, err := startWith(ctx, conf.WithCompilationCache(cache)); err == nil {
			return e, nil
		}
		forget(cacheDir)
	}
	return startWith(ctx, conf)
}

// cached is what wazero writes into a cache directory: a folder for each of its
// versions, a file for each program.
const cached = "wazero-*"

// compiled reports whether the directory holds the engine's compiled code.
func compiled(dir string) bool {
	if dir == "" {
		return false
	}
	files, err := filepath.Glob(filepath.Join(dir, cached, "*"))
	return err == nil && len(files) > 0
}

// forget empties a cache.
func forget(dir string) {
	folders, _ := filepath.Glob(filepath.Join(dir, cached)) // the pattern is well formed
	for _, f := range folders {
		_ = os.RemoveAll(f) // what stays is done without
	}
}

// openCache is the cache in a directory that is made for the user alone, or nil.
func openCache(dir string) wazero.CompilationCache {
	if dir == "" || os.MkdirAll(dir, 0o700) != nil {
		return nil
	}
	cache, err := wazero.NewCompilationCacheWithDir(dir)
	if err != nil {
		return nil
	}
	return cache
}

// startWith makes an engine that sees neither files nor fonts nor chance.
func startWith(ctx context.Context, conf wazero.RuntimeConfig) (*engine, error) {
	ctx = experimental.WithMemoryAllocator(ctx, experimental.MemoryAllocatorFunc(allocate))
	pool, err := webassembly.Init(webassembly.Config{
		Context: ctx, MaxIdle: 1, MaxTotal: 1, RuntimeConfig: conf,
		FSConfig: wazero.NewFSConfig(), RandomSource: zeros{}, Stdout: io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		return nil, err
	}
	in, err := pool.GetInstanceWithContext(ctx)
	if err != nil {
		pool.Close()
		return nil, err
	}
	return &engine{pool: pool, in: in}, nil
}

// memory is the engine's memory: address space reserved once, of which the system gives
// what is touched. Growing by copies would take three times as much.
type memory struct{ b []byte }

func allocate(_, most uint64) experimental.LinearMemory {
	return &memory{make([]byte, 0, min(most, engineBytes))}
}

// Reallocate gives size bytes, or nil beyond the bound, at which the engine gives up.
func (m *memory) Reallocate(size uint64) []byte {
	if size > uint64(cap(m.b)) {
		return nil
	}
	m.b = m.b[:size]
	return m.b
}

// Free leaves the memory to the garbage collector.
func (m *memory) Free() { m.b = nil }

// zeros is a source of chance that leaves none.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func (e *engine) close() { _ = e.pool.Close() }

// open opens a file.
func (e *engine) open(b []byte) error {
	doc, err := e.in.OpenDocument(&requests.OpenDocument{File: &b})
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword):
		return &failed{failPassword, ""}
	case errors.Is(err, pdfiumerrors.ErrSecurity):
		return &failed{failPassword, "an unknown way of locking"}
	case err != nil:
		return &failed{failCorrupt, err.Error()}
	}
	e.doc = doc.Document
	return nil
}

// header is what the file says of itself. What it leaves out stays empty.
func (e *engine) header() (*header, error) {
	count, err := e.in.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: e.doc})
	switch {
	case err != nil:
		return nil, &failed{failCorrupt, err.Error()}
	case count.PageCount > MaxPages:
		return nil, &failed{failTooLarge, fmt.Sprintf("%d pages, at most %d", count.PageCount, MaxPages)}
	case count.PageCount < 1:
		return nil, &failed{failCorrupt, "it has no pages"}
	}
	h := &header{Pages: count.PageCount}
	if title, err := e.in.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: e.doc, Tag: "Title"}); err == nil {
		h.Title = title.Value
	}
	if lang, err := e.in.FPDFCatalog_GetLanguage(&requests.FPDFCatalog_GetLanguage{Document: e.doc}); err == nil {
		h.Lang = lang.Language
	}
	if ref, err := e.in.FPDF_DocumentHasValidCrossReferenceTable(&requests.FPDF_DocumentHasValidCrossReferenceTable{Document: e.doc}); err == nil {
		h.Repaired = !ref.DocumentHasValidCrossReferenceTable
	}
	if n, err := e.in.FPDFDoc_GetAttachmentCount(&requests.FPDFDoc_GetAttachmentCount{Document: e.doc}); err == nil {
		h.Attached = n.AttachmentCount
	}
	if form, err := e.in.FPDF_GetFormType(&requests.FPDF_GetFormType{Document: e.doc}); err == nil {
		h.Form = form.FormType != enums.FPDF_FORMTYPE_NONE
	}
	return h, nil
}

// page reads the n-th page, from 1.
func (e *engine) page(n int) (*page, error) {
	broken := func(err error) error {
		if strings.Contains(err.Error(), "wasm error") { // the engine aborts where it gets no more memory
			return &failed{failEngine, fmt.Sprintf("page %d: it needs more than %d MB of memory, or is damaged", n, engineBytes>>20)}
		}
		return &failed{failCorrupt, fmt.Sprintf("page %d: %v", n, err)}
	}
	ref, err := e.in.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: e.doc, Index: n - 1})
	if err != nil {
		return nil, broken(err)
	}
	defer e.in.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: ref.Page})
	at := requests.Page{ByReference: &ref.Page}
	text, err := e.in.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: at})
	if err != nil {
		return nil, broken(err)
	}
	defer e.in.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	glyphs, err := e.glyphs(text.TextPage)
	var fail *failed
	switch {
	case errors.As(err, &fail):
		return nil, &failed{fail.code, fmt.Sprintf("page %d: %s", n, fail.detail)}
	case err != nil:
		return nil, broken(err)
	}
	p := &page{N: n}
	p.Words, p.Glyphs, p.Unmapped = words(glyphs)
	if p.Glyphs < fewGlyphs {
		p.Drawn = e.drawn(at)
	}
	return p, nil
}

// glyphs are the characters of a page in the order of its text.
func (e *engine) glyphs(text references.FPDF_TEXTPAGE) ([]glyph, error) {
	count, err := e.in.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text})
	if err != nil {
		return nil, err
	}
	if count.Count > maxGlyphs {
		return nil, &failed{failTooLarge, fmt.Sprintf("%d characters, at most %d", count.Count, maxGlyphs)}
	}
	out := make([]glyph, 0, max(0, count.Count))
	for i := range count.Count {
		g, err := e.glyph(text, i, out)
		if err != nil {
			return nil, err
		}
		out = append(out, g)
	}
	return out, nil
}

// glyph is the i-th character. A space needs no place, and a character on the line of
// the one before is turned like it: each question to the engine takes a microsecond.
func (e *engine) glyph(text references.FPDF_TEXTPAGE, i int, before []glyph) (glyph, error) {
	u, err := e.in.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text, Index: i})
	if err != nil {
		return glyph{}, err
	}
	g := glyph{r: rune(u.Unicode)}
	if unicode.IsSpace(g.r) {
		return g, nil
	}
	if bad, err := e.in.FPDFText_HasUnicodeMapError(&requests.FPDFText_HasUnicodeMapError{TextPage: text, Index: i}); err == nil {
		g.unmapped = bad.HasUnicodeMapError
	}
	at, err := e.in.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: text, Index: i})
	if err != nil {
		return g, err
	}
	g.ox, g.oy = at.X, at.Y
	if box, err := e.in.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: text, Index: i}); err == nil {
		r := box.Rect
		g.x0, g.x1, g.y0, g.y1 = float64(r.Left), float64(r.Right), float64(r.Bottom), float64(r.Top)
	}
	if n := len(before); n > 0 && before[n-1].oy == g.oy && before[n-1].ox < g.ox && before[n-1].angle == 0 && !unicode.IsSpace(before[n-1].r) {
		return g, nil
	}
	angle, err := e.in.FPDFText_GetCharAngle(&requests.FPDFText_GetCharAngle{TextPage: text, Index: i})
	if err != nil {
		return g, err
	}
	g.angle = -float64(angle.CharAngle) // PDFium turns with the clock
	return g, nil
}

// drawn reports whether a page shows images or outlines.
func (e *engine) drawn(at requests.Page) bool {
	count, err := e.in.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: at})
	if err != nil {
		return false
	}
	paths := 0
	for i := range min(count.Count, maxObjects) {
		obj, err := e.in.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: at, Index: i})
		if err != nil {
			continue
		}
		kind, err := e.in.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: obj.PageObject})
		if err != nil {
			continue
		}
		switch kind.Type {
		case enums.FPDF_PAGEOBJ_IMAGE, enums.FPDF_PAGEOBJ_FORM:
			return true
		case enums.FPDF_PAGEOBJ_PATH:
			paths++
		}
	}
	return paths >= outlines
}
