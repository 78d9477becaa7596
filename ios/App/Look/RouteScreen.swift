import AppModel
import SwiftUI

/// The screen of a route.
struct RouteScreen: View {
  let route: Route
  let place: Place

  init(_ route: Route, _ place: Place) {
    self.route = route
    self.place = place.inside(route.client)
  }

  var body: some View {
    Group {
      root
      settings
      detail
      past
      planned
      owed
    }
    .navigationBarTitleDisplayMode(.inline)
  }

  @ViewBuilder private var root: some View {
    switch route.screen {
    case .today: TodayScreen(place)
    case .programme: ProgrammeScreen(place)
    case .budget: BudgetScreen(place)
    case .conversation: ConversationScreen(place)
    case .me: MeScreen()
    case .caseload: CaseloadScreen(place)
    case .day: DayScreen(place)
    case .mine: MineScreen(place)
    case .look: CaseScreen(place: place)
    default: EmptyView()
    }
  }

  @ViewBuilder private var settings: some View {
    switch route.screen {
    case .form: FormScreen(place)
    case .conflicts: ConflictsScreen(place)
    case .agenda: AgendaScreen(place)
    case .plan: PlanScreen(place, moving: nil)
    case .library: LibraryScreen(place)
    case .profile: ProfileScreen(place)
    case .sharing: SharingScreen(place)
    case .safety: SafetyScreen(place)
    case .preferences: PreferencesScreen(place)
    case .take: TakeScreen(place)
    case .leave: LeaveScreen(place)
    default: EmptyView()
    }
  }

  @ViewBuilder private var planned: some View {
    switch route.screen {
    case .forecast: ForecastScreen(place)
    case .balance: BalanceScreen(place)
    case .payDay(let id): PayDayScreen(place, line: id)
    case .deadlines: DeadlinesScreen(place)
    case .deadline(let id): DeadlineScreen(place, id: id)
    case .terms: TermsScreen(place)
    case .extend(let id): ReasonScreen(place, id: id, extends: true)
    case .stop(let id): ReasonScreen(place, id: id, extends: false)
    case .worklist: WorkListScreen(place)
    case .page(let rest): PageScreen(place, route: rest)
    default: EmptyView()
    }
  }

  @ViewBuilder private var owed: some View {
    switch route.screen {
    case .debts: DebtsScreen(place)
    case .newDebt: DebtForm(place, id: nil)
    case .debt(let id): DebtScreen(place, id: id)
    case .debtChange(let id): DebtForm(place, id: id)
    case .debtAmount(let id): DebtAmountScreen(place, id: id)
    case .holder(let id): HolderScreen(place, id: id)
    case .threat(let id): ThreatScreen(place, id: id)
    case .letters: LettersScreen(place)
    case .letter(let id): LetterScreen(place, id: id)
    case .newLetter: NewLetterScreen(place)
    default: EmptyView()
    }
  }

  @ViewBuilder private var past: some View {
    switch route.screen {
    case .history(let id): HistoryScreen(place, thing: id)
    case .erase(let id): EraseScreen(place, id: id)
    case .file(let id): FileScreen(place, id: id)
    default: EmptyView()
    }
  }

  @ViewBuilder private var detail: some View {
    switch route.screen {
    case .step(let id): StepScreen(place, id: id)
    case .task(let id): TaskScreen(place, id: id)
    case .line(let id): LineScreen(place, category: id)
    case .conflict(let id): ConflictScreen(place, id: id)
    case .appointment(let id): AppointmentScreen(place, id: id)
    case .move(let id): PlanScreen(place, moving: id)
    case .ask(let id): AskScreen(place, id: id)
    case .tip(let id): TipScreen(place, id: id)
    case .word(let id): WordScreen(place, id: id)
    case .fact(let id): FactScreen(place, id: id)
    case .share(let id): ShareScreen(place, account: id)
    case .change(let id): ChangeScreen(place, id: id)
    case .add(let id): AddScreen(place, step: id)
    default: EmptyView()
    }
  }
}
