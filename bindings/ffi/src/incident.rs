//! A mistake of ours becomes an incident: a number for the person to tell, and the same number in the log with the
//! place in the code. What the panic said is left out: it may hold anything.

use std::cell::RefCell;
use std::hash::{BuildHasher as _, RandomState};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;
use std::task::Poll;

/// Threads of the core have names that begin so.
pub(crate) const THREADS: &str = "opstap-";

/// A panic that was caught.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Incident {
    /// What the person and the log have in common.
    pub(crate) number: String,
    /// File and line.
    pub(crate) place: String,
}

thread_local! {
    static LAST: RefCell<Option<Incident>> = const { RefCell::new(None) };
}

/// From now on panics on the core's threads are kept for [`catch`]; those of others go where they went.
pub(crate) fn watch() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |panic| {
            let ours = std::thread::current().name().is_some_and(|name| name.starts_with(THREADS));
            if !ours {
                return before(panic);
            }
            let place = panic
                .location()
                .map(|place| format!("{}:{}", place.file(), place.line()))
                .unwrap_or_default();
            let number = format!("{:08x}", RandomState::new().hash_one(&place) as u32);
            LAST.with(|last| *last.borrow_mut() = Some(Incident { number, place }));
        }));
    });
}

/// Runs something, and answers with the incident when it panics.
pub(crate) fn catch<T>(run: impl FnOnce() -> T) -> Result<T, Incident> {
    catch_unwind(AssertUnwindSafe(run)).map_err(|_| last())
}

/// The same for something that waits.
pub(crate) async fn catch_async<T>(run: impl Future<Output = T>) -> Result<T, Incident> {
    let mut run = Box::pin(run);
    std::future::poll_fn(move |context| match catch(|| run.as_mut().poll(context)) {
        Ok(Poll::Ready(done)) => Poll::Ready(Ok(done)),
        Ok(Poll::Pending) => Poll::Pending,
        Err(incident) => Poll::Ready(Err(incident)),
    })
    .await
}

fn last() -> Incident {
    let unknown = || Incident { number: "00000000".to_owned(), place: String::new() };
    LAST.with(|last| last.borrow_mut().take()).unwrap_or_else(unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::panic, clippy::unwrap_used, reason = "that is what is tested")]
    fn a_panic_has_a_number_and_a_place_and_says_nothing_else() {
        watch();
        let caught = std::thread::Builder::new()
            .name(format!("{THREADS}test"))
            .spawn(|| catch(|| panic!("Noor owes 12 euro")))
            .unwrap()
            .join()
            .unwrap();
        let incident = caught.unwrap_err();
        assert_eq!(incident.number.len(), 8);
        assert!(incident.place.contains("incident.rs"), "{incident:?}");
        assert!(!format!("{incident:?}").contains("Noor"));
    }
}
