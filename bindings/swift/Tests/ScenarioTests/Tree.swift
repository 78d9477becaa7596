import Foundation

/// A value as the scenarios write it.
indirect enum Tree: Equatable, Sendable {
  case nothing
  case flag(Bool)
  case number(Int64)
  case text(String)
  case list([Tree])
  case members([String: Tree])

  /// What a file says.
  init(json: Any) {
    switch json {
    case let text as String: self = .text(text)
    case let number as NSNumber:
      let isFlag = String(cString: number.objCType) == "c" || String(cString: number.objCType) == "B"
      self = isFlag ? .flag(number.boolValue) : .number(number.int64Value)
    case let list as [Any]: self = .list(list.map(Tree.init(json:)))
    case let members as [String: Any]: self = .members(members.mapValues(Tree.init(json:)))
    default: self = .nothing
    }
  }

  /// What the core answered: members in camel case, enums as words, variants under `variant`.
  init(answer: Any) {
    switch answer {
    case let text as String: self = .text(text)
    case let flag as Bool: self = .flag(flag)
    case let bytes as Data: self = Tree.told(bytes)
    case let moment as Date: self = .number(Int64((moment.timeIntervalSince1970 * 1000).rounded()))
    case let number as any BinaryInteger: self = .number(Int64(number))
    default: self = Tree(mirror: Mirror(reflecting: answer), of: answer)
    }
  }

  /// How many bytes, and their 64-bit FNV-1a.
  private static func told(_ bytes: Data) -> Tree {
    let sum = bytes.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x0100_0000_01b3 }
    let digits = String(sum, radix: 16)
    let zeros = String(repeating: "0", count: 16 - digits.count)
    return .members(["length": .number(Int64(bytes.count)), "sum": .text(zeros + digits)])
  }

  private init(mirror: Mirror, of answer: Any) {
    switch mirror.displayStyle {
    case .optional: self = mirror.children.first.map { Tree(answer: $0.value) } ?? .nothing
    case .collection: self = .list(mirror.children.map { Tree(answer: $0.value) })
    case .enum: self = Tree(variant: mirror, of: answer)
    case .dictionary:
      let pairs = mirror.children.compactMap { $0.value as? (String, String) }
      self = .members(Dictionary(uniqueKeysWithValues: pairs).mapValues(Tree.text))
    case .tuple where mirror.children.isEmpty: self = .nothing
    default: self = .members(Tree.members(of: mirror))
    }
  }

  private init(variant mirror: Mirror, of answer: Any) {
    guard let child = mirror.children.first, let word = child.label else {
      self = .text("\(answer)")
      return
    }
    var members = Tree.members(of: Mirror(reflecting: child.value))
    members["variant"] = .text(word)
    self = .members(members)
  }

  private static func members(of mirror: Mirror) -> [String: Tree] {
    let named = mirror.children.compactMap { child in child.label.map { ($0, Tree(answer: child.value)) } }
    return Dictionary(uniqueKeysWithValues: named)
  }

  /// What stands at a path such as `phases.0.title`.
  func at(_ path: String) -> Tree {
    path.split(separator: ".").reduce(self) { here, part in
      switch here {
      case .list(let list) where part == "length": .number(Int64(list.count))
      case .list(let list): Int(part).flatMap { $0 < list.count ? list[$0] : nil } ?? .nothing
      case .members(let members): members[String(part)] ?? .nothing
      default: .nothing
      }
    }
  }

  /// Whether it is what a scenario expects.
  func fits(_ wanted: Tree) -> Bool {
    guard case .members(let rule) = wanted else { return self == wanted }
    if let part = rule["contains"] {
      switch (self, part) {
      case (.text(let text), .text(let part)): return text.contains(part)
      case (.list(let list), _): return list.contains(part)
      default: return false
      }
    }
    if let other = rule["not"] { return self != other }
    return self == wanted
  }

  /// The same with what is known in the place of `$name`.
  func filled(_ known: [String: Tree]) -> Tree {
    switch self {
    case .text(let text):
      if text.hasPrefix("$"), let value = known[String(text.dropFirst())] { return value }
      let words = text.split(separator: " ", omittingEmptySubsequences: false).map { word in
        word.hasPrefix("$") ? known[String(word.dropFirst())]?.text ?? String(word) : String(word)
      }
      return .text(words.joined(separator: " "))
    case .list(let list): return .list(list.map { $0.filled(known) })
    case .members(let members): return .members(members.mapValues { $0.filled(known) })
    default: return self
    }
  }

  /// A member.
  subscript(name: String) -> Tree {
    if case .members(let members) = self { members[name] ?? .nothing } else { .nothing }
  }

  var text: String? { if case .text(let text) = self { text } else { nil } }
  var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }
  var number: Int64? { if case .number(let number) = self { number } else { nil } }
  var list: [Tree] { if case .list(let list) = self { list } else { [] } }
}
