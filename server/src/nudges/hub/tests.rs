#![allow(clippy::unwrap_used)]

use opstap_domain::ids::Compartment;

use super::*;

#[tokio::test]
async fn who_may_read_it_is_nudged_and_who_wrote_it_is_not() {
    let hub = Arc::new(Hub::default());
    let (mut author, mut reader, mut stranger) =
        (listen(&hub, 1, &[money(7)]), listen(&hub, 2, &[money(7)]), listen(&hub, 3, &[money(8)]));
    for one in [&mut author, &mut reader, &mut stranger] {
        assert_eq!(one.next().await, Said::News, "nobody knows what came before");
    }
    hub.tell(Some(&wrote(1, money(7), 5)));
    assert_eq!(soon(&mut reader).await, Some(Said::News));
    assert_eq!(soon(&mut author).await, None);
    assert_eq!(soon(&mut stranger).await, None);
    // Found again by asking: the author knows its own number already.
    let standing = |scope, head| Standing { ge: 1, heads: BTreeMap::from([(scope, head)]) };
    let found = BTreeMap::from([(device(1), standing(money(7), 5)), (device(2), standing(money(7), 6))]);
    hub.compare(&[device(1), device(2)], &found);
    assert_eq!(soon(&mut author).await, None);
    assert_eq!(soon(&mut reader).await, Some(Said::News));
}

#[tokio::test]
async fn many_nudges_that_nobody_heard_are_one() {
    let hub = Arc::new(Hub::default());
    let mut reader = listen(&hub, 2, &[money(7)]);
    for head in 1..1_000 {
        hub.tell(Some(&wrote(1, money(7), head)));
    }
    assert_eq!(soon(&mut reader).await, Some(Said::News));
    assert_eq!(soon(&mut reader).await, None);
}

#[tokio::test]
async fn what_came_between_two_questions_is_told_at_the_second() {
    let hub = Arc::new(Hub::default());
    let mut first = listen(&hub, 2, &[money(7)]);
    assert_eq!(first.next().await, Said::News);
    drop(first);
    assert!(!hub.listens(device(2)));
    hub.tell(Some(&wrote(1, money(7), 5)));
    let mut second = listen(&hub, 2, &[money(7)]);
    assert_eq!(soon(&mut second).await, Some(Said::News));
    drop(second);
    let mut third = listen(&hub, 2, &[money(7)]);
    assert_eq!(soon(&mut third).await, None, "it was heard");
}

#[tokio::test]
async fn a_newer_listener_of_a_device_ends_the_older() {
    let hub = Arc::new(Hub::default());
    let mut older = listen(&hub, 2, &[money(7)]);
    let mut newer = listen(&hub, 2, &[money(7)]);
    assert_eq!(older.next().await, Said::Over);
    drop(older);
    assert!(hub.listens(device(2)));
    assert_eq!(newer.next().await, Said::News);
    assert_eq!(soon(&mut newer).await, None);
}

#[tokio::test]
async fn who_may_not_ask_any_more_hears_the_end() {
    let hub = Arc::new(Hub::default());
    let mut reader = listen(&hub, 2, &[money(7)]);
    assert_eq!(reader.next().await, Said::News);
    hub.compare(&[device(2)], &BTreeMap::new());
    assert_eq!(soon(&mut reader).await, Some(Said::Over));
    assert!(hub.listening().is_empty() && hub.places().by_scope.is_empty());
    let mut other = listen(&hub, 3, &[money(7)]);
    hub.end();
    assert_eq!(other.next().await, Said::Over);
    assert_eq!(hub.join(ear(4, &[])).unwrap_err(), Closed::Stopping);
}

#[tokio::test]
async fn a_full_house_says_so_and_keeps_no_empty_seats() {
    let hub = Arc::new(Hub::for_so_many(2));
    let (_one, two) = (listen(&hub, 1, &[]), listen(&hub, 2, &[]));
    assert_eq!(hub.join(ear(3, &[])).unwrap_err(), Closed::Full);
    assert!(hub.join(ear(2, &[])).is_ok(), "a device that is here may listen anew");
    drop(two);
    let _three = listen(&hub, 3, &[]);
    assert_eq!(hub.listening().concat(), [device(1), device(3)]);
}

#[tokio::test]
async fn who_stays_away_is_forgotten() {
    let hub = Arc::new(Hub::default());
    drop(listen(&hub, 1, &[money(7)]));
    let _two = listen(&hub, 2, &[money(7)]);
    hub.forget_the_gone(KEPT);
    assert_eq!(hub.listening().concat().len(), 2);
    tokio::time::sleep(Duration::from_millis(5)).await;
    hub.forget_the_gone(Duration::from_millis(2));
    assert_eq!(hub.listening().concat(), [device(2)]);
}

#[tokio::test]
async fn what_was_given_or_taken_is_news_and_content_is_not() {
    let hub = Arc::new(Hub::default());
    let mut reader = listen(&hub, 2, &[money(7)]);
    assert_eq!(reader.next().await, Said::News);
    let say = |ge, scopes: &[(ScopeId, u64)]| {
        let standing = Standing { ge, heads: scopes.iter().copied().collect() };
        hub.compare(&[device(2)], &BTreeMap::from([(device(2), standing)]));
    };
    say(1, &[(money(7), 0), (money(8), 4)]);
    assert_eq!(soon(&mut reader).await, Some(Said::News), "a new scope");
    say(1, &[(money(7), 0)]);
    assert_eq!(soon(&mut reader).await, Some(Said::News), "a scope less");
    say(2, &[(money(7), 0)]);
    assert_eq!(soon(&mut reader).await, Some(Said::News), "other grants");
    say(1, &[(money(7), 0)]);
    assert_eq!(soon(&mut reader).await, None, "an old answer");
    hub.tell(Some(&wrote(1, money(8), 9)));
    assert_eq!(soon(&mut reader).await, None, "no longer its scope");
    assert!(!is_news(ScopeId::new(Uuid::from_u128(1), Compartment::Content)));
}

fn device(id: u64) -> DeviceId {
    DeviceId::new(id)
}

fn money(case: u128) -> ScopeId {
    ScopeId::new(Uuid::from_u128(case), Compartment::Money)
}

fn ear(id: u64, scopes: &[ScopeId]) -> Ear {
    let heads = scopes.iter().map(|scope| (*scope, 0)).collect();
    Ear { device: device(id), org: Uuid::nil(), standing: Standing { ge: 1, heads } }
}

fn listen(hub: &Arc<Hub>, id: u64, scopes: &[ScopeId]) -> Listener {
    hub.join(ear(id, scopes)).unwrap()
}

fn wrote(by: u64, scope: ScopeId, head: u64) -> Stirred {
    Stirred { by: device(by), heads: BTreeMap::from([(scope, head)]), grants: false }
}

async fn soon(listener: &mut Listener) -> Option<Said> {
    tokio::time::timeout(Duration::from_millis(1), listener.next()).await.ok()
}
