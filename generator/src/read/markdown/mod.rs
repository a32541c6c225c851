//! A Markdown page → its fences that hold an API description, each with the words and the address above it.
//!
//! ```text
//! PAGE   := { … HEADING … FENCE }
//! HEADING:= "# " TITLE ["> " SUMMARY { SUMMARY-LINE }]      SUMMARY-LINE: unquoted prose
//!         | "## " TITLE | "## " METHOD " " PATH             directly above a fence without a header: its operation
//!         | METHOD " " URL                                  the address of the operation (see `fern`)
//! FENCE  := "```" … INFO NL BODY "```" …                    CommonMark 4.5; four backticks as a rule
//! INFO   := ("yaml" | "yml" | "json") [HEADER]
//! HEADER := [SPEC] METHOD PATH                              SPEC: the file or URL the body comes from
//! ```
//!
//! The page around the fences is MDX or has `{% … %}` in it, which no Markdown parser reads whole (components, attributes
//! with code); fences and headings are lines of their own, so lines are what is read here.

mod description;
mod lines;
mod opening;
#[cfg(test)]
mod tests;
mod words;

pub(super) use self::description::{is_description, names_operations};
pub(super) use self::opening::request_line;

use self::lines::Lines;
use self::opening::{Opening, operation, spec};
use self::words::Words;
use crate::error::{Error, Place, Result, Stage};

/// A fenced block of the page that holds an API description.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fence<'a> {
    /// Line of the opening fence, from 1; the body starts on the next.
    pub(super) line: usize,
    /// METHOD (lower case) and PATH of the header.
    pub(super) operation: Option<(String, &'a str)>,
    /// SPEC of the header: the description that the body was cut from.
    pub(super) spec: Option<&'a str>,
    /// What the fence holds.
    pub(super) body: &'a str,
    /// The title above that is the operation's.
    pub(super) title: Option<&'a str>,
    /// The quoted summary below that title.
    pub(super) summary: Option<String>,
    /// The line METHOD URL above, since the last fence.
    pub(super) address: Option<RequestAddress<'a>>,
}

/// A line that holds METHOD and a URL or a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RequestAddress<'a> {
    /// From 1.
    pub(super) line: usize,
    /// In capitals.
    pub(super) method: &'a str,
    /// Absolute, or a path.
    pub(super) target: &'a str,
}

/// What a page holds in fences.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Fences<'a> {
    /// Those that hold an API description.
    pub(super) described: Vec<Fence<'a>>,
    /// Line of the first one that holds other YAML or JSON.
    pub(super) sample: Option<usize>,
    /// Operations that a heading announces and no fence describes.
    pub(super) announced: Vec<RequestAddress<'a>>,
}

/// All fences of the page that hold an API description: those with a METHOD PATH header, and those that say a version.
///
/// # Errors
///
/// Such a fence that is never closed, or a page that ends where its next description is to follow.
pub(super) fn fences<'a>(file: &str, text: &'a str) -> Result<Fences<'a>> {
    let lines = Lines::new(text);
    let mut fences = Fences::default();
    let mut words = Words::default();
    // The shortest fence of backticks and of tildes that is known not to be closed below: none as long is, either.
    let mut unclosed = [usize::MAX; 2];
    // Lines that announce what must follow.
    let mut announced: Option<(usize, Option<RequestAddress<'a>>)> = None;
    let mut open_data = None;
    // Described fences that took the page's title.
    let mut of_page = Vec::new();
    let mut at = 0;
    while at < lines.count() {
        let line = lines.get(at);
        if let Some(opening) = Opening::of(line) {
            let operation = operation(opening.info);
            let shortest = &mut unclosed[usize::from(opening.mark.starts_with('~'))];
            let may_be_closed = opening.mark.len() < *shortest;
            let mut below = if may_be_closed {
                at + 1..lines.count()
            } else {
                0..0
            };
            match below.find(|&end| opening.is_closed_by(lines.get(end))) {
                Some(end) => {
                    let body = lines.between(at + 1, end);
                    if operation.is_some() || (is_description(body) && names_operations(body)) {
                        let (title, summary, is_page) = words.of_fence(operation.is_some());
                        if is_page {
                            of_page.push(fences.described.len());
                        }
                        let address = words.address.take();
                        fences.described.push(Fence {
                            line: at + 1,
                            spec: spec(opening.info).filter(|_| operation.is_some()),
                            operation,
                            body,
                            title,
                            summary,
                            address,
                        });
                        announced = None;
                        words = Words::default();
                    } else {
                        if opening.is_data() {
                            fences.sample.get_or_insert(at + 1);
                        }
                        fences
                            .announced
                            .extend(announced.take().and_then(|(_, operation)| operation));
                        words.interrupt();
                    }
                    at = end;
                }
                None => {
                    let is_data = may_be_closed && opening.is_data();
                    if operation.is_some()
                        || (is_data && is_description(lines.between(at + 1, lines.count())))
                    {
                        return Err(cut(file, at + 1, "the fence that opens here is never closed"));
                    }
                    if is_data {
                        open_data.get_or_insert(at + 1);
                    }
                    // A stray fence of some sample: prose.
                    *shortest = opening.mark.len().min(*shortest);
                }
            }
        } else if let Some(announcement) = words.read(&lines, at) {
            let before = announced.and_then(|(_, operation)| operation);
            fences
                .announced
                .extend(before.filter(|before| announcement.is_some_and(|next| !before.is_same(&next))));
            announced = Some((at + 1, announcement.or(before)));
        } else if let Some((_, Some(address))) = announced
            && address.target.starts_with('/')
            && !line.trim().is_empty()
            && !line.starts_with(['>', '`', '{'])
        {
            // Text below such a heading describes the operation in its own way.
            fences.announced.push(address);
            announced = None;
        }
        at += 1;
    }
    if !fences.described.is_empty() {
        if let Some((line, _)) = announced {
            return Err(cut(
                file,
                line,
                "the API description that is announced here does not follow",
            ));
        }
        if let Some(line) = open_data {
            return Err(cut(file, line, "the fence that opens here is never closed"));
        }
    }
    words::keep_what_is_the_operations(&mut fences.described, &of_page);
    Ok(fences)
}

impl RequestAddress<'_> {
    /// Whether two lines announce one operation: a heading and the address below it.
    fn is_same(&self, other: &Self) -> bool {
        self.method == other.method
            && (self.target.ends_with(other.target) || other.target.ends_with(self.target))
    }
}

fn cut(file: &str, line: usize, problem: &str) -> Error {
    Error::new(
        Stage::Read,
        Place::file(file).at(line, 1),
        problem,
        "fetch the page again: it seems to be cut off",
    )
}
