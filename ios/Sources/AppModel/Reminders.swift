import Foundation
import Opstap

/// A notification as the platform has it planned.
public struct PlannedReminder: Hashable, Sendable {
  /// Stable.
  public let key: String
  /// When.
  public let at: Date
  /// What a locked screen may show. iOS has one text for both, so this is all that it ever gets.
  public let text: String
  /// Where a tap leads.
  public let route: String
  /// It breaks through a summary of notifications, as for an appointment.
  public let exact: Bool

  /// One that the platform reports.
  public init(key: String, at: Date, text: String, route: String, exact: Bool) {
    self.key = key
    self.at = at
    self.text = text
    self.route = route
    self.exact = exact
  }

  init(_ wanted: Reminder) {
    self.init(
      key: wanted.key, at: wanted.at, text: wanted.discreet, route: wanted.route, exact: wanted.exact)
  }
}

/// What must happen so that the platform has planned what the core wants, and nothing else.
public struct ReminderDifference: Equatable, Sendable {
  /// Keys to take away.
  public let remove: [String]
  /// Reminders to put in, also instead of one with the same key.
  public let add: [PlannedReminder]

  /// Compares the plan with what is there.
  public init(plan: [PlannedReminder], planned: [PlannedReminder]) {
    let wanted = Set(plan.map(\.key))
    let there = Set(planned)
    remove = planned.map(\.key).filter { !wanted.contains($0) }
    add = plan.filter { !there.contains($0) }
  }
}

/// Where the platform keeps planned notifications.
public protocol ReminderBoard: Sendable {
  /// What is there.
  func planned() async -> [PlannedReminder]
  /// Takes these away.
  func remove(_ keys: [String]) async
  /// Puts one in, instead of one with the same key.
  func add(_ reminder: PlannedReminder) async
  /// Whether somebody lets the app show what is planned.
  func mayShow() async -> Bool
}

/// Makes the platform equal to the core's plan.
public actor ReminderKeeper {
  private let core: Core
  private let board: any ReminderBoard
  private var settling: Task<Void, Never>?

  /// For a client's own device.
  public init(_ core: Core, board: any ReminderBoard) {
    self.core = core
    self.board = board
  }

  /// Follows the plan until the task is cancelled.
  public func follow() async {
    for await _ in core.changes([.reminders, .session]) {
      await settle()
    }
  }

  /// Makes the board equal to the plan, one after the other. Without a plan, as before pairing, nothing is planned;
  /// while the core is paused everything stays.
  public func settle() async {
    let before = settling
    let next = Task { [core, board] in
      await before?.value
      let plan: [PlannedReminder]
      do {
        plan = try await core.agenda().reminderPlan().entries.map(PlannedReminder.init)
      } catch CoreError.NotPaired, CoreError.NotFound, CoreError.Closed {
        plan = []
      } catch {
        return
      }
      let difference = ReminderDifference(plan: plan, planned: await board.planned())
      await board.remove(difference.remove)
      for reminder in difference.add { await board.add(reminder) }
      let seen = await board.mayShow() ? await board.planned() : []
      let taken = seen.map { TakenReminder(key: $0.key, at: $0.at) }
      // Without somebody signed in there is nothing to say, and what cannot be said now is said the next time.
      try? await core.agenda().confirmReminders(taken: taken)
    }
    settling = next
    await next.value
  }
}
