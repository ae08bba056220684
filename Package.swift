// swift-tools-version: 6.2
import PackageDescription

/// Our own code compiles without warnings, or not at all.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "scaling-laws",
  products: [
    .library(name: "ScalingLaws", targets: ["ScalingLaws", "Reporting", "Answers", "Datasets"]),
    .library(name: "scaling-c", type: .dynamic, targets: ["CScaling"]),
    .executable(name: "scaling", targets: ["scaling"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // C libraries, each behind the one room that calls it.
    .systemLibrary(
      name: "COpenBLAS", path: "Sources/Numerics/COpenBLAS", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(
      name: "CLAPACKE", path: "Sources/Numerics/CLAPACKE", pkgConfig: "lapacke",
      providers: [.apt(["liblapacke-dev"])]),
    .target(
      name: "CSleef", path: "Sources/Numerics/CSleef",
      linkerSettings: [.linkedLibrary("sleef"), .linkedLibrary("m")]),
    .target(name: "CVectors", path: "Sources/Numerics/CVectors"),
    .target(
      name: "CBoostMath", path: "Sources/Numerics/CBoostMath",
      cxxSettings: [.define("BOOST_MATH_NO_LONG_DOUBLE_MATH_FUNCTIONS")],
      linkerSettings: [.linkedLibrary("m")]),
    .systemLibrary(
      name: "CCrypto", path: "Sources/CCrypto", pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CZlib", path: "Sources/CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"])]),

    // Numerics: chapters of one book.
    .target(
      name: "VectorMath", dependencies: ["CSleef", "CVectors"], path: "Sources/Numerics/VectorMath",
      swiftSettings: strict),
    .target(
      name: "LinearAlgebra", dependencies: ["COpenBLAS", "CLAPACKE", "VectorMath"],
      path: "Sources/Numerics/LinearAlgebra", swiftSettings: strict),
    .target(
      name: "Statistics", dependencies: ["CBoostMath"], path: "Sources/Numerics/Statistics",
      swiftSettings: strict),

    .target(
      name: "Optimization", dependencies: ["VectorMath", "Statistics"],
      path: "Sources/Numerics/Optimization", swiftSettings: strict),

    // The text of others inside the languages that we write.
    .target(name: "Escaping", swiftSettings: strict),

    // Formulas, tables, laws.
    .target(name: "Formulas", dependencies: ["Escaping", "VectorMath"], swiftSettings: strict),
    .target(name: "CArrow"),
    .target(
      name: "Tables", dependencies: ["CArrow", "CCrypto", "CZlib", "Escaping", "Formulas"], swiftSettings: strict),
    .target(
      name: "ScalingLaws",
      dependencies: ["Escaping", "VectorMath", "LinearAlgebra", "Statistics", "Optimization", "Formulas", "Tables"],
      swiftSettings: strict),

    // What people see.
    .target(
      name: "CPageAssets", exclude: ["NOTICE", "controls.js", "figures.js", "model.js", "vega.js"]),
    .target(name: "Reporting", dependencies: ["Escaping", "ScalingLaws", "CPageAssets"], swiftSettings: strict),
    .target(name: "CDatasets"),
    .target(
      name: "Datasets", dependencies: ["CDatasets"], path: "datasets",
      exclude: [
        "SOURCES.md", "notices", "accelerators.csv", "ai-prices.csv", "ai-revenue.csv", "benchmark-difficulty.csv",
        "benchmark-scores.csv", "cerebras-gpt.csv", "codex-pass-at-k.csv", "data-constrained.csv", "gemstones.csv",
        "horizon-runs.csv", "isoflop-porian.csv", "isoflop-porian-optima.csv", "model-capability.csv",
        "olmo-ladder.csv", "open-base-models.csv", "over-training.csv", "time-horizons.csv", "transistors.csv",
      ], swiftSettings: strict),
    // What is asked, and what comes back.
    .target(
      name: "Answers",
      dependencies: [
        "Escaping", "Tables", "Optimization", "ScalingLaws", "Reporting", "Datasets",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict),
    // The same for C, and for every language that calls C.
    .target(name: "CScalingHeader"),
    .target(
      name: "CScaling",
      dependencies: ["Answers", "CArrow", "Command", "CScalingHeader", "Reporting", "ScalingLaws", "Tables"],
      swiftSettings: strict),
    // The command: flags, files, the terminal.
    .target(
      name: "Command",
      dependencies: [
        "Answers", "Escaping", "ScalingLaws", "Reporting",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict),
    .executableTarget(name: "scaling", dependencies: ["Command"], swiftSettings: strict),

    .executableTarget(
      name: "csvbench", dependencies: ["Tables"], path: "benchmarks/csv", exclude: ["compare.py"], swiftSettings: strict
    ),
    .executableTarget(
      name: "fitbench", dependencies: ["ScalingLaws"], path: "benchmarks/fitting",
      exclude: ["compare.py", "scipy_raw.py"], swiftSettings: strict),

    .executableTarget(
      name: "coveragebench", dependencies: ["ScalingLaws", "Statistics"], path: "benchmarks/coverage",
      exclude: ["table.py", "preface.md"], swiftSettings: strict),

    .executableTarget(
      name: "designbench", dependencies: ["ScalingLaws", "Statistics"], path: "benchmarks/design", swiftSettings: strict
    ),

    .executableTarget(
      name: "seriesbench", dependencies: ["ScalingLaws", "Statistics"], path: "benchmarks/series", swiftSettings: strict
    ),
    .executableTarget(
      name: "pricebench", dependencies: ["ScalingLaws", "Statistics"], path: "benchmarks/price",
      exclude: ["table.py"], swiftSettings: strict),

    // Tests.
    .target(name: "TestSupport", dependencies: ["Reporting"], path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(
      name: "LinearAlgebraTests", dependencies: ["LinearAlgebra", "VectorMath", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "VectorMathTests", dependencies: ["VectorMath"], swiftSettings: strict),
    .testTarget(name: "EscapingTests", dependencies: ["Escaping"], exclude: ["decode.py"], swiftSettings: strict),
    .testTarget(name: "FormulasTests", dependencies: ["Formulas", "VectorMath"], swiftSettings: strict),
    .testTarget(name: "TablesTests", dependencies: ["Tables", "Formulas"], swiftSettings: strict),
    .testTarget(
      name: "OptimizationTests",
      dependencies: ["Optimization", "LinearAlgebra", "Statistics", "VectorMath", "TestSupport"],
      swiftSettings: strict),
    .testTarget(name: "StatisticsTests", dependencies: ["Statistics"], swiftSettings: strict),
    .testTarget(name: "DatasetsTests", dependencies: ["Datasets"], swiftSettings: strict),
    .testTarget(
      name: "ScalingLawsTests",
      dependencies: ["ScalingLaws", "LinearAlgebra", "Statistics", "Datasets", "TestSupport"],
      exclude: ["References"], swiftSettings: strict),
    .testTarget(name: "ReportingTests", dependencies: ["Reporting", "ScalingLaws", "Datasets"], swiftSettings: strict),
    .testTarget(name: "ArchitectureTests", dependencies: ["ScalingLaws", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "CommandTests", dependencies: ["scaling", "Answers", "Command", "Reporting", "ScalingLaws", "TestSupport"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
