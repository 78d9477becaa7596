import AppModel
import Foundation
import TestTown
import Testing

@MainActor @Suite struct PhoneTests {
  @Test func theDifferenceAddsRemovesAndReplaces() {
    func reminder(_ key: String, _ seconds: Double = 0, text: String = "a") -> PlannedReminder {
      let at = Date(timeIntervalSince1970: seconds)
      return PlannedReminder(key: key, at: at, text: text, route: "budget", exact: false)
    }
    let there = [reminder("stays"), reminder("moves", 1), reminder("goes"), reminder("rewords")]
    let plan = [reminder("stays"), reminder("moves", 2), reminder("rewords", text: "b"), reminder("comes")]
    let difference = ReminderDifference(plan: plan, planned: there)
    #expect(difference.remove == ["goes"])
    #expect(difference.add.map(\.key) == ["moves", "rewords", "comes"])
    let none = ReminderDifference(plan: plan, planned: plan)
    #expect(none.add.isEmpty && none.remove.isEmpty)
  }

  @Test func theBoardFollowsThePlanAndNeverHearsMoreThanTheDiscreetText() async throws {
    let clock = StandingClock("2026-11-23T08:00:00Z")
    let (_, core, _) = try await clientPlace(clock: clock)
    let board = Board()
    let keeper = ReminderKeeper(core, board: board)
    let starts = WallMoment(date: "2026-11-27", hour: 10, minute: 0)
    let row = try await core.agenda().plan(draft: AppointmentDraft(title: "Very private", starts: starts))
    await keeper.settle()
    let first = await board.planned()
    let plan = try await core.agenda().reminderPlan()
    #expect(Set(first.map(\.key)) == Set(plan.entries.map(\.key)))
    #expect(first.contains { $0.route == "appointment/\(row.id)" })
    #expect(first.allSatisfy { !$0.text.contains("Very private") && !$0.text.isEmpty })
    let changes = await board.changes
    await keeper.settle()
    #expect(await board.changes == changes)
    _ = try await core.agenda().cancel(appointment: row.id)
    await keeper.settle()
    #expect(await board.planned().allSatisfy { $0.route != "appointment/\(row.id)" })
    try await core.pause()
    await keeper.settle()
    #expect(await !board.planned().isEmpty, "a pause keeps what is planned")
  }

  @Test func whatIsPlannedIsSaidOnceAndWhatMayNotBeSeenIsNot() async throws {
    let clock = StandingClock("2026-11-23T08:00:00Z")
    let (_, core, _) = try await clientPlace(clock: clock)
    let board = Board()
    let keeper = ReminderKeeper(core, board: board)
    let starts = WallMoment(date: "2026-11-27", hour: 10, minute: 0)
    _ = try await core.agenda().plan(draft: AppointmentDraft(title: "Post", starts: starts))
    let before = try await core.session().safety().here
    await keeper.settle()
    let said = try await core.session().safety().here
    #expect(said == before + 1, "the server is told that this phone has it")
    await keeper.settle()
    #expect(try await core.session().safety().here == said, "once")
    await board.silence(true)
    await keeper.settle()
    #expect(try await core.session().safety().here == said + 1, "a phone that may show nothing has nothing")
  }

  @Test func nothingIsPlannedForNobody() async throws {
    let core = try await Device.open(try Scratch.folder("nobody"))
    let board = Board()
    await board.add(PlannedReminder(key: "old", at: .now, text: "a", route: "budget", exact: false))
    await ReminderKeeper(core, board: board).settle()
    #expect(await board.planned().isEmpty)
  }

  @Test func aRefreshIsCompleteExactlyOnce() async throws {
    let (_, core, _) = try await clientPlace()
    let keeper = ReminderKeeper(core, board: Board())
    let told = Told()
    let run = BackgroundRun { told.add($0) }
    let later = await run.run(core, within: 10, reminders: keeper)
    #expect((later ?? 0) > 0)
    run.expire()
    #expect(told.all == [true])
  }

  @Test func aRefreshThatIsCutShortIsCompleteExactlyOnce() async throws {
    let (_, core, _) = try await clientPlace()
    let keeper = ReminderKeeper(core, board: Board())
    let told = Told()
    let run = BackgroundRun { told.add($0) }
    run.expire()
    #expect(await run.run(core, within: 10, reminders: keeper) == nil)
    #expect(told.all == [false])
  }

  @Test func onceMeansOnceFromManyThreads() async {
    let told = Told()
    let once = Once { told.add($0) }
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<100 { group.addTask { once(number % 2 == 0) } }
    }
    #expect(told.all.count == 1)
  }

  @Test func leavingAndComingBackKeepTheirOrder() async throws {
    let (_, core, _) = try await clientPlace()
    let suspension = Suspension(core)
    let told = Told()
    var last: Task<Void, Never>?
    for _ in 0..<10 {
      suspension.leave { told.add($0) }
      last = suspension.comeBack()
    }
    await last?.value
    #expect(told.all.count == 10)
    #expect(try await core.programme().today().next != nil)
    await suspension.leave { told.add($0) }.value
    let trouble = await codeOfTrouble { @Sendable in try await core.programme().today() }
    #expect(trouble == "paused")
  }

  @Test func aScreenKeepsItsRecordWhileTheCoreIsPaused() async throws {
    let (_, core, place) = try await clientPlace()
    let today = TodayModel(place)
    await today.shown.again()
    try await core.pause()
    await today.shown.again()
    #expect(today.shown.record != nil)
    #expect(today.shown.trouble == nil)
    try await core.resume()
  }

  @Test func theDoorwayOpensPairsAndEmptiesTheDevice() async throws {
    let town = try Town()
    let host = CoreHost(vault: MemoryVault())
    let door = Doorway(folder: try Scratch.folder("door"), host: host, autoSync: false)
    await door.open()
    #expect(door.isReady && door.person == nil)
    #expect(door.words["ui-welcome-title"] == "Welkom bij Opstap")
    let core = try #require(door.core)
    try await following({ await door.follow() }) {
      let pairing = PairingModel(Place(core, person: nil), server: town.url)
      pairing.code = "WRONG-12345"
      await pairing.pair(label: "phone")
      #expect(pairing.shown.trouble?.code == "code_unknown")
      #expect(pairing.code == "WRONG-12345")
      await pairing.pair(link: try town.link(for: town.client), label: "phone")
      #expect(pairing.shown.trouble == nil)
      #expect(await until { door.person?.name == "Noor" })
    }
    await door.leave()
    #expect(door.isReady && door.person == nil && door.trouble == nil)
    #expect(door.core !== core)
  }

  @Test func whoHasNoCodeAsksForHelpAndComesBackByACode() async throws {
    let town = try Town()
    try town.desk()
    let host = CoreHost(vault: MemoryVault())
    let door = Doorway(folder: try Scratch.folder("asking"), host: host, autoSync: false)
    await door.open()
    let core = try #require(door.core)
    let place = Place(core, person: nil)
    let first = PageModel(place, route: "ask")
    await first.shown.again()
    let page = try #require(first.shown.record)
    let postcode = try #require(page.parts.compactMap(\.input).first)
    first.type(postcode, "38")
    #expect(await first.press("next") == nil)
    #expect(first.shown.trouble?.code == "refused")
    first.type(postcode, "3811")
    #expect(await first.press("next") == "ask/1")
    let asking = PairingModel(place, server: town.url)
    #expect(await asking.ask(label: "phone"))
    let kept = PageModel(place, route: "kept")
    await kept.shown.again()
    #expect(kept.shown.record?.title == "Bewaar deze code goed")
    #expect(await kept.press("done") == "sign-up")
    #expect(await !asking.ask(label: "phone"))
    #expect(asking.shown.trouble?.code == "already_paired")
  }

  @Test func everythingIsTakenAlongInAFileThatGoesAgain() async throws {
    let town = try Town()
    let core = try await Device.paired(town, as: town.client)
    let take = TakeModel(Place(core, person: nil), folder: try Scratch.folder("take"))
    await take.make(name: "Alles meenemen")
    let file = try #require(take.file)
    let page = try String(contentsOf: file, encoding: .utf8)
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("Noor") && !page.contains("<script"))
    take.forget()
    #expect(take.file == nil && !FileManager.default.fileExists(atPath: file.path))
  }

  @Test func deepLinksLeadToTheirScreens() throws {
    let client = CaseId(value: "01900000-0000-7000-8000-000000000001")
    for (link, route) in [
      ("opstap://task/letters.open", Route(.task("letters.open"))), ("opstap://budget", Route(.budget)),
      ("opstap://appointment/a-b", Route(.appointment("a-b"))), ("OPSTAP://plan", Route(.plan)),
      ("opstap://plan/x", Route(.move("x"))), ("opstap://case/\(client.value)", Route(.look, client: client)),
      ("opstap://case/\(client.value)/line/huur", Route(.line("huur"), client: client)),
    ] {
      #expect(Route(try #require(URL(string: link))) == route, "\(link)")
    }
    for link in ["https://task/x", "opstap://elsewhere", "opstap://task/x/y", "opstap://case"] {
      #expect(Route(try #require(URL(string: link))) == nil, "\(link)")
    }
  }

  @Test func goingToAnotherWayChangesTheWay() throws {
    let way = Wayfinder(Wayfinder.Way.client)
    way.go(Route(.task("a")))
    #expect(way.way == .today && way.path == [Route(.task("a"))])
    way.go(Route(.budget))
    #expect(way.way == .budget && way.path.isEmpty)
    way.follow(try #require(URL(string: "opstap://line/huur")))
    #expect(way.way == .budget && way.path == [Route(.line("huur"))])
    way.follow(try #require(URL(string: "opstap://nowhere")))
    #expect(way.path == [Route(.line("huur"))])
    way.back()
    #expect(way.path.isEmpty)
    let pairing = "opstap://pair?server=https://opstap.example.org&code=ABCDE-12345"
    way.follow(try #require(URL(string: pairing)))
    #expect(way.path.isEmpty, "pairing is for those who are not paired")
    let helper = Wayfinder(Wayfinder.Way.helper)
    helper.go(Route(.budget, client: CaseId(value: "x")))
    #expect(helper.way == .caseload && helper.path.count == 1)
  }

  @Test func whatIsChosenInAListTakesThePlaceOfWhatWas() {
    let way = Wayfinder(Wayfinder.Way.helper)
    let list = Wayfinder(listBeside: way)
    let (one, other) = (CaseId(value: "one"), CaseId(value: "other"))
    list.go(Route(.look, client: one))
    way.go(Route(.budget, client: one))
    #expect(way.path.count == 2 && way.beyondFirst == [Route(.budget, client: one)])
    list.go(Route(.look, client: other))
    #expect(way.path == [Route(.look, client: other)])
    way.beyondFirst = [Route(.agenda, client: other)]
    #expect(way.path.map(\.screen) == [.look, .agenda])
    list.go(Route(.day))
    #expect(way.way == .day && way.path.isEmpty)
  }

  @Test func everyWordThatAScreenNeedsIsThereInBothLanguages() async throws {
    let root = ProcessInfo.processInfo.environment["OPSTAP_ROOT"] ?? ".."
    var keys: Set<String> = []
    for folder in ["ios/App", "ios/Sources"] {
      let base = URL(fileURLWithPath: root).appendingPathComponent(folder)
      let files = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
      for file in files where file.hasSuffix(".swift") {
        let source = try String(contentsOf: base.appendingPathComponent(file), encoding: .utf8)
        keys.formUnion(source.matches(of: /"(ui-[a-z-]*[a-z])"/).map { String($0.1) })
      }
    }
    keys.formUnion(Wayfinder.Way.allCases.map(\.key))
    #expect(keys.count > 150)
    for language in ["nl", "en"] {
      let core = try await Device.open(try Scratch.folder("words"), language: language)
      let words = try await Words(core)
      #expect(keys.filter { !words.knows($0) }.sorted() == [], "\(language)")
    }
  }
}

/// A board in memory.
private actor Board: ReminderBoard {
  private var reminders: [String: PlannedReminder] = [:]
  private(set) var changes = 0
  private var silent = false

  func silence(_ silent: Bool) { self.silent = silent }
  func mayShow() async -> Bool { !silent }

  func planned() async -> [PlannedReminder] { Array(reminders.values) }

  func remove(_ keys: [String]) async {
    for key in keys { reminders[key] = nil }
    changes += keys.count
  }

  func add(_ reminder: PlannedReminder) async {
    reminders[reminder.key] = reminder
    changes += 1
  }
}

/// What was told, in order.
private final class Told: @unchecked Sendable {
  // The lock guards `told`.
  private let lock = NSLock()
  private var told: [Bool] = []
  var all: [Bool] { lock.withLock { told } }
  func add(_ good: Bool) { lock.withLock { told.append(good) } }
}
