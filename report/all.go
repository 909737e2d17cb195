package report

import (
	"io"

	"assay/locale"
)

// Options are how a report is shown.
type Options struct {
	Locale *locale.Locale // nil: English
	Colour bool           // for a terminal

	// For ClaimReview: the address of the page that shows the report, and who publishes it.
	Page, Publisher string
}

// locale is the one asked for, else English.
func (o Options) locale() *locale.Locale {
	if o.Locale != nil {
		return o.Locale
	}
	en, err := locale.For("en")
	if err != nil {
		panic(err) // the catalogue is embedded; a test opens each
	}
	return en
}

// Format is a way to show a report.
type Format struct {
	Name  string // as --format has it
	Doc   string // a line for the help
	Write func(io.Writer, Document, Options) error
}

// Formats lists every way, in the order of the help.
func Formats() []Format {
	return []Format{
		{"text", "for a terminal, 80 columns wide", Text},
		{"json", "the stable contract, always in English", JSON},
		{"jsonl", "the same, one line an article", JSONLine},
		{"md", "Markdown for a pull request or a mail", Markdown},
		{"claimreview", "JSON-LD for the page that shows the report", ClaimReview},
		{"csv", "a table, one row a figure, for any number of articles", CSV},
		{"xlsx", "a workbook: the figures, their sources, what was not read", XLSX},
		{"html", "a page to read: the article with every figure marked, the verdicts beside it", HTML},
	}
}

// FormatNamed is the format of that name.
func FormatNamed(name string) (Format, bool) {
	for _, f := range Formats() {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}
