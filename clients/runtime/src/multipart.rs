//! `multipart/form-data` (RFC 7578) from parts that are all in memory, so that a retry can send them again.

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
    problem: Option<&'static str>,
}

struct Part {
    name: String,
    file_name: Option<String>,
    content_type: Option<String>,
    /// The caller has chosen the type.
    own_type: bool,
    content: Bytes,
}

impl Multipart {
    /// No parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// The properties of an object: texts and numbers as they are, uploads as files, lists as repeated parts,
    /// objects as JSON, nulls left out (OpenAPI 3.0.3, "Special Considerations for `multipart` Content").
    pub fn from_object<T: Serialize + ?Sized>(value: &T) -> Self {
        let (shape, uploads) = Uploads::of(|| Shape::of(value));
        let fields = match body::fields(value, shape) {
            Ok(fields) => fields,
            Err(problem) => {
                return Self {
                    parts: Vec::new(),
                    problem: Some(problem),
                };
            }
        };
        let add = |parts: Self, (name, field)| match field {
            Field::Text(text) => match uploads.get(&text) {
                Some(upload) => parts.upload(name, upload.clone()),
                None => parts.text(name, text),
            },
            Field::Json(json) => parts.part(name, None, Some(JSON.to_owned()), body::text(json)),
        };
        fields.into_iter().fold(Self::new(), add)
    }

    /// Sets the media type of the parts of this name (OpenAPI 3.0.3, Encoding Object, `contentType`), but of uploads that
    /// say their own.
    pub fn content_type(mut self, name: &str, content_type: &str) -> Self {
        let parts = self
            .parts
            .iter_mut()
            .filter(|part| part.name == name && !part.own_type);
        for part in parts {
            part.content_type = Some(content_type.to_owned());
        }
        self
    }

    /// A text part.
    pub fn text(self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.part(name.into(), None, None, body::text(text.into()))
    }

    /// A part in JSON.
    pub fn json<T: Serialize + ?Sized>(mut self, name: impl Into<String>, value: &T) -> Self {
        match body::json(value) {
            Ok(content) => self.part(name.into(), None, Some(JSON.to_owned()), content),
            Err(problem) => {
                self.problem.get_or_insert(problem);
                self
            }
        }
    }

    /// A file part.
    pub fn upload(self, name: impl Into<String>, upload: impl Into<Upload>) -> Self {
        let (content, file_name, media_type) = upload.into().into_parts();
        let own_type = media_type.is_some();
        let media_type = media_type.unwrap_or_else(|| "application/octet-stream".to_owned());
        let mut parts = self.part(name.into(), Some(file_name), Some(media_type), content);
        if let Some(part) = parts.parts.last_mut() {
            part.own_type = own_type;
        }
        parts
    }

    fn part(
        mut self,
        name: String,
        file_name: Option<String>,
        content_type: Option<String>,
        content: Bytes,
    ) -> Self {
        self.parts.push(Part {
            name,
            file_name,
            content_type,
            own_type: false,
            content,
        });
        self
    }

    /// The `Content-Type` with its boundary, and the body.
    pub(crate) fn encode(self) -> Result<(String, Bytes), &'static str> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        let breaks = |part: &Part| {
            part.content_type
                .as_deref()
                .is_some_and(|text| text.contains(['\r', '\n']))
        };
        if self.parts.iter().any(breaks) {
            return Err("has a part whose content type holds a line break");
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
        Ok((format!("multipart/form-data; boundary={boundary}"), wiped(body)))
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
