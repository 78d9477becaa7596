//! People, phones, the server between them, and the queue of what happens next.

use std::collections::{BTreeMap, BTreeSet};

use opstap_domain::ids::{Compartment, Role, ScopeId};
use opstap_server::engine::{Engine, NewCase};
use opstap_server::store::{ScopeStore as _, StoreError};
use opstap_store::Identity;
use opstap_sync::ident::{DeviceId, OpUid};
use opstap_sync::record::RecordState;
use opstap_sync::server::Needs;
use opstap_sync::wire::{Handle, PairRequest, Problem, SyncRequest, SyncResponse};
use uuid::Uuid;

use super::device::Device;
use super::dice::{Dice, Uids};
use super::ghost::Ghosts;
use super::place::Place;
use super::trace::Trace;
use super::{Options, Report, Run};

/// When runs begin: November 2026, milliseconds since 1970 UTC.
pub const START: i64 = 1_795_000_000_000;
pub(super) const SECOND: i64 = 1000;
pub(super) const MINUTE: i64 = 60 * SECOND;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;

/// Something that is going to happen.
#[derive(Debug)]
pub(super) enum Event {
    /// A person does something on a phone.
    Act(usize),
    /// A phone begins a round.
    Round(usize),
    /// A request reaches the server.
    Arrive(Letter),
    /// An answer reaches a phone.
    Answer { device: usize, ask: u64, outcome: Box<Result<SyncResponse, Problem>> },
    /// A phone waits no longer.
    GiveUp { device: usize, ask: u64 },
    /// Something goes wrong that is not the network.
    Mishap,
}

/// A request on its way.
#[derive(Clone, Debug)]
pub(super) struct Letter {
    pub(super) device: usize,
    pub(super) ask: u64,
    pub(super) request: Box<SyncRequest>,
}

/// How often what goes wrong in this run, in a thousand. Each seed draws its own: some runs know one
/// fault only, some all at once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Faults {
    pub(super) drop: u64,
    pub(super) lose_reply: u64,
    pub(super) repeat: u64,
    pub(super) late: u64,
    pub(super) busy: u64,
    pub(super) crash: u64,
    pub(super) full: u64,
    pub(super) power: u64,
    pub(super) small: u64,
    pub(super) restore: u64,
    pub(super) older: bool,
    pub(super) silent: bool,
    pub(super) phones: u64,
    pub(super) clocks: u64,
    pub(super) grants: u64,
    /// How much slower than usual days go by: a slow run is long enough for journals to be pruned.
    pub(super) pace: i64,
}

impl Faults {
    fn draw(dice: &mut Dice) -> Self {
        Self {
            drop: dice.pick(&[0, 0, 100, 300]),
            lose_reply: dice.pick(&[0, 100, 300]),
            repeat: dice.pick(&[0, 0, 100, 300]),
            late: dice.pick(&[0, 0, 100, 300]),
            busy: dice.pick(&[0, 0, 0, 200]),
            crash: dice.pick(&[0, 0, 50, 250]),
            full: dice.pick(&[0, 0, 50, 250]),
            power: dice.pick(&[0, 0, 800]),
            small: dice.pick(&[0, 300, 1000]),
            restore: dice.pick(&[0, 0, 60, 150]),
            older: dice.chance(400),
            silent: dice.chance(200),
            phones: dice.pick(&[0, 0, 100, 300]),
            clocks: dice.pick(&[0, 100]),
            grants: dice.pick(&[0, 60, 200]),
            pace: dice.pick(&[1, 1, 1, 6]),
        }
    }
}

/// A backup of the server, and when it was taken.
#[derive(Debug)]
pub(super) struct Backup<B> {
    pub(super) at: i64,
    pub(super) rows: B,
}

/// Who there is.
#[derive(Clone, Copy, Debug)]
pub(super) struct People {
    pub(super) case: Uuid,
    pub(super) client: Uuid,
    pub(super) counsellors: [Uuid; 2],
    pub(super) coach: Uuid,
}

/// One run.
#[derive(Debug)]
pub struct World<P: Place> {
    pub(super) options: Options,
    pub(super) dice: Dice,
    pub(super) uids: Uids,
    pub(super) now: i64,
    queue: BTreeMap<(i64, u64), Event>,
    queued: u64,
    pub(super) asks: u64,
    pub(super) server: Engine<P::Store>,
    pub(super) place: P,
    pub(super) people: People,
    pub(super) devices: Vec<Device>,
    pub(super) ghosts: Ghosts,
    pub(super) faults: Faults,
    pub(super) fault_counts: BTreeMap<&'static str, u64>,
    pub(super) conflict_count: u64,
    pub(super) backups: Vec<Backup<P::Backup>>,
    pub(super) restores: u64,
    pub(super) copies: u64,
    /// The epoch of a server that was restored and does not know it.
    pub(super) unnoticed: Option<String>,
    /// Uids as a planted bug names them, and what they were.
    pub(super) renamed: BTreeMap<OpUid, OpUid>,
    pub(super) trace: Trace,
    pub(super) money: Vec<String>,
    pub(super) erasing: Dice,
    pub(super) absent: Dice,
    pub(super) forgetting: Dice,
    pub(super) damaging: Dice,
    pub(super) updating: Dice,
    /// The latest moment at which the server forgot deletions, as it was told.
    pub(super) forgot_at: i64,
    /// Records that were erased, and when.
    pub(super) erased: BTreeMap<Uuid, i64>,
    /// Messages whose authors asked for it; the server may not know yet.
    pub(super) asked: BTreeSet<Uuid>,
}

/// What the engine complains of is a finding.
pub(super) fn finding(error: impl std::fmt::Display) -> String {
    format!("the server failed: {error}")
}

impl<P: Place> World<P> {
    /// People, phones and a server, before the first event.
    pub fn new(seed: u64, options: Options) -> Run<Self> {
        let mut dice = Dice::new(seed ^ 0x6f70_7374_6170);
        let faults = Faults::draw(&mut dice);
        let (place, mut server) = P::found(seed, &options)?;
        let org = server.add_org("Municipality", [], START).map_err(finding)?;
        let mut staff = |role, name| server.add_staff(org, role, name, START).map_err(finding);
        let counsellors = [staff(Role::Counsellor, "First")?, staff(Role::Counsellor, "Second")?];
        let coach = staff(Role::Coach, "Coach")?;
        let new =
            NewCase { org, client: "Client", counsellor: counsellors[0], coaches: &[coach], programme: None };
        let opened = server.open_case(new, START).map_err(finding)?;
        let people = People { case: opened.case, client: opened.client, counsellors, coach };
        let trace = Trace::new(options.trace);
        let mut world = Self {
            options,
            uids: Uids::new(dice.throw()),
            dice,
            now: START,
            queue: BTreeMap::new(),
            queued: 0,
            asks: 0,
            server,
            place,
            people,
            devices: Vec::new(),
            ghosts: Ghosts::default(),
            faults,
            fault_counts: BTreeMap::new(),
            conflict_count: 0,
            backups: Vec::new(),
            restores: 0,
            copies: 0,
            unnoticed: None,
            renamed: BTreeMap::new(),
            trace,
            money: Vec::new(),
            erasing: Dice::new(seed ^ 0x6572_6173_6564),
            absent: super::absences::dice(seed),
            forgetting: super::floors::dice(seed),
            damaging: super::damage::dice(seed),
            updating: super::versions::dice(seed),
            forgot_at: START,
            erased: BTreeMap::new(),
            asked: BTreeSet::new(),
        };
        world.teach_server();
        world.hand_out_phones()?;
        world.take_backup()?;
        Ok(world)
    }

    fn hand_out_phones(&mut self) -> Run<()> {
        let people = self.people;
        let mut owners = vec![(people.client, Role::Client), (people.counsellors[0], Role::Counsellor)];
        let more = [
            (people.coach, Role::Coach),
            (people.client, Role::Client),
            (people.counsellors[1], Role::Counsellor),
            (people.counsellors[0], Role::Counsellor),
            (people.coach, Role::Coach),
        ];
        owners.extend(more.into_iter().filter(|_| self.dice.chance(500)).take(4));
        let mut shifts = self.options.shift.map(Dice::new);
        for (at, (account, role)) in owners.into_iter().enumerate() {
            let drawn = if self.faults.clocks > 0 { self.dice.between(-HOUR, HOUR) } else { 0 };
            let shift = shifts.as_mut().map_or(0, |dice| dice.between(-8 * 365, 8 * 365) * DAY);
            let app = self.draw_app();
            self.devices.push(Device::new(account, role, drawn + shift, app)?);
            self.pair(at)?;
            let first = self.dice.between(0, HOUR);
            self.later(first, Event::Round(at));
            let first = self.dice.between(MINUTE, 6 * HOUR);
            self.later(first, Event::Act(at));
        }
        let first = self.dice.between(HOUR, DAY);
        self.later(first, Event::Mishap);
        Ok(())
    }

    /// The phone gets an identity from a one-time code, at first or again.
    pub(super) fn pair(&mut self, at: usize) -> Run<()> {
        let account = self.devices[at].account;
        let code = self.server.pairing_code(account, self.now).map_err(finding)?.code;
        let request = PairRequest { code, label: format!("phone {at}"), once: String::new() };
        let paired = self.server.pair(&request, self.now).map_err(|problem| format!("{problem:?}"))?;
        self.say(format_args!("phone {at} paired as {} ({})", paired.device.id, paired.role.name()));
        let identity = Identity {
            device: paired.device.id,
            token: paired.device.token,
            account: paired.account,
            name: paired.name,
            role: paired.role,
            organisation: paired.organisation,
            server: "simulated".to_owned(),
            keys: Vec::new(),
        };
        let done = self.devices[at].store().take_identity(identity).map(|()| None);
        self.survive(at, done).map(|_| ())
    }

    /// Puts an event into the queue.
    pub(super) fn later(&mut self, in_ms: i64, event: Event) {
        self.queued += 1;
        self.queue.insert((self.now + in_ms, self.queued), event);
    }

    /// The next event, with the clock moved to it.
    pub(super) fn next(&mut self) -> Option<Event> {
        let ((at, _), event) = self.queue.pop_first()?;
        self.now = at;
        Some(event)
    }

    /// Whatever is going to happen happens so much later.
    pub(super) fn postpone(&mut self, by_ms: i64) {
        let queue = std::mem::take(&mut self.queue);
        self.queue = queue.into_iter().map(|((at, number), event)| ((at + by_ms, number), event)).collect();
        self.now += by_ms;
    }

    /// Nothing is on its way any more.
    pub(super) fn silence(&mut self) {
        self.queue.clear();
    }

    pub(super) fn say(&mut self, what: std::fmt::Arguments<'_>) {
        self.trace.say(self.now - START, what);
    }

    pub(super) fn together(&self) -> ScopeId {
        ScopeId::new(self.people.case, Compartment::Together)
    }

    pub(super) fn money_scope(&self) -> ScopeId {
        ScopeId::new(self.people.case, Compartment::Money)
    }

    /// Which of these operations the server has, applied or held.
    pub(super) fn known(&mut self, uids: BTreeSet<OpUid>) -> Run<BTreeSet<OpUid>> {
        let row = self.server.store().devices(None).map_err(finding)?.into_iter().next();
        let Some(row) = row else { return Ok(BTreeSet::new()) };
        let other = self.renamed.iter().filter(|(_, was)| uids.contains(was)).map(|(name, _)| *name);
        let needs = Needs { uids: other.chain(uids.iter().copied()).collect(), ..Needs::default() };
        let loaded = self.server.store().load(&row, &needs, &[]).map_err(finding)?;
        Ok(loaded.uids.into_keys().map(|uid| self.renamed.get(&uid).copied().unwrap_or(uid)).collect())
    }

    /// What an account may enter now.
    pub(super) fn granted(&mut self, account: Uuid) -> Run<BTreeSet<ScopeId>> {
        let grants = self.server.store().grants(account).map_err(finding)?;
        Ok(grants.into_iter().map(|row| row.grant.scope).collect())
    }

    pub(super) fn server_record(&mut self, scope: ScopeId, id: Uuid) -> Run<Option<RecordState>> {
        self.server.store().record(scope, id).map_err(finding)
    }

    pub(super) fn scopes_of(&mut self, request: &SyncRequest) -> Run<BTreeMap<Handle, ScopeId>> {
        let row = self.server.store().device(request.dev).map_err(finding)?;
        let Some(row) = row else { return Ok(BTreeMap::new()) };
        let grants: Result<Vec<_>, StoreError> = self.server.store().grants(row.account);
        Ok(grants.map_err(finding)?.into_iter().map(|row| (row.grant.h, row.grant.scope)).collect())
    }

    /// The identity under which a phone speaks.
    pub(super) fn device_id(&mut self, at: usize) -> DeviceId {
        self.devices[at].store().memory().device.unwrap_or(DeviceId::SERVER)
    }

    /// Every uid that some phone still has in its journal.
    pub(super) fn journalled(&mut self) -> Run<BTreeSet<OpUid>> {
        let mut all = BTreeSet::new();
        for device in &mut self.devices {
            all.extend(device.journalled()?);
        }
        Ok(all)
    }

    /// What the run was.
    #[must_use]
    pub fn into_report(self, broken: Option<String>) -> Report {
        Report {
            edits: self.ghosts.count(),
            faults: self.fault_counts,
            conflicts: self.conflict_count,
            hash: self.trace.hash(),
            money: self.money,
            lines: self.trace.into_lines(),
            broken,
        }
    }
}
