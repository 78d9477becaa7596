import Observation
import Opstap

/// What is owed, and what was said about it.
@MainActor @Observable
public final class DebtsModel {
  /// The screen.
  public let shown: Shown<DebtsSummary>
  /// What to choose from where something is asked.
  public let choices: Shown<DebtChoices>
  /// Days to choose from.
  public let moments: Shown<Choices>
  private let debts: Debts
  private let client: CaseId?

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

  /// Answers whether two creditors are one.
  public func answer(_ two: DuplicateRow, same: Bool) async -> Bool {
    await tell { debts, client in
      _ = try await debts.sameCreditor(one: two.one, other: two.other, same: same, case: client)
    }
  }

  private func tell(_ deed: @Sendable (Debts, CaseId?) async throws -> Void) async -> Bool {
    let done: Void? = await shown.act { [debts, client] in try await deed(debts, client) }
    return done != nil
  }
}

/// Letters, and what is read in them.
@MainActor @Observable
public final class LettersModel {
  /// The screen.
  public let shown: Shown<LettersSummary>
  /// What was read in a text, to be chosen from. Nothing of it is kept.
  public private(set) var readings: [LetterReading] = []
  /// What is being typed about a new letter.
  public var draft = TypedLetter()
  private let letters: Letters
  private let client: CaseId?

  /// The client's own, or a case's.
  public init(_ place: Place) {
    let (letters, client) = (place.core.letters(), place.client)
    self.letters = letters
    self.client = client
    shown = Shown(place.core, [.debts]) { try await letters.summary(case: client) }
  }

  /// One letter.
  public func row(_ id: String) -> LetterRow? {
    guard let all = shown.record else { return nil }
    return all.open.first { $0.id == id } ?? all.done.first { $0.id == id }
  }

  /// Reads the text that was pasted.
  public func read() async {
    let text = draft.words
    let found = await shown.act { [letters, client] in try await letters.read(text: text, case: client) }
    readings = (found ?? []).filter { [.sender, .amount, .deadline, .reference].contains($0.what) }
  }

  /// Takes over one thing that was read.
  public func take(_ reading: LetterReading) {
    switch reading.what {
    case .sender: draft.sender = reading.value
    case .amount: draft.amount = reading.value
    case .deadline: draft.due = reading.value
    case .reference: draft.reference = reading.value
    default: break
    }
  }

  /// Files what was typed; true when the core could take it.
  public func file() async -> Bool {
    let letter = draft.letter
    return await tell { letters, client in _ = try await letters.file(letter: letter, case: client) }
  }

  /// It was dealt with, or was not after all.
  public func finish(_ id: String, _ done: Bool) async -> Bool {
    await tell { letters, client in _ = try await letters.finish(id: id, done: done, case: client) }
  }

  /// Takes it away.
  public func remove(_ id: String) async -> Bool {
    await tell { letters, client in try await letters.remove(id: id, case: client) }
  }

  private func tell(_ deed: @Sendable (Letters, CaseId?) async throws -> Void) async -> Bool {
    let done: Void? = await shown.act { [letters, client] in try await deed(letters, client) }
    return done != nil
  }
}

/// What a person types about a letter.
public struct TypedLetter: Equatable, Sendable {
  /// Its text, where that can be pasted.
  public var words = ""
  /// From whom.
  public var sender = ""
  /// What it asks to pay.
  public var amount = ""
  /// The last day.
  public var due: String?
  /// The number in it.
  public var reference = ""
  /// The debt that it is about.
  public var debt: String?
  /// What has to be done.
  public var note = ""

  /// Nothing was typed yet.
  public var isEmpty: Bool { letter == LetterDraft() }

  var letter: LetterDraft {
    let said = { (text: String) in text.isEmpty ? nil : text }
    return LetterDraft(
      sender: said(sender), typed: said(amount), dueOn: due, reference: said(reference), debt: debt,
      note: said(note))
  }
}
