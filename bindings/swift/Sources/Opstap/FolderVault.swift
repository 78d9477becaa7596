import Foundation
import OpstapCore

/// Keeps secrets as files that only this user may read: for tests, and for machines without a key store.
///
/// On a phone the key belongs in the Keychain: see `KeychainVault`.
public final class FolderVault: KeyVault {
  private let folder: URL

  /// A vault in a folder, which is made when it is not there.
  public init(folder: URL) {
    self.folder = folder
  }

  /// The secret under a name.
  public func load(name: String) throws -> Data? {
    let file = folder.appendingPathComponent(name)
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    return try failing { try Data(contentsOf: file) }
  }

  /// Keeps a secret under a name.
  public func store(name: String, secret: Data) throws {
    try failing {
      let only: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: only)
      let file = folder.appendingPathComponent(name)
      try secret.write(to: file, options: .atomic)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    }
  }

  /// Forgets the secret under a name.
  public func remove(name: String) throws {
    let file = folder.appendingPathComponent(name)
    guard FileManager.default.fileExists(atPath: file.path) else { return }
    try failing { try FileManager.default.removeItem(at: file) }
  }

  /// What the system threw may name a folder or a person: only that the vault failed goes on.
  private func failing<Answer>(_ work: () throws -> Answer) throws -> Answer {
    do { return try work() } catch { throw CoreError.Host(what: "vault") }
  }
}
