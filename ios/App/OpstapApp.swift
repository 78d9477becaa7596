import AppModel
import SwiftUI

/// Opstap for iPhone and iPad.
@main
struct OpstapApp: App {
  @UIApplicationDelegateAdaptor(PhoneDelegate.self) private var phone
  @Environment(\.scenePhase) private var phase
  @AppStorage("letters") private var letters = 0

  var body: some Scene {
    WindowGroup {
      Entrance(taps: phone.taps)
        .environment(phone.door)
        .tint(Color("Accent"))
        .dynamicTypeSize(smallest...DynamicTypeSize.accessibility5)
        .task { await phone.begin() }
    }
    .onChange(of: phase) { _, now in phone.seen(now) }
  }

  /// The person's own choice in the app never makes letters smaller than the system's.
  private var smallest: DynamicTypeSize {
    switch letters {
    case 2: .xxxLarge
    case 1: .xLarge
    default: .xSmall
    }
  }
}

/// Opening, pairing, or the person's app.
private struct Entrance: View {
  @Environment(Doorway.self) private var door
  let taps: NotificationTaps

  var body: some View {
    if let core = door.core, door.isReady {
      if let person = door.person {
        Home(Place(core, person: person), taps: taps).id(person.account)
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
