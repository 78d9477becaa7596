import AppModel
import SwiftUI

/// What now: one next step, what can be spent, the next appointment.
struct TodayScreen: View {
  @State private var model: TodayModel
  private let client: CaseId?

  init(_ place: Place) {
    _model = State(initialValue: TodayModel(place))
    client = place.client
  }

  var body: some View {
    Page("ui-today-title") {
      Showing(model.shown) { today in
        Text(today.greeting).font(.title2)
        NextCard(today: today, client: client)
        MoneyCard(today: today, client: client)
        AppointmentCard(appointment: today.appointment, client: client)
        NewsCard(today: today, client: client)
        if let tip = today.tip {
          Card {
            Heading("ui-today-tip")
            RowTo(Route(.tip(tip.id), client: client)) { Text(tip.title) }
          }
        }
        Card {
          Heading("ui-today-way")
          HowFar(percent: today.percent)
          SayTo("ui-programme-title", Route(.programme, client: client))
        }
      }
    }
    .task { await model.shown.follow() }
  }
}

/// The one next step, or why there is none.
private struct NextCard: View {
  @Environment(Wayfinder.self) private var way
  let today: TodaySummary
  let client: CaseId?

  var body: some View {
    Card {
      if let task = today.next {
        Heading("ui-today-next")
        Text(task.title).font(.title3)
        if !task.minutesText.isEmpty { Text(task.minutesText).foregroundStyle(Color("Quiet")) }
        if let why = today.why { Text(why) }
        Marks(waiting: task.waiting)
        Primary("ui-today-start") { way.go(Route(.task(task.id), client: client)) }
      } else {
        Heading("ui-today-rest")
        if let why = today.noNext { Text(why) }
      }
    }
  }
}

/// What there is for daily life.
private struct MoneyCard: View {
  let today: TodaySummary
  let client: CaseId?

  var body: some View {
    Card {
      RowTo(Route(.budget, client: client)) {
        if let spend = today.spendThisWeek {
          Say("ui-today-spend").font(.subheadline)
          Amount(money: spend, font: .title)
        } else {
          Say("ui-today-spend-unknown")
        }
      }
    }
  }
}

private struct AppointmentCard: View {
  let appointment: AppointmentRow?
  let client: CaseId?

  var body: some View {
    Card {
      Heading("ui-today-appointment")
      if let appointment {
        AppointmentLine(row: appointment, client: client)
      } else {
        Say("ui-today-appointment-none")
      }
    }
  }
}

/// What is new: messages, and values with two versions.
private struct NewsCard: View {
  let today: TodaySummary
  let client: CaseId?

  var body: some View {
    if today.unread > 0 || today.disputes > 0 {
      Card {
        if today.unread > 0 { SayTo("ui-today-unread", Route(.conversation, client: client)) }
        if today.disputes > 0 { SayTo("ui-today-conflict", Route(.conflicts, client: client)) }
      }
    }
  }
}
