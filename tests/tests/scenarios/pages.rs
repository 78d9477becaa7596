//! Screens that are said, and what is shared, as a scenario names them.

use opstap_ffi::{Core, SharedPart, TypedInput};
use serde_json::Value;

use crate::device::{Answer, With};
use crate::tree::tree;

pub(crate) async fn pages(core: &Core, method: &str, with: &With<'_>) -> Answer {
    let pages = core.pages();
    let route = with.text("route");
    Ok(match method {
        "open" => tree(&pages.open(route, with.case()).await?),
        "keep" => tree(&pages.keep(route, typed(&with.0["typed"]), with.case()).await?),
        "give" => tree(&pages.give(route, with.text("path"), with.case()).await?),
        "press" => {
            let all = with.0["typed"].as_array().into_iter().flatten().map(typed).collect();
            tree(&pages.press(route, with.text("act"), all, with.case()).await?)
        }
        method => panic!("no pages.{method}"),
    })
}

fn typed(one: &Value) -> TypedInput {
    let text = |name: &str| one[name].as_str().unwrap().to_owned();
    TypedInput { key: text("key"), value: text("value") }
}

impl With<'_> {
    pub(crate) fn parts(&self) -> Vec<SharedPart> {
        let words = self.0["parts"].as_array().unwrap().iter().map(|word| word.as_str().unwrap());
        words
            .map(|word| match word {
                "programme" => SharedPart::Programme,
                "agenda" => SharedPart::Agenda,
                "conversation" => SharedPart::Conversation,
                "budget" => SharedPart::Budget,
                "goals" => SharedPart::Goals,
                other => panic!("no part {other}"),
            })
            .collect()
    }
}
