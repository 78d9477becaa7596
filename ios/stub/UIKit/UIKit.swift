// Hand-written declarations for a check of types on Linux. Never shipped.
@_exported import Foundation

public struct UIBackgroundTaskIdentifier: Hashable, Sendable {
  public static let invalid = UIBackgroundTaskIdentifier()
}
public final class UIImage: @unchecked Sendable {
  public init?(data: Data) {}
  public func preparingThumbnail(of size: CGSize) -> UIImage? { nil }
  public func jpegData(compressionQuality: Double) -> Data? { nil }
}
@MainActor open class UIResponder: NSObject {}
@MainActor open class UIDevice: NSObject {
  public class var current: UIDevice { fatalError() }
  public var name: String { "" }
}
@MainActor open class UIApplication: UIResponder {
  public struct LaunchOptionsKey: Hashable, Sendable {}
  public nonisolated static let openNotificationSettingsURLString = ""
  public nonisolated static let significantTimeChangeNotification = NSNotification.Name("")
  public enum State: Sendable { case active, inactive, background }
  public class var shared: UIApplication { fatalError() }
  public var applicationState: State { .active }
  public func beginBackgroundTask(
    withName: String?, expirationHandler: (@MainActor @Sendable () -> Void)?
  ) -> UIBackgroundTaskIdentifier { .invalid }
  public func endBackgroundTask(_ identifier: UIBackgroundTaskIdentifier) {}
}
@MainActor public protocol UIApplicationDelegate: AnyObject {
  func application(
    _ application: UIApplication,
    didFinishLaunchingWithOptions launchOptions: [UIApplication.LaunchOptionsKey: Any]?
  ) -> Bool
}
@MainActor open class UIViewController: UIResponder {
  public override init() {}
}
extension NotificationCenter {
  public struct Notifications: AsyncSequence, Sendable {
    public struct AsyncIterator: AsyncIteratorProtocol {
      public mutating func next() async -> Notification? { nil }
    }
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator() }
  }
  public func notifications(named: Notification.Name) -> Notifications { Notifications() }
}
