//! A reply × its schema → where it is otherwise than the document says.
//!
//! What counts is what a client reads: kinds of JSON, null, properties that must be there, properties that nobody names, values that
//! are not listed. Lengths, patterns and formats are documentation.

use serde_json::{Map, Value};
use specloom::{Node, pointer};

use super::infer::{is_name, kind};
use super::known::{DEEP, Known, known, members};
use super::reply::Reply;
use super::target::Target;

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
    let held = Held {
        document,
        file: &reply.file,
    };
    held.value(&reply.value, &schema, "", true, 0, found);
}

/// Whether null is among a schema's values.
fn allows_null(document: &Value, schema: &Node<'_>, depth: usize) -> bool {
    let schema = schema.resolved(document).filter(|_| depth < DEEP);
    let Some(schema) = schema.filter(|schema| schema.value.is_object()) else {
        return true;
    };
    let typed = match schema.get("type") {
        Some(Value::Array(names)) => names.iter().any(|name| name == "null"),
        Some(name) => name == "null",
        None => true,
    };
    let listed = schema.get("enum").and_then(Value::as_array);
    let listed = listed.is_none_or(|values| values.contains(&Value::Null));
    let fixed = schema.get("const").is_none_or(Value::is_null);
    let allows = |member: &Node<'_>| allows_null(document, member, depth + 1);
    let any = |word: &str| schema.get(word).is_none() || members(&schema, word).iter().any(allows);
    typed && listed && fixed && any("oneOf") && any("anyOf") && members(&schema, "allOf").iter().all(allows)
}

/// A reply that is held against its schema.
struct Held<'a> {
    document: &'a Value,
    file: &'a str,
}

impl Held<'_> {
    /// Holds a value against a schema. `whole`: the schema is not a part of another one, which would know more
    /// properties.
    fn value(
        &self,
        value: &Value,
        stated: &Node<'_>,
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
            if !allows_null(self.document, stated, 0) {
                found.push(misfit(&stated.pointer, What::Kind("null"), value));
            }
            return;
        }
        let Some(schema) = stated.resolved(self.document) else {
            return;
        };
        let at = schema.pointer.as_str();
        let came = kind(value);
        let fits = |name: &str| name == came || name == "number" && came == "integer";
        let typed = match schema.get("type") {
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(fits),
            Some(Value::String(name)) => fits(name),
            _ => true,
        };
        if !typed {
            // What is made of parts, or has some, is one thing wherever it is used: another kind stands beside it.
            let is_made = matches!(schema.get("type"), Some(kind) if kind == "object" || kind == "array");
            let at = if is_made {
                beside(self.document, stated, &schema)
            } else {
                at
            };
            return found.push(misfit(at, What::Kind(came), value));
        }
        let listed = schema
            .get("enum")
            .and_then(Value::as_array)
            .is_none_or(|values| values.iter().any(|known| same(known, value)));
        let fixed = schema.get("const").is_none_or(|known| same(known, value));
        if !listed || !fixed {
            return found.push(misfit(at, What::Unlisted, value));
        }
        let mut of_parts = Vec::new();
        for part in members(&schema, "allOf") {
            self.value(value, &part, place, false, depth + 1, &mut of_parts);
        }
        // Parts are of one value, so that none of them alone can be of another kind.
        let is_other = |misfit: &Misfit| misfit.place == place && matches!(misfit.what, What::Kind(_));
        if of_parts.iter().any(is_other) {
            let at = beside(self.document, stated, &schema);
            return found.push(misfit(at, What::Kind(came), value));
        }
        found.append(&mut of_parts);
        for word in ["oneOf", "anyOf"] {
            let members = members(&schema, word);
            if !members.is_empty() {
                self.member(value, &schema, &members, place, whole, depth, found);
            }
        }
        // What no member knows is the member's that the value is of, and not all members'.
        let whole = whole && schema.get("oneOf").is_none() && schema.get("anyOf").is_none();
        match value {
            Value::Object(object) => self.object(object, &schema, place, whole, depth, found),
            Value::Array(items) => {
                let first = members(&schema, "prefixItems");
                let rest = schema.key("items");
                for (index, item) in items.iter().enumerate() {
                    let Some(stated) = first.get(index).or(rest.as_ref()) else {
                        break;
                    };
                    self.value(item, stated, &format!("{place}/{index}"), true, depth + 1, found);
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
        schema: &Node<'_>,
        members: &[Node<'_>],
        place: &str,
        whole: bool,
        depth: usize,
        found: &mut Vec<Misfit>,
    ) {
        let names = known(self.document, schema).names;
        let tagged = tagged(value, schema, members);
        let mut best: Option<(bool, usize, Vec<Misfit>)> = None;
        for (index, stated) in members.iter().enumerate() {
            if tagged.is_some_and(|tagged| tagged != index) {
                continue;
            }
            let mut misfits = Vec::new();
            self.value(value, stated, place, whole, depth + 1, &mut misfits);
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
                    at: schema.pointer.clone(),
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

    #[allow(clippy::too_many_arguments, reason = "one step of a walk")]
    fn object(
        &self,
        object: &Map<String, Value>,
        schema: &Node<'_>,
        place: &str,
        whole: bool,
        depth: usize,
        found: &mut Vec<Misfit>,
    ) {
        let misfit = |what: What, value: Value| Misfit {
            at: schema.pointer.clone(),
            what,
            file: self.file.to_owned(),
            place: place.to_owned(),
            value,
        };
        let properties = schema.key("properties");
        let property = |name: &str| properties.as_ref().and_then(|properties| properties.key(name));
        let required = schema.get("required").and_then(Value::as_array);
        for name in required.into_iter().flatten().filter_map(Value::as_str) {
            // What is only sent does not come.
            let only_sent = property(name).is_some_and(|property| property.value["writeOnly"] == true);
            if !object.contains_key(name) && !only_sent {
                found.push(misfit(What::Missing(name.to_owned()), Value::Null));
            }
        }
        let all = known(self.document, schema);
        let rest = schema
            .key("additionalProperties")
            .filter(|rest| rest.value.is_object());
        for (name, value) in object {
            if let Some(stated) = property(name) {
                self.value(
                    value,
                    &stated,
                    &pointer::join(place, name),
                    true,
                    depth + 1,
                    found,
                );
            } else if let Some(stated) = rest.as_ref().filter(|_| !all.names.contains(name.as_str())) {
                self.value(value, stated, &format!("{place}/*"), true, depth + 1, found);
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

/// Where another kind of value stands beside a schema: where that is referred to, unless that is in a list.
fn beside<'d>(document: &Value, stated: &'d Node<'_>, schema: &'d Node<'_>) -> &'d str {
    let parent = stated.pointer.rsplit_once('/').map(|(parent, _)| parent);
    match parent.and_then(|parent| document.pointer(parent)) {
        Some(Value::Object(_)) => &stated.pointer,
        _ => &schema.pointer,
    }
}

/// The member that the discriminator names.
fn tagged(value: &Value, schema: &Node<'_>, members: &[Node<'_>]) -> Option<usize> {
    let discriminator = schema.get("discriminator")?;
    let tag = value.get(discriminator["propertyName"].as_str()?)?.as_str()?;
    let mapped = discriminator["mapping"].get(tag).and_then(Value::as_str);
    let mapped = mapped.unwrap_or(tag);
    let named = |member: &Node<'_>| {
        let reference = member.reference()?;
        Some(reference == mapped || member.component()? == mapped)
    };
    members.iter().position(|member| named(member) == Some(true))
}

/// An object of which nothing is said holds anything.
fn is_free(schema: &Node<'_>, all: &Known<'_>) -> bool {
    all.names.is_empty() && schema.get("additionalProperties") != Some(&Value::Bool(false))
}

/// The same value, numbers however they are spelled.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left == right || left.as_f64() == right.as_f64(),
        _ => left == right,
    }
}
