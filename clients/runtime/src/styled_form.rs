//! Forms of which some fields are written as parameters of a query are.

use bytes::Bytes;
use serde::Serialize;

use crate::body::{NOT_OBJECT, Problem, fields, joined, pair};
use crate::parameter::Parameter;
use crate::shape::Shape;

/// A form of which some fields are written as parameters of a query are.
pub(crate) fn styled_form<T: Serialize + ?Sized>(value: &T, styles: &[Parameter]) -> Result<Bytes, Problem> {
    let Shape::Object(properties) = Shape::of(value)? else {
        return Err(NOT_OBJECT.into());
    };
    let (styled, plain): (Vec<_>, Vec<_>) = properties
        .into_iter()
        .partition(|(name, _)| styles.iter().any(|style| style.name == name));
    let plain = fields(value, Shape::Object(plain))?;
    let mut pairs: Vec<String> = plain.iter().map(pair).collect();
    for (name, shape) in &styled {
        for style in styles.iter().filter(|style| style.name == name) {
            let written = style
                .write(shape)
                .map_err(|why| format!("cannot be sent: `{name}` {why}"))?;
            pairs.extend(written.map(|text| text.replace("%20", "+")));
        }
    }
    Ok(joined(pairs))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::nullable::Nullable;
    use crate::parameter::Style;

    #[test]
    fn fields_with_a_style_come_after_those_without() {
        let grant = json!({
            "grant_type": "client credentials",
            "scope": ["a&b", "c=d"],
            "max": 7,
            "details": {"x": [1, "y"]},
        });
        let styles = [
            Parameter::query("scope").explode(false),
            Parameter::query("details").style(Style::DeepObject),
        ];
        let form = styled_form(&grant, &styles).unwrap();
        let form = std::str::from_utf8(&form).unwrap();
        let mut plain: Vec<&str> = form.split('&').take(2).collect();
        // serde_json's maps have an order of their own.
        plain.sort_unstable();
        assert_eq!(plain, ["grant_type=client+credentials", "max=7"]);
        let mut styled: Vec<&str> = form.split('&').skip(2).collect();
        styled.sort_unstable();
        assert_eq!(
            styled,
            [
                "details%5Bx%5D%5B%5D=1",
                "details%5Bx%5D%5B%5D=y",
                "scope=a%26b,c%3Dd"
            ]
        );
        assert_eq!(
            styled_form(
                &json!({"a": [{"b c": "d e"}, {"f": [[1]]}]}),
                &[Parameter::query("a").style(Style::DeepObject)]
            )
            .unwrap(),
            "a%5B0%5D%5Bb+c%5D=d+e&a%5B1%5D%5Bf%5D%5B0%5D%5B%5D=1"
        );
        assert!(styled_form(&[1], &styles).is_err());
    }

    #[test]
    fn null_that_was_set_is_refused() {
        #[derive(Serialize)]
        struct Outer {
            inner: Inner,
        }
        #[derive(Serialize)]
        struct Inner {
            lock: Nullable<u8>,
        }
        let value = Outer {
            inner: Inner { lock: Nullable::Null },
        };
        let styles = [Parameter::query("inner").style(Style::DeepObject)];
        let why = styled_form(&value, &styles).unwrap_err();
        assert_eq!(why, "cannot be sent: `inner` holds null, which only JSON can say");
    }
}
