import AppModel
import SwiftUI

/// The whole way.
struct ProgrammeScreen: View {
  @State private var model: ProgrammeModel
  private let place: Place

  init(_ place: Place) {
    _model = State(initialValue: ProgrammeModel(place))
    self.place = place
  }

  var body: some View {
    Page("ui-programme-title") {
      Showing(model.shown) { programme in
        Text(programme.title).font(.title2)
        HowFar(percent: programme.percent)
        if programme.newer && place.isHelper {
          Card {
            Heading("ui-programme-newer")
            Say("ui-programme-renew-text")
            Quiet("ui-programme-renew") { await model.renew() }
          }
        }
        ForEach(programme.phases, id: \.id) { phase in
          PhaseCard(phase: phase, client: place.client)
        }
        if !programme.others.isEmpty {
          Heading("ui-programme-others")
          ForEach(programme.others, id: \.self) { Text($0) }
        }
      }
    }
    .task { await model.shown.follow() }
  }
}

private struct PhaseCard: View {
  let phase: PhaseRow
  let client: CaseId?

  var body: some View {
    Card {
      Text(phase.title).font(.headline).accessibilityAddTraits(.isHeader)
      if phase.state == .busy || phase.state == .open { Say("ui-programme-here").font(.footnote) }
      Fact("ui-programme-aim", phase.aim)
      HowFar(percent: phase.percent)
      ForEach(phase.steps, id: \.id) { step in
        RowTo(Route(.step(step.id), client: client)) {
          Text(step.title)
          Say(step.state.key).font(.footnote).foregroundStyle(Color("Quiet"))
        }
      }
    }
  }
}

/// One step with its tasks.
struct StepScreen: View {
  @State private var model: ProgrammeModel
  private let id: String
  private let client: CaseId?

  init(_ place: Place, id: String) {
    _model = State(initialValue: ProgrammeModel(place))
    self.id = id
    client = place.client
  }

  var body: some View {
    Page("ui-programme-title") {
      Showing(model.shown) { _ in
        if let step = model.step(id) {
          Text(step.title).font(.title2)
          Fact("ui-step-why", step.why)
          if let reason = step.reason { Text(reason) }
          Card {
            Heading("ui-step-tasks")
            ForEach(step.tasks, id: \.id) { task in
              RowTo(Route(.task(task.id), client: client)) {
                Text(task.title)
                Say(task.state.key).font(.footnote).foregroundStyle(Color("Quiet"))
                Marks(waiting: task.waiting)
              }
            }
          }
          AskTo(step.id, client: client)
          if client != nil { SayTo("ui-change-add", Route(.add(step.id), client: client)) }
        }
      }
    }
    .task { await model.shown.follow() }
  }
}
