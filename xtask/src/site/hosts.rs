//! The hosts that pages are on → how each is asked: what its `robots.txt` allows, how much at once, and when next.
//!
//! Most sites are one host; a list of pages may name several, and what one of them asks for holds nobody else up.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use reqwest::Url;
use tokio::sync::Semaphore;

use super::robots::Robots;
use super::runtime::runtime;
use crate::download::{Download, Host, download};

/// Requests to one host at the same time.
const AT_ONCE: usize = 4;

/// Hosts, by origin.
pub struct Hosts(BTreeMap<String, Result<Arc<AskedHost>, String>>);

/// How a host is asked.
pub(super) struct AskedHost {
    /// Its connections, which are kept: nothing is set up per page.
    pub(super) host: Host,
    pub(super) robots: Robots,
    pub(super) places: Semaphore,
    pub(super) gate: Gate,
}

impl Hosts {
    /// Asks each host of `urls` what it wants of programs.
    pub fn of<'a>(urls: impl Iterator<Item = &'a Url>, timeout: Duration) -> Self {
        let mut hosts = BTreeMap::new();
        for url in urls {
            hosts
                .entry(url.origin().ascii_serialization())
                .or_insert_with(|| Ok(Arc::new(AskedHost::of(url, timeout)?)));
        }
        Self(hosts)
    }

    /// The host that a page is on.
    pub(super) fn asked(&self, url: &Url) -> Result<Arc<AskedHost>, String> {
        match self.0.get(&url.origin().ascii_serialization()) {
            Some(asked) => asked.clone(),
            None => Err("its site's robots.txt was not read".to_owned()),
        }
    }
}

impl AskedHost {
    fn of(url: &Url, timeout: Duration) -> Result<Self, String> {
        let host = Host::of(url, timeout)?;
        let robots = robots(url, timeout);
        let at_once = if robots.delay.is_some() { 1 } else { AT_ONCE };
        Ok(Self {
            host,
            places: Semaphore::new(at_once),
            gate: Gate::with(robots.delay),
            robots,
        })
    }
}

/// What the site asks of programs; nothing where it does not say.
fn robots(site: &Url, timeout: Duration) -> Robots {
    let Ok(url) = site.join("/robots.txt") else {
        return Robots::default();
    };
    let asked = runtime().map(|runtime| runtime.block_on(download(url.as_str(), None, timeout)));
    match asked {
        Ok(Ok(Download::Page(page))) => Robots::parse(&String::from_utf8_lossy(&page.bytes)),
        _ => Robots::default(),
    }
}

/// When a host is asked next: what it says to one request holds for all.
#[derive(Debug, Clone, Default)]
pub(super) struct Gate {
    until: Arc<Mutex<Option<Instant>>>,
    /// Time between two requests, repeated ones too.
    delay: Option<Duration>,
}

impl Gate {
    fn with(delay: Option<Duration>) -> Self {
        Self {
            delay,
            ..Self::default()
        }
    }

    fn until(&self) -> MutexGuard<'_, Option<Instant>> {
        self.until.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn shut_for(&self, wait: Duration) {
        let until = Instant::now() + wait;
        let mut known = self.until();
        *known = Some(known.map_or(until, |known| known.max(until)));
    }

    /// After a request: the next one waits as long as the host asks all programs to.
    pub(super) fn rest(&self) {
        if let Some(delay) = self.delay {
            self.shut_for(delay);
        }
    }

    pub(super) async fn pass(&self) {
        let until = *self.until();
        if let Some(until) = until {
            tokio::time::sleep_until(until.into()).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_asked_again_no_sooner_than_it_wants() {
        let wait = Duration::from_millis(40);
        let passed = |gate: &Gate| {
            let began = Instant::now();
            gate.rest();
            runtime().unwrap().block_on(gate.pass());
            began.elapsed()
        };
        assert!(passed(&Gate::with(Some(wait))) >= wait);
        // Nothing is waited for where the host does not ask for it; the longest wait counts.
        let free = Gate::default();
        free.rest();
        assert_eq!(*free.until(), None);
        let gate = Gate::with(Some(wait));
        gate.shut_for(wait * 100);
        let until = *gate.until();
        gate.rest();
        assert_eq!(*gate.until(), until);
    }
}
