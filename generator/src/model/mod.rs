//! Canonical → [`Model`]: what a client is, in Rust's and the wire's words.
//!
//! [`lower`] says the canonical document in the words that `fit` knows, and `fit` reshapes it until every type has a shape and a name; what comes out is parsed into the
//! model. What a client cannot say is decided here, with a note, and nowhere else: what is no model does not exist
//! further down, and nobody there reads a schema again.

mod access;
mod choices;
mod encoding;
mod error_fields;
mod examples;
pub(crate) mod fit;
mod format;
pub mod lower;
pub(crate) mod naming;
mod nulls;
mod operation;
pub(crate) mod parse;
pub(crate) mod pins;
mod replace;
mod reply;
mod setters;
mod sources;
mod told_apart;
mod ty;
mod types;
mod unions;
mod widen;

use indexmap::IndexMap;

use crate::error::Result;
use crate::lift::Canonical;
use crate::note::Note;
use crate::vendor::Vendor;

pub use access::{Scheme, SchemeKind, Server};
pub use choices::{BodyChoice, ReplyChoice};
pub use encoding::Encoding;
pub use error_fields::ErrorFields;
pub use format::Format;
pub use naming::{RustName, TypeName, WireName};
pub use operation::{Body, FieldStyle, ItemTypes, Location, Operation, Parameter, ParameterStyle};
pub use reply::{Content, OtherContent, Reading, ReplyHeader, Response, Status};
pub use setters::{BodySetter, Property};
pub use told_apart::{Kinds, Object, Rest, Scalar, Shape, Tag, ToldApart};
pub use ty::{Integer, Scope, Ty};
pub use types::{
    Discriminator, EnumValue, Extra, Field, Held, Kind, Member, Presence, Struct, TypeDef, Union,
};

/// A client, in full.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Model {
    /// `info.title`.
    pub title: String,
    /// `info.description`, Markdown.
    pub description: Option<String>,
    /// Servers that can be called as they are, in the page's order.
    pub servers: Vec<Server>,
    /// Security schemes that the client can fill in.
    pub schemes: Vec<Scheme>,
    /// Operations, in the page's order.
    pub operations: Vec<Operation>,
    /// The types that operations send and receive.
    pub types: IndexMap<TypeName, TypeDef>,
}

/// Makes the model of a canonical document.
///
/// # Errors
///
/// A `$ref` that leads nowhere, and a schema that the passes did not make a type.
pub(crate) fn model(canonical: &Canonical, vendor: &Vendor) -> Result<(Model, Vec<Note>)> {
    let mut lowered = lower::lower(canonical);
    let lowering = std::mem::take(&mut lowered.notes);
    let fitted = fit::fit(lowered, vendor)?;
    let (mut model, parsing) = parse::parse(&fitted.document, &canonical.file)?;
    let mut notes = lowering;
    sources::trim(&mut notes, &canonical.document);
    let mut reshaping: Vec<Note> = fitted.notes.into_iter().chain(parsing).collect();
    sources::point(&mut model, &fitted.document, &canonical.document, &mut reshaping);
    notes.append(&mut reshaping);
    notes.append(&mut examples::check(&mut model, &canonical.document));
    for operation in &mut model.operations {
        let page = canonical.set.own_page(&operation.method, &operation.path);
        operation.page = page.cloned();
    }
    let open = unions::tell_apart(&mut model);
    let pins = pins::apply(&mut model, &vendor.pins);
    let nulls = nulls::apart(&mut model);
    notes.extend(open.into_iter().chain(pins).chain(nulls));
    Ok((model, notes))
}
