import Observation
import Opstap

/// Tips, words explained, and searching everything.
@MainActor @Observable
public final class LibraryModel {
  /// Tips that fit.
  public let tips: Shown<[TipRow]>
  /// Words explained.
  public let terms: Shown<[TermRow]>
  /// What was found; nothing while nobody looks for anything.
  public private(set) var found: [SearchRow]?

  private let library: Shelf
  private let client: CaseId?

  /// The client's own, or a case's.
  public init(_ place: Place) {
    let client = place.client
    let library = place.core.library()
    self.library = library
    self.client = client
    tips = Shown(place.core, [.tips]) { try await library.tips(case: client) }
    terms = Shown(place.core, [.content]) { try await library.glossary() }
  }

  /// One tip.
  public func tip(_ id: String) -> TipRow? {
    tips.record?.first { $0.id == id }
  }

  /// One word.
  public func term(_ id: String) -> TermRow? {
    terms.record?.first { $0.id == id }
  }

  /// Puts a tip away; true when it is.
  public func hide(_ tip: String) async -> Bool {
    let left = await tips.act { [library, client] in try await library.hideTip(tip: tip, case: client) }
    if let left { tips.show(left) }
    return left != nil
  }

  /// Looks for words; no words: stops looking.
  public func search(_ words: String) async {
    guard !words.isEmpty else {
      found = nil
      return
    }
    found = await tips.act { [library] in try await library.search(words: words) }
  }
}
