//! `multipart/form-data` (RFC 7578) from parts that are all in memory, so that a retry can send them again.

use std::borrow::Cow;

use bytes::Bytes;
use serde::Serialize;

use crate::body::{self, Problem};
use crate::parameter::Parameter;
use crate::parts::{self, JSON, Part, PartKind};
use crate::upload::Upload;
use crate::wipe::wiped;

/// The parts of a `multipart/form-data` body, in order.
#[derive(Default)]
#[must_use]
pub struct Multipart {
    parts: Vec<Part>,
    subtype: Option<&'static str>,
    problem: Option<Cow<'static, str>>,
}

impl Multipart {
    /// No parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// The properties of an object: texts and numbers as they are, uploads as files, lists as repeated parts,
    /// objects as JSON, null refused (OpenAPI 3.0.3, "Special Considerations for `multipart` Content").
    pub fn from_object<T: Serialize + ?Sized>(value: &T) -> Self {
        Self::from_styled_object(value, &[])
    }

    /// The same, with some properties written as parameters of a query are, a part for each name and value (OpenAPI 3.1.1,
    /// Encoding Object, `style` and `explode`; Swagger 2.0, `collectionFormat`).
    pub fn from_styled_object<T: Serialize + ?Sized>(value: &T, styles: &[Parameter]) -> Self {
        Self::made(parts::of_object(value, styles))
    }

    /// The items of a list, in its order: parts without names, each of its own media type (OpenAPI 3.2, `prefixEncoding` and
    /// `itemEncoding`).
    pub fn from_list<T: Serialize + ?Sized>(value: &T) -> Self {
        Self::made(parts::of_list(value))
    }

    fn made(made: Result<Vec<Part>, Problem>) -> Self {
        match made {
            Ok(parts) => Self { parts, ..Self::new() },
            Err(problem) => Self {
                problem: Some(problem),
                ..Self::new()
            },
        }
    }

    /// Sets the media type of the parts of this name (OpenAPI 3.0.3, Encoding Object, `contentType`), but of uploads that
    /// say their own. A part is of its type: a string in a part of JSON is quoted. An object can be written as JSON only.
    pub fn content_type(mut self, name: &str, content_type: &str) -> Self {
        for part in self.parts.iter_mut().filter(|part| part.is_called(name)) {
            if let Err(problem) = part.set_type(content_type) {
                self.problem.get_or_insert(problem);
            }
        }
        self
    }

    /// Sets the media types of the first parts, one by one, and that of all after them; `None` leaves a part as it is.
    pub fn item_types(mut self, first: &[Option<&str>], rest: Option<&str>) -> Self {
        for (index, part) in self.parts.iter_mut().enumerate() {
            let said = first.get(index).copied().unwrap_or(rest);
            if let Some(Err(problem)) = said.map(|content_type| part.set_type(content_type)) {
                self.problem.get_or_insert(problem);
            }
        }
        self
    }

    /// Another kind of multipart body than `form-data`, such as `mixed`.
    pub const fn subtype(mut self, subtype: &'static str) -> Self {
        self.subtype = Some(subtype);
        self
    }

    /// A text part.
    pub fn text(self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.part(Part::text(Some(name.into()), text.into()))
    }

    /// A part in JSON.
    pub fn json<T: Serialize + ?Sized>(mut self, name: impl Into<String>, value: &T) -> Self {
        match body::json(value) {
            Ok(content) => self.part(Part {
                name: Some(name.into()),
                file_name: None,
                content_type: Some(JSON.to_owned()),
                kind: PartKind::Json,
                content,
            }),
            Err(problem) => {
                self.problem.get_or_insert(problem);
                self
            }
        }
    }

    /// A file part.
    pub fn upload(self, name: impl Into<String>, upload: impl Into<Upload>) -> Self {
        self.part(Part::file(Some(name.into()), upload.into()))
    }

    fn part(mut self, part: Part) -> Self {
        self.parts.push(part);
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
            .map(|part| part.content.len() + part.name.as_deref().map_or(0, str::len) + 256)
            .sum::<usize>()
            + 64;
        let mut body = Vec::with_capacity(size);
        for part in &self.parts {
            body.extend(format!("--{boundary}").bytes());
            body.extend(part.headers().bytes());
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
    fn a_property_is_written_in_its_style() {
        let csv = Parameter::query("csv").explode(false);
        let written = |value: serde_json::Value, styles: &[Parameter]| {
            body_of(Multipart::from_styled_object(&value, styles))
        };
        assert_eq!(
            written(serde_json::json!({"b": true, "csv": ["a&b c", 2]}), &[csv]),
            "--B|name=\"b\"||true|--B|name=\"csv\"||a&b c,2|--B--|"
        );
        assert_eq!(
            written(serde_json::json!({"csv": []}), &[csv]),
            "--B|name=\"csv\"|||--B--|"
        );
        let deep = Parameter::query("deep").style(crate::Style::DeepObject);
        assert_eq!(
            written(
                serde_json::json!({"deep": {"a": "x=&y", "l": [1]}, "z": 2.5}),
                &[deep]
            ),
            "--B|name=\"deep[a]\"||x=&y|--B|name=\"deep[l][]\"||1|--B|name=\"z\"||2.5|--B--|"
        );
        let whole = std::collections::BTreeMap::from([("z", 5.0)]);
        let whole = body_of(Multipart::from_styled_object(&whole, &[deep]));
        assert_eq!(whole, "--B|name=\"z\"||5|--B--|");
        let spread = [Parameter::query("o"), Parameter::query("p").explode(false)];
        assert_eq!(
            written(
                serde_json::json!({"o": {"a": 1, "b": "x"}, "p": {"a": 1}}),
                &spread
            ),
            "--B|name=\"a\"||1|--B|name=\"b\"||x|--B|name=\"p\"||a,1|--B--|"
        );
        let refused = |value: serde_json::Value, styles: &[Parameter]| {
            Multipart::from_styled_object(&value, styles)
                .encode()
                .unwrap_err()
        };
        assert!(refused(serde_json::json!({"csv": [{}]}), &[csv]).contains("`csv` is nested deeper"));
        assert!(refused(serde_json::json!({"csv": ["a,b"]}), &[csv]).contains("holds the delimiter"));
        assert!(refused(serde_json::json!({"csv": []}), &[]).contains("`csv` is an empty list"));
        let files = std::collections::BTreeMap::from([("csv", vec![Upload::from("a")])]);
        let files = Multipart::from_styled_object(&files, &[csv]).encode();
        assert!(files.unwrap_err().contains("list of files"));
        let file = std::collections::BTreeMap::from([("csv", Upload::from("a").file_name("n"))]);
        let file = body_of(Multipart::from_styled_object(&file, &[csv]));
        assert!(file.contains("filename=\"n\""), "{file}");
    }

    #[test]
    fn a_list_is_parts_without_names() {
        let list = serde_json::json!([{"a": 2.5}, "t", 5, [1], "q"]);
        let parts = Multipart::from_list(&list)
            .subtype("mixed")
            .item_types(&[None, Some("text/html")], None);
        assert_eq!(
            body_of(parts),
            "--B|Content-Type: application/json||{\"a\":2.5}|--B|Content-Type: text/html||t|\
             --B|Content-Type: text/plain; charset=utf-8||5|--B|Content-Type: application/json||[1]|\
             --B|Content-Type: text/plain; charset=utf-8||q|--B--|"
        );
        let files = [
            Upload::from("A"),
            Upload::from("B").file_name("b\".png"),
            Upload::from("C").media_type("text/csv"),
        ];
        assert_eq!(
            body_of(Multipart::from_list(&files).item_types(&[], Some("image/png"))),
            "--B|Content-Type: image/png||A|\
             --B|Content-Disposition: attachment; filename=\"b%22.png\"|Content-Type: image/png||B|\
             --B|Content-Type: text/csv||C|--B--|"
        );
        for (list, why) in [
            (serde_json::json!([]), "is an empty list"),
            (serde_json::json!([1, null]), "holds null"),
            (serde_json::json!({"a": 1}), "is not a list"),
        ] {
            let refused = Multipart::from_list(&list).encode().unwrap_err();
            assert!(refused.contains(why), "{refused}");
        }
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
