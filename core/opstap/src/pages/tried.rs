//! The page of a form that somebody writes, to try it out.

use opstap_domain::forms::{Typed, WorkForm};
use opstap_domain::order;

use super::{Page, PartKind, Sheet, TypedInputs, forms};
use crate::device::Opstap;
use crate::error::OpstapError;

impl Opstap {
    /// The page of a form with these answers: a client's, without what sends anything.
    pub(crate) fn tried_form(&self, form: &WorkForm, typed: &TypedInputs) -> Result<Page, OpstapError> {
        let typed: Typed = order::gather(typed.iter().cloned());
        let route = format!("form/{}", form.id);
        let page = self.form_with(form, &typed)?;
        let mut sheet = Sheet { words: self.words(), parts: Vec::new() };
        forms::before(&mut sheet, &page);
        forms::questions(&mut sheet, &page, true);
        if page.may_share {
            sheet.says(PartKind::Quiet, "editor-try-done");
        }
        Ok(Page { route, title: page.form.title, parts: sheet.parts })
    }
}
