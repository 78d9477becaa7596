//! What may be an address: a device could name any server, and ours would knock at it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use opstap_sync::push::PushAddress;
use reqwest::Url;

/// Bytes of an endpoint or token.
const TEXT_MAX: usize = 1_024;

/// An uncompressed point of P-256.
const POINT: usize = 65;

/// The secret of a subscription (RFC 8291, section 3.2).
const AUTH: usize = 16;

/// Hexadecimal digits of a token of Apple's; they say that it may grow.
const APNS: std::ops::RangeInclusive<usize> = 64..=400;

/// Names of one network's own.
const LOCAL_NAMES: [&str; 7] =
    ["localhost", "local", "localdomain", "internal", "intranet", "lan", "home.arpa"];

/// Why an address is none. Quotes nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    /// Longer than any, or with other characters.
    #[error("too long, or with characters that no address has")]
    Text,
    /// No URL, not HTTPS, or with a name and password in it.
    #[error("not an https URL of a push resource")]
    Url,
    /// This machine, a private network, or a port of something else.
    #[error("not on the public internet")]
    NotPublic,
    /// A key or secret of another length, or no point of the curve.
    #[error("not the keys of a subscription")]
    Keys,
}

/// The address in its one form, if it may be one.
///
/// # Errors
///
/// [`BadAddress`].
pub fn checked(address: PushAddress) -> Result<PushAddress, BadAddress> {
    match address {
        PushAddress::WebPush { endpoint, p256dh, auth } => {
            let endpoint = public_url(&endpoint)?.to_string();
            let (p256dh, auth) = (bytes::<POINT>(&p256dh)?, bytes::<AUTH>(&auth)?);
            super::encrypt::is_on_curve(&p256dh).then_some(()).ok_or(BadAddress::Keys)?;
            let form = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
            Ok(PushAddress::WebPush { endpoint, p256dh: form(&p256dh), auth: form(&auth) })
        }
        PushAddress::Fcm { token } => {
            let known = |byte: u8| byte.is_ascii_alphanumeric() || b"-_:.%".contains(&byte);
            let fits = (1..=TEXT_MAX).contains(&token.len()) && token.bytes().all(known);
            if fits { Ok(PushAddress::Fcm { token }) } else { Err(BadAddress::Text) }
        }
        PushAddress::Apns { token } => {
            let hex = token.bytes().all(|byte| byte.is_ascii_hexdigit());
            let fits = APNS.contains(&token.len()) && token.len().is_multiple_of(2) && hex;
            let token = token.to_ascii_lowercase();
            if fits { Ok(PushAddress::Apns { token }) } else { Err(BadAddress::Text) }
        }
    }
}

/// Base64url, with or without padding: browsers and UnifiedPush differ.
fn bytes<const N: usize>(text: &str) -> Result<[u8; N], BadAddress> {
    if text.len() > TEXT_MAX {
        return Err(BadAddress::Text);
    }
    let bytes = URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).map_err(|_| BadAddress::Keys)?;
    bytes.try_into().map_err(|_| BadAddress::Keys)
}

/// A URL that our server may knock at. What its name means is looked at again when it is used.
fn public_url(text: &str) -> Result<Url, BadAddress> {
    if text.len() > TEXT_MAX || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(BadAddress::Text);
    }
    let url = Url::parse(text).map_err(|_| BadAddress::Url)?;
    let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    if url.scheme() != "https" || !plain || url.as_str().len() > TEXT_MAX {
        return Err(BadAddress::Url);
    }
    if is_public_url(&url) { Ok(url) } else { Err(BadAddress::NotPublic) }
}

/// Whether a URL may lead to a service on the public internet, as far as its port and its host's name tell.
#[must_use]
pub fn is_public_url(url: &Url) -> bool {
    // Below are mail, SSH and other things that were there before.
    url.port_or_known_default().is_some_and(|port| port == 443 || port >= 1_024) && host_is_public(url)
}

/// Whether a URL's host may be on the public internet, as far as its name tells.
pub(super) fn host_is_public(url: &Url) -> bool {
    let Some(host) = url.host_str() else { return false };
    let literal = host.trim_start_matches('[').trim_end_matches(']');
    if let Ok(address) = literal.parse::<IpAddr>() {
        return is_public(address);
    }
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let local = LOCAL_NAMES
        .iter()
        .any(|name| host.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with('.')));
    host.contains('.') && !local
}

/// Whether an address is one of the public internet: not this machine, no network of somebody's own, nothing that is
/// set aside (the special-purpose registries of IANA, RFC 6890).
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => v4(address),
        IpAddr::V6(address) => v6(address),
    }
}

fn v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let set_aside = matches!(
        (a, b, c),
        // This network, shared space of providers, protocols, 6to4 relays, measuring, and the class above multicast.
        (0 | 240.., ..) | (100, 64..=127, _) | (192, 0, 0) | (192, 88, 99) | (198, 18 | 19, _)
    );
    !(set_aside
        || address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_documentation()
        || address.is_multicast()
        || address.is_broadcast())
}

fn v6(address: Ipv6Addr) -> bool {
    if let Some(inner) = address.to_ipv4_mapped() {
        return v4(inner);
    }
    match address.segments() {
        // Only what is given out for the internet, and of that not: protocols (with Teredo) and documentation.
        [0x2001, 0..=0x01ff | 0x0db8, ..] | [0x3fff, 0..=0x0fff, ..] => false,
        // 6to4 and NAT64 carry an address of version 4.
        [0x2002, high, low, ..] | [0x0064, 0xff9b, 0, 0, 0, 0, high, low] => {
            let [[a, b], [c, d]] = [high.to_be_bytes(), low.to_be_bytes()];
            v4(Ipv4Addr::new(a, b, c, d))
        }
        [0x2000..=0x3fff, ..] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests;
