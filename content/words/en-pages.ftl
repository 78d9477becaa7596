# Words that phones do not carry: of pages in a browser, and of commands. In English.

## Who looked and what was done

audit-title = Who looked and what was done
audit-intro = Here you see who did something with your data, and when. What is in your file is not shown here.
audit-none = Nothing has been done with your data yet.
audit-older = See what was earlier
audit-newest = Back to the newest
audit-before-this = From before we kept this
audit-ask = Is something unclear, or wrong? Ask your helper. Then say on which day and at what time it was.
audit-what-for = What does the municipality use your data for?
audit-between = between { $from } and { $until }
audit-who-you = You
audit-who-server = The municipality's computer
audit-who-console = An administrator of the municipality
audit-who-staff = Somebody of the municipality
audit-who-staff-named = { $name } of the municipality
audit-who-coach = A coach
audit-who-coach-named = Coach { $name }
audit-who-client = Somebody
audit-who-client-named = { $name }
audit-where-together = your file
audit-where-money = your money matters
audit-where-office = the municipality's own notes
audit-where-own = your own locked part
audit-read = { $who } looked at { $where }.
audit-read-trail = { $who } looked at this page.
audit-read-agenda = An agenda asked when the appointments are. It was on behalf of: { $who }.
audit-fetched = What was new in { $where } came in on a device. Whose: { $who }.
audit-fetched-own = What was new in { $where } came in on a device of yours.
audit-written = { $who } wrote something in { $where }.
audit-refused = { $who } wanted to change something in { $where }. That was not allowed, or not possible.
audit-refused-access = A device that is not allowed any more asked for data. It got nothing. Whose: { $who }.
audit-exported = { $who } made a file with everything of { $where }.
audit-erased = { $who } erased something from { $where } for good.
audit-shared = { $who } changed who may look along.
audit-sent = { $who } sent you a reminder.
audit-signed-in = { $who } signed in.
audit-signed-out = { $who } signed out.
audit-administered = { $who } arranged something for your file.
audit-case-opened = { $who } made your file.
audit-case-assigned = { $who } gave your file to another helper.
audit-passed-lives-there = { $who } passed your sign-up on to another desk. Reason: you live there.
audit-passed-known-there = { $who } passed your sign-up on to another desk. Reason: you are known there already.
audit-passed-knows-more = { $who } passed your sign-up on to another desk. Reason: that one knows more of it.
audit-passed-no-room = { $who } passed your sign-up on to another desk. Reason: there was no room here.
audit-stand-in-set = { $who } arranged that a colleague of your helper can help you for a while.
audit-stand-in-ended = The colleague of your helper does not see your file any more. That was arranged by: { $who }.
audit-glass-nobody-there = { $who } opened your file. Reason: your helper was not there.
audit-glass-threat = { $who } opened your file. Reason: you were about to lose something that you really need.
audit-glass-danger = { $who } opened your file. Reason: somebody may have been in danger.
audit-case-closed = { $who } closed your file.
audit-code-made = { $who } made a code to sign in with.
audit-client-linked = { $who } made sure that you can sign in without a code from now on.
audit-client-unlinked = { $who } made sure that you need a code to sign in again.
audit-client-confirmed = { $who } signed in once more, for something important.
audit-client-confirmed-another = Somebody else wanted to confirm that it is you. That did not go on. Whose device it is: { $who }.
audit-device-blocked = { $who } shut a device out.
audit-device-ended = { $who } signed another device out.
audit-calendar-made = { $who } made a secret address for an agenda.
audit-calendar-ended = { $who } ended the secret address for an agenda.
audit-hold-set = { $who } had your file kept for longer.
audit-hold-lifted = { $who } had your file kept no longer than needed.

## For what personal data is used

register-title = What we use personal data for
register-intro = Every municipality keeps a list of what it uses people's data for. This is it.
register-purpose = Why
register-data = Which data
register-kept = For how long
register-ground = Why that is allowed
register-unconfirmed = The municipality still has to check this.
register-debt-help-name = Help with debts
register-debt-help-purpose = So that a helper and somebody with debts can work on them together.
register-debt-help-data = Name, money and debts, letters, messages, appointments and what was talked about.
register-debt-help-kept = After the help has ended, as long as the rules for archives say.
register-sign-up-name = Asking for help
register-sign-up-purpose = So that the municipality knows who asks for help, and who can help.
register-sign-up-data = The figures of the postcode and what somebody answers. A name is not needed.
register-sign-up-kept = Who withdraws is erased after some weeks. Otherwise as long as the help.
register-reminders-name = Reminding of an appointment
register-reminders-purpose = So that nobody forgets an appointment.
register-reminders-data = A mobile number or e-mail address, and when the appointment is.
register-reminders-kept = As long as somebody wants reminders. After that as long as the file is there.
register-access-name = Signing in
register-access-purpose = So that only who may comes in.
register-access-data = Which device, when it signed in and when it was last used. Of DigiD we keep a fingerprint alone, never the number.
register-access-kept = As long as the file is there. What happened stays in the log.
register-administration-name = Arranging help
register-administration-purpose = So that the municipality knows who works there and who has which file.
register-administration-data = Names and tasks of staff and volunteers, and which files they have.
register-administration-kept = As long as somebody works there. After that as long as the files are there.
register-own-data-name = Seeing your own data and taking it along
register-own-data-purpose = So that somebody can see what there is, and take it along.
register-own-data-data = Everything that somebody may see in their own file.
register-own-data-kept = A file that somebody takes along is not kept by the municipality.
register-news-name = News
register-news-purpose = Letting people know something that suits them.
register-news-data = Whether somebody wants news, and what was told of the household. Who writes it does not see that.
register-news-kept = As long as your file is there. You switch news off whenever you like.

event-told-placed = There is a place for you at “{ $title }”. It is { $when }, here: { $place }. Can you not come? Say so. Then somebody else can.
event-told-moved = Something changed about “{ $title }”. It is now { $when }, here: { $place }. You still have a place.
event-told-cancelled = “{ $title }” does not take place. You do not have to do anything.
moment-told-taken = The moment { $when } was just gone. Choose another moment. You find them in your file, at ‘Choose a moment’.
moment-told-kept = The moment { $when } was just gone. Your appointment stays as it was.
moment-told-none = The moments for ‘{ $title }’ are all gone. Your helper sees that here, too. You get new moments.
keeping-told = On { $day } we erase your file. Do you want to keep something? Ask your municipality before that day. Or choose in the browser under More: ‘Take everything of yours along’.
news-why = You get this because you want news. Rather not? Switch it off at ‘How would you like it?’.
register-retention-name = Keeping and erasing
register-retention-purpose = So that nothing stays longer than needed, and nothing shorter than the rules say.
register-retention-data = How the help ended, and when.
register-retention-kept = After erasing, only that something was erased stays in the log.

## Who works for an organisation

admin-nav-people = Staff
admin-nav-teams = Teams
admin-nav-keeping = Keeping
admin-nav-connections = Connections
admin-nav-reach = Contact
admin-nav-features = Offer
admin-nav-look = Look
admin-choose = Choose
admin-people-title = Staff
admin-people-text = These are the people who work for your organisation.
admin-people-left = Do not work here any more
admin-people-add = Add somebody
admin-people-role = What will this person do?
admin-people-name = Name
admin-people-name-hint = Clients see this name.
admin-person-cases =
    { $count ->
        [one] 1 case
       *[other] { $count } cases
    }
admin-person-devices =
    { $count ->
        [0] Signed in nowhere now
        [one] Signed in on 1 device
       *[other] Signed in on { $count } devices
    }
admin-person-last = Last active: { $moment }
admin-person-never = Never signed in yet
admin-person-left = Left: { $moment }
admin-code = Make a sign-in code
admin-code-text = For a new device, or when the last code does not work any more. An old code stops working.
admin-code-told = The sign-in code for { $name } is { $code }. Write it down now: you see it only once. It works once, until { $moment }. Give it to nobody but { $name }.
admin-end = Sign out everywhere
admin-end-text = Do this when a phone or a bag is gone. What is on the devices will be removed. What had not been sent yet will be lost. After it, only a new code of yours lets this person in, or the account of their work.
admin-ended = { $name } is signed out everywhere now.
admin-away = Away
admin-away-text = A colleague takes over all cases for a while. They see what is in the cases and can do everything. That stops on the day that you choose.
admin-away-nobody = There is no other helper who can stand in.
admin-away-who = Who stands in?
admin-away-day = Back on which day?
admin-away-do = Say that they are away
admin-away-now = Away until { $day }. { $name } stands in.
admin-stands-in = Stands in for { $name } until { $day }
admin-back = Is back
admin-back-text = Is this person back? The colleague does not see the cases any more then.
admin-went = { $name } is away. The cases are with a colleague for a while.
admin-came = { $name } is back. The colleague does not see the cases any more.
admin-refused-stand-in = Choose who stands in.
admin-refused-stand-in-away = This colleague is away as well. Choose somebody else.
admin-refused-stands-in = This person stands in for a colleague now. Let somebody else stand in for that colleague first.
admin-refused-day = Choose a day after today, and within a year.
admin-leave = Does not work here any more
admin-leave-text = The account closes. What is on the devices will be removed. What this person wrote stays in the cases. You cannot take this back.
admin-leave-do = Close the account
admin-leave-to = Who takes over the cases?
admin-leave-nobody = There is no other counsellor who can take over the cases. Add somebody first.
admin-left = The account of { $name } is closed.
admin-refused-name = Fill in a name of at most 80 characters.
admin-refused-role = Choose what this person will do.
admin-refused-oneself = You cannot close your own account. Ask another administrator.
admin-refused-last = This is the last administrator. Add another one first.
admin-refused-desk = People wait for an answer to their sign-up, and nobody else does that work. Add somebody first.
admin-refused-successor = Choose who takes over the cases.
teams-title = Teams
teams-text = A team has a desk and a part of the municipality of its own. Without teams everybody does everything together.
teams-own-text = At this desk sit those of the triage desk who are in no team. Who belongs to no team waits here.
teams-make = Make a team
teams-made = The team is there. Now add people and postcodes.
teams-name = Name of the team
teams-name-hint = The name of the neighbourhood, for example.
teams-rename = Another name
teams-members = Who is in this team?
teams-nobody = Nobody yet.
teams-who = Who joins, or does something else from now on?
teams-does = What does this person do in this team?
teams-does-help = Helps clients
teams-does-desk = Sits at the desk
teams-does-both = Helps clients and sits at the desk
teams-in = Put into the team
teams-out = Take out of the team
teams-areas = Postcodes
teams-areas-text = Who lives here and asks for help comes to this team. Of two teams the smallest area counts. Who waits already stays where they are.
teams-area-first = From which postcode on?
teams-area-hint = The 4 digits only.
teams-area-last = Up to and including which postcode? Empty is the first one only.
teams-area-in = Add postcodes
teams-area-out = Take away
teams-areas-are = Postcodes: { $areas }
teams-no-areas = No postcodes yet. Sign-ups come here only when another desk passes them on.
teams-end = The team ends
teams-end-text = Who waits here goes to the desk of the whole organisation. Cases stay with their helper.
teams-end-do = End the team
teams-ended = The team has ended.
teams-person = Team { $team }: { $does }
teams-colleague = { $name } (team { $team })
teams-count-members =
    { $count ->
        [0] Nobody in it yet
        [one] 1 person in it
       *[other] { $count } people in it
    }
teams-count-desk =
    { $count ->
        [0] Nobody at the desk: the desk of the organisation does the work
        [one] 1 person at the desk
       *[other] { $count } people at the desk
    }
teams-count-own =
    { $count ->
        [0] Nobody. All other desks see who should wait here.
        [one] 1 person at this desk
       *[other] { $count } people at this desk
    }
teams-count-waits =
    { $count ->
        [0] Nobody waits
        [one] 1 sign-up waits
       *[other] { $count } sign-ups wait
    }
teams-few-wait = Fewer than 5 sign-ups wait
teams-count-open =
    { $count ->
        [0] No open cases
        [one] 1 open case
       *[other] { $count } open cases
    }
teams-few-open = Fewer than 5 open cases
teams-in-time = { $percent } % were answered within 48 hours in the last 90 days
teams-in-time-few = Too few sign-ups to say anything about answers within 48 hours
teams-refused-person = Choose somebody who works here and sees clients or sign-ups.
teams-refused-taken = Another team has this name. Choose another one.
teams-refused-area = Type 4 digits. The first postcode is not above the last.
teams-refused-area-taken = Exactly these postcodes belong to another team.
teams-refused-nothing = Choose what this person does in the team.
teams-refused-coach = A coach does not sit at the desk. They see only what a client shares.
teams-refused-only-desk = Somebody of the triage desk sits at the desk, and does not help.
teams-refused-last = People wait, and nobody else sits at a desk. Let somebody else sit at a desk first.

## What is connected

connections-title = Connections
connections-text = Here you see which systems Opstap speaks with, and what got stuck.
connections-stuck = Reminders that got stuck
connections-stuck-none = Nothing got stuck.
connections-stuck-text = Opstap does not say here whose they are. Try again, or leave it.
connections-stuck-sms = A text message about an appointment: { $moment }
connections-stuck-mail = An e-mail about an appointment: { $moment }
connections-unsure = This message may have arrived. When you try again, somebody may get it twice.
connections-refused = This message was refused, or failed too often.
connections-retry = Try again
connections-leave = Leave it
connections-retried = We try it again.
connections-left = Good. This message does not go any more.
connections-receivers = Telling other systems
connections-receivers-text = Opstap tells that something happened, and in which case. It does not tell what it says.
connections-stopped = Stopped. The other system says that it is gone.
connections-dead =
    { $count ->
        [one] 1 call failed
       *[other] { $count } calls failed
    }
connections-waits =
    { $count ->
        [one] 1 call waits
       *[other] { $count } calls wait
    }
connections-took = Last took a call: { $moment }
connections-took-none = Took no call yet
connections-add = Add a system
connections-url = Address of the system
connections-url-hint = It begins with https:// and is on the open internet.
connections-of = What is it told of?
connections-of-hint = When you choose nothing, it is told of everything.
connections-of-case-asked = Somebody asked for help
connections-of-case-waiting = Somebody waits almost too long for an answer
connections-of-case-opened = There is a new case
connections-of-case-assigned = A case has another counsellor
connections-of-case-closed = A case has ended
connections-of-case-erased = A case was erased
connections-of-message-arrived = A client wrote a message
connections-of-appointment-changed = An appointment was made or changed
connections-receiver = A system that is told
connections-told-of = It is told of:
connections-test = Send a test
connections-test-text = So you see whether the system hears us. Had it stopped? Then calls go on.
connections-tested = The test is on its way. Look again whether it was taken.
connections-again = Send three days again
connections-again-text = Did the system miss something? It gets the calls of the last three days once more.
connections-told-again = The calls of the last three days go again.
connections-rotate = Make a new secret
connections-rotate-text = By the secret the system knows that a call is ours. The old one works for a day.
connections-secret = Keep this secret now. You see it only once: { $secret }
connections-remove = Remove this system
connections-removed = The system is told nothing any more.
connections-sign-in = How people sign in
connections-sign-in-none = Staff sign in with a code, or with a passphrase of their own and an app.
connections-sign-in-by = Staff sign in by { $issuer }
connections-sign-in-levels = This level is needed: { $levels }
connections-clients-none = Clients sign in with a code.
connections-clients-by = Clients sign in with a code or with { $name }, by { $issuer }
connections-clients-again = For heavy steps we ask once more, at this level: { $levels }
connections-sign-in-hint = Whoever runs the server changes this.
connections-refused-stuck = This message does not wait for you any more.
connections-refused-url = The address has to begin with https://, without a name or password in it.
connections-refused-inside = This address is not on the open internet. Ask whoever runs the server to add it.
connections-refused-many = Twenty systems are enough. Remove one first.

## How long cases are kept

keeping-title = Keeping and destroying
keeping-text = You keep a case that ended for some time. After that, Opstap destroys it at night. Nobody can undo that.
keeping-none = No case has ended.
keeping-count =
    { $count ->
        [one] 1 case
       *[other] { $count } cases
    }
keeping-more =
    { $count ->
        [one] And 1 other. Find it by its number.
       *[other] And { $count } others. Find them by their number.
    }
keeping-due = Goes tonight
keeping-due-text = The term is over. Must a case stay? Then hold it today.
keeping-unconfirmed = The term is over, but not confirmed
keeping-unconfirmed-text = These cases stay until you confirm the term.
keeping-unknown = Nobody said how it ended
keeping-unknown-text = There is no term then. Choose how each case ended.
keeping-announced = Goes within 30 days
keeping-announced-text = Must a case stay? Then hold it.
keeping-held = Held
keeping-kept = Kept
keeping-line = { $name }, ended on { $day }
keeping-ended = How it ended: { $result }
keeping-until = Kept until { $day }
keeping-goes = Goes on { $day }
keeping-past = The term ended on { $day }
keeping-held-why = Held: { $reason }
keeping-number = Case number
keeping-number-hint = The first 8 letters and digits are enough.
keeping-find = Find
keeping-find-none = No case that ended has this number.
keeping-rules = How long you keep cases
keeping-rules-text = That depends on how the help ended. As long as a term is not confirmed, nothing goes.
keeping-confirmed = Confirmed
keeping-not-confirmed = Not confirmed yet: nothing goes.
keeping-result-withdrawn = Withdrawn by the client
keeping-result-rejected = Rejected
keeping-result-completed = Completed
keeping-result-ended_early = Ended early
keeping-result-referred = To another organisation
keeping-weeks =
    { $count ->
        [one] 1 week after the end
       *[other] { $count } weeks after the end
    }
keeping-months =
    { $count ->
        [one] 1 month after the end
       *[other] { $count } months after the end
    }
keeping-years =
    { $count ->
        [one] 1 year after the end
       *[other] { $count } years after the end
    }
keeping-starter-withdrawn = Selection list 2020, 8.4.1: withdrawn applications, 6 weeks. That is an example for the Wmo. Ask who answers for the archive whether it holds here.
keeping-starter-others = Selection list 2020: mostly 5 to 10 years after the end. This is the longest. Ask who answers for the archive whether it is right.
keeping-rule-text = So long you keep a case that ended like this. The term begins on the day of the end.
keeping-span = How many?
keeping-span-hint = A whole number.
keeping-unit = Weeks, months or years?
keeping-unit-weeks = weeks
keeping-unit-months = months
keeping-unit-years = years
keeping-source = Where does that stand?
keeping-source-hint = For example the number in the selection list.
keeping-confirm = Is the term confirmed?
keeping-confirm-no = No, nothing goes yet
keeping-confirm-yes = Yes, who answers for the archive says it is right
keeping-confirm-text = If you confirm the term, cases go from the next night on. On the page before you see at once which.
keeping-save = Save
keeping-saved = Saved. Nothing goes tonight.
keeping-saved-due =
    { $count ->
        [one] Saved. Tonight 1 case goes.
       *[other] Saved. Tonight { $count } cases go.
    }
keeping-case = A case that ended
keeping-hold = Hold this case
keeping-hold-text = It stays then, also when the term is over. For example with an objection or an investigation.
keeping-reason = Why?
keeping-reason-hint = Without names.
keeping-held-now = This case stays.
keeping-lift = Hold this case no more
keeping-lift-text = It goes on the day of the term then. If that is over, it goes tonight.
keeping-lifted = This case is not held any more.
keeping-result = How it ended
keeping-result-label = Choose what fits
keeping-result-none = Choose
keeping-refused-term = Fill in a whole number. More than 100 years is not possible.
keeping-refused-words = Write this down, in at most 500 characters.
keeping-refused-result = Choose how it ended.
keeping-refused-destroyed = This case is gone already.
keeping-refused-not-held = This case was not held.
keeping-refused-goes-on = This case did not end.

## What somebody decides about themselves, on a page

web-sharing-until-hint = You may leave this empty. Without a day it goes on until you stop.

## Tips and explanations on a page

web-library-find = Search
web-tip-hidden = We leave this tip out for a while.

## Staff who sign in with a passphrase and a code of an app

web-own-way = Do you work here? Sign in with your passphrase and a code
web-own-title = Sign in with your passphrase and a code
web-own-nobody = Nobody signs in with a passphrase here. Ask your administrator for a code.
web-own-name = Your sign-in name
web-own-passphrase = Your passphrase
web-own-code = The code in your app
web-own-code-hint = It has 6 digits. After half a minute there is a new one.
web-own-go = Sign in
web-own-help = Does it not work, or did you lose your phone? Ask your administrator for a code. That always lets you in.
web-own-name-missing = Fill in your sign-in name.
web-own-passphrase-missing = Fill in your passphrase.
web-own-code-form = A code has 6 digits. You find it in your app.
web-own-wrong = Your sign-in name, your passphrase or the code is not right. A code works only once. Wait for the next one and try again.
web-own-closed =
    { $minutes ->
        [one] It went wrong too often. So this sign-in name does not work for 1 minute. Or ask your administrator for a code.
       *[other] It went wrong too often. So this sign-in name does not work for { $minutes } minutes. Or ask your administrator for a code.
    }
web-own-later = Signing in does not work now. That is not because of you. Try again in a moment.
web-own-unopened = The code in your app cannot be checked here any more. That is not because of you. Ask your administrator for a code. Then set it up again.
web-own-unopened-own = The code in your app cannot be checked here any more. Set it up again, or you cannot sign in next time.
web-own-set-up = Sign in by yourself next time
web-own-look = Your passphrase and your app
web-own-page-title = Sign in by yourself
web-own-text = With a passphrase and an app you can sign in by yourself next time. Then you need no code of your administrator.
web-own-since = You can sign in by yourself since { $moment }.
web-own-change = Change something
web-own-name-hint = You choose it yourself. At least 2 letters, without spaces.
web-own-new = Choose a passphrase
web-own-new-hint = At least 12 characters. Some words in a row are easy to remember.
web-own-again = The same passphrase again
web-own-app = An app for codes
web-own-app-text = You may have such an app on your phone already. Show the app this picture.
web-own-qr = Picture for the camera in your app. Without a camera, type the letters below it.
web-own-by-hand = Or type this in the app:
web-own-first-code = Type the 6 digits that the app shows now. Then we know that it works.
web-own-now = Your present passphrase, or a code in your present app
web-own-now-hint = So we know that it is you.
web-own-now-wrong = This is not right. Type your present passphrase. Or type a code in your present app that you have not used yet.
web-own-save = Save
web-own-end-title = No longer sign in by yourself
web-own-end-text = Your passphrase and your app do not work here then. Next time you ask your administrator for a code.
web-own-end = Stop it
web-own-set = Next time you can sign in by yourself.
web-own-ended = You cannot sign in by yourself any more. Next time, ask your administrator for a code.
web-own-name-form = A sign-in name has at least 2 letters or digits, and no spaces.
web-own-name-taken = Somebody else here has this sign-in name. Choose another.
web-own-short = This passphrase is too short. Choose one of at least 12 characters.
web-own-long = This passphrase is too long. Choose one of at most 256 characters.
web-own-everybodys = Many people choose this passphrase. So it is easy to guess. Choose another.
web-own-differs = This is something else than what you typed above. Type both again.
web-own-app-old = The picture was too old. Here is a new one. Show it to your app.
web-own-code-wrong = This code is not right. Look which code the app shows now. Is the clock of your phone right?

## A case that is not one's own

glass-way = Open a case that is not yours
glass-title = Open a case that is not yours
glass-text = Do this only when it cannot wait. You see the case today and tomorrow. After that it closes by itself.
glass-seen = The client sees that you did this, and why.
glass-sought = Who is it?
glass-sought-hint = The whole name of the client. Or the first 8 letters and digits of the case number.
glass-why = Why can it not wait?
glass-choose = Choose
glass-nobody-there = The helper is not there, and nobody stands in
glass-threat = Somebody is about to lose their home, energy, water or health insurance
glass-danger = Somebody is in danger
glass-do = Open the case
glass-open = This case is open for you as well now, today and tomorrow.
glass-refused-sought = We find no case like this, or more than one. Check the name, or use the number.
glass-refused-why = Choose why it cannot wait.

## Values: words inside sentences

word-optional = optional

## Programme

programme-phase = Phase { $number } of { $total }: { $title }
programme-task-done = Done: { $title }.
programme-task-undone = Back to do: { $title }.
programme-task-later = This task comes back later, on { $date }.
programme-task-declined = You skip this task. You can always get it back.

## Budget

budget-expenses = Money out
budget-weekly-money = Money for the week: { $amount }
budget-line = { $label }: { $amount } { $frequency }
budget-line-monthly = { $label }: { $amount } { $frequency }, which is { $monthly } a month
budget-gaps =
    { $count ->
        [one] One line is still missing: { $first }.
       *[other] { $count } lines are still missing. Begin with: { $first }.
    }
budget-complete = Your budget is complete. Well done.
forecast-told = Balance on { $date }: { $amount }
forecast-day-line = { $date }: { $amount }

## Debts

debts-added = Put on the list: { $creditor }.
debts-corrected = does not count any more
debts-twice = Is this here twice?
debts-reference = Reference: { $reference }
debts-creditors = Who do you mean?
debts-creditors-none = Nobody found. Just type the name that is in the letter.
debts-creditor-known = on your list already
debts-creditor-usual = { $creditor }: mostly { $about }. Is that right? { $command }
debts-creditor-collects = { $creditor } often collects for somebody else. The letter says for whom.
debts-duplicates = Have a look
debts-by-kind = By kind

## Letters

letters-none = No letter is waiting.
letters-done = Done
letters-filed = Kept: the letter from { $sender }.
letters-photo-erased = The photo has been erased. For others it goes as soon as there is internet.
letters-read-title = This is what we read in the letter
letters-read-check = Look whether it is right. Nothing has been kept yet.
letters-read-none = We read nothing here to take over. Fill it in yourself.
letters-read-maybe = maybe

## Contact

## Delivery: neutral, without accents

delivery-subject = You have an appointment
delivery-appointment = You have an appointment: { $moment }.
delivery-stop = Want to stop these messages? Tell your helper.
delivery-stop-answer = No more messages? Answer: stop.
delivery-answer = You can answer this mail. Your helper reads it. No more mail? Answer: stop.
reply-more = Not all of this message is here. Your organisation has the rest.

## Notes of talks: a helper writes, the client says whether it is right

talks-by = { $date }, by { $author }
talks-agreed = Agreed: { $agreed }
talks-corrects = This note takes the place of another.
talks-disputed = The client says: this is not right. Write another note together.
talks-reaction = The client's answer: { $reaction }
talks-reaction-mine = Your answer: { $reaction }

## Goals, and marks on a scale

goals-why = Why: { $why }
goals-first-step = First step: { $step }
marks-none = There is no mark yet.
marks-ask = You may give a mark now.
marks-line = { $date }: { $value } for { $about }
marks-erased = The mark is erased.

## Taking it along

export-saved = Saved
export-open = This is not locked. Keep it in a place that is yours.
export-column-way = in or out
export-column-for = what for
export-column-number = number
export-column-least = at least
export-column-most = at most
export-column-known = what is known
export-column-text = text
export-column-place = where
export-column-since = since
export-column-last-day = last day
export-column-form = form
export-column-question = question
export-column-agreed = agreed
export-column-reaction = what the client said of it
export-column-why = why
export-column-first-step = first step
export-column-mark = mark

## Agenda

agenda-empty = There are no appointments.
agenda-line = { $when }: { $title }
agenda-place = Where: { $place }
agenda-confirmed = Good, see you { $when }.
agenda-moved = Your appointment has moved to { $when }.
agenda-cancelled = Your appointment is cancelled. You can always make a new one.
agenda-bring = Bring: { $things }

## Reminders

reminders-title = Reminders
reminders-empty = There are no reminders.
reminders-line = { $date }: { $title }
reminders-quiet = Between { $from } and { $until } your phone stays quiet.
reminders-paused = Reminders are off until { $date }.

## Messages

messages-empty = There are no messages yet. Feel free to ask something.
messages-line = { $when }, { $who }: { $text }
messages-saved-offline = Your message is saved. It leaves as soon as you are online.
messages-erased = Your message is erased. It goes from other devices too, as soon as you are online.
messages-unread =
    { $count ->
        [one] 1 unread
       *[other] { $count } unread
    }

## Tips

tips-title = Tips for you
tips-empty = There are no new tips now.
tips-dismissed = This tip will not come back for now.

## Work forms

form-intro = { $title }, about { $minutes } minutes
form-saved = Your answers are saved.
form-shared-when = { $title }, shared { $when }
form-feedback-of = { $name }, { $when }: { $text }
form-next = Next question: { $label }

## Profile

profile-name = Name: { $name }
profile-language = Language: { $language }
profile-changed = Your details have been changed.

## Caseload: what a counsellor sees first, and why

caseload-title = My clients
caseload-empty = There is nobody on your list.
caseload-count =
    { $count ->
        [one] 1 client
       *[other] { $count } clients
    }
caseload-calm = Nothing is waiting now.
caseload-row = { $name }: { $reason }
caseload-step = Now at: { $step }
attention-none = going well

## History: who changed what

history-title = What changed: { $name }
history-empty = Nothing has changed here yet.
history-partly = This is what your device itself knows. Online you see everything.
history-first = { $when } { $who }: { $field } became { $after }
history-line = { $when } { $who }: { $field } was { $before } and became { $after }
history-removed = { $when } { $who }: removed
history-undone = Undone. You can undo this too.

## Conflicts: two people changed one thing

conflict-title = Two versions
conflict-none = Everything agrees.
conflict-explain = Two people changed the same thing. Nothing is lost. Choose what is right.

## Sync

sync-done = Everything is up to date.
sync-sent =
    { $count ->
        [one] 1 change sent.
       *[other] { $count } changes sent.
    }
sync-waiting =
    { $count ->
        [one] 1 change waits for the internet.
       *[other] { $count } changes wait for the internet.
    }
sync-held =
    { $count ->
        [one] 1 change is looked at first.
       *[other] { $count } changes are looked at first.
    }

## Safety: is my data safe?

safety-title = Is my data safe?

## Search

search-none = Nothing found for: { $words }
search-found =
    { $count ->
        [one] 1 thing found
       *[other] { $count } things found
    }
search-hint = Try another or a shorter word.

## Pairing a device

pair-done = Paired. Welcome, { $name }.

## Sharing

share-title = Sharing
share-nobody = You share with nobody extra.
share-who = { $who } sees: { $what }
share-stopped = { $who } no longer looks along.
share-until = until { $date }

## Wiping and leaving

wipe-done = This device is empty. Nothing can be read any more.

## Bank files: what they say stays on this device

bank-looked = Looked at, not kept
bank-read = Read in
bank-likely = Looks like number { $number }. Does not count.
bank-proposal = { $number }. { $way }: { $category }, { $name }, { $amount } { $frequency }
bank-change-one = Change one proposal at a time.

## Command line

cli-next = Next: { $command }

## Why a case or a part of it left this device

revoked-changed = What you may see has changed.

## Command line: what the terminal itself says

cli-mirror-aside = A part of the storage was damaged. We fetch it again. Nothing is lost.
cli-home = We cannot get at { $file }. Check that you may read and write there.
cli-key-open = Others on this computer can read your key. Keep it to yourself: chmod 600 { $file }
cli-key-missing = The key of this device is gone: { $file }. Put it back, or ask for help.
cli-key-broken = The key is damaged: { $file }. Put it back, or ask for help.
cli-bad-moment = We cannot read this moment. Write it as 24-11-2026 10:30.
cli-ambiguous = More than one thing begins with { $id }. Type a few letters more.
cli-which-client = Which client is it about? Choose with --case. Your list: { $command }
cli-when-done = Done? Type: { $command }
cli-only-here = only here as yet
cli-before = by { $date }
cli-not-for-you = does not apply
cli-task-skipped = This task is not needed here: { $title }.
cli-task-added = Task added: { $title }.
cli-earlier = Earlier messages: { $command }
messages-about = About: { $text }
cli-profile-more = You can tell more with { $command }. You may, you need not:
cli-choose = { $value } ({ $who }). Is this right? Type:
programme-percent = You are at { $percent } per cent.
agenda-past = Before
preferences-title = How would you like it?
preferences-hours-before =
    { $count ->
        [one] You get another reminder 1 hour before an appointment.
       *[other] You get another reminder { $count } hours before an appointment.
    }
preferences-nudges-on = We may remind you of your next step every day.
preferences-nudges-off = We do not remind you of your next step every day.
preferences-news-on = You get news that suits you.
preferences-news-off = You get no news.
ui-preferences-news-text = Sometimes there is something that suits you. A course near you, for example. Who writes it does not see who you are.

## Files with messages

cli-file-unusable = This file cannot be read, or is there already: { $file }
files-title = Files
files-empty = There are no files here yet.
files-line = { $name }, { $size }: { $place }
files-added = Your file is saved. It leaves as soon as you are online.
files-fetched = The file is here: { $name }
files-evicted = The file is gone from this device. You can fetch it again.
sync-files-sent =
    { $count ->
        [one] One file sent.
       *[other] { $count } files sent.
    }
sync-files-left =
    { $count ->
        [one] One file is still on its way.
       *[other] { $count } files are still on their way.
    }

## Pages in a browser

web-skip = Go to the content
web-unshared = The client does not share this with you
web-unshared-text = The client chooses what you see. Would you like to see this, too? Ask when you talk.
web-sign-out = Sign out
web-signed-out = You have signed out. Did you download something here? Then remove that yourself.
web-own-computer = Is this somebody else’s computer? Then sign out when you are done.
web-session-over = You are not signed in here any more. That happens when you do nothing for a while. Ask for a new code to come in again.
web-no-way-back = You cannot take this back.
web-not-from-here = This did not come from this page. Go back and try again.
web-browser = browser
web-done-already = This was done already. It was not done again.
web-saved = Saved.
web-calendar-title = Also in your own calendar
web-calendar-text = You can see your appointments in the calendar of your phone or computer. For that you make a secret address. Whoever has that address sees when you have an appointment. It does not say what about or with whom. Give it to nobody.
web-calendar-make = Make an address
web-calendar-fresh = This is your address. Copy it now, because it is not shown again. Choose subscribe in your calendar and paste it there.
web-calendar-there = You have an address. Did you lose it? Then make a new one. The old one stops working after that.
web-calendar-anew = Make a new address
web-calendar-end = Stop this address
web-calendar-ended = The address does not work any more.
web-calendar-failed = That did not work. Try again in a moment.
calendar-name = Appointments
calendar-appointment = Appointment
web-take-title = Take everything of yours along
web-take-text = This is everything that you may see in this case. Choose how you want it.
web-take-pdf = To read or to print
web-take-page = As a page with charts
web-take-json = For another program
web-take-tables = For a spreadsheet
web-take-budget = Money per month
web-take-debts = Debts
web-take-debt-amounts = Amounts of debts
web-take-letters = Letters
web-take-appointments = Appointments
web-take-messages = Messages
web-take-profile = What you told about yourself
web-take-deadlines = Deadlines
web-take-forms = Forms and answers
web-take-talks = Notes of talks
web-take-goals = Goals
web-take-marks = Marks that you gave
web-asked-anew = These questions have just changed. Nothing is kept yet. See whether your answers still fit.

## A file of a bank on a page

web-bank-only-here = We keep your payments only for as long as you are signed in here. They are locked: only you see them. When you sign out, they are gone. What you take over into your budget stays.
web-bank-hint = Download a csv file, camt or mt940 at your bank. It may be 20 megabytes.
web-bank-send = Read in
web-bank-forgotten = All your payments are gone. Your budget stays.
web-file-none = Choose a file first. It must not be empty.
web-file-broken = The file did not arrive whole. Try again.
web-file-busy = You are reading a file in already. Wait until that is done.
web-files-add = Send a photo, a scan or a sound along
web-files-with = What would you like to say with it? You may leave it empty.
web-files-choose = Choose up to 5 files
web-files-hint = Photos, a PDF or a sound. Together up to 30 megabytes.
web-files-send = Send this
web-files-kept = Kept and sent.
web-files-many = This is too much. Choose up to 5 files, together up to 30 megabytes.
web-files-busy = It is busy. Try again in a minute.
many-title = One message to several clients
many-whom = To whom?
many-text = Your message
many-text-hint = Put { $example } where the first name belongs. It is filled in for each.
many-look = See what each of them reads
many-seen = This is what each of them reads
many-misses = We do not know this: { $names }
many-missing = Of { $name } we do not know this: { $names }. Take it out, or do not choose this client.
many-count = Choose one to { $most } clients.
many-send = { $count ->
    [one] Send to one client
   *[other] Send to { $count } clients
}
many-sent = { $count ->
    [0] This was sent already.
    [one] One message was sent.
   *[other] { $count } messages were sent.
}

## Signing up, and the desk

sign-up-door = Do you have no code yet? Ask for help here. Your name is not needed.
triage-proposal = What fits
triage-kind = Which help?
triage-programme = With which plan?
triage-helper = Who helps?
triage-stand-in = Who helps when they are away?
triage-nobody = Nobody
triage-message = A first message
triage-decide = Match
triage-decided = Matched. The helper sees the case now.
triage-no-helper = Choose who helps.
triage-same-helper = Choose two different people.
triage-colleague =
    { $count ->
        [one] { $name }, 1 client
       *[other] { $name }, { $count } clients
    }
kind-team = team
field-passed = at which desk
desk-title = Who waits at the desk
desk-way = Who waits at the desk
desk-count =
    { $count ->
        [0] Nobody waits now.
        [one] 1 sign-up waits.
       *[other] { $count } sign-ups wait.
    }
desk-none = Nobody waits at your desk now.
desk-at-team = Desk of team { $team }
desk-at-organisation = Desk of the whole organisation
desk-pass-title = Does this belong to another desk?
desk-pass-text = You do not see this sign-up any more after that, unless you sit at the other desk as well. The client can read why.
desk-pass-to = To which desk?
desk-pass-why = Why?
desk-why-lives-there = The client lives there
desk-why-known-there = The client is known there already
desk-why-knows-more = That team knows more of this
desk-why-no-room = There is no room here now
desk-pass = Pass on
desk-passed = Passed on. The other desk sees this sign-up now.
desk-refused-to = Choose another desk.
desk-refused-why = Choose why.

## People who work here, by their organisation's provider

web-staff-way = Do you work here? Sign in with your work account
web-staff-title = Sign in with your work account
web-staff-choose = Where do you work?
web-staff-try = Sign in with your work account
web-staff-code = Sign in with a code
web-staff-none = You cannot sign in with your work account here. Ask your administrator for a code.
web-staff-unreachable = Signing in with your work account does not work now. That is not because of you. Try again in a moment.
web-staff-not-asked = Signing in took too long, or it began in another window. Start again.
web-staff-denied = Signing in was stopped. Nothing has changed. You can do it again.
web-staff-again = You had come this far before. That works only once. Start again.
web-staff-token = The answer to signing in is not right. So we let nobody in. Tell your administrator if this keeps happening.
web-staff-level = Your organisation asks for an extra step when you sign in. That step was missing. Sign in again and choose the extra step.
web-staff-unknown-title = You are not known here yet
web-staff-unknown-text = Your work account is right. But we do not know yet who you are here.
web-staff-unknown-hint = Ask your administrator for a code. You type it here once. After that your work account is enough.

## Clients, by their organisation's identity broker

web-in-title = Sign in
web-client-way = Sign in with { $name }
web-client-title = Sign in with { $name }
web-client-choose = Which organisation helps you?
web-client-try = Sign in with { $name }
web-client-several = what your municipality uses
web-client-none = You cannot sign in like this here. Sign in with a code.
web-client-unreachable = Signing in with { $name } does not work now. That is not because of you. Try again in a moment.
web-client-not-asked = Signing in took too long, or it began in another window. Start again.
web-client-denied = Signing in was stopped. Nothing has changed. You can do it again.
web-client-again = You had come this far before. That works only once. Start again.
web-client-token = The answer to signing in is not right. So it does not go on. Tell your helper if this keeps happening.
web-client-level = We ask for a safer way to sign in. Sign in again and choose that way.
web-client-unknown-text = You signed in with { $name }. But we do not know yet who you are here.
web-client-unknown-hint = Type a code of your own once. Your helper gave it to you, or you kept it. After that { $name } is enough.
web-client-otherwise = Somebody else signs in with { $name } for this code. Ask your helper for help.
web-again-title = Sign in once more with { $name }
web-again-take = You want to take all your data with you.
web-again-code = You want to make a code for another device.
web-again-share = You want to let somebody look along.
web-again-text = So we ask once more who you are. That way nobody else can do this in your name.
web-again-kept = What you filled in is still there after that.
web-again-go = Go on with { $name }
web-again-without = Does it not work with { $name }? Ask your helper.
web-again-done = Done, it is you. You can go on now.
web-again-press = Done, it is you. Check what you filled in and press the button.
web-again-another = You signed in as somebody else. So it does not go on. Nothing has changed.

## Where somebody is signed in

web-devices-way = Where are you signed in?
web-devices-title = Where you are signed in
web-devices-text = These are your phones and browsers. Is there one that you do not know? Then sign out there at once.
web-devices-unnamed = device
web-devices-since = Signed in: { $moment }
web-devices-last = Last used: { $moment }
web-devices-here = This is where you are now.
web-devices-end = Sign out there
web-devices-gone = What is there of yours will be removed. What had not been sent yet will be lost.
web-devices-ended = You are signed out there now.

## How an organisation is reached

reach-title-own = How people reach us
reach-text = This is at the foot of each page of a client, and in the app. People can read it without a network too.
reach-phone = Telephone number
reach-phone-hint = As people read it, for example 14 0413.
reach-hours = When does somebody answer?
reach-hours-hint = For example: Monday to Friday from 9:00 to 17:00.
reach-mail = E-mail address
reach-mail-hint = Only if somebody reads that mail each working day.
reach-visit = Where can people come?
reach-visit-hint = The address, and when you are open.
reach-keep = Save
reach-kept = Saved. Clients see it when their app or page next fetches what is new.

## Pages of who writes for an organisation

editor-field-event = What is there to do?
editor-field-event-hint = Say for whom it is, and whether it costs money.
editor-field-place = Where is it?
editor-field-day = Which day?
editor-field-time = At what time does it begin?
editor-field-minutes = How many minutes does it take?
editor-field-seats = How many people can come?
editor-field-seats-hint = When it is full, people wait until a place comes free.
editor-event-placed = { $count ->
    [0] Nobody has a place yet.
    [one] One person has a place.
   *[other] { $count } people have a place.
}
editor-event-waiting = { $count ->
    [one] One person waits for a place.
   *[other] { $count } people wait for a place.
}
editor-event-who = You do not see here who they are. Their helper sees it in their agenda.
editor-plain-good = This text is easy to read.
editor-plain-title = This could be plainer
editor-examples-title = Example messages
editor-examples-find = Find an example
editor-examples-moment = When does it fit?
editor-examples-technique = What does it do?
editor-examples-any = All
editor-examples-search = Search
editor-examples-none = We found no example. Try another word.
editor-examples-more = There are more. Search with one more word.
editor-examples-take = Use this
editor-examples-fill = Still to fill in: { $names }
editor-examples-unknown = This example is not there any more.
editor-check = Check
moments-offered-title = Moments that you gave
editor-propose-way = Propose as an example
editor-propose-title = Propose an example
editor-propose-text = A colleague looks at it. After that everybody can find it. The names of you two are taken out.
editor-propose-left = Is this about somebody? Then take it out: { $names }
editor-propose-left-over = I looked at it. It is about nobody.
editor-propose-send = Propose
editor-proposed = Thank you. A colleague looks at it.
editor-nav = Texts
editor-title = Texts
editor-kind-automation = What fits when
editor-one-automation = When this message fits
editor-on-appointment-missed = When somebody does not come to an appointment.
editor-on-silent = When nothing is heard of somebody for a while.
editor-on-talk = After a talk.
editor-on-phase-done = When a phase is done.
editor-on-step-done = When a step is done.
editor-on-opened = When somebody begins.
editor-automation-days = { $count ->
    [0] At once.
    [one] After one day.
   *[other] After { $count } days.
}
editor-automation-some = Not for everybody.
editor-automation-message = The message:
editor-mode-approve = The helper reads the message and sends it.
editor-mode-human = The helper says this themselves. The message is an idea.
editor-mode-auto = The message goes by itself, on a working day. The helper can hold it back before.
prompt-by-itself = This message was sent automatically. If you answer, your helper reads it.
editor-kind-message-template = Example messages
editor-kind-event = Events
editor-kind-tip = Tips
editor-kind-work-form = Work forms
editor-kind-programme = Programmes
editor-one-message-template = Example message
editor-one-event = Event
editor-one-tip = Tip
editor-one-work-form = Work form
editor-one-programme = Programme
editor-new-message-template = Write an example message
editor-new-event = Invite people to an event
editor-new-tip = Write a tip
editor-state-draft = draft
editor-state-proposed = proposal
editor-state-refused = not taken
editor-state-published = in use
editor-state-withdrawn = out of use
editor-state-came = in use, as it came
editor-state-live = an older version is in use
editor-any-state = All
editor-state = How far is it?
editor-search = Search with words
editor-find = Search
editor-empty = There is nothing here yet.
editor-waiting =
    { $count ->
        [one] 1 proposal waits for you.
       *[other] { $count } proposals wait for you.
    }
editor-total =
    { $count ->
        [one] 1 text
       *[other] { $count } texts
    }
editor-later = Next
editor-earlier = Previous
editor-version = Version { $version }
editor-by = By { $name }
editor-by-when = By { $name }, { $when }
editor-reason = Why not: { $reason }
editor-field-title = Heading
editor-field-text = Text
editor-field-english = Text in English
editor-field-english-hint = May stay empty.
editor-field-moment = When does it fit?
editor-field-technique = What does it do?
editor-field-names-hint = Between braces stands what we fill in later: voornaam, hulpverlener, dag, tijd or plaats.
editor-field-when = For whom is this tip?
editor-field-rest = After how many days may the tip come back?
editor-field-action = What does the button do?
editor-field-reason = Why do you not take it?
editor-when-choose = Choose from this list
editor-when-kept = As it was
editor-when-yes = Who has this: { $fact }
editor-when-no = Who does not have this: { $fact }
editor-action-none = There is no button
editor-action-message-helper = Send the helper a message
editor-action-call-helper = Call the helper
editor-action-open-budget = Open the budget
editor-action-open-next-step = Open the next step
editor-action-kept = As it was
editor-anyway = I looked at it. It may stay so.
editor-save = Keep as a draft
editor-publish = Take into use
editor-again = Take into use again
editor-withdraw = Take out of use
editor-withdraw-text = Nobody gets it then. You can take it into use again later.
editor-withdraw-event = The event does not take place then. Who signed up is told.
editor-withdraw-automation = It is not proposed to helpers any more then.
editor-withdraw-programme = Nobody begins with it then. Who follows it already keeps it.
editor-refuse = Do not take it
editor-look = Look at it
editor-preview = This is how somebody sees it
editor-preview-rule = This is how it is set
editor-preview-new = This is how somebody sees the draft
editor-preview-name = Noor
editor-preview-helper = Samira
editor-edit = Change
editor-saved = Kept as a draft.
editor-published = This is in use now.
editor-withdrawn = This is out of use.
editor-refused = Not taken.
editor-programme-steps =
    { $count ->
        [one] 1 step
       *[other] { $count } steps
    }
editor-programme-weeks =
    { $count ->
        [one] about 1 week
       *[other] about { $count } weeks
    }

## Programmes that are written here

editor-new-programme = Begin a programme
editor-new-automation = Choose when a message fits
editor-part-none = Nothing is here yet. Add something.
editor-part-many = These are too many. There is room for { $most }.
editor-part-wrong = This is not right yet. Please check it.
editor-part-in = { $title }: { $why }
editor-part-nameless = without a name
editor-part-up = Move up: { $title }
editor-part-down = Move down: { $title }
editor-part-remove = Take out: { $title }
editor-part-remove-all = Everything in it goes too.
editor-phase = Phase { $number }
editor-phase-title = What is this phase called?
editor-phase-aim = What is so at its end?
editor-phase-add = Add a phase
editor-step = Step { $number }
editor-step-add = Add a step
editor-step-open = Write this step: { $title }
editor-step-back = Back to the programme
editor-step-title = What is this step called?
editor-step-why = Why does this step help?
editor-step-praise = What do we say when the step is done?
editor-step-tasks =
    { $count ->
        [one] 1 task
       *[other] { $count } tasks
    }
editor-task = Task { $number }
editor-task-add = Add a task
editor-task-title = What is this task called?
editor-task-text = How is it done?
editor-task-minutes = How many minutes does it take?
editor-task-who = Who does it?
editor-task-proof = How does it show that it is done?
editor-task-form = Which work form belongs to it?
editor-task-form-none = No work form
editor-who-client = The client
editor-who-helper = The helper
editor-who-together = Together
editor-proof-read = It was read
editor-proof-check = Somebody ticks it off
editor-proof-form = A form was filled in
editor-proof-message = A message was sent
editor-proof-photo = A photo was taken
editor-proof-appointment = There is an appointment
editor-proof-budget = The budget is filled in
editor-proof-debts = The debts are filled in
editor-proof-sign = It was signed
editor-programme-audience = Who is it for?
editor-programme-process = Where in the help does it fit?
editor-programme-weeks-ask = How many weeks does it take?
editor-programme-intro = What do people read before they begin?
editor-programme-closing = What do people read at the end?
editor-programme-kept = Who follows this already keeps the old version. A helper can move over with somebody. What is done stays done.
editor-process-voor-aanmelding = Before asking for help
editor-process-aanmelding = When asking for help
editor-process-intake = At the intake
editor-process-stabilisatie = When things have to calm down first
editor-process-schuldregeling = During the debt arrangement
editor-process-begeleiding = During guidance
editor-process-wsnp = During help by way of the court
editor-process-nazorg = After the help
editor-process-vroegsignalering = At a first payment that is late

## Work forms that are written here

editor-new-work-form = Write a work form
editor-withdraw-form = Nobody begins it any more. Who is at it finishes it.
editor-part-few = Put at least { $least } in it, each on a line of its own.
editor-form-kept = Who is at it finishes the old version. What was shared stays as it was.
editor-form-used = These programmes ask for it: { $titles }
editor-form-goal = What does it help with?
editor-form-goal-hint = The helper who chooses it reads this.
editor-form-method = Which method does it come from?
editor-form-steps = What do people do first?
editor-form-steps-hint = Put each step on a line of its own. It may stay empty.
editor-form-same = Two choices are the same. Give each words of its own.
editor-form-parting = A choice has no comma or semicolon here. Write it in another way.
editor-form-no-options = This kind of answer has no choices. Leave this empty, or choose another kind.
editor-form-later = This question hangs on something that is not above it. Choose again who gets it.
editor-form-comparison = We cannot compare that answer like this. Choose or type it again.
editor-form-never = Nobody gets this question. Look again at who gets it.
editor-form-other-kind = People have answered this question. Make a new question for another kind of answer.
editor-form-option-gone = Another question hangs on the choice ‘{ $option }’. Change that question first: { $title }
editor-form-hangs = Not yet. First choose again who gets this question: { $title }
editor-question = Question { $number }
editor-question-add = Add a question
editor-question-label = What do you ask?
editor-question-kind = What kind of answer is it?
editor-question-options = What do people choose from?
editor-question-options-hint = Only where people choose. Put each choice on a line of its own.
editor-question-optional = May the answer stay empty?
editor-question-must = No
editor-question-may = Yes
editor-question-when = Who gets this question?
editor-question-always = Everybody
editor-question-than = What do we compare the answer with?
editor-question-than-hint = Only with a choice above that says ‘below’.
editor-answer-text = Words of their own
editor-answer-number = A number
editor-answer-money = An amount
editor-answer-date = A day
editor-answer-scale10 = A mark from 0 to 10
editor-answer-choice = One choice
editor-answer-multichoice = One or more choices
editor-if-is = Who chose this at question { $number }: { $answer }
editor-if-is-not = Who did not choose this at question { $number }: { $answer }
editor-if-eq = Question { $number }: exactly what is below
editor-if-ne = Question { $number }: something else than what is below
editor-if-gt = Question { $number }: more than what is below
editor-if-gte = Question { $number }: what is below, or more
editor-if-lt = Question { $number }: less than what is below
editor-if-lte = Question { $number }: what is below, or less
editor-asked-is = Only for who chose this at question { $number }: { $answer }
editor-asked-is-not = Only for who did not choose this at question { $number }: { $answer }
editor-asked-eq = Only for who answers this at question { $number }: { $answer }
editor-asked-ne = Only for who answers something else at question { $number } than: { $answer }
editor-asked-gt = Only for who answers more than { $answer } at question { $number }.
editor-asked-gte = Only for who answers this or more at question { $number }: { $answer }
editor-asked-lt = Only for who answers less than { $answer } at question { $number }.
editor-asked-lte = Only for who answers this or less at question { $number }: { $answer }
editor-asked-some = Not everybody gets this question.
editor-asked-optional = It may stay empty.
editor-try = Try it as a client
editor-try-text = This is how a client gets it. What you fill in here is not kept.
editor-try-next = Go on
editor-try-done = The client can share this with their helper now.
editor-try-back = Back to the work form

## What fits when, that is written here

editor-automation-title = What do you call this?
editor-automation-on = When does it fit?
editor-automation-after = After how many days?
editor-automation-after-hint = 0 is the same day. With silence they are 7 at least.
editor-automation-a-day = How many a day may go by themselves?
editor-automation-a-day-hint = Only where the message goes by itself. It counts for each helper. Empty is 20.
editor-automation-mode = Who brings the message?
editor-automation-for = Who is it for?
editor-automation-all = For everybody
editor-automation-find = Find an example message
editor-automation-find-hint = Type a word that stands in the message.
editor-automation-take = Choose this message
editor-automation-chosen = This message is chosen
editor-automation-none = Please choose a message.
editor-automation-try = Try it out
editor-automation-tried = This is how it goes
rehearse-rule = { $when }: ‘{ $message }’
rehearse-when-appointment-missed = { $days ->
    [0] On the day of a missed appointment
    [one] One day after a missed appointment
   *[other] { $days } days after a missed appointment
}
rehearse-when-silent = { $days ->
    [one] After one day of silence
   *[other] After { $days } days of silence
}
rehearse-when-talk = { $days ->
    [0] On the day of a talk
    [one] One day after a talk
   *[other] { $days } days after a talk
}
rehearse-when-phase-done = { $days ->
    [0] On the day that a phase is done
    [one] One day after a phase is done
   *[other] { $days } days after a phase is done
}
rehearse-when-step-done = { $days ->
    [0] On the day that a step is done
    [one] One day after a step is done
   *[other] { $days } days after a step is done
}
rehearse-when-opened = { $days ->
    [0] On the day that somebody begins
    [one] One day after somebody begins
   *[other] { $days } days after somebody begins
}
rehearse-person-appointment-missed = Say: Noor did not come to an appointment.
rehearse-person-silent = Say: Noor is silent for some time.
rehearse-person-talk = Say: Noor had a talk.
rehearse-person-phase-done = Say: Noor has done a phase.
rehearse-person-step-done = Say: Noor has done a step.
rehearse-person-opened = Say: Noor begins.
rehearse-turn = { $days ->
    [0] On the same day her helper sees this message.
    [one] After one day her helper sees this message.
   *[other] After { $days } days her helper sees this message.
}
rehearse-other = { $days ->
    [0] On the same day her helper sees too: ‘{ $title }’.
    [one] After one day her helper sees too: ‘{ $title }’.
   *[other] After { $days } days her helper sees too: ‘{ $title }’.
}
rehearse-never = This message never has its turn then. Another message fits on the same day.
rehearse-not = This is not for Bram. His helper never sees this message.
rehearse-some = It is not for everybody. For whom it is came with the package.
rehearse-rest = Does Noor want rest, or wait for an answer? Then we propose nothing.
rehearse-new = Has Noor a new appointment already? Then we propose nothing.

news-nav = News
news-title = Sending news
news-text = Send something that suits people, such as a course. Only those who want news get it. You do not see who they are.
news-words = Your news
news-words-hint = Say what somebody can do, and with whom. It comes among the messages of the client.
news-whom = For whom?
news-whom-hint = All that you choose has to be so. What somebody did not tell does not count.
news-who = What has to be so? ({ $number })
news-many = Number ({ $number })
news-many-hint = Only with ‘at least’ and ‘at most’.
news-anybody = Does not matter
news-asks-yes = { $what }: yes
news-asks-no = { $what }: no
news-asks-least = { $what }: at least
news-asks-most = { $what }: at most
news-asked-least = { $what }: at least { $number }
news-asked-most = { $what }: at most { $number }
news-everybody = Everybody who wants news
news-fact-person-age = Age
news-fact-person-reads-easily = Reads easily
news-fact-household-children-under18 = Children at home
news-fact-household-children-age4to12 = Children of 4 to 12
news-fact-household-children-age4to17 = Children of 4 to 17
news-fact-income-has-zorgtoeslag = Health care benefit
news-fact-income-has-huurtoeslag = Rent benefit
news-fact-income-has-kindgebonden-budget = Child-related budget
news-fact-income-has-kinderbijslag = Child benefit
news-fact-income-is-variable = Income that varies
news-fact-events-moved = Moved lately
news-fact-events-income-changed = Income changed lately
news-count = Check and count
news-count-again = Check and count again
news-counted = At least { $count } people get this.
news-counted-few = Fewer than 5 people get this. That is too few: choose a larger group.
news-send = Send this news
news-leaves = Your news leaves in a minute. Until then you can still stop all of it.
news-sent = Sent
news-sent-none = No news was sent yet.
news-going = On its way.
news-done = Done.
news-stopped = Stopped.
news-reached = At least { $count } people got it.
news-reached-few = Fewer than 5 people got it.
news-reached-none = Nobody got it.
news-stop = Stop
news-stopped-now = Stopped. Who has it keeps it.
news-refused-few = These are fewer than 5 people. Choose a larger group.
news-refused-busy = Other news is still on its way. Wait until that is done, or stop it.
news-refused-gone = This is not on its way any more.

# An earlier start.
earlier-told = What you began earlier without a name is here now. The earlier request is gone.
earlier-title = Begun earlier without a name
earlier-intro = Did you ask for help before, without your name? Then bring what you wrote here.
earlier-code = Your code to come back
earlier-code-hint = You got it when you asked for help: four groups of five letters and digits.
earlier-look = Show what is there
earlier-found = You asked for help { $when }, at { $organisation }.
earlier-choose = What do you take along?
earlier-choose-hint = What you do not take along is gone for good after this.
earlier-nothing = Nothing is there that can come along.
earlier-sort-asked = What you answered when you asked for help
earlier-sort-messages = Messages and files: { $count }
earlier-sort-programme = Your programme and what you did: { $count }
earlier-sort-agenda = Appointments: { $count }
earlier-sort-goals = Goals and exercises: { $count }
earlier-sort-budget = Your money per month and what you told about yourself: { $count }
earlier-sort-debts = Debts and letters: { $count }
earlier-ends-title = This cannot come along
earlier-ends-diary_entry = What is in your diary: { $count }. Only your phone can read it. Copy what you want to keep.
earlier-ends-attendance = Events: { $count }. Sign up again here if you want to come.
earlier-let-end = This may go
earlier-bring = Bring it here
earlier-brought = It is here now. The earlier request is gone.
earlier-none = Choose from what is there.
earlier-own = That code is of what you have before you. Type the code of your earlier request.
earlier-not = That code does not belong to a request without a name. Ask your helper what you can do.
earlier-helper = A helper works with you there already. Ask them what you can do.
earlier-would-end = Something cannot come along. Say first whether it may go.
earlier-files = A file is still on its way. Open the app that sends it, and try again then.
earlier-closed = Your case here is closed. Ask the organisation what you can do.
earlier-busy = Somebody is writing there just now. Try again in a moment.

# A message on paper.
post-way = As a letter on paper
post-title = As a letter on paper
post-intro = For who reads no messages. You get a file to print.
post-kept = The address is put on the letter. We do not keep it.
post-address = Name and address
post-address-hint = As on an envelope, each part on a line of its own.
post-address-long = That does not fit an envelope. Use six short lines at most.
post-make = Make the letter
post-greeting = Kind regards,
post-call = Telephone: { $phone }
post-call-hours = Telephone: { $phone } ({ $hours })

## How an organisation's pages look

look-title = How your pages look
look-text = Here you choose one colour and a logo. They are on all pages in the browser, for clients too.
look-tried = This is an example. Nothing is saved yet.
look-so = This is how it looks
look-by-day = By day
look-by-night = On a dark screen
look-sample-link = A link
look-sample-press = A button
look-name-and-colour = Name and colour
look-called = What do people call you?
look-called-hint = A short name. Leave it empty for { $name }.
look-colour = Colour
look-colour-hint = Six characters, such as #1f5f4a. They are in your house style. Leave it empty for the ordinary colour.
look-take = Take { $colour }
look-try = See it first
look-keep = Save
look-ordinary = Take the ordinary colour
look-logo = Logo
look-logo-file = Choose a file
look-logo-hint = A picture that ends with .png, of at most 100 kilobytes. At most 1000 by 1000 dots. The logo stands on white.
look-logo-keep = Put the logo on
look-logo-none = Take the logo off
look-kept = Saved. It is on the pages at once.
look-refused-colour = This is no colour. Write six characters, such as #1f5f4a.
look-refused-unreadable = This colour is too light to read. The colour { $colour } is like it and can be read.
look-refused-none = Choose a file first.
look-refused-kind = This file cannot be a logo. Save it as .png and try once more.
look-refused-heavy = This file is too large. A logo has at most 100 kilobytes.
look-refused-size = A logo is 16 to 1000 dots high and wide. Make it smaller or larger.
look-refused-moves = This picture moves. Choose one that stands still.
look-refused-broken = This file is damaged. Save it as .png again.

## What an organisation offers

sign-up-closed = You cannot ask for help here now. Call your municipality. They help you on.
features-title = What you offer
features-text = Nobody can begin with what you switch off. What is there already stays.
features-on = is on
features-off = is off
features-offer = Switch on
features-leave-out = Switch off
features-offered = { $name } is on again.
features-left-out = { $name } is off now. What was there is still there.
features-never = This is always on
features-never-text = Help that cannot wait, your telephone number and reminders always stay. Clients always see who looked, and always take everything along.
feature-sign-up = Signing up without a code
feature-sign-up-text = Off: nobody signs up with you on the website any more. Who signed up already gets an answer.
feature-events = Events
feature-events-text = Off: there are no new events and places. A place that somebody has stays an appointment.
feature-moments = Free moments
feature-moments-text = Off: a helper offers no new moments. A client can still choose from what is there.
feature-coaches = Coaches who look along
feature-coaches-text = Off: a client lets nobody see more than now. Sharing less and stopping always work.
feature-forms = Work forms
feature-forms-text = Off: nobody asks for a form or shares one. What is shared already can be read.
feature-news = News for a group
feature-news-text = Off: no news goes out any more. What people got stays in their messages.
feature-calendar = Appointments in a calendar of one's own
feature-calendar-text = Off: nobody makes a new address for a calendar. One that is there works until somebody ends it.
feature-proposals = Examples by helpers
feature-proposals-text = Off: a helper proposes no message as an example any more. What waits can still be decided.
error-unknown-consent = This number is not in the list.

## What is asked of the server for a text (library)

editor-propose-look = First look whether this is about somebody.
editor-too-many = Many of your proposals wait already. Wait until a colleague has looked at them.
editor-meanwhile = Somebody else changed this just now. First look at what is there.
