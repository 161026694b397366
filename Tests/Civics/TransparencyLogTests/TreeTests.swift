import Testing
import TransparencyLog

@Suite("The tree over a log's entries")
struct TreeTests {
    @Test("has the roots of the RFC 6962 reference implementation for its eight entries")
    func referenceRoots() throws {
        let entries = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
        let roots = [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ]
        var tree = CompactTree()
        #expect(tree.root == .emptyRoot)
        for (entry, root) in zip(entries, roots) {
            tree.append(TreeHash.leaf(bytes(hex: entry)))
            #expect(tree.root.hex == root)
        }
    }

    @Test("grows the same from appended entries, from stored hashes and by the definition")
    func threeWays() throws {
        var tree = CompactTree()
        let log = SmallLog(size: 300)
        for size in 0...300 {
            #expect(tree.root == log.rootByDefinition(0..<size))
            #expect(try log.root(size: size) == tree.root)
            #expect(try CompactTree(size: size, reading: log) == tree)
            if size < 300 { tree.append(log.leaves[size]) }
        }
    }

    @Test("hands over every complete subtree exactly once")
    func completedSubtrees() throws {
        var tree = CompactTree()
        var completed: [Subtree: TreeHash] = [:]
        let log = SmallLog(size: 77)
        for leaf in log.leaves {
            tree.append(leaf) { subtree, hash in
                #expect(completed.updateValue(hash, forKey: subtree) == nil)
            }
        }
        #expect(completed.count == 77 + 38 + 19 + 9 + 4 + 2 + 1)
        for (subtree, hash) in completed {
            #expect(try log.hash(level: subtree.level, index: subtree.index) == hash)
        }
    }

    @Test("goes on from its stored bytes as if it had never stopped, and refuses other bytes")
    func storedState() throws {
        let log = SmallLog(size: 100)
        var tree = CompactTree()
        for leaf in log.leaves {
            tree = try #require(CompactTree(bytes: tree.bytes))
            tree.append(leaf)
        }
        #expect(tree.root == log.rootByDefinition(0..<100))
        #expect(CompactTree(bytes: tree.bytes.dropLast()) == nil)
        #expect(CompactTree(bytes: tree.bytes + [0]) == nil)
        #expect(CompactTree(bytes: [UInt8](repeating: 255, count: 8)) == nil)
        #expect(CompactTree(bytes: [UInt8]()) == nil)
    }

    @Test("keeps a hash's bytes in hexadecimal and base64 and refuses other spellings")
    func hashTexts() throws {
        let hash = TreeHash.emptyRoot
        #expect(hash.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(hash.base64 == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
        #expect(TreeHash(hex: hash.hex) == hash)
        #expect(TreeHash(base64: hash.base64) == hash)
        #expect(TreeHash(bytes: hash.bytes) == hash)
        #expect(TreeHash(bytes: hash.bytes.dropLast()) == nil)
        for text in [
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
            " 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU", "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=",
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuA==", "", "====",
        ] {
            #expect(TreeHash(base64: text) == nil, "\(text)")
        }
        #expect(TreeHash(hex: "zz" + hash.hex.dropFirst(2)) == nil)
    }
}
