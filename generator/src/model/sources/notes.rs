//! Notes about a reshaped document → notes about the canonical one.

use std::collections::HashMap;

use serde_json::Value;

use crate::note::Note;
use crate::openapi::Node;
use crate::pointer::{self, join};

/// Points notes about a document that only lacks parts of the canonical one, or has them elsewhere, to what both have.
pub(in crate::model) fn trim(notes: &mut [Note], canonical: &Value) {
    point(notes, canonical, &HashMap::new());
}

/// Points notes to where the canonical document has what they are about, or what that is part of. `moved` says from where
/// to where.
pub(in crate::model::sources) fn point(
    notes: &mut [Note],
    canonical: &Value,
    moved: &HashMap<String, String>,
) {
    for note in notes {
        note.pointer = place(&note.pointer, canonical, moved);
    }
}

pub(super) fn place(pointer: &str, canonical: &Value, moved: &HashMap<String, String>) -> String {
    let known = ends(pointer).find_map(|end| {
        let to = moved.get(&pointer[..end])?;
        Some(format!("{to}{}", &pointer[end..]))
    });
    let pointer = known.as_deref().unwrap_or(pointer);
    // References to what is no schema were written out: the value is where they lead.
    let mut node = Node::root(canonical);
    for token in pointer::tokens(pointer) {
        let child = |node: &Node<'_>| Node::at(canonical, &join(&node.pointer, &token));
        let inner = child(&node).or_else(|| child(&node.resolved(canonical)?));
        let Some(inner) = inner else { break };
        node = inner;
    }
    node.pointer
}

/// Where a pointer and those to what holds its value end, longest first.
fn ends(pointer: &str) -> impl Iterator<Item = usize> + '_ {
    let shorter = pointer.rmatch_indices('/').map(|(at, _)| at);
    std::iter::once(pointer.len()).chain(shorter)
}
