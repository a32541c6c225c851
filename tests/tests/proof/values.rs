//! Values made from a schema of the canonical document: as it says, and a little otherwise.

use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};

use super::same::UNKNOWN;
use super::subject::resolved;

/// Which way a value goes: what is `readOnly` is not sent, what is `writeOnly` does not come.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Way {
    Sent,
    Received,
}

/// How much of what a schema allows is there.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Fill {
    /// Required properties only.
    Least,
    /// Every property that is named.
    Most,
    /// As it falls.
    Some,
}

/// Makes values of the schemas of one document.
pub(crate) struct Values<'a> {
    document: &'a Value,
    rng: fastrand::Rng,
    way: Way,
    fill: Fill,
    /// Unknown properties, unknown values of enums, unknown tags.
    strange: bool,
    /// Which member of the outermost union is taken.
    member: Option<usize>,
}

/// Values nest no deeper than this where the schema does not make them.
const DEEP: usize = 4;
/// Schemas that make them nest deeper have no values that end.
const ENDLESS: usize = 24;

impl<'a> Values<'a> {
    pub(crate) fn new(document: &'a Value, way: Way, seed: u64) -> Self {
        Self {
            document,
            rng: fastrand::Rng::with_seed(seed),
            way,
            fill: Fill::Some,
            strange: false,
            member: None,
        }
    }

    pub(crate) fn fill(mut self, fill: Fill) -> Self {
        self.fill = fill;
        self
    }

    pub(crate) fn strange(mut self) -> Self {
        self.strange = true;
        self
    }

    pub(crate) fn member(mut self, member: usize) -> Self {
        self.member = Some(member);
        self
    }

    /// A value of the schema.
    pub(crate) fn value(&mut self, schema: &Value) -> Value {
        self.of(schema, 0)
    }

    fn of(&mut self, schema: &Value, depth: usize) -> Value {
        if let Some((tag, property, subtype)) = self.subtype(schema) {
            let mut value = self.of(&subtype, depth);
            if let Value::Object(object) = &mut value {
                object.insert(property, Value::String(tag));
            }
            return value;
        }
        let Value::Object(schema) = self.flat(schema, 0) else {
            return self.any(depth);
        };
        if depth > ENDLESS {
            return Value::Null;
        }
        if let Some(value) = schema.get("const") {
            return self.odd_text(value.clone());
        }
        if let Some(values) = schema
            .get("enum")
            .and_then(Value::as_array)
            .filter(|values| !values.is_empty())
        {
            let value = values[self.rng.usize(..values.len())].clone();
            return self.odd_text(value);
        }
        for word in ["oneOf", "anyOf"] {
            if let Some(members) = schema
                .get(word)
                .and_then(Value::as_array)
                .filter(|members| !members.is_empty())
            {
                return self.of_member(&schema, word, members, depth);
            }
        }
        match self.kind(&schema, depth) {
            "object" => self.object(&schema, depth),
            "array" => self.array(&schema, depth),
            "string" => self.string(&schema),
            "integer" => self.integer(&schema),
            "number" => self.number(&schema),
            "boolean" => Value::Bool(self.rng.bool()),
            "null" => Value::Null,
            _ => self.any(depth),
        }
    }

    /// Of a base whose discriminator maps tags to what extends it, one of these, with its tag and the property of that: what has the tag
    /// has to be it.
    fn subtype(&mut self, schema: &Value) -> Option<(String, String, Value)> {
        // What is no reference is the base itself.
        schema.get("$ref")?;
        let base = resolved(self.document, schema)?;
        if ["oneOf", "anyOf"].iter().any(|word| base.get(*word).is_some()) {
            return None;
        }
        let property = base.pointer("/discriminator/propertyName")?.as_str()?;
        let mapping = base.pointer("/discriminator/mapping")?.as_object()?;
        let mapping: Vec<_> = mapping.iter().collect();
        let (tag, target) = mapping.get(self.rng.usize(..mapping.len().max(1)))?;
        let subtype = json!({ "$ref": target });
        let found = resolved(self.document, &subtype)?;
        let extends =
            |part: &Value| resolved(self.document, part).is_some_and(|part| std::ptr::eq(part, base));
        let is_one = found["allOf"]
            .as_array()
            .is_some_and(|parts| parts.iter().any(extends));
        is_one.then(|| ((*tag).clone(), property.to_owned(), subtype))
    }

    /// One of a union's members, the rest of the schema included.
    fn of_member(
        &mut self,
        schema: &Map<String, Value>,
        word: &str,
        members: &[Value],
        depth: usize,
    ) -> Value {
        // Null among the members of a base is none where what extends it is an object.
        let own = types(schema.get("type"));
        let meets = |member: &&Value| {
            let theirs = types(self.flat(member, 0).get("type"));
            own.is_empty() || theirs.is_empty() || theirs.iter().any(|name| own.contains(name))
        };
        let possible: Vec<Value> = members.iter().filter(meets).cloned().collect();
        let members = if possible.is_empty() { members } else { &possible };
        let index = match self.member.take() {
            Some(member) => member % members.len(),
            None if depth > DEEP => self.shallow(members),
            None => self.rng.usize(..members.len()),
        };
        let mut rest = schema.clone();
        rest.remove(word);
        let discriminator = rest.remove("discriminator");
        let member = &members[index];
        let whole = json!({"allOf": [rest, member]});
        let mut value = self.of(&whole, depth);
        let property = discriminator
            .as_ref()
            .and_then(|found| found["propertyName"].as_str());
        if let (Some(property), Value::Object(object)) = (property, &mut value) {
            let reference = member["$ref"].as_str().unwrap_or_default();
            let name = reference.rsplit('/').next().unwrap_or_default().to_owned();
            let mapping = discriminator
                .as_ref()
                .and_then(|found| found["mapping"].as_object());
            let mapped = mapping.into_iter().flatten().find(|(_, target)| {
                target
                    .as_str()
                    .is_some_and(|target| target == reference || target == name)
            });
            let tag = mapped.map_or(name, |(tag, _)| tag.clone());
            let fixed = match self.flat(member, 0) {
                Value::Object(flat) => {
                    let own = flat
                        .get("properties")
                        .and_then(|properties| properties.get(property));
                    own.map(|own| self.flat(own, 0))
                        .is_some_and(|own| own.get("const").is_some() || own.get("enum").is_some())
                }
                _ => false,
            };
            let is_own = fixed && mapped.is_none();
            if !tag.is_empty() && !is_own {
                object.insert(property.to_owned(), Value::String(tag));
            }
            if self.strange && self.rng.u8(..4) == 0 {
                object.insert(property.to_owned(), json!("unnamed tag"));
            }
        }
        value
    }

    /// The member that nests least, as far as it shows.
    fn shallow(&self, members: &[Value]) -> usize {
        let plain = |member: &Value| match resolved(self.document, member) {
            Some(member) => member["type"]
                .as_str()
                .is_some_and(|kind| !matches!(kind, "object" | "array")),
            None => false,
        };
        members.iter().position(plain).unwrap_or(0)
    }

    fn kind(&mut self, schema: &Map<String, Value>, depth: usize) -> &'static str {
        let named = |name: &str| {
            [
                "object", "array", "string", "integer", "number", "boolean", "null",
            ]
            .into_iter()
            .find(|kind| *kind == name)
        };
        match schema.get("type") {
            Some(Value::String(name)) => named(name).unwrap_or(""),
            Some(Value::Array(names)) => {
                let mut kinds: Vec<&str> = names.iter().filter_map(Value::as_str).filter_map(named).collect();
                if self.fill == Fill::Most && kinds.len() > 1 {
                    kinds.retain(|kind| *kind != "null");
                }
                if depth > DEEP && kinds.contains(&"null") {
                    return "null";
                }
                match kinds.is_empty() {
                    true => "",
                    false => named(kinds[self.rng.usize(..kinds.len())]).unwrap_or(""),
                }
            }
            _ => {
                let has = |words: &[&str]| words.iter().any(|word| schema.contains_key(*word));
                if has(&[
                    "properties",
                    "additionalProperties",
                    "required",
                    "patternProperties",
                ]) {
                    "object"
                } else if has(&["items", "prefixItems"]) {
                    "array"
                } else if has(&["pattern", "minLength", "maxLength", "contentMediaType"]) {
                    "string"
                } else if has(&["minimum", "maximum", "multipleOf"]) {
                    "number"
                } else {
                    ""
                }
            }
        }
    }

    fn object(&mut self, schema: &Map<String, Value>, depth: usize) -> Value {
        let mut object = Map::new();
        let required: Vec<&str> = words(schema.get("required"));
        let empty = Map::new();
        let properties = schema
            .get("properties")
            .and_then(Value::as_object)
            .unwrap_or(&empty);
        for (name, property) in properties {
            let is_required = required.contains(&name.as_str());
            if self.hides(property) || property == &Value::Bool(false) {
                continue;
            }
            let there = match self.fill {
                Fill::Least => false,
                Fill::Most => depth <= DEEP,
                Fill::Some => depth <= DEEP && self.rng.bool(),
            };
            if is_required || there {
                object.insert(name.clone(), self.of(property, depth + 1));
            }
        }
        for name in required {
            // Of a closed object that asks for it, there is no value at all.
            let is_closed = schema.get("additionalProperties") == Some(&Value::Bool(false));
            if !is_closed && !properties.contains_key(name) && !object.contains_key(name) {
                let rest = schema
                    .get("additionalProperties")
                    .cloned()
                    .unwrap_or(Value::Bool(true));
                object.insert(name.to_owned(), self.of(&rest, depth + 1));
            }
        }
        let rest = schema.get("additionalProperties");
        let wanted = schema
            .get("minProperties")
            .and_then(Value::as_u64)
            .unwrap_or(0)
            .min(8) as usize;
        let is_map = properties.is_empty() || rest.is_some_and(|rest| *rest != Value::Bool(false));
        let mut more = wanted.saturating_sub(object.len());
        if is_map && depth <= DEEP && self.fill != Fill::Least && rest != Some(&Value::Bool(false)) {
            more = more.max(self.rng.usize(..3));
        }
        let anything = Value::Bool(true);
        for index in 0..more {
            // Of an object that says nothing of others, what nobody knows may be gone.
            let name = match rest {
                None if !properties.is_empty() => format!("{UNKNOWN}{index}"),
                _ => format!("key {index}"),
            };
            let value = self.of(rest.unwrap_or(&anything), depth + 1);
            object.insert(name, value);
        }
        if self.strange && self.rng.u8(..3) == 0 && rest.is_none() && !properties.is_empty() {
            let value = [json!(7), json!({"deep": [null]}), json!("x"), Value::Null];
            object.insert(format!("{UNKNOWN}x"), value[self.rng.usize(..4)].clone());
        }
        Value::Object(object)
    }

    fn hides(&self, property: &Value) -> bool {
        let word = match self.way {
            Way::Sent => "readOnly",
            Way::Received => "writeOnly",
        };
        let says = |schema: &Value| schema[word] == Value::Bool(true);
        says(property)
            || resolved(self.document, property).is_some_and(says)
            || property["allOf"]
                .as_array()
                .is_some_and(|all| all.iter().any(says))
    }

    fn array(&mut self, schema: &Map<String, Value>, depth: usize) -> Value {
        let bound = |word: &str| {
            schema
                .get(word)
                .and_then(Value::as_u64)
                .map(|bound| bound.min(20) as usize)
        };
        let least = bound("minItems").unwrap_or(0);
        let mut count = match self.fill {
            _ if depth > DEEP => least,
            Fill::Least => least,
            Fill::Most => least.max(2),
            Fill::Some => least + self.rng.usize(..3),
        };
        if let Some(most) = bound("maxItems") {
            count = count.min(most);
        }
        let first: &[Value] = schema
            .get("prefixItems")
            .and_then(Value::as_array)
            .map_or(&[], Vec::as_slice);
        let anything = Value::Bool(true);
        let rest = schema.get("items").unwrap_or(&anything);
        if rest == &Value::Bool(false) {
            count = count.max(first.len()).min(first.len());
        }
        let mut items: Vec<Value> = Vec::new();
        for index in 0..count {
            let item = self.of(first.get(index).unwrap_or(rest), depth + 1);
            if schema.get("uniqueItems") == Some(&Value::Bool(true)) && items.contains(&item) {
                continue;
            }
            items.push(item);
        }
        Value::Array(items)
    }

    fn string(&mut self, schema: &Map<String, Value>) -> Value {
        if let Some(pattern) = schema.get("pattern").and_then(Value::as_str)
            && let Some(text) = self.matching(pattern)
        {
            return Value::String(text);
        }
        let text = match schema.get("format").and_then(Value::as_str).unwrap_or("") {
            "date-time" => ["2026-02-03T04:05:06Z", "2026-02-03T04:05:06.789+01:00"][self.rng.usize(..2)],
            "date" => "2026-02-03",
            "time" => "04:05:06Z",
            "duration" => "PT1H",
            "uuid" => "6f1f2c52-0a3b-4a46-9d2e-1c3f5a7b9d11",
            "email" => "ada@example.com",
            "uri" | "url" | "iri" => "https://example.com/a?b=c",
            "hostname" => "example.com",
            "ipv4" => "192.0.2.1",
            "ipv6" => "2001:db8::1",
            "byte" => "aGk=",
            _ if schema.get("contentEncoding") == Some(&json!("base64")) => "aGk=",
            _ => ["text", "two words", "naïve ü/&=+%41", "1.10", "true"][self.rng.usize(..5)],
        };
        let mut text = text.to_owned();
        let bound = |word: &str| {
            schema
                .get(word)
                .and_then(Value::as_u64)
                .map(|bound| bound as usize)
        };
        let least = bound("minLength").unwrap_or(0).min(5_000);
        while text.chars().count() < least {
            text.push('x');
        }
        if let Some(most) = bound("maxLength") {
            text = text.chars().take(most).collect();
        }
        Value::String(text)
    }

    /// A text that a pattern takes.
    fn matching(&mut self, pattern: &str) -> Option<String> {
        let pattern = pattern.strip_prefix('^').unwrap_or(pattern);
        let pattern = match pattern.strip_suffix('$') {
            Some(rest) if !rest.ends_with('\\') => rest,
            _ => pattern,
        };
        let strategy = proptest::string::string_regex(pattern).ok()?;
        let tree = strategy.new_tree(&mut TestRunner::deterministic()).ok()?;
        Some(tree.current())
    }

    fn integer(&mut self, schema: &Map<String, Value>) -> Value {
        let (mut low, high) = bounds(schema);
        let format = schema.get("format").and_then(Value::as_str).unwrap_or_default();
        let small = format.ends_with("32") || format.ends_with("16") || format.ends_with('8');
        if format.starts_with('u') {
            low = Some(low.unwrap_or(0.0).max(0.0));
        }
        let step = schema
            .get("multipleOf")
            .and_then(Value::as_i64)
            .unwrap_or(1)
            .max(1);
        let choices: &[i64] = match small {
            true => &[0, 7, -3],
            false => &[0, 7, -3, 9_007_199_254_740_993],
        };
        let value = choices[self.rng.usize(..choices.len())];
        let value = clamped(
            value as i128,
            low.map(f64::ceil),
            high.map(f64::floor),
            i128::from(step),
        );
        // A whole number may be spelled with a fraction.
        if self.rng.u8(..6) == 0 && value.abs() < 1 << 50 {
            return json!(value as f64);
        }
        i64::try_from(value).map_or(Value::Null, |value| json!(value))
    }

    fn number(&mut self, schema: &Map<String, Value>) -> Value {
        let (low, high) = bounds(schema);
        let value = [0.5, 5.0, -2.25, 3600.0][self.rng.usize(..4)];
        let value = f64::max(value, low.unwrap_or(f64::MIN)).min(high.unwrap_or(f64::MAX));
        let value = match schema.get("multipleOf").and_then(Value::as_f64) {
            Some(step) if step > 0.0 => (value / step).ceil() * step,
            _ => value,
        };
        if value.fract() == 0.0 && value.abs() < 1e15 && self.rng.bool() {
            return json!(value as i64);
        }
        json!(value)
    }

    fn any(&mut self, depth: usize) -> Value {
        match self.rng.u8(..if depth > DEEP { 4 } else { 6 }) {
            0 => json!("text"),
            1 => json!(7),
            2 => json!(true),
            3 => json!(0.5),
            4 => json!([1, "a", null]),
            _ => json!({"key": {"deep": [1.5]}}),
        }
    }

    /// A text that the page does not list, now and then.
    fn odd_text(&mut self, value: Value) -> Value {
        match value {
            Value::String(text) if self.strange && self.rng.u8(..4) == 0 => json!(format!("{text} unnamed")),
            value => value,
        }
    }

    /// The schema with its references followed and its `allOf` in one place, as far as one place can say it.
    fn flat(&self, schema: &Value, depth: usize) -> Value {
        let Value::Object(own) = schema else {
            return schema.clone();
        };
        if depth > ENDLESS {
            return Value::Bool(true);
        }
        let mut flat = own.clone();
        let mut parts = Vec::new();
        if let Some(reference) = flat.remove("$ref") {
            let target = resolved(self.document, &json!({ "$ref": reference })).cloned();
            parts.push(target.unwrap_or(Value::Bool(true)));
        }
        if let Some(Value::Array(all)) = flat.remove("allOf") {
            parts.extend(all);
        }
        for part in parts {
            if let Value::Object(part) = self.flat(&part, depth + 1) {
                join(&mut flat, part);
            }
        }
        Value::Object(flat)
    }
}

/// Adds what one schema says to what another says.
fn join(flat: &mut Map<String, Value>, part: Map<String, Value>) {
    for (word, value) in part {
        match (word.as_str(), flat.get_mut(&word)) {
            (_, None) => drop(flat.insert(word, value)),
            ("properties", Some(Value::Object(known))) => {
                let Value::Object(more) = value else { continue };
                for (name, property) in more {
                    match known.get_mut(&name) {
                        Some(other) if *other != property => {
                            *other = json!({"allOf": [other.clone(), property]})
                        }
                        Some(_) => {}
                        None => drop(known.insert(name, property)),
                    }
                }
            }
            ("required", Some(Value::Array(known))) => {
                let Value::Array(more) = value else { continue };
                for name in more {
                    if !known.contains(&name) {
                        known.push(name);
                    }
                }
            }
            ("enum", Some(Value::Array(known))) => {
                let Value::Array(more) = value else { continue };
                known.retain(|value| more.contains(value));
            }
            ("type", Some(known)) => {
                let names = |value: &Value| match value {
                    Value::Array(names) => names.clone(),
                    other => vec![other.clone()],
                };
                let more = names(&value);
                let has = |name: &Value| {
                    more.contains(name) || *name == json!("integer") && more.contains(&json!("number"))
                };
                let both: Vec<Value> = names(known).into_iter().filter(has).collect();
                *known = match both.as_slice() {
                    [] => value,
                    [one] => one.clone(),
                    _ => Value::Array(both),
                };
            }
            ("oneOf" | "anyOf", Some(known)) if *known != value => {
                // Two unions: the second one within the first, which is how they are met one after the other.
                let second = json!({ word.as_str(): value });
                if let Some(members) = known.as_array_mut() {
                    for member in members {
                        *member = json!({"allOf": [member.clone(), second]});
                    }
                }
            }
            ("minimum" | "minLength" | "minItems" | "minProperties", Some(known))
                if value.as_f64() > known.as_f64() =>
            {
                *known = value;
            }
            ("maximum" | "maxLength" | "maxItems" | "maxProperties", Some(known))
                if value.as_f64() < known.as_f64() =>
            {
                *known = value;
            }
            ("items" | "additionalProperties", Some(known)) if *known != value => {
                *known = json!({"allOf": [known.clone(), value]});
            }
            _ => {}
        }
    }
}

/// The names of a `type`; a whole number is a number, too.
fn types(word: Option<&Value>) -> Vec<String> {
    let names: Vec<&str> = match word {
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        other => other.and_then(Value::as_str).into_iter().collect(),
    };
    let one = |name: &str| match name {
        "integer" => "number".to_owned(),
        other => other.to_owned(),
    };
    names.into_iter().map(one).collect()
}

fn words(value: Option<&Value>) -> Vec<&str> {
    let words = value.and_then(Value::as_array);
    words.into_iter().flatten().filter_map(Value::as_str).collect()
}

fn bounds(schema: &Map<String, Value>) -> (Option<f64>, Option<f64>) {
    let bound = |word: &str| schema.get(word).and_then(Value::as_f64);
    let above = bound("exclusiveMinimum").map(|bound| bound + 1.0);
    let below = bound("exclusiveMaximum").map(|bound| bound - 1.0);
    (bound("minimum").or(above), bound("maximum").or(below))
}

fn clamped(value: i128, low: Option<f64>, high: Option<f64>, step: i128) -> i128 {
    let low = low.map_or(i128::from(i64::MIN), |low| low as i128);
    let high = high.map_or(i128::from(i64::MAX), |high| high as i128);
    let value = value.max(low).min(high);
    match value % step {
        0 => value,
        over if value - over >= low => value - over,
        over => value - over + step,
    }
}
