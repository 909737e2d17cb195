package compiled

import (
	"bytes"
	"testing"

	"assay/entity"
	"assay/lang"
)

// TestFresh holds the compiled files against what they are made from.
func TestFresh(t *testing.T) {
	entities, err := entity.Load()
	if err != nil {
		t.Fatal(err)
	}
	check := func(name, code string, got, form []byte) {
		want, err := Seal(code, form)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s.bin is older than the words; run go generate ./compiled", name)
		}
	}
	check("names", "", []byte(names), entities.Append(nil))
	d, err := lang.NewDetector()
	if err != nil {
		t.Fatal(err)
	}
	check("detector", EveryPack, detector, d.Append(nil))
	for _, code := range lang.Codes() {
		v, err := Build(code, entities)
		if err != nil {
			t.Fatal(err)
		}
		check(code, code, vocabularies[code], v.Append(nil))
		if _, ok := Vocabulary(code); !ok {
			t.Errorf("%s.bin does not open", code)
		}
	}
}

func BenchmarkVocabulary(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := Vocabulary("de"); !ok {
			b.Fatal("de.bin is older than the words; run go generate ./compiled")
		}
	}
}
