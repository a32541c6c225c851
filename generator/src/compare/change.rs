//! One finding of a comparison: what changed, where, and what that means on the wire and in Rust.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use super::ItemChange;

/// What a change means for a client that was built from the old page and talks to the new API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wire {
    /// Nothing that is sent or read changes.
    Docs,
    /// Something changes, and the old client still works.
    Compatible,
    /// The old client is refused, misunderstood, or cannot read the answer.
    Breaking,
}

/// What a change means for code that imports the generated crate, in the words of semantic versioning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rust {
    /// The public API stays as it is; documentation and behaviour may differ.
    Patch,
    /// Something is added that existing code does not see.
    Minor,
    /// Existing code stops compiling, or compiles and always fails.
    Major,
}

/// Which way the changed value travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Neither: the change is about the operation or the document as a whole.
    None,
    /// From the client to the API.
    Request,
    /// From the API to the client.
    Response,
}

/// The operation that a finding belongs to, as the new document calls it (the old one, when it is gone).
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

impl Wire {
    /// The word that reports use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Docs => "docs",
            Self::Compatible => "compatible",
            Self::Breaking => "breaking",
        }
    }
}

impl Rust {
    /// The word that reports use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl Direction {
    /// The word that reports use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Request => "request",
            Self::Response => "response",
        }
    }
}

impl fmt::Display for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for Rust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for OperationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}
