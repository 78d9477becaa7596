import Observation
import Opstap

/// The coming weeks: what can be spent, and when it pinches.
@MainActor @Observable
public final class ForecastModel {
  /// The screen.
  public let shown: Shown<ForecastSummary>
  /// The balance as it is typed. It stays when it cannot be taken.
  public var typed = ""
  private let forecast: Forecast
  private let client: CaseId?

  /// The client's own, or a case's.
  public init(_ place: Place) {
    let (forecast, client) = (place.core.forecast(), place.client)
    self.forecast = forecast
    self.client = client
    shown = Shown(place.core, [.budget]) { try await forecast.summary(case: client) }
  }

  /// Tells what is on the account today; true when the core could take it.
  public func tell() async -> Bool {
    let typed = typed
    let told = await shown.act { [forecast, client] in try await forecast.tellBalance(typed: typed, case: client) }
    guard told != nil else { return false }
    self.typed = ""
    return true
  }
}

/// On which days one line of the budget is paid.
@MainActor @Observable
public final class PayDayModel {
  /// What to ask.
  public let shown: Shown<PayDayForm>
  /// The day of the month as it is typed.
  public var typed = ""
  /// The next day, where that is asked.
  public var next: String?
  /// The months, where those are asked.
  public var months: Set<UInt32> = []
  private let forecast: Forecast
  private let line: String
  private let client: CaseId?

  /// The client's own, or a case's.
  public init(_ place: Place, line: String) {
    let (forecast, client) = (place.core.forecast(), place.client)
    self.forecast = forecast
    self.client = client
    self.line = line
    shown = Shown(place.core, [.budget]) { try await forecast.payDay(line: line, case: client) }
  }

  /// The answer so far; nothing while it is not one.
  public var draft: PayDayDraft? {
    guard let form = shown.record else { return nil }
    switch form.asks {
    case .dayOfMonth: return UInt32(typed.filter { $0 != " " }).map { .monthly(day: $0, shift: .stays) }
    case .nextDay: return next.map { .counted(anchor: $0) }
    case .months: return months.count == Int(form.monthsCount) ? .months(months: Array(months)) : nil
    }
  }

  /// Says when; true when it fits how often it is paid.
  public func set(_ paid: PayDayDraft) async -> Bool {
    let (line, done) = (line, shown)
    let answer = await done.act { [forecast, client] in
      try await forecast.setPayDay(line: line, paid: paid, case: client)
    }
    return answer != nil
  }
}

/// What has to happen by when, in one case.
@MainActor @Observable
public final class DeadlinesModel {
  /// The screen.
  public let shown: Shown<DeadlinePage>
  /// Days to choose from.
  public let choices: Shown<Choices>
  private let deadlines: Deadlines
  private let client: CaseId?

  /// The client's own, or a case's.
  public init(_ place: Place) {
    let (deadlines, agenda, client) = (place.core.deadlines(), place.core.agenda(), place.client)
    self.deadlines = deadlines
    self.client = client
    shown = Shown(place.core, [.agenda]) { try await deadlines.list(case: client) }
    choices = Shown(place.core, [.agenda]) { try await agenda.choices(case: client) }
  }

  /// One deadline.
  public func row(_ id: String) -> DeadlineRow? {
    guard let page = shown.record else { return nil }
    return page.open.first { $0.id == id } ?? page.ended.first { $0.id == id }
  }

  /// Only who may begin a term is offered one, and changes what runs.
  public var mayChange: Bool { shown.record?.terms.isEmpty == false }

  /// Begins one today.
  public func start(_ term: String) async -> Bool {
    await tell { deadlines, client in try await deadlines.start(term: term, case: client) }
  }

  /// It has happened today.
  public func finish(_ id: String) async -> Bool {
    await tell { deadlines, client in try await deadlines.finish(id: id, case: client) }
  }

  /// More time, and why.
  public func extend(_ id: String, to day: String, reason: String) async -> Bool {
    await tell { deadlines, client in
      try await deadlines.extend(id: id, to: day, reason: reason, case: client)
    }
  }

  /// It does not matter any more, and why.
  public func stop(_ id: String, reason: String) async -> Bool {
    await tell { deadlines, client in try await deadlines.stop(id: id, reason: reason, case: client) }
  }

  private func tell(_ deed: @Sendable (Deadlines, CaseId?) async throws -> DeadlineRow) async -> Bool {
    let row = await shown.act { [deadlines, client] in try await deed(deadlines, client) }
    return row != nil
  }
}

/// A professional's deadlines over all cases.
@MainActor @Observable
public final class WorkListModel {
  /// The screen.
  public let shown: Shown<[DeadlineRow]>

  /// Over all cases on this device.
  public init(_ place: Place) {
    let deadlines = place.core.deadlines()
    shown = Shown(place.core, [.agenda, .caseload]) { try await deadlines.workList() }
  }
}
