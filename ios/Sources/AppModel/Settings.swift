import Observation
import Opstap

/// Whether everything is safe, and bringing it up to date.
@MainActor @Observable
public final class SafetyModel {
  /// The screen.
  public let shown: Shown<SafetySummary>
  private let core: Core

  /// Of this device.
  public init(_ place: Place) {
    core = place.core
    let session = place.core.session()
    shown = Shown(place.core, [.sync, .disputes]) { try await session.safety() }
  }

  /// Brings everything up to date; cancelling the task ends it.
  public func sync() async {
    await shown.act { [core] in
      try await cancelling { token in try await core.syncNow(cancel: token) }
    }
    await shown.again()
  }
}

/// How the client wants it.
@MainActor @Observable
public final class PreferencesModel {
  /// The screen.
  public let shown: Shown<PreferenceSummary>
  /// Days, times and hours to choose from.
  public let choices: Shown<Choices>
  private let session: Session

  /// Of this device's client.
  public init(_ place: Place) {
    let (session, agenda) = (place.core.session(), place.core.agenda())
    self.session = session
    shown = Shown(place.core, [.preferences]) { try await session.preferences() }
    choices = Shown(place.core, [.preferences]) { try await agenda.choices() }
  }

  /// Sets the language of this device, also where there is no client's preference.
  public func speak(_ code: String) async {
    await shown.act { [session] in try await session.setLanguage(code: code) }
    await shown.again()
  }

  /// Sets one thing.
  public func set(_ edit: PreferenceEdit) async {
    let newest = await shown.act { [session] in try await session.setPreference(edit: edit) }
    if let newest { shown.show(newest) }
  }
}

/// Pairing this device.
@MainActor @Observable
public final class PairingModel {
  /// Who this device belongs to.
  public let shown: Shown<SessionState>
  /// The code as typed. It stays when it cannot be taken.
  public var code = ""

  private let session: Session
  private let server: String

  /// - Parameter server: Where typed codes are from; a scanned code brings its own.
  public init(_ place: Place, server: String) {
    let session = place.core.session()
    self.session = session
    self.server = server
    shown = Shown(place.core, [.session]) { try await session.state() }
  }

  /// Pairs by the code that was typed.
  public func pair(label: String) async {
    let (server, code) = (server, code)
    await shown.act { [session] in
      try await session.pairWithCode(server: server, code: code, label: label)
    }
  }

  /// Asks for help without a code, with what was answered on the pages; whether this device is somebody's now.
  public func ask(label: String) async -> Bool {
    await shown.act { [session, server] in try await session.askForHelp(server: server, label: label) } != nil
  }

  /// Pairs by what the camera read, or by a link.
  public func pair(link: String, label: String) async {
    await shown.act { [session] in try await session.pairWithLink(link: link, label: label) }
  }
}
