//! How the pages of an organisation look: its colour, its logo, and choosing them.

use maud::{Markup, html};
use opstap::Colour;

use crate::Frame;

/// How the pages of an organisation look, where it chose anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// What people call it.
    pub name: String,
    /// Its colour; `None`: the ordinary one.
    pub colour: Option<Colour>,
    /// Its logo.
    pub logo: Option<LogoShown>,
}

/// A logo on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogoShown {
    /// Where it is.
    pub address: String,
    /// Dots from left to right.
    pub width: u32,
    /// Dots from top to bottom.
    pub height: u32,
}

/// Where pages find the style sheet of a colour: all that it says stands in its address, so a browser asks for it once.
#[must_use]
pub fn colour_address(colour: Colour) -> String {
    format!("/web/colour/{}.css", colour.to_string().trim_start_matches('#'))
}

/// The colour of such an address, after its folder; `None`: there is no such sheet. Only a colour that can be read has one, in
/// its one form.
#[must_use]
pub fn colour_of(sheet: &str) -> Option<Colour> {
    let colour = Colour::read(sheet.strip_suffix(".css")?).filter(|colour| colour.is_readable_by_day())?;
    colour_address(colour).ends_with(&format!("/{sheet}")).then_some(colour)
}

/// The style sheet of a colour, after the one that everybody has: by day the colour, by night a lighter one.
#[must_use]
pub fn colour_sheet(colour: Colour) -> String {
    let night = colour.by_night();
    format!(
        ":root, .day {{ --main: {colour} }}\n\
         @media screen and (prefers-color-scheme: dark) {{ :root {{ --main: {night} }} }}\n\
         .night {{ --main: {night} }}\n"
    )
}

/// Whose pages these are: its logo, or its name.
pub(crate) fn whose(look: &Look) -> Markup {
    html! {
        p.whose {
            @if let Some(logo) = &look.logo {
                img.logo src=(logo.address) alt=(look.name) width=(logo.width) height=(logo.height);
            } @else { (look.name) }
        }
    }
}

/// What an administrator chooses from.
#[derive(Clone, Copy, Debug)]
pub struct LookPage<'p> {
    /// What the organisation is called by itself.
    pub name: &'p str,
    /// What people call it, where that is something else.
    pub called: &'p str,
    /// Its colour, as it is kept or tried.
    pub colour: Option<Colour>,
    /// How its pages look, or would.
    pub look: &'p Look,
    /// It is tried, and not kept yet.
    pub tried: bool,
    /// A colour that can be read, instead of the one that was typed.
    pub nearest: Option<Colour>,
}

/// How it looks, and choosing that.
#[must_use]
pub fn look(frame: &Frame<'_>, shown: &LookPage<'_>) -> String {
    let word = |key: &str| frame.word(key);
    let colour = shown.colour.map(|colour| colour.to_string()).unwrap_or_default();
    let hint = frame.words.text_with("look-called-hint", &[("name", shown.name.to_owned().into())]);
    let (_, beside) = frame.around("logo", "logo-hint");
    let body = html! {
        p { (word("look-text")) }
        @if shown.tried { p.told role="status" { (word("look-tried")) } }
        h2 { (word("look-so")) }
        (sample(frame, shown.look, "day"))
        (sample(frame, shown.look, "night"))
        section.card {
            h2 { (word("look-name-and-colour")) }
            form method="post" action="/web/look" {
                (frame.field("called", &word("look-called"), &hint, shown.called))
                (frame.field("colour", &word("look-colour"), &word("look-colour-hint"), &colour))
                @if let Some(nearest) = shown.nearest {
                    button type="submit" name="act" value={ "take-" (nearest) } {
                        (frame.words.text_with("look-take", &[("colour", nearest.to_string().into())]))
                    }
                }
                button type="submit" name="act" value="try" { (word("look-try")) }
                button.main type="submit" name="act" value="keep" { (word("look-keep")) }
                button type="submit" name="act" value="ordinary" { (word("look-ordinary")) }
            }
        }
        section.card {
            h2 { (word("look-logo")) }
            form method="post" action="/web/look" enctype="multipart/form-data" {
                label for="logo" { (word("look-logo-file")) }
                p.hint id="logo-hint" { (word("look-logo-hint")) }
                (frame.beside("logo"))
                input type="file" id="logo" name="logo" accept="image/png" aria-describedby=[beside];
                button.main type="submit" { (word("look-logo-keep")) }
            }
            @if shown.look.logo.is_some() {
                form method="post" action="/web/look" {
                    button type="submit" name="act" value="no-logo" { (word("look-logo-none")) }
                }
            }
        }
    };
    frame.page(&word("look-title"), &body)
}

/// A part of a page as people see it, by day or by night. Nothing in it can be pressed.
fn sample(frame: &Frame<'_>, look: &Look, when: &str) -> Markup {
    html! {
        section class={ "sample " (when) } aria-label=(frame.word(&format!("look-by-{when}"))) {
            div.head { (whose(look)) span.mark { (frame.word("ui-nav-today")) } }
            p { (frame.word(&format!("look-by-{when}"))) }
            p { span.link { (frame.word("look-sample-link")) } }
            span.press { (frame.word("look-sample-press")) }
        }
    }
}

#[cfg(test)]
mod tests {
    use opstap::colour::{DAY, DAY_ON, NIGHT, NIGHT_ON, ORDINARY};
    use proptest::prelude::*;

    use super::*;

    /// What the one style sheet says of a colour, in its first block and in the one for the night.
    fn said(night: bool, name: &str) -> Colour {
        let sheet = if night {
            crate::STYLE.split_once("@media screen and").unwrap_or_default().1
        } else {
            crate::STYLE
        };
        let value = sheet.split_once(&format!("--{name}: ")).unwrap_or_default().1;
        Colour::read(value.split([';', ' ', '}']).next().unwrap_or_default()).unwrap_or(Colour([0; 3]))
    }

    #[test]
    fn what_is_checked_is_what_pages_have() {
        for (night, under, on) in [(false, DAY, DAY_ON), (true, NIGHT, NIGHT_ON)] {
            assert_eq!([said(night, "card"), said(night, "paper"), said(night, "soft")], under);
            assert_eq!(said(night, "on"), on);
            for name in ["ink", "quiet", "no"] {
                assert!(under.iter().all(|one| said(night, name).is_readable_on(*one)), "{night} {name}");
            }
        }
        assert_eq!(said(false, "main"), ORDINARY);
        assert_eq!(said(true, "main"), ORDINARY.by_night());
    }

    #[test]
    fn a_sheet_has_one_address_and_an_unreadable_colour_has_none() {
        let wine = Colour([0x8a, 0x15, 0x38]);
        assert_eq!(colour_address(wine), "/web/colour/8a1538.css");
        assert_eq!(colour_of("8a1538.css"), Some(wine));
        for other in
            ["8A1538.css", "#8a1538.css", "8a1538", "ffd500.css", "x.css", ".css", "", "8a1538.css.css"]
        {
            assert_eq!(colour_of(other), None, "{other}");
        }
    }

    proptest! {
        /// A sheet says two colours, and nothing else gets into it.
        #[test]
        fn a_sheet_is_of_colours_alone(parts in any::<[u8; 3]>(), typed in ".{0,20}") {
            let colour = Colour(parts).nearest();
            let sheet = colour_sheet(colour);
            prop_assert_eq!(sheet.matches("--main: #").count(), 3);
            prop_assert!(!sheet.contains("url") && !sheet.contains('<'));
            prop_assert_eq!(colour_of(colour_address(colour).trim_start_matches("/web/colour/")), Some(colour));
            if let Some(colour) = colour_of(&typed) {
                prop_assert!(colour.is_readable_by_day());
            }
        }
    }
}
