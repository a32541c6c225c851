//! References to what the document does not have.
//!
//! ```yaml
//! {$ref: '#/components/schemas/Missing', description: Ours}   # {description: Ours}: any value
//! parameters: [{$ref: '#/components/parameters/missing'}]     # none
//! responses: {'400': {$ref: '#/components/responses/Bad'}}    # responses: {'400': {description: ''}}
//! ```
//!
//! One of them must not cost the rest of the document. A reference into another document is refused instead: there is
//! something, and it is not at hand.

use serde_json::{Value, json};

use crate::openapi::{Kind, read, reference};
use crate::pass::{Pass, WIDENED};
use crate::pointer;

pub(super) const PASS: Pass = Pass {
    id: "dangling-references",
    why: "a reference that leads nowhere says nothing about one place, and the rest of the document holds",
    run: |document, log| {
        let mut found = Vec::new();
        read(document, &mut |kind, at, value| {
            if let Some(target) = reference::of(value)
                && target.starts_with('#')
                && pointer::resolve(document, target).is_none()
            {
                found.push((kind, at.to_owned(), target.to_owned()));
            }
        });
        // The last first: what is taken out of a list moves what stands behind it.
        let settled: Vec<_> = found
            .iter()
            .rev()
            .map(|(kind, at, _)| settle(document, *kind, at))
            .collect();
        for ((_, at, target), left) in found.iter().zip(settled.into_iter().rev()) {
            if let Some(left) = left {
                log.warned(at, format!("`$ref: {target}` leads nowhere; {left}"));
            }
        }
    },
};

/// What is left of a dangling reference, in words; `None` where nothing can be.
fn settle(document: &mut Value, kind: Kind, at: &str) -> Option<&'static str> {
    match kind {
        Kind::Schema => {
            let schema = document.pointer_mut(at)?.as_object_mut()?;
            schema.shift_remove("$ref");
            schema.insert(WIDENED.to_owned(), json!(true));
            Some("any value is allowed")
        }
        Kind::Response => {
            *document.pointer_mut(at)? = json!({"description": ""});
            Some("any answer is possible")
        }
        Kind::Parameter | Kind::Header | Kind::Example | Kind::Link | Kind::Callback => {
            remove(document, at)?;
            Some("it is left out")
        }
        _ => None,
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
