//! What the calls of one client share: server, credentials, HTTP connections, limits, turns, retry policy and
//! budget.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use http::{HeaderValue, StatusCode};
use tokio::sync::Semaphore;
use url::Url;

use crate::base_url::BaseUrl;
use crate::budget::Budget;
use crate::credentials::Store;
use crate::hook::Hook;
use crate::limits::Limits;
use crate::operation::Operation;
use crate::pace::Pace;
use crate::retry::Retry;
use crate::via::Via;

/// What a client is made of. Clones are cheap and share connections, credentials, the retry budget and the number of
/// requests that may be under way.
#[derive(Clone)]
pub struct Session(pub(crate) Arc<Shared>);

pub(crate) struct Shared {
    pub(crate) base: BaseUrl,
    /// At `base`, the URLs of paths without parameters.
    pub(crate) fixed: RwLock<BTreeMap<&'static str, Url>>,
    /// Whether operations with a server of their own are called at `base`, too.
    pub(crate) everywhere: bool,
    pub(crate) credentials: Store,
    /// The answers that say that provided credentials have expired.
    pub(crate) expired_statuses: Vec<StatusCode>,
    pub(crate) via: Via,
    /// Whether to ask for gzip and decode it.
    pub(crate) gzip: bool,
    pub(crate) hooks: Vec<Arc<dyn Hook>>,
    pub(crate) limits: Limits,
    /// One for each request that may be under way.
    pub(crate) turns: Semaphore,
    /// Of operations that have a limit of their own.
    pub(crate) turns_of: BTreeMap<String, Semaphore>,
    /// The server's own limits, where they are kept.
    pub(crate) pace: Option<Pace>,
    pub(crate) retry: Retry,
    pub(crate) budget: Budget,
    pub(crate) user_agent: Option<HeaderValue>,
}

impl Shared {
    /// The URL of a path without parameters, which is joined once and then known.
    pub(crate) fn fixed_url(&self, path: &'static str) -> Url {
        let known = self.fixed.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(url) = known.get(path) {
            return url.clone();
        }
        drop(known);
        let url = self.base.join(path, "");
        let mut known = self.fixed.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(path, url.clone());
        url
    }

    /// The operation's own server, if its calls go there.
    pub(crate) fn own_base(&self, operation: &Operation) -> Result<Option<BaseUrl>, &'static str> {
        match operation.server {
            Some(server) if !self.everywhere => {
                let base = BaseUrl::parse(server)?;
                if base.is_https() {
                    Ok(Some(base))
                } else {
                    Err(
                        "is not https, and credentials could be read on the way: call one that is with `base_url`",
                    )
                }
            }
            _ => Ok(None),
        }
    }
}

impl Session {
    /// Forgets what credentials providers have handed out, so that the next call asks them: after a rotation that nobody has
    /// told the server of yet, for instance. A question that is under way is not waited for by later calls.
    pub fn invalidate_credentials(&self) {
        self.0.credentials.invalidate();
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("server", &self.0.base)
            .field("credentials", &self.0.credentials.setters())
            .field("limits", &self.0.limits)
            .field("retry", &self.0.retry)
            .finish_non_exhaustive()
    }
}
