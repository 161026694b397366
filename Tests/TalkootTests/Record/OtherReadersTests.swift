internal import Foundation
@testable internal import Talkoot
internal import Testing

/// The Go checksum database's own code reads our folders, where Go and its library are installed (Debian: golang-go golang-golang-x-mod-dev).
@Suite("The record, read by other people's programs", .enabled(if: GoReader.isHere, "Go or golang.org/x/mod is not installed"))
struct OtherReadersTests {
    @Test("Go finds every entry of an exported folder in the signed tree, and a changed one out of it")
    func go() async throws {
        try await RecordTown.story(on: .sqlite) { town in
            try await town.signals(140)
            while try await town.platform.sequenceRecord(upTo: 101) > 0 {}
            let folder = town.directory + "/export"
            try await RecordExport(town.platform.database).write(city: "kuusila", to: folder)
            let reader = try GoReader(in: town.directory)
            #expect(try reader.read(folder) == "ok talkoot.example/kuusila 280\n")

            let bundle = URL(fileURLWithPath: folder + "/tile/entries/000")
            var bytes = try [UInt8](Data(contentsOf: bundle))
            bytes[100] ^= 1
            try Data(bytes).write(to: bundle)
            #expect(try reader.read(folder) == "entry 0 differs\n")
        }
    }
}

struct GoReader {
    private static let compiler = "/usr/bin/go"
    private static let library = "/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog"
    static var isHere: Bool { FileManager.default.isExecutableFile(atPath: compiler) && FileManager.default.fileExists(atPath: library) }
    private let folder: String
    private var program: String { folder + "/reader" }

    init(in folder: String) throws {
        self.folder = folder
        try Data(Self.source.utf8).write(to: URL(fileURLWithPath: folder + "/reader.go"))
        _ = try run(Self.compiler, ["build", "-o", program, folder + "/reader.go"])
    }

    func read(_ export: String) throws -> String { try run(program, [export]) }

    private func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder, "GOPATH": "/usr/share/gocode", "GO111MODULE": "off", "GOCACHE": folder + "/go-cache"]
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text
    }

    private static let source = """
        package main

        import (
        	"encoding/base64"
        	"encoding/binary"
        	"fmt"
        	"os"
        	"strconv"
        	"strings"

        	"golang.org/x/mod/sumdb/note"
        	"golang.org/x/mod/sumdb/tlog"
        )

        func file(name string) []byte {
        	bytes, err := os.ReadFile(os.Args[1] + "/" + name)
        	if err != nil {
        		fail(err)
        	}
        	return bytes
        }

        func fail(reason ...interface{}) {
        	fmt.Println(reason...)
        	os.Exit(1)
        }

        func path(tile tlog.Tile) string {
        	return "tile/" + strings.Replace(strings.TrimPrefix(tile.Path(), "tile/8/"), "data", "entries", 1)
        }

        type folder struct{}

        func (folder) Height() int                      { return 8 }
        func (folder) SaveTiles([]tlog.Tile, [][]byte) {}
        func (folder) ReadTiles(tiles []tlog.Tile) (data [][]byte, err error) {
        	for _, tile := range tiles {
        		data = append(data, file(path(tile)))
        	}
        	return data, nil
        }

        func main() {
        	key, err := note.NewVerifier(strings.TrimSpace(string(file("key"))))
        	if err != nil {
        		fail(err)
        	}
        	head, err := note.Open(file("checkpoint"), note.VerifierList(key))
        	if err != nil {
        		fail(err)
        	}
        	lines := strings.Split(head.Text, "\\n")
        	size, _ := strconv.ParseInt(lines[1], 10, 64)
        	bytes, _ := base64.StdEncoding.DecodeString(lines[2])
        	var root tlog.Hash
        	copy(root[:], bytes)
        	var wanted []int64
        	for index := int64(0); index < size; index++ {
        		wanted = append(wanted, tlog.StoredHashIndex(0, index))
        	}
        	hashes, err := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, folder{}).ReadHashes(wanted)
        	if err != nil {
        		fail(err)
        	}
        	for index := int64(0); index < size; {
        		bundle := tlog.Tile{H: 8, L: -1, N: index / 256, W: 256}
        		if size-index < 256 {
        			bundle.W = int(size - index)
        		}
        		for rest := file(path(bundle)); len(rest) > 0; index++ {
        			length := int(binary.BigEndian.Uint16(rest))
        			if tlog.RecordHash(rest[2:2+length]) != hashes[index] {
        				fail("entry", index, "differs")
        			}
        			rest = rest[2+length:]
        		}
        	}
        	fmt.Println("ok", lines[0], size)
        }
        """
}
