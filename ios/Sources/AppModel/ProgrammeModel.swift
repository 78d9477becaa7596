import Observation
import Opstap

/// The programme with its steps and tasks, and what one does with a task.
@MainActor @Observable
public final class ProgrammeModel {
  /// The screen.
  public let shown: Shown<ProgrammeSummary>
  private let programme: Programme
  private let client: CaseId?

  /// The client's own, or a case's.
  public init(_ place: Place) {
    let client = place.client
    let programme = place.core.programme()
    self.programme = programme
    self.client = client
    shown = Shown(place.core, [.programme]) { try await programme.summary(case: client) }
  }

  /// One step.
  public func step(_ id: String) -> StepRow? {
    shown.record?.phases.lazy.flatMap(\.steps).first { $0.id == id }
  }

  /// One task.
  public func task(_ id: String) -> TaskRow? {
    shown.record?.phases.lazy.flatMap(\.steps).flatMap(\.tasks).first { $0.id == id }
  }

  /// Does something with a task, and says what came of it.
  public func perform(_ task: String, _ deed: TaskDeed) async -> TaskOutcome? {
    let outcome = await shown.act { [programme, client] in
      try await programme.perform(task: task, deed: deed, case: client)
    }
    if let outcome { shown.show(outcome.programme) }
    return outcome
  }

  /// A helper moves to the newest version.
  public func renew() async {
    await take { programme, client in try await programme.renew(case: client) }
  }

  /// A helper changes a task in this case; true when it is kept.
  public func change(_ task: String, _ edit: TaskEdit) async -> Bool {
    await take { programme, client in try await programme.changeTask(task: task, edit: edit, case: client) }
  }

  /// A helper adds a task to a step of this case; true when it is kept.
  public func add(to step: String, title: String, text: String) async -> Bool {
    await take { programme, client in
      try await programme.addTask(step: step, title: title, text: text, case: client)
    }
  }

  @discardableResult
  private func take(_ deed: @Sendable (Programme, CaseId?) async throws -> ProgrammeSummary) async -> Bool {
    let newest = await shown.act { [programme, client] in try await deed(programme, client) }
    if let newest { shown.show(newest) }
    return newest != nil
  }
}
