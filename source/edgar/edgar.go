// Package edgar reads the SEC's JSON answers: company facts, submissions with
// their paged older parts, and the ticker lists.
//
// Each function takes the bytes of one file, decompressed, and returns one
// evidence.Batch. The package opens no files, asks no network, and judges no
// value; inline documents are package ixbrl's. Read companyfacts.go next,
// which holds the one hot loop; scan.go is the scanner under it.
package edgar

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// SyntaxError says where a file stops being what it claims to be.
type SyntaxError struct {
	Offset int    // byte offset, from 0
	Line   int    // line, from 1
	Msg    string // "want a string"
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("line %d (byte %d): %s", e.Line, e.Offset, e.Msg)
}

func syntaxError(data []byte, off int, msg string) *SyntaxError {
	off = max(0, min(off, len(data)))
	return &SyntaxError{off, 1 + bytes.Count(data[:off], []byte{'\n'}), msg}
}

// badFile wraps the cause with the kind of file, its name and a remedy.
func badFile(kind, name string, err error) error {
	return fmt.Errorf("edgar: %s: %s: %w; fetch the file again", kind, name, err)
}

// decode is json.Unmarshal with the place of a failure.
func decode(data []byte, v any) error {
	err := json.Unmarshal(data, v)
	var syn *json.SyntaxError
	var typ *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syn):
		return syntaxError(data, int(syn.Offset), syn.Error())
	case errors.As(err, &typ):
		return syntaxError(data, int(typ.Offset), "a "+typ.Value+" where "+typ.Field+" wants "+typ.Type.String())
	}
	return err
}
