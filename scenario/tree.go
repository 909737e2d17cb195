package scenario

import (
	"bytes"
	"errors"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// entry is one key of a TOML file with its value and their places. The keys of
// a table stand in the order of the file.
type entry struct {
	key    string
	offset int // of the key
	kind   unstable.Kind
	at     int    // of the value
	text   string // a string's content, or the value as it is written
	exact  bool   // byte i of text stands at at+i
	items  []entry
}

// find is the entry with the key, or nil.
func (e *entry) find(key string) *entry {
	for i := range e.items {
		if e.items[i].key == key {
			return &e.items[i]
		}
	}
	return nil
}

// readTree reads a TOML file with the place of every key and value. go-toml
// itself says what is wrong with the syntax; its parser, which keeps places,
// then cannot fail.
func readTree(src []byte, f *faults) *entry {
	var any map[string]any
	if err := toml.Unmarshal(src, &any); err != nil {
		const remedy = "mend the TOML; see https://toml.io"
		var d *toml.DecodeError
		if !errors.As(err, &d) {
			f.add(0, remedy, "%s", strings.TrimPrefix(err.Error(), "toml: "))
			return nil
		}
		line, column := d.Position()
		f.add(offsetOf(src, line, column), remedy, "%s", strings.TrimPrefix(d.Error(), "toml: "))
		return nil
	}
	root := &entry{kind: unstable.Table}
	at := root
	var p unstable.Parser
	p.Reset(src)
	for p.NextExpression() {
		switch n := p.Expression(); n.Kind {
		case unstable.Table, unstable.ArrayTable:
			at = root.descend(&p, n.Key(), n.Kind)
		case unstable.KeyValue:
			at.put(&p, n)
		}
	}
	if err := p.Error(); err != nil {
		f.add(0, "mend the TOML; see https://toml.io", "%s", err.Error())
		return nil
	}
	return root
}

// offsetOf is the byte offset of a line and column that count from 1.
func offsetOf(src []byte, line, column int) int {
	at := 0
	for ; line > 1; line-- {
		i := bytes.IndexByte(src[at:], '\n')
		if i < 0 {
			break
		}
		at += i + 1
	}
	return min(at+max(column-1, 0), len(src))
}

// descend goes to the table that a header or a dotted key names, and makes it.
func (e *entry) descend(p *unstable.Parser, keys unstable.Iterator, kind unstable.Kind) *entry {
	for keys.Next() {
		k := keys.Node()
		next := e.find(string(k.Data))
		if next == nil || kind == unstable.ArrayTable && keys.IsLast() {
			e.items = append(e.items, entry{key: string(k.Data), offset: int(k.Raw.Offset), at: int(k.Raw.Offset), kind: unstable.Table})
			next = &e.items[len(e.items)-1]
		}
		e = next
	}
	return e
}

// put adds a key with its value.
func (e *entry) put(p *unstable.Parser, n *unstable.Node) {
	keys := n.Key()
	for keys.Next() {
		k := keys.Node()
		if !keys.IsLast() {
			next := e.find(string(k.Data))
			if next == nil {
				e.items = append(e.items, entry{key: string(k.Data), offset: int(k.Raw.Offset), at: int(k.Raw.Offset), kind: unstable.Table})
				next = &e.items[len(e.items)-1]
			}
			e = next
			continue
		}
		v := valueOf(p, n.Value())
		v.key, v.offset = string(k.Data), int(k.Raw.Offset)
		e.items = append(e.items, v)
	}
}

// valueOf is a value with its place.
func valueOf(p *unstable.Parser, n *unstable.Node) entry {
	v := entry{kind: n.Kind, at: int(n.Raw.Offset), text: string(n.Data)}
	switch n.Kind {
	case unstable.String:
		raw := p.Raw(n.Raw)
		if i := bytes.Index(raw, n.Data); i >= 0 && bytes.IndexByte(raw, '\\') < 0 {
			v.at, v.exact = v.at+i, true
		}
	case unstable.Array:
		for it := n.Children(); it.Next(); {
			v.items = append(v.items, valueOf(p, it.Node()))
		}
		if len(v.items) > 0 && v.at == 0 {
			v.at = v.items[0].at
		}
	case unstable.InlineTable:
		for it := n.Children(); it.Next(); {
			v.put(p, it.Node())
		}
	}
	return v
}

// number is the value of an integer or a float.
func (e *entry) number() (float64, bool) {
	if e.kind != unstable.Integer && e.kind != unstable.Float {
		return 0, false
	}
	s := strings.ReplaceAll(e.text, "_", "")
	if e.kind == unstable.Integer {
		n, err := strconv.ParseInt(s, 0, 64)
		return float64(n), err == nil
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil
}
