//! URLs → what stands there: a few at a time, as slowly as the site asks, again where it is busy.

use std::time::Duration;

use indicatif::ProgressBar;
use reqwest::Url;
use tokio::task::JoinSet;

use super::hosts::{AskedHost, Gate, Hosts};
use super::runtime::runtime;
use crate::Failure;
use crate::download::{Download, Host, in_order};

/// How often a page is asked for again.
const AGAIN: u32 = 2;
/// Time before the first repetition; twice as long before each further one.
const PAUSE: Duration = Duration::from_millis(200);
/// Longest time that a site may ask to wait: with more, nobody would.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// What is told of a page that `robots.txt` keeps programs from.
const FORBIDDEN: &str = "the site's robots.txt asks programs not to";

/// Whether what kept a page from being downloaded is that the site does not want programs to.
pub fn is_forbidden(problem: &str) -> bool {
    problem == FORBIDDEN
}

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
/// As [`download`](crate::download::download).
pub fn one(url: &str, timeout: Duration) -> Result<Download, String> {
    let runtime = runtime().map_err(|failure| failure.to_string())?;
    let url = Url::parse(url).map_err(|error| format!("not a URL: {error}"))?;
    let host = Host::of(&url, timeout)?;
    runtime.block_on(persistently(&host, &url, None, &Gate::default()))
}

/// Downloads all; results in the order of `wanted`.
///
/// # Errors
///
/// No threads to be had.
pub fn all(
    wanted: &[Wanted],
    hosts: &Hosts,
    progress: &ProgressBar,
) -> Result<Vec<Result<Download, String>>, Failure> {
    runtime()?.block_on(async {
        let mut running = JoinSet::new();
        for (index, wanted) in wanted.iter().cloned().enumerate() {
            let (asked, progress) = (hosts.asked(&wanted.url), progress.clone());
            running.spawn(async move {
                let result = match &asked {
                    Ok(asked) => asked.page(&wanted).await,
                    Err(problem) => Err(problem.clone()),
                };
                progress.inc(1);
                (index, result)
            });
        }
        Ok(in_order(running, wanted.len()).await)
    })
}

impl AskedHost {
    async fn page(&self, wanted: &Wanted) -> Result<Download, String> {
        let url = &wanted.url;
        let path = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        };
        if !self.robots.allow(&path) {
            return Err(FORBIDDEN.to_owned());
        }
        let _place = self.places.acquire().await;
        persistently(&self.host, url, wanted.etag.as_deref(), &self.gate).await
    }
}

async fn persistently(host: &Host, url: &Url, etag: Option<&str>, gate: &Gate) -> Result<Download, String> {
    let (mut pause, mut left) = (PAUSE, AGAIN);
    loop {
        gate.pass().await;
        let answer = host.attempt(url.clone(), etag).await;
        gate.rest();
        let refusal = match answer {
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
