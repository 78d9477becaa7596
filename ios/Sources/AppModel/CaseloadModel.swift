import Observation
import Opstap

/// A helper's cases, the most urgent first.
@MainActor @Observable
public final class CaseloadModel {
  /// The screen.
  public let shown: Shown<CaseloadPage>
  private let window: Window
  private let sought: Sought<CaseFilter>

  /// Of this device's helper.
  public init(_ place: Place) {
    let (caseload, window, sought) = (place.core.caseload(), Window(rows: 50), Sought(CaseFilter()))
    self.window = window
    self.sought = sought
    shown = Shown(place.core, [.caseload]) {
      let ((limit, after), filter) = await (window.wanted, sought.value)
      return try await caseload.page(filter: filter, after: after, limit: limit)
    }
  }

  /// Shows those whose name holds the words, or only those in which something waits.
  public func seek(_ words: String, onlyAttention: Bool) async {
    sought.value = CaseFilter(search: words.isEmpty ? nil : words, onlyAttention: onlyAttention)
    await shown.again()
  }

  /// Shows more.
  public func more() async {
    window.grow(past: shown.record?.next)
    await shown.again()
  }
}

/// The appointments of today over all cases, without a network.
@MainActor @Observable
public final class DayModel {
  /// The screen.
  public let shown: Shown<VisitPage>

  /// Of this device's helper.
  public init(_ place: Place) {
    let caseload = place.core.caseload()
    shown = Shown(place.core, [.agenda, .caseload]) { try await caseload.visits() }
  }
}
