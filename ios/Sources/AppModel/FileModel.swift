import Foundation
import Observation
import Opstap

/// A file, and its bytes where they are here and can be drawn. The bytes live in memory only.
public struct OpenFile: Sendable {
  /// The file.
  public let row: FileRow
  /// All of it; nothing while it is not here.
  public let bytes: Data?
}

/// The photo that goes with what is being written: a copy that is the app's to remove.
@MainActor @Observable
public final class ChosenPhoto {
  /// The photo; nothing where none was chosen.
  public private(set) var draft: FileDraft?

  /// Takes another one along, or none; the copy of the one before goes.
  public func choose(_ next: FileDraft?) {
    if let draft { try? FileManager.default.removeItem(atPath: draft.path) }
    draft = next
  }
}

/// One file of a conversation.
@MainActor @Observable
public final class FileModel {
  /// The screen.
  public let shown: Shown<OpenFile>
  private let files: Files
  private let id: String
  private let client: CaseId?

  /// By its id.
  public init(_ place: Place, id: String) {
    let (files, client) = (place.core.files(), place.client)
    self.files = files
    self.id = id
    self.client = client
    shown = Shown(place.core, [.messages]) {
      let row = try await files.file(id: id, case: client)
      let isPicture = row.canShow && row.media.hasPrefix("image/")
      return OpenFile(row: row, bytes: isPicture ? try await files.bytes(id: id, case: client) : nil)
    }
  }

  /// Brings its bytes here.
  public func fetch() async {
    await shown.act { [files, id, client] in try await files.fetch(id: id, case: client) }
    await shown.again()
  }

  /// Takes its bytes from this device.
  public func evict() async {
    await shown.act { [files, id, client] in try await files.evict(id: id, case: client) }
    await shown.again()
  }
}
