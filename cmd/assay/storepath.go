package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// defaultStore is the path of the evidence store if --store does not give
// one: $ASSAY_STORE, else assay.db in the user's data directory, which is
// $XDG_DATA_HOME/assay or ~/.local/share/assay, on macOS
// ~/Library/Application Support/assay, on Windows %LocalAppData%\assay. It
// makes no file and no folder.
func defaultStore() (string, error) {
	if s := os.Getenv("ASSAY_STORE"); s != "" {
		return s, nil
	}
	dir, err := dataDir(runtime.GOOS, os.Getenv, os.UserHomeDir)
	if err != nil {
		return "", fmt.Errorf("store: no place for it: %w; set ASSAY_STORE or use --store FILE", err)
	}
	return filepath.Join(dir, "assay", "assay.db"), nil
}

// dataDir is where programs keep a user's data on that system.
func dataDir(goos string, getenv func(string) string, home func() (string, error)) (string, error) {
	if goos == "windows" {
		if d := getenv("LocalAppData"); d != "" {
			return d, nil
		}
		return "", errors.New("%LocalAppData% is not set")
	}
	if d := getenv("XDG_DATA_HOME"); d != "" && filepath.IsAbs(d) && goos != "darwin" {
		return d, nil // the XDG specification has relative paths ignored
	}
	h, err := home()
	switch {
	case err != nil:
		return "", err
	case goos == "darwin":
		return filepath.Join(h, "Library", "Application Support"), nil
	}
	return filepath.Join(h, ".local", "share"), nil
}
