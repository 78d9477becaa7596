# Words of helpers who use what their organisation wrote, and of rules of such texts. Pages of who writes them are in the other files.
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
reach-refused-none = Give a telephone number or an e-mail address. Otherwise nobody can reach you.
reach-refused-phone = This is no telephone number. Use only digits, spaces and hyphens.
reach-refused-mail = This is no e-mail address.
editor-no-choice = Choose one of the answers.
editor-no-when = Choose for whom this tip is.
event-number = Choose a number from { $least } to { $most }.

## What could be plainer

editor-plain-sentence = This sentence has { $words } words. Make it two: { $text }
editor-plain-blame = This sounds like blame: { $text }
editor-plain-abbreviation = Not everybody knows this. Write it out: { $text }
editor-plain-formal = This sounds formal. Write "je" or "jij": { $text }
editor-plain-amount = Write an amount with a euro sign and two decimals: { $text }
editor-plain-long = This is a long message: { $words } characters. Can it be shorter?
editor-plain-first = First look at what could be plainer. Change it, or say that it may stay.

## Example messages beside a message

editor-unfilled = First fill in what stands between braces: { $names }

## Messages that fit now, for a helper

prompts-title = Messages that fit now
prompts-none = There is no message that fits now.
prompts-why = Read the message. Change what you like. Nothing goes unless you press send.
prompts-by-itself = Do nothing, and the message goes by itself.
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
moments-busy = You have an appointment then: { $when }. Choose another moment.

## A helper proposes an example


## Pages of who writes


# News: who writes for the organisation never sees who gets it.
news-refused-field = This cannot be asked. Choose something from the list.
news-refused-number = Give a whole number, from 0 to 150.
news-refused-many = Choose at most 3 things.
news-refused-words = Write your news: at most 2000 characters.
