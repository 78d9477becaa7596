import Observation
import Opstap

/// The first screen, of a client or of the case that a helper looks at.
@MainActor @Observable
public final class TodayModel {
  /// The screen.
  public let shown: Shown<TodaySummary>

  /// The client's own, or a case's.
  public init(_ place: Place) {
    let client = place.client
    let programme = place.core.programme()
    shown = Shown(place.core, [.today]) { try await programme.today(case: client) }
  }
}

/// Two versions of a value, and choosing between them.
@MainActor @Observable
public final class ConflictsModel {
  /// The screen.
  public let shown: Shown<[ConflictRow]>
  private let disputes: Disputes
  private let client: CaseId?

  /// The client's own, or a case's.
  public init(_ place: Place) {
    let client = place.client
    let disputes = place.core.disputes()
    self.disputes = disputes
    self.client = client
    shown = Shown(place.core, [.disputes]) { try await disputes.list(case: client) }
  }

  /// One of them.
  public func row(_ id: String) -> ConflictRow? {
    shown.record?.first { $0.id == id }
  }

  /// Chooses; true when it is done.
  public func choose(_ id: String, _ reading: Reading) async -> Bool {
    await shown.act { [disputes, client] in
      try await disputes.choose(conflict: id, reading: reading, case: client)
    } != nil
  }

  /// Takes the choice back.
  public func undo(_ id: String) async {
    await shown.act { [disputes, client] in try await disputes.undo(conflict: id, case: client) }
  }
}

/// Who changed what of one thing.
@MainActor @Observable
public final class HistoryModel {
  /// The screen.
  public let shown: Shown<HistoryPage>
  private let history: History
  private let thing: String
  private let client: CaseId?

  /// Of the client's own thing, or of one in a case, by its id.
  public init(_ place: Place, thing: String) {
    let (history, client) = (place.core.history(), place.client)
    self.history = history
    self.thing = thing
    self.client = client
    shown = Shown(place.core, [.budget, .agenda]) { try await history.page(thing: thing, case: client) }
  }

  /// Undoes one change, as a change of now.
  public func undo(_ change: String) async {
    let newest = await shown.act { [history, thing, client] in
      try await history.undo(thing: thing, change: change, case: client)
    }
    if let newest { shown.show(newest) }
  }
}

/// Who looks along, and at what.
@MainActor @Observable
public final class SharingModel {
  /// The screen.
  public let shown: Shown<SharingSummary>
  /// Days until when one may share.
  public let choices: Shown<Choices>
  private let circle: Circle

  /// The client's own: nobody else shares.
  public init(_ place: Place) {
    let circle = place.core.circle()
    self.circle = circle
    let agenda = place.core.agenda()
    shown = Shown(place.core, [.circle]) { try await circle.summary() }
    choices = Shown(place.core, [.circle]) { try await agenda.choices() }
  }

  /// Somebody in the case.
  public func helper(_ account: String) -> HelperRow? {
    shown.record?.helpers.first { $0.account == account }
  }

  /// Shares these parts, until a day or until it is stopped; no parts: stops. True when it is done.
  public func share(_ parts: [SharedPart], with account: String, until: LocalDate?) async -> Bool {
    let newest = await shown.act { [circle] in
      try await circle.share(helper: account, parts: parts, until: until)
    }
    if let newest { shown.show(newest) }
    return newest != nil
  }
}

/// What is known of the household, and what could be told.
@MainActor @Observable
public final class ProfileModel {
  /// The screen.
  public let shown: Shown<ProfileSummary>
  private let profile: Profile
  private let client: CaseId?

  /// The client's own, or a case's.
  public init(_ place: Place) {
    let client = place.client
    let profile = place.core.profile()
    self.profile = profile
    self.client = client
    shown = Shown(place.core, [.profile]) { try await profile.summary(case: client) }
  }

  /// One question.
  public func field(_ id: String) -> FieldRow? {
    shown.record?.fields.first { $0.field == id }
  }

  /// Tells it as typed; true when it is kept.
  public func tell(_ field: String, typed: String) async -> Bool {
    let newest = await shown.act { [profile, client] in
      try await profile.tell(field: field, typed: typed, case: client)
    }
    if let newest { shown.show(newest) }
    return newest != nil
  }
}
