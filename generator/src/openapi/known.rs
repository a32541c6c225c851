//! What stands in a field of an object: the table, asked by name.
//!
//! Documents are walked by it, so that an `example` that happens to look like a schema is never taken for one, and whatever is
//! not in it is what the `unknown-keywords` pass removes.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::fields::Fields;
use super::kind::Child::{self, Map, One};
use super::kind::ObjectKind;

/// By kind, the fields that hold objects: asked for each key of each object, and a fraction of all fields.
static HOLDING: LazyLock<Vec<Vec<(&'static str, Child)>>> = LazyLock::new(|| {
    let holding = |kind: ObjectKind| {
        let fields = all(kind).filter(|(_, child)| child.holds_objects());
        fields.collect()
    };
    ObjectKind::ALL.map(holding).into()
});

/// The fields that hold objects by names which are the page's, in whatever kind of object.
static BY_NAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let is_by_names = |child: Child| match child {
        Map(_) => true,
        One(kind) => kind.is_patterned(),
        _ => false,
    };
    let fields = ObjectKind::ALL.into_iter().flat_map(all);
    fields
        .filter(|(_, child)| is_by_names(*child))
        .map(|(field, _)| field)
        .collect()
});

fn all(kind: ObjectKind) -> impl Iterator<Item = (&'static str, Child)> {
    let tables = [kind.fields(), kind.fields_of_3_2(), kind.older_fields()];
    tables.into_iter().flatten().copied()
}

/// Whether the keys of the object in a field are names of the page's and no words of OpenAPI, where it is not known in what kind of
/// object the field is.
pub(crate) fn is_by_names(field: &str) -> bool {
    BY_NAMES.contains(field)
}

impl ObjectKind {
    /// What stands in `field` of this kind of object; `None` when the model does not know the field.
    pub(crate) fn child(self, field: &str) -> Option<Child> {
        let listed = |fields: Fields| {
            let found = fields.iter().find(|(name, _)| *name == field);
            found.map(|(_, child)| *child)
        };
        let known = listed(self.fields())
            .or_else(|| listed(self.fields_of_3_2()))
            .or_else(|| listed(self.older_fields()));
        known.or_else(|| self.patterned(field))
    }

    /// What stands in `field`, where that is objects.
    pub(super) fn holding(self, field: &str) -> Option<Child> {
        let fields = &HOLDING[self as usize];
        let found = fields.iter().find(|(name, _)| *name == field);
        found.map(|(_, child)| *child).or_else(|| self.patterned(field))
    }

    /// Whether fields of this kind are called by a pattern.
    fn is_patterned(self) -> bool {
        matches!(self, Self::Paths | Self::Callback | Self::Responses)
    }

    fn patterned(self, field: &str) -> Option<Child> {
        match self {
            Self::Paths if field.starts_with('/') => Some(One(Self::PathItem)),
            Self::Callback if !field.starts_with("x-") => Some(One(Self::PathItem)),
            Self::Responses if is_status(field) => Some(One(Self::Response)),
            _ => None,
        }
    }

    /// Whether canonical documents may have `field` in this kind of object: OpenAPI 3.1 gives it, or 3.2.
    pub(crate) fn knows(self, field: &str) -> bool {
        let listed = |fields: Fields| fields.iter().any(|(name, _)| *name == field);
        listed(self.fields()) || listed(self.fields_of_3_2()) || self.patterned(field).is_some()
    }

    /// Whether `field` came into this kind of object with OpenAPI 3.2.
    pub(crate) fn is_of_3_2(self, field: &str) -> bool {
        self.fields_of_3_2().iter().any(|(name, _)| *name == field)
    }
}

/// Whether a key of the Responses Object is a status code or a range such as `4XX`.
pub(crate) fn is_status(key: &str) -> bool {
    let bytes = key.as_bytes();
    bytes.len() == 3
        && (b'1'..=b'5').contains(&bytes[0])
        && (bytes[1..].iter().all(u8::is_ascii_digit) || &bytes[1..] == b"XX")
}

#[test]
fn kinds_are_numbered_as_they_are_listed() {
    for (index, kind) in ObjectKind::ALL.into_iter().enumerate() {
        assert_eq!(kind as usize, index, "{kind:?}");
    }
}

#[test]
fn names_of_the_page_are_told_from_words_of_openapi() {
    let names = [
        "properties",
        "$defs",
        "content",
        "responses",
        "paths",
        "headers",
        "mediaTypes",
        "definitions",
    ];
    assert_eq!(names.map(is_by_names), [true; 8]);
    let words = [
        "items",
        "allOf",
        "schema",
        "requestBody",
        "info",
        "flows",
        "enum",
        "discriminator",
    ];
    assert_eq!(words.map(is_by_names), [false; 8]);
}
