//! One changed field: bytes and requests to push it and to pull it on another device, on warm connections.

use opstap::LineEntry;

use crate::{device, proxy, report::Report, seed};

pub(crate) fn measure(report: &mut Report) {
    let folder = tempfile::tempdir().expect("a folder");
    let data = opstap_server::data::DataDir::at(&folder.path().join("server")).expect("a data folder");
    let now = opstap_server::serve::now_ms();
    let mut seeded = seed::cases(data.start().expect("an engine"), 1, now);
    let codes: Vec<String> = (0..2).map(|_| seed::code(&mut seeded.engine, seeded.counsellor, now)).collect();
    let (url, runtime) = seed::serve(seeded.engine);
    let (through, counted) = proxy::before(&url);

    let devices = [device::open(&folder.path().join("one")), device::open(&folder.path().join("two"))];
    let entry =
        |typed: &str| LineEntry { category: "huur".into(), typed: typed.into(), ..LineEntry::default() };
    runtime.block_on(async {
        for (device, code) in devices.iter().zip(&codes) {
            device.pair(&through, code, "bench").await.expect("pairs");
            device.sync().await.expect("syncs");
        }
        devices[0].set_budget_line(None, &entry("650")).expect("an edit");
        // Until each scope was compared with the server, which happens once a day.
        for device in devices.iter().cycle().take(2 * 8) {
            device.sync().await.expect("syncs");
        }
        counted.take();
        devices[0].set_budget_line(None, &entry("675,50")).expect("an edit");
        devices[0].sync().await.expect("syncs");
    });
    let (up, down, requests) = counted.take();
    let push = (up + down, requests);
    runtime.block_on(devices[1].sync()).expect("syncs");
    let (up, down, requests) = counted.take();
    let pull = (up + down, requests);
    let budget = devices[1].budget(None).expect("a budget");
    assert_eq!(budget.expenses[0].entered.cents, 67_550, "the field arrived");
    let detail =
        format!("push {} bytes in {} request, pull {} bytes in {} request", push.0, push.1, pull.0, pull.1);
    report.at_most("one changed field, both devices", (push.0 + pull.0) as f64, 1_600.0, "bytes", &detail);
    report.at_most("one changed field, requests", (push.1 + pull.1) as f64, 2.0, "requests", &detail);
}
