import Opstap

/// Screens that are said.
extension Deeds {
  static let pages: [String: Deed] = [
    "pages.open": { core, w in try await core.pages().open(route: w.word("route"), case: w.client) },
    "pages.keep": { core, w in
      try await core.pages().keep(route: w.word("route"), typed: w["typed"].typedInput, case: w.client)
    },
    "pages.give": { core, w in
      try await core.pages().give(route: w.word("route"), path: w.word("path"), case: w.client)
    },
    "pages.press": { core, w in
      try await core.pages().press(
        route: w.word("route"), act: w.word("act"), typed: w["typed"].list.map(\.typedInput), case: w.client)
    },
  ]
}

extension Tree {
  fileprivate var typedInput: TypedInput {
    TypedInput(key: word("key"), value: word("value"))
  }
}
