//! Where a tap leads: one list of routes for both shells, the reminders and the tips.

/// The route of a tip's action; `None` where nothing in the app answers it yet.
pub(crate) fn of_action(action: &str) -> Option<String> {
    let route = match action.split_once(':')? {
        ("message", _) => "conversation",
        ("open", place) => match place.split('/').next().unwrap_or_default() {
            "appointment" => "agenda",
            "budget" => "budget",
            "next-step" => "today",
            "settings" => "preferences",
            _ => return None,
        },
        _ => return None,
    };
    Some(route.to_owned())
}

/// The route of something that was found; `None` for what has no screen of its own.
pub(crate) fn of_found(kind: &str, id: &str) -> Option<String> {
    Some(match kind {
        "message" => "conversation".to_owned(),
        "appointment" => format!("appointment/{id}"),
        "programme" => "programme".to_owned(),
        "tip" => format!("tip/{id}"),
        "term" => format!("word/{id}"),
        "budget_category" | "income_source" => format!("line/{id}"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_leads_to_a_screen_or_nowhere() {
        assert_eq!(of_action("open:budget/energy").as_deref(), Some("budget"));
        assert_eq!(of_action("message:helper").as_deref(), Some("conversation"));
        for dead_end in ["none", "open:camera", "open:link/cjib", "call:helper", ""] {
            assert_eq!(of_action(dead_end), None, "{dead_end}");
        }
    }
}
