//! Where the error bodies that the page documents hold the vendor's code, message and details: what an error's `code()`,
//! `message()` and `details()` read.
//!
//! Found by the names and types of properties, in the body and a few levels within. What the runtime finds by the usual names
//! anyway is not said again; a name that could mean anything (`type`, `error`, `status`) counts where the page lists its values.

use std::collections::BTreeSet;

use super::{Content, Field, Kind, Model, Operation, Reading, Ty, TypeName};

/// JSON pointers into error bodies, the most telling first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ErrorFields {
    /// The vendor's code for the error.
    pub code: Vec<String>,
    /// What it says to people.
    pub message: Vec<String>,
    /// What else there is.
    pub details: Vec<String>,
}

/// How far to look into a body.
const DEEPEST: usize = 3;
/// How many places are worth naming.
const MOST: usize = 4;

/// Names without case and separators, the most telling first; after them, those that end so.
struct Names {
    known: &'static [&'static str],
    endings: &'static [&'static str],
    /// Those that end so and are something else.
    other: &'static [&'static str],
}

const CODES: Names = Names {
    known: &[
        "code",
        "errorcode",
        "errcode",
        "errorkey",
        "errornumber",
        "errorno",
        "errno",
        "errortype",
        "faultcode",
    ],
    endings: &["code"],
    other: &[
        "statuscode",
        "httpcode",
        "httpstatuscode",
        "responsecode",
        "zipcode",
        "postcode",
        "postalcode",
        "countrycode",
        "currencycode",
        "languagecode",
        "qrcode",
    ],
};
/// What is a code where its values are listed.
const LISTED: &[&str] = &[
    "type", "error", "status", "reason", "name", "kind", "slug", "key", "category", "id",
];
const MESSAGES: Names = Names {
    known: &[
        "message",
        "errormessage",
        "errormsg",
        "errmsg",
        "msg",
        "detail",
        "errordescription",
        "description",
        "usermessage",
        "errorsummary",
        "faultstring",
    ],
    endings: &["message", "msg", "summary", "description"],
    other: &[],
};
const DETAILS: Names = Names {
    known: &[
        "details",
        "errors",
        "errordetails",
        "violations",
        "fielderrors",
        "invalidparams",
        "causes",
        "issues",
    ],
    endings: &["details", "errors", "violations", "causes", "issues"],
    other: &[],
};
/// What the runtime finds by itself, and where.
const USUAL: [&str; 9] = [
    "code",
    "error_code",
    "errorCode",
    "message",
    "error_description",
    "detail",
    "details",
    "errors",
    "msg",
];
const USUAL_PLACES: [&str; 3] = ["", "/error", "/errors/0"];

impl Names {
    /// How telling a name is; less is more.
    fn rank(&self, name: &str) -> Option<usize> {
        if self.other.contains(&name) {
            return None;
        }
        let known = self.known.iter().position(|known| *known == name);
        let ends = || self.endings.iter().any(|ending| name.ends_with(ending));
        known.or_else(|| ends().then_some(self.known.len()))
    }
}

impl Model {
    /// Where the documented error bodies of an operation say what, as far as the runtime does not find it by the usual names.
    pub fn error_fields(&self, operation: &Operation) -> ErrorFields {
        let mut found = Found::default();
        for response in &operation.failures {
            if let Content::Body {
                reading: Reading::Json | Reading::Open,
                ty,
            } = &response.content
            {
                found.look(self, ty, "", &mut Vec::new());
            }
        }
        ErrorFields {
            code: pointers(found.code),
            message: pointers(found.message),
            details: pointers(found.details),
        }
    }
}

/// Places with their ranks.
type Ranked = BTreeSet<(usize, usize, String)>;

#[derive(Default)]
struct Found {
    code: Ranked,
    message: Ranked,
    details: Ranked,
}

impl Found {
    fn look<'a>(&mut self, model: &'a Model, ty: &'a Ty, place: &str, within: &mut Vec<&'a TypeName>) {
        match ty {
            Ty::Option(inner) => self.look(model, inner, place, within),
            // What is wrong first is what is wrong.
            Ty::List(item) => self.look(model, item, &format!("{place}/0"), within),
            Ty::Named(name) if within.len() < DEEPEST && !within.contains(&name) => {
                within.push(name);
                match model.types.get(name).map(|definition| &definition.kind) {
                    Some(Kind::Struct(structure)) => {
                        for field in &structure.fields {
                            self.field(model, field, place, within);
                        }
                    }
                    Some(Kind::Union(union)) => {
                        for member in &union.members {
                            self.look(model, &member.ty, place, within);
                        }
                    }
                    Some(Kind::Enum(_)) | None => {}
                }
                within.pop();
            }
            _ => {}
        }
    }

    fn field<'a>(&mut self, model: &'a Model, field: &'a Field, place: &str, within: &mut Vec<&'a TypeName>) {
        let name = plain(field.wire.as_str());
        let pointer = crate::pointer::join(place, field.wire.as_str());
        let depth = within.len();
        let note = |into: &mut Ranked, rank: Option<usize>| {
            into.extend(rank.map(|rank| (rank, depth, pointer.clone())));
        };
        let (is_text, is_enum, is_number) = (
            *field.ty.some() == Ty::String,
            is_enum(model, &field.ty),
            matches!(field.ty.some(), Ty::Integer(_)),
        );
        if is_enum && LISTED.contains(&name.as_str()) {
            note(&mut self.code, Some(CODES.known.len()));
        }
        if is_text || is_enum || is_number {
            note(&mut self.code, CODES.rank(&name));
        }
        if is_text || is_texts(&field.ty) {
            note(&mut self.message, MESSAGES.rank(&name));
        }
        if is_composite(model, &field.ty) {
            note(&mut self.details, DETAILS.rank(&name));
        }
        self.look(model, &field.ty, &pointer, within);
    }
}

/// Not those that say nothing new: where the first one is usual, the runtime finds the same.
fn pointers(ranked: Ranked) -> Vec<String> {
    let pointers: Vec<String> = ranked
        .into_iter()
        .map(|(_, _, pointer)| pointer)
        .take(MOST)
        .collect();
    let is_usual = |pointer: &String| {
        let (place, name) = pointer.rsplit_once('/').unwrap_or_default();
        USUAL_PLACES.contains(&place) && USUAL.contains(&name)
    };
    match pointers.iter().all(is_usual) {
        true => Vec::new(),
        false => pointers,
    }
}

fn plain(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn is_enum(model: &Model, ty: &Ty) -> bool {
    let definition = ty.some().name().and_then(|name| model.types.get(name));
    definition.is_some_and(|definition| matches!(definition.kind, Kind::Enum(_)))
}

fn is_texts(ty: &Ty) -> bool {
    matches!(ty.some(), Ty::List(item) if **item == Ty::String)
}

fn is_composite(model: &Model, ty: &Ty) -> bool {
    match ty.some() {
        Ty::List(_) | Ty::Map(_) | Ty::Any => true,
        Ty::Named(_) => !is_enum(model, ty),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::model::parse::parse;

    /// What is found in error bodies of these schemas, as one line.
    fn found(bodies: &[Value]) -> String {
        let content = |schema: &Value| json!({"description": "No.", "content": {"application/json": {"schema": schema}}});
        let mut schemas = serde_json::Map::new();
        let mut responses = json!({"204": {"description": "Done."}});
        for (number, body) in bodies.iter().enumerate() {
            hoist(body, &format!("Body{number}"), &mut schemas);
            let reference = json!({"$ref": format!("#/components/schemas/Body{number}")});
            responses[format!("40{number}")] = content(&reference);
        }
        let document = json!({
            "info": {"title": "Acme"},
            "components": {"schemas": schemas},
            "paths": {"/a": {"get": {"operationId": "a", "responses": responses}}},
        });
        let model = parse(&document, "acme.yaml").unwrap().0;
        let ErrorFields {
            code,
            message,
            details,
        } = model.error_fields(&model.operations[0]);
        format!(
            "{} | {} | {}",
            code.join(" "),
            message.join(" "),
            details.join(" ")
        )
    }

    /// Each object is a component, as after `fit`.
    fn hoist(schema: &Value, name: &str, schemas: &mut serde_json::Map<String, Value>) -> Value {
        let mut schema = schema.clone();
        if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
            for (key, property) in properties.iter_mut() {
                *property = hoist(property, &format!("{name}{}", plain(key).to_uppercase()), schemas);
            }
        } else if let Some(items) = schema.get_mut("items") {
            *items = hoist(items, &format!("{name}Item"), schemas);
            return schema;
        } else if schema.get("enum").is_none() {
            return schema;
        }
        schemas.insert(name.to_owned(), schema);
        json!({"$ref": format!("#/components/schemas/{name}")})
    }

    fn object(properties: Value) -> Value {
        json!({"type": "object", "properties": properties})
    }

    fn text() -> Value {
        json!({"type": "string"})
    }

    #[test]
    fn what_the_usual_names_find_is_not_said_again() {
        let usual =
            object(json!({"code": text(), "message": text(), "details": {"type": "array", "items": text()}}));
        assert_eq!(found(&[usual]), " |  | ");
        let within =
            object(json!({"error": object(json!({"code": {"type": "integer"}, "message": text()}))}));
        assert_eq!(found(&[within]), " |  | ");
    }

    #[test]
    fn other_names_are_found_by_what_they_say() {
        let body = object(json!({
            "errorNumber": {"type": "integer"}, "statusCode": {"type": "integer"}, "developer_message": text(),
            "field-errors": {"type": "array", "items": object(json!({"field": text(), "msg": text()}))},
        }));
        assert_eq!(
            found(&[body]),
            "/errorNumber | /field-errors/0/msg /developer_message | /field-errors"
        );
        let fault = object(json!({"fault": object(json!({
            "faultstring": text(), "detail": object(json!({"errorcode": text()})),
        }))}));
        assert_eq!(found(&[fault]), "/fault/detail/errorcode | /fault/faultstring | ");
    }

    #[test]
    fn a_name_that_could_be_anything_counts_where_its_values_are_listed() {
        let listed = json!({"type": "string", "enum": ["gone", "locked"]});
        assert_eq!(found(&[object(json!({"type": listed}))]), "/type |  | ");
        assert_eq!(found(&[object(json!({"type": text()}))]), " |  | ");
        // Not everything with values.
        let color = json!({"type": "string", "enum": ["red"]});
        assert_eq!(found(&[object(json!({"color": color}))]), " |  | ");
    }

    #[test]
    fn every_documented_body_is_looked_into() {
        let one = object(json!({"reasonCode": text()}));
        let other = object(json!({"code": text()}));
        assert_eq!(found(&[one, other]), "/code /reasonCode |  | ");
    }

    #[test]
    fn a_body_within_itself_ends() {
        let document = json!({
            "info": {"title": "Acme"},
            "components": {"schemas": {"E": object(json!({"inner": {"$ref": "#/components/schemas/E"}, "errno": text()}))}},
            "paths": {"/a": {"get": {"operationId": "a", "responses": {"400": {"description": "No.", "content":
                {"application/json": {"schema": {"$ref": "#/components/schemas/E"}}}}}}}},
        });
        let model = parse(&document, "acme.yaml").unwrap().0;
        assert_eq!(model.error_fields(&model.operations[0]).code, ["/errno"]);
    }
}
