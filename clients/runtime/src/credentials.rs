//! A client's credentials by scheme: which of an operation's security alternatives applies, and what it adds
//! to a request.

use std::sync::Arc;

use tokio::sync::Mutex;

use crate::auth::{Credential, Credentials, Ready};
use crate::build_error::BuildError;
use crate::failure::{Failure, Kind};
use crate::operation::{Operation, Scheme};

/// The configured schemes of a client.
pub(crate) struct Store {
    schemes: &'static [Scheme],
    slots: Vec<Slot>,
}

struct Slot {
    scheme: &'static Scheme,
    source: Source,
}

enum Source {
    Fixed(Ready),
    Provided {
        provider: Arc<dyn Credentials>,
        cached: Mutex<Cached>,
    },
}

/// The provider's last answer. The lock is held while the provider is asked, so that many calls ask once.
#[derive(Default)]
struct Cached {
    ready: Option<Arc<Ready>>,
    /// Tells a stale answer from the one that somebody has already fetched in its place.
    generation: u64,
}

/// The credentials of one attempt: what is fixed stays in the store, what was provided is kept here.
pub(crate) struct Authorization<'a> {
    store: &'a Store,
    schemes: &'static [&'static str],
    provided: Vec<Provided<'a>>,
}

struct Provided<'a> {
    slot: &'a Slot,
    generation: u64,
    ready: Arc<Ready>,
}

impl Store {
    pub(crate) fn new(
        schemes: &'static [Scheme],
        given: &[(&'static str, Credential)],
    ) -> Result<Self, BuildError> {
        let mut slots: Vec<Slot> = Vec::new();
        for (name, credential) in given {
            let scheme = schemes
                .iter()
                .find(|scheme| scheme.name == *name)
                .ok_or(BuildError::credential(
                    name,
                    "is not a security scheme of this API",
                ))?;
            let source = match credential.provider() {
                Some(provider) => Source::Provided {
                    provider: Arc::clone(provider),
                    cached: Mutex::default(),
                },
                None => {
                    let ready = Ready::new(scheme, credential);
                    Source::Fixed(ready.map_err(|why| BuildError::credential(scheme.setter, why))?)
                }
            };
            slots.retain(|slot| slot.scheme.name != *name);
            slots.push(Slot { scheme, source });
        }
        Ok(Self { schemes, slots })
    }

    /// The setters of what is configured.
    pub(crate) fn setters(&self) -> Vec<&'static str> {
        self.slots.iter().map(|slot| slot.scheme.setter).collect()
    }

    fn slot(&self, scheme: &str) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.scheme.name == scheme)
    }

    /// The first alternative all of whose schemes are configured; one without schemes only if no other is.
    fn choose(&self, operation: &'static Operation) -> Result<&'static [&'static str], Failure> {
        let alternatives = operation.security;
        let configured =
            |names: &&&[&str]| !names.is_empty() && names.iter().all(|name| self.slot(name).is_some());
        match alternatives.iter().find(configured) {
            Some(names) => Ok(names),
            None if alternatives.is_empty() || alternatives.iter().any(|names| names.is_empty()) => Ok(&[]),
            None => Err(self.missing(operation)),
        }
    }

    fn missing(&self, operation: &'static Operation) -> Failure {
        let setter = |name: &&str| {
            let scheme = self.schemes.iter().find(|scheme| scheme.name == *name);
            format!("`{}`", scheme.map_or(*name, |scheme| scheme.setter))
        };
        let alternatives: Vec<_> = operation
            .security
            .iter()
            .map(|names| names.iter().map(setter).collect::<Vec<_>>().join(" with "))
            .collect();
        let detail = format!(
            "credentials are missing: set {} on the client's builder",
            alternatives.join(" or ")
        );
        Failure::new(Kind::MissingCredentials, detail)
    }

    /// What to add to a request, with providers asked where their answer is not known yet.
    pub(crate) async fn authorize(
        &self,
        operation: &'static Operation,
    ) -> Result<Authorization<'_>, Failure> {
        let schemes = self.choose(operation)?;
        let mut provided = Vec::new();
        for slot in schemes.iter().filter_map(|name| self.slot(name)) {
            if let Source::Provided { provider, cached } = &slot.source {
                let mut cached = cached.lock().await;
                let ready = match &cached.ready {
                    Some(ready) => Arc::clone(ready),
                    None => Arc::new(ask(provider, slot.scheme).await?),
                };
                cached.ready = Some(Arc::clone(&ready));
                let generation = cached.generation;
                provided.push(Provided {
                    slot,
                    generation,
                    ready,
                });
            }
        }
        Ok(Authorization {
            store: self,
            schemes,
            provided,
        })
    }
}

impl Authorization<'_> {
    /// What goes into the request.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &Ready> {
        let slots = self.schemes.iter().filter_map(|name| self.store.slot(name));
        let fixed = slots.filter_map(|slot| match &slot.source {
            Source::Fixed(ready) => Some(ready),
            Source::Provided { .. } => None,
        });
        fixed.chain(self.provided.iter().map(|provided| &*provided.ready))
    }

    /// The server said 401: forget what providers said, unless somebody has replaced it already. False where
    /// nothing was provided.
    pub(crate) async fn forget(&self) -> bool {
        for provided in &self.provided {
            if let Source::Provided { cached, .. } = &provided.slot.source {
                let mut cached = cached.lock().await;
                if cached.generation == provided.generation {
                    cached.ready = None;
                    cached.generation += 1;
                }
            }
        }
        !self.provided.is_empty()
    }
}

async fn ask(provider: &Arc<dyn Credentials>, scheme: &Scheme) -> Result<Ready, Failure> {
    let credential = provider.credential().await.map_err(|error| {
        let detail = format!("the credentials provider of `{}` failed", scheme.setter);
        Failure::new(Kind::Credentials, detail).caused_by(error)
    })?;
    Ready::new(scheme, &credential).map_err(|why| {
        Failure::new(
            Kind::Credentials,
            format!("the provided credential of `{}` {why}", scheme.setter),
        )
    })
}
