// Hand-written declarations for a check of types on Linux. Never shipped.
@_exported import Foundation
import SwiftUI

public struct PHPickerFilter: Sendable { public static let images = PHPickerFilter() }
public protocol Transferable {}
extension Data: Transferable {}
public struct PhotosPickerItem: Hashable, Sendable {
  public func loadTransferable<T: Transferable & Sendable>(type: T.Type) async throws -> T? { nil }
}
public struct PhotosPicker<Label: View>: PrimitiveView {
  public init(
    selection: Binding<PhotosPickerItem?>, matching filter: PHPickerFilter? = nil,
    @ViewBuilder label: () -> Label
  ) {}
}
