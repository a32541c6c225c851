//! A Markdown page without a description → the other format that a fence of it holds.
//!
//! Such a page is told what it shows; in a set it is none of the API's pages, as a guide is.

use super::documents::of_document;
use super::remedies::not_read;
use super::{Unread, formats};
use crate::error::Stage;
use crate::read::yaml;

/// Longest body that is read as a document.
const LONGEST: usize = 1_000_000;

/// The first fence that holds a description of another format.
pub(super) fn other_format(text: &str) -> Option<Unread> {
    let lines: Vec<&str> = text.lines().collect();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at].trim_start();
        let mark = line.len() - line.trim_start_matches('`').len();
        if mark < 3 {
            at += 1;
            continue;
        }
        let close = |line: &&str| line.trim().len() >= mark && line.trim().chars().all(|c| c == '`');
        let length = lines[at + 1..].iter().position(close)?;
        let body = lines[at + 1..at + 1 + length].join("\n");
        if let Some(unread) = of_body(&body, at + 1) {
            return Some(unread.of_other_page());
        }
        at += length + 2;
    }
    None
}

fn of_body(body: &str, line: usize) -> Option<Unread> {
    if let Some(unread) = formats::of_text(body) {
        return Some(Unread { line, ..unread });
    }
    let (name, remedy) = document(body)?;
    Some(Unread::new(line, not_read(name), remedy))
}

/// The format of a text that is a document in YAML or JSON.
pub(super) fn document(text: &str) -> Option<(&'static str, &'static str)> {
    let mut lines = text.lines().map(str::trim);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#') && *line != "---")?;
    // Prose has no key in its first line.
    let is_key = |key: &str| !key.is_empty() && !key.trim_matches(['"', '\'']).contains(char::is_whitespace);
    let may_be = first.starts_with('{') || first.split_once(':').is_some_and(|(key, _)| is_key(key));
    if !may_be || text.len() > LONGEST {
        return None;
    }
    let document = yaml::parse("", Stage::Read, text, 1).ok()?;
    of_document(document.as_object()?)
}
