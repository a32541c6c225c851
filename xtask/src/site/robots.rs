//! A site's `robots.txt` (RFC 9309) → which paths may be asked for, and how fast.

use std::time::Duration;

use super::patterns::matches;

/// The longest delay that is kept, in seconds: with more, nobody could wait for a set of pages.
const LONGEST_DELAY: f64 = 10.0;

/// What a site asks of programs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Robots {
    /// Patterns of whole paths, and whether they may be asked for; the longest that fits counts.
    rules: Vec<(String, bool)>,
    /// Time between two requests.
    pub delay: Option<Duration>,
}

impl Robots {
    /// Reads the group for this program, or else the one for all.
    pub fn parse(text: &str) -> Self {
        let (mut own, mut all) = (None, Self::default());
        let (mut agents, mut in_rules) = (Vec::new(), false);
        for line in text.trim_start_matches('\u{feff}').lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else {
                continue;
            };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                if in_rules {
                    agents.clear();
                    in_rules = false;
                }
                agents.push(value.to_ascii_lowercase());
                continue;
            }
            in_rules = true;
            if agents.iter().any(|agent| agent == "specloom") {
                own.get_or_insert_with(Self::default).rule(&key, value);
            } else if agents.iter().any(|agent| agent == "*") {
                all.rule(&key, value);
            }
        }
        own.unwrap_or(all)
    }

    fn rule(&mut self, key: &str, value: &str) {
        match key {
            "allow" | "disallow" if !value.is_empty() => {
                // A path's beginning is enough, unless the end is asked for too.
                let pattern = match value.strip_suffix('$') {
                    Some(whole) => whole.to_owned(),
                    None => format!("{value}*"),
                };
                self.rules.push((pattern, key == "allow"));
            }
            "crawl-delay" => {
                let seconds = value
                    .parse::<f64>()
                    .ok()
                    .filter(|seconds| seconds.is_finite() && *seconds >= 0.0);
                self.delay = seconds.map(|seconds| Duration::from_secs_f64(seconds.min(LONGEST_DELAY)));
            }
            _ => {}
        }
    }

    /// Whether a path, with its query if it has one, may be asked for.
    pub fn allow(&self, path: &str) -> bool {
        let fits = self.rules.iter().filter(|(pattern, _)| matches(pattern, path));
        fits.max_by_key(|(pattern, allowed)| (pattern.len(), *allowed))
            .is_none_or(|(_, allowed)| *allowed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_group_for_this_program_counts_or_else_the_one_for_all() {
        let text = "User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /private # no\nAllow: /private/api\nCrawl-delay: 0.5\n";
        let robots = Robots::parse(text);
        assert_eq!(robots.delay, Some(Duration::from_millis(500)));
        assert!(robots.allow("/a") && robots.allow("/private/api/x") && !robots.allow("/private/x"));
        let own = Robots::parse(&format!("{text}\nUser-agent: Specloom\nDisallow: /a\n"));
        assert!(!own.allow("/a") && own.allow("/private/x"));
        assert!(Robots::parse("").allow("/"));
    }

    #[test]
    fn stars_and_ends_of_paths_are_patterns_and_no_beginnings() {
        let text = "\u{feff}User-agent: *\nDisallow: /*.pdf$\nDisallow: /*?\nDisallow: */print/\nAllow: /a?page=\nDisallow: /only$\n";
        let robots = Robots::parse(text);
        for (path, allowed) in [
            ("/", true),
            ("/api/ship.md", true),
            ("/a.pdf", false),
            ("/a.pdf.md", true),
            ("/b?x=1", false),
            ("/a?page=2", true),
            ("/api/print/ship.md", false),
            ("/only", false),
            ("/only/not", true),
        ] {
            assert_eq!(robots.allow(path), allowed, "{path}");
        }
    }
}
