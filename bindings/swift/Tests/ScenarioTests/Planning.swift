import Opstap

extension Deeds {
  /// The forecast and deadlines.
  static let planning: [String: Deed] = [
    "forecast.summary": { core, w in try await core.forecast().summary(case: w.client) },
    "forecast.tellBalance": { core, w in
      try await core.forecast().tellBalance(typed: w.word("typed"), on: w["on"].text, case: w.client)
    },
    "forecast.payDay": { core, w in try await core.forecast().payDay(line: w.word("line"), case: w.client) },
    "forecast.setPayDay": { core, w in
      try await core.forecast().setPayDay(line: w.word("line"), paid: w.payDay, case: w.client)
    },
    "deadlines.list": { core, w in try await core.deadlines().list(case: w.client) },
    "deadlines.workList": { core, _ in try await core.deadlines().workList() },
    "deadlines.start": { core, w in
      try await core.deadlines().start(term: w.word("term"), on: w["on"].text, case: w.client)
    },
    "deadlines.extend": { core, w in
      try await core.deadlines().extend(
        id: w.word("id"), to: w.word("to"), reason: w.word("reason"), case: w.client)
    },
    "deadlines.finish": { core, w in
      try await core.deadlines().finish(id: w.word("id"), on: w["on"].text, case: w.client)
    },
    "deadlines.stop": { core, w in
      try await core.deadlines().stop(id: w.word("id"), reason: w.word("reason"), case: w.client)
    },
  ]
}

extension Tree {
  /// `{"paid": "monthly", "day": 1, "shift": "stays"}`, or `counted` with `anchor`, or `months`.
  fileprivate var payDay: PayDayDraft {
    if word("paid") == "monthly", let day = self["day"].number {
      let shift: PayDayShift =
        switch word("shift") {
        case "before": .before
        case "after": .after
        default: .stays
        }
      return .monthly(day: UInt32(day), shift: shift)
    }
    if let anchor = self["anchor"].text { return .counted(anchor: anchor) }
    return .months(months: self["months"].list.compactMap(\.number).map { UInt32($0) })
  }
}
