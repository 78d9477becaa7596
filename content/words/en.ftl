# Words in English, for people who read it better than Dutch.
# The keys and their variables are those of nl.ftl.

## Values: words inside sentences

word-yes = yes
word-no = no
word-you = you
word-unknown = not known yet
word-nothing = nothing
word-somebody = somebody else
count-minutes =
    { $count ->
        [one] 1 minute
       *[other] { $count } minutes
    }
count-hours =
    { $count ->
        [one] 1 hour
       *[other] { $count } hours
    }
count-messages =
    { $count ->
        [one] 1 message
       *[other] { $count } messages
    }

## Money: what an amount that was typed lacks (domain)

money-ambiguous-separators = We are not sure which amount this is. Write it as 1234,50.
money-empty = There is no amount here yet. Fill one in, for example 12,50.
money-not-a-number = We cannot read this as an amount. Use digits, for example 12,50.
money-too-large = This amount is higher than { $max }. Have another look at the comma.
money-too-many-decimals = An amount has two digits after the comma. Write it as 12,50.

## Roles

role-client = client
role-counsellor = counsellor
role-coach = coach
role-triage = triage desk
role-content-manager = content manager
role-administrator = administrator
role-server = the server
role-other = somebody in your team

## Frequencies

frequency-weekly = a week
frequency-two-weekly = every two weeks
frequency-four-weekly = every four weeks
frequency-monthly = a month
frequency-two-monthly = every two months
frequency-quarterly = every three months
frequency-half-yearly = every half year
frequency-yearly = a year
frequency-once = once

## Statuses of steps, tasks, appointments, messages and debts

status-open = to do
status-later = later
status-started = started
status-done = done
status-skipped = skipped
status-waiting = waiting for an answer
status-planned = planned
status-confirmed = confirmed
status-moved = moved
status-cancelled = cancelled
status-missed = did not happen
status-held = being looked at
status-left = not sent
status-sent = sent
status-sending = being sent
status-read = read
status-draft = draft
status-conflict = two versions
status-paid = paid
status-agreed = agreed
status-stated = stated
status-certain = certain
status-estimate = estimated
status-paused = paused
who-client = you
who-client-seen = the client
who-helper = your helper
who-helper-seen = the counsellor
who-together = together

## Today

today-greeting = Hi { $name }, good to see you.
today-greeting-nameless = Hi, good to see you.
today-next-step = Your next step: { $step }
today-takes =
    { $count ->
        [one] It takes about 1 minute.
       *[other] It takes about { $count } minutes.
    }
today-appointment = Your appointment: { $when }, { $place }.
today-appointment-no-place = Your appointment: { $when }.
today-left-this-week = To spend this week: { $amount }.
today-unread =
    { $count ->
        [one] You have 1 new message.
       *[other] You have { $count } new messages.
    }
today-conflicts =
    { $count ->
        [one] One thing has two versions. See which is right.
       *[other] { $count } things have two versions. See which are right.
    }
today-why = Why: { $why }
today-tip = Tip: { $title }
quiet-talk = Is the note of { $date } right?
quiet-form-asked = Your helper has an assignment for you: { $title }
quiet-form-begun = You began this: { $title }
quiet-moments = You can choose a moment for an appointment.

## Programme

programme-finished = You have finished { $title }.

## Budget

budget-form-left =
    { $count ->
        [0] Everything is filled in.
        [one] 1 question to go.
       *[other] { $count } questions to go.
    }
budget-income = Money in
budget-balance-positive = You have { $amount } left over each month.
budget-balance-zero = What comes in and goes out is equal now.
budget-balance-negative = Each month { $amount } more goes out than comes in. Together we look for room.
budget-empty = Your budget is still empty. Begin with one income.

forecast-tell-balance = Fill in what is in your account now. Then you see what the coming weeks look like.
forecast-spend-until = You can spend { $amount } up to and including { $date }. Your bills have been taken off.
forecast-short-until = Up to and including { $date } you are { $amount } short for your bills. Talk to your helper.
forecast-per-week = That is { $amount } a week.
forecast-lowest = On { $date } you have the least: { $amount }.
forecast-below-zero = On { $date } you are overdrawn by { $amount }. Look together at what can be moved.
forecast-double-pay = In { $month } you get money twice: { $label }. A good moment to put something aside.
forecast-put-aside = Put { $amount } aside each week for bills that do not come every month.
forecast-left-out = This does not count yet: { $labels }. Fill in on which day it comes.
forecast-balance-old = Your balance is of { $date }. Fill it in again.
forecast-uncertain = There are two versions of an amount. First choose which is right.
forecast-balance-to-come = This day is still to come. Fill in what is in your account today.
forecast-day-unknown = A day of the month is 1 to 31.
forecast-day-does-not-fit = These days do not fit how often you pay or get this. Change one of the two.
forecast-too-large = These amounts are too large together. Look at the decimal comma again.

deadline-title = Deadlines
deadline-none = No deadlines are running.
deadline-work-title = What has to happen by when?
deadline-running =
    { $count ->
        [one] 1 day left, up to and including { $date }.
       *[other] { $count } days left, up to and including { $date }.
    }
deadline-today = Today is the last day.
deadline-missed =
    { $count ->
        [one] 1 day late. The last day was { $date }.
       *[other] { $count } days late. The last day was { $date }.
    }
deadline-done-late =
    { $count ->
        [one] Done, 1 day late.
       *[other] Done, { $count } days late.
    }
deadline-met = Done in time.
deadline-stopped = Stopped.
deadline-extended = Extended up to and including { $date }: { $reason }
deadline-source = Source: { $source }
deadline-unverified = This term has not been looked up yet.
deadline-may-begin = You can start these
deadline-done-part = Done or stopped
deadline-ended = This deadline is done or was stopped already.
deadline-not-later = The new day has to be later than the last day now.
deadline-no-reason = Say why. It is kept.
deadline-before-start = This day is before the beginning of the deadline.
deadline-to-come = This day is still to come. Choose today or a day before it.
deadline-term-unknown = This term is not known for this day.
deadline-first-talk = First talk
deadline-first-talk-threat = First talk in an emergency
deadline-decision = Decision about the help
deadline-stabilisation = Calm in the money
deadline-agreement = Agreement with all creditors
deadline-arrangement = The debt arrangement
deadline-moratorium-broad = Breathing space by the court
deadline-moratorium-narrow = Emergency stop by the court
deadline-objection = Lodge an objection
deadline-energy-end = End of the supply of energy
deadline-collection-pause = Pause in collecting
error-unknown-deadline = This deadline is not there.
kind-account-balance = balance
kind-deadline = deadline
kind-deadline-step = step in a deadline
kind-legal-figures = figures and terms of law
kind-known-creditor = well-known creditor

## Debts

debts-title = My debts
debts-total = Together: { $amount }.
debts-amount-negative = An amount is zero or higher.
debts-payment-future = This day has not come yet. Fill in what you have paid already.
debts-no-kvk = A number at the Chamber of Commerce has 8 digits.
debts-no-iban = This account number is not right. Look at the letter again.
debts-total-between = Together: between { $low } and { $high }.
debts-total-certain = Of this, { $amount } is certain.
debts-some-contested =
    { $count ->
        [one] People do not agree on the amount of 1 debt.
       *[other] People do not agree on the amount of { $count } debts.
    }
debts-some-estimated =
    { $count ->
        [one] The amount of 1 debt is an estimate.
       *[other] The amount of { $count } debts is an estimate.
    }
debts-some-unknown =
    { $count ->
        [one] We do not know the amount of 1 debt yet. So the total is higher.
       *[other] We do not know the amount of { $count } debts yet. So the total is higher.
    }
debts-stated-on = By a statement of { $date }.
debts-overpaid = { $amount } paid too much
debts-about = about { $amount }
debts-between = between { $low } and { $high }
debts-entry-statement = { $date }: { $amount } in total.
debts-entry-estimate = { $date }: about { $amount } in total.
debts-entry-cost = { $date }: { $amount } of costs added.
debts-entry-payment = { $date }: { $amount } paid.
debts-entry-correction = { $date }: an amount was wrong.
debts-same-creditor = Are { $one } and { $other } the same?
debts-role-bailiff = bailiff
debts-role-agency = collection agency

## Letters

letters-due = Answer by { $date }.
letters-late = This was due by { $date }. Call or write now.
letters-today = A letter is waiting: { $sender }, by { $date }.
letters-read-sender = From
letters-read-amount = To pay
letters-read-deadline = By
letters-read-reference = Number
letters-read-iban = Account
letters-read-kind = Kind of letter
letters-read-subject = About
letters-kind-summons = letter of a bailiff
letters-kind-reminder = reminder
letters-kind-decision = decision
letters-kind-bill = bill
error-unknown-debt = We cannot find this debt. Check the number.
error-unknown-creditor = We cannot find this creditor. Check the number.
error-unknown-letter = We cannot find this letter. Check the number.
error-unknown-amount = We cannot find this amount. Check the number.

## What presses about a debt

debt-eviction = You may lose your home. Ask for help today.
debt-eviction-on = On { $date } you may lose your home. Ask for help today.
debt-disconnection = You may be cut off. Ask for help today.
debt-disconnection-on = On { $date } you may be cut off. Ask for help today.
debt-insurance-end = Your health insurance may stop. Ask for help today.
debt-insurance-end-on = On { $date } your health insurance may stop. Ask for help today.
debt-seizure = Money or things may be taken. Call your helper.
debt-seizure-on = From { $date } money or things may be taken. Call your helper.
debt-talk-before = The municipality talks with you by { $date }.
debt-first-home = This is about your home. That is why it is at the top.
debt-first-energy = This is about power and heat. That is why it is at the top.
debt-first-water = This is about water. That is why it is at the top.
debt-first-health = This is about your health insurance. That is why it is at the top.
debt-period-energy =
    { $count ->
        [one] Your supplier must announce an end of supply 1 working day before.
       *[other] Your supplier must announce an end of supply { $count } working days before.
    }
debt-period-health =
    { $count ->
        [one] After 1 month of arrears your premium may rise.
       *[other] After { $count } months of arrears your premium may rise.
    }
debt-period-rent =
    { $count ->
        [one] After 1 month of arrears your landlord may go to court.
       *[other] After { $count } months of arrears your landlord may go to court.
    }
debt-letter-due = A letter asks for an answer by { $date }.
debt-letter-passed = A letter asked for an answer by { $date }. Call or write now.
debt-with-bailiff = It is with a bailiff, who can charge costs.

## Debts and letters: what records hold

status-Zorg = health care
status-Publiek = government
status-Nuts = energy and water
status-Overig = other
status-unsure = I am not sure
status-rent = rent
status-mortgage = mortgage
status-energy = energy
status-water = water
status-health-insurance = health insurance
status-tax = tax
status-benefit = allowance or benefit
status-fine = fine
status-study = student loan
status-loan = loan
status-purchase = something bought
status-phone = phone or internet
status-family = family or friends
status-other = something else
status-preferent = goes first
status-concurrent = ordinary debt
status-partner = your partner
status-joint = together
status-creditor = with the creditor
status-bailiff = with a bailiff
status-agency = with a collection agency
status-disputed = you do not agree
status-accepted = you agree
status-eviction = out of your home
status-disconnection = cut off
status-insurance-end = end of the health insurance
status-seizure = seizure
status-none = nothing
kind-debt-entry = amount of a debt
field-creditor = to whom
field-kind = the kind
field-subject = what it is for
field-rank = whether it goes first
field-owner = whose it is
field-holder = with whom it is
field-dispute = whether you agree
field-threat = what threatens
field-reference = the reference
field-kvk = the number at the Chamber of Commerce
field-iban = the account number
field-same-as = who it also is
field-distinct = who it is not
field-sender = the sender
field-received-on = the day it came
field-dated-on = the day of the letter
field-debt = the debt

## Offer to creditors

offer-title = The offer
offer-none = No offer was made yet.
offer-settle-first = This has to be clear first
offer-unsettled-unknown = { $creditor }: we do not know yet how much it is.
offer-unsettled-contested = { $creditor }: the amount is disputed.
offer-unsettled-estimated = { $creditor }: the amount is a guess. Ask for a letter with the right amount.
offer-unsettled-rank = { $creditor }: we do not know yet whether this debt goes before others.
offer-unsettled = Not all debts are clear. Find out about them, or leave them out with a reason.
offer-no-debts = There are no debts to make an offer for.
offer-no-source = Fill in where the protected amount is from.
offer-no-reason = Fill in why this debt is left out. It is kept.
offer-months = An arrangement takes 1 to 36 months.
offer-too-large = These amounts are too large together. Look at the comma again.
offer-no-answer = Choose an answer: agreed, agreed before, rejected, uncooperative or no answer.
offer-no-outcome = Choose how it ended: completed, stopped or no agreement.
offer-not-sent = The offer was not sent yet.
offer-sent-already = The offer was sent already.
offer-no-claim = This debt is not in the offer.
offer-not-agreed = Not everybody agreed yet.
offer-nobody-to-force = Nobody refuses, or not everybody answered yet.
offer-has-ended = This offer is done or was stopped.
offer-way-mediation = Putting aside each month
offer-way-credit = A loan of a credit bank
offer-way-zero = An offer of nothing
offer-meaning-1-mediation = For { $months } months you put aside { $monthly } a month. Together the creditors get { $offered } of { $owed }.
offer-meaning-2-mediation = Do you keep it up? Then you do not have to pay the rest any more.
offer-meaning-1-credit = A credit bank pays the creditors { $offered } of { $owed } now. You pay the bank back { $monthly } a month for { $months } months.
offer-meaning-2-credit = You do not have to pay the rest to the creditors any more.
offer-meaning-1-zero = There is nothing left to pay debts with now. The creditors get nothing of { $owed }.
offer-meaning-2-zero = Do they agree? Then you are rid of these debts at once. You do get help so that no new debts come.
offer-share = { $creditor } gets { $offered } of { $claim }. That is { $percent }.
offer-left-out = { $creditor } is left out: { $reason }
offer-source = Protected amount: { $source }, of { $date }.
offer-answer-none = No answer yet.
offer-answer-agreed = Agreed.
offer-answer-agreed-before = Agreed beforehand.
offer-answer-rejected = Rejected.
offer-answer-uncooperative = Does not take part.
offer-answer-silent = Did not answer.
offer-stands-made = The offer is made and was not sent yet.
offer-stands-asked = { $answered } of { $of } creditors answered.
offer-stands-running = The arrangement runs since { $date }.
offer-stands-refused = { $agreed } of { $of } creditors agree. The others do not.
offer-stands-completed = Done on { $date }. The rest of these debts is forgiven.
offer-stands-stopped = Stopped on { $date }.
offer-stands-failed = On { $date } it was clear that not everybody agrees.
offer-next-send = Talk the offer through together. Then it goes to the creditors.
offer-next-force = Your helper can ask the creditor to look at it again. After that the court can order the agreement.
offer-next-wsnp = Together with your helper you can ask the court for help. That is called statutory debt restructuring.
offer-paid = { $paid } is there. By the agreement it would be { $due } now.
offer-expected = Does it go on like this? Then there is { $expected } for the creditors on { $date }.
offer-behind = { $amount } is missing. Talk to your helper.
offer-review = On { $date } you look together again at what you can spare.
offer-changed-new = { $creditor } was added. Make a new offer.
offer-changed-gone = { $creditor } is not on the list any more. Make a new offer.
offer-changed-amount = The amount of { $creditor } is not right any more. Make a new offer.
error-unknown-offer = There is no offer yet.
offer-make = Make a new offer
offer-leave-out = { $creditor }: leave out, because
offer-income = Income a month, with holiday pay
offer-vtlb = Protected amount a month
offer-source-asked = Where is this amount from?
offer-on = Of which day is this? Empty is today.
offer-assets = Savings or belongings that count
offer-costs = Costs that are kept back
offer-months-asked = How many months? Empty is 18.
offer-way-asked = How is it paid?
offer-send = The offer was sent
offer-answer-asked = What is the answer?
offer-answer-why = Why? You may leave it empty.
offer-granted = The court orders it
offer-denied = The court refuses it
offer-pay-asked = How much was paid or put aside?
offer-pay = Add this
offer-complete = The arrangement is done
offer-stop = The arrangement stops
offer-fail = There will be no agreement
kind-offer = offer
kind-offer-step = step of an offer

## The diary: for the client alone

diary-title = My diary
diary-only-you = Only you can read this. Your helper and the municipality cannot.
diary-none = You have not written anything yet. One sentence is enough.
diary-closed = You wrote a part on another device. Enter the key of that device here. Then you can read everything.
diary-other = On your other device you wrote at the same time:
diary-keep = Do you get another device? Then take the key along.
diary-key-title = The key of your diary
diary-key-text = Write these letters down in a safe place. Did you lose this device? Then only the key lets you read what you wrote.
diary-key-taken = The key fits. Your diary is complete again.
diary-shared = This is now among your messages too. Your helper can read it.
diary-removed = Removed.
refused-diary-key = This key is not right. Look at the letters again.
refused-diary-no-key = You wrote on another device before. Enter the key of that device here first.
error-unknown-entry = We cannot find this piece. Perhaps it was removed.
kind-diary-entry = diary
kind-own-key = key
field-sealed = content

## Contact

contact-why = Is no reminder set on a phone? Then we send it here, a day before the appointment.
contact-by-none = I want no reminder outside of the app
contact-by-sms = Remind me by text message
contact-by-mail = Remind me by e-mail
contact-stop = Send nothing more
contact-go-on = Send reminders again
contact-stopped = You said stop. We send you nothing more.
contact-not-mail = We cannot read this as an e-mail address. Write it like name@example.com.
contact-not-mobile = We cannot read this as a mobile number. Write it like 06 12345678.
contact-nowhere = First fill in the number or the e-mail address that the reminder goes to.
consent-title = What I said yes to
consent-intro = You said yes to this. You can always take it back. Your help does not depend on it.
consent-none = There is nothing that you said yes to now. Your help does not need it.
consent-sharing = { $name } looks along
consent-sms = Reminders by text message
consent-mail = Reminders by mail
consent-news = News of the organisation
consent-until = This ends by itself on { $date }.
consent-take-back = Take this back
consent-taken-back = Taken back.
contact-title = How do we reach you?
kind-contact = contact details
kind-reminder-plan = reminders of a device
field-mail = E-mail address
field-mobile = Mobile number
field-remind = How would you like to be reminded?
field-stop = stop
field-planned = what is ready
status-sms = text message
status-mail = e-mail
status-no = no
status-yes = yes

## Pages: what buttons and questions of the screens that are said say

page-more-mine = My folder
page-more = Folder of the client
form-ask = Ask the client to do this
form-ask-why = Why do you ask this? You may leave it empty.
form-asked = It is there for the client now.
form-withdraw = Do not ask this after all
form-withdrawn = The request is gone.
form-share = Share with your helper
form-clear = Start again
form-feedback = What would you like to say about it?
form-feedback-give = Send your answer
form-feedback-given = Your answer is with it.
form-erase = Erase this for everybody
goals-new = A new goal
goals-text = What would you like to reach?
goals-text-why = Why does it matter?
goals-text-step = What is the first small step?
goals-reach = This is reached
goals-let = I let this go
goals-reopen = I go on with this
goals-remove = Remove this goal
goals-removed = The goal is gone.
reach-title = Call or mail us
reach-call = Call { $phone }
reach-write = Mail { $mail }
reach-none = Your organisation has not said this yet. Send your helper a message.
event-title = Events
event-none = There are no events now. When there is one, you see it here.
event-seats = { $count ->
    [one] There is room for one person.
   *[other] There is room for { $count } people.
}
event-attend = I want to come
event-leave = I am not coming after all
event-open = You can still sign up.
event-asked = We are asking for a place for you. That needs the internet.
event-placed = You have a place.
event-waiting = It is full. You get a place that comes free.
event-closed = It has begun. There was no place left.
event-cancelled = It does not take place.
event-no-move = You cannot move this event. You can cancel it.
error-unknown-event = This event is not there, or has begun.
moments-title = Choose a moment
moments-none = There are no moments to choose from now.
moments-gone = These moments are not free any more. Your helper proposes new ones.
moments-other = Does another moment suit you better? Choose that one.
moment-open = This moment is free.
moment-asked = We are asking for this moment for you. That needs the internet.
moment-given = This moment is yours.
moment-taken = This moment is not free any more.
moment-closed = You cannot choose this moment any more.
error-unknown-moment = This moment is not free any more. Choose another moment.
marks-value = Which mark do you give now?
marks-give = Give this mark
talks-more = Would you like to add something? You may leave it empty.
talks-right = Yes, this is right
talks-not-right = No, this is not right
talks-unsure = I am not sure
talks-correct = Write another note in its place
talks-erase = Erase this note
talks-new = A new note
talks-on = When was the talk?
talks-body = What was talked about?
talks-agreed-title = What was agreed?
diary-write = Write something down
diary-text = How are things?
diary-on = About which day? Empty is today.
diary-share = Send this to your helper
diary-remove = Remove this
diary-key-other = The key of your other device

## Notes of talks: a helper writes, the client says whether it is right

talks-title = Notes of talks
talks-none = There is no note yet.
talks-ask = Is this note right?
talks-corrected = Another note takes its place.
talks-erased = The note is erased. It leaves other devices as soon as there is internet.
talks-says-right = this is right
talks-says-not-right = this is not right
talks-says-unsure = I am not sure
talks-says-more = { $says }. { $text }
talks-says-nothing = no answer yet
talks-no-reaction = Choose an answer: it is right, it is not right, or you are not sure.
kind-talk-note = note of a talk
field-reaction = whether it is right
error-unknown-note = We cannot find this note. Check the number.

## Goals, and marks on a scale

goals-title = Goals
goals-none = There is no goal yet. What would you like to reach?
goals-set = Since { $date }
goals-status-open = going on
goals-status-reached = reached
goals-status-let-go = let go
goals-no-status = Choose how it stands: going on, reached or let go.
goals-no-scale = Choose a question: your money, your calm, your trust or a goal.
goals-you = You
goals-client = The client
goals-gave = { $who } gave { $first } on { $date }.
goals-gave-now = { $who } gave { $first } on { $date } and { $latest } now.
goals-gave-then = { $who } gave { $first } on { $date } and { $latest } on { $then }.
goals-gave-same-now = { $who } gave { $first } on { $date } and again now.
goals-gave-same = { $who } gave { $first } on { $date } and again on { $then }.
goals-ask-money = How are things with your money?
goals-ask-calm = How calm is your mind?
goals-ask-trust = How much do you trust your helper?
goals-ask-goal = How near is your goal: { $goal }
goals-scale-money = your money
goals-scale-calm = your calm
goals-scale-trust = your trust
kind-mark = mark
field-why = why
field-first-step = the first step
status-reached = reached
status-let-go = let go
error-unknown-goal = We cannot find this goal. Check the number.
marks-title = Marks from 0 to 10
marks-given = All marks

## Who looked

looks-title = Who looked
looks-none = Nobody looked at your case yet.
looks-counsellor = { $name } of the municipality looked on { $date }.
looks-coach = Coach { $name } looked on { $date }.
looks-somebody = Somebody
kind-look = who looked

## Agenda

agenda-planned = Your appointment is set: { $when }.

## Messages


## Work forms

form-title = Assignments
form-shared = Your helper can read your answers now.
form-private = Only you see these answers.
form-required = We need this question: { $label }
form-scale = Choose a figure from 0 to 10.
form-choose-one = Choose one answer.
form-choose-many = Choose one or more answers.
form-too-long = This text is too long. Use at most { $max } characters.
form-bad-character = There is a character in it that we cannot read. Type the text again.
form-not-a-number = We cannot read this as a number. Use figures, for example 12.
form-not-a-day = We cannot read this as a day. Write it as 24-11-2026.
form-none = There are no assignments now.
form-state-new = Not begun yet
form-state-asked = Ready for you
form-state-begun = You are working on it
form-state-shared = Shared
form-state-asked-seen = Asked
form-asked-by = { $name } asks you to do this.
form-asked-by-seen = Asked by { $name }.
form-asked-by-you = You chose this yourself.
form-asked-by-you-seen = You asked for this.
form-progress = { $done } of { $of } questions answered
form-nothing-to-share = Answer a question first. Then you can share.
form-no-feedback-text = Write a response first.
form-shared-title = Shared answers
form-shared-none = Nothing has been shared yet.
form-erased = The text has been erased.
kind-form-task = assignment asked for
kind-form-answers = answers to an assignment
kind-form-feedback = response to an assignment
error-unknown-form = We cannot find this assignment. Check the number.
error-unknown-question = We cannot find this question. Check the number.
error-unknown-answers = We cannot find these answers. Check the number.

## Caseload: what a counsellor sees first, and why

caseload-attention =
    { $count ->
        [one] 1 client needs attention
       *[other] { $count } clients need attention
    }
caseload-last-seen = Last active: { $date }
attention-question-waiting =
    { $count ->
        [one] question has waited 1 day
       *[other] question has waited { $count } days
    }
attention-question-today = question of today
attention-note-disputed = client says that a note is not right
attention-form-shared = shared answers wait for you
attention-appointment-missed = appointment missed
attention-no-moment = no moment left to choose
attention-silent =
    { $count ->
        [one] silent for 1 day
       *[other] silent for { $count } days
    }
attention-amount-uncertain = amount not certain
attention-budget-short = falls short
attention-new = new on your list

## Held: the server took a change in, and somebody looks at it first

held-rescue = After a breakdown, only this device still had something that somebody else wrote. The municipality has it now, and looks at it.
held-title = Being looked at
held-explain = This change is safely kept. Somebody looks at it first.
held-not-allowed = You may not change this. Ask your helper.
held-role = Only somebody with this role may change this: { $role }.
held-scope = This case is no longer shared with you.
held-compartment = This part is not shared with you.
held-closed = This case is closed.
held-share-ended = Sharing ended on { $date }.
held-invalid = A value does not fit here: { $field }. Please change it.
held-too-large = This is too large to send. Make it smaller.
held-clock = The clock of this device is off. Set the right time.
held-unknown-kind = The server does not know this yet. It waits for a newer server.
held-revoked = This device was signed off. Pair it again.
held-erased = This was erased on request.
held-forgotten = This was removed long ago. Your change is kept. Your helper will look at it.
held-missing = Something is missing that must come first. We will try again later.
held-released = Approved. Everybody sees it now.
held-other = The server sets this aside for now. Your helper looks at it.

## Safety: is my data safe?

safety-at-server =
    { $count ->
        [one] 1 thing is at the server too.
       *[other] { $count } things are at the server too.
    }
safety-in-backup =
    { $count ->
        [one] 1 thing is in the backup.
       *[other] { $count } things are in the backup.
    }

## Search

kind-message = message
kind-note = note
kind-task = task
kind-step = step
kind-budget-line = budget line
kind-debt = debt
kind-letter = letter
kind-appointment = appointment
kind-reminder = reminder
kind-form = assignment
kind-tip = tip
kind-diary = diary
kind-sign-up = Question for help
kind-colleague = Colleague
kind-area = Postcodes
field-decision = Which help
kind-goal = goal
kind-profile = details
kind-income = income
kind-creditor = creditor
kind-payment = payment
kind-share = sharing
kind-programme = programme
kind-other = something else

## Pairing a device


## Bank files: what they say stays on this device

error-unknown-proposal = We cannot find this proposal. Check the number.

## Errors: what happened, and what you can do

error-unexpected = Something went wrong on our side. Try again. Otherwise mention: { $reference }.
error-not-paired = This device is not paired yet. Pair it with a code.
error-already-paired = This device is paired already. Wipe it first to start again.
error-offline = There is no internet. What you did is saved.
error-wrong-key = The key does not fit. Try again or ask for help.
error-journal-salvaged =
    { $count ->
        [one] The last bit of storage was damaged. Check whether 1 thing is still there.
       *[other] The last bit of storage was damaged. Check whether { $count } things are still there.
    }
error-store-damaged = The storage is damaged. We are fetching your data again.
error-disk-full = Your device is full. Make room and try again.
error-unknown-id = We cannot find this: { $id }. Check whether it is right.
error-unknown-choice = We do not know { $value }. Choose from: { $choices }.
error-bad-date = We cannot read this date. Write it as 24-11-2026.
error-bad-time = We cannot read this time. Write it as 10:30.
error-date-past = This date has passed. Choose a later day.
error-code-invalid = This code is not right. Check the letters and digits again.
error-code-expired = This code is too old. Ask for a new code.
error-server-old = This app is newer than the server. What you did is kept and is sent later.
error-server = The server gives no good answer. What you did is saved.
error-update-needed = This app is too old for the server. Update the app.
error-device-revoked = This device was signed off. Pair it again with a code.
error-signed-out = You are signed out. Sign in to sync. The rest keeps working.
error-held = The change is kept, but somebody looks at it first.
error-paused = The app was away for a moment. Please try again.
error-closed = The app was closed. Please open it again.
error-cancelled = Stopped. What was finished is saved.
error-key-unavailable = Unlock your phone first. Then open the app again.
refused-language = Choose Dutch or English.
error-in-use = The app is open already on this device. Close the other window.

## Command line

cli-saved = Saved on this device.

## Budget: what the domain asks about a line

budget-contested =
    { $count ->
        [one] 1 line has two amounts. Choose which is right.
       *[other] { $count } lines have two amounts. Choose which are right.
    }
budget-duplicate-line =
    { $count ->
        [one] This line is there once.
       *[other] This line is there { $count } times. Is that right?
    }
budget-line-negative = An amount is zero or higher. Choose whether it comes in or goes out.
budget-line-too-large = This amount is higher than { $max }. Have another look at the comma.
budget-line-twice = This line is there already. Change the first one.
budget-rent-allowance-twice = Your rent allowance may count twice. Fill in the full rent.
budget-too-many-lines = Your budget is full. Put a few small lines together.
budget-unknown-category = We no longer know this kind of line. Choose another.

## Programme: what the domain says

phase-locked-after = This phase comes later. First: { $step }.
step-locked-after = This step comes later. First: { $step }.
programme-all-done = Everything is done. See how far you have come.
programme-all-postponed = Everything is set for later. On { $until } we go on.
programme-half-way = You are halfway through { $title }. What an effort.
programme-waiting-for-helper = It is your helper's turn now. You will hear from them.
task-already-done = This task is done already. Well done.
task-already-settled = This task was decided on already. Undo that first.
task-locked = This task comes later. First do the step before it.
task-not-yours = This task is for somebody else. Ask your helper.
task-nothing-to-undo = There is nothing to undo.
task-postpone-past = Choose a day that is still to come.
task-postpone-too-far = Choose a day within { $days } days.
task-unknown = This task is not in your programme.

## Tips: why somebody sees one. A fact is named so that it fits after "dit past bij:"

tip-because = This tip fits what you filled in about: { $field }.
tip-because-yes = This tip fits what you filled in: { $field }.
tip-because-no = This tip fits you. This is not there yet: { $field }.
operator-eq = is
operator-ne = is not
operator-gt = is more than
operator-gte = is at least
operator-lt = is less than
operator-lte = is at most
operator-in = is one of
fact-activity-days-since-last = how long it has been quiet
fact-activity-steps-done-last7days = your steps of this week
fact-admin-has-digi-d = DigiD
fact-admin-order-score = the order in your post
fact-admin-unopened-letters = unopened letters
fact-appointment-confirmed = a confirmed appointment
fact-appointment-next-in-days = your next appointment
fact-budget-balance-monthly = what you have left each month
fact-budget-fixed-share = your fixed costs
fact-budget-has-buffer = a buffer
fact-budget-has-energy = energy in your budget
fact-budget-has-reservations = money set aside for later
fact-budget-housing-share = what housing costs
fact-budget-is-complete = a complete budget
fact-budget-started-days-ago = how long your budget has been going
fact-budget-subscriptions-count = your subscriptions
fact-date-month = the time of the year
fact-debts-has-bailiff = a letter from a bailiff
fact-debts-has-buy-now-pay-later = pay later
fact-debts-has-cjib = a fine
fact-debts-has-energy-arrears = an open bill for energy
fact-debts-has-family-loan = money borrowed from family
fact-debts-has-garnishment = an attachment of your income
fact-debts-has-health-insurance-arrears = an open bill for health insurance
fact-debts-has-municipal-tax = municipal tax
fact-debts-has-rent-arrears = an open bill for rent
fact-debts-has-water-arrears = an open bill for water
fact-events-household-changed = a change at home
fact-events-income-changed = a change in your income
fact-events-moved = a move
fact-household-child-turning18in-months = a child who is nearly 18
fact-household-children-age4to12 = children from 4 to 12
fact-household-children-age4to17 = children from 4 to 17
fact-household-children-under18 = children at home
fact-household-type = your household
fact-housing-tenure = renting or owning
fact-income-has-holiday-pay = holiday pay
fact-income-has-huurtoeslag = rent allowance
fact-income-has-kinderbijslag = child benefit
fact-income-has-kindgebonden-budget = child budget
fact-income-has-zorgtoeslag = care allowance
fact-income-is-low = a lower income
fact-income-is-variable = a varying income
fact-income-pay-frequency = how often you are paid
fact-person-age = your age
fact-person-language = your language
fact-person-reads-easily = reading easily

## Held codes of sync: underscores become hyphens

held-scope-revoked = This is no longer shared with you.
held-read-only = You may read this but not change it. Ask your helper.
held-unknown-change = The server does not know this yet. It waits for a newer server.
held-kind-mismatch = This does not fit what is there. Your helper looks at it.
held-wrong-author = This belongs to somebody else. Ask that person.
held-not-offered = Your organisation does not offer this now.
held-before = This belongs to something that is still being looked at.
held-held-before = This belongs to something that is still being looked at.

## Why a value was refused

refused-too-long = This text is too long. Make it shorter.
refused-wrong-type = This does not fit here. Fill in something else.
refused-out-of-range = This number does not fit here. Have another look.
refused-not-a-choice = Choose one of the answers.
refused-bad-date = We cannot read this date. Write it as 24-11-2026.
refused-too-deep = We cannot keep this. Make it simpler.
refused-no-undo = This cannot be undone. Or nothing would change.
refused-missing = Something is missing here.
refused-day-to-come = This day has not come yet. Choose today or a day before it.
refused-bad-character = Here is a character that we cannot keep.

## Kinds of records

kind-case = case
kind-helper = helper
kind-run = programme
kind-read-mark = read up to here
kind-preference = preference
kind-tip-mark = kept tip
kind-fact = fact
kind-office-note = note of the municipality
kind-conflict = two versions
kind-label = label
kind-message-template = example message
kind-automation = when which message fits
kind-prompt-choice = message that was chosen
kind-event = event
kind-organisation = contact with the organisation
kind-attendance = signing up for an event
kind-moment = moment to choose from
kind-work-form = assignment
kind-budget-category = kind of line
kind-income-source = kind of income
kind-term = word

## Fields, as they stand in a question about two versions

field-amount = the amount
field-balance = the balance
field-label = the name
field-category = the kind
field-frequency = how often
field-state = whether it is done
field-status = how it stands
field-text = the text
field-body = the text
field-title = the title
field-name = the name
field-place = the place
field-when = the moment
field-due-on = the day
field-pay-day = the pay day
field-note = the note
field-language = the language
field-zone = the time zone
field-order = the order
field-hidden = whether it is visible
field-not-applicable = whether this applies to you
field-started-on = the first day
field-ended-on = the last day
field-parts = what you share
field-pause-until = until when it is quiet
field-nudges = reminders
field-news = news
field-other = a detail

## Parts that a client can share

part-programme = your programme
part-agenda = your agenda
part-conversation = your messages
part-budget = your money
part-goals = your exercises and goals

## Reminders as the domain plans them: a title and a body, and a discreet text for the lock screen

reminder-appointment-today = Today: { $title }
reminder-appointment-tomorrow = Tomorrow: { $title }
reminder-appointment-on = { $title }, { $date }
reminder-appointment-confirm = We meet { $moment }. Does it still suit you? Say yes, or choose another moment.
reminder-appointment-at = We meet { $moment }. You may bring somebody.
reminder-appointment-at-place = We meet { $moment }. Where: { $place }.
reminder-task-today = Today: { $title }
reminder-task-tomorrow = Tomorrow: { $title }
reminder-task-on = { $title }, { $date }
reminder-task-body = A small step is enough. Does it not work out? Ask your helper.
reminder-pay-day = Your income is coming: { $label }
reminder-pay-day-body = It comes { $date }. First pay rent, energy and health insurance.
reminder-nudge = Your next step: { $title }
reminder-nudge-body = The step is quietly waiting. Begin when it suits you.
reminder-discreet-appointment = You have an appointment soon.
reminder-discreet-nudge = There is something small for you.
reminder-discreet-pay-day = There is a reminder for you.
reminder-discreet-task = There is a reminder for you.

## What the library says about two readings, a case and an id

today-of = You are looking along with { $name }.
today-next-of = Up next: { $step }
caseload-nameless = client without a name
conflict-which = { $about }. It says { $shown }, and also { $other }. Which is right?
conflict-settled-itself = { $about }. It says { $shown } now, { $other } before. You can put it back.
conflict-chosen-now = { $about }. The choice is { $value }.
error-server-insecure = This address of the server is not safe. Use one that begins with https.
error-too-many-tries-soon = That was too often. Wait a little and try again.
error-lease-over = This device has not heard from the municipality for a long time. To be safe, everything is locked. Go online and it opens again by itself. What you wrote is kept.
error-not-yours = This is for somebody else to do. Feel free to ask.
error-unknown-case = We cannot find this client on this device. Perhaps you need to update first.
error-unknown-task = We cannot find this task or step. Check the number.
error-unknown-programme = There is no programme here yet. Your helper chooses one together with you.
error-unknown-appointment = We cannot find this appointment. Check the number.
error-unknown-line = We cannot find this line. Or there are several. Choose the number.
error-unknown-conflict = We cannot find these two versions. Perhaps somebody chose already.
error-unknown-helper = You cannot share with this person. You can share with a coach of yours.
error-unknown-part = We do not know this part. Choose from: programme, agenda, messages, money or goals.
error-unknown-page = We cannot find this page. Go back and try again.
error-unknown-text = We cannot find this text. Check the number.
error-unknown-field = We do not know this detail. Look at the list under About me.
error-unknown-record = We cannot find this any more. Perhaps it was just removed.
refused-yes-or-no = Say yes or no here.
refused-not-a-number = This is not a number. Use digits only.
refused-follows-by-itself = We work this out ourselves. You need not fill it in.
safety-here =
    { $count ->
        [one] 1 thing is still only on this device. It will go along by itself.
       *[other] { $count } things are still only on this device. They will go along by themselves.
    }
safety-all-sent = Everything you did is with the municipality too, locked.
safety-last-sync = Last updated: { $when }.
safety-lease-over = Your cases are locked, because this device had no contact for a long time. Online they open again by themselves.
safety-clock-off =
    { $count ->
        [one] The clock of this device is off by 1 minute. Please set it.
       *[other] The clock of this device is off by { $count } minutes. Please set it.
    }
status-proposed = not confirmed yet
status-kept = took place
status-postponed = later
status-declined = rather not
status-locked = comes later
status-busy = busy
status-client = you
status-helper = your helper
status-together = together
status-coach = coach
status-former = helped before
status-counsellor = counsellor
kind-tip-parameters = setting of tips
field-removed = whether it stays or may go
field-account = the person
field-about = what it is about
field-shown = what it says
field-organisation = the organisation
field-opened-on = the first day
field-role = the role
field-template = the programme
field-run = the programme
field-key = the number
field-step = the step
field-progress = how far it is
field-who = who does it
field-sent-at = the moment
field-outcome = what became of it
field-wants = whether you want to come
field-author = the writer
field-up-to = how far you read
field-field = the detail
field-value = the answer
field-quiet = the quiet hours
field-hours-before = how many hours ahead
field-hidden-on = the day it was put away
field-tip = the tip
field-version = the version
status-nl = Dutch
status-en = English
field-bring = what to take along
field-keys = the labels

## Screens: what the apps themselves say. Plain words only: whatever holds a value is made by the core

ui-app-name = Opstap
ui-all-save = Save
ui-all-cancel = Not now
ui-all-back = Back
ui-all-next = Next
ui-all-choose = Choose
ui-all-change = Change
ui-all-ask = Ask your helper
ui-all-retry = Try again
ui-all-loading = One moment, we are looking it up.
ui-all-waiting = Only on this device so far
ui-all-contested = Two versions
ui-all-yes = Yes
ui-all-no = No
ui-all-more = Show more
ui-all-nothing = There is nothing here yet.
ui-all-per-month = a month
ui-page-sure = This cannot be taken back. Are you sure?
ui-page-sure-yes = Yes, I am sure
ui-page-day-hint = For example 24-11-2026
ui-me-page = My folder: exercises, goals, diary
ui-case-page = Folder
ui-language-code = en
ui-nav-label = Where do you want to go?
ui-nav-today = Today
ui-nav-programme = Steps
ui-nav-budget = Money
ui-nav-conversation = Messages
ui-nav-me = More
ui-nav-caseload = Clients
ui-nav-day = Appointments
ui-nav-mine = My app

## Screens: welcome and pairing

ui-welcome-title = Welcome to Opstap
ui-welcome-text = Small steps to calm with money. You do not do it alone.
ui-welcome-safe = What you fill in here is yours. You choose who looks along.
ui-welcome-offline = Everything works without internet too.
ui-welcome-start = I have a code
ui-welcome-ask = I want to ask for help
ui-ask-leave = Stop here. What you typed stays.
ui-welcome-no-code = It works without a code too. Your name is not needed.
ui-pair-title = Type your code
ui-pair-text = The code is in your letter, or your helper gave it to you.
ui-pair-code = Your code
ui-pair-example = Letters and digits. Capitals do not matter.
ui-pair-scan = Scan the square in the letter
ui-pair-go = Go on
ui-pair-busy = We are looking you up. This takes a moment.
ui-pair-device = phone

## Screens: today

ui-today-title = Today
ui-today-next = You can do this now
ui-today-start = Look at this task
ui-today-spend = To spend this week
ui-today-spend-unknown = Fill in your money. Then you see here what you can spend.
ui-today-appointment = Your next appointment
ui-today-appointment-none = There are no appointments.
ui-today-unread = There is a new message for you
ui-today-conflict = Something has two versions. See which is right.
ui-today-tip = A tip for you
ui-today-way = You are this far already
ui-today-rest = You do not have to do anything now.

## Screens: the programme, a step, a task

ui-programme-title = Your steps
ui-programme-here = You are here now
ui-programme-aim = Aim
ui-programme-newer = There is a new version of this programme.
ui-programme-renew = Move to the new version
ui-programme-renew-text = What is done stays done.
ui-programme-others = You also take part in
ui-state-locked = comes later
ui-state-open = to do
ui-state-busy = busy
ui-state-done = done
ui-state-skipped = not needed
ui-state-postponed = later
ui-state-declined = rather not
ui-step-why = Why this step
ui-step-tasks = What you do
ui-task-title = Task
ui-task-how = How you do it
ui-task-who = For whom
ui-task-due = Please by
ui-task-done = This is done
ui-task-later = I will do this later
ui-task-later-title = When suits you better?
ui-task-decline = I would rather not
ui-task-decline-text = That is fine. You can always take it back.
ui-task-undo = Not done yet after all
ui-task-take-back = Take this task back
ui-task-skip = Not needed for this client
ui-praise-title = Well done!
ui-praise-text = One thing less to think of.
ui-praise-next = On to the next
ui-praise-rest = Enough for today

## Screens: the budget, a line, the form

ui-budget-title = My money per month
ui-budget-title-week = My money per week
ui-budget-by-month = Per month
ui-budget-by-week = Per week
ui-budget-left-week = Left per week
ui-budget-week = To spend per week
ui-budget-left = Left per month
ui-budget-income = Comes in
ui-budget-expenses = Goes out
ui-budget-fill = Fill in the rest
ui-budget-start = Start filling in
ui-budget-missing = This is still missing
ui-budget-watch = Good to know
ui-budget-add = Add something
ui-budget-uncertain = An amount is not certain yet. We count carefully.
ui-budget-not-mine = Not in my life
ui-budget-not-mine-short = not with you
ui-forecast-title = The coming weeks
ui-forecast-way = The coming weeks
ui-forecast-way-text = When does money come in, and when does it go?
ui-forecast-tell = Fill in your balance
ui-forecast-again = Fill in your balance again
ui-forecast-balance = What is on your account now?
ui-forecast-balance-hint = Look in the app of your bank. Is it below zero? Put a minus before it.
ui-forecast-told = On your account on
ui-forecast-curve = How your balance goes up and down
ui-forecast-days = What comes and goes
ui-forecast-more = Show all days
ui-forecast-after = On your account after it
ui-forecast-in = comes in
ui-forecast-out = goes out
ui-forecast-pay-day = On which day?
ui-pay-day-title = On which day?
ui-pay-day-month = Day of the month
ui-pay-day-hint = A number from 1 to 31.
ui-pay-day-next = When is the next time?
ui-pay-day-months = In which months?
ui-pay-day-usual = I do not know
ui-deadlines-title = Deadlines
ui-deadlines-text = Here you see what has to be done in time.
ui-deadlines-empty = There are no deadlines now.
ui-deadlines-running = Running now
ui-deadlines-ended = Done or stopped
ui-deadlines-begin = Start a deadline
ui-deadlines-begin-text = The deadline begins today.
ui-deadlines-work = Deadlines of your clients
ui-deadline-last = Last day
ui-deadline-began = Begun on
ui-deadline-source = Where does it say so?
ui-deadline-steps = What was decided?
ui-deadline-finish = This is done
ui-deadline-extend = Give more time
ui-deadline-stop = Stop this deadline
ui-deadline-reason = Why?
ui-deadline-reason-hint = This is kept. The client can read it.
ui-deadline-new-day = Until which day?
ui-deadline-unverified = Not looked up yet
ui-me-deadlines = Deadlines
ui-case-deadlines = Deadlines
ui-debts-title = My debts
ui-debts-way = Debts and letters
ui-debts-way-text = What do you still have to pay, and what comes first?
ui-bank-way = Statements of your bank
ui-bank-way-text = See what goes off every month, and put it into your budget.
ui-debts-empty = There are no debts yet. Begin with one letter or one amount. You do not have to know everything.
ui-debts-add = Add a debt
ui-debts-offer = The offer to the creditors
ui-debts-letters = My letters
ui-debts-same = Yes, it is the same
ui-debts-different = No, these are two
ui-debts-level-now = Deal with it now
ui-debts-level-first = This comes first
ui-debts-level-soon = Soon
ui-debts-level-later = Can wait
ui-debts-level-settled = Done
ui-debt-why = Why?
ui-debt-owed = Still to pay
ui-debt-paid = Paid already
ui-debt-to = Whom do you have to pay?
ui-debt-reference = Number in the letter
ui-debt-subject = What is it for?
ui-debt-owner = Whose debt is it?
ui-debt-holder = With whom is it now?
ui-debt-holder-name = What are they called?
ui-debt-entries = Amounts
ui-debt-add-amount = Add an amount
ui-debt-correct = This amount is wrong
ui-debt-corrected = Does not count
ui-debt-twice = Does this stand here twice?
ui-debt-dispute = I do not agree with it
ui-debt-accept = I agree after all
ui-debt-disputed = You do not agree with it.
ui-debt-hand-over = It is with somebody else
ui-debt-threat = Something threatens
ui-debt-threat-what = What threatens?
ui-debt-threat-when = When?
ui-debt-no-day = I do not know
ui-debt-change = Change it
ui-debt-remove = Take this debt off the list
ui-debt-name = What do you want to call it?
ui-debt-amount = How much do you still have to pay?
ui-debt-amount-hint = Do you not know? Leave it empty.
ui-debt-about = I know it roughly
ui-debt-kind = What kind of amount is it?
ui-debt-kind-statement = This is what I still have to pay in all
ui-debt-kind-cost = Costs were added
ui-debt-kind-payment = I have paid
ui-letters-title = My letters
ui-letters-text = A letter with a last day is in your reminders too.
ui-letters-empty = There are no letters.
ui-letters-open = To do
ui-letters-done = Done
ui-letters-add = Add a letter
ui-letter-sender = Who sent the letter?
ui-letter-amount = What do you have to pay?
ui-letter-due = What is the last day?
ui-letter-no-day = There is no day in it
ui-letter-reference = Number in the letter
ui-letter-debt = Which debt is the letter about?
ui-letter-no-debt = I do not know
ui-letter-note = What do you have to do?
ui-letter-finish = This is done
ui-letter-again = Not done after all
ui-letter-remove = Take this letter away
ui-letter-photo = Add a photo of the letter
ui-letter-words = Text of the letter
ui-letter-words-hint = Is the letter in a mail or an app? Copy its text and paste it here.
ui-letter-read = Find the amount and the day
ui-letter-found = This is what we read. Choose what is right.
ui-letter-received = Came on
ui-letter-to-debt = Look at the debt
ui-line-title = An amount
ui-line-amount = How much is it?
ui-line-hint = Type it as you write it, for example 12,50.
ui-line-how-often = How often?
ui-line-name = A name of your own (optional)
ui-line-remove = Take this away
ui-line-history = See what changed
ui-line-choose = What is it about?
ui-form-title = Filling in your money
ui-form-text = One question at a time. Stop when you like, everything stays.
ui-form-later = I do not know now
ui-form-done = Everything is filled in. Well done.
ui-form-show = Look at your money

## Screens: two versions

ui-conflict-title = Which one is right?
ui-conflict-text = Two people filled this in. Nothing is gone. You choose what is right.
ui-conflict-by = Who filled this in
ui-conflict-this = This is right
ui-conflict-ask = I do not know. Find out together.
ui-conflict-open = Still to choose
ui-conflict-settled = Chosen already
ui-conflict-undo = Choose otherwise after all
ui-conflict-none = Everything fits together.
ui-history-title = What changed
ui-history-empty = Nothing has changed here yet.
ui-history-partly = You are not online. This is what this device knows itself.
ui-history-was = It was this before
ui-history-removed = Removed
ui-history-undo = Undo this

## Screens: the agenda and an appointment

ui-agenda-title = My diary
ui-agenda-empty = There are no appointments.
ui-agenda-coming = Coming up
ui-agenda-past = Earlier
ui-agenda-new = Propose an appointment
ui-agenda-moments = Free moments
ui-appointment-title = Appointment
ui-appointment-when = When
ui-appointment-where = Where
ui-appointment-bring = Bring along
ui-appointment-confirm = Yes, I will come
ui-appointment-move = Choose another moment
ui-appointment-cancel = Cancel it
ui-appointment-cancel-text = You may cancel. A new one can always be made.
ui-appointment-kept = We met
ui-appointment-missed = It did not take place
ui-plan-title = New appointment
ui-plan-about = What is it about?
ui-plan-day = Choose a day
ui-plan-time = Choose a time
ui-plan-place = Where do we meet?
ui-plan-bring = What is handy to bring along?
ui-plan-send = Propose this
ui-plan-move = Ask for this moment

## Screens: the conversation

message-read = { $when }, read
ui-conversation-title = Messages
ui-conversation-empty = There are no messages yet. Feel free to ask.
ui-conversation-write = Write a message
ui-conversation-send = Send
ui-conversation-older = Show earlier messages
ui-conversation-waiting = Will be sent as soon as there is internet
ui-conversation-about = About
ui-conversation-examples = Examples
ui-conversation-erase = Erase this message
ui-erase-title = Erase this message?
ui-erase-text = It goes away for good, also for those who read it. You cannot undo this.
ui-erase-yes = Yes, erase it
ui-erase-no = No, leave it
ui-files-title = File
ui-files-photo = Photo
ui-files-add = Add a photo
ui-files-chosen = This photo goes along
ui-files-drop = Leave it out
ui-files-show = Look at this file
ui-files-fetch = Fetch it
ui-files-evict = Remove it from this device
ui-files-evict-text = The municipality has it too. You can fetch it again later.
ui-files-other = We cannot show this here.
ui-ask-title = Ask your question
ui-ask-text = Your helper sees which text your question belongs to.
ui-ask-write = What would you like to know?
ui-ask-send = Send your question
ui-examples-title = Example messages
ui-examples-search = Find an example
ui-examples-use = Use this text
ui-examples-none = No example found. Try another word.

## Screens: the library

ui-library-title = Tips and explanations
ui-library-tips = Tips for you
ui-library-no-tips = There are no new tips now.
ui-library-words = Difficult words
ui-library-search = Find a word, tip or message
ui-library-none = Nothing found. Try a shorter word.
ui-tip-title = Tip
ui-tip-why = Why you see this
ui-tip-act = Do this now
ui-tip-hide = I do not need this tip
ui-word-title = What does this mean?

## Screens: me

ui-me-title = More
ui-me-agenda = My diary
ui-me-library = Tips and explanations
ui-me-profile = About me
ui-me-sharing = Who looks along?
ui-me-safety = Is my data safe?
ui-me-conflicts = Two versions
ui-me-preferences = How would you like it?
ui-me-leave = Stop on this device
ui-profile-title = About me
ui-profile-text = What you tell helps us choose tips. All may be told, nothing must.
ui-profile-known = This is what you told
ui-profile-more = You could still tell this
ui-profile-answer = Your answer
ui-profile-since = since
ui-sharing-title = Who looks along?
ui-sharing-text = You choose what somebody sees. You can always stop.
ui-sharing-sees = Sees
ui-sharing-nothing = Sees nothing of yours now
ui-sharing-change = Choose what this person sees
ui-sharing-part-programme = Your programme
ui-sharing-part-agenda = Your diary
ui-sharing-part-conversation = Your messages
ui-sharing-part-budget = Your money
ui-sharing-part-goals = Your exercises and goals
ui-sharing-until = Until when?
ui-sharing-no-end = Until I stop
ui-sharing-ends = Sharing stops by itself on
ui-sharing-save = Share this
ui-sharing-stop = Stop sharing
ui-safety-title = Is my data safe?
ui-safety-held = Looked at first
ui-safety-sync = Update now
ui-safety-busy = Updating
ui-safety-locked = Everything on this device is locked.
ui-preferences-title = How would you like it?
ui-preferences-language = Language
ui-preferences-dutch = Dutch (Nederlands)
ui-preferences-english = English
ui-preferences-text-size = Size of the letters
ui-preferences-text-normal = Normal
ui-preferences-text-large = Large
ui-preferences-text-largest = Extra large
ui-preferences-text-sample = You read everything this big.
ui-preferences-reminders = Reminders
ui-preferences-nudges = Remind me of my next step every day
ui-preferences-news = Send me news that suits me
ui-preferences-before = Shortly before an appointment
ui-preferences-before-none = No extra reminder
ui-preferences-quiet = Quiet hours
ui-preferences-quiet-text = Your phone stays quiet in these hours.
ui-preferences-quiet-from = Quiet from
ui-preferences-quiet-to = Quiet until
ui-preferences-pause = A short break
ui-preferences-pause-text = Until that day we send no reminders about steps.
ui-preferences-pause-none = No break
ui-preferences-allow = Allow notifications
ui-preferences-allow-text = Then we can remind you. The lock screen never says what about.
ui-take-title = Take everything with you
ui-take-text = Everything of yours on one page: your plan, your money, your debts, your messages and more. With pictures.
ui-take-not = Your diary and your payments at the bank are not in it.
ui-take-safe = Keep it in a safe place. Whoever has it can read everything.
ui-take-go = Share, print or keep it
ui-leave-title = Stop on this device
ui-leave-text = This device becomes empty. What was sent stays with the municipality.
ui-leave-unsent = What was not sent yet will be lost.
ui-leave-do = Empty this device
ui-leave-stay = I stay

## Screens: the counsellor

ui-caseload-title = My clients
ui-caseload-search = Find by name
ui-caseload-attention = Only who needs attention
ui-caseload-all = Everybody
ui-caseload-empty = Nobody is on this list.
ui-caseload-calm = going well
ui-caseload-choose = Choose a client in the list.
ui-case-along = Look along
ui-case-programme = Programme
ui-case-budget = Money
ui-case-agenda = Appointments
ui-case-conversation = Messages
ui-case-conflicts = Two versions
ui-case-profile = About the client
ui-change-title = Change this task
ui-change-text = For this client only. The programme itself stays as it is.
ui-change-name = Title
ui-change-how = Explanation
ui-change-due = Please by
ui-change-no-due = No date
ui-change-hide = Leave this task out for this client
ui-change-add = Add a task
ui-day-title = Appointments of today
ui-day-empty = There are no appointments today.
ui-day-offline = Everything of today is on this device.
ui-day-open = Open this case
ui-mine-title = My app

## Names of the kinds of notifications, in the settings of the phone: as discreet as a lock screen

ui-channel-appointment = Appointments
ui-channel-task = Reminders
ui-channel-pay-day = Fixed days
ui-channel-nudge = Something small every day

## Files with messages

kind-file = file
kind-letter-file = photo of a letter
field-content = the file
field-thumbnail = the picture
file-waits = on this device only, until you are online
file-sent = sent
file-refused = only on this device. The municipality cannot take it
file-coming = on its way, { $percent } %
file-alone = I am sending you something.
file-here = here
file-must-be-fetched = not here yet. Fetch it to look at it
file-size-kb = { $count } kB
file-size-mb =
    { $count ->
        [one] 1 megabyte
       *[other] { $count } megabytes
    }
refused-file-unreadable = We cannot read this file. Choose another one.
refused-file-size = This file does not fit. It may be up to 25 megabytes, and not empty.
refused-file-media = This is not a photo, a scan or a voice note. Choose another file.
refused-file-not-here = This file is not on this device yet. Fetch it first.
refused-file-not-there-yet = This file is not at the municipality yet. Try again later.
refused-file-only-here = This file is only on this device. It may go once the municipality has it.
refused-file-after-sync = Update first. After that you can add a file.
error-unknown-file = We cannot find this file. Perhaps it was just removed.
safety-files =
    { $count ->
        [one] One photo or file is only on this device.
       *[other] { $count } photos or files are only on this device.
    }

## Signing up, and the desk
sign-up-postcode-unclear = Fill in four digits, such as 3811.
sign-up-words-long = This is too long. Make it a little shorter.
sign-up-answer-unknown = Choose an answer from the list.
sign-up-nobody = You cannot ask for help here for this postcode yet. Call your municipality. It helps you on.
sign-up-once = Your question was sent already. Come back with your code. Do you have no code? Then begin again.
attention-sign-up-waits =
    { $count ->
        [one] asks for help, 1 hour left
       *[other] asks for help, { $count } hours left
    }
attention-sign-up-soon =
    { $count ->
        [one] answer now: 1 hour left
       *[other] answer now: { $count } hours left
    }
attention-sign-up-broken =
    { $count ->
        [one] the answer is 1 hour late
       *[other] the answer is { $count } hours late
    }
sign-up-title = Ask for help
sign-up-intro = You do not have to decide anything yet. Your name is not needed. You fill in what you want.
sign-up-topics = What is it about?
sign-up-topics-many = I have many bills to pay
sign-up-topics-rent = The rent or the mortgage
sign-up-topics-energy = Energy or water
sign-up-topics-health = Health insurance
sign-up-topics-income = Less money is coming in
sign-up-topics-allowances = I have to pay back an allowance
sign-up-topics-look = I only want to look around
sign-up-threats = Can it not wait?
sign-up-threats-eviction = I may have to leave my home
sign-up-threats-disconnection = Energy or water may be cut off
sign-up-threats-insurance = My health insurance may end
sign-up-threats-seizure = Money is taken off, or may be
sign-up-since = How long has it been so?
sign-up-since-first = This is the first time
sign-up-since-months = A few months
sign-up-since-years = More than a year
sign-up-age = How old are you?
sign-up-age-young = 18 to 26
sign-up-age-older = 27 or older
sign-up-way = How do you like to talk?
sign-up-way-messages = By messages
sign-up-way-call = By phone
sign-up-way-visit = Around a table
sign-up-words = What do you want to tell?
sign-up-name = What shall we call you?
sign-up-words-hint = You do not have to. Name no names or numbers if you do not want to.
sign-up-postcode = What are the digits of your postcode?
sign-up-postcode-hint = Four digits. They tell us which municipality helps you.
sign-up-check = Is this right?
sign-up-send = Ask for help
sign-up-change = Change an answer
sign-up-step = Question { $step } of { $count }
sign-up-promise = { $organisation } answers within 48 hours.
sign-up-kept = Keep this code safe
sign-up-kept-why = With this code you come back on any phone or computer. Write it down. We cannot look it up for you.
sign-up-go-on = I have kept the code
sign-up-asked = Asked: { $when }
sign-up-answer-by = An answer was promised before { $when }
sign-up-answered = It was answered in time.
sign-up-answered-late = It was answered too late.
sign-up-code-way = My code to come back
sign-up-code-new = Make a new code
sign-up-code-why = The old code does not work any more then.
triage-kind-short = Short help
triage-kind-long = Longer help
triage-kind-look = Looking around first
triage-is = { $kind } by { $name }
triage-title = What was asked
triage-urgent = It cannot wait: a talk within 3 working days.
triage-talks = Would rather talk than write: invite them.
triage-looks = Only wants to look around.
triage-short = One bill, for the first time: short help fits.
triage-young = Younger than 27: there is a plan of their own.
triage-long = There is more to it: it takes time.
triage-team = { $name } works in team { $team }.
triage-room =
    { $count ->
        [0] { $name } helps nobody now.
        [one] { $name } helps 1 client now.
       *[other] { $name } helps { $count } clients now.
    }

## Taking everything along

programme-title = My programme
budget-title = My money per month
forecast-title = The coming weeks
debts-none = There is nothing on the list yet.
letters-title = My letters
export-title = My file
export-over-time = My debts over time
export-column-what = what
export-column-how-often = how often
export-column-euro = euro
export-column-day = day
export-column-who = who
export-column-state = how it stands
agenda-title = My agenda
messages-title = Messages
profile-title = About me
