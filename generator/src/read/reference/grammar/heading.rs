//! TITLE, METHOD, PATH and PROSE: what a page says above its first section.
//!
//! Some pages lost the line with the method; the prose may still name it.

use super::Parser;
use crate::error::Result;
use crate::note::NoteKind;
use crate::openapi::METHODS;
use crate::read::reference::labels::Label;
use crate::read::reference::lines::Token;
use crate::read::reference::page::{Message, ReferencePage};

/// The path that a whole line is.
pub(in crate::read::reference) fn path(line: &str) -> Option<&str> {
    let line = METHODS
        .iter()
        .find_map(|method| method_before(line, method))
        .unwrap_or(line);
    (line.starts_with('/')
        && line.len() > 1
        && !line.starts_with("//")
        && !line.contains(char::is_whitespace))
    .then_some(line)
}

fn is_method(word: &str) -> bool {
    METHODS.contains(&word.to_ascii_lowercase().as_str())
}

/// What follows `method` in a line.
fn method_before<'a>(line: &'a str, method: &str) -> Option<&'a str> {
    let (word, rest) = line.split_once(char::is_whitespace)?;
    word.eq_ignore_ascii_case(method).then(|| rest.trim())
}

impl Parser<'_> {
    /// The page with all but its request and responses.
    pub(super) fn heading(&mut self) -> Result<ReferencePage> {
        let (title, method, path) = self.title_method_and_path()?;
        let mut prose = Vec::new();
        while let Some(token) = self.ahead.pop_if(|token| !opens_section(&token.text)) {
            prose.push(token);
        }
        let method = match method {
            Some(method) => method,
            None => self.method_in(&prose)?,
        };
        Ok(ReferencePage {
            title: title.unwrap_or_else(|| format!("{} {path}", method.to_uppercase())),
            method,
            path,
            prose,
            request: Message::default(),
            parameters: Vec::new(),
            response_media: Vec::new(),
            responses: Vec::new(),
        })
    }

    /// TITLE, METHOD and PATH; a banner in front is left out.
    fn title_method_and_path(&mut self) -> Result<(Option<String>, Option<String>, String)> {
        let mut before: Vec<Token> = Vec::new();
        while let Some(token) = self.ahead.pop() {
            let Some(path) = path(&token.text) else {
                before.push(token);
                continue;
            };
            let path = path.to_owned();
            let same_line = token
                .text
                .split_once(char::is_whitespace)
                .map(|(method, _)| method.to_ascii_lowercase());
            let method = same_line.or_else(|| {
                before
                    .pop_if(|token| is_method(&token.text))
                    .map(|token| token.text.to_ascii_lowercase())
            });
            let title = before
                .pop()
                .map(|token| token.text)
                .filter(|title| !title.is_empty());
            if let Some(banner) = before.first() {
                let what = format!(
                    "the banner above the title, from line {}, is not about the operation",
                    banner.line
                );
                self.note(NoteKind::Ignored, "/info", what);
            }
            return Ok((title, method, path));
        }
        Err(self.error(1, 1, "no path is found on the page", "fetch the page again"))
    }

    /// The method that the prose names in capitals.
    fn method_in(&mut self, prose: &[Token]) -> Result<String> {
        let words = prose
            .iter()
            .flat_map(|token| token.text.split(|c: char| !c.is_ascii_alphabetic()));
        let named = words
            .map(str::to_owned)
            .find(|word| is_method(word) && word.chars().all(|c| c.is_ascii_uppercase()));
        let Some(named) = named else {
            let line = prose.first().map_or(1, |token| token.line);
            return Err(self.error(
                line,
                1,
                "the method is missing: neither a line above the path nor the prose below it names one",
                "fetch the page again, or add the line (`get`, `post`, …) above the path",
            ));
        };
        self.note(
            NoteKind::Inferred,
            "/paths",
            format!("the method {named} is only named in the prose"),
        );
        Ok(named.to_ascii_lowercase())
    }
}

/// Whether a line ends the prose.
fn opens_section(line: &str) -> bool {
    matches!(Label::of(line), Some(label) if label != Label::ShowSource && label != Label::Body)
}
