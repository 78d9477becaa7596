import AppModel
import SwiftUI

/// Is my data safe?
struct SafetyScreen: View {
  @State private var model: SafetyModel

  init(_ place: Place) {
    _model = State(initialValue: SafetyModel(place))
  }

  var body: some View {
    Page("ui-safety-title") { SafetyCards(model: model) }
  }
}

/// The sentences about safety, held changes, and bringing everything up to date.
struct SafetyCards: View {
  let model: SafetyModel

  var body: some View {
    Group {
      Showing(model.shown) { safety in
        Card {
          ForEach(safety.text, id: \.self) { Text($0) }
          Say("ui-safety-locked")
        }
        if !safety.held.isEmpty {
          Card {
            Heading("ui-safety-held")
            ForEach(safety.held, id: \.self) { Text($0) }
          }
        }
        if safety.disputes > 0 { SayTo("ui-today-conflict", Route(.conflicts)) }
      }
      if model.shown.isBusy { Say("ui-safety-busy") }
      Primary("ui-safety-sync", isBusy: model.shown.isBusy) { await model.sync() }
    }
    .task { await model.shown.follow() }
  }
}

/// How would you like it?
struct PreferencesScreen: View {
  @State private var model: PreferencesModel

  init(_ place: Place) {
    _model = State(initialValue: PreferencesModel(place))
  }

  var body: some View {
    Page("ui-preferences-title") {
      LanguageCard(model: model)
      LettersCard()
      Showing(model.shown) { wanted in
        ReminderCard(model: model, wanted: wanted)
        QuietCard(model: model, wanted: wanted)
        PauseCard(model: model, wanted: wanted)
      }
      AllowCard()
    }
    .task { await model.shown.follow() }
    .task { await model.choices.follow() }
  }
}

/// The language of the words.
struct LanguageCard: View {
  @Environment(Doorway.self) private var door
  let model: PreferencesModel

  var body: some View {
    Card {
      Heading("ui-preferences-language")
      Choose(
        choices: [
          (Optional("nl"), door.words["ui-preferences-dutch"]),
          (Optional("en"), door.words["ui-preferences-english"]),
        ],
        chosen: bound({ door.language }, telling: { code in if let code { await model.speak(code) } }))
    }
  }
}

private struct ReminderCard: View {
  @Environment(Doorway.self) private var door
  let model: PreferencesModel
  let wanted: PreferenceSummary

  var body: some View {
    Card {
      Heading("ui-preferences-reminders")
      Toggle(
        door.words["ui-preferences-nudges"],
        isOn: bound({ wanted.nudges }, telling: { on in await model.set(.nudges(welcome: on)) })
      )
      .frame(minHeight: 48)
      Say("ui-preferences-before").font(.subheadline)
      Choose(
        choices: [(UInt32(0), door.words["ui-preferences-before-none"])]
          + (model.choices.record?.before ?? []).map { ($0.hours, $0.text) },
        chosen: bound({ wanted.hoursBefore ?? 0 }, telling: { hours in await model.set(.hoursBefore(hours: hours)) }))
      Toggle(
        door.words["ui-preferences-news"],
        isOn: bound({ wanted.news }, telling: { on in await model.set(.news(welcome: on)) })
      )
      .frame(minHeight: 48)
    }
  }
}

private struct QuietCard: View {
  let model: PreferencesModel
  let wanted: PreferenceSummary

  var body: some View {
    Card {
      Heading("ui-preferences-quiet")
      Say("ui-preferences-quiet-text")
      Say("ui-preferences-quiet-from").font(.subheadline)
      Choose(
        choices: (model.choices.record?.evenings ?? []).map { ($0, $0.text) },
        chosen: bound(
          { wanted.quietFrom }, telling: { from in await model.set(.quiet(from: from, to: wanted.quietTo)) }))
      Say("ui-preferences-quiet-to").font(.subheadline)
      Choose(
        choices: (model.choices.record?.mornings ?? []).map { ($0, $0.text) },
        chosen: bound({ wanted.quietTo }, telling: { to in await model.set(.quiet(from: wanted.quietFrom, to: to)) }))
    }
  }
}

private struct PauseCard: View {
  @Environment(Doorway.self) private var door
  let model: PreferencesModel
  let wanted: PreferenceSummary

  var body: some View {
    Card {
      Heading("ui-preferences-pause")
      Say("ui-preferences-pause-text")
      if let until = wanted.pausedUntil { Text(until.text).font(.headline) }
      Choose(
        choices: [(nil, door.words["ui-preferences-pause-none"])]
          + (model.choices.record?.later ?? []).map { (Optional($0.date), $0.text) },
        chosen: bound({ wanted.pausedUntil?.date }, telling: { day in await model.set(.pauseUntil(day: day)) }))
    }
  }
}

/// Asking the system to allow notifications.
private struct AllowCard: View {
  var body: some View {
    Card {
      Say("ui-preferences-allow-text")
      Quiet("ui-preferences-allow") { await NotificationBoard.ask() }
    }
  }
}

/// Stopping on this device.
struct LeaveScreen: View {
  @Environment(Doorway.self) private var door
  @Environment(Wayfinder.self) private var way
  @State private var model: SafetyModel

  init(_ place: Place) {
    _model = State(initialValue: SafetyModel(place))
  }

  var body: some View {
    Page("ui-leave-title") {
      Say("ui-leave-text")
      Showing(model.shown) { safety in
        if safety.here > 0 {
          Card {
            Say("ui-leave-unsent")
            ForEach(safety.text, id: \.self) { Text($0) }
          }
        }
      }
      TroubleCard(trouble: door.trouble)
      Primary("ui-leave-stay") { way.back() }
      Quiet("ui-leave-do") { await door.leave() }
    }
    .task { await model.shown.follow() }
  }
}
