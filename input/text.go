package input

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"

	"assay/input/markdown"
)

// What stands at the beginning of a text, behind space and comments.
var (
	comments  = regexp.MustCompile(`^(?:\s+|<!--(?s:.*?)-->|<\?(?s:.*?)\?>)+`)
	page      = regexp.MustCompile(`(?i)^(?:<!doctype\s+html\b|<(?:html|head|body)[\s>])`)
	fragment  = regexp.MustCompile(`(?i)^<(?:article|section|main|div|p|h[1-6]|table|meta|title|script|style|link|header|nav)[\s>/]`)
	xmlRoot   = regexp.MustCompile(`^(?:<!DOCTYPE\s+[^>\[]*(?:\[(?s:.*?)\]\s*)?>\s*)?<([A-Za-z_][\w.:-]*)`)
	anyTag    = regexp.MustCompile(`(?i)<(?:/?[a-z][a-z0-9]*[\s>/]|!doctype)`)
	mailField = regexp.MustCompile(`(?im)^mime-version:\s*1\.0`)
)

// headBytes is how much of a text its kind is told from.
const headBytes = 16 << 10

// textKind tells what kind of text a text is, where the kind ext is expected; the errors
// are those of what is refused.
func textKind(ext Kind, text []byte) (Kind, error) {
	head := bytes.TrimLeft(text[:min(len(text), headBytes)], "\ufeff\x00 \t\r\n")
	if len(head) > 0 && (head[0] == '{' || head[0] == '[') {
		if err := jsonKind(bytes.TrimSpace(text)); err != nil {
			return "", err
		}
	}
	body := head[len(comments.Find(head)):]
	declared := bytes.HasPrefix(head, []byte("<?xml"))
	switch {
	case page.Match(body), ext != Markdown && fragment.Match(body): // Markdown may begin with elements of HTML
		return HTML, nil
	case len(body) > 0 && body[0] == '<' && (declared || isFeedOrImage(body)):
		return "", xmlError(body)
	case isMail(head):
		return "", ErrMail
	case ext == HTML && anyTag.Match(text):
		return HTML, nil
	case ext == Markdown:
		return Markdown, nil
	case ext != Text && ext != HTML && markdown.Looks(text):
		return Markdown, nil
	}
	return Text, nil
}

// rootOf is the name of the first element of XML, or "".
func rootOf(body []byte) string {
	if m := xmlRoot.FindSubmatch(body); m != nil {
		return string(m[1])
	}
	return ""
}

func isFeedOrImage(body []byte) bool {
	switch rootOf(body) {
	case "rss", "feed", "rdf:RDF", "svg":
		return true
	}
	return false
}

// xmlError says why XML that is no HTML is not read.
func xmlError(body []byte) error {
	switch root := rootOf(body); root {
	case "rss", "feed", "rdf:RDF":
		return fmt.Errorf("%w (%s)", ErrFeed, root)
	case "svg":
		return fmt.Errorf("%w (SVG)", ErrImage)
	default:
		return fmt.Errorf("%w (%s)", ErrXML, root)
	}
}

// isMail reports whether a text begins with the header of a mail.
func isMail(head []byte) bool {
	end := bytes.Index(head, []byte("\n\n"))
	if i := bytes.Index(head, []byte("\r\n\r\n")); i >= 0 && (end < 0 || i < end) {
		end = i
	}
	if end >= 0 {
		head = head[:end]
	}
	return mailField.Match(head)
}

// jsonKind is the error for a text that is JSON or JSON Lines, or nil for one that only
// begins as such.
func jsonKind(text []byte) error {
	first, rest, _ := bytes.Cut(text, []byte("\n"))
	var line struct {
		Text *string `json:"text"`
	}
	object := first[0] == '{' && json.Unmarshal(first, &line) == nil
	switch {
	case object && line.Text != nil:
		return ErrLines
	case object && len(bytes.TrimSpace(rest)) > 0:
		return fmt.Errorf("%w; the first line has no \"text\"", ErrJSON)
	case text[0] == '[' && json.Valid(text):
		return fmt.Errorf("%w; of a list, jq -c '.[]' FILE > articles.jsonl makes them", ErrJSON)
	case object, json.Valid(text):
		return ErrJSON
	}
	return nil
}
