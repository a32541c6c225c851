//! `multipart/form-data` (RFC 7578) from parts that are all in memory, so that a retry can send them again.

use bytes::Bytes;
use serde::Serialize;

use crate::body;
use crate::wipe::wiped;

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
    content: Bytes,
}

impl Multipart {
    /// No parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// The properties of an object: texts and numbers as they are, lists as repeated parts, objects as JSON
    /// text, nulls left out.
    pub fn from_object<T: Serialize + ?Sized>(value: &T) -> Self {
        match body::fields(value) {
            Ok(fields) => fields
                .into_iter()
                .fold(Self::new(), |parts, (name, text)| parts.text(name, text)),
            Err(problem) => Self {
                parts: Vec::new(),
                problem: Some(problem),
            },
        }
    }

    /// A text part.
    pub fn text(self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.part(name.into(), None, None, body::text(text.into()))
    }

    /// A part in JSON.
    pub fn json<T: Serialize + ?Sized>(mut self, name: impl Into<String>, value: &T) -> Self {
        match body::json(value) {
            Ok(content) => self.part(name.into(), None, Some("application/json".to_owned()), content),
            Err(problem) => {
                self.problem.get_or_insert(problem);
                self
            }
        }
    }

    /// A file part.
    pub fn file(
        self,
        name: impl Into<String>,
        file_name: impl Into<String>,
        content_type: impl Into<String>,
        content: impl Into<Bytes>,
    ) -> Self {
        self.part(
            name.into(),
            Some(file_name.into()),
            Some(content_type.into()),
            content.into(),
        )
    }

    fn part(
        mut self,
        name: String,
        file_name: Option<String>,
        content_type: Option<String>,
        content: Bytes,
    ) -> Self {
        if content_type
            .as_deref()
            .is_some_and(|text| text.contains(['\r', '\n']))
        {
            self.problem
                .get_or_insert("has a part whose content type holds a line break");
        }
        self.parts.push(Part {
            name,
            file_name,
            content_type,
            content,
        });
        self
    }

    /// The `Content-Type` with its boundary, and the body.
    pub(crate) fn encode(self) -> Result<(String, Bytes), &'static str> {
        if let Some(problem) = self.problem {
            return Err(problem);
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
        let parts = Multipart::new().text("a\"\r\nb", "one").json("c", &[1, 2]).file(
            "f",
            "n.bin",
            "application/octet-stream",
            vec![0, 255],
        );
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
                .file("f", "n", "text/plain\r\nX: y", "")
                .encode()
                .is_err()
        );
        assert!(Multipart::from_object(&[1]).encode().is_err());
    }
}
