import Observation
import Opstap

/// The conversation: reading, writing, and asking about a text.
@MainActor @Observable
public final class ConversationModel {
  /// The screen.
  public let shown: Shown<ConversationPage>
  /// What is being written. It stays until it is kept.
  public var written = ""
  /// The photo that goes with it.
  public let photo = ChosenPhoto()

  private let messages: Messages
  private let files: Files
  private let client: CaseId?
  private let window: Window

  /// The client's own, or a case's.
  public init(_ place: Place) {
    let client = place.client
    let (messages, window) = (place.core.messages(), Window(rows: 40))
    self.messages = messages
    files = place.core.files()
    self.client = client
    self.window = window
    shown = Shown(place.core, [.messages]) {
      let (limit, before) = await window.wanted
      return try await messages.page(before: before, limit: limit, case: client)
    }
  }

  /// Follows the conversation, and notes that it was read.
  public func follow() async {
    await shown.follow { [messages, client] page in
      if page.unread > 0 { try? await messages.markRead(case: client) }
    }
  }

  /// Shows what came before.
  public func older() async {
    window.grow(past: shown.record?.older)
    await shown.again()
  }

  /// Sends what is written, with the photo if there is one; true when it is kept.
  public func send() async -> Bool {
    let (text, draft) = (written, photo.draft)
    let sent = await shown.act { [messages, files, client] in
      guard let draft else { return try await messages.send(text: text, case: client) }
      return try await files.send(text: text, files: [draft], case: client)
    }
    guard sent != nil else { return false }
    written = ""
    photo.choose(nil)
    return true
  }
}

extension ConversationModel {
  /// Asks what is written about a text, by its id; true when it is kept.
  public func ask(about id: String) async -> Bool {
    let text = written
    let sent = await shown.act { [messages, client] in
      try await messages.ask(about: id, text: text, case: client)
    }
    if sent != nil { written = "" }
    return sent != nil
  }
}

/// The text that a question is about.
@MainActor @Observable
public final class AboutModel {
  /// The text, as the asker sees it.
  public let shown: Shown<AboutRow>

  /// The client's own text, or one of a case, by its id.
  public init(_ place: Place, id: String) {
    let (messages, client) = (place.core.messages(), place.client)
    shown = Shown(place.core, [.content]) { try await messages.about(id: id, case: client) }
  }
}

/// One message, and erasing it.
@MainActor @Observable
public final class MessageModel {
  /// The screen.
  public let shown: Shown<MessageRow>
  private let messages: Messages
  private let id: String
  private let client: CaseId?

  /// By its id.
  public init(_ place: Place, id: String) {
    let (messages, client) = (place.core.messages(), place.client)
    self.messages = messages
    self.id = id
    self.client = client
    shown = Shown(place.core, [.session]) { try await messages.message(id: id, case: client) }
  }

  /// Erases it for everybody; true when it is gone here.
  public func erase() async -> Bool {
    let gone: Void? = await shown.act { [messages, id, client] in
      try await messages.erase(id: id, case: client)
    }
    return gone != nil
  }
}

/// Example messages of a helper, filled in for a case.
@MainActor @Observable
public final class ExamplesModel {
  /// The screen.
  public let shown: Shown<[ExampleRow]>
  private let sought: Sought<String>

  /// For a case.
  public init(_ place: Place) {
    let client = place.client
    let (caseload, sought) = (place.core.caseload(), Sought(""))
    self.sought = sought
    shown = Shown(place.core, [.content]) {
      let words = await sought.value
      return try await caseload.examples(search: words.isEmpty ? nil : words, case: client)
    }
  }

  /// Looks for words.
  public func search(_ words: String) async {
    sought.value = words
    await shown.again()
  }
}
