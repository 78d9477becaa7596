//! Whoever writes a message sees that it was read, and by nobody else than whom it is for.
#![allow(clippy::unwrap_used)]

use opstap::Opstap;
use opstap_tests::circle::Circle;
use opstap_tests::town::Town;

fn whens(device: &Opstap) -> Vec<String> {
    let page = device.conversation(None, None, 10).unwrap();
    page.messages.into_iter().map(|row| row.when_text).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_says_that_it_was_read_by_whom_it_is_for() {
    let town = Town::new();
    let _serving = town.serve();
    let all = Circle::new(&town).await;
    all.phone.send_message(None, "Kan dit?").unwrap();
    all.meet().await;
    // One's own reading counts for nothing.
    all.phone.mark_read(None).unwrap();
    all.meet().await;
    assert_eq!(whens(&all.phone), ["vandaag om 10.00 uur"]);
    all.desk.mark_read(None).unwrap();
    all.meet().await;
    assert_eq!(whens(&all.phone), ["vandaag om 10.00 uur, gelezen"]);
    assert_eq!(whens(&all.desk), ["vandaag om 10.00 uur"], "it is not theirs");

    all.phone.share(None, town.coach, &["conversation"], None).unwrap();
    all.desk.send_message(None, "Ja, dat kan.").unwrap();
    all.meet().await;
    // A coach who reads along is not the client.
    all.coach.mark_read(None).unwrap();
    all.meet().await;
    let read = || whens(&all.desk).iter().filter(|when| when.ends_with(", gelezen")).count();
    assert_eq!(read(), 0);
    all.phone.mark_read(None).unwrap();
    all.meet().await;
    assert_eq!(read(), 1);
}
