import Foundation

/// The folder in which the core keeps its files, made so that the system protects it.
public enum StoreFolder {
  /// Makes the folder below the app's own support folder, out of every backup.
  ///
  /// Every file in it is locked until the device is unlocked for the first time after a start: stricter protection
  /// would break the refresh at night. The protection stands on the folder, so that new files inherit it.
  public static func make(named name: String = "opstap") throws -> URL {
    let support = try FileManager.default.url(
      for: .applicationSupportDirectory, in: .userDomainMask, appropriateFor: nil, create: true)
    return try make(at: support.appendingPathComponent(name, isDirectory: true))
  }

  /// Makes the folder at a place of one's own choice.
  public static func make(at place: URL) throws -> URL {
    var folder = place
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: protection)
    #if canImport(Darwin)
      var values = URLResourceValues()
      values.isExcludedFromBackup = true
      try folder.setResourceValues(values)
    #endif
    return folder
  }

  private static var protection: [FileAttributeKey: Any] {
    #if os(iOS)
      [.protectionKey: FileProtectionType.completeUntilFirstUserAuthentication]
    #else
      [.posixPermissions: 0o700]
    #endif
  }
}
