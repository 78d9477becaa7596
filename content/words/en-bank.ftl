## Files of a bank, and what recurs in them

bank-title = Your accounts
bank-empty = There is nothing here yet. Read in a file of your bank.
bank-only-here = This stays on this device. Nobody else sees it.
bank-new =
    { $count ->
        [0] There is nothing new.
        [one] There is 1 new payment.
       *[other] There are { $count } new payments.
    }
bank-known =
    { $count ->
        [one] We knew 1 payment already. It does not count twice.
       *[other] We knew { $count } payments already. They do not count twice.
    }
bank-unsure =
    { $count ->
        [one] 1 payment looks like another. It does not count until you choose.
       *[other] { $count } payments look like others. They do not count until you choose.
    }
bank-proposals = We see this again and again on your accounts
bank-proposals-none = We see nothing new that comes back often.
bank-proposal-seen = Seen { $seen } times, the last time on { $date }
bank-proposal-spread = From { $least } to { $most }
bank-proposal-changes = Changes the line of now: { $amount }
bank-set-aside = The payments of your accounts were damaged. Read your files in again.
bank-refused = We cannot read this file in. Nothing has changed.
bank-more-faults =
    { $count ->
        [one] And 1 more line.
       *[other] And { $count } more lines.
    }
bank-fault-line = Line { $line }: { $reason }
bank-fault-unknown-format = We do not know this file. Download a CSV, CAMT or MT940 at your bank.
bank-fault-spreadsheet = This is a file of Excel. Download a CSV, TAB, CAMT or MT940 at your bank.
bank-fault-archive = These are files in one package. Unpack it first and then choose a file.
bank-fault-print = This is a PDF, made to print. Download a CSV, CAMT or MT940 at your bank.
bank-fault-input = We cannot read all of the file. Download it again.
bank-fault-encoding = The letters in the file are wrong. Download it again.
bank-fault-open-quote = The file ends too early. Download it again.
bank-fault-stray-quote = There is a quotation mark too many. Download the file again.
bank-fault-markup = The file is damaged. Download it again.
bank-fault-sequence = A part of the file is missing. Download it again.
bank-fault-status = We cannot see whether the bank made this payment already.
bank-fault-row-too-large = This line is too long. Lines of a bank are not that long.
bank-fault-file-too-large = The file is too large. Choose a shorter time at your bank.
bank-fault-columns = There are too many or too few pieces here. Perhaps the file was changed.
bank-fault-date = There is no good date here.
bank-fault-amount = We cannot read the amount, or it can be two things.
bank-fault-direction = We cannot see whether the money comes in or goes out.
bank-fault-balance = We cannot read the balance.
bank-fault-currency = This is not in euro. We only read euro.
bank-fault-own-account = The number of your own account is wrong.
bank-fault-balance-broken = The balance does not fit the amounts. Perhaps a line is missing.
bank-way = Read in a file of your bank
bank-file = Choose a file of your bank
bank-kept =
    { $count ->
        [one] There is 1 payment here.
       *[other] There are { $count } payments here.
    }
bank-period = From { $first } up to and including { $last }.
bank-take = Put into my budget
bank-taken = This is in your budget now.
bank-apart = This is another payment
bank-forget = Throw my payments away
bank-hint = Download a csv file, camt or mt940 at your bank. Then choose it here.
bank-latest = Your latest payments
bank-forgotten = All of your accounts is gone from this device. Your budget stays.
