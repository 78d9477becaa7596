import Observation
import Opstap

/// Appointments: what comes, what was, and what one says to them.
@MainActor @Observable
public final class AgendaModel {
  /// The screen.
  public let shown: Shown<AgendaSummary>
  /// Days and times to choose from.
  public let choices: Shown<Choices>
  private let agenda: Agenda
  private let client: CaseId?

  /// The client's own, or a case's.
  public init(_ place: Place) {
    let client = place.client
    let agenda = place.core.agenda()
    self.agenda = agenda
    self.client = client
    shown = Shown(place.core, [.agenda]) { try await agenda.summary(case: client) }
    choices = Shown(place.core, [.agenda]) { try await agenda.choices(case: client) }
  }

  /// One appointment.
  public func row(_ id: String) -> AppointmentRow? {
    guard let agenda = shown.record else { return nil }
    return agenda.upcoming.first { $0.id == id } ?? agenda.past.first { $0.id == id }
  }

  /// Says yes.
  public func confirm(_ id: String) async {
    await tell { agenda, client in try await agenda.confirm(appointment: id, case: client) }
  }

  /// Says no.
  public func cancel(_ id: String) async {
    await tell { agenda, client in try await agenda.cancel(appointment: id, case: client) }
  }

  /// A helper notes whether it took place.
  public func note(_ id: String, kept: Bool) async {
    await tell { agenda, client in try await agenda.noteOutcome(appointment: id, kept: kept, case: client) }
  }

  /// Proposes an appointment; the new one, when it could be taken.
  public func plan(_ draft: AppointmentDraft) async -> AppointmentRow? {
    await tell { agenda, client in try await agenda.plan(draft: draft, case: client) }
  }

  /// Asks for another moment.
  public func move(_ id: String, to starts: WallMoment) async -> AppointmentRow? {
    await tell { agenda, client in
      try await agenda.reschedule(appointment: id, starts: starts, case: client)
    }
  }

  @discardableResult
  private func tell(
    _ deed: @Sendable (Agenda, CaseId?) async throws -> AppointmentRow
  ) async -> AppointmentRow? {
    await shown.act { [agenda, client] in try await deed(agenda, client) }
  }
}
