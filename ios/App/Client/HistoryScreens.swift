import AppModel
import SwiftUI

/// Who changed what of one thing, newest first.
struct HistoryScreen: View {
  @State private var model: HistoryModel

  init(_ place: Place, thing: String) {
    _model = State(initialValue: HistoryModel(place, thing: thing))
  }

  var body: some View {
    Page("ui-history-title") {
      Showing(model.shown) { page in
        Text(page.name).font(.title2)
        if !page.complete { Say("ui-history-partly") }
        if page.changes.isEmpty { Say("ui-history-empty") }
        ForEach(page.changes, id: \.id) { change($0) }
      }
    }
    .task { await model.shown.follow() }
  }

  private func change(_ row: ChangeRow) -> some View {
    Card {
      Text(row.whenText).font(.footnote).foregroundStyle(Color("Quiet"))
      Text(row.who).font(.footnote).foregroundStyle(Color("Quiet"))
      if row.removed {
        Say("ui-history-removed").font(.title3)
      } else {
        Text(row.field).font(.subheadline).foregroundStyle(Color("Quiet"))
        Text(row.after).font(.title3)
      }
      if let before = row.before { Fact("ui-history-was", before) }
      Marks(waiting: row.waiting, contested: false)
      if row.canUndo { Quiet("ui-history-undo") { await model.undo(row.id) } }
    }
  }
}

/// Erasing one's own message: what goes, and that it does not come back.
struct EraseScreen: View {
  @Environment(Wayfinder.self) private var way
  @State private var model: MessageModel

  init(_ place: Place, id: String) {
    _model = State(initialValue: MessageModel(place, id: id))
  }

  var body: some View {
    Page("ui-erase-title") {
      Showing(model.shown) { row in
        Card {
          Text(row.text)
          Text(row.whenText).font(.footnote).foregroundStyle(Color("Quiet"))
        }
        Say("ui-erase-text")
        Primary("ui-erase-no") { way.back() }
        if row.mine { Quiet("ui-erase-yes") { if await model.erase() { way.back() } } }
      }
    }
    .task { await model.shown.follow() }
  }
}
