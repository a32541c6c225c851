//! What an operation calls the setters of its body's properties.

use std::collections::BTreeSet;

use super::naming::OPERATION_METHODS;
use super::{Extra, Field, Kind, Model, Operation, RustName, Struct, Ty, TypeDef};

/// A setter that an operation has for a property of its body.
#[derive(Debug, Clone, PartialEq)]
pub struct BodySetter<'a> {
    /// The operation's method.
    pub method: RustName,
    /// The operation's method that sets it to null, where that is another thing than leaving it out.
    pub null: Option<RustName>,
    /// What it sets.
    pub of: Property<'a>,
}

/// What a setter sets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Property<'a> {
    /// A property that the page names.
    Named(&'a Field),
    /// Those that it does not name.
    Extra(&'a Extra),
}

impl Property<'_> {
    /// The method of the body's own builder.
    pub fn setter(&self) -> &RustName {
        match self {
            Self::Named(field) => &field.setter,
            Self::Extra(extra) => &extra.rust,
        }
    }

    /// The same for null.
    fn null(&self) -> Option<&RustName> {
        match self {
            Self::Named(field) => field.null.as_ref(),
            Self::Extra(_) => None,
        }
    }
}

impl Model {
    /// The struct that a type is, if it is one.
    pub fn structure(&self, ty: &Ty) -> Option<&Struct> {
        match &self.types.get(ty.name()?)?.kind {
            Kind::Struct(structure) => Some(structure),
            Kind::Enum(_) | Kind::Union(_) => None,
        }
    }

    /// Whether a type is a struct whose builder cannot fail.
    pub fn is_made_of_nothing(&self, ty: &Ty) -> bool {
        let definition = ty.name().and_then(|name| self.types.get(name));
        definition.is_some_and(TypeDef::is_made_of_nothing)
    }

    /// The setters that an operation has for its body's properties, if the body is a struct: called as the body's own,
    /// with `body_` in front of what the operation or one of its parameters is called.
    pub fn body_setters(&self, operation: &Operation) -> Option<Vec<BodySetter<'_>>> {
        let body = self.structure(&operation.body.as_ref()?.ty)?;
        let named = body.fields.iter().map(Property::Named);
        let properties: Vec<Property<'_>> = named.chain(body.extra.as_ref().map(Property::Extra)).collect();
        let mut taken: BTreeSet<String> = OPERATION_METHODS.iter().map(|&name| name.to_owned()).collect();
        taken.extend(
            operation
                .parameters
                .iter()
                .map(|parameter| parameter.rust.to_string()),
        );
        // Names that need nothing in front come first: `body_id` is the property of that name, if there is one.
        let kept: BTreeSet<&str> = properties
            .iter()
            .flat_map(|property| [Some(property.setter()), property.null()])
            .flatten()
            .map(RustName::as_str)
            .filter(|name| !taken.contains(*name))
            .collect();
        taken.extend(kept.iter().map(|name| (*name).to_owned()));
        let mut method = |own: &RustName| {
            if kept.contains(own.as_str()) {
                return own.clone();
            }
            let mut name = format!("body_{own}");
            while !taken.insert(name.clone()) {
                name = format!("body_{name}");
            }
            RustName::new(name)
        };
        let setters = properties.iter().map(|property| BodySetter {
            method: method(property.setter()),
            null: property.null().map(&mut method),
            of: *property,
        });
        Some(setters.collect())
    }
}
