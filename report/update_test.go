package report_test

import "flag"

// update rewrites the golden files under testdata.
var update = flag.Bool("update", false, "rewrite the golden files")
