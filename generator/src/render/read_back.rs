//! The last look at what is emitted: every doc comment and README is read as rustdoc reads it, whoever wrote it.
//!
//! What a page says goes through `words/`; a place that forgot to would be found here, before there is a
//! file. Found is a code block that rustdoc would run and that is not an example of ours, HTML, an image, a footnote, a
//! definition, a link that leads neither to the web nor to an item of ours.

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Parser, Tag, TagEnd};

use crate::error::{Error, Place, Result, Stage};
use crate::words::{CODE, OPTIONS, link};

mod comments;
mod lines;

/// Code of ours that documentation shows and rustdoc runs or compiles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Example {
    /// What stands behind the fence: `rust` or `rust,no_run`.
    info: &'static str,
    /// The code's lines.
    code: String,
}

impl Example {
    /// An example; `info` says what rustdoc makes of it.
    pub(crate) fn new(info: &'static str, code: impl Into<String>) -> Self {
        let code = code.into().trim_end().to_owned() + "\n";
        Self { info, code }
    }

    /// The example as a code block, within marks that nothing in it ends.
    pub(crate) fn block(&self) -> String {
        let longest = self.code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        format!("{fence}{}\n{}{fence}", self.info, self.code)
    }
}

/// Reads the documentation of Rust source back.
///
/// # Errors
///
/// The first thing that documentation must not hold: a defect of the generator.
pub(crate) fn code(path: &str, source: &str, examples: &[Example]) -> Result<()> {
    let comments = comments::of(source).map_err(|problem| defect(path, &problem))?;
    comments
        .iter()
        .try_for_each(|comment| document(comment, "", examples))
        .map_err(|problem| defect(path, &problem))
}

/// Reads a README back, which may begin with the banner of a generated file.
///
/// # Errors
///
/// As [`code`].
pub(crate) fn readme(text: &str, banner: &str, examples: &[Example]) -> Result<()> {
    document(text, &format!("<!-- {banner} -->"), examples).map_err(|problem| defect("README.md", &problem))
}

fn defect(path: &str, problem: &str) -> Error {
    Error::new(
        Stage::Render,
        Place::file(path),
        format!("the documentation would hold {problem}"),
        "report this page as a defect of the generator; nothing was written",
    )
}

/// Reads one text back. The error says what it must not hold.
pub(crate) fn document(text: &str, banner: &str, examples: &[Example]) -> std::result::Result<(), String> {
    let unknown =
        |link: BrokenLink<'_>| Some((CowStr::from(link.reference.to_string()), CowStr::Borrowed("")));
    let mut parser = Parser::new_with_broken_link_callback(text, OPTIONS, Some(unknown));
    let mut block: Option<(String, String)> = None;
    for event in parser.by_ref() {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                block = Some((info, String::new()));
            }
            Event::Text(text) => {
                if let Some((_, code)) = &mut block {
                    code.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                let (info, code) = block.take().unwrap_or_default();
                let known = info == CODE
                    || examples
                        .iter()
                        .any(|example| example.info == info && example.code == code);
                if !known {
                    return Err(format!("a code block that is none of ours: `{}`", excerpt(&code)));
                }
            }
            Event::Html(html) | Event::InlineHtml(html) if banner.is_empty() || html.trim() != banner => {
                return Err(format!("HTML: `{}`", excerpt(&html)));
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                return Err(format!("an image: `{}`", excerpt(&dest_url)));
            }
            Event::Start(Tag::FootnoteDefinition(label)) | Event::FootnoteReference(label) => {
                return Err(format!("a footnote: `{}`", excerpt(&label)));
            }
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                id,
                ..
            }) if !is_link(link_type, &dest_url, &id) => {
                return Err(format!("a strange link: `{}`", excerpt(&dest_url)));
            }
            _ => {}
        }
    }
    match parser.reference_definitions().iter().next() {
        Some((label, _)) => Err(format!("a definition of a reference: `{}`", excerpt(label))),
        None => Ok(()),
    }
}

/// Whether a link is one of the web, or one of ours to an item: ``[`Item`]``, `[text](path::of::item)`, or, where the crate's root says
/// what it leads to, `[text][path-of-item]`.
fn is_link(kind: LinkType, destination: &str, id: &str) -> bool {
    match kind {
        LinkType::Autolink | LinkType::Email => link::automatic(destination, kind == LinkType::Email),
        LinkType::Inline => {
            is_path(destination) || link::destination(destination).is_some_and(|safe| safe == destination)
        }
        LinkType::ShortcutUnknown => {
            let item = id.strip_prefix('`').and_then(|item| item.strip_suffix('`'));
            item.is_some_and(|item| is_path(item.trim_end_matches("()")))
        }
        LinkType::ReferenceUnknown => is_path(&id.replace('-', "::")),
        _ => false,
    }
}

/// Whether a text is a path of Rust, such as `super::Client::get`.
fn is_path(text: &str) -> bool {
    text.split("::").all(|part| {
        let part = part.strip_prefix("r#").unwrap_or(part);
        part.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_alphanumeric() || c == '_')
    })
}

fn excerpt(text: &str) -> String {
    text.chars().take(60).collect()
}

#[cfg(test)]
mod tests;
