//! A team on pages, and a counsellor at its desk with devices of the library: over a real server.
#![allow(clippy::unwrap_used, clippy::panic)]

use opstap::{
    CaseFilter, Frequency, LineEntry, Match, Opstap, OpstapError, Pass, Role, SignUp, Uuid, WaitsHere,
};
use opstap_tests::browser::Browser;
use opstap_tests::town::{Town, device};
use reqwest::StatusCode;
use tempfile::TempDir;

fn asks(postcode: u16) -> SignUp {
    SignUp { postcode, topics: vec!["rent".into()], ..SignUp::default() }
}

/// What somebody typed into a form.
type Typed<'t> = &'t [(&'t str, &'t str)];

fn fresh() -> (TempDir, Opstap) {
    let home = tempfile::tempdir().unwrap();
    let device = device(home.path());
    (home, device)
}

async fn waits(device: &Opstap) -> WaitsHere {
    device.sync().await.unwrap();
    device.waits_here().unwrap().unwrap_or_default()
}

fn names(device: &Opstap) -> Vec<String> {
    let page = device.caseload(&CaseFilter::default(), None, 50).unwrap();
    page.rows.into_iter().map(|row| row.name).collect()
}

/// Whoever administers makes a team with these people at its desk, on pages; its address.
async fn a_team(admin: &mut Browser, name: &str, first: &str, people: &[Uuid]) -> String {
    let made = admin.post("/web/teams", &[("name", name), ("act", "make")]).await;
    assert!(made.says("Het team is er."), "{}", made.html);
    let list = admin.get("/web/teams").await;
    let at = list.html.find(&format!(">{name}</a>")).unwrap();
    let from = list.html[..at].rfind("/web/teams/").unwrap();
    let team = list.html[from..].split('"').next().unwrap().to_owned();
    admin.post(&team, &[("first", first), ("last", ""), ("act", "area")]).await;
    for account in people {
        let account = account.to_string();
        let typed = [("account", account.as_str()), ("helps", "yes"), ("desk", "yes"), ("act", "in")];
        assert!(admin.post(&team, &typed).await.says("Helpt cliënten en zit aan de balie"));
    }
    team
}

#[tokio::test(flavor = "multi_thread")]
async fn a_counsellor_at_a_desk_is_the_desk_there_and_a_counsellor_elsewhere() {
    let town = Town::new();
    let _ = town.open_desk("Balie");
    let bas = town.hire(Role::Administrator, "Bas");
    let _serving = town.serve();
    let mut admin = Browser::signed_in(&town, bas).await;
    a_team(&mut admin, "Noord", "3811", &[town.counsellor]).await;
    let ((_a, first), (_b, second), (_c, tablet)) = (fresh(), fresh(), fresh());
    for phone in [&first, &second] {
        phone.sign_up(&town.url(), &asks(3811), "phone").await.unwrap();
        phone.sync().await.unwrap();
    }
    town.pair(&tablet, town.counsellor).await;
    let rows = waits(&tablet).await.rows;
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row.desk_text == "Balie van team Noord"), "{rows:?}");
    // On a tablet who waits stands among the clients, and opens; nothing of it says more than the desk sees.
    assert_eq!(names(&tablet).len(), 3);
    let (case, own) = (rows[0].case, town.case);
    for open in [tablet.today(Some(case)).is_ok(), tablet.programme(Some(case)).is_ok()] {
        assert!(open);
    }
    assert!(tablet.conversation(Some(case), None, 10).is_ok() && tablet.sharing(Some(case)).is_ok());
    assert!(tablet.budget(Some(case)).unwrap().income.is_empty());
    let entry = LineEntry {
        category: "huur".into(),
        label: None,
        typed: "500".into(),
        frequency: Some(Frequency::Monthly),
        income: None,
    };
    assert!(matches!(tablet.set_budget_line(Some(case), &entry), Err(OpstapError::NotAllowed)));
    assert!(tablet.set_budget_line(Some(own), &entry).is_ok());
    assert!(matches!(
        tablet.send_to_many(&[own, case], "Dag", "1234567890123456"),
        Err(OpstapError::NotAllowed)
    ));
    assert!(tablet.prompts(Some(case)).unwrap().is_empty());
    let file = tablet.sign_up_file(Some(case)).unwrap().unwrap();
    let choices = file.choices.unwrap();
    assert_eq!(choices.proposed.helper, Some(town.counsellor));
    assert!(file.proposal.iter().any(|reason| reason == "Sam werkt in team Noord."), "{:?}", file.proposal);
    // Passing on says where and why, and is refused beside what is missing.
    let refused = |wanted: &Pass| match tablet.pass_sign_up(Some(case), wanted).unwrap_err() {
        OpstapError::Refused { field, .. } => field,
        other => panic!("{other}"),
    };
    assert_eq!(refused(&Pass { to: Some(Uuid::from_u128(9)), why: "no_room".into() }), "to");
    assert_eq!(refused(&Pass { to: None, why: String::new() }), "why");
    assert!(matches!(
        tablet.pass_sign_up(Some(own), &Pass { to: None, why: "no_room".into() }),
        Err(OpstapError::NotAllowed)
    ));
    tablet.pass_sign_up(Some(case), &Pass { to: None, why: "no_room".into() }).unwrap();
    let rows = waits(&tablet).await.rows;
    assert_eq!(rows.len(), 1);
    // What they give to themselves is theirs, on the same tablet, with everything in it.
    let (case, first_case) = (rows[0].case, case);
    let wanted = Match { message: "Welkom.".into(), ..choices.proposed };
    tablet.match_sign_up(Some(case), &wanted).unwrap();
    assert!(waits(&tablet).await.rows.is_empty());
    assert!(tablet.set_budget_line(Some(case), &entry).is_ok());
    assert!(matches!(tablet.match_sign_up(Some(case), &wanted), Err(OpstapError::NotAllowed)));
    assert!(!tablet.cases().contains(&first_case));
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_teams_refuse_beside_what_is_wrong_and_keep_what_was_typed() {
    let town = Town::new();
    let _ = town.open_desk("Balie");
    let bas = town.hire(Role::Administrator, "Bas");
    let _serving = town.serve();
    let mut admin = Browser::signed_in(&town, bas).await;
    let team = a_team(&mut admin, "Noord", "3811", &[town.counsellor]).await;
    let (coach, sam) = (town.coach.to_string(), town.counsellor.to_string());
    let nobody = Uuid::from_u128(5).to_string();
    let forms: [(&str, Typed<'_>, &str); 8] = [
        ("/web/teams", &[("name", " "), ("act", "make")], "name-refused"),
        ("/web/teams", &[("name", "noord"), ("act", "make")], "name-refused"),
        (&team, &[("name", ""), ("act", "rename")], "name-refused"),
        (&team, &[("first", "38"), ("act", "area")], "first-refused"),
        (&team, &[("first", "3819"), ("last", "3811"), ("act", "area")], "first-refused"),
        (&team, &[("account", ""), ("helps", "yes"), ("act", "in")], "account-refused"),
        (&team, &[("account", &nobody), ("helps", "yes"), ("act", "in")], "account-refused"),
        (&team, &[("account", &coach), ("desk", "yes"), ("act", "in")], "Een coach zit niet aan de balie."),
    ];
    for (place, typed, says) in forms {
        let refused = admin.post(place, typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed:?}");
        assert!(refused.says(says), "{says}: {}", refused.html);
    }
    let page = admin.get(&team).await;
    assert!(page.says("Postcodes: 3811") && page.says("1 medewerker"), "{}", page.html);
    let people = admin.get("/web/people").await;
    assert!(people.says("Team Noord: Helpt cliënten en zit aan de balie"), "{}", people.html);
    admin.post(&team, &[("area", "3811-3811"), ("act", "noarea")]).await;
    let out = admin.post(&team, &[("account", &sam), ("act", "out")]).await;
    assert!(out.says("Nog geen postcodes") && out.says("Nog geen medewerkers"), "{}", out.html);
    assert!(admin.post(&team, &[("act", "end")]).await.says("Het team is gestopt."));
    assert_eq!(admin.get(&team).await.status, StatusCode::NOT_FOUND);
    // Who has clients and sits at no desk has no page of one.
    let mut helper = Browser::signed_in(&town, town.counsellor).await;
    assert_eq!(helper.get("/web/desk").await.status, StatusCode::NOT_FOUND);
    assert!(!helper.get("/web/clients").await.says("Wie wacht aan de balie"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_client_reads_why_they_were_passed_on() {
    let town = Town::new();
    let _ = town.open_desk("Balie");
    let bas = town.hire(Role::Administrator, "Bas");
    let _serving = town.serve();
    let mut admin = Browser::signed_in(&town, bas).await;
    a_team(&mut admin, "Noord", "3811", &[town.counsellor]).await;
    let ((_a, phone), (_b, tablet)) = (fresh(), fresh());
    phone.sign_up(&town.url(), &asks(3811), "phone").await.unwrap();
    phone.sync().await.unwrap();
    assert!(
        phone.sign_up_file(None).unwrap().unwrap().desk_text.is_empty(),
        "teams are no client's business"
    );
    town.pair(&tablet, town.counsellor).await;
    let case = waits(&tablet).await.rows[0].case;
    tablet.pass_sign_up(Some(case), &Pass { to: None, why: "knows_more".into() }).unwrap();
    tablet.sync().await.unwrap();
    let page = phone.audit(None).await.unwrap();
    let said = "gaf je aanmelding door aan een andere balie. Reden: die weet er meer van.";
    assert!(page.days.iter().any(|day| day.lines.iter().any(|line| line.text.contains(said))), "{page:?}");
}
