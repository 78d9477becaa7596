//! Every table of organisations: its columns, and how SQLite gives them.

mod asked;
mod teams;

use super::cells::Kind::{self, AnyText, Bytes, Flag, Id, Number, Text, Uid};

/// A table, the same on both sides but for its organisation.
#[derive(Debug)]
pub(in crate::store) struct Table {
    /// Its name.
    pub(in crate::store) name: &'static str,
    /// PostgreSQL's columns. The first is the organisation.
    pub(in crate::store) columns: &'static [(&'static str, Kind)],
    /// How SQLite gives them, in the same order.
    pub(super) select: &'static str,
    /// The column by which rows are compared: the scope, or the organisation.
    pub(super) by: usize,
    /// Columns that something is found by without its organisation, and as what.
    pub(in crate::store) homes: &'static [(usize, &'static str)],
}

/// One whose rows are compared by their organisation, and found by nothing else.
const fn plain(name: &'static str, columns: &'static [(&'static str, Kind)], select: &'static str) -> Table {
    Table { name, columns, select, by: 0, homes: &[] }
}

/// In the order of their foreign keys.
pub(in crate::store) const TABLES: [Table; 39] = [
    Table {
        name: "org",
        columns: &[("org", Id), ("name", Text), ("opened_at", Number), ("server_n", Number)],
        select: "SELECT id, name, opened_at, coalesce((SELECT CAST(value AS INTEGER) FROM meta \
                 WHERE meta.name = 'server_n'), 0) FROM org",
        by: 0,
        homes: &[(0, "id")],
    },
    Table {
        name: "account",
        columns: &[
            ("org", Id),
            ("id", Id),
            ("role", Text),
            ("name", Text),
            ("ge", Number),
            ("closed_at", Number),
        ],
        select: "SELECT org, id, role, name, ge, closed_at FROM account",
        by: 0,
        homes: &[(1, "id")],
    },
    teams::TEAM,
    teams::TEAM_AREA,
    teams::TEAM_MEMBER,
    Table {
        name: "case_file",
        columns: &[
            ("org", Id),
            ("id", Id),
            ("client", Id),
            ("counsellor", Id),
            ("opened_at", Number),
            ("closed_at", Number),
            ("result", Text),
            ("team", Id),
            ("waits", Flag),
        ],
        select: "SELECT org, id, client, counsellor, opened_at, closed_at, result, team, waits FROM case_file",
        by: 0,
        homes: &[(1, "id")],
    },
    Table {
        name: "scope",
        columns: &[
            ("org", Id),
            ("id", Text),
            ("head", Number),
            ("floor", Number),
            ("marked", Number),
            ("marked_at", Number),
            ("looked", Number),
            ("look_at", Number),
        ],
        select: "SELECT org, id, head, floor, marked, marked_at, looked, look_at FROM scope",
        by: 1,
        homes: &[],
    },
    Table {
        name: "rec",
        columns: &[
            ("org", Id),
            ("scope", Text),
            ("id", Id),
            ("kind", AnyText),
            ("s", Number),
            ("deleted", Flag),
            ("units", Text),
            ("erased", Number),
        ],
        select: "SELECT scope.org, rec.scope, rec.id, rec.kind, rec.s, rec.deleted, rec.units, rec.erased \
                 FROM rec JOIN scope ON scope.id = rec.scope",
        by: 1,
        homes: &[],
    },
    Table {
        name: "conflict_about",
        columns: &[("org", Id), ("scope", Text), ("rec", Id), ("conflict", Id)],
        select: "SELECT scope.org, it.scope, it.rec, it.conflict \
                 FROM conflict_about it JOIN scope ON scope.id = it.scope",
        by: 1,
        homes: &[],
    },
    Table {
        name: "history",
        columns: &[
            ("org", Id),
            ("scope", Text),
            ("seq", Number),
            ("place", Number),
            ("rec", Id),
            ("unit", AnyText),
            ("v", Text),
            ("device", Number),
            ("n", Number),
            ("by", Id),
            ("t", Number),
        ],
        select: "SELECT scope.org, it.scope, it.seq, \
                 row_number() OVER (PARTITION BY it.scope, it.seq ORDER BY it.rowid) - 1, it.rec, it.unit, \
                 it.v, it.device, it.n, it.by, it.t FROM history it JOIN scope ON scope.id = it.scope",
        by: 1,
        homes: &[],
    },
    Table {
        name: "op",
        columns: &[
            ("org", Id),
            ("uid", Uid),
            ("device", Number),
            ("n", Number),
            ("scope", Text),
            ("seq", Number),
        ],
        select: "SELECT scope.org, op.uid, op.device, op.n, op.scope, op.seq \
                 FROM op JOIN scope ON scope.id = op.scope",
        by: 4,
        homes: &[],
    },
    Table {
        name: "device",
        columns: &[
            ("org", Id),
            ("id", Number),
            ("account", Id),
            ("token_hash", Bytes),
            ("label", Text),
            ("last_n", Number),
            ("chain", Bytes),
            ("backed_n", Number),
            ("paired_at", Number),
            ("last_seen", Number),
            ("revoked_at", Number),
            ("wipe", Flag),
        ],
        select: "SELECT account.org, device.id, account, token_hash, label, last_n, chain, backed_n, \
                 paired_at, last_seen, revoked_at, wipe FROM device JOIN account ON account.id = device.account",
        by: 0,
        homes: &[(1, "device"), (3, "token")],
    },
    Table {
        name: "push_address",
        columns: &[("org", Id), ("device", Number), ("address", Text), ("at", Number)],
        select: "SELECT account.org, it.device, it.address, it.at FROM push_address it \
                 JOIN device ON device.id = it.device JOIN account ON account.id = device.account",
        by: 0,
        homes: &[],
    },
    Table {
        name: "device_op",
        columns: &[("org", Id), ("device", Number), ("n", Number), ("uid", Uid)],
        select: "SELECT account.org, it.device, it.n, it.uid FROM device_op it \
                 JOIN device ON device.id = it.device JOIN account ON account.id = device.account",
        by: 0,
        homes: &[],
    },
    Table {
        name: "held",
        columns: &[
            ("org", Id),
            ("uid", Uid),
            ("account", Id),
            ("device", Number),
            ("n", Number),
            ("scope", Text),
            ("op", Text),
            ("why", AnyText),
            ("at", Number),
        ],
        select: "SELECT account.org, uid, account, device, n, scope, op, why, at \
                 FROM held JOIN account ON account.id = held.account",
        by: 0,
        homes: &[],
    },
    Table {
        name: "grant_",
        columns: &[
            ("org", Id),
            ("account", Id),
            ("h", Number),
            ("scope", Text),
            ("write", Flag),
            ("role", Text),
            ("parts", Text),
            ("until", AnyText),
            ("revoked_at", Number),
            ("why", Text),
        ],
        select: "SELECT account.org, account, h, scope, write, grant_.role, parts, until, revoked_at, why \
                 FROM grant_ JOIN account ON account.id = grant_.account",
        by: 3,
        homes: &[],
    },
    Table {
        name: "purge",
        columns: &[
            ("org", Id),
            ("device", Number),
            ("h", Number),
            ("records", Number),
            ("confirmed_at", Number),
        ],
        select: "SELECT account.org, it.device, it.h, it.records, it.confirmed_at FROM purge it \
                 JOIN device ON device.id = it.device JOIN account ON account.id = device.account",
        by: 0,
        homes: &[],
    },
    Table {
        name: "erased",
        columns: &[("org", Id), ("scope", Text), ("rec", Text), ("kind", AnyText), ("at", Number)],
        select: "SELECT scope.org, it.scope, it.rec, it.kind, it.at \
                 FROM erased it JOIN scope ON scope.id = it.scope",
        by: 1,
        homes: &[],
    },
    Table {
        name: "blob",
        columns: &[
            ("org", Id),
            ("scope", Text),
            ("rec", Text),
            ("at", Text),
            ("upto", Number),
            ("done", Flag),
            ("gone", Flag),
            ("touched_at", Number),
        ],
        select: "SELECT scope.org, it.scope, it.rec, it.at, it.upto, it.done, it.gone, it.touched_at \
                 FROM blob it JOIN scope ON scope.id = it.scope",
        by: 1,
        homes: &[],
    },
    Table {
        name: "delivery",
        columns: &[
            ("org", Id),
            ("scope", Text),
            ("reason", Text),
            ("channel", Text),
            ("about", Text),
            ("starts_at", Number),
            ("state", Text),
            ("tries", Number),
            ("due_at", Number),
            ("lease", Text),
            ("why", Text),
            ("at", Number),
        ],
        select: "SELECT scope.org, it.scope, it.reason, it.channel, it.about, it.starts_at, it.state, it.tries, \
                 it.due_at, it.lease, it.why, it.at FROM delivery it JOIN scope ON scope.id = it.scope",
        by: 1,
        homes: &[],
    },
    Table {
        name: "pairing_code",
        columns: &[
            ("org", Id),
            ("hash", Bytes),
            ("account", Id),
            ("expires_at", Number),
            ("used_at", Number),
        ],
        select: "SELECT account.org, hash, account, expires_at, used_at \
                 FROM pairing_code JOIN account ON account.id = pairing_code.account",
        by: 0,
        homes: &[(1, "code")],
    },
    Table {
        name: "calendar_feed",
        columns: &[("org", Id), ("account", Id), ("hash", Bytes), ("made_at", Number)],
        select: "SELECT account.org, it.account, it.hash, it.made_at \
                 FROM calendar_feed it JOIN account ON account.id = it.account",
        by: 0,
        homes: &[(2, "calendar")],
    },
    Table {
        name: "provider",
        columns: &[
            ("org", Id),
            ("issuer", Text),
            ("client_id", Text),
            ("proof", Text),
            ("acr", Text),
            ("home", Text),
            ("for_whom", Text),
            ("step_up", Text),
            ("called", Text),
        ],
        select: "SELECT org, issuer, client_id, proof, acr, home, for_whom, step_up, called FROM provider",
        by: 0,
        homes: &[],
    },
    Table {
        name: "known_as",
        columns: &[("org", Id), ("account", Id), ("issuer", Text), ("subject", Text), ("at", Number)],
        select: "SELECT org, account, issuer, subject, at FROM known_as",
        by: 0,
        homes: &[],
    },
    Table {
        name: "audit_head",
        columns: &[("org", Id), ("n", Number), ("hash", Bytes)],
        select: "SELECT org, n, hash FROM audit_head",
        by: 0,
        homes: &[],
    },
    Table {
        name: "audit",
        columns: &[
            ("org", Id),
            ("n", Number),
            ("trace", Bytes),
            ("span", Bytes),
            ("start_at", Number),
            ("end_at", Number),
            ("act", Text),
            ("activity", Text),
            ("subject", Id),
            ("place", Text),
            ("account", Id),
            ("role", Text),
            ("device", Number),
            ("way", Text),
            ("items", Number),
            ("status", Text),
            ("detail", Text),
            ("before", Bytes),
            ("hash", Bytes),
        ],
        select: "SELECT org, n, trace, span, start_at, end_at, act, activity, subject, place, account, role, device, way, \
                 items, status, detail, before, hash FROM audit",
        by: 0,
        homes: &[],
    },
    Table {
        name: "retention_rule",
        columns: &[
            ("org", Id),
            ("result", Text),
            ("span", Number),
            ("unit", Text),
            ("source", Text),
            ("confirmed", Flag),
        ],
        select: "SELECT org, result, span, unit, source, confirmed FROM retention_rule",
        by: 0,
        homes: &[],
    },
    Table {
        name: "retention_hold",
        columns: &[("org", Id), ("case_id", Id), ("reason", Text), ("at", Number)],
        select: "SELECT org, case_id, reason, at FROM retention_hold",
        by: 0,
        homes: &[],
    },
    Table {
        name: "webhook",
        columns: &[
            ("org", Id),
            ("id", Id),
            ("url", Text),
            ("kinds", Text),
            ("secret", Bytes),
            ("old", Bytes),
            ("old_until", Number),
            ("stopped", Text),
            ("made_at", Number),
        ],
        select: "SELECT org, id, url, kinds, secret, old, old_until, stopped, made_at FROM webhook",
        by: 0,
        homes: &[],
    },
    Table {
        name: "webhook_call",
        columns: &[
            ("org", Id),
            ("hook", Id),
            ("id", Id),
            ("kind", Text),
            ("subject", Id),
            ("at", Number),
            ("state", Text),
            ("tries", Number),
            ("due_at", Number),
            ("lease", Text),
            ("why", Text),
        ],
        select: "SELECT org, hook, id, kind, subject, at, state, tries, due_at, lease, why FROM webhook_call",
        by: 0,
        homes: &[],
    },
    Table {
        name: "sign_up_key",
        columns: &[("org", Id), ("hash", Bytes), ("asked", Bytes), ("account", Id), ("at", Number)],
        select: "SELECT org, hash, asked, account, at FROM sign_up_key",
        by: 0,
        homes: &[],
    },
    Table {
        name: "agenda",
        columns: &[
            ("org", Id),
            ("account", Id),
            ("url", Text),
            ("name", Text),
            ("sealed", Bytes),
            ("seen", Bytes),
            ("ending", Flag),
            ("tries", Number),
            ("due_at", Number),
            ("lease", Text),
            ("why", Text),
        ],
        select: "SELECT org, account, url, name, sealed, seen, ending, tries, due_at, lease, why FROM agenda",
        by: 0,
        homes: &[],
    },
    Table {
        name: "agenda_item",
        columns: &[("org", Id), ("account", Id), ("item", Id), ("hash", Bytes)],
        select: "SELECT org, account, item, hash FROM agenda_item",
        by: 0,
        homes: &[],
    },
    Table {
        name: "own_sign_in",
        columns: &[
            ("org", Id),
            ("account", Id),
            ("name", Text),
            ("passphrase", Bytes),
            ("sealed", Bytes),
            ("used", Number),
            ("since", Number),
        ],
        select: "SELECT org, account, name, passphrase, sealed, used, since FROM own_sign_in",
        by: 0,
        homes: &[],
    },
    plain(
        "own_try",
        &[("org", Id), ("name", Bytes), ("wrong", Number), ("until", Number), ("at", Number)],
        "SELECT org, name, wrong, until, at FROM own_try",
    ),
    plain(
        "away",
        &[("org", Id), ("account", Id), ("stand_in", Id), ("back_on", Text), ("since", Number)],
        "SELECT org, account, stand_in, back_on, since FROM away",
    ),
    plain(
        "news",
        &[
            ("org", Id),
            ("id", Id),
            ("at", Number),
            ("words", Text),
            ("audience", Text),
            ("state", Text),
            ("past", Id),
            ("reached", Number),
        ],
        "SELECT org, id, at, words, audience, state, past, reached FROM news",
    ),
    asked::ATTENDANCE,
    asked::MOMENT,
];

#[cfg(test)]
mod tests;
