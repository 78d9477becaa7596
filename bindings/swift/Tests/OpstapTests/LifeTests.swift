import Foundation
import Opstap
import TestTown
import Testing

@Suite struct LifeTests {
  @Test func theSurfaceIsTheOneThatThisCodeWasGeneratedFor() {
    #expect(buildInfo().surface >= 1)
    #expect(!buildInfo().coreVersion.isEmpty)
  }

  @Test func pairingByCodeBringsTheCase() async throws {
    let town = try Town()
    let core = try await Device.paired(town, as: town.client)
    guard case .paired(let person) = try await core.session().state() else {
      Issue.record("not paired")
      return
    }
    #expect(person.name == "Noor")
    #expect(person.role == .client)
    #expect(person.cases == [town.caseId])
    #expect(try await core.programme().today().next != nil)
  }

  @Test func aTypingMistakeInTheCodeHasWordsAndACode() async throws {
    let town = try Town()
    let core = try await Device.open(try Scratch.folder("mistake"))
    do {
      _ = try await core.session().pairWithCode(server: town.url, code: "WRONG-12345", label: "phone")
      Issue.record("a wrong code was taken")
    } catch let error as CoreError {
      let trouble = describe(error: error)
      #expect(trouble.code == "code_unknown")
      #expect(trouble.recovery == .askAgain)
      #expect(!trouble.words.isEmpty)
    }
  }

  @Test func offlineIsSaidAndEverythingIsKept() async throws {
    let town = try Town()
    let core = try await Device.paired(town, as: town.client)
    try await core.pause()
    try await core.resume()
    core.networkChanged(state: .offline)
    _ = try await core.messages().send(text: "Written on the train")
    let page = try await core.messages().page()
    #expect(page.messages.last?.text == "Written on the train")
    #expect(page.messages.last?.waiting == true)
    core.networkChanged(state: .unmetered)
    _ = try await core.syncNow()
    #expect(try await core.messages().page().messages.last?.waiting == false)
  }

  @Test func aRefusedAmountChangesNothing() async throws {
    let town = try Town()
    let core = try await Device.paired(town, as: town.client)
    let good = try await core.budget().setLine(line: LineDraft(category: "huur", typed: "1.234,50"))
    #expect(good.expenses.first?.entered.cents == 123_450)
    let unread = LineDraft(category: "huur", typed: "veel")
    #expect(await codeOfTrouble { try await core.budget().setLine(line: unread) } == "refused")
    #expect(try await core.budget().summary().expenses.first?.entered.cents == 123_450)
  }

  @Test func noErrorHoldsWhatAPersonWrote() async throws {
    let town = try Town()
    let core = try await Device.paired(town, as: town.client)
    let marked = "zeer-geheim-9317"
    var errors: [any Error] = []
    func collect(_ deed: () async throws -> Void) async {
      do { try await deed() } catch { errors.append(error) }
    }
    await collect { _ = try await core.budget().setLine(line: LineDraft(category: "huur", typed: marked)) }
    await collect { _ = try await core.profile().tell(field: marked, typed: marked) }
    await collect { _ = try await core.messages().ask(about: marked, text: marked) }
    await collect { _ = try await core.programme().perform(task: marked, deed: .done) }
    await collect { _ = try await core.session().pairWithLink(link: marked, label: marked) }
    #expect(errors.count == 5)
    for error in errors {
      #expect(!"\(error)".contains(marked))
      #expect(!error.localizedDescription.contains(marked))
    }
  }

  @Test func pausedFilesAreClosed() async throws {
    let town = try Town()
    let folder = try Scratch.folder("pause")
    let core = try await Device.open(folder)
    let code = try town.code(for: town.client)
    _ = try await core.session().pairWithCode(server: town.url, code: code, label: "phone")
    #expect(openFiles(below: folder) > 0)
    let work = Task { () -> Int in
      var done = 0
      for number in 0..<50 {
        if (try? await core.messages().send(text: "Number \(number)")) != nil { done += 1 }
      }
      return done
    }
    let begun = ContinuousClock.now
    try await core.pause()
    #expect(ContinuousClock.now - begun < .seconds(3))
    #expect(openFiles(below: folder) == 0)
    let sent = await work.value
    try await core.resume()
    #expect(openFiles(below: folder) > 0)
    #expect(try await core.messages().page(limit: 200).messages.count == sent)
  }

  @Test func aClosedCoreSaysSoAndDoesNotCrash() async throws {
    let core = try await Device.open(try Scratch.folder("closed"))
    let session = core.session()
    try await core.shutdown()
    #expect(await codeOfTrouble { try await session.state() } == "closed")
    core.networkChanged(state: .offline)
  }

  @Test func aLostKeyGivesANewStoreAndNothingOfTheOldOne() async throws {
    let town = try Town()
    let folder = try Scratch.folder("key")
    let first = try await Device.open(folder)
    let code = try town.code(for: town.client)
    _ = try await first.session().pairWithCode(server: town.url, code: code, label: "phone")
    try await first.shutdown()
    let second = try await Device.open(folder, vault: MemoryVault())
    #expect(second.openOutcome() == .recreatedAfterKeyLoss)
    #expect(try await second.session().state() == .notPaired)
  }

  @Test func aLockedVaultRemovesNothing() async throws {
    let folder = try Scratch.folder("locked")
    let vault = MemoryVault()
    try await Device.open(folder, vault: vault).shutdown()
    let before = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
    #expect(await codeOfTrouble { try await Device.open(folder, vault: Locked()) } == "key_unavailable")
    #expect(try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() == before)
    #expect(try await Device.open(folder, vault: vault).openOutcome() == .ready)
  }

  @Test func theFolderVaultKeepsItsSecretsToItself() async throws {
    let place = try Scratch.folder("vault").appendingPathComponent("keys")
    let vault = FolderVault(folder: place)
    #expect(try vault.load(name: "a") == nil)
    try vault.store(name: "a", secret: Data([1, 2, 3]))
    #expect(try vault.load(name: "a") == Data([1, 2, 3]))
    let file = place.appendingPathComponent("a").path
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    try vault.remove(name: "a")
    try vault.remove(name: "a")
    #expect(try vault.load(name: "a") == nil)
  }

  private func openFiles(below folder: URL) -> Int {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    let places = all.compactMap { try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)") }
    return places.filter { $0.hasPrefix(folder.path) }.count
  }
}

/// A vault behind a lock screen.
private final class Locked: KeyVault {
  func load(name: String) throws -> Data? { throw CoreError.Host(what: "vault") }
  func store(name: String, secret: Data) throws { throw CoreError.Host(what: "vault") }
  func remove(name: String) throws { throw CoreError.Host(what: "vault") }
}
