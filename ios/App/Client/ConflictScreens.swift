import AppModel
import SwiftUI

/// Values with two versions.
struct ConflictsScreen: View {
  @State private var model: ConflictsModel
  private let client: CaseId?

  init(_ place: Place) {
    _model = State(initialValue: ConflictsModel(place))
    client = place.client
  }

  var body: some View {
    Page("ui-me-conflicts") {
      Showing(model.shown) { rows in
        if rows.isEmpty { Say("ui-conflict-none") }
        ForEach(rows, id: \.id) { row in
          Card {
            RowTo(Route(.conflict(row.id), client: client)) {
              Text(row.question)
              Say(row.state == .open ? "ui-conflict-open" : "ui-conflict-settled").font(.footnote)
                .foregroundStyle(Color("Quiet"))
            }
            if row.state == .resolved { Quiet("ui-conflict-undo") { await model.undo(row.id) } }
          }
        }
      }
    }
    .task { await model.shown.follow() }
  }
}

/// Which one is right? Two equal cards.
struct ConflictScreen: View {
  @Environment(Wayfinder.self) private var way
  @State private var model: ConflictsModel
  private let id: String
  private let client: CaseId?

  init(_ place: Place, id: String) {
    _model = State(initialValue: ConflictsModel(place))
    self.id = id
    client = place.client
  }

  var body: some View {
    Page("ui-conflict-title") {
      Showing(model.shown) { _ in
        if let row = model.row(id) {
          Text(row.question).font(.title2)
          Say("ui-conflict-text")
          Text(row.whenText).foregroundStyle(Color("Quiet"))
          version(row.shown, by: row.shownBy, .shown)
          version(row.other, by: row.otherBy, .other)
          SayTo("ui-conflict-ask", Route(.conversation, client: client))
        }
      }
    }
    .task { await model.shown.follow() }
  }

  private func version(_ text: String, by: String, _ reading: Reading) -> some View {
    Card {
      Text(text).font(.title3)
      Fact("ui-conflict-by", by)
      Primary("ui-conflict-this", isBusy: model.shown.isBusy) {
        if await model.choose(id, reading) { way.back() }
      }
    }
  }
}
