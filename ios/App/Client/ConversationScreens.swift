import AppModel
import SwiftUI

/// The conversation: one's own at the end side, the others' at the start side.
struct ConversationScreen: View {
  @State private var model: ConversationModel
  private let place: Place

  init(_ place: Place) {
    _model = State(initialValue: ConversationModel(place))
    self.place = place
  }

  var body: some View {
    Page("ui-conversation-title") {
      Showing(model.shown) { page in
        if page.messages.isEmpty { Say("ui-conversation-empty") }
        if page.older != nil { Quiet("ui-conversation-older") { await model.older() } }
        ForEach(page.messages, id: \.id) { Bubble(row: $0, client: place.client) }
      }
    }
    .defaultScrollAnchor(.bottom)
    .safeAreaInset(edge: .bottom) { Writing(model: model, place: place) }
    .task { await model.follow() }
  }
}

private struct Bubble: View {
  @Environment(Wayfinder.self) private var way
  @Environment(Doorway.self) private var door
  let row: MessageRow
  let client: CaseId?

  /// One's own can be touched: what can be done with it stands behind it, not beside each.
  var body: some View {
    HStack {
      if row.mine {
        Spacer(minLength: 40)
        Button {
          way.go(Route(.erase(row.id), client: client))
        } label: {
          bubble
        }
        .buttonStyle(.plain)
        .accessibilityHint(door.words["ui-conversation-erase"])
      } else {
        bubble
        Spacer(minLength: 40)
      }
    }
  }

  private var bubble: some View {
    VStack(alignment: .leading, spacing: 6) {
      if !row.mine { Text(row.sender).font(.subheadline) }
      if let about = row.about { Fact("ui-conversation-about", about.text) }
      Text(row.text)
      ForEach(row.files, id: \.id) { FileLine(row: $0, client: client) }
      Text(row.whenText).font(.footnote).foregroundStyle(Color("Quiet"))
      if row.waiting { Say("ui-conversation-waiting").font(.footnote) }
    }
    .padding(14)
    .background(Color(row.mine ? "Mine" : "Card"), in: RoundedRectangle(cornerRadius: 18))
    .accessibilityElement(children: row.files.isEmpty ? .combine : .contain)
  }
}

/// The writing field with its button, and example messages for a helper.
private struct Writing: View {
  @Bindable var model: ConversationModel
  let place: Place

  var body: some View {
    VStack(alignment: .leading, spacing: 8) {
      TroubleCard(trouble: model.shown.trouble)
      Field(key: "ui-conversation-write", text: $model.written, lines: 1...6)
      PhotoChoice(chosen: model.photo)
      Primary("ui-conversation-send", isBusy: model.shown.isBusy) { _ = await model.send() }
      if place.client != nil { Examples(place: place) { model.written = $0 } }
    }
    .padding(16)
    .background(Color("Ground"))
  }
}

/// Asking about a text.
struct AskScreen: View {
  @Environment(Wayfinder.self) private var way
  @State private var about: AboutModel
  @State private var model: ConversationModel
  private let id: String
  private let client: CaseId?

  init(_ place: Place, id: String) {
    _about = State(initialValue: AboutModel(place, id: id))
    _model = State(initialValue: ConversationModel(place))
    self.id = id
    client = place.client
  }

  var body: some View {
    Page("ui-ask-title") {
      Say("ui-ask-text")
      Showing(about.shown) { row in Card { Fact("ui-conversation-about", row.text) } }
      Field(key: "ui-ask-write", text: $model.written, lines: 3...8)
      TroubleCard(trouble: model.shown.trouble)
      Primary("ui-ask-send", isBusy: model.shown.isBusy) {
        if await model.ask(about: id) {
          way.back()
          way.go(Route(.conversation, client: client))
        }
      }
    }
    .task { await about.shown.follow() }
  }
}

/// Example messages, filled in for a case: choosing one puts its text into the writing field.
private struct Examples: View {
  @State private var isOpen = false
  let place: Place
  let use: (String) -> Void

  var body: some View {
    Quiet("ui-conversation-examples") { isOpen = true }
      .sheet(isPresented: $isOpen) {
        ExamplesScreen(place) { text in
          use(text)
          isOpen = false
        }
      }
  }
}

/// Looking for an example message.
struct ExamplesScreen: View {
  @State private var model: ExamplesModel
  @State private var words = ""
  private let use: (String) -> Void

  init(_ place: Place, use: @escaping (String) -> Void) {
    _model = State(initialValue: ExamplesModel(place))
    self.use = use
  }

  var body: some View {
    Page("ui-examples-title") {
      Field(key: "ui-examples-search", text: $words)
      Showing(model.shown) { rows in
        if rows.isEmpty { Say("ui-examples-none") }
        ForEach(rows, id: \.id) { row in
          Card {
            Text(row.moment).font(.subheadline).foregroundStyle(Color("Quiet"))
            Text(row.text)
            Quiet("ui-examples-use") { use(row.text) }
          }
        }
      }
    }
    .task { await model.shown.follow() }
    .task(id: words) { await model.search(words) }
  }
}
