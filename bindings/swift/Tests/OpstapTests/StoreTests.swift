import Foundation
import Opstap
import TestTown
import Testing

@Suite struct StoreTests {
  /// The key of every fixture.
  private static let key = Data(repeating: 7, count: 32)

  @Test func aStoreOfEveryOlderSchemaOpens() async throws {
    let root = ProcessInfo.processInfo.environment["OPSTAP_ROOT"] ?? "../.."
    let fixtures = URL(fileURLWithPath: root).appendingPathComponent("core/store/tests/fixtures")
    let schemas = try FileManager.default.contentsOfDirectory(atPath: fixtures.path)
      .filter { $0.hasPrefix("schema-") }
    #expect(!schemas.isEmpty)
    for schema in schemas {
      let folder = try Scratch.folder(schema)
      let from = fixtures.appendingPathComponent(schema)
      try FileManager.default.copyItem(at: from, to: folder.appendingPathComponent("store"))
      let vault = MemoryVault()
      try vault.store(name: "opstap-store-key", secret: Self.key)
      let core = try await Device.open(folder, vault: vault)
      #expect(core.openOutcome() == .ready, "\(schema)")
      guard case .paired(let person) = try await core.session().state() else {
        Issue.record("\(schema) lost its person")
        continue
      }
      #expect(person.name == "Noor")
      #expect(person.organisation == "Voorbeeldstad")
      #expect(try await core.session().safety().here > 0)
      try await core.shutdown()
    }
  }

  @Test func remindersKeepTheirTimeOnTheWallWhenTheClocksChange() async throws {
    let town = try Town()
    // A day before the Dutch clocks go back, and one before they go forward.
    for (now, day, starts) in [
      ("2026-10-24T10:00:00Z", "2026-10-26", "2026-10-26T09:00:00Z"),
      ("2027-03-27T10:00:00Z", "2027-03-29", "2027-03-29T08:00:00Z"),
    ] {
      let clock = StandingClock(now)
      let core = try await Device.paired(town, as: town.client, clock: clock)
      let draft = AppointmentDraft(title: "Talk", starts: WallMoment(date: day, hour: 10, minute: 0))
      let row = try await core.agenda().plan(draft: draft)
      #expect(row.startsAt == StandingClock.date(starts))
      let plan = try await core.agenda().reminderPlan()
      let own = plan.entries.filter { $0.route == "appointment/\(row.id)" }
      #expect(!own.isEmpty)
      #expect(own.contains { $0.at > StandingClock.date(now) && $0.at < row.startsAt })
      #expect(plan.entries.map(\.at) == plan.entries.map(\.at).sorted())
      #expect(plan.entries.count <= 60)
      #expect(Set(plan.entries.map(\.key)).count == plan.entries.count)
      #expect(plan.entries.allSatisfy { !$0.discreet.isEmpty })
      let again = try await core.agenda().reminderPlan()
      #expect(again.entries.map(\.key) == plan.entries.map(\.key))
      _ = try await core.agenda().cancel(appointment: row.id)
      _ = try await core.syncNow()
    }
  }
}
