package input

import (
	"bytes"
	"errors"
	"fmt"
)

// Errors of Read for files that are no articles, beside those of the readers; each is
// wrapped with the file's name and the format.
var (
	ErrRTF     = errors.New("input: this is Rich Text Format (.rtf); open it in a word processor and save it as .docx")
	ErrImage   = errors.New("input: this is a picture; recognise its text first (OCR, e.g. tesseract FILE out)")
	ErrSound   = errors.New("input: this is sound or film; give a transcript of it")
	ErrArchive = errors.New("input: this is an archive; unpack it and give the files in it, or their folder")
	ErrProgram = errors.New("input: this is no document but data of a program; give a file with an article's text")
	ErrBook    = errors.New("input: this is an e-book of another format than EPUB; convert it to EPUB (e.g. ebook-convert FILE book.epub)")
	ErrPrint   = errors.New("input: this is PostScript; convert it to PDF (ps2pdf FILE)")
	ErrMail    = errors.New("input: this is a mail or a page saved as one (.eml, .mhtml); save its text, or the page as HTML")
	ErrFeed    = errors.New("input: this is a feed, a list of many articles; give the page of one article")
	ErrXML     = errors.New("input: this is XML of no kind that is read; save the article's text as HTML or plain text")
	ErrJSON    = errors.New(`input: this is JSON; want JSON Lines, one object a line with "text" and, where known, "title", "lang" and "published" (2024-08-03)`)
	ErrLines   = errors.New("input: this is JSON Lines, an article a line; let its name end in .jsonl")
)

// magic is how files of a format begin.
type magic struct {
	start  string // at the beginning
	at     int    // where more stands
	more   string
	format string
	err    error
}

// magics are the formats that are refused, by bytes that no text has there. Sources: the
// formats' own specifications, as gathered in the magic database of the file command.
var magics = []magic{
	{"{\\rtf", 0, "", "RTF", ErrRTF},

	{"\x89PNG\r\n\x1a\n", 0, "", "PNG", ErrImage},
	{"\xff\xd8\xff", 0, "", "JPEG", ErrImage},
	{"GIF8", 5, "a", "GIF", ErrImage},
	{"II*\x00", 0, "", "TIFF", ErrImage},
	{"MM\x00*", 0, "", "TIFF", ErrImage},
	{"RIFF", 8, "WEBP", "WebP", ErrImage},
	{"BM", 6, "\x00\x00\x00\x00", "BMP", ErrImage},
	{"\x00", 4, "ftyphei", "HEIC", ErrImage},
	{"\x00", 4, "ftypmif1", "HEIF", ErrImage},
	{"\x00", 4, "ftypavif", "AVIF", ErrImage},
	{"AT&TFORM", 0, "", "DjVu", ErrImage},
	{"8BPS\x00", 0, "", "Photoshop", ErrImage},

	{"ID3", 4, "\x00", "MP3", ErrSound},
	{"\xff\xfb", 0, "", "MP3", ErrSound},
	{"\xff\xf3", 0, "", "MP3", ErrSound},
	{"OggS\x00", 0, "", "Ogg", ErrSound},
	{"fLaC\x00", 0, "", "FLAC", ErrSound},
	{"RIFF", 8, "WAVE", "WAV", ErrSound},
	{"RIFF", 8, "AVI ", "AVI", ErrSound},
	{"\x00", 4, "ftyp", "MP4", ErrSound},
	{"\x1aE\xdf\xa3", 0, "", "Matroska", ErrSound},

	{"\x1f\x8b", 0, "", "gzip", ErrArchive},
	{"BZh", 4, "1AY&SY", "bzip2", ErrArchive},
	{"\xfd7zXZ\x00", 0, "", "xz", ErrArchive},
	{"\x28\xb5\x2f\xfd", 0, "", "Zstandard", ErrArchive},
	{"7z\xbc\xaf\x27\x1c", 0, "", "7z", ErrArchive},
	{"Rar!\x1a\x07", 0, "", "RAR", ErrArchive},
	{"", 257, "ustar\x00", "tar", ErrArchive},
	{"", 257, "ustar  \x00", "tar", ErrArchive},

	{"\x7fELF", 0, "", "ELF", ErrProgram},
	{"MZ\x90\x00", 0, "", "Windows program", ErrProgram},
	{"\x00asm", 0, "", "WebAssembly", ErrProgram},
	{"SQLite format 3\x00", 0, "", "SQLite", ErrProgram},
	{"PAR1\x15", 0, "", "Parquet", ErrProgram},
	{"bplist00", 0, "", "property list", ErrProgram},

	{"", 60, "BOOKMOBI", "Mobipocket", ErrBook},
	{"%!PS", 0, "", "PostScript", ErrPrint},
}

// refused is the error for a file of a format that is not read, or nil.
func refused(b []byte) error {
	for _, m := range magics {
		if len(b) >= m.at && bytes.HasPrefix(b, []byte(m.start)) && bytes.HasPrefix(b[m.at:], []byte(m.more)) {
			return fmt.Errorf("%w (%s)", m.err, m.format)
		}
	}
	return nil
}
