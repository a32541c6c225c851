//! One call being put together by generated code: parameters and body in, an exchange and a decoded reply
//! out.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde::Serialize;

use crate::base_url::BaseUrl;
use crate::body;
use crate::call::CallOptions;
use crate::error::Error;
use crate::exchange;
use crate::failure::{Failure, Kind};
use crate::missing::MissingValue;
use crate::multipart::Multipart;
use crate::operation::Operation;
use crate::parameter::{Parameter, Place};
use crate::payload::{Decoded, Payload};
use crate::prepared::Prepared;
use crate::reply::Reply;
use crate::session::Session;
use crate::styled_form::styled_form;
use crate::trace::Trace;

/// A request on its way to being sent. Nothing leaves before [`send`](Self::send); dropping that future
/// cancels the call.
#[must_use]
pub struct Request {
    session: Session,
    /// The path is a template.
    template: bool,
    prepared: Prepared,
}

/// The operation, and nothing of the values.
impl std::fmt::Debug for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Request");
        shown
            .field("operation", &self.prepared.operation.id)
            .finish_non_exhaustive()
    }
}

impl Session {
    /// Starts a request of `operation`. The request holds the session, not a borrow of it.
    pub fn request(&self, operation: &'static Operation, call: CallOptions) -> Request {
        Request::new(self.clone(), operation, call)
    }
}

impl Request {
    pub(crate) fn new(session: Session, operation: &'static Operation, call: CallOptions) -> Self {
        Self {
            session,
            template: true,
            prepared: Prepared {
                base: None,
                operation,
                method: operation.method(),
                idempotent: operation.idempotent,
                call,
                path: Cow::Borrowed(operation.path),
                query: String::new(),
                // What most calls have: four of the client's own.
                headers: Vec::with_capacity(4),
                extra: HeaderMap::new(),
                cookies: Vec::new(),
                body: None,
                accept: None,
            },
        }
    }

    /// Another method and path than the operation's, or why not.
    pub(crate) fn raw(mut self, method: Method, path: &str) -> (Self, Option<Failure>) {
        let problem = match path.strip_prefix('/') {
            None => Some("must start with `/`"),
            Some(_) if path.contains('#') => Some("has a fragment"),
            Some(_) => None,
        };
        self.prepared.idempotent = method.is_idempotent();
        self.prepared.method = method;
        self.prepared.path = Cow::Owned(path.to_owned());
        self.template = false;
        let problem = problem.map(|why| self.invalid("path", why));
        (self, problem)
    }

    pub(crate) fn with(mut self, call: CallOptions) -> Self {
        self.prepared.call = call;
        self
    }

    /// A required value, or the error that names the setter which would have set it.
    pub fn required<T>(&self, name: &'static str, value: Option<T>) -> Result<T, Failure> {
        value.ok_or_else(|| Failure::from(MissingValue(name)).operation_is(self.prepared.operation))
    }

    /// A body that has been put together, or the error that names the setter which was not called.
    pub fn built<T>(&self, body: Result<T, MissingValue>) -> Result<T, Failure> {
        body.map_err(|missing| Failure::from(missing).operation_is(self.prepared.operation))
    }

    /// Adds a parameter; `None` and an object without properties are not sent, null that was set is refused where only JSON could
    /// say it. A path parameter must be something.
    pub fn parameter<T: Serialize + ?Sized>(
        &mut self,
        parameter: Parameter,
        value: &T,
    ) -> Result<(), Failure> {
        let rendered = parameter
            .render(value)
            .map_err(|why| self.invalid(parameter.name, why))?;
        match (parameter.place, rendered) {
            (Place::Path, Some(text)) => {
                let expression = format!("{{{}}}", parameter.name);
                if !self.prepared.path.contains(&expression) {
                    return Err(self.invalid(parameter.name, "is not in the path template"));
                }
                let path = self.prepared.path.replace(&expression, &text);
                BaseUrl::check(&path).map_err(|why| self.invalid(parameter.name, why))?;
                self.prepared.path = Cow::Owned(path);
            }
            (Place::Path, None) => {
                return Err(Failure::from(MissingValue(parameter.name)).operation_is(self.prepared.operation));
            }
            (Place::Query | Place::QueryString, Some(text)) => {
                if !self.prepared.query.is_empty() {
                    self.prepared.query.push('&');
                }
                self.prepared.query.push_str(&text);
            }
            (Place::Header, Some(text)) => {
                let name = HeaderName::from_bytes(parameter.name.as_bytes())
                    .map_err(|_| self.invalid(parameter.name, "is not a valid header name"))?;
                let mut value = HeaderValue::from_bytes(text.as_bytes()).map_err(|_| {
                    self.invalid(parameter.name, "holds a character that headers cannot carry")
                })?;
                value.set_sensitive(true);
                self.prepared.headers.push((name, value));
            }
            (Place::Cookie, Some(text)) => self.prepared.cookies.push(text),
            (_, None) => {}
        }
        Ok(())
    }

    /// Sets a JSON body.
    pub fn json<T: Serialize + ?Sized>(
        &mut self,
        content_type: &'static str,
        value: &T,
    ) -> Result<(), Failure> {
        let body = body::json(value).map_err(|why| self.invalid("body", &why))?;
        self.body(content_type, body)
    }

    /// Sets a body of form fields (`application/x-www-form-urlencoded`): the properties of `value`, lists as
    /// repeated fields, objects as JSON, nulls left out.
    pub fn form<T: Serialize + ?Sized>(
        &mut self,
        content_type: &'static str,
        value: &T,
    ) -> Result<(), Failure> {
        let body = body::form(value).map_err(|why| self.invalid("body", &why))?;
        self.body(content_type, body)
    }

    /// As [`form`](Self::form), some of the fields written as these parameters of a query are (OpenAPI: `style` and
    /// `explode` of an Encoding Object).
    pub fn styled_form<T: Serialize + ?Sized>(
        &mut self,
        content_type: &'static str,
        styles: &[Parameter],
        value: &T,
    ) -> Result<(), Failure> {
        let body = styled_form(value, styles).map_err(|why| self.invalid("body", &why))?;
        self.body(content_type, body)
    }

    /// Sets a body of parts (`multipart/form-data`).
    pub fn multipart(&mut self, parts: Multipart) -> Result<(), Failure> {
        let (content_type, body) = parts.encode().map_err(|why| self.invalid("body", &why))?;
        let content_type = HeaderValue::try_from(content_type)
            .map_err(|_| self.invalid("body", "has an invalid content type"))?;
        self.prepared.headers.push((CONTENT_TYPE, content_type));
        self.prepared.body = Some(body);
        Ok(())
    }

    /// Sets a body of UTF-8 text.
    pub fn text(&mut self, content_type: &'static str, text: impl Into<String>) -> Result<(), Failure> {
        self.body(content_type, body::text(text.into()))
    }

    /// Sets a body of bytes.
    pub fn bytes(&mut self, content_type: &'static str, bytes: impl Into<Bytes>) -> Result<(), Failure> {
        self.body(content_type, bytes.into())
    }

    /// Asks for these media types, if any, in place of the operation's.
    pub fn accept(&mut self, media_types: Option<&'static str>) {
        self.prepared.accept = media_types;
    }

    fn body(&mut self, content_type: &'static str, body: Bytes) -> Result<(), Failure> {
        let content_type = constant(content_type).map_err(|why| self.invalid("content type", why))?;
        self.prepared.headers.push((CONTENT_TYPE, content_type));
        self.prepared.body = Some(body);
        Ok(())
    }

    /// Sends the request as often as the retry policy allows and decodes the reply. Once only: what was set is taken.
    pub async fn send<T, E>(
        &mut self,
        decode: impl FnOnce(&Payload) -> Decoded<T, E>,
    ) -> Result<Reply<T>, Error<E>> {
        let operation = self.prepared.operation;
        let prepared = self.prepare();
        let shared = &*self.session.0;
        let trace = Trace::start(operation, self.prepared.base.as_ref().unwrap_or(&shared.base));
        let result = match prepared {
            Ok(()) => trace.run(exchange::run(shared, &self.prepared, &trace)).await,
            Err(failure) => Err(failure),
        };
        let result = match result {
            Ok(payload) => {
                let decoded = decode(&payload);
                payload.finish(decoded)
            }
            Err(failure) => Err(failure.operation_is(operation).into()),
        };
        match &result {
            Ok(reply) => trace.ended(Some(reply.status()), reply.attempts(), None),
            Err(error) => trace.ended(error.status(), error.attempts(), error.failure()),
        }
        result
    }

    /// Adds what every call has, and what the caller wants of this one.
    fn prepare(&mut self) -> Result<(), Failure> {
        let (shared, prepared) = (&self.session.0, &mut self.prepared);
        // First, for the span says where the call was to go even if it goes nowhere.
        let own = shared.own_base(prepared.operation);
        prepared.base =
            own.map_err(|why| Failure::new(Kind::InvalidValue, format!("the operation's server {why}")))?;
        let expression = prepared.path.split_once('{').filter(|_| self.template);
        if let Some((name, _)) = expression.and_then(|(_, rest)| rest.split_once('}')) {
            return Err(Failure::new(
                Kind::MissingValue,
                format!("`{name}` is required and was not set"),
            ));
        }
        BaseUrl::check(&prepared.path)
            .map_err(|why| Failure::new(Kind::InvalidValue, format!("the path of the operation {why}")))?;
        let headers = &mut prepared.headers;
        let accept = prepared.accept.unwrap_or(prepared.operation.accept);
        if !accept.is_empty() {
            let accept = constant(accept);
            let accept = accept.map_err(|why| Failure::new(Kind::InvalidValue, format!("`accept` {why}")))?;
            headers.push((ACCEPT, accept));
        }
        if shared.gzip {
            headers.push((ACCEPT_ENCODING, HeaderValue::from_static("gzip")));
        }
        if let Some(user_agent) = &shared.user_agent {
            headers.push((USER_AGENT, user_agent.clone()));
        }
        let expects_content = matches!(prepared.method, Method::POST | Method::PUT | Method::PATCH);
        if prepared.body.is_none() && expects_content {
            // RFC 9110, section 8.6: some servers answer 411 where it is missing, and the HTTP client does
            // not send it by itself.
            headers.push((CONTENT_LENGTH, HeaderValue::from_static("0")));
        }
        let (mut extra, query) = prepared.call.take()?;
        if !query.is_empty() && !prepared.query.is_empty() {
            prepared.query.push('&');
        }
        prepared.query.push_str(&query);
        if let Some(cookie) = extra.remove(COOKIE) {
            let cookie = cookie.to_str().map_err(|_| {
                Failure::new(
                    Kind::InvalidValue,
                    "the extra header `cookie` holds a character that cookies cannot carry",
                )
            })?;
            prepared.cookies.push(cookie.to_owned());
        }
        prepared.extra = extra;
        Ok(())
    }

    fn invalid(&self, name: &str, why: &str) -> Failure {
        Failure::new(Kind::InvalidValue, format!("`{name}` {why}")).operation_is(self.prepared.operation)
    }
}

/// A header value from the page, without a copy.
fn constant(text: &'static str) -> Result<HeaderValue, &'static str> {
    HeaderValue::from_maybe_shared(Bytes::from_static(text.as_bytes()))
        .map_err(|_| "is not a valid header value")
}
