# Words of helpers who use what their organisation wrote, and of rules of such texts. Pages of who writes them are in the other files.
# Every key is in en-editors.ftl too.

## Why a text cannot be kept (domain)

editor-missing = Vul dit nog in.
editor-too-long = Dit is te lang. Er passen { $most } tekens in.
editor-odd-character = Hier staat een teken dat niet kan. Typ het opnieuw.
editor-braces-nested = Bij teken { $place } staan accolades in accolades. Zet er één paar om een naam.
editor-braces-unopened = Bij teken { $place } sluit een accolade die niet open was.
editor-braces-unclosed = De accolade bij teken { $place } is niet gesloten.
editor-braces-empty = Tussen de accolades bij teken { $place } staat niets.
editor-braces-no-name = Bij teken { $place } staat geen naam tussen de accolades. Gebruik kleine letters en cijfers.
editor-other-names = Gebruik dezelfde namen tussen accolades als in de Nederlandse tekst.
editor-days = Kies een aantal dagen van 1 tot { $most }.
reach-refused-none = Vul een telefoonnummer of een e-mailadres in. Anders kan niemand jullie bereiken.
reach-refused-phone = Dit is geen telefoonnummer. Gebruik alleen cijfers, spaties en streepjes.
reach-refused-mail = Dit is geen e-mailadres.
editor-no-choice = Kies één van de antwoorden.
editor-no-when = Kies voor wie deze tip is.
event-number = Kies een getal van { $least } tot { $most }.

## What could be plainer

editor-plain-sentence = Deze zin heeft { $words } woorden. Maak er twee van: { $text }
editor-plain-blame = Dit klinkt als een verwijt: { $text }
editor-plain-abbreviation = Niet iedereen kent dit. Schrijf het uit: { $text }
editor-plain-formal = Dit klinkt formeel. Schrijf je of jij: { $text }
editor-plain-amount = Schrijf een bedrag met een euroteken en twee decimalen: { $text }
editor-plain-long = Dit is een lang bericht: { $words } tekens. Kan het korter?
editor-plain-first = Kijk eerst wat er duidelijker kan. Pas het aan, of zeg dat het zo mag.

## Example messages beside a message

editor-unfilled = Vul eerst in wat tussen accolades staat: { $names }

## Messages that fit now, for a helper

prompts-title = Berichten die nu passen
prompts-none = Er is nu geen bericht dat past.
prompts-why = Lees het bericht. Verander wat je wilt. Er gaat niets weg als jij niet op versturen drukt.
prompts-by-itself = Doe je niets? Dan gaat het bericht vanzelf weg.
prompts-human = Zeg dit liever zelf, bijvoorbeeld aan de telefoon. Zo kan het:
prompts-text = Je bericht
prompts-send = Verstuur
prompts-leave = Niet nodig
prompts-done = Ik heb dit zelf gedaan
prompts-sent = Je bericht is bewaard. Het gaat weg zodra je online bent.
prompts-left = Goed. We stellen dit niet weer voor.
prompt-why-missed = { $days ->
    [0] Kwam vandaag niet naar de afspraak
    [1] Kwam gisteren niet naar de afspraak
   *[other] Kwam { $days } dagen geleden niet naar de afspraak
}
prompt-why-silent = { $days } dagen stil
prompt-why-talk = { $days ->
    [0] Vandaag gesproken
    [1] Gisteren gesproken
   *[other] { $days } dagen geleden gesproken
}
prompt-why-phase = Fase af: { $title }
prompt-why-step = Stap af: { $title }
prompt-why-opened = { $days ->
    [0] Vandaag begonnen
    [1] Gisteren begonnen
   *[other] { $days } dagen geleden begonnen
}
prompt-human-only = Dit zeg je zelf. Het is geen bericht om te versturen.
error-unknown-prompt = Dit bericht past nu niet meer. Misschien heeft een collega al iets gestuurd.

## A helper offers moments

moments-new = Momenten laten kiezen
moments-new-text = Geef je cliënt een paar momenten. Wie het eerst kiest, krijgt het moment. Je agenda wordt dan vanzelf bijgewerkt.
moments-minutes = Hoeveel minuten duurt het?
moments-free = Momenten die je al aan iemand gaf en die nog vrij zijn
moments-one = Moment { $number }
moments-time = Hoe laat? Bijvoorbeeld 9:30
moments-message = Ik wil graag met je afspreken. Kies zelf een moment dat je past. Je vindt de momenten in je map, bij ‘Kies een moment’.
moments-offer = Geef deze momenten
moments-offered = De momenten zijn bewaard. Je cliënt krijgt je bericht zodra je online bent.
moments-withdraw = Haal weg: { $when }
moments-withdrawn = Dit moment is weg.
moments-count = Geef { $least } tot { $most } momenten.
moments-busy = Dan heb je al een afspraak: { $when }. Kies een ander moment.

## A helper proposes an example


## Pages of who writes


# Nieuws: wie voor de organisatie schrijft, ziet nooit wie het krijgt.
news-refused-field = Dit kun je niet vragen. Kies iets uit de lijst.
news-refused-number = Vul een heel getal in, van 0 tot en met 150.
news-refused-many = Kies hoogstens 3 dingen.
news-refused-words = Schrijf je nieuws: hoogstens 2000 tekens.
