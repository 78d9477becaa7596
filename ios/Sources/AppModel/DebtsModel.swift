import Observation
import Opstap

/// What is owed.
@MainActor @Observable
public final class DebtsModel {
  /// The screen.
  public let shown: Shown<DebtsSummary>
  /// What to choose from where something is asked.
  public let choices: Shown<DebtChoices>
  /// Days to choose from.
  public let moments: Shown<Choices>
  fileprivate let debts: Debts
  fileprivate let client: CaseId?

  /// The client's own, or a case's.
  public init(_ place: Place) {
    let (debts, agenda, client) = (place.core.debts(), place.core.agenda(), place.client)
    self.debts = debts
    self.client = client
    shown = Shown(place.core, [.debts]) { try await debts.summary(case: client) }
    choices = Shown(place.core, [.preferences]) { try await debts.choices(case: client) }
    moments = Shown(place.core, [.preferences]) { try await agenda.choices(case: client) }
  }

  /// One debt.
  public func row(_ id: String) -> DebtRow? {
    shown.record?.debts.first { $0.id == id }
  }

  /// Puts one on the list, with an amount where there is one.
  public func add(_ debt: DebtDraft, _ amount: DebtAmountDraft?) async -> Bool {
    await tell { debts, client in _ = try await debts.add(debt: debt, amount: amount, case: client) }
  }

  /// Creditors that may be meant by what was typed.
  public func meant(_ typed: String) async -> [CreditorSuggestion] {
    (try? await debts.suggest(typed: typed, case: client)) ?? []
  }

  /// Answers whether two creditors are one.
  public func answer(_ two: DuplicateRow, same: Bool) async -> Bool {
    await tell { debts, client in
      _ = try await debts.sameCreditor(one: two.one, other: two.other, same: same, case: client)
    }
  }

  fileprivate func tell(_ deed: @Sendable (Debts, CaseId?) async throws -> Void) async -> Bool {
    let done: Void? = await shown.act { [debts, client] in try await deed(debts, client) }
    return done != nil
  }
}

/// What a person says about one debt.
extension DebtsModel {
  /// Says something else about it.
  public func change(_ id: String, _ debt: DebtDraft) async -> Bool {
    await tell { debts, client in _ = try await debts.change(id: id, debt: debt, case: client) }
  }

  /// Adds an amount.
  public func addAmount(_ id: String, _ kind: DebtAmountKind, _ amount: DebtAmountDraft) async -> Bool {
    await tell { debts, client in
      _ = try await debts.addAmount(id: id, kind: kind, amount: amount, case: client)
    }
  }

  /// Takes an amount back that was a mistake.
  public func correct(_ amount: String) async -> Bool {
    await tell { debts, client in _ = try await debts.correct(amount: amount, case: client) }
  }

  /// The person does not agree with it, or does after all.
  public func dispute(_ id: String, _ disputed: Bool) async -> Bool {
    await tell { debts, client in _ = try await debts.dispute(id: id, disputed: disputed, case: client) }
  }

  /// With whom it is.
  public func handOver(_ id: String, to holder: String, name: String?) async -> Bool {
    await tell { debts, client in
      _ = try await debts.handOver(id: id, holder: holder, name: name, case: client)
    }
  }

  /// What threatens, and when.
  public func threaten(_ id: String, _ threat: String, on day: String?) async -> Bool {
    await tell { debts, client in _ = try await debts.threaten(id: id, threat: threat, on: day, case: client) }
  }

  /// Takes it off the list.
  public func remove(_ id: String) async -> Bool {
    await tell { debts, client in _ = try await debts.remove(id: id, case: client) }
  }
}
