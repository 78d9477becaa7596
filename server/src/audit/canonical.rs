//! The bytes of a row over which its hash goes: two rows that differ never have the same.

use super::AuditRow;

/// What separates these hashes from all others of ours.
const CONTEXT: &str = "opstap 2026-11-27 audit row 1";

/// Appends a field: how long it is, and what it says. So no field runs into the next.
fn add(bytes: &mut Vec<u8>, field: &[u8]) {
    bytes.extend((field.len() as u64).to_be_bytes());
    bytes.extend(field);
}

/// Appends a field that may be missing, which differs from an empty one.
fn add_maybe(bytes: &mut Vec<u8>, field: Option<&[u8]>) {
    bytes.push(u8::from(field.is_some()));
    add(bytes, field.unwrap_or_default());
}

/// All that a row says, but for its own hash: every field, always in this order.
#[must_use]
pub fn canonical(row: &AuditRow) -> Vec<u8> {
    let AuditRow { org, n, trace, span, start, end, act, activity, .. } = row;
    let AuditRow { subject, place, actor, items, status, detail, before, hash: _, .. } = row;
    let mut bytes = Vec::with_capacity(512);
    add(&mut bytes, org.as_bytes());
    add(&mut bytes, &n.to_be_bytes());
    add(&mut bytes, trace);
    add(&mut bytes, span);
    add(&mut bytes, &start.to_be_bytes());
    add(&mut bytes, &end.to_be_bytes());
    add(&mut bytes, act.name().as_bytes());
    add(&mut bytes, activity.as_bytes());
    add_maybe(&mut bytes, subject.as_ref().map(|case| case.as_bytes().as_slice()));
    add_maybe(&mut bytes, place.map(|place| place.name().as_bytes()));
    add_maybe(&mut bytes, actor.account.as_ref().map(|account| account.as_bytes().as_slice()));
    add_maybe(&mut bytes, actor.role.map(|role| role.name().as_bytes()));
    let device = actor.device.map(|device| device.bits().to_be_bytes());
    add_maybe(&mut bytes, device.as_ref().map(<[u8; 8]>::as_slice));
    add(&mut bytes, actor.way.name().as_bytes());
    add(&mut bytes, &items.to_be_bytes());
    add(&mut bytes, status.name().as_bytes());
    add(&mut bytes, detail.as_bytes());
    add(&mut bytes, before);
    bytes
}

/// The hash of a row.
#[must_use]
pub fn hash(row: &AuditRow) -> [u8; 32] {
    *blake3::Hasher::new_derive_key(CONTEXT).update(&canonical(row)).finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use opstap_domain::ids::{Compartment, Role};
    use opstap_sync::ident::DeviceId;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::super::{Act, Actor, Status, Way};
    use super::*;

    /// Reads what was written. That it gives back every row is the proof that no two rows have the same bytes.
    struct Reader<'b>(&'b [u8]);

    impl Reader<'_> {
        fn field(&mut self) -> Vec<u8> {
            let (length, rest) = self.0.split_at(8);
            let (field, rest) =
                rest.split_at(usize::try_from(u64::from_be_bytes(length.try_into().unwrap())).unwrap());
            self.0 = rest;
            field.to_vec()
        }

        fn fixed<const N: usize>(&mut self) -> [u8; N] {
            self.field().try_into().unwrap()
        }

        fn text(&mut self) -> String {
            String::from_utf8(self.field()).unwrap()
        }

        fn maybe(&mut self) -> Option<Vec<u8>> {
            let (there, rest) = self.0.split_at(1);
            self.0 = rest;
            let field = self.field();
            (there == [1]).then_some(field)
        }

        fn row(&mut self) -> AuditRow {
            let id = |bytes: Vec<u8>| Uuid::from_slice(&bytes).unwrap();
            let name = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
            let row = AuditRow {
                org: id(self.field()),
                n: u64::from_be_bytes(self.fixed()),
                trace: self.fixed(),
                span: self.fixed(),
                start: i64::from_be_bytes(self.fixed()),
                end: i64::from_be_bytes(self.fixed()),
                act: Act::from_name(&self.text()).unwrap(),
                activity: self.text(),
                subject: self.maybe().map(id),
                place: self.maybe().map(|bytes| Compartment::from_name(&name(bytes)).unwrap()),
                actor: Actor {
                    account: self.maybe().map(id),
                    role: self.maybe().map(|bytes| Role::from_name(&name(bytes)).unwrap()),
                    device: self
                        .maybe()
                        .map(|bytes| DeviceId::new(u64::from_be_bytes(bytes.try_into().unwrap()))),
                    way: Way::from_name(&self.text()).unwrap(),
                },
                items: u64::from_be_bytes(self.fixed()),
                status: Status::from_name(&self.text()).unwrap(),
                detail: self.text(),
                before: self.fixed(),
                hash: [0; 32],
            };
            assert!(self.0.is_empty());
            row
        }
    }

    fn id() -> impl Strategy<Value = Uuid> {
        any::<u128>().prop_map(Uuid::from_u128)
    }

    fn one_of<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
        (0..all.len()).prop_map(|at| all[at])
    }

    fn actor() -> impl Strategy<Value = Actor> {
        let role = proptest::option::of(one_of(&Role::ACCOUNTS));
        let device = proptest::option::of(any::<u64>().prop_map(DeviceId::new));
        (proptest::option::of(id()), role, device, one_of(Way::ALL))
            .prop_map(|(account, role, device, way)| Actor { account, role, device, way })
    }

    fn row() -> impl Strategy<Value = AuditRow> {
        let first = (id(), any::<u64>(), any::<[u8; 16]>(), any::<[u8; 8]>(), any::<i64>(), any::<i64>());
        let texts = ("\\PC{0,12}", "\\PC{0,12}");
        let place = proptest::option::of(one_of(&Compartment::ALL));
        let rest = (proptest::option::of(id()), place, actor(), any::<u64>(), any::<[u8; 32]>());
        (first, one_of(Act::ALL), one_of(Status::ALL), texts, rest).prop_map(
            |((org, n, trace, span, start, end), act, status, (activity, detail), rest)| {
                let (subject, place, actor, items, before) = rest;
                AuditRow {
                    org,
                    n,
                    trace,
                    span,
                    start,
                    end,
                    act,
                    activity,
                    subject,
                    place,
                    actor,
                    items,
                    status,
                    detail,
                    before,
                    hash: [0; 32],
                }
            },
        )
    }

    proptest! {
        #[test]
        fn a_row_can_be_read_back_from_its_bytes(row in row()) {
            prop_assert_eq!(Reader(&canonical(&row)).row(), row);
        }

        #[test]
        fn rows_that_differ_have_other_bytes(one in row(), other in row(), moved in 0_usize..4) {
            prop_assert_eq!(canonical(&one) == canonical(&other), one == other);
            // The texts beside each other, with a letter moved from one to the next.
            let text: String = one.activity.clone() + &one.detail;
            let at = text.char_indices().map(|(at, _)| at).nth(moved).unwrap_or(0);
            let shifted = AuditRow {
                activity: text[..at].to_owned(),
                detail: text[at..].to_owned(),
                ..one.clone()
            };
            prop_assert_eq!(canonical(&one) == canonical(&shifted), one.activity == shifted.activity);
        }
    }

    #[test]
    fn nothing_is_not_the_same_as_empty() {
        let mut bytes = (Vec::new(), Vec::new());
        add_maybe(&mut bytes.0, None);
        add_maybe(&mut bytes.1, Some(&[]));
        assert_ne!(bytes.0, bytes.1);
    }
}
