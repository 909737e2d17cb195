// Package sharedtest finds the folder of real filings and prices that tests
// are measured against, and opens its compressed files; it also tests that a
// package computes the same on every kind of processor.
//
// Only tests import it. The data lie outside the module: a test that needs
// them is skipped where they are absent, and fails there on CI.
package sharedtest

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Dir is the shared folder: $ASSAY_SHARED, or "shared" beside the module's
// root. Where it is absent the test is skipped, with CI=true it fails.
func Dir(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("ASSAY_SHARED")
	if dir == "" {
		root, err := moduleRoot()
		if err != nil {
			t.Fatal(err)
		}
		dir = filepath.Join(filepath.Dir(root), "shared")
	}
	if info, err := os.Stat(dir); err == nil && info.IsDir() {
		return dir
	}
	const msg = "no shared data at %s: set ASSAY_SHARED to the folder that holds data/sec"
	if os.Getenv("CI") == "true" {
		t.Fatalf(msg, dir)
	}
	t.Skipf(msg, dir)
	return ""
}

// Read is the content of a file below Dir, decompressed if its name ends in
// ".gz".
func Read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(Dir(t), filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(name, ".gz") {
		return data
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if data, err = io.ReadAll(z); err != nil {
		t.Fatal(err)
	}
	return data
}

// moduleRoot walks up from the working directory to go.mod.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", os.ErrNotExist
		}
		dir = up
	}
}
