//! `const: x` → `enum: [x]`; an `enum` of both booleans is `type: boolean`.

use serde_json::{Value, json};

use crate::openapi::schema::type_of;
use crate::openapi::schemas;
use crate::pass::Pass;

pub(super) const PASS: Pass = Pass {
    id: "constants",
    why: "OpenAPI 3.0 has no const",
    run: |document, log| {
        schemas(document, &mut |pointer, schema| {
            let both = [json!(true), json!(false)];
            let is_choice =
                |values: &Vec<Value>| values.len() == 2 && both.iter().all(|value| values.contains(value));
            if schema
                .get("enum")
                .and_then(Value::as_array)
                .is_some_and(is_choice)
            {
                schema.shift_remove("enum");
                schema.insert("type".to_owned(), json!("boolean"));
            }
            let Some(value) = schema.shift_remove("const") else {
                return;
            };
            if let (None, Some(name)) = (schema.get("type"), type_of(&value)) {
                schema.insert("type".to_owned(), json!(name));
            }
            let excluded =
                matches!(schema.get("enum"), Some(Value::Array(values)) if !values.contains(&value));
            schema.insert("enum".to_owned(), json!([value]));
            if excluded {
                log.widened(
                    schema,
                    pointer,
                    "`const` is none of the values of `enum`; `enum` is left out",
                );
            }
        });
    },
};
