import Opstap

/// The words of the screens, in the person's language. Every word that a person reads comes from the core.
public struct Words: Equatable, Sendable {
  private let texts: [String: String]

  /// No words yet.
  public init() {
    texts = [:]
  }

  /// All words of the screens.
  public init(_ core: Core) async throws {
    texts = try await core.words(prefix: "ui-")
  }

  /// The word under a key; empty before the words are there. What is no key, such as what a page of the core says, stands for
  /// itself.
  public subscript(key: String) -> String {
    texts[key] ?? (key.hasPrefix("ui-") ? "" : key)
  }

  /// Whether a key has a word, for tests.
  public func knows(_ key: String) -> Bool {
    texts[key] != nil
  }
}
