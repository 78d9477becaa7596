# Words of people who write for an organisation, and of helpers who use what they wrote. A phone does not carry these.
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
event-number = Kies een getal van { $least } tot { $most }.
reach-refused-none = Vul een telefoonnummer of een e-mailadres in. Anders kan niemand jullie bereiken.
reach-refused-phone = Dit is geen telefoonnummer. Gebruik alleen cijfers, spaties en streepjes.
reach-refused-mail = Dit is geen e-mailadres.
editor-no-choice = Kies één van de antwoorden.
editor-no-when = Kies voor wie deze tip is.
editor-field-event = Wat is er te doen?
editor-field-event-hint = Zet erbij voor wie het is, en of het geld kost.
editor-field-place = Waar is het?
editor-field-day = Welke dag?
editor-field-time = Hoe laat begint het?
editor-field-minutes = Hoeveel minuten duurt het?
editor-field-seats = Hoeveel mensen kunnen komen?
editor-field-seats-hint = Is het vol, dan wacht iemand tot er een plek vrijkomt.
editor-event-placed = { $count ->
    [0] Nog niemand heeft een plek.
    [one] Eén persoon heeft een plek.
   *[other] { $count } mensen hebben een plek.
}
editor-event-waiting = { $count ->
    [one] Eén persoon wacht op een plek.
   *[other] { $count } mensen wachten op een plek.
}
editor-event-who = Wie dat zijn, zie je hier niet. Hun hulpverlener ziet het in hun agenda.

## What could be plainer

editor-plain-sentence = Deze zin heeft { $words } woorden. Maak er twee van: { $text }
editor-plain-blame = Dit klinkt als een verwijt: { $text }
editor-plain-abbreviation = Niet iedereen kent dit. Schrijf het uit: { $text }
editor-plain-formal = Dit klinkt formeel. Schrijf je of jij: { $text }
editor-plain-amount = Schrijf een bedrag met een euroteken en twee decimalen: { $text }
editor-plain-long = Dit is een lang bericht: { $words } tekens. Kan het korter?
editor-plain-good = Deze tekst is goed te lezen.
editor-plain-title = Dit kan duidelijker
editor-plain-first = Kijk eerst wat er duidelijker kan. Pas het aan, of zeg dat het zo mag.

## Example messages beside a message

editor-examples-title = Voorbeeldberichten
editor-examples-find = Zoek een voorbeeld
editor-examples-moment = Wanneer past het?
editor-examples-technique = Wat doet het?
editor-examples-any = Alles
editor-examples-search = Zoek
editor-examples-none = We vonden geen voorbeeld. Probeer een ander woord.
editor-examples-more = Er zijn er nog meer. Zoek met een woord erbij.
editor-examples-take = Gebruik dit
editor-examples-fill = Nog invullen: { $names }
editor-examples-unknown = Dit voorbeeld is er niet meer.
editor-check = Kijk na
editor-unfilled = Vul eerst in wat tussen accolades staat: { $names }

## Messages that fit now, for a helper

prompts-title = Berichten die nu passen
prompts-none = Er is nu geen bericht dat past.
prompts-why = Lees het bericht. Verander wat je wilt. Er gaat niets weg als jij niet op versturen drukt.
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
moments-offered-title = Momenten die je gaf
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

## A helper proposes an example

editor-propose-way = Stel voor als voorbeeld
editor-propose-title = Stel een voorbeeld voor
editor-propose-text = Een collega kijkt ernaar. Daarna kan iedereen het vinden. De namen van jullie twee zijn eruit.
editor-propose-left = Gaat dit over iemand? Haal het dan weg: { $names }
editor-propose-left-over = Ik keek dit na. Het gaat over niemand.
editor-propose-look = Kijk eerst of dit over iemand gaat.
editor-propose-send = Stel voor
editor-proposed = Bedankt. Een collega kijkt ernaar.
editor-too-many = Er wachten al veel voorstellen van jou. Wacht tot een collega ze bekeek.

## Pages of who writes

editor-nav = Teksten
editor-title = Teksten
editor-kind-automation = Wat wanneer past
editor-one-automation = Wanneer dit bericht past
editor-on-appointment-missed = Als iemand niet naar een afspraak komt.
editor-on-silent = Als iemand een tijd niets laat horen.
editor-on-talk = Na een gesprek.
editor-on-phase-done = Als een fase af is.
editor-on-step-done = Als een stap af is.
editor-on-opened = Als iemand begint.
editor-automation-days = { $count ->
    [0] Meteen.
    [one] Na één dag.
   *[other] Na { $count } dagen.
}
editor-automation-some = Niet voor iedereen.
editor-automation-message = Het bericht:
editor-mode-approve = De helper leest het bericht en verstuurt het.
editor-mode-human = De helper zegt dit zelf. Het bericht is een idee.
editor-kind-message-template = Voorbeeldberichten
editor-kind-event = Bijeenkomsten
editor-kind-tip = Tips
editor-kind-work-form = Werkformulieren
editor-kind-programme = Programma’s
editor-one-message-template = Voorbeeldbericht
editor-one-event = Bijeenkomst
editor-one-tip = Tip
editor-one-work-form = Werkformulier
editor-one-programme = Programma
editor-new-message-template = Schrijf een voorbeeldbericht
editor-new-event = Nodig uit voor een bijeenkomst
editor-new-tip = Schrijf een tip
editor-state-draft = concept
editor-state-proposed = voorstel
editor-state-refused = niet overgenomen
editor-state-published = in gebruik
editor-state-withdrawn = uit gebruik
editor-state-came = in gebruik, zoals het kwam
editor-state-live = een oudere versie is in gebruik
editor-any-state = Alles
editor-state = Hoe ver is het?
editor-search = Zoek met woorden
editor-find = Zoek
editor-empty = Hier staat nog niets.
editor-waiting =
    { $count ->
        [one] 1 voorstel wacht op je.
       *[other] { $count } voorstellen wachten op je.
    }
editor-total =
    { $count ->
        [one] 1 tekst
       *[other] { $count } teksten
    }
editor-later = Volgende
editor-earlier = Vorige
editor-version = Versie { $version }
editor-by = Van { $name }
editor-by-when = Van { $name }, { $when }
editor-reason = Waarom niet: { $reason }

editor-field-title = Kop
editor-field-text = Tekst
editor-field-english = Tekst in het Engels
editor-field-english-hint = Mag leeg blijven.
editor-field-moment = Wanneer past het?
editor-field-technique = Wat doet het?
editor-field-names-hint = Tussen accolades staat wat we later invullen: voornaam, hulpverlener, dag, tijd of plaats.
editor-field-when = Voor wie is deze tip?
editor-field-rest = Na hoeveel dagen mag de tip terugkomen?
editor-field-action = Wat doet de knop?
editor-field-reason = Waarom neem je het niet over?
editor-when-choose = Kies uit deze lijst
editor-when-kept = Zoals het was
editor-when-yes = Wie dit heeft: { $fact }
editor-when-no = Wie dit niet heeft: { $fact }
editor-action-none = Er is geen knop
editor-action-message-helper = Stuur de hulpverlener een bericht
editor-action-call-helper = Bel de hulpverlener
editor-action-open-budget = Open de begroting
editor-action-open-next-step = Open de volgende stap
editor-action-kept = Zoals het was
editor-anyway = Ik keek het na. Het mag zo.
editor-save = Bewaar als concept
editor-publish = Neem in gebruik
editor-again = Neem weer in gebruik
editor-withdraw = Haal uit gebruik
editor-withdraw-text = Niemand krijgt het dan nog. Je kunt het later weer in gebruik nemen.
editor-withdraw-event = De bijeenkomst gaat dan niet door. Wie zich heeft aangemeld, krijgt bericht.
editor-withdraw-automation = Helpers krijgen dit dan niet meer voorgesteld.
editor-withdraw-programme = Niemand begint er dan nog mee. Wie het al volgt, houdt het.
editor-refuse = Neem niet over
editor-look = Bekijk
editor-preview = Zo ziet iemand het
editor-preview-rule = Zo is het ingesteld
editor-preview-new = Zo ziet iemand het concept
editor-preview-name = Noor
editor-preview-helper = Samira
editor-edit = Pas aan
editor-saved = Bewaard als concept.
editor-published = Dit is nu in gebruik.
editor-withdrawn = Dit is uit gebruik.
editor-refused = Niet overgenomen.
editor-meanwhile = Iemand anders paste dit net aan. Kijk eerst wat er nu staat.
editor-programme-steps =
    { $count ->
        [one] 1 stap
       *[other] { $count } stappen
    }
editor-programme-weeks =
    { $count ->
        [one] ongeveer 1 week
       *[other] ongeveer { $count } weken
    }

# Nieuws: wie voor de organisatie schrijft, ziet nooit wie het krijgt.
news-nav = Nieuws
news-title = Nieuws sturen
news-text = Stuur iets dat bij mensen past, zoals een cursus. Alleen wie nieuws wil, krijgt het. Jij ziet niet wie dat zijn.
news-words = Je nieuws
news-words-hint = Zet erbij wat iemand kan doen, en bij wie. Het komt bij de berichten van de cliënt.
news-whom = Voor wie?
news-whom-hint = Alles wat je kiest, moet kloppen. Wat iemand niet heeft verteld, telt niet mee.
news-who = Wat moet kloppen? ({ $number })
news-many = Getal ({ $number })
news-many-hint = Alleen bij ‘minstens’ en ‘hoogstens’.
news-anybody = Maakt niet uit
news-asks-yes = { $what }: ja
news-asks-no = { $what }: nee
news-asks-least = { $what }: minstens
news-asks-most = { $what }: hoogstens
news-asked-least = { $what }: minstens { $number }
news-asked-most = { $what }: hoogstens { $number }
news-everybody = Iedereen die nieuws wil
news-fact-person-age = Leeftijd
news-fact-person-reads-easily = Leest makkelijk
news-fact-household-children-under18 = Kinderen in huis
news-fact-household-children-age4to12 = Kinderen van 4 tot en met 12
news-fact-household-children-age4to17 = Kinderen van 4 tot en met 17
news-fact-income-has-zorgtoeslag = Zorgtoeslag
news-fact-income-has-huurtoeslag = Huurtoeslag
news-fact-income-has-kindgebonden-budget = Kindgebonden budget
news-fact-income-has-kinderbijslag = Kinderbijslag
news-fact-income-is-variable = Inkomen dat wisselt
news-fact-events-moved = Pas verhuisd
news-fact-events-income-changed = Inkomen pas veranderd
news-count = Lees na en tel
news-count-again = Lees opnieuw na en tel
news-counted = Minstens { $count } mensen krijgen dit.
news-counted-few = Minder dan 5 mensen krijgen dit. Dat is te weinig: kies een grotere groep.
news-send = Stuur dit nieuws
news-leaves = Je nieuws gaat over een minuut weg. Tot dan kun je alles nog stoppen.
news-sent = Verstuurd
news-sent-none = Er is nog geen nieuws verstuurd.
news-going = Onderweg.
news-done = Klaar.
news-stopped = Gestopt.
news-reached = Minstens { $count } mensen kregen het.
news-reached-few = Minder dan 5 mensen kregen het.
news-reached-none = Niemand kreeg het.
news-stop = Stop
news-stopped-now = Gestopt. Wie het al heeft, houdt het.
news-refused-field = Dit kun je niet vragen. Kies iets uit de lijst.
news-refused-number = Vul een heel getal in, van 0 tot en met 150.
news-refused-many = Kies hoogstens 3 dingen.
news-refused-words = Schrijf je nieuws: hoogstens 2000 tekens.
news-refused-few = Dit zijn minder dan 5 mensen. Kies een grotere groep.
news-refused-busy = Er is nog nieuws onderweg. Wacht tot dat klaar is, of stop het.
news-refused-gone = Dit is niet meer onderweg.
