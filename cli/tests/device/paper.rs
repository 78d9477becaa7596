//! Taking everything along on paper: written by the command line, read back by a reader of PDF.

use std::fs;
use std::path::Path;

use crate::street::{Device, Street};

/// The pages of a file as text, with spaces as spaces.
fn pages(file: &Path) -> Vec<String> {
    let document = lopdf::Document::load(file).unwrap();
    let text = document.get_pages().into_keys().map(|page| document.extract_text(&[page]).unwrap());
    text.map(|page| page.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn language(file: &Path) -> Vec<u8> {
    let document = lopdf::Document::load(file).unwrap();
    document.catalog().unwrap().get(b"Lang").unwrap().as_str().unwrap().to_vec()
}

fn lived(street: &Street) -> Device {
    let phone = street.device("phone", street.client);
    phone.ok(&["budget", "set", "huur", "612,50"]);
    phone.ok(&["forecast", "balance", "1234,56"]);
    let debt =
        phone.value(&["debts", "add", "Kleedwerk", "1634,56", "--on", "2026-01-10", "--rank", "concurrent"]);
    phone.ok(&["debts", "pay", debt["id"].as_str().unwrap(), "400", "--on", "2026-02-10"]);
    phone.ok(&["letters", "add", "Zorgpolis Ödemiş", "--amount", "75", "--until", "morgen"]);
    phone.ok(&["message", "send", "Привіт! Ik heb een vraag 🙂"]);
    phone
}

#[test]
fn paper_says_what_the_page_says() {
    let street = Street::new();
    let phone = lived(&street);
    let folder = tempfile::tempdir().unwrap();
    let (page, paper) = (folder.path().join("dossier.html"), folder.path().join("dossier.pdf"));
    phone.ok(&["export", page.to_str().unwrap()]);
    let to = paper.to_str().unwrap();
    let done = phone.value(&["export", to, "--as", "pdf"]);
    assert_eq!(done["files"].as_array().unwrap().len(), 1);

    let read = pages(&paper);
    assert!(!read.is_empty() && read.last().unwrap().contains(&format!("{0} / {0}", read.len())));
    let all = read.join(" ");
    for said in [
        "Mijn dossier: Noor",
        "€ 1.234,56",
        "€ 612,50",
        "Kleedwerk",
        "Mijn schulden door de tijd",
        "Ödemiş",
        "Привіт!",
    ] {
        assert!(all.contains(said), "{said} is not on paper:\n{all}");
    }
    // Every heading and every cell of the page is on paper, in other lines perhaps.
    let solid = |text: &str| text.chars().filter(|sign| !sign.is_whitespace()).collect::<String>();
    let page = fs::read_to_string(&page).unwrap();
    let whole = solid(&all);
    for tag in ["h1", "h2", "h3", "td class=\"amount\""] {
        let name = tag.split(' ').next().unwrap();
        for part in page.split(&format!("<{tag}>")).skip(1) {
            let said = solid(part.split(&format!("</{name}>")).next().unwrap());
            assert!(whole.contains(&said), "{said} is not on paper");
        }
    }
    assert_eq!(language(&paper), b"nl");
    let beside: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(beside.len(), 2, "{beside:?}");
}

#[test]
fn paper_is_for_its_owner_and_never_written_over_something() {
    let street = Street::new();
    let phone = street.device("phone", street.client);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("dossier.pdf");
    let to = file.to_str().unwrap();
    phone.ok(&["export", to, "--as", "pdf"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let written = fs::read(&file).unwrap();
    phone.refuses(&["export", to, "--as", "pdf"], 1, "file");
    assert_eq!(fs::read(&file).unwrap(), written);
    // In another language it says so, for whoever has it read aloud.
    let english = folder.path().join("file.pdf");
    phone.ok(&["--lang", "en", "export", english.to_str().unwrap(), "--as", "pdf"]);
    assert_eq!(language(&english), b"en");
    assert!(pages(&english)[0].contains("My file"));
}

#[test]
fn a_helpers_message_is_a_letter_and_nobody_elses_is() {
    let street = Street::new();
    let teun = street.device("teun", street.counsellor);
    let text = "Dag Noor,\n\nMaandag om 10.00 uur kijken we samen naar je post.\n\nNeem je brieven mee.";
    let sent = teun.value(&["message", "send", text]);
    let id = sent["id"].as_str().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("brief.pdf");
    let to = file.to_str().unwrap();
    let whole =
        ["message", "paper", id, "--address", "Noor Bakker", "--address", "Dorpsstraat 1", "--to", to];
    teun.ok(&whole);
    let all = pages(&file).join(" ");
    for said in [
        "Voorbeeldstad",
        "Noor Bakker",
        "Dorpsstraat 1",
        "Maandag om 10.00 uur",
        "Met vriendelijke groet,",
        "Teun",
    ] {
        assert!(all.contains(said), "{said} is not on paper:\n{all}");
    }
    assert_eq!(language(&file), b"nl");
    let other = folder.path().join("other.pdf");
    let other = other.to_str().unwrap();
    teun.refuses(&["message", "paper", id, "--address", " ", "--to", other], 1, "refused");
    // Nobody puts a municipality's name above words of somebody else.
    teun.ok(&["sync"]);
    let noor = street.device("noor", street.client);
    noor.refuses(&["message", "paper", id, "--address", "Noor", "--to", other], 1, "not_allowed");
    let asked = noor.value(&["message", "send", "Moet dat echt?"]);
    noor.ok(&["sync"]);
    teun.ok(&["sync"]);
    let id = asked["id"].as_str().unwrap();
    teun.refuses(&["message", "paper", id, "--address", "Noor", "--to", other], 1, "not_allowed");
    assert!(!folder.path().join("other.pdf").exists());
}
