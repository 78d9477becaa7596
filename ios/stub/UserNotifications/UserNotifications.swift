// Hand-written declarations for a check of types on Linux. Never shipped.
@_exported import Foundation

public struct UNAuthorizationOptions: OptionSet, Sendable {
  public let rawValue: UInt
  public init(rawValue: UInt) { self.rawValue = rawValue }
  public static let badge = Self(rawValue: 1)
  public static let sound = Self(rawValue: 2)
  public static let alert = Self(rawValue: 4)
}
public struct UNNotificationPresentationOptions: OptionSet, Sendable {
  public let rawValue: UInt
  public init(rawValue: UInt) { self.rawValue = rawValue }
  public static let banner = Self(rawValue: 1)
  public static let list = Self(rawValue: 2)
}
public enum UNAuthorizationStatus: Int, Sendable { case notDetermined, denied, authorized, provisional, ephemeral }
public enum UNNotificationInterruptionLevel: UInt, Sendable { case passive, active, timeSensitive, critical }

open class UNNotificationContent: NSObject, @unchecked Sendable {
  public override init() {}
  public var title: String { "" }
  public var body: String { "" }
  public var userInfo: [AnyHashable: Any] { [:] }
}
public final class UNMutableNotificationContent: UNNotificationContent, @unchecked Sendable {
  private var kept = ""
  private var known: [AnyHashable: Any] = [:]
  public override var title: String { get { kept } set { kept = newValue } }
  public override var body: String { get { kept } set { kept = newValue } }
  public override var userInfo: [AnyHashable: Any] { get { known } set { known = newValue } }
  public var interruptionLevel: UNNotificationInterruptionLevel = .active
  public var sound: UNNotificationSound?
}
public final class UNNotificationSound: NSObject, @unchecked Sendable {
  public static let `default` = UNNotificationSound()
}
open class UNNotificationTrigger: NSObject, @unchecked Sendable {}
public final class UNCalendarNotificationTrigger: UNNotificationTrigger, @unchecked Sendable {
  public init(dateMatching: DateComponents, repeats: Bool) {}
}
public final class UNNotificationRequest: NSObject, @unchecked Sendable {
  public let identifier: String
  public let content: UNNotificationContent
  public let trigger: UNNotificationTrigger?
  public init(identifier: String, content: UNNotificationContent, trigger: UNNotificationTrigger?) {
    self.identifier = identifier
    self.content = content
    self.trigger = trigger
  }
}
public final class UNNotification: NSObject, @unchecked Sendable {
  public var request: UNNotificationRequest { fatalError() }
}
public final class UNNotificationResponse: NSObject, @unchecked Sendable {
  public var notification: UNNotification { fatalError() }
}
public final class UNNotificationSettings: NSObject, @unchecked Sendable {
  public var authorizationStatus: UNAuthorizationStatus { .notDetermined }
}
public protocol UNUserNotificationCenterDelegate: AnyObject {
  func userNotificationCenter(_ center: UNUserNotificationCenter, didReceive response: UNNotificationResponse) async
  func userNotificationCenter(
    _ center: UNUserNotificationCenter, willPresent notification: UNNotification
  ) async -> UNNotificationPresentationOptions
}
public final class UNUserNotificationCenter: NSObject, @unchecked Sendable {
  public static func current() -> UNUserNotificationCenter { fatalError() }
  public weak var delegate: (any UNUserNotificationCenterDelegate)?
  public func requestAuthorization(options: UNAuthorizationOptions) async throws -> Bool { false }
  public func notificationSettings() async -> UNNotificationSettings { fatalError() }
  public func pendingNotificationRequests() async -> [UNNotificationRequest] { [] }
  public func add(_ request: UNNotificationRequest) async throws {}
  public func removePendingNotificationRequests(withIdentifiers: [String]) {}
  public func removeAllPendingNotificationRequests() {}
  public func removeAllDeliveredNotifications() {}
}
