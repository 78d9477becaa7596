import Opstap

/// Closes the files before the system suspends the app, and opens them when it comes back, always in that order.
@MainActor
public final class Suspension {
  private let core: Core
  private var last: Task<Void, Never>?

  /// For one core.
  public init(_ core: Core) {
    self.core = core
  }

  /// The app left the screen.
  ///
  /// - Parameter done: Tells the system that it may suspend the app; called once.
  @discardableResult
  public func leave(done: @escaping @Sendable (Bool) -> Void) -> Task<Void, Never> {
    let done = Once(done)
    return then { core in
      try? await core.pause()
      done(true)
    }
  }

  /// The app is on the screen again.
  @discardableResult
  public func comeBack() -> Task<Void, Never> {
    then { core in try? await core.resume() }
  }

  private func then(_ step: @escaping @Sendable (Core) async -> Void) -> Task<Void, Never> {
    let before = last
    let next = Task { [core] in
      await before?.value
      await step(core)
    }
    last = next
    return next
  }
}
