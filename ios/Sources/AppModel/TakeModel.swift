import Foundation
import Observation
import Opstap

/// Taking everything along: one page, in a file for as long as somebody hands it on.
@MainActor @Observable
public final class TakeModel {
  /// Whether it is being made, and what went otherwise.
  public let shown: Shown<Void>
  /// Where the page lies; nothing before it was made, and after it was forgotten.
  public private(set) var file: URL?

  private let session: Session
  private let client: CaseId?
  private let folder: URL

  /// - Parameter folder: Where nobody else looks, and what the system empties.
  public init(_ place: Place, folder: URL = FileManager.default.temporaryDirectory) {
    session = place.core.session()
    client = place.client
    self.folder = folder
    shown = Shown(place.core, [.session]) {}
  }

  /// Makes the page, under a name that is also the file's.
  public func make(name: String) async {
    let page = await shown.act { [session, client] in try await session.report(case: client) }
    guard let page else { return }
    let file = folder.appendingPathComponent(name).appendingPathExtension("html")
    #if os(iOS)
      let guarded: Data.WritingOptions = [.atomic, .completeFileProtection]
    #else
      let guarded: Data.WritingOptions = [.atomic]
    #endif
    guard (try? Data(page.utf8).write(to: file, options: guarded)) != nil else { return }
    self.file = file
  }

  /// It was handed on, or not: nothing of it stays here.
  public func forget() {
    if let file { try? FileManager.default.removeItem(at: file) }
    file = nil
  }
}
