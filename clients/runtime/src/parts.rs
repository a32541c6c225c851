//! A value's parts: an object's by the names of its properties, a list's in its order.
//!
//! A part is a text, JSON or a file; its media type says how it is written, so what a text in JSON is has quotes.

use bytes::Bytes;
use serde::Serialize;

use crate::body::{self, Field, Problem};
use crate::media;
use crate::parameter::Parameter;
use crate::shape::Shape;
use crate::upload::{Upload, Uploads};

pub(crate) const JSON: &str = "application/json";

/// What a part without a name is, where RFC 2046 would take it for ASCII.
const TEXT: &str = "text/plain; charset=utf-8";

pub(crate) struct Part {
    /// None in a list.
    pub(crate) name: Option<String>,
    pub(crate) file_name: Option<String>,
    pub(crate) content_type: Option<String>,
    pub(crate) kind: PartKind,
    pub(crate) content: Bytes,
}

/// What a part is, and so what a media type for it can mean.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum PartKind {
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

impl Part {
    pub(crate) fn text(name: Option<String>, text: String) -> Self {
        Self::of(name, PartKind::String, text)
    }

    pub(crate) fn file(name: Option<String>, upload: Upload) -> Self {
        let (content, file_name, media_type) = upload.into_parts();
        let kind = match media_type {
            Some(_) => PartKind::OwnType,
            None => PartKind::Upload,
        };
        Self {
            // A part of a form is a file by its file name.
            file_name: file_name.or_else(|| name.is_some().then(|| "blob".to_owned())),
            name,
            content_type: Some(media_type.unwrap_or_else(|| "application/octet-stream".to_owned())),
            kind,
            content,
        }
    }

    fn of(name: Option<String>, kind: PartKind, text: String) -> Self {
        let content_type = match kind {
            PartKind::Json => Some(JSON),
            _ => name.is_none().then_some(TEXT),
        };
        Self {
            content_type: content_type.map(str::to_owned),
            name,
            file_name: None,
            kind,
            content: body::text(text),
        }
    }

    fn field(name: Option<String>, field: Field, uploads: &Uploads) -> Self {
        match field {
            Field::Text(text) => match uploads.get(&text) {
                Some(upload) => Self::file(name, upload.clone()),
                None => Self::text(name, text),
            },
            Field::Scalar(text) => Self::of(name, PartKind::Scalar, text),
            Field::Json(json) => Self::of(name, PartKind::Json, json),
        }
    }

    pub(crate) fn is_called(&self, name: &str) -> bool {
        self.name.as_deref() == Some(name)
    }

    /// Makes it a part of this media type, but for uploads that say their own.
    pub(crate) fn set_type(&mut self, content_type: &str) -> Result<(), Problem> {
        let is_json = media::is_json(content_type);
        match self.kind {
            PartKind::OwnType => return Ok(()),
            PartKind::Json if !is_json => {
                return Err("has a part that is an object, in a media type other than JSON".into());
            }
            PartKind::String if is_json => {
                let text = String::from_utf8_lossy(&self.content);
                self.content = body::text(serde_json::Value::from(text.as_ref()).to_string());
            }
            _ => {}
        }
        self.content_type = Some(content_type.to_owned());
        Ok(())
    }

    /// Its headers, each after a line break.
    pub(crate) fn headers(&self) -> String {
        let mut headers = match (&self.name, &self.file_name) {
            (Some(name), _) => format!("\r\nContent-Disposition: form-data; name=\"{}\"", quoted(name)),
            (None, Some(_)) => "\r\nContent-Disposition: attachment".to_owned(),
            (None, None) => String::new(),
        };
        if let Some(file_name) = &self.file_name {
            headers += &format!("; filename=\"{}\"", quoted(file_name));
        }
        if let Some(content_type) = &self.content_type {
            headers += &format!("\r\nContent-Type: {content_type}");
        }
        headers
    }
}

/// The properties of an object in its order, those with a style as pairs of a query are.
pub(crate) fn of_object<T: Serialize + ?Sized>(
    value: &T,
    styles: &[Parameter],
) -> Result<Vec<Part>, Problem> {
    let (shape, uploads) = Uploads::of(|| Shape::of(value));
    let Shape::Object(properties) = shape? else {
        return Err(body::NOT_OBJECT.into());
    };
    let style = |name: &str, shape: &Shape| {
        let style = styles.iter().find(|style| style.name == name);
        // A file is written in one way only.
        style.filter(|_| !matches!(shape, Shape::Text(text) if uploads.get(text).is_some()))
    };
    let is_plain = |(name, shape): &&(String, Shape)| style(name, shape).is_none();
    let plain = properties.iter().filter(is_plain).cloned().collect();
    let mut plain = body::fields(value, Shape::Object(plain))?.into_iter().peekable();
    let mut parts = Vec::new();
    for (name, shape) in &properties {
        let Some(style) = style(name, shape) else {
            while let Some((name, field)) = plain.next_if(|(next, _)| next == name) {
                parts.push(Part::field(Some(name), field, &uploads));
            }
            continue;
        };
        if holds_files(shape, &uploads) {
            return Err(
                format!("cannot be sent: `{name}` is a list of files, which no style can say").into(),
            );
        }
        let pairs = style
            .pairs(shape)
            .map_err(|why| format!("cannot be sent: `{name}` {why}"))?;
        parts.extend(pairs.into_iter().map(|(name, text)| Part::text(Some(name), text)));
    }
    Ok(parts)
}

/// The items of a list, in its order.
pub(crate) fn of_list<T: Serialize + ?Sized>(value: &T) -> Result<Vec<Part>, Problem> {
    let (shape, uploads) = Uploads::of(|| Shape::of(value));
    let Shape::List(items) = shape? else {
        return Err("is not a list, of which parts without names are made".into());
    };
    if items.is_empty() {
        return Err("is an empty list, and a body of parts has at least one".into());
    }
    if items.contains(&Shape::SetToNull) {
        return Err("holds null, which a part cannot say".into());
    }
    let fields = body::items(value, items)?;
    Ok(fields
        .into_iter()
        .map(|field| Part::field(None, field, &uploads))
        .collect())
}

fn holds_files(shape: &Shape, uploads: &Uploads) -> bool {
    match shape {
        Shape::Text(text) => uploads.get(text).is_some(),
        Shape::List(items) => items.iter().any(|item| holds_files(item, uploads)),
        Shape::Object(properties) => properties.iter().any(|(_, value)| holds_files(value, uploads)),
        Shape::Null | Shape::SetToNull | Shape::Scalar(_) => false,
    }
}

/// As the HTML standard writes names in `multipart/form-data`.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}
