//! Which of the documented media types a `Content-Type` is of (RFC 9110, sections 8.3.1 and 12.5.1).

/// Whether a media type is JSON by its name.
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type).to_ascii_lowercase();
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// That of `others` which names `content_type` more closely than any of `read` does.
pub(crate) fn other(
    content_type: &str,
    read: &[&'static str],
    others: &[&'static str],
) -> Option<&'static str> {
    let by_read = read.iter().filter_map(|name| closeness(content_type, name)).max();
    // JSON is read as JSON, by whatever name.
    let alike = read.iter().any(|name| is_json(name)) && is_json(content_type);
    let by_read = by_read.max(alike.then_some((ALIKE, 0)));
    let others = others
        .iter()
        .filter_map(|name| Some((closeness(content_type, name)?, *name)));
    let (closest, name) = others.max_by_key(|(closeness, _)| *closeness)?;
    (Some(closest) > by_read).then_some(name)
}

/// How close a name is, without parameters; and how many parameters it has that are there, less those that are not.
type Closeness = (u8, isize);

const EXACT: u8 = 4;
const SUFFIX: u8 = 3;
const ALIKE: u8 = 2;
const KIND: u8 = 1;
const ANY: u8 = 0;

fn closeness(content_type: &str, name: &str) -> Option<Closeness> {
    let (came, named) = (essence(content_type), essence(name));
    let (kind, subtype) = came.split_once('/')?;
    let (named_kind, named_subtype) = named.split_once('/')?;
    let of_kind = kind.eq_ignore_ascii_case(named_kind);
    let level = match named_subtype.strip_prefix('*') {
        _ if came.eq_ignore_ascii_case(named) => EXACT,
        Some("") if named_kind == "*" => ANY,
        Some("") if of_kind => KIND,
        Some(suffix) if of_kind && !suffix.is_empty() && ends_with(subtype, suffix) => SUFFIX,
        _ => return None,
    };
    let there: Vec<(String, String)> = parameters(content_type).collect();
    let score = parameters(name).map(|parameter| if there.contains(&parameter) { 1 } else { -1 });
    Some((level, score.sum()))
}

fn ends_with(text: &str, suffix: &str) -> bool {
    text.to_ascii_lowercase().ends_with(&suffix.to_ascii_lowercase())
}

fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// The parameters that tell media types apart: how text is spelled does not.
fn parameters(media_type: &str) -> impl Iterator<Item = (String, String)> {
    let parameters = media_type.split(';').skip(1).filter_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches('"');
        Some((name.trim().to_ascii_lowercase(), value.to_ascii_lowercase()))
    });
    parameters.filter(|(name, _)| !matches!(name.as_str(), "charset" | "q" | "boundary"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_name_counts() {
        let json: &[&'static str] = &["application/json"];
        for (content_type, read, others, expected) in [
            ("application/json", json, &["text/csv"][..], None),
            (
                "Application/JSON; charset=utf-8",
                json,
                &["text/csv", "*/*"],
                None,
            ),
            ("text/csv; header=present", json, &["text/csv"], Some("text/csv")),
            ("TEXT/CSV", json, &["text/csv"], Some("text/csv")),
            ("text/html", json, &["text/csv"], None),
            ("text/html", json, &["text/*"], Some("text/*")),
            ("text/html", json, &["*/*"], Some("*/*")),
            ("application/hal+json", json, &["application/*", "*/*"], None),
            (
                "application/hal+json",
                json,
                &["application/*+json"],
                Some("application/*+json"),
            ),
            (
                "application/vnd.a.v2+json",
                json,
                &["application/vnd.a.v2+json"],
                Some("application/vnd.a.v2+json"),
            ),
            (
                "application/json",
                &["application/json;version=1"],
                &["application/json; version=2"],
                None,
            ),
            (
                "application/json;version=1",
                &["application/json;version=1"],
                &["application/json; version=2"],
                None,
            ),
            (
                "application/json; Version=\"2\"",
                &["application/json;version=1"],
                &["application/json; version=2"],
                Some("application/json; version=2"),
            ),
            (
                "application/pdf",
                &["text/plain"],
                &["application/pdf"],
                Some("application/pdf"),
            ),
            ("application/octet-stream", &["*/*"], &["application/pdf"], None),
            ("nothing", json, &["*/*"], None),
        ] {
            assert_eq!(
                other(content_type, read, others),
                expected,
                "{content_type} {read:?} {others:?}"
            );
        }
    }
}
