//! Pointers into a canonical document → the lines of the page where what they point at is said.
//!
//! Where the page holds a document, its own keys are followed as far as they go the same way. Where it shows an operation in a form
//! of its own, the words on the way are looked for in their order, from the line on where the operation stands. What the page
//! does not say itself is placed at what it belongs to.

mod marks;
mod search;

use std::collections::{BTreeMap, BTreeSet};

use crate::error::Place;
use crate::lift::Canonical;
use crate::pointer;
use crate::read::Style;
use crate::source::Source;

/// Fewer steps than this lead to a section of a document and not to a thing.
pub const A_THING: usize = 3;

/// Where each of `pointers` is said, as far as that can be told.
pub fn places(canonical: &Canonical, pages: &[Source], pointers: &[&str]) -> BTreeMap<String, Place> {
    let mut found: BTreeMap<String, (usize, Place)> = BTreeMap::new();
    for page in pages {
        let mine: Vec<&str> = pointers
            .iter()
            .copied()
            .filter(|pointer| may_stand_on(canonical, pointer, &page.name))
            .collect();
        if mine.is_empty() {
            continue;
        }
        let text = String::from_utf8_lossy(&page.bytes);
        for (pointer, (depth, line)) in of_page(canonical, page, &text, &mine) {
            let place = Place::file(&page.name).at(line, 1);
            let best = found.entry(pointer).or_insert_with(|| (depth, place.clone()));
            if depth > best.0 {
                *best = (depth, place);
            }
        }
    }
    found
        .into_iter()
        .map(|(pointer, (_, place))| (pointer, place))
        .collect()
}

/// The lines of a document's own text, by pointer: what is not there is placed at what it belongs to.
pub fn lines(text: &str, pointers: &[&str]) -> BTreeMap<String, usize> {
    let marks = marks::marks(text, 1, &wanted(pointers));
    let lines = pointers.iter().filter_map(|pointer| {
        let (_, line) = deepest(&marks, pointer)?;
        Some(((*pointer).to_owned(), line))
    });
    lines.collect()
}

/// Whether the operation that a pointer leads into stands on a page; what belongs to no operation may stand on any.
fn may_stand_on(canonical: &Canonical, pointer: &str, page: &str) -> bool {
    let mut tokens = pointer::tokens(pointer);
    let (Some("paths"), Some(path), Some(method)) = (tokens.next().as_deref(), tokens.next(), tokens.next())
    else {
        return true;
    };
    let origins = canonical.set.origin(&method, &path);
    origins.is_empty() || origins.iter().any(|origin| origin.page == page)
}

/// Per pointer how far it was followed, and the line.
fn of_page(
    canonical: &Canonical,
    page: &Source,
    text: &str,
    pointers: &[&str],
) -> BTreeMap<String, (usize, usize)> {
    let style = canonical.set.pages.iter().find(|facts| facts.name == page.name);
    let style = style.map_or(canonical.style, |facts| facts.style);
    let spellings: Vec<Vec<String>> = pointers.iter().map(|pointer| spellings(pointer)).collect();
    let all: Vec<&str> = spellings.iter().flatten().map(String::as_str).collect();
    let wanted = wanted(&all);
    let regions = match style {
        Style::OpenApi => vec![(text.to_owned(), 1)],
        _ => fences(text),
    };
    let marks: Vec<BTreeMap<String, usize>> = regions
        .iter()
        .map(|(text, first)| marks::marks(text, *first, &wanted))
        .collect();
    let mut found = BTreeMap::new();
    for (pointer, spellings) in pointers.iter().zip(&spellings) {
        let candidates = marks.iter().flat_map(|marks| {
            let spelt = spellings.iter();
            spelt.filter_map(|spelling| deepest(marks, spelling))
        });
        let best = candidates.max_by_key(|(depth, line)| (*depth, std::cmp::Reverse(*line)));
        let is_thing = |depth: usize| depth >= A_THING || depth == pointer::tokens(pointer).count();
        let best = best.filter(|(depth, _)| is_thing(*depth));
        let best = best.or_else(|| searched(canonical, &page.name, text, pointer));
        if let Some(best) = best {
            found.insert((*pointer).to_owned(), best);
        }
    }
    found
}

/// The line of what a pointer names in the form that a page has for an operation.
fn searched(canonical: &Canonical, page: &str, text: &str, pointer: &str) -> Option<(usize, usize)> {
    let origin = match pointer.starts_with("/paths/") {
        true => canonical.set.origin_of_pointer(pointer),
        false => None,
    }?;
    if origin.page != page {
        return None;
    }
    let words = search::words(&canonical.document, pointer);
    let line = search::line(text, origin.line, &words);
    Some((A_THING, line.unwrap_or(origin.line)))
}

/// A pointer as each version of OpenAPI would have it.
fn spellings(pointer: &str) -> Vec<String> {
    let mut all = vec![pointer.to_owned()];
    for (new, old) in [
        ("/components/schemas/", "/definitions/"),
        ("/components/parameters/", "/parameters/"),
        ("/components/responses/", "/responses/"),
        ("/components/securitySchemes/", "/securityDefinitions/"),
    ] {
        all.extend(pointer.strip_prefix(new).map(|rest| format!("{old}{rest}")));
    }
    if let Some((before, after)) = pointer.split_once("/content/")
        && pointer.starts_with("/paths/")
    {
        // Swagger 2.0 has a reply's schema without its media type.
        all.extend(after.split_once('/').map(|(_, rest)| format!("{before}/{rest}")));
    }
    all
}

/// The pointers with all that they lead through.
fn wanted(pointers: &[&str]) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for pointer in pointers {
        let mut rest = *pointer;
        while !rest.is_empty() && all.insert(rest.to_owned()) {
            rest = rest.rfind('/').map_or("", |at| &rest[..at]);
        }
    }
    all
}

/// How far a pointer can be followed, and the line there.
fn deepest(marks: &BTreeMap<String, usize>, pointer: &str) -> Option<(usize, usize)> {
    let mut rest = pointer;
    while !rest.is_empty() {
        if let Some(line) = marks.get(rest) {
            return Some((pointer::tokens(rest).count(), *line));
        }
        rest = rest.rfind('/').map_or("", |at| &rest[..at]);
    }
    None
}

/// What stands in the fences of a Markdown page, each with its first line.
fn fences(text: &str) -> Vec<(String, usize)> {
    let mut regions = Vec::new();
    let mut open: Option<(&str, String, usize)> = None;
    for (index, line) in text.lines().enumerate() {
        let trimmed = line.trim_start();
        let mark = trimmed.len() - trimmed.trim_start_matches(['`', '~']).len();
        match &mut open {
            None if mark >= 3 => open = Some((&trimmed[..mark], String::new(), index + 2)),
            Some((fence, ..)) if trimmed.starts_with(*fence) && trimmed[mark..].trim().is_empty() => {
                regions.extend(open.take().map(|(_, text, first)| (text, first)));
            }
            Some((_, text, _)) => {
                text.push_str(line);
                text.push('\n');
            }
            None => {}
        }
    }
    regions.extend(open.map(|(_, text, first)| (text, first)));
    regions
}

#[cfg(test)]
mod tests;
