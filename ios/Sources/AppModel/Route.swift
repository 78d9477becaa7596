import Foundation
import Opstap

/// Where one is: a screen of `docs/screens.md` that can be gone to, and the case it is about when a helper looks along.
public struct Route: Hashable, Sendable {
  /// The screens.
  public enum Screen: Hashable, Sendable {
    case today, programme, budget, form, conflicts, agenda, plan, conversation, library
    case me, profile, sharing, safety, preferences, take, leave
    case caseload, day, mine, look
    case forecast, balance, deadlines, terms, worklist
    case debts, newDebt, letters, newLetter
    case step(String), task(String), line(String), conflict(String), appointment(String), move(String)
    case ask(String), tip(String), word(String), fact(String), share(String), change(String), add(String)
    case history(String), erase(String), file(String)
    case payDay(String), deadline(String), extend(String), stop(String)
    case page(String)
    case debt(String), debtChange(String), debtAmount(String), holder(String), threat(String), letter(String)
  }

  /// The screen.
  public let screen: Screen
  /// The case; none for a client's own.
  public let client: CaseId?

  /// A place.
  public init(_ screen: Screen, client: CaseId? = nil) {
    self.screen = screen
    self.client = client
  }

  /// The place that a deep link `opstap://…` leads to.
  public init?(_ link: URL) {
    guard link.scheme?.lowercased() == "opstap" else { return nil }
    let path = [link.host, link.path].compactMap { $0 }.joined()
    self.init(path: path)
  }

  /// The place that a reminder, a tip or something found leads to.
  public init?(path: String) {
    let parts = path.split(separator: "/").map(String.init)
    if parts.first == "case", parts.count >= 2 {
      let client = CaseId(value: parts[1])
      guard let screen = parts.count == 2 ? .look : Self.screen(Array(parts.dropFirst(2))) else { return nil }
      self.init(screen, client: client)
    } else {
      guard let screen = Self.screen(parts) else { return nil }
      self.init(screen)
    }
  }

  private static let plain: [String: Screen] = [
    "today": .today, "programme": .programme, "budget": .budget,
    "form": .form, "conflicts": .conflicts, "agenda": .agenda, "plan": .plan, "conversation": .conversation,
    "library": .library, "me": .me, "profile": .profile, "sharing": .sharing, "safety": .safety,
    "preferences": .preferences, "take": .take, "leave": .leave, "caseload": .caseload, "day": .day, "mine": .mine,
    "forecast": .forecast, "balance": .balance, "deadlines": .deadlines, "terms": .terms, "worklist": .worklist,
    "debts": .debts, "newdebt": .newDebt, "letters": .letters, "newletter": .newLetter,
  ]

  private static let about: [String: @Sendable (String) -> Screen] = [
    "step": Screen.step, "task": Screen.task, "line": Screen.line, "conflict": Screen.conflict,
    "appointment": Screen.appointment, "plan": Screen.move, "ask": Screen.ask, "tip": Screen.tip,
    "word": Screen.word, "fact": Screen.fact, "share": Screen.share, "change": Screen.change,
    "add": Screen.add, "history": Screen.history, "erase": Screen.erase, "file": Screen.file,
    "payday": Screen.payDay, "deadline": Screen.deadline, "extend": Screen.extend, "stop": Screen.stop,
    "debt": Screen.debt, "debtchange": Screen.debtChange, "debtamount": Screen.debtAmount,
    "holder": Screen.holder, "threat": Screen.threat, "letter": Screen.letter,
  ]

  private static func screen(_ parts: [String]) -> Screen? {
    if parts.first == "page", parts.count > 1 { return .page(parts.dropFirst().joined(separator: "/")) }
    return plainOrAbout(parts)
  }

  private static func plainOrAbout(_ parts: [String]) -> Screen? {
    switch parts.count {
    case 1: plain[parts[0]]
    case 2: about[parts[0]]?(parts[1])
    default: nil
    }
  }
}
