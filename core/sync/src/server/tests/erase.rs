use proptest::prelude::*;

use super::*;

fn one(n: u64) -> impl Strategy<Value = WireOp> {
    let change = prop_oneof![
        (0..9_i64).prop_map(new),
        (0..9_i64, 0..4_u64)
            .prop_map(|(cents, saw)| set(cents, (saw > 0).then(|| Dot::new(DeviceId::new(1), saw)))),
        Just(Change::Del("no such sight".into())),
        Just(Change::Erase {}),
        Just(Change::blank()),
    ];
    let knew = prop_oneof![Just(None), (0..7_i64).prop_map(Some)];
    (change, any::<u8>(), knew).prop_map(move |(change, salt, knew)| WireOp { knew, ..op(n, salt, change) })
}

#[test]
fn a_role_erases_only_what_the_catalogue_allows() {
    let mut server = Fake::new();
    server.push(1, Role::Client, vec![op(1, 1, new(60_000))]).unwrap();
    for (device, role) in [(1, Role::Client), (2, Role::Counsellor), (3, Role::Coach)] {
        let before = server.rows.records.clone();
        let decision = server.push(device, role, vec![op(9, 40 + role as u8, Change::Erase {})]).unwrap();
        assert_eq!(decision.results[0].r, Verdict::Held);
        assert!(decision.erasures.is_empty() && server.rows.records == before);
    }
}

#[test]
fn a_blank_operation_changes_nothing_and_is_known_afterwards() {
    let mut server = Fake::new();
    let decision = server.push(1, Role::Client, vec![op(1, 1, Change::blank())]).unwrap();
    assert_eq!((decision.results[0].r, decision.heads.len()), (Verdict::Ok, 0));
    assert!(server.rows.records.is_empty());
    // The words come from a twin, under the same uid.
    let decision = server.push(2, Role::Client, vec![op(1, 1, new(5))]).unwrap();
    assert!(matches!(decision.results[0].r, Verdict::Dup | Verdict::Held));
    assert!(server.rows.records.is_empty() && decision.held.is_empty());
}

#[test]
fn who_knew_of_the_erasure_makes_it_anew() {
    let mut server = Fake::new();
    server.rows.records.insert((MONEY, RENT), RecordState::erased("budget_line", 1, 7));
    server.rows.erased.insert((1, RENT), 7);
    server.rows.heads.insert(MONEY, 1);
    let again = WireOp { knew: Some(7), ..op(1, 1, new(500)) };
    assert_eq!(server.push(1, Role::Client, vec![again]).unwrap().results[0].r, Verdict::Ok);
    assert_eq!((server.shown(), server.rows.records[&(MONEY, RENT)].erased), (500, Some(7)));
    let late = server.push(2, Role::Counsellor, vec![op(1, 2, set(900, dot(2, 9)))]).unwrap();
    assert_eq!(late.results[0].why.as_deref(), Some(ERASED));
    assert_eq!((server.shown(), server.conflicts().len()), (500, 0));
}

proptest! {
    /// Whatever comes for an erased record, nothing of it is kept but that it came.
    #[test]
    fn nothing_that_comes_late_is_applied_or_kept(
        ops in (1..6_u64).prop_flat_map(|most| (1..=most).map(one).collect::<Vec<_>>()),
        device in 1..4_u64,
    ) {
        let mut server = Fake::new();
        server.push(9, Role::Client, vec![op(1, 255, new(60_000))]).unwrap();
        let s = server.rows.heads[&MONEY];
        server.rows.records.insert((MONEY, RENT), RecordState::erased("budget_line", s, 7));
        server.rows.erased.insert((1, RENT), 7);
        let before = (server.rows.records.clone(), server.rows.heads.clone());
        let count = ops.len();
        let decision = server.push(device, Role::Client, ops).unwrap();
        prop_assert_eq!(decision.results.len(), count);
        prop_assert!(decision.records.is_empty() && decision.history.is_empty() && decision.erasures.is_empty());
        prop_assert!(decision.held.iter().all(|held| held.op.change.is_blank() && held.why == ERASED));
        prop_assert_eq!((server.rows.records.clone(), server.rows.heads.clone()), before);
    }
}
