import AppModel
import TestTown
import Testing

@MainActor @Suite struct DebtTests {
  @Test func aDebtIsAddedPaidDisputedAndTakenAway() async throws {
    let (_, _, place) = try await clientPlace()
    let model = DebtsModel(place)
    await model.choices.again()
    #expect(model.choices.record?.subjects.first?.word == "rent")
    #expect(await model.add(DebtDraft(creditor: "Kleedwerk"), DebtAmountDraft(typed: "veel")) == false)
    #expect(model.shown.trouble?.code == "refused")
    #expect(await model.add(DebtDraft(creditor: "Kleedwerk", subject: "purchase"), DebtAmountDraft(typed: "180")))
    await model.shown.again()
    let row = try #require(model.shown.record?.debts.first)
    #expect(row.low.cents == 18_000 && row.certainty == .certain)
    #expect(await model.addAmount(row.id, .payment, DebtAmountDraft(typed: "30")))
    await model.shown.again()
    #expect(model.row(row.id)?.low.cents == 15_000)
    let paid = try #require(model.row(row.id)?.entries.last)
    #expect(await model.correct(paid.id))
    #expect(await model.dispute(row.id, true))
    #expect(await model.handOver(row.id, to: "bailiff", name: "Van Dam"))
    await model.shown.again()
    #expect(model.row(row.id)?.disputed == true && model.row(row.id)?.high.cents == 18_000)
    #expect(model.row(row.id)?.holderText.contains("Van Dam") == true)
    #expect(await model.meant("kleed").first?.known == true)
    #expect(await model.meant("belastingd").first?.name.contains("Belastingdienst") == true)
    #expect(await model.remove(row.id))
    await model.shown.again()
    #expect(model.shown.record?.debts.isEmpty == true)
  }

  @Test func whatIsReadInALetterIsTakenOverOnlyWhenChosen() async throws {
    let (_, _, place) = try await clientPlace()
    let model = LettersModel(place)
    #expect(model.draft.isEmpty)
    model.draft.words = "U moet € 84,20 betalen vóór 15 december 2030. Kenmerk WV-2030-77."
    await model.read()
    #expect(model.draft.amount.isEmpty && model.draft.due == nil)
    for reading in model.readings { model.take(reading) }
    #expect(model.draft.amount == "84,20" && model.draft.due == "2030-12-15" && model.draft.reference == "WV-2030-77")
    #expect(await model.file())
    await model.shown.again()
    let row = try #require(model.shown.record?.open.first)
    #expect(row.amount?.cents == 8_420 && row.late == false)
    #expect(await model.finish(row.id, true))
    await model.shown.again()
    #expect(model.shown.record?.open.isEmpty == true && model.row(row.id)?.done == true)
    #expect(await model.remove(row.id))
  }
}
