// Package input reads files of any kind that articles come in: it tells the kind from
// the content, and hands the bytes to that kind's reader, a package below this one.
//
// What a reader finds is an article.Content: the text that all offsets refer to, its
// paragraphs and tables, and what the file says of title, language and date. Nothing
// here looks for figures. Read package article next.
package input

import (
	"assay/article"
)

// Read makes an article of a file's bytes. The name decides only what content leaves
// open.
func Read(name string, b []byte, h article.Hints) (*article.Article, error) {
	return article.Parse(name, b, h)
}
