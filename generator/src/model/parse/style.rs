//! How a list or an object is written in a parameter or in a form's field.

use serde_json::Value;

use crate::model::{Location, ParameterStyle};

/// The style, unless it is the location's default (OpenAPI 3.0.3, section 4.7.12.2).
pub(super) fn style(style: Option<&str>, location: Location) -> Option<ParameterStyle> {
    let default = match location {
        Location::Path | Location::Header => ParameterStyle::Simple,
        Location::Query | Location::QueryString | Location::Cookie => ParameterStyle::Form,
    };
    let style = match style? {
        "matrix" => ParameterStyle::Matrix,
        "label" => ParameterStyle::Label,
        "form" => ParameterStyle::Form,
        "simple" => ParameterStyle::Simple,
        "spaceDelimited" => ParameterStyle::SpaceDelimited,
        "pipeDelimited" => ParameterStyle::PipeDelimited,
        "deepObject" => ParameterStyle::DeepObject,
        _ => return None,
    };
    (style != default).then_some(style)
}

/// What the page says of `explode`, or what a style in a query means without it (OpenAPI 3.0.3, section 4.7.12.2): only
/// `form` is exploded by itself.
pub(super) fn explode(parameter: &Value, style: Option<ParameterStyle>) -> Option<bool> {
    let delimited = matches!(
        style,
        Some(ParameterStyle::SpaceDelimited | ParameterStyle::PipeDelimited)
    );
    parameter["explode"].as_bool().or(delimited.then_some(false))
}
