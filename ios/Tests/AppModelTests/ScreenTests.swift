import AppModel
import Foundation
import TestTown
import Testing

@MainActor @Suite struct ScreenTests {
  @Test func todayIsReadAgainWhenATaskIsDone() async throws {
    let (_, _, place) = try await clientPlace()
    let (today, programme) = (TodayModel(place), ProgrammeModel(place))
    try await following({ await today.shown.follow() }) {
      #expect(await until { today.shown.record?.next != nil })
      let first = try #require(today.shown.record?.next)
      await programme.shown.again()
      #expect(programme.task(first.id)?.title == first.title)
      let outcome = try #require(await programme.perform(first.id, .done))
      #expect(outcome.programme.next?.id != first.id)
      #expect(programme.task(first.id)?.state == .done)
      #expect(await until { today.shown.record?.next?.id != first.id })
    }
  }

  @Test func aTypedAmountIsKeptAndAWrongOneStaysInTheField() async throws {
    let (_, _, place) = try await clientPlace()
    let (line, budget) = (LineModel(place), BudgetModel(place))
    await line.shown.again()
    let question = try #require(line.next)
    line.line.amount = "veel"
    #expect(await line.save(question) == false)
    #expect(line.line.amount == "veel")
    #expect(line.shown.trouble?.code == "refused")
    #expect(line.shown.trouble?.words.isEmpty == false)
    line.line.amount = "1.234,50"
    #expect(await line.save(question))
    #expect(line.line.amount.isEmpty)
    #expect(line.shown.trouble == nil)
    #expect(line.next?.category != question.category || line.next?.income != question.income)
    await budget.shown.again()
    let rows = (budget.shown.record?.income ?? []) + (budget.shown.record?.expenses ?? [])
    #expect(rows.first?.entered.cents == 123_450)
    #expect(rows.first?.entered.spoken.isEmpty == false)
  }

  @Test func aQuestionCanBeLeftForLater() async throws {
    let (_, _, place) = try await clientPlace()
    let line = LineModel(place)
    await line.shown.again()
    let first = try #require(line.next)
    line.postpone(first)
    let second = try #require(line.next)
    #expect(second != first)
    #expect(await line.notForMe(second))
    #expect(line.shown.record?.open.contains { $0.category == second.category && $0.income == second.income } == false)
    #expect(line.next != second)
  }

  @Test func anAppointmentIsProposedConfirmedMovedAndCancelled() async throws {
    let (town, core, place) = try await clientPlace()
    let helper = try await Device.paired(town, as: town.counsellor)
    let theirs = AgendaModel(Place(helper, person: nil, client: town.caseId))
    await theirs.choices.again()
    let choices = try #require(theirs.choices.record)
    let (day, time) = (try #require(choices.days.last), try #require(choices.times.first))
    let starts = WallMoment(date: day.date, hour: time.hour, minute: time.minute)
    let row = try #require(await theirs.plan(AppointmentDraft(title: "Talk", starts: starts, place: "Library")))
    _ = try await helper.syncNow()
    _ = try await core.syncNow()
    let own = AgendaModel(place)
    await own.shown.again()
    #expect(own.row(row.id)?.status == .proposed)
    await own.confirm(row.id)
    await own.shown.again()
    #expect(own.row(row.id)?.status == .confirmed)
    #expect(await own.move(row.id, to: WallMoment(date: day.date, hour: 9, minute: 30))?.status == .proposed)
    await own.cancel(row.id)
    await own.shown.again()
    #expect(own.row(row.id)?.status == .cancelled)
  }

  @Test func whatIsWrittenStaysUntilItIsKept() async throws {
    let (_, _, place) = try await clientPlace()
    let model = ConversationModel(place)
    model.written = "   "
    #expect(await model.send() == false)
    #expect(model.written == "   ")
    model.written = "Is this letter important?"
    #expect(await model.send())
    #expect(model.written.isEmpty)
    await model.shown.again()
    #expect(model.shown.record?.messages.last?.text == "Is this letter important?")
    #expect(model.shown.record?.messages.last?.waiting == true)
  }

  @Test func aQuestionTakesItsTextAlong() async throws {
    let (_, core, place) = try await clientPlace()
    let task = try #require(try await core.programme().today().next)
    let (about, model) = (AboutModel(place, id: task.id), ConversationModel(place))
    await about.shown.again()
    #expect(about.shown.record?.text.contains(task.title) == true)
    model.written = "How?"
    #expect(await model.ask(about: task.id))
    await model.shown.again()
    #expect(model.shown.record?.messages.last?.about?.id == task.id)
  }

  @Test func messagesOfOthersAreNotedAsRead() async throws {
    let (town, core, place) = try await clientPlace()
    let helper = try await Device.paired(town, as: town.counsellor)
    _ = try await helper.messages().send(text: "Hello Noor", case: town.caseId)
    _ = try await helper.syncNow()
    _ = try await core.syncNow()
    #expect(try await core.programme().today().unread == 1)
    let model = ConversationModel(place)
    try await following({ await model.follow() }) {
      #expect(await until { model.shown.record?.messages.isEmpty == false })
      try await Task.sleep(for: .milliseconds(200))
    }
    #expect(try await core.programme().today().unread == 0)
  }

  @Test func twoVersionsAreChosenAndTheChoiceTakenBack() async throws {
    let (town, core, place) = try await clientPlace()
    let helper = try await Device.paired(town, as: town.counsellor)
    for (device, typed, client) in [(core, "500", nil), (helper, "550", Optional(town.caseId))] {
      _ = try await device.budget().setLine(line: LineDraft(category: "huur", typed: typed), case: client)
    }
    _ = try await core.syncNow()
    _ = try await helper.syncNow()
    _ = try await core.syncNow()
    let model = ConflictsModel(place)
    await model.shown.again()
    let row = try #require(model.shown.record?.first)
    #expect(row.state == .open)
    #expect(!row.question.isEmpty)
    #expect(await model.choose(row.id, .other))
    await model.shown.again()
    #expect(model.row(row.id)?.state == .resolved)
    await model.undo(row.id)
    await model.shown.again()
    #expect(model.row(row.id)?.state != .resolved)
  }

  @Test func aPhotoGoesWithAMessageAndAHelperFetchesTheSameBytes() async throws {
    let (town, core, place) = try await clientPlace()
    let helper = try await Device.paired(town, as: town.counsellor)
    let bytes = Data([0xff, 0xd8, 0xff, 0xe0] + [UInt8](repeating: 7, count: 300_000))
    let copy = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).photo")
    try bytes.write(to: copy)
    let model = ConversationModel(place)
    model.photo.choose(FileDraft(path: copy.path, name: "brief.jpg"))
    #expect(await model.send())
    #expect(model.photo.draft == nil)
    #expect(!FileManager.default.fileExists(atPath: copy.path))
    await model.shown.again()
    let file = try #require(model.shown.record?.messages.last?.files.first)
    #expect(file.canShow && !file.canEvict)
    _ = try await core.syncNow()
    _ = try await helper.syncNow()
    let theirs = FileModel(Place(helper, person: nil, client: town.caseId), id: file.id)
    await theirs.shown.again()
    #expect(theirs.shown.record?.row.canFetch == true)
    #expect(theirs.shown.record?.bytes == nil)
    await theirs.fetch()
    #expect(theirs.shown.record?.bytes == bytes)
    await theirs.evict()
    #expect(theirs.shown.record?.bytes == nil)
  }

  @Test func aChangeIsUndoneAndAMessageErased() async throws {
    let (_, core, place) = try await clientPlace()
    let budget = core.budget()
    let line = LineDraft(category: "huur", typed: "600", frequency: nil, label: nil, income: nil)
    let first = try await budget.setLine(line: line)
    let wrong = LineDraft(category: "huur", typed: "6000", frequency: nil, label: nil, income: nil)
    _ = try await budget.setLine(line: wrong)
    let rent = try #require(first.expenses.first { $0.category == "huur" })
    let history = HistoryModel(place, thing: rent.id)
    await history.shown.again()
    let newest = try #require(history.shown.record?.changes.first)
    #expect(newest.canUndo && newest.mine)
    await history.undo(newest.id)
    #expect(history.shown.trouble == nil)
    let now = try await budget.summary().expenses.first { $0.category == "huur" }
    #expect(now?.entered.cents == 60_000)
    let sent = try await core.messages().send(text: "Dit had ik niet willen schrijven")
    let message = MessageModel(place, id: sent.id)
    await message.shown.again()
    #expect(message.shown.record?.mine == true)
    #expect(await message.erase())
    await message.shown.again()
    #expect(message.shown.trouble?.code == "unknown")
  }

  @Test func sharingIsGivenAndTakenBack() async throws {
    let (town, _, place) = try await clientPlace()
    let model = SharingModel(place)
    await model.shown.again()
    #expect(model.helper(town.coach)?.mayShare == true)
    #expect(await model.share([.agenda, .budget], with: town.coach, until: nil))
    #expect(model.helper(town.coach)?.parts == [.agenda, .budget])
    #expect(await model.share([], with: town.coach, until: nil))
    #expect(model.helper(town.coach)?.parts == [])
  }

  @Test func aFactIsToldAsTyped() async throws {
    let (_, _, place) = try await clientPlace()
    let model = ProfileModel(place)
    await model.shown.again()
    let field = try #require(model.shown.record?.fields.first { $0.kind == .yesNo })
    #expect(await model.tell(field.field, typed: "yes"))
    #expect(model.shown.record?.facts.contains { $0.field == field.field } == true)
    #expect(model.field(field.field)?.told == true)
  }

  @Test func tipsWordsAndSearch() async throws {
    let (_, _, place) = try await clientPlace()
    let model = LibraryModel(place)
    await model.tips.again()
    await model.terms.again()
    let term = try #require(model.terms.record?.first)
    #expect(model.term(term.id)?.plain == term.plain)
    if let tip = model.tips.record?.first {
      #expect(model.tip(tip.id)?.because.isEmpty == false)
      #expect(await model.hide(tip.id))
      #expect(model.tip(tip.id) == nil)
    }
    await model.search(term.term)
    #expect(model.found?.isEmpty == false)
    await model.search("")
    #expect(model.found == nil)
  }

  @Test func aHelperSeesTheCaseloadTheDayAndExamples() async throws {
    let town = try Town()
    _ = try town.openCase(client: "Omar Duinzicht")
    let core = try await Device.paired(town, as: town.counsellor)
    guard case .paired(let person) = try await core.session().state() else {
      Issue.record("not paired")
      return
    }
    let place = Place(core, person: person)
    #expect(place.isHelper)
    let (caseload, day) = (CaseloadModel(place), DayModel(place))
    await caseload.shown.again()
    #expect(caseload.shown.record?.rows.count == 2)
    await caseload.seek("Omar", onlyAttention: false)
    #expect(caseload.shown.record?.rows.map(\.name) == ["Omar Duinzicht"])
    await caseload.seek("nobody of that name", onlyAttention: false)
    #expect(caseload.shown.record?.rows.isEmpty == true)
    await day.shown.again()
    #expect(day.shown.record?.date.text.isEmpty == false)
    let examples = ExamplesModel(place.inside(town.caseId))
    await examples.shown.again()
    let all = examples.shown.record?.count ?? 0
    #expect(all > 0)
    await examples.search("qqqqqq")
    #expect(examples.shown.record?.isEmpty == true)
  }

  @Test func aHelperChangesAndAddsATaskInOneCase() async throws {
    let town = try Town()
    let core = try await Device.paired(town, as: town.counsellor)
    let model = ProgrammeModel(Place(core, person: nil, client: town.caseId))
    await model.shown.again()
    let step = try #require(model.shown.record?.phases.first?.steps.first)
    #expect(await model.add(to: step.id, title: "Bring the letter", text: "The blue one"))
    let added = try #require(model.step(step.id)?.tasks.first { $0.title == "Bring the letter" })
    #expect(await model.change(added.id, TaskEdit(title: "Bring both letters")))
    #expect(model.task(added.id)?.title == "Bring both letters")
  }

  @Test func safetyPreferencesAndLanguage() async throws {
    let (town, core, place) = try await clientPlace()
    defer { withExtendedLifetime(town) {} }
    let (safety, preferences) = (SafetyModel(place), PreferencesModel(place))
    _ = try await core.messages().send(text: "Kept here")
    await safety.shown.again()
    #expect((safety.shown.record?.here ?? 0) > 0)
    #expect(safety.shown.record?.text.isEmpty == false)
    await safety.sync()
    #expect(safety.shown.trouble == nil)
    #expect(safety.shown.record?.here == 0)
    await preferences.shown.again()
    await preferences.choices.again()
    #expect(preferences.choices.record?.evenings.isEmpty == false)
    await preferences.set(.nudges(welcome: false))
    #expect(preferences.shown.record?.nudges == false)
    #expect(try await Words(core)["ui-all-save"] == "Bewaar")
    await preferences.speak("en")
    #expect(preferences.shown.record?.language == "en")
    #expect(try await Words(core)["ui-all-save"] != "Bewaar")
  }
}
