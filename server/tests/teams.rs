//! Teams with desks of their own, and who sees somebody who waits: asked of every engine (ADR-0056).
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod statements;
mod street;
#[macro_use]
mod suite;
mod town;

use std::collections::BTreeSet;

use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_domain::sign_up::desks::{Seat, who_sees};
use opstap_server::engine::{Administrator, Engine, Pressing, TeamAsked, TeamShown, Teams, Undone, Unteamed};
use opstap_server::random::Seeded;
use opstap_server::store::{CaseRow, MemberRow, ScopeStore, StoreError};
use opstap_sync::ident::DeviceId;
use opstap_sync::server::ReceiptKey;
use serde_json::{Value, json};
use street::{
    arrange, asks, at_desk, cases, compartments, decide, details, file, pass, sees, sits, staff, street, team,
};
use town::{DAY, NOW, Phone, Town, programme};
use uuid::Uuid;

fn who_waits_is_seen_at_the_desk_of_their_team_and_at_no_other<S: ScopeStore>(mut town: Town<S>) {
    let street = street(&mut town);
    let (north, south, nowhere) = (asks(&mut town, 3811), asks(&mut town, 3822), asks(&mut town, 3888));
    for (account, case) in [(street.nel, north), (street.zoe, south), (street.balie, nowhere)] {
        assert_eq!(sees(&mut town, account), at_desk(&[case]));
    }
    let coach = town.coach;
    assert!(sees(&mut town, coach).iter().all(|(_, role)| *role != Role::Triage));
    // Somebody else's device gets not a word of it.
    let (mut nel, mut zoe) = (town.pair(street.nel), town.pair(street.zoe));
    town.sync(&mut nel);
    town.sync(&mut zoe);
    assert_eq!(compartments(&nel, north), [Compartment::Together, Compartment::Office], "and no money");
    assert!(compartments(&nel, south).is_empty() && compartments(&zoe, north).is_empty());
    assert_eq!((nel.kinds("sign_up"), nel.kinds("team"), nel.kinds("colleague")), (1, 2, 2));
    let teams: Vec<&str> = nel
        .records
        .values()
        .filter(|record| record.kind == "team")
        .map(|record| record.units["name"].v.as_str().unwrap())
        .collect();
    assert_eq!(teams.iter().collect::<BTreeSet<_>>().len(), 2);
    // She writes nothing at the other desk, whatever she guesses.
    decide(&mut nel, south, street.nel);
    town.sync(&mut nel);
    assert!(file(&mut town, south).waits);
}

fn a_counsellor_at_a_desk_takes_somebody_in_and_is_their_helper_then<S: ScopeStore>(mut town: Town<S>) {
    let street = street(&mut town);
    let case = asks(&mut town, 3811);
    let mut nel = town.pair(street.nel);
    town.sync(&mut nel);
    nel.line(ScopeId::new(case, Compartment::Money), 7, 100);
    decide(&mut nel, case, street.nel);
    town.sync(&mut nel);
    assert_eq!(nel.held.len(), 1, "the desk writes no money, whoever sits there");
    let now = file(&mut town, case);
    assert_eq!((now.counsellor, now.waits, now.team), (street.nel, false, Some(street.noord)));
    assert_eq!(sees(&mut town, street.nel), BTreeSet::from([(case, Role::Counsellor)]));
    town.sync(&mut nel);
    assert!(compartments(&nel, case).contains(&Compartment::Money));
    let cases: Vec<Value> = nel
        .records
        .values()
        .filter(|record| record.kind == "colleague")
        .map(|record| json!([record.units["name"].v, record.units["cases"].v]))
        .collect();
    assert!(cases.contains(&json!(["Nel", 1])), "{cases:?}");
    nel.line(ScopeId::new(case, Compartment::Money), 8, 100);
    town.sync(&mut nel);
    assert_eq!(nel.held.len(), 1, "it is her case");
}

fn when_the_last_one_leaves_a_desk_others_see_who_waits<S: ScopeStore>(mut town: Town<S>) {
    let street = street(&mut town);
    let case = asks(&mut town, 3811);
    arrange(&mut town, &TeamAsked::LetOut(street.noord, street.nel)).unwrap();
    assert_eq!(
        (sees(&mut town, street.nel), sees(&mut town, street.balie)),
        (at_desk(&[]), at_desk(&[case]))
    );
    assert_eq!(file(&mut town, case).team, Some(street.noord), "it is still theirs");
    // Somebody sits there again.
    arrange(&mut town, &sits(street.noord, street.nel)).unwrap();
    assert_eq!(
        (sees(&mut town, street.nel), sees(&mut town, street.balie)),
        (at_desk(&[case]), at_desk(&[]))
    );
    // Who only helps sees nobody wait.
    let helps = TeamAsked::LetIn { team: street.noord, account: street.nel, helps: true, desk: false };
    arrange(&mut town, &helps).unwrap();
    assert_eq!(sees(&mut town, street.balie), at_desk(&[case]));
    // The organisation's desk is empty too: everybody who sits anywhere sees who waits.
    let (by, now) = (Administrator::console(town.org), town.now);
    town.engine.keep(|engine| engine.let_go(&by, street.balie, None, now)).unwrap();
    assert_eq!(sees(&mut town, street.zoe), at_desk(&[case]));
    assert_eq!(
        arrange(&mut town, &TeamAsked::LetOut(street.zuid, street.zoe)).err(),
        None,
        "she sits at the own desk then"
    );
    let last = town.engine.keep(|engine| engine.let_go(&by, street.zoe, None, now));
    assert_eq!(last, Err(Undone::LastAtDesk));
    assert_eq!(sees(&mut town, street.zoe), at_desk(&[case]));
}

fn a_team_that_ends_leaves_nobody_behind<S: ScopeStore>(mut town: Town<S>) {
    let street = street(&mut town);
    let (waits, helped) = (asks(&mut town, 3811), asks(&mut town, 3812));
    let mut nel = town.pair(street.nel);
    town.sync(&mut nel);
    decide(&mut nel, helped, street.nel);
    town.sync(&mut nel);
    arrange(&mut town, &TeamAsked::End(street.noord)).unwrap();
    assert_eq!(sees(&mut town, street.balie), at_desk(&[waits]));
    assert_eq!(sees(&mut town, street.nel), BTreeSet::from([(helped, Role::Counsellor)]));
    assert_eq!((file(&mut town, waits).team, file(&mut town, helped).team), (None, Some(street.noord)));
    assert_eq!(arrange(&mut town, &TeamAsked::End(street.noord)).err(), Some(Unteamed::Team));
    // Its postcodes are of nobody, and of the other team where they lie in its.
    assert_eq!(asks(&mut town, 3811), file_of(&mut town, street.zoe));
    let again = team(&mut town, "noord", (3810, 3819));
    assert_ne!(again, street.noord, "its name is free");
}

/// The one case that somebody sees.
fn file_of<S: ScopeStore>(town: &mut Town<S>, account: Uuid) -> Uuid {
    let seen: Vec<(Uuid, Role)> = sees(town, account).into_iter().collect();
    assert_eq!(seen.len(), 1);
    seen[0].0
}

fn nobody_ends_the_last_desk_while_people_wait<S: ScopeStore>(mut town: Town<S>) {
    town.engine.add_area(town.org, 3800, 3899, NOW).unwrap();
    let noord = team(&mut town, "Noord", (3810, 3819));
    let (nel, now) = (staff(&mut town, Role::Counsellor, "Nel"), town.now);
    let takes_in =
        |town: &mut Town<S>| !town.engine.keep(|engine| engine.areas_of(town.org)).unwrap().is_empty();
    assert!(!takes_in(&mut town), "nobody sits anywhere");
    arrange(&mut town, &sits(noord, nel)).unwrap();
    let case = asks(&mut town, 3888);
    assert_eq!(sees(&mut town, nel), at_desk(&[case]), "there is no other desk");
    for asked in [
        TeamAsked::End(noord),
        TeamAsked::LetOut(noord, nel),
        TeamAsked::LetIn { team: noord, account: nel, helps: true, desk: false },
    ] {
        assert_eq!(arrange(&mut town, &asked).err(), Some(Unteamed::LastAtDesk), "{asked:?}");
    }
    let (by, sam) = (Administrator::console(town.org), town.counsellor);
    let gone = town.engine.keep(|engine| engine.let_go(&by, nel, Some(sam), now));
    assert_eq!(gone, Err(Undone::LastAtDesk));
    assert_eq!(sees(&mut town, nel), at_desk(&[case]));
    town.engine.assign_case(case, nel, now).unwrap();
    assert_eq!(
        sees(&mut town, nel),
        BTreeSet::from([(case, Role::Counsellor)]),
        "also to who stood first there"
    );
    arrange(&mut town, &TeamAsked::End(noord)).unwrap();
    assert!(!takes_in(&mut town));
}

fn the_desk_passes_somebody_on_with_a_reason<S: ScopeStore>(mut town: Town<S>) {
    let street = street(&mut town);
    let (noord, zuid) = (Some(street.noord), Some(street.zuid));
    let case = asks(&mut town, 3811);
    let mut nel = town.pair(street.nel);
    town.sync(&mut nel);
    pass(&mut nel, case, (noord, zuid));
    town.sync(&mut nel);
    assert_eq!((sees(&mut town, street.nel), sees(&mut town, street.zoe)), (at_desk(&[]), at_desk(&[case])));
    assert!(compartments(&nel, case).is_empty() && nel.kinds("sign_up") == 0, "not a word stays behind");
    assert_eq!(details(&mut town, Some(case), "passed"), ["passed_lives_there"]);
    let mut zoe = town.pair(street.zoe);
    town.sync(&mut zoe);
    let said = |phone: &Phone| {
        phone.records.values().find(|record| record.kind == "sign_up").unwrap().units["team"].v.clone()
    };
    assert_eq!(said(&zoe), json!(street.zuid));
    // From where it is not: nothing. To the organisation's own desk, and no further by the same words.
    pass(&mut zoe, case, (noord, None));
    town.sync(&mut zoe);
    assert_eq!(sees(&mut town, street.zoe), at_desk(&[case]));
    pass(&mut zoe, case, (zuid, None));
    town.sync(&mut zoe);
    assert_eq!(
        (sees(&mut town, street.zoe), sees(&mut town, street.balie)),
        (at_desk(&[]), at_desk(&[case]))
    );
    let mut balie = town.pair(street.balie);
    town.sync(&mut balie);
    assert_eq!(said(&balie), Value::Null);
    // Another organisation's team is none.
    let elsewhere = town.engine.add_org("Elders", [programme("1")], NOW).unwrap();
    let by = Administrator::console(elsewhere);
    let theirs = town.engine.keep(|engine| engine.arrange_teams(&by, &TeamAsked::Make("Oost".into()), NOW));
    pass(&mut balie, case, (None, theirs.unwrap().made));
    town.sync(&mut balie);
    assert_eq!(sees(&mut town, street.balie), at_desk(&[case]));
    // Passed on and matched at once: matched.
    pass(&mut balie, case, (None, noord));
    decide(&mut balie, case, town.counsellor);
    town.sync(&mut balie);
    assert_eq!(file(&mut town, case).helper(), Some(town.counsellor));
    assert_eq!(sees(&mut town, street.nel), at_desk(&[]));
    assert_eq!(details(&mut town, Some(case), "passed").len(), 2);
}

fn a_case_that_waits_is_nobodys_and_no_stand_in_sees_it<S: ScopeStore>(mut town: Town<S>) {
    let street = street(&mut town);
    let case = asks(&mut town, 3811);
    let (by, now, sam) = (Administrator::console(town.org), town.now, town.counsellor);
    let all = town.engine.keep(|engine| engine.colleagues(&by)).unwrap();
    let nel = all.iter().find(|one| one.account.id == street.nel).unwrap();
    assert_eq!((nel.cases, nel.teams.len(), nel.teams[0].0.as_str()), (0, 1, "Noord"));
    let back = "2026-03-09".parse().unwrap();
    town.engine.keep(|engine| engine.go_away(&by, street.nel, (sam, back), now)).unwrap();
    assert!(sees(&mut town, sam).iter().all(|(of, _)| *of != case));
    // A case that is hers is his as well, and no more of the desk comes with it.
    let mut tablet = town.pair(street.nel);
    town.sync(&mut tablet);
    decide(&mut tablet, case, street.nel);
    town.sync(&mut tablet);
    assert!(sees(&mut town, sam).contains(&(case, Role::Counsellor)));
}

fn who_broke_the_glass_and_sits_there_goes_on_seeing_it<S: ScopeStore>(mut town: Town<S>) {
    let street = street(&mut town);
    let case = asks(&mut town, 3822);
    let mut nel = town.pair(street.nel);
    let (device, now) = (nel.memory.device.unwrap(), town.now);
    let open = |engine: &mut Engine<S>| engine.break_glass(device, &case.to_string(), Pressing::Threat, now);
    town.engine.keep(open).unwrap().unwrap();
    arrange(&mut town, &sits(street.zuid, street.nel)).unwrap();
    let all = BTreeSet::from([(case, Role::Counsellor)]);
    assert_eq!(sees(&mut town, street.nel), all, "she sees more for now");
    town.now += 3 * DAY;
    town.sync(&mut nel);
    assert_eq!(sees(&mut town, street.nel), at_desk(&[case]));
    assert_eq!(compartments(&nel, case), [Compartment::Together, Compartment::Office]);
}

fn administrators_alone_arrange_teams_of_their_own_people<S: ScopeStore>(mut town: Town<S>) {
    let street = street(&mut town);
    let bas = staff(&mut town, Role::Administrator, "Bas");
    let device = town.pair(bas).memory.device.unwrap();
    let elsewhere = town.engine.add_org("Elders", [programme("1")], NOW).unwrap();
    let theirs = town.engine.add_staff(elsewhere, Role::Administrator, "Ans", NOW).unwrap();
    let stranger = town.engine.add_staff(elsewhere, Role::Counsellor, "Vreemd", NOW).unwrap();
    let ask = |town: &mut Town<S>, device: DeviceId, asked: &TeamAsked| {
        let now = town.now;
        town.engine.keep(|engine| engine.administer_teams(device, asked, now)).unwrap()
    };
    let found = |all: Result<Teams, Unteamed>| -> Vec<String> {
        all.unwrap().teams.into_iter().map(|team: TeamShown| team.row.name).collect()
    };
    assert_eq!(found(ask(&mut town, device, &TeamAsked::Look)), ["Noord", "Zuid"]);
    let ans = town.pair(theirs).memory.device.unwrap();
    assert!(found(ask(&mut town, ans, &TeamAsked::Look)).is_empty());
    let deeds = [
        TeamAsked::Rename(street.noord, "X".into()),
        TeamAsked::Area(street.noord, (1000, 1001)),
        TeamAsked::NoArea(street.noord, (3810, 3819)),
        sits(street.noord, stranger),
        TeamAsked::LetOut(street.noord, street.nel),
        TeamAsked::End(street.noord),
    ];
    for asked in &deeds {
        assert_eq!(ask(&mut town, ans, asked).err(), Some(Unteamed::Team), "{asked:?}");
    }
    for other in [street.nel, street.zoe, town.coach, town.case.client] {
        let device = town.pair(other).memory.device.unwrap();
        for asked in deeds.iter().chain([&TeamAsked::Look, &TeamAsked::Make("Y".into())]) {
            assert_eq!(ask(&mut town, device, asked).err(), Some(Unteamed::NotAllowed));
        }
    }
    let (coach, client) = (town.coach, town.case.client);
    let noord = street.noord;
    let member = |account, helps, desk| TeamAsked::LetIn { team: noord, account, helps, desk };
    let refused = [
        (TeamAsked::Make(" ".into()), Unteamed::Name),
        (TeamAsked::Make("x".repeat(81)), Unteamed::Name),
        (TeamAsked::Make("NOORD ".into()), Unteamed::NameTaken),
        (TeamAsked::Rename(noord, "zuid".into()), Unteamed::NameTaken),
        (TeamAsked::Area(noord, (3812, 3811)), Unteamed::Postcodes),
        (TeamAsked::Area(noord, (999, 1001)), Unteamed::Postcodes),
        (TeamAsked::Area(noord, (3800, 3849)), Unteamed::PostcodesTaken),
        (TeamAsked::NoArea(noord, (3800, 3849)), Unteamed::Postcodes),
        (member(coach, true, true), Unteamed::Coach),
        (member(street.zoe, true, true), Unteamed::OnlyDesk),
        (member(street.nel, false, false), Unteamed::Nothing),
        (member(bas, true, false), Unteamed::Person),
        (member(client, true, false), Unteamed::Person),
        (member(stranger, true, true), Unteamed::Person),
        (TeamAsked::LetOut(noord, street.zoe), Unteamed::Person),
    ];
    for (asked, why) in refused {
        assert_eq!(ask(&mut town, device, &asked).err(), Some(why), "{asked:?}");
    }
    assert!(ask(&mut town, device, &member(coach, true, false)).is_ok());
    assert!(ask(&mut town, device, &TeamAsked::Rename(noord, "NOORD".into())).is_ok());
    let noted = details(&mut town, None, "team_");
    assert_eq!(noted.iter().filter(|detail| *detail == "team_member_in").count(), 3);
    assert_eq!(noted.last().map(String::as_str), Some("team_renamed"));
}

fn a_team_is_told_how_it_does<S: ScopeStore>(mut town: Town<S>) {
    let street = street(&mut town);
    let (first, _late, _fresh) = (asks(&mut town, 3811), asks(&mut town, 3812), asks(&mut town, 3813));
    let mut nel = town.pair(street.nel);
    town.sync(&mut nel);
    decide(&mut nel, first, street.nel);
    town.sync(&mut nel);
    let figures = |town: &mut Town<S>| {
        let all = arrange(town, &TeamAsked::Look).unwrap();
        let of = |team: &TeamShown| {
            (team.figures.open, team.figures.waits, team.figures.asked, team.figures.in_time)
        };
        (of(&all.teams[0]), of(&all.teams[1]), all.own_desk, all.waits)
    };
    assert_eq!(figures(&mut town), ((1, 2, 1, 1), (0, 0, 0, 0), 1, 0));
    town.now += 3 * DAY;
    assert_eq!(figures(&mut town).0, (1, 2, 3, 1), "nobody answered the others");
    asks(&mut town, 3888);
    assert_eq!(figures(&mut town).3, 1);
}

/// Where everybody sits, as the tables say.
fn seats<S: ScopeStore>(town: &mut Town<S>) -> Vec<Seat> {
    let members: Vec<MemberRow> = town.engine.store().members(town.org).unwrap();
    let staff = town.engine.store().accounts(town.org).unwrap();
    let own = staff.iter().filter(|row| {
        row.role == Role::Triage
            && row.closed_at.is_none()
            && members.iter().all(|member| member.account != row.id)
    });
    let own = own.map(|row| Seat { account: row.id, team: None });
    let at_teams = members.iter().filter(|member| member.desk);
    own.chain(at_teams.map(|member| Seat { account: member.account, team: Some(member.team) })).collect()
}

/// Whoever waits is seen where they belong, by all who sit there and by nobody else, whatever happened.
fn check<S: ScopeStore>(town: &mut Town<S>, what: &str) {
    let seats = seats(town);
    for file in cases(town).into_iter().filter(CaseRow::is_at_desk) {
        let scope = ScopeId::new(file.id, Compartment::Together);
        let grants = town.engine.store().grants_of_scope(scope).unwrap();
        let desk = grants.iter().filter(|row| row.grant.role == Role::Triage).map(|row| row.account);
        let seen: Vec<Uuid> = desk.collect::<BTreeSet<_>>().into_iter().collect();
        assert!(!seen.is_empty(), "after {what}, somebody waits unseen");
        assert_eq!(seen, who_sees(file.team, &seats), "after {what}");
        assert!(seen.contains(&file.counsellor), "after {what}");
    }
    for seat in &seats {
        let own = ScopeId::new(town.org, Compartment::Org);
        let grants = town.engine.store().grants(seat.account).unwrap();
        assert!(grants.iter().any(|row| row.grant.scope == own), "after {what}");
    }
}

/// Two hundred things that happen to desks, one after the other.
fn whatever_happens_nobody_waits_unseen<S: ScopeStore>(mut town: Town<S>) {
    let street = street(&mut town);
    let people = [street.nel, street.zoe, street.balie, staff(&mut town, Role::Counsellor, "Kim")];
    let mut tablets: Vec<Phone> = people.iter().map(|account| town.pair(*account)).collect();
    let mut teams = vec![street.noord, street.zuid];
    let mut chance = 7_u64;
    let mut next = |below: usize| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(chance >> 33).unwrap() % below
    };
    for step in 0..200 {
        let (who, of) = (next(people.len()), teams[next(teams.len())]);
        let waiting: Vec<CaseRow> = cases(&mut town).into_iter().filter(CaseRow::is_at_desk).collect();
        let chosen = (!waiting.is_empty()).then(|| waiting[next(waiting.len())].clone());
        let what = next(8);
        match (what, chosen) {
            (0 | 1, _) if !seats(&mut town).is_empty() && waiting.len() < 6 => {
                asks(&mut town, [3811, 3822, 3888][next(3)]);
            }
            (2, _) => drop(arrange(&mut town, &sits(of, people[who]))),
            (3, _) => drop(arrange(&mut town, &TeamAsked::LetOut(of, people[who]))),
            (4, _) if teams.len() > 1 && next(3) == 0 => {
                let ended = arrange(&mut town, &TeamAsked::End(of)).is_ok();
                teams.retain(|team| !ended || *team != of);
            }
            (4, _) => {
                let made = arrange(&mut town, &TeamAsked::Make(format!("Team {step}")));
                teams.push(made.unwrap().made.unwrap());
            }
            (5 | 6, Some(file)) => {
                town.sync(&mut tablets[who]);
                if compartments(&tablets[who], file.id).contains(&Compartment::Together) {
                    let to = (next(3) > 0).then_some(of);
                    pass(&mut tablets[who], file.id, (file.team, to));
                    town.sync(&mut tablets[who]);
                }
            }
            (7, Some(file)) => town.engine.assign_case(file.id, town.counsellor, town.now).unwrap(),
            _ => {}
        }
        check(&mut town, &format!("step {step}, deed {what}"));
    }
}

suite!(300;
    who_waits_is_seen_at_the_desk_of_their_team_and_at_no_other,
    a_counsellor_at_a_desk_takes_somebody_in_and_is_their_helper_then,
    when_the_last_one_leaves_a_desk_others_see_who_waits,
    a_team_that_ends_leaves_nobody_behind,
    nobody_ends_the_last_desk_while_people_wait,
    the_desk_passes_somebody_on_with_a_reason,
    a_case_that_waits_is_nobodys_and_no_stand_in_sees_it,
    who_broke_the_glass_and_sits_there_goes_on_seeing_it,
    administrators_alone_arrange_teams_of_their_own_people,
    a_team_is_told_how_it_does,
    whatever_happens_nobody_waits_unseen,
);

/// Of two who leave the last two desks at the same moment, one stays: each waits for the other before it counts who is left.
#[test]
fn two_who_leave_at_the_same_moment_do_not_both_go() {
    for round in 0..5_u64 {
        let place = cluster::Place::fresh();
        let mut town = Town::new(place.engine(3));
        town.engine.add_area(town.org, 3800, 3899, NOW).unwrap();
        let pairs = ["Nel", "Kim"].map(|name| {
            let (team, who) = (team(&mut town, name, (3810, 3819 + u16::from(name == "Kim"))), name);
            let account = staff(&mut town, Role::Counsellor, who);
            arrange(&mut town, &sits(team, account)).unwrap();
            (team, account)
        });
        asks(&mut town, 3811);
        let by = Administrator::console(town.org);
        let gone: Vec<bool> = std::thread::scope(|scope| {
            let leaving = pairs.map(|(team, account)| {
                let place = &place;
                scope.spawn(move || {
                    let (key, chance) = (ReceiptKey::new([1; 32]), Seeded::new(100 + round));
                    let mut engine = Engine::beside(place.store(), key, Box::new(chance));
                    let asked = TeamAsked::LetOut(team, account);
                    loop {
                        // As a writer does: somebody was faster, so once more.
                        match engine.keep(|engine| engine.arrange_teams(&by, &asked, NOW)) {
                            Err(Unteamed::Store(StoreError::Busy)) => {}
                            done => return done.is_ok(),
                        }
                    }
                })
            });
            leaving.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert_eq!(gone.iter().filter(|gone| **gone).count(), 1, "{gone:?}");
        check(&mut town, "two who left");
    }
}
