package main

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the output that scripts compare with")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"assay": main})
}

// TestScript runs the command line as a user would: each script under
// testdata/script says in its first line what it holds.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(e *testscript.Env) error {
			e.Setenv("XDG_DATA_HOME", e.WorkDir) // no store but the embedded one
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"fill": fill, "nul": nul},
	})
}

// fill writes a file of one repeated text: fill FILE TEXT MEGABYTES.
func fill(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: fill FILE TEXT MEGABYTES")
	}
	n := len(args[2]) // a stroke a megabyte: the scripts need few
	text := strings.Repeat(args[1], n<<20/len(args[1]))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o666))
}

// nul writes a text with a NUL and an invalid byte in it: nul FILE.
func nul(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte("Nvidia\x00 said revenue rose \xff 5%."), 0o666))
}
