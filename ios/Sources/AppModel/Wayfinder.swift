import Foundation
import Observation
import Opstap

/// The ways between the screens: which one is chosen, and what is open on it.
@MainActor @Observable
public final class Wayfinder {
  /// The ways of both apps, in their order.
  public enum Way: String, CaseIterable, Hashable, Sendable {
    case today, programme, budget, conversation, me
    case caseload, day, mine

    /// The client's.
    public static let client: [Way] = [.today, .programme, .budget, .conversation, .me]
    /// The helper's.
    public static let helper: [Way] = [.caseload, .day, .mine]

    /// The key of its word.
    public var key: String { "ui-nav-\(rawValue)" }
  }

  /// The way that is chosen.
  public var way: Way
  /// What is open on each way, deepest last.
  public var open: [Way: [Route]] = [:]

  private let ways: [Way]
  private let beside: Wayfinder?

  /// The ways of one of the two apps.
  public init(_ ways: [Way]) {
    self.ways = ways
    beside = nil
    way = ways[0]
  }

  /// The way of a list that stands beside what is chosen in it: what is chosen takes the place of what was.
  public init(listBeside other: Wayfinder) {
    ways = other.ways
    beside = other
    way = other.way
  }

  /// What is open on the chosen way.
  public var path: [Route] {
    get { open[way] ?? [] }
    set { open[way] = newValue }
  }

  /// What is open beyond the first screen of the chosen way: the right pane's own path.
  public var beyondFirst: [Route] {
    get { Array(path.dropFirst()) }
    set { path = Array(path.prefix(1)) + newValue }
  }

  /// Goes deeper on the chosen way, or to another way where the screen is one of its own.
  public func go(_ route: Route) {
    if let beside {
      beside.path = []
      beside.go(route)
    } else if route.client == nil, let other = ways.first(where: { Self.root($0) == route.screen }) {
      way = other
      path = []
    } else {
      path.append(route)
    }
  }

  /// Goes to where a deep link or a notification leads; one that leads nowhere is not followed.
  public func follow(_ link: URL) {
    guard let route = Route(link) else { return }
    path = []
    go(route)
  }

  /// Goes where something led: back, where one came from there.
  public func arrive(_ route: Route) {
    if let beside { return beside.arrive(route) }
    _ = path.popLast()
    if path.last != route { go(route) }
  }

  /// Goes back one screen.
  public func back() {
    if let beside { return beside.back() }
    _ = path.popLast()
  }

  /// The first screen of a way.
  public static func root(_ way: Way) -> Route.Screen {
    switch way {
    case .today: .today
    case .programme: .programme
    case .budget: .budget
    case .conversation: .conversation
    case .me: .me
    case .caseload: .caseload
    case .day: .day
    case .mine: .mine
    }
  }
}
