//! Every route in a table, from which the routers are made: a route that is in no table does not exist, and each says who
//! may ask. The test of who may do what walks the same tables (`server/tests/access_walk.rs`).

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::MethodRouter;

use crate::http::{bearer, unknown_device};

/// Who may ask. What they may see is decided behind it, by grants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anybody: it says nothing of anybody.
    Anybody,
    /// Who brings something of their own: a code, the word of a provider, the secret in an address, answers. Nothing else is
    /// looked at, and wrong ones are counted where they could be guessed.
    Code,
    /// A device with its token: without one, nothing behind the route is reached.
    Device,
    /// A browser with its cookie.
    Session,
}

/// A route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// Its method, in small letters.
    pub method: &'static str,
    /// Its path; what is in braces differs.
    pub path: &'static str,
    /// Who may ask.
    pub who: Who,
}

/// A route and what answers it.
pub(crate) type Row<T> = (Route, MethodRouter<T>);

/// Rows of a table: `get "/v1/info" Anybody => info;`. The method that a row names is the one that it answers.
macro_rules! table {
    ($($method:ident $path:literal $who:ident => $handler:expr;)*) => {
        vec![$((
            $crate::routes::Route {
                method: stringify!($method),
                path: $path,
                who: $crate::routes::Who::$who,
            },
            axum::routing::$method($handler),
        )),*]
    };
}

pub(crate) use table;

/// The router of a table.
pub(crate) fn router<T: Clone + Send + Sync + 'static>(table: Vec<Row<T>>) -> Router<T> {
    table.into_iter().fold(Router::new(), |router, (route, answer)| {
        let answer = match route.who {
            Who::Device => answer.route_layer(from_fn(device)),
            Who::Anybody | Who::Code | Who::Session => answer,
        };
        router.route(route.path, answer)
    })
}

/// Nothing behind a device's route is reached without something that may be a token. Whether it is one is asked in the
/// transaction that answers.
async fn device(request: Request, next: Next) -> Response {
    if bearer(request.headers()).is_none() {
        return unknown_device();
    }
    next.run(request).await
}
