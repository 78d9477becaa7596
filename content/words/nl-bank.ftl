## Bestanden van een bank, en wat daarin terugkomt

bank-title = Je rekeningen
bank-empty = Er staat hier nog niets. Lees een bestand van je bank in.
bank-only-here = Dit blijft op dit apparaat. Niemand anders ziet het.
bank-new =
    { $count ->
        [0] Er is niets nieuws.
        [one] Er is 1 nieuwe betaling.
       *[other] Er zijn { $count } nieuwe betalingen.
    }
bank-known =
    { $count ->
        [one] 1 betaling kenden we al. Die telt niet dubbel.
       *[other] { $count } betalingen kenden we al. Die tellen niet dubbel.
    }
bank-unsure =
    { $count ->
        [one] 1 betaling lijkt op een andere. Die telt niet mee, tot jij kiest.
       *[other] { $count } betalingen lijken op een andere. Die tellen niet mee, tot jij kiest.
    }
bank-proposals = Dit zien we vaker op je rekeningen
bank-proposals-none = We zien niets nieuws dat vaak terugkomt.
bank-proposal-seen = { $seen } keer gezien, het laatst op { $date }
bank-proposal-spread = Van { $least } tot { $most }
bank-proposal-changes = Verandert de post van nu: { $amount }
bank-set-aside = De betalingen van je rekeningen waren beschadigd. Lees je bestanden opnieuw in.
bank-refused = We kunnen dit bestand niet inlezen. Er is niets veranderd.
bank-more-faults =
    { $count ->
        [one] En nog 1 regel.
       *[other] En nog { $count } regels.
    }
bank-fault-line = Regel { $line }: { $reason }
bank-fault-unknown-format = Dit bestand kennen we niet. Download bij je bank een csv-bestand, camt of mt940.
bank-fault-spreadsheet = Dit is een bestand van Excel. Download bij je bank een csv- of txt-bestand, camt of mt940.
bank-fault-archive = Dit zijn bestanden in één pakket. Pak het eerst uit en kies dan een bestand.
bank-fault-print = Dit is een pdf, om te printen. Download bij je bank een csv-bestand, camt of mt940.
bank-fault-input = We kunnen het bestand niet helemaal lezen. Download het nog eens.
bank-fault-encoding = De letters in het bestand kloppen niet. Download het nog eens.
bank-fault-open-quote = Het bestand houdt te vroeg op. Download het nog eens.
bank-fault-stray-quote = Er staat een aanhalingsteken te veel. Download het bestand nog eens.
bank-fault-markup = Het bestand is beschadigd. Download het nog eens.
bank-fault-sequence = Er mist een stuk van het bestand. Download het nog eens.
bank-fault-status = We zien niet of de bank deze betaling al deed.
bank-fault-row-too-large = Deze regel is te lang. Zo lang zijn regels van een bank niet.
bank-fault-file-too-large = Het bestand is te groot. Kies bij je bank een kortere tijd.
bank-fault-columns = Hier staan te veel of te weinig stukjes. Misschien is het bestand veranderd.
bank-fault-date = Hier staat geen goede datum.
bank-fault-amount = Het bedrag lezen we niet, of het kan twee dingen zijn.
bank-fault-direction = We zien niet of het geld erbij komt of eraf gaat.
bank-fault-balance = Het saldo lezen we niet.
bank-fault-currency = Dit is niet in euro. We lezen alleen euro.
bank-fault-own-account = Het nummer van je eigen rekening klopt niet.
bank-fault-balance-broken = Het saldo klopt niet met de bedragen. Misschien mist er een regel.
bank-way = Lees een bestand van je bank in
bank-file = Kies een bestand van je bank
bank-kept =
    { $count ->
        [one] Er staat hier 1 betaling.
       *[other] Er staan hier { $count } betalingen.
    }
bank-period = Van { $first } tot en met { $last }.
bank-take = Zet in mijn begroting
bank-taken = Dit staat nu in je begroting.
bank-apart = Dit is een andere betaling
bank-forget = Gooi mijn betalingen weg
bank-hint = Download bij je bank een csv-bestand, camt of mt940. Kies het dan hier.
bank-latest = Je laatste betalingen
bank-forgotten = Alles van je rekeningen is weg van dit apparaat. Je begroting blijft.
