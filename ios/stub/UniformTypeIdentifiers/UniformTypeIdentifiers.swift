// Hand-written declarations for a check of types on Linux. Never shipped.
import Foundation

public struct UTType: Sendable { public static let item = UTType() }
extension URL {
  public func startAccessingSecurityScopedResource() -> Bool { true }
  public func stopAccessingSecurityScopedResource() {}
}
