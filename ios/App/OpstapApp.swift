import AppModel
import SwiftUI

/// Opstap for iPhone and iPad.
@main
struct OpstapApp: App {
  @UIApplicationDelegateAdaptor(PhoneDelegate.self) private var phone
  @Environment(\.scenePhase) private var phase

  var body: some Scene {
    WindowGroup {
      Letters { Entrance(taps: phone.taps) }
        .environment(phone.door)
        .tint(Color("Accent"))
        // What the system keeps as a picture between apps shows nobody's debts.
        .overlay { if phase != .active { Color("Ground").ignoresSafeArea() } }
        .task { await phone.begin() }
    }
    .onChange(of: phase) { _, now in phone.seen(now) }
  }
}

/// Opening, pairing, or the person's app.
private struct Entrance: View {
  @Environment(Doorway.self) private var door
  let taps: NotificationTaps

  var body: some View {
    if let core = door.core, door.isReady {
      if let person = door.person {
        let first = door.isAsking ? Route(.page("kept")) : nil
        Home(Place(core, person: person), taps: taps, first: first).id(person.account)
      } else {
        WelcomeScreen(place: Place(core, person: nil), server: PhoneDelegate.server)
      }
    } else if let trouble = door.trouble {
      Page("ui-app-name") {
        TroubleCard(trouble: trouble)
        Primary("ui-all-retry") { await door.open() }
      }
    } else {
      ProgressView()
    }
  }
}
