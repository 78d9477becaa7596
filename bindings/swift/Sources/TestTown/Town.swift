import Foundation
import Opstap

/// An organisation with one case and a real server, in a folder of its own.
public final class Town: Sendable {
  /// Where devices reach it.
  public let url: String
  /// The organisation.
  public let organisation: String
  /// The counsellor's account.
  public let counsellor: String
  /// The coach's account.
  public let coach: String
  /// The client's account.
  public let client: String
  /// The case.
  public let caseId: CaseId

  private let folder: URL
  private let server: Server

  /// Makes the organisation and starts its server.
  public init() throws {
    folder = try Scratch.folder("town")
    let data = folder.appendingPathComponent("data").path
    organisation = try Self.administer(data, ["org", "add", "Testdorp"])["org"]!
    let org = ["--org", organisation]
    counsellor = try Self.administer(data, ["staff", "add", "--role", "counsellor", "Sam"] + org)["account"]!
    coach = try Self.administer(data, ["staff", "add", "--role", "coach", "Ko"] + org)["account"]!
    let people = ["--client", "Noor", "--counsellor", counsellor, "--coach", coach]
    let opened = try Self.administer(data, ["case", "open"] + people + org)
    client = opened["client"]!
    caseId = CaseId(value: opened["case"]!)
    server = try Server(data: data)
    url = server.url
  }

  deinit {
    server.stop()
    try? FileManager.default.removeItem(at: folder)
  }

  /// A one-time code for an account.
  public func code(for account: String) throws -> String {
    try administer(["pair", account])["code"]!
  }

  /// What the QR code for an account says.
  public func link(for account: String) throws -> String {
    try administer(["pair", account, "--url", url])["link"]!
  }

  /// Another case of the same counsellor; its client's account and the case.
  public func openCase(client name: String) throws -> (client: String, caseId: CaseId) {
    let people = ["--client", name, "--counsellor", counsellor, "--org", organisation]
    let opened = try administer(["case", "open"] + people)
    return (opened["client"]!, CaseId(value: opened["case"]!))
  }

  /// Somebody takes in who asks for help, from some postcodes.
  public func desk() throws {
    try administer(["staff", "add", "--role", "triage", "Balie", "--org", organisation])
    try administer(["org", "area", "--first", "3800", "--last", "3829", "--org", organisation])
  }

  /// Does one thing to the organisation, also while the server runs.
  @discardableResult
  public func administer(_ arguments: [String]) throws -> [String: String] {
    try Self.administer(folder.appendingPathComponent("data").path, arguments)
  }

  private static func administer(_ data: String, _ arguments: [String]) throws -> [String: String] {
    let process = Process()
    let output = Pipe()
    process.executableURL = Server.program
    process.arguments = arguments + ["--json", "--data", data]
    process.standardOutput = output
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    let said = output.fileHandleForReading.readDataToEndOfFile()
    ended.wait()
    guard process.terminationStatus == 0 else { throw TownError.refused(arguments) }
    let answer = try JSONSerialization.jsonObject(with: said) as? [String: Any] ?? [:]
    return answer.compactMapValues { $0 as? String }
  }
}

/// What a town could not do.
public enum TownError: Error {
  /// The server's program said no.
  case refused([String])
  /// The server did not say where it listens.
  case silent
}

/// A running server. The lock guards the process, which Foundation does not call safe to share.
private final class Server: @unchecked Sendable {
  let url: String
  private let process = Process()
  private let lock = NSLock()

  static var program: URL {
    let target = ProcessInfo.processInfo.environment["OPSTAP_TARGET"] ?? "../../target"
    return URL(fileURLWithPath: target).appendingPathComponent("debug/opstap-server")
  }

  init(data: String) throws {
    let output = Pipe()
    process.executableURL = Self.program
    process.arguments = ["--listen", "127.0.0.1:0", "--data", data]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    var said = Data()
    while !said.contains(UInt8(ascii: "\n")) {
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { throw TownError.silent }
      said.append(more)
    }
    let line = String(decoding: said, as: UTF8.self).split(separator: "\n")[0]
    url = String(line.dropFirst("listening on ".count))
  }

  /// At once: a server that is asked to stop waits for the devices that still hold a connection.
  func stop() {
    lock.withLock { _ = kill(process.processIdentifier, SIGKILL) }
  }
}
