/// One line that a device recognised in a photo, and where it lies: as parts of the photo, from its upper left corner.
public struct PhotoLine: Equatable, Sendable {
  /// What it says.
  public let text: String
  private let left: Double
  private let middle: Double
  private let height: Double

  /// - Parameter top: Where its upper edge is; 0 is the photo's own, and 1 the lower edge of the photo.
  public init(_ text: String, left: Double, top: Double, height: Double) {
    self.text = text
    self.left = left
    self.height = height
    middle = top + height / 2
  }

  /// The words of a photo as one reads them: from top to bottom, and from left to right where they stand beside each
  /// other. What stands beside each other is one line, so that an amount keeps the words before it.
  public static func words(of lines: [PhotoLine]) -> String {
    var rows: [[PhotoLine]] = []
    for line in lines.sorted(by: { $0.middle < $1.middle }) {
      // No photo is quite straight: half a line lower is beside it.
      if let first = rows.last?.first, line.middle - first.middle < first.height / 2 {
        rows[rows.count - 1].append(line)
      } else {
        rows.append([line])
      }
    }
    let read = rows.map { row in row.sorted { $0.left < $1.left }.map(\.text).joined(separator: " ") }
    return read.joined(separator: "\n")
  }
}

/// Reads a photo where it lies, on the device alone.
public typealias PhotoReader = @Sendable (_ path: String) async throws -> [PhotoLine]
