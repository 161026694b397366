// swift-tools-version:6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
    name: "talkoot",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "talkoot", targets: ["TalkootProgram"]),
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
        .target(name: "Storage", swiftSettings: strict),
        .target(name: "StorageSQLite", dependencies: ["Storage", "CSQLite"], swiftSettings: strict),
        .target(name: "StoragePostgreSQL", dependencies: ["Storage", "CPostgreSQL"], swiftSettings: strict),
        .target(name: "ReviewPanels", dependencies: [.product(name: "BigInt", package: "BigInt"), .product(name: "Crypto", package: "swift-crypto")], path: "Sources/Civics/ReviewPanels", swiftSettings: strict),
        .target(name: "TransparencyLog", dependencies: [.product(name: "Crypto", package: "swift-crypto")], path: "Sources/Civics/TransparencyLog", swiftSettings: strict),
        .target(name: "ParticipatoryBudgeting", dependencies: [.product(name: "BigInt", package: "BigInt"), .product(name: "Crypto", package: "swift-crypto")], path: "Sources/Civics/ParticipatoryBudgeting", swiftSettings: strict),
        .target(name: "OpinionMapping", dependencies: [.product(name: "BigInt", package: "BigInt"), .product(name: "Crypto", package: "swift-crypto")], path: "Sources/Civics/OpinionMapping", swiftSettings: strict),
        .target(name: "Sortition", dependencies: [.product(name: "BigInt", package: "BigInt"), .product(name: "Crypto", package: "swift-crypto")], path: "Sources/Civics/Sortition", swiftSettings: strict),
        .target(name: "FairShares", dependencies: [.product(name: "BigInt", package: "BigInt"), .product(name: "Crypto", package: "swift-crypto")], path: "Sources/Civics/FairShares", swiftSettings: strict),
        .target(name: "Representation", dependencies: [.product(name: "BigInt", package: "BigInt"), .product(name: "Crypto", package: "swift-crypto")], path: "Sources/Civics/Representation", swiftSettings: strict),
        .target(name: "Talkoot", dependencies: ["Storage", "ReviewPanels", "TransparencyLog", .product(name: "Crypto", package: "swift-crypto")], swiftSettings: strict),
        .target(name: "Embedded"),
        .target(
            name: "TalkootWeb",
            dependencies: [
                "Talkoot", "Storage", "TransparencyLog", "Embedded", "CMarkdown",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .target(
            name: "TalkootCommands",
            dependencies: [
                "Talkoot", "Storage", "StorageSQLite", "StoragePostgreSQL", "TransparencyLog", "ReviewPanels", "ParticipatoryBudgeting", "OpinionMapping", "Sortition", "FairShares",
                "Representation",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "BigInt", package: "BigInt"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "TalkootProgram",
            dependencies: [
                "Storage", "Talkoot", "TalkootWeb", "TalkootCommands",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
