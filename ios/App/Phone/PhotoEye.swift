import AppModel
import Foundation
import Vision

/// Recognises words in a photo, by this device alone: nothing of it is sent anywhere.
enum PhotoEye {
  /// The lines of a photo, read where it lies.
  static func lines(of path: String) async throws -> [PhotoLine] {
    try await withCheckedThrowingContinuation { answer in
      // It takes a second or more, which no thread of Swift's own should wait for.
      DispatchQueue.global(qos: .userInitiated).async { answer.resume(with: Result { try look(at: path) }) }
    }
  }

  private static func look(at path: String) throws -> [PhotoLine] {
    let request = VNRecognizeTextRequest()
    request.recognitionLevel = .accurate
    // Not every version of iOS reads Dutch. A language that it does not know is an error, and English corrections would
    // make other words of Dutch ones.
    let known = try request.supportedRecognitionLanguages()
    request.recognitionLanguages = ["nl-NL", "en-US"].filter(known.contains)
    request.usesLanguageCorrection = known.contains("nl-NL")
    try VNImageRequestHandler(url: URL(fileURLWithPath: path), options: [:]).perform([request])
    return (request.results ?? []).compactMap(line)
  }

  /// Vision counts from the lower left corner.
  private static func line(_ seen: VNRecognizedTextObservation) -> PhotoLine? {
    guard let text = seen.topCandidates(1).first?.string else { return nil }
    let place = seen.boundingBox
    return PhotoLine(text, left: place.minX, top: 1 - place.maxY, height: place.height)
  }
}
