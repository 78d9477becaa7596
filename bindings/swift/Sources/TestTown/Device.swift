import Foundation
import Opstap

/// Folders that are gone when the machine is.
public enum Scratch {
  /// A fresh folder.
  public static func folder(_ name: String) throws -> URL {
    let unique = "opstap-\(name)-\(UUID().uuidString)"
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(unique)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }
}

/// A clock that stands where a test puts it.
public final class StandingClock: HostClock, @unchecked Sendable {
  // The lock guards `moment`.
  private let lock = NSLock()
  private var moment: Date

  /// Stands at a moment.
  public init(_ moment: Date) {
    self.moment = moment
  }

  /// Stands at a moment such as `2026-10-24T12:00:00Z`.
  public convenience init(_ moment: String) {
    self.init(Self.date(moment))
  }

  /// The moment.
  public func now() throws -> Date {
    lock.withLock { moment }
  }

  /// Where the tests live.
  public func zoneId() throws -> String {
    "Europe/Amsterdam"
  }

  /// Puts it elsewhere.
  public func set(_ moment: Date) {
    lock.withLock { self.moment = moment }
  }

  /// A moment of the wall clock of Greenwich.
  public static func date(_ text: String) -> Date {
    ISO8601DateFormatter().date(from: text)!
  }
}

/// Opens devices for tests.
public enum Device {
  /// Opens a folder, with a vault of its own unless one is given, and without syncing by itself.
  public static func open(
    _ folder: URL, vault: any KeyVault = MemoryVault(), clock: (any HostClock)? = nil, language: String? = nil
  ) async throws -> Core {
    let config = CoreConfig(dataDir: folder.path, language: language, autoSync: false)
    return try await Core.open(config: config, host: CoreHost(vault: vault, clock: clock))
  }

  /// A fresh device that belongs to somebody of a town.
  public static func paired(
    _ town: Town, as account: String, clock: (any HostClock)? = nil, language: String? = nil
  ) async throws -> Core {
    let core = try await open(try Scratch.folder("device"), clock: clock, language: language)
    let code = try town.code(for: account)
    _ = try await core.session().pairWithCode(server: town.url, code: code, label: "phone")
    return core
  }
}

/// The code of what went wrong; nothing when it went well.
public func codeOfTrouble<Answer>(_ work: () async throws -> Answer) async -> String? {
  do {
    _ = try await work()
    return nil
  } catch let error as CoreError {
    return describe(error: error).code
  } catch {
    return "\(type(of: error))"
  }
}
