//! Servers of the form → Server Objects, whose variables have a default and no type.

use serde_json::Value;

use super::Reader;
use crate::error::Result;
use crate::note::NoteKind;
use crate::pointer;

impl Reader<'_> {
    pub(super) fn servers(&mut self, servers: &Value) -> Result<Value> {
        let mut servers = servers.clone();
        let Value::Array(list) = &mut servers else {
            return Err(self.malformed("/paths/servers", "not a list"));
        };
        for (index, server) in list.iter_mut().enumerate() {
            let variables = server.get_mut("variables").and_then(Value::as_object_mut);
            for (name, variable) in variables.into_iter().flatten() {
                let Value::Object(variable) = variable else {
                    continue;
                };
                variable.remove("type"); // the form's own: OpenAPI's are always strings
                if !variable.contains_key("default") {
                    let first = variable.get("enum").and_then(|values| values.get(0)).cloned();
                    variable.insert("default".to_owned(), first.unwrap_or_else(|| "".into()));
                    self.note(
                        NoteKind::Inferred,
                        pointer::from_tokens(["servers", &index.to_string(), "variables", name]),
                        "the variable has no default; the first of its values, or nothing, is taken",
                    );
                }
            }
        }
        Ok(servers)
    }
}
