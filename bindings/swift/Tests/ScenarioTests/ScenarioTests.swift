import Foundation
import Opstap
import TestTown
import Testing

/// The scenarios that every language plays; `tests/scenarios/README.md` says how they are written.
@Suite struct ScenarioTests {
  static let folder: URL = {
    let root = ProcessInfo.processInfo.environment["OPSTAP_ROOT"] ?? "../.."
    return URL(fileURLWithPath: root).appendingPathComponent("tests/scenarios")
  }()

  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".json") }.sorted()
  }()

  @Test func theSetIsThere() {
    #expect(Self.names.count >= 9)
  }

  @Test func whatDoesNotFitIsFound() {
    let answer = Tree(answer: SessionState.paired(person: person))
    #expect(answer.at("variant") == .text("paired"))
    #expect(answer.at("person.name").fits(.text("Noor")))
    #expect(!answer.at("person.name").fits(.text("Omar")))
    #expect(!answer.at("person.cases.length").fits(.number(2)))
    #expect(answer.at("person.cases.0.value") == .text("a"))
    #expect(answer.at("person.cases.1") == .nothing)
    #expect(!answer.at("person.name").fits(.members(["contains": .text("x")])))
    #expect(!answer.at("person.name").fits(.members(["not": .text("Noor")])))
    #expect(Tree(answer: SessionState.notPaired) == .text("notPaired"))
  }

  private let person = PersonSummary(
    account: "b", name: "Noor", role: .client, organisation: "Testdorp", cases: [CaseId(value: "a")])

  @Test(arguments: names) func scenario(_ name: String) async throws {
    let file = try Data(contentsOf: Self.folder.appendingPathComponent(name))
    let story = Tree(json: try JSONSerialization.jsonObject(with: file))
    var now = try #require(Self.moment(story))
    let town = try StageTown(now: now)
    defer { town.end() }
    var devices: [String: StageDevice] = [:]
    guard case .members(var known) = town.first else {
      Issue.record("the town does not answer")
      return
    }
    for (number, written) in story["steps"].list.enumerated() {
      let step = written.filled(known)
      if let moment = Self.moment(step) {
        now = moment
        _ = try town.tell("now \(Int64(now.timeIntervalSince1970 * 1000))")
        devices.values.forEach { $0.clock.set(now) }
        continue
      }
      let place: Comment = "\(name), step \(number + 1)"
      guard let answer = try await Self.answer(to: step, at: now, town, &devices, place) else { continue }
      if case .members(let expected) = step["expect"] {
        for (path, wanted) in expected where !answer.at(path).fits(wanted) {
          Issue.record("\(place): at \(path) stands \(answer.at(path)), not \(wanted)")
        }
      }
      if case .members(let saved) = step["save"] {
        for (name, path) in saved { known[name] = answer.at(path.text ?? "") }
      }
    }
    for device in devices.values { await device.end() }
  }

  /// What a step answers; nothing when it failed, which is judged here.
  private static func answer(
    to step: Tree, at now: Date, _ town: StageTown, _ devices: inout [String: StageDevice], _ place: Comment
  ) async throws -> Tree? {
    if let order = step["town"].text { return try town.tell(order) }
    let name = step["on"].text ?? ""
    let device = try devices[name] ?? StageDevice(now: now)
    devices[name] = device
    do {
      let answer = try await device.act(step["do"].text ?? "", step["with"], town)
      #expect(step["fails"] == .nothing, "\(place) should have failed, and answered \(answer)")
      return answer
    } catch let error as CoreError {
      let said = describe(error: error)
      #expect(step["fails"]["code"].text == said.code, place)
      #expect(!said.words.isEmpty, place)
      if let field = step["fails"]["field"].text {
        if case .Refused(let found, _) = error { #expect(found == field, place) } else { Issue.record(place) }
      }
      return nil
    }
  }

  private static func moment(_ step: Tree) -> Date? {
    step["now"].text.flatMap { ISO8601DateFormatter().date(from: $0) }
  }
}
