//! What two parts say of the same: a value has to fit both.

use std::collections::BTreeSet;

use indexmap::IndexSet;
use serde_json::{Map, Value, json};

use super::super::schema::{
    is_annotation, is_true, list, object_mut, properties, reference, target, type_of,
};
use super::{Merger, says_nothing};
use crate::words;

impl Merger {
    /// Adds what `member` says to `schema`. What both say differently becomes whatever holds both.
    pub(super) fn merge(&self, schema: &mut Value, member: Value) -> Result<(), String> {
        let mut conflict = Ok(());
        let Value::Object(member) = member else {
            return conflict;
        };
        for (key, value) in member {
            if let Some(keyword) = self.chosen(schema, &key, &value) {
                let Some(Value::Array(mine)) = object_mut(schema).get_mut(keyword) else {
                    continue;
                };
                if !self.one_of_each(mine, &value) {
                    conflict = Err("parts of `allOf` choose in different ways: any value is taken".into());
                    anything(schema);
                    return conflict;
                }
                continue;
            }
            let object = object_mut(schema);
            match (key.as_str(), object.get_mut(&key)) {
                ("nullable" | "x-name", _) => {}
                (_, None) => {
                    object.insert(key, value);
                }
                ("properties", Some(properties)) => {
                    for (name, property) in value.as_object().cloned().into_iter().flatten() {
                        match object_mut(properties).get_mut(&name) {
                            None => {
                                object_mut(properties).insert(name, property);
                            }
                            Some(before) => {
                                if let Err(what) = self.both(before, property) {
                                    conflict =
                                        Err(format!("property {name}: {what}", name = words::name(&name)));
                                }
                            }
                        }
                    }
                }
                ("required", Some(Value::Array(names))) => {
                    let more = value.as_array().cloned().into_iter().flatten();
                    let all: IndexSet<Value> = std::mem::take(names).into_iter().chain(more).collect();
                    names.extend(all);
                }
                ("items" | "additionalProperties", Some(before))
                    if before.is_object() && value.is_object() =>
                {
                    if let Err(what) = self.both(before, value) {
                        conflict = Err(format!("{key}: {what}", key = words::name(&key)));
                    }
                }
                ("type", Some(before)) if numbers(before, &value) => *before = "integer".into(),
                ("type", Some(before)) if *before != value => {
                    conflict = Err(format!(
                        "parts of `allOf` ask for both {before} and {value}: any value is taken"
                    ));
                    anything(schema);
                    return conflict;
                }
                ("enum", Some(Value::Array(before))) => {
                    let both: Vec<Value> = before.iter().filter(|it| list_has(&value, it)).cloned().collect();
                    if !both.is_empty() {
                        *before = both;
                    }
                }
                // Choices that may all be left out are one.
                ("anyOf", Some(Value::Array(before)))
                    if before.iter().any(says_nothing) && list_has(&value, &json!({})) =>
                {
                    before.extend(value.as_array().cloned().into_iter().flatten());
                }
                // What stands nearer to the use wins.
                (_, Some(_)) => {}
            }
        }
        conflict
    }

    /// The choice that `schema` has beside one that is added and that is no choice of objects alone: a value is one of each.
    fn chosen(&self, schema: &Value, key: &str, value: &Value) -> Option<&'static str> {
        const CHOICES: [&str; 2] = ["oneOf", "anyOf"];
        let keyword = CHOICES
            .into_iter()
            .find(|keyword| schema.get(*keyword).is_some())?;
        let (mine, theirs) = (list(schema, keyword), value.as_array()?);
        // Choices that may all be left out are one.
        let is_free =
            [keyword, key] == ["anyOf"; 2] && mine.iter().any(says_nothing) && theirs.contains(&json!({}));
        (CHOICES.contains(&key) && !is_free && !self.are_choices([mine, theirs])).then_some(keyword)
    }

    /// Makes of two choices those of which a value is one of each; `false` if that cannot be told by their types.
    fn one_of_each(&self, mine: &mut Vec<Value>, theirs: &Value) -> bool {
        let theirs = theirs.as_array().map_or(&[][..], Vec::as_slice);
        let mut both = Vec::new();
        for mut member in std::mem::take(mine) {
            let Some(ty) = self.type_behind(&member) else {
                return false;
            };
            let mut fitting = theirs
                .iter()
                .filter(|other| self.type_behind(other) == Some(ty.clone()));
            match (fitting.next(), fitting.next()) {
                (None, _) => {}
                (Some(other), None) if self.both(&mut member, other.clone()).is_ok() => both.push(member),
                _ => return false,
            }
        }
        *mine = both;
        !mine.is_empty()
    }

    fn type_behind(&self, schema: &Value) -> Option<String> {
        let named = target(schema).and_then(|name| self.done.get(name).or_else(|| self.components.get(name)));
        type_of(named.unwrap_or(schema)).map(str::to_owned)
    }

    /// The same said twice: once in a base, once in a subtype that says more about it. A value has to fit both.
    fn both(&self, before: &mut Value, after: Value) -> Result<(), String> {
        if bare(before) == bare(&after) || says_nothing(&after) {
            for (key, value) in after
                .as_object()
                .into_iter()
                .flatten()
                .filter(|(key, _)| is_annotation(key))
            {
                object_mut(before).insert(key.clone(), value.clone());
            }
            return Ok(());
        }
        if says_nothing(before) || self.refines(&after, before) {
            *before = after;
            return Ok(());
        }
        if self.refines(before, &after) {
            return Ok(());
        }
        if let (Some(mut mine), Some(theirs)) = (self.object(before), self.object(&after)) {
            let all_in = |some: &Value, others: &Value| {
                properties(some).all(|(name, _)| properties(others).any(|(other, _)| other == name))
            };
            if target(&after).is_some() && all_in(&mine, &theirs) {
                *before = after;
                return Ok(());
            }
            if target(before).is_some() && all_in(&theirs, &mine) {
                return Ok(());
            }
            let done = self.merge(&mut mine, theirs);
            *before = mine;
            return done;
        }
        let whole = [&*before, &after].map(|schema| schema.get("type").cloned().unwrap_or_default());
        if numbers(&whole[0], &whole[1]) {
            object_mut(before).insert("type".into(), "integer".into());
            // The format of the part that asks for whole numbers: `double` is no kind of them.
            let format = [&*before, &after][usize::from(whole[1] == "integer")]
                .get("format")
                .cloned();
            let _ = object_mut(before).remove("format");
            object_mut(before).extend(format.map(|format| ("format".to_owned(), format)));
        }
        if (type_of(before) == type_of(&after) || numbers(&whole[0], &whole[1])) && type_of(before).is_some()
        {
            for (key, what) in [("items", "lists"), ("additionalProperties", "maps")] {
                let (Some(mine), Some(theirs)) = (before.get_mut(key), after.get(key)) else {
                    continue;
                };
                if self.both(mine, theirs.clone()).is_err() {
                    *mine = json!({});
                    return Err(format!(
                        "parts of `allOf` ask for {what} of different types: their values may be any"
                    ));
                }
            }
            if type_of(before) == Some("object") {
                return Ok(());
            }
            for key in ["enum", "x-values"] {
                let values = fitting(list(before, key), list(&after, key));
                if !values.is_empty() {
                    object_mut(before).insert(key.into(), values.into());
                }
            }
            return Ok(());
        }
        // A subtype that narrows a base's property to one type is right about its own.
        let nullable = is_true(before, "nullable") || is_true(&after, "nullable");
        *before = if nullable {
            json!({"nullable": true})
        } else {
            json!({})
        };
        Err("parts of `allOf` describe it in different ways: any value is taken".into())
    }

    /// The object that a schema is or refers to, if its properties are known.
    fn object(&self, schema: &Value) -> Option<Value> {
        let Some(name) = target(schema) else {
            return properties(schema).next().map(|_| schema.clone());
        };
        let named = self.done.get(name).or_else(|| self.components.get(name))?;
        properties(named).next()?;
        let mut named = named.clone();
        for key in ["discriminator", "title", "description", "nullable"] {
            object_mut(&mut named).remove(key);
        }
        let site = schema.as_object().into_iter().flatten();
        let annotations = site.filter(|(key, _)| is_annotation(key));
        object_mut(&mut named).extend(annotations.map(|(key, value)| (key.clone(), value.clone())));
        Some(named)
    }

    /// Whether `schema` is a component that says all that the component `base` says.
    fn refines(&self, schema: &Value, base: &Value) -> bool {
        let (Some(name), Some(base)) = (target(schema), target(base)) else {
            return false;
        };
        let mut queue = vec![name];
        let mut seen = BTreeSet::new();
        while let Some(next) = queue.pop() {
            if next == base {
                return true;
            }
            if let Some(schema) = self.components.get(next).filter(|_| seen.insert(next)) {
                queue.extend(list(schema, "allOf").iter().filter_map(target));
            }
        }
        false
    }
}

/// Leaves nothing of a schema but its description.
fn anything(schema: &mut Value) {
    let description = schema.get("description").cloned();
    *schema = description.map_or(json!({}), |text| json!({"description": text}));
}

/// Whether one part asks for a number and the other for a whole one: what fits both is whole.
fn numbers(one: &Value, other: &Value) -> bool {
    (one == "number" && other == "integer") || (one == "integer" && other == "number")
}

/// The values that fit two lists, of which an empty one leaves all open. Of `[a]` in a base and `[b]` in its subtype, a tag, both.
fn fitting(mine: &[Value], theirs: &[Value]) -> Vec<Value> {
    let both: Vec<Value> = mine
        .iter()
        .filter(|value| theirs.contains(value))
        .cloned()
        .collect();
    match both.is_empty() {
        true => {
            let all: IndexSet<&Value> = mine.iter().chain(theirs).collect();
            all.into_iter().cloned().collect()
        }
        false => both,
    }
}

fn list_has(values: &Value, value: &Value) -> bool {
    values.as_array().is_some_and(|values| values.contains(value))
}

fn bare(schema: &Value) -> Value {
    match schema {
        Value::Object(object) => {
            let kept = object.iter().filter(|(key, _)| !is_annotation(key));
            let kept: Map<String, Value> = kept.map(|(key, value)| (key.clone(), value.clone())).collect();
            match (kept.len(), target(schema)) {
                (1, Some(name)) => reference(name),
                _ => kept.into(),
            }
        }
        other => other.clone(),
    }
}
