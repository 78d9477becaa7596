use proptest::prelude::*;

use super::super::{Area, route};
use super::*;

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn seat(account: u128, team: Option<u128>) -> Seat {
    Seat { account: id(account), team: team.map(id) }
}

#[test]
fn a_postcode_is_of_the_team_with_the_smallest_area_around_it() {
    let areas = [
        TeamArea { team: id(9), first: 3800, last: 3899 },
        TeamArea { team: id(2), first: 3811, last: 3811 },
        TeamArea { team: id(1), first: 3810, last: 3819 },
        TeamArea { team: id(3), first: 3820, last: 3829 },
        TeamArea { team: id(4), first: 3820, last: 3829 },
    ];
    let found = [3811, 3812, 3820, 3899, 3900].map(|postcode| team_of(&areas, postcode));
    assert_eq!(found, [Some(id(2)), Some(id(1)), Some(id(3)), Some(id(9)), None]);
    assert_eq!(team_of(&[], 3811), None);
}

#[test]
fn who_waits_is_seen_at_the_desk_of_their_team_and_at_no_other() {
    let seats = [seat(1, Some(10)), seat(2, Some(20)), seat(3, None), seat(1, Some(20))];
    assert_eq!(who_sees(Some(id(10)), &seats), [id(1)]);
    assert_eq!(who_sees(Some(id(20)), &seats), [id(1), id(2)]);
    assert_eq!(who_sees(None, &seats), [id(3)]);
    // Nobody sits at the desk of the third team.
    assert_eq!(who_sees(Some(id(30)), &seats), [id(3)]);
}

#[test]
fn without_a_desk_of_the_organisation_everybody_sees_whoever_belongs_nowhere() {
    let seats = [seat(1, Some(10)), seat(2, Some(20)), seat(1, Some(20))];
    assert_eq!(desk_of(None, &seats), Some(Desk::Every));
    assert_eq!(who_sees(None, &seats), [id(1), id(2)]);
    assert_eq!(who_sees(Some(id(30)), &seats), [id(1), id(2)]);
    assert_eq!(who_sees(Some(id(10)), &seats), [id(1)]);
    assert_eq!((desk_of(None, &[]), who_sees(Some(id(10)), &[])), (None, vec![]));
}

fn seats() -> impl Strategy<Value = Vec<Seat>> {
    let one = (0..6_u128, proptest::option::of(0..4_u128)).prop_map(|(account, team)| seat(account, team));
    proptest::collection::vec(one, 0..8)
}

proptest! {
    #[test]
    fn as_long_as_somebody_sits_anywhere_nobody_waits_unseen(
        team in proptest::option::of(0..6_u128), seats in seats()
    ) {
        let seen = who_sees(team.map(id), &seats);
        prop_assert_eq!(seen.is_empty(), seats.is_empty());
        prop_assert!(seen.windows(2).all(|two| two[0] < two[1]), "each once, in order");
        prop_assert!(seen.iter().all(|who| seats.iter().any(|seat| seat.account == *who)));
    }

    #[test]
    fn somebody_at_another_teams_desk_sees_them_only_where_nobody_else_would(
        team in proptest::option::of(0..4_u128), seats in seats()
    ) {
        let team = team.map(id);
        let own = |seat: &&Seat| seat.team == team || seat.team.is_none();
        for who in who_sees(team, &seats) {
            let sits: Vec<&Seat> = seats.iter().filter(|seat| seat.account == who).collect();
            prop_assert!(sits.iter().any(own) || !seats.iter().any(|seat| own(&seat)));
        }
        if seats.iter().any(|seat| seat.team == team) {
            let there: Vec<Uuid> = who_sees(team, &seats);
            prop_assert!(seats.iter().all(|seat| (seat.team != team) || there.contains(&seat.account)));
            prop_assert_eq!(desk_of(team, &seats), Some(team.map_or(Desk::Organisation, Desk::Team)));
        }
    }

    /// Somebody who leaves a desk changes nothing for those whom they did not see.
    #[test]
    fn who_leaves_is_missed_only_where_they_sat(
        team in proptest::option::of(0..4_u128), seats in seats(), at in 0..8_usize
    ) {
        let mut fewer = seats.clone();
        if at < fewer.len() {
            fewer.remove(at);
        }
        let (before, after) = (who_sees(team.map(id), &seats), who_sees(team.map(id), &fewer));
        let left = seats.get(at).map(|seat| seat.account);
        if !left.is_some_and(|who| before.contains(&who)) {
            prop_assert_eq!(before, after);
        }
    }

    #[test]
    fn teams_are_found_as_organisations_are(
        areas in proptest::collection::vec((0..5_u128, 1000..1100_u16, 0..50_u16), 0..8), postcode in 1000..1150_u16
    ) {
        let of = |(team, first, more): &(u128, u16, u16)| (id(*team), *first, first + more);
        let teams: Vec<TeamArea> =
            areas.iter().map(of).map(|(team, first, last)| TeamArea { team, first, last }).collect();
        let orgs: Vec<Area> = areas.iter().map(of).map(|(org, first, last)| Area { org, first, last }).collect();
        prop_assert_eq!(team_of(&teams, postcode), route(&orgs, postcode).first().copied());
    }
}
