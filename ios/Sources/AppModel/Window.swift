/// How much of a list is shown: more rows at a time, and from the core's largest page on an older page.
@MainActor
final class Window {
  private let step: UInt32
  private let largest: UInt32 = 200
  private(set) var wanted: (limit: UInt32, from: String?)

  init(rows: UInt32) {
    step = rows
    wanted = (rows, nil)
  }

  /// Shows more, where the core said that there is more.
  func grow(past cursor: String?) {
    guard let cursor else { return }
    wanted = wanted.limit < largest ? (wanted.limit + step, wanted.from) : (largest, cursor)
  }
}

/// What a person looks for.
@MainActor
final class Sought<Value: Sendable> {
  var value: Value

  init(_ value: Value) {
    self.value = value
  }
}
