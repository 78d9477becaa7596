import AppModel
import SwiftUI

/// Everything along, on one page.
struct TakeScreen: View {
  @Environment(Doorway.self) private var door
  @State private var model: TakeModel

  init(_ place: Place) {
    _model = State(initialValue: TakeModel(place))
  }

  var body: some View {
    Page("ui-take-title") {
      Say("ui-take-text")
      Say("ui-take-not").foregroundStyle(Color("Quiet"))
      Card { Say("ui-take-safe") }
      TroubleCard(trouble: model.shown.trouble)
      if let file = model.file {
        ShareLink(door.words["ui-take-go"], item: file).frame(minHeight: 48)
      } else {
        Primary("ui-take-go", isBusy: model.shown.isBusy) { await model.make(name: door.words["ui-take-title"]) }
      }
    }
    .onDisappear { model.forget() }
  }
}
