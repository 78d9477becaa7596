import AppModel
import SwiftUI

/// What has to happen by when; a professional also begins one.
struct DeadlinesScreen: View {
  @State private var model: DeadlinesModel
  private let client: CaseId?

  init(_ place: Place) {
    _model = State(initialValue: DeadlinesModel(place))
    client = place.client
  }

  var body: some View {
    Page("ui-deadlines-title") {
      Say("ui-deadlines-text")
      Showing(model.shown) { page in
        if page.open.isEmpty { Say("ui-deadlines-empty") }
        list("ui-deadlines-running", page.open)
        if model.mayChange { SayTo("ui-deadlines-begin", Route(.terms, client: client)) }
        list("ui-deadlines-ended", page.ended)
      }
    }
    .task { await model.shown.follow() }
  }

  @ViewBuilder private func list(_ key: String, _ rows: [DeadlineRow]) -> some View {
    if !rows.isEmpty {
      Card {
        Heading(key)
        ForEach(rows, id: \.id) { row in
          RowTo(Route(.deadline(row.id), client: client)) {
            Text(row.title).font(.headline)
            Text(row.standing)
            Marks(waiting: row.waiting, contested: false)
          }
        }
      }
    }
  }
}

/// One deadline: how it stands, where it comes from, what was decided.
struct DeadlineScreen: View {
  @State private var model: DeadlinesModel
  private let id: String
  private let client: CaseId?

  init(_ place: Place, id: String) {
    _model = State(initialValue: DeadlinesModel(place))
    self.id = id
    client = place.client
  }

  var body: some View {
    Page("ui-deadlines-title") {
      Showing(model.shown) { _ in
        if let row = model.row(id) {
          Text(row.title).font(.title2)
          Card {
            Text(row.standing).font(.title3)
            Fact("ui-deadline-last", row.lastDay.text)
            Fact("ui-deadline-began", row.startedOn.text)
            Marks(waiting: row.waiting, contested: false)
          }
          if !row.steps.isEmpty {
            Card {
              Heading("ui-deadline-steps")
              ForEach(row.steps, id: \.self) { Text($0) }
            }
          }
          Card { Fact("ui-deadline-source", row.source) }
          if model.mayChange && (row.state == .running || row.late) { ways }
        }
      }
    }
    .task { await model.shown.follow() }
  }

  @ViewBuilder private var ways: some View {
    Primary("ui-deadline-finish", isBusy: model.shown.isBusy) { _ = await model.finish(id) }
    SayTo("ui-deadline-extend", Route(.extend(id), client: client))
    SayTo("ui-deadline-stop", Route(.stop(id), client: client))
  }
}

/// Which term begins today.
struct TermsScreen: View {
  @Environment(Doorway.self) private var door
  @Environment(Wayfinder.self) private var way
  @State private var model: DeadlinesModel

  init(_ place: Place) {
    _model = State(initialValue: DeadlinesModel(place))
  }

  var body: some View {
    Page("ui-deadlines-begin") {
      Say("ui-deadlines-begin-text")
      Showing(model.shown) { page in
        ForEach(page.terms, id: \.id) { term in
          Card {
            Text(term.title).font(.headline)
            Fact("ui-deadline-last", term.lastDay.text)
            if !term.verified { Say("ui-deadline-unverified").font(.footnote).foregroundStyle(Color("Quiet")) }
            Button(door.words["ui-deadlines-begin"]) {
              Task { if await model.start(term.id) { way.back() } }
            }
            .buttonStyle(QuietStyle())
            .disabled(model.shown.isBusy)
            .accessibilityLabel("\(door.words["ui-deadlines-begin"]): \(term.title)")
          }
        }
      }
    }
    .task { await model.shown.follow() }
  }
}

/// More time, or an end to it, with the reason.
struct ReasonScreen: View {
  @Environment(Wayfinder.self) private var way
  @State private var model: DeadlinesModel
  @State private var reason = ""
  @State private var day: String?
  private let id: String
  private let extends: Bool

  init(_ place: Place, id: String, extends: Bool) {
    _model = State(initialValue: DeadlinesModel(place))
    self.id = id
    self.extends = extends
  }

  var body: some View {
    Page(extends ? "ui-deadline-extend" : "ui-deadline-stop") {
      Showing(model.shown) { _ in
        if let row = model.row(id) {
          Text(row.title).font(.title2)
          Fact("ui-deadline-last", row.lastDay.text)
        }
      }
      if extends {
        Showing(model.choices) { choices in
          Card {
            Heading("ui-deadline-new-day")
            Choose(choices: choices.later.map { (Optional($0.date), $0.text) }, chosen: $day)
          }
        }
      }
      Field(key: "ui-deadline-reason", text: $reason, lines: 3...6)
      Say("ui-deadline-reason-hint").font(.footnote).foregroundStyle(Color("Quiet"))
      Primary(extends ? "ui-all-save" : "ui-deadline-stop", isBusy: model.shown.isBusy) { await send() }
        .disabled(extends && day == nil)
    }
    .task { await model.shown.follow() }
    .task { await model.choices.follow() }
  }

  private func send() async {
    let done =
      if extends, let day {
        await model.extend(id, to: day, reason: reason)
      } else {
        await model.stop(id, reason: reason)
      }
    if done { way.back() }
  }
}

/// A professional's deadlines over all cases: what is missed first, then by last day.
struct WorkListScreen: View {
  @State private var model: WorkListModel

  init(_ place: Place) {
    _model = State(initialValue: WorkListModel(place))
  }

  var body: some View {
    Page("ui-deadlines-work") {
      Showing(model.shown) { rows in
        if rows.isEmpty { Say("ui-deadlines-empty") }
        ForEach(rows, id: \.id) { row in
          Card {
            RowTo(Route(.deadline(row.id), client: row.case)) {
              Text(row.name).font(.headline)
              Text(row.title)
              Text(row.standing)
              Text(row.lastDay.text).font(.footnote).foregroundStyle(Color("Quiet"))
            }
          }
        }
      }
    }
    .task { await model.shown.follow() }
  }
}
