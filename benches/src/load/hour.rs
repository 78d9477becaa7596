//! All of them at once. What is late is counted from the moment at which it was due.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::{JoinHandle, spawn_local};
use tokio::time::Instant;

use super::browser::{Browser, Done};
use super::phone::Phone;
use super::plan::{Act, Ask, Plan, Step};
use super::serving::Serving;
use super::sheet::{Part, Sheet};
use super::town::{Person, Town};
use super::{Asked, watch};
use crate::machine;

/// Browsers that sign in at the same moment, before the hour.
const SIGNING_IN: usize = 8;
/// Phones that pair at the same moment, before the hour.
const PAIRING: usize = 16;
/// How often the driver looks at itself.
const TICK: Duration = Duration::from_millis(50);
/// How often the server is looked at, in the hour.
const LOOKS: u32 = 300;

type Shared = Rc<RefCell<Sheet>>;
/// Somebody with a browser, and what they do in the hour.
type AtAPc = (Browser, Vec<Step>);

/// Who is there when the hour begins.
struct Gathered {
    /// Signed in, or with a code in their hand.
    people: Vec<AtAPc>,
    phones: Vec<(Phone, Vec<Ask>)>,
    sessions: usize,
}

/// Everybody comes in, then the hour is played.
pub(crate) async fn play(asked: &Asked, plan: Plan, town: Town, server: &Serving) -> Sheet {
    let sheet = Shared::default();
    let (span, pid) = (plan.span, server.pid());
    let idle = watch::look(pid, Duration::ZERO);
    let Gathered { mut people, phones, sessions } = gather(&sheet, plan, town, server).await;
    if asked.spoil {
        for (browser, _) in &mut people {
            browser.lose_session().await;
        }
    }
    let signed_in = watch::look(pid, Duration::ZERO);
    let began = Instant::now();
    let watching = [
        spawn_local(look_on(Rc::clone(&sheet), pid, began, span / LOOKS)),
        spawn_local(look_at_oneself(Rc::clone(&sheet))),
    ];
    let mut everybody: Vec<JoinHandle<()>> = Vec::new();
    for (at, (browser, steps)) in people.into_iter().enumerate() {
        everybody.push(spawn_local(at_a_pc(Rc::clone(&sheet), browser, steps, began, at)));
    }
    for (phone, asks) in phones {
        everybody.push(spawn_local(in_hand(Rc::clone(&sheet), phone, asks, began)));
    }
    for one in everybody {
        one.await.expect("somebody who goes on to the end");
    }
    let took = began.elapsed();
    for one in watching {
        one.abort();
    }
    let last = watch::look(pid, took);
    let mut sheet = sheet.take();
    let most = |of: &dyn Fn(&watch::Look) -> f64| sheet.looks.iter().map(of).fold(0.0, f64::max);
    sheet.facts = vec![
        ("seconds that the hour took", took.as_secs_f64()),
        ("MB of the server at its start", idle.mb),
        ("MB with everybody signed in", signed_in.mb),
        ("MB at the end", last.mb),
        ("MB at most", watch::peak_mb(pid)),
        ("sessions of browsers that were open before the hour", sessions as f64),
        ("open files before the hour", signed_in.open_files as f64),
        ("open files at most", most(&|look| look.open_files as f64)),
        ("threads at most", most(&|look| look.threads as f64)),
        ("seconds of CPU of the server in the hour", last.cpu_seconds - signed_in.cpu_seconds),
        ("MB of the server's folder", watch::folder_mb(&server.folder)),
        ("MB of sessions in it", watch::folder_mb(&server.folder.join("web"))),
    ];
    sheet
}

/// Counsellors sign in, and clients who come back; phones pair.
async fn gather(sheet: &Shared, plan: Plan, town: Town, server: &Serving) -> Gathered {
    let http = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
    let http = http.build().expect("a client");
    let browser = |person: Person, helps| Browser::new(http.clone(), &server.url, person, helps);
    let counsellors = town.counsellors.into_iter().map(|person| browser(person, true)).zip(plan.counsellors);
    let visitors = town.visitors.into_iter().map(|person| browser(person, false)).zip(plan.visitors);
    let (there, later): (Vec<_>, Vec<_>) = visitors.partition(|(_, plan)| plan.comes_back);
    let steps = |(browser, plan): (Browser, super::plan::Visitor)| (browser, plan.steps);
    let mut people = come_in(sheet, "counsellor", counsellors.collect()).await;
    people.extend(come_in(sheet, "client", there.into_iter().map(steps).collect()).await);
    let sessions = people.len();
    people.extend(later.into_iter().map(steps));
    let phones = pair(sheet, &server.url, town.phones, plan.phones).await;
    Gathered { people, phones, sessions }
}

/// So many at a time sign in and look around once, so that the hour meets sessions that are in use.
async fn come_in(sheet: &Shared, who: &'static str, people: Vec<AtAPc>) -> Vec<AtAPc> {
    let (began, gate) = (Instant::now(), Rc::new(Semaphore::new(SIGNING_IN)));
    let each = people.into_iter().map(|(mut browser, steps)| {
        let (sheet, gate) = (Rc::clone(sheet), Rc::clone(&gate));
        spawn_local(async move {
            let _turn = gate.acquire().await.expect("an open gate");
            let from = Instant::now();
            let done = browser.sign_in().await;
            sheet.borrow_mut().note(Part::Before, &format!("{who}: signs in"), from.elapsed(), &done);
            let from = Instant::now();
            let done = browser.look_around().await;
            sheet.borrow_mut().note(Part::Before, &format!("{who}: eight pages"), from.elapsed(), &done);
            (browser, steps)
        })
    });
    let mut there = Vec::new();
    for one in each.collect::<Vec<_>>() {
        there.push(one.await.expect("somebody who comes in"));
    }
    println!("{} of kind {who} came in within {:.0} s", there.len(), began.elapsed().as_secs_f64());
    there
}

async fn pair(
    sheet: &Shared,
    url: &str,
    codes: Vec<String>,
    plans: Vec<(usize, Vec<Ask>)>,
) -> Vec<(Phone, Vec<Ask>)> {
    // A phone that asks every quarter of an hour has no connection left from the last time.
    let http = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(0).build().expect("a client");
    let (began, gate) = (Instant::now(), Rc::new(Semaphore::new(PAIRING)));
    let each = codes.into_iter().zip(plans).map(|(code, (_, asks))| {
        let (sheet, gate, http, url) = (Rc::clone(sheet), Rc::clone(&gate), http.clone(), url.to_owned());
        spawn_local(async move {
            let _turn = gate.acquire().await.expect("an open gate");
            let from = Instant::now();
            let paired = Phone::pair(http, &url, &code).await;
            let (phone, done) = match paired {
                Ok(phone) => (Some(phone), Ok(())),
                Err(why) => (None, Err(why)),
            };
            sheet.borrow_mut().note(Part::Before, "phone: pairs and reads all", from.elapsed(), &done);
            phone.map(|phone| (phone, asks))
        })
    });
    let mut phones = Vec::new();
    for one in each.collect::<Vec<_>>() {
        phones.extend(one.await.expect("a phone that pairs"));
    }
    println!(
        "{} phones within {:.0} s · load {}",
        phones.len(),
        began.elapsed().as_secs_f64(),
        machine::load()
    );
    phones
}

/// One phone through the hour.
async fn in_hand(sheet: Shared, mut phone: Phone, asks: Vec<Ask>, began: Instant) {
    for Ask { due, writes } in asks {
        tokio::time::sleep_until(began + due).await;
        let done = phone.ask(writes).await;
        let name = if writes { "phone: a round with a new line" } else { "phone: a round that asks" };
        sheet.borrow_mut().note(Part::Round, name, (began + due).elapsed(), &done);
    }
}

/// One browser through the hour.
async fn at_a_pc(sheet: Shared, browser: Browser, steps: Vec<Step>, began: Instant, at: usize) {
    let mut seat = Seat { sheet, browser, from: began, at: at + 1, count: 0 };
    for Step { due, case, act } in steps {
        tokio::time::sleep_until(began + due).await;
        seat.from = began + due;
        seat.act(case, act).await;
    }
}

struct Seat {
    sheet: Shared,
    browser: Browser,
    /// Since when the person waits.
    from: Instant,
    at: usize,
    count: usize,
}

impl Seat {
    /// What was asked for has come; what follows by itself is due from now. Whether it was good.
    fn came(&mut self, what: &str, done: &Done) -> bool {
        let who = if self.browser.helps() { "counsellor" } else { "client" };
        let part = if what.starts_with("signs") { Part::Door } else { Part::Page };
        self.sheet.borrow_mut().note(part, &format!("{who}: {what}"), self.from.elapsed(), done);
        self.from = Instant::now();
        done.is_ok()
    }

    async fn see(&mut self, case: usize, place: &str) -> bool {
        let done = self.browser.place(case, place).await;
        self.came(place, &done)
    }

    /// What is found on the page before.
    fn found(&mut self, what: &str, found: Result<String, String>) -> Option<String> {
        if let Err(why) = &found {
            self.came(what, &Err(why.clone()));
        }
        found.ok()
    }

    async fn act(&mut self, case: usize, act: Act) {
        self.count += 1;
        match act {
            Act::SignIn => {
                let done = self.browser.sign_in().await;
                self.came("signs in", &done);
            }
            Act::SignOut => {
                let done = self.browser.sign_out().await;
                self.came("signs out", &done);
            }
            Act::Clients => {
                let done = self.browser.clients().await;
                self.came("clients", &done);
            }
            Act::See(place) => {
                self.see(case, place).await;
            }
            Act::Debt => {
                if self.see(case, "debts").await
                    && let Some(link) = self.found("a debt", self.browser.first_debt())
                {
                    let done = self.browser.debt(&link).await;
                    self.came("a debt", &done);
                }
            }
            Act::Write => self.write(case).await,
            Act::Fill => self.fill(case).await,
            Act::Tick => self.tick(case).await,
        }
    }

    async fn write(&mut self, case: usize) {
        let text = format!("Ik kom erop terug ({}/{}).", self.at, self.count);
        let done = self.browser.write(case, &text).await;
        if self.came("sends a message", &done) {
            let done = self.browser.written(case, &text).await;
            self.came("messages", &done);
        }
    }

    async fn fill(&mut self, case: usize) {
        let amount = format!("{},{:02}", 100 + self.at % 800, self.count % 100);
        let done = self.browser.fill(case, &amount).await;
        if self.came("fills in an amount", &done) {
            let done = self.browser.filled(case, &amount).await;
            self.came("money", &done);
        }
    }

    async fn tick(&mut self, case: usize) {
        if !self.see(case, "programme").await {
            return;
        }
        let Some(link) = self.found("a task", self.browser.first_task()) else { return };
        let done = self.browser.task(&link).await;
        if !self.came("a task", &done) {
            return;
        }
        let done = self.browser.tick(&link).await;
        if self.came("does a task", &done) {
            self.see(case, "today").await;
        }
    }
}

async fn look_on(sheet: Shared, pid: u32, began: Instant, every: Duration) {
    let mut every = tokio::time::interval(every.max(Duration::from_millis(20)));
    loop {
        every.tick().await;
        let look = watch::look(pid, began.elapsed());
        sheet.borrow_mut().looks.push(look);
    }
}

/// How much later than asked the driver itself gets its turn: what it measures is not better than that.
async fn look_at_oneself(sheet: Shared) {
    loop {
        let due = Instant::now() + TICK;
        tokio::time::sleep_until(due).await;
        let late = due.elapsed().as_micros() as u64;
        sheet.borrow_mut().own_lateness_us.push(late);
    }
}
