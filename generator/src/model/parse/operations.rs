//! `paths` → operations.

use indexmap::IndexMap;

use super::body::body;
use super::names::{Unique, pascal, snake};
use super::nulls::nulls;
use super::parameters::parameters;
use super::responses::responses;
use super::security::requirements;
use super::servers::own_server;
use super::{Cx, text};
use crate::model::{Operation, RustName, Scheme, TypeDef, TypeName};
use crate::path_item::METHODS;
use crate::shorten::{LONGEST, quoted};
use crate::{NoteKind, pointer};

/// Methods of every client, which no operation may be called, and of traits that take as much as a client's method.
const CLIENT_METHODS: &[&str] = &[
    "builder", "from_env", "clone", "session", "new", "as_ref", "borrow", "deref",
];

/// Names that no operation's type may have: they would make a type of the runtime (`BuildError`, `AnyError`), or hide one
/// that the operations' module uses.
const TAKEN_TYPES: &[&str] = &[
    "Any",
    "AsRef",
    "Body",
    "Build",
    "Bytes",
    "CallOptions",
    "Credentials",
    "Decode",
    "Decoded",
    "Duration",
    "Err",
    "Error",
    "From",
    "Into",
    "None",
    "Ok",
    "Operation",
    "Option",
    "Parameter",
    "Payload",
    "Reply",
    "Result",
    "Retry",
    "SecretString",
    "Session",
    "Some",
    "String",
    "Style",
    "Vec",
];

/// What the names of an operation's replies end with.
const REPLIES: &[&str] = &["Error", "Success"];

/// Every operation of the document, in the page's order.
pub(super) fn operations(
    schemes: &[Scheme],
    types: &IndexMap<TypeName, TypeDef>,
    cx: &mut Cx<'_>,
) -> Vec<Operation> {
    let document = cx.document;
    let mut methods = Unique::without(CLIENT_METHODS);
    let mut type_names = Unique::without(TAKEN_TYPES);
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for (method, value) in item.as_object().into_iter().flatten() {
            if !METHODS.contains(&method.as_str()) {
                continue;
            }
            let at = pointer::from_tokens(["paths", path, method]);
            let id = value["operationId"].as_str().unwrap_or(method).to_owned();
            let replies = responses(value, &at, cx);
            nulls(types, value, &at, cx);
            let method_name = methods.take(snake(&id));
            if id.len() > LONGEST {
                let what = format!(
                    "{} is called `{method_name}`, because its name is too long",
                    quoted(&id)
                );
                cx.note(NoteKind::Lowered, &at, what);
            }
            operations.push(Operation {
                method_name: RustName::new(method_name),
                type_name: TypeName::new(type_names.take_with(pascal(&id), REPLIES)),
                id,
                method: method.to_ascii_uppercase(),
                path: path.clone(),
                server: own_server(document, item, value, &at, &mut cx.notes),
                summary: text(value, "summary"),
                description: text(value, "description"),
                deprecated: value["deprecated"] == true,
                security: requirements(document, value, &at, schemes, &mut cx.notes),
                parameters: parameters(value, &at, cx),
                body: body(value, &at, cx),
                successes: replies.successes,
                failures: replies.failures,
                accept: replies.accept,
                idempotent: !matches!(method.as_str(), "post" | "patch"),
            });
        }
    }
    operations
}
