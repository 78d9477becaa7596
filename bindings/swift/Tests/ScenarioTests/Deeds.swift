import Foundation
import Opstap

/// What a step of a scenario does with a core, with its arguments.
typealias Deed = @Sendable (Core, Tree) async throws -> Any

/// Every method that a scenario may name.
enum Deeds {
  static let all: [String: Deed] = life.merging(way) { old, _ in old }
    .merging(money) { old, _ in old }
    .merging(planning) { old, _ in old }
    .merging(debts) { old, _ in old }
    .merging(letters) { old, _ in old }
    .merging(pages) { old, _ in old }
    .merging(meeting) { old, _ in old }
    .merging(attached) { old, _ in old }
    .merging(people) { old, _ in old }

  private static let life: [String: Deed] = [
    "shutdown": { core, _ in try await core.shutdown() },
    "pause": { core, _ in try await core.pause() },
    "resume": { core, _ in try await core.resume() },
    "wipe": { core, _ in try await core.wipe() },
    "sync": { core, _ in try await core.syncNow() },
    "syncStatus": { core, _ in core.syncStatus() },
    "openOutcome": { core, _ in core.openOutcome() },
    "runBackground": { core, w in try await core.runBackground(budgetSeconds: UInt32(w["seconds"].number ?? 0)) },
    "words": { core, w in try await core.words(prefix: w.word("prefix")) },
    "session.state": { core, _ in try await core.session().state() },
    "session.safety": { core, _ in try await core.session().safety() },
    "session.preferences": { core, w in try await core.session().preferences(case: w.client) },
    "session.setPreference": { core, w in
      try await core.session().setPreference(edit: w.preference, case: w.client)
    },
    "session.setLanguage": { core, w in try await core.session().setLanguage(code: w.word("code")) },
    "session.pairWithCode": { core, w in
      try await core.session().pairWithCode(server: w.word("server"), code: w.word("code"), label: "test")
    },
    "session.report": { core, w in try await core.session().report(case: w.client) },
    "session.askForHelp": { core, w in
      try await core.session().askForHelp(server: w.word("server"), label: "test")
    },
    "session.pairWithLink": { core, w in
      try await core.session().pairWithLink(link: w.word("link"), label: "test")
    },
  ]

  private static let way: [String: Deed] = [
    "programme.today": { core, w in try await core.programme().today(case: w.client) },
    "programme.summary": { core, w in try await core.programme().summary(case: w.client) },
    "programme.perform": { core, w in
      try await core.programme().perform(task: w.word("task"), deed: w.deed, case: w.client)
    },
    "programme.addTask": { core, w in
      try await core.programme().addTask(
        step: w.word("step"), title: w.word("title"), text: w["text"].text ?? "", dueOn: w["dueOn"].text,
        case: w.client)
    },
    "programme.changeTask": { core, w in
      let edit = TaskEdit(
        title: w["title"].text, text: w["text"].text, dueOn: w["dueOn"].text, hidden: w["hidden"].flag)
      return try await core.programme().changeTask(task: w.word("task"), edit: edit, case: w.client)
    },
    "programme.start": { core, w in
      try await core.programme().start(programme: w.word("programme"), case: w.client)
    },
    "programme.renew": { core, w in try await core.programme().renew(case: w.client) },
    "library.tips": { core, w in try await core.library().tips(case: w.client) },
    "library.hideTip": { core, w in try await core.library().hideTip(tip: w.word("tip"), case: w.client) },
    "library.glossary": { core, w in try await core.library().glossary(search: w["search"].text) },
    "library.search": { core, w in try await core.library().search(words: w.word("words")) },
  ]

  private static let money: [String: Deed] = [
    "budget.summary": { core, w in try await core.budget().summary(case: w.client) },
    "budget.form": { core, w in try await core.budget().form(case: w.client) },
    "budget.setLine": { core, w in
      let line = LineDraft(
        category: w.word("category"), typed: w.word("typed"), frequency: w.frequency, label: w["label"].text,
        income: w["income"].flag)
      return try await core.budget().setLine(line: line, case: w.client)
    },
    "budget.notForMe": { core, w in
      try await core.budget().notForMe(category: w.word("category"), income: w["income"].flag, case: w.client)
    },
    "budget.remove": { core, w in try await core.budget().remove(line: w.word("line"), case: w.client) },
    "disputes.list": { core, w in try await core.disputes().list(case: w.client) },
    "disputes.choose": { core, w in
      let reading: Reading = w.word("reading") == "other" ? .other : .shown
      return try await core.disputes().choose(conflict: w.word("conflict"), reading: reading, case: w.client)
    },
    "disputes.undo": { core, w in
      try await core.disputes().undo(conflict: w.word("conflict"), case: w.client)
    },
    "history.things": { core, w in try await core.history().things(case: w.client) },
    "history.page": { core, w in try await core.history().page(thing: w.word("thing"), case: w.client) },
    "history.undo": { core, w in
      try await core.history().undo(thing: w.word("thing"), change: w.word("change"), case: w.client)
    },
  ]

  private static let meeting: [String: Deed] = [
    "agenda.summary": { core, w in try await core.agenda().summary(case: w.client) },
    "agenda.choices": { core, w in try await core.agenda().choices(case: w.client) },
    "agenda.plan": { core, w in
      let draft = AppointmentDraft(
        title: w.word("title"), starts: w["starts"].moment, minutes: w["minutes"].number.map(UInt32.init),
        place: w["place"].text, bring: w["bring"].text)
      return try await core.agenda().plan(draft: draft, case: w.client)
    },
    "agenda.reschedule": { core, w in
      try await core.agenda().reschedule(
        appointment: w.word("appointment"), starts: w["starts"].moment, case: w.client)
    },
    "agenda.confirm": { core, w in
      try await core.agenda().confirm(appointment: w.word("appointment"), case: w.client)
    },
    "agenda.cancel": { core, w in
      try await core.agenda().cancel(appointment: w.word("appointment"), case: w.client)
    },
    "agenda.noteOutcome": { core, w in
      try await core.agenda().noteOutcome(
        appointment: w.word("appointment"), kept: w["kept"].flag == true, case: w.client)
    },
    "agenda.reminderPlan": { core, w in
      try await core.agenda().reminderPlan(max: UInt32(w["max"].number ?? 60), case: w.client)
    },
    "agenda.confirmReminders": { core, w in
      let taken = w["taken"].list.map { one in
        let seconds = Double(one["at"].number ?? 0) / 1000
        return TakenReminder(key: one.word("key"), at: Date(timeIntervalSince1970: seconds))
      }
      return try await core.agenda().confirmReminders(taken: taken, case: w.client)
    },
    "messages.page": { core, w in
      let limit = UInt32(w["limit"].number ?? 40)
      return try await core.messages().page(before: w["before"].text, limit: limit, case: w.client)
    },
    "messages.send": { core, w in try await core.messages().send(text: w.word("text"), case: w.client) },
    "messages.ask": { core, w in
      try await core.messages().ask(about: w.word("about"), text: w.word("text"), case: w.client)
    },
    "messages.about": { core, w in try await core.messages().about(id: w.word("id"), case: w.client) },
    "messages.message": { core, w in
      try await core.messages().message(id: w.word("id"), case: w.client)
    },
    "messages.erase": { core, w in try await core.messages().erase(id: w.word("id"), case: w.client) },
    "messages.markRead": { core, w in try await core.messages().markRead(case: w.client) },
  ]

  private static let attached: [String: Deed] = [
    "files.send": { core, w in
      try await core.files().send(text: w.word("text"), files: w["files"].photos, case: w.client)
    },
    "files.file": { core, w in try await core.files().file(id: w.word("id"), case: w.client) },
    "files.bytes": { core, w in try await core.files().bytes(id: w.word("id"), case: w.client) },
    "files.fetch": { core, w in try await core.files().fetch(id: w.word("id"), case: w.client) },
    "files.evict": { core, w in try await core.files().evict(id: w.word("id"), case: w.client) },
  ]

  private static let people: [String: Deed] = [
    "profile.summary": { core, w in try await core.profile().summary(case: w.client) },
    "profile.tell": { core, w in
      try await core.profile().tell(field: w.word("field"), typed: w.word("typed"), case: w.client)
    },
    "circle.summary": { core, w in try await core.circle().summary(case: w.client) },
    "circle.share": { core, w in
      try await core.circle().share(
        helper: w.word("helper"), parts: w.parts, until: w["until"].text, case: w.client)
    },
    "caseload.page": { core, w in
      let filter = CaseFilter(search: w["search"].text, onlyAttention: w["onlyAttention"].flag == true)
      return try await core.caseload().page(filter: filter, after: w["after"].text)
    },
    "caseload.visits": { core, w in try await core.caseload().visits(date: w["date"].text) },
    "caseload.examples": { core, w in
      try await core.caseload().examples(search: w["search"].text, case: w.client)
    },
  ]
}

/// Arguments of a step as the core takes them.
extension Tree {
  func word(_ name: String) -> String { self[name].text ?? "" }

  var client: CaseId? { self["case"].text.map(CaseId.init(value:)) }

  fileprivate var moment: WallMoment {
    WallMoment(
      date: word("date"), hour: UInt8(self["hour"].number ?? 0), minute: UInt8(self["minute"].number ?? 0))
  }

  fileprivate var frequency: Frequency? {
    self["frequency"].text.flatMap { word in Frequency.allCases.first { "\($0)" == word } }
  }

  fileprivate var parts: [SharedPart] {
    self["parts"].list.compactMap { part in SharedPart.allCases.first { "\($0)" == part.text } }
  }

  fileprivate var deed: TaskDeed {
    switch word("deed") {
    case "postpone": .postpone(until: word("until"))
    case "decline": .decline
    case "skip": .skip
    case "undo": .undo
    default: .done
    }
  }

  fileprivate var preference: PreferenceEdit {
    if let hours = self["hoursBefore"].number { return .hoursBefore(hours: UInt32(hours)) }
    if let welcome = self["nudges"].flag { return .nudges(welcome: welcome) }
    if let welcome = self["news"].flag { return .news(welcome: welcome) }
    if let code = self["language"].text { return .language(code: code) }
    let quiet = self["quiet"].list.compactMap(\.number).map { WallTime(hour: UInt8($0), minute: 0) }
    if quiet.count == 2 { return .quiet(from: quiet[0], to: quiet[1]) }
    return .pauseUntil(day: self["pauseUntil"].text)
  }
}
