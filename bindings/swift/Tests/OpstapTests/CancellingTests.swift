import Foundation
import Opstap
import TestTown
import Testing

@Suite struct CancellingTests {
  @Test func aCancelledTaskEndsTheSync() async throws {
    let town = try Town()
    let core = try await Device.paired(town, as: town.client)
    let begun = Gate()
    let work = Task {
      try await cancelling { token in
        await begun.open()
        try await Task.sleep(for: .milliseconds(1))
        return try await core.syncNow(cancel: token)
      }
    }
    await begun.wait()
    work.cancel()
    #expect(await codeOfTrouble { try await work.value } != nil)
    // Nothing hangs, and the next one works.
    _ = try await core.syncNow()
  }

  @Test func aTokenThatWasUsedBeforeEndsItAtOnce() async throws {
    let town = try Town()
    let core = try await Device.paired(town, as: town.client)
    let token = CancelToken()
    token.cancel()
    #expect(await codeOfTrouble { try await core.syncNow(cancel: token) } == "cancelled")
  }

  @Test func backgroundWorkWithoutANetworkSaysWhenToComeBack() async throws {
    let core = try await Device.open(try Scratch.folder("background"))
    let report = try await core.runBackground(budgetSeconds: 5)
    #expect(report.sync == nil)
    #expect(report.againAfterSeconds > 0)
  }
}

/// Opens once.
actor Gate {
  private var waiting: [CheckedContinuation<Void, Never>] = []
  private var isOpen = false

  func open() {
    isOpen = true
    waiting.forEach { $0.resume() }
    waiting = []
  }

  func wait() async {
    guard !isOpen else { return }
    await withCheckedContinuation { waiting.append($0) }
  }
}
