import AppModel
import SwiftUI

/// What this is, in a few sentences.
struct WelcomeScreen: View {
  @State private var isPairing = false
  @State private var link: String?
  let place: Place
  let server: String

  var body: some View {
    Group {
      if isPairing {
        PairScreen(place, server: server, link: link) { isPairing = false }
      } else {
        welcome
      }
    }
    .onOpenURL { opened in
      link = opened.absoluteString
      isPairing = true
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
        Primary("ui-welcome-start") { isPairing = true }
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
