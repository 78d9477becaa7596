import AppModel
import Foundation
import TestTown
import Testing

@MainActor @Suite struct PlanningTests {
  @Test func aStatementOfTheBankIsGivenToItsPageAndTheRentThatComesBackBecomesALine() async throws {
    let (_, core, place) = try await clientPlace()
    let root = ProcessInfo.processInfo.environment["OPSTAP_ROOT"] ?? ".."
    let model = PageModel(place, route: "bank")
    await model.give(root + "/tests/tests/statement.csv")
    #expect(model.shown.record?.parts.first?.text == "Er zijn 8 nieuwe betalingen.")
    let take = try #require(model.shown.record?.parts.first { $0.act?.hasPrefix("take/") == true }?.act)
    #expect(await model.press(take) == nil)
    #expect(model.said == "Dit staat nu in je begroting.")
    let budget = try await core.budget().summary()
    #expect(budget.income.count + budget.expenses.count == 1)
    await model.give("/nowhere")
    #expect(model.shown.trouble?.code == "refused")
    #expect(model.shown.record?.parts.isEmpty == false)
  }

  @Test func aBalanceThatCannotBeReadStaysInTheField() async throws {
    let (_, _, place) = try await clientPlace()
    let model = ForecastModel(place)
    model.typed = "veel"
    #expect(await model.tell() == false)
    #expect(model.typed == "veel")
    #expect(model.shown.trouble?.words.isEmpty == false)
    model.typed = "187,35"
    #expect(await model.tell())
    #expect(model.typed.isEmpty)
    await model.shown.again()
    #expect(model.shown.record?.told?.amount.cents == 18_735)
    #expect(model.shown.record?.balances.count == 92)
  }

  @Test func aDayOfPaymentIsAskedAsOftenAsItIsPaid() async throws {
    let (_, core, place) = try await clientPlace()
    let month = try await core.budget().setLine(line: LineDraft(category: "huur", typed: "650"), case: nil)
    let rent = try #require(month.expenses.first { $0.category == "huur" })
    let model = PayDayModel(place, line: rent.id)
    #expect(model.draft == nil)
    await model.shown.again()
    #expect(model.shown.record?.asks == .dayOfMonth)
    model.typed = "32"
    #expect(await model.set(try #require(model.draft)) == false)
    #expect(model.shown.trouble?.code == "refused")
    model.typed = "1"
    #expect(await model.set(try #require(model.draft)))
    let weekly = LineDraft(category: "eten", typed: "85", frequency: .weekly)
    let food = try #require(
      try await core.budget().setLine(line: weekly, case: nil).expenses.first { $0.category == "eten" })
    let other = PayDayModel(place, line: food.id)
    await other.shown.again()
    #expect(other.shown.record?.asks == .nextDay)
    #expect(other.shown.record?.days.count == 7)
    other.next = other.shown.record?.days.first?.date
    #expect(await other.set(try #require(other.draft)))
  }

  @Test func aCounsellorBeginsATermAndTheClientReadsIt() async throws {
    let (town, core, place) = try await clientPlace()
    let helper = try await Device.paired(town, as: town.counsellor)
    let model = DeadlinesModel(Place(helper, person: nil, client: town.caseId))
    await model.shown.again()
    #expect(model.mayChange)
    let term = try #require(model.shown.record?.terms.first)
    #expect(await model.start(term.id))
    await model.shown.again()
    let row = try #require(model.shown.record?.open.first)
    #expect(row.lastDay == term.lastDay)
    await model.choices.again()
    let later = try #require(model.choices.record?.later.last)
    #expect(await model.extend(row.id, to: later.date, reason: "") == false)
    #expect(await model.extend(row.id, to: later.date, reason: "Er mist nog een brief."))
    let list = WorkListModel(Place(helper, person: nil))
    await list.shown.again()
    #expect(list.shown.record?.map(\.id) == [row.id])
    _ = try await helper.syncNow()
    _ = try await core.syncNow()
    let own = DeadlinesModel(place)
    await own.shown.again()
    #expect(own.row(row.id)?.lastDay == later)
    #expect(own.mayChange == false)
    #expect(await model.finish(row.id))
  }
}
