//go:build linux || darwin || freebsd

package main

import (
	"path/filepath"
	"syscall"
)

// freeSpace is how many bytes a user may still write to the disk of a file; ok is
// false where the system does not say.
func freeSpace(path string) (bytes int64, ok bool) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(filepath.Dir(path), &s); err != nil {
		return 0, false
	}
	return int64(s.Bavail) * int64(s.Bsize), true
}

// mayWriteFolder reports whether files may be made in a file's folder, as SQLite
// makes its log; 2 is the right to write, as access(2) has it.
func mayWriteFolder(path string) bool { return syscall.Access(filepath.Dir(path), 2) == nil }
