# Words of people who write for an organisation, and of helpers who use what they wrote. A phone does not carry these.
# The keys and their variables are those of nl-editors.ftl.

## Why a text cannot be kept (domain)

editor-missing = Fill this in too.
editor-too-long = This is too long. There is room for { $most } characters.
editor-odd-character = There is a character that cannot be used. Type it again.
editor-braces-nested = At character { $place } there are braces within braces. Put one pair around a name.
editor-braces-unopened = At character { $place } a brace is closed that was not opened.
editor-braces-unclosed = The brace at character { $place } is not closed.
editor-braces-empty = Between the braces at character { $place } there is nothing.
editor-braces-no-name = At character { $place } there is no name between the braces. Use small letters and digits.
editor-other-names = Use the same names between braces as in the Dutch text.
editor-days = Choose a number of days from 1 to { $most }.
event-number = Choose a number from { $least } to { $most }.
reach-refused-none = Give a telephone number or an e-mail address. Otherwise nobody can reach you.
reach-refused-phone = This is no telephone number. Use only digits, spaces and hyphens.
reach-refused-mail = This is no e-mail address.
editor-no-choice = Choose one of the answers.
editor-no-when = Choose for whom this tip is.
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

## What could be plainer

editor-plain-sentence = This sentence has { $words } words. Make it two: { $text }
editor-plain-blame = This sounds like blame: { $text }
editor-plain-abbreviation = Not everybody knows this. Write it out: { $text }
editor-plain-formal = This sounds formal. Write "je" or "jij": { $text }
editor-plain-amount = Write an amount with a euro sign and two decimals: { $text }
editor-plain-long = This is a long message: { $words } characters. Can it be shorter?
editor-plain-good = This text is easy to read.
editor-plain-title = This could be plainer
editor-plain-first = First look at what could be plainer. Change it, or say that it may stay.

## Example messages beside a message

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
editor-unfilled = First fill in what stands between braces: { $names }

## Messages that fit now, for a helper

prompts-title = Messages that fit now
prompts-none = There is no message that fits now.
prompts-why = Read the message. Change what you like. Nothing goes unless you press send.
prompts-human = Better say this yourself, on the phone for example. It can go like this:
prompts-text = Your message
prompts-send = Send
prompts-leave = Not needed
prompts-done = I did this myself
prompts-sent = Your message is kept. It goes as soon as you are online.
prompts-left = Good. We will not propose this again.
prompt-why-missed = { $days ->
    [0] Did not come to the appointment today
    [1] Did not come to the appointment yesterday
   *[other] Did not come to the appointment { $days } days ago
}
prompt-why-silent = Silent for { $days } days
prompt-why-talk = { $days ->
    [0] A talk today
    [1] A talk yesterday
   *[other] A talk { $days } days ago
}
prompt-why-phase = Phase done: { $title }
prompt-why-step = Step done: { $title }
prompt-why-opened = { $days ->
    [0] Began today
    [1] Began yesterday
   *[other] Began { $days } days ago
}
prompt-human-only = You say this yourself. It is not a message to send.
error-unknown-prompt = This message does not fit any more. Perhaps a colleague sent something.

## A helper offers moments

moments-new = Let the client choose a moment
moments-new-text = Give your client a few moments. Who chooses first gets the moment. Your agenda follows by itself.
moments-offered-title = Moments that you gave
moments-minutes = How many minutes does it take?
moments-free = Moments that you already gave somebody and that are still free
moments-one = Moment { $number }
moments-time = At what time? For example 9:30
moments-message = I would like to meet you. Choose a moment that suits you. You find the moments in your file, at ‘Choose a moment’.
moments-offer = Give these moments
moments-offered = The moments are kept. Your client gets your message as soon as you are online.
moments-withdraw = Take away: { $when }
moments-withdrawn = This moment is gone.
moments-count = Give { $least } to { $most } moments.

## A helper proposes an example

editor-propose-way = Propose as an example
editor-propose-title = Propose an example
editor-propose-text = A colleague looks at it. After that everybody can find it. The names of you two are taken out.
editor-propose-left = Is this about somebody? Then take it out: { $names }
editor-propose-left-over = I looked at it. It is about nobody.
editor-propose-look = First look whether this is about somebody.
editor-propose-send = Propose
editor-proposed = Thank you. A colleague looks at it.
editor-too-many = Many of your proposals wait already. Wait until a colleague has looked at them.

## Pages of who writes

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
editor-meanwhile = Somebody else changed this just now. First look at what is there.
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

# News: who writes for the organisation never sees who gets it.
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
news-refused-field = This cannot be asked. Choose something from the list.
news-refused-number = Give a whole number, from 0 to 150.
news-refused-many = Choose at most 3 things.
news-refused-words = Write your news: at most 2000 characters.
news-refused-few = These are fewer than 5 people. Choose a larger group.
news-refused-busy = Other news is still on its way. Wait until that is done, or stop it.
news-refused-gone = This is not on its way any more.
