//! URLs → what stands there: a few at a time, as slowly as the site asks, again where it is busy.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use indicatif::ProgressBar;
use reqwest::Url;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::robots::Robots;
use crate::Failure;
use crate::download::{Download, Host, download, in_order};

/// Requests to one site at the same time.
const AT_ONCE: usize = 4;
/// How often a page is asked for again.
const AGAIN: u32 = 2;
/// Time before the first repetition; twice as long before each further one.
const PAUSE: Duration = Duration::from_millis(200);
/// Longest time that a site may ask to wait: with more, nobody would.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// A page to be asked for, and the tag under which it is known.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Where.
    pub url: Url,
    /// Its entity tag, if what it stands for is stored.
    pub etag: Option<String>,
}

/// Downloads one file, again where the server is busy or cannot be reached.
///
/// # Errors
///
/// As [`download`].
pub fn one(url: &str, timeout: Duration) -> Result<Download, String> {
    let runtime = runtime().map_err(|failure| failure.to_string())?;
    let url = Url::parse(url).map_err(|error| format!("not a URL: {error}"))?;
    let host = Host::of(&url, timeout)?;
    runtime.block_on(persistently(&host, &url, None, &Gate::default()))
}

/// What the site asks of programs; nothing where it does not say.
pub fn robots(site: &Url, timeout: Duration) -> Robots {
    let Ok(url) = site.join("/robots.txt") else {
        return Robots::default();
    };
    let asked = runtime().map(|runtime| runtime.block_on(download(url.as_str(), None, timeout)));
    match asked {
        Ok(Ok(Download::Page(page))) => Robots::parse(&String::from_utf8_lossy(&page.bytes)),
        _ => Robots::default(),
    }
}

/// Downloads all; results in the order of `wanted`.
///
/// # Errors
///
/// No threads to be had.
pub fn all(
    wanted: &[Wanted],
    robots: &Robots,
    timeout: Duration,
    progress: &ProgressBar,
) -> Result<Vec<Result<Download, String>>, Failure> {
    let delay = robots.delay;
    let at_once = if delay.is_some() { 1 } else { AT_ONCE };
    // One client for a host: its connections are kept, and nothing is set up per page.
    let mut hosts: BTreeMap<String, Result<Host, String>> = BTreeMap::new();
    for wanted in wanted {
        let origin = wanted.url.origin().ascii_serialization();
        hosts
            .entry(origin)
            .or_insert_with(|| Host::of(&wanted.url, timeout));
    }
    let gate = Gate::default();
    runtime()?.block_on(async {
        let places = Arc::new(Semaphore::new(at_once));
        let mut running = JoinSet::new();
        for (index, wanted) in wanted.iter().cloned().enumerate() {
            let (places, progress, gate) = (places.clone(), progress.clone(), gate.clone());
            let allowed = robots.allow(wanted.url.path());
            let host = hosts[&wanted.url.origin().ascii_serialization()].clone();
            running.spawn(async move {
                let _place = places.acquire_owned().await;
                let result = if allowed {
                    let result = match host {
                        Ok(host) => persistently(&host, &wanted.url, wanted.etag.as_deref(), &gate).await,
                        Err(problem) => Err(problem),
                    };
                    if let Some(delay) = delay {
                        tokio::time::sleep(delay).await;
                    }
                    result
                } else {
                    Err("the site's robots.txt asks programs not to".to_owned())
                };
                progress.inc(1);
                (index, result)
            });
        }
        Ok(in_order(running, wanted.len()).await)
    })
}

/// When a site is asked next: what it says to one request holds for all.
#[derive(Debug, Clone, Default)]
struct Gate(Arc<Mutex<Option<Instant>>>);

impl Gate {
    fn until(&self) -> MutexGuard<'_, Option<Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn shut_for(&self, wait: Duration) {
        let until = Instant::now() + wait;
        let mut known = self.until();
        *known = Some(known.map_or(until, |known| known.max(until)));
    }

    async fn pass(&self) {
        let until = *self.until();
        if let Some(until) = until {
            tokio::time::sleep_until(until.into()).await;
        }
    }
}

async fn persistently(host: &Host, url: &Url, etag: Option<&str>, gate: &Gate) -> Result<Download, String> {
    let (mut pause, mut left) = (PAUSE, AGAIN);
    loop {
        gate.pass().await;
        let refusal = match host.attempt(url.clone(), etag).await {
            Ok(done) => return Ok(done),
            Err(refusal) => refusal,
        };
        if left == 0 || !may_pass(&refusal.problem) {
            return Err(refusal.problem);
        }
        match refusal.wait {
            Some(wait) if wait > LONGEST_WAIT => {
                let (problem, seconds) = (refusal.problem, wait.as_secs());
                return Err(format!("{problem} and asks to come again in {seconds} s"));
            }
            Some(wait) => gate.shut_for(wait),
            None => tokio::time::sleep(pause).await,
        }
        pause *= 2;
        left -= 1;
    }
}

/// Whether the next attempt may do better: the server is busy, or the network failed.
fn may_pass(problem: &str) -> bool {
    match problem.strip_prefix("the server answered ") {
        Some(status) => status.starts_with("429") || status.starts_with("50"),
        None => problem.contains("error sending request") || problem.contains("cut off"),
    }
}

fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::io("start threads for", std::path::Path::new("fetch"), &error))
}
