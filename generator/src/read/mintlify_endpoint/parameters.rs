//! Parameters of the form, grouped by location and name → a list of Parameter Objects.

use serde_json::{Map, Value};

use super::{PASS, Reader, entry};
use crate::error::Result;
use crate::note::Note;
use crate::pointer;
use crate::read::components::Components;
use crate::words;

impl Reader<'_> {
    pub(super) fn parameters(&mut self, document: &Value, components: &mut Components) -> Result<Vec<Value>> {
        let mut parameters = Vec::new();
        for location in ["path", "query", "header", "cookie"] {
            let base = format!("/paths/request/parameters/{location}");
            for (name, stated) in self.optional_object(document, &base)? {
                let here = pointer::join(&base, name);
                parameters.push(self.parameter(location, name, stated, &here, components)?);
            }
        }
        Ok(parameters)
    }

    /// One parameter, which stands at `here`.
    fn parameter(
        &mut self,
        location: &str,
        name: &str,
        stated: &Value,
        here: &str,
        components: &mut Components,
    ) -> Result<Value> {
        let entries = stated
            .get("schema")
            .and_then(Value::as_array)
            .filter(|list| !list.is_empty());
        let entries = entries.ok_or_else(|| self.malformed(here, "no list `schema`"))?;
        let what = format!("the {location} parameter {name}", name = words::name(name));
        let said = entry::parameter(entries, components, |kind, said| {
            self.notes
                .push(Note::new(kind, PASS, &self.operation, format!("{what} {said}")));
        });
        let mut said = said.ok_or_else(|| self.malformed(here, "not a list of schemas"))?;
        if location == "path" {
            said.insert("required".to_owned(), Value::Bool(true));
        }
        let mut parameter = Map::new();
        parameter.insert("name".to_owned(), name.into());
        parameter.insert("in".to_owned(), location.into());
        parameter.extend(said);
        let siblings = stated
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(key, _)| *key != "schema");
        parameter.extend(siblings.map(|(key, value)| (key.clone(), value.clone())));
        Ok(Value::Object(parameter))
    }
}
