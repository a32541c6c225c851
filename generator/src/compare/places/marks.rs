//! YAML or JSON text → the lines of its keys and items, by pointer.

use std::collections::{BTreeMap, BTreeSet};

use saphyr_parser::{Event, Parser};

use crate::pointer::join;

/// A collection that is open.
enum Open {
    /// The key whose value comes next, if it has come.
    Mapping(bool),
    /// The number of the next item.
    Sequence(usize),
}

/// The lines of `wanted` in a text whose first line is `first`; as far as it goes where the text is no YAML.
pub(super) fn marks(text: &str, first: usize, wanted: &BTreeSet<String>) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    let mut open: Vec<Open> = Vec::new();
    // The pointers to what is open, and to the key whose value comes next.
    let mut at: Vec<String> = vec![String::new()];
    let mut parser = Parser::new_from_str(text);
    while let Some(Ok((event, span))) = parser.next_event() {
        let line = first + span.start.line() - 1;
        let here = at.last().cloned().unwrap_or_default();
        match &event {
            Event::Scalar(..) | Event::Alias(_) | Event::MappingStart(..) | Event::SequenceStart(..) => {}
            Event::MappingEnd | Event::SequenceEnd => {
                open.pop();
                value_ends(&mut open, &mut at);
                continue;
            }
            Event::StreamEnd => break,
            _ => continue,
        }
        match open.last_mut() {
            Some(Open::Mapping(with_key @ false)) => {
                let Event::Scalar(key, ..) = &event else {
                    // A key that is no word stands in no description.
                    return found;
                };
                *with_key = true;
                at.push(join(&here, key.as_ref()));
                note(&mut found, at.last(), line, wanted);
                continue;
            }
            Some(Open::Sequence(next)) => {
                at.push(join(&here, next.to_string()));
                *next += 1;
                note(&mut found, at.last(), line, wanted);
            }
            Some(Open::Mapping(true)) | None => {}
        }
        match event {
            Event::MappingStart(..) => open.push(Open::Mapping(false)),
            Event::SequenceStart(..) => open.push(Open::Sequence(0)),
            _ => value_ends(&mut open, &mut at),
        }
    }
    found
}

fn value_ends(open: &mut [Open], at: &mut Vec<String>) {
    match open.last_mut() {
        Some(Open::Mapping(with_key)) => {
            *with_key = false;
            at.pop();
        }
        Some(Open::Sequence(_)) => {
            at.pop();
        }
        None => {}
    }
}

fn note(
    found: &mut BTreeMap<String, usize>,
    pointer: Option<&String>,
    line: usize,
    wanted: &BTreeSet<String>,
) {
    if let Some(pointer) = pointer.filter(|pointer| wanted.contains(*pointer)) {
        found.entry(pointer.clone()).or_insert(line);
    }
}
