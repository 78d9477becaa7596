import AppModel
import SwiftUI

/// What comes, and what was.
struct AgendaScreen: View {
  @State private var model: AgendaModel
  private let client: CaseId?

  init(_ place: Place) {
    _model = State(initialValue: AgendaModel(place))
    client = place.client
  }

  var body: some View {
    Page("ui-agenda-title") {
      Showing(model.shown) { agenda in
        if agenda.upcoming.isEmpty { Say("ui-agenda-empty") }
        if !agenda.upcoming.isEmpty { list("ui-agenda-coming", agenda.upcoming) }
        SayTo("ui-agenda-moments", Route(.page("moments"), client: client))
        SayTo("ui-agenda-new", Route(.plan, client: client))
        if !agenda.past.isEmpty { list("ui-agenda-past", agenda.past) }
      }
    }
    .task { await model.shown.follow() }
  }

  private func list(_ key: String, _ rows: [AppointmentRow]) -> some View {
    Card {
      Heading(key)
      ForEach(rows, id: \.id) { AppointmentLine(row: $0, client: client) }
    }
  }
}

/// An appointment in a list.
struct AppointmentLine: View {
  let row: AppointmentRow
  let client: CaseId?

  var body: some View {
    RowTo(Route(.appointment(row.id), client: client)) {
      Text(row.whenText).font(.headline)
      Text(row.title)
      if !row.place.isEmpty { Text(row.place).foregroundStyle(Color("Quiet")) }
      Text(row.statusText).font(.footnote).foregroundStyle(Color("Quiet"))
      Marks(waiting: row.waiting, contested: row.contested)
    }
  }
}

/// One appointment, and what one says to it.
struct AppointmentScreen: View {
  @Environment(Wayfinder.self) private var way
  @State private var model: AgendaModel
  private let id: String
  private let place: Place

  init(_ place: Place, id: String) {
    _model = State(initialValue: AgendaModel(place))
    self.id = id
    self.place = place
  }

  var body: some View {
    Page("ui-appointment-title") {
      Showing(model.shown) { _ in
        if let row = model.row(id) {
          Text(row.title).font(.title2)
          Card {
            Fact("ui-appointment-when", row.whenText)
            Fact("ui-appointment-where", row.place)
            Fact("ui-appointment-bring", row.bring)
            Text(row.statusText).foregroundStyle(Color("Quiet"))
            Marks(waiting: row.waiting, contested: row.contested)
          }
          answers(row)
          SayTo("ui-line-history", Route(.history(id), client: place.client))
        }
      }
    }
    .task { await model.shown.follow() }
  }

  @ViewBuilder private func answers(_ row: AppointmentRow) -> some View {
    if row.status == .proposed {
      Primary("ui-appointment-confirm", isBusy: model.shown.isBusy) { await model.confirm(id) }
    }
    if row.status == .proposed || row.status == .confirmed {
      SayTo("ui-appointment-move", Route(.move(id), client: place.client))
      Quiet("ui-appointment-cancel") { await model.cancel(id) }
      Say("ui-appointment-cancel-text").font(.footnote).foregroundStyle(Color("Quiet"))
      if place.isHelper {
        Quiet("ui-appointment-kept") { await model.note(id, kept: true) }
        Quiet("ui-appointment-missed") { await model.note(id, kept: false) }
      }
    }
  }
}

/// Proposing an appointment, or another moment for one: by choosing, never by typing a date.
struct PlanScreen: View {
  @Environment(Wayfinder.self) private var way
  @State private var model: AgendaModel
  @State private var title = ""
  @State private var spot = ""
  @State private var bring = ""
  @State private var day: String?
  @State private var time: WallTime?
  private let moving: String?
  private let client: CaseId?

  init(_ place: Place, moving: String?) {
    _model = State(initialValue: AgendaModel(place))
    self.moving = moving
    client = place.client
  }

  var body: some View {
    Page(moving == nil ? "ui-plan-title" : "ui-appointment-move") {
      if moving == nil { Field(key: "ui-plan-about", text: $title) }
      Showing(model.choices) { choices in
        Card {
          Heading("ui-plan-day")
          Choose(choices: choices.days.map { (Optional($0.date), $0.text) }, chosen: $day)
        }
        Card {
          Heading("ui-plan-time")
          Choose(choices: choices.times.map { (Optional($0), $0.text) }, chosen: $time)
        }
      }
      if moving == nil {
        Field(key: "ui-plan-place", text: $spot)
        Field(key: "ui-plan-bring", text: $bring)
      }
      TroubleCard(trouble: model.shown.trouble)
      Primary(moving == nil ? "ui-plan-send" : "ui-plan-move", isBusy: model.shown.isBusy) { await send() }
        .disabled(day == nil || time == nil)
    }
    .task { await model.choices.follow() }
  }

  private func send() async {
    guard let day, let time else { return }
    let starts = WallMoment(date: day, hour: time.hour, minute: time.minute)
    let row =
      if let moving {
        await model.move(moving, to: starts)
      } else {
        await model.plan(AppointmentDraft(title: title, starts: starts, place: spot, bring: bring))
      }
    if let row {
      way.back()
      if moving == nil { way.go(Route(.appointment(row.id), client: client)) }
    }
  }
}
