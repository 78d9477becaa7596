import AppModel
import SwiftUI

/// What is owed: the most urgent first, and the total with what is not certain about it.
struct DebtsScreen: View {
  @State private var model: DebtsModel
  private let client: CaseId?

  init(_ place: Place) {
    _model = State(initialValue: DebtsModel(place))
    client = place.client
  }

  var body: some View {
    Page("ui-debts-title") {
      Showing(model.shown) { debts in
        Card {
          if debts.debts.isEmpty { Say("ui-debts-empty") } else { Text(debts.total.text).font(.title3) }
        }
        SayTo("ui-debts-add", Route(.newDebt, client: client))
        SayTo("ui-debts-letters", Route(.letters, client: client))
        SayTo("ui-debts-offer", Route(.page("offer"), client: client))
        ForEach(debts.duplicates, id: \.other) { question($0) }
        ForEach(debts.debts, id: \.id) { row in Card { DebtLine(row: row, client: client) } }
      }
    }
    .task { await model.shown.follow() }
  }

  private func question(_ two: DuplicateRow) -> some View {
    Card {
      Text(two.question)
      Quiet("ui-debts-same") { _ = await model.answer(two, same: true) }
      Quiet("ui-debts-different") { _ = await model.answer(two, same: false) }
    }
  }
}

/// A debt in the list.
private struct DebtLine: View {
  let row: DebtRow
  let client: CaseId?

  var body: some View {
    RowTo(Route(.debt(row.id), client: client)) {
      Text(row.title).font(.headline)
      Say(row.level.key).font(.footnote).foregroundStyle(Color("Accent"))
      Text(row.owedText).privacySensitive()
      Text(row.subjectText).font(.footnote).foregroundStyle(Color("Quiet"))
      if let reason = row.reasons.first { Text(reason).font(.footnote) }
      Marks(waiting: row.waiting, contested: row.contested)
    }
  }
}

extension DebtLevel {
  /// The key of its word.
  var key: String {
    switch self {
    case .now: "ui-debts-level-now"
    case .first: "ui-debts-level-first"
    case .soon: "ui-debts-level-soon"
    case .later: "ui-debts-level-later"
    case .settled: "ui-debts-level-settled"
    }
  }
}

/// One debt: what is owed, why it presses, with whom it is, and its amounts.
struct DebtScreen: View {
  @Environment(Wayfinder.self) private var way
  @State private var model: DebtsModel
  private let id: String
  private let client: CaseId?

  init(_ place: Place, id: String) {
    _model = State(initialValue: DebtsModel(place))
    self.id = id
    client = place.client
  }

  var body: some View {
    Page("ui-debts-title") {
      Showing(model.shown) { _ in
        if let row = model.row(id) {
          Text(row.title).font(.title2)
          owed(row)
          about(row)
          SayTo("ui-debt-add-amount", Route(.debtAmount(id), client: client))
          if !row.entries.isEmpty {
            Heading("ui-debt-entries")
            ForEach(row.entries, id: \.id) { entry($0) }
          }
          ways(row)
        }
      }
    }
    .task { await model.shown.follow() }
  }

  private func owed(_ row: DebtRow) -> some View {
    Card {
      Say(row.level.key).font(.footnote).foregroundStyle(Color("Accent"))
      Say("ui-debt-owed").font(.subheadline)
      Text(row.owedText).font(.title).privacySensitive()
      if !row.statedText.isEmpty { Text(row.statedText).font(.footnote).foregroundStyle(Color("Quiet")) }
      if !row.reasons.isEmpty { Fact("ui-debt-why", row.reasons.joined(separator: "\n")) }
      Marks(waiting: row.waiting, contested: row.contested)
    }
  }

  private func about(_ row: DebtRow) -> some View {
    Card {
      Fact("ui-debt-subject", row.subjectText)
      Fact("ui-debt-owner", row.ownerText)
      Fact("ui-debt-holder", row.holderText)
      Fact("ui-debt-reference", row.reference)
      if row.disputed { Say("ui-debt-disputed") }
      SayTo("ui-debt-change", Route(.debtChange(id), client: client))
    }
  }

  private func entry(_ row: DebtEntryRow) -> some View {
    Card {
      Text(row.text).privacySensitive()
      if !row.note.isEmpty { Text(row.note).font(.footnote).foregroundStyle(Color("Quiet")) }
      if row.twice { Say("ui-debt-twice").font(.footnote) }
      if row.corrected {
        Say("ui-debt-corrected").font(.footnote).foregroundStyle(Color("Quiet"))
      } else if row.amount != nil {
        Quiet("ui-debt-correct") { _ = await model.correct(row.id) }
      }
      Marks(waiting: row.waiting, contested: false)
    }
  }

  @ViewBuilder private func ways(_ row: DebtRow) -> some View {
    SayTo("ui-debt-threat", Route(.threat(id), client: client))
    SayTo("ui-debt-hand-over", Route(.holder(id), client: client))
    Quiet(row.disputed ? "ui-debt-accept" : "ui-debt-dispute") { _ = await model.dispute(id, !row.disputed) }
    Quiet("ui-debt-remove") { if await model.remove(id) { way.back() } }
  }
}
