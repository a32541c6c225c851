//! Where the document has the example of a schema, a parameter or a media type.

use serde_json::Value;

use crate::openapi::Node;
use crate::pointer::join;

/// The place of an example of what stands at `owner`: of itself, or of the schema that it has. Where none is found there, that
/// of the owner.
pub(in crate::model) fn example(document: &Value, owner: &str, said: &Value) -> String {
    let found = Node::at(document, owner).and_then(|owner| {
        let owner = owner.resolved(document).unwrap_or(owner);
        let first = |content: Node<'_>| {
            content
                .members()
                .into_iter()
                .next()
                .map(|(_, media)| media.pointer)
        };
        let media = owner.key("content").and_then(first);
        let media = media.and_then(|at| Node::at(document, &at));
        let has_schema = media.as_ref().unwrap_or(&owner);
        let schema = has_schema
            .key("schema")
            .and_then(|schema| schema.resolved(document));
        let owners = [Some(&owner), media.as_ref(), schema.as_ref()];
        owners
            .into_iter()
            .flatten()
            .find_map(|owner| own(document, owner, said))
    });
    found.unwrap_or_else(|| owner.to_owned())
}

fn own(document: &Value, owner: &Node<'_>, said: &Value) -> Option<String> {
    if let Some(single) = owner.key("example") {
        return Some(single.pointer);
    }
    let listed = owner.key("examples")?;
    let Value::Object(named) = listed.value else {
        let items = listed.items();
        let same = items.iter().find(|item| item.value == said);
        return same.or(items.first()).map(|item| item.pointer.clone());
    };
    let first = listed.key(named.keys().next()?)?;
    let first = first.resolved(document).unwrap_or(first);
    Some(join(&first.pointer, "value"))
}
