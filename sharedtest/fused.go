package sharedtest

import (
	"os"
	"os/exec"
	"regexp"
	"testing"
)

var fused = regexp.MustCompile(`\(([^()]*:\d+)\)\s+FN?M(ADD|SUB)[SD]`)

// NothingFused builds the package under test for a processor that can multiply and add
// in one operation, and fails on every place where the compiler does so: the last digit
// of the result would differ there. A product in float64() is rounded first.
func NothingFused(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("builds the package")
	}
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("no go command")
	}
	cmd := exec.Command(goTool, "build", "-gcflags=-S", "-o", os.DevNull, ".")
	cmd.Env = append(os.Environ(), "GOARCH=arm64", "CGO_ENABLED=0")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Skipf("cannot build for arm64: %v", err)
	}
	for _, line := range fused.FindAllSubmatch(out, -1) {
		t.Errorf("%s: a fused multiply-add: put the product in float64()", line[1])
	}
	if !regexp.MustCompile(`FMULD`).Match(out) {
		t.Error("the listing shows no arithmetic")
	}
}
