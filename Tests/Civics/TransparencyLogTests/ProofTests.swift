import Testing
import TransparencyLog

@Suite("Proofs")
struct ProofTests {
    private let log = StoredHashes(SmallLog(size: 300).leaves)
    private let leaves = SmallLog(size: 300).leaves

    @Test("of inclusion hold for every entry of every size to 300")
    func inclusion() throws {
        for size in 1...300 {
            let root = try log.root(size: size)
            for index in 0..<size {
                let proof = try InclusionProof(index: index, size: size, reading: log)
                try proof.verify(leaf: leaves[index], root: root)
            }
        }
    }

    @Test("of consistency hold between every two sizes to 300")
    func consistency() throws {
        let roots = try (0...300).map { try log.root(size: $0) }
        for newSize in 0...300 {
            for oldSize in 0...newSize {
                let proof = try ConsistencyProof(oldSize: oldSize, newSize: newSize, reading: log)
                try proof.verify(oldRoot: roots[oldSize], newRoot: roots[newSize])
            }
        }
    }

    @Test("fail when any bit of them, of the entry's hash or of a root is flipped")
    func flippedBits() throws {
        let inclusion = try InclusionProof(index: 5, size: 13, reading: log)
        let consistency = try ConsistencyProof(oldSize: 6, newSize: 13, reading: log)
        let (oldRoot, root) = (try log.root(size: 6), try log.root(size: 13))
        for bit in 0..<256 {
            #expect(throws: InvalidProof.self) { try inclusion.verify(leaf: leaves[5].flipping(bit), root: root) }
            #expect(throws: InvalidProof.self) { try inclusion.verify(leaf: leaves[5], root: root.flipping(bit)) }
            for place in inclusion.path.indices {
                let bad = InclusionProof(index: 5, size: 13, path: inclusion.path.flipping(bit, at: place))
                #expect(throws: InvalidProof.self) { try bad.verify(leaf: leaves[5], root: root) }
            }
            #expect(throws: InvalidProof.self) { try consistency.verify(oldRoot: oldRoot.flipping(bit), newRoot: root) }
            #expect(throws: InvalidProof.self) { try consistency.verify(oldRoot: oldRoot, newRoot: root.flipping(bit)) }
            for place in consistency.path.indices {
                let bad = ConsistencyProof(oldSize: 6, newSize: 13, path: consistency.path.flipping(bit, at: place))
                #expect(throws: InvalidProof.self) { try bad.verify(oldRoot: oldRoot, newRoot: root) }
            }
        }
    }

    @Test("fail with another entry, another place, another length or sizes out of order")
    func wrongClaims() throws {
        let root = try log.root(size: 13)
        let proof = try InclusionProof(index: 5, size: 13, reading: log)
        for index in 0..<16 where index != 5 {
            let moved = InclusionProof(index: index, size: 13, path: proof.path)
            #expect(throws: InvalidProof.self) { try moved.verify(leaf: leaves[5], root: root) }
        }
        let longer = InclusionProof(index: 5, size: 13, path: proof.path + [root])
        #expect(throws: InvalidProof.wrongLength(expected: 4, found: 5)) { try longer.verify(leaf: leaves[5], root: root) }
        let outside = InclusionProof(index: 13, size: 13, path: [])
        #expect(throws: InvalidProof.indexOutsideTree(index: 13, size: 13)) { try outside.verify(leaf: leaves[5], root: root) }
        #expect(throws: InvalidProof.self) { try InclusionProof(index: -1, size: 13, reading: log) }
        #expect(throws: InvalidProof.sizesOutOfOrder(old: 14, new: 13)) {
            try ConsistencyProof(oldSize: 14, newSize: 13, reading: log)
        }
        let forgedStart = ConsistencyProof(oldSize: 0, newSize: 13, path: [])
        #expect(throws: InvalidProof.self) { try forgedStart.verify(oldRoot: root, newRoot: root) }
        let forgedEqual = ConsistencyProof(oldSize: 13, newSize: 13, path: [])
        #expect(throws: InvalidProof.self) { try forgedEqual.verify(oldRoot: root, newRoot: .emptyRoot) }
        let largest = InclusionProof(index: Int.max - 1, size: Int.max, path: [])
        #expect(throws: InvalidProof.self) { try largest.verify(leaf: root, root: root) }
    }

    @Test("can be made from a log's tiles alone, reading only those that were announced")
    func fromTiles() throws {
        let small = SmallLog(size: 700)
        let files = try small.files()
        let root = try small.checkpoint().root
        for index in [0, 1, 255, 256, 511, 512, 600, 699] {
            let announced = try InclusionProof.subtrees(index: index, size: 700)
                .compactMap { TileReader.path(for: $0, size: 700) }
            let reader = TileReader(size: 700) { path in
                #expect(announced.contains(path))
                return files[path] ?? []
            }
            try InclusionProof(index: index, size: 700, reading: reader).verify(leaf: small.leaves[index], root: root)
        }
        let reader = TileReader(size: 700) { files[$0] ?? [] }
        #expect(try reader.root(size: 700) == root)
        #expect(throws: TileReader.OutsideTree.self) { try reader.hash(level: 0, index: 700) }
        #expect(throws: TileReader.OutsideTree.self) { try reader.hash(level: 70, index: 0) }
        let empty = TileReader(size: 700) { _ in [] }
        #expect(throws: InvalidTile.self) { try empty.hash(level: 3, index: 2) }
    }
}

extension TreeHash {
    /// The hash with one of its 256 bits changed.
    func flipping(_ bit: Int) -> TreeHash {
        var changed = bytes
        changed[bit / 8] ^= 1 << (bit % 8)
        return TreeHash(bytes: changed) ?? self
    }
}

extension [TreeHash] {
    /// The hashes with one bit of one of them changed.
    func flipping(_ bit: Int, at place: Int) -> [TreeHash] {
        var changed = self
        changed[place] = self[place].flipping(bit)
        return changed
    }
}
