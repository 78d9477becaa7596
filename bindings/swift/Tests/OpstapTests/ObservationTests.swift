import Foundation
import Opstap
import TestTown
import Testing

@Suite struct ObservationTests {
  @Test func theFirstBatchComesAtOnceAndNamesAllTopics() async throws {
    let core = try await Device.open(try Scratch.folder("observe"))
    var first: ChangeBatch?
    for await batch in core.changes([.budget, .agenda]) {
      first = batch
      break
    }
    #expect(Set(first?.topics ?? []) == [.budget, .agenda])
  }

  @Test func anEditIsToldToThoseWhoShowIt() async throws {
    let town = try Town()
    let core = try await Device.paired(town, as: town.client)
    let seen = Task { () -> [ChangeBatch] in
      var batches: [ChangeBatch] = []
      for await batch in core.changes([.messages]) {
        batches.append(batch)
        if batches.count == 1 { _ = try? await core.messages().send(text: "Is this right?") }
        if batches.count == 2 { break }
      }
      return batches
    }
    let batches = await seen.value
    #expect(batches.count == 2)
    #expect(batches.last?.topics == [.messages])
    #expect(batches[0].seq < batches[1].seq)
  }

  @Test func aBusyReaderMissesNoTopic() async throws {
    let town = try Town()
    let core = try await Device.paired(town, as: town.client)
    let stream = core.changes([.messages, .budget])
    // Nobody reads while much happens: all of it waits as one batch.
    for number in 1...5 {
      _ = try await core.messages().send(text: "Message \(number)")
      try await Task.sleep(for: .milliseconds(120))
    }
    _ = try await core.budget().notForMe(category: "huur")
    try await Task.sleep(for: .milliseconds(300))
    var waiting: ChangeBatch?
    for await batch in stream {
      waiting = batch
      break
    }
    #expect(Set(waiting?.topics ?? []) == [.messages, .budget])
  }

  @Test func cancellingTheReaderEndsTheSubscription() async throws {
    let core = try await Device.open(try Scratch.folder("observe"))
    try await settled()
    let before = liveObjects()
    let reader = Task { for await _ in core.changes() {} }
    try await Task.sleep(for: .milliseconds(50))
    #expect(liveObjects() == before + 1)
    reader.cancel()
    await reader.value
    try await settled()
    #expect(liveObjects() == before)
  }

  @Test func closingTheCoreEndsTheStream() async throws {
    let core = try await Device.open(try Scratch.folder("observe"))
    let reader = Task { () -> Int in
      var batches = 0
      for await _ in core.changes() { batches += 1 }
      return batches
    }
    try await Task.sleep(for: .milliseconds(100))
    try await core.shutdown()
    #expect(await reader.value >= 1)
  }

  @Test func tenThousandSubscriptionsLeaveNothingBehind() async throws {
    let core = try await Device.open(try Scratch.folder("leak"))
    try await settled()
    let (objects, pages) = (liveObjects(), residentPages())
    for _ in 0..<10_000 {
      let subscription = core.subscribe(topics: [.today], listener: Deaf())
      subscription.cancel()
    }
    try await settled()
    #expect(liveObjects() == objects)
    #expect((residentPages() - pages) * 4096 < 5_000_000)
    #expect(Deaf.alive.value == 0)
  }

  @Test func aListenerMayCallEveryMethod() async throws {
    let core = try await Device.open(try Scratch.folder("callback"))
    let listener = Talkative()
    listener.core = core
    let subscription = core.subscribe(topics: [.today], listener: listener)
    for _ in 0..<200 where listener.answers.value == 0 { try await Task.sleep(for: .milliseconds(10)) }
    #expect(listener.answers.value > 0)
    subscription.cancel()
    listener.core = nil
  }

  /// Listeners are let go on the core's own thread, which may need a moment.
  private func settled() async throws {
    try await Task.sleep(for: .milliseconds(300))
  }

  private func residentPages() -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    return Int(text.split(separator: " ").dropFirst().first ?? "") ?? 0
  }
}

/// A number that several threads may change.
final class Counter: @unchecked Sendable {
  // The lock guards `number`.
  private let lock = NSLock()
  private var number = 0
  var value: Int { lock.withLock { number } }
  func add(_ more: Int) { lock.withLock { number += more } }
}

private final class Deaf: ChangeListener {
  static let alive = Counter()
  init() { Self.alive.add(1) }
  deinit { Self.alive.add(-1) }
  func onChanges(batch: ChangeBatch) throws {}
}

private final class Talkative: ChangeListener, @unchecked Sendable {
  // Set before the subscription begins, and cleared after it ended.
  var core: Core?
  let answers = Counter()

  func onChanges(batch: ChangeBatch) throws {
    guard let core else { return }
    _ = core.syncStatus()
    core.networkChanged(state: .unmetered)
    let inner = core.subscribe(topics: [.budget], listener: Deaf())
    inner.cancel()
    answers.add(1)
  }
}
