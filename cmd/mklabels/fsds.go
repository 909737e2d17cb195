package main

import (
	"archive/zip"
	"bufio"
	"fmt"
	"path/filepath"
	"strings"

	"assay/source/release"
)

var statements = map[string]release.Kind{"IS": release.Income, "BS": release.Balance, "CF": release.Cash}

// dataSets counts all archives of a folder.
func (c *count) dataSets(dir string) error {
	paths, err := filepath.Glob(filepath.Join(dir, "*.zip"))
	if err != nil || len(paths) == 0 {
		return fmt.Errorf("no data sets in %s", dir)
	}
	for _, p := range paths {
		if err := c.dataSet(p); err != nil {
			return fmt.Errorf("%s: %w", p, err)
		}
	}
	return nil
}

func (c *count) dataSet(path string) error {
	z, err := zip.OpenReader(path)
	if err != nil {
		return err
	}
	defer z.Close()
	filer := map[string]string{}
	if err := rows(z, "sub.txt", func(get func(string) string) {
		if f := get("form"); strings.HasPrefix(f, "10-K") || strings.HasPrefix(f, "10-Q") {
			filer[get("adsh")] = get("cik")
		}
	}); err != nil {
		return err
	}
	unit := map[[2]string]string{}
	if err := rows(z, "num.txt", func(get func(string) string) {
		if get("coreg") != "" || get("segments") != "" {
			return
		}
		unit[[2]string{get("adsh"), get("tag")}] = get("uom")
		if v := get("value"); v != "" && strings.HasPrefix(get("version"), "us-gaap") {
			c.sign("us-gaap:"+get("tag"), strings.HasPrefix(v, "-"))
		}
	}); err != nil {
		return err
	}
	type line struct {
		k               key
		concept, filing string
		turned          bool
	}
	var lines []line
	owned, parted := map[string]bool{}, map[string]bool{}
	if err := rows(z, "pre.txt", func(get func(string) string) {
		kind, ok := statements[get("stmt")]
		adsh, tag := get("adsh"), get("tag")
		if !ok || get("inpth") != "0" || filer[adsh] == "" {
			return
		}
		concept := "own:" + tag
		if strings.HasPrefix(get("version"), "us-gaap") {
			concept = "us-gaap:" + tag
		}
		label := release.Label(get("plabel"))
		if kind != release.Cash && release.Owned(label) {
			owned[adsh] = true
		}
		if kind != release.Balance && release.Parted(label) {
			parted[adsh] = true
		}
		if unit[[2]string{adsh, tag}] == "pure" {
			return // a column of percentages
		}
		lines = append(lines, line{key{kind, classOf(tag), false, false, label}, concept, adsh, get("negating") == "1"})
	}); err != nil {
		return err
	}
	for _, l := range lines {
		l.k.owned, l.k.parted = owned[l.filing], parted[l.filing]
		c.use(l.k, l.concept, filer[l.filing], l.turned)
	}
	return nil
}

// rows reads a table of an archive.
func rows(z *zip.ReadCloser, name string, each func(get func(string) string)) error {
	f, err := z.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 4<<20)
	at := map[string]int{}
	var fields []string
	for n := 0; in.Scan(); n++ {
		fields = strings.Split(in.Text(), "\t")
		if n == 0 {
			for i, h := range fields {
				at[h] = i
			}
			continue
		}
		each(func(column string) string {
			i, ok := at[column]
			if !ok || i >= len(fields) {
				return ""
			}
			return fields[i]
		})
	}
	return in.Err()
}
