//! Path parameters that are not in the path.
//!
//! ```yaml
//! /users/{id}: {parameters: [{name: id, in: path, …}, {name: team, in: path, …}]}   # only `id`
//! ```
//!
//! Nor are they where a brace of the path is not closed, which is told. Nothing of a request can hold them: a server sees the path, and not what its parts are called.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::openapi::operations::of_item;
use crate::openapi::{ObjectKind, is_paired, reference, template_names};
use crate::pass::Pass;
use crate::pointer;
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "stray-parameters",
    why: "a parameter that is not in the path has no place in a request, and the rest of the operation holds",
    run: |document, log| {
        let (mut stray, mut torn) = (Vec::new(), Vec::new());
        let paths = document.get("paths").and_then(Value::as_object);
        for (path, item) in paths.into_iter().flatten() {
            if ObjectKind::Paths.child(path).is_none() {
                continue;
            }
            if !is_paired(path) {
                torn.push(path.clone());
            }
            let names: BTreeSet<&str> = template_names(path).collect();
            let shared = (pointer::from_tokens(["paths", path]), item);
            let own = of_item(path, item).map(|operation| (operation.pointer(), operation.value));
            for (at, owner) in std::iter::once(shared).chain(own) {
                let parameters = owner.get("parameters").and_then(Value::as_array);
                for (index, parameter) in parameters.into_iter().flatten().enumerate() {
                    let Some(parameter) = reference::resolved(document, parameter) else {
                        continue;
                    };
                    let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default();
                    if parameter.get("in").is_some_and(|place| place == "path") && !names.contains(name) {
                        stray.push((at.clone(), index, name.to_owned(), path.clone()));
                    }
                }
            }
        }
        for path in torn {
            log.warned(
                &pointer::from_tokens(["paths", &path]),
                format!(
                    "a brace of the path {path} is not closed or not opened; it is sent as it stands",
                    path = words::name(&path)
                ),
            );
        }
        for (at, index, name, path) in &stray {
            let at = pointer::join(&pointer::join(at, "parameters"), index.to_string());
            log.warned(
                &at,
                format!(
                    "the path parameter {name} is not in the path {path}; it is left out",
                    name = words::name(name),
                    path = words::name(path)
                ),
            );
        }
        log.left_out(
            stray
                .iter()
                .map(|(at, index, ..)| (pointer::join(at, "parameters"), *index)),
        );
        // The last first: what is taken out of a list moves what stands behind it.
        for (at, index, ..) in stray.into_iter().rev() {
            let Some(Value::Object(owner)) = document.pointer_mut(&at) else {
                continue;
            };
            if let Some(Value::Array(parameters)) = owner.get_mut("parameters") {
                parameters.remove(index);
                if parameters.is_empty() {
                    owner.shift_remove("parameters");
                }
            }
        }
    },
};
