// Hand-written declarations for a check of types on Linux. Never shipped.
@_exported import Foundation

open class VNRequest: NSObject {}
public enum VNRequestTextRecognitionLevel: Int, Sendable { case accurate, fast }
public final class VNRecognizedText: NSObject {
  public var string: String { "" }
}
public final class VNRecognizedTextObservation: NSObject {
  public var boundingBox: CGRect { .zero }
  public func topCandidates(_ maxCandidateCount: Int) -> [VNRecognizedText] { [] }
}
public final class VNRecognizeTextRequest: VNRequest {
  public override init() {}
  public var recognitionLevel: VNRequestTextRecognitionLevel = .accurate
  public var recognitionLanguages: [String] = []
  public var usesLanguageCorrection = true
  public var results: [VNRecognizedTextObservation]? { nil }
  public func supportedRecognitionLanguages() throws -> [String] { [] }
}
public struct VNImageOption: Hashable, Sendable {}
public final class VNImageRequestHandler: NSObject {
  public init(url imageURL: URL, options: [VNImageOption: Any] = [:]) {}
  public func perform(_ requests: [VNRequest]) throws {}
}
