import SwiftUI
import UIKit
import VisionKit

/// The camera, looking for the block in the letter.
struct Scanner: UIViewControllerRepresentable {
  /// What the first block that was seen says.
  let found: @MainActor (String) -> Void

  /// Whether this device has a camera that can do it, and may use it.
  static var isThere: Bool { DataScannerViewController.isSupported && DataScannerViewController.isAvailable }

  func makeCoordinator() -> Eye { Eye(found) }

  func makeUIViewController(context: Context) -> DataScannerViewController {
    let scanner = DataScannerViewController(recognizedDataTypes: [.barcode(symbologies: [.qr])])
    scanner.delegate = context.coordinator
    try? scanner.startScanning()
    return scanner
  }

  func updateUIViewController(_ controller: DataScannerViewController, context: Context) {}

  /// Tells of the first block, once.
  @MainActor
  final class Eye: DataScannerViewControllerDelegate {
    private var found: (@MainActor (String) -> Void)?

    init(_ found: @escaping @MainActor (String) -> Void) { self.found = found }

    func dataScanner(
      _ dataScanner: DataScannerViewController, didAdd addedItems: [RecognizedItem], allItems: [RecognizedItem]
    ) {
      guard case .barcode(let block)? = addedItems.first, let text = block.payloadStringValue else { return }
      found?(text)
      found = nil
      dataScanner.stopScanning()
    }
  }
}
