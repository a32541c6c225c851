//! `allOf` is written out: one object with everybody's properties.
//!
//! Before: `{allOf: [{$ref: Base}, {properties: {a: …}}]}`. After: `{type: object, properties: {…Base's…, a: …}}`.
//! A single reference with annotations stays as it is: `{allOf: [{$ref: Base}], description: …}`.
//! An object that also says `oneOf` gets the alternatives' properties, too, optional unless all require them.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexSet;
use serde_json::{Map, Value, json};

use super::Cx;
use super::open::facets;
use super::schema::{
    annotated, describe, is_annotation, is_true, list, object_mut, properties, ref_name, required, roots_mut,
    schemas, schemas_mut, type_of,
};
use crate::NoteKind;
use crate::openapi::inner_schemas_mut;
use crate::openapi::schema::is_limit;
use crate::pass::Pass;
use crate::pointer::join;
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "all-of",
    why: "the engine's own merging gives up on conflicts by panicking, and nests what reads better flat",
    run: |document, log| run(&mut Cx { document, log }),
};

fn run(cx: &mut Cx<'_, '_>) {
    let mut merger = Merger {
        components: schemas(cx.document)
            .map(|(name, schema)| (name.clone(), schema.clone()))
            .collect(),
        done: BTreeMap::new(),
        active: BTreeSet::new(),
        notes: Vec::new(),
    };
    let names: Vec<String> = merger.components.keys().cloned().collect();
    for name in &names {
        merger.component(name);
    }
    for (name, schema) in schemas_mut(cx.document).iter_mut() {
        if let Some(done) = merger.done.get(name) {
            *schema = done.clone();
        }
    }
    roots_mut(cx.document, &mut |pointer, schema| {
        if !pointer.starts_with("/components/") {
            merger.schema(schema, pointer);
        }
    });
    for (pointer, what) in merger.notes {
        cx.note(NoteKind::Lowered, pointer, what);
    }
}

struct Merger {
    components: BTreeMap<String, Value>,
    done: BTreeMap<String, Value>,
    active: BTreeSet<String>,
    notes: Vec<(String, String)>,
}

impl Merger {
    /// A component, merged; `None` while it is being merged itself, or where there is none of that name.
    fn component(&mut self, name: &str) -> Option<Value> {
        if let Some(done) = self.done.get(name) {
            return Some(done.clone());
        }
        if !self.active.insert(name.to_owned()) {
            return None;
        }
        let mut schema = self.components.get(name)?.clone();
        self.schema(&mut schema, &join("/components/schemas", name));
        self.active.remove(name);
        self.done.insert(name.to_owned(), schema.clone());
        Some(schema)
    }

    fn schema(&mut self, schema: &mut Value, pointer: &str) {
        inner_schemas_mut(schema, pointer, &mut |pointer, child| self.schema(child, pointer));
        if schema.get("allOf").is_some() {
            self.merge_members(schema, pointer);
        }
        if self.are_choices([list(schema, "oneOf"), list(schema, "anyOf")]) {
            // A value is one of each.
            object_mut(schema)
                .entry("properties")
                .or_insert_with(|| json!({}));
        }
        if schema.get("properties").is_some()
            && (schema.get("oneOf").is_some() || schema.get("anyOf").is_some())
        {
            self.merge_alternatives(schema, pointer);
        }
    }

    fn merge_members(&mut self, schema: &mut Value, pointer: &str) {
        let members = match object_mut(schema).remove("allOf") {
            Some(Value::Array(members)) => members,
            _ => return,
        };
        let (empty, mut members): (Vec<Value>, Vec<Value>) = members.into_iter().partition(says_nothing);
        for member in &empty {
            for (key, value) in member
                .as_object()
                .into_iter()
                .flatten()
                .filter(|(key, _)| *key != "type")
            {
                object_mut(schema)
                    .entry(key.clone())
                    .or_insert_with(|| value.clone());
            }
        }
        members.dedup();
        if let [only] = members.as_slice()
            && ref_name(only).is_some()
        {
            // Limits are documentation; for one of them nobody wants another type.
            for line in facets(schema) {
                describe(schema, &line);
            }
            object_mut(schema).retain(|key, _| !is_limit(key));
        }
        let alone = says_nothing(schema);
        if let ([only], true) = (members.as_slice(), alone) {
            let mut annotations: Map<String, Value> = object_mut(schema).clone();
            annotations.remove("type");
            match (ref_name(only), only.get("allOf")) {
                (Some(name), _) => {
                    annotations.retain(|key, _| key != "title");
                    *schema = annotated(name, annotations);
                }
                (None, _) => {
                    let mut merged = only.clone();
                    object_mut(&mut merged).extend(annotations);
                    *schema = merged;
                }
            }
            return;
        }
        let mut choices = Vec::new();
        for (index, member) in members.into_iter().enumerate() {
            let at = join(&join(pointer, "allOf"), index.to_string());
            let mut member = self.written_out(member, &at);
            choices.extend(self.second_choice(schema, &mut member));
            if let Err(what) = self.merge(schema, member) {
                self.notes.push((at, what));
            }
        }
        for (keyword, alternatives) in choices {
            object_mut(schema)
                .entry("properties")
                .or_insert_with(|| json!({}));
            self.merge_alternatives(schema, pointer);
            object_mut(schema).insert(keyword.to_owned(), alternatives.into());
        }
    }

    /// Takes out of a member the objects that it chooses among where the whole has such a choice already: a value is one of each.
    fn second_choice(&self, schema: &Value, member: &mut Value) -> Option<(&'static str, Vec<Value>)> {
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
    fn are_choices(&self, choices: [&[Value]; 2]) -> bool {
        let all = |choice: &[Value]| self.are_objects(choice, &mut BTreeSet::new());
        choices.iter().all(|choice| !choice.is_empty()) && choices.into_iter().all(all)
    }

    /// Whether all of these are objects that say something of their properties, also behind references and choices. What leads back
    /// to itself is what the rest of it is.
    fn are_objects(&self, alternatives: &[Value], seen: &mut BTreeSet<String>) -> bool {
        !alternatives.is_empty() && alternatives.iter().all(|schema| self.is_object(schema, seen))
    }

    fn is_object(&self, schema: &Value, seen: &mut BTreeSet<String>) -> bool {
        if let Some(name) = super::schema::target(schema) {
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

    /// A schema itself instead of a reference to it.
    fn written_out(&mut self, member: Value, pointer: &str) -> Value {
        let Some(name) = super::schema::target(&member).map(str::to_owned) else {
            return member;
        };
        match self.component(&name) {
            Some(mut schema) => {
                // The base's discriminator chooses among its own subtypes.
                let object = object_mut(&mut schema);
                object.remove("discriminator");
                object.remove("title");
                object.remove("description");
                object.remove("nullable");
                if super::schema::target(&schema).is_some_and(|next| next != name) {
                    return self.written_out(schema, pointer);
                }
                schema
            }
            None => {
                self.notes.push((
                    pointer.to_owned(),
                    format!(
                        "{name} is part of itself; that part is left out",
                        name = words::name(&name)
                    ),
                ));
                json!({})
            }
        }
    }

    /// Properties beside `oneOf` or `anyOf`: one object that can hold any of the alternatives.
    fn merge_alternatives(&mut self, schema: &mut Value, pointer: &str) {
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
            if super::schema::target(&alternative).is_some_and(|name| !seen.insert(name.to_owned())) {
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

/// Whether a schema admits everything, annotations and a bare `type: object` aside.
fn says_nothing(schema: &Value) -> bool {
    let required_only = |value: &Value| value.as_array().is_some_and(Vec::is_empty);
    schema.as_object().is_some_and(|object| {
        object.iter().all(|(key, value)| {
            is_annotation(key)
                || (key == "type" && value == "object" && !object.contains_key("additionalProperties"))
                || (key == "required" && required_only(value))
        })
    })
}

impl Merger {
    /// Adds what `member` says to `schema`. What both say differently becomes whatever holds both.
    fn merge(&self, schema: &mut Value, member: Value) -> Result<(), String> {
        let mut conflict = Ok(());
        let Value::Object(member) = member else {
            return conflict;
        };
        for (key, value) in member {
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
                    let description = object.get("description").cloned();
                    *schema = description.map_or(json!({}), |text| json!({"description": text}));
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
                ("oneOf" | "anyOf", Some(_)) => {
                    conflict = Err(format!(
                        "a second {key} among the parts of `allOf` is left out",
                        key = words::name(&key)
                    ))
                }
                // What stands nearer to the use wins.
                (_, Some(_)) => {}
            }
        }
        conflict
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
            if super::schema::target(&after).is_some() && all_in(&mine, &theirs) {
                *before = after;
                return Ok(());
            }
            if super::schema::target(before).is_some() && all_in(&theirs, &mine) {
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
        let Some(name) = super::schema::target(schema) else {
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
        let (Some(name), Some(base)) = (super::schema::target(schema), super::schema::target(base)) else {
            return false;
        };
        let mut queue = vec![name];
        let mut seen = BTreeSet::new();
        while let Some(next) = queue.pop() {
            if next == base {
                return true;
            }
            if let Some(schema) = self.components.get(next).filter(|_| seen.insert(next)) {
                queue.extend(list(schema, "allOf").iter().filter_map(super::schema::target));
            }
        }
        false
    }
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
            match (kept.len(), super::schema::target(schema)) {
                (1, Some(name)) => super::schema::reference(name),
                _ => kept.into(),
            }
        }
        other => other.clone(),
    }
}
