import Opstap

extension Deeds {
  /// Debts and creditors.
  static let debts: [String: Deed] = [
    "debts.summary": { core, w in try await core.debts().summary(case: w.client) },
    "debts.choices": { core, w in try await core.debts().choices(case: w.client) },
    "debts.suggest": { core, w in try await core.debts().suggest(typed: w.word("typed"), case: w.client) },
    "debts.add": { core, w in
      try await core.debts().add(
        debt: w["debt"].debt, amount: w["amount"]["typed"].text == nil ? nil : w["amount"].amount, case: w.client)
    },
    "debts.change": { core, w in
      try await core.debts().change(id: w.word("id"), debt: w["debt"].debt, case: w.client)
    },
    "debts.addAmount": { core, w in
      try await core.debts().addAmount(
        id: w.word("id"), kind: w.amountKind, amount: w["amount"].amount, case: w.client)
    },
    "debts.correct": { core, w in try await core.debts().correct(amount: w.word("amount"), case: w.client) },
    "debts.dispute": { core, w in
      try await core.debts().dispute(
        id: w.word("id"), disputed: w["disputed"].flag ?? false, why: w["why"].text, case: w.client)
    },
    "debts.handOver": { core, w in
      try await core.debts().handOver(
        id: w.word("id"), holder: w.word("holder"), name: w["name"].text, reference: w["reference"].text,
        case: w.client)
    },
    "debts.threaten": { core, w in
      try await core.debts().threaten(
        id: w.word("id"), threat: w.word("threat"), on: w["on"].text, case: w.client)
    },
    "debts.remove": { core, w in try await core.debts().remove(id: w.word("id"), case: w.client) },
    "debts.sameCreditor": { core, w in
      try await core.debts().sameCreditor(
        one: w.word("one"), other: w.word("other"), same: w["same"].flag ?? false, case: w.client)
    },
    "debts.describeCreditor": { core, w in
      try await core.debts().describeCreditor(
        creditor: w.word("creditor"), kvk: w["kvk"].text, iban: w["iban"].text, case: w.client)
    },
  ]

  /// Letters.
  static let letters: [String: Deed] = [
    "letters.summary": { core, w in try await core.letters().summary(case: w.client) },
    "letters.file": { core, w in
      try await core.letters().file(letter: w["letter"].letter, photos: w["photos"].photos, case: w.client)
    },
    "letters.attach": { core, w in
      try await core.letters().attach(id: w.word("id"), photos: w["photos"].photos, case: w.client)
    },
    "letters.change": { core, w in
      try await core.letters().change(id: w.word("id"), letter: w["letter"].letter, case: w.client)
    },
    "letters.finish": { core, w in
      try await core.letters().finish(id: w.word("id"), done: w["done"].flag ?? false, case: w.client)
    },
    "letters.remove": { core, w in try await core.letters().remove(id: w.word("id"), case: w.client) },
    "letters.read": { core, w in try await core.letters().read(text: w.word("text"), case: w.client) },
  ]
}

extension Tree {
  fileprivate var debt: DebtDraft {
    DebtDraft(
      creditor: self["creditor"].text, title: self["title"].text, reference: self["reference"].text,
      kind: self["kind"].text, subject: self["subject"].text, rank: self["rank"].text,
      owner: self["owner"].text, note: self["note"].text)
  }

  fileprivate var amount: DebtAmountDraft {
    DebtAmountDraft(
      typed: word("typed"), on: self["on"].text, estimated: self["estimated"].flag ?? false,
      note: self["note"].text)
  }

  fileprivate var amountKind: DebtAmountKind {
    switch word("kind") {
    case "statement": .statement
    case "cost": .cost
    default: .payment
    }
  }

  fileprivate var letter: LetterDraft {
    LetterDraft(
      sender: self["sender"].text, typed: self["typed"].text, dueOn: self["dueOn"].text,
      datedOn: self["datedOn"].text, receivedOn: self["receivedOn"].text, reference: self["reference"].text,
      debt: self["debt"].text, note: self["note"].text)
  }
}

extension Tree {
  /// Files of the device's folder, by where they lie and what they are called.
  var photos: [FileDraft] { list.map { FileDraft(path: $0.word("path"), name: $0.word("name")) } }
}
