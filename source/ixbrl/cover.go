package ixbrl

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"

	"assay/entity"
	"assay/evidence"
	"assay/period"
	"assay/span"
)

// coverNames are the facts of the cover page (taxonomy dei) that tell whose
// document this is, by local name.
var coverNames = map[string]bool{
	"DocumentType": true, "AmendmentFlag": true, "EntityRegistrantName": true, "EntityCentralIndexKey": true,
	"DocumentPeriodEndDate": true, "TradingSymbol": true, "CurrentFiscalYearEndDate": true,
}

// cover fills in the batch's filers and its one filing, and returns the
// filing's CIK.
func (p *packer) cover(name string, data []byte) (uint32, error) {
	f := evidence.Filing{}
	var filers []evidence.Filer
	place := map[entity.ID]int{}
	filer := func(id entity.ID) *evidence.Filer {
		i, ok := place[id]
		if !ok {
			i = len(filers)
			place[id] = i
			filers = append(filers, evidence.Filer{ID: id})
		}
		return &filers[i]
	}
	amended := false
	for i := range p.words {
		w := &p.words[i]
		c := p.contexts[w.context]
		if c == nil || !strings.HasPrefix(p.canonical(w.name), "dei:") {
			continue
		}
		id, ok := filerOf(c)
		if !ok {
			continue
		}
		who, s := filer(id), p.fullText(w)
		switch local := localName(w.name); {
		case local == "TradingSymbol":
			addTicker(who, s)
		case c.dim != "": // a co-registrant's, or a class of shares'
		case local == "DocumentType" && f.Form == "":
			f.Form = s
			if f.Report == 0 {
				f.Report = c.when.End
			}
		case local == "DocumentPeriodEndDate":
			if d, ok := writtenDate(s); ok {
				f.Report = d
			}
		case local == "AmendmentFlag":
			amended = isTrue(w.format, s)
		case local == "EntityRegistrantName" && who.Name == "":
			who.Name = s
		case local == "CurrentFiscalYearEndDate" && who.FiscalYearEnd == "":
			who.FiscalYearEnd = monthDay(w.format, s)
		}
	}
	if len(filers) == 0 {
		id, ok := p.commonFiler()
		if !ok {
			return 0, errors.New("no context names a filer by its Central Index Key")
		}
		filer(id)
	}
	if f.Form == "" {
		p.notes.add(span.Span{}, "no document type", "the document does not state dei:DocumentType; its form is unknown")
	} else if amended && !strings.HasSuffix(f.Form, "/A") {
		f.Form += "/A"
	}
	p.identify(&f, name, data)
	p.date(&f)
	p.b.Filers = filers
	p.b.Filings = []evidence.Filing{f}
	cik, _ := filers[0].ID.CIK()
	return cik, nil
}

// identify finds the accession number, which the document itself never holds.
func (p *packer) identify(f *evidence.Filing, name string, data []byte) {
	if f.Accession, f.Document = accessionOf(name); f.Accession != "" {
		return
	}
	sum := sha256.Sum256(data)
	f.Accession = "doc:" + hex.EncodeToString(sum[:8])
	p.notes.add(span.Span{}, "no accession", "neither the file's name nor its folder is an accession number; the filing is known as %s (rename the file to NNNNNNNNNN-YY-NNNNNN.htm)", f.Accession)
}

// date takes the day of signature for the public clock until submissions
// tell the filing's own.
func (p *packer) date(f *evidence.Filing) {
	if f.Filed = signed(p.text.Bytes(), f.Report); f.Filed != 0 {
		f.About = true
		return
	}
	p.notes.add(span.Span{}, "no signature date", "found no date of signature; import the filer's submissions to know when this was filed")
}

// fullText is a word's text with its continuations, trimmed and on one line.
func (d *document) fullText(w *word) string {
	s := w.text
	for next, steps := w.continued, 0; next != "" && steps < maxOpen; steps++ {
		c := d.conts[next]
		s, next = s+c.text, c.next
	}
	return strings.Join(strings.Fields(s), " ")
}

// commonFiler is the filer of most contexts, the smaller CIK of equals.
func (d *document) commonFiler() (best entity.ID, ok bool) {
	count := map[entity.ID]int{}
	for _, c := range d.contexts {
		if id, ok := filerOf(c); ok {
			count[id]++
		}
	}
	for id, n := range count {
		if n > count[best] || n == count[best] && id < best {
			best = id
		}
	}
	return best, best != ""
}

// addTicker takes a symbol as the cover page prints it; "None" and dashes
// are none.
func addTicker(f *evidence.Filer, s string) {
	s = strings.ToUpper(s)
	if len(s) == 0 || len(s) > 8 || s == "NONE" || s == "N/A" || s == "NA" {
		return
	}
	for _, c := range []byte(s) {
		if !(c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-') {
			return
		}
	}
	if c := s[0]; c == '-' || c == '.' {
		return
	}
	for _, t := range f.Tickers {
		if t == s {
			return
		}
	}
	f.Tickers = append(f.Tickers, s)
}

// isTrue reads a boolean, by the fixed formats or as written.
func isTrue(format, s string) bool {
	switch localName(format) {
	case "fixed-true", "booleantrue":
		return true
	case "fixed-false", "booleanfalse":
		return false
	}
	return strings.EqualFold(s, "true") || s == "1"
}

// monthDay is a yearly day as "MMDD": from "--06-30", "1/26" or "January 26".
func monthDay(format, s string) string {
	var d period.Date
	ok := false
	switch f := localName(format); {
	case strings.HasPrefix(s, "--") && len(s) == 7:
		d, ok = isoDate("2000-" + s[2:])
	case strings.HasPrefix(f, "date") && strings.ContainsAny(s, "/.-") && !strings.ContainsFunc(s, isLetter):
		a, b, _ := strings.Cut(strings.NewReplacer(".", "/", "-", "/", " ", "").Replace(s), "/")
		if strings.HasPrefix(strings.ReplaceAll(f, "-", ""), "dateday") || f == "dateslasheu" {
			a, b = b, a
		}
		d, ok = isoDate("2000-" + twoDigits(a) + "-" + twoDigits(strings.Trim(b, "/")))
	default:
		d, ok = writtenDate(s + ", 2000")
	}
	if !ok {
		return ""
	}
	iso := d.String()
	return iso[5:7] + iso[8:10]
}

func isLetter(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' }

func twoDigits(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

func isoDate(s string) (period.Date, bool) {
	d, err := period.ParseDate(s)
	return d, err == nil
}
