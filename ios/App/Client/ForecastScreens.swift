import AppModel
import SwiftUI

/// The coming weeks: what can be spent, when it pinches, what comes and goes.
struct ForecastScreen: View {
  @State private var model: ForecastModel
  @State private var showsAll = false
  private let client: CaseId?
  /// So many days with money on them are shown at first.
  private let first = 6

  init(_ place: Place) {
    _model = State(initialValue: ForecastModel(place))
    client = place.client
  }

  var body: some View {
    Page("ui-forecast-title") {
      Showing(model.shown) { forecast in
        Card {
          ForEach(Array(forecast.sentences.enumerated()), id: \.offset) { at, sentence in
            Text(sentence).font(at == 0 ? .title3 : .body)
          }
          if let told = forecast.told { balance(told) }
        }
        if let curve = forecast.curve {
          Card {
            Heading("ui-forecast-curve")
            Curve(curve: curve, spoken: spoken(forecast.lowest))
          }
        }
        if !forecast.certain { SayTo("ui-budget-uncertain", Route(.conflicts, client: client)) }
        SayTo(forecast.told == nil ? "ui-forecast-tell" : "ui-forecast-again", Route(.balance, client: client))
        if !forecast.days.isEmpty {
          Heading("ui-forecast-days")
          ForEach(showsAll ? forecast.days : Array(forecast.days.prefix(first)), id: \.date.date) { day($0) }
          if !showsAll && forecast.days.count > first { Quiet("ui-forecast-more") { showsAll = true } }
        }
      }
    }
    .task { await model.shown.follow() }
  }

  private func spoken(_ day: ForecastDayRow?) -> String {
    guard let day, let balance = day.balance else { return "" }
    return "\(day.date.text): \(balance.spoken)"
  }

  private func balance(_ told: ToldRow) -> some View {
    VStack(alignment: .leading, spacing: 4) {
      Say("ui-forecast-told").font(.footnote).foregroundStyle(Color("Quiet"))
      Text(told.on.text).font(.footnote).foregroundStyle(Color("Quiet"))
      Amount(money: told.amount, font: .footnote)
    }
    .accessibilityElement(children: .combine)
  }

  private func day(_ row: ForecastDayRow) -> some View {
    Card {
      Text(row.date.text).font(.headline)
      ForEach(Array(row.payments.enumerated()), id: \.offset) { _, paid in
        HStack(spacing: 8) {
          VStack(alignment: .leading, spacing: 2) {
            Text(paid.label)
            Say(paid.income ? "ui-forecast-in" : "ui-forecast-out").font(.footnote).foregroundStyle(Color("Quiet"))
          }
          Spacer(minLength: 8)
          Amount(money: paid.amount)
        }
        .accessibilityElement(children: .combine)
      }
      if let balance = row.balance {
        HStack(spacing: 8) {
          Say("ui-forecast-after").font(.footnote).foregroundStyle(Color("Quiet"))
          Spacer(minLength: 8)
          Amount(money: balance)
        }
        .accessibilityElement(children: .combine)
      }
    }
  }
}

/// What is on the account on each day, as bars above and below zero; the day with least stands out.
private struct Curve: View {
  let curve: CurveRow
  let spoken: String
  private let height: CGFloat = 132

  var body: some View {
    VStack(alignment: .leading, spacing: 0) {
      HStack(alignment: .bottom, spacing: 1) { bars { $0 > 0 ? $0 : 0 } }
      Divider()
      HStack(alignment: .top, spacing: 1) { bars { $0 < 0 ? -$0 : 0 } }
    }
    .accessibilityElement(children: .ignore)
    .accessibilityLabel(spoken)
    .privacySensitive()
  }

  /// The core draws in thousandths.
  private func bars(_ part: @escaping (Int32) -> Int32) -> some View {
    ForEach(Array(curve.bars.enumerated()), id: \.offset) { at, bar in
      let here = at == Int(curve.lowest)
      let length = height * CGFloat(part(bar)) / 1000
      Color(here ? "Accent" : "Quiet")
        .opacity(here ? 1 : 0.6)
        .frame(maxWidth: .infinity, minHeight: length, maxHeight: length)
    }
  }
}

/// What is on the account now.
struct BalanceScreen: View {
  @Environment(Wayfinder.self) private var way
  @State private var model: ForecastModel

  init(_ place: Place) {
    _model = State(initialValue: ForecastModel(place))
  }

  var body: some View {
    Page("ui-forecast-tell") {
      Field(key: "ui-forecast-balance", text: $model.typed).keyboardType(.numbersAndPunctuation)
      Say("ui-forecast-balance-hint").font(.footnote).foregroundStyle(Color("Quiet"))
      TroubleCard(trouble: model.shown.trouble)
      Primary("ui-all-save", isBusy: model.shown.isBusy) { if await model.tell() { way.back() } }
    }
  }
}

/// On which days a line of the budget is paid: what the core asks.
struct PayDayScreen: View {
  @Environment(Wayfinder.self) private var way
  @State private var model: PayDayModel

  init(_ place: Place, line: String) {
    _model = State(initialValue: PayDayModel(place, line: line))
  }

  var body: some View {
    Page("ui-pay-day-title") {
      Showing(model.shown) { form in
        Text(form.label).font(.title2)
        question(form)
        Primary("ui-all-save", isBusy: model.shown.isBusy) {
          if let draft = model.draft, await model.set(draft) { way.back() }
        }
        .disabled(model.draft == nil)
        Quiet("ui-pay-day-usual") { if await model.set(.usual) { way.back() } }
      }
    }
    .task { await model.shown.follow() }
  }

  @ViewBuilder private func question(_ form: PayDayForm) -> some View {
    switch form.asks {
    case .dayOfMonth:
      Field(key: "ui-pay-day-month", text: $model.typed).keyboardType(.numbersAndPunctuation)
      Say("ui-pay-day-hint").font(.footnote).foregroundStyle(Color("Quiet"))
    case .nextDay:
      Card {
        Heading("ui-pay-day-next")
        Choose(choices: form.days.map { (Optional($0.date), $0.text) }, chosen: $model.next)
      }
    case .months:
      Card {
        Heading("ui-pay-day-months")
        ForEach(form.months, id: \.number) { month in
          Toggle(month.text, isOn: bound({ model.months.contains(month.number) }, set: { choose(month.number, $0) }))
        }
      }
    }
  }

  private func choose(_ month: UInt32, _ isOn: Bool) {
    if isOn { model.months.insert(month) } else { model.months.remove(month) }
  }
}
