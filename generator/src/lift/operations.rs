//! Looking at a document's operations: used by passes and checks alike.

use serde_json::Value;

use crate::path_item::METHODS;
use crate::pointer;

/// An operation and where it is.
pub(super) struct Operation<'a> {
    pub(super) path: &'a str,
    pub(super) method: &'static str,
    pub(super) value: &'a Value,
}

impl Operation<'_> {
    /// Its JSON pointer.
    pub(super) fn pointer(&self) -> String {
        pointer::from_tokens(["paths", self.path, self.method])
    }
}

/// Every operation, in the document's order.
pub(super) fn operations(document: &Value) -> impl Iterator<Item = Operation<'_>> {
    let paths = document.get("paths").and_then(Value::as_object);
    paths
        .into_iter()
        .flatten()
        .filter(|(path, _)| path.starts_with('/'))
        .flat_map(|(path, item)| {
            METHODS.into_iter().filter_map(move |method| {
                let value = item.get(method).filter(|value| value.is_object())?;
                Some(Operation { path, method, value })
            })
        })
}

/// Names of the parameters in `place` that a path item or operation declares.
pub(super) fn declared(document: &Value, owner: &Value, place: &str) -> Vec<String> {
    let parameters = owner.get("parameters").and_then(Value::as_array);
    let name = |parameter: &Value| {
        let parameter = match parameter.get("$ref").and_then(Value::as_str) {
            Some(reference) => pointer::resolve(document, reference)?,
            None => parameter,
        };
        let placed = parameter.get("in").is_some_and(|value| value == place);
        parameter
            .get("name")
            .filter(|_| placed)?
            .as_str()
            .map(str::to_owned)
    };
    parameters.into_iter().flatten().filter_map(name).collect()
}
