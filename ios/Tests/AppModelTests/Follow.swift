import AppModel
import Foundation
import TestTown
import Testing

/// Follows something for as long as a test looks.
@MainActor
func following<Answer>(
  _ follow: @escaping @MainActor () async -> Void, _ look: @MainActor () async throws -> Answer
) async rethrows -> Answer {
  let task = Task { await follow() }
  defer { task.cancel() }
  return try await look()
}

/// Waits until something is so; false after five seconds.
@MainActor
func until(_ holds: @MainActor () -> Bool) async -> Bool {
  for _ in 0..<500 {
    if holds() { return true }
    try? await Task.sleep(for: .milliseconds(10))
  }
  return holds()
}

/// The place of a client of a fresh town.
@MainActor
func clientPlace(clock: StandingClock? = nil) async throws -> (Town, Core, Place) {
  let town = try Town()
  let core = try await Device.paired(town, as: town.client, clock: clock)
  return (town, core, Place(core, person: nil))
}
