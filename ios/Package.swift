// swift-tools-version: 6.0
import PackageDescription

// The screen models, tested on Linux and on Apple. The app itself is made of ios/App in Xcode: see README.md.
let package = Package(
  name: "OpstapApp",
  platforms: [.iOS(.v17), .macOS(.v14)],
  products: [.library(name: "AppModel", targets: ["AppModel"])],
  dependencies: [.package(name: "Opstap", path: "../bindings/swift")],
  targets: [
    .target(
      name: "AppModel", dependencies: [.product(name: "Opstap", package: "Opstap")],
      swiftSettings: [.swiftLanguageMode(.v6)]),
    .testTarget(
      name: "AppModelTests", dependencies: ["AppModel", .product(name: "TestTown", package: "Opstap")],
      swiftSettings: [.swiftLanguageMode(.v6)]),
  ]
)
