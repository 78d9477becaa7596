import Foundation
import Opstap
import TestTown
import Testing

@Suite struct BookTests {
  @Test func thePageSaysWhatIsCompiledHere() throws {
    let root = ProcessInfo.processInfo.environment["OPSTAP_ROOT"] ?? "../.."
    let base = URL(fileURLWithPath: root)
    let page = try String(contentsOf: base.appendingPathComponent("docs/book/embedding/swift.md"), encoding: .utf8)
    let place = "bindings/swift/Tests/OpstapTests/Book.swift"
    let source = try String(contentsOf: base.appendingPathComponent(place), encoding: .utf8)
    let blocks = page.components(separatedBy: "```swift\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    #expect(blocks.count >= 4)
    for block in blocks {
      #expect(source.contains(block.trimmingCharacters(in: .newlines)), "not compiled: \(block)")
      #expect(block.split(separator: "\n").count < 40)
    }
  }

  @Test func theFirstSyncReadsTheFirstScreenOut() async throws {
    let town = try Town()
    let (folder, vault) = (try Scratch.folder("book"), MemoryVault())
    let code = try town.code(for: town.client)
    let sentences = await firstSync(folder: folder, vault: vault, server: town.url, code: code)
    #expect(sentences.count > 2)
    #expect(sentences[0].contains("Noor"))
    let again = await firstSync(folder: try Scratch.folder("book"), vault: MemoryVault(), server: town.url, code: code)
    #expect(again.count == 2)
    #expect(again[1] == "askAgain")
  }

  @Test func anAmountIsSetAndSeenAndSent() async throws {
    let town = try Town()
    let core = try await Device.paired(town, as: town.client)
    #expect(try await setRent(core, typed: "veel")?.isEmpty == false)
    #expect(try await setRent(core, typed: "650") == nil)
    let (amounts, tell) = AsyncStream.makeStream(of: MoneyText.self)
    let task = Task { await followMoney(core) { tell.yield($0) } }
    var first: MoneyText?
    for await amount in amounts {
      first = amount
      break
    }
    task.cancel()
    #expect(first?.spoken.isEmpty == false)
    #expect(try await bringUpToDate(core).left == 0)
    withExtendedLifetime(town) {}
  }
}
