//! Names that importers use, held where a page alone would have them change.
//!
//! In come the model of a page and the pins that `specs/<vendor>/names.toml` has; out comes the model with those names. A pin is
//! keyed by what a thing is on the wire (an operation, the way to a type through bodies and replies, a property, a value, a URL), because that
//! stays when a page is written in another form, and what the name was taken from does not: a title, a description, the number
//! that an inline shape got, the name of a component.

mod apply;
mod derive;
mod escaped;
mod members;
mod pairs;
mod place;

pub(super) use apply::apply;
pub(crate) use derive::derive;

#[cfg(test)]
mod tests;
