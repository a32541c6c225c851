//! `CHANGELOG.md` of a crate: kept beside the page, copied into the crate.

use semver::Version;

use super::Context;
use crate::source::Source;

/// The client's.
pub(super) fn changelog(context: &Context<'_>) -> String {
    let sources = context.sources;
    kept_or_first(
        &context.banner(),
        sources.changelog.as_ref(),
        &sources.vendor.version,
    )
}

/// The changelog that is kept, or the entry of a first version.
pub(super) fn kept_or_first(banner: &str, kept: Option<&Source>, version: &Version) -> String {
    let text = match kept {
        Some(kept) => String::from_utf8_lossy(&kept.bytes).into_owned(),
        None => format!("# Changelog\n\n## {version}\n\nFirst version.\n"),
    };
    format!("<!-- {banner} -->\n{text}")
}
