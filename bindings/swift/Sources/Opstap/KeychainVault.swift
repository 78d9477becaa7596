#if canImport(Security)
  import Foundation
  import OpstapCore
  import Security

  /// Keeps secrets in the Keychain of this device only: they are in no backup, and can be read once the device has been
  /// unlocked after a start, so that a night's refresh can open the store.
  public final class KeychainVault: KeyVault {
    private let service: String

    /// A vault of its own for each service name.
    public init(service: String) {
      self.service = service
    }

    /// The secret under a name. An error means "not now", as before the first unlock.
    public func load(name: String) throws -> Data? {
      var query = item(name)
      query[kSecReturnData as String] = true
      query[kSecMatchLimit as String] = kSecMatchLimitOne
      var found: CFTypeRef?
      let status = SecItemCopyMatching(query as CFDictionary, &found)
      if status == errSecItemNotFound { return nil }
      try check(status)
      return found as? Data
    }

    /// Keeps a secret under a name, instead of an earlier one.
    public func store(name: String, secret: Data) throws {
      let value: [String: Any] = [
        kSecValueData as String: secret,
        kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly,
      ]
      let known = SecItemUpdate(item(name) as CFDictionary, value as CFDictionary)
      guard known == errSecItemNotFound else { return try check(known) }
      let fresh = item(name).merging(value) { _, new in new }
      try check(SecItemAdd(fresh as CFDictionary, nil))
    }

    /// Forgets the secret under a name.
    public func remove(name: String) throws {
      let status = SecItemDelete(item(name) as CFDictionary)
      if status != errSecItemNotFound { try check(status) }
    }

    private func item(_ name: String) -> [String: Any] {
      [
        kSecClass as String: kSecClassGenericPassword,
        kSecAttrService as String: service,
        kSecAttrAccount as String: name,
        kSecAttrSynchronizable as String: false,
        kSecUseDataProtectionKeychain as String: true,
      ]
    }

    private func check(_ status: OSStatus) throws {
      guard status == errSecSuccess else { throw CoreError.Host(what: "vault") }
    }
  }
#endif
