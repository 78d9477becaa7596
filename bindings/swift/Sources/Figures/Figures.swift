import Foundation
import Opstap
import TestTown

/// What calls from Swift cost, one line a figure. Run it with the release library: `cargo xtask swift bench`.
@main struct Figures {
  static func main() async throws {
    let town = try Town()
    let core = try await Device.paired(town, as: town.client)
    for number in 0..<50 { _ = try await core.messages().send(text: "Message number \(number), as long as one is") }
    try await page(core)
    try await today(core)
    try await command(core)
    subscriptions(core)
    withExtendedLifetime(town) {}
  }

  /// A page of fifty messages: CPU time of the whole process, which is a little more than the caller's.
  private static func page(_ core: Core) async throws {
    let messages = core.messages()
    let cost = try await perCall(500) { _ = try await messages.page(limit: 50) }
    say("a page of 50 rows, whole process", cost.cpu, "CPU ms", limit: nil)
    say("a page of 50 rows, elapsed", cost.elapsed, "ms", limit: nil)
    let caller = try await callerCpu(500) { _ = try await messages.page(limit: 50) }
    say("a page of 50 rows, calling side", caller, "CPU ms", limit: 0.3)
  }

  private static func today(_ core: Core) async throws {
    let cost = try await perCall(200) { _ = try await core.programme().today() }
    say("the first screen, elapsed", cost.elapsed, "ms", limit: nil)
  }

  private static func command(_ core: Core) async throws {
    let cost = try await perCall(100) { _ = try await core.messages().send(text: "One more") }
    say("a message with its commit, elapsed", cost.elapsed, "ms", limit: nil)
  }

  private static func subscriptions(_ core: Core) {
    let before = liveObjects()
    let begun = ContinuousClock.now
    for _ in 0..<10_000 { core.subscribe(topics: [.today], listener: Deaf()).cancel() }
    let elapsed = milliseconds(ContinuousClock.now - begun)
    say("10,000 subscriptions, elapsed", elapsed, "ms", limit: nil)
    let left = Int(liveObjects()) - Int(before)
    print("objects alive after 10,000 subscriptions: \(left) more than before")
  }

  private static func perCall(
    _ times: Int, _ work: () async throws -> Void
  ) async throws -> (cpu: Double, elapsed: Double) {
    try await work()
    let (cpu, begun) = (processCpu(), ContinuousClock.now)
    for _ in 0..<times { try await work() }
    let elapsed = milliseconds(ContinuousClock.now - begun)
    return ((processCpu() - cpu) / Double(times), elapsed / Double(times))
  }

  /// CPU time of all threads that are not the core's own: what the shell pays.
  private static func callerCpu(_ times: Int, _ work: () async throws -> Void) async throws -> Double {
    try await work()
    let begun = shellTicks()
    for _ in 0..<times { try await work() }
    return (shellTicks() - begun) / Double(times)
  }

  /// Milliseconds of CPU of every thread that does not carry a name of the core, from nanoseconds of the scheduler.
  private static func shellTicks() -> Double {
    let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
    let nanoseconds = tasks.reduce(0.0) { sum, task in
      let base = "/proc/self/task/\(task)"
      let name = (try? String(contentsOfFile: "\(base)/comm", encoding: .utf8)) ?? ""
      guard !name.hasPrefix("opstap-") || name.hasPrefix("opstap-figures") else { return sum }
      let spent = (try? String(contentsOfFile: "\(base)/schedstat", encoding: .utf8)) ?? ""
      return sum + (Double(spent.split(separator: " ").first ?? "") ?? 0)
    }
    return nanoseconds / 1_000_000
  }

  private static func processCpu() -> Double { cpu(CLOCK_PROCESS_CPUTIME_ID) }

  private static func cpu(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000
  }

  private static func milliseconds(_ time: Duration) -> Double {
    Double(time.components.seconds) * 1000 + Double(time.components.attoseconds) / 1e15
  }

  private static func say(_ what: String, _ figure: Double, _ unit: String, limit: Double?) {
    let against = limit.map { " (goal: under \($0))" } ?? ""
    print("\(what): \(String(format: "%.3f", figure)) \(unit)\(against)")
  }
}

private final class Deaf: ChangeListener {
  func onChanges(batch: ChangeBatch) throws {}
}
