import AppModel
import SwiftUI

/// The app of a person: the client's or the helper's, on a phone or with two panes.
struct Home: View {
  @Environment(\.horizontalSizeClass) private var width
  @State private var way: Wayfinder
  private let place: Place
  private let ways: [Wayfinder.Way]
  private let taps: NotificationTaps

  /// - Parameter first: What somebody reads before anything else.
  init(_ place: Place, taps: NotificationTaps, first: Route?) {
    self.place = place
    self.taps = taps
    ways = place.isHelper ? Wayfinder.Way.helper : Wayfinder.Way.client
    let way = Wayfinder(ways)
    if let first { way.go(first) }
    _way = State(initialValue: way)
  }

  var body: some View {
    Group {
      if width == .regular {
        Panes(way: way, place: place, ways: ways)
      } else {
        Tabs(way: way, place: place, ways: ways)
      }
    }
    .environment(way)
    .onOpenURL { way.follow($0) }
    .task {
      for await link in taps.links { way.follow(link) }
    }
  }
}

/// On a phone: the ways at the bottom.
private struct Tabs: View {
  @Environment(Doorway.self) private var door
  @Bindable var way: Wayfinder
  let place: Place
  let ways: [Wayfinder.Way]

  var body: some View {
    TabView(selection: $way.way) {
      ForEach(ways, id: \.self) { one in
        Stack(way: way, one: one, place: place)
          .tabItem { Label(door.words[one.key], systemImage: one.symbol) }
          .tag(one)
      }
    }
    .accessibilityLabel(door.words["ui-nav-label"])
  }
}

/// On a tablet: the ways at the left, the chosen list beside it, and what is chosen in it at the right.
private struct Panes: View {
  @Environment(Doorway.self) private var door
  @State private var list: Wayfinder
  private let way: Wayfinder
  private let place: Place
  private let ways: [Wayfinder.Way]

  init(way: Wayfinder, place: Place, ways: [Wayfinder.Way]) {
    _list = State(initialValue: Wayfinder(listBeside: way))
    self.way = way
    self.place = place
    self.ways = ways
  }

  var body: some View {
    NavigationSplitView {
      List {
        ForEach(ways, id: \.self) { one in
          Button {
            way.way = one
          } label: {
            Label(door.words[one.key], systemImage: one.symbol).frame(minHeight: 44)
          }
          .accessibilityAddTraits(one == way.way ? .isSelected : .isButton)
        }
      }
      .navigationTitle(door.words["ui-app-name"])
    } content: {
      RouteScreen(Route(Wayfinder.root(way.way)), place).id(way.way).environment(list)
    } detail: {
      Detail(way: way, place: place)
    }
  }
}

/// What is chosen in the list; a kind word while nothing is.
private struct Detail: View {
  @Bindable var way: Wayfinder
  let place: Place

  var body: some View {
    NavigationStack(path: $way.beyondFirst) {
      Group {
        if let first = way.path.first {
          RouteScreen(first, place)
        } else {
          Say(place.isHelper ? "ui-caseload-choose" : "ui-today-next").foregroundStyle(Color("Quiet"))
        }
      }
      .navigationDestination(for: Route.self) { RouteScreen($0, place) }
    }
    .id(way.path.first)
  }
}

/// One way with what is open on it.
private struct Stack: View {
  @Bindable var way: Wayfinder
  let one: Wayfinder.Way
  let place: Place

  var body: some View {
    NavigationStack(path: bound({ way.open[one] ?? [] }, set: { way.open[one] = $0 })) {
      RouteScreen(Route(Wayfinder.root(one)), place)
        .navigationDestination(for: Route.self) { RouteScreen($0, place) }
    }
  }
}

extension Wayfinder.Way {
  /// Its picture.
  fileprivate var symbol: String {
    switch self {
    case .today: "sun.max"
    case .programme: "figure.stairs"
    case .budget: "eurosign.circle"
    case .conversation: "bubble.left.and.bubble.right"
    case .me: "ellipsis.circle"
    case .caseload: "person.2"
    case .day: "calendar"
    case .mine: "ipad"
    }
  }
}
