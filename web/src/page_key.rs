//! The key of a page, in each of its forms: what is pressed twice is done once (ADR-0067).

/// The input of a form that holds the key of its page.
pub const PAGE_KEY: &str = "page";

/// Writes the key into each form that sends something. Here and not in each form: none can forget it.
pub(crate) fn with_key(html: &str, key: &str) -> String {
    // It stands in an attribute as it is.
    if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return html.to_owned();
    }
    let mut keyed = String::with_capacity(html.len() + 512);
    // What somebody typed holds neither `<` nor `>`: both are written as references, in attributes as well.
    for piece in html.split_inclusive('>') {
        keyed.push_str(piece);
        let tag = piece.rfind('<').map_or("", |at| &piece[at..]);
        if tag.starts_with("<form ") && tag.contains(" method=\"post\"") {
            keyed.push_str("<input type=\"hidden\" name=\"");
            keyed.push_str(PAGE_KEY);
            keyed.push_str("\" value=\"");
            keyed.push_str(key);
            keyed.push_str("\">");
        }
    }
    keyed
}

#[cfg(test)]
mod tests {
    use maud::html;

    use super::*;

    fn keyed(markup: &maud::Markup, key: &str) -> String {
        with_key(&markup.0, key)
    }

    #[test]
    fn each_form_that_sends_something_has_the_key_of_its_page() {
        let page = html! {
            form.card method="post" action="/web/a" { button { "a" } }
            p { "between" }
            form method="post" enctype="multipart/form-data" { input type="file" name="x"; }
        };
        let said = keyed(&page, "abc123");
        let input = "<input type=\"hidden\" name=\"page\" value=\"abc123\">";
        assert_eq!(said.matches(input).count(), 2);
        assert!(said.contains(&format!("action=\"/web/a\">{input}<button>")), "{said}");
        assert_eq!(said.replace(input, ""), page.0, "and nothing else changed");
    }

    #[test]
    fn a_form_that_only_asks_has_none_and_words_are_no_form() {
        let typed = "<form method=\"post\">";
        let page = html! {
            form method="get" { input name="q" value=(typed); }
            p title=(typed) { (typed) }
        };
        assert_eq!(keyed(&page, "abc123"), page.0);
    }

    #[test]
    fn a_key_that_is_none_is_not_written() {
        let page = html! { form method="post" { } };
        for odd in ["", "\"><script>", "a b"] {
            assert_eq!(keyed(&page, odd), page.0, "{odd}");
        }
    }
}
