//! Inline schemas that need a Rust type of their own become components with a name of their own; equal ones become one.
//!
//! Before: `createToken` answers 200 `{type: object, …}` and 403 `{type: object, …}`.
//! After: `{$ref: CreateTokenResponse}` and `{$ref: CreateTokenForbidden}`; inside, a struct `User`'s inline `address`
//! becomes `UserAddress`, an item of its inline list `tags` becomes `UserTag`. The same body at 403 and 404 becomes
//! `{$ref: ErrorResponse}` at both.

mod shared;

use std::collections::HashMap;

use serde_json::Value;

use self::shared::{Ask, shared_name};
use super::Cx;
use super::schema::{
    Use, is_struct, is_union, list, needs_name, object_mut, ref_name, refer, reference, schemas, schemas_mut,
    sites_mut, type_of,
};
use crate::model::naming::{STAND_INS, Taken, range_name, status_name, type_name, value_name};
use crate::pass::Pass;
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "hoist",
    why: "progenitor names every inline response `<Op>Response`, so a 400 decodes as the 200; nested ones it numbers",
    run: |document, log| run(&mut Cx { document, log }),
};

fn run(cx: &mut Cx<'_, '_>) {
    // Who asks for a type decides what it is called, so everybody is asked first.
    let mut asking = Hoist::new(cx.document, None);
    asking.document(&mut cx.document.clone());
    let mut hoist = Hoist::new(cx.document, Some(asking.asks));
    hoist.document(cx.document);
    for (name, schema) in hoist.added {
        schemas_mut(cx.document).insert(name, schema);
    }
}

struct Hoist {
    taken: Taken,
    /// By schema, who asks for a type of it. `None` while that is being found out.
    known: Option<HashMap<Key, Vec<Ask>>>,
    asks: HashMap<Key, Vec<Ask>>,
    given: HashMap<Key, String>,
    added: Vec<(String, Value)>,
    /// Whether what is placed is part of a form, where bytes are files.
    form: bool,
}

/// What equal schemas have in common.
type Key = (bool, Value);

impl Hoist {
    fn new(document: &Value, known: Option<HashMap<Key, Vec<Ask>>>) -> Self {
        let names = schemas(document).map(|(name, _)| name.as_str());
        Self {
            taken: Taken::of(names.chain(STAND_INS)),
            known,
            asks: HashMap::new(),
            given: HashMap::new(),
            added: Vec::new(),
            form: false,
        }
    }

    fn document(&mut self, document: &mut Value) {
        let names: Vec<String> = schemas(document).map(|(name, _)| name.clone()).collect();
        // The operations' own names first: they are the ones people type.
        sites_mut(document, &mut |site| {
            let operation = type_name(site.operation);
            let method = value_name(site.operation);
            let mut error = None;
            let (name, about) = match &site.role {
                Use::Parameter(name) => (
                    format!("{operation}{}", type_name(name)),
                    format!("the parameter {} of `{method}`", words::name(name)),
                ),
                Use::Request => (
                    format!("{operation}Request"),
                    format!("the request body of `{method}`"),
                ),
                Use::Response(status) => {
                    let suffix = response_suffix(status, site.successes);
                    error = (!status.starts_with(['1', '2', '3'])).then(|| suffix.clone());
                    (
                        format!("{operation}{suffix}"),
                        reply(status, site.successes, &method),
                    )
                }
                Use::Header => (
                    format!("{operation}Header"),
                    format!("a header of a reply to `{method}`"),
                ),
            };
            self.form = site.is_multipart();
            self.place(site.schema, &name, &about, error);
            self.form = false;
        });
        for name in names {
            if let Some(mut schema) = schemas_mut(document).get_mut(&name).map(Value::take) {
                self.inside(&mut schema, &name, &words::name(&name));
                schemas_mut(document).insert(name, schema);
            }
        }
    }

    /// Names `schema` if it needs a name, then whatever is inside. `about` says what it is, where the page does not;
    /// `error` is the name of the status whose body it is, if that is an error.
    fn place(&mut self, schema: &mut Value, name: &str, about: &str, error: Option<String>) {
        if ref_name(schema).is_some() || schema.get("allOf").is_some() {
            return;
        }
        if !needs_name(schema) {
            return self.inside(schema, name, about);
        }
        let mut inner = schema.clone();
        let object = object_mut(&mut inner);
        for key in ["nullable", "readOnly", "writeOnly", "deprecated"] {
            object.remove(key);
        }
        let key = (self.form, shared::essence(inner.clone()));
        // Two names put together can be spelt differently than each alone.
        let ask = Ask::new(type_name(name), about, error, &inner);
        let first = !self.given.contains_key(&key);
        let shared = match &self.known {
            None => {
                self.asks.entry(key.clone()).or_default().push(ask.clone());
                None
            }
            Some(known) => known.get(&key).filter(|asks| asks.len() > 1),
        };
        if !first {
            refer(schema, &self.given[&key]);
            return;
        }
        let wanted = shared.map_or_else(|| ask.name.clone(), |asks| shared_name(asks));
        let about = shared.map_or_else(|| about.to_owned(), |asks| shared::about(asks));
        let said = match shared {
            Some(asks) => shared::description(asks),
            None => ask.description,
        };
        let name = self.taken.unique(&wanted);
        self.given.insert(key, name.clone());
        refer(schema, &name);
        let description = said.unwrap_or_else(|| sentence(&about));
        object_mut(&mut inner).insert("description".into(), description.into());
        self.inside(&mut inner, &name, &about);
        self.added.push((name, inner));
    }

    fn inside(&mut self, schema: &mut Value, name: &str, about: &str) {
        let structure = is_struct(schema);
        if structure {
            let own = name
                .strip_suffix("Request")
                .or_else(|| name.strip_suffix("Response"))
                .unwrap_or(name);
            let properties = schema.get_mut("properties").map(object_mut);
            for (property, schema) in properties.into_iter().flatten() {
                let mut part = type_name(property);
                if let Some(rest) = part.strip_suffix("Schema").filter(|rest| type_name(rest) == part) {
                    part = rest.to_owned();
                }
                let about = format!(
                    "the property {} of {name}",
                    words::name(property),
                    name = words::name(name)
                );
                self.place(schema, &format!("{own}{part}"), &about, None);
            }
        }
        if is_union(schema) {
            let members = list(schema, "oneOf").to_vec();
            let mut placed = Vec::new();
            for (index, mut member) in members.into_iter().enumerate() {
                let label = label(&member).unwrap_or_else(|| format!("Variant{}", index + 1));
                let about = format!("one of the shapes of {name}", name = words::name(name));
                self.place(&mut member, &format!("{name}{label}"), &about, None);
                // A union's members are bare references.
                let target = super::schema::target(&member).map(reference);
                placed.push(target.unwrap_or(member));
            }
            object_mut(schema).insert("oneOf".into(), placed.into());
        }
        if let Some(items) = schema.get_mut("items") {
            self.place(items, &singular(name), &format!("an item of {about}"), None);
        }
        if let Some(values) = schema
            .get_mut("additionalProperties")
            .filter(|values| values.is_object())
        {
            if structure {
                let about = format!(
                    "a property of {name} beyond the named ones",
                    name = words::name(name)
                );
                self.place(values, &format!("{name}Extra"), &about, None);
            } else {
                let name = format!("{}Value", singular(name));
                self.place(values, &name, &format!("a value of {about}"), None);
            }
        }
    }
}

/// What a union's inline member is called: its title, the value of its tag, or what it is.
fn label(member: &Value) -> Option<String> {
    let title = member
        .get("title")
        .and_then(Value::as_str)
        .filter(|title| title.len() <= 40);
    let tag = || {
        super::schema::properties(member).find_map(|(_, property)| match list(property, "enum") {
            [only] => only.as_str(),
            _ => None,
        })
    };
    let kind = || match (type_of(member), list(member, "enum")) {
        (Some("string"), [Value::String(only)]) if only.is_empty() => Some("Empty"),
        (Some("string"), [only]) => only.as_str(),
        (Some("string"), _) => Some("Value"),
        // Its items lose the plural.
        (Some("array"), _) => Some("Items"),
        _ => None,
    };
    title.or_else(tag).or_else(kind).map(type_name)
}

/// `Users` → `User`; what has no plural `s` gets `Item`.
fn singular(name: &str) -> String {
    if let Some(stem) = name.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    for plural in ["sses", "shes", "ches", "xes"] {
        if name.ends_with(plural) {
            return name[..name.len() - 2].to_owned();
        }
    }
    match name.strip_suffix('s') {
        Some(stem) if !stem.ends_with(['s', 'u', 'i']) && stem.len() > 1 => stem.to_owned(),
        _ => format!("{name}Item"),
    }
}

fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).chain(['.']).collect()
}

/// What a response body is: `the body of a 403 Forbidden reply to `create_token``.
fn reply(status: &str, successes: usize, method: &str) -> String {
    match status {
        "default" => format!("the body of any other reply to `{method}`"),
        _ if status.starts_with('2') && successes <= 1 => format!("the reply to `{method}`"),
        _ => {
            let reason = http::StatusCode::from_bytes(status.as_bytes()).ok();
            let reason = reason.and_then(|status| status.canonical_reason());
            let reason = reason.map_or_else(String::new, |reason| format!(" {reason}"));
            format!("the body of a {status}{reason} reply to `{method}`")
        }
    }
}

/// The status' part of a response body's name.
pub(super) fn response_suffix(status: &str, successes: usize) -> String {
    match status.as_bytes() {
        b"default" => "Default".into(),
        [b'2', ..] if successes <= 1 => "Response".into(),
        [digit @ b'1'..=b'5', b'x' | b'X', b'x' | b'X'] => range_name(u16::from(digit - b'0')).into(),
        _ => match status.parse() {
            Ok(code) => status_name(code),
            Err(_) => format!("Status{}", type_name(status)),
        },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::label;

    #[test]
    fn a_unions_member_is_called_by_its_title_its_tag_or_what_it_is() {
        let table = [
            (json!({"title": "a card", "type": "array"}), Some("ACard")),
            (
                json!({"properties": {"object": {"enum": ["bank account"]}}}),
                Some("BankAccount"),
            ),
            (json!({"type": "string", "enum": [""]}), Some("Empty")),
            (json!({"type": "string", "enum": ["now"]}), Some("Now")),
            (json!({"type": "string", "enum": ["now", "never"]}), Some("Value")),
            (
                json!({"type": "array", "items": {"type": "object"}}),
                Some("Items"),
            ),
            (json!({"type": "object"}), None),
        ];
        for (member, expected) in table {
            assert_eq!(label(&member).as_deref(), expected, "{member}");
        }
    }
}
