package main

import (
	"errors"
	"io"

	"assay/source"
)

// importStore is a store open for an import.
type importStore interface {
	source.Store
	io.Closer
}

// openStore opens the store at path, making it if it is not there.
func openStore(path string) (importStore, error) {
	return nil, errors.New("store: " + path + ": store/sqlite is not linked in yet")
}
