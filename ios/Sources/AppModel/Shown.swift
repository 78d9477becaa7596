import Observation
@_exported import Opstap

/// What a screen shows: one record of the core, read again whenever the core says that it changed.
@MainActor @Observable
public final class Shown<Record: Sendable> {
  /// What was read last; nothing before the first answer.
  public private(set) var record: Record?
  /// What did not go well, ready to show: what the person did comes before what could not be read.
  public var trouble: Trouble? { deedTrouble ?? readTrouble }
  /// Something is being done, so that a button can wait.
  public private(set) var isBusy = false

  private var deedTrouble: Trouble?
  private var readTrouble: Trouble?
  private let core: Core
  private let topics: [Topic]
  private let read: @Sendable () async throws -> Record

  /// A record that follows these topics.
  public init(_ core: Core, _ topics: [Topic], read: @escaping @Sendable () async throws -> Record) {
    self.core = core
    self.topics = topics
    self.read = read
  }

  /// Reads now and after each change, until the task is cancelled.
  ///
  /// - Parameter seen: What else happens when a record is shown.
  public func follow(seen: @Sendable (Record) async -> Void = { _ in }) async {
    for await _ in core.changes(topics) {
      await again()
      if let record { await seen(record) }
    }
  }

  /// Reads once more, as after a search.
  public func again() async {
    do {
      record = try await read()
      readTrouble = nil
    } catch {
      readTrouble = told(error)
    }
  }

  /// Does one thing; nothing comes back when it did not go well, and `trouble` says why.
  @discardableResult
  public func act<Answer: Sendable>(_ deed: @Sendable () async throws -> Answer) async -> Answer? {
    isBusy = true
    defer { isBusy = false }
    do {
      let answer = try await deed()
      deedTrouble = nil
      return answer
    } catch {
      deedTrouble = told(error)
      return nil
    }
  }

  /// Takes what a deed answered as the newest record.
  public func show(_ newest: Record) {
    record = newest
  }

  /// The person goes on to something else.
  public func forgetTrouble() {
    deedTrouble = nil
  }

  /// A paused core is no trouble: the screen keeps what it shows, and reads again after the resume.
  private func told(_ error: any Error) -> Trouble? {
    switch error as? CoreError {
    case .Paused, .Cancelled, .Closed, nil: nil
    case .some(let known): describe(error: known)
    }
  }
}
