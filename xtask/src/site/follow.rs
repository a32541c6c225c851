//! A page that shows an API description → where that is: through the scripts and configurations that say so, on its own site.
//!
//! A viewer's page often holds nothing but scripts, one of which names or holds the description, or names a configuration
//! that does. They are read as pages are, and never run.

use std::collections::{BTreeSet, VecDeque};
use std::time::Duration;

use reqwest::Url;
use specloom::Source;

use super::on_the_same_site;
use super::runtime::runtime;
use crate::download::{Download, download};

/// Most scripts and configurations that are read for one page.
const STEPS: usize = 8;

/// The descriptions to which what `page` names leads.
///
/// # Errors
///
/// A sentence: nothing that could be read names or holds one on this site.
pub async fn descriptions(page: &Url, named: Vec<Url>, timeout: Duration) -> Result<Vec<Url>, String> {
    let mut open = VecDeque::from(named);
    let mut asked = BTreeSet::new();
    let mut found = Vec::new();
    let mut why = None;
    while let Some(url) = open.pop_front() {
        if !asked.insert(url.clone()) {
            continue;
        }
        if !is_step(&url) {
            found.push(url);
            continue;
        }
        if asked.len() > STEPS {
            return Err(format!(
                "it leads through more than {STEPS} scripts and configurations"
            ));
        }
        let bytes = match download(url.as_str(), None, timeout).await {
            Ok(Download::Page(step)) => step.bytes,
            Ok(Download::NotModified) => continue,
            Err(problem) => {
                why = Some(format!("it loads {url}: {problem}"));
                continue;
            }
        };
        match specloom::read::read(&Source::new(url.as_str(), bytes)) {
            Ok(_) => found.push(url),
            Err(error) => {
                // A script's places are relative to the page that loads it.
                let further = on_the_same_site(page, &error.descriptions);
                if further.is_empty() && (why.is_none() || !error.describes_nothing) {
                    why = Some(format!("it loads {url}: {}", error.problem));
                }
                open.extend(further);
            }
        }
    }
    match why {
        Some(why) if found.is_empty() => Err(why),
        _ => Ok(found),
    }
}

/// The same, for those who wait.
///
/// # Errors
///
/// As [`descriptions`].
pub fn descriptions_now(page: &Url, named: Vec<Url>, timeout: Duration) -> Result<Vec<Url>, String> {
    let runtime = runtime().map_err(|failure| failure.to_string())?;
    runtime.block_on(descriptions(page, named, timeout))
}

/// Whether what stands at a place leads further: a script, or a viewer's configuration.
fn is_step(url: &Url) -> bool {
    let name = url
        .path()
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    name.ends_with(".js") || name.ends_with(".mjs") || name.contains("config")
}
