import Opstap

extension Progress {
  /// The key of its word.
  public var key: String {
    switch self {
    case .locked: "ui-state-locked"
    case .open: "ui-state-open"
    case .busy: "ui-state-busy"
    case .done: "ui-state-done"
    case .skipped: "ui-state-skipped"
    }
  }
}

extension TaskState {
  /// The key of its word.
  public var key: String {
    switch self {
    case .locked: "ui-state-locked"
    case .open: "ui-state-open"
    case .postponed: "ui-state-postponed"
    case .declined: "ui-state-declined"
    case .skipped: "ui-state-skipped"
    case .done: "ui-state-done"
    }
  }
}

extension SharedPart {
  /// The key of its word.
  public var key: String {
    switch self {
    case .programme: "ui-sharing-part-programme"
    case .agenda: "ui-sharing-part-agenda"
    case .conversation: "ui-sharing-part-conversation"
    case .budget: "ui-sharing-part-budget"
    case .goals: "ui-sharing-part-goals"
    }
  }
}
