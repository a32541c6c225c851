//! A reply × its schema → where it is otherwise than the document says.
//!
//! What counts is what a client reads: kinds of JSON, null, properties that must be there, properties that nobody names, values that
//! are not listed. Lengths, patterns and formats are documentation.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use specloom::pointer;

use super::infer::{is_name, kind};
use super::reply::Reply;
use super::target::Target;

/// References beyond so many lead back to themselves.
const DEEP: usize = 200;

/// Something in a reply that is otherwise than documented.
#[derive(Debug, Clone, PartialEq)]
pub struct Misfit {
    /// Pointer to what the document would have to say otherwise: a schema, or the operation.
    pub at: String,
    /// What it is.
    pub what: What,
    /// The file that it is in.
    pub file: String,
    /// The place in the reply, keys of maps left out.
    pub place: String,
    /// What came there. Never shown.
    pub(super) value: Value,
}

/// What is otherwise.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// The status is not documented, or nothing is said of its body.
    Reply(u16),
    /// A value of a kind that the schema does not have.
    Kind(&'static str),
    /// A property that must be there is not.
    Missing(String),
    /// A property that the schema does not name.
    New(String),
    /// Properties that it does not name, and whose names may be data.
    Unnamed,
    /// A value that `enum` or `const` does not list.
    Unlisted,
}

/// Adds the misfits of a reply.
pub fn find(document: &Value, reply: &Reply, target: &Target, found: &mut Vec<Misfit>) {
    let Some(schema) = target.schema(document) else {
        found.push(Misfit {
            at: target.operation.clone(),
            what: What::Reply(target.status),
            file: reply.file.clone(),
            place: String::new(),
            value: reply.value.clone(),
        });
        return;
    };
    let walk = Walk {
        document,
        file: &reply.file,
    };
    walk.value(&reply.value, &schema, "", true, 0, found);
}

/// What a pointer leads to, through references: where that stands, and what it is.
pub(super) fn at<'d>(document: &'d Value, from: &str) -> Option<(String, &'d Value)> {
    let mut place = from.to_owned();
    for _ in 0..DEEP {
        let value = document.pointer(&place)?;
        match value.get("$ref").and_then(Value::as_str) {
            Some(reference) => place = pointer::fragment(reference)?,
            None => return Some((place, value)),
        }
    }
    None
}

/// The properties that a schema names, in all of its parts.
#[derive(Debug, Default)]
pub(super) struct Known<'d> {
    pub(super) names: BTreeSet<&'d str>,
    /// It says that there may be others.
    open: bool,
}

pub(super) fn known<'d>(document: &'d Value, pointer: &str) -> Known<'d> {
    let mut known = Known::default();
    collect(document, pointer, &mut known, 0);
    known
}

fn collect<'d>(document: &'d Value, pointer: &str, known: &mut Known<'d>, depth: usize) {
    let Some((place, Value::Object(schema))) = at(document, pointer).filter(|_| depth < DEEP) else {
        return;
    };
    let properties = schema.get("properties").and_then(Value::as_object);
    known
        .names
        .extend(properties.into_iter().flat_map(Map::keys).map(String::as_str));
    let rest = schema.get("additionalProperties");
    known.open |=
        schema.contains_key("patternProperties") || rest.is_some_and(|rest| *rest != Value::Bool(false));
    for word in ["allOf", "oneOf", "anyOf"] {
        let members = schema.get(word).and_then(Value::as_array).map_or(0, Vec::len);
        for index in 0..members {
            collect(document, &format!("{place}/{word}/{index}"), known, depth + 1);
        }
    }
    for word in ["then", "else"] {
        if schema.contains_key(word) {
            collect(document, &format!("{place}/{word}"), known, depth + 1);
        }
    }
}

/// Whether null is among a schema's values.
fn allows_null(document: &Value, pointer: &str, depth: usize) -> bool {
    let Some((place, Value::Object(schema))) = at(document, pointer).filter(|_| depth < DEEP) else {
        return true;
    };
    let typed = match schema.get("type") {
        Some(Value::Array(names)) => names.iter().any(|name| name == "null"),
        Some(name) => name == "null",
        None => true,
    };
    let lists = |word: &str| schema.get(word).and_then(Value::as_array);
    let listed = lists("enum").is_none_or(|values| values.contains(&Value::Null));
    let fixed = schema.get("const").is_none_or(Value::is_null);
    let any = |word: &str| {
        lists(word).is_none_or(|members| {
            (0..members.len())
                .any(|index| allows_null(document, &format!("{place}/{word}/{index}"), depth + 1))
        })
    };
    let all = lists("allOf").is_none_or(|members| {
        (0..members.len()).all(|index| allows_null(document, &format!("{place}/allOf/{index}"), depth + 1))
    });
    typed && listed && fixed && any("oneOf") && any("anyOf") && all
}

struct Walk<'a> {
    document: &'a Value,
    file: &'a str,
}

impl Walk<'_> {
    /// Holds a value against the schema at `pointer`. `whole`: the schema is not a part of another one, which would know more
    /// properties.
    fn value(
        &self,
        value: &Value,
        pointer: &str,
        place: &str,
        whole: bool,
        depth: usize,
        found: &mut Vec<Misfit>,
    ) {
        let misfit = |at: &str, what: What, value: &Value| Misfit {
            at: at.to_owned(),
            what,
            file: self.file.to_owned(),
            place: place.to_owned(),
            value: value.clone(),
        };
        if depth > DEEP {
            return;
        }
        if value.is_null() {
            // Where a reference stands, and not where it leads: others refer to that, too.
            if !allows_null(self.document, pointer, 0) {
                found.push(misfit(pointer, What::Kind("null"), value));
            }
            return;
        }
        let Some((at, Value::Object(schema))) = at(self.document, pointer) else {
            return;
        };
        let came = kind(value);
        let fits = |name: &str| name == came || name == "number" && came == "integer";
        let typed = match schema.get("type") {
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(fits),
            Some(Value::String(name)) => fits(name),
            _ => true,
        };
        if !typed {
            return found.push(misfit(&at, What::Kind(came), value));
        }
        let listed = schema
            .get("enum")
            .and_then(Value::as_array)
            .is_none_or(|values| values.iter().any(|known| same(known, value)));
        let fixed = schema.get("const").is_none_or(|known| same(known, value));
        if !listed || !fixed {
            return found.push(misfit(&at, What::Unlisted, value));
        }
        for index in 0..schema.get("allOf").and_then(Value::as_array).map_or(0, Vec::len) {
            self.value(
                value,
                &format!("{at}/allOf/{index}"),
                place,
                false,
                depth + 1,
                found,
            );
        }
        for word in ["oneOf", "anyOf"] {
            let members = schema.get(word).and_then(Value::as_array).map_or(0, Vec::len);
            if members > 0 {
                self.member(value, &at, schema, word, members, place, whole, depth, found);
            }
        }
        // What no member knows is the member's that the value is of, and not all members'.
        let whole = whole && !schema.contains_key("oneOf") && !schema.contains_key("anyOf");
        match value {
            Value::Object(object) => self.object(object, &at, schema, place, whole, depth, found),
            Value::Array(items) => {
                let first = schema
                    .get("prefixItems")
                    .and_then(Value::as_array)
                    .map_or(0, Vec::len);
                for (index, item) in items.iter().enumerate() {
                    let pointer = match index < first {
                        true => format!("{at}/prefixItems/{index}"),
                        false if schema.contains_key("items") => format!("{at}/items"),
                        false => break,
                    };
                    self.value(
                        item,
                        &pointer,
                        &format!("{place}/{index}"),
                        true,
                        depth + 1,
                        found,
                    );
                }
            }
            _ => {}
        }
    }

    /// Holds a value against the member of a union that it is most likely of.
    #[allow(clippy::too_many_arguments, reason = "one step of a walk")]
    fn member(
        &self,
        value: &Value,
        at: &str,
        schema: &Map<String, Value>,
        word: &str,
        members: usize,
        place: &str,
        whole: bool,
        depth: usize,
        found: &mut Vec<Misfit>,
    ) {
        let names = known(self.document, at).names;
        let tagged = self.tagged(value, schema, word);
        let mut best: Option<(bool, usize, Vec<Misfit>)> = None;
        for index in 0..members {
            if tagged.is_some_and(|tagged| tagged != index) {
                continue;
            }
            let pointer = format!("{at}/{word}/{index}");
            let mut misfits = Vec::new();
            self.value(value, &pointer, place, whole, depth + 1, &mut misfits);
            // Properties of the union's own are known to all of its members, and of `anyOf` a value may be several.
            misfits.retain(|misfit| match &misfit.what {
                What::New(name) => misfit.place != place || !names.contains(name.as_str()),
                _ => true,
            });
            let is_other = misfits
                .iter()
                .any(|misfit| misfit.place == place && matches!(misfit.what, What::Kind(_) | What::Unlisted));
            let better = match &best {
                None => true,
                Some((other, count, _)) => (is_other, misfits.len()) < (*other, *count),
            };
            if better {
                best = Some((is_other, misfits.len(), misfits));
            }
        }
        let tag = schema
            .get("discriminator")
            .and_then(|found| found["propertyName"].as_str());
        let tag = tag.filter(|tag| tagged.is_none() && value.get(*tag).is_some_and(Value::is_string));
        match best {
            // A member that the page does not have: clients keep it as it came.
            Some((_, _, misfits)) if tag.is_some() => {
                let tag = format!("{place}/{}", tag.unwrap_or_default());
                let unlisted = |misfit: &Misfit| matches!(misfit.what, What::Unlisted) && misfit.place == tag;
                found.extend(misfits.into_iter().filter(unlisted));
            }
            // None of its kind: a member more.
            Some((true, _, misfits)) if misfits.iter().all(|misfit| matches!(misfit.what, What::Kind(_))) => {
                found.push(Misfit {
                    at: at.to_owned(),
                    what: What::Kind(kind(value)),
                    file: self.file.to_owned(),
                    place: place.to_owned(),
                    value: value.clone(),
                })
            }
            Some((_, _, misfits)) => found.extend(misfits),
            None => {}
        }
    }

    /// The member that the discriminator names.
    fn tagged(&self, value: &Value, schema: &Map<String, Value>, word: &str) -> Option<usize> {
        let discriminator = schema.get("discriminator")?;
        let tag = value.get(discriminator["propertyName"].as_str()?)?.as_str()?;
        let mapped = discriminator["mapping"]
            .get(tag)
            .and_then(Value::as_str)
            .unwrap_or(tag);
        let members = schema.get(word)?.as_array()?;
        members.iter().position(|member| {
            let reference = member["$ref"].as_str().unwrap_or_default();
            reference == mapped || reference.strip_prefix("#/components/schemas/") == Some(mapped)
        })
    }

    #[allow(clippy::too_many_arguments, reason = "one step of a walk")]
    fn object(
        &self,
        object: &Map<String, Value>,
        at: &str,
        schema: &Map<String, Value>,
        place: &str,
        whole: bool,
        depth: usize,
        found: &mut Vec<Misfit>,
    ) {
        let misfit = |what: What, value: Value| Misfit {
            at: at.to_owned(),
            what,
            file: self.file.to_owned(),
            place: place.to_owned(),
            value,
        };
        let properties = schema.get("properties").and_then(Value::as_object);
        let required = schema.get("required").and_then(Value::as_array);
        for name in required.into_iter().flatten().filter_map(Value::as_str) {
            // What is only sent does not come.
            let only_sent = properties
                .and_then(|properties| properties.get(name))
                .is_some_and(|property| property["writeOnly"] == true);
            if !object.contains_key(name) && !only_sent {
                found.push(misfit(What::Missing(name.to_owned()), Value::Null));
            }
        }
        let all = known(self.document, at);
        let rest = schema.get("additionalProperties").filter(|rest| rest.is_object());
        for (name, value) in object {
            if properties.is_some_and(|properties| properties.contains_key(name)) {
                let pointer = pointer::join(&format!("{at}/properties"), name);
                self.value(
                    value,
                    &pointer,
                    &pointer::join(place, name),
                    true,
                    depth + 1,
                    found,
                );
            } else if !all.names.contains(name.as_str()) && rest.is_some() {
                self.value(
                    value,
                    &format!("{at}/additionalProperties"),
                    &format!("{place}/*"),
                    true,
                    depth + 1,
                    found,
                );
            } else if whole && !all.open && !all.names.contains(name.as_str()) && !is_free(schema, &all) {
                let what = match is_name(name) {
                    true => What::New(name.clone()),
                    false => What::Unnamed,
                };
                found.push(misfit(what, value.clone()));
            }
        }
    }
}

/// An object of which nothing is said holds anything.
fn is_free(schema: &Map<String, Value>, all: &Known<'_>) -> bool {
    all.names.is_empty() && schema.get("additionalProperties") != Some(&Value::Bool(false))
}

/// The same value, numbers however they are spelled.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left == right || left.as_f64() == right.as_f64(),
        _ => left == right,
    }
}
