//! A site's `robots.txt` (RFC 9309) → which paths may be asked for, and how fast.

use std::time::Duration;

/// The longest delay that is kept, in seconds: with more, nobody could wait for a set of pages.
const LONGEST_DELAY: f64 = 10.0;

/// What a site asks of programs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Robots {
    /// Beginnings of paths, and whether they may be asked for; the longest that fits counts.
    rules: Vec<(String, bool)>,
    /// Time between two requests.
    pub delay: Option<Duration>,
}

impl Robots {
    /// Reads the group for this program, or else the one for all.
    pub fn parse(text: &str) -> Self {
        let (mut own, mut all) = (None, Self::default());
        let (mut agents, mut in_rules) = (Vec::new(), false);
        for line in text.lines() {
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
                let start = value.split(['*', '$']).next().unwrap_or_default();
                self.rules.push((start.to_owned(), key == "allow"));
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

    /// Whether a path may be asked for.
    pub fn allow(&self, path: &str) -> bool {
        let fits = self
            .rules
            .iter()
            .filter(|(start, _)| path.starts_with(start.as_str()));
        fits.max_by_key(|(start, allowed)| (start.len(), *allowed))
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
}
