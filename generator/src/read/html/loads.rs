//! The scripts that a page loads: that of a viewer of API descriptions, and those that may tell it what to show.

/// Words of the places that viewers' own scripts are loaded from, in lower case.
const VIEWERS: [&str; 8] = [
    "swagger-ui",
    "swagger_ui",
    "redoc",
    "@scalar/",
    "scalar-api-reference",
    "rapidoc",
    "@stoplight/elements",
    "openapi-explorer",
];

/// Names of the scripts in which the viewers' generators say what to show.
const STARTERS: [&str; 7] = [
    "swagger-initializer",
    "swagger-ui-init",
    "swagger-config",
    "swagger-init",
    "redoc-init",
    "scalar-init",
    "api-reference-init",
];

/// Whether a script is a viewer's.
fn is_viewer(place: &str) -> bool {
    let place = place.to_ascii_lowercase();
    VIEWERS.iter().any(|word| place.contains(word)) && !is_starter(&place)
}

fn is_starter(place: &str) -> bool {
    let place = place.to_ascii_lowercase();
    let name = place.split(['?', '#']).next().unwrap_or_default();
    let name = name.rsplit('/').next().unwrap_or_default();
    STARTERS.iter().any(|starter| name.starts_with(starter))
}

/// Whether a page with these scripts shows an API description.
pub(super) fn shows(scripts: &[String]) -> bool {
    scripts
        .iter()
        .any(|script| is_viewer(script) || is_starter(script))
}

/// Of the scripts of such a page, those that tell the viewer what to show: by their names, or whatever else is beside it.
pub(super) fn starters(scripts: &[String]) -> Vec<String> {
    let of = |is: fn(&str) -> bool| -> Vec<String> {
        let scripts = scripts.iter().filter(|script| is(script));
        scripts.cloned().collect()
    };
    let named = of(is_starter);
    if named.is_empty() {
        of(|script| !is_viewer(script) && !script.contains("://") && !script.starts_with("//"))
    } else {
        named
    }
}
