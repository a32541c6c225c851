//! A parameter's place, style and value become text in the path, the query, a header or a cookie.
//!
//! Follows OpenAPI 3.0.3, Parameter Object, "Style Values" and "Style Examples", with one deliberate
//! difference in spelling: the delimiter `|` and the brackets of `deepObject` are sent percent-encoded, as
//! OpenAPI 3.0.4 has it, because RFC 3986 does not allow them in a query and common servers answer 400.

use serde::Serialize;

use crate::absent::is_absent;
use crate::body;
use crate::encode;
use crate::shape::Shape;
use crate::whole;

const NULL: &str = "holds null, which only JSON can say";

const HOLDS_DELIMITER: &str = "has a part that holds the delimiter of its style";

/// How a value with several parts is written (OpenAPI: `style`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// `blue,black`; the default in paths and headers.
    Simple,
    /// `.blue,black`; paths only.
    Label,
    /// `;color=blue,black`; paths only.
    Matrix,
    /// `color=blue&color=black`; the default in queries and cookies.
    Form,
    /// `color=blue%20black`; queries only.
    SpaceDelimited,
    /// `color=blue%7Cblack`; queries only.
    PipeDelimited,
    /// `color%5BR%5D=100&color%5BG%5D=200`; objects in queries only.
    DeepObject,
}

/// Where a parameter goes (OpenAPI: `in`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Path,
    Query,
    QueryString,
    Header,
    Cookie,
}

/// A parameter as the page declares it (OpenAPI: Parameter Object). The value comes with
/// [`Request::parameter`](crate::Request::parameter).
#[derive(Debug, Clone, Copy)]
#[must_use]
pub struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) place: Place,
    style: Style,
    explode: bool,
    allow_reserved: bool,
    json: bool,
}

impl Parameter {
    const fn new(name: &'static str, place: Place, style: Style, explode: bool) -> Self {
        Self {
            name,
            place,
            style,
            explode,
            allow_reserved: false,
            json: false,
        }
    }

    /// A parameter in the path template, by default in style `simple`.
    pub const fn path(name: &'static str) -> Self {
        Self::new(name, Place::Path, Style::Simple, false)
    }

    /// A parameter in the query, by default in style `form`, exploded.
    pub const fn query(name: &'static str) -> Self {
        Self::new(name, Place::Query, Style::Form, true)
    }

    /// The whole query string (OpenAPI 3.2: `querystring`): the properties of a value as a form's, or [`json`](Self::json).
    pub const fn query_string(name: &'static str) -> Self {
        Self::new(name, Place::QueryString, Style::Form, true)
    }

    /// A header, by default in style `simple`. Headers are not percent-encoded.
    pub const fn header(name: &'static str) -> Self {
        Self::new(name, Place::Header, Style::Simple, false)
    }

    /// A cookie, by default in style `form`; the parts of an exploded value become cookies of their own.
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(name, Place::Cookie, Style::Form, true)
    }

    /// Another style. `explode` stays what it was, so set it as well where the page does.
    pub const fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// Whether each item or property is written on its own.
    pub const fn explode(mut self, explode: bool) -> Self {
        self.explode = explode;
        self
    }

    /// Whether reserved characters stay as they are in a query (OpenAPI: `allowReserved`). `#`, `&` and `+`
    /// are encoded all the same: they would change what the query says.
    pub const fn allow_reserved(mut self, allow: bool) -> Self {
        self.allow_reserved = allow;
        self
    }

    /// The value is written as JSON (OpenAPI: `content` with `application/json` in place of `schema`).
    pub const fn json(mut self) -> Self {
        self.json = true;
        self
    }

    /// The value as it goes on the wire: `None` for what is not there and an object without properties, which are not sent.
    pub(crate) fn render<T: Serialize + ?Sized>(&self, value: &T) -> Result<Option<String>, &'static str> {
        let mut shape = match Shape::of(value)? {
            Shape::Null if !is_absent(value) => Shape::SetToNull,
            shape => shape,
        };
        if self.json && shape != Shape::Null {
            shape = Shape::Text(whole::to_string(value).map_err(|error| whole::obstacle(&error))?);
        }
        let text = match (self.place, &shape) {
            (Place::QueryString, Shape::Text(text)) => Some(encode::percent(text)),
            (Place::QueryString, Shape::Null) => None,
            (Place::QueryString, Shape::SetToNull) => return Err(NULL),
            (Place::QueryString, _) => {
                let form = body::form(value).map_err(|_| "is no object of a form's fields")?;
                Some(String::from_utf8_lossy(&form).into_owned()).filter(|text| !text.is_empty())
            }
            _ => self.write(&shape)?,
        };
        match self.place {
            Place::Path if text.as_deref() == Some("") => Err("is empty, which would change the path"),
            _ => Ok(text),
        }
    }

    /// As [`render`](Self::render), of what a value has become.
    pub(crate) fn write(&self, shape: &Shape) -> Result<Option<String>, &'static str> {
        let name = self.encode(self.name);
        let parts = match shape {
            Shape::Null => return Ok(None),
            Shape::SetToNull => return Err(NULL),
            Shape::Text(text) | Shape::Scalar(text) => Parts::One(self.encode(text)),
            Shape::List(items) if items.is_empty() => return self.empty(&name),
            Shape::Object(_) | Shape::List(_) if self.style == Style::DeepObject => {
                let mut pairs = Vec::new();
                self.deep(&name, shape, &mut pairs, 0)?;
                return Ok(joined(pairs.into_iter(), "", "&"));
            }
            Shape::List(items) => Parts::List(self.leaves(items)?),
            Shape::Object(properties) => {
                let mut pairs = Vec::new();
                for (key, value) in properties {
                    self.apart(key)?;
                    pairs.push((self.encode(key), self.part(value)?));
                }
                Parts::Pairs(pairs)
            }
        };
        if parts.is_empty() {
            return Ok(None);
        }
        Ok(match self.style {
            Style::Simple => parts.inline(",", self.explode, ","),
            // As RFC 6570 has it, and OpenAPI since 3.0.4 and 3.1.1: the tables before had a dot between items.
            Style::Label => parts
                .inline(",", self.explode, ".")
                .map(|text| format!(".{text}")),
            Style::Matrix => match parts {
                Parts::One(text) if text.is_empty() => Some(format!(";{name}")),
                parts => parts
                    .named(&name, self.explode, ",", ";")
                    .map(|text| format!(";{text}")),
            },
            Style::Form | Style::DeepObject => parts.named(&name, self.explode, ",", self.between()),
            Style::SpaceDelimited => parts.named(&name, self.explode, "%20", self.between()),
            Style::PipeDelimited => parts.named(&name, self.explode, "%7C", self.between()),
        })
    }

    /// As [`write`](Self::write) in a query, but as names and values that are not encoded: what parts of a form are made of.
    pub(crate) fn pairs(&self, shape: &Shape) -> Result<Vec<(String, String)>, &'static str> {
        let shares_one = self.style == Style::Form && !self.explode;
        if shares_one && parts_of(shape).any(|text| text.contains(',')) {
            return Err(HOLDS_DELIMITER);
        }
        let written = self.write(shape)?.unwrap_or_default();
        let pairs = written.split('&').filter(|pair| !pair.is_empty());
        let decoded = |text: &str| encode::decoded(text);
        Ok(pairs
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .map(|(name, value)| (decoded(name), decoded(value)))
            .collect())
    }

    /// A list without items: `color=` where items share one value, which a list of one empty text would be, too; where each has
    /// its own there is nothing to write, and a call without it would mean something else.
    fn empty(&self, name: &str) -> Result<Option<String>, &'static str> {
        let shares_one = !self.explode
            && matches!(
                self.style,
                Style::Form | Style::SpaceDelimited | Style::PipeDelimited
            );
        match shares_one {
            true => Ok(Some(format!("{name}="))),
            false => Err("is an empty list, which its style cannot say"),
        }
    }

    /// What stands between exploded parts: parameters in a query, cookies in a header.
    fn between(&self) -> &'static str {
        if self.place == Place::Cookie { "; " } else { "&" }
    }

    fn encode(&self, text: &str) -> String {
        match self.place {
            Place::Header => text.to_owned(),
            Place::Query if self.allow_reserved => encode::percent_allow_reserved(text),
            _ => encode::percent(text),
        }
    }

    fn leaf(&self, value: &Shape) -> Result<String, &'static str> {
        match value {
            Shape::Null | Shape::SetToNull => Err(NULL),
            Shape::Text(text) | Shape::Scalar(text) => Ok(self.encode(text)),
            _ => Err("is nested deeper than its style can express"),
        }
    }

    fn leaves(&self, items: &[Shape]) -> Result<Vec<String>, &'static str> {
        items.iter().map(|item| self.part(item)).collect()
    }

    /// One of several that share a text.
    fn part(&self, value: &Shape) -> Result<String, &'static str> {
        if let Shape::Text(text) | Shape::Scalar(text) = value {
            self.apart(text)?;
        }
        self.leaf(value)
    }

    /// What holds the delimiter would arrive as two, where it looks the same within and between parts: where nothing is encoded, and
    /// where the delimiter is.
    fn apart(&self, text: &str) -> Result<(), &'static str> {
        let delimiter = match (self.place, self.style, self.explode) {
            // A quoted text is one (RFC 9110, section 5.6.1).
            (Place::Header, ..) if text.len() > 1 && text.starts_with('"') && text.ends_with('"') => {
                return Ok(());
            }
            (Place::Header, ..) => ',',
            (_, Style::Label, true) => '.',
            (_, Style::SpaceDelimited, false) => ' ',
            (_, Style::PipeDelimited, false) => '|',
            _ => return Ok(()),
        };
        match text.contains(delimiter) {
            true => Err(HOLDS_DELIMITER),
            false => Ok(()),
        }
    }

    /// `deepObject` is defined for objects of one level. The servers that take such parameters (of Rack, PHP, `qs`) go
    /// on with brackets: a key or an index in them, nothing for what a list holds itself.
    fn deep(
        &self,
        name: &str,
        shape: &Shape,
        pairs: &mut Vec<String>,
        depth: usize,
    ) -> Result<(), &'static str> {
        if depth > 32 {
            return Err("is nested deeper than 32 levels");
        }
        match shape {
            Shape::Object(properties) => {
                for (key, value) in properties {
                    self.deep(
                        &format!("{name}%5B{}%5D", self.encode(key)),
                        value,
                        pairs,
                        depth + 1,
                    )?;
                }
            }
            Shape::List(items) if items.is_empty() => {
                return Err("holds an empty list, which its style cannot say");
            }
            Shape::List(items) => {
                let nested = items
                    .iter()
                    .any(|item| matches!(item, Shape::List(_) | Shape::Object(_)));
                for (index, item) in items.iter().enumerate() {
                    let name = match nested {
                        true => format!("{name}%5B{index}%5D"),
                        false => format!("{name}%5B%5D"),
                    };
                    self.deep(&name, item, pairs, depth + 1)?;
                }
            }
            leaf => pairs.push(format!("{name}={}", self.leaf(leaf)?)),
        }
        Ok(())
    }
}

/// The texts in a list or an object.
fn parts_of(shape: &Shape) -> impl Iterator<Item = &str> {
    let (items, properties): (&[Shape], &[(String, Shape)]) = match shape {
        Shape::List(items) => (items, &[]),
        Shape::Object(properties) => (&[], properties),
        _ => (&[], &[]),
    };
    let texts = items.iter().chain(properties.iter().map(|(_, value)| value));
    let texts = texts.filter_map(|value| match value {
        Shape::Text(text) => Some(text.as_str()),
        _ => None,
    });
    texts.chain(properties.iter().map(|(key, _)| key.as_str()))
}

/// A value's parts, encoded.
enum Parts {
    One(String),
    List(Vec<String>),
    Pairs(Vec<(String, String)>),
}

impl Parts {
    fn is_empty(&self) -> bool {
        match self {
            Self::One(_) => false,
            Self::List(items) => items.is_empty(),
            Self::Pairs(pairs) => pairs.is_empty(),
        }
    }

    /// Without the parameter's name: `blue,black`, `R,100` or, exploded, `R=100`.
    fn inline(self, delimiter: &str, explode: bool, between: &str) -> Option<String> {
        match self {
            Self::One(text) => Some(text),
            Self::List(items) => joined(items.into_iter(), "", if explode { between } else { delimiter }),
            Self::Pairs(pairs) if explode => joined(
                pairs.into_iter().map(|(key, value)| format!("{key}={value}")),
                "",
                between,
            ),
            Self::Pairs(pairs) => joined(
                pairs.into_iter().flat_map(|(key, value)| [key, value]),
                "",
                delimiter,
            ),
        }
    }

    /// With the parameter's name: `color=blue,black` or, exploded, `color=blue&color=black` and `R=100`.
    fn named(self, name: &str, explode: bool, delimiter: &str, between: &str) -> Option<String> {
        let prefix = format!("{name}=");
        match self {
            Self::List(items) if explode => joined(items.into_iter(), &prefix, between),
            Self::Pairs(_) if explode => self.inline(delimiter, true, between),
            other => other
                .inline(delimiter, false, delimiter)
                .map(|text| prefix + &text),
        }
    }
}

fn joined(items: impl Iterator<Item = String>, prefix: &str, between: &str) -> Option<String> {
    items
        .map(|item| format!("{prefix}{item}"))
        .reduce(|all, item| all + between + &item)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;

    #[derive(Serialize)]
    struct Rgb {
        #[serde(rename = "R")]
        r: u8,
        #[serde(rename = "G")]
        g: u8,
        #[serde(rename = "B")]
        b: u8,
    }

    const OBJECT: Rgb = Rgb {
        r: 100,
        g: 200,
        b: 150,
    };
    const ARRAY: [&str; 3] = ["blue", "black", "brown"];

    /// The rows of OpenAPI 3.0.3's "Style Examples": style, explode, then empty, string, array, object.
    #[test]
    fn style_examples_of_the_specification() {
        type Row = (Parameter, bool, [Option<&'static str>; 4]);
        let path = || Parameter::path("color");
        let query = || Parameter::query("color");
        #[rustfmt::skip]
        let rows: [Row; 14] = [
            (path().style(Style::Matrix), false, [Some(";color"), Some(";color=blue"), Some(";color=blue,black,brown"), Some(";color=R,100,G,200,B,150")]),
            (path().style(Style::Matrix), true, [Some(";color"), Some(";color=blue"), Some(";color=blue;color=black;color=brown"), Some(";R=100;G=200;B=150")]),
            (path().style(Style::Label), false, [Some("."), Some(".blue"), Some(".blue,black,brown"), Some(".R,100,G,200,B,150")]),
            (path().style(Style::Label), true, [Some("."), Some(".blue"), Some(".blue.black.brown"), Some(".R=100.G=200.B=150")]),
            (query(), false, [Some("color="), Some("color=blue"), Some("color=blue,black,brown"), Some("color=R,100,G,200,B,150")]),
            (query(), true, [Some("color="), Some("color=blue"), Some("color=blue&color=black&color=brown"), Some("R=100&G=200&B=150")]),
            (path(), false, [None, Some("blue"), Some("blue,black,brown"), Some("R,100,G,200,B,150")]),
            (path(), true, [None, Some("blue"), Some("blue,black,brown"), Some("R=100,G=200,B=150")]),
            (Parameter::header("color"), false, [Some(""), Some("blue"), Some("blue,black,brown"), Some("R,100,G,200,B,150")]),
            (query().style(Style::SpaceDelimited), false, [Some("color="), Some("color=blue"), Some("color=blue%20black%20brown"), Some("color=R%20100%20G%20200%20B%20150")]),
            (query().style(Style::PipeDelimited), false, [Some("color="), Some("color=blue"), Some("color=blue%7Cblack%7Cbrown"), Some("color=R%7C100%7CG%7C200%7CB%7C150")]),
            (query().style(Style::PipeDelimited), true, [Some("color="), Some("color=blue"), Some("color=blue&color=black&color=brown"), Some("R=100&G=200&B=150")]),
            (query().style(Style::DeepObject), true, [Some("color="), Some("color=blue"), Some("color%5B%5D=blue&color%5B%5D=black&color%5B%5D=brown"), Some("color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150")]),
            (Parameter::cookie("color"), true, [Some("color="), Some("color=blue"), Some("color=blue; color=black; color=brown"), Some("R=100; G=200; B=150")]),
        ];
        for (parameter, explode, [empty, string, array, object]) in rows {
            let parameter = parameter.explode(explode);
            let shown = format!("{parameter:?}");
            assert_eq!(parameter.render("").ok().flatten().as_deref(), empty, "{shown}");
            assert_eq!(parameter.render("blue").unwrap().as_deref(), string, "{shown}");
            assert_eq!(parameter.render(&ARRAY).unwrap().as_deref(), array, "{shown}");
            assert_eq!(parameter.render(&OBJECT).unwrap().as_deref(), object, "{shown}");
        }
    }

    #[test]
    fn nothing_is_sent_for_what_is_absent_and_what_is_empty_or_null_is_refused() {
        let query = Parameter::query("q");
        assert_eq!(query.render(&None::<u8>), Ok(None));
        let empty = Vec::<u8>::new();
        assert!(query.render(&empty).unwrap_err().contains("empty"));
        assert!(query.render(&json!([null])).unwrap_err().contains("null"));
        assert!(
            query
                .render(&json!([null, 1, null]))
                .unwrap_err()
                .contains("null")
        );
        assert_eq!(
            query.json().render(&json!([null])),
            Ok(Some("q=%5Bnull%5D".to_owned()))
        );
        assert!(
            query
                .style(Style::DeepObject)
                .render(&empty)
                .unwrap_err()
                .contains("empty")
        );
        assert!(Parameter::path("q").render(&empty).unwrap_err().contains("empty"));
        assert_eq!(query.explode(false).render(&empty), Ok(Some("q=".to_owned())));
        assert_eq!(query.json().render(&empty), Ok(Some("q=%5B%5D".to_owned())));
        let styles = [Style::Form, Style::SpaceDelimited, Style::DeepObject];
        for style in styles {
            for value in [
                json!({"a": null}),
                json!({"a": 1, "b": null}),
                json!({"a": {"b": null}}),
            ] {
                assert!(query.style(style).render(&value).is_err(), "{style:?}: {value}");
            }
            assert_eq!(query.style(style).render(&json!({})), Ok(None));
        }
        for place in [
            Parameter::path("q"),
            Parameter::header("q"),
            Parameter::cookie("q"),
        ] {
            assert!(place.render(&json!({"a": null})).unwrap_err().contains("null"));
        }
        assert_eq!(query.json().render(&None::<u8>), Ok(None));
        let set = Some(json!(null));
        assert_eq!(query.json().render(&set), Ok(Some("q=null".to_owned())));
        let places = [
            query,
            query.style(Style::DeepObject),
            Parameter::query_string("q"),
            Parameter::path("q"),
            Parameter::header("q"),
            Parameter::cookie("q"),
        ];
        for place in places {
            assert!(place.render(&set).unwrap_err().contains("null"), "{place:?}");
            assert!(
                place.render(&json!(null)).unwrap_err().contains("null"),
                "{place:?}"
            );
        }
        assert_eq!(query.render(&true), Ok(Some("q=true".to_owned())));
        assert_eq!(query.render(&-1.5), Ok(Some("q=-1.5".to_owned())));
    }

    #[test]
    fn a_path_value_stays_in_its_segment() {
        let path = Parameter::path("id");
        assert_eq!(
            path.render("a/b?c#d%2F"),
            Ok(Some("a%2Fb%3Fc%23d%252F".to_owned()))
        );
        assert_eq!(path.render(&json!(["a,b", "c"])), Ok(Some("a%2Cb,c".to_owned())));
        assert!(path.render("").is_err());
    }

    #[test]
    fn what_holds_the_delimiter_is_not_sent_as_two() {
        let query = || Parameter::query("q").explode(false);
        let refused = [
            (Parameter::header("q"), "a,b"),
            (Parameter::header("q").explode(true), "\"a,b"),
            (query().style(Style::PipeDelimited), "a|b"),
            (query().style(Style::SpaceDelimited), "a b"),
            (Parameter::path("q").style(Style::Label).explode(true), "a.b"),
        ];
        for (parameter, text) in refused {
            for value in [json!([text]), json!({"k": text}), json!({text: "v"})] {
                assert_eq!(
                    parameter.render(&value),
                    Err(HOLDS_DELIMITER),
                    "{parameter:?} {value}"
                );
            }
            assert!(parameter.render(text).is_ok());
            assert!(parameter.render(&json!(["a;b", "c"])).is_ok());
        }
        let list = json!(["a,b", "c d|e"]);
        for (parameter, sent) in [
            (query(), "q=a%2Cb,c%20d%7Ce"),
            (
                query().style(Style::PipeDelimited).explode(true),
                "q=a%2Cb&q=c%20d%7Ce",
            ),
        ] {
            assert_eq!(parameter.render(&list), Ok(Some(sent.to_owned())));
        }
        assert_eq!(
            Parameter::header("q").render(&json!(["\"a,b\"", "c"])),
            Ok(Some("\"a,b\",c".to_owned()))
        );
        let shape = |value: &serde_json::Value| Shape::of(value).unwrap();
        assert_eq!(query().pairs(&shape(&list)), Err(HOLDS_DELIMITER));
        let pair = ("q".to_owned(), "a,c d".to_owned());
        assert_eq!(query().pairs(&shape(&json!(["a", "c d"]))), Ok(vec![pair]));
    }

    #[test]
    fn names_and_keys_are_encoded_too() {
        let map = BTreeMap::from([("a&b", "c=d")]);
        assert_eq!(
            Parameter::query("q").render(&map),
            Ok(Some("a%26b=c%3Dd".to_owned()))
        );
        assert_eq!(
            Parameter::query("a[]").render(&[1, 2]),
            Ok(Some("a%5B%5D=1&a%5B%5D=2".to_owned()))
        );
    }

    #[test]
    fn json_content_is_one_text() {
        let query = Parameter::query("filter").json();
        assert_eq!(
            query.render(&json!({"a": [1]})),
            Ok(Some("filter=%7B%22a%22%3A%5B1%5D%7D".to_owned()))
        );
    }

    #[test]
    fn nesting_is_refused_except_in_deep_objects() {
        let deep = Parameter::query("q").style(Style::DeepObject);
        let empty = deep.render(&json!({"a": {"b": 1, "c": []}}));
        assert!(empty.unwrap_err().contains("empty"));
        let nested = json!({"a": {"b": 1, "c": [2, 3]}});
        assert!(Parameter::query("q").render(&nested).is_err());
        assert_eq!(
            Parameter::query("q").style(Style::DeepObject).render(&nested),
            Ok(Some(
                "q%5Ba%5D%5Bb%5D=1&q%5Ba%5D%5Bc%5D%5B%5D=2&q%5Ba%5D%5Bc%5D%5B%5D=3".to_owned()
            ))
        );
    }
}
