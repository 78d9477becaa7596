import AppModel
import SwiftUI

/// A word of the core, by its key.
struct Say: View {
  @Environment(Doorway.self) private var door
  let key: String

  init(_ key: String) { self.key = key }

  var body: some View { Text(door.words[key]) }
}

/// A screen: one column that scrolls, calm and not too wide.
struct Page<Content: View>: View {
  @Environment(Doorway.self) private var door
  private let title: String
  private let content: Content

  init(_ title: String, @ViewBuilder content: () -> Content) {
    self.title = title
    self.content = content()
  }

  var body: some View {
    ScrollView {
      VStack(alignment: .leading, spacing: 20) { content }
        .frame(maxWidth: 640, alignment: .leading)
        .padding(20)
        .frame(maxWidth: .infinity)
    }
    .background(Color("Ground"))
    .scrollDismissesKeyboard(.interactively)
    .navigationTitle(door.words[title])
  }
}

/// What a screen shows: the record, or that it is looked up, and what did not go well.
struct Showing<Record: Sendable, Content: View>: View {
  let shown: Shown<Record>
  let content: (Record) -> Content

  init(_ shown: Shown<Record>, @ViewBuilder content: @escaping (Record) -> Content) {
    self.shown = shown
    self.content = content
  }

  var body: some View {
    Group {
      if let record = shown.record {
        content(record)
      } else if shown.trouble == nil {
        HStack(spacing: 12) {
          ProgressView()
          Say("ui-all-loading")
        }
        .accessibilityElement(children: .combine)
      }
      TroubleCard(trouble: shown.trouble)
    }
  }
}

/// A rounded card.
struct Card<Content: View>: View {
  private let content: Content

  init(@ViewBuilder content: () -> Content) { self.content = content() }

  var body: some View {
    VStack(alignment: .leading, spacing: 12) { content }
      .padding(20)
      .frame(maxWidth: .infinity, alignment: .leading)
      .background(Color("Card"), in: RoundedRectangle(cornerRadius: 20))
  }
}

/// A heading that a screen reader can jump to.
struct Heading: View {
  let key: String

  init(_ key: String) { self.key = key }

  var body: some View {
    Say(key).font(.headline).accessibilityAddTraits(.isHeader)
  }
}

/// A quiet word under a heading.
struct Fact: View {
  let key: String
  let text: String

  init(_ key: String, _ text: String) {
    self.key = key
    self.text = text
  }

  var body: some View {
    if !text.isEmpty {
      VStack(alignment: .leading, spacing: 4) {
        Say(key).font(.subheadline).foregroundStyle(Color("Quiet"))
        Text(text)
      }
      .accessibilityElement(children: .combine)
    }
  }
}

/// An amount: as it is written for the eye, as it is said for a screen reader.
struct Amount: View {
  let money: MoneyText
  var font = Font.body

  var body: some View {
    Text(money.text).font(font).accessibilityLabel(money.spoken).privacySensitive()
  }
}

/// One sentence about what did not go well. What was typed stays.
struct TroubleCard: View {
  let trouble: Trouble?

  var body: some View {
    if let trouble, !trouble.words.isEmpty {
      Label(trouble.words, systemImage: "info.circle")
        .padding(16)
        .frame(maxWidth: .infinity, alignment: .leading)
        .background(Color("Notice"), in: RoundedRectangle(cornerRadius: 16))
    }
  }
}

/// What is only on this device, or has two versions: said beside a row, quietly.
struct Marks: View {
  @Environment(Doorway.self) private var door
  var waiting = false
  var contested = false

  var body: some View {
    if waiting {
      Label(door.words["ui-all-waiting"], systemImage: "clock").font(.footnote)
        .foregroundStyle(Color("Quiet"))
    }
    if contested {
      Label(door.words["ui-all-contested"], systemImage: "square.on.square").font(.footnote)
        .foregroundStyle(Color("Quiet"))
    }
  }
}

/// How far, for the eye and for a screen reader; without an animation where the person asked for less motion.
struct HowFar: View {
  @Environment(\.accessibilityReduceMotion) private var calm
  let percent: UInt8

  var body: some View {
    ProgressView(value: Double(percent), total: 100)
      .tint(Color("Accent"))
      .animation(calm ? nil : .default, value: percent)
  }
}
