import AppModel
import SwiftUI

/// The size of the letters on this device. The person's choice in the app never makes them smaller than the system's.
struct Letters<Content: View>: View {
  @AppStorage("letters") private var letters = 0
  private let content: Content

  init(@ViewBuilder content: () -> Content) { self.content = content() }

  var body: some View { content.dynamicTypeSize(smallest...DynamicTypeSize.accessibility5) }

  private var smallest: DynamicTypeSize {
    switch letters {
    case 2: .xxxLarge
    case 1: .xLarge
    default: .xSmall
    }
  }
}

/// Choosing it.
struct LettersCard: View {
  @Environment(Doorway.self) private var door
  @AppStorage("letters") private var letters = 0

  var body: some View {
    Card {
      Heading("ui-preferences-text-size")
      Choose(
        choices: [
          (0, door.words["ui-preferences-text-normal"]), (1, door.words["ui-preferences-text-large"]),
          (2, door.words["ui-preferences-text-largest"]),
        ], chosen: $letters)
      Say("ui-preferences-text-sample")
    }
  }
}
