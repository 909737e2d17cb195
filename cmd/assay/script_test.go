package main

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"assay/fetch/fetchtest"
)

var update = flag.Bool("update", false, "rewrite the output that scripts compare with")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"assay": func() { replayed(); main() }})
}

// TestScript runs the command line as a user would: each script under
// testdata/script says in its first line what it holds.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup:         embeddedOnly,
		Cmds:          map[string]func(*testscript.TestScript, bool, []string){"status": status, "fill": fill, "nul": nul, "serve": serve, "asked": asked},
	})
}

// embeddedOnly leaves a script no store but the embedded one; $SOURCE is the module.
func embeddedOnly(e *testscript.Env) error {
	e.Values[serverKey{}] = new(*fetchtest.Server)
	e.Setenv("XDG_DATA_HOME", e.WorkDir)
	if cache, err := os.UserCacheDir(); err == nil {
		e.Setenv("XDG_CACHE_HOME", cache) // the PDF engine is compiled once for each user
	}
	source, err := filepath.Abs(filepath.Join("..", ".."))
	e.Setenv("SOURCE", source)
	return err
}

// status runs assay and holds it to an exit status: status STATUS ARGUMENT….
func status(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: status STATUS ARGUMENT…")
	}
	if got := exitOf(ts, args[1:]); strconv.Itoa(got) != args[0] {
		ts.Fatalf("status %d, want %s", got, args[0])
	}
}

// exitOf is the status with which assay ends.
func exitOf(ts *testscript.TestScript, args []string) int {
	err := ts.Exec("assay", args...)
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode()
	}
	ts.Check(err)
	return 0
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
