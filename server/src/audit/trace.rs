//! Which request something belongs to: a number that the log, the audit trail and a proxy of ours share.
//!
//! # Source
//!
//! W3C Trace Context, `traceparent` of version 00.

use std::future::Future;

use axum::http::HeaderMap;

tokio::task_local! {
    static CURRENT: Trace;
}

/// The number of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Trace {
    /// The number itself.
    pub(crate) id: [u8; 16],
    /// The number of the work at the proxy that this request is part of, where it said one.
    pub(crate) parent: Option<[u8; 8]>,
}

impl Trace {
    /// A fresh one; `None` without randomness.
    fn fresh() -> Option<Self> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).ok()?;
        Some(Self { id: bytes, parent: None })
    }

    /// The request's own number. Only a proxy of ours may say one: anybody else could give two people's requests the same.
    pub(crate) fn of(headers: &HeaderMap, behind_proxy: bool) -> Option<Self> {
        let said = headers.get("traceparent").and_then(|value| value.to_str().ok());
        let said = said.filter(|_| behind_proxy).and_then(Self::read);
        // A page that asks the routes of this very server goes on under its own.
        Self::current().or(said).or_else(Self::fresh)
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.trim().split('-');
        let (version, trace) = (parts.next()?, parts.next()?);
        let id = (version == "00").then(|| unhex::<16>(trace)).flatten().filter(|id| *id != [0; 16])?;
        let parent = parts.next().and_then(unhex::<8>).filter(|parent| *parent != [0; 8]);
        Some(Self { id, parent })
    }

    /// The number of the request that this task answers.
    pub(crate) fn current() -> Option<Self> {
        CURRENT.try_with(|trace| *trace).ok()
    }

    /// Answers under this number.
    pub(crate) async fn around<F: Future>(trace: Option<Self>, work: F) -> F::Output {
        match trace {
            Some(trace) => CURRENT.scope(trace, work).await,
            None => work.await,
        }
    }
}

/// Bytes of so many hexadecimal digits in small letters.
pub(super) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let mut bytes = [0; N];
    if text.len() != N * 2 {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = (digit(pair[0])? << 4) | digit(pair[1])?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    fn asked(text: &str, behind_proxy: bool) -> Option<Trace> {
        let mut headers = HeaderMap::new();
        headers.insert("traceparent", HeaderValue::from_str(text).ok()?);
        Trace::of(&headers, behind_proxy)
    }

    #[test]
    fn only_a_proxy_of_ours_says_the_number_of_a_request() {
        let said = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        let read = asked(said, true).map(|trace| super::super::hex(&trace.id));
        assert_eq!(read.as_deref(), Some("0af7651916cd43dd8448eb211c80319c"));
        assert_eq!(asked(said, true).and_then(|trace| trace.parent), unhex("b7ad6b7169203331"));
        assert_ne!(asked(said, true), asked(said, false));
        for odd in [
            "",
            "00",
            "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        ] {
            assert_ne!(asked(odd, true), asked(odd, true), "{odd}: a fresh one each time");
        }
    }

    #[tokio::test]
    async fn what_is_asked_within_a_request_is_of_it() {
        let trace = Some(Trace { id: [7; 16], parent: None });
        let within = Trace::around(trace, async { Trace::of(&HeaderMap::new(), false) }).await;
        assert_eq!((within, Trace::current()), (trace, None));
    }

    proptest! {
        #[test]
        fn any_header_is_a_number_or_none(text in "\\PC{0,80}", bytes in any::<[u8; 16]>()) {
            let _ = Trace::read(&text);
            prop_assert_eq!(unhex::<16>(&super::super::hex(&bytes)), Some(bytes));
        }
    }
}
