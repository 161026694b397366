"""A reader of the public record that is not ours: golang.org/x/mod/sumdb, the code with which Go checks its checksum database."""
import os
import pathlib
import subprocess

from tools import Missing, tool

LIBRARY = pathlib.Path("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog")

SOURCE = r'''
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func fail(reason ...interface{}) {
	fmt.Println(reason...)
	os.Exit(1)
}

func get(path string) []byte {
	answer, err := http.Get(os.Args[1] + "/" + path)
	if err != nil {
		fail(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != 200 {
		fail(path, answer.StatusCode, err)
	}
	return body
}

type site struct{}

func (site) Height() int                         { return 8 }
func (site) SaveTiles([]tlog.Tile, [][]byte)     {}
func (site) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var read [][]byte
	for _, tile := range tiles {
		read = append(read, get("tile/"+strings.TrimPrefix(tile.Path(), "tile/8/")))
	}
	return read, nil
}

func main() {
	verifier, err := note.NewVerifier(strings.TrimSpace(string(get("key"))))
	if err != nil {
		fail(err)
	}
	signed, err := note.Open(get("checkpoint"), note.VerifierList(verifier))
	if err != nil {
		fail(err)
	}
	lines := strings.Split(signed.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		fail(err)
	}
	bytes, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(bytes) != tlog.HashSize {
		fail("the root", err)
	}
	var root tlog.Hash
	copy(root[:], bytes)
	var wanted []int64
	for index := int64(0); index < size; index++ {
		wanted = append(wanted, tlog.StoredHashIndex(0, index))
	}
	hashes, err := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, site{}).ReadHashes(wanted)
	if err != nil {
		fail(err)
	}
	for index := int64(0); index < size; {
		tile := tlog.Tile{H: 8, L: -1, N: index / 256, W: 256}
		if size-index < 256 {
			tile.W = int(size - index)
		}
		bundle := get("tile/" + strings.Replace(strings.TrimPrefix(tile.Path(), "tile/8/"), "data", "entries", 1))
		for len(bundle) > 0 {
			length := int(binary.BigEndian.Uint16(bundle))
			if tlog.RecordHash(bundle[2:2+length]) != hashes[index] {
				fail("entry", index, "differs")
			}
			bundle = bundle[2+length:]
			index++
		}
	}
	fmt.Println("ok", lines[0], "with", size, "entries")
}
'''


def reader(folder):
    """Builds the reader; what it says of the record at an address begins with `ok` where every entry is in the signed tree."""
    go = tool("go", "on Debian: apt install golang-go")
    if not LIBRARY.is_dir():
        raise Missing("golang.org/x/mod is not installed (on Debian: apt install golang-golang-x-mod-dev)")
    folder = pathlib.Path(folder)
    (folder / "reader.go").write_text(SOURCE)
    settings = {"PATH": os.environ["PATH"], "HOME": str(folder), "GOPATH": "/usr/share/gocode", "GO111MODULE": "off", "GOFLAGS": "-p=2",
                "GOCACHE": os.environ.get("GOCACHE", str(pathlib.Path.home() / ".cache/talkoot-audit-go"))}
    built = subprocess.run([go, "build", "-o", folder / "reader", folder / "reader.go"], capture_output=True, text=True, env=settings)
    assert built.returncode == 0, built.stderr
    return lambda address: subprocess.run([folder / "reader", address], capture_output=True, text=True, timeout=120).stdout
