import AppModel
import SwiftUI

/// A helper changes a task in one case.
struct ChangeScreen: View {
  @Environment(Wayfinder.self) private var way
  @Environment(Doorway.self) private var door
  @State private var model: ProgrammeModel
  @State private var agenda: AgendaModel
  @State private var title = ""
  @State private var text = ""
  @State private var due: String?
  @State private var isHidden = false
  private let id: String

  init(_ place: Place, id: String) {
    _model = State(initialValue: ProgrammeModel(place))
    _agenda = State(initialValue: AgendaModel(place))
    self.id = id
  }

  var body: some View {
    Page("ui-change-title") {
      Say("ui-change-text")
      Showing(model.shown) { _ in
        Field(key: "ui-change-name", text: $title)
        Field(key: "ui-change-how", text: $text, lines: 3...8)
      }
      Showing(agenda.choices) { choices in
        Card {
          Heading("ui-change-due")
          Choose(
            choices: [(nil, door.words["ui-change-no-due"])] + choices.days.map { (Optional($0.date), $0.text) },
            chosen: $due)
        }
      }
      Toggle(door.words["ui-change-hide"], isOn: $isHidden).frame(minHeight: 48)
      Primary("ui-all-save", isBusy: model.shown.isBusy) { await save() }
    }
    .task { await model.shown.follow() }
    .task { await agenda.choices.follow() }
    .onChange(of: model.task(id)) { _, task in begin(task) }
  }

  /// The fields begin with what stands there now.
  private func begin(_ task: TaskRow?) {
    guard let task, title.isEmpty else { return }
    title = task.title
    text = task.text
    due = task.dueOn?.date
  }

  private func save() async {
    let edit = TaskEdit(title: title, text: text, dueOn: due, hidden: isHidden)
    if await model.change(id, edit) { way.back() }
  }
}

/// A helper adds a task to a step of one case.
struct AddScreen: View {
  @Environment(Wayfinder.self) private var way
  @State private var model: ProgrammeModel
  @State private var title = ""
  @State private var text = ""
  private let step: String

  init(_ place: Place, step: String) {
    _model = State(initialValue: ProgrammeModel(place))
    self.step = step
  }

  var body: some View {
    Page("ui-change-add") {
      Say("ui-change-text")
      Field(key: "ui-change-name", text: $title)
      Field(key: "ui-change-how", text: $text, lines: 3...8)
      TroubleCard(trouble: model.shown.trouble)
      Primary("ui-all-save", isBusy: model.shown.isBusy) {
        if await model.add(to: step, title: title, text: text) { way.back() }
      }
    }
  }
}
