import AppModel
import SwiftUI

/// Puts a debt on the list, or says something else about one. Only to whom is needed; the rest may come later.
struct DebtForm: View {
  @Environment(Doorway.self) private var door
  @Environment(Wayfinder.self) private var way
  @State private var model: DebtsModel
  @State private var name = ""
  @State private var amount = ""
  @State private var isAbout = false
  @State private var reference = ""
  @State private var subject: String?
  @State private var owner: String?
  @State private var meant: [CreditorSuggestion] = []
  private let id: String?

  init(_ place: Place, id: String?) {
    _model = State(initialValue: DebtsModel(place))
    self.id = id
  }

  var body: some View {
    Page(id == nil ? "ui-debts-add" : "ui-debt-change") {
      Showing(model.choices) { choices in
        Field(key: id == nil ? "ui-debt-to" : "ui-debt-name", text: $name)
        if id == nil {
          MeantCard(all: meant.filter { $0.name != name }) { one in
            name = one.name
            subject = subject ?? one.subject
          }
          Field(key: "ui-debt-amount", text: $amount).keyboardType(.numbersAndPunctuation)
          Say("ui-debt-amount-hint").font(.footnote).foregroundStyle(Color("Quiet"))
          Toggle(door.words["ui-debt-about"], isOn: $isAbout)
        } else {
          Field(key: "ui-debt-reference", text: $reference)
        }
        WordCard(key: "ui-debt-subject", rows: choices.subjects, chosen: $subject)
        WordCard(key: "ui-debt-owner", rows: choices.owners, chosen: $owner)
      }
      TroubleCard(trouble: model.shown.trouble)
      Primary("ui-all-save", isBusy: model.shown.isBusy) { if await save() { way.back() } }
        .disabled(id == nil && name.isEmpty)
    }
    .task { await model.choices.follow() }
    .task(id: name) { if id == nil { meant = await model.meant(name) } }
  }

  private func save() async -> Bool {
    let said = { (text: String) in text.isEmpty ? nil : text }
    guard let id else {
      let typed = said(amount).map { DebtAmountDraft(typed: $0, estimated: isAbout) }
      return await model.add(DebtDraft(creditor: name, subject: subject, owner: owner), typed)
    }
    let debt = DebtDraft(title: said(name), reference: said(reference), subject: subject, owner: owner)
    return await model.change(id, debt)
  }
}

/// Creditors that may be meant: one is taken over by a touch.
private struct MeantCard: View {
  let all: [CreditorSuggestion]
  let take: @MainActor (CreditorSuggestion) -> Void

  var body: some View {
    if !all.isEmpty {
      Card {
        ForEach(all, id: \.name) { one in
          Button {
            take(one)
          } label: {
            VStack(alignment: .leading) {
              Text(one.name).font(.headline)
              if !one.text.isEmpty { Text(one.text) }
            }
            .frame(minHeight: 48)
          }
        }
      }
    }
  }
}

/// A question with the core's answers.
private struct WordCard: View {
  let key: String
  let rows: [WordRow]
  @Binding var chosen: String?

  var body: some View {
    Card {
      Heading(key)
      Choose(choices: rows.map { (Optional($0.word), $0.text) }, chosen: $chosen)
    }
  }
}

/// Adds an amount: all that is owed, costs, or a payment.
struct DebtAmountScreen: View {
  @Environment(Doorway.self) private var door
  @Environment(Wayfinder.self) private var way
  @State private var model: DebtsModel
  @State private var amount = ""
  @State private var kind: DebtAmountKind?
  private let id: String

  init(_ place: Place, id: String) {
    _model = State(initialValue: DebtsModel(place))
    self.id = id
  }

  var body: some View {
    Page("ui-debt-add-amount") {
      Showing(model.shown) { _ in
        if let row = model.row(id) { Text(row.title).font(.title2) }
        Card {
          Heading("ui-debt-kind")
          Choose(
            choices: [
              (Optional.some(DebtAmountKind.statement), door.words["ui-debt-kind-statement"]),
              (Optional.some(DebtAmountKind.cost), door.words["ui-debt-kind-cost"]),
              (Optional.some(DebtAmountKind.payment), door.words["ui-debt-kind-payment"]),
            ], chosen: $kind)
        }
        Field(key: "ui-line-amount", text: $amount).keyboardType(.numbersAndPunctuation)
        Primary("ui-all-save", isBusy: model.shown.isBusy) {
          if let kind, await model.addAmount(id, kind, DebtAmountDraft(typed: amount)) { way.back() }
        }
        .disabled(kind == nil || amount.isEmpty)
      }
    }
    .task { await model.shown.follow() }
  }
}

/// With whom the claim is now.
struct HolderScreen: View {
  @Environment(Wayfinder.self) private var way
  @State private var model: DebtsModel
  @State private var holder: String?
  @State private var name = ""
  private let id: String

  init(_ place: Place, id: String) {
    _model = State(initialValue: DebtsModel(place))
    self.id = id
  }

  var body: some View {
    Page("ui-debt-hand-over") {
      Showing(model.choices) { choices in
        WordCard(key: "ui-debt-holder", rows: choices.holders, chosen: $holder)
        Field(key: "ui-debt-holder-name", text: $name)
      }
      TroubleCard(trouble: model.shown.trouble)
      Primary("ui-all-save", isBusy: model.shown.isBusy) {
        if let holder, await model.handOver(id, to: holder, name: name.isEmpty ? nil : name) { way.back() }
      }
      .disabled(holder == nil)
    }
    .task { await model.choices.follow() }
  }
}

/// What the creditor threatens to do, and when.
struct ThreatScreen: View {
  @Environment(Wayfinder.self) private var way
  @State private var model: DebtsModel
  @State private var threat: String?
  @State private var day: String?
  private let id: String

  init(_ place: Place, id: String) {
    _model = State(initialValue: DebtsModel(place))
    self.id = id
  }

  var body: some View {
    Page("ui-debt-threat") {
      Showing(model.choices) { choices in
        WordCard(key: "ui-debt-threat-what", rows: choices.threats, chosen: $threat)
      }
      Showing(model.moments) { moments in
        DayCard(key: "ui-debt-threat-when", none: "ui-debt-no-day", moments: moments, chosen: $day)
      }
      TroubleCard(trouble: model.shown.trouble)
      Primary("ui-all-save", isBusy: model.shown.isBusy) {
        if let threat, await model.threaten(id, threat, on: day) { way.back() }
      }
      .disabled(threat == nil)
    }
    .task { await model.choices.follow() }
    .task { await model.moments.follow() }
  }
}

/// A day, or none: the coming fourteen, and some later.
struct DayCard: View {
  @Environment(Doorway.self) private var door
  let key: String
  let none: String
  let moments: Choices
  @Binding var chosen: String?

  private var offered: [(value: String?, text: String)] {
    let later = moments.later.filter { late in !moments.days.contains { $0.date == late.date } }
    let days = (moments.days + later).map { (value: Optional($0.date), text: $0.text) }
    let kept = chosen.map { day in days.contains { $0.value == day } ? [] : [(value: Optional(day), text: day)] } ?? []
    return [(value: nil, text: door.words[none])] + kept + days
  }

  var body: some View {
    Card {
      Heading(key)
      Choose(choices: offered, chosen: $chosen)
    }
  }
}
