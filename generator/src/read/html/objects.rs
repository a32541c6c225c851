//! The API descriptions that a script holds: as objects, and as texts that it parses.

use serde::de::DeserializeSeed;
use serde_json::Value;

use super::strings::{self, QUOTES};
use super::{Described, cut, has_operations, literals, packed, scripts::Script};
use crate::error::{Error, Place, Result, Stage};
use crate::read::markdown::{is_description, names_operations};
use crate::read::value::ParseGuard;
use crate::read::yaml;

/// How often a script's text may be scanned in all: once for each level that an object is nested in what is no
/// description. Real ones are three levels deep.
const MAX_SCANS: usize = 64;

/// Columns beyond are not counted.
const MAX_COLUMN: usize = 4000;

/// Most descriptions that a script is searched for: a page with two that differ is refused.
const MAX_FOUND: usize = 16;

/// The descriptions that a script holds.
pub(super) fn descriptions(file: &str, text: &str, script: &Script<'_>) -> Result<Vec<Described>> {
    let body = script.body;
    let mut found = Vec::new();
    let mut left = body.len().saturating_mul(MAX_SCANS);
    let mut at = 0;
    let is_opening = |c: char| c == '{' || QUOTES.contains(&c);
    while let Some(start) = body
        .get(at..)
        .and_then(|rest| rest.find(is_opening))
        .map(|found| at + found)
    {
        at = start + 1;
        let searched = Searched {
            file,
            text,
            script,
            start,
        };
        let (spent, description) = match body[start..].starts_with('{') {
            true => searched.object()?,
            false => searched.string()?,
        };
        let Some(rest) = left.checked_sub(spent) else {
            let problem = format!(
                "objects of this script are nested more than {MAX_SCANS} deep, which hides what else is in it"
            );
            return Err(too_much(file, script.line, problem));
        };
        left = rest;
        let Some((line, document, end)) = description else {
            continue;
        };
        if found.len() == MAX_FOUND {
            let problem = format!("this script holds more than {MAX_FOUND} API descriptions");
            return Err(too_much(file, line, problem));
        }
        found.push(Described {
            span: start..end,
            ..Described::at(line, document)
        });
        at = end;
    }
    Ok(found)
}

/// A place of a script where a value may begin.
struct Searched<'a> {
    file: &'a str,
    text: &'a str,
    script: &'a Script<'a>,
    start: usize,
}

/// The line of a description, what it says, and the offset behind it.
type Found = (usize, Value, usize);

impl Searched<'_> {
    /// How much was looked at, and the description that the object here is.
    fn object(&self) -> Result<(usize, Option<Found>)> {
        let (body, start) = (self.script.body, self.start);
        let (is_value, looked_at) = literals::is_value(body, start);
        if !is_value {
            return Ok((looked_at, None));
        }
        let scan = literals::scan(body, start);
        let spent = scan.end.unwrap_or(body.len()) - start;
        if !scan.says_version {
            return Ok((spent, None));
        }
        let line = self.line();
        let Some(end) = scan.end else {
            return Err(cut(self.file, line));
        };
        // Blanks in front make the parser count the page's columns, as far as a line is one that people read.
        let before = self.text.get(..self.script.offset + start).unwrap_or_default();
        let column = before
            .chars()
            .rev()
            .take(MAX_COLUMN)
            .take_while(|c| *c != '\n')
            .count();
        let written = body.get(start..end).unwrap_or_default();
        let object = " ".repeat(column) + written;
        let is_json = written[1..].trim_start().starts_with('"');
        let json = match is_json {
            true => yaml::parse(self.file, Stage::Read, &object, line),
            false => Err(by_code(self.file, line)),
        };
        let document = json.or_else(|error| of_literal(written).ok_or(error))?;
        let is_one = has_operations(&document);
        Ok((spent, is_one.then_some((line, document, end))))
    }

    /// How much was looked at, and the description that the text here is.
    fn string(&self) -> Result<(usize, Option<Found>)> {
        let (body, start) = (self.script.body, self.start);
        let before = body[..start].trim_end();
        let is_template = body[start..].starts_with('`');
        let last = before.chars().next_back();
        let is_placed = last.is_none_or(|c| "=:(,[>?|&".contains(c) || (is_template && c.is_alphanumeric()))
            || literals::ends_with_word(before, "return");
        let Some(literal) = is_placed.then(|| strings::literal(body, start)).flatten() else {
            return Ok((0, None));
        };
        let spent = literal.end.unwrap_or(body.len()) - start;
        let encoded = packed::unpacked(before, &literal.text);
        let keeps_lines = literal.keeps_lines && encoded.is_none();
        let text = encoded.unwrap_or(literal.text);
        if !is_description(&text) || (literal.end.is_some() && !names_operations(&text)) {
            return Ok((spent, None));
        }
        // The lines of the text are the page's from the first one that says something.
        let blank = &text[..text.len() - text.trim_start().len()];
        let line = self.line()
            + if keeps_lines {
                blank.matches('\n').count()
            } else {
                0
            };
        if literal.is_assembled {
            return Err(by_code(self.file, line));
        }
        let Some(end) = literal.end else {
            return Err(cut(self.file, line));
        };
        let said = text[blank.rfind('\n').map_or(0, |at| at + 1)..].to_owned();
        let document = yaml::parse(self.file, Stage::Read, &said, line).map_err(|mut error| {
            if !keeps_lines {
                error.place = Place::file(self.file).at(line, 1);
            }
            error
        })?;
        Ok((spent, Some((line, document, end))))
    }

    fn line(&self) -> usize {
        self.script.line + self.script.body[..self.start].matches('\n').count()
    }
}

/// What an object literal says that is no JSON.
fn of_literal(written: &str) -> Option<Value> {
    let json = literals::as_json5(written)?;
    let guard = ParseGuard::new(json.len(), false);
    let mut parser = json5::Deserializer::from_str(&json);
    guard.seed().deserialize(&mut parser).ok()
}

pub(super) fn by_code(file: &str, line: usize) -> Error {
    Error::new(
        Stage::Read,
        Place::file(file).at(line, 1),
        "the API description that begins here is put together by the page's code, which is not run",
        "open the page in a browser and save the description that it shows, or bring the document that it is made from",
    )
}

fn too_much(file: &str, line: usize, problem: String) -> Error {
    Error::new(
        Stage::Read,
        Place::file(file).at(line, 1),
        problem,
        "store the description itself, which the page links to or shows, instead of the page",
    )
}
