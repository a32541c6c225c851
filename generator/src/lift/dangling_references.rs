//! References to what the document does not have.
//!
//! ```yaml
//! {$ref: '#/components/schemas/Missing', description: Ours}   # {description: Ours}: any value
//! parameters: [{$ref: '#/components/parameters/missing'}]     # none
//! responses: {'400': {$ref: '#/components/responses/Bad'}}    # responses: {'400': {description: ''}}
//! requestBody: {$ref: '#/components/requestBodies/Gone'}       # {content: {'*/*': {}}}: bytes of any type
//! paths: {/a: {$ref: '#/components/pathItems/Gone'}}          # none
//! parameters: [{$ref: '#/components/schemas/Page'}]           # none: that is no parameter
//! schema: {$ref: schemas/Pet.yaml}                             # {}: any value
//! ```
//!
//! A circle of nothing but references leads nowhere, too.
//!
//! So does one into a file that is not at hand, or to a URL, which nobody fetches. None of them must cost the rest of the document.
//! Only a path of another document is refused: its operations are what a client is for.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::openapi::operations::of_item;
use crate::openapi::{Child, ObjectKind, read, reference};
use crate::pass::{Log, Pass, WIDENED};
use crate::pointer;

pub(super) const PASS: Pass = Pass {
    id: "dangling-references",
    why: "a reference that leads nowhere says nothing about one place, and the rest of the document holds",
    // What is taken out may have been referred to.
    run: |document, log| while settle_all(document, log) {},
};

/// Settles every reference that leads nowhere; whether something was left out, to which others may lead.
fn settle_all(document: &mut Value, log: &mut Log<'_>) -> bool {
    let mut found = Vec::new();
    read(document, &mut |kind, at, value| {
        let Some(target) = reference::of(value) else {
            return;
        };
        if !target.starts_with('#') {
            if can_be_missed(kind, at) {
                let what = "is in another document, which is not at hand";
                found.push((kind, at.to_owned(), target.to_owned(), what));
            }
        } else if pointer::resolve(document, target).is_none() {
            found.push((kind, at.to_owned(), target.to_owned(), "leads nowhere"));
        } else if is_on_a_circle(document, at, target) {
            let what = "leads back to itself and never to anything";
            found.push((kind, at.to_owned(), target.to_owned(), what));
        } else if is_of_another_kind(kind, target) {
            let what = "leads to a component of another kind";
            found.push((kind, at.to_owned(), target.to_owned(), what));
        }
    });
    // The last first: what is taken out of a list moves what stands behind it.
    let settled: Vec<_> = found
        .iter()
        .rev()
        .map(|(kind, at, ..)| settle(document, *kind, at))
        .collect();
    let mut is_referred_to = false;
    for ((kind, at, target, what), left) in found.iter().zip(settled.into_iter().rev()) {
        if let Some(left) = left {
            // Into a file that the page was bundled of, it has two marks.
            let shown = target.strip_prefix('#').filter(|rest| rest.contains('#'));
            let shown = shown.unwrap_or(target);
            log.warned(at, format!("`$ref: {shown}` {what}; {left}"));
            let stays = matches!(
                kind,
                ObjectKind::Schema | ObjectKind::Response | ObjectKind::RequestBody | ObjectKind::MediaType
            );
            is_referred_to |= !stays && at.starts_with("/components/");
        }
    }
    log.left_out(found.iter().filter_map(|(kind, at, ..)| {
        let (list, index) = at.rsplit_once('/')?;
        // Of the lists that hold references, only this one loses what leads nowhere.
        let is_item = *kind == ObjectKind::Parameter && list.starts_with("/paths/");
        is_item.then(|| Some((list.to_owned(), index.parse().ok()?)))?
    }));
    is_referred_to
}

/// Whether enough is left without what stands in another document: not without a path, its operations, or all components.
fn can_be_missed(kind: ObjectKind, at: &str) -> bool {
    use ObjectKind::{
        Callback, Example, Header, Link, MediaType, Parameter, PathItem, RequestBody, Response, Schema,
        SecurityScheme,
    };
    match kind {
        PathItem => !at.starts_with("/paths/") || at.contains("/callbacks/"),
        Callback | Example | Header | Link | MediaType | Parameter | RequestBody | Response | Schema
        | SecurityScheme => true,
        _ => false,
    }
}

/// Whether a reference names a component that is something else than what is to stand there.
fn is_of_another_kind(kind: ObjectKind, target: &str) -> bool {
    let section = reference::component(target).map(|(section, _)| section);
    let Some(Child::Map(named)) = section.and_then(|section| ObjectKind::Components.child(&section)) else {
        return false;
    };
    // A header is a parameter without name and place, and some refer to one.
    named != kind && !(kind == ObjectKind::Header && named == ObjectKind::Parameter)
}

/// Whether the reference at a place is one of a circle of references. Whoever refers into the circle is none of it, and refers
/// to what is left of it.
fn is_on_a_circle(document: &Value, at: &str, target: &str) -> bool {
    let mut seen = HashSet::new();
    let mut target = target;
    while seen.insert(target) {
        if pointer::fragment(target).as_deref() == Some(at) {
            return true;
        }
        match pointer::resolve(document, target).and_then(reference::of) {
            Some(next) => target = next,
            None => return false,
        }
    }
    false
}

/// What is left of a dangling reference, in words; `None` where nothing can be.
fn settle(document: &mut Value, kind: ObjectKind, at: &str) -> Option<&'static str> {
    match kind {
        ObjectKind::Schema => {
            let schema = document.pointer_mut(at)?.as_object_mut()?;
            schema.shift_remove("$ref");
            schema.insert(WIDENED.to_owned(), json!(true));
            Some("any value is allowed")
        }
        ObjectKind::Response => {
            *document.pointer_mut(at)? = json!({"description": ""});
            Some("any answer is possible")
        }
        ObjectKind::RequestBody => {
            *document.pointer_mut(at)? = json!({"content": {"*/*": {}}});
            Some("a body of any type can be sent")
        }
        ObjectKind::MediaType => {
            *document.pointer_mut(at)? = json!({});
            Some("any content is possible")
        }
        ObjectKind::PathItem => {
            let item = document.pointer_mut(at)?.as_object_mut()?;
            item.shift_remove("$ref");
            if of_item("", document.pointer(at)?).next().is_some() {
                return Some("only what stands beside it is left of the path");
            }
            remove(document, at)?;
            Some("the path is left out")
        }
        _ => {
            remove(document, at)?;
            Some("it is left out")
        }
    }
}

fn remove(document: &mut Value, at: &str) -> Option<()> {
    let (parent, _) = at.rsplit_once('/')?;
    let token = pointer::tokens(at).last()?;
    match document.pointer_mut(parent)? {
        Value::Array(items) => {
            items.remove(token.parse().ok()?);
        }
        Value::Object(entries) => {
            entries.shift_remove(&token);
        }
        _ => return None,
    }
    Some(())
}
