import AppModel
import SwiftUI

/// The one button that a screen is about.
struct PrimaryStyle: ButtonStyle {
  func makeBody(configuration: Configuration) -> some View {
    configuration.label
      .font(.headline)
      .multilineTextAlignment(.center)
      .padding(16)
      .frame(maxWidth: .infinity, minHeight: 52)
      .foregroundStyle(Color("OnAccent"))
      .background(Color("Accent"), in: RoundedRectangle(cornerRadius: 16))
      .opacity(configuration.isPressed ? 0.8 : 1)
  }
}

/// Everything else that one may do.
struct QuietStyle: ButtonStyle {
  func makeBody(configuration: Configuration) -> some View {
    configuration.label
      .multilineTextAlignment(.leading)
      .padding(.vertical, 12)
      .frame(maxWidth: .infinity, minHeight: 48, alignment: .leading)
      .foregroundStyle(Color("Accent"))
      .contentShape(RoundedRectangle(cornerRadius: 12))
      .opacity(configuration.isPressed ? 0.6 : 1)
  }
}

/// The primary button, with a word of the core.
struct Primary: View {
  let key: String
  var isBusy = false
  let act: @MainActor () async -> Void

  init(_ key: String, isBusy: Bool = false, act: @escaping @MainActor () async -> Void) {
    self.key = key
    self.isBusy = isBusy
    self.act = act
  }

  var body: some View {
    Button {
      Task { await act() }
    } label: {
      Say(key)
    }
    .buttonStyle(PrimaryStyle())
    .disabled(isBusy)
  }
}

/// A quiet button, with a word of the core.
struct Quiet: View {
  let key: String
  let act: @MainActor () async -> Void

  init(_ key: String, act: @escaping @MainActor () async -> Void) {
    self.key = key
    self.act = act
  }

  var body: some View {
    Button {
      Task { await act() }
    } label: {
      Say(key)
    }
    .buttonStyle(QuietStyle())
  }
}

/// A row that leads somewhere; at least 44 points high at every text size.
struct RowTo<Content: View>: View {
  @Environment(Wayfinder.self) private var way
  private let route: Route
  private let content: Content

  init(_ route: Route, @ViewBuilder content: () -> Content) {
    self.route = route
    self.content = content()
  }

  var body: some View {
    Button {
      way.go(route)
    } label: {
      HStack(spacing: 12) {
        VStack(alignment: .leading, spacing: 4) { content }
        Spacer(minLength: 8)
        Image(systemName: "chevron.forward").foregroundStyle(Color("Quiet")).accessibilityHidden(true)
      }
      .frame(maxWidth: .infinity, minHeight: 48, alignment: .leading)
      .contentShape(RoundedRectangle(cornerRadius: 12))
    }
    .buttonStyle(.plain)
    .accessibilityElement(children: .combine)
    .accessibilityAddTraits(.isButton)
  }
}

/// A row with a word of the core that leads somewhere.
struct SayTo: View {
  let key: String
  let route: Route

  init(_ key: String, _ route: Route) {
    self.key = key
    self.route = route
  }

  var body: some View { RowTo(route) { Say(key) } }
}

/// The way to a question about what is on the screen, for the helper; who looks along with a case has nobody to ask.
struct AskTo: View {
  let text: String
  let client: CaseId?

  init(_ text: String, client: CaseId?) {
    self.text = text
    self.client = client
  }

  var body: some View {
    if client == nil { SayTo("ui-all-ask", Route(.ask(text))) }
  }
}

/// A field with its question above it, so that the question stays when somebody types.
struct Field: View {
  @Environment(Doorway.self) private var door
  let key: String
  @Binding var text: String
  var lines = 1...1

  var body: some View {
    VStack(alignment: .leading, spacing: 8) {
      Say(key).font(.subheadline).accessibilityHidden(true)
      TextField(door.words[key], text: $text, axis: .vertical)
        .lineLimit(lines)
        .padding(14)
        .frame(minHeight: 48)
        .background(Color("Field"), in: RoundedRectangle(cornerRadius: 12))
        .accessibilityLabel(door.words[key])
    }
  }
}

/// Choosing one of a few, as rows that are easy to hit.
struct Choose<Value: Hashable>: View {
  let choices: [(value: Value, text: String)]
  @Binding var chosen: Value

  var body: some View {
    VStack(alignment: .leading, spacing: 0) {
      ForEach(choices.map(\.value), id: \.self) { value in
        Button {
          chosen = value
        } label: {
          HStack(spacing: 12) {
            Image(systemName: value == chosen ? "checkmark.circle" : "circle").accessibilityHidden(true)
            Text(choices.first { $0.value == value }?.text ?? "")
          }
          .frame(maxWidth: .infinity, minHeight: 48, alignment: .leading)
        }
        .buttonStyle(.plain)
        .accessibilityAddTraits(value == chosen ? .isSelected : .isButton)
      }
    }
  }
}

/// A binding to what a model holds; both ways stay on the main actor.
@MainActor
func bound<Value>(
  _ get: @escaping @MainActor () -> Value, set: @escaping @MainActor (Value) -> Void
) -> Binding<Value> {
  Binding(get: { @MainActor in get() }, set: { @MainActor value in set(value) })
}

/// A binding to what the core holds: choosing tells the core, which tells the screen.
@MainActor
func bound<Value: Sendable>(
  _ get: @escaping @MainActor () -> Value, telling: @escaping @MainActor (Value) async -> Void
) -> Binding<Value> {
  bound(get, set: { value in Task { await telling(value) } })
}
