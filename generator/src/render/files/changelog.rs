//! `CHANGELOG.md` of a client crate: kept beside the page, copied into the crate.

use super::Context;

/// The changelog, or the entry of a first version.
pub(super) fn changelog(context: &Context<'_>) -> String {
    let banner = format!("<!-- {} -->\n", context.banner());
    match &context.sources.changelog {
        Some(changelog) => banner + &String::from_utf8_lossy(&changelog.bytes),
        None => format!(
            "{banner}# Changelog\n\n## {}\n\nFirst version.\n",
            context.sources.vendor.version
        ),
    }
}
