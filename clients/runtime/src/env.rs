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
    /// The variable with the server's URL, if there is one; it need not be set where the page lists a server.
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

/// Reads a variable of this process; the error says that it is not Unicode.
pub(crate) fn process_variable(name: &'static str) -> Result<Option<String>, BuildError> {
    match std::env::var(name) {
        Ok(value) => Ok(Some(value)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(BuildError::InvalidVariable(name)),
    }
}

pub(crate) fn configure(
    mut builder: SessionBuilder,
    variables: &EnvVariables,
    read: impl Fn(&'static str) -> Result<Option<String>, BuildError>,
) -> Result<SessionBuilder, BuildError> {
    let read = |name: &'static str| read(name).map(|value| value.filter(|value| !value.trim().is_empty()));
    let mut missing = Vec::new();
    let mut configured = 0;
    for credential in variables.credentials {
        let values = credential
            .variables
            .iter()
            .map(|name| read(name))
            .collect::<Result<Vec<_>, _>>()?;
        let unset = credential
            .variables
            .iter()
            .zip(&values)
            .filter(|(_, value)| value.is_none());
        let unset: Vec<&'static str> = unset.map(|(name, _)| *name).collect();
        if unset.is_empty() {
            let values = values
                .into_iter()
                .flatten()
                .map(SecretString::from)
                .collect::<Vec<_>>();
            builder = match credential_of(&builder, credential.scheme, &values) {
                Some(given) => builder.credential(credential.scheme, given),
                None => {
                    return Err(BuildError::credential(
                        credential.scheme,
                        "needs another number of variables",
                    ));
                }
            };
            configured += 1;
        } else if unset.len() < credential.variables.len() {
            return Err(BuildError::MissingVariables(vec![unset]));
        } else {
            missing.push(unset);
        }
    }
    let mut alternatives = match configured == 0 && !builder.has_credentials() {
        true => missing,
        false => Vec::new(),
    };
    if let Some(name) = variables.base_url {
        match read(name)? {
            Some(url) => builder = builder.base_url(url.trim()),
            None if !builder.has_server() && alternatives.is_empty() => alternatives.push(vec![name]),
            None if !builder.has_server() => alternatives.iter_mut().for_each(|names| names.insert(0, name)),
            None => {}
        }
    }
    if alternatives.is_empty() {
        Ok(builder)
    } else {
        Err(BuildError::MissingVariables(alternatives))
    }
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
            missing("ACME_USER and ACME_PASSWORD, or ACME_TOKEN")
        );
        assert_eq!(
            from(url, &[("ACME_USER", "u"), ("ACME_TOKEN", "t")]),
            missing("ACME_PASSWORD")
        );
        assert_eq!(from(None, &[("ACME_TOKEN", "t")]), missing("ACME_URL"));
        assert_eq!(
            from(None, &[]),
            missing("ACME_URL and ACME_USER and ACME_PASSWORD, or ACME_URL and ACME_TOKEN")
        );
    }
}
