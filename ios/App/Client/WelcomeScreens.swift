import AppModel
import SwiftUI

/// What this is, in a few sentences.
struct WelcomeScreen: View {
  /// The ways in.
  private enum Door { case welcome, code, ask }

  @State private var door = Door.welcome
  @State private var link: String?
  let place: Place
  let server: String

  var body: some View {
    Group {
      switch door {
      case .welcome: welcome
      case .code: PairScreen(place, server: server, link: link) { door = .welcome }
      case .ask: HelpScreen(place, server: server) { door = .welcome }
      }
    }
    .onOpenURL { opened in
      link = opened.absoluteString
      door = .code
    }
  }

  private var welcome: some View {
    Group {
      Page("ui-app-name") {
        Say("ui-welcome-title").font(.largeTitle).accessibilityAddTraits(.isHeader)
        Say("ui-welcome-text").font(.title3)
        Card {
          Say("ui-welcome-safe")
          Say("ui-welcome-offline")
        }
        Primary("ui-welcome-start") { door = .code }
        Quiet("ui-welcome-ask") { door = .ask }
        Say("ui-welcome-no-code").foregroundStyle(Color("Quiet"))
      }
    }
  }
}

/// Pairing by a code, or by the block in the letter.
struct PairScreen: View {
  @Environment(Doorway.self) private var door
  @State private var model: PairingModel
  @State private var isScanning = false
  private let link: String?
  private let back: () -> Void

  init(_ place: Place, server: String, link: String?, back: @escaping () -> Void) {
    self.link = link
    _model = State(initialValue: PairingModel(place, server: server))
    self.back = back
  }

  var body: some View {
    @Bindable var model = model
    Page("ui-pair-title") {
      Say("ui-pair-text")
      Field(key: "ui-pair-code", text: $model.code)
        .textInputAutocapitalization(.characters)
        .autocorrectionDisabled()
      Say("ui-pair-example").font(.footnote).foregroundStyle(Color("Quiet"))
      TroubleCard(trouble: model.shown.trouble)
      if model.shown.isBusy { Say("ui-pair-busy") }
      Primary("ui-pair-go", isBusy: model.shown.isBusy) { await model.pair(label: label) }
      if Scanner.isThere { Quiet("ui-pair-scan") { isScanning = true } }
      Quiet("ui-all-back") { back() }
    }
    .sheet(isPresented: $isScanning) {
      Scanner { link in
        isScanning = false
        Task { await model.pair(link: link, label: label) }
      }
    }
    .task(id: link) {
      if let link { await model.pair(link: link, label: label) }
    }
  }

  private var label: String { door.words["ui-pair-device"] }
}

/// Asking for help without a code: pages of the core, of which the last is sent.
struct HelpScreen: View {
  @Environment(Doorway.self) private var door
  @State private var way = Wayfinder([.me])
  @State private var model: PairingModel
  private let place: Place
  private let back: () -> Void

  init(_ place: Place, server: String, back: @escaping () -> Void) {
    _model = State(initialValue: PairingModel(place, server: server))
    self.place = place
    self.back = back
  }

  var body: some View {
    VStack {
      PageScreen(place, route: route, send: send).id(route)
      TroubleCard(trouble: model.shown.trouble)
      if model.shown.isBusy { Say("ui-pair-busy") }
      Quiet("ui-ask-leave") { back() }
    }
    .environment(way)
  }

  private var route: String {
    guard case .page(let route) = way.path.last?.screen else { return "ask" }
    return route
  }

  private func send() async {
    door.isAsking = true
    if await !model.ask(label: door.words["ui-pair-device"]) { door.isAsking = false }
  }
}
