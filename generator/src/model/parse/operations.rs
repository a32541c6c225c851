//! `paths` → operations.

use indexmap::IndexMap;

use super::body::body;
use super::parameters::{OperationAccess, parameters};
use super::responses::responses;
use super::security::requirements;
use super::servers::own_server;
use super::{Cx, text};
use crate::model::naming::{CLIENT_METHODS, OPERATION_TYPES, Taken, type_name, value_name};
use crate::model::{Operation, RustName, Scheme, TypeDef, TypeName};
use crate::note::NoteKind;
use crate::openapi::operations::of_item;
use crate::shorten::{LONGEST, quoted};

/// What the names of an operation's replies end with.
pub(crate) const REPLIES: &[&str] = &["Error", "Success"];

/// Every operation of the document, in the page's order.
pub(super) fn operations(
    schemes: &[Scheme],
    types: &IndexMap<TypeName, TypeDef>,
    cx: &mut Cx<'_>,
) -> Vec<Operation> {
    let document = cx.document;
    let mut methods = Taken::of(CLIENT_METHODS.iter().copied());
    let mut type_names = Taken::of(OPERATION_TYPES.iter().copied());
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        // In the page's order.
        let mut listed: Vec<_> = of_item(path, item).collect();
        listed.sort_by_key(|found| item.as_object()?.keys().position(|key| key == found.field()));
        for found in listed {
            let (method, value, at) = (found.method, found.value, found.pointer());
            let id = value["operationId"].as_str().unwrap_or(method).to_owned();
            let security = requirements(document, value, &at, schemes, &mut cx.notes);
            let access = OperationAccess {
                security: &security,
                schemes,
                types,
            };
            let Some(parameters) = parameters(path, value, &at, &access, cx) else {
                continue;
            };
            let Ok(body) = body(value, &at, types, cx) else {
                continue;
            };
            if let Some((_, fragment)) = path.split_once('#') {
                let what = format!("`#{fragment}` only tells operations of one path apart: it is not sent");
                cx.note(NoteKind::Ignored, &at, what);
            }
            let replies = responses(value, method, &at, cx);
            let method_name = methods.unique(&value_name(&id));
            if id.len() > LONGEST {
                let what = format!(
                    "{} is called `{method_name}`, because its name is too long",
                    quoted(&id)
                );
                cx.note(NoteKind::Lowered, &at, what);
            }
            operations.push(Operation {
                method_name: RustName::new(method_name),
                type_name: TypeName::new(type_names.unique_with(&type_name(&id), REPLIES)),
                id,
                method: found.sent_method(),
                path: path.clone(),
                server: own_server(document, item, value, &at, &mut cx.notes),
                page: None,
                summary: text(value, "summary"),
                description: text(value, "description"),
                deprecated: value["deprecated"] == true,
                security,
                parameters,
                body,
                successes: replies.successes,
                failures: replies.failures,
                accept: replies.accept,
                idempotent: found.is_idempotent(),
            });
        }
    }
    operations
}
