//! Bump.sh's pages as Markdown: an operation as nested lists of its fields.
//!
//! ```text
//! PAGE    := "# " TITLE "**" METHOD " " PATH "**" PROSE { SECTION } ["[Powered by Bump.sh](…)"]
//! SECTION := "## Servers" { "- " [NAME ": "] URL [" (" WORDS ")"] }
//!          | "## Authentication methods" { "- " NAME [" (" WORDS ")"] }
//!          | "## Parameters" { "### " ("Path" | "Query") " parameters" ITEMS | "### " ("Headers" | "Cookies") ITEMS
//!                            | "### " BODY }
//!          | "## Responses" { "### " STATUS PROSE { "#### Headers" ITEMS | "#### " BODY } }
//! BODY    := "Body: " MEDIA " (" TYPE ")" PROSE ITEMS { "#### Example" [":" NAME] FENCE }
//! ITEMS   := { INDENT "- **" NAME "** (" TYPE [", required"] ")" PROSE }    below a deeper INDENT: the fields of the item above
//! TYPE    := WORD | WORD "(" FORMAT ")" | "array[" TYPE "]" | TYPE " | " TYPE
//! ```
//!
//! The page names schemes and does not say what kind they are, and mostly not which fields are required: each is noted. What
//! a section of another name says is noted, too; one that holds fields is refused, for they would be lost.

mod document;
mod fields;
mod page;
#[cfg(test)]
mod tests;
mod trouble;

use super::front_matter::PageText;
use super::markdown::{self, request_line};
use super::{Parts, Style, merge};
use crate::error::{Place, Result};
use crate::note::Note;

const PASS: &str = "bump";

/// The headings of a page's sections.
const SECTIONS: [&str; 4] = ["Servers", "Authentication methods", "Parameters", "Responses"];

/// Whether a page is of this style: a bold line that is method and path, several of its sections below, and no fence that says
/// it all.
pub(super) fn recognises(page: &PageText<'_>) -> bool {
    let mut lines = page.text.lines();
    if !lines.any(|line| request(line).is_some()) {
        return false;
    }
    let heading = |line: &str| {
        line.strip_prefix("## ")
            .map(|heading| heading.trim_end().to_owned())
    };
    let sections = lines
        .filter_map(heading)
        .filter(|heading| SECTIONS.contains(&heading.as_str()));
    sections.count() > 1 && markdown::fences("", &page.text).is_ok_and(|fences| fences.described.is_empty())
}

/// Method and path of a bold line.
fn request(line: &str) -> Option<(&str, &str)> {
    request_line(line.trim().strip_prefix("**")?.strip_suffix("**")?)
}

/// Reads the page.
///
/// # Errors
///
/// A list whose items are no fields, a section that the style does not have, or a page without a reply: it was cut off.
pub(super) fn read(file: &str, page: &PageText<'_>, notes: &mut Vec<Note>) -> Result<Parts> {
    let operation = page::operation(file, &page.text)?;
    let place = Place::file(file).at(operation.line, 1);
    let document = document::document(file, &operation, notes)?;
    Ok((Style::Bump, vec![merge::Part::at(document, place)]))
}
