// The snippets of docs/book/embedding/swift.md. They stand here so that they are compiled and run; a test asks that the
// page says the same.
import Foundation
import Opstap

/// Opens the store in a folder, pairs with a one-time code, and reads the first screen out.
func firstSync(folder: URL, vault: any KeyVault, server: String, code: String) async -> [String] {
  do {
    let config = CoreConfig(dataDir: folder.path)
    let core = try await Core.open(config: config, host: CoreHost(vault: vault))
    _ = try await core.session().pairWithCode(server: server, code: code, label: "My first device")
    let today = try await core.programme().today()
    try await core.shutdown()
    return today.spoken
  } catch let error as CoreError {
    // Words for the screen, in the person's language; and what can be done about it.
    let trouble = describe(error: error)
    return [trouble.words, "\(trouble.recovery)"]
  } catch {
    return []
  }
}

/// Sets the rent as it was typed; gives the refusal in words, or nothing.
func setRent(_ core: Core, typed: String) async throws -> String? {
  do {
    _ = try await core.budget().setLine(line: LineDraft(category: "huur", typed: typed))
    return nil
  } catch CoreError.Refused(_, let words) {
    return words
  }
}

/// Shows what is left for this week, now and after each change, until the task is cancelled.
func followMoney(_ core: Core, show: @Sendable (MoneyText) async -> Void) async {
  let budget = core.budget()
  for await _ in core.changes([.budget]) {
    if let now = try? await budget.summary() { await show(now.freePerWeek) }
  }
}

/// Brings everything up to date; cancelling the task ends it.
func bringUpToDate(_ core: Core) async throws -> SyncReport {
  try await cancelling { token in try await core.syncNow(cancel: token) }
}
