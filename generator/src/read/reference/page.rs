//! A page, taken apart: what `grammar` reads and `document` says in OpenAPI.

use serde_json::{Map, Value};

use super::lines::Token;
use super::types::Type;

/// A page, taken apart.
#[derive(Debug)]
pub(super) struct ReferencePage {
    pub(super) title: String,
    /// Lower case.
    pub(super) method: String,
    pub(super) path: String,
    /// What stands between the path and the request.
    pub(super) prose: Vec<Token>,
    pub(super) request: Message,
    pub(super) parameters: Vec<(&'static str, Item)>,
    pub(super) response_media: Vec<String>,
    pub(super) responses: Vec<(String, Message)>,
}

impl ReferencePage {
    /// All items of the page.
    pub(super) fn items(&self) -> Vec<&Item> {
        let messages =
            std::iter::once(&self.request).chain(self.responses.iter().map(|(_, response)| response));
        let shapes = messages.flat_map(|message| &message.schemas).flat_map(|schemas| {
            std::iter::once(&schemas.root).chain(schemas.nested.iter().map(|(_, shape)| shape))
        });
        let parameters = self.parameters.iter().map(|(_, item)| item);
        parameters
            .chain(shapes.flat_map(|shape| &shape.properties))
            .collect()
    }
}

/// The request, or the response of one status.
#[derive(Debug, Default)]
pub(super) struct Message {
    pub(super) media: Vec<String>,
    pub(super) description: String,
    pub(super) headers: Vec<Item>,
    pub(super) schemas: Option<Schemas>,
    /// Media type and text.
    pub(super) examples: Vec<(String, String)>,
}

/// A root schema and the schemas nested in it.
#[derive(Debug)]
pub(super) struct Schemas {
    pub(super) name: String,
    pub(super) root: Stated,
    pub(super) nested: Vec<(String, Stated)>,
}

/// What a schema, a property or a parameter says about its values.
#[derive(Debug, Default)]
pub(super) struct Stated {
    pub(super) kind: Option<Type>,
    /// Keywords of OpenAPI 3.0.
    pub(super) facets: Map<String, Value>,
    pub(super) description: String,
    pub(super) properties: Vec<Item>,
}

impl Stated {
    /// The nested schema that its type names.
    pub(super) fn names(&self) -> Option<&str> {
        self.kind.as_ref()?.nested.as_deref()
    }
}

/// A property, parameter or header.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) name: String,
    /// What its mark says; without a mark it depends on the page's other marks.
    pub(super) required: Option<bool>,
    pub(super) shape: Stated,
}

/// The name that stands for the elements of an array.
pub(super) const ELEMENTS: &str = "Array of";
