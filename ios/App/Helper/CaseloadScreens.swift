import AppModel
import SwiftUI

/// Who needs attention, the most urgent first.
struct CaseloadScreen: View {
  @Environment(Doorway.self) private var door
  @State private var model: CaseloadModel
  @State private var words = ""
  @State private var onlyAttention = false

  init(_ place: Place) {
    _model = State(initialValue: CaseloadModel(place))
  }

  var body: some View {
    Page("ui-caseload-title") {
      Field(key: "ui-caseload-search", text: $words)
      Choose(
        choices: [(false, door.words["ui-caseload-all"]), (true, door.words["ui-caseload-attention"])],
        chosen: $onlyAttention)
      Showing(model.shown) { page in
        if page.rows.isEmpty { Say("ui-caseload-empty") }
        ForEach(page.rows, id: \.case) { row in Card { CaseLine(row: row) } }
        if page.next != nil { Quiet("ui-all-more") { await model.more() } }
      }
    }
    .task { await model.shown.follow() }
    .task(id: words) { await model.seek(words, onlyAttention: onlyAttention) }
    .task(id: onlyAttention) { await model.seek(words, onlyAttention: onlyAttention) }
  }
}

/// A client in the list, with why they stand where they stand.
private struct CaseLine: View {
  let row: CaseRow

  var body: some View {
    RowTo(Route(.look, client: row.case)) {
      Text(row.name).font(.headline)
      if row.reasons.isEmpty {
        Say("ui-caseload-calm").foregroundStyle(Color("Quiet"))
      } else {
        ForEach(row.reasons, id: \.self) { Text($0) }
      }
      Text(row.phase).font(.footnote).foregroundStyle(Color("Quiet"))
      if let next = row.nextAppointment { Text(next).font(.footnote) }
      HowFar(percent: row.percent)
    }
  }
}

/// A case: the client's own first screen, and the ways to the rest.
struct CaseScreen: View {
  let place: Place

  var body: some View {
    TodayScreen(place)
      .safeAreaInset(edge: .top) { CaseWays(client: place.client) }
  }
}

private struct CaseWays: View {
  @Environment(Doorway.self) private var door
  @Environment(Wayfinder.self) private var way
  let client: CaseId?

  private let ways: [(String, Route.Screen)] = [
    ("ui-case-programme", .programme), ("ui-case-budget", .budget), ("ui-case-agenda", .agenda),
    ("ui-case-deadlines", .deadlines), ("ui-case-page", .page("more")),
    ("ui-case-conversation", .conversation), ("ui-case-conflicts", .conflicts), ("ui-case-profile", .profile),
  ]

  var body: some View {
    VStack(alignment: .leading, spacing: 8) {
      Say("ui-case-along").font(.subheadline).foregroundStyle(Color("Quiet"))
      ViewThatFits {
        HStack(spacing: 16) { buttons }
        VStack(alignment: .leading, spacing: 0) { buttons }
      }
    }
    .padding(16)
    .frame(maxWidth: .infinity, alignment: .leading)
    .background(Color("Card"))
  }

  private var buttons: some View {
    ForEach(ways, id: \.0) { key, screen in
      Button(door.words[key]) { way.go(Route(screen, client: client)) }.frame(minHeight: 44)
    }
  }
}

/// The appointments of today over all cases: everything is on this device.
struct DayScreen: View {
  @State private var model: DayModel

  init(_ place: Place) {
    _model = State(initialValue: DayModel(place))
  }

  var body: some View {
    Page("ui-day-title") {
      Say("ui-day-offline").foregroundStyle(Color("Quiet"))
      SayTo("ui-deadlines-work", Route(.worklist))
      Showing(model.shown) { day in
        Text(day.date.text).font(.title2)
        if day.visits.isEmpty { Say("ui-day-empty") }
        ForEach(day.visits, id: \.appointment.id) { visit in
          Card {
            Text(visit.name).font(.headline)
            AppointmentLine(row: visit.appointment, client: visit.case)
            SayTo("ui-day-open", Route(.look, client: visit.case))
          }
        }
      }
    }
    .task { await model.shown.follow() }
  }
}

/// The helper's own device.
struct MineScreen: View {
  @State private var safety: SafetyModel
  @State private var preferences: PreferencesModel

  init(_ place: Place) {
    _safety = State(initialValue: SafetyModel(place))
    _preferences = State(initialValue: PreferencesModel(place))
  }

  var body: some View {
    Page("ui-mine-title") {
      Heading("ui-safety-title")
      SafetyCards(model: safety)
      LanguageCard(model: preferences)
      LettersCard()
      SayTo("ui-me-leave", Route(.leave))
    }
  }
}
