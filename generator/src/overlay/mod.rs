//! OpenAPI Overlay 1.0 and 1.1: reviewed corrections to a page, each with its reason.
//!
//! [`Overlay::parse`] reads what the specification's schema allows; [`parse`] adds that targets are RFC 9535 JSONPath
//! (a test of the specification itself has one that is not) and that every action says why it is there;
//! [`Overlay::apply`] changes a document.

mod apply;
mod parse;
#[cfg(test)]
mod tests;

use serde_json::Value;
use serde_json_path::JsonPath;

use crate::error::{Error, Place, Result, Stage};
use crate::source::Source;

/// A parsed overlay document.
#[derive(Debug, Clone)]
pub struct Overlay {
    /// The overlay's name, for messages.
    pub file: String,
    /// The actions, in order.
    pub actions: Vec<Action>,
    /// URI of the document that the overlay says it is for; has no effect here.
    pub extends: Option<String>,
}

/// One action (Overlay 1.0, section 4.4.3).
#[derive(Debug, Clone)]
pub struct Action {
    /// RFC 9535 JSONPath that selects what to change, as written.
    pub target: String,
    /// Why.
    pub description: Option<String>,
    /// What is done to each selected value.
    pub change: Effect,
    query: Query,
}

/// A JSONPath, or why it is none.
type Query = Result<Box<JsonPath>>;

/// What an action does to each value that it selects. An action may say several of these; the specification gives
/// `remove` precedence, and lets `update` and `copy` cancel each other.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Merged into each object, appended to each array, put in place of each primitive.
    Update(Value),
    /// As `Update`, with a value of the document itself, selected by this JSONPath (Overlay 1.1).
    Copy(Query),
    /// Taken out of the object or array that holds it.
    Remove,
    /// Neither: allowed by the specification, without effect.
    Nothing,
}

impl Overlay {
    /// Parses an overlay as the specification defines it.
    ///
    /// # Errors
    ///
    /// Text that is not YAML or JSON, or a document that is not an Overlay 1.0 or 1.1 document by the specification's
    /// schema, which asks of a target only that it starts with `$`.
    pub fn parse(source: &Source) -> Result<Self> {
        parse::parse(source)
    }

    /// Requires a description of every action: a correction whose reason nobody knows cannot be reviewed when the
    /// vendor's page changes.
    ///
    /// # Errors
    ///
    /// The first action without one.
    pub fn require_reasons(&self) -> Result<()> {
        let silent = |action: &Action| {
            action
                .description
                .as_deref()
                .is_none_or(|text| text.trim().is_empty())
        };
        match self.actions.iter().position(silent) {
            None => Ok(()),
            Some(index) => Err(Error::new(
                Stage::Overlay,
                self.place(index),
                format!(
                    "the action on `{}` has no description",
                    self.actions[index].target
                ),
                "say in its `description` why the page has to be corrected",
            )),
        }
    }

    /// Requires RFC 9535 JSONPath of every target and `copy`.
    ///
    /// # Errors
    ///
    /// The first that is none.
    pub fn require_queries(&self) -> Result<()> {
        for action in &self.actions {
            action.query.as_ref().map_err(Clone::clone)?;
            if let Effect::Copy(Err(error)) = &action.change {
                return Err(error.clone());
            }
        }
        Ok(())
    }

    /// The place of an action in the overlay's file.
    fn place(&self, index: usize) -> Place {
        Place::file(&self.file).pointer(format!("/actions/{index}"))
    }
}

/// Parses a workspace's overlay: as [`Overlay::parse`], every action with a query and its reason.
///
/// # Errors
///
/// As [`Overlay::parse`], [`Overlay::require_queries`] and [`Overlay::require_reasons`].
pub fn parse(source: &Source) -> Result<Overlay> {
    let overlay = Overlay::parse(source)?;
    overlay.require_queries()?;
    overlay.require_reasons()?;
    Ok(overlay)
}
