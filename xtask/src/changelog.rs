//! `specs/<vendor>/CHANGELOG.md`: an entry per version, newest first; the generator copies it into the crate.

use semver::Version;
use specloom::compare::{Change, Subject, Wire};
use specloom::words::comment;

const HEADING: &str = "# Changelog\n";

/// The changelog with an entry for `version` on top. Without a changelog so far, `current` was the first version. `module` is the
/// module of an umbrella that the changes are in.
pub fn prepend(
    old: Option<&str>,
    current: &Version,
    (version, date): (&Version, &str),
    (module, changes): (Option<&str>, &[Change]),
) -> String {
    let first = format!("## {current}\n\nFirst version.\n");
    let entry = entry(version, date, module, changes);
    let Some(old) = old else {
        return format!("{HEADING}\n{entry}\n{first}");
    };
    match old.strip_prefix(HEADING) {
        Some(entries) => format!("{HEADING}\n{entry}\n{}", entries.trim_start_matches('\n')),
        // A heading of somebody's own: entries start at the first of the second level.
        None => match old.find("\n## ") {
            Some(at) => format!("{}{entry}\n{}", &old[..=at], &old[at + 1..]),
            None => format!("{}\n\n{entry}", old.trim_end()),
        },
    }
}

fn entry(version: &Version, date: &str, module: Option<&str>, changes: &[Change]) -> String {
    let module = module.map(|module| format!("`{module}`: ")).unwrap_or_default();
    let mut text = format!("## {version} - {date}\n");
    for (heading, wire) in [
        ("Breaking", Wire::Breaking),
        ("Compatible", Wire::Compatible),
        ("Documentation", Wire::Docs),
    ] {
        let findings: Vec<&Change> = changes.iter().filter(|change| change.wire == wire).collect();
        if findings.is_empty() {
            continue;
        }
        text.push_str(&format!("\n### {heading}\n\n"));
        for change in findings {
            let place = match change.subject() {
                Subject::Document => change.location.clone(),
                Subject::Component(_) => change.heading(),
                Subject::Operation(_) => format!("{}, {}", change.heading(), change.location),
            };
            // Words of the page, which must not become more than that: a changelog is shown by forges, too.
            let said = comment::text(&format!("{place}: {}", change.message));
            text.push_str(&format!(
                "- {module}{said} (`{}`, Rust API: {})\n",
                change.id, change.rust
            ));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prepended(old: Option<&str>) -> String {
        prepend(
            old,
            &Version::new(0, 1, 0),
            (&Version::new(0, 2, 0), "2026-01-02"),
            (None, &[]),
        )
    }

    #[test]
    fn the_first_entry_is_written_along() {
        assert_eq!(
            prepended(None),
            "# Changelog\n\n## 0.2.0 - 2026-01-02\n\n## 0.1.0\n\nFirst version.\n"
        );
    }

    #[test]
    fn earlier_entries_and_other_headings_stay() {
        assert_eq!(
            prepended(Some("# Changelog\n\n## 0.1.0\n\nOld.\n")),
            "# Changelog\n\n## 0.2.0 - 2026-01-02\n\n## 0.1.0\n\nOld.\n"
        );
        assert_eq!(
            prepended(Some("# Acme\n\nWords.\n\n## 0.1.0\n\nOld.\n")),
            "# Acme\n\nWords.\n\n## 0.2.0 - 2026-01-02\n\n## 0.1.0\n\nOld.\n"
        );
        assert_eq!(prepended(Some("Words.\n")), "Words.\n\n## 0.2.0 - 2026-01-02\n");
    }
}
