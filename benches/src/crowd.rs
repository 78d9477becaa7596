//! Many devices that belong to one server, mostly idle, and the server in a process of its own.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use opstap_domain::ids::Role;
use opstap_server::data::DataDir;
use opstap_server::engine::NewCase;
use opstap_server::serve::{Server, now_ms};
use tokio::sync::Semaphore;

use crate::callers::Caller;
use crate::machine;

/// Devices of one client.
const EACH: usize = 4;
/// Requests that are on their way at the same time when as many as possible are asked.
const AT_ONCE: usize = 16;

/// Runs as a child: a server over a folder. Says its address.
pub(crate) fn serve(folder: &str) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let server =
            Server::bind(std::path::Path::new(folder), ([127, 0, 0, 1], 0).into()).await.expect("a server");
        println!("http://{}", server.address().expect("an address"));
        server.run(std::future::pending()).await.expect("it serves");
    });
}

/// A folder with clients and, for each of their devices, a code.
pub(crate) fn settle(data: &DataDir, devices: usize) -> Vec<String> {
    let mut engine = data.start().expect("an engine");
    let now = now_ms();
    let org = engine.add_org("Voorbeeldstad", [], now).expect("an organisation");
    let counsellor = engine.add_staff(org, Role::Counsellor, "Robin Bakker", now).expect("staff");
    let mut codes = Vec::with_capacity(devices);
    while codes.len() < devices {
        let new = NewCase { org, client: "Client", counsellor, coaches: &[], programme: None };
        let client = engine.open_case(new, now).expect("a case").client;
        for _ in 0..EACH.min(devices - codes.len()) {
            codes.push(engine.pairing_code(client, now).expect("a code").code);
        }
    }
    codes
}

/// What a phase of the crowd costs.
pub(crate) struct Phase {
    pub(crate) rounds: u64,
    pub(crate) seconds: f64,
    pub(crate) cpu_ns: u64,
}

impl Phase {
    pub(crate) fn us_a_round(&self) -> f64 {
        self.cpu_ns as f64 / 1e3 / self.rounds as f64
    }

    /// The part of one core.
    pub(crate) fn of_a_core(&self) -> f64 {
        self.cpu_ns as f64 / 1e9 / self.seconds
    }
}

/// A server and its devices, each a process.
pub(crate) struct Crowd {
    server: Child,
    devices: Child,
    orders: ChildStdin,
    said: BufReader<ChildStdout>,
}

fn this(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
    command
}

impl Crowd {
    /// Starts them; all are paired and up to date.
    pub(crate) fn gather(folder: &std::path::Path, codes: &[String]) -> Self {
        let mut server =
            this(&["serve", folder.to_str().expect("a path of text")]).spawn().expect("a server");
        let mut url = String::new();
        BufReader::new(server.stdout.take().expect("an output")).read_line(&mut url).expect("an address");
        let mut devices = this(&["crowd", url.trim()]).spawn().expect("devices");
        let mut orders = devices.stdin.take().expect("an input");
        for code in codes {
            writeln!(orders, "{code}").expect("a code is told");
        }
        writeln!(orders).expect("the end of the codes");
        let said = BufReader::new(devices.stdout.take().expect("an output"));
        let mut this = Self { server, devices, orders, said };
        assert_eq!(this.hear(), "ready", "the devices pair");
        this
    }

    fn hear(&mut self) -> String {
        let mut line = String::new();
        self.said.read_line(&mut line).expect("a line");
        line.trim().to_owned()
    }

    /// So many rounds, `read` or `write`, and so many milliseconds between their beginnings: 0 is as fast as it goes.
    pub(crate) fn phase(&mut self, what: &str, rounds: u64, every_us: u64) -> Phase {
        let (before, began) = (self.cpu(), Instant::now());
        writeln!(self.orders, "{what} {rounds} {every_us}").expect("an order");
        assert_eq!(self.hear(), "done", "the devices go on");
        Phase { rounds, seconds: began.elapsed().as_secs_f64(), cpu_ns: self.cpu() - before }
    }

    fn cpu(&self) -> u64 {
        machine::cpu_ns_of_pid(self.server.id())
    }

    /// Memory that the server has now, and had at most, in MB.
    pub(crate) fn memory(&self) -> (f64, f64) {
        let of = |name| machine::memory_kib(&self.server.id().to_string(), name) as f64 / 1024.0;
        (of("VmRSS:"), of("VmHWM:"))
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        for child in [&mut self.devices, &mut self.server] {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Runs as a child: codes, an empty line, then orders.
pub(crate) fn run(server: &str) {
    // Nothing here speaks TLS, and reqwest asks for a provider all the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut lines = std::io::stdin().lines().map(|line| line.expect("a line"));
    let codes: Vec<String> = lines.by_ref().take_while(|line| !line.is_empty()).collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let tasks = tokio::task::LocalSet::new();
    // A phone that asks every quarter of an hour has no connection left from the last time.
    let http = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(0).build().expect("a client");
    let mut callers: Vec<Option<Caller>> = runtime.block_on(tasks.run_until(async {
        let gate = Arc::new(Semaphore::new(AT_ONCE));
        let each = codes.into_iter().map(|code| {
            let (http, server, gate) = (http.clone(), server.to_owned(), Arc::clone(&gate));
            tokio::task::spawn_local(async move {
                let _turn = gate.acquire().await.expect("an open gate");
                Caller::pair(http, &server, &code).await
            })
        });
        let mut callers = Vec::new();
        for one in each.collect::<Vec<_>>() {
            callers.push(Some(one.await.expect("a device that pairs")));
        }
        callers
    }));
    println!("ready");
    let mut turn = 0;
    for order in lines {
        let words: Vec<&str> = order.split(' ').collect();
        let number = |at: usize| words[at].parse::<u64>().expect("a number");
        let (writes, rounds, every) = (words[0] == "write", number(1), Duration::from_micros(number(2)));
        runtime.block_on(tasks.run_until(phase(&mut callers, &mut turn, writes, rounds, every)));
        println!("done");
    }
}

async fn phase(callers: &mut [Option<Caller>], turn: &mut usize, writes: bool, rounds: u64, every: Duration) {
    let mut running = std::collections::VecDeque::new();
    let began = Instant::now();
    for round in 0..rounds {
        let at = *turn % callers.len();
        *turn += 1;
        while callers[at].is_none() || running.len() >= AT_ONCE {
            put_back(callers, &mut running).await;
        }
        if !every.is_zero() {
            tokio::time::sleep_until((began + every * round as u32).into()).await;
        }
        let mut caller = callers[at].take().expect("a device that waits");
        running.push_back(tokio::task::spawn_local(async move {
            if writes {
                caller.edit();
            }
            let answer = caller.round().await;
            assert!(answer.res.iter().all(|result| result.why.is_none()), "{:?}", answer.res);
            (at, caller)
        }));
    }
    while !running.is_empty() {
        put_back(callers, &mut running).await;
    }
}

async fn put_back(
    callers: &mut [Option<Caller>],
    running: &mut std::collections::VecDeque<tokio::task::JoinHandle<(usize, Caller)>>,
) {
    let first = running.pop_front().expect("a device under way");
    let (at, caller) = first.await.expect("a device that goes on");
    callers[at] = Some(caller);
}
