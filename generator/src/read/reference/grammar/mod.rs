//! Tokens → the page's parts, as the grammar of the style (see `reference`) says.
//!
//! A recursive descent parser: each module reads the parts that it is named after, takes its tokens
//! off the front and puts back what is glued to them.

mod facets;
mod heading;
mod items;
mod messages;
mod schemas;
mod types;

pub(super) use self::heading::path;

use super::labels::Label;
use super::lines::{self, Token};
use super::page::ReferencePage;
use crate::error::{Error, Place, Result, Stage};
use crate::note::{Note, NoteKind};
use crate::shorten::quoted;

/// Longest page and longest line. What is glued into one line is taken off it piece by piece, each time with a copy of
/// the rest, which these keep cheap.
const MAX_BYTES: usize = 4 << 20;
const MAX_LINE_BYTES: usize = 32 << 10;

/// Takes a page apart.
///
/// # Errors
///
/// No method, a list that was lost when the page was saved, or more text than the page of one operation has.
pub(super) fn page(file: &str, text: &str, notes: &mut Vec<Note>) -> Result<ReferencePage> {
    let mut tokens = lines::tokens(text);
    let last = tokens.last().map_or((1, 1), |token| (token.line, token.column));
    tokens.reverse();
    let mut parser = Parser {
        file,
        ahead: tokens,
        last,
        notes,
    };
    parser.check_length(text)?;
    let mut page = parser.heading()?;
    parser.request(&mut page)?;
    parser.responses(&mut page)?;
    Ok(page)
}

struct Parser<'a> {
    file: &'a str,
    /// The tokens still to read, the next one last.
    ahead: Vec<Token>,
    /// Line and column of the last token.
    last: (usize, usize),
    notes: &'a mut Vec<Note>,
}

impl Parser<'_> {
    fn check_length(&self, text: &str) -> Result<()> {
        let line = self
            .ahead
            .iter()
            .rev()
            .find(|token| token.text.len() > MAX_LINE_BYTES);
        let at = line
            .map(|token| (token.line, token.column))
            .or((text.len() > MAX_BYTES).then_some((1, 1)));
        at.map_or(Ok(()), |(line, column)| {
            Err(self.error(
                line,
                column,
                "longer than any reference page of one operation",
                "save the page again, with its line breaks",
            ))
        })
    }

    /// The lines up to the next bullet, label or item.
    fn text(&mut self) -> String {
        let mut lines: Vec<String> = Vec::new();
        while let Some(token) = self
            .ahead
            .pop_if(|token| !token.is_bullet() && Label::of(&token.text).is_none())
        {
            lines.push(token.text);
            if let [.., following, _] = self.ahead.as_slice()
                && matches!(Label::of(&following.text), Some(Label::Type(_)))
            {
                break;
            }
        }
        lines.join("\n")
    }

    /// Puts back what a token holds beyond what was read of it.
    fn push_rest(&mut self, token: &Token, rest: &str) {
        let rest = rest.trim();
        if !rest.is_empty() {
            let offset = token.text.rfind(rest).unwrap_or_default();
            let column = token.column + token.text[..offset].chars().count();
            self.ahead.push(Token {
                line: token.line,
                column,
                text: rest.to_owned(),
            });
        }
    }

    fn note(&mut self, kind: NoteKind, pointer: &str, what: String) {
        self.notes.push(Note::new(kind, "reference", pointer, what));
    }

    fn lost(&self, token: &Token, what: &str) -> Error {
        self.error(
            token.line,
            token.column,
            &format!("{what} is missing here"),
            "save the page again with a tool that keeps lists; what is left does not tell the API",
        )
    }

    /// Text of a page that some other tool made, or of one whose label was lost.
    fn foreign(&self, token: &Token, label: &str) -> Error {
        let text = match token.is_bullet() {
            true => "an item".to_owned(),
            false => quoted(&token.text),
        };
        self.error(
            token.line,
            token.column,
            &format!("{text} stands where a reference page has {label}"),
            "if this is the text of another kind of page, look for its Markdown or its OpenAPI document and use that; else \
             save the page again",
        )
    }

    fn cut_off(&self, what: &str) -> Error {
        self.error(
            self.last.0,
            self.last.1,
            &format!("the page ends before {what}: it was cut off, or is no reference page"),
            "fetch or save the whole page again",
        )
    }

    fn error(&self, line: usize, column: usize, problem: &str, remedy: &str) -> Error {
        Error::new(
            Stage::Read,
            Place::file(self.file).at(line, column),
            problem,
            remedy,
        )
    }
}

/// Adds a line to a text, which may be empty.
fn append(text: &mut String, line: &str) {
    if !text.is_empty() && !line.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}
