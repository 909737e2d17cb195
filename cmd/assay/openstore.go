package main

import (
	"errors"
	"io"
	"os"

	"assay/evidence"
	"assay/source"
	"assay/store/sqlite"
	"assay/store/starter"
)

// importStore is a store open for an import.
type importStore interface {
	source.Store
	io.Closer
}

// openStore opens the store at path for an import, making it if it is not
// there.
func openStore(path string) (importStore, error) { return sqlite.Open(path, sqlite.Options{}) }

// openReader opens the store that a check reads: the file named, else the
// user's store if there is one, else the embedded starter evidence.
func openReader(path string) (evidence.Reader, io.Closer, error) {
	if path == "" {
		def, err := defaultStore()
		if err != nil {
			return nil, nil, err
		}
		if _, err := os.Stat(def); errors.Is(err, os.ErrNotExist) {
			return openStarter()
		}
		path = def
	}
	s, err := sqlite.Open(path, sqlite.Options{ReadOnly: true})
	if err != nil {
		return nil, nil, err
	}
	return s, s, nil
}

// openNamed opens the store that --store names, else the configuration's, else
// what openReader opens.
func openNamed(flag string) (evidence.Reader, io.Closer, error) {
	cfg, err := (&articleFlags{}).load(nil)
	if err != nil {
		return nil, nil, err
	}
	return openReader(storePath(flag, cfg))
}

func openStarter() (evidence.Reader, io.Closer, error) {
	s, err := starter.Open()
	if err != nil {
		return nil, nil, err
	}
	return s, s, nil
}
