import Foundation
import Opstap
import TestTown
import Testing

@Suite struct DrillTests {
  @Test func aMistakeOfOursIsAnIncidentThatTheLogKnowsAndNothingMore() async throws {
    let lines = Lines()
    let config = CoreConfig(dataDir: try Scratch.folder("drill").path, autoSync: false)
    let core = try await Core.open(config: config, host: CoreHost(vault: MemoryVault(), log: lines))
    let secret = "zeer-geheim-9317"
    var incidents: [String] = []
    for (service, ask) in oneQuestionOfEachService {
      drillPanicNext(core: core, words: secret)
      do {
        try await ask(core)
        Issue.record("\(service) did not panic")
      } catch CoreError.Internal(let incident, let words) {
        incidents.append(incident)
        #expect(!words.isEmpty)
        #expect(!words.contains(secret))
      }
      #expect(try await core.session().state() == .notPaired)
    }
    #expect(incidents.count == oneQuestionOfEachService.count)
    #expect(!incidents.contains(""))
    let last = try #require(incidents.last)
    for _ in 0..<100 where !lines.all.contains(where: { $0.text.contains(last) }) {
      try await Task.sleep(for: .milliseconds(20))
    }
    for incident in incidents {
      #expect(lines.all.contains { $0.text.contains(incident) })
    }
    #expect(!lines.all.contains { $0.text.contains(secret) })
  }

  @Test @MainActor func aLongWriteNeverHoldsTheMainActor() async throws {
    let town = try Town()
    let core = try await Device.paired(town, as: town.client)
    let hold = Task.detached { try await drillHold(core: core, millis: 1000) }
    try await Task.sleep(for: .milliseconds(50))
    let programme = core.programme()
    let reads = (0..<200).map { _ in Task { @MainActor in try await programme.today() } }
    // The main actor's own pulse: how long it was away at the worst.
    var worst = Duration.zero
    let end = ContinuousClock.now + .milliseconds(700)
    while ContinuousClock.now < end {
      let before = ContinuousClock.now
      await Task.yield()
      worst = max(worst, ContinuousClock.now - before)
    }
    #expect(worst < .milliseconds(100), "generous: the machine is shared; blocked would be a second")
    try await hold.value
    for read in reads { _ = try await read.value }
    withExtendedLifetime(town) {}
  }
}

private let oneQuestionOfEachService: [(String, @Sendable (Core) async throws -> Void)] = [
  ("core", { _ = try await $0.syncNow() }),
  ("session", { _ = try await $0.session().state() }),
  ("programme", { _ = try await $0.programme().today() }),
  ("budget", { _ = try await $0.budget().summary() }),
  ("agenda", { _ = try await $0.agenda().summary() }),
  ("messages", { _ = try await $0.messages().page() }),
  ("library", { _ = try await $0.library().tips() }),
  ("profile", { _ = try await $0.profile().summary() }),
  ("circle", { _ = try await $0.circle().summary() }),
  ("disputes", { _ = try await $0.disputes().list() }),
  ("history", { _ = try await $0.history().things() }),
  ("caseload", { _ = try await $0.caseload().page(filter: CaseFilter()) }),
  ("pause", { try await $0.pause() }),
]

private final class Lines: LogSink, @unchecked Sendable {
  // The lock guards `lines`.
  private let lock = NSLock()
  private var lines: [LogLine] = []
  var all: [LogLine] { lock.withLock { lines } }
  func write(lines more: [LogLine]) throws { lock.withLock { lines += more } }
}
