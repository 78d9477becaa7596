import AppModel
import SwiftUI

/// Letters that wait, the first last day first, and those that were dealt with.
struct LettersScreen: View {
  @State private var model: LettersModel
  private let client: CaseId?

  init(_ place: Place) {
    _model = State(initialValue: LettersModel(place))
    client = place.client
  }

  var body: some View {
    Page("ui-letters-title") {
      Say("ui-letters-text")
      Showing(model.shown) { letters in
        if letters.open.isEmpty { Say("ui-letters-empty") }
        list("ui-letters-open", letters.open)
        SayTo("ui-letters-add", Route(.newLetter, client: client))
        list("ui-letters-done", letters.done)
      }
    }
    .task { await model.shown.follow() }
  }

  @ViewBuilder private func list(_ key: String, _ rows: [LetterRow]) -> some View {
    if !rows.isEmpty {
      Card {
        Heading(key)
        ForEach(rows, id: \.id) { row in
          RowTo(Route(.letter(row.id), client: client)) {
            Text(row.sender).font(.headline)
            if let amount = row.amount { Amount(money: amount) }
            if !row.dueText.isEmpty { Text(row.dueText) }
            Marks(waiting: row.waiting, contested: row.contested)
          }
        }
      }
    }
  }
}

/// One letter: from whom, by when, how much.
struct LetterScreen: View {
  @Environment(Wayfinder.self) private var way
  @State private var model: LettersModel
  private let id: String
  private let client: CaseId?

  init(_ place: Place, id: String) {
    _model = State(initialValue: LettersModel(place))
    self.id = id
    client = place.client
  }

  var body: some View {
    Page("ui-letters-title") {
      Showing(model.shown) { _ in
        if let row = model.row(id) {
          Text(row.sender).font(.title2)
          Card {
            Text(row.stateText).font(.footnote).foregroundStyle(Color("Quiet"))
            if row.dueText.isEmpty { Say("ui-letter-no-day") } else { Text(row.dueText).font(.title3) }
            if let amount = row.amount { Amount(money: amount, font: .title) }
            Fact("ui-letter-note", row.note)
            Fact("ui-letter-reference", row.reference)
            Fact("ui-letter-received", row.receivedText)
            Marks(waiting: row.waiting, contested: row.contested)
          }
          ForEach(row.files, id: \.id) { file in FileLine(row: file, client: client) }
          PhotoChoice(chosen: model.photo)
          if model.photo.draft != nil { Quiet("ui-letter-photo") { _ = await model.attach(to: id) } }
          if row.done {
            Quiet("ui-letter-again") { _ = await model.finish(id, false) }
          } else {
            Primary("ui-letter-finish", isBusy: model.shown.isBusy) { _ = await model.finish(id, true) }
          }
          if let debt = row.debt { SayTo("ui-letter-to-debt", Route(.debt(debt), client: client)) }
          Quiet("ui-letter-remove") { if await model.remove(id) { way.back() } }
        }
      }
    }
    .task { await model.shown.follow() }
  }
}

/// Files a letter; what its text says can be looked up, and is taken over only where somebody chooses it.
struct NewLetterScreen: View {
  @Environment(Doorway.self) private var door
  @Environment(Wayfinder.self) private var way
  @State private var model: LettersModel
  @State private var debts: DebtsModel

  init(_ place: Place) {
    _model = State(initialValue: LettersModel(place, reader: PhotoEye.lines))
    _debts = State(initialValue: DebtsModel(place))
  }

  var body: some View {
    Page("ui-letters-add") {
      PhotoChoice(chosen: model.photo)
      Field(key: "ui-letter-words", text: $model.draft.words, lines: 3...8)
      Say("ui-letter-words-hint").font(.footnote).foregroundStyle(Color("Quiet"))
      if !model.draft.words.isEmpty { Quiet("ui-letter-read") { await model.read() } }
      if !model.readings.isEmpty { readings }
      Field(key: "ui-letter-sender", text: $model.draft.sender)
      Field(key: "ui-letter-amount", text: $model.draft.amount).keyboardType(.numbersAndPunctuation)
      Say("ui-debt-amount-hint").font(.footnote).foregroundStyle(Color("Quiet"))
      Showing(debts.moments) { moments in
        DayCard(key: "ui-letter-due", none: "ui-letter-no-day", moments: moments, chosen: $model.draft.due)
      }
      Field(key: "ui-letter-reference", text: $model.draft.reference)
      Showing(debts.shown) { all in
        if !all.debts.isEmpty { about(all.debts) }
      }
      Field(key: "ui-letter-note", text: $model.draft.note, lines: 2...5)
      TroubleCard(trouble: model.shown.trouble)
      Primary("ui-all-save", isBusy: model.shown.isBusy) { if await model.file() { way.back() } }
        .disabled(model.draft.isEmpty && model.photo.draft == nil)
    }
    .task { await debts.moments.follow() }
    .task { await debts.shown.follow() }
    .task(id: model.photo.draft?.path) { await model.readPhoto() }
  }

  private var readings: some View {
    Card {
      Heading("ui-letter-found")
      ForEach(Array(model.readings.enumerated()), id: \.offset) { _, reading in
        Button("\(reading.label): \(reading.text)") { model.take(reading) }.buttonStyle(QuietStyle())
      }
    }
  }

  private func about(_ rows: [DebtRow]) -> some View {
    let none = (value: String?.none, text: door.words["ui-letter-no-debt"])
    return Card {
      Heading("ui-letter-debt")
      Choose(choices: [none] + rows.map { (value: Optional($0.id), text: $0.title) }, chosen: $model.draft.debt)
    }
  }
}
