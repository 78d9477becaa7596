# Words in Dutch, level B1: short, warm, never blaming, "je".
# A key begins with the screen that shows it. Every key is in en.ftl too.

## Values: words inside sentences

word-yes = ja
word-no = nee
word-you = jij
word-unknown = nog niet bekend
word-nothing = niets
word-somebody = iemand anders
count-minutes =
    { $count ->
        [one] 1 minuut
       *[other] { $count } minuten
    }
count-hours =
    { $count ->
        [one] 1 uur
       *[other] { $count } uur
    }
count-messages =
    { $count ->
        [one] 1 bericht
       *[other] { $count } berichten
    }

## Money: what an amount that was typed lacks (domain)

money-ambiguous-separators = We weten niet zeker welk bedrag dit is. Schrijf het als 1234,50.
money-empty = Hier staat nog geen bedrag. Vul een bedrag in, bijvoorbeeld 12,50.
money-not-a-number = Dit lezen we niet als bedrag. Gebruik cijfers, bijvoorbeeld 12,50.
money-too-large = Dit bedrag is hoger dan { $max }. Kijk nog eens naar de komma.
money-too-many-decimals = Een bedrag heeft twee cijfers na de komma. Schrijf het als 12,50.

## Roles

role-client = cliënt
role-counsellor = hulpverlener
role-coach = coach
role-triage = medewerker aanmelding
role-content-manager = redacteur
role-administrator = beheerder
role-server = de server
role-other = iemand uit je team

## Frequencies

frequency-weekly = per week
frequency-two-weekly = per twee weken
frequency-four-weekly = per vier weken
frequency-monthly = per maand
frequency-two-monthly = per twee maanden
frequency-quarterly = per drie maanden
frequency-half-yearly = per half jaar
frequency-yearly = per jaar
frequency-once = één keer

## Statuses of steps, tasks, appointments, messages and debts

status-open = nog te doen
status-later = later
status-started = begonnen
status-done = klaar
status-skipped = overgeslagen
status-waiting = wacht op antwoord
status-planned = gepland
status-confirmed = bevestigd
status-moved = verzet
status-cancelled = afgezegd
status-missed = niet doorgegaan
status-held = wordt bekeken
status-left = niet gestuurd
status-sent = verstuurd
status-sending = wordt verstuurd
status-read = gelezen
status-draft = concept
status-conflict = twee versies
status-paid = betaald
status-agreed = afgesproken
status-stated = opgegeven
status-certain = zeker
status-estimate = geschat
status-paused = pauze
who-client = jij
who-client-seen = de cliënt
who-helper = je helper
who-helper-seen = de hulpverlener
who-together = samen

## Today

today-greeting = Hoi { $name }, fijn dat je er bent.
today-greeting-nameless = Hoi, fijn dat je er bent.
today-next-step = Je volgende stap: { $step }
today-takes =
    { $count ->
        [one] Het kost ongeveer 1 minuut.
       *[other] Het kost ongeveer { $count } minuten.
    }
today-appointment = Je afspraak: { $when }, { $place }.
today-appointment-no-place = Je afspraak: { $when }.
today-left-this-week = Te besteden deze week: { $amount }.
today-unread =
    { $count ->
        [one] Je hebt 1 nieuw bericht.
       *[other] Je hebt { $count } nieuwe berichten.
    }
today-conflicts =
    { $count ->
        [one] Eén ding heeft twee versies. Kijk welke klopt.
       *[other] { $count } dingen hebben twee versies. Kijk welke kloppen.
    }
today-why = Waarom: { $why }
today-tip = Tip: { $title }
quiet-talk = Klopt het verslag van { $date }?
quiet-form-asked = Je helper heeft een opdracht voor je: { $title }
quiet-form-begun = Hier was je aan begonnen: { $title }
quiet-moments = Je kunt een moment kiezen voor een afspraak.

## Programme

programme-finished = Je hebt { $title } helemaal gedaan.

## Budget

budget-form-left =
    { $count ->
        [0] Alles is ingevuld.
        [one] Nog 1 vraag.
       *[other] Nog { $count } vragen.
    }
budget-income = Er komt binnen
budget-balance-positive = Je houdt { $amount } per maand over.
budget-balance-zero = Wat binnenkomt en eruit gaat is nu gelijk.
budget-balance-negative = Er gaat { $amount } per maand meer uit dan erin komt. Samen zoeken we ruimte.
budget-empty = Je begroting is nog leeg. Begin met één inkomen.

forecast-tell-balance = Vul in wat er nu op je rekening staat. Dan zie je hoe de komende weken eruitzien.
forecast-spend-until = Je kunt { $amount } uitgeven tot en met { $date }. Je rekeningen zijn daar al af.
forecast-short-until = Tot en met { $date } kom je { $amount } tekort voor je rekeningen. Overleg met je helper.
forecast-per-week = Dat is { $amount } per week.
forecast-lowest = Op { $date } heb je het minst: { $amount }.
forecast-below-zero = Op { $date } sta je { $amount } rood. Kijk samen wat je kunt verschuiven.
forecast-double-pay = In { $month } krijg je twee keer geld: { $label }. Een goed moment om iets opzij te leggen.
forecast-put-aside = Leg elke week { $amount } opzij voor rekeningen die niet elke maand komen.
forecast-left-out = Dit telt nog niet mee: { $labels }. Vul in op welke dag het komt.
forecast-balance-old = Je saldo is van { $date }. Vul het opnieuw in.
forecast-uncertain = Van een bedrag staan er twee versies. Kies eerst welke klopt.
forecast-balance-to-come = Deze dag moet nog komen. Vul in wat er vandaag op je rekening staat.
forecast-day-unknown = Een dag van de maand is 1 tot en met 31.
forecast-day-does-not-fit = Deze dagen passen niet bij hoe vaak je dit betaalt of krijgt. Pas een van de twee aan.
forecast-too-large = Deze bedragen zijn samen te groot. Kijk nog eens naar de komma.

deadline-title = Termijnen
deadline-none = Er lopen geen termijnen.
deadline-work-title = Wat moet er wanneer gebeuren?
deadline-running =
    { $count ->
        [one] Nog 1 dag, tot en met { $date }.
       *[other] Nog { $count } dagen, tot en met { $date }.
    }
deadline-today = Vandaag is de laatste dag.
deadline-missed =
    { $count ->
        [one] 1 dag te laat. De laatste dag was { $date }.
       *[other] { $count } dagen te laat. De laatste dag was { $date }.
    }
deadline-done-late =
    { $count ->
        [one] Klaar, 1 dag te laat.
       *[other] Klaar, { $count } dagen te laat.
    }
deadline-met = Op tijd klaar.
deadline-stopped = Gestopt.
deadline-extended = Verlengd tot en met { $date }: { $reason }
deadline-source = Bron: { $source }
deadline-unverified = Deze termijn is nog niet nagezocht.
deadline-may-begin = Dit kun je starten
deadline-done-part = Klaar of gestopt
deadline-ended = Deze termijn is al klaar of gestopt.
deadline-not-later = De nieuwe dag moet later zijn dan de laatste dag nu.
deadline-no-reason = Vul in waarom. Dat blijft bewaard.
deadline-before-start = Deze dag is voor het begin van de termijn.
deadline-to-come = Deze dag moet nog komen. Kies vandaag of een dag daarvoor.
deadline-term-unknown = Voor deze dag is deze termijn niet bekend.
deadline-first-talk = Eerste gesprek
deadline-first-talk-threat = Eerste gesprek bij een noodsituatie
deadline-decision = Besluit over de hulp
deadline-stabilisation = Rust in het geld
deadline-agreement = Akkoord met alle schuldeisers
deadline-arrangement = De schuldregeling
deadline-moratorium-broad = Adempauze door de rechter
deadline-moratorium-narrow = Noodstop door de rechter
deadline-objection = Bezwaar maken
deadline-energy-end = Einde van de levering van energie
deadline-collection-pause = Pauze in het innen
error-unknown-deadline = Deze termijn is er niet.
kind-account-balance = saldo
kind-deadline = termijn
kind-deadline-step = stap in een termijn
kind-legal-figures = wettelijke bedragen en termijnen
kind-known-creditor = bekende schuldeiser

## Debts

debts-title = Mijn schulden
debts-total = Samen: { $amount }.
debts-amount-negative = Een bedrag is nul of hoger.
debts-payment-future = Deze dag is nog niet geweest. Vul in wat je al hebt betaald.
debts-no-kvk = Een nummer van de Kamer van Koophandel heeft 8 cijfers.
debts-no-iban = Dit rekeningnummer klopt niet. Kijk het nog eens na in de brief.
debts-total-between = Samen: tussen { $low } en { $high }.
debts-total-certain = Hiervan is { $amount } zeker.
debts-some-contested =
    { $count ->
        [one] Over het bedrag van 1 schuld is nog geen overeenstemming.
       *[other] Over het bedrag van { $count } schulden is nog geen overeenstemming.
    }
debts-some-estimated =
    { $count ->
        [one] Bij 1 schuld is het bedrag geschat.
       *[other] Bij { $count } schulden is het bedrag geschat.
    }
debts-some-unknown =
    { $count ->
        [one] Bij 1 schuld weten we het bedrag nog niet. Het totaal is dus hoger.
       *[other] Bij { $count } schulden weten we het bedrag nog niet. Het totaal is dus hoger.
    }
debts-stated-on = Volgens een opgave van { $date }.
debts-overpaid = { $amount } te veel betaald
debts-about = ongeveer { $amount }
debts-between = tussen { $low } en { $high }
debts-entry-statement = { $date }: { $amount } in totaal.
debts-entry-estimate = { $date }: ongeveer { $amount } in totaal.
debts-entry-cost = { $date }: { $amount } aan kosten erbij.
debts-entry-payment = { $date }: { $amount } betaald.
debts-entry-correction = { $date }: een bedrag klopte niet.
debts-same-creditor = Zijn { $one } en { $other } dezelfde?
debts-role-bailiff = deurwaarder
debts-role-agency = incassobureau

## Letters

letters-due = Antwoord uiterlijk { $date }.
letters-late = Dit moest uiterlijk { $date }. Bel of schrijf nu.
letters-today = Een brief wacht: { $sender }, uiterlijk { $date }.
letters-read-sender = Van
letters-read-amount = Te betalen
letters-read-deadline = Uiterlijk
letters-read-reference = Nummer
letters-read-iban = Rekening
letters-read-kind = Soort brief
letters-read-subject = Gaat over
letters-kind-summons = brief van een deurwaarder
letters-kind-reminder = herinnering
letters-kind-decision = besluit
letters-kind-bill = rekening
error-unknown-debt = Deze schuld vinden we niet. Kijk of het nummer klopt.
error-unknown-creditor = Deze schuldeiser vinden we niet. Kijk of het nummer klopt.
error-unknown-letter = Deze brief vinden we niet. Kijk of het nummer klopt.
error-unknown-amount = Dit bedrag vinden we niet. Kijk of het nummer klopt.

## What presses about a debt

debt-eviction = Je kunt je huis verliezen. Vraag vandaag nog hulp.
debt-eviction-on = Op { $date } kun je je huis verliezen. Vraag vandaag nog hulp.
debt-disconnection = Je kunt worden afgesloten. Vraag vandaag nog hulp.
debt-disconnection-on = Op { $date } kun je worden afgesloten. Vraag vandaag nog hulp.
debt-insurance-end = Je zorgverzekering kan stoppen. Vraag vandaag nog hulp.
debt-insurance-end-on = Op { $date } kan je zorgverzekering stoppen. Vraag vandaag nog hulp.
debt-seizure = Er kan geld of spullen worden afgenomen. Bel je helper.
debt-seizure-on = Vanaf { $date } kan er geld of spullen worden afgenomen. Bel je helper.
debt-talk-before = De gemeente praat uiterlijk { $date } met je.
debt-first-home = Dit gaat over je huis. Daarom staat het bovenaan.
debt-first-energy = Dit gaat over stroom en warmte. Daarom staat het bovenaan.
debt-first-water = Dit gaat over water. Daarom staat het bovenaan.
debt-first-health = Dit gaat over je zorgverzekering. Daarom staat het bovenaan.
debt-period-energy =
    { $count ->
        [one] Je leverancier moet een afsluiting 1 werkdag eerder melden.
       *[other] Je leverancier moet een afsluiting { $count } werkdagen eerder melden.
    }
debt-period-health =
    { $count ->
        [one] Na 1 maand achterstand kan je premie hoger worden.
       *[other] Na { $count } maanden achterstand kan je premie hoger worden.
    }
debt-period-rent =
    { $count ->
        [one] Na 1 maand achterstand kan je verhuurder naar de rechter.
       *[other] Na { $count } maanden achterstand kan je verhuurder naar de rechter.
    }
debt-letter-due = Een brief vraagt uiterlijk { $date } een antwoord.
debt-letter-passed = Een brief vroeg uiterlijk { $date } een antwoord. Bel of schrijf nu.
debt-with-bailiff = Het ligt bij een deurwaarder. Die kan kosten rekenen.

## Debts and letters: what records hold

status-Zorg = zorg
status-Publiek = overheid
status-Nuts = energie en water
status-Overig = overig
status-unsure = weet ik niet zeker
status-rent = huur
status-mortgage = hypotheek
status-energy = energie
status-water = water
status-health-insurance = zorgverzekering
status-tax = belasting
status-benefit = toeslag of uitkering
status-fine = boete
status-study = studielening
status-loan = lening
status-purchase = iets gekocht
status-phone = telefoon of internet
status-family = familie of vrienden
status-other = iets anders
status-preferent = gaat voor
status-concurrent = gewone schuld
status-partner = je partner
status-joint = samen
status-creditor = bij de schuldeiser
status-bailiff = bij een deurwaarder
status-agency = bij een incassobureau
status-disputed = je bent het er niet mee eens
status-accepted = je bent het ermee eens
status-eviction = je huis uit
status-disconnection = afsluiting
status-insurance-end = einde van de zorgverzekering
status-seizure = beslag
status-none = niets
kind-debt-entry = bedrag bij een schuld
field-creditor = aan wie
field-kind = de soort
field-subject = waarvoor het is
field-rank = of het voorgaat
field-owner = van wie het is
field-holder = bij wie het ligt
field-dispute = of je het ermee eens bent
field-threat = wat er dreigt
field-reference = het kenmerk
field-kvk = het nummer bij de Kamer van Koophandel
field-iban = het rekeningnummer
field-same-as = wie het ook is
field-distinct = wie het niet is
field-sender = de afzender
field-received-on = de dag van de post
field-dated-on = de dag van de brief
field-debt = de schuld

## Aanbod aan schuldeisers

offer-title = Het aanbod
offer-none = Er is nog geen aanbod gemaakt.
offer-settle-first = Dit moet eerst duidelijk zijn
offer-unsettled-unknown = { $creditor }: we weten nog niet hoeveel het is.
offer-unsettled-contested = { $creditor }: over het bedrag is nog verschil van mening.
offer-unsettled-estimated = { $creditor }: het bedrag is geschat. Vraag een brief met het juiste bedrag.
offer-unsettled-rank = { $creditor }: we weten nog niet of deze schuld voorgaat.
offer-unsettled = Niet alle schulden zijn duidelijk. Zoek ze uit, of laat ze weg met een reden.
offer-no-debts = Er zijn geen schulden om een aanbod voor te doen.
offer-no-source = Vul in waar het vrij te laten bedrag vandaan komt.
offer-no-reason = Vul in waarom deze schuld niet meedoet. Dat blijft bewaard.
offer-months = Een regeling duurt 1 tot en met 36 maanden.
offer-too-large = Deze bedragen zijn samen te groot. Kijk nog eens naar de komma.
offer-no-answer = Kies een antwoord: akkoord, vooraf akkoord, afgewezen, werkt niet mee of geen reactie.
offer-no-outcome = Kies hoe het eindigde: afgerond, gestopt of geen akkoord.
offer-not-sent = Het aanbod is nog niet verstuurd.
offer-sent-already = Het aanbod is al verstuurd.
offer-no-claim = Deze schuld zit niet in het aanbod.
offer-not-agreed = Nog niet iedereen is akkoord.
offer-nobody-to-force = Er is niemand die weigert, of nog niet iedereen gaf antwoord.
offer-has-ended = Dit aanbod is al klaar of gestopt.
offer-way-mediation = Elke maand sparen
offer-way-credit = Een lening bij een kredietbank
offer-way-zero = Een aanbod van nul
offer-meaning-1-mediation = Je zet { $months } maanden lang { $monthly } per maand opzij. Samen krijgen de schuldeisers { $offered } van de { $owed }.
offer-meaning-2-mediation = Houd je dit vol? Dan hoef je de rest niet meer te betalen.
offer-meaning-1-credit = Een kredietbank betaalt de schuldeisers nu { $offered } van de { $owed }. Jij betaalt de bank { $months } maanden lang { $monthly } per maand terug.
offer-meaning-2-credit = De rest hoef je de schuldeisers niet meer te betalen.
offer-meaning-1-zero = Er is nu niets over om af te lossen. De schuldeisers krijgen niets van de { $owed }.
offer-meaning-2-zero = Gaan zij akkoord? Dan ben je meteen van deze schulden af. Je krijgt wel hulp om nieuwe schulden te voorkomen.
offer-share = { $creditor } krijgt { $offered } van { $claim }. Dat is { $percent }.
offer-left-out = { $creditor } doet niet mee: { $reason }
offer-source = Vrij te laten bedrag: { $source }, van { $date }.
offer-answer-none = Nog geen antwoord.
offer-answer-agreed = Akkoord.
offer-answer-agreed-before = Vooraf akkoord.
offer-answer-rejected = Afgewezen.
offer-answer-uncooperative = Werkt niet mee.
offer-answer-silent = Geen reactie.
offer-stands-made = Het aanbod is gemaakt en nog niet verstuurd.
offer-stands-asked = { $answered } van de { $of } schuldeisers gaven antwoord.
offer-stands-running = De regeling loopt sinds { $date }.
offer-stands-refused = { $agreed } van de { $of } schuldeisers gaan akkoord. De anderen niet.
offer-stands-completed = Klaar op { $date }. De rest van deze schulden is kwijtgescholden.
offer-stands-stopped = Gestopt op { $date }.
offer-stands-failed = Op { $date } bleek dat niet iedereen akkoord ging.
offer-next-send = Bespreek het aanbod samen. Daarna gaat het naar de schuldeisers.
offer-next-force = Je helper kan de schuldeiser vragen om er nog eens naar te kijken. Daarna kan de rechter de afspraak opleggen.
offer-next-wsnp = Samen met je helper kun je de rechter om hulp vragen. Dat heet de wettelijke schuldsanering.
offer-paid = Er staat { $paid } klaar. Volgens de afspraak zou dat nu { $due } zijn.
offer-expected = Gaat het zo door? Dan is er op { $date } { $expected } voor de schuldeisers.
offer-behind = Er is { $amount } te weinig. Overleg met je helper.
offer-review = Op { $date } kijken jullie opnieuw wat je kunt missen.
offer-changed-new = { $creditor } is erbij gekomen. Maak een nieuw aanbod.
offer-changed-gone = { $creditor } staat niet meer op de lijst. Maak een nieuw aanbod.
offer-changed-amount = Bij { $creditor } klopt het bedrag niet meer. Maak een nieuw aanbod.
error-unknown-offer = Er is nog geen aanbod.
offer-make = Maak een nieuw aanbod
offer-leave-out = { $creditor }: laat weg, omdat
offer-income = Inkomen per maand, met vakantiegeld
offer-vtlb = Vrij te laten bedrag per maand
offer-source-asked = Waar komt dit bedrag vandaan?
offer-on = Van welke dag is dit? Leeg is vandaag.
offer-assets = Spaargeld of bezit dat meetelt
offer-costs = Kosten die eraf gaan
offer-months-asked = Hoeveel maanden? Leeg is 18.
offer-way-asked = Hoe wordt het betaald?
offer-send = Het aanbod is verstuurd
offer-answer-asked = Wat is het antwoord?
offer-answer-why = Waarom? Dat mag je leeg laten.
offer-granted = De rechter legt het op
offer-denied = De rechter wijst het af
offer-pay-asked = Hoeveel is er betaald of gespaard?
offer-pay = Schrijf dit bij
offer-complete = De regeling is klaar
offer-stop = De regeling stopt
offer-fail = Er komt geen akkoord
kind-offer = aanbod
kind-offer-step = stap van een aanbod

## The diary: for the client alone

diary-title = Mijn dagboek
diary-only-you = Alleen jij kunt dit lezen. Je helper en de gemeente niet.
diary-none = Je hebt nog niets geschreven. Eén zin is genoeg.
diary-closed = Een deel schreef je op een ander toestel. Zet de sleutel van dat toestel hier neer. Dan kun je alles lezen.
diary-other = Op je andere toestel schreef je tegelijk:
diary-keep = Krijg je een ander toestel? Neem dan de sleutel mee.
diary-key-title = De sleutel van je dagboek
diary-key-text = Schrijf deze letters op een veilige plek. Ben je dit toestel kwijt? Dan lees je alleen met de sleutel nog wat je schreef.
diary-key-taken = De sleutel past. Je dagboek is weer compleet.
diary-shared = Dit staat nu ook bij je berichten. Je helper kan het lezen.
diary-removed = Weggehaald.
refused-diary-key = Deze sleutel klopt niet. Kijk nog eens goed naar de letters.
refused-diary-no-key = Je schreef eerder op een ander toestel. Zet eerst de sleutel van dat toestel hier neer.
error-unknown-entry = We vinden dit stukje niet. Misschien is het weggehaald.
kind-diary-entry = dagboek
kind-own-key = sleutel
field-sealed = inhoud

## Contact

contact-why = Staat er geen herinnering op een telefoon? Dan sturen we die hierheen, een dag voor de afspraak.
contact-by-none = Ik wil geen herinnering buiten de app
contact-by-sms = Herinner mij met een sms
contact-by-mail = Herinner mij met een e-mail
contact-stop = Stuur niets meer
contact-go-on = Stuur weer herinneringen
contact-stopped = Je zei stop. We sturen je niets meer.
contact-not-mail = Dit lezen we niet als e-mailadres. Schrijf het zoals naam@voorbeeld.nl.
contact-not-mobile = Dit lezen we niet als mobiel nummer. Schrijf het zoals 06 12345678.
contact-nowhere = Vul eerst het nummer of het e-mailadres in waar de herinnering heen moet.
consent-title = Waar ik ja op zei
consent-intro = Hier zei je ja op. Je kunt dat altijd weer intrekken. Voor je hulp maakt dat niets uit.
consent-none = Er is nu niets waar je ja op zei. Voor je hulp is dat ook niet nodig.
consent-sharing = { $name } kijkt mee
consent-sms = Herinneringen per sms
consent-mail = Herinneringen per mail
consent-news = Nieuws van de organisatie
consent-until = Dit stopt vanzelf op { $date }.
consent-take-back = Trek dit in
consent-taken-back = Ingetrokken.
contact-title = Hoe bereiken we jou?
kind-contact = bereikbaarheid
kind-reminder-plan = herinneringen van een apparaat
field-mail = E-mailadres
field-mobile = Mobiel nummer
field-remind = Hoe wil je herinnerd worden?
field-stop = stop
field-planned = wat klaarstaat
status-sms = sms
status-mail = e-mail
status-no = nee
status-yes = ja

## Pages: what buttons and questions of the screens that are said say

page-more-mine = Mijn map
page-more = Map van de cliënt
form-ask = Vraag de cliënt om dit te doen
form-ask-why = Waarom vraag je dit? Dat mag je leeg laten.
form-asked = Het staat nu klaar voor de cliënt.
form-withdraw = Vraag dit toch niet
form-withdrawn = De vraag is weg.
form-share = Deel met je helper
form-clear = Begin opnieuw
form-feedback = Wat wil je hierover zeggen?
form-feedback-give = Verstuur je reactie
form-feedback-given = Je reactie staat erbij.
form-erase = Wis dit voor iedereen
goals-new = Een nieuw doel
goals-text = Wat wil je bereiken?
goals-text-why = Waarom is dat belangrijk?
goals-text-step = Wat is de eerste kleine stap?
goals-reach = Dit is gehaald
goals-let = Dit laat ik los
goals-reopen = Hier ga ik weer mee verder
goals-remove = Haal dit doel weg
goals-removed = Het doel is weg.
reach-title = Bel of mail ons
reach-call = Bel { $phone }
reach-write = Mail naar { $mail }
reach-none = Je organisatie heeft dit nog niet ingevuld. Stuur een bericht aan je helper.
event-title = Bijeenkomsten
event-none = Er zijn nu geen bijeenkomsten. Komt er een bij, dan zie je die hier.
event-seats = { $count ->
    [one] Er is plaats voor één persoon.
   *[other] Er is plaats voor { $count } mensen.
}
event-attend = Ik wil komen
event-leave = Ik kom toch niet
event-open = Je kunt je nog aanmelden.
event-asked = We vragen een plek voor je. Daar is internet voor nodig.
event-placed = Je hebt een plek.
event-waiting = Het is vol. Je krijgt een plek die vrijkomt.
event-closed = Het is begonnen. Er was geen plek meer.
event-cancelled = Het gaat niet door.
event-no-move = Deze bijeenkomst kun je niet verzetten. Je kunt wel afzeggen.
error-unknown-event = Deze bijeenkomst is er niet, of is al begonnen.
moments-title = Kies een moment
moments-none = Er zijn nu geen momenten om uit te kiezen.
moments-gone = Deze momenten zijn niet meer vrij. Je helper stelt nieuwe voor.
moments-other = Komt een ander moment beter uit? Kies het dan.
moment-open = Dit moment is vrij.
moment-asked = We vragen dit moment voor je. Daar is internet voor nodig.
moment-given = Dit moment is voor jou.
moment-taken = Dit moment is niet meer vrij.
moment-closed = Dit moment kun je niet meer kiezen.
error-unknown-moment = Dit moment is niet meer vrij. Kies een ander moment.
marks-value = Welk cijfer geef je nu?
marks-give = Geef dit cijfer
talks-more = Wil je er iets bij zeggen? Dat mag je leeg laten.
talks-right = Ja, dit klopt
talks-not-right = Nee, dit klopt niet
talks-unsure = Ik weet het niet zeker
talks-correct = Schrijf een nieuw verslag in de plaats
talks-erase = Wis dit verslag
talks-new = Een nieuw verslag
talks-on = Wanneer was het gesprek?
talks-body = Wat is er besproken?
talks-agreed-title = Wat is er afgesproken?
diary-write = Schrijf iets op
diary-text = Hoe gaat het?
diary-on = Over welke dag? Leeg is vandaag.
diary-share = Stuur dit naar je helper
diary-remove = Haal dit weg
diary-key-other = De sleutel van je andere toestel

## Notes of talks: a helper writes, the client says whether it is right

talks-title = Verslagen van gesprekken
talks-none = Er is nog geen verslag.
talks-ask = Klopt dit verslag?
talks-corrected = Er is een nieuw verslag voor in de plaats.
talks-erased = Het verslag is gewist. Bij anderen gaat het weg zodra er internet is.
talks-says-right = dit klopt
talks-says-not-right = dit klopt niet
talks-says-unsure = weet ik niet zeker
talks-says-more = { $says }. { $text }
talks-says-nothing = nog geen antwoord
talks-no-reaction = Kies een antwoord: het klopt, het klopt niet, of je weet het niet zeker.
kind-talk-note = verslag van een gesprek
field-reaction = of het klopt
error-unknown-note = Dit verslag vinden we niet. Kijk of het nummer klopt.

## Goals, and marks on a scale

goals-title = Doelen
goals-none = Er is nog geen doel. Wat wil je graag bereiken?
goals-set = Sinds { $date }
goals-status-open = mee bezig
goals-status-reached = gehaald
goals-status-let-go = losgelaten
goals-no-status = Kies hoe het staat: mee bezig, gehaald of losgelaten.
goals-no-scale = Kies een vraag: je geld, je rust, je vertrouwen of een doel.
goals-you = Je
goals-client = De cliënt
goals-gave = { $who } gaf een { $first } op { $date }.
goals-gave-now = { $who } gaf een { $first } op { $date } en nu een { $latest }.
goals-gave-then = { $who } gaf een { $first } op { $date } en een { $latest } op { $then }.
goals-gave-same-now = { $who } gaf een { $first } op { $date } en nu weer.
goals-gave-same = { $who } gaf een { $first } op { $date } en weer op { $then }.
goals-ask-money = Hoe gaat het met je geld?
goals-ask-calm = Hoeveel rust heb je in je hoofd?
goals-ask-trust = Hoeveel vertrouwen heb je in je helper?
goals-ask-goal = Hoe dichtbij is je doel: { $goal }
goals-scale-money = je geld
goals-scale-calm = je rust
goals-scale-trust = je vertrouwen
kind-mark = cijfer
field-why = waarom
field-first-step = de eerste stap
status-reached = gehaald
status-let-go = losgelaten
error-unknown-goal = Dit doel vinden we niet. Kijk of het nummer klopt.
marks-title = Cijfers van 0 tot en met 10
marks-given = Alle cijfers

## Who looked

looks-title = Wie er keek
looks-none = Er keek nog niemand in je dossier.
looks-counsellor = { $name } van de gemeente keek op { $date }.
looks-coach = Coach { $name } keek op { $date }.
looks-somebody = Iemand
kind-look = wie er keek

## Agenda

agenda-planned = Je afspraak staat: { $when }.

## Messages


## Work forms

form-title = Opdrachten
form-shared = Je helper kan je antwoorden nu lezen.
form-private = Alleen jij ziet deze antwoorden.
form-required = Deze vraag hebben we nodig: { $label }
form-scale = Kies een cijfer van 0 tot en met 10.
form-choose-one = Kies één antwoord.
form-choose-many = Kies één of meer antwoorden.
form-too-long = Deze tekst is te lang. Gebruik hoogstens { $max } tekens.
form-bad-character = Er staat een teken in dat we niet kunnen lezen. Typ de tekst opnieuw.
form-not-a-number = Dit lezen we niet als getal. Gebruik cijfers, bijvoorbeeld 12.
form-not-a-day = Dit lezen we niet als dag. Schrijf het als 24-11-2026.
form-none = Er zijn nu geen opdrachten.
form-state-new = Nog niet begonnen
form-state-asked = Staat voor je klaar
form-state-begun = Je bent bezig
form-state-shared = Gedeeld
form-state-asked-seen = Gevraagd
form-asked-by = { $name } vraagt je om dit te doen.
form-asked-by-seen = Gevraagd door { $name }.
form-asked-by-you = Je hebt dit zelf gekozen.
form-asked-by-you-seen = Jij hebt dit gevraagd.
form-progress = { $done } van de { $of } vragen beantwoord
form-nothing-to-share = Beantwoord eerst een vraag. Daarna kun je delen.
form-no-feedback-text = Schrijf eerst een reactie.
form-shared-title = Gedeelde antwoorden
form-shared-none = Er is nog niets gedeeld.
form-erased = De tekst is gewist.
kind-form-task = gevraagde opdracht
kind-form-answers = antwoorden op een opdracht
kind-form-feedback = reactie op een opdracht
error-unknown-form = Deze opdracht vinden we niet. Kijk of het nummer klopt.
error-unknown-question = Deze vraag vinden we niet. Kijk of het nummer klopt.
error-unknown-answers = Deze antwoorden vinden we niet. Kijk of het nummer klopt.

## Caseload: what a counsellor sees first, and why

caseload-attention =
    { $count ->
        [one] 1 cliënt vraagt aandacht
       *[other] { $count } cliënten vragen aandacht
    }
caseload-last-seen = Laatst actief: { $date }
attention-question-waiting =
    { $count ->
        [one] vraag wacht 1 dag
       *[other] vraag wacht { $count } dagen
    }
attention-question-today = vraag van vandaag
attention-note-disputed = cliënt zegt: verslag klopt niet
attention-form-shared = gedeelde antwoorden wachten op je
attention-appointment-missed = afspraak gemist
attention-no-moment = geen moment meer om te kiezen
attention-silent =
    { $count ->
        [one] 1 dag stil
       *[other] { $count } dagen stil
    }
attention-amount-uncertain = bedrag niet zeker
attention-budget-short = komt tekort
attention-new = nieuw op je lijst

## Held: the server took a change in, and somebody looks at it first

held-rescue = Na een storing had alleen dit apparaat nog iets wat een ander schreef. De gemeente heeft het nu, en kijkt ernaar.
held-title = Wordt bekeken
held-explain = Deze wijziging is veilig bewaard. Iemand kijkt er eerst naar.
held-not-allowed = Dit mag jij niet aanpassen. Vraag het je helper.
held-role = Alleen iemand met deze rol mag dit aanpassen: { $role }.
held-scope = Dit dossier is niet meer met je gedeeld.
held-compartment = Dit deel is niet met je gedeeld.
held-closed = Dit dossier is afgesloten.
held-share-ended = Het delen stopte op { $date }.
held-invalid = Een waarde past hier niet: { $field }. Pas het aan.
held-too-large = Dit is te groot om te versturen. Maak het kleiner.
held-clock = De klok van dit apparaat loopt niet goed. Zet de tijd gelijk.
held-unknown-kind = De server kent dit nog niet. Het wacht tot de server nieuwer is.
held-revoked = Dit apparaat is afgemeld. Koppel het opnieuw.
held-erased = Dit is op verzoek gewist.
held-forgotten = Dit was al lang verwijderd. Je wijziging is bewaard. Je helper kijkt ernaar.
held-missing = Er mist iets dat eerst moet komen. We proberen het later weer.
held-released = Goedgekeurd. Iedereen ziet het nu.
held-other = De server legt dit even apart. Je helper kijkt ernaar.

## Safety: is my data safe?

safety-at-server =
    { $count ->
        [one] 1 ding staat ook op de server.
       *[other] { $count } dingen staan ook op de server.
    }
safety-in-backup =
    { $count ->
        [one] 1 ding staat in de reservekopie.
       *[other] { $count } dingen staan in de reservekopie.
    }

## Search

kind-message = bericht
kind-note = verslag
kind-task = taak
kind-step = stap
kind-budget-line = post in je begroting
kind-debt = schuld
kind-letter = brief
kind-appointment = afspraak
kind-reminder = herinnering
kind-form = opdracht
kind-tip = tip
kind-diary = dagboek
kind-sign-up = Vraag om hulp
kind-colleague = Collega
kind-area = Postcodes
field-decision = Welke hulp
kind-goal = doel
kind-profile = gegevens
kind-income = inkomen
kind-creditor = schuldeiser
kind-payment = betaling
kind-share = delen
kind-programme = programma
kind-other = iets anders

## Pairing a device


## Bank files: what they say stays on this device

error-unknown-proposal = Dit voorstel vinden we niet. Kijk of het nummer klopt.

## Errors: what happened, and what you can do

error-unexpected = Er ging bij ons iets mis. Probeer het nog eens. Noem anders: { $reference }.
error-not-paired = Dit apparaat is nog niet gekoppeld. Koppel het met een code.
error-already-paired = Dit apparaat is al gekoppeld. Wis het eerst als je opnieuw wilt beginnen.
error-offline = Er is geen internet. Wat je deed is bewaard.
error-wrong-key = De sleutel past niet. Probeer het nog eens of vraag hulp.
error-journal-salvaged =
    { $count ->
        [one] Het laatste stukje opslag was beschadigd. Kijk na of 1 ding er nog staat.
       *[other] Het laatste stukje opslag was beschadigd. Kijk na of { $count } dingen er nog staan.
    }
error-store-damaged = De opslag is beschadigd. We halen je gegevens opnieuw op.
error-disk-full = Je apparaat is vol. Maak ruimte en probeer het nog eens.
error-unknown-id = Dit vinden we niet: { $id }. Kijk of het klopt.
error-unknown-choice = { $value } kennen we niet. Kies uit: { $choices }.
error-bad-date = Deze datum lezen we niet. Schrijf hem als 24-11-2026.
error-bad-time = Deze tijd lezen we niet. Schrijf hem als 10:30.
error-date-past = Deze datum is al voorbij. Kies een latere dag.
error-code-invalid = Deze code klopt niet. Kijk de letters en cijfers nog eens na.
error-code-expired = Deze code is te oud. Vraag een nieuwe code.
error-server-old = Deze app is nieuwer dan de server. Wat je deed is bewaard en gaat later mee.
error-server = De server geeft geen goed antwoord. Wat je deed is bewaard.
error-update-needed = Deze app is te oud voor de server. Werk de app bij.
error-device-revoked = Dit apparaat is afgemeld. Koppel het opnieuw met een code.
error-signed-out = Je bent uitgelogd. Log in om bij te werken. De rest werkt door.
error-held = De wijziging is bewaard, maar iemand kijkt er eerst naar.
error-paused = De app was even weg. Probeer het nog eens.
error-closed = De app is gesloten. Open de app opnieuw.
error-cancelled = Gestopt. Wat klaar was, is bewaard.
error-key-unavailable = Ontgrendel eerst je telefoon. Open daarna de app opnieuw.
refused-language = Kies Nederlands of Engels.
error-in-use = De app is al open op dit apparaat. Sluit het andere venster.

## Command line

cli-saved = Bewaard op dit apparaat.

## Budget: what the domain asks about a line

budget-contested =
    { $count ->
        [one] Van 1 post zijn er twee bedragen. Kies welk bedrag klopt.
       *[other] Van { $count } posten zijn er twee bedragen. Kies welke kloppen.
    }
budget-duplicate-line =
    { $count ->
        [one] Deze post staat er 1 keer.
       *[other] Deze post staat er { $count } keer. Klopt dat?
    }
budget-line-negative = Een bedrag is nul of hoger. Kies of het erin komt of eruit gaat.
budget-line-too-large = Dit bedrag is hoger dan { $max }. Kijk nog eens naar de komma.
budget-line-twice = Deze post staat er al. Pas de eerste aan.
budget-rent-allowance-twice = Je huurtoeslag telt misschien twee keer mee. Vul de hele huur in.
budget-too-many-lines = Je begroting is vol. Voeg een paar kleine posten samen.
budget-unknown-category = Deze soort post kennen we niet meer. Kies een andere.

## Programme: what the domain says

phase-locked-after = Deze fase komt later. Eerst: { $step }.
step-locked-after = Deze stap komt later. Eerst: { $step }.
programme-all-done = Alles is klaar. Kijk eens hoe ver je bent gekomen.
programme-all-postponed = Alles staat op later. Op { $until } gaan we verder.
programme-half-way = Je bent op de helft van { $title }. Wat een werk.
programme-waiting-for-helper = Je helper is nu aan zet. Je krijgt vanzelf bericht.
task-already-done = Deze taak is al klaar. Goed gedaan.
task-already-settled = Over deze taak is al gekozen. Draai dat eerst terug.
task-locked = Deze taak komt later. Doe eerst de stap ervoor.
task-not-yours = Deze taak is voor iemand anders. Vraag het je helper.
task-nothing-to-undo = Er is niets om terug te draaien.
task-postpone-past = Kies een dag die nog komt.
task-postpone-too-far = Kies een dag binnen { $days } dagen.
task-unknown = Deze taak staat niet in je programma.

## Tips: why somebody sees one. A fact is named so that it fits after "dit past bij:"

tip-because = Deze tip past bij wat je invulde over: { $field }.
tip-because-yes = Deze tip past bij wat je invulde: { $field }.
tip-because-no = Deze tip past bij jou. Dit is er nog niet: { $field }.
operator-eq = is
operator-ne = is niet
operator-gt = is meer dan
operator-gte = is minstens
operator-lt = is minder dan
operator-lte = is hoogstens
operator-in = is één van
fact-activity-days-since-last = hoe lang het stil is
fact-activity-steps-done-last7days = je stappen van deze week
fact-admin-has-digi-d = DigiD
fact-admin-order-score = de orde in je post
fact-admin-unopened-letters = ongeopende brieven
fact-appointment-confirmed = een bevestigde afspraak
fact-appointment-next-in-days = je volgende afspraak
fact-budget-balance-monthly = wat je per maand overhoudt
fact-budget-fixed-share = je vaste lasten
fact-budget-has-buffer = een buffer
fact-budget-has-energy = energie in je begroting
fact-budget-has-reservations = geld opzij voor later
fact-budget-housing-share = wat wonen kost
fact-budget-is-complete = een complete begroting
fact-budget-started-days-ago = hoe lang je begroting loopt
fact-budget-subscriptions-count = je abonnementen
fact-date-month = de tijd van het jaar
fact-debts-has-bailiff = een brief van een deurwaarder
fact-debts-has-buy-now-pay-later = achteraf betalen
fact-debts-has-cjib = een boete
fact-debts-has-energy-arrears = een open rekening voor energie
fact-debts-has-family-loan = geld geleend van familie
fact-debts-has-garnishment = beslag op je inkomen
fact-debts-has-health-insurance-arrears = een open rekening voor zorg
fact-debts-has-municipal-tax = gemeentebelasting
fact-debts-has-rent-arrears = een open rekening voor huur
fact-debts-has-water-arrears = een open rekening voor water
fact-events-household-changed = een verandering in huis
fact-events-income-changed = een verandering in je inkomen
fact-events-moved = een verhuizing
fact-household-child-turning18in-months = een kind dat bijna 18 is
fact-household-children-age4to12 = kinderen van 4 tot en met 12
fact-household-children-age4to17 = kinderen van 4 tot en met 17
fact-household-children-under18 = kinderen in huis
fact-household-type = je huishouden
fact-housing-tenure = huren of een eigen huis
fact-income-has-holiday-pay = vakantiegeld
fact-income-has-huurtoeslag = huurtoeslag
fact-income-has-kinderbijslag = kinderbijslag
fact-income-has-kindgebonden-budget = kindgebonden budget
fact-income-has-zorgtoeslag = zorgtoeslag
fact-income-is-low = een lager inkomen
fact-income-is-variable = een wisselend inkomen
fact-income-pay-frequency = hoe vaak je geld krijgt
fact-person-age = je leeftijd
fact-person-language = je taal
fact-person-reads-easily = makkelijk lezen

## Held codes of sync: underscores become hyphens

held-scope-revoked = Dit is niet meer met je gedeeld.
held-read-only = Je mag dit lezen, maar niet aanpassen. Vraag het je helper.
held-unknown-change = De server kent dit nog niet. Het wacht tot de server nieuwer is.
held-kind-mismatch = Dit past niet bij wat er al staat. Je helper kijkt ernaar.
held-wrong-author = Dit is van iemand anders. Vraag het aan die persoon.
held-not-offered = Je organisatie biedt dit nu niet aan.
held-before = Dit hoort bij iets dat nog bekeken wordt.
held-held-before = Dit hoort bij iets dat nog bekeken wordt.

## Why a value was refused

refused-too-long = Deze tekst is te lang. Maak hem korter.
refused-wrong-type = Dit past hier niet. Vul iets anders in.
refused-out-of-range = Dit getal past hier niet. Kijk het nog eens na.
refused-not-a-choice = Kies één van de antwoorden.
refused-bad-date = Deze datum lezen we niet. Schrijf hem als 24-11-2026.
refused-too-deep = Deze tekst kunnen we niet bewaren. Maak hem eenvoudiger.
refused-no-undo = Dit kun je niet terugdraaien. Of er zou niets veranderen.
refused-missing = Hier mist nog iets.
refused-day-to-come = Deze dag moet nog komen. Kies vandaag of een dag daarvoor.
refused-bad-character = Hier staat een teken dat we niet kunnen bewaren.

## Kinds of records

kind-case = dossier
kind-helper = helper
kind-run = programma
kind-read-mark = gelezen tot hier
kind-preference = keuze
kind-tip-mark = bewaarde tip
kind-fact = gegeven
kind-office-note = notitie van de gemeente
kind-conflict = twee versies
kind-label = label
kind-message-template = voorbeeldbericht
kind-automation = wanneer welk bericht past
kind-prompt-choice = gekozen bericht
kind-event = bijeenkomst
kind-organisation = contact met de organisatie
kind-attendance = aanmelding voor een bijeenkomst
kind-moment = moment om uit te kiezen
kind-work-form = opdracht
kind-budget-category = soort post
kind-income-source = soort inkomen
kind-term = woord

## Fields, as they stand in a question about two versions

field-amount = het bedrag
field-balance = het saldo
field-label = de naam
field-category = de soort
field-frequency = hoe vaak
field-state = of het klaar is
field-status = hoe het ervoor staat
field-text = de tekst
field-body = de tekst
field-title = de titel
field-name = de naam
field-place = de plek
field-when = het moment
field-due-on = de dag
field-pay-day = de betaaldag
field-note = de notitie
field-language = de taal
field-zone = de tijdzone
field-order = de volgorde
field-hidden = of het zichtbaar is
field-not-applicable = of dit bij je past
field-started-on = de begindag
field-ended-on = de laatste dag
field-parts = wat je deelt
field-pause-until = tot wanneer het stil is
field-nudges = herinneringen
field-news = nieuws
field-other = een gegeven

## Parts that a client can share

part-programme = je programma
part-agenda = je agenda
part-conversation = je berichten
part-budget = je geld
part-goals = je opdrachten en doelen

## Reminders as the domain plans them: a title and a body, and a discreet text for the lock screen

reminder-appointment-today = Vandaag: { $title }
reminder-appointment-tomorrow = Morgen: { $title }
reminder-appointment-on = { $title }, { $date }
reminder-appointment-confirm = We zien elkaar { $moment }. Past het nog? Zeg ja, of kies een ander moment.
reminder-appointment-at = We zien elkaar { $moment }. Je mag iemand meenemen.
reminder-appointment-at-place = We zien elkaar { $moment }. Waar: { $place }.
reminder-task-today = Vandaag: { $title }
reminder-task-tomorrow = Morgen: { $title }
reminder-task-on = { $title }, { $date }
reminder-task-body = Een kleine stap is genoeg. Lukt het niet? Vraag je helper.
reminder-pay-day = Je inkomen komt eraan: { $label }
reminder-pay-day-body = Het komt { $date }. Betaal eerst huur, energie en zorg.
reminder-nudge = Je volgende stap: { $title }
reminder-nudge-body = De stap wacht rustig op je. Begin wanneer het jou past.
reminder-discreet-appointment = Je hebt binnenkort een afspraak.
reminder-discreet-nudge = Er staat iets kleins voor je klaar.
reminder-discreet-pay-day = Er is een herinnering voor je.
reminder-discreet-task = Er staat een herinnering voor je klaar.

## What the library says about two readings, a case and an id

today-of = Je kijkt mee met { $name }.
today-next-of = Nu aan de beurt: { $step }
caseload-nameless = cliënt zonder naam
conflict-which = { $about }. Er staat { $shown }, en ook { $other }. Welke klopt?
conflict-settled-itself = { $about }. Nu staat er { $shown }, eerder { $other }. Je kunt dit terugzetten.
conflict-chosen-now = { $about }. Gekozen is { $value }.
error-server-insecure = Dit adres van de server is niet veilig. Gebruik een adres dat begint met https.
error-too-many-tries-soon = Dat was te vaak. Wacht even en probeer het straks weer.
error-lease-over = Je hebt lang geen contact gehad met de gemeente. Voor de veiligheid is alles op slot. Maak verbinding met internet, dan gaat het vanzelf weer open. Wat je opschreef, is bewaard.
error-not-yours = Dit is van iemand anders om te doen. Vraag het gerust.
error-unknown-case = Deze cliënt vinden we niet op dit apparaat. Misschien moet je eerst bijwerken.
error-unknown-task = Deze taak of stap vinden we niet. Kijk of het nummer klopt.
error-unknown-programme = Er is hier nog geen programma. Je helper kiest er samen met jou een.
error-unknown-appointment = Deze afspraak vinden we niet. Kijk of het nummer klopt.
error-unknown-line = Deze post vinden we niet. Of er zijn er meer van. Kies het nummer.
error-unknown-conflict = Deze twee versies vinden we niet. Misschien is er al gekozen.
error-unknown-helper = Met deze persoon kun je niet delen. Delen kan met een coach bij jou.
error-unknown-part = Dit deel kennen we niet. Kies uit: programma, agenda, berichten, geld of doelen.
error-unknown-page = Deze pagina vinden we niet. Ga terug en probeer het nog een keer.
error-unknown-text = Deze tekst vinden we niet. Kijk of het nummer klopt.
error-unknown-field = Dit gegeven kennen we niet. Kijk in de lijst bij Over mij.
error-unknown-record = Dit vinden we niet meer. Misschien is het net weggehaald.
refused-yes-or-no = Zeg hier ja of nee.
refused-not-a-number = Dit is geen getal. Gebruik alleen cijfers.
refused-follows-by-itself = Dit rekenen we zelf uit. Je hoeft het niet in te vullen.
safety-here =
    { $count ->
        [one] 1 ding staat nog alleen op dit apparaat. Het gaat vanzelf mee.
       *[other] { $count } dingen staan nog alleen op dit apparaat. Ze gaan vanzelf mee.
    }
safety-all-sent = Alles wat je deed staat ook bij de gemeente, op slot.
safety-last-sync = Laatst bijgewerkt: { $when }.
safety-lease-over = Je dossiers zijn op slot, omdat dit apparaat lang geen contact had. Met internet gaan ze vanzelf weer open.
safety-clock-off =
    { $count ->
        [one] De klok van dit apparaat scheelt 1 minuut. Zet de tijd gelijk.
       *[other] De klok van dit apparaat scheelt { $count } minuten. Zet de tijd gelijk.
    }
status-proposed = nog niet bevestigd
status-kept = geweest
status-postponed = later
status-declined = liever niet
status-locked = komt later
status-busy = bezig
status-client = jij
status-helper = je helper
status-together = samen
status-coach = coach
status-former = hielp eerder
status-counsellor = hulpverlener
kind-tip-parameters = instelling van tips
field-removed = of het blijft of weg mag
field-account = de persoon
field-about = waar het over gaat
field-shown = wat er staat
field-organisation = de organisatie
field-opened-on = de eerste dag
field-role = de rol
field-template = het programma
field-run = het programma
field-key = het nummer
field-step = de stap
field-progress = hoe ver het is
field-who = wie het doet
field-sent-at = het moment
field-outcome = wat ermee gebeurde
field-wants = of je wilt komen
field-author = de schrijver
field-up-to = tot waar je las
field-field = het gegeven
field-value = het antwoord
field-quiet = de stille uren
field-hours-before = hoeveel uur van tevoren
field-hidden-on = de dag van wegzetten
field-tip = de tip
field-version = de versie
status-nl = Nederlands
status-en = Engels
field-bring = wat je meeneemt
field-keys = de labels

## Screens: what the apps themselves say. Plain words only: whatever holds a value is made by the core

ui-app-name = Opstap
ui-all-save = Bewaar
ui-all-cancel = Toch niet
ui-all-back = Terug
ui-all-next = Verder
ui-all-choose = Kies
ui-all-change = Pas aan
ui-all-ask = Vraag het je helper
ui-all-retry = Probeer het opnieuw
ui-all-loading = Een moment, we zoeken het op.
ui-all-waiting = Nog alleen op dit apparaat
ui-all-contested = Twee versies
ui-all-yes = Ja
ui-all-no = Nee
ui-all-more = Meer laten zien
ui-all-nothing = Hier staat nog niets.
ui-all-per-month = per maand
ui-page-sure = Dit kan niet terug. Weet je het zeker?
ui-page-sure-yes = Ja, ik weet het zeker
ui-page-day-hint = Bijvoorbeeld 24-11-2026
ui-me-page = Mijn map: opdrachten, doelen, dagboek
ui-case-page = Map
ui-language-code = nl
ui-nav-label = Waar wil je heen?
ui-nav-today = Vandaag
ui-nav-programme = Stappen
ui-nav-budget = Geld
ui-nav-conversation = Berichten
ui-nav-me = Meer
ui-nav-caseload = Cliënten
ui-nav-day = Afspraken
ui-nav-mine = Mijn app

## Screens: welcome and pairing

ui-welcome-title = Welkom bij Opstap
ui-welcome-text = Kleine stappen naar rust met geld. Je doet het niet alleen.
ui-welcome-safe = Wat je hier invult, is van jou. Jij kiest wie meekijkt.
ui-welcome-offline = Alles werkt ook zonder internet.
ui-welcome-start = Ik heb een code
ui-welcome-ask = Ik wil hulp vragen
ui-ask-leave = Stop met vragen. Wat je typte, blijft staan.
ui-welcome-no-code = Zonder code kan het ook. Je naam is niet nodig.
ui-pair-title = Typ je code
ui-pair-text = De code staat in je brief, of je kreeg hem van je helper.
ui-pair-code = Je code
ui-pair-example = Letters en cijfers. Hoofdletters maken niet uit.
ui-pair-scan = Scan het blokje in de brief
ui-pair-go = Ga verder
ui-pair-busy = We zoeken je op. Dit duurt even.
ui-pair-device = telefoon

## Screens: today

ui-today-title = Vandaag
ui-today-next = Dit kun je nu doen
ui-today-start = Bekijk deze taak
ui-today-spend = Te besteden deze week
ui-today-spend-unknown = Vul je geld in. Dan zie je hier wat je kunt besteden.
ui-today-appointment = Je volgende afspraak
ui-today-appointment-none = Er staan geen afspraken.
ui-today-unread = Er is een nieuw bericht voor je
ui-today-conflict = Iets heeft twee versies. Kijk welke klopt.
ui-today-tip = Een tip voor jou
ui-today-way = Zo ver ben je al
ui-today-rest = Je hoeft nu niets te doen.

## Screens: the programme, a step, a task

ui-programme-title = Jouw stappen
ui-programme-here = Hier ben je nu
ui-programme-aim = Doel
ui-programme-newer = Er is een nieuwe versie van dit programma.
ui-programme-renew = Ga naar de nieuwe versie
ui-programme-renew-text = Wat klaar is, blijft klaar.
ui-programme-others = Je doet ook mee aan
ui-state-locked = komt later
ui-state-open = nog te doen
ui-state-busy = bezig
ui-state-done = klaar
ui-state-skipped = niet nodig
ui-state-postponed = later
ui-state-declined = liever niet
ui-step-why = Waarom deze stap
ui-step-tasks = Wat je doet
ui-task-title = Taak
ui-task-how = Zo doe je het
ui-task-who = Voor wie
ui-task-due = Graag voor
ui-task-done = Dit is klaar
ui-task-later = Doe ik later
ui-task-later-title = Wanneer past het beter?
ui-task-decline = Liever niet
ui-task-decline-text = Dat mag. Terughalen kan altijd.
ui-task-undo = Toch nog niet klaar
ui-task-take-back = Haal deze taak terug
ui-task-skip = Niet nodig bij deze cliënt
ui-praise-title = Goed gedaan!
ui-praise-text = Weer iets minder om aan te denken.
ui-praise-next = Op naar de volgende
ui-praise-rest = Genoeg voor vandaag

## Screens: the budget, a line, the form

ui-budget-title = Mijn geld per maand
ui-budget-title-week = Mijn geld per week
ui-budget-by-month = Per maand
ui-budget-by-week = Per week
ui-budget-left-week = Over per week
ui-budget-week = Te besteden per week
ui-budget-left = Over per maand
ui-budget-income = Er komt binnen
ui-budget-expenses = Er gaat uit
ui-budget-fill = Vul verder in
ui-budget-start = Begin met invullen
ui-budget-missing = Dit mist nog
ui-budget-watch = Goed om te weten
ui-budget-add = Voeg iets toe
ui-budget-uncertain = Een bedrag is nog niet zeker. We rekenen voorzichtig.
ui-budget-not-mine = Komt bij mij niet voor
ui-budget-not-mine-short = niet bij jou
ui-forecast-title = De komende weken
ui-forecast-way = De komende weken
ui-forecast-way-text = Wanneer komt er geld, en wanneer gaat het af?
ui-forecast-tell = Vul je saldo in
ui-forecast-again = Vul je saldo opnieuw in
ui-forecast-balance = Wat staat er nu op je rekening?
ui-forecast-balance-hint = Kijk in de app van je bank. Sta je rood? Zet er dan een min voor.
ui-forecast-told = Op je rekening op
ui-forecast-curve = Zo gaat je saldo op en neer
ui-forecast-days = Dit komt en gaat
ui-forecast-more = Laat alle dagen zien
ui-forecast-after = Daarna op je rekening
ui-forecast-in = komt binnen
ui-forecast-out = gaat eraf
ui-forecast-pay-day = Op welke dag?
ui-pay-day-title = Op welke dag?
ui-pay-day-month = Dag van de maand
ui-pay-day-hint = Een getal van 1 tot en met 31.
ui-pay-day-next = Wanneer is de volgende keer?
ui-pay-day-months = In welke maanden?
ui-pay-day-usual = Dat weet ik niet
ui-deadlines-title = Termijnen
ui-deadlines-text = Hier zie je wat er op tijd klaar moet zijn.
ui-deadlines-empty = Er lopen nu geen termijnen.
ui-deadlines-running = Dit loopt nu
ui-deadlines-ended = Klaar of gestopt
ui-deadlines-begin = Start een termijn
ui-deadlines-begin-text = De termijn begint vandaag.
ui-deadlines-work = Termijnen van je cliënten
ui-deadline-last = Laatste dag
ui-deadline-began = Begonnen op
ui-deadline-source = Waar staat dit?
ui-deadline-steps = Wat is er besloten?
ui-deadline-finish = Dit is klaar
ui-deadline-extend = Geef meer tijd
ui-deadline-stop = Stop deze termijn
ui-deadline-reason = Waarom?
ui-deadline-reason-hint = Dit blijft bewaard. De cliënt kan het lezen.
ui-deadline-new-day = Tot en met welke dag?
ui-deadline-unverified = Nog niet nagezocht
ui-me-deadlines = Termijnen
ui-case-deadlines = Termijnen
ui-debts-title = Mijn schulden
ui-debts-way = Schulden en brieven
ui-debts-way-text = Wat moet je nog betalen, en wat gaat voor?
ui-bank-way = Afschriften van je bank
ui-bank-way-text = Zie wat er elke maand af gaat, en zet het in je begroting.
ui-debts-empty = Er staan nog geen schulden. Begin met één brief of één bedrag. Je hoeft niet alles te weten.
ui-debts-add = Voeg een schuld toe
ui-debts-offer = Het aanbod aan de schuldeisers
ui-debts-letters = Mijn brieven
ui-debts-same = Ja, het is dezelfde
ui-debts-different = Nee, het zijn er twee
ui-debts-level-now = Nu regelen
ui-debts-level-first = Dit gaat voor
ui-debts-level-soon = Binnenkort
ui-debts-level-later = Kan wachten
ui-debts-level-settled = Klaar
ui-debt-why = Waarom?
ui-debt-owed = Nog te betalen
ui-debt-paid = Al betaald
ui-debt-to = Aan wie moet je betalen?
ui-debt-reference = Nummer in de brief
ui-debt-subject = Waarvoor is het?
ui-debt-owner = Van wie is deze schuld?
ui-debt-holder = Bij wie ligt het nu?
ui-debt-holder-name = Hoe heet die?
ui-debt-entries = Bedragen
ui-debt-add-amount = Voeg een bedrag toe
ui-debt-correct = Dit bedrag klopt niet
ui-debt-corrected = Telt niet mee
ui-debt-twice = Staat dit er dubbel?
ui-debt-dispute = Ik ben het er niet mee eens
ui-debt-accept = Ik ben het er toch mee eens
ui-debt-disputed = Je bent het er niet mee eens.
ui-debt-hand-over = Het ligt bij iemand anders
ui-debt-threat = Er dreigt iets
ui-debt-threat-what = Wat dreigt er?
ui-debt-threat-when = Wanneer?
ui-debt-no-day = Dat weet ik niet
ui-debt-change = Pas aan
ui-debt-remove = Haal deze schuld weg
ui-debt-name = Hoe wil je het noemen?
ui-debt-amount = Hoeveel moet je nog betalen?
ui-debt-amount-hint = Weet je het niet? Laat het leeg.
ui-debt-about = Ik weet het ongeveer
ui-debt-kind = Wat voor bedrag is het?
ui-debt-kind-statement = Dit moet ik in totaal nog betalen
ui-debt-kind-cost = Er kwamen kosten bij
ui-debt-kind-payment = Ik heb betaald
ui-letters-title = Mijn brieven
ui-letters-text = Een brief met een laatste dag komt ook in je herinneringen.
ui-letters-empty = Er liggen geen brieven.
ui-letters-open = Nog te doen
ui-letters-done = Klaar
ui-letters-add = Voeg een brief toe
ui-letter-sender = Van wie is de brief?
ui-letter-amount = Wat moet je betalen?
ui-letter-due = Wat is de laatste dag?
ui-letter-no-day = Er staat geen dag in
ui-letter-reference = Nummer in de brief
ui-letter-debt = Bij welke schuld hoort de brief?
ui-letter-no-debt = Dat weet ik niet
ui-letter-note = Wat moet je doen?
ui-letter-finish = Dit is klaar
ui-letter-again = Toch nog niet klaar
ui-letter-remove = Haal deze brief weg
ui-letter-photo = Voeg een foto van de brief toe
ui-letter-words = Tekst van de brief
ui-letter-words-hint = Heb je de brief in een mail of app? Kopieer de tekst en plak hem hier.
ui-letter-read = Zoek bedrag en dag op
ui-letter-found = Dit lezen we. Kies wat klopt.
ui-letter-received = Gekomen op
ui-letter-to-debt = Bekijk de schuld
ui-line-title = Een bedrag
ui-line-amount = Hoeveel is het?
ui-line-hint = Typ het zoals jij het schrijft, bijvoorbeeld 12,50.
ui-line-how-often = Hoe vaak?
ui-line-name = Een eigen naam (mag, hoeft niet)
ui-line-remove = Haal dit weg
ui-line-history = Kijk wat er veranderde
ui-line-choose = Waar gaat het over?
ui-form-title = Je geld invullen
ui-form-text = Eén vraag tegelijk. Stoppen kan altijd, alles blijft staan.
ui-form-later = Weet ik nu niet
ui-form-done = Alles is ingevuld. Knap gedaan.
ui-form-show = Bekijk je geld

## Screens: two versions

ui-conflict-title = Welke klopt?
ui-conflict-text = Twee mensen vulden dit in. Niets is weg. Jij kiest wat klopt.
ui-conflict-by = Wie dit invulde
ui-conflict-this = Dit klopt
ui-conflict-ask = Ik weet het niet. Vraag het samen na.
ui-conflict-open = Nog kiezen
ui-conflict-settled = Al gekozen
ui-conflict-undo = Kies toch anders
ui-conflict-none = Alles klopt met elkaar.
ui-history-title = Wat er veranderde
ui-history-empty = Hier is nog niets veranderd.
ui-history-partly = Je bent niet online. Dit is wat dit apparaat zelf weet.
ui-history-was = Dit was het eerst
ui-history-removed = Weggehaald
ui-history-undo = Draai dit terug

## Screens: the agenda and an appointment

ui-agenda-title = Mijn agenda
ui-agenda-empty = Er staan geen afspraken.
ui-agenda-coming = Dit komt eraan
ui-agenda-past = Dit was eerder
ui-agenda-new = Stel een afspraak voor
ui-agenda-moments = Vrije momenten
ui-appointment-title = Afspraak
ui-appointment-when = Wanneer
ui-appointment-where = Waar
ui-appointment-bring = Neem mee
ui-appointment-confirm = Ja, ik kom
ui-appointment-move = Kies een ander moment
ui-appointment-cancel = Zeg af
ui-appointment-cancel-text = Afzeggen mag. Een nieuwe maken kan altijd.
ui-appointment-kept = We hebben elkaar gezien
ui-appointment-missed = Het ging niet door
ui-plan-title = Nieuwe afspraak
ui-plan-about = Waar gaat het over?
ui-plan-day = Kies een dag
ui-plan-time = Kies een tijd
ui-plan-place = Waar spreken we af?
ui-plan-bring = Wat is handig om mee te nemen?
ui-plan-send = Stel dit voor
ui-plan-move = Vraag dit moment

## Screens: the conversation

message-read = { $when }, gelezen
ui-conversation-title = Berichten
ui-conversation-empty = Er zijn nog geen berichten. Stel gerust een vraag.
ui-conversation-write = Schrijf een bericht
ui-conversation-send = Verstuur
ui-conversation-older = Laat eerdere berichten zien
ui-conversation-waiting = Wordt verstuurd zodra er internet is
ui-conversation-about = Gaat over
ui-conversation-examples = Voorbeelden
ui-conversation-erase = Wis dit bericht
ui-erase-title = Dit bericht wissen?
ui-erase-text = Het gaat voorgoed weg, ook bij wie het al las. Je kunt dit niet terugdraaien.
ui-erase-yes = Ja, wis het
ui-erase-no = Nee, laat het staan
ui-files-title = Bijlage
ui-files-photo = Foto
ui-files-add = Voeg een foto toe
ui-files-chosen = Deze foto gaat mee
ui-files-drop = Toch niet
ui-files-show = Bekijk deze bijlage
ui-files-fetch = Haal op
ui-files-evict = Haal weg van dit apparaat
ui-files-evict-text = De gemeente heeft hem ook. Je kunt hem later weer ophalen.
ui-files-other = We kunnen dit hier niet laten zien.
ui-ask-title = Stel je vraag
ui-ask-text = Je helper ziet bij welke tekst je vraag hoort.
ui-ask-write = Wat wil je weten?
ui-ask-send = Verstuur je vraag
ui-examples-title = Voorbeeldberichten
ui-examples-search = Zoek een voorbeeld
ui-examples-use = Gebruik deze tekst
ui-examples-none = Geen voorbeeld gevonden. Probeer een ander woord.

## Screens: the library

ui-library-title = Tips en uitleg
ui-library-tips = Tips voor jou
ui-library-no-tips = Er zijn nu geen nieuwe tips.
ui-library-words = Moeilijke woorden
ui-library-search = Zoek een woord, tip of bericht
ui-library-none = Niets gevonden. Probeer een korter woord.
ui-tip-title = Tip
ui-tip-why = Waarom je dit ziet
ui-tip-act = Doe dit nu
ui-tip-hide = Deze tip hoeft niet
ui-word-title = Wat betekent dit?

## Screens: me

ui-me-title = Meer
ui-me-agenda = Mijn agenda
ui-me-library = Tips en uitleg
ui-me-profile = Over mij
ui-me-sharing = Wie kijkt mee?
ui-me-safety = Zijn mijn gegevens veilig?
ui-me-conflicts = Twee versies
ui-me-preferences = Hoe wil je het?
ui-me-leave = Stoppen op dit apparaat
ui-profile-title = Over mij
ui-profile-text = Wat je vertelt, helpt ons tips te kiezen. Alles mag, niets hoeft.
ui-profile-known = Dit heb je verteld
ui-profile-more = Dit kun je nog vertellen
ui-profile-answer = Je antwoord
ui-profile-since = sinds
ui-sharing-title = Wie kijkt mee?
ui-sharing-text = Jij kiest wat iemand ziet. Stoppen kan altijd.
ui-sharing-sees = Ziet
ui-sharing-nothing = Ziet nu niets van je
ui-sharing-change = Kies wat deze persoon ziet
ui-sharing-part-programme = Je programma
ui-sharing-part-agenda = Je agenda
ui-sharing-part-conversation = Je berichten
ui-sharing-part-budget = Je geld
ui-sharing-part-goals = Je opdrachten en doelen
ui-sharing-until = Tot wanneer?
ui-sharing-no-end = Tot ik stop
ui-sharing-ends = Delen stopt vanzelf op
ui-sharing-save = Deel dit
ui-sharing-stop = Stop met delen
ui-safety-title = Zijn mijn gegevens veilig?
ui-safety-held = Wordt eerst bekeken
ui-safety-sync = Werk nu bij
ui-safety-busy = Bezig met bijwerken
ui-safety-locked = Alles op dit apparaat staat op slot.
ui-preferences-title = Hoe wil je het?
ui-preferences-language = Taal
ui-preferences-dutch = Nederlands
ui-preferences-english = Engels (English)
ui-preferences-text-size = Grootte van de letters
ui-preferences-text-normal = Gewoon
ui-preferences-text-large = Groot
ui-preferences-text-largest = Extra groot
ui-preferences-text-sample = Zo groot lees je alles.
ui-preferences-reminders = Herinneringen
ui-preferences-nudges = Herinner me elke dag aan mijn volgende stap
ui-preferences-news = Stuur me nieuws dat bij mij past
ui-preferences-before = Vlak voor een afspraak
ui-preferences-before-none = Geen extra herinnering
ui-preferences-quiet = Stille uren
ui-preferences-quiet-text = In deze uren blijft je telefoon stil.
ui-preferences-quiet-from = Stil vanaf
ui-preferences-quiet-to = Stil tot
ui-preferences-pause = Even pauze
ui-preferences-pause-text = Tot die dag sturen we geen herinneringen over stappen.
ui-preferences-pause-none = Geen pauze
ui-preferences-allow = Sta meldingen toe
ui-preferences-allow-text = Dan kunnen we je herinneren. Op slot zie je nooit waarover.
ui-take-title = Alles meenemen
ui-take-text = Alles van jou op één bladzijde: je plan, je geld, je schulden, je berichten en meer. Met plaatjes erbij.
ui-take-not = Je dagboek en je betalingen van de bank staan er niet in.
ui-take-safe = Bewaar het op een veilige plek. Wie het heeft, kan alles lezen.
ui-take-go = Deel, print of bewaar het
ui-leave-title = Stoppen op dit apparaat
ui-leave-text = Dit apparaat wordt leeg. Wat verstuurd is, blijft bij de gemeente.
ui-leave-unsent = Wat nog niet verstuurd is, gaat verloren.
ui-leave-do = Maak dit apparaat leeg
ui-leave-stay = Ik blijf nog

## Screens: the counsellor

ui-caseload-title = Mijn cliënten
ui-caseload-search = Zoek op naam
ui-caseload-attention = Alleen wie aandacht vraagt
ui-caseload-all = Iedereen
ui-caseload-empty = Er staat niemand op deze lijst.
ui-caseload-calm = gaat goed
ui-caseload-choose = Kies een cliënt in de lijst.
ui-case-along = Meekijken
ui-case-programme = Programma
ui-case-budget = Geld
ui-case-agenda = Afspraken
ui-case-conversation = Berichten
ui-case-conflicts = Twee versies
ui-case-profile = Over de cliënt
ui-change-title = Pas deze taak aan
ui-change-text = Alleen bij deze cliënt. Het programma zelf blijft zoals het is.
ui-change-name = Titel
ui-change-how = Uitleg
ui-change-due = Graag voor
ui-change-no-due = Geen datum
ui-change-hide = Laat deze taak weg bij deze cliënt
ui-change-add = Voeg een taak toe
ui-day-title = Afspraken van vandaag
ui-day-empty = Vandaag zijn er geen afspraken.
ui-day-offline = Alles van vandaag staat op dit apparaat.
ui-day-open = Open dit dossier
ui-mine-title = Mijn app

## Names of the kinds of notifications, in the settings of the phone: as discreet as a lock screen

ui-channel-appointment = Afspraken
ui-channel-task = Herinneringen
ui-channel-pay-day = Vaste dagen
ui-channel-nudge = Elke dag iets kleins

## Bijlagen bij berichten

kind-file = bijlage
kind-letter-file = foto van een brief
field-content = de bijlage
field-thumbnail = het plaatje
file-waits = alleen op dit apparaat, tot je internet hebt
file-sent = verstuurd
file-refused = alleen op dit apparaat. De gemeente kan dit niet aannemen
file-coming = onderweg, { $percent } %
file-alone = Ik stuur je iets mee.
file-here = hier
file-must-be-fetched = nog niet hier. Haal het op om het te bekijken
file-size-kb = { $count } kB
file-size-mb = { $count } megabyte
refused-file-unreadable = We kunnen dit bestand niet lezen. Kies een ander bestand.
refused-file-size = Dit bestand past niet. Het mag tot 25 megabyte zijn, en niet leeg.
refused-file-media = Dit is geen foto, scan of spraakbericht. Kies een ander bestand.
refused-file-not-here = Deze bijlage is nog niet op dit apparaat. Haal hem eerst op.
refused-file-not-there-yet = Deze bijlage is nog niet bij de gemeente. Probeer het later nog eens.
refused-file-only-here = Deze bijlage is alleen op dit apparaat. Hij mag weg als de gemeente hem heeft.
refused-file-after-sync = Werk eerst bij. Daarna kun je een bijlage toevoegen.
error-unknown-file = We vinden deze bijlage niet. Misschien is hij net weggehaald.
safety-files =
    { $count ->
        [one] Eén foto of bestand is alleen op dit apparaat.
       *[other] { $count } foto's of bestanden zijn alleen op dit apparaat.
    }

## Signing up, and the desk
sign-up-postcode-unclear = Vul vier cijfers in, zoals 3811.
sign-up-words-long = Dit is te lang. Maak het wat korter.
sign-up-answer-unknown = Kies een antwoord uit de lijst.
sign-up-nobody = Voor deze postcode kun je hier nog geen hulp vragen. Bel je gemeente. Die helpt je verder.
sign-up-once = Je vraag is al verstuurd. Kom terug met je code. Heb je geen code? Begin dan opnieuw.
attention-sign-up-waits =
    { $count ->
        [one] nieuwe vraag om hulp, nog 1 uur
       *[other] nieuwe vraag om hulp, nog { $count } uur
    }
attention-sign-up-soon =
    { $count ->
        [one] antwoord nu: nog 1 uur
       *[other] antwoord nu: nog { $count } uur
    }
attention-sign-up-broken =
    { $count ->
        [one] antwoord is 1 uur te laat
       *[other] antwoord is { $count } uur te laat
    }
sign-up-title = Hulp vragen
sign-up-intro = Je hoeft nog niets te beslissen. Je naam is niet nodig. Je vult in wat je wilt.
sign-up-topics = Waar gaat het over?
sign-up-topics-many = Ik heb veel rekeningen open staan
sign-up-topics-rent = De huur of de hypotheek
sign-up-topics-energy = Energie of water
sign-up-topics-health = De zorgverzekering
sign-up-topics-income = Er komt minder geld binnen
sign-up-topics-allowances = Ik moet een toeslag terugbetalen
sign-up-topics-look = Ik wil alleen even kijken
sign-up-threats = Is er haast bij?
sign-up-threats-eviction = Ik moet misschien mijn huis uit
sign-up-threats-disconnection = Energie of water wordt misschien afgesloten
sign-up-threats-insurance = Mijn zorgverzekering stopt misschien
sign-up-threats-seizure = Er wordt geld ingehouden, of dat dreigt
sign-up-since = Hoe lang speelt het al?
sign-up-since-first = Het is de eerste keer
sign-up-since-months = Een paar maanden
sign-up-since-years = Langer dan een jaar
sign-up-age = Hoe oud ben je?
sign-up-age-young = 18 tot en met 26 jaar
sign-up-age-older = 27 jaar of ouder
sign-up-way = Hoe praat je het liefst?
sign-up-way-messages = Met berichten
sign-up-way-call = Aan de telefoon
sign-up-way-visit = Bij iemand aan tafel
sign-up-words = Wat wil je vertellen?
sign-up-name = Hoe wil je dat we je noemen?
sign-up-words-hint = Dit hoeft niet. Noem geen namen of nummers als je dat niet wilt.
sign-up-postcode = Wat zijn de cijfers van je postcode?
sign-up-postcode-hint = Vier cijfers. Zo weten we welke gemeente je helpt.
sign-up-check = Klopt dit?
sign-up-send = Vraag hulp
sign-up-change = Verander een antwoord
sign-up-step = Vraag { $step } van { $count }
sign-up-promise = { $organisation } antwoordt binnen 48 uur.
sign-up-kept = Bewaar deze code goed
sign-up-kept-why = Met deze code kom je terug op elke telefoon of computer. Schrijf de code op. Wij kunnen de code niet voor je opzoeken.
sign-up-go-on = Ik heb de code bewaard
sign-up-asked = Gevraagd: { $when }
sign-up-answer-by = Antwoord beloofd vóór { $when }
sign-up-answered = Er is op tijd geantwoord.
sign-up-answered-late = Er is te laat geantwoord.
sign-up-code-way = Mijn code om terug te komen
sign-up-code-new = Maak een nieuwe code
sign-up-code-why = De oude code werkt dan niet meer.
triage-kind-short = Korte hulp
triage-kind-long = Langere hulp
triage-kind-look = Eerst even kijken
triage-is = { $kind } door { $name }
triage-title = De vraag om hulp
triage-urgent = Er is haast bij: een gesprek binnen 3 werkdagen.
triage-talks = Praat liever dan te schrijven: nodig uit voor een gesprek.
triage-looks = Wil alleen even kijken.
triage-short = Eén rekening, voor het eerst: korte hulp past.
triage-young = Jonger dan 27: er is een eigen plan voor.
triage-long = Er speelt meer: er is tijd nodig.
triage-team = { $name } werkt in team { $team }.
triage-room =
    { $count ->
        [0] { $name } helpt nu nog niemand.
        [one] { $name } helpt nu 1 cliënt.
       *[other] { $name } helpt nu { $count } cliënten.
    }

## Taking everything along

programme-title = Mijn programma
budget-title = Mijn geld per maand
forecast-title = De komende weken
debts-none = Er staat nog niets op de lijst.
letters-title = Mijn brieven
export-title = Mijn dossier
export-over-time = Mijn schulden door de tijd
export-column-what = wat
export-column-how-often = hoe vaak
export-column-euro = euro
export-column-day = dag
export-column-who = wie
export-column-state = hoe het staat
agenda-title = Mijn agenda
messages-title = Berichten
profile-title = Over mij
