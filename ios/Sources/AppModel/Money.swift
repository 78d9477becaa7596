import Observation
import Opstap

/// The household's month.
@MainActor @Observable
public final class BudgetModel {
  /// The screen.
  public let shown: Shown<BudgetSummary>

  /// The client's own, or a case's.
  public init(_ place: Place) {
    let client = place.client
    let budget = place.core.budget()
    shown = Shown(place.core, [.budget]) { try await budget.summary(case: client) }
  }
}

/// What a person types about one amount.
public struct TypedLine: Equatable, Sendable {
  /// The amount, as the person writes it.
  public var amount = ""
  /// How often; without a choice it is what is usual.
  public var frequency: Frequency?
  /// A name of its own.
  public var label = ""

  func draft(for question: BudgetQuestionRow) -> LineDraft {
    let own = label.isEmpty ? nil : label
    return LineDraft(
      category: question.category, typed: amount, frequency: frequency, label: own, income: question.income)
  }
}

/// Typing amounts: one line, or one unanswered question after the other.
@MainActor @Observable
public final class LineModel {
  /// All questions, answered or not.
  public let shown: Shown<BudgetForm>
  /// What is typed. It stays when it cannot be taken.
  public var line = TypedLine()
  /// Questions that the person does not know now.
  public private(set) var later: Set<BudgetQuestionRow> = []

  private let budget: Budget
  private let client: CaseId?

  /// The client's own, or a case's.
  public init(_ place: Place) {
    let (budget, client) = (place.core.budget(), place.client)
    self.budget = budget
    self.client = client
    shown = Shown(place.core, [.budget]) { try await budget.form(case: client) }
  }

  /// One question.
  public func question(_ category: String) -> BudgetQuestionRow? {
    shown.record?.groups.lazy.flatMap(\.questions).first { $0.category == category }
  }

  /// The first open question that is not left for later.
  public var next: BudgetQuestionRow? {
    shown.record?.open.first { !self.later.contains($0) }
  }

  /// Keeps what was typed; true when the core could take it.
  public func save(_ question: BudgetQuestionRow) async -> Bool {
    let draft = line.draft(for: question)
    return await answer { _ = try await $0.setLine(line: draft, case: $1) }
  }

  /// It does not occur in this household.
  public func notForMe(_ question: BudgetQuestionRow) async -> Bool {
    await answer { _ = try await $0.notForMe(category: question.category, income: question.income, case: $1) }
  }

  /// Takes a line away.
  public func remove(_ line: String) async -> Bool {
    await answer { _ = try await $0.remove(line: line, case: $1) }
  }

  /// Leaves a question for later.
  public func postpone(_ question: BudgetQuestionRow) {
    later.insert(question)
    line = TypedLine()
    shown.forgetTrouble()
  }

  private func answer(_ deed: @Sendable (Budget, CaseId?) async throws -> Void) async -> Bool {
    let done: Void? = await shown.act { [budget, client] in try await deed(budget, client) }
    guard done != nil else { return false }
    line = TypedLine()
    await shown.again()
    return true
  }
}
