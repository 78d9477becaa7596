import AppModel
import Foundation
import TestTown
import Testing

@MainActor @Suite struct PhotoTests {
  @Test func wordsAreReadFromTopToBottomAndBesideEachOtherFromTheLeft() {
    let lines = [
      line("€ 84,20", left: 0.7, top: 0.404), line("Kenmerk WV-2030-77", left: 0.1, top: 0.6),
      line("Waterschap De Vliet", left: 0.1, top: 0.05), line("U moet betalen:", left: 0.1, top: 0.41),
      line("vóór 15 december 2030", left: 0.1, top: 0.44),
    ]
    #expect(PhotoLine.words(of: lines) == letter)
    #expect(PhotoLine.words(of: lines.reversed()) == letter)
    #expect(PhotoLine.words(of: []) == "")
  }

  @Test func wordsOfAPhotoAreProposedAndNothingIsKeptBeforeSomebodyChooses() async throws {
    let (_, _, place) = try await clientPlace()
    let model = LettersModel(place, reader: { _ in [line(letter)] })
    await model.readPhoto()
    #expect(model.draft.words.isEmpty)
    model.photo.choose(photo())
    await model.readPhoto()
    #expect(model.draft.words == letter && model.draft.amount.isEmpty)
    #expect(Set(model.readings.map(\.what)) == [.sender, .amount, .deadline, .reference])
    await model.shown.again()
    #expect(model.shown.record?.open.isEmpty == true)
    // Who took the words away does not get them again.
    model.draft.words = ""
    await model.readPhoto()
    #expect(model.draft.words.isEmpty)
  }

  @Test func wordsGoWithTheirPhotoAndWhatSomebodyTypedStays() async throws {
    let (_, _, place) = try await clientPlace()
    let model = LettersModel(place, reader: { path in [line(path)] })
    let (first, second) = (photo(), photo())
    for chosen in [first, nil, second] {
      model.photo.choose(chosen)
      await model.readPhoto()
      #expect(model.draft.words == chosen?.path ?? "")
    }
    model.draft.words += ", 84 euro"
    let typed = model.draft.words
    for chosen in [nil, photo()] {
      model.photo.choose(chosen)
      await model.readPhoto()
      #expect(model.draft.words == typed)
    }
  }

  @Test func whatIsTypedDuringTheRecognitionStays() async throws {
    let (_, _, place) = try await clientPlace()
    let (asked, go) = (AsyncStream<Void>.makeStream(), AsyncStream<Void>.makeStream())
    let model = LettersModel(
      place,
      reader: { _ in
        asked.continuation.finish()
        for await _ in go.stream {}
        return [line(letter)]
      })
    model.photo.choose(photo())
    let reading = Task { await model.readPhoto() }
    for await _ in asked.stream {}
    model.draft.words = "Waterschap"
    go.continuation.finish()
    await reading.value
    #expect(model.draft.words == "Waterschap" && model.readings.isEmpty)
  }

  @Test func aPhotoThatCannotBeReadChangesNothingAndSaysNothing() async throws {
    let (_, _, place) = try await clientPlace()
    let model = LettersModel(place, reader: { _ in throw CocoaError(.fileReadCorruptFile) })
    model.photo.choose(photo())
    await model.readPhoto()
    #expect(model.draft.isEmpty && model.draft.words.isEmpty && model.readings.isEmpty)
    #expect(model.shown.trouble == nil && model.photo.draft != nil)
  }
}

private let letter = """
  Waterschap De Vliet
  U moet betalen: € 84,20
  vóór 15 december 2030
  Kenmerk WV-2030-77
  """

private func line(_ text: String, left: Double = 0.1, top: Double = 0.1) -> PhotoLine {
  PhotoLine(text, left: left, top: top, height: 0.02)
}

/// A photo of nothing, in a file of its own.
private func photo() -> FileDraft {
  FileDraft(path: NSTemporaryDirectory() + UUID().uuidString, name: "brief.jpg", thumbnail: nil)
}
