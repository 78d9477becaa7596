// Hand-written declarations for a check of types on Linux. Never shipped.
@_exported import Foundation

open class BGTask: NSObject, @unchecked Sendable {
  public var identifier: String { "" }
  public var expirationHandler: (() -> Void)?
  public func setTaskCompleted(success: Bool) {}
}
public final class BGAppRefreshTask: BGTask, @unchecked Sendable {}
open class BGTaskRequest: NSObject {
  public var earliestBeginDate: Date?
}
public final class BGAppRefreshTaskRequest: BGTaskRequest {
  public init(identifier: String) {}
}
public final class BGTaskScheduler: NSObject, @unchecked Sendable {
  public class var shared: BGTaskScheduler { fatalError() }
  public func register(
    forTaskWithIdentifier: String, using: DispatchQueue?, launchHandler: @escaping (BGTask) -> Void
  ) -> Bool { false }
  public func submit(_ request: BGTaskRequest) throws {}
  public func cancel(taskRequestWithIdentifier: String) {}
}
