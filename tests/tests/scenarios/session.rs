//! Deeds of the session.

use opstap_ffi::Core;
use serde_json::json;

use crate::device::{Answer, With};
use crate::tree::tree;

pub(crate) async fn session(core: &Core, method: &str, with: &With<'_>) -> Answer {
    let session = core.session();
    Ok(match method {
        "state" => tree(&session.state().await?),
        "safety" => tree(&session.safety().await?),
        "preferences" => tree(&session.preferences(with.case()).await?),
        "setPreference" => tree(&session.set_preference(with.preference(), with.case()).await?),
        "setLanguage" => tree(&session.set_language(with.text("code")).await?),
        "pairWithCode" => {
            let (server, code) = (with.text("server"), with.text("code"));
            tree(&session.pair_with_code(server, code, "test".to_owned()).await?)
        }
        "report" => json!(session.report(with.case()).await?),
        "askForHelp" => tree(&session.ask_for_help(with.text("server"), "test".to_owned()).await?),
        "pairWithLink" => tree(&session.pair_with_link(with.text("link"), "test".to_owned()).await?),
        other => panic!("no session.{other}"),
    })
}
