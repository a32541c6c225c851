//! One finding of a comparison: what changed, where, and what that means on the wire and in Rust.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use super::surface::ItemChange;
use super::verdict::{Direction, Rust, Wire};

/// The operation that a finding belongs to, as the new document calls it (the old one, when it is removed).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct OperationKey {
    /// Path template: `/users/{id}`.
    pub path: String,
    /// Method in capitals: `GET`.
    pub method: String,
    /// The `operationId`, empty when the document gives none.
    pub operation_id: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// Id of the rule that found it, kebab-case: see [`rules`](super::rules).
    pub id: &'static str,
    /// What it means on the wire.
    pub wire: Wire,
    /// What it means for importers of the crate.
    pub rust: Rust,
    /// Which way the changed value travels.
    pub direction: Direction,
    /// The component that changed, by its name in the new document; none for what stands in an operation itself or in
    /// the document.
    pub component: Option<String>,
    /// The operations that the change reaches, in the order of their paths: one for what stands in an operation, all
    /// that send or read the component for a component, none for the document.
    pub operations: Vec<OperationKey>,
    /// Where in the operation or component, for people: `body.audience`, `200.expires_at`, `path.id`, `operation`,
    /// `User.name`.
    pub location: String,
    /// JSON pointer (RFC 6901) into the old document, when the thing existed there.
    pub old_pointer: Option<String>,
    /// JSON pointer (RFC 6901) into the new document, when the thing exists there.
    pub new_pointer: Option<String>,
    /// What was there, shortened.
    pub before: Option<Value>,
    /// What is there now, shortened.
    pub after: Option<Value>,
    /// A sentence for people.
    pub message: String,
    /// The items of the client's public API that change with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ItemChange>,
    /// Names this finding in waivers: 16 hexadecimal digits that depend on rule, operation or component, place, and what
    /// was and is there, and on nothing else in the documents.
    pub fingerprint: String,
}

/// What a finding is about: findings of one subject stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject<'a> {
    /// The document as a whole.
    Document,
    /// A component, whichever operations use it.
    Component(&'a str),
    /// One operation.
    Operation(&'a OperationKey),
}

impl Change {
    /// What the finding is about.
    pub fn subject(&self) -> Subject<'_> {
        match (&self.component, self.operations.first()) {
            (Some(name), _) => Subject::Component(name),
            (None, Some(operation)) => Subject::Operation(operation),
            (None, None) => Subject::Document,
        }
    }

    /// What the finding is about, as a heading: ``GET /users``, `document`, `User, in 3 operations: …` with the first
    /// few of them.
    pub fn heading(&self) -> String {
        let operations = || in_operations(&self.operations);
        match self.subject() {
            Subject::Document => "document".to_owned(),
            Subject::Component(name) => format!("{name}, in {}", operations()),
            Subject::Operation(operation) if self.operations.len() == 1 => operation.to_string(),
            Subject::Operation(_) => operations(),
        }
    }
}

/// How many operations a heading names.
const NAMED: usize = 3;

fn in_operations(operations: &[OperationKey]) -> String {
    let names: Vec<String> = operations.iter().take(NAMED).map(ToString::to_string).collect();
    let names = names.join(", ");
    match operations.len() {
        1 => names,
        few if few <= NAMED => format!("{few} operations: {names}"),
        many => format!("{many} operations: {names}, …"),
    }
}

impl fmt::Display for OperationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}
