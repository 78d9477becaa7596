//! How an organisation's pages look: who says it, what is kept and where, and that no other organisation sees it. Asked of every
//! engine.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cluster;
mod statements;
#[macro_use]
mod suite;
mod town;

use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_domain::look::{BadLogo, Colour, Unchosen};
use opstap_domain::organisation::Organisation;
use opstap_server::engine::{AdminError, Style, Styled, Unstyled};
use opstap_server::store::{ScopeStore, StoreError};
use opstap_sync::ident::DeviceId;
use town::{NOW, Town, programme};
use uuid::Uuid;

fn chunk(name: &[u8], data: &[u8]) -> Vec<u8> {
    [&u32::try_from(data.len()).unwrap().to_be_bytes()[..], name, data, &[0; 4]].concat()
}

/// A picture that nobody here unpacks.
fn png(width: u32, height: u32) -> Vec<u8> {
    let first = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    let parts =
        [chunk(b"IHDR", &first), chunk(b"tEXt", b"Author"), chunk(b"IDAT", b"dots"), chunk(b"IEND", b"")];
    [b"\x89PNG\r\n\x1a\n".to_vec(), parts.concat()].concat()
}

fn wine() -> Style {
    Style::Keep("Ons dorp".to_owned(), "#8A1538".to_owned())
}

fn ask<S: ScopeStore>(town: &mut Town<S>, device: DeviceId, asked: &Style) -> Result<Styled, Unstyled> {
    town.engine.keep(|engine| engine.administer_look(device, asked, NOW)).unwrap()
}

fn before<S: ScopeStore>(town: &mut Town<S>, org: Option<Uuid>) -> Option<Styled> {
    town.engine.keep(|engine| engine.look_before(org)).unwrap()
}

fn logo<S: ScopeStore>(town: &mut Town<S>, org: Uuid, print: &str) -> Option<Vec<u8>> {
    town.engine.keep(|engine| engine.logo(org, print)).unwrap()
}

/// How often it is written down that the look was changed.
fn noted<S: ScopeStore>(town: &mut Town<S>) -> usize {
    let mut all = 0;
    let keep = &mut |row: &opstap_server::audit::AuditRow| {
        all += usize::from(row.detail == "look");
        Ok::<(), StoreError>(())
    };
    town.engine.audit_rows(town.org, 0, keep).unwrap();
    all
}

fn an_administrator_says_it_and_it_stays<S: ScopeStore>(mut town: Town<S>) {
    let bas = town.engine.add_staff(town.org, Role::Administrator, "Bas", NOW).unwrap();
    let device = town.pair(bas).memory.device.unwrap();
    let (org, mut noor) = (town.org, town.client());
    assert_eq!(ask(&mut town, device, &Style::Look).unwrap().look, opstap_domain::look::Look::default());
    let kept = ask(&mut town, device, &wine()).unwrap();
    assert_eq!((kept.look.called.as_str(), kept.look.colour), ("Ons dorp", Colour::read("8a1538")));
    let kept = ask(&mut town, device, &Style::Logo(png(200, 60))).unwrap();
    let place = kept.look.logo.clone().unwrap();
    assert_eq!((place.width, place.height, kept.look.called.as_str()), (200, 60, "Ons dorp"));
    let bytes = logo(&mut town, org, &place.print).unwrap();
    assert!(bytes.len() < png(200, 60).len() && !bytes.windows(6).any(|six| six == b"Author"));
    assert_eq!(logo(&mut town, org, "0"), None);
    assert_eq!(noted(&mut town), 2);
    // How it is reached stands beside it; each leaves the other alone, and so does a package.
    let phone = Organisation { phone: "14 0413".to_owned(), ..Organisation::default() };
    town.engine.set_reach(org, &phone, NOW).unwrap();
    town.engine.load_content(org, [programme("2")], NOW).unwrap();
    assert_eq!(ask(&mut town, device, &Style::Look).unwrap(), kept);
    // A device has what was said, and never the bytes.
    town.sync(&mut noor);
    let body = noor.records.values().find(|record| record.kind == "organisation").unwrap().values();
    assert_eq!((&body["body"]["colour"], &body["body"]["phone"]), (&"#8a1538".into(), &"14 0413".into()));
    assert!(noor.records.keys().all(|(scope, _)| scope.compartment != Compartment::Library));
    // And back to how it was everywhere.
    ask(&mut town, device, &Style::NoLogo).unwrap();
    assert_eq!(logo(&mut town, org, &place.print), None);
    let plain = ask(&mut town, device, &Style::Keep(String::new(), String::new())).unwrap();
    assert_eq!(plain.look, opstap_domain::look::Look::default());
    let reached = town.engine.keep(|engine| engine.administer_reach(device, None, NOW)).unwrap();
    assert_eq!(reached, Ok(phone));
    assert!(town.engine.audit_check(org, None).unwrap().is_ok());
}

fn what_cannot_be_shown_is_refused_and_nobody_else_says_it<S: ScopeStore>(mut town: Town<S>) {
    let (org, yellow) = (town.org, Style::Keep(String::new(), "ffd500".to_owned()));
    let staff = [Role::Triage, Role::ContentManager, Role::Counsellor]
        .map(|role| town.engine.add_staff(org, role, "Iemand", NOW).unwrap());
    for other in staff.into_iter().chain([town.coach, town.case.client]) {
        let device = town.pair(other).memory.device.unwrap();
        for asked in [Style::Look, wine(), Style::Logo(png(200, 60)), Style::NoLogo] {
            assert_eq!(ask(&mut town, device, &asked), Err(Unstyled::NotAllowed));
        }
    }
    let bas = town.engine.add_staff(org, Role::Administrator, "Bas", NOW).unwrap();
    let device = town.pair(bas).memory.device.unwrap();
    let near = Colour([0xff, 0xd5, 0x00]).nearest();
    assert_eq!(ask(&mut town, device, &yellow), Err(Unstyled::Chosen(Unchosen::Unreadable(near))));
    let svg = Style::Logo(b"<svg><script>alert(1)</script></svg>".to_vec());
    assert_eq!(ask(&mut town, device, &svg), Err(Unstyled::Logo(BadLogo::Kind)));
    assert_eq!(ask(&mut town, device, &Style::Logo(png(30_000, 30_000))), Err(Unstyled::Logo(BadLogo::Size)));
    // At the console: all of it or nothing.
    let both = town.engine.set_look(org, &[wine(), Style::Logo(Vec::new())], NOW);
    assert_eq!(both, Err(AdminError::Refused("a logo is a PNG")));
    let nowhere = town.engine.set_look(Uuid::from_u128(7), &[wine()], NOW);
    assert_eq!(nowhere, Err(AdminError::Unknown("organisation")));
    assert_eq!(ask(&mut town, device, &Style::Look).unwrap().look, opstap_domain::look::Look::default());
    assert_eq!(noted(&mut town), 0);
}

fn nobody_sees_the_look_of_another_organisation<S: ScopeStore>(mut town: Town<S>) {
    let org = town.org;
    let kept = town.engine.set_look(org, &[wine(), Style::Logo(png(200, 60))], NOW).unwrap();
    let print = kept.look.logo.clone().unwrap().print;
    assert_eq!(before(&mut town, None), Some(kept.clone()), "the only one there is");
    assert_eq!(before(&mut town, Some(org)), Some(kept.clone()));
    let other = town.engine.add_org("Anderdorp", [programme("1")], NOW).unwrap();
    assert_eq!(before(&mut town, None), None, "of several, nobody's");
    assert_eq!(before(&mut town, Some(org)), Some(kept), "whom an address names");
    assert_eq!(before(&mut town, Some(Uuid::from_u128(7))), None);
    assert_eq!(before(&mut town, Some(other)).unwrap().look, opstap_domain::look::Look::default());
    assert_eq!(logo(&mut town, other, &print), None);
    assert_eq!(logo(&mut town, Uuid::from_u128(7), &print), None);
    let theirs = town.engine.keep(|engine| engine.store().records_of_kind(library(other), "organisation"));
    assert_eq!(theirs.unwrap().len(), 0);
}

fn library(org: Uuid) -> ScopeId {
    ScopeId::new(org, Compartment::Library)
}

suite!(300;
    an_administrator_says_it_and_it_stays,
    what_cannot_be_shown_is_refused_and_nobody_else_says_it,
    nobody_sees_the_look_of_another_organisation,
);
