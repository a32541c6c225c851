//! A choice beside properties, or beside another choice: one object that can hold what any of them says.

use std::collections::BTreeSet;

use indexmap::IndexSet;
use serde_json::{Value, json};

use super::super::schema::{list, object_mut, required, target};
use super::Merger;
use crate::pointer::join;

impl Merger {
    /// Takes out of a member the objects that it chooses among where the whole has such a choice already: a value is one of each.
    pub(super) fn second_choice(
        &self,
        schema: &Value,
        member: &mut Value,
    ) -> Option<(&'static str, Vec<Value>)> {
        let keyword = ["oneOf", "anyOf"]
            .into_iter()
            .find(|keyword| [schema, &*member].iter().all(|it| it.get(*keyword).is_some()))?;
        let alternatives = list(member, keyword).to_vec();
        let two = self.are_choices([list(schema, keyword), &alternatives]);
        two.then(|| {
            object_mut(member).remove(keyword);
            (keyword, alternatives)
        })
    }

    /// Whether a value is one object of each.
    pub(super) fn are_choices(&self, choices: [&[Value]; 2]) -> bool {
        let all = |choice: &[Value]| self.are_objects(choice, &mut BTreeSet::new());
        choices.iter().all(|choice| !choice.is_empty()) && choices.into_iter().all(all)
    }

    /// Whether all of these are objects that say something of their properties, also behind references and choices. What leads back
    /// to itself is what the rest of it is.
    fn are_objects(&self, alternatives: &[Value], seen: &mut BTreeSet<String>) -> bool {
        !alternatives.is_empty() && alternatives.iter().all(|schema| self.is_object(schema, seen))
    }

    fn is_object(&self, schema: &Value, seen: &mut BTreeSet<String>) -> bool {
        if let Some(name) = target(schema) {
            let named = self.components.get(name);
            return named.is_some_and(|named| !seen.insert(name.to_owned()) || self.is_object(named, seen));
        }
        schema.get("properties").is_some()
            || !required(schema).is_empty()
            || list(schema, "allOf")
                .iter()
                .any(|part| self.is_object(part, seen))
            || ["oneOf", "anyOf"]
                .iter()
                .any(|keyword| self.are_objects(list(schema, keyword), seen))
    }

    /// Properties beside `oneOf` or `anyOf`: one object that can hold any of the alternatives.
    pub(super) fn merge_alternatives(&mut self, schema: &mut Value, pointer: &str) {
        for keyword in ["oneOf", "anyOf"] {
            let alternatives = match object_mut(schema).remove(keyword) {
                Some(Value::Array(alternatives)) => alternatives,
                _ => continue,
            };
            let own: BTreeSet<String> = required(schema).into_iter().map(str::to_owned).collect();
            let mut everywhere: Option<BTreeSet<String>> = None;
            // What properties that nobody names may be, says whoever says something.
            let mut rest: Option<Value> = schema.get("additionalProperties").cloned();
            let is_settled = rest.is_some();
            let mut needed: IndexSet<String> = IndexSet::new();
            for (at, alternative) in self.opened(alternatives, &join(pointer, keyword), &mut BTreeSet::new())
            {
                let needs: BTreeSet<String> = required(&alternative).into_iter().map(str::to_owned).collect();
                let open = alternative
                    .get("additionalProperties")
                    .filter(|open| **open != Value::Bool(false));
                match (open, &rest) {
                    (Some(open), None) => rest = Some(open.clone()),
                    (Some(open), Some(before)) if !is_settled && open != before => rest = Some(true.into()),
                    _ => {}
                }
                if alternative.get("additionalProperties") != Some(&Value::Bool(false)) {
                    needed.extend(needs.iter().cloned());
                }
                everywhere = Some(match everywhere {
                    Some(before) => before.intersection(&needs).cloned().collect(),
                    None => needs,
                });
                let mut optional = json!({});
                if let Some(properties) = alternative.get("properties") {
                    optional["properties"] = properties.clone();
                }
                if let Err(what) = self.merge(schema, optional) {
                    self.notes.push((at, what));
                }
            }
            // Those that nothing describes, too: they are there all the same.
            let everywhere = everywhere.unwrap_or_default();
            if rest.is_none() {
                let described = object_mut(&mut schema["properties"]);
                for name in needed.iter().filter(|name| !everywhere.contains(*name)) {
                    described.entry(name.clone()).or_insert_with(|| json!({}));
                }
            }
            let required: BTreeSet<String> = own.into_iter().chain(everywhere).collect();
            object_mut(schema).insert("required".into(), required.into_iter().collect());
            object_mut(schema).remove("discriminator");
            if let Some(rest) = rest {
                object_mut(schema).insert("additionalProperties".into(), rest);
            }
            let what = format!("the alternatives of `{keyword}` share one struct with optional properties");
            self.notes.push((pointer.to_owned(), what));
        }
    }

    /// The alternatives themselves, and those of alternatives that are nothing but a choice in turn, each with its place, each once.
    fn opened(
        &mut self,
        alternatives: Vec<Value>,
        pointer: &str,
        seen: &mut BTreeSet<String>,
    ) -> Vec<(String, Value)> {
        let mut opened = Vec::new();
        for (index, alternative) in alternatives.into_iter().enumerate() {
            let at = join(pointer, index.to_string());
            if target(&alternative).is_some_and(|name| !seen.insert(name.to_owned())) {
                continue;
            }
            let mut alternative = self.written_out(alternative, &at);
            let keyword = ["oneOf", "anyOf"]
                .into_iter()
                .find(|keyword| alternative.get(keyword).is_some());
            let inner =
                keyword.and_then(|keyword| Some((keyword, object_mut(&mut alternative).remove(keyword)?)));
            match inner {
                Some((keyword, Value::Array(inner))) => {
                    opened.extend(self.opened(inner, &join(&at, keyword), seen))
                }
                _ => opened.push((at, alternative)),
            }
        }
        opened
    }
}
