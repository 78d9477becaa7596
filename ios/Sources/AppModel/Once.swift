import Foundation

/// Does something the first time that it is asked to, from whatever thread, and never again.
public final class Once: @unchecked Sendable {
  // The lock guards `action`, which is taken out under it.
  private let lock = NSLock()
  private var action: (@Sendable (Bool) -> Void)?

  /// Keeps what is to be done once, with whether all went well.
  public init(_ action: @escaping @Sendable (Bool) -> Void) {
    self.action = action
  }

  /// Does it, unless it was done; true when this was the first time.
  @discardableResult
  public func callAsFunction(_ good: Bool) -> Bool {
    guard let action = take() else { return false }
    action(good)
    return true
  }

  private func take() -> (@Sendable (Bool) -> Void)? {
    lock.lock()
    defer { lock.unlock() }
    let taken = action
    action = nil
    return taken
  }
}
