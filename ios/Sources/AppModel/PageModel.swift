import Observation
import Opstap

/// A screen that is said: the core writes it, and knows what is typed and pressed.
@MainActor @Observable
public final class PageModel {
  /// The screen.
  public let shown: Shown<Page>
  /// What was said after the last press; may be empty.
  public private(set) var said = ""
  /// A button for what cannot be taken back was touched once.
  public var sure: String?

  private var typed: [String: String] = [:]
  private var last: Task<Void, Never>?
  private let pages: Pages
  private let route: String
  private let client: CaseId?

  /// A page of the client's own, or of a case.
  public init(_ place: Place, route: String) {
    let (pages, client) = (place.core.pages(), place.client)
    self.pages = pages
    self.route = route
    self.client = client
    shown = Shown(place.core, [.pages]) { try await pages.open(route: route, case: client) }
  }

  /// What stands in an input.
  public func value(_ input: PageInput) -> String {
    typed[input.key] ?? input.value
  }

  /// Something is typed. Where the page keeps it, it is kept letter by letter, in the order in which it was typed.
  public func type(_ input: PageInput, _ value: String) {
    typed[input.key] = value
    guard input.kept else { return }
    let (before, pages, route, client) = (last, pages, route, client)
    let one = TypedInput(key: input.key, value: value)
    last = Task { [weak self] in
      await before?.value
      guard let page = try? await pages.keep(route: route, typed: one, case: client) else { return }
      self?.shown.show(page)
    }
  }

  /// Presses something, with what stands in the inputs. Gives where to go; nothing: one stays, or it was not done.
  public func press(_ act: String) async -> String? {
    await last?.value
    let inputs = shown.record?.parts.compactMap(\.input) ?? []
    let all = inputs.map { TypedInput(key: $0.key, value: value($0)) }
    sure = nil
    said = ""
    let pressed = await shown.act { [pages, route, client] in
      try await pages.press(route: route, act: act, typed: all, case: client)
    }
    guard let pressed else { return nil }
    if pressed.to == nil {
      typed = [:]
      said = pressed.said
      await shown.again()
    }
    return pressed.to
  }
}

extension PageModel {
  /// Gives the page a file that was chosen, and shows what came of it. The file stays where it lies.
  public func give(_ path: String) async {
    said = ""
    let given = await shown.act { [pages, route, client] in
      try await pages.give(route: route, path: path, case: client)
    }
    if let given { shown.show(given) }
  }
}
