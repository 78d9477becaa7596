//! Order that weighs little on a phone.
//!
//! The standard library makes its sort anew for every type, some 5 kB of machine code each time, and so do its ordered
//! maps where they are collected. Here one sort of places does the comparing and the things are moved afterwards
//! (ADR-0004). Everything that goes into a phone's library sorts with these; a house rule looks.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Sorts by what the comparison says of two. What is equal keeps its order.
pub fn sort_by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let order = places(items.len(), &mut |one, other| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal, // Both are places of this slice.
    });
    arrange(order, &mut |one, other| items.swap(one, other));
}

/// Sorts by a key. What has the same key keeps its order.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], mut key: impl FnMut(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// Sorts by a key that is made once for each thing. What has the same key keeps its order.
pub fn sort_by_cached_key<T, K: Ord>(items: &mut [T], key: impl FnMut(&T) -> K) {
    let keys: Vec<K> = items.iter().map(key).collect();
    let order = places(keys.len(), &mut |one, other| keys.get(one).cmp(&keys.get(other)));
    arrange(order, &mut |one, other| items.swap(one, other));
}

/// Sorts by the things themselves. What is equal keeps its order.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Puts things one after another into a collection. Of two with the same key in a map, the last one stays.
pub fn gather<C: Default + Extend<T>, T>(items: impl IntoIterator<Item = T>) -> C {
    let mut all = C::default();
    all.extend(items);
    all
}

/// What a map has under a key, taken out of it; nothing is left there, or was there. Removing the key as well would be compiled
/// anew for each kind of map, at some 4 kB.
pub fn take<K: Borrow<Q> + Ord, Q: Ord + ?Sized, V: Default>(map: &mut BTreeMap<K, V>, key: &Q) -> V {
    map.get_mut(key).map(std::mem::take).unwrap_or_default()
}

/// The places of so many things, in the order in which the things are to stand.
fn places(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|one, other| compare(*one, *other));
    order
}

/// Moves things by exchanging two at a time, so that at each place stands what `order` names there.
fn arrange(mut order: Vec<usize>, exchange: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut at = start;
        // Follow the circle of things that take each other's places; where one has been, its own place is written.
        while let Some(from) = order.get_mut(at).map(|from| std::mem::replace(from, at)) {
            if from == start || from == at {
                break;
            }
            exchange(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(mut all in prop::collection::vec((0u8..9, any::<u16>()), 0..60)) {
            let mut wanted = all.clone();
            wanted.sort_by_key(|(key, _)| *key);
            sort_by_key(&mut all, |(key, _)| *key);
            prop_assert_eq!(&all, &wanted);
            wanted.sort_unstable();
            sort(&mut all);
            prop_assert_eq!(&all, &wanted);
            sort_by(&mut all, |one, other| other.1.cmp(&one.1));
            prop_assert!(all.is_sorted_by_key(|(_, value)| std::cmp::Reverse(*value)));
        }

        #[test]
        fn a_gathered_map_is_a_collected_one(all in prop::collection::vec((0u8..9, any::<u16>()), 0..60)) {
            let wanted: BTreeMap<u8, u16> = all.iter().copied().collect();
            prop_assert_eq!(gather::<BTreeMap<_, _>, _>(all), wanted);
        }

        #[test]
        fn what_is_taken_is_given_once(all in prop::collection::vec((0u8..9, 1u16..), 0..60), key in 0u8..9) {
            let mut map: BTreeMap<u8, u16> = gather(all);
            let was = map.get(&key).copied().unwrap_or_default();
            prop_assert_eq!((take(&mut map, &key), take(&mut map, &key)), (was, 0));
        }
    }
}
