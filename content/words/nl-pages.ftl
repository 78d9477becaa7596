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
audit-stand-in-set = { $who } zorgde dat een collega van je hulpverlener je tijdelijk kan helpen.
audit-stand-in-ended = De collega van je hulpverlener ziet je dossier niet meer. Dat regelde: { $who }.
audit-glass-nobody-there = { $who } opende je dossier. Reden: je hulpverlener was er niet.
audit-glass-threat = { $who } opende je dossier. Reden: je kon bijna iets kwijtraken dat je echt nodig hebt.
audit-glass-danger = { $who } opende je dossier. Reden: iemand was misschien in gevaar.
audit-case-closed = { $who } sloot je dossier.
audit-code-made = { $who } maakte een code om in te loggen.
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
register-access-data = Welk apparaat, wanneer het is ingelogd en wanneer het laatst is gebruikt.
register-access-kept = Zolang het dossier er is. Wat er gebeurde, blijft in het logboek.
register-administration-name = Hulp regelen
register-administration-purpose = Zo weet de gemeente wie er werkt en wie welk dossier heeft.
register-administration-data = Namen en taken van medewerkers en vrijwilligers, en welke dossiers zij hebben.
register-administration-kept = Zolang iemand er werkt. Daarna zolang de dossiers er zijn.
register-own-data-name = Je eigen gegevens bekijken en meenemen
register-own-data-purpose = Zo kan iemand zien wat er is, en het meenemen.
register-own-data-data = Alles wat iemand in het eigen dossier mag zien.
register-own-data-kept = Een bestand dat iemand meeneemt, bewaart de gemeente niet.
register-retention-name = Bewaren en wissen
register-retention-purpose = Zo blijft niets langer dan nodig, en niets korter dan de regels zeggen.
register-retention-data = Met welke uitkomst de hulp eindigde, en wanneer.
register-retention-kept = Na het wissen blijft alleen in het logboek staan dat er iets is gewist.

## Who works for an organisation

admin-nav-people = Medewerkers
admin-nav-keeping = Bewaren
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
