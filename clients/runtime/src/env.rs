//! Credentials and server from environment variables, as `Client::from_env()` reads them; says by name what
//! is missing.

use crate::auth::Credential;
use crate::build_error::BuildError;
use crate::builder::SessionBuilder;
use crate::operation::SchemeKind;
use crate::secret::SecretString;

/// Which environment variables configure a client.
#[derive(Debug, Clone, Copy)]
pub struct EnvVariables {
    /// The variable with the server's URL, if there is one; it need not be set where the page lists a server, and is not set to nothing.
    pub base_url: Option<&'static str>,
    /// The variables of each credential.
    pub credentials: &'static [EnvCredential],
}

/// The environment variables of one security scheme.
#[derive(Debug, Clone, Copy)]
pub struct EnvCredential {
    /// The scheme's name in the page.
    pub scheme: &'static str,
    /// User name and password for basic credentials, else one variable.
    pub variables: &'static [&'static str],
}

impl SessionBuilder {
    /// Reads credentials and the server's URL from environment variables.
    ///
    /// Every credential whose variables are all set is configured. It is an error if none is and the caller has
    /// set none either, or if a credential of two variables has only one. White space around a value does not count, and a
    /// variable that is set to nothing counts as not set, which the error says. What code sets, before or after, goes first: the
    /// server, a credential, and among an operation's alternatives those that code has set.
    pub fn from_env(self, variables: &EnvVariables) -> Result<Self, BuildError> {
        configure(self, variables, process_variable)
    }
}

/// Reads a variable of this process; the error says that it is not Unicode.
fn process_variable(name: &'static str) -> Result<Option<String>, BuildError> {
    match std::env::var(name) {
        Ok(value) => Ok(Some(value)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(BuildError::InvalidVariable(name)),
    }
}

/// What a variable holds: surrounding white space is nobody's intent, and a line break comes along with a file's text.
enum Variable {
    Unset,
    Empty,
    Set(String),
}

impl Variable {
    fn of(value: Option<String>) -> Self {
        match value.as_deref().map(str::trim) {
            None => Self::Unset,
            Some("") => Self::Empty,
            Some(text) => Self::Set(text.to_owned()),
        }
    }
}

/// Sets what code has not set. A credential of a scheme that code has set is not looked for.
fn configure(
    mut builder: SessionBuilder,
    variables: &EnvVariables,
    read: impl Fn(&'static str) -> Result<Option<String>, BuildError>,
) -> Result<SessionBuilder, BuildError> {
    let by_code = builder.has_credentials();
    let mut empty = Vec::new();
    let mut read = |name: &'static str| {
        let variable = Variable::of(read(name)?);
        if matches!(variable, Variable::Empty) {
            empty.push(name);
        }
        match variable {
            Variable::Set(text) => Ok(Some(text)),
            Variable::Unset | Variable::Empty => Ok::<_, BuildError>(None),
        }
    };
    let mut missing = Vec::new();
    let mut configured = 0;
    let mut half = None;
    for credential in variables.credentials {
        if builder.has_credential(credential.scheme) {
            continue;
        }
        let values = credential.variables.iter().map(|name| read(name));
        let values = values.collect::<Result<Vec<_>, _>>()?;
        let unset = credential.variables.iter().zip(&values);
        let unset = unset.filter(|(_, value)| value.is_none());
        let unset: Vec<&'static str> = unset.map(|(name, _)| *name).collect();
        if unset.is_empty() {
            let values = values.into_iter().flatten().map(SecretString::from);
            let values = values.collect::<Vec<_>>();
            builder = match credential_of(&builder, credential.scheme, &values) {
                Some(given) => builder.credential_from_env(credential.scheme, given),
                None => {
                    return Err(BuildError::credential(
                        credential.scheme,
                        "needs another number of variables",
                    ));
                }
            };
            configured += 1;
        } else if unset.len() < credential.variables.len() {
            half.get_or_insert(unset);
        } else {
            missing.push(unset);
        }
    }
    let mut alternatives = match configured == 0 && !by_code {
        true => missing,
        false => Vec::new(),
    };
    if let Some(unset) = half {
        return Err(not_set(vec![unset], empty));
    }
    if let Some(name) = variables.base_url.filter(|_| !builder.server_is_callers()) {
        let url = read(name)?;
        // Who sets it, if to nothing, means another server than the page's.
        let is_needed = !builder.has_server() || empty.contains(&name);
        match url {
            Some(url) => builder = builder.base_url(url),
            None if is_needed && alternatives.is_empty() => alternatives.push(vec![name]),
            None if is_needed => alternatives.iter_mut().for_each(|names| names.insert(0, name)),
            None => {}
        }
    }
    if alternatives.is_empty() {
        return Ok(builder);
    }
    Err(not_set(alternatives, empty))
}

fn not_set(alternatives: Vec<Vec<&'static str>>, mut empty: Vec<&'static str>) -> BuildError {
    empty.retain(|name| alternatives.iter().flatten().any(|missing| missing == name));
    BuildError::MissingVariables { alternatives, empty }
}

fn credential_of(builder: &SessionBuilder, scheme: &str, values: &[SecretString]) -> Option<Credential> {
    match (builder.kind_of(scheme)?, values) {
        (SchemeKind::Basic, [username, password]) => {
            Some(Credential::basic(username.expose_secret(), password))
        }
        (SchemeKind::Bearer, [token]) => Some(Credential::bearer(token)),
        (SchemeKind::Header(_) | SchemeKind::Query(_) | SchemeKind::Cookie(_), [key]) => {
            Some(Credential::api_key(key))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::Scheme;

    const SCHEMES: &[Scheme] = &[
        Scheme {
            name: "basic",
            kind: SchemeKind::Basic,
            setter: "basic_auth",
        },
        Scheme {
            name: "bearer",
            kind: SchemeKind::Bearer,
            setter: "bearer_token",
        },
    ];
    const VARIABLES: EnvVariables = EnvVariables {
        base_url: Some("ACME_URL"),
        credentials: &[
            EnvCredential {
                scheme: "basic",
                variables: &["ACME_USER", "ACME_PASSWORD"],
            },
            EnvCredential {
                scheme: "bearer",
                variables: &["ACME_TOKEN"],
            },
        ],
    };

    fn from(server: Option<&'static str>, set: &[(&str, &str)]) -> Result<Vec<&'static str>, String> {
        let read = |name: &'static str| {
            Ok(set
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| (*value).to_owned()))
        };
        let configured = configure(SessionBuilder::new(SCHEMES, server), &VARIABLES, read);
        let session = configured
            .and_then(SessionBuilder::build)
            .map_err(|error| error.to_string())?;
        Ok(session.0.credentials.setters())
    }

    #[test]
    fn what_is_set_is_used() {
        let url = Some("https://acme.test");
        assert_eq!(from(url, &[("ACME_TOKEN", "t")]), Ok(vec!["bearer_token"]));
        assert_eq!(
            from(None, &[("ACME_TOKEN", "t"), ("ACME_URL", "https://a.test")]),
            Ok(vec!["bearer_token"])
        );
        let all = [("ACME_TOKEN", "t"), ("ACME_USER", "u"), ("ACME_PASSWORD", "p")];
        assert_eq!(from(url, &all), Ok(vec!["basic_auth", "bearer_token"]));
    }

    #[test]
    fn what_the_caller_has_set_need_not_be_in_the_environment() {
        let builder = || SessionBuilder::new(SCHEMES, None).credential("bearer", Credential::bearer("t"));
        let url = |name: &'static str| Ok((name == "ACME_URL").then(|| "https://a.test".to_owned()));
        let session = configure(builder(), &VARIABLES, url)
            .and_then(SessionBuilder::build)
            .unwrap();
        assert_eq!(session.0.credentials.setters(), ["bearer_token"]);
        let error = configure(builder(), &VARIABLES, |_| Ok(None)).unwrap_err();
        assert_eq!(error.to_string(), "environment variables are not set: ACME_URL");
    }

    #[test]
    fn what_is_missing_is_named() {
        let url = Some("https://acme.test");
        let missing = |names: &str| Err(format!("environment variables are not set: {names}"));
        assert_eq!(
            from(url, &[]),
            missing("ACME_USER and ACME_PASSWORD, or ACME_TOKEN")
        );
        assert_eq!(
            from(url, &[("ACME_TOKEN", " ")]),
            missing("ACME_USER and ACME_PASSWORD, or ACME_TOKEN (which is empty)")
        );
        assert_eq!(
            from(url, &[("ACME_USER", "u"), ("ACME_TOKEN", "t")]),
            missing("ACME_PASSWORD")
        );
        assert_eq!(from(None, &[("ACME_TOKEN", "t")]), missing("ACME_URL"));
        assert_eq!(
            from(url, &[("ACME_TOKEN", "t"), ("ACME_URL", "")]),
            missing("ACME_URL (which is empty)")
        );
        assert_eq!(
            from(None, &[]),
            missing("ACME_URL and ACME_USER and ACME_PASSWORD, or ACME_URL and ACME_TOKEN")
        );
    }

    #[test]
    fn values_are_trimmed() {
        let set = [("ACME_TOKEN", " t\n"), ("ACME_URL", " https://a.test\n")];
        let read = |name: &'static str| {
            let known = set.iter().find(|(known, _)| *known == name);
            Ok(known.map(|(_, value)| (*value).to_owned()))
        };
        configure(SessionBuilder::new(SCHEMES, None), &VARIABLES, read)
            .and_then(SessionBuilder::build)
            .unwrap();
    }

    #[test]
    fn what_code_has_set_stays() {
        let all = |name: &'static str| {
            let url = name == "ACME_URL";
            Ok(Some(
                if url {
                    "https://environment.test"
                } else {
                    "environment"
                }
                .to_owned(),
            ))
        };
        let builder = || SessionBuilder::new(SCHEMES, Some("https://page.test"));
        let server = |builder: SessionBuilder| {
            let session = configure(builder, &VARIABLES, all)
                .and_then(SessionBuilder::build)
                .unwrap();
            session.0.base.host().to_owned()
        };
        assert_eq!(server(builder()), "environment.test");
        assert_eq!(server(builder().base_url("https://code.test")), "code.test");
        assert_eq!(server(builder().server("https://code.test")), "code.test");
        // Half of a credential that code has set whole is nobody's business.
        let half = |name: &'static str| Ok((name == "ACME_USER").then(|| "u".to_owned()));
        let by_code = builder().credential("basic", Credential::basic("u", "p"));
        assert!(configure(by_code, &VARIABLES, half).is_ok());
    }
}
