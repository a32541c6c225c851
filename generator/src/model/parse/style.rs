//! How a list or an object is written in a parameter or in a form's field.

use serde_json::Value;

use crate::model::{Location, ParameterStyle};

/// The style, unless it is the location's default.
pub(super) fn style(style: Option<&str>, location: Location) -> Option<ParameterStyle> {
    ParameterStyle::named(style?).filter(|style| *style != location.style())
}

/// What the page says of `explode`, or what a style that splits values by a character means without it. The runtime knows the others'.
pub(super) fn explode(parameter: &Value, style: Option<ParameterStyle>) -> Option<bool> {
    let delimited = [ParameterStyle::SpaceDelimited, ParameterStyle::PipeDelimited];
    let style = style.filter(|style| delimited.contains(style));
    parameter["explode"]
        .as_bool()
        .or(style.map(ParameterStyle::is_exploded))
}
