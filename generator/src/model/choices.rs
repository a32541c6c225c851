//! What an operation calls the ways to send its body, and to be answered, in another of the documented media types.

use super::naming::{OPERATION_METHODS, Taken, value_name};
use super::{Body, Content, Model, Operation, OtherContent, Response, RustName, Ty};
use crate::openapi::media_type::essence;

/// A body in another media type than the preferred one.
#[derive(Debug, Clone, PartialEq)]
pub struct BodyChoice<'a> {
    /// The operation's method: `as_form()` where the value is of the same type, else `text_body(value)`.
    pub method: RustName,
    /// The body.
    pub body: &'a Body,
    /// The value is of the preferred body's type, and only its encoding differs.
    pub same_type: bool,
}

/// A reply in another media type than the preferred one.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplyChoice {
    /// The operation's method: `send_csv()`.
    pub method: RustName,
    /// The same for programs without an async runtime.
    pub blocking: RustName,
    /// As the page spells it.
    pub media_type: String,
    /// The type of the reply.
    pub ty: Ty,
    /// For the `Accept` header.
    pub accept: String,
    /// The operation as this choice sees it: of its successes those that the page documents in this media type.
    pub operation: Operation,
}

impl Model {
    /// The choices that an operation's replies leave.
    pub fn reply_choices(&self, operation: &Operation) -> Vec<ReplyChoice> {
        let mut choices: Vec<ReplyChoice> = Vec::new();
        let mut names = self.taken(operation);
        for choice in self.body_choices(operation) {
            names.unique(choice.method.as_str());
        }
        for other in operation.successes.iter().flat_map(|reply| &reply.others) {
            if !other.is_asked_for {
                continue;
            }
            if choices
                .iter()
                .any(|choice| essence(&choice.media_type) == essence(&other.media_type))
            {
                continue;
            }
            let method = names.unique(&format!("send_{}", short(&other.media_type)));
            let blocking = names.unique(&format!("{method}_blocking"));
            let of_errors = operation
                .failures
                .iter()
                .flat_map(|reply| reply.media_types.first());
            let mut accept = vec![other.media_type.as_str()];
            for media_type in of_errors {
                if !accept.contains(&media_type.as_str()) {
                    accept.push(media_type);
                }
            }
            choices.push(ReplyChoice {
                method: RustName::new(method),
                blocking: RustName::new(blocking),
                media_type: other.media_type.clone(),
                ty: other.ty.clone(),
                accept: accept.join(", "),
                operation: Operation {
                    successes: answered_in(other, &operation.successes),
                    ..operation.clone()
                },
            });
        }
        choices
    }

    /// The names of an operation's methods.
    fn taken(&self, operation: &Operation) -> Taken {
        let setters = self.body_setters(operation).unwrap_or_default();
        let parameters = operation
            .parameters
            .iter()
            .map(|parameter| parameter.rust.as_str());
        let nulls = setters.iter().filter_map(|setter| setter.null.as_ref());
        let methods = setters.iter().map(|setter| &setter.method);
        let properties = methods.chain(nulls).map(RustName::as_str);
        Taken::of(
            OPERATION_METHODS
                .iter()
                .copied()
                .chain(parameters)
                .chain(properties),
        )
    }

    /// The choices that an operation's body leaves.
    pub fn body_choices<'a>(&self, operation: &'a Operation) -> Vec<BodyChoice<'a>> {
        let Some(body) = &operation.body else {
            return Vec::new();
        };
        let mut names = self.taken(operation);
        let choices = body.others.iter().map(|other| {
            let same_type = other.ty == body.ty;
            let name = short(&other.media_type);
            let method = match same_type {
                true => format!("as_{name}"),
                false => format!("{name}_body"),
            };
            BodyChoice {
                method: RustName::new(names.unique(&method)),
                body: other,
                same_type,
            }
        });
        choices.collect()
    }
}

/// The successes that can be of a media type, as it reads them. All else that the page documents for any success is known to be
/// another thing.
fn answered_in(asked: &OtherContent, successes: &[Response]) -> Vec<Response> {
    let is_asked = |media_type: &String| essence(media_type) == essence(&asked.media_type);
    let read = Content::Body {
        reading: asked.reading,
        ty: asked.ty.clone(),
    };
    let is_read = |content: &Content| *content == read;
    let mut known: Vec<OtherContent> = Vec::new();
    for reply in successes {
        if let Content::Body { reading, ty } = &reply.content {
            known.extend(reply.media_types.iter().map(|media_type| OtherContent {
                media_type: media_type.clone(),
                reading: *reading,
                ty: ty.clone(),
                is_asked_for: true,
            }));
        }
        known.extend(reply.others.iter().cloned());
    }
    known.retain(|other| (other.reading, &other.ty) != (asked.reading, &asked.ty));
    let replies = successes.iter().filter(|reply| {
        is_read(&reply.content) && reply.media_types.iter().any(is_asked)
            || reply.others.iter().any(|other| {
                is_asked(&other.media_type) && (other.reading, &other.ty) == (asked.reading, &asked.ty)
            })
    });
    replies
        .map(|reply| Response {
            content: read.clone(),
            media_types: vec![asked.media_type.clone()],
            others: known.clone(),
            ..reply.clone()
        })
        .collect()
}

/// What people call a media type.
fn short(media_type: &str) -> String {
    let essence = essence(media_type);
    let name = match essence.as_str() {
        "application/json" => "json",
        "application/x-www-form-urlencoded" => "form",
        "multipart/form-data" => "multipart",
        "application/xml" | "text/xml" => "xml",
        "text/plain" => "text",
        "application/octet-stream" => "bytes",
        "*/*" => "any",
        "text/*" => "text",
        _ => {
            // Of a range, the kind.
            let subtype = match essence.split_once('/') {
                Some((kind, "*")) => kind,
                Some((_, subtype)) => subtype.strip_prefix("*+").unwrap_or(subtype),
                None => essence.as_str(),
            };
            let subtype = subtype.strip_prefix("x-").unwrap_or(subtype);
            let subtype = subtype.strip_prefix("vnd.").unwrap_or(subtype);
            return value_name(subtype.strip_suffix("+json").unwrap_or(subtype));
        }
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_media_type_has_a_short_name() {
        for (media_type, name) in [
            ("application/x-www-form-urlencoded", "form"),
            ("text/plain; charset=utf-8", "text"),
            ("application/vnd.acme.order+json", "acme_order"),
            ("application/merge-patch+json", "merge_patch"),
            ("text/json", "json"),
            ("image/svg+xml", "svg_xml"),
            ("text/csv;charset=UTF-8", "csv"),
            ("text/event-stream", "event_stream"),
            ("image/*", "image"),
            ("application/*+json", "json"),
        ] {
            assert_eq!(short(media_type), name);
        }
    }
}
