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
audit-stand-in-set = { $who } arranged that a colleague of your helper can help you for a while.
audit-stand-in-ended = The colleague of your helper does not see your file any more. That was arranged by: { $who }.
audit-glass-nobody-there = { $who } opened your file. Reason: your helper was not there.
audit-glass-threat = { $who } opened your file. Reason: you were about to lose something that you really need.
audit-glass-danger = { $who } opened your file. Reason: somebody may have been in danger.
audit-case-closed = { $who } closed your file.
audit-code-made = { $who } made a code to sign in with.
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
register-access-data = Which device, when it signed in and when it was last used.
register-access-kept = As long as the file is there. What happened stays in the log.
register-administration-name = Arranging help
register-administration-purpose = So that the municipality knows who works there and who has which file.
register-administration-data = Names and tasks of staff and volunteers, and which files they have.
register-administration-kept = As long as somebody works there. After that as long as the files are there.
register-own-data-name = Seeing your own data and taking it along
register-own-data-purpose = So that somebody can see what there is, and take it along.
register-own-data-data = Everything that somebody may see in their own file.
register-own-data-kept = A file that somebody takes along is not kept by the municipality.
register-retention-name = Keeping and erasing
register-retention-purpose = So that nothing stays longer than needed, and nothing shorter than the rules say.
register-retention-data = How the help ended, and when.
register-retention-kept = After erasing, only that something was erased stays in the log.

## Who works for an organisation

admin-nav-people = Staff
admin-nav-keeping = Keeping
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
