//! Whoever writes a message sees that it was read, and by nobody else than whom it is for.
#![allow(clippy::unwrap_used)]

use opstap::{Instant, Opstap};
use opstap_tests::circle::MONDAY;
use opstap_tests::town::{Town, device_at};

const HOUR_MS: i64 = 3_600_000;

fn whens(device: &Opstap) -> Vec<String> {
    let page = device.conversation(None, None, 10).unwrap();
    page.messages.into_iter().map(|row| row.when_text).collect()
}

async fn meet(all: &[&Opstap]) {
    for device in all.iter().chain(all) {
        device.sync().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_says_that_it_was_read_by_whom_it_is_for() {
    let town = Town::new();
    let _serving = town.serve();
    let homes = [(); 3].map(|()| tempfile::tempdir().unwrap());
    let at = |hours: i64| device_at(homes[hours as usize].path(), Instant(MONDAY.0 + hours * HOUR_MS));
    let (phone, desk, coach) = (at(0), at(1), at(2));
    for (device, account) in [(&phone, town.client), (&desk, town.counsellor), (&coach, town.coach)] {
        town.pair(device, account).await;
    }
    phone.send_message(None, "Kan dit?").unwrap();
    // One's own reading counts for nothing.
    phone.mark_read(None).unwrap();
    meet(&[&phone, &desk]).await;
    assert_eq!(whens(&phone), ["vandaag om 10.00 uur"]);
    desk.mark_read(None).unwrap();
    meet(&[&phone, &desk]).await;
    assert_eq!(whens(&phone), ["vandaag om 10.00 uur, gelezen"]);
    assert_eq!(whens(&desk), ["vandaag om 10.00 uur"], "it is not theirs");

    phone.share(None, town.coach, &["conversation"], None).unwrap();
    desk.send_message(None, "Ja, dat kan.").unwrap();
    meet(&[&phone, &desk, &coach]).await;
    // A coach who reads along is not the client.
    coach.mark_read(None).unwrap();
    meet(&[&phone, &desk, &coach]).await;
    assert_eq!(whens(&desk)[1], "vandaag om 11.00 uur");
    phone.mark_read(None).unwrap();
    meet(&[&phone, &desk]).await;
    assert_eq!(whens(&desk)[1], "vandaag om 11.00 uur, gelezen");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_without_a_network_is_unread_when_it_comes_after_an_answer() {
    let town = Town::new();
    let _serving = town.serve();
    let homes = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let at = |hours: i64| device_at(homes[hours as usize].path(), Instant(MONDAY.0 + hours * HOUR_MS));
    let (phone, desk) = (at(0), at(1));
    town.pair(&phone, town.client).await;
    town.pair(&desk, town.counsellor).await;
    meet(&[&phone, &desk]).await;
    // Its network is dead; an hour later the counsellor writes, and reads what there is.
    phone.send_message(None, "Ik heb een brief van de deurwaarder.").unwrap();
    desk.send_message(None, "Hoe gaat het?").unwrap();
    desk.mark_read(None).unwrap();
    desk.sync().await.unwrap();
    meet(&[&phone, &desk]).await;
    assert_eq!(desk.conversation(None, None, 10).unwrap().unread, 1);
    desk.mark_read(None).unwrap();
    assert_eq!(desk.conversation(None, None, 10).unwrap().unread, 0);
}
