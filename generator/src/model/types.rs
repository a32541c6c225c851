//! The types of a client: structs, string enums and unions, each with its Rust name and what is on the wire.
//!
//! A field knows its wire name, its Rust name, its setter, its type and its documentation when it is made; nobody
//! derives them again from a schema or from written code.

use serde_json::Value;

use super::naming::{RustName, TypeName, WireName};
use super::told_apart::{Scalar, ToldApart};
use super::ty::Ty;

/// A type of the client's module `types`.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeDef {
    /// Its Rust name.
    pub name: TypeName,
    /// Markdown: what the page says of it, else what it is for.
    pub docs: Option<String>,
    /// What it is.
    pub kind: Kind,
    /// A value that the page shows.
    pub example: Option<Value>,
    /// JSON pointer to the schema that it was made of.
    pub source: String,
    /// A request can hold it.
    pub sent: bool,
    /// A reply can hold it.
    pub received: bool,
    /// It holds a secret, itself or in what it holds.
    pub secret: bool,
    /// It holds a number that need not be whole, itself or in what it holds: its equality and hash cannot be derived.
    pub inexact: bool,
}

impl TypeDef {
    /// Whether it is a struct that can do without any of its properties, so that it has a default and its builder cannot fail.
    pub fn is_made_of_nothing(&self) -> bool {
        match &self.kind {
            Kind::Struct(structure) => !structure.fields.iter().any(|field| self.needs(field)),
            Kind::Enum(_) | Kind::Union(_) => false,
        }
    }

    /// Whether it cannot be made without one of its properties. In a request null must be said, where it may be: to the server it is
    /// something else than what nobody has thought of. What only replies hold is null where there is nothing.
    pub fn needs(&self, field: &Field) -> bool {
        match self.sent {
            true => field.presence == Presence::Required,
            false => field.is_needed() && field.ty != Ty::Any,
        }
    }

    /// Whether JSON without a required property is none of it, also where null would do: it is only sent.
    pub fn is_strict(&self) -> bool {
        self.sent && !self.received
    }
}

/// What a type is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// An object whose properties are known.
    Struct(Struct),
    /// A string with known values.
    Enum(Vec<EnumValue>),
    /// One of several shapes.
    Union(Union),
}

/// An object whose properties are known.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Struct {
    /// Its properties, in the page's order.
    pub fields: Vec<Field>,
    /// The place of properties that the page does not name and says there may be.
    pub extra: Option<Extra>,
    /// The page says that there are no others.
    pub closed: bool,
}

/// A property of a struct.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The property's name.
    pub wire: WireName,
    /// The Rust field.
    pub rust: RustName,
    /// The builder's method.
    pub setter: RustName,
    /// The type of a value that is there and is not null.
    pub ty: Ty,
    /// Whether it must be there.
    pub presence: Presence,
    /// Whether it may be null. Kept apart from [`Self::presence`]: they differ on the wire.
    pub nullable: bool,
    /// How many lists and maps deep the page says that there is null and nothing else: 0 is the property itself.
    pub null_at: Option<usize>,
    /// The builder's method that sets it to null, where that is something else than not to set it (`model/nulls.rs`).
    pub null: Option<RustName>,
    /// The values that the page lists for a number or a boolean.
    pub values: Vec<Scalar>,
    /// Markdown.
    pub docs: Option<String>,
    /// The page advises against it.
    pub deprecated: bool,
    /// A value that the page shows.
    pub example: Option<Value>,
    /// JSON pointer to the property's schema.
    pub source: String,
}

impl Field {
    /// Whether it need not have a value. A value of any type is its own absence, `Null`.
    pub fn is_option(&self) -> bool {
        self.ty != Ty::Any && (self.nullable || self.presence == Presence::Optional)
    }

    /// How the Rust field holds its value.
    pub fn held(&self) -> Held {
        let null = self.null.as_ref().filter(|_| self.presence == Presence::Optional);
        match (null, &self.ty) {
            (Some(_), Ty::Any) => Held::Option,
            (Some(_), _) => Held::Nullable,
            (None, _) if self.is_option() => Held::Option,
            (None, _) => Held::Plain,
        }
    }

    /// Whether there is always a value, and no null.
    pub fn is_needed(&self) -> bool {
        !self.is_option() && self.presence == Presence::Required
    }
}

/// How a Rust field holds its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// As it is.
    Plain,
    /// In an `Option`. A value of any type in one is null, or absent: two things.
    Option,
    /// In the runtime's `Nullable`: absent, null, or a value.
    Nullable,
}

/// Whether a property must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Each object has it.
    Required,
    /// An object may do without it.
    Optional,
}

/// The place of properties that a struct does not name.
#[derive(Debug, Clone, PartialEq)]
pub struct Extra {
    /// The Rust field, and the builder's method.
    pub rust: RustName,
    /// The type of each value.
    pub ty: Ty,
    /// Markdown.
    pub docs: Option<String>,
}

/// A known value of a string enum.
#[derive(Debug, Clone, PartialEq)]
pub struct EnumValue {
    /// The text.
    pub wire: String,
    /// The variant.
    pub variant: RustName,
    /// Markdown.
    pub docs: Option<String>,
}

/// One of several shapes.
#[derive(Debug, Clone, PartialEq)]
pub struct Union {
    /// The shapes, in the page's order.
    pub members: Vec<Member>,
    /// What the page says of how they are told apart.
    pub declared: Option<Discriminator>,
    /// How the shape of a value is found.
    pub told_apart_by: ToldApart,
}

/// The page's discriminator (OpenAPI, Discriminator Object).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discriminator {
    /// The property.
    pub property: WireName,
    /// Its values, with the index of the member that each stands for.
    pub values: Vec<(String, usize)>,
    /// The member that other values stand for, and values without the property (OpenAPI 3.2, `defaultMapping`).
    pub default: Option<usize>,
}

/// A shape of a union.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The variant.
    pub variant: RustName,
    /// What the variant holds.
    pub ty: Ty,
    /// How many lists and maps deep the page says that there is null and nothing else.
    pub null_at: Option<usize>,
    /// Markdown.
    pub docs: Option<String>,
}
