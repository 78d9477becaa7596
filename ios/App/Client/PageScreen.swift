import AppModel
import SwiftUI
import UniformTypeIdentifiers

/// A screen that the core says, part by part.
struct PageScreen: View {
  @Environment(Wayfinder.self) private var way
  @State private var model: PageModel
  private let client: CaseId?
  private let send: (@MainActor () async -> Void)?

  /// - Parameter send: What the page of a question for help is sent with.
  init(_ place: Place, route: String, send: (@MainActor () async -> Void)? = nil) {
    _model = State(initialValue: PageModel(place, route: route))
    client = place.client
    self.send = send
  }

  var body: some View {
    Page(model.shown.record?.title ?? "") {
      Showing(model.shown) { page in
        ForEach(Array(page.parts.enumerated()), id: \.offset) { _, part in
          PartOfPage(part: part, model: model, client: client, press: press)
        }
        if !model.said.isEmpty { Text(model.said).font(.headline) }
      }
    }
    .task { await model.shown.follow() }
  }

  private func press(_ act: String) async {
    if act == "send", let send { return await send() }
    guard let to = await model.press(act) else { return }
    way.arrive(Route(.page(to), client: client))
  }
}

/// A part of a page.
private struct PartOfPage: View {
  let part: PagePart
  let model: PageModel
  let client: CaseId?
  let press: @MainActor (String) async -> Void

  var body: some View {
    switch part.kind {
    case .heading: Text(part.title).font(.title3).accessibilityAddTraits(.isHeader)
    case .text: words
    case .quiet: Text(part.text).font(.footnote).foregroundStyle(Color("Quiet"))
    case .warning: Label(part.text, systemImage: "info.circle")
    case .row: row
    case .input: if let input = part.input { InputOfPage(question: part.title, input: input, model: model) }
    case .main: Primary(part.title, isBusy: model.shown.isBusy) { await press(part.act ?? "") }
    case .button: Quiet(part.title) { await press(part.act ?? "") }
    case .danger: danger
    }
  }

  @ViewBuilder private var words: some View {
    if part.title.isEmpty {
      Text(part.text)
    } else {
      Card {
        Text(part.title).font(.subheadline).foregroundStyle(Color("Quiet"))
        Text(part.text)
      }
    }
  }

  @ViewBuilder private var row: some View {
    if let to = part.to {
      RowTo(Route(.page(to), client: client)) { lines }
    } else {
      Card { lines }
    }
  }

  @ViewBuilder private var lines: some View {
    Text(part.title).font(.headline)
    if !part.text.isEmpty { Text(part.text) }
  }
}

extension PartOfPage {
  @ViewBuilder fileprivate var danger: some View {
    if model.sure == part.act {
      Card {
        Say("ui-page-sure")
        Quiet("ui-page-sure-yes") { await press(part.act ?? "") }
        Quiet("ui-all-cancel") { model.sure = nil }
      }
    } else {
      Quiet(part.title) { model.sure = part.act }
    }
  }
}

/// A file that is asked for: read where it lies, by the leave that choosing it gave.
private struct FileOfPage: View {
  let question: String
  let model: PageModel
  @State private var isChoosing = false

  var body: some View {
    Primary(question, isBusy: model.shown.isBusy) { isChoosing = true }
      .fileImporter(isPresented: $isChoosing, allowedContentTypes: [.item]) { chosen in
        guard let file = try? chosen.get() else { return }
        Task { await hand(file) }
      }
  }

  private func hand(_ file: URL) async {
    let isLent = file.startAccessingSecurityScopedResource()
    await model.give(file.path)
    if isLent { file.stopAccessingSecurityScopedResource() }
  }
}

/// A question, by what it takes.
private struct InputOfPage: View {
  let question: String
  let input: PageInput
  let model: PageModel

  var body: some View {
    VStack(alignment: .leading, spacing: 8) {
      switch input.kind {
      case .scale: choice((0...10).map { (value: "\($0)", text: "\($0)") })
      case .choice: choice(input.options.map { (value: $0.key, text: $0.text) })
      case .choices: several
      case .number, .money: field(1...1).keyboardType(.numbersAndPunctuation)
      case .day:
        field(1...1).keyboardType(.numbersAndPunctuation)
        Say("ui-page-day-hint").font(.footnote).foregroundStyle(Color("Quiet"))
      case .long: field(3...8)
      case .text: field(1...1)
      case .file: FileOfPage(question: question, model: model)
      }
      if !input.trouble.isEmpty { Label(input.trouble, systemImage: "info.circle") }
    }
  }

  private var value: Binding<String> {
    bound({ model.value(input) }, set: { model.type(input, $0) })
  }

  private func field(_ lines: ClosedRange<Int>) -> some View {
    Field(key: question, text: value, lines: lines)
  }

  private func choice(_ choices: [(value: String, text: String)]) -> some View {
    Card {
      Text(question).font(.headline)
      Choose(choices: choices, chosen: value)
    }
  }

  private var several: some View {
    Card {
      Text(question).font(.headline)
      ForEach(input.options, id: \.key) { option in
        Toggle(option.text, isOn: bound({ chosen.contains(option.key) }, set: { take(option.key, $0) }))
      }
    }
  }

  private var chosen: [String] {
    model.value(input).split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  private func take(_ key: String, _ isOn: Bool) {
    let kept = input.options.map(\.key).filter { $0 == key ? isOn : chosen.contains($0) }
    model.type(input, kept.joined(separator: "; "))
  }
}
