//! What an operation calls the ways to send its body in another of the documented media types.

use super::naming::{OPERATION_METHODS, Taken, value_name};
use super::{Body, Model, Operation, RustName};
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

impl Model {
    /// The choices that an operation's body leaves.
    pub fn body_choices<'a>(&self, operation: &'a Operation) -> Vec<BodyChoice<'a>> {
        let Some(body) = &operation.body else {
            return Vec::new();
        };
        let setters = self.body_setters(operation).unwrap_or_default();
        let parameters = operation
            .parameters
            .iter()
            .map(|parameter| parameter.rust.as_str());
        let properties = setters.iter().map(|setter| setter.method.as_str());
        let mut names = Taken::of(
            OPERATION_METHODS
                .iter()
                .copied()
                .chain(parameters)
                .chain(properties),
        );
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
        _ => {
            let subtype = essence
                .split_once('/')
                .map_or(essence.as_str(), |(_, subtype)| subtype);
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
        ] {
            assert_eq!(short(media_type), name);
        }
    }
}
