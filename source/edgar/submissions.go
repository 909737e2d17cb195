package edgar

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"assay/entity"
	"assay/evidence"
	"assay/message"
	"assay/period"
	"assay/span"
)

// columns is the table of filings as submissions state it: one array a
// column. Unknown columns are not read.
type columns struct {
	AccessionNumber []string `json:"accessionNumber"`
	FilingDate      []string `json:"filingDate"`
	ReportDate      []string `json:"reportDate"`
	Form            []string `json:"form"`
	Items           []string `json:"items"`
	PrimaryDocument []string `json:"primaryDocument"`
}

// Submissions reads an answer of data.sec.gov/submissions: the filer's names,
// tickers and fiscal year end, and its filings of every form. It also reads
// the older parts, CIK…-submissions-001.json, whose top level is the table of
// filings itself; these do not say whose they are, so that their CIK comes
// from the file's name.
//
// acceptanceDateTime is not read: it is UTC for some filers and New York time
// with a false Z for others. The public clock is the filing date.
func Submissions(name string, data []byte) (*evidence.Batch, error) {
	var doc struct {
		CIK           json.RawMessage `json:"cik"`
		Name          string          `json:"name"`
		Tickers       []string        `json:"tickers"`
		FiscalYearEnd string          `json:"fiscalYearEnd"`
		FormerNames   []struct {
			Name string `json:"name"`
		} `json:"formerNames"`
		Filings *struct {
			Recent columns `json:"recent"`
		} `json:"filings"`
		columns
	}
	if err := decode(data, &doc); err != nil {
		return nil, badFile("submissions", name, err)
	}
	if doc.Filings == nil {
		return olderFilings(name, doc.columns)
	}
	cik, err := strconv.ParseUint(string(bytes.Trim(doc.CIK, `"`)), 10, 32)
	if err != nil || cik == 0 {
		return nil, badFile("submissions", name, fmt.Errorf("cik %s is no Central Index Key", doc.CIK))
	}
	b := &evidence.Batch{Source: name}
	f := evidence.Filer{ID: entity.CIK(uint32(cik)), Name: doc.Name, Tickers: doc.Tickers}
	if validMonthDay(doc.FiscalYearEnd) {
		f.FiscalYearEnd = doc.FiscalYearEnd
	}
	for _, n := range doc.FormerNames {
		f.FormerNames = append(f.FormerNames, n.Name)
	}
	b.Filers = []evidence.Filer{f}
	if err := doc.Filings.Recent.filings(b, uint32(cik)); err != nil {
		return nil, badFile("submissions", name, err)
	}
	return b, nil
}

var olderName = regexp.MustCompile(`^CIK(\d{10})-submissions-\d+\.json`)

// olderFilings reads one of the parts that hold a filer's older filings.
func olderFilings(name string, c columns) (*evidence.Batch, error) {
	if c.AccessionNumber == nil {
		return nil, badFile("submissions", name, errors.New("neither filings nor accessionNumber: not an answer of submissions"))
	}
	base := name[strings.LastIndexAny(name, `/\:`)+1:] // an archive's entry is "archive.zip:name"
	m := olderName.FindStringSubmatch(base)
	if m == nil {
		return nil, fmt.Errorf("edgar: submissions: %s: an older part does not say whose it is; name it as the SEC does, CIK##########-submissions-001.json", name)
	}
	cik, err := strconv.ParseUint(m[1], 10, 32)
	if err != nil || cik == 0 {
		return nil, fmt.Errorf("edgar: submissions: %s: %s is no Central Index Key; rename the file", name, m[1])
	}
	b := &evidence.Batch{Source: name}
	if err := c.filings(b, uint32(cik)); err != nil {
		return nil, badFile("submissions", name, err)
	}
	return b, nil
}

// KeepResults drops from a batch of submissions the filings that tell of no results,
// which nine in ten do not, and reports whether it still says anything: a bulk
// archive lists also the hundreds of thousands of people and funds who report only
// what they own.
func KeepResults(b *evidence.Batch) bool {
	b.Filings = slices.DeleteFunc(b.Filings, func(f evidence.Filing) bool { return !evidence.IsReport(f.Form) })
	return len(b.Filings) > 0 || slices.ContainsFunc(b.Filers, func(f evidence.Filer) bool { return len(f.Tickers) > 0 })
}

// filings appends the table's rows to the batch.
func (c columns) filings(b *evidence.Batch, cik uint32) error {
	n := len(c.AccessionNumber)
	for _, col := range []struct {
		name string
		len  int
	}{{"filingDate", len(c.FilingDate)}, {"reportDate", len(c.ReportDate)}, {"form", len(c.Form)}, {"items", len(c.Items)}, {"primaryDocument", len(c.PrimaryDocument)}} {
		if col.len != n && (col.len != 0 || col.name == "filingDate" || col.name == "form") {
			return fmt.Errorf("column %s has %d entries, accessionNumber has %d", col.name, col.len, n)
		}
	}
	b.Filings = make([]evidence.Filing, 0, n)
	for i, accn := range c.AccessionNumber {
		filed, err := period.ParseDate(c.FilingDate[i])
		if err != nil || accn == "" {
			if len(b.Notes) < maxNotes {
				b.Notes = append(b.Notes, span.Note{Code: "bad filing", Message: message.Plain(fmt.Sprintf("row %d (%.30q, filed %.30q) was left out", i, accn, c.FilingDate[i]))})
			}
			continue
		}
		report, _ := period.ParseDate(at(c.ReportDate, i)) // "" is unknown
		b.Filings = append(b.Filings, evidence.Filing{
			Accession: accn, CIK: cik, Form: c.Form[i], Filed: filed,
			Report: report, Items: at(c.Items, i), Document: at(c.PrimaryDocument, i),
		})
	}
	return nil
}

func at(col []string, i int) string {
	if i < len(col) {
		return col[i]
	}
	return ""
}

// validMonthDay reports whether s is a day as "MMDD".
func validMonthDay(s string) bool {
	if len(s) != 4 {
		return false
	}
	_, err := period.ParseDate("2000-" + s[:2] + "-" + s[2:])
	return err == nil
}
