package release

import (
	"testing"

	"assay/period"
)

// Headings of columns as filers write them, and those that say no period of results.
func TestHeading(t *testing.T) {
	d, err := newDocument(nil, Filing{})
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		heading       string
		end           string
		months, weeks int
	}{
		{"Three Months Ended June 30, 2024", "2024-06-30", 3, 0},
		{"For the three months ended June 30, 2024 (unaudited)", "2024-06-30", 3, 0},
		{"Three Months Ended Sept. 30, 2024", "2024-09-30", 3, 0},
		{"Six Months Ended Jul 28, 2024", "2024-07-28", 6, 0},
		{"Quarter Ended Jun. 30, 2024", "2024-06-30", 3, 0},
		{"Quarters Ended June 30, 2024", "2024-06-30", 3, 0},
		{"Year Ended December 31, 2023", "2023-12-31", 12, 0},
		{"Twelve Months Ended December 31, 2023 (1)", "2023-12-31", 12, 0},
		{"Fiscal Year Ended September 28, 2024", "2024-09-28", 12, 0},
		{"Thirteen Weeks Ended August 3, 2024", "2024-08-03", 0, 13},
		{"13 Weeks Ended July 29, 2023", "2023-07-29", 0, 13},
		{"Fourteen Weeks Ended February 3, 2024", "2024-02-03", 0, 14},
		{"Thirty-Nine Weeks Ended October 28, 2023", "2023-10-28", 0, 39},
		{"12 Weeks Ended 6/15/2024", "2024-06-15", 0, 12},
		{"As of June 30, 2024", "2024-06-30", 0, 0},
		{"June 30, 2024 (Unaudited)", "2024-06-30", 0, 0},
		{"December 31, 2023 (Audited) (in millions)", "2023-12-31", 0, 0},

		{"2024", "", 0, 0},
		{"Three Months Ended June 30,", "", 0, 0},
		{"Three Months Ended June 30, 2024 and 2023", "", 0, 0},
		{"% Change", "", 0, 0},
		{"Three Months Ended June 30, 2024 Non-GAAP", "", 0, 0},
		{"Three Months Ended June 30, 2024 As Adjusted", "", 0, 0},
		{"Adjustments Three Months Ended June 30, 2024", "", 0, 0},
		{"Q2 2024", "", 0, 0},
		{"Second Quarter", "", 0, 0},
		{"Year-to-date June 30, 2024", "", 0, 0},
		{"Three Months Ended June 31, 2024", "", 0, 0},
		{"Seventeen Months Ended June 30, 2024", "", 0, 0},
		{"June 30, 2024 vs. June 30, 2023", "", 0, 0},
		{"Change from December 31, 2023", "", 0, 0},
	} {
		got, ok := d.heading(tc.heading)
		if tc.end == "" {
			if ok {
				t.Errorf("%q: %+v, want no period", tc.heading, got)
			}
			continue
		}
		if want := (stretch{period.MustDate(tc.end), tc.months, tc.weeks}); !ok || got != want {
			t.Errorf("%q: %s %d months %d weeks, %v; want %s %d %d", tc.heading, got.end, got.months, got.weeks, ok, tc.end, tc.months, tc.weeks)
		}
	}
}

// The first day of a period follows from the heading, or from other ends; else it is
// not known.
func TestStart(t *testing.T) {
	for _, tc := range []struct {
		name   string
		ends   []string // known
		of     string   // end of the period
		months int
		weeks  int
		start  string
	}{
		{"months that end months", []string{"2023-06-30", "2024-06-30"}, "2024-06-30", 3, 0, "2024-04-01"},
		{"a year of February", []string{"2023-02-28", "2024-02-29"}, "2024-02-29", 12, 0, "2023-03-01"},
		{"one end alone proves no months", []string{"2023-09-30"}, "2023-09-30", 3, 0, ""},
		{"weeks", []string{"2024-08-03"}, "2024-08-03", 0, 13, "2024-05-05"},
		{"the day after the last quarter", []string{"2024-07-28", "2024-04-28"}, "2024-07-28", 3, 0, "2024-04-29"},
		{"a half year after the year", []string{"2024-07-28", "2024-01-28"}, "2024-07-28", 6, 0, "2024-01-29"},
		{"a quarter of 26 weeks", []string{"2024-07-28", "2024-01-28"}, "2024-07-28", 3, 0, "2024-04-29"},
		{"a quarter of 27 weeks may have 13 or 14", []string{"2024-08-04", "2024-01-28"}, "2024-08-04", 3, 0, ""},
		{"a year that a September ends in weeks", []string{"2023-09-30", "2022-09-24"}, "2023-09-30", 12, 0, "2022-09-25"},
		{"two ends that may both be meant", []string{"2024-07-28", "2024-04-28", "2024-04-30"}, "2024-07-28", 3, 0, ""},
		{"last year's quarter", []string{"2024-07-28", "2024-01-28", "2023-07-30"}, "2023-07-30", 3, 0, ""},
	} {
		d := &document{}
		st := &statement{sheet: &Sheet{Title: []string{"x"}}}
		for _, e := range tc.ends {
			st.columns = append(st.columns, column{stretch: stretch{end: period.MustDate(e)}, said: true})
		}
		d.statements = []*statement{st}
		d.findEnds()
		got := d.start(stretch{period.MustDate(tc.of), tc.months, tc.weeks})
		if got.String() != tc.start {
			t.Errorf("%s: %s, want %q", tc.name, got, tc.start)
		}
	}
}

// Labels lose what filers add to them, and nothing that changes what they mean.
func TestLabel(t *testing.T) {
	for in, want := range map[string]string{
		"Total net revenues (1)":                                                       "total net revenue",
		"Net (loss) income":                                                            "net income",
		"Net cash provided by (used in) operating activities":                          "net cash operating activities",
		"Net cash used for investing activities":                                       "net cash investing activities",
		"Accounts receivable, net of allowance for doubtful accounts of $536 and $751": "accounts receivable net of allowance for doubtful accounts of # and #",
		"Net income attributable to Tallgrass Health Partners":                         "net income attributable to company",
		"Net income attributable to noncontrolling interests":                          "net income attributable to noncontrolling interests",
		"Total Ford Motor Company stockholders’ equity":                                "total ford motor company stockholders equity",
		"Total Tallgrass shareholders' equity":                                         "total company stockholders equity",
		"Research & development":                                                       "research and development",
		"Diluted (in dollars per share)":                                               "diluted",
		"Basic net income per share (Note 10)":                                         "basic net income per share",
		"Non-GAAP net income":                                                          "non gaap net income",
	} {
		if got := Label(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// Parse wants to know of which filing it reads.
func TestParseErrors(t *testing.T) {
	good := aFiling(period.MustDate("2024-07-25"))
	for name, change := range map[string]func(*Filing){
		"no accession": func(f *Filing) { f.Accession = "" },
		"no filer":     func(f *Filing) { f.CIK = 0 },
		"no day":       func(f *Filing) { f.Filed = 0 },
		"no results":   func(f *Filing) { f.Items = "7.01" },
		"no 8-K":       func(f *Filing) { f.Form = "10-Q" },
	} {
		f := good
		change(&f)
		if _, err := Parse("x.htm", []byte("<p>x</p>"), f); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := Parse("x.htm", make([]byte, maxBytes+1), good); err == nil {
		t.Error("a document of any size is read")
	}
	if b, err := Parse("x.htm", []byte("<p>No table here.</p>"), good); err != nil || len(b.Facts) != 0 || len(b.Filings) != 1 {
		t.Errorf("without tables: %+v, %v", b, err)
	}
}
