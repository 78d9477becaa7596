#![allow(clippy::unwrap_used, clippy::cast_possible_wrap)]
use proptest::prelude::*;

use super::*;

fn claim(id: u128, cents: i64, preferent: bool) -> Claim {
    Claim { id: Uuid::from_u128(id), amount: Cents(cents), preferent }
}

fn share(available: i64, claims: &[Claim]) -> Distribution {
    distribute(Cents(available), claims, PREFERENCE).unwrap()
}

fn offered(distribution: &Distribution) -> Vec<i64> {
    distribution.shares.iter().map(|share| share.offered.0).collect()
}

#[test]
fn preferent_creditors_get_twice_the_percentage() {
    // Domain sheet 1.4: 1,800 euro; 3,000 preferent and 9,000 concurrent.
    let found = share(180_000, &[claim(1, 300_000, true), claim(2, 900_000, false)]);
    assert_eq!((found.concurrent.basis_points(), found.preferent.basis_points()), (1_200, 2_400));
    assert_eq!(offered(&found), [72_000, 108_000]);
}

#[test]
fn nobody_gets_more_than_all() {
    let found = share(900_000, &[claim(1, 300_000, true), claim(2, 900_000, false)]);
    assert_eq!((found.concurrent.basis_points(), found.preferent.basis_points()), (6_666, 10_000));
    assert_eq!(offered(&found), [300_000, 600_000]);
    let found = share(2_000_000, &[claim(1, 300_000, true), claim(2, 900_000, false)]);
    assert_eq!((offered(&found), found.total), (vec![300_000, 900_000], Cents(1_200_000)));
}

#[test]
fn where_the_double_percentage_is_just_all_both_ways_agree() {
    // 2 B = 2 P + C.
    let found = share(750_000, &[claim(1, 300_000, true), claim(2, 900_000, false)]);
    assert_eq!((found.concurrent.basis_points(), found.preferent.basis_points()), (5_000, 10_000));
}

#[test]
fn without_capacity_everybody_is_offered_nothing() {
    let found = share(0, &[claim(1, 300_000, true), claim(2, 900_000, false)]);
    assert!(found.is_empty());
    assert_eq!(offered(&found), [0, 0]);
    assert!(share(500, &[]).is_empty());
    assert_eq!(capacity(Cents(150_000), Cents(160_000)), Ok(Cents::ZERO));
    assert_eq!(to_share(Cents(5_000), TERM_MONTHS, Cents(20_000), Cents(1_000)), Ok(Cents(109_000)));
    assert_eq!(to_share(Cents(0), TERM_MONTHS, Cents(0), Cents(1_000)), Ok(Cents::ZERO));
}

#[test]
fn cents_that_cannot_be_divided_go_by_remainder_and_then_by_id() {
    let three = [claim(3, 100, false), claim(1, 100, false), claim(2, 100, false)];
    assert_eq!(offered(&share(100, &three)), [34, 33, 33]);
    // The largest remainder first: 1/2 of 3 leaves a half, of 2 nothing.
    assert_eq!(offered(&share(4, &[claim(1, 2, false), claim(2, 3, false), claim(3, 3, false)])), [1, 2, 1]);
}

#[test]
fn what_is_no_offer_is_refused() {
    assert_eq!(distribute(Cents(-1), &[], PREFERENCE), Err(OfferError::Negative));
    assert_eq!(distribute(Cents(1), &[claim(1, -1, true)], PREFERENCE), Err(OfferError::Negative));
    let twice = [claim(1, 1, true), claim(1, 2, false)];
    assert_eq!(distribute(Cents(1), &twice, PREFERENCE), Err(OfferError::Twice));
    let large = [claim(1, i64::MAX, false), claim(2, i64::MAX, false)];
    assert_eq!(distribute(Cents(1), &large, PREFERENCE), Err(OfferError::TooLarge));
    assert_eq!(capacity(Cents(i64::MIN), Cents(1)), Err(OfferError::TooLarge));
    assert_eq!(to_share(Cents(i64::MAX), 18, Cents(0), Cents(0)), Err(OfferError::TooLarge));
}

fn claims() -> impl Strategy<Value = Vec<Claim>> {
    let amount = prop_oneof![0_i64..300, 0_i64..5_000_000, Just(CLAIMS_MAX.0 / 20)];
    prop::collection::vec((amount, any::<bool>()), 0..12).prop_map(|all| {
        let named = all.into_iter().enumerate();
        named.map(|(at, (cents, preferent))| claim(at as u128 + 1, cents, preferent)).collect()
    })
}

proptest! {
    #[test]
    fn all_that_is_there_is_shared_and_nobody_gets_too_much(available in 0_i64..20_000_000, claims in claims(), factor in 1_u8..6) {
        let factor = NonZeroU8::new(factor).unwrap();
        let found = distribute(Cents(available), &claims, factor).unwrap();
        let owed: i64 = claims.iter().map(|claim| claim.amount.0).sum();
        prop_assert_eq!(offered(&found).iter().sum::<i64>(), available.min(owed));
        for (share, claim) in found.shares.iter().zip(&claims) {
            prop_assert_eq!(share.id, claim.id);
            prop_assert!((0..=claim.amount.0).contains(&share.offered.0));
            // Within a cent of the exact share.
            let rate = if claim.preferent { found.preferent } else { found.concurrent };
            let exact = i128::from(claim.amount.0) * rate.part;
            prop_assert!((i128::from(share.offered.0) * rate.whole - exact).abs() < rate.whole);
        }
        // The preferent percentage is so many times the other, and at most all.
        let times = Rate { part: found.concurrent.part * i128::from(factor.get()), whole: found.concurrent.whole };
        prop_assert_eq!(found.preferent, if times >= Rate::ALL { Rate::ALL } else { Rate::of(times.part, times.whole) });
    }

    #[test]
    fn more_to_share_lowers_no_percentage(available in 0_i64..9_000_000, more in 0_i64..1_000_000, claims in claims()) {
        let (less, more) = (share(available, &claims), share(available + more, &claims));
        prop_assert!(less.concurrent <= more.concurrent && less.preferent <= more.preferent);
        for (a, b) in less.shares.iter().zip(&more.shares) {
            prop_assert!(a.offered.0 <= b.offered.0 + 1);
        }
    }

    #[test]
    fn the_order_of_claims_does_not_matter(available in 0_i64..9_000_000, claims in claims(), seed in any::<u64>()) {
        let mut other = claims.clone();
        other.sort_by_key(|claim| (claim.id.as_u128() as u64).wrapping_mul(seed | 1));
        prop_assert_eq!(share(available, &claims), share(available, &other));
    }
}
