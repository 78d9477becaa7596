import Observation
import Opstap

/// Letters, and what is read in them.
@MainActor @Observable
public final class LettersModel {
  /// The screen.
  public let shown: Shown<LettersSummary>
  /// What was read in a text, to be chosen from. Nothing of it is kept.
  public fileprivate(set) var readings: [LetterReading] = []
  /// What is being typed about a new letter.
  public var draft = TypedLetter()
  /// A photo of it, or another one of a letter that is there.
  public let photo = ChosenPhoto()
  fileprivate let letters: Letters
  fileprivate let client: CaseId?
  fileprivate let reader: PhotoReader
  @ObservationIgnored fileprivate var seen = SeenPhoto()

  /// The client's own, or a case's.
  ///
  /// - Parameter reader: What recognises words in a photo; without one they are pasted.
  public init(_ place: Place, reader: @escaping PhotoReader = { _ in [] }) {
    let (letters, client) = (place.core.letters(), place.client)
    self.letters = letters
    self.client = client
    self.reader = reader
    shown = Shown(place.core, [.debts]) { try await letters.summary(case: client) }
  }

  /// One letter.
  public func row(_ id: String) -> LetterRow? {
    guard let all = shown.record else { return nil }
    return all.open.first { $0.id == id } ?? all.done.first { $0.id == id }
  }

  /// It was dealt with, or was not after all.
  public func finish(_ id: String, _ done: Bool) async -> Bool {
    await tell { letters, client in _ = try await letters.finish(id: id, done: done, case: client) }
  }

  /// Takes it away.
  public func remove(_ id: String) async -> Bool {
    await tell { letters, client in try await letters.remove(id: id, case: client) }
  }

  fileprivate func tell(_ deed: @Sendable (Letters, CaseId?) async throws -> Void) async -> Bool {
    let done: Void? = await shown.act { [letters, client] in try await deed(letters, client) }
    return done != nil
  }
}

/// The photo that was looked at last, and the words that it gave.
private struct SeenPhoto {
  var path: String?
  var words = ""
}

/// Words from a photo.
extension LettersModel {
  /// Puts the words of the photo that was chosen where somebody would paste them, and reads them. What somebody typed
  /// stays; a photo that nothing is recognised in changes nothing.
  public func readPhoto() async {
    let path = photo.draft?.path
    guard path != seen.path else { return }
    forgetSeen()
    seen.path = path
    guard let path, draft.words.isEmpty else { return }
    let words = PhotoLine.words(of: (try? await reader(path)) ?? [])
    // Recognising takes a while: somebody may have typed meanwhile, or taken the photo away.
    guard !words.isEmpty, draft.words.isEmpty, photo.draft?.path == path else { return }
    seen.words = words
    draft.words = words
    await read()
  }

  /// Words that nobody touched go with the photo that they came from: the next one is another letter.
  private func forgetSeen() {
    if !seen.words.isEmpty && draft.words == seen.words { (draft.words, readings) = ("", []) }
    seen = SeenPhoto()
  }
}

/// A letter that is being filed.
extension LettersModel {
  /// Reads the text that was pasted, or recognised in a photo.
  public func read() async {
    let text = draft.words
    let found = await shown.act { [letters, client] in try await letters.read(text: text, case: client) }
    readings = (found ?? []).filter { [.sender, .amount, .deadline, .reference].contains($0.what) }
  }

  /// Takes over one thing that was read.
  public func take(_ reading: LetterReading) {
    switch reading.what {
    case .sender: draft.sender = reading.value
    case .amount: draft.amount = reading.value
    case .deadline: draft.due = reading.day
    case .reference: draft.reference = reading.value
    default: break
    }
  }

  /// Files what was typed; true when the core could take it.
  public func file() async -> Bool {
    let (letter, photos) = (draft.letter, [photo.draft].compactMap { $0 })
    let filed = await tell { letters, client in
      _ = try await letters.file(letter: letter, photos: photos, case: client)
    }
    if filed { photo.choose(nil) }
    return filed
  }

  /// Adds the photo that was chosen to a letter.
  public func attach(to id: String) async -> Bool {
    guard let chosen = photo.draft else { return false }
    let added = await tell { letters, client in
      _ = try await letters.attach(id: id, photos: [chosen], case: client)
    }
    if added { photo.choose(nil) }
    return added
  }
}

/// What a person types about a letter.
public struct TypedLetter: Equatable, Sendable {
  /// Its text, where that can be pasted or recognised.
  public var words = ""
  /// From whom.
  public var sender = ""
  /// What it asks to pay.
  public var amount = ""
  /// The last day.
  public var due: String?
  /// The number in it.
  public var reference = ""
  /// The debt that it is about.
  public var debt: String?
  /// What has to be done.
  public var note = ""

  /// Nothing was typed yet.
  public var isEmpty: Bool { letter == LetterDraft() }

  var letter: LetterDraft {
    let said = { (text: String) in text.isEmpty ? nil : text }
    return LetterDraft(
      sender: said(sender), typed: said(amount), dueOn: due, reference: said(reference), debt: debt,
      note: said(note))
  }
}
