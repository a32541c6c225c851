//! The objects of a script that are API descriptions.

use serde_json::Value;

use super::{cut, scripts::Script};
use crate::read::{json_object, yaml};
use crate::{Error, Place, Result, Stage};

/// How often a script's text may be scanned in all: once for each level that an object is nested in what is no
/// description. Real ones are three levels deep.
const MAX_SCANS: usize = 64;

/// Columns beyond are not counted.
const MAX_COLUMN: usize = 4000;

/// Most descriptions that a script is searched for: a page with two that differ is refused.
const MAX_FOUND: usize = 16;

/// The descriptions that a script holds, each with its line in the page.
pub(super) fn descriptions(file: &str, text: &str, script: &Script<'_>) -> Result<Vec<(usize, Value)>> {
    let body = script.body;
    let mut found = Vec::new();
    let mut left = body.len().saturating_mul(MAX_SCANS);
    let mut at = 0;
    while let Some(start) = body
        .get(at..)
        .and_then(|rest| rest.find('{'))
        .map(|found| at + found)
    {
        at = start + 1;
        if !is_value(body, start) {
            continue;
        }
        let scan = json_object::scan(body, start);
        let spent = scan.end.unwrap_or(body.len()) - start;
        let Some(rest) = left.checked_sub(spent) else {
            let problem = format!(
                "objects of this script are nested more than {MAX_SCANS} deep, which hides what else is in it"
            );
            return Err(too_much(file, script.line, problem));
        };
        left = rest;
        if !scan.says_version {
            continue;
        }
        let line = script.line + body[..start].matches('\n').count();
        let Some(end) = scan.end else {
            return Err(cut(file, line));
        };
        // Blanks in front make the parser count the page's columns, as far as a line is one that people read.
        let before = text.get(..script.offset + start).unwrap_or_default();
        let column = before
            .chars()
            .rev()
            .take(MAX_COLUMN)
            .take_while(|c| *c != '\n')
            .count();
        let object = " ".repeat(column) + body.get(start..end).unwrap_or_default();
        if found.len() == MAX_FOUND {
            let problem = format!("this script holds more than {MAX_FOUND} API descriptions");
            return Err(too_much(file, line, problem));
        }
        found.push((line, yaml::parse(file, Stage::Read, &object, line)?));
        at = end;
    }
    Ok(found)
}

fn too_much(file: &str, line: usize, problem: String) -> Error {
    Error::new(
        Stage::Read,
        Place::file(file).at(line, 1),
        problem,
        "store the description itself, which the page links to or shows, instead of the page",
    )
}

/// Whether a brace opens an object that is a value and has keys in double quotes: a block of code has not.
fn is_value(body: &str, start: usize) -> bool {
    let before = body[..start].trim_end().chars().next_back();
    let is_placed = before.is_none_or(|c| "=:(,[".contains(c));
    is_placed && body[start + 1..].trim_start().starts_with('"')
}
