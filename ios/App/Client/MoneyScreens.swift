import AppModel
import SwiftUI

/// The household's month.
struct BudgetScreen: View {
  @State private var model: BudgetModel
  private let client: CaseId?

  init(_ place: Place) {
    _model = State(initialValue: BudgetModel(place))
    client = place.client
  }

  var body: some View {
    Page("ui-budget-title") {
      Showing(model.shown) { budget in
        Card {
          Say("ui-budget-week").font(.subheadline)
          Amount(money: budget.freePerWeek, font: .largeTitle)
          Text(budget.explanation)
          if !budget.certain {
            Say("ui-budget-uncertain")
            SayTo("ui-today-conflict", Route(.conflicts, client: client))
          }
        }
        Card {
          SayTo("ui-forecast-way", Route(.forecast, client: client))
          SayTo("ui-debts-way", Route(.debts, client: client))
          if client == nil { SayTo("ui-bank-way", Route(.page("bank"), client: client)) }
        }
        if !budget.complete {
          Card {
            Fact("ui-budget-missing", budget.missing.joined(separator: "\n"))
            let isEmpty = budget.income.isEmpty && budget.expenses.isEmpty
            SayTo(isEmpty ? "ui-budget-start" : "ui-budget-fill", Route(.form, client: client))
          }
        }
        Lines(key: "ui-budget-income", total: budget.incomePerMonth, rows: budget.income, client: client)
        Lines(key: "ui-budget-expenses", total: budget.expensesPerMonth, rows: budget.expenses, client: client)
        Card {
          Say("ui-budget-left").font(.subheadline)
          Amount(money: budget.leftPerMonth, font: .title2)
        }
        if !budget.warnings.isEmpty {
          Card {
            Heading("ui-budget-watch")
            ForEach(budget.warnings, id: \.self) { Text($0) }
          }
        }
      }
    }
    .task { await model.shown.follow() }
  }
}

private struct Lines: View {
  let key: String
  let total: MoneyText
  let rows: [BudgetLineRow]
  let client: CaseId?

  var body: some View {
    Card {
      Heading(key)
      Amount(money: total, font: .title3)
      ForEach(rows, id: \.id) { row in
        RowTo(Route(.line(row.category), client: client)) {
          Text(row.label)
          if row.notApplicable {
            Say("ui-budget-not-mine-short").foregroundStyle(Color("Quiet"))
          } else {
            Amount(money: row.perMonth)
          }
          Marks(waiting: row.waiting, contested: row.contested)
        }
      }
    }
  }
}

/// One amount, as the person writes it.
struct LineScreen: View {
  @Environment(Wayfinder.self) private var way
  @State private var model: LineModel
  private let category: String
  private let client: CaseId?

  init(_ place: Place, category: String) {
    _model = State(initialValue: LineModel(place))
    self.category = category
    client = place.client
  }

  var body: some View {
    Page("ui-line-title") {
      Showing(model.shown) { form in
        if let question = model.question(category) {
          LineEditor(model: model, question: question, frequencies: form.frequencies)
          Primary("ui-all-save", isBusy: model.shown.isBusy) {
            if await model.save(question) { way.back() }
          }
          Quiet("ui-budget-not-mine") { if await model.notForMe(question) { way.back() } }
          ForEach(question.lines, id: \.id) { line in
            Card {
              Text(line.label)
              Amount(money: line.entered)
              Text(line.frequencyText).foregroundStyle(Color("Quiet"))
              Marks(waiting: line.waiting, contested: line.contested)
              Quiet("ui-line-remove") { _ = await model.remove(line.id) }
              if !line.notApplicable { SayTo("ui-forecast-pay-day", Route(.payDay(line.id), client: client)) }
              SayTo("ui-line-history", Route(.history(line.id), client: client))
            }
          }
          AskTo(category, client: client)
        }
      }
    }
    .task { await model.shown.follow() }
  }
}

/// The fields of an amount.
private struct LineEditor: View {
  @Bindable var model: LineModel
  let question: BudgetQuestionRow
  let frequencies: [FrequencyRow]

  var body: some View {
    Text(question.label).font(.title2)
    if !question.examples.isEmpty { Text(question.examples).foregroundStyle(Color("Quiet")) }
    Field(key: "ui-line-amount", text: $model.line.amount).keyboardType(.numbersAndPunctuation)
    Say("ui-line-hint").font(.footnote).foregroundStyle(Color("Quiet"))
    Heading("ui-line-how-often")
    Choose(
      choices: frequencies.map { ($0.frequency, $0.text) },
      chosen: bound({ model.line.frequency ?? question.frequency }, set: { model.line.frequency = $0 }))
    Field(key: "ui-line-name", text: $model.line.label)
  }
}

/// One question at a time.
struct FormScreen: View {
  @Environment(Wayfinder.self) private var way
  @State private var model: LineModel

  init(_ place: Place) {
    _model = State(initialValue: LineModel(place))
  }

  var body: some View {
    Page("ui-form-title") {
      Showing(model.shown) { form in
        if let question = model.next {
          Say("ui-form-text")
          LineEditor(model: model, question: question, frequencies: form.frequencies)
          Primary("ui-all-next", isBusy: model.shown.isBusy) { _ = await model.save(question) }
          Quiet("ui-budget-not-mine") { _ = await model.notForMe(question) }
          Quiet("ui-form-later") { model.postpone(question) }
        } else {
          Say("ui-form-done").font(.title2)
          Primary("ui-form-show") { way.back() }
        }
      }
    }
    .task { await model.shown.follow() }
  }
}
