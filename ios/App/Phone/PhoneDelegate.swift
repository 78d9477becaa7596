import AppModel
import BackgroundTasks
import Network
import SwiftUI
import UIKit
import UserNotifications

/// What only a phone has: the life of the app, background work, the network, the Keychain.
@MainActor
final class PhoneDelegate: NSObject, UIApplicationDelegate {
  /// The open device.
  let door: Doorway
  /// Taps on notifications.
  let taps = NotificationTaps()

  private static let refresh = "nl.opstap.refresh"
  private let network = NWPathMonitor()
  private var suspension: Suspension?
  private var reminders: ReminderKeeper?

  /// Where typed codes are from: the municipality's server, as the app was built for it.
  static var server: String {
    Bundle.main.object(forInfoDictionaryKey: "OpstapServer") as? String ?? ""
  }

  override init() {
    let vault = KeychainVault(service: "nl.opstap")
    // Without the folder, opening says what is wrong.
    let support = FileManager.default.urls(for: .applicationSupportDirectory, in: .userDomainMask)[0]
    let folder = (try? StoreFolder.make()) ?? support
    door = Doorway(folder: folder, host: CoreHost(vault: vault))
    super.init()
  }

  func application(
    _ application: UIApplication,
    didFinishLaunchingWithOptions launchOptions: [UIApplication.LaunchOptionsKey: Any]?
  ) -> Bool {
    UNUserNotificationCenter.current().delegate = taps
    _ = BGTaskScheduler.shared.register(forTaskWithIdentifier: Self.refresh, using: nil) { task in
      let run = BackgroundRun { good in task.setTaskCompleted(success: good) }
      task.expirationHandler = { run.expire() }
      Task { @MainActor [self] in await self.refresh(run) }
    }
    return true
  }

  /// Opens the device, and follows it as long as the window lives.
  func begin() async {
    await door.open()
    guard let core = door.core else { return }
    let (suspension, reminders) = (Suspension(core), ReminderKeeper(core, board: NotificationBoard()))
    (self.suspension, self.reminders) = (suspension, reminders)
    network.pathUpdateHandler = { path in
      let metered = path.isExpensive || path.isConstrained
      let state: NetworkState = path.status != .satisfied ? .offline : metered ? .metered : .unmetered
      core.networkChanged(state: state)
    }
    network.start(queue: .global(qos: .utility))
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.door.follow() }
      group.addTask { await reminders.follow() }
      group.addTask { await Self.settleWhenTimeChanges(reminders) }
    }
  }

  /// The window came or went.
  func seen(_ phase: ScenePhase) {
    switch phase {
    case .active: suspension?.comeBack()
    case .background: leave()
    default: break
    }
  }

  /// Closes the files before the system suspends the app, and asks to come back later.
  private func leave() {
    guard let suspension else { return }
    let application = UIApplication.shared
    var time = UIBackgroundTaskIdentifier.invalid
    let end = Once { _ in Task { @MainActor in application.endBackgroundTask(time) } }
    time = application.beginBackgroundTask(withName: "pause") { end(false) }
    suspension.leave { good in end(good) }
    comeBack(in: 0)
  }

  /// One refresh in the background: open, sync, plan, close.
  private func refresh(_ run: BackgroundRun) async {
    await door.open()
    guard let core = door.core else { return run.expire() }
    let suspension = suspension ?? Suspension(core)
    self.suspension = suspension
    await suspension.comeBack().value
    let keeper = reminders ?? ReminderKeeper(core, board: NotificationBoard())
    let later = await run.run(core, within: 25, reminders: keeper)
    if UIApplication.shared.applicationState == .background { suspension.leave { _ in } }
    comeBack(in: later ?? 0)
  }

  private func comeBack(in seconds: UInt32) {
    let request = BGAppRefreshTaskRequest(identifier: Self.refresh)
    request.earliestBeginDate = Date(timeIntervalSinceNow: Double(seconds))
    try? BGTaskScheduler.shared.submit(request)
  }

  /// Midnight, a journey, a clock change: the plan may be another one.
  private static func settleWhenTimeChanges(_ reminders: ReminderKeeper) async {
    let changes = NotificationCenter.default.notifications(named: UIApplication.significantTimeChangeNotification)
    for await _ in changes.map({ _ in () }) { await reminders.settle() }
  }
}
