//! A prepared request and an attempt's credentials become what goes on the wire.

use std::borrow::Cow;

use http::header::COOKIE;
use http::{HeaderMap, HeaderValue};

use crate::auth::Ready;
use crate::base_url::BaseUrl;
use crate::credentials::Authorization;
use crate::failure::{Failure, Kind};
use crate::prepared::Prepared;
use crate::session::Shared;
use crate::via::Outgoing;

/// Where the operation is called.
fn base<'a>(shared: &'a Shared, prepared: &'a Prepared) -> &'a BaseUrl {
    prepared.base.as_ref().unwrap_or(&shared.base)
}

pub(crate) fn assemble(
    shared: &Shared,
    prepared: &Prepared,
    authorization: &Authorization<'_>,
) -> Result<Outgoing, Failure> {
    let mut url = match prepared.path {
        Cow::Borrowed(path) if prepared.base.is_none() && prepared.query.is_empty() => shared.fixed_url(path),
        _ => base(shared, prepared).join(&prepared.path, &prepared.query),
    };
    // Room for the credential, too.
    let mut headers = HeaderMap::with_capacity(prepared.headers.len() + prepared.extra.len() + 1);
    for (name, value) in &prepared.headers {
        headers.insert(name, value.clone());
    }
    headers.extend(prepared.extra.clone());
    let mut cookies: Vec<&str> = prepared.cookies.iter().map(String::as_str).collect();
    for part in authorization.parts() {
        match part {
            Ready::Header(name, value) => {
                if prepared.extra.contains_key(name) {
                    let detail = format!(
                        "the extra header `{name}` would replace the client's credential: set that on the client's builder"
                    );
                    return Err(Failure::new(Kind::InvalidValue, detail));
                }
                headers.insert(name, value.clone());
            }
            Ready::Query(pair) => {
                let query = match url.query() {
                    Some(query) if !query.is_empty() => format!("{query}&{}", pair.as_str()),
                    _ => pair.to_string(),
                };
                url.set_query(Some(&query));
            }
            Ready::Cookie(pair) => cookies.push(pair),
        }
    }
    if !cookies.is_empty() {
        let mut value = HeaderValue::try_from(cookies.join("; ")).map_err(|_| {
            Failure::new(
                Kind::InvalidValue,
                "a cookie parameter holds a character that headers cannot carry",
            )
        })?;
        value.set_sensitive(true);
        headers.insert(COOKIE, value);
    }
    Ok(Outgoing {
        method: prepared.method.clone(),
        url,
        headers,
        body: prepared.body.clone(),
    })
}
