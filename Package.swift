// swift-tools-version:6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// Folders of expected results that a test reads as files.
let testData = ["OpinionMapping": ["Cases"], "FairShares": ["References"], "ParticipatoryBudgeting": ["Expected"], "ReviewPanels": ["Expected"]]

let package = Package(
    name: "talkoot",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "talkoot", targets: ["TalkootProgram"]),
        .library(name: "ParticipatoryBudgeting", targets: ["ParticipatoryBudgeting"]),
        .library(name: "OpinionMapping", targets: ["OpinionMapping"]),
        .library(name: "Sortition", targets: ["Sortition"]),
        .library(name: "ReviewPanels", targets: ["ReviewPanels"]),
        .library(name: "FairShares", targets: ["FairShares"]),
        .library(name: "Representation", targets: ["Representation"]),
        .library(name: "TextSimilarity", targets: ["TextSimilarity"]),
        .library(name: "TransparencyLog", targets: ["TransparencyLog"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
    ],
    targets: [
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite3"])]),
        .systemLibrary(name: "CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
        .systemLibrary(name: "CMarkdown", providers: [.apt(["libcmark-dev"]), .brew(["cmark"])]),
        .systemLibrary(name: "CCompression", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .target(name: "Storage", swiftSettings: strict),
        .target(name: "StorageSQLite", dependencies: ["Storage", "CSQLite"], swiftSettings: strict),
        .target(name: "StoragePostgreSQL", dependencies: ["Storage", "CPostgreSQL"], swiftSettings: strict),
        .target(name: "ReviewPanels", dependencies: [.product(name: "BigInt", package: "BigInt"), .product(name: "Crypto", package: "swift-crypto")], path: "Sources/Civics/ReviewPanels", swiftSettings: strict),
        .target(name: "TransparencyLog", dependencies: [.product(name: "Crypto", package: "swift-crypto")], path: "Sources/Civics/TransparencyLog", swiftSettings: strict),
        .target(name: "ParticipatoryBudgeting", dependencies: [.product(name: "BigInt", package: "BigInt"), .product(name: "Crypto", package: "swift-crypto")], path: "Sources/Civics/ParticipatoryBudgeting", swiftSettings: strict),
        .target(name: "OpinionMapping", dependencies: [.product(name: "BigInt", package: "BigInt"), .product(name: "Crypto", package: "swift-crypto")], path: "Sources/Civics/OpinionMapping", swiftSettings: strict),
        .target(name: "Sortition", dependencies: [.product(name: "BigInt", package: "BigInt"), .product(name: "Crypto", package: "swift-crypto")], path: "Sources/Civics/Sortition", swiftSettings: strict),
        .target(name: "FairShares", dependencies: [.product(name: "BigInt", package: "BigInt"), .product(name: "Crypto", package: "swift-crypto")], path: "Sources/Civics/FairShares", swiftSettings: strict),
        .target(name: "TextSimilarity", path: "Sources/Civics/TextSimilarity", swiftSettings: strict),
        .target(name: "Representation", dependencies: [.product(name: "BigInt", package: "BigInt"), .product(name: "Crypto", package: "swift-crypto")], path: "Sources/Civics/Representation", swiftSettings: strict),
        .target(name: "CQRCode", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(name: "CPicture", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(name: "Talkoot", dependencies: ["CPicture", "Storage", "ReviewPanels", "TextSimilarity", "TransparencyLog", .product(name: "Crypto", package: "swift-crypto"), .product(name: "CryptoExtras", package: "swift-crypto")], swiftSettings: strict),
        .target(name: "Embedded"),
        .target(
            name: "TalkootWeb",
            dependencies: [
                "Talkoot", "Storage", "TransparencyLog", "Embedded", "CCompression", "CMarkdown", "CQRCode",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict + [.treatWarning("DeprecatedDeclaration", as: .error)],
            linkerSettings: [
                .linkedLibrary(":libcmark.a", .when(platforms: [.linux])), .linkedLibrary("cmark", .when(platforms: [.macOS])),
                .linkedLibrary(":libz.a", .when(platforms: [.linux])), .linkedLibrary("z", .when(platforms: [.macOS])),
            ]),
        .target(name: "CMail", linkerSettings: [.linkedLibrary("curl")]),
        .target(name: "TalkootMail", dependencies: ["Talkoot", "CMail", .product(name: "Crypto", package: "swift-crypto"), .product(name: "CryptoExtras", package: "swift-crypto")], swiftSettings: strict),
        .target(
            name: "TalkootCommands",
            dependencies: [
                "Talkoot", "TalkootMail", "Embedded", "Storage", "StorageSQLite", "StoragePostgreSQL", "TransparencyLog", "ReviewPanels", "ParticipatoryBudgeting", "OpinionMapping", "Sortition", "FairShares",
                "Representation", "TextSimilarity",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "BigInt", package: "BigInt"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "TalkootProgram",
            dependencies: [
                "Storage", "Talkoot", "TalkootWeb", "TalkootCommands", "TalkootMail", "TestTown",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .target(name: "TestTown", dependencies: ["Talkoot", "Storage"], swiftSettings: strict),
        .target(name: "PrivatePostgreSQL", path: "Tests/PrivatePostgreSQL", swiftSettings: strict),
        .testTarget(name: "StorageTests", dependencies: ["Storage", "StorageSQLite", "StoragePostgreSQL", "PrivatePostgreSQL"], swiftSettings: strict),
        .testTarget(
            name: "TalkootTests",
            dependencies: [
                "Talkoot", "TalkootMail", "TalkootCommands", "Storage", "StorageSQLite", "StoragePostgreSQL", "PrivatePostgreSQL", "TransparencyLog", "ReviewPanels", "TestTown",
                .product(name: "Crypto", package: "swift-crypto"), .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .testTarget(name: "TestTownTests", dependencies: ["TestTown", "Talkoot", "Storage", "StorageSQLite", "StoragePostgreSQL", "PrivatePostgreSQL", .product(name: "Crypto", package: "swift-crypto")], swiftSettings: strict),
        .testTarget(
            name: "TalkootWebTests",
            dependencies: [
                "TalkootWeb", "CCompression", "Talkoot", "Storage", "StorageSQLite", "TestTown",
                .product(name: "Hummingbird", package: "hummingbird"), .product(name: "HummingbirdTesting", package: "hummingbird"), .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "TalkootCommandsTests",
            dependencies: [
                "TalkootCommands", "OpinionMapping", "ParticipatoryBudgeting", "Sortition", "ReviewPanels", "FairShares", "Representation", "TextSimilarity",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .testTarget(name: "ParticipatoryBudgetingTests", dependencies: ["ParticipatoryBudgeting", .product(name: "Crypto", package: "swift-crypto"), .product(name: "BigInt", package: "BigInt")], path: "Tests/Civics/ParticipatoryBudgetingTests", exclude: testData["ParticipatoryBudgeting", default: []], swiftSettings: strict),
        .testTarget(name: "OpinionMappingTests", dependencies: ["OpinionMapping", .product(name: "Crypto", package: "swift-crypto"), .product(name: "BigInt", package: "BigInt")], path: "Tests/Civics/OpinionMappingTests", exclude: testData["OpinionMapping", default: []], swiftSettings: strict),
        .testTarget(name: "SortitionTests", dependencies: ["Sortition", .product(name: "Crypto", package: "swift-crypto"), .product(name: "BigInt", package: "BigInt")], path: "Tests/Civics/SortitionTests", exclude: testData["Sortition", default: []], swiftSettings: strict),
        .testTarget(name: "ReviewPanelsTests", dependencies: ["ReviewPanels", .product(name: "Crypto", package: "swift-crypto"), .product(name: "BigInt", package: "BigInt")], path: "Tests/Civics/ReviewPanelsTests", exclude: testData["ReviewPanels", default: []], swiftSettings: strict),
        .testTarget(name: "FairSharesTests", dependencies: ["FairShares", .product(name: "Crypto", package: "swift-crypto"), .product(name: "BigInt", package: "BigInt")], path: "Tests/Civics/FairSharesTests", exclude: testData["FairShares", default: []], swiftSettings: strict),
        .testTarget(name: "RepresentationTests", dependencies: ["Representation", .product(name: "Crypto", package: "swift-crypto"), .product(name: "BigInt", package: "BigInt")], path: "Tests/Civics/RepresentationTests", exclude: testData["Representation", default: []], swiftSettings: strict),
        .testTarget(name: "TextSimilarityTests", dependencies: ["TextSimilarity", .product(name: "Crypto", package: "swift-crypto"), .product(name: "BigInt", package: "BigInt")], path: "Tests/Civics/TextSimilarityTests", exclude: testData["TextSimilarity", default: []], swiftSettings: strict),
        .testTarget(name: "TransparencyLogTests", dependencies: ["TransparencyLog", .product(name: "Crypto", package: "swift-crypto"), .product(name: "BigInt", package: "BigInt")], path: "Tests/Civics/TransparencyLogTests", exclude: testData["TransparencyLog", default: []], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
