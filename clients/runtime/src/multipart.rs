//! `multipart/form-data` (RFC 7578) from parts that are all in memory, so that a retry can send them again.

use std::borrow::Cow;

use bytes::Bytes;
use serde::Serialize;

use crate::body::{self, Field};
use crate::shape::Shape;
use crate::upload::{Upload, Uploads};
use crate::wipe::wiped;

const JSON: &str = "application/json";

/// The parts of a `multipart/form-data` body, in order.
#[derive(Default)]
#[must_use]
pub struct Multipart {
    parts: Vec<Part>,
    subtype: Option<&'static str>,
    problem: Option<Cow<'static, str>>,
}

struct Part {
    name: String,
    file_name: Option<String>,
    content_type: Option<String>,
    kind: PartKind,
    content: Bytes,
}

/// What a part is, and so what a media type for it can mean.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PartKind {
    /// A JSON string, without its quotes.
    String,
    /// A number or a boolean, which JSON writes as text does.
    Scalar,
    /// JSON text.
    Json,
    /// A file.
    Upload,
    /// A file whose type the caller has chosen.
    OwnType,
}

impl Multipart {
    /// No parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// The properties of an object: texts and numbers as they are, uploads as files, lists as repeated parts,
    /// objects as JSON, null refused (OpenAPI 3.0.3, "Special Considerations for `multipart` Content").
    pub fn from_object<T: Serialize + ?Sized>(value: &T) -> Self {
        let (shape, uploads) = Uploads::of(|| Shape::of(value));
        let fields = match body::fields(value, shape) {
            Ok(fields) => fields,
            Err(problem) => {
                return Self {
                    problem: Some(problem),
                    ..Self::new()
                };
            }
        };
        let add = |parts: Self, (name, field)| match field {
            Field::Text(text) => match uploads.get(&text) {
                Some(upload) => parts.upload(name, upload.clone()),
                None => parts.text(name, text),
            },
            Field::Scalar(text) => parts.part(name, None, None, PartKind::Scalar, body::text(text)),
            Field::Json(json) => parts.part(
                name,
                None,
                Some(JSON.to_owned()),
                PartKind::Json,
                body::text(json),
            ),
        };
        fields.into_iter().fold(Self::new(), add)
    }

    /// Sets the media type of the parts of this name (OpenAPI 3.0.3, Encoding Object, `contentType`), but of uploads that
    /// say their own. A part is of its type: a string in a part of JSON is quoted. An object can be written as JSON only.
    pub fn content_type(mut self, name: &str, content_type: &str) -> Self {
        let is_json = is_json(content_type);
        for part in self.parts.iter_mut().filter(|part| part.name == name) {
            match part.kind {
                PartKind::OwnType => continue,
                PartKind::Json if !is_json => {
                    self.problem.get_or_insert_with(|| {
                        "has a part that is an object, in a media type other than JSON".into()
                    });
                    continue;
                }
                PartKind::String if is_json => {
                    let text = String::from_utf8_lossy(&part.content);
                    part.content = body::text(serde_json::Value::from(text.as_ref()).to_string());
                }
                _ => {}
            }
            part.content_type = Some(content_type.to_owned());
        }
        self
    }

    /// Makes one part of the parts of this name, with `delimiter` between them (OpenAPI 3.0.3, Encoding Object, `style` and
    /// `explode`; Swagger 2.0, `collectionFormat`).
    pub fn joined(mut self, name: &str, delimiter: &str) -> Self {
        let (parts, others): (Vec<_>, Vec<_>) = self.parts.drain(..).partition(|part| part.name == name);
        let texts: Option<Vec<_>> = parts
            .iter()
            .map(|part| match part.kind {
                PartKind::String | PartKind::Scalar => std::str::from_utf8(&part.content).ok(),
                _ => None,
            })
            .collect();
        self.parts = others;
        match texts {
            Some(texts) if texts.is_empty() => self,
            Some(texts) => {
                let text = texts.join(delimiter);
                self.part(name.to_owned(), None, None, PartKind::String, body::text(text))
            }
            None => {
                self.problem
                    .get_or_insert_with(|| "has a list of files or objects, which cannot be one part".into());
                self
            }
        }
    }

    /// Another kind of multipart body than `form-data`, such as `mixed`.
    pub const fn subtype(mut self, subtype: &'static str) -> Self {
        self.subtype = Some(subtype);
        self
    }

    /// A text part.
    pub fn text(self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.part(name.into(), None, None, PartKind::String, body::text(text.into()))
    }

    /// A part in JSON.
    pub fn json<T: Serialize + ?Sized>(mut self, name: impl Into<String>, value: &T) -> Self {
        match body::json(value) {
            Ok(content) => self.part(name.into(), None, Some(JSON.to_owned()), PartKind::Json, content),
            Err(problem) => {
                self.problem.get_or_insert(problem);
                self
            }
        }
    }

    /// A file part.
    pub fn upload(self, name: impl Into<String>, upload: impl Into<Upload>) -> Self {
        let (content, file_name, media_type) = upload.into().into_parts();
        let kind = match media_type {
            Some(_) => PartKind::OwnType,
            None => PartKind::Upload,
        };
        let media_type = media_type.unwrap_or_else(|| "application/octet-stream".to_owned());
        self.part(name.into(), Some(file_name), Some(media_type), kind, content)
    }

    fn part(
        mut self,
        name: String,
        file_name: Option<String>,
        content_type: Option<String>,
        kind: PartKind,
        content: Bytes,
    ) -> Self {
        self.parts.push(Part {
            name,
            file_name,
            content_type,
            kind,
            content,
        });
        self
    }

    /// The `Content-Type` with its boundary, and the body.
    pub(crate) fn encode(self) -> Result<(String, Bytes), Cow<'static, str>> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        let breaks = |part: &Part| {
            part.content_type
                .as_deref()
                .is_some_and(|text| text.contains(['\r', '\n']))
        };
        if self.parts.iter().any(breaks) {
            return Err("has a part whose content type holds a line break".into());
        }
        let boundary = self.boundary();
        let size = self
            .parts
            .iter()
            .map(|part| part.content.len() + part.name.len() + 256)
            .sum::<usize>()
            + 64;
        let mut body = Vec::with_capacity(size);
        for part in &self.parts {
            body.extend(
                format!(
                    "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"",
                    quoted(&part.name)
                )
                .bytes(),
            );
            if let Some(file_name) = &part.file_name {
                body.extend(format!("; filename=\"{}\"", quoted(file_name)).bytes());
            }
            if let Some(content_type) = &part.content_type {
                body.extend(format!("\r\nContent-Type: {content_type}").bytes());
            }
            body.extend_from_slice(b"\r\n\r\n");
            body.extend_from_slice(&part.content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend(format!("--{boundary}--\r\n").bytes());
        let subtype = self.subtype.unwrap_or("form-data");
        let root = match (subtype, self.parts.first()) {
            // RFC 2387, section 3.1.
            ("related", Some(first)) => {
                format!(
                    "; type=\"{}\"",
                    first.content_type.as_deref().unwrap_or("text/plain")
                )
            }
            _ => String::new(),
        };
        Ok((
            format!("multipart/{subtype}; boundary={boundary}{root}"),
            wiped(body),
        ))
    }

    /// A boundary that occurs in no part.
    fn boundary(&self) -> String {
        loop {
            let boundary = format!("{:032x}{:032x}", fastrand::u128(..), fastrand::u128(..));
            let occurs = |part: &Part| {
                part.content
                    .windows(boundary.len())
                    .any(|window| window == boundary.as_bytes())
            };
            if !self.parts.iter().any(occurs) {
                return boundary;
            }
        }
    }
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// As the HTML standard writes names in `multipart/form-data`.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_written_in_order_and_names_cannot_break_out() {
        let parts = Multipart::new()
            .text("a\"\r\nb", "one")
            .json("c", &[1, 2])
            .upload("f", Upload::new(vec![0, 255]).file_name("n.bin"));
        let (content_type, body) = parts.encode().unwrap();
        let boundary = content_type
            .strip_prefix("multipart/form-data; boundary=")
            .unwrap();
        let mut expected = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"a%22%0D%0Ab\"\r\n\r\none\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"c\"\r\nContent-Type: application/json\r\n\r\n[1,2]\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"f\"; filename=\"n.bin\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        expected.extend([0, 255]);
        expected.extend(format!("\r\n--{boundary}--\r\n").bytes());
        assert_eq!(body, expected);
    }

    fn body_of(parts: Multipart) -> String {
        let (content_type, body) = parts.encode().unwrap();
        let (_, boundary) = content_type.split_once("boundary=").unwrap();
        let boundary = boundary.split(';').next().unwrap();
        String::from_utf8(body.to_vec())
            .unwrap()
            .replace(boundary, "B")
            .replace("\r\n", "|")
            .replace("Content-Disposition: form-data; ", "")
    }

    #[test]
    fn a_part_is_of_its_media_type() {
        #[derive(serde::Serialize)]
        struct Form {
            cfg: serde_json::Value,
            size: f64,
            tags: [&'static str; 2],
            title: &'static str,
        }
        let form = Form {
            cfg: serde_json::json!({"a": 1}),
            size: 5.0,
            tags: ["t", "u"],
            title: "a \"q\"",
        };
        let parts = Multipart::from_object(&form)
            .content_type("title", "application/json")
            .content_type("tags", "application/vnd.acme+json")
            .content_type("size", "application/json")
            .content_type("cfg", "application/json; charset=utf-8");
        assert_eq!(
            body_of(parts),
            "--B|name=\"cfg\"|Content-Type: application/json; charset=utf-8||{\"a\":1}|\
             --B|name=\"size\"|Content-Type: application/json||5|\
             --B|name=\"tags\"|Content-Type: application/vnd.acme+json||\"t\"|\
             --B|name=\"tags\"|Content-Type: application/vnd.acme+json||\"u\"|\
             --B|name=\"title\"|Content-Type: application/json||\"a \\\"q\\\"\"|--B--|"
        );
        let refused = Multipart::from_object(&form)
            .content_type("cfg", "application/xml")
            .encode();
        assert!(refused.unwrap_err().contains("other than JSON"));
    }

    #[test]
    fn a_list_is_one_part_where_the_page_says_so() {
        let object = serde_json::json!({"csv": ["a", 2], "objects": [{}]});
        assert_eq!(
            body_of(
                Multipart::from_object(&serde_json::json!({"csv": ["a", 2], "b": true})).joined("csv", ",")
            ),
            "--B|name=\"b\"||true|--B|name=\"csv\"||a,2|--B--|"
        );
        assert!(
            Multipart::from_object(&object)
                .joined("objects", ",")
                .encode()
                .is_err()
        );
        let empty = Multipart::from_object(&serde_json::json!({"csv": []})).encode();
        assert!(empty.unwrap_err().contains("`csv` is an empty list"));
    }

    #[test]
    fn other_multipart_bodies_have_a_boundary_too() {
        let parts = || Multipart::new().json("meta", &1);
        let (mixed, _) = parts().subtype("mixed").encode().unwrap();
        assert!(mixed.starts_with("multipart/mixed; boundary="), "{mixed}");
        let (related, _) = parts().subtype("related").encode().unwrap();
        assert!(related.ends_with("; type=\"application/json\""), "{related}");
    }

    #[test]
    fn a_content_type_cannot_break_out() {
        assert!(
            Multipart::new()
                .upload("f", Upload::from("").media_type("text/plain\r\nX: y"))
                .encode()
                .is_err()
        );
        assert!(Multipart::from_object(&[1]).encode().is_err());
    }
}
