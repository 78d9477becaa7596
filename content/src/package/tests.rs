#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;

use opstap_domain::forms::AnswerKind;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

#[test]
fn the_built_in_package_is_whole() {
    let package = embedded();
    assert_eq!(package.programmes.len(), 11);
    assert_eq!(package.tips.len(), 40);
    assert_eq!(package.messages.len(), 20);
    assert_eq!(package.forms.len(), 15);
    assert_eq!(package.categories.len(), 37);
    assert_eq!(package.income_sources.len(), 20);
    assert_eq!(package.terms.len(), 50);
    assert_eq!(package.creditors.len(), 83);
}

#[test]
fn the_folder_and_the_built_in_package_are_one() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("package");
    let loaded = Package::load(&folder).unwrap();
    assert_eq!(loaded, embedded());
    assert_eq!(loaded.digest(), embedded().digest());
}

#[test]
fn the_example_household_has_lines_of_many_frequencies() {
    let package = embedded();
    let household = &package.households[0];
    let frequencies: BTreeSet<&str> = household.lines.iter().map(|line| line.frequency.as_str()).collect();
    for wanted in ["weekly", "four_weekly", "monthly", "two_monthly", "quarterly", "yearly"] {
        assert!(frequencies.contains(wanted), "no line is {wanted}");
    }
    assert!(household.lines.iter().any(|line| line.direction == "in"));
    assert!(household.lines.len() >= 14);
}

#[test]
fn an_unknown_fact_in_a_tip_is_named() {
    let problems = broken("tips.json", |file| {
        file["rules"][1]["when"]["all"][2]["field"] = json!("income.isLoww");
    });
    assert_eq!(problems, ["tips.json: rule huurtoeslag-check: field income.isLoww is unknown"]);
}

#[test]
fn all_problems_are_told_at_once() {
    let problems = broken("programmes.json", |file| {
        file["version"] = json!("november");
        file["programmes"][0]["title"] = json!("");
        file["programmes"][1]["id"] = json!("eerst-kijken");
        file["programmes"][2]["phases"][0]["steps"][0]["tasks"][0]["who"] = json!("iedereen");
        file["programmes"][3]["intro"] = json!("x".repeat(300));
        file["programmes"][4]["colour"] = json!("blue");
    });
    let all = problems.join("\n");
    for wanted in [
        "programmes.json: field version is not year.month.number, such as 2026.11.0",
        "programme eerst-kijken: field title is empty",
        "programme eerst-kijken: field id is used twice",
        "programme geld-op-een-rij: field phases[0].steps[0].tasks[0].who is iedereen, which is none of: client, helper, together",
        "programme schulden-op-een-rij: field intro is too long: 300 characters, at most 240",
        "programme rust-in-mijn-geld: field colour is unknown",
    ] {
        assert!(all.contains(wanted), "nothing says: {wanted}\n{all}");
    }
}

#[test]
fn a_folder_without_the_files_says_which_are_missing() {
    let error = Package::load(Path::new("no-such-folder")).unwrap_err();
    assert_eq!(error.problems.len(), FORMAT_FILES.len());
    assert!(error.to_string().contains("tips.json: cannot be read"));
}

#[test]
fn variables_of_messages_are_declared_and_used() {
    let problems = broken("messages.json", |file| {
        file["messages"][0]["sms"] = json!("Hoi {achternaam}.");
        file["messages"][1]["app"] = json!("Hoi {voornaam. Tot ziens}.");
    });
    let all = problems.join("\n");
    assert!(all.contains("message welkom: field variables does not declare achternaam"), "{all}");
    assert!(
        all.contains("message koppeling: field variables declares antwoordtijd, which no text uses"),
        "{all}"
    );
}

#[test]
fn references_between_files_are_checked() {
    let problems = broken("households.json", |file| {
        file["households"][0]["lines"][0]["source"] = json!("lottery");
    });
    assert_eq!(
        problems,
        ["households.json: household voorbeeld-gezin: field category of line loon: there is no lottery"]
    );
    let problems = broken("tips.json", |file| {
        file["rules"][0]["action"] = json!("open:workform/nergens");
    });
    assert_eq!(problems, ["tips.json: rule zorgtoeslag-check: field action: there is no work form nergens"]);
}

#[test]
fn the_directory_calls_nobody_by_a_name_of_somebody_else() {
    let problems = broken("creditors.json", |file| {
        file["creditors"][0]["aliases"] = json!(["c.j.i.b.", "X"]);
        file["creditors"][1]["subject"] = json!("soap");
        file["creditors"][2]["role"] = json!("postman");
        file["creditors"][3]["id"] = json!("cjib");
        file["creditors"][4]["rank"] = json!("unsure");
        file["creditors"][5]["iban"] = json!("NL91ABNA0417164300");
        file["creditors"][6]["aliases"] = json!(["uwv"]);
    });
    let all = problems.join("\n");
    for wanted in [
        "creditor belastingdienst: field aliases[1] has less than two letters or digits",
        "creditor toeslagen: field subject is soap, which is none of: rent, ",
        "creditor cjib: field role is postman, which is none of: creditor, bailiff, agency",
        "creditor cjib: field id is used twice",
        "creditor duo: field rank is unsure, which is none of: preferent, concurrent",
        "creditor svb: field iban is unknown",
        "field creditors has the name c.j.i.b. of belastingdienst and the name CJIB of cjib, which are one",
        "field creditors has the name UWV of uwv and the name uwv of uwv, which are one",
    ] {
        assert!(all.contains(wanted), "nothing says: {wanted}\n{all}");
    }
}

/// Who is known by several names is found by each, and is one.
#[test]
fn a_creditor_of_the_directory_is_found_by_all_its_names() {
    use opstap_domain::debts::{Directory, Subject};
    let all = embedded().creditors;
    let directory = Directory::new(all.clone());
    for entry in &all {
        for name in std::iter::once(&entry.name).chain(&entry.aliases) {
            assert_eq!(directory.find(name), Some(entry), "{name}");
            assert_eq!(directory.suggest(name, 1), [entry], "{name}");
        }
        assert!(entry.rank.is_empty() || entry.subject == Subject::Tax, "{}", entry.id);
    }
    let water = all.iter().filter(|entry| entry.subject == Subject::Water);
    assert_eq!(water.count(), 10, "all companies that bring drinking water");
}

#[test]
fn comparisons_fit_the_type_of_their_fact() {
    let problems = broken("tips.json", |file| {
        file["rules"][0]["when"] = json!({"field": "income.isLow", "op": "gte", "value": 3});
        file["rules"][1]["when"] = json!({"all": []});
        file["rules"][2]["when"] =
            json!({"field": "budget.housingShare", "op": "gte", "value": {"param": "tip.nope"}});
    });
    assert_eq!(problems.len(), 3, "{problems:?}");
}

#[test]
fn records_carry_the_package_to_a_device() {
    let package = embedded();
    let records = package.records();
    let keys: BTreeSet<_> = records.iter().map(|record| (record.kind, record.key.clone())).collect();
    assert_eq!(keys.len(), records.len());
    assert_eq!(records.len(), 11 + 40 + 1 + 20 + 8 + 15 + 37 + 20 + 50 + 2 + 83);

    let rebuilt = Package::from_records(records.into_iter().rev().map(|record| (record.kind, record.body)));

    assert_eq!(rebuilt.skipped, []);
    assert_eq!(rebuilt.package.version, package.version);
    assert_eq!(rebuilt.package.records(), package.records());
    assert_eq!(rebuilt.package.digest(), package.digest());
    assert_eq!(rebuilt.package.tips.len(), 40);
    assert_eq!(rebuilt.package.tip_parameters, package.tip_parameters);
    let by_id = |package: &Package| -> Vec<Programme> {
        let mut programmes = package.programmes.clone();
        programmes.sort_by(|a, b| a.id.cmp(&b.id));
        programmes
    };
    assert_eq!(by_id(&rebuilt.package), by_id(&package));
}

#[test]
fn a_device_skips_what_is_broken_and_leaves_alone_what_is_newer() {
    let newer = json!({"id": "wsnp", "term": "Wsnp", "plain": "hulp via de rechter", "picture": "x.svg"});
    let rebuilt = Package::from_records([
        ("term", json!({"id": "leeg", "term": ""})),
        ("hologram", json!({"id": "later"})),
        ("term", newer),
    ]);
    assert_eq!(rebuilt.package.terms.len(), 1);
    assert!(rebuilt.skipped.iter().all(|problem| problem.item == "leeg"));
    assert!(!rebuilt.skipped.is_empty());
}

#[test]
fn a_later_record_of_the_same_item_replaces_the_earlier() {
    let term = |plain: &str| ("term", json!({"id": "wsnp", "term": "Wsnp", "plain": plain}));
    let rebuilt = Package::from_records([term("van iedereen"), term("van de gemeente")]);
    assert_eq!(rebuilt.package.terms[0].plain, "van de gemeente");
    assert_eq!(rebuilt.package.terms.len(), 1);
}

#[test]
fn one_changed_letter_changes_the_digest() {
    let changed = read_with("glossary.json", |mut file| {
        file["terms"][0]["plain"] = json!("iets anders");
        file
    });
    assert_ne!(changed.unwrap().digest(), embedded().digest());
}

#[test]
fn the_example_household_adds_up_without_a_warning_from_the_domain() {
    use opstap_domain::budget::{BudgetRules, summarise};
    let package = embedded();
    let lines = package.households[0].domain_lines();
    assert_eq!(lines.len(), package.households[0].lines.len());
    let budget = summarise(&lines, &package.budget_content().categories, &BudgetRules::default()).unwrap();
    assert_eq!(budget.warnings, []);
    assert!(budget.completeness.is_complete());
    assert!(budget.balance.certain);
    // A little short each month, so that a demonstration has something to talk about.
    assert_eq!(budget.balance.month.0, -2_712);
}

#[test]
fn the_domain_reads_every_item_as_its_own() {
    let package = embedded();
    let templates = package.templates();
    assert_eq!(templates.len(), package.programmes.len());
    assert!(templates.iter().all(|template| template.version == package.version));
    let budget = package.budget_content();
    assert_eq!(budget.categories.len(), package.categories.len());
    assert_eq!(budget.income_sources.len(), package.income_sources.len());
    let book = package.tip_book();
    assert_eq!(book.rules.len(), package.tips.len());
    assert_eq!(book.fields.len(), package.tip_fields.len());
    assert_eq!(book.parameters.len(), package.tip_parameters.len());
    assert_eq!(opstap_domain::tips::check_rules(&book), []);
}

/// Forms that branch, with all seven kinds of answers, and nothing wrong with any of them.
#[test]
fn the_forms_ask_every_kind_of_question_and_some_hang_on_answers() {
    let package = embedded();
    let forms = package.work_forms();
    assert_eq!(forms.len(), package.forms.len());
    assert!(forms.iter().all(|form| form.version == package.version));
    let mut problems = Problems::default();
    forms::check_forms(&package, &mut problems);
    assert_eq!(problems.into_vec(), []);
    for kind in AnswerKind::ALL {
        let asked = forms.iter().flat_map(|form| &form.questions).any(|question| question.kind == kind);
        assert!(asked, "{kind:?}");
    }
    let branches = forms.iter().filter(|form| form.questions.iter().any(|question| question.when.is_some()));
    assert!(branches.count() >= 2);
}

#[test]
fn a_condition_of_a_form_is_read_and_checked() {
    let found = broken("workforms.json", |file| {
        file["workforms"][0]["questions"][1]["when"] = json!({"field": "doel"});
    });
    assert!(found[0].contains("field questions[1].when cannot be read"), "{found:?}");
    let package = read_with("workforms.json", |mut file| {
        file["workforms"][0]["questions"][1]["when"] = json!({"field": "eerste", "op": "eq", "value": "x"});
        file
    });
    let mut problems = Problems::default();
    forms::check_forms(&package.unwrap(), &mut problems);
    let found: Vec<String> = problems.into_vec().iter().map(ToString::to_string).collect();
    assert_eq!(found.len(), 1);
    assert!(found[0].contains("mijn-doel: waarom: eerste is no earlier question"), "{found:?}");
}

/// Two hundred forms are read in one go.
#[test]
fn two_hundred_forms_load() {
    let package = read_with("workforms.json", |mut file| {
        let form = file["workforms"][1].clone();
        let more = (0..200).map(|at| {
            let mut form = form.clone();
            form["id"] = json!(format!("proef-{at}"));
            form
        });
        file["workforms"].as_array_mut().unwrap().extend(more);
        file
    });
    assert!(package.unwrap().work_forms().len() > 200);
}

proptest! {
    /// Records come from a server: whatever they hold, a device goes on.
    #[test]
    fn no_record_can_stop_a_device(kind in "[a-z_]{0,16}", text in ".{0,40}", number in any::<i64>()) {
        for kind in [kind.as_str(), "programme", "tip", "tip_parameters", "work_form", "income_source"] {
            for body in [json!(text), json!([number]), json!({"id": text, "phases": number, "when": {}, "fields": [text]})] {
                Package::from_records([(kind, body)]);
            }
        }
    }
}

fn embedded() -> Package {
    Package::embedded().unwrap_or_else(|error| panic!("{error}"))
}

/// The built-in package with one file changed.
fn read_with(changed: &str, change: impl Fn(Value) -> Value) -> Result<Package, ContentError> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("package");
    let mut texts = Vec::new();
    for (file, _) in FORMAT_FILES {
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        if file == changed {
            texts.push((file, change(serde_json::from_str(&text).unwrap()).to_string()));
        } else {
            texts.push((file, text));
        }
    }
    Package::read(texts.iter().map(|(file, text)| (*file, text.as_str())), Problems::default())
}

fn broken(file: &str, change: impl Fn(&mut Value)) -> Vec<String> {
    let result = read_with(file, |mut value| {
        change(&mut value);
        value
    });
    result.unwrap_err().problems.iter().map(ToString::to_string).collect()
}

#[test]
fn an_automation_names_what_is_there_and_sends_nothing_that_a_helper_says_themselves() {
    let problems = broken("messages.json", |file| {
        file["automations"][0]["message"] = json!("nergens");
        file["automations"][1]["message"] = json!("stil-30");
        file["automations"][2]["message"] = json!("evenement");
        file["automations"][3]["when"] = json!({ "field": "weer.regen", "op": "isTrue" });
    });
    let wanted = [
        "messages.json: automation afspraak-gemist: field message: there is no message nergens",
        "messages.json: automation stil-14: field mode: a helper says stil-30 themselves",
        "messages.json: automation stil-30: field message: evenement is for a group",
        "messages.json: automation na-gesprek: field when: there is no fact weer.regen",
    ];
    assert_eq!(problems, wanted);
    let problems = broken("messages.json", |file| {
        file["automations"][0]["on"] = json!("rain");
        file["automations"][1]["days"] = json!(2);
        file["automations"][3]["when"] = json!("always");
        file["automations"][4]["days"] = json!(367);
    });
    let all = problems.join("\n");
    for part in
        ["automation afspraak-gemist: field on", "is 2, outside 7 to 366", "is no condition", "is 367"]
    {
        assert!(all.contains(part), "{part}: {all}");
    }
}
