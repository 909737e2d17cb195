// Package fetchtest is a server on this machine that replays answers, good and
// bad ones, for the tests of what asks a network. Only tests import it.
//
// A Server answers a path from its script, one answer after another, and then
// from its folder. It is for package fetch what a recorded tape is: nothing
// here knows what the answers mean.
package fetchtest

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// Fault is what goes wrong with an answer.
type Fault string

// The faults.
const (
	None      Fault = ""
	Truncated Fault = "truncated" // half of the body, then the connection ends
	Stalls    Fault = "stalls"    // half of the body, then nothing more
	Drips     Fault = "drips"     // a byte now and then, for ever
	Silent    Fault = "silent"    // not even a header
	Packed    Fault = "packed"    // no fault: sent with gzip
	HalfZip   Fault = "halfzip"   // sent with gzip, of which the end is missing
	Rest      Fault = "rest"      // 206 with the body as the rest, whatever was asked for
)

// Answer is what the server says once.
type Answer struct {
	Status int // 0 is 200
	Header map[string]string
	Body   string
	Fault  Fault
}

// Server replays answers. It is safe for concurrent use.
type Server struct {
	*httptest.Server
	mu     sync.Mutex
	script map[string][]Answer // by path and query
	folder string
	asked  []string
}

// New starts a server that is closed with the test.
func New(t testing.TB) *Server {
	t.Helper()
	s := Start()
	t.Cleanup(s.Close)
	return s
}

// Start starts a server; the caller closes it.
func Start() *Server {
	s := &Server{script: map[string][]Answer{}}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	return s
}

// StartTLS is Start with a certificate of its own, and HTTP/2.
func StartTLS() *Server {
	s := &Server{script: map[string][]Answer{}}
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(s.serve))
	s.EnableHTTP2 = true
	s.Server.StartTLS()
	return s
}

// Host is the server's address and port.
func (s *Server) Host() string { return s.Listener.Addr().String() }

// Say has a path, with its query, answered so; the last answer stays.
func (s *Server) Say(path string, answers ...Answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.script[path] = answers
}

// Folder has paths answered from files: "/q/?s=x&i=d" from "q/_s=x_i=d". A file
// "faults" in it is a script, a line an answer: the path, a status or a fault,
// and header fields as "Name:value", whose values have no spaces. When a path's
// lines are used up, its file is served. What was said before is forgotten.
func (s *Server) Folder(dir string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.folder, s.script = dir, map[string][]Answer{}
	f, err := os.Open(filepath.Join(dir, "faults"))
	if err != nil {
		return nil // no script
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		words := strings.Fields(lines.Text())
		if len(words) < 2 {
			continue
		}
		a := Answer{Header: map[string]string{}}
		if a.Status, err = strconv.Atoi(words[1]); err != nil {
			a.Status, a.Fault = 0, Fault(words[1])
		}
		for _, w := range words[2:] {
			name, value, _ := strings.Cut(w, ":")
			a.Header[name] = strings.ReplaceAll(value, "SERVER", s.URL)
		}
		if a.Fault != None || a.Status == http.StatusOK {
			a.Body = string(s.file(words[0]))
		}
		s.script[words[0]] = append(s.script[words[0]], a)
	}
	return nil
}

// file is the content of a path's file, nil if there is none: of one with a query
// that has no file of its own, that of the path; of a folder, its index.html.
func (s *Server) file(name string) []byte {
	plain, _, _ := strings.Cut(name, "?")
	if strings.HasSuffix(plain, "/") {
		plain += "index.html"
	}
	for _, n := range []string{strings.NewReplacer("?", "_", "&", "_").Replace(name), plain} {
		b, err := os.ReadFile(filepath.Join(s.folder, filepath.FromSlash(path.Clean("/"+n))))
		if err == nil {
			return b
		}
	}
	return nil
}

// Asked are the requests so far, in order: the path, and the header fields
// that make a request conditional.
func (s *Server) Asked() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.asked)
}

// next is the answer to a request.
func (s *Server) next(r *http.Request) (a Answer, found bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	line := r.URL.RequestURI()
	for _, name := range []string{"If-None-Match", "If-Modified-Since", "Range", "If-Range"} {
		if v := r.Header.Get(name); v != "" {
			line += " " + name + ":" + v
		}
	}
	s.asked = append(s.asked, line)
	name := r.URL.RequestURI()
	if list := s.script[name]; len(list) > 0 {
		if len(list) > 1 || s.folder != "" {
			s.script[name] = list[1:]
		}
		return list[0], true
	}
	if s.folder == "" {
		return a, false
	}
	body := s.file(name)
	if body == nil {
		return a, false
	}
	sum := sha256.Sum256(body)
	return Answer{Body: string(body), Header: map[string]string{"ETag": fmt.Sprintf(`"%x"`, sum[:8])}}, true
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	a, ok := s.next(r)
	if !ok {
		http.NotFound(w, r)
		return
	}
	for name, v := range a.Header {
		w.Header().Set(name, v)
	}
	switch a.Fault {
	case Silent:
		<-r.Context().Done()
	case Packed, HalfZip:
		zipped := packed(a.Body)
		if a.Fault == HalfZip {
			zipped = zipped[:len(zipped)/2]
		}
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(zipped)
	case Truncated, Stalls:
		w.Header().Set("Content-Length", strconv.Itoa(len(a.Body)))
		w.WriteHeader(http.StatusOK)
		w.Write([]byte(a.Body[:len(a.Body)/2]))
		flush(w)
		if a.Fault == Stalls {
			<-r.Context().Done()
		}
		panic(http.ErrAbortHandler)
	case Drips:
		drip(w, r)
	case Rest:
		var from int
		fmt.Sscanf(r.Header.Get("Range"), "bytes=%d-", &from)
		w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, len(a.Body)-1, len(a.Body)))
		w.WriteHeader(http.StatusPartialContent)
		w.Write([]byte(a.Body[min(from, len(a.Body)):]))
	default:
		if a.Status != 0 && a.Status != http.StatusOK {
			w.WriteHeader(a.Status)
			w.Write([]byte(a.Body))
			return
		}
		http.ServeContent(w, r, path.Base(r.URL.Path), time.Time{}, strings.NewReader(a.Body))
	}
}

// drip sends a byte now and then until the client has enough of it.
func drip(w http.ResponseWriter, r *http.Request) {
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-r.Context().Done():
			return
		case <-tick.C:
			if _, err := w.Write([]byte("x")); err != nil {
				return
			}
			flush(w)
		}
	}
}

func flush(w http.ResponseWriter) {
	if f, ok := w.(http.Flusher); ok {
		f.Flush()
	}
}

func packed(text string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(text))
	z.Close()
	return b.Bytes()
}
