//! What happens at each event: people act, phones ask, the server answers, messages go astray.

use std::collections::{BTreeMap, BTreeSet};

use opstap_domain::catalogue::{Policy, policy};
use opstap_domain::ids::ScopeId;
use opstap_store::{Applied, Edit, StoreError};
use opstap_sync::client::{Reaction, Visit, Wish, digest, react};
use opstap_sync::ident::OpUid;
use opstap_sync::op::Change;
use opstap_sync::wire::{Problem, ProblemCode, SyncRequest, SyncResponse};
use serde_json::Value;

use super::Run;
use super::ghost::{Ghost, Made, tokens};
use super::place::Place;
use super::plan::Plan;
use super::plant::{Plant, reach};
use super::versions::PRESENT;
use super::world::{DAY, Event, HOUR, Letter, MINUTE, SECOND, World};

/// Events in the part of a run that has faults.
pub(super) const EVENTS: u32 = 400;

/// A record.
type Spot = (ScopeId, String, uuid::Uuid);

/// What a phone does after an answer.
#[derive(Debug)]
pub(super) enum Next {
    /// Carries on; this changed.
    Done(Applied),
    /// Asks again at once.
    Again,
    /// It died and started again.
    Died,
}

impl<P: Place> World<P> {
    /// The part of a run in which things go wrong.
    pub fn live(&mut self) -> Run<()> {
        for at in 0..self.options.events.unwrap_or(EVENTS) {
            let Some(event) = self.next() else { break };
            let left_out = self.options.left_out.contains(&at);
            self.happen(event, left_out)?;
        }
        Ok(())
    }

    /// With `left_out` nobody does anything by themselves; what is on its way arrives.
    fn happen(&mut self, event: Event, left_out: bool) -> Run<()> {
        match event {
            Event::Act(at) => {
                let next = self.dice.between(MINUTE, 18 * HOUR) * self.faults.pace;
                self.later(next, Event::Act(at));
                let crash = self.dice.chance(self.faults.crash);
                if left_out { Ok(()) } else { self.act(at, crash) }
            }
            Event::Round(at) => {
                let next = self.dice.between(10 * MINUTE, 20 * HOUR) * self.faults.pace;
                self.later(next, Event::Round(at));
                if left_out { Ok(()) } else { self.begin_round(at) }
            }
            Event::Arrive(letter) => self.arrive(letter),
            Event::Answer { device, ask, outcome } => self.answered(device, ask, *outcome),
            Event::GiveUp { device, ask } => {
                if self.devices[device].awaiting.as_ref().is_some_and(|(waiting, _)| *waiting == ask) {
                    self.devices[device].awaiting = None;
                    self.say(format_args!("phone {device} gives up on request {ask}"));
                }
                Ok(())
            }
            Event::Mishap => {
                let next = self.dice.between(4 * HOUR, 30 * HOUR) * self.faults.pace;
                self.later(next, Event::Mishap);
                if left_out {
                    return Ok(());
                }
                self.mishap()?;
                self.stay_away();
                self.forget_deletions()?;
                self.damage_mirror()?;
                self.update_app()?;
                self.erase_something()
            }
        }
    }

    /// A person does something; with `crash` the phone dies during it.
    pub(super) fn act(&mut self, at: usize, crash: bool) -> Run<()> {
        self.look_at_clock(at)?;
        let Some(plan) = self.plan(at)? else { return Ok(()) };
        if !self.devices[at].scopes().contains(&plan.scope) {
            return Ok(());
        }
        if crash {
            self.fault("deaths while saving");
            let commits = self.dice.between(0, 3);
            self.devices[at].fuse.light(commits);
        }
        let full = !crash && self.dice.chance(self.faults.full);
        if full {
            self.fault("disks full while saving");
            let commits = self.dice.between(0, 3);
            self.devices[at].fuse.light(commits);
        }
        let before = self.devices[at].journalled()?.len();
        let now = self.now + self.devices[at].skew_ms;
        let done = self.devices[at].store().commit(&plan.edits, now, &mut self.uids);
        match done {
            Ok(committed) if committed.ops > 0 => self.note(at, &plan),
            Ok(_) | Err(StoreError::NoAccess | StoreError::Unknown) => {}
            Err(error) if !crash && !full => return Err(format!("phone {at} refuses an edit: {error}")),
            Err(error) if full && self.devices[at].journalled()?.len() > before => {
                return Err(format!("phone {at} refuses an edit and keeps it: {error}"));
            }
            Err(_) => {}
        }
        if full {
            self.devices[at].fuse.put_out();
        }
        if crash {
            self.devices[at].restart()?;
            self.say(format_args!("phone {at} died while saving"));
        }
        self.plant_after_act(at)?;
        self.check_view(at)
    }

    fn note(&mut self, at: usize, plan: &Plan) {
        // A choice is two operations, of which the second says that a choice was made.
        let uid = OpUid(if plan.made == Made::Chose { self.uids.before } else { self.uids.last });
        let what = match (plan.token, plan.made) {
            (None, _) => "shares".to_owned(),
            (Some(token), Made::Deleted) => format!("deletes as {token}"),
            (Some(token), Made::Chose) => format!("chooses as {token}"),
            (Some(token), Made::Wrote) => format!("writes {token}"),
        };
        self.say(format_args!(
            "phone {at} {what} in {} {} {} over {:?}, operation {uid}",
            plan.kind,
            &plan.rec.to_string()[..8],
            plan.unit,
            plan.saw
        ));
        let Some(token) = plan.token else { return };
        let journal = self.devices[at].store().journalled().unwrap_or_default();
        let knew = journal.iter().find(|op| op.uid == uid).and_then(|op| op.knew);
        if let (Made::Chose, Some(Edit::Insist { units, .. })) = (plan.made, plan.edits.first()) {
            self.ghosts.chosen.extend(units.iter().flat_map(|(unit, v)| tokens(unit, v)));
        }
        let ghost = Ghost {
            knew,
            old: self.devices[at].app.0 < PRESENT,
            uid,
            scope: plan.scope,
            kind: plan.kind,
            rec: plan.rec,
            made: plan.made,
            account: self.devices[at].account,
            saw: plan.saw.clone(),
        };
        self.ghosts.all.insert(token, ghost);
    }

    /// A phone asks; its request may go astray, come late or come twice.
    fn begin_round(&mut self, at: usize) -> Run<()> {
        if self.devices[at].awaiting.is_some() {
            return Ok(());
        }
        // Hours lie between rounds while things go wrong: each is a visit of its own.
        self.devices[at].visit = Visit::default();
        self.look_at_clock(at)?;
        if self.is_away(at) {
            return Ok(());
        }
        let small = self.dice.chance(self.faults.small);
        let want = if small { Some(self.dice.between(1, 2500) as usize) } else { None };
        let most = if small { self.dice.between(1, 5) as usize } else { 200 };
        let Some(request) = self.ask(at, want, most)? else { return Ok(()) };
        self.asks += 1;
        let ask = self.asks;
        self.say(format_args!("phone {at} asks ({ask}): {}", said(&request)));
        let letter = Letter { device: at, ask, request: Box::new(request.clone()) };
        self.devices[at].awaiting = Some((ask, request));
        let patience = self.dice.between(20 * SECOND, 2 * MINUTE);
        self.later(patience, Event::GiveUp { device: at, ask });
        if self.dice.chance(self.faults.drop) {
            self.fault("requests lost");
        } else {
            let delay = self.delay();
            self.later(delay, Event::Arrive(letter.clone()));
        }
        if self.dice.chance(self.faults.repeat) {
            self.fault("requests repeated");
            let delay = self.delay();
            self.later(delay, Event::Arrive(letter));
        }
        Ok(())
    }

    pub(super) fn ask(&mut self, at: usize, want: Option<usize>, most: usize) -> Run<Option<SyncRequest>> {
        self.plant_before_round(at)?;
        let device = &mut self.devices[at];
        let wish = Wish { want, with_receipt: device.with_receipt, ..Wish::default() };
        device.store().ask(wish, most).map_err(|error| format!("phone {at} cannot ask: {error}"))
    }

    /// Seconds in general; sometimes minutes, sometimes days.
    fn delay(&mut self) -> i64 {
        if self.dice.chance(self.faults.late) {
            self.fault("messages late");
            let most = self.dice.pick(&[5 * MINUTE, 12 * HOUR, 3 * DAY]);
            return self.dice.between(SECOND, most);
        }
        self.dice.between(100, 8 * SECOND)
    }

    fn arrive(&mut self, letter: Letter) -> Run<()> {
        let mut request = letter.request;
        let busy = self.dice.chance(self.faults.busy);
        let outcome = if busy { Err(self.busy()) } else { self.serve(&mut request)? };
        self.say(format_args!("the server answers ({}): {}", letter.ask, heard(&outcome)));
        if self.dice.chance(self.faults.lose_reply) {
            self.fault("answers lost");
            return Ok(());
        }
        let delay = self.delay();
        let (device, ask, outcome) = (letter.device, letter.ask, Box::new(outcome));
        self.later(delay, Event::Answer { device, ask, outcome });
        Ok(())
    }

    /// A server that has no time.
    fn busy(&mut self) -> Problem {
        self.fault("servers busy");
        let (code, status) = self.dice.pick(&[(Some(ProblemCode::Busy), 503), (None, 429), (None, 502)]);
        let (kind, title) = ("about:blank".to_owned(), "Later.".to_owned());
        Problem { kind, title, status, detail: None, code, device: None, epoch: None }
    }

    /// The server's part, with what may be said of any answer checked at once.
    pub(super) fn serve(&mut self, request: &mut SyncRequest) -> Run<Result<SyncResponse, Problem>> {
        let lost = self.plant_in_request(request)?;
        let clock = self.plant_in_clock();
        let mut outcome = self.server.round(request.dev, request, clock);
        match &mut outcome {
            Ok(answer) => {
                self.plant_in_answer(request, answer, lost)?;
                self.check_answer(request, answer)?;
            }
            Err(problem) if problem.status >= 500 => return Err(format!("the server failed: {problem:?}")),
            Err(_) => {}
        }
        Ok(outcome)
    }

    fn answered(&mut self, at: usize, ask: u64, outcome: Result<SyncResponse, Problem>) -> Run<()> {
        let waits = self.devices[at].awaiting.take_if(|(waiting, _)| *waiting == ask);
        let Some((_, sent)) = waits else { return Ok(()) };
        if self.dice.chance(self.faults.crash) {
            self.fault("deaths while reading");
            let commits = self.dice.between(0, 6);
            self.devices[at].fuse.light(commits);
        } else if self.dice.chance(self.faults.full) {
            self.fault("disks full while reading");
            let commits = self.dice.between(0, 6);
            self.devices[at].fuse.light(commits);
            self.devices[at].full = true;
        }
        let next = self.take_answer(at, &sent, outcome)?;
        let full = std::mem::take(&mut self.devices[at].full);
        if self.devices[at].fuse.put_out() && !full {
            self.devices[at].restart()?;
        }
        if let Next::Again = next {
            let soon = self.dice.between(SECOND, MINUTE);
            self.later(soon, Event::Round(at));
        }
        self.check_sure_money(at)?;
        self.check_view(at)
    }

    /// A phone carries out what an answer means.
    pub(super) fn take_answer(
        &mut self,
        at: usize,
        sent: &SyncRequest,
        outcome: Result<SyncResponse, Problem>,
    ) -> Run<Next> {
        match outcome {
            Ok(answer) => {
                let reach = reach(&answer);
                let news = answer.grants.is_some() || !answer.revoked.is_empty() || !answer.res.is_empty();
                self.plant_before_taking(at)?;
                let device = &mut self.devices[at];
                device.with_receipt = false;
                let (checkpoint, server_now) = (answer.ck.clone(), answer.now);
                let due = device.store().is_read_back_due().map_err(|error| error.to_string())?;
                let steps = digest(device.store().memory(), sent, answer);
                let done = device.store().carry_out(sent, checkpoint, steps);
                let mut next = self.survive(at, done.map(Some))?;
                if let Some(applied) = next.take() {
                    next = self.note_contact(at, server_now, applied)?;
                }
                self.plant_after_taking(at, &reach, next.as_ref())?;
                self.note_purge(at)?;
                if news || due {
                    // The store forces these to the disk, also when it dies after that.
                    self.devices[at].reach_disk()?;
                }
                Ok(next.map_or(Next::Died, Next::Done))
            }
            Err(problem) => self.take_problem(at, &problem),
        }
    }

    fn take_problem(&mut self, at: usize, problem: &Problem) -> Run<Next> {
        self.note_detour(at, problem)?;
        let store = self.devices[at].store();
        let done = match react(problem) {
            Reaction::NewIdentity(new) => store.take_new_device(new),
            Reaction::Reoffer { epoch } => {
                if self.unnoticed.as_ref().is_some_and(|known| *known != epoch) {
                    self.unnoticed = None;
                }
                if self.options.plant == Some(Plant::NoReoffer) {
                    self.plant_no_reoffer(at, &epoch)?;
                    return Ok(Next::Again);
                }
                self.devices[at].store().reoffer(&epoch)
            }
            Reaction::AllCursors => {
                store.forget_checkpoint();
                Ok(())
            }
            Reaction::ShowReceipt => {
                self.devices[at].with_receipt = true;
                Ok(())
            }
            Reaction::SignInAgain => {
                self.plant_before_signing_in(at)?;
                self.pair(at)?;
                Ok(())
            }
            Reaction::Wait => Ok(()),
            other @ (Reaction::Smaller | Reaction::Wipe | Reaction::Update) => {
                return Err(format!("phone {at} is told {other:?}: {problem:?}"));
            }
        };
        self.survive(at, done.map(|()| None))?;
        Ok(Next::Again)
    }

    /// An error of the store is a death if one was planned, and a finding otherwise.
    pub(super) fn survive(
        &mut self,
        at: usize,
        done: Result<Option<Applied>, StoreError>,
    ) -> Run<Option<Applied>> {
        match done {
            Ok(applied) => Ok(applied),
            Err(error) => {
                if !self.devices[at].fuse.put_out() {
                    return Err(format!("phone {at} fails: {error}"));
                }
                if self.devices[at].full {
                    self.say(format_args!("phone {at} has no room for an answer: {error}"));
                } else {
                    self.devices[at].restart()?;
                    self.say(format_args!("phone {at} died while taking in an answer"));
                }
                Ok(None)
            }
        }
    }

    /// Invariant 23: what waits is what the person sees.
    pub(super) fn check_view(&mut self, at: usize) -> Run<()> {
        let waiting = self.devices[at].store().waiting().map_err(|error| error.to_string())?;
        if waiting.here == 0 {
            return Ok(());
        }
        let Some(request) = self.devices[at].store().ask(Wish::default(), 200).map_err(|e| e.to_string())?
        else {
            return Ok(());
        };
        let waits: BTreeSet<OpUid> = request.ops.iter().map(|op| op.uid).collect();
        // In the order in which the person acted, which numbers given anew after a restore need not follow.
        let journalled = self.devices[at].store().journalled().map_err(|e| e.to_string())?;
        let mut last: BTreeMap<Spot, (bool, BTreeMap<String, Value>)> = BTreeMap::new();
        for op in journalled {
            let waiting = waits.contains(&op.uid);
            let (all_wait, units) = last.entry((op.scope, op.kind, op.id)).or_default();
            if !waiting || op.change.is_blank() {
                // Answered, perhaps not read back: what is shown may be the server's word already. Or erased.
                units.clear();
                *all_wait = false;
                continue;
            }
            match op.change {
                Change::New(values) => units.extend(values),
                Change::Set(writes) => units.extend(writes.into_iter().map(|(name, write)| (name, write.v))),
                Change::Del(_) | Change::Erase {} => units.clear(),
                Change::Newer(_) | Change::Rescue(_) => {}
            }
            *all_wait = true;
        }
        last.retain(|_, (waits, _)| *waits);
        for ((scope, kind, id), (_, units)) in last {
            if !self.devices[at].scopes().contains(&scope) {
                continue;
            }
            let shown = self.devices[at].store().record(scope, &kind, id).map_err(|e| e.to_string())?;
            if units.is_empty() != shown.is_none() {
                return Err(format!("invariant 23: phone {at} shows {shown:?} for waiting {units:?}"));
            }
            for (unit, value) in units {
                let seen = shown.as_ref().map_or(&Value::Null, |record| record.value(&unit));
                let same = match policy(&kind, &unit) {
                    Policy::Set => tokens("keys", &value).iter().max() <= tokens("keys", seen).iter().max(),
                    _ => *seen == value,
                };
                if !same {
                    return Err(format!(
                        "invariant 23: phone {at} shows {seen}, but {value} waits in {kind} {unit}"
                    ));
                }
            }
        }
        Ok(())
    }

    pub(super) fn fault(&mut self, kind: &'static str) {
        *self.fault_counts.entry(kind).or_default() += 1;
    }
}

fn said(request: &SyncRequest) -> String {
    let ops: Vec<String> = request.ops.iter().map(|op| format!("{}={}", op.n, op.uid)).collect();
    format!(
        "{} n {} ack {} ge {} cur {:?} ck {:?} want {:?} purged {:?} ops {ops:?}",
        request.dev,
        request.n,
        request.ack,
        request.ge,
        request.cur,
        request.ck,
        request.want,
        request.purged
    )
}

pub(super) fn heard(outcome: &Result<SyncResponse, Problem>) -> String {
    match outcome {
        Err(problem) => format!("{:?}, {:?} {:?}", problem.code, problem.device, problem.epoch),
        Ok(answer) => {
            let res: Vec<String> = answer
                .res
                .iter()
                .map(|one| format!("{} {:?}@{} {:?}", one.n, one.r, one.seq, one.why))
                .collect();
            let pages: Vec<String> = answer
                .chg
                .iter()
                .map(|page| {
                    format!(
                        "{}: {} to {}{}",
                        page.h,
                        page.recs.len(),
                        page.upto,
                        if page.more { "+" } else { "" }
                    )
                })
                .collect();
            let grants = answer.grants.as_ref().map(|all| all.iter().map(|one| one.h).collect::<Vec<_>>());
            format!(
                "last {} backed {} ge {} res {res:?} pages {pages:?} grants {grants:?} revoked {:?}",
                answer.last_n, answer.backed_n, answer.ge, answer.revoked
            )
        }
    }
}
