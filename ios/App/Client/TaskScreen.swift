import AppModel
import SwiftUI

/// One task: how one does it, and what one says to it.
struct TaskScreen: View {
  @State private var model: ProgrammeModel
  @State private var outcome: TaskOutcome?
  @State private var isPostponing = false
  private let id: String
  private let place: Place

  init(_ place: Place, id: String) {
    _model = State(initialValue: ProgrammeModel(place))
    self.id = id
    self.place = place
  }

  var body: some View {
    Page("ui-task-title") {
      if let outcome {
        PraiseCards(outcome: outcome, client: place.client)
      } else {
        Showing(model.shown) { _ in
          if let task = model.task(id) {
            Text(task.title).font(.title2)
            TaskFacts(task: task)
            deeds(task)
            AskTo(id, client: place.client)
            if place.client != nil {
              SayTo("ui-change-title", Route(.change(id), client: place.client))
            }
          }
        }
      }
    }
    .task { await model.shown.follow() }
  }

  @ViewBuilder private func deeds(_ task: TaskRow) -> some View {
    let actions = task.actions
    if actions.contains(.complete) {
      Primary("ui-task-done", isBusy: model.shown.isBusy) { outcome = await model.perform(id, .done) }
    }
    if actions.contains(.postpone) {
      Quiet("ui-task-later") { isPostponing = !isPostponing }
      if isPostponing {
        Card {
          Heading("ui-task-later-title")
          ForEach(task.postponeTo, id: \.date) { day in
            Button(day.text) {
              Task { _ = await model.perform(id, .postpone(until: day.date)) }
              isPostponing = false
            }
            .buttonStyle(QuietStyle())
          }
        }
      }
    }
    if actions.contains(.decline) {
      Quiet("ui-task-decline") { _ = await model.perform(id, .decline) }
      Say("ui-task-decline-text").font(.footnote).foregroundStyle(Color("Quiet"))
    }
    if actions.contains(.undo) {
      Quiet(task.state == .done ? "ui-task-undo" : "ui-task-take-back") { _ = await model.perform(id, .undo) }
    }
    if place.isHelper && actions.contains(.complete) {
      Quiet("ui-task-skip") { _ = await model.perform(id, .skip) }
    }
  }
}

private struct TaskFacts: View {
  let task: TaskRow

  var body: some View {
    Card {
      Fact("ui-task-how", task.text)
      if !task.minutesText.isEmpty { Text(task.minutesText) }
      Fact("ui-task-who", task.who)
      if let due = task.dueOn { Fact("ui-task-due", due.text) }
      Say(task.state.key).foregroundStyle(Color("Quiet"))
      Marks(waiting: task.waiting)
    }
  }
}

/// Well done.
private struct PraiseCards: View {
  @Environment(Wayfinder.self) private var way
  let outcome: TaskOutcome
  let client: CaseId?

  var body: some View {
    Card {
      Say("ui-praise-title").font(.title).accessibilityAddTraits(.isHeader)
      Say("ui-praise-text")
      ForEach(outcome.praise, id: \.self) { Text($0) }
      if let milestone = outcome.milestone { Text(milestone).font(.headline) }
    }
    if let next = outcome.programme.next {
      Fact("ui-today-next", next.title)
      Primary("ui-praise-next") {
        way.back()
        way.go(Route(.task(next.id), client: client))
      }
    }
    Quiet("ui-praise-rest") { way.back() }
  }
}
