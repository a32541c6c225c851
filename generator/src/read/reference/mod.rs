//! The text of a rendered reference page → OpenAPI 3.0.
//!
//! Reference pages are rendered from an API description that is not published; what is left is the text that a browser
//! shows, as some tool saved it. One page documents one operation:
//!
//! ```text
//! PAGE    := [banner] TITLE [METHOD] PATH PROSE "Request" REQUEST "Response" RESPONSE
//! REQUEST := { MEDIA | "Path Parameters" ITEMS | "Query Parameters" ITEMS | "Header Parameters" ITEMS
//!            | "There's no request body for this operation." | [description] SCHEMAS }
//! RESPONSE:= { MEDIA | STATUS " Response" [description] ["Headers" ITEMS] [SCHEMAS] ["Example Response (TYPE)" JSON] }
//! MEDIA   := "Supported Media Types" { BULLET media-type }
//! SCHEMAS := "Root Schema : " NAME SHAPE { "Nested Schema : " NAME SHAPE }
//! SHAPE   := "Type:" TYPE FACETS [description] ITEMS                     "Show Source" may stand anywhere in it
//! ITEMS   := { BULLET NAME ["(required)" | "(optional)"] ":" TYPE FACETS [description] }
//! TYPE    := WORD ["(" FORMAT ")"] [NESTED]                              NESTED: the name of a nested schema
//! FACETS  := { "Title:" … | "Read Only:" … | "Default Value:" … | … }    see `labels`
//! ```
//!
//! Tools save the same page differently: one token per line or several glued together, with the bullet of an item at the
//! end of the line before, with white space in between, in other languages. `lines` undoes the bullets and the white
//! space, `labels` knows the words, `grammar` reads the tokens into a `page`, `document` says that in OpenAPI. A page that lost its
//! lists is refused: what is left of it would be taken for all there is.

mod document;
mod grammar;
mod hints;
mod labels;
mod lines;
mod page;
#[cfg(test)]
mod tests;
mod types;

use self::labels::Label;
use super::{Draft, PageSet, Style};
use crate::error::Result;

/// Whether a text is of this style: a line that is a path, and a section or schema label below it.
pub(super) fn recognises(text: &str) -> bool {
    let mut lines = text
        .lines()
        .map(str::trim)
        .skip_while(|line| grammar::path(line).is_none());
    lines.any(|line| {
        matches!(
            Label::of(line),
            Some(Label::Request | Label::Response | Label::MediaTypes | Label::RootSchema(_))
        )
    })
}

/// Reads the page.
///
/// # Errors
///
/// A page without a method, or one that lost parts when it was saved.
pub(super) fn read(file: &str, text: &str) -> Result<Draft> {
    let mut notes = Vec::new();
    let page = grammar::page(file, text, &mut notes)?;
    let document = document::document(file, &page, &mut notes)?;
    Ok(Draft {
        file: file.to_owned(),
        style: Style::Reference,
        document,
        notes,
        set: PageSet::default(),
    })
}
