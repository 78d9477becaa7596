# Words that phones do not carry: of pages in a browser, and of commands. In Dutch, at level B1.

## Who looked and what was done

audit-title = Wie er keek en wat er is gedaan
audit-intro = Hier zie je wie iets deed met jouw gegevens, en wanneer. Wat er in je dossier staat, lees je hier niet.
audit-none = Er is nog niets gedaan met je gegevens.
audit-older = Bekijk wat er eerder was
audit-newest = Terug naar het nieuwste
audit-before-this = Van voor we dit bijhielden
audit-ask = Snap je iets niet, of klopt er iets niet? Vraag het je hulpverlener. Zeg dan op welke dag en hoe laat het was.
audit-what-for = Waarvoor gebruikt de gemeente je gegevens?
audit-between = tussen { $from } en { $until }
audit-who-you = Jij
audit-who-server = De computer van de gemeente
audit-who-console = Een beheerder van de gemeente
audit-who-staff = Iemand van de gemeente
audit-who-staff-named = { $name } van de gemeente
audit-who-coach = Een coach
audit-who-coach-named = Coach { $name }
audit-who-client = Iemand
audit-who-client-named = { $name }
audit-where-together = je dossier
audit-where-money = je geldzaken
audit-where-office = de eigen notities van de gemeente
audit-where-own = je eigen afgesloten deel
audit-read = { $who } keek in { $where }.
audit-read-trail = { $who } keek op deze pagina.
audit-read-agenda = Een agenda haalde op wanneer de afspraken zijn. Dat was namens: { $who }.
audit-fetched = Op een apparaat kwam binnen wat nieuw was in { $where }. Van wie: { $who }.
audit-fetched-own = Op een apparaat van jou kwam binnen wat nieuw was in { $where }.
audit-written = { $who } schreef iets in { $where }.
audit-refused = { $who } wilde iets veranderen in { $where }. Dat mocht niet, of het kon niet.
audit-refused-access = Een apparaat dat niet meer mag, vroeg om gegevens. Het kreeg niets. Van wie: { $who }.
audit-exported = { $who } maakte een bestand met alles uit { $where }.
audit-erased = { $who } wiste iets voor altijd uit { $where }.
audit-shared = { $who } veranderde wie er mag meekijken.
audit-sent = { $who } stuurde je een herinnering.
audit-signed-in = { $who } logde in.
audit-signed-out = { $who } logde uit.
audit-administered = { $who } regelde iets voor je dossier.
audit-case-opened = { $who } maakte je dossier.
audit-case-assigned = { $who } gaf je dossier aan een andere hulpverlener.
audit-passed-lives-there = { $who } gaf je aanmelding door aan een andere balie. Reden: je woont daar.
audit-passed-known-there = { $who } gaf je aanmelding door aan een andere balie. Reden: je bent daar al bekend.
audit-passed-knows-more = { $who } gaf je aanmelding door aan een andere balie. Reden: die weet er meer van.
audit-passed-no-room = { $who } gaf je aanmelding door aan een andere balie. Reden: hier was geen plek.
audit-stand-in-set = { $who } zorgde dat een collega van je hulpverlener je tijdelijk kan helpen.
audit-stand-in-ended = De collega van je hulpverlener ziet je dossier niet meer. Dat regelde: { $who }.
audit-glass-nobody-there = { $who } opende je dossier. Reden: je hulpverlener was er niet.
audit-glass-threat = { $who } opende je dossier. Reden: je kon bijna iets kwijtraken dat je echt nodig hebt.
audit-glass-danger = { $who } opende je dossier. Reden: iemand was misschien in gevaar.
audit-case-closed = { $who } sloot je dossier.
audit-code-made = { $who } maakte een code om in te loggen.
audit-client-linked = { $who } zorgde dat je voortaan zonder code kunt inloggen.
audit-client-unlinked = { $who } zorgde dat je weer een code nodig hebt om in te loggen.
audit-client-confirmed = { $who } logde nog een keer in, voor iets belangrijks.
audit-client-confirmed-another = Iemand anders wilde bevestigen dat jij het bent. Dat ging niet door. Van wie het apparaat is: { $who }.
audit-device-blocked = { $who } sloot een apparaat af.
audit-device-ended = { $who } logde een ander apparaat uit.
audit-calendar-made = { $who } maakte een geheim adres voor een agenda.
audit-calendar-ended = { $who } stopte het geheime adres voor een agenda.
audit-hold-set = { $who } zorgde dat je dossier langer bewaard blijft.
audit-hold-lifted = { $who } zorgde dat je dossier niet langer dan nodig bewaard blijft.

## For what personal data is used

register-title = Waarvoor we persoonsgegevens gebruiken
register-intro = Elke gemeente houdt bij waarvoor zij gegevens van mensen gebruikt. Dat staat hier.
register-purpose = Waarom
register-data = Welke gegevens
register-kept = Hoe lang
register-ground = Waarom dat mag
register-unconfirmed = Dit moet de gemeente nog nakijken.
register-debt-help-name = Hulp bij schulden
register-debt-help-purpose = Zo kan een hulpverlener samen met iemand aan de schulden werken.
register-debt-help-data = Naam, geld en schulden, brieven, berichten, afspraken en wat er is besproken.
register-debt-help-kept = Na het einde van de hulp, zo lang als de regels voor archieven zeggen.
register-sign-up-name = Aanmelden voor hulp
register-sign-up-purpose = Zo weet de gemeente wie hulp vraagt, en wie er kan helpen.
register-sign-up-data = De cijfers van de postcode en wat iemand zelf antwoordt. Een naam hoeft niet.
register-sign-up-kept = Wie zich terugtrekt, wordt na enkele weken gewist. Anders geldt de tijd van de hulp.
register-reminders-name = Herinneren aan een afspraak
register-reminders-purpose = Zo vergeet iemand een afspraak niet.
register-reminders-data = Een mobiel nummer of e-mailadres, en wanneer de afspraak is.
register-reminders-kept = Zolang iemand herinneringen wil. Daarna zolang het dossier er is.
register-access-name = Inloggen
register-access-purpose = Zo komt alleen binnen wie dat mag.
register-access-data = Welk apparaat, wanneer het is ingelogd en wanneer het laatst is gebruikt. Van DigiD bewaren we alleen een afdruk, nooit het nummer.
register-access-kept = Zolang het dossier er is. Wat er gebeurde, blijft in het logboek.
register-administration-name = Hulp regelen
register-administration-purpose = Zo weet de gemeente wie er werkt en wie welk dossier heeft.
register-administration-data = Namen en taken van medewerkers en vrijwilligers, en welke dossiers zij hebben.
register-administration-kept = Zolang iemand er werkt. Daarna zolang de dossiers er zijn.
register-own-data-name = Je eigen gegevens bekijken en meenemen
register-own-data-purpose = Zo kan iemand zien wat er is, en het meenemen.
register-own-data-data = Alles wat iemand in het eigen dossier mag zien.
register-own-data-kept = Een bestand dat iemand meeneemt, bewaart de gemeente niet.
register-news-name = Nieuws
register-news-purpose = Mensen iets laten weten dat bij hen past.
register-news-data = Of iemand nieuws wil, en wat er over het huishouden is verteld. Wie het schrijft, ziet dat niet.
register-news-kept = Zolang je dossier er is. Je zet nieuws uit wanneer je wilt.

event-told-placed = Er is een plek voor je vrij bij ‘{ $title }’. Het is { $when }, op deze plek: { $place }. Kun je toch niet? Zeg het dan af. Dan kan iemand anders komen.
event-told-moved = Er is iets veranderd aan ‘{ $title }’. Het is nu { $when }, op deze plek: { $place }. Je hebt nog steeds een plek.
event-told-cancelled = ‘{ $title }’ gaat niet door. Je hoeft niets te doen.
moment-told-taken = Het moment { $when } was net weg. Kies een ander moment. Je vindt ze in je map, bij ‘Kies een moment’.
moment-told-kept = Het moment { $when } was net weg. Je afspraak blijft zoals hij was.
moment-told-none = De momenten voor ‘{ $title }’ zijn allemaal weg. Je helper ziet dat hier ook. Je krijgt nieuwe momenten.
keeping-told = Op { $day } wissen we je dossier. Wil je iets bewaren? Vraag het je gemeente voor die dag. Of kies in de browser bij Meer: ‘Alles van jou meenemen’.
news-why = Je krijgt dit omdat je nieuws wilt. Liever niet meer? Zet het uit bij ‘Hoe wil je het?’.
register-retention-name = Bewaren en wissen
register-retention-purpose = Zo blijft niets langer dan nodig, en niets korter dan de regels zeggen.
register-retention-data = Met welke uitkomst de hulp eindigde, en wanneer.
register-retention-kept = Na het wissen blijft alleen in het logboek staan dat er iets is gewist.

## Who works for an organisation

admin-nav-people = Medewerkers
admin-nav-teams = Teams
admin-nav-keeping = Bewaren
admin-nav-connections = Verbindingen
admin-nav-reach = Contact
admin-nav-features = Aanbod
admin-nav-look = Huisstijl
admin-choose = Kies
admin-people-title = Medewerkers
admin-people-text = Dit zijn de mensen die voor je organisatie werken.
admin-people-left = Werken hier niet meer
admin-people-add = Voeg iemand toe
admin-people-role = Wat gaat deze persoon doen?
admin-people-name = Naam
admin-people-name-hint = Cliënten zien deze naam.
admin-person-cases =
    { $count ->
        [one] 1 dossier
       *[other] { $count } dossiers
    }
admin-person-devices =
    { $count ->
        [0] Nu nergens ingelogd
        [one] Ingelogd op 1 apparaat
       *[other] Ingelogd op { $count } apparaten
    }
admin-person-last = Voor het laatst actief: { $moment }
admin-person-never = Nog nooit ingelogd
admin-person-left = Weg sinds { $moment }
admin-code = Maak een inlogcode
admin-code-text = Voor een nieuw apparaat, of als de vorige code niet meer werkt. Een oude code werkt daarna niet meer.
admin-code-told = De inlogcode voor { $name } is { $code }. Schrijf hem nu op: je ziet hem maar één keer. Hij werkt één keer, tot { $moment }. Geef hem alleen aan { $name } zelf.
admin-end = Log overal uit
admin-end-text = Doe dit als een telefoon of tas weg is. Wat op de apparaten staat, wordt gewist. Wat nog niet was verstuurd, is dan weg. Inloggen kan daarna alleen met een nieuwe code van jou. Of met het account van het werk.
admin-ended = { $name } is nu overal uitgelogd.
admin-away = Afwezig
admin-away-text = Een collega neemt alle dossiers tijdelijk over. Die ziet wat in de dossiers staat en kan alles doen. Dat stopt op de dag die je kiest.
admin-away-nobody = Er is geen andere hulpverlener die kan vervangen.
admin-away-who = Wie vervangt?
admin-away-day = Op welke dag weer terug?
admin-away-do = Meld afwezig
admin-away-now = Afwezig tot { $day }. { $name } vervangt.
admin-stands-in = Vervangt { $name } tot { $day }
admin-back = Is weer terug
admin-back-text = Is deze medewerker er weer? De collega ziet de dossiers dan niet meer.
admin-went = { $name } is afwezig. De dossiers zijn tijdelijk bij een collega.
admin-came = { $name } is weer terug. De collega ziet de dossiers niet meer.
admin-refused-stand-in = Kies wie vervangt.
admin-refused-stand-in-away = Deze collega is zelf ook afwezig. Kies iemand anders.
admin-refused-stands-in = Deze medewerker vervangt nu een collega. Laat eerst iemand anders die collega vervangen.
admin-refused-day = Kies een dag na vandaag, en binnen een jaar.
admin-leave = Werkt hier niet meer
admin-leave-text = Het account sluit. Wat op de apparaten staat, wordt gewist. Wat deze persoon schreef, blijft in de dossiers staan. Dit kun je niet terugdraaien.
admin-leave-do = Sluit het account
admin-leave-to = Wie neemt de dossiers over?
admin-leave-nobody = Er is geen andere hulpverlener die de dossiers kan overnemen. Voeg eerst iemand toe.
admin-left = Het account van { $name } is gesloten.
admin-refused-name = Vul een naam in van hoogstens 80 tekens.
admin-refused-role = Kies wat deze persoon gaat doen.
admin-refused-oneself = Je eigen account kun je niet sluiten. Vraag het een andere beheerder.
admin-refused-last = Dit is de laatste beheerder. Voeg eerst een andere toe.
admin-refused-desk = Er wachten mensen op antwoord op hun aanmelding, en niemand anders doet dat werk. Voeg eerst iemand toe.
admin-refused-successor = Kies wie de dossiers overneemt.
teams-title = Teams
teams-text = Een team heeft een eigen balie en een eigen deel van de gemeente. Zonder teams doet iedereen alles samen.
teams-own-text = Aan deze balie zitten de medewerkers aanmelding die in geen team zitten. Wie bij geen team hoort, wacht hier.
teams-make = Maak een team
teams-made = Het team is er. Zet er nu mensen en postcodes bij.
teams-name = Naam van het team
teams-name-hint = Bijvoorbeeld de naam van de wijk.
teams-rename = Een andere naam
teams-members = Wie zit er in dit team?
teams-nobody = Nog niemand.
teams-who = Wie komt erbij, of gaat iets anders doen?
teams-does = Wat doet deze persoon in dit team?
teams-does-help = Helpt cliënten
teams-does-desk = Zit aan de balie
teams-does-both = Helpt cliënten en zit aan de balie
teams-in = Zet in het team
teams-out = Haal uit het team
teams-areas = Postcodes
teams-areas-text = Wie hier woont en hulp vraagt, komt bij dit team. Bij twee teams telt het kleinste gebied. Wie al wacht, blijft waar die is.
teams-area-first = Vanaf welke postcode?
teams-area-hint = Alleen de 4 cijfers.
teams-area-last = Tot en met welke postcode? Leeg is alleen de eerste.
teams-area-in = Voeg postcodes toe
teams-area-out = Haal weg
teams-areas-are = Postcodes: { $areas }
teams-no-areas = Nog geen postcodes. Aanmeldingen komen hier alleen als een andere balie ze doorgeeft.
teams-end = Het team stopt
teams-end-text = Wie hier wacht, gaat naar de balie van de hele organisatie. Dossiers blijven bij hun hulpverlener.
teams-end-do = Stop het team
teams-ended = Het team is gestopt.
teams-person = Team { $team }: { $does }
teams-colleague = { $name } (team { $team })
teams-count-members =
    { $count ->
        [0] Nog geen medewerkers
        [one] 1 medewerker
       *[other] { $count } medewerkers
    }
teams-count-desk =
    { $count ->
        [0] Niemand aan de balie: de balie van de organisatie doet het werk
        [one] 1 persoon aan de balie
       *[other] { $count } mensen aan de balie
    }
teams-count-own =
    { $count ->
        [0] Niemand. Wie hier hoort te wachten, zien alle andere balies.
        [one] 1 persoon aan deze balie
       *[other] { $count } mensen aan deze balie
    }
teams-count-waits =
    { $count ->
        [0] Er wacht niemand
        [one] Er wacht 1 aanmelding
       *[other] Er wachten { $count } aanmeldingen
    }
teams-few-wait = Er wachten minder dan 5 aanmeldingen
teams-count-open =
    { $count ->
        [0] Geen lopende dossiers
        [one] 1 lopend dossier
       *[other] { $count } lopende dossiers
    }
teams-few-open = Minder dan 5 lopende dossiers
teams-in-time = { $percent } % kreeg in de laatste 90 dagen binnen 48 uur antwoord
teams-in-time-few = Te weinig aanmeldingen om iets te zeggen over het antwoord binnen 48 uur
teams-refused-person = Kies iemand die hier werkt en cliënten of aanmeldingen ziet.
teams-refused-taken = Een ander team heet al zo. Kies een andere naam.
teams-refused-area = Vul 4 cijfers in. De eerste postcode is niet hoger dan de laatste.
teams-refused-area-taken = Precies deze postcodes zijn al van een ander team.
teams-refused-nothing = Kies wat deze persoon in het team doet.
teams-refused-coach = Een coach zit niet aan de balie. Die ziet alleen wat een cliënt deelt.
teams-refused-only-desk = Een medewerker aanmelding zit aan de balie, en helpt niet.
teams-refused-last = Er wachten mensen, en niemand anders zit aan een balie. Zet eerst iemand anders aan een balie.

## What is connected

connections-title = Verbindingen
connections-text = Hier zie je met welke systemen Opstap praat, en wat bleef steken.
connections-stuck = Herinneringen die bleven steken
connections-stuck-none = Er is niets blijven steken.
connections-stuck-text = Opstap zegt hier niet van wie ze zijn. Probeer het opnieuw, of laat het zo.
connections-stuck-sms = Een sms over een afspraak: { $moment }
connections-stuck-mail = Een e-mail over een afspraak: { $moment }
connections-unsure = Misschien is dit bericht aangekomen. Bij opnieuw proberen krijgt iemand het misschien twee keer.
connections-refused = Dit bericht werd geweigerd, of het lukte te vaak niet.
connections-retry = Probeer opnieuw
connections-leave = Laat het zo
connections-retried = We proberen het opnieuw.
connections-left = Goed. Dit bericht gaat niet meer weg.
connections-receivers = Meldingen aan andere systemen
connections-receivers-text = Opstap meldt dat er iets gebeurde, en in welk dossier. Wat er staat, zegt Opstap niet.
connections-stopped = Gestopt. Het andere systeem zegt dat het weg is.
connections-dead =
    { $count ->
        [one] 1 melding lukte niet
       *[other] { $count } meldingen lukten niet
    }
connections-waits =
    { $count ->
        [one] 1 melding wacht
       *[other] { $count } meldingen wachten
    }
connections-took = Nam voor het laatst een melding aan: { $moment }
connections-took-none = Nam nog geen melding aan
connections-add = Voeg een systeem toe
connections-url = Adres van het systeem
connections-url-hint = Het begint met https:// en staat op het open internet.
connections-of = Waarvan krijgt het een melding?
connections-of-hint = Kies je niets, dan krijgt het alle meldingen.
connections-of-case-asked = Iemand vroeg om hulp
connections-of-case-waiting = Iemand wacht bijna te lang op antwoord
connections-of-case-opened = Er is een nieuw dossier
connections-of-case-assigned = Een dossier heeft een andere hulpverlener
connections-of-case-closed = Een dossier is gestopt
connections-of-case-erased = Een dossier is gewist
connections-of-message-arrived = Een cliënt schreef een bericht
connections-of-appointment-changed = Een afspraak is gemaakt of veranderd
connections-receiver = Een systeem dat meldingen krijgt
connections-told-of = Het krijgt een melding van:
connections-test = Stuur een proefmelding
connections-test-text = Zo zie je of het systeem ons hoort. Was het gestopt? Dan gaan de meldingen weer door.
connections-tested = De proefmelding is onderweg. Kijk straks of hij is aangenomen.
connections-again = Stuur drie dagen opnieuw
connections-again-text = Miste het systeem iets? Het krijgt de meldingen van de laatste drie dagen nog een keer.
connections-told-again = De meldingen van de laatste drie dagen gaan opnieuw.
connections-rotate = Maak een nieuw geheim
connections-rotate-text = Met het geheim ziet het systeem dat een melding van ons is. Het oude geheim werkt nog een dag.
connections-secret = Bewaar dit geheim nu. Je ziet het maar één keer: { $secret }
connections-remove = Verwijder dit systeem
connections-removed = Het systeem krijgt geen meldingen meer.
connections-sign-in = Inloggen
connections-sign-in-none = Medewerkers loggen in met een code, of met een eigen wachtzin en een app.
connections-sign-in-by = Medewerkers loggen in via { $issuer }
connections-sign-in-levels = Dit niveau is nodig: { $levels }
connections-clients-none = Cliënten loggen in met een code.
connections-clients-by = Cliënten loggen in met een code of met { $name }, via { $issuer }
connections-clients-again = Voor zware stappen vragen we het nog een keer, op dit niveau: { $levels }
connections-sign-in-hint = Dit verandert wie de server beheert.
connections-refused-stuck = Dit bericht wacht niet meer op jou.
connections-refused-url = Het adres moet beginnen met https://, zonder naam of wachtwoord erin.
connections-refused-inside = Dit adres staat niet op het open internet. Vraag wie de server beheert om het toe te voegen.
connections-refused-many = Twintig systemen is genoeg. Verwijder er eerst een.

## How long cases are kept

keeping-title = Bewaren en vernietigen
keeping-text = Een dossier dat is gestopt, bewaar je een tijd. Daarna vernietigt Opstap het, in de nacht. Dat kan niemand terugdraaien.
keeping-none = Er zijn geen dossiers die zijn gestopt.
keeping-count =
    { $count ->
        [one] 1 dossier
       *[other] { $count } dossiers
    }
keeping-more =
    { $count ->
        [one] En nog 1 ander. Zoek het met het nummer.
       *[other] En nog { $count } andere. Zoek ze met het nummer.
    }
keeping-due = Gaat vannacht weg
keeping-due-text = De termijn is voorbij. Moet een dossier blijven? Houd het dan vandaag tegen.
keeping-unconfirmed = De termijn is voorbij, maar niet bevestigd
keeping-unconfirmed-text = Deze dossiers blijven staan tot je de termijn bevestigt.
keeping-unknown = Niemand zei hoe het eindigde
keeping-unknown-text = Er geldt dan geen termijn. Kies bij elk dossier hoe het eindigde.
keeping-announced = Gaat binnen 30 dagen weg
keeping-announced-text = Moet een dossier blijven? Houd het dan tegen.
keeping-held = Tegengehouden
keeping-kept = Wordt bewaard
keeping-line = { $name }, gestopt op { $day }
keeping-ended = Hoe het eindigde: { $result }
keeping-until = Bewaren tot { $day }
keeping-goes = Gaat weg op { $day }
keeping-past = De termijn eindigde op { $day }
keeping-held-why = Tegengehouden: { $reason }
keeping-number = Dossiernummer
keeping-number-hint = De eerste 8 letters en cijfers zijn genoeg.
keeping-find = Zoek
keeping-find-none = Er is geen gestopt dossier met dit nummer.
keeping-rules = Hoe lang je bewaart
keeping-rules-text = Dat hangt af van hoe de hulp eindigde. Zolang een termijn niet is bevestigd, gaat er niets weg.
keeping-confirmed = Bevestigd
keeping-not-confirmed = Nog niet bevestigd: er gaat niets weg.
keeping-result-withdrawn = Ingetrokken door de cliënt
keeping-result-rejected = Afgewezen
keeping-result-completed = Afgerond
keeping-result-ended_early = Eerder gestopt
keeping-result-referred = Naar een andere organisatie
keeping-weeks =
    { $count ->
        [one] 1 week na het einde
       *[other] { $count } weken na het einde
    }
keeping-months =
    { $count ->
        [one] 1 maand na het einde
       *[other] { $count } maanden na het einde
    }
keeping-years =
    { $count ->
        [one] 1 jaar na het einde
       *[other] { $count } jaar na het einde
    }
keeping-starter-withdrawn = Selectielijst 2020, 8.4.1: ingetrokken aanvragen, 6 weken. Dat is een voorbeeld voor de Wmo. Vraag wie over het archief gaat of het hier ook geldt.
keeping-starter-others = Selectielijst 2020: meestal 5 tot 10 jaar na het einde. Dit is de langste. Vraag wie over het archief gaat of het klopt.
keeping-rule-text = Zo lang bewaar je een dossier dat zo eindigde. De termijn begint op de dag van het einde.
keeping-span = Hoeveel?
keeping-span-hint = Een heel getal.
keeping-unit = Weken, maanden of jaren?
keeping-unit-weeks = weken
keeping-unit-months = maanden
keeping-unit-years = jaren
keeping-source = Waar staat dat?
keeping-source-hint = Bijvoorbeeld het nummer in de selectielijst.
keeping-confirm = Is de termijn bevestigd?
keeping-confirm-no = Nee, er gaat nog niets weg
keeping-confirm-yes = Ja, wie over het archief gaat zegt dat het klopt
keeping-confirm-text = Bevestig je de termijn, dan gaan er vanaf de volgende nacht dossiers weg. Op de vorige bladzijde zie je meteen welke.
keeping-save = Bewaar
keeping-saved = Bewaard. Vannacht gaat er niets weg.
keeping-saved-due =
    { $count ->
        [one] Bewaard. Vannacht gaat er 1 dossier weg.
       *[other] Bewaard. Vannacht gaan er { $count } dossiers weg.
    }
keeping-case = Een gestopt dossier
keeping-hold = Houd dit dossier tegen
keeping-hold-text = Het blijft dan staan, ook als de termijn voorbij is. Bijvoorbeeld bij een bezwaar of een onderzoek.
keeping-reason = Waarom?
keeping-reason-hint = Zonder namen.
keeping-held-now = Dit dossier blijft staan.
keeping-lift = Houd dit dossier niet meer tegen
keeping-lift-text = Het gaat dan weg op de dag van de termijn. Is die al voorbij, dan gaat het vannacht weg.
keeping-lifted = Dit dossier wordt niet meer tegengehouden.
keeping-result = Hoe het eindigde
keeping-result-label = Kies wat past
keeping-result-none = Kies
keeping-refused-term = Vul een heel getal in. Langer dan 100 jaar kan niet.
keeping-refused-words = Schrijf dit op, in hoogstens 500 tekens.
keeping-refused-result = Kies hoe het eindigde.
keeping-refused-destroyed = Dit dossier is al weg.
keeping-refused-not-held = Dit dossier werd niet tegengehouden.
keeping-refused-goes-on = Dit dossier is niet gestopt.

## What somebody decides about themselves, on a page

web-sharing-until-hint = Dit hoeft niet. Zonder dag loopt het door tot je stopt.

## Tips and explanations on a page

web-library-find = Zoek
web-tip-hidden = Deze tip laten we nu een tijd weg.

## Staff who sign in with a passphrase and a code of an app

web-own-way = Werk je hier? Log in met je wachtzin en een code
web-own-title = Log in met je wachtzin en een code
web-own-nobody = Hier logt niemand in met een wachtzin. Vraag je beheerder om een code.
web-own-name = Je inlognaam
web-own-passphrase = Je wachtzin
web-own-code = De code uit je app
web-own-code-hint = Dat zijn 6 cijfers. Na een halve minuut komt er een nieuwe.
web-own-go = Log in
web-own-help = Lukt het niet, of ben je je telefoon kwijt? Vraag je beheerder om een code. Daarmee kom je altijd binnen.
web-own-name-missing = Vul je inlognaam in.
web-own-passphrase-missing = Vul je wachtzin in.
web-own-code-form = Een code heeft 6 cijfers. Je vindt hem in je app.
web-own-wrong = Je inlognaam, je wachtzin of de code klopt niet. Een code werkt maar een keer. Wacht op de volgende en probeer het opnieuw.
web-own-closed =
    { $minutes ->
        [one] Het ging te vaak mis. Daarom kan het met deze inlognaam 1 minuut niet. Of vraag je beheerder om een code.
       *[other] Het ging te vaak mis. Daarom kan het met deze inlognaam { $minutes } minuten niet. Of vraag je beheerder om een code.
    }
web-own-later = Inloggen lukt nu niet. Dat ligt niet aan jou. Probeer het zo nog een keer.
web-own-unopened = De code uit je app kan hier niet meer worden nagekeken. Dat ligt niet aan jou. Vraag je beheerder om een code. Stel het daarna opnieuw in.
web-own-unopened-own = De code uit je app kan hier niet meer worden nagekeken. Stel het opnieuw in, anders kun je de volgende keer niet inloggen.
web-own-set-up = Zelf inloggen, de volgende keer
web-own-look = Je wachtzin en je app
web-own-page-title = Zelf inloggen
web-own-text = Met een wachtzin en een app kun je de volgende keer zelf inloggen. Dan heb je geen code van je beheerder nodig.
web-own-since = Zelf inloggen kan sinds { $moment }.
web-own-change = Iets veranderen
web-own-name-hint = Die kies je zelf. Minstens 2 letters, zonder spaties.
web-own-new = Kies een wachtzin
web-own-new-hint = Minstens 12 tekens. Een paar woorden achter elkaar onthoud je makkelijk.
web-own-again = Nog een keer dezelfde wachtzin
web-own-app = Een app voor codes
web-own-app-text = Zo'n app staat misschien al op je telefoon. Laat de app dit plaatje zien.
web-own-qr = Plaatje voor de camera in je app. Zonder camera typ je de letters die eronder staan.
web-own-by-hand = Of typ dit in de app:
web-own-first-code = Typ de 6 cijfers die de app nu laat zien. Dan weten we dat het werkt.
web-own-now = Je wachtzin van nu, of een code uit je app van nu
web-own-now-hint = Zo weten we dat jij het bent.
web-own-now-wrong = Dit klopt niet. Typ je wachtzin van nu. Of typ een code uit je app van nu, die je nog niet hebt gebruikt.
web-own-save = Bewaar
web-own-end-title = Niet meer zelf inloggen
web-own-end-text = Je wachtzin en je app werken hier dan niet meer. De volgende keer vraag je je beheerder om een code.
web-own-end = Stop ermee
web-own-set = De volgende keer kun je zelf inloggen.
web-own-ended = Zelf inloggen kan niet meer. Vraag de volgende keer je beheerder om een code.
web-own-name-form = Een inlognaam heeft minstens 2 letters of cijfers, en geen spaties.
web-own-name-taken = Iemand anders hier heeft deze inlognaam. Kies een andere.
web-own-short = Deze wachtzin is te kort. Kies er een van minstens 12 tekens.
web-own-long = Deze wachtzin is te lang. Kies er een van hooguit 256 tekens.
web-own-everybodys = Deze wachtzin kiezen veel mensen. Daarom is hij makkelijk te raden. Kies een andere.
web-own-differs = Dit is iets anders dan wat je hierboven typte. Typ allebei opnieuw.
web-own-app-old = Het plaatje was te oud. Hier staat een nieuw. Laat dat aan je app zien.
web-own-code-wrong = Deze code klopt niet. Kijk welke code de app nu laat zien. Gaat de klok op je telefoon goed?

## A case that is not one's own

glass-way = Open een dossier dat niet van jou is
glass-title = Open een dossier dat niet van jou is
glass-text = Doe dit alleen als het niet kan wachten. Je ziet het dossier vandaag en morgen. Daarna sluit het vanzelf.
glass-seen = De cliënt ziet dat jij dit deed, en waarom.
glass-sought = Wie is het?
glass-sought-hint = De hele naam van de cliënt. Of de eerste 8 letters en cijfers van het dossiernummer.
glass-why = Waarom kan het niet wachten?
glass-choose = Kies
glass-nobody-there = De hulpverlener is er niet, en niemand vervangt
glass-threat = Iemand raakt bijna huis, energie, water of zorgverzekering kwijt
glass-danger = Iemand is in gevaar
glass-do = Open het dossier
glass-open = Dit dossier is nu ook voor jou open, vandaag en morgen.
glass-refused-sought = Zo vinden we geen dossier, of meer dan een. Kijk de naam na, of gebruik het nummer.
glass-refused-why = Kies waarom het niet kan wachten.

## Values: words inside sentences

word-optional = mag, hoeft niet

## Programme

programme-phase = Fase { $number } van { $total }: { $title }
programme-task-done = Klaar: { $title }.
programme-task-undone = Weer op te doen: { $title }.
programme-task-later = Deze taak komt later terug, op { $date }.
programme-task-declined = Deze taak sla je over. Terughalen kan altijd.

## Budget

budget-expenses = Er gaat uit
budget-weekly-money = Weekgeld: { $amount }
budget-line = { $label }: { $amount } { $frequency }
budget-line-monthly = { $label }: { $amount } { $frequency }, dat is { $monthly } per maand
budget-gaps =
    { $count ->
        [one] Eén post mist nog: { $first }.
       *[other] { $count } posten missen nog. Begin met: { $first }.
    }
budget-complete = Je begroting is klaar. Knap gedaan.
forecast-told = Saldo op { $date }: { $amount }
forecast-day-line = { $date }: { $amount }

## Debts

debts-added = Op de lijst gezet: { $creditor }.
debts-corrected = telt niet meer mee
debts-twice = Staat dit er dubbel?
debts-reference = Kenmerk: { $reference }
debts-creditors = Wie bedoel je?
debts-creditors-none = Niemand gevonden. Typ gewoon de naam die in de brief staat.
debts-creditor-known = staat al bij jou
debts-creditor-usual = { $creditor }: meestal { $about }. Klopt dat? { $command }
debts-creditor-collects = { $creditor } int vaak voor een ander. Kijk in de brief voor wie.
debts-duplicates = Even kijken
debts-by-kind = Per soort

## Letters

letters-none = Er wacht geen brief.
letters-done = Klaar
letters-filed = Bewaard: de brief van { $sender }.
letters-photo-erased = De foto is gewist. Bij anderen gaat hij weg zodra er internet is.
letters-read-title = Dit lezen we in de brief
letters-read-check = Kijk of het klopt. Er is nog niets bewaard.
letters-read-none = We lezen hier niets om over te nemen. Vul het zelf in.
letters-read-maybe = misschien

## Contact

## Delivery: neutral, without accents

delivery-subject = Je hebt een afspraak
delivery-appointment = Je hebt een afspraak: { $moment }.
delivery-stop = Wil je dit stoppen? Zeg het tegen je helper.
delivery-stop-answer = Geen sms meer? Antwoord met: stop.
delivery-answer = Je kunt op deze mail antwoorden. Je helper leest dat. Geen mail meer? Antwoord met: stop.
reply-more = Niet alles van dit bericht staat hier. Je organisatie heeft de rest.

## Notes of talks: a helper writes, the client says whether it is right

talks-by = { $date }, door { $author }
talks-agreed = Afgesproken: { $agreed }
talks-corrects = Dit verslag komt in de plaats van een ander.
talks-disputed = De cliënt zegt: dit klopt niet. Schrijf samen een nieuw verslag.
talks-reaction = Antwoord van de cliënt: { $reaction }
talks-reaction-mine = Jouw antwoord: { $reaction }

## Goals, and marks on a scale

goals-why = Waarom: { $why }
goals-first-step = Eerste stap: { $step }
marks-none = Er is nog geen cijfer.
marks-ask = Je mag nu een cijfer geven.
marks-line = { $date }: een { $value } voor { $about }
marks-erased = Het cijfer is gewist.

## Meenemen

export-saved = Bewaard
export-open = Dit staat niet op slot. Bewaar het op een plek die van jou is.
export-column-way = in of uit
export-column-for = waarvoor
export-column-number = nummer
export-column-least = minstens
export-column-most = hoogstens
export-column-known = wat we weten
export-column-text = tekst
export-column-place = waar
export-column-since = sinds
export-column-last-day = laatste dag
export-column-form = formulier
export-column-question = vraag
export-column-agreed = afgesproken
export-column-reaction = wat de cliënt ervan zei
export-column-why = waarom
export-column-first-step = eerste stap
export-column-mark = cijfer

## Agenda

agenda-empty = Er staan geen afspraken.
agenda-line = { $when }: { $title }
agenda-place = Waar: { $place }
agenda-confirmed = Fijn, we zien elkaar { $when }.
agenda-moved = Je afspraak is verzet naar { $when }.
agenda-cancelled = Je afspraak is afgezegd. Een nieuwe maken kan altijd.
agenda-bring = Neem mee: { $things }

## Reminders

reminders-title = Herinneringen
reminders-empty = Er zijn geen herinneringen.
reminders-line = { $date }: { $title }
reminders-quiet = Tussen { $from } en { $until } blijft je telefoon stil.
reminders-paused = Herinneringen staan uit tot { $date }.

## Messages

messages-empty = Er zijn nog geen berichten. Stel gerust een vraag.
messages-line = { $when }, { $who }: { $text }
messages-saved-offline = Je bericht is bewaard. Het gaat weg zodra je online bent.
messages-erased = Je bericht is gewist. Het gaat ook bij anderen weg zodra je online bent.
messages-unread =
    { $count ->
        [one] 1 ongelezen
       *[other] { $count } ongelezen
    }

## Tips

tips-title = Tips voor jou
tips-empty = Er zijn nu geen nieuwe tips.
tips-dismissed = Deze tip komt voorlopig niet terug.

## Work forms

form-intro = { $title }, ongeveer { $minutes } minuten
form-saved = Je antwoorden zijn bewaard.
form-shared-when = { $title }, gedeeld { $when }
form-feedback-of = { $name }, { $when }: { $text }
form-next = Volgende vraag: { $label }

## Profile

profile-name = Naam: { $name }
profile-language = Taal: { $language }
profile-changed = Je gegevens zijn aangepast.

## Caseload: what a counsellor sees first, and why

caseload-title = Mijn cliënten
caseload-empty = Er staat niemand op je lijst.
caseload-count =
    { $count ->
        [one] 1 cliënt
       *[other] { $count } cliënten
    }
caseload-calm = Er is nu niets dat wacht.
caseload-row = { $name }: { $reason }
caseload-step = Nu bij: { $step }
attention-none = gaat goed

## History: who changed what

history-title = Wat er veranderde: { $name }
history-empty = Hier is nog niets veranderd.
history-partly = Dit is wat je apparaat zelf weet. Ben je online, dan zie je alles.
history-first = { $when } { $who }: { $field } werd { $after }
history-line = { $when } { $who }: { $field } was { $before } en werd { $after }
history-removed = { $when } { $who }: weggehaald
history-undone = Teruggedraaid. Ook dit kun je weer terugdraaien.

## Conflicts: two people changed one thing

conflict-title = Twee versies
conflict-none = Alles klopt met elkaar.
conflict-explain = Twee mensen pasten hetzelfde aan. Niets is weg. Kies wat klopt.

## Sync

sync-done = Alles is bijgewerkt.
sync-sent =
    { $count ->
        [one] 1 wijziging verstuurd.
       *[other] { $count } wijzigingen verstuurd.
    }
sync-waiting =
    { $count ->
        [one] 1 wijziging wacht op internet.
       *[other] { $count } wijzigingen wachten op internet.
    }
sync-held =
    { $count ->
        [one] 1 wijziging wordt eerst bekeken.
       *[other] { $count } wijzigingen worden eerst bekeken.
    }

## Safety: is my data safe?

safety-title = Zijn mijn gegevens veilig?

## Search

search-none = Niets gevonden voor: { $words }
search-found =
    { $count ->
        [one] 1 ding gevonden
       *[other] { $count } dingen gevonden
    }
search-hint = Probeer een ander of korter woord.

## Pairing a device

pair-done = Gekoppeld. Welkom, { $name }.

## Sharing

share-title = Delen
share-nobody = Je deelt met niemand extra.
share-who = { $who } ziet: { $what }
share-stopped = { $who } kijkt niet meer mee.
share-until = tot { $date }

## Wiping and leaving

wipe-done = Dit apparaat is leeg. Er is niets meer te lezen.

## Bank files: what they say stays on this device

bank-looked = Bekeken, niet bewaard
bank-read = Ingelezen
bank-likely = Lijkt op nummer { $number }. Telt niet mee.
bank-proposal = { $number }. { $way }: { $category }, { $name }, { $amount } { $frequency }
bank-change-one = Verander één voorstel tegelijk.

## Command line

cli-next = Verder: { $command }

## Why a case or a part of it left this device

revoked-changed = Wat je mag zien is veranderd.

## Command line: what the terminal itself says

cli-mirror-aside = Een deel van de opslag was beschadigd. We halen het opnieuw op. Niets is weg.
cli-home = We kunnen niet bij { $file }. Kijk of je daar mag lezen en schrijven.
cli-key-open = Anderen op deze computer kunnen je sleutel lezen. Maak hem alleen voor jou: chmod 600 { $file }
cli-key-missing = De sleutel van dit apparaat is weg: { $file }. Zet hem terug, of vraag hulp.
cli-key-broken = De sleutel is beschadigd: { $file }. Zet hem terug, of vraag hulp.
cli-bad-moment = Dit moment lezen we niet. Schrijf het als 24-11-2026 10:30.
cli-ambiguous = Er past meer dan één ding bij { $id }. Typ er een paar letters bij.
cli-which-client = Om welke cliënt gaat het? Kies met --case. Je lijst: { $command }
cli-when-done = Gedaan? Typ: { $command }
cli-only-here = nog alleen hier
cli-before = vóór { $date }
cli-not-for-you = niet van toepassing
cli-task-skipped = Deze taak is hier niet nodig: { $title }.
cli-task-added = Taak toegevoegd: { $title }.
cli-earlier = Eerdere berichten: { $command }
messages-about = Over: { $text }
cli-profile-more = Je kunt meer vertellen met { $command }. Het mag, het hoeft niet:
cli-choose = { $value } ({ $who }). Klopt dit? Typ:
programme-percent = Je bent op { $percent } procent.
agenda-past = Eerder
preferences-title = Hoe wil je het?
preferences-hours-before =
    { $count ->
        [one] Je krijgt 1 uur vóór een afspraak nog een herinnering.
       *[other] Je krijgt { $count } uur vóór een afspraak nog een herinnering.
    }
preferences-nudges-on = We mogen je elke dag aan je volgende stap herinneren.
preferences-nudges-off = We herinneren je niet elke dag aan je volgende stap.
preferences-news-on = Je krijgt nieuws dat bij je past.
preferences-news-off = Je krijgt geen nieuws.
ui-preferences-news-text = Soms is er iets dat bij je past. Bijvoorbeeld een cursus in je buurt. Wie het schrijft, ziet niet wie je bent.

## Bijlagen bij berichten

cli-file-unusable = Dit bestand is niet te lezen, of is er al: { $file }
files-title = Bijlagen
files-empty = Er zijn hier nog geen bijlagen.
files-line = { $name }, { $size }: { $place }
files-added = Je bijlage is bewaard. Hij gaat weg zodra je internet hebt.
files-fetched = De bijlage is hier: { $name }
files-evicted = De bijlage is weg van dit apparaat. Je kunt hem weer ophalen.
sync-files-sent =
    { $count ->
        [one] Eén bijlage verstuurd.
       *[other] { $count } bijlagen verstuurd.
    }
sync-files-left =
    { $count ->
        [one] Eén bijlage is nog onderweg.
       *[other] { $count } bijlagen zijn nog onderweg.
    }

## Pages in a browser

web-skip = Ga naar de inhoud
web-unshared = Dit deelt de cliënt niet met jou
web-unshared-text = De cliënt kiest wat jij ziet. Wil je dit ook zien? Vraag het in een gesprek.
web-sign-out = Log uit
web-signed-out = Je bent uitgelogd. Heb je hier iets gedownload? Haal dat dan zelf nog weg.
web-own-computer = Zit je achter een computer van iemand anders? Log dan uit als je klaar bent.
web-session-over = Je bent hier niet meer ingelogd. Dat gebeurt als je een tijd niets doet. Vraag een nieuwe code om weer binnen te komen.
web-no-way-back = Je kunt dit niet terugdraaien.
web-not-from-here = Dit kwam niet van deze pagina. Ga terug en probeer het nog een keer.
web-browser = browser
web-done-already = Dit was al gedaan. Het is niet nog een keer gedaan.
web-saved = Bewaard.
web-calendar-title = Ook in je eigen agenda
web-calendar-text = Je kunt je afspraken zien in de agenda van je telefoon of computer. Daarvoor maak je een geheim adres. Wie dat adres heeft, ziet wanneer je een afspraak hebt. Waarover en met wie staat er niet in. Geef het aan niemand.
web-calendar-make = Maak een adres
web-calendar-fresh = Dit is je adres. Kopieer het nu, want straks zie je het niet meer. Kies in je agenda voor abonneren en plak het daar.
web-calendar-there = Je hebt een adres. Ben je het kwijt? Maak dan een nieuw adres. Het oude werkt daarna niet meer.
web-calendar-anew = Maak een nieuw adres
web-calendar-end = Stop met dit adres
web-calendar-ended = Het adres werkt niet meer.
web-calendar-failed = Dat lukte niet. Probeer het straks nog eens.
calendar-name = Afspraken
calendar-appointment = Afspraak
web-take-title = Alles van jou meenemen
web-take-text = Dit is alles wat jij in dit dossier mag zien. Kies hoe je het wilt hebben.
web-take-pdf = Om te lezen of te printen
web-take-page = Als pagina met tekeningen
web-take-json = Voor een ander programma
web-take-tables = Voor een rekenblad
web-take-budget = Geld per maand
web-take-debts = Schulden
web-take-debt-amounts = Bedragen van schulden
web-take-letters = Brieven
web-take-appointments = Afspraken
web-take-messages = Berichten
web-take-profile = Wat je over jezelf vertelde
web-take-deadlines = Termijnen
web-take-forms = Formulieren en antwoorden
web-take-talks = Verslagen van gesprekken
web-take-goals = Doelen
web-take-marks = Cijfers die je gaf
web-asked-anew = Deze vragen zijn net veranderd. Er is nog niets bewaard. Kijk of je antwoorden nog passen.

## A file of a bank on a page

web-bank-only-here = We bewaren je betalingen alleen zolang je hier bent ingelogd. Ze zitten op slot: alleen jij ziet ze. Log je uit, dan zijn ze weg. Wat je overneemt in je begroting, blijft.
web-bank-hint = Download bij je bank een csv-bestand, camt of mt940. Het mag 20 megabyte groot zijn.
web-bank-send = Lees in
web-bank-forgotten = Al je betalingen zijn weg. Je begroting blijft.
web-file-none = Kies eerst een bestand. Het mag niet leeg zijn.
web-file-broken = Het bestand kwam niet heel aan. Probeer het nog een keer.
web-file-busy = Je leest al een bestand in. Wacht tot dat klaar is.
web-files-add = Stuur een foto, een scan of een geluid mee
web-files-with = Wat wil je erbij zeggen? Dit hoeft niet.
web-files-choose = Kies tot 5 bestanden
web-files-hint = Foto’s, een pdf of een geluid. Samen tot 30 megabyte.
web-files-send = Stuur dit
web-files-kept = Bewaard en verstuurd.
web-files-many = Dit is te veel. Kies tot 5 bestanden, samen tot 30 megabyte.
web-files-busy = Het is druk. Probeer het over een minuut nog een keer.
many-title = Eén bericht aan meer cliënten
many-whom = Aan wie?
many-text = Je bericht
many-text-hint = Zet { $example } waar de voornaam hoort. Die vullen we voor iedereen in.
many-look = Bekijk wat iedereen leest
many-seen = Dit leest iedereen
many-misses = Dit weten we niet: { $names }
many-missing = Bij { $name } weten we dit niet: { $names }. Haal het weg, of kies deze cliënt niet.
many-count = Kies één tot { $most } cliënten.
many-send = { $count ->
    [one] Verstuur aan één cliënt
   *[other] Verstuur aan { $count } cliënten
}
many-sent = { $count ->
    [0] Dit was al verstuurd.
    [one] Eén bericht is verstuurd.
   *[other] { $count } berichten zijn verstuurd.
}

## Signing up, and the desk

sign-up-door = Heb je nog geen code? Vraag hier hulp. Je naam is niet nodig.
triage-proposal = Wat past hierbij
triage-kind = Welke hulp?
triage-programme = Met welk plan?
triage-helper = Wie helpt?
triage-stand-in = Wie helpt als die weg is?
triage-nobody = Niemand
triage-message = Een eerste bericht
triage-decide = Koppel
triage-decided = Gekoppeld. De helper ziet het dossier nu.
triage-no-helper = Kies wie er helpt.
triage-same-helper = Kies twee verschillende mensen.
triage-colleague =
    { $count ->
        [one] { $name }, 1 cliënt
       *[other] { $name }, { $count } cliënten
    }
kind-team = team
field-passed = bij welke balie
desk-title = Wie wacht aan de balie
desk-way = Wie wacht aan de balie
desk-count =
    { $count ->
        [0] Er wacht nu niemand.
        [one] Er wacht 1 aanmelding.
       *[other] Er wachten { $count } aanmeldingen.
    }
desk-none = Er wacht nu niemand aan jouw balie.
desk-at-team = Balie van team { $team }
desk-at-organisation = Balie van de hele organisatie
desk-pass-title = Hoort dit bij een andere balie?
desk-pass-text = Jij ziet deze aanmelding daarna niet meer. Zit je ook aan die andere balie? Dan wel. De cliënt kan lezen waarom.
desk-pass-to = Naar welke balie?
desk-pass-why = Waarom?
desk-why-lives-there = De cliënt woont daar
desk-why-known-there = De cliënt is daar al bekend
desk-why-knows-more = Dat team weet hier meer van
desk-why-no-room = Hier is nu geen plek
desk-pass = Geef door
desk-passed = Doorgegeven. De andere balie ziet deze aanmelding nu.
desk-refused-to = Kies een andere balie.
desk-refused-why = Kies waarom.

## People who work here, by their organisation's provider

web-staff-way = Werk je hier? Log in met je werkaccount
web-staff-title = Log in met je werkaccount
web-staff-choose = Waar werk je?
web-staff-try = Log in met je werkaccount
web-staff-code = Log in met een code
web-staff-none = Hier kun je niet met je werkaccount inloggen. Vraag je beheerder om een code.
web-staff-unreachable = Inloggen met je werkaccount lukt nu niet. Dat ligt niet aan jou. Probeer het zo nog een keer.
web-staff-not-asked = Het inloggen duurde te lang, of het begon in een ander venster. Begin opnieuw.
web-staff-denied = Het inloggen is gestopt. Er is niets veranderd. Je kunt het opnieuw doen.
web-staff-again = Je was net al zover gekomen. Dat kan maar een keer. Begin opnieuw.
web-staff-token = Het antwoord op het inloggen klopt niet. Daarom laten we niemand binnen. Vertel het je beheerder als dit blijft gebeuren.
web-staff-level = Je organisatie vraagt om een extra stap bij het inloggen. Die stap was er niet bij. Log opnieuw in en kies de extra stap.
web-staff-unknown-title = Je bent hier nog niet bekend
web-staff-unknown-text = Je werkaccount klopt. Maar we weten nog niet wie je hier bent.
web-staff-unknown-hint = Vraag je beheerder om een code. Die typ je hier een keer. Daarna is je werkaccount genoeg.

## Clients, by their organisation's identity broker

web-in-title = Inloggen
web-client-way = Log in met { $name }
web-client-title = Log in met { $name }
web-client-choose = Bij welke organisatie hoor je?
web-client-try = Log in met { $name }
web-client-several = het inlogmiddel van je gemeente
web-client-none = Zo kun je hier niet inloggen. Log in met een code.
web-client-unreachable = Inloggen met { $name } lukt nu niet. Dat ligt niet aan jou. Probeer het zo nog een keer.
web-client-not-asked = Het inloggen duurde te lang, of het begon in een ander venster. Begin opnieuw.
web-client-denied = Het inloggen is gestopt. Er is niets veranderd. Je kunt het opnieuw doen.
web-client-again = Je was net al zover gekomen. Dat kan maar een keer. Begin opnieuw.
web-client-token = Het antwoord op het inloggen klopt niet. Daarom gaat het niet door. Vertel het je helper als dit blijft gebeuren.
web-client-level = We vragen om een veiliger manier van inloggen. Log opnieuw in en kies die manier.
web-client-unknown-text = Het inloggen met { $name } is gelukt. Maar we weten nog niet wie je hier bent.
web-client-unknown-hint = Typ één keer een code van jezelf. Je kreeg die van je helper, of je bewaarde hem. Daarna is { $name } genoeg.
web-client-otherwise = Bij deze code hoort al iemand anders met { $name }. Vraag je helper om hulp.
web-again-title = Log nog een keer in met { $name }
web-again-take = Je wilt al je gegevens meenemen.
web-again-code = Je wilt een code maken voor een ander apparaat.
web-again-share = Je wilt iemand laten meekijken.
web-again-text = Daarom vragen we nog een keer wie je bent. Zo kan niemand anders dit in jouw naam doen.
web-again-kept = Wat je invulde, staat er daarna nog.
web-again-go = Ga verder met { $name }
web-again-without = Lukt het niet met { $name }? Vraag het aan je helper.
web-again-done = Gelukt, je bent het zelf. Je kunt nu verder.
web-again-press = Gelukt, je bent het zelf. Kijk na wat je invulde en druk op de knop.
web-again-another = Je logde in als iemand anders. Daarom gaat het niet door. Er is niets veranderd.

## Where somebody is signed in

web-devices-way = Waar ben je ingelogd?
web-devices-title = Waar je bent ingelogd
web-devices-text = Dit zijn je telefoons en browsers. Ken je er een niet? Log daar dan meteen uit.
web-devices-unnamed = apparaat
web-devices-since = Ingelogd: { $moment }
web-devices-last = Voor het laatst gebruikt: { $moment }
web-devices-here = Hier zit je nu.
web-devices-end = Log daar uit
web-devices-gone = Wat daar van jou staat, wordt gewist. Wat nog niet was verstuurd, is dan weg.
web-devices-ended = Daar ben je nu uitgelogd.

## How an organisation is reached

reach-title-own = Zo bereiken mensen ons
reach-text = Dit staat onderaan elke pagina van een cliënt, en in de app. Ook zonder internet kunnen mensen het lezen.
reach-phone = Telefoonnummer
reach-phone-hint = Zoals mensen het lezen, bijvoorbeeld 14 0413.
reach-hours = Wanneer neemt er iemand op?
reach-hours-hint = Bijvoorbeeld: maandag tot en met vrijdag van 9 tot 17 uur.
reach-mail = E-mailadres
reach-mail-hint = Alleen als iemand die mail elke werkdag leest.
reach-visit = Waar kunnen mensen langskomen?
reach-visit-hint = Het adres, en wanneer jullie open zijn.
reach-keep = Bewaar
reach-kept = Bewaard. Cliënten zien het zodra hun app of pagina weer ophaalt wat er is.

## Pages of who writes for an organisation

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
editor-plain-good = Deze tekst is goed te lezen.
editor-plain-title = Dit kan duidelijker
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
moments-offered-title = Momenten die je gaf
editor-propose-way = Stel voor als voorbeeld
editor-propose-title = Stel een voorbeeld voor
editor-propose-text = Een collega kijkt ernaar. Daarna kan iedereen het vinden. De namen van jullie twee zijn eruit.
editor-propose-left = Gaat dit over iemand? Haal het dan weg: { $names }
editor-propose-left-over = Ik keek dit na. Het gaat over niemand.
editor-propose-send = Stel voor
editor-proposed = Bedankt. Een collega kijkt ernaar.
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
editor-mode-auto = Het bericht gaat vanzelf weg, op een werkdag. De helper kan het eerder tegenhouden.
prompt-by-itself = Dit bericht is automatisch verstuurd. Antwoord je? Dan leest je helper het.
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

## Programmes that are written here

editor-new-programme = Begin een programma
editor-new-automation = Kies wanneer een bericht past
editor-part-none = Hier staat nog niets. Voeg iets toe.
editor-part-many = Dit zijn er te veel. Er passen er { $most }.
editor-part-wrong = Dit klopt nog niet. Kijk het na.
editor-part-in = { $title }: { $why }
editor-part-nameless = zonder naam
editor-part-up = Omhoog: { $title }
editor-part-down = Omlaag: { $title }
editor-part-remove = Haal weg: { $title }
editor-part-remove-all = Alles wat erin staat, gaat ook weg.
editor-phase = Fase { $number }
editor-phase-title = Hoe heet deze fase?
editor-phase-aim = Wat is er aan het eind bereikt?
editor-phase-add = Voeg een fase toe
editor-step = Stap { $number }
editor-step-add = Voeg een stap toe
editor-step-open = Schrijf deze stap: { $title }
editor-step-back = Terug naar het programma
editor-step-title = Hoe heet deze stap?
editor-step-why = Waarom helpt deze stap?
editor-step-praise = Wat zeggen we als de stap af is?
editor-step-tasks =
    { $count ->
        [one] 1 taak
       *[other] { $count } taken
    }
editor-task = Taak { $number }
editor-task-add = Voeg een taak toe
editor-task-title = Hoe heet deze taak?
editor-task-text = Hoe doe je het?
editor-task-minutes = Hoeveel minuten kost het?
editor-task-who = Wie doet het?
editor-task-proof = Hoe blijkt dat het klaar is?
editor-task-form = Welk werkformulier hoort erbij?
editor-task-form-none = Geen werkformulier
editor-who-client = De cliënt
editor-who-helper = De helper
editor-who-together = Samen
editor-proof-read = Het is gelezen
editor-proof-check = Iemand vinkt het af
editor-proof-form = Er is een formulier ingevuld
editor-proof-message = Er is een bericht gestuurd
editor-proof-photo = Er is een foto gemaakt
editor-proof-appointment = Er is een afspraak
editor-proof-budget = De begroting is ingevuld
editor-proof-debts = De schulden zijn ingevuld
editor-proof-sign = Er is getekend
editor-programme-audience = Voor wie is het?
editor-programme-process = Waar in de hulp past het?
editor-programme-weeks-ask = Hoeveel weken duurt het?
editor-programme-intro = Wat lezen mensen voor ze beginnen?
editor-programme-closing = Wat lezen mensen aan het eind?
editor-programme-kept = Wie dit al volgt, houdt de oude versie. Een helper kan samen met iemand overstappen. Wat af is, blijft af.
editor-process-voor-aanmelding = Voor de aanmelding
editor-process-aanmelding = Bij de aanmelding
editor-process-intake = Bij de intake
editor-process-stabilisatie = Als alles eerst rustig moet worden
editor-process-schuldregeling = Tijdens de schuldregeling
editor-process-begeleiding = Tijdens begeleiding
editor-process-wsnp = Tijdens de hulp via de rechter
editor-process-nazorg = Na de hulp
editor-process-vroegsignalering = Bij een eerste achterstand

## Work forms that are written here

editor-new-work-form = Schrijf een werkformulier
editor-withdraw-form = Niemand begint er dan nog mee. Wie al bezig is, maakt het af.
editor-part-few = Zet er minstens { $least } in, elk op een eigen regel.
editor-form-kept = Wie al bezig is, maakt de oude versie af. Wat gedeeld is, blijft zoals het was.
editor-form-used = Deze programma’s vragen erom: { $titles }
editor-form-goal = Waar helpt het bij?
editor-form-goal-hint = Dit leest de helper die het kiest.
editor-form-method = Uit welke methode komt het?
editor-form-steps = Wat doen mensen eerst?
editor-form-steps-hint = Zet elke stap op een eigen regel. Mag leeg blijven.
editor-form-same = Twee keuzes zijn hetzelfde. Geef ze elk eigen woorden.
editor-form-parting = In een keuze staat hier geen komma of puntkomma. Schrijf het anders.
editor-form-no-options = Bij deze soort antwoord horen geen keuzes. Maak dit leeg, of kies een andere soort.
editor-form-later = Deze vraag hangt aan iets dat er niet boven staat. Kies opnieuw wie haar krijgt.
editor-form-comparison = Zo kunnen we dat antwoord niet vergelijken. Kies of typ het opnieuw.
editor-form-never = Deze vraag krijgt niemand. Kijk na wie haar krijgt.
editor-form-other-kind = Mensen hebben deze vraag al beantwoord. Maak voor een andere soort antwoord een nieuwe vraag.
editor-form-option-gone = Een andere vraag hangt aan de keuze ‘{ $option }’. Pas eerst die vraag aan: { $title }
editor-form-hangs = Dat kan nog niet. Kies eerst opnieuw wie deze vraag krijgt: { $title }
editor-question = Vraag { $number }
editor-question-add = Voeg een vraag toe
editor-question-label = Wat vraag je?
editor-question-kind = Wat voor antwoord is het?
editor-question-options = Waaruit kiezen mensen?
editor-question-options-hint = Alleen als mensen kiezen. Zet elke keuze op een eigen regel.
editor-question-optional = Mag het antwoord leeg blijven?
editor-question-must = Nee
editor-question-may = Ja
editor-question-when = Wie krijgt deze vraag?
editor-question-always = Iedereen
editor-question-than = Waarmee vergelijken we het antwoord?
editor-question-than-hint = Alleen bij een keuze hierboven waarin ‘hieronder’ staat.
editor-answer-text = Eigen woorden
editor-answer-number = Een getal
editor-answer-money = Een bedrag
editor-answer-date = Een dag
editor-answer-scale10 = Een cijfer van 0 tot en met 10
editor-answer-choice = Eén keuze
editor-answer-multichoice = Eén of meer keuzes
editor-if-is = Wie bij vraag { $number } koos: { $answer }
editor-if-is-not = Wie bij vraag { $number } dit niet koos: { $answer }
editor-if-eq = Vraag { $number }: precies wat hieronder staat
editor-if-ne = Vraag { $number }: iets anders dan hieronder staat
editor-if-gt = Vraag { $number }: meer dan hieronder staat
editor-if-gte = Vraag { $number }: wat hieronder staat, of meer
editor-if-lt = Vraag { $number }: minder dan hieronder staat
editor-if-lte = Vraag { $number }: wat hieronder staat, of minder
editor-asked-is = Alleen voor wie bij vraag { $number } koos: { $answer }
editor-asked-is-not = Alleen voor wie bij vraag { $number } dit niet koos: { $answer }
editor-asked-eq = Alleen voor wie bij vraag { $number } dit antwoordt: { $answer }
editor-asked-ne = Alleen voor wie bij vraag { $number } iets anders antwoordt dan: { $answer }
editor-asked-gt = Alleen voor wie bij vraag { $number } meer antwoordt dan { $answer }.
editor-asked-gte = Alleen voor wie bij vraag { $number } dit of meer antwoordt: { $answer }
editor-asked-lt = Alleen voor wie bij vraag { $number } minder antwoordt dan { $answer }.
editor-asked-lte = Alleen voor wie bij vraag { $number } dit of minder antwoordt: { $answer }
editor-asked-some = Niet iedereen krijgt deze vraag.
editor-asked-optional = Mag leeg blijven.
editor-try = Probeer het als cliënt
editor-try-text = Zo krijgt een cliënt het. Wat je hier invult, bewaren we niet.
editor-try-next = Verder
editor-try-done = De cliënt kan dit nu delen met de helper.
editor-try-back = Terug naar het werkformulier

## What fits when, that is written here

editor-automation-title = Hoe noem je dit?
editor-automation-on = Wanneer past het?
editor-automation-after = Na hoeveel dagen?
editor-automation-after-hint = 0 is dezelfde dag. Bij stilte zijn het er minstens 7.
editor-automation-a-day = Hoeveel per dag mogen er vanzelf weg?
editor-automation-a-day-hint = Alleen als het bericht vanzelf weggaat. Het telt per helper. Leeg is 20.
editor-automation-mode = Wie brengt het bericht?
editor-automation-for = Voor wie is het?
editor-automation-all = Voor iedereen
editor-automation-find = Zoek een voorbeeldbericht
editor-automation-find-hint = Typ een woord dat in het bericht staat.
editor-automation-take = Kies dit bericht
editor-automation-chosen = Dit bericht is gekozen
editor-automation-none = Kies nog een bericht.
editor-automation-try = Probeer het uit
editor-automation-tried = Zo gaat het dan
rehearse-rule = { $when }: ‘{ $message }’
rehearse-when-appointment-missed = { $days ->
    [0] Op de dag van een gemiste afspraak
    [one] Eén dag na een gemiste afspraak
   *[other] { $days } dagen na een gemiste afspraak
}
rehearse-when-silent = { $days ->
    [one] Na één dag stilte
   *[other] Na { $days } dagen stilte
}
rehearse-when-talk = { $days ->
    [0] Op de dag van een gesprek
    [one] Eén dag na een gesprek
   *[other] { $days } dagen na een gesprek
}
rehearse-when-phase-done = { $days ->
    [0] Op de dag dat een fase af is
    [one] Eén dag nadat een fase af is
   *[other] { $days } dagen nadat een fase af is
}
rehearse-when-step-done = { $days ->
    [0] Op de dag dat een stap af is
    [one] Eén dag nadat een stap af is
   *[other] { $days } dagen nadat een stap af is
}
rehearse-when-opened = { $days ->
    [0] Op de dag dat iemand begint
    [one] Eén dag nadat iemand begint
   *[other] { $days } dagen nadat iemand begint
}
rehearse-person-appointment-missed = Stel: Noor kwam niet naar een afspraak.
rehearse-person-silent = Stel: Noor laat een tijd niets horen.
rehearse-person-talk = Stel: Noor had een gesprek.
rehearse-person-phase-done = Stel: Noor heeft een fase af.
rehearse-person-step-done = Stel: Noor heeft een stap af.
rehearse-person-opened = Stel: Noor begint.
rehearse-turn = { $days ->
    [0] Dezelfde dag ziet haar helper dit bericht.
    [one] Na één dag ziet haar helper dit bericht.
   *[other] Na { $days } dagen ziet haar helper dit bericht.
}
rehearse-other = { $days ->
    [0] Dezelfde dag ziet haar helper ook: ‘{ $title }’.
    [one] Na één dag ziet haar helper ook: ‘{ $title }’.
   *[other] Na { $days } dagen ziet haar helper ook: ‘{ $title }’.
}
rehearse-never = Dit bericht komt dan niet aan de beurt. Een ander bericht past op dezelfde dag.
rehearse-not = Voor Bram is dit niet. Zijn helper ziet dit bericht nooit.
rehearse-some = Het is niet voor iedereen. Voor wie wel, kwam zo met het pakket.
rehearse-rest = Wil Noor rust, of wacht ze op antwoord? Dan stellen we niets voor.
rehearse-new = Heeft Noor al een nieuwe afspraak? Dan stellen we niets voor.

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
news-refused-few = Dit zijn minder dan 5 mensen. Kies een grotere groep.
news-refused-busy = Er is nog nieuws onderweg. Wacht tot dat klaar is, of stop het.
news-refused-gone = Dit is niet meer onderweg.

# An earlier start.
earlier-told = Wat je eerder zonder naam begon, staat nu hier. De eerdere aanvraag is er niet meer.
earlier-title = Eerder begonnen zonder naam
earlier-intro = Vroeg je eerder hulp zonder je naam te zeggen? Haal dan hierheen wat je toen schreef.
earlier-code = Je code om terug te komen
earlier-code-hint = Die kreeg je toen je hulp vroeg: vier groepjes van vijf letters en cijfers.
earlier-look = Laat zien wat er staat
earlier-found = Je vroeg hulp { $when }, bij { $organisation }.
earlier-choose = Wat neem je mee?
earlier-choose-hint = Wat je niet meeneemt, is daarna voorgoed weg.
earlier-nothing = Er staat daar niets dat mee kan.
earlier-sort-asked = Wat je antwoordde toen je hulp vroeg
earlier-sort-messages = Berichten en bestanden: { $count }
earlier-sort-programme = Je programma en wat je al deed: { $count }
earlier-sort-agenda = Afspraken: { $count }
earlier-sort-goals = Doelen en opdrachten: { $count }
earlier-sort-budget = Je geld per maand en wat je over jezelf vertelde: { $count }
earlier-sort-debts = Schulden en brieven: { $count }
earlier-ends-title = Dit kan niet mee
earlier-ends-diary_entry = Wat er in je dagboek staat: { $count }. Alleen jouw telefoon kan het lezen. Schrijf over wat je wilt houden.
earlier-ends-attendance = Bijeenkomsten: { $count }. Meld je hier opnieuw aan als je wilt komen.
earlier-let-end = Dit mag weg
earlier-bring = Haal het hierheen
earlier-brought = Het staat nu hier. De eerdere aanvraag is er niet meer.
earlier-none = Kies uit wat er staat.
earlier-own = Die code is van wat je nu voor je hebt. Typ de code van je eerdere aanvraag.
earlier-not = Die code hoort niet bij een aanvraag zonder naam. Vraag je helper wat je kunt doen.
earlier-helper = Daar is al een helper met je bezig. Vraag die wat je kunt doen.
earlier-would-end = Er is iets dat niet mee kan. Zeg eerst of dat weg mag.
earlier-files = Een bestand is nog onderweg. Open de app waarmee je het stuurde, en probeer het dan opnieuw.
earlier-closed = Je dossier hier is gesloten. Vraag de organisatie wat je kunt doen.
earlier-busy = Daar wordt net iets geschreven. Probeer het zo nog een keer.

# A message on paper.
post-way = Als brief op papier
post-title = Als brief op papier
post-intro = Voor wie geen berichten leest. Je krijgt een bestand om te printen.
post-kept = Het adres komt op de brief. Wij bewaren het niet.
post-address = Naam en adres
post-address-hint = Zoals op een envelop, elk deel op een eigen regel.
post-address-long = Dat past niet op een envelop. Gebruik hoogstens zes korte regels.
post-make = Maak de brief
post-greeting = Met vriendelijke groet,
post-call = Bellen: { $phone }
post-call-hours = Bellen: { $phone } ({ $hours })

## How an organisation's pages look

look-title = Zo zien jullie pagina's eruit
look-text = Je kiest hier één kleur en een logo. Ze staan op alle pagina's in de browser, ook voor cliënten.
look-tried = Dit is een voorbeeld. Er is nog niets bewaard.
look-so = Zo ziet het eruit
look-by-day = Overdag
look-by-night = Met een donker scherm
look-sample-link = Een verwijzing
look-sample-press = Een knop
look-name-and-colour = Naam en kleur
look-called = Hoe noemen mensen jullie?
look-called-hint = Een korte naam. Laat leeg voor { $name }.
look-colour = Kleur
look-colour-hint = Zes tekens, zoals #1f5f4a. Ze staan in jullie huisstijl. Laat leeg voor de gewone kleur.
look-take = Neem { $colour }
look-try = Bekijk het eerst
look-keep = Bewaar
look-ordinary = Neem de gewone kleur
look-logo = Logo
look-logo-file = Kies een bestand
look-logo-hint = Een plaatje dat op .png eindigt, van hooguit 100 kilobyte. Hooguit 1000 bij 1000 punten. Het logo staat op wit.
look-logo-keep = Zet het logo erop
look-logo-none = Haal het logo weg
look-kept = Bewaard. Het staat meteen op de pagina's.
look-refused-colour = Dit is geen kleur. Schrijf zes tekens, zoals #1f5f4a.
look-refused-unreadable = Deze kleur is te licht om te lezen. De kleur { $colour } lijkt erop en is wel te lezen.
look-refused-none = Kies eerst een bestand.
look-refused-kind = Dit bestand kan geen logo zijn. Bewaar het als .png en probeer het nog een keer.
look-refused-heavy = Dit bestand is te groot. Een logo is hooguit 100 kilobyte.
look-refused-size = Een logo is 16 tot 1000 punten hoog en breed. Maak het kleiner of groter.
look-refused-moves = Dit plaatje beweegt. Kies er een die stilstaat.
look-refused-broken = Dit bestand is beschadigd. Bewaar het opnieuw als .png.

## What an organisation offers

sign-up-closed = Hier kun je nu geen hulp vragen. Bel je gemeente. Die helpt je verder.
features-title = Wat jullie aanbieden
features-text = Wat je uitzet, kan niemand meer beginnen. Wat er al is, blijft staan.
features-on = staat aan
features-off = staat uit
features-offer = Zet aan
features-leave-out = Zet uit
features-offered = { $name } staat weer aan.
features-left-out = { $name } staat nu uit. Wat er al was, is er nog.
features-never = Dit staat altijd aan
features-never-text = Hulp bij spoed, jullie telefoonnummer en herinneringen blijven altijd. Cliënten zien ook altijd wie er keek, en nemen altijd alles mee.
feature-sign-up = Aanmelden zonder code
feature-sign-up-text = Uit: op de website meldt niemand zich meer bij jullie aan. Wie zich al aanmeldde, krijgt antwoord.
feature-events = Bijeenkomsten
feature-events-text = Uit: er komen geen nieuwe bijeenkomsten en plaatsen bij. Een plaats die iemand heeft, blijft een afspraak.
feature-moments = Vrije momenten
feature-moments-text = Uit: een helper biedt geen nieuwe momenten aan. Uit wat er al is, kan een cliënt nog kiezen.
feature-coaches = Coaches die meekijken
feature-coaches-text = Uit: een cliënt laat niemand meer meekijken dan nu. Minder delen en stoppen kan altijd.
feature-forms = Werkformulieren
feature-forms-text = Uit: niemand vraagt of deelt nog een formulier. Wat al is gedeeld, blijft te lezen.
feature-news = Nieuws voor een groep
feature-news-text = Uit: er gaat geen nieuws meer weg. Wat mensen al kregen, blijft in hun berichten.
feature-calendar = Afspraken in een eigen agenda
feature-calendar-text = Uit: niemand maakt een nieuw adres voor een agenda. Een adres dat er al is, werkt tot iemand het stopt.
feature-proposals = Voorbeelden van helpers
feature-proposals-text = Uit: een helper stelt geen bericht meer voor als voorbeeld. Wat al wacht, kan de redactie nog beslissen.
error-unknown-consent = Dit nummer staat niet in de lijst.

## What is asked of the server for a text (library)

editor-propose-look = Kijk eerst of dit over iemand gaat.
editor-too-many = Er wachten al veel voorstellen van jou. Wacht tot een collega ze bekeek.
editor-meanwhile = Iemand anders paste dit net aan. Kijk eerst wat er nu staat.
