package source

import (
	"bytes"
	"errors"

	"assay/source/fsds"
	"assay/source/options"
	"assay/source/prices"
	"assay/source/treasury"
)

// sniffLen is how much of a file Sniff wants to see. Inline documents may
// begin with long comments and lists of namespaces.
const sniffLen = 64 << 10

// Sniff tells a file's kind from its beginning, decompressed. If it knows
// none, reason says what the file looks like.
func Sniff(head []byte) (kind Kind, reason string) {
	t := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	switch {
	case len(t) == 0:
		return "", "empty"
	case isOptions(t): // before prices: option quotes have closes too
		return Options, ""
	case t[0] == '{':
		return sniffObject(t)
	case t[0] == '[':
		if u := bytes.TrimLeft(t[1:], " \t\r\n"); len(u) > 0 && u[0] == '[' {
			return Series, ""
		}
		return "", "JSON, but no array of rows [ms, value]"
	case prices.IsCSV(t): // before markup: Stooq's bulk files begin with <TICKER>
		return Prices, ""
	case treasury.IsCSV(t):
		return Yields, ""
	case fsds.Header(t):
		return "", "one table of a data set: import its zip, or the folder with sub, num and the other tables"
	case bytes.HasPrefix(t, []byte("PK\x03\x04")):
		return "", "an archive inside an archive: unpack the outer one"
	case t[0] == '<':
		return sniffMarkup(t)
	case bytes.IndexByte(t, 0) >= 0:
		return "", "a binary file"
	}
	return "", "text of no kind that assay imports"
}

func isOptions(t []byte) bool {
	_, ok := options.Is(t)
	return ok
}

func sniffObject(t []byte) (Kind, string) {
	has := func(key string) bool { return bytes.Contains(t, []byte(`"`+key+`"`)) }
	switch {
	case has("cik_str"), has("fields") && has("ticker") && has("data"):
		return Tickers, ""
	case has("facts") && (has("cik") || has("entityName") || has("units")):
		return CompanyFacts, ""
	case has("accessionNumber") && has("filingDate"), has("filings") && has("cik"), has("entityType") && has("cik"):
		return Submissions, ""
	}
	return "", "JSON of no kind that assay imports"
}

func sniffMarkup(t []byte) (Kind, string) {
	switch {
	case bytes.Contains(t, []byte("/inlineXBRL")):
		return InlineXBRL, ""
	case bytes.Contains(t[:min(len(t), 512)], []byte("<TYPE>EX-99")):
		return "", "an exhibit, which does not say of which filing it is: if it is an earnings release, import it with --as release:TICKER:ACCESSION:DAY"
	case bytes.Contains(t, []byte("<SEC-DOCUMENT>")):
		return "", "a whole submission in one file: import its primary document"
	case bytes.Contains(t, []byte("http://www.xbrl.org/2003/")):
		return "", "XBRL, but not inline: import the filing's HTML document"
	}
	return "", "a web page or XML without inline XBRL"
}

// errEmpty means a file without content.
var errEmpty = errors.New("the file is empty: fetch it again")
