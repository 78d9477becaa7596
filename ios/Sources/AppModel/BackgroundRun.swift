import Opstap

/// One background refresh: runs once, can be cut short, and is reported as complete exactly once.
public final class BackgroundRun: Sendable {
  private let token = CancelToken()
  private let complete: Once

  /// - Parameter complete: Tells the system that the refresh ended, and whether it went well.
  public init(complete: @escaping @Sendable (Bool) -> Void) {
    self.complete = Once(complete)
  }

  /// Runs within the system's time and makes the reminders equal to the plan.
  ///
  /// - Returns: In how many seconds to come back; nothing when it was cut short.
  @discardableResult
  public func run(_ core: Core, within seconds: UInt32, reminders: ReminderKeeper) async -> UInt32? {
    let report = try? await core.runBackground(budgetSeconds: seconds, cancel: token)
    if report != nil { await reminders.settle() }
    return complete(report != nil) ? report?.againAfterSeconds : nil
  }

  /// The system wants its time back.
  public func expire() {
    token.cancel()
    complete(false)
  }
}
