import Foundation
import Observation
import Opstap

/// Opens the device and knows whose it is: the first thing that an app makes, and the last that it lets go.
@MainActor @Observable
public final class Doorway {
  /// The open device; nothing while it opens, or when it could not.
  public private(set) var core: Core?
  /// The words of the screens.
  public private(set) var words = Words()
  /// Whose device this is; nothing before pairing.
  public private(set) var person: PersonSummary?
  /// The language that a client chose; nothing where the core does not say.
  public private(set) var language: String?
  /// The device is open and it is known whose it is.
  public private(set) var isReady = false
  /// Somebody asks for help just now: what they read first is by which code they come back.
  public var isAsking = false
  /// Why it could not be opened.
  public private(set) var trouble: Trouble?

  private let config: CoreConfig
  private let host: CoreHost

  /// A device whose files are in a folder, and whose key is in a vault.
  public init(folder: URL, host: CoreHost, language: String? = nil, autoSync: Bool = true) {
    config = CoreConfig(dataDir: folder.path, language: language, autoSync: autoSync)
    self.host = host
  }

  /// Opens it; once more after trouble.
  public func open() async {
    guard core == nil else { return }
    do {
      let opened = try await Core.open(config: config, host: host)
      core = opened
      trouble = nil
      await look(opened)
    } catch let error as CoreError {
      trouble = describe(error: error)
    } catch {}
  }

  /// Follows whose device it is, and the words in their language, until the task is cancelled.
  public func follow() async {
    guard let core else { return }
    for await _ in core.changes([.session, .preferences]) {
      await look(core)
    }
  }

  /// Empties this device and opens it anew, for the next person.
  public func leave() async {
    guard let core else { return }
    do {
      try await core.wipe()
      self.core = nil
      person = nil
      isReady = false
      isAsking = false
      await open()
    } catch let error as CoreError {
      trouble = describe(error: error)
    } catch {}
  }

  private func look(_ core: Core) async {
    words = (try? await Words(core)) ?? words
    language = try? await core.session().preferences().language
    guard let state = try? await core.session().state() else { return }
    person = if case .paired(let who) = state { who } else { nil }
    isReady = true
  }
}
