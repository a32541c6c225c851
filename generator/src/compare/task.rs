//! What is still to be compared: a pair of schemas, and what their place says of their values.

use super::site::Site;

/// What is known about a schema from where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Slot {
    /// Whether a value must be there: an optional one is an `Option` in Rust, which takes `null` as well.
    pub(super) required: bool,
    /// Whether the value is written as plain text, where `7` and `"7"` are the same.
    pub(super) text: bool,
    /// Whether the values of its properties are: an object in a query or a form.
    pub(super) text_fields: bool,
    /// Whether it is one of the shapes of a union and not a component.
    pub(super) variant: bool,
    /// Whether it is a part of an `allOf`: of a base, what it says itself.
    pub(super) part: bool,
    /// Whether clients keep what they cannot read here as it came: a property that a struct does not name, in a reply.
    pub(super) kept_aside: bool,
}

impl Slot {
    /// A property or parameter.
    pub(super) fn named(required: bool) -> Self {
        Self {
            required,
            text: false,
            text_fields: false,
            variant: false,
            part: false,
            kept_aside: false,
        }
    }

    /// A body, list element or map value.
    pub(super) fn body() -> Self {
        Self::named(true)
    }

    /// One of the shapes of the union that stands here.
    pub(super) fn shape(self) -> Self {
        Self {
            variant: true,
            ..self.within(Self::body())
        }
    }

    /// A value of the map that stands here, or of what a struct does not name.
    pub(super) fn value(self, kept_aside: bool) -> Self {
        Self {
            kept_aside: self.kept_aside || kept_aside,
            ..Self::body()
        }
    }

    /// What stands inside of what stands here.
    fn within(self, inner: Self) -> Self {
        Self {
            kept_aside: self.kept_aside,
            ..inner
        }
    }

    /// One of the parts of what stands here.
    pub(super) fn part(self) -> Self {
        Self { part: true, ..self }
    }

    /// A parameter or header.
    pub(super) fn text(required: bool) -> Self {
        Self {
            text: true,
            text_fields: true,
            ..Self::named(required)
        }
    }

    /// A form: its fields are text, and what is inside of them is JSON.
    pub(super) fn form() -> Self {
        Self {
            text_fields: true,
            ..Self::body()
        }
    }

    /// A property of what stands here.
    pub(super) fn property(self, required: bool) -> Self {
        Self {
            text: self.text_fields,
            ..self.within(Self::named(required))
        }
    }

    /// An element of the list that stands here.
    pub(super) fn element(self) -> Self {
        Self {
            text: self.text,
            ..self.within(Self::body())
        }
    }
}

/// A pair of schemas to be compared.
#[derive(Debug, Clone)]
pub(super) struct Task<'a> {
    pub(super) site: Site<'a>,
    pub(super) slot: Slot,
}
