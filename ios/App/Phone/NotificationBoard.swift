import AppModel
import Foundation
import UserNotifications

/// The system's planned notifications. A lock screen shows the same text as everywhere else, so only the discreet one is
/// ever handed over: it tells nobody what the app is about.
struct NotificationBoard: ReminderBoard {
  private static let at = "at"
  private static let route = "route"
  private static let exact = "exact"

  /// Asks the system, once, whether notifications are allowed.
  static func ask() async {
    _ = try? await UNUserNotificationCenter.current().requestAuthorization(options: [.alert, .sound])
  }

  func planned() async -> [PlannedReminder] {
    await UNUserNotificationCenter.current().pendingNotificationRequests().map { request in
      let known = request.content.userInfo
      return PlannedReminder(
        key: request.identifier, at: known[Self.at] as? Date ?? .distantPast, text: request.content.body,
        route: known[Self.route] as? String ?? "", exact: known[Self.exact] as? Bool ?? false)
    }
  }

  func mayShow() async -> Bool {
    switch await UNUserNotificationCenter.current().notificationSettings().authorizationStatus {
    case .authorized, .provisional, .ephemeral: true
    default: false
    }
  }

  func remove(_ keys: [String]) async {
    UNUserNotificationCenter.current().removePendingNotificationRequests(withIdentifiers: keys)
  }

  func add(_ reminder: PlannedReminder) async {
    let content = UNMutableNotificationContent()
    content.body = reminder.text
    content.sound = .default
    content.interruptionLevel = reminder.exact ? .active : .passive
    content.userInfo = [Self.at: reminder.at, Self.route: reminder.route, Self.exact: reminder.exact]
    // The instant is the core's, in the calendar of Greenwich: a journey or a clock change does not move it.
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? .current
    var moment = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: reminder.at)
    moment.timeZone = calendar.timeZone
    moment.calendar = calendar
    let trigger = UNCalendarNotificationTrigger(dateMatching: moment, repeats: false)
    let request = UNNotificationRequest(identifier: reminder.key, content: content, trigger: trigger)
    try? await UNUserNotificationCenter.current().add(request)
  }
}

/// Taps on notifications, as links that the screens follow.
final class NotificationTaps: NSObject, UNUserNotificationCenterDelegate, Sendable {
  /// Where taps lead, also those from before a screen was there.
  let links: AsyncStream<URL>
  private let tapped: AsyncStream<URL>.Continuation

  override init() {
    (links, tapped) = AsyncStream.makeStream(of: URL.self, bufferingPolicy: .bufferingNewest(1))
    super.init()
  }

  func userNotificationCenter(
    _ center: UNUserNotificationCenter, didReceive response: UNNotificationResponse
  ) async {
    let route = response.notification.request.content.userInfo["route"] as? String ?? ""
    if let link = URL(string: "opstap://\(route)") { tapped.yield(link) }
  }

  func userNotificationCenter(
    _ center: UNUserNotificationCenter, willPresent notification: UNNotification
  ) async -> UNNotificationPresentationOptions {
    [.banner, .list]
  }
}
