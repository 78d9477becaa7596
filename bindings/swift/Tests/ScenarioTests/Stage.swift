import Foundation
import Opstap
import TestTown

/// The organisation and its server, in a process of its own that is told what to do line by line.
final class StageTown: @unchecked Sendable {
  // Told by one story at a time; Foundation does not call processes safe to share.
  private let process = Process()
  private let (orders, answers) = (Pipe(), Pipe())
  /// What it said first: where it is and who is in it.
  private(set) var first = Tree.nothing

  init(now: Date) throws {
    let target = ProcessInfo.processInfo.environment["OPSTAP_TARGET"] ?? "../../target"
    process.executableURL = URL(fileURLWithPath: target).appendingPathComponent("debug/town")
    process.arguments = ["--now", "\(Int64(now.timeIntervalSince1970 * 1000))"]
    process.standardInput = orders
    process.standardOutput = answers
    try process.run()
    first = try hear()
  }

  func tell(_ order: String) throws -> Tree {
    try orders.fileHandleForWriting.write(contentsOf: Data("\(order)\n".utf8))
    return try hear()
  }

  func end() {
    kill(process.processIdentifier, SIGKILL)
  }

  private func hear() throws -> Tree {
    var said = Data()
    while said.last != UInt8(ascii: "\n") {
      let more = answers.fileHandleForReading.availableData
      guard !more.isEmpty else { throw TownError.silent }
      said.append(more)
    }
    return Tree(json: try JSONSerialization.jsonObject(with: said))
  }
}

/// A vault that a story can lock, empty and change.
final class StageVault: KeyVault, @unchecked Sendable {
  private static let key = "opstap-store-key"
  // The lock guards both.
  private let lock = NSLock()
  private var secrets: [String: Data] = [:]
  private var isLocked = false

  func load(name: String) throws -> Data? { try open { $0[name] } }
  func store(name: String, secret: Data) throws { try open { $0[name] = secret } }
  func remove(name: String) throws { try open { $0[name] = nil } }

  func setLocked(_ locked: Bool) { lock.withLock { isLocked = locked } }
  func setKey(_ byte: UInt8?) {
    lock.withLock { secrets[Self.key] = byte.map { Data(repeating: $0, count: 32) } }
  }

  private func open<Answer>(_ work: (inout [String: Data]) -> Answer) throws -> Answer {
    try lock.withLock {
      if isLocked { throw CoreError.Host(what: "vault") }
      return work(&secrets)
    }
  }
}

/// A device of a story: a folder, a vault and a clock of its own.
final class StageDevice: @unchecked Sendable {
  // Used by one story at a time.
  private(set) var core: Core?
  let clock: StandingClock
  private let folder: URL
  private let vault = StageVault()

  init(now: Date) throws {
    folder = try Scratch.folder("stage")
    clock = StandingClock(now)
  }

  func act(_ deed: String, _ with: Tree, _ town: StageTown) async throws -> Tree {
    switch deed {
    case "open": return Tree(answer: try await open(with["language"].text))
    case "loseKey": vault.setKey(nil)
    case "changeKey": vault.setKey(1)
    case "lockVault": vault.setLocked(true)
    case "unlockVault": vault.setLocked(false)
    case "files": return .list(files().map(Tree.text))
    case "takePhoto": return .text(try photo(with["name"].text ?? "", Int(with["bytes"].number ?? 0)))
    case "takeFile": return .text(try file(with["name"].text ?? "", with["text"].text ?? ""))
    case "oldStore": try oldStore(with["schema"].number ?? 0)
    case "pair": return Tree(answer: try await pair(with["who"].text ?? "", town))
    default:
      guard let core, let known = Deeds.all[deed] else { throw TownError.refused([deed]) }
      return Tree(answer: try await known(core, with))
    }
    return .nothing
  }

  func end() async {
    try? await core?.shutdown()
    try? FileManager.default.removeItem(at: folder)
  }

  private func open(_ language: String?) async throws -> OpenOutcome {
    try await core?.shutdown()
    let opened = try await Device.open(folder, vault: vault, clock: clock, language: language)
    core = opened
    return opened.openOutcome()
  }

  private func pair(_ who: String, _ town: StageTown) async throws -> SessionState {
    guard let core else { throw TownError.refused([who]) }
    let code = try town.tell("code \(who)")["code"].text ?? ""
    let server = town.first["url"].text ?? ""
    return try await core.session().pairWithCode(server: server, code: code, label: "test")
  }

  private func files() -> [String] {
    let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey])
    let files = all?.compactMap { $0 as? URL } ?? []
    return files.filter { (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true }
      .map(\.lastPathComponent).sorted()
  }

  private func file(_ name: String, _ text: String) throws -> String {
    let place = folder.appendingPathComponent(name)
    try Data(text.utf8).write(to: place)
    return place.path
  }

  private func photo(_ name: String, _ count: Int) throws -> String {
    var bytes: [UInt8] = [0xff, 0xd8, 0xff, 0xe0]
    for place in 4..<count {
      let next = 31 * place + place / 251
      bytes.append(UInt8(next % 256))
    }
    let place = folder.appendingPathComponent(name)
    try Data(bytes).write(to: place)
    return place.path
  }

  private func oldStore(_ schema: Int64) throws {
    let root = ProcessInfo.processInfo.environment["OPSTAP_ROOT"] ?? "../.."
    let kept = URL(fileURLWithPath: root).appendingPathComponent("core/store/tests/fixtures/schema-\(schema)")
    let store = folder.appendingPathComponent("store")
    try? FileManager.default.removeItem(at: store)
    try FileManager.default.copyItem(at: kept, to: store)
    vault.setKey(7)
  }
}
