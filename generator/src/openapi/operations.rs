//! Looking at a document's operations: used by passes and checks alike.

use serde_json::Value;

use super::{METHODS, reference};
use crate::pointer;

/// An operation and where it is.
pub struct OperationObject<'a> {
    /// Its path template.
    pub path: &'a str,
    /// As the field that holds it is called: `get`, or the method itself under `additionalOperations`.
    pub method: &'a str,
    /// What the document says of it.
    pub value: &'a Value,
    additional: bool,
}

impl OperationObject<'_> {
    /// The field of the path item that holds it.
    pub(crate) fn field(&self) -> &str {
        match self.additional {
            true => "additionalOperations",
            false => self.method,
        }
    }

    /// The method as it is sent.
    pub fn sent_method(&self) -> String {
        match self.additional {
            true => self.method.to_owned(),
            false => self.method.to_ascii_uppercase(),
        }
    }

    /// Whether sending it twice has the effect of sending it once (RFC 9110, section 9.2.2). Of other methods nobody knows.
    pub(crate) fn is_idempotent(&self) -> bool {
        !self.additional && !matches!(self.method, "post" | "patch")
    }

    /// Its JSON pointer.
    pub fn pointer(&self) -> String {
        let tokens: &[&str] = match self.additional {
            true => &["paths", self.path, "additionalOperations", self.method],
            false => &["paths", self.path, self.method],
        };
        pointer::from_tokens(tokens)
    }
}

/// Every operation, in the document's order.
pub fn operations(document: &Value) -> impl Iterator<Item = OperationObject<'_>> {
    let paths = document.get("paths").and_then(Value::as_object);
    paths
        .into_iter()
        .flatten()
        .filter(|(path, _)| path.starts_with('/'))
        .flat_map(|(path, item)| of_item(path, item))
}

/// The operations of one path item: its methods' in the specification's order, then those of other methods.
pub(crate) fn of_item<'a>(path: &'a str, item: &'a Value) -> impl Iterator<Item = OperationObject<'a>> {
    let known = METHODS.into_iter().filter_map(move |method| {
        let value = item.get(method)?;
        Some((method, value, false))
    });
    let others = item.get("additionalOperations").and_then(Value::as_object);
    let others = others.into_iter().flatten();
    known
        .chain(others.map(|(method, value)| (method.as_str(), value, true)))
        .filter(|(_, value, _)| value.is_object())
        .map(move |(method, value, additional)| OperationObject {
            path,
            method,
            value,
            additional,
        })
}

/// A document's operations, with their pointers.
pub(crate) fn operations_mut(document: &mut Value) -> impl Iterator<Item = (String, &mut Value)> {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    paths.into_iter().flatten().flat_map(|(path, item)| {
        let pointer = pointer::join("/paths", path);
        item_operations_mut(item).map(move |(within, operation)| (format!("{pointer}{within}"), operation))
    })
}

/// A path item's operations, by the pointer to them from there.
pub(crate) fn item_operations_mut(item: &mut Value) -> impl Iterator<Item = (String, &mut Value)> {
    let fields = item.as_object_mut().into_iter().flatten();
    let operations = fields.flat_map(|(key, value)| -> Box<dyn Iterator<Item = (String, &mut Value)>> {
        let at = pointer::join("", key);
        if METHODS.contains(&key.as_str()) {
            return Box::new(std::iter::once((at, value)));
        }
        let others = value.as_object_mut().filter(|_| key == "additionalOperations");
        let others = others.into_iter().flatten();
        Box::new(others.map(move |(method, operation)| (pointer::join(&at, method), operation)))
    });
    operations.filter(|(_, operation)| operation.is_object())
}

/// Names of the parameters in `place` that a path item or operation declares.
pub(crate) fn declared(document: &Value, owner: &Value, place: &str) -> Vec<String> {
    let parameters = owner.get("parameters").and_then(Value::as_array);
    let name = |parameter: &Value| {
        let parameter = reference::resolved(document, parameter)?;
        let placed = parameter.get("in").is_some_and(|value| value == place);
        parameter
            .get("name")
            .filter(|_| placed)?
            .as_str()
            .map(str::to_owned)
    };
    parameters.into_iter().flatten().filter_map(name).collect()
}
