import AppModel
import SwiftUI

/// Tips, words explained, and searching everything.
struct LibraryScreen: View {
  @State private var model: LibraryModel
  @State private var words = ""
  private let client: CaseId?

  init(_ place: Place) {
    _model = State(initialValue: LibraryModel(place))
    client = place.client
  }

  var body: some View {
    Page("ui-library-title") {
      Field(key: "ui-library-search", text: $words)
      if let found = model.found {
        if found.isEmpty { Say("ui-library-none") }
        ForEach(found, id: \.id) { FoundRow(row: $0) }
      } else {
        tips
        terms
      }
    }
    .task { await model.tips.follow() }
    .task { await model.terms.follow() }
    .task(id: words) { await model.search(words) }
  }

  private var tips: some View {
    Showing(model.tips) { tips in
      Card {
        Heading("ui-library-tips")
        if tips.isEmpty { Say("ui-library-no-tips") }
        ForEach(tips, id: \.id) { tip in
          RowTo(Route(.tip(tip.id), client: client)) {
            Text(tip.title)
            if let why = tip.because.first { Text(why).font(.footnote).foregroundStyle(Color("Quiet")) }
          }
        }
      }
    }
  }

  private var terms: some View {
    Showing(model.terms) { terms in
      Card {
        Heading("ui-library-words")
        ForEach(terms, id: \.id) { term in RowTo(Route(.word(term.id), client: client)) { Text(term.term) } }
      }
    }
  }
}

/// One thing that was found; a tap leads to where it is, if it is anywhere.
private struct FoundRow: View {
  let row: SearchRow

  var body: some View {
    Card {
      if let path = row.route, let route = Route(path: path) {
        RowTo(Route(route.screen, client: row.case)) { said }
      } else {
        said
      }
    }
  }

  @ViewBuilder private var said: some View {
    Text(row.kindText).font(.footnote).foregroundStyle(Color("Quiet"))
    Text(row.text)
  }
}

/// One tip, and why one sees it.
struct TipScreen: View {
  @Environment(Wayfinder.self) private var way
  @State private var model: LibraryModel
  private let id: String
  private let client: CaseId?

  init(_ place: Place, id: String) {
    _model = State(initialValue: LibraryModel(place))
    self.id = id
    client = place.client
  }

  var body: some View {
    Page("ui-tip-title") {
      Showing(model.tips) { _ in
        if let tip = model.tip(id) {
          Text(tip.title).font(.title2)
          Text(tip.text)
          Card { Fact("ui-tip-why", tip.because.joined(separator: "\n")) }
          if let path = tip.route, let route = Route(path: path) {
            Primary("ui-tip-act") { way.go(Route(route.screen, client: client)) }
          }
          AskTo(id, client: client)
          Quiet("ui-tip-hide") { if await model.hide(id) { way.back() } }
        }
      }
    }
    .task { await model.tips.follow() }
  }
}

/// A difficult word, in plain ones.
struct WordScreen: View {
  @State private var model: LibraryModel
  private let id: String

  init(_ place: Place, id: String) {
    _model = State(initialValue: LibraryModel(place))
    self.id = id
  }

  var body: some View {
    Page("ui-word-title") {
      Showing(model.terms) { _ in
        if let term = model.term(id) {
          Text(term.term).font(.title2)
          Text(term.plain)
        }
      }
    }
    .task { await model.terms.follow() }
  }
}
