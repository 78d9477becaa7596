import AppModel
import SwiftUI

/// Everything else.
struct MeScreen: View {
  var body: some View {
    Page("ui-me-title") {
      Card { SayTo("ui-me-page", Route(.page("more"))) }
      Card {
        SayTo("ui-me-agenda", Route(.agenda))
        SayTo("ui-me-deadlines", Route(.deadlines))
        SayTo("ui-me-library", Route(.library))
      }
      Card {
        SayTo("ui-me-profile", Route(.profile))
        SayTo("ui-me-sharing", Route(.sharing))
        SayTo("ui-me-safety", Route(.safety))
        SayTo("ui-me-conflicts", Route(.conflicts))
        SayTo("ui-me-preferences", Route(.preferences))
        SayTo("ui-take-title", Route(.take))
        SayTo("ui-me-leave", Route(.leave))
      }
    }
  }
}

/// What was told, and what could be.
struct ProfileScreen: View {
  @State private var model: ProfileModel
  private let client: CaseId?

  init(_ place: Place) {
    _model = State(initialValue: ProfileModel(place))
    client = place.client
  }

  var body: some View {
    Page("ui-profile-title") {
      Say("ui-profile-text")
      Showing(model.shown) { profile in
        if !profile.facts.isEmpty {
          Card {
            Heading("ui-profile-known")
            ForEach(profile.facts, id: \.field) { fact in
              RowTo(Route(.fact(fact.field), client: client)) {
                Text(fact.label)
                Text(fact.text).font(.headline)
                if let since = fact.since { Fact("ui-profile-since", since.text) }
                Marks(waiting: fact.waiting)
              }
            }
          }
        }
        Card {
          Heading("ui-profile-more")
          ForEach(profile.fields, id: \.field) { field in
            if !field.told { RowTo(Route(.fact(field.field), client: client)) { Text(field.label) } }
          }
        }
      }
    }
    .task { await model.shown.follow() }
  }
}

/// One answer.
struct FactScreen: View {
  @Environment(Wayfinder.self) private var way
  @State private var model: ProfileModel
  @State private var typed = ""
  private let id: String

  init(_ place: Place, id: String) {
    _model = State(initialValue: ProfileModel(place))
    self.id = id
  }

  var body: some View {
    Page("ui-profile-title") {
      Showing(model.shown) { _ in
        if let field = model.field(id) {
          Text(field.label).font(.title2)
          if field.kind == .yesNo {
            Primary("ui-all-yes", isBusy: model.shown.isBusy) { await tell("yes") }
            Primary("ui-all-no", isBusy: model.shown.isBusy) { await tell("no") }
          } else {
            Field(key: "ui-profile-answer", text: $typed)
            Primary("ui-all-save", isBusy: model.shown.isBusy) { await tell(typed) }
          }
        }
      }
    }
    .task { await model.shown.follow() }
  }

  private func tell(_ answer: String) async {
    if await model.tell(id, typed: answer) { way.back() }
  }
}

/// Who looks along.
struct SharingScreen: View {
  @State private var model: SharingModel

  init(_ place: Place) {
    _model = State(initialValue: SharingModel(place))
  }

  var body: some View {
    Page("ui-sharing-title") {
      Say("ui-sharing-text")
      Showing(model.shown) { sharing in
        ForEach(sharing.helpers, id: \.account) { helper in
          Card {
            Text(helper.name).font(.headline)
            Text(helper.roleText).foregroundStyle(Color("Quiet"))
            if helper.partsText.isEmpty {
              Say("ui-sharing-nothing")
            } else {
              Fact("ui-sharing-sees", helper.partsText)
            }
            Marks(waiting: helper.waiting)
            if helper.mayShare { SayTo("ui-sharing-change", Route(.share(helper.account))) }
          }
        }
      }
    }
    .task { await model.shown.follow() }
  }
}

/// What somebody sees, as switches.
struct ShareScreen: View {
  @Environment(Wayfinder.self) private var way
  @Environment(Doorway.self) private var door
  @State private var model: SharingModel
  @State private var parts: Set<SharedPart>?
  @State private var until: String?
  private let account: String

  init(_ place: Place, account: String) {
    _model = State(initialValue: SharingModel(place))
    self.account = account
  }

  var body: some View {
    Page("ui-sharing-change") {
      Showing(model.shown) { _ in
        if let helper = model.helper(account) {
          Text(helper.name).font(.title2)
          Card {
            ForEach(SharedPart.allCases, id: \.self) { part in
              Toggle(door.words[part.key], isOn: chosen(part, of: helper)).frame(minHeight: 48)
            }
          }
          Primary("ui-sharing-save", isBusy: model.shown.isBusy) {
            await share(SharedPart.allCases.filter((parts ?? Set(helper.parts)).contains))
          }
          if !helper.parts.isEmpty { Quiet("ui-sharing-stop") { await share([]) } }
        }
      }
      Showing(model.choices) { choices in
        Card {
          Heading("ui-sharing-until")
          Choose(
            choices: [(nil, door.words["ui-sharing-no-end"])]
              + choices.later.map { (Optional($0.date), $0.text) },
            chosen: $until)
        }
      }
    }
    .task { await model.shown.follow() }
    .task { await model.choices.follow() }
  }

  private func chosen(_ part: SharedPart, of helper: HelperRow) -> Binding<Bool> {
    bound(
      { (parts ?? Set(helper.parts)).contains(part) },
      set: { wanted in
        var all = parts ?? Set(helper.parts)
        if wanted { all.insert(part) } else { all.remove(part) }
        parts = all
      })
  }

  private func share(_ wanted: [SharedPart]) async {
    if await model.share(wanted, with: account, until: until) { way.back() }
  }
}
