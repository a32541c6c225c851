//! Which member of a list of schemas, such as those of `oneOf` or `allOf`, is which of the other side's: by the component that
//! it refers to, then by being the same, then by having the same shape, then by a new name, then by its kind.

use serde_json::Value;

use crate::compare::site::Node;
use crate::compare::walk::Walk;
use crate::pointer;

use super::{kind, shape};

/// Which member of one list is which of the other.
pub(super) struct Matched<'a> {
    pub(super) pairs: Vec<(Node<'a>, Node<'a>)>,
    pub(super) removed: Vec<Node<'a>>,
    pub(super) added: Vec<Node<'a>>,
}

/// Matches the members of two lists of schemas.
pub(super) fn matched<'a>(walk: &Walk<'a>, old: Vec<Node<'a>>, new: Vec<Node<'a>>) -> Matched<'a> {
    let (mut removed, mut added, mut pairs) = (old, new, Vec::new());
    let mut pass = |alike: &dyn Fn(&Node<'a>, &Node<'a>) -> bool| {
        removed.retain(
            |before| match added.iter().position(|after| alike(before, after)) {
                Some(at) => {
                    pairs.push((before.clone(), added.remove(at)));
                    false
                }
                None => true,
            },
        );
    };
    pass(&|before, after| before.value == after.value);
    pass(&|before, after| before.reference().is_some() && before.reference() == after.reference());
    pass(&|before, after| shape::same(walk.old, walk.new, before.value, after.value));
    pass(&|before, after| match (before.reference(), after.reference()) {
        (Some(before), Some(after)) => is_rename(walk, before, after),
        _ => false,
    });
    pass(&|before, after| {
        before.reference().is_none()
            && after.reference().is_none()
            && kind(Some(before.value)) == kind(Some(after.value))
    });
    Matched {
        pairs,
        removed,
        added,
    }
}

/// Whether a reference is to a schema that only its document has.
fn is_only_in(reference: &str, other: &Value) -> bool {
    pointer::resolve(other, reference).is_none() && reference.starts_with("#/components/schemas/")
}

/// Whether the schema `old` of the old document is called `new` in the new one.
pub(super) fn is_rename(walk: &Walk<'_>, old: &str, new: &str) -> bool {
    is_only_in(old, walk.new) && is_only_in(new, walk.old)
}
