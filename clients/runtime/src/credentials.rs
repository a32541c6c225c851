//! A client's credentials by scheme: which of an operation's security alternatives applies, and what it adds
//! to a request.

use std::sync::Arc;
use std::time::Duration;

use crate::auth::{Credential, Ready};
use crate::build_error::BuildError;
use crate::failure::{Failure, Kind};
use crate::operation::{Operation, Scheme};
use crate::provider::{Kept, Provider};

/// A credential as the builder has it. `Debug` shows no secret, since a credential's does not.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    pub(crate) scheme: &'static str,
    pub(crate) credential: Credential,
    pub(crate) from_env: bool,
}

/// The configured schemes of a client.
pub(crate) struct Store {
    schemes: &'static [Scheme],
    slots: Vec<Slot>,
}

struct Slot {
    scheme: &'static Scheme,
    source: Source,
    from_env: bool,
}

enum Source {
    Fixed(Ready),
    Provided(Arc<Provider>),
}

/// The credentials of one attempt: what is fixed stays in the store, what was provided is kept here.
pub(crate) struct Authorization<'a> {
    store: &'a Store,
    schemes: &'static [&'static str],
    provided: Vec<Provided<'a>>,
}

struct Provided<'a> {
    provider: &'a Provider,
    kept: Arc<Kept>,
}

impl Store {
    pub(crate) fn new(
        schemes: &'static [Scheme],
        given: &[Given],
        timeout: Duration,
    ) -> Result<Self, BuildError> {
        let mut slots: Vec<Slot> = Vec::new();
        for Given {
            scheme: name,
            credential,
            from_env,
        } in given
        {
            let scheme = schemes
                .iter()
                .find(|scheme| scheme.name == *name)
                .ok_or(BuildError::credential(
                    name,
                    "is not a security scheme of this API",
                ))?;
            let source = match credential.provider() {
                Some(provider) => Source::Provided(Provider::new(Arc::clone(provider), scheme, timeout)),
                None => {
                    let ready = Ready::new(scheme, credential);
                    Source::Fixed(ready.map_err(|why| BuildError::credential(scheme.setter, why))?)
                }
            };
            slots.retain(|slot| slot.scheme.name != *name);
            slots.push(Slot {
                scheme,
                source,
                from_env: *from_env,
            });
        }
        Ok(Self { schemes, slots })
    }

    /// The setters of what is configured.
    pub(crate) fn setters(&self) -> Vec<&'static str> {
        self.slots.iter().map(|slot| slot.scheme.setter).collect()
    }

    /// Forgets what providers have handed out.
    pub(crate) fn invalidate(&self) {
        for slot in &self.slots {
            if let Source::Provided(provider) = &slot.source {
                provider.invalidate();
            }
        }
    }

    fn slot(&self, scheme: &str) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.scheme.name == scheme)
    }

    /// The first alternative all of whose schemes are configured, by code if there is one, else also by the environment; one
    /// without schemes only if no other is.
    fn choose(&self, operation: &'static Operation) -> Result<&'static [&'static str], Failure> {
        let alternatives = operation.security;
        let all = |names: &[&str], is: &dyn Fn(&Slot) -> bool| {
            !names.is_empty() && names.iter().all(|name| self.slot(name).is_some_and(is))
        };
        let by_code = alternatives
            .iter()
            .find(|names| all(names, &|slot| !slot.from_env));
        match by_code.or_else(|| alternatives.iter().find(|names| all(names, &|_| true))) {
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
            if let Source::Provided(provider) = &slot.source {
                let kept = provider.kept().await?;
                provided.push(Provided { provider, kept });
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
            Source::Provided(_) => None,
        });
        fixed.chain(self.provided.iter().map(|provided| &provided.kept.ready))
    }

    /// The server took the credentials for expired: forget what providers said. Whether it is worth trying again: somebody
    /// has something new, or may have.
    pub(crate) fn forget(&self) -> bool {
        let forgotten = self
            .provided
            .iter()
            .map(|provided| provided.provider.forget(&provided.kept));
        // Not lazily: each of them is to be forgotten.
        forgotten.fold(false, |any, forgotten| any | forgotten)
    }

    /// The server did not take the credentials for expired.
    pub(crate) fn accept(&self) {
        self.provided.iter().for_each(|provided| provided.kept.accept());
    }
}
