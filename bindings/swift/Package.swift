// swift-tools-version: 6.0
import PackageDescription

// `cargo xtask bindings swift` generates OpstapCore and OpstapCoreFFI; `cargo xtask swift` copies them into Sources.
// On Apple the FFI module is the XCFramework of `cargo xtask package apple`; on Linux it is the generated header plus
// the host library, which stands where OPSTAP_LIBRARY says.
#if os(Linux)
  let ffi: Target = .systemLibrary(name: "OpstapCoreFFI", path: "Sources/OpstapCoreFFI")
  let library = Context.environment["OPSTAP_LIBRARY"] ?? "\(Context.packageDirectory)/../../target/debug"
  let link: [LinkerSetting] = [
    .unsafeFlags(["-L\(library)", "-Xlinker", "-rpath", "-Xlinker", library, "-use-ld=lld"]),
    .linkedLibrary("opstap_ffi"),
  ]
#else
  let ffi: Target = .binaryTarget(name: "OpstapCoreFFI", path: "build/OpstapCoreFFI.xcframework")
  let link: [LinkerSetting] = []
#endif

// Generated code is kept in mode 5 and without default isolation; the tests build it in mode 6 too.
let generated: SwiftLanguageMode = Context.environment["OPSTAP_GENERATED_MODE"] == "6" ? .v6 : .v5

let package = Package(
  name: "Opstap",
  platforms: [.iOS(.v17), .macOS(.v14)],
  products: [
    .library(name: "Opstap", targets: ["Opstap"]),
    .library(name: "TestTown", targets: ["TestTown"]),
    .executable(name: "opstap-figures", targets: ["Figures"]),
  ],
  targets: [
    ffi,
    .target(
      name: "OpstapCore", dependencies: ["OpstapCoreFFI"],
      swiftSettings: [.swiftLanguageMode(generated)], linkerSettings: link),
    .target(name: "Opstap", dependencies: ["OpstapCore"], swiftSettings: [.swiftLanguageMode(.v6)]),
    // An organisation with a real server, for tests and figures. Never part of an app.
    .target(name: "TestTown", dependencies: ["Opstap"], swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(
      name: "Figures", dependencies: ["Opstap", "TestTown"], swiftSettings: [.swiftLanguageMode(.v6)]),
    .testTarget(
      name: "OpstapTests", dependencies: ["Opstap", "TestTown"], swiftSettings: [.swiftLanguageMode(.v6)]),
    .testTarget(
      name: "ScenarioTests", dependencies: ["Opstap", "TestTown"], swiftSettings: [.swiftLanguageMode(.v6)]),
  ]
)
