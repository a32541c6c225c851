//! Model → `operations.rs`: a builder per operation that sends what the page documents and nothing else.
//!
//! ```text
//! static ISSUE_TOKEN: Operation = …;      // method, path, security, accept
//! pub struct IssueToken { … }             // setters for parameters, body properties and per-call options
//! impl IssueToken { pub async fn send(self) -> Result<types::…, Error<IssueTokenError>> }
//! ```

use heck::ToShoutySnakeCase;
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::doc;
use super::module::{Module, Sink};
use super::replies::{error_type, success_type};
use super::types::{OPERATORS, setter_docs};
use crate::model::{
    Body, BodyChoice, BodySetter, Content, Encoding, FieldStyle, Location, Model, Operation, Parameter,
    ParameterStyle, Property, Reading, Response, RustName, Scope, Status, Ty,
};
use crate::{ErrorBody, Result, Vendor, words};

/// What operations use of the runtime.
const RUNTIME: &[&str] = &[
    "CallOptions",
    "Decoded",
    "Error",
    "Operation",
    "Parameter",
    "Payload",
    "Reply",
    "Retry",
    "SecretString",
    "Session",
    "Style",
];

/// The `operations` module.
pub(super) fn operations<S: Sink>(model: &Model, vendor: &Vendor) -> Result<Option<S>> {
    Module::write("operations", |module| {
        for operation in &model.operations {
            module.add(one(model, vendor, operation))?;
        }
        let runtime = module.imports(quote!(specloom_runtime), RUNTIME);
        let beside = module.imports(quote!(super), &["types"]);
        Ok(quote! {
            //! The operations: each is made by a method of [`Client`](super::Client), filled in by its setters and sent.

            use std::time::Duration;

            #runtime
            #beside
            use super::replies::*;
        })
    })
}

fn one(model: &Model, vendor: &Vendor, operation: &Operation) -> TokenStream {
    let name = &operation.type_name;
    let constant = constant(operation);
    let definition = definition(vendor, operation, &constant);
    let parameters = &operation.parameters;
    let idents: Vec<&RustName> = parameters.iter().map(|parameter| &parameter.rust).collect();
    let types: Vec<TokenStream> = parameters
        .iter()
        .map(|parameter| parameter.ty.tokens(Scope::Beside))
        .collect();
    let parameter_setters = parameters
        .iter()
        .zip(&idents)
        .zip(&types)
        .map(|((parameter, ident), ty)| {
            let docs = parameter_docs(parameter);
            let deprecated = deprecated(parameter.deprecated);
            let allow = operator(ident);
            quote! {
                #docs
                #deprecated
                #allow
                pub fn #ident(mut self, #ident: impl Into<#ty>) -> Self {
                    self.#ident = Some(#ident.into());
                    self
                }
            }
        });
    let body = operation
        .body
        .as_ref()
        .map(|body| {
            body_parts(
                body,
                model.body_setters(operation),
                &model.body_choices(operation),
            )
        })
        .unwrap_or_default();
    let BodyParts {
        field: body_field,
        init: body_init,
        setters: body_setters,
        send: body_send,
    } = body;
    // The page's own `query` is the page's.
    let mut own = model.body_setters(operation).into_iter().flatten();
    let taken = idents.iter().any(|ident| ident.as_str() == "query")
        || own.any(|setter| setter.method.as_str() == "query");
    let query = format_ident!("{}", if taken { "extra_query" } else { "query" });
    let sends = parameters
        .iter()
        .zip(&idents)
        .map(|(parameter, ident)| parameter_send(parameter, ident));
    let success = success_type(operation);
    let error = error_type(operation);
    let decode = decode(operation);
    let docs = operation_docs(operation);
    let mutable = (!parameters.is_empty() || operation.body.is_some()).then(|| quote!(mut));
    quote! {
        #definition

        #docs
        #[derive(Clone, Debug)]
        #[must_use = "nothing is sent before `send`"]
        pub struct #name {
            session: Session,
            call: CallOptions,
            #(#idents: Option<#types>,)*
            #body_field
        }

        impl #name {
            pub(super) fn new(session: Session) -> Self {
                Self { session, call: CallOptions::default(), #(#idents: None,)* #body_init }
            }

            #(#parameter_setters)*

            #body_setters

            /// Adds a request header to this call, in place of what would be sent under the same name. One that would
            /// replace a credential or change how the message is framed is refused when the call is sent.
            pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
                self.call = self.call.header(name, value);
                self
            }

            /// Sends the header `Idempotency-Key`, so that a server that honours it runs the call once however often
            /// it arrives. Where the vendor does, [`Retry::assume_idempotent`] lets the client repeat it, too.
            pub fn idempotency_key(mut self, key: impl Into<SecretString>) -> Self {
                self.call = self.call.idempotency_key(key);
                self
            }

            /// Gives up after this time, all attempts together, instead of the client's `timeout`.
            pub fn timeout(mut self, timeout: Duration) -> Self {
                self.call = self.call.timeout(timeout);
                self
            }

            /// Gives up an attempt after this time, instead of the client's `attempt_timeout`.
            pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
                self.call = self.call.attempt_timeout(timeout);
                self
            }

            /// Refuses a larger body of the reply, instead of the client's `max_response_bytes`.
            pub fn max_response_bytes(mut self, bytes: usize) -> Self {
                self.call = self.call.max_response_bytes(bytes);
                self
            }

            /// Adds a query parameter that the page does not describe.
            pub fn #query(mut self, name: impl AsRef<str>, value: impl ToString) -> Self {
                self.call = self.call.query(name, value);
                self
            }

            /// Retries by this policy instead of the client's.
            pub fn retry(mut self, retry: Retry) -> Self {
                self.call = self.call.retry(retry);
                self
            }

            /// Sends the request and returns the body of the reply.
            ///
            /// # Errors
            ///
            /// See [`Error`]; `Error::Api` holds what the page documents for the status.
            pub async fn send(self) -> Result<#success, Error<#error>> {
                self.send_reply().await.map(Reply::into_body)
            }

            /// Sends the request and returns the reply with its status and headers.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            pub async fn send_reply(self) -> Result<Reply<#success>, Error<#error>> {
                let #mutable request = self.session.request(&#constant, self.call);
                #(#sends)*
                #body_send
                request.send(Self::decode).await
            }

            /// [`send`](Self::send) for programs without an async runtime.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            #[cfg(feature = "blocking")]
            pub fn send_blocking(self) -> Result<#success, Error<#error>> {
                specloom_runtime::blocking::wait(self.send())
            }

            fn decode(payload: &Payload) -> Decoded<#success, #error> {
                #decode
            }
        }
    }
}

/// The static that describes an operation to the runtime.
pub(super) fn constant(operation: &Operation) -> syn::Ident {
    format_ident!("{}", operation.method_name.as_str().to_shouty_snake_case())
}

fn definition(vendor: &Vendor, operation: &Operation, constant: &syn::Ident) -> TokenStream {
    let Operation {
        method_name, path, ..
    } = operation;
    let method = format_ident!("{}", operation.method);
    let method_name = method_name.as_str();
    let server = operation.server.iter().map(|url| quote!(.server(#url)));
    let security = (!operation.security.is_empty()).then(|| {
        let security = operation.security.iter().map(|all| quote!(&[#(#all),*]));
        quote!(.security(&[#(#security),*]))
    });
    let accept = (!operation.accept.is_empty()).then(|| {
        let accept = operation.accept.join(", ");
        quote!(.accept(#accept))
    });
    let idempotent = operation.idempotent.then(|| quote!(.idempotent()));
    let refusals = (!vendor.refusals.is_empty()).then(|| {
        let statuses = vendor
            .refusals
            .iter()
            .map(|status| Literal::u16_unsuffixed(*status));
        quote!(.refusals(&[#(#statuses),*]))
    });
    let fields = &vendor.error_body;
    let error_fields = (*fields != ErrorBody::default()).then(|| {
        let code = fields.code.iter().map(|pointer| quote!(.code(#pointer)));
        let message = fields.message.iter().map(|pointer| quote!(.message(#pointer)));
        let details = fields.details.iter().map(|pointer| quote!(.details(#pointer)));
        quote!(.error_fields(specloom_runtime::ErrorFields::new() #(#code)* #(#message)* #(#details)*))
    });
    quote! {
        pub(super) static #constant: Operation =
            Operation::new(#method_name, specloom_runtime::Method::#method, #path)
                #(#server)* #security #accept #idempotent #refusals #error_fields;
    }
}

#[derive(Default)]
struct BodyParts {
    field: TokenStream,
    init: TokenStream,
    setters: TokenStream,
    send: TokenStream,
}

/// `request.json("application/json", &body)?;` and the like.
fn write(body: &Body, value: &TokenStream) -> TokenStream {
    let media_type = &body.media_type;
    match body.encoding {
        Encoding::Json => quote!(request.json(#media_type, &#value)?;),
        Encoding::Form if body.field_styles.is_empty() => quote!(request.form(#media_type, &#value)?;),
        Encoding::Form => {
            let styles = body.field_styles.iter().map(field_style);
            quote!(request.styled_form(#media_type, &[#(#styles),*], &#value)?;)
        }
        Encoding::Multipart => {
            let types = body.part_types.iter();
            let types = types.map(|(name, media_type)| quote!(.content_type(#name, #media_type)));
            let joined = body.joined_parts.iter();
            let joined = joined.map(|(name, delimiter)| quote!(.joined(#name, #delimiter)));
            let subtype = match media_type.split_once('/') {
                Some((_, subtype)) if subtype != "form-data" => Some(quote!(.subtype(#subtype))),
                _ => None,
            };
            quote!(request.multipart(specloom_runtime::Multipart::from_object(&#value) #(#joined)* #(#types)* #subtype)?;)
        }
        Encoding::Text => quote!(request.text(#media_type, #value)?;),
        Encoding::Bytes => quote!(request.bytes(#media_type, #value)?;),
    }
}

/// The body's setters and how it is sent, in each media type that the page documents.
fn body_parts(body: &Body, setters: Option<Vec<BodySetter<'_>>>, choices: &[BodyChoice<'_>]) -> BodyParts {
    let encoded: Vec<&BodyChoice<'_>> = choices.iter().filter(|choice| choice.same_type).collect();
    let mut parts = preferred(body, setters, &encoded);
    for (index, choice) in encoded.iter().enumerate() {
        let (method, number) = (&choice.method, Literal::usize_unsuffixed(index + 1));
        let docs = doc::words(&format!(
            "Sends the body as {} instead of {}.",
            words::name(&choice.body.media_type),
            words::name(&body.media_type)
        ));
        parts.setters.extend(quote! {
            #docs
            pub fn #method(mut self) -> Self {
                self.body_media = #number;
                self
            }
        });
    }
    if !encoded.is_empty() {
        parts.field.extend(quote!(body_media: u8,));
        parts.init.extend(quote!(body_media: 0,));
    }
    // Clippy wants no block around an `if` after `else`.
    let mut is_if = !body.required;
    for choice in choices.iter().filter(|choice| !choice.same_type) {
        let (method, ty) = (&choice.method, choice.body.ty.tokens(Scope::Beside));
        let docs = doc::words(&format!(
            "Sends this as the request body, as {}, instead of what else was set.",
            words::name(&choice.body.media_type)
        ));
        let (write, before) = (write(choice.body, &quote!(body)), parts.send);
        let before = match std::mem::replace(&mut is_if, true) {
            true => before,
            false => quote!({ #before }),
        };
        parts.send = quote! {
            if let Some(body) = self.#method {
                #write
            } else #before
        };
        parts.field.extend(quote!(#method: Option<#ty>,));
        parts.init.extend(quote!(#method: None,));
        parts.setters.extend(quote! {
            #docs
            pub fn #method(mut self, body: impl Into<#ty>) -> Self {
                self.#method = Some(body.into());
                self
            }
        });
    }
    parts
}

/// The body in the media type that is preferred, or in another one that holds the same value.
fn preferred(body: &Body, setters: Option<Vec<BodySetter<'_>>>, encoded: &[&BodyChoice<'_>]) -> BodyParts {
    let write = |value: TokenStream| {
        let plain = self::write(body, &value);
        let others = encoded.iter().enumerate().map(|(index, choice)| {
            let (number, write) = (
                Literal::usize_unsuffixed(index + 1),
                self::write(choice.body, &value),
            );
            quote!(#number => { #write })
        });
        match encoded {
            [] => plain,
            _ => quote! {
                match self.body_media {
                    #(#others)*
                    _ => { #plain }
                }
            },
        }
    };
    let body_type = body.ty.tokens(Scope::Beside);
    let about = doc::paragraph(body.description.as_deref());
    let (Some(setters), Some(name)) = (setters, body.ty.name()) else {
        let send = if body.required {
            let write = write(quote!(body));
            quote! {
                let body = request.required("body", self.body)?;
                #write
            }
        } else {
            let write = write(quote!(body));
            quote! {
                if let Some(body) = self.body {
                    #write
                }
            }
        };
        return BodyParts {
            field: quote!(body: Option<#body_type>,),
            init: quote!(body: None,),
            setters: quote! {
                /// Sets the request body.
                #about
                pub fn body(mut self, body: impl Into<#body_type>) -> Self {
                    self.body = Some(body.into());
                    self
                }
            },
            send,
        };
    };
    let property_setters = setters.iter().map(property_setter);
    let send = if body.required {
        let write = write(quote!(body));
        quote! {
            let body = request.built(self.body.unwrap_or_default().build())?;
            #write
        }
    } else {
        let write = write(quote!(body));
        quote! {
            if let Some(body) = self.body {
                let body = request.built(body.build())?;
                #write
            }
        }
    };
    BodyParts {
        field: quote!(body: Option<types::builder::#name>,),
        init: quote!(body: None,),
        setters: quote! {
            #(#property_setters)*

            /// Sets the request body whole; setters called after this one change it.
            #about
            pub fn body(mut self, body: impl Into<types::builder::#name>) -> Self {
                self.body = Some(body.into());
                self
            }
        },
        send,
    }
}

/// A body property's setter on the operation.
fn property_setter(setter: &BodySetter<'_>) -> TokenStream {
    let method = &setter.method;
    match setter.of {
        Property::Named(field) => {
            let (rust, set) = (&field.rust, &field.setter);
            let docs = setter_docs(field);
            let allow = operator(method);
            let ty = field.ty.tokens(Scope::Setters);
            quote! {
                #(#docs)*
                #allow
                pub fn #method(mut self, #rust: impl Into<#ty>) -> Self {
                    self.body = Some(self.body.unwrap_or_default().#set(#rust));
                    self
                }
            }
        }
        Property::Extra(extra) => {
            let set = &extra.rust;
            let ty = extra.ty.tokens(Scope::Setters);
            quote! {
                /// Sets a property beyond the named ones, by its name on the wire.
                pub fn #method(mut self, name: impl Into<String>, value: impl Into<#ty>) -> Self {
                    self.body = Some(self.body.unwrap_or_default().#set(name, value));
                    self
                }
            }
        }
    }
}

/// A setter that is called like an operator of Rust keeps the page's name.
fn operator(method: &RustName) -> Option<TokenStream> {
    OPERATORS.contains(&method.as_str()).then(
        || quote!(#[allow(clippy::should_implement_trait, reason = "named after the page's parameter")]),
    )
}

/// How the runtime is told of a parameter: `Parameter::query("tags").explode(false)`.
pub(super) fn parameter_definition(parameter: &Parameter) -> TokenStream {
    let name = &parameter.wire;
    let location = format_ident!(
        "{}",
        match parameter.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        }
    );
    let written = written(parameter.style, parameter.explode, parameter.allow_reserved);
    let json = parameter.json.then(|| quote!(.json()));
    quote!(Parameter::#location(#name) #written #json)
}

/// How the runtime is told of a form's field: as of a parameter in a query, which it is written like.
fn field_style(field: &FieldStyle) -> TokenStream {
    let name = &field.wire;
    let written = written(field.style, field.explode, field.allow_reserved);
    quote!(Parameter::query(#name) #written)
}

fn written(style: Option<ParameterStyle>, explode: Option<bool>, allow_reserved: bool) -> TokenStream {
    let style = style.map(|style| {
        let style = format_ident!("{style:?}");
        quote!(.style(Style::#style))
    });
    let explode = explode.map(|explode| quote!(.explode(#explode)));
    let reserved = allow_reserved.then(|| quote!(.allow_reserved(true)));
    quote!(#style #explode #reserved)
}

fn parameter_send(parameter: &Parameter, ident: &RustName) -> TokenStream {
    let definition = parameter_definition(parameter);
    if parameter.required {
        let label = parameter.rust.as_str();
        quote!(request.parameter(#definition, &request.required(#label, self.#ident)?)?;)
    } else {
        quote!(request.parameter(#definition, &self.#ident)?;)
    }
}

fn decode(operation: &Operation) -> TokenStream {
    let success = operation.success_types().len() > 1;
    let wrap = success.then(|| success_type(operation));
    let error = error_type(operation);
    let mut arms: Vec<(Status, TokenStream)> = Vec::new();
    for response in &operation.successes {
        let variant = &response.variant;
        let value = read(response, wrap.as_ref().map(|ty| quote!(#ty::#variant)));
        let guard = (response.status == Status::Default).then(|| quote!(if payload.status().is_success()));
        let pattern = pattern(response.status);
        arms.push((
            response.status,
            quote!(#pattern #guard => Decoded::Success(#value),),
        ));
    }
    for response in &operation.failures {
        let variant = &response.variant;
        let value = read_error(response, &quote!(#error::#variant));
        let pattern = match response.status {
            // Beside what is documented, `default` is for errors: neither a 2xx nor a redirect is one.
            Status::Default => quote!(status if status >= 400),
            status => pattern(status),
        };
        arms.push((response.status, quote!(#pattern => Decoded::Failure(#value),)));
    }
    // Stable: of a `default` that is both, success (which has a guard) stays first.
    arms.sort_by_key(|(status, _)| *status);
    let nearest = nearest(operation, wrap.as_ref());
    let at = arms.iter().position(|(status, _)| *status == Status::Default);
    let (documented, rest) = arms.split_at(at.unwrap_or(arms.len()));
    let documented = documented.iter().map(|(_, arm)| arm);
    let rest = rest.iter().map(|(_, arm)| arm);
    quote! {
        match payload.status().as_u16() {
            #(#documented)*
            #nearest
            #(#rest)*
            _ => Decoded::Undocumented,
        }
    }
}

/// What an undocumented 2xx is read as: the documented success that has a body, or the one without if none came.
fn nearest(operation: &Operation, wrap: Option<&TokenStream>) -> TokenStream {
    let is_2xx = |response: &&Response| matches!(response.status, Status::Code(200..=299));
    let successes = || operation.successes.iter();
    let takes_all = |response: &Response| matches!(response.status, Status::Range(2) | Status::Default);
    if successes().any(takes_all) {
        return TokenStream::new();
    }
    let value = |response: &Response| {
        let variant = &response.variant;
        read(response, wrap.map(|ty| quote!(#ty::#variant)))
    };
    let full = successes()
        .filter(is_2xx)
        .find(|response| response.content != Content::Empty);
    let empty = successes()
        .filter(is_2xx)
        .find(|response| response.content == Content::Empty);
    let (full, empty) = (full.map(value), empty.map(value));
    match (full, empty) {
        (Some(full), Some(empty)) => quote! {
            status if status / 100 == 2 && payload.is_empty() => Decoded::Nearest(#empty),
            status if status / 100 == 2 => Decoded::Nearest(#full),
        },
        (Some(one), None) | (None, Some(one)) => {
            quote!(status if status / 100 == 2 => Decoded::Nearest(#one),)
        }
        (None, None) => TokenStream::new(),
    }
}

/// `payload.json().map(CreateTokenSuccess::Created)` and the like.
fn read(response: &Response, variant: Option<TokenStream>) -> TokenStream {
    let read = match &response.content {
        Content::Empty => {
            return match variant {
                Some(variant) => quote!(Ok(#variant)),
                None => quote!(Ok(())),
            };
        }
        Content::Body { reading, ty } => match (reading, ty) {
            (Reading::Json, _) => quote!(payload.json()),
            (Reading::Text, Ty::Secret) => quote!(payload.text().map(SecretString::from)),
            (Reading::Text, _) => quote!(payload.text()),
            (Reading::Bytes, _) => quote!(payload.bytes()),
            (Reading::Open, Ty::Any) => quote!(payload.any()),
            (Reading::Open, _) => quote!(payload.string()),
        },
    };
    match variant {
        Some(variant) => quote!(#read.map(#variant)),
        None => read,
    }
}

/// `Ok(CreateTokenError::Forbidden(payload.error()))`: the status counts, whatever came with it.
fn read_error(response: &Response, variant: &TokenStream) -> TokenStream {
    match &response.content {
        Content::Body {
            reading: Reading::Json,
            ..
        } => quote!(Ok(#variant(payload.error()))),
        Content::Body {
            reading: Reading::Text | Reading::Open,
            ty: Ty::String,
        } => quote!(Ok(#variant(payload.error_text()))),
        _ => read(response, Some(variant.clone())),
    }
}

fn pattern(status: Status) -> TokenStream {
    match status {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        Status::Range(digit) => {
            let digit = Literal::u16_unsuffixed(digit);
            quote!(status if status / 100 == #digit)
        }
        Status::Default => quote!(_),
    }
}

fn operation_docs(operation: &Operation) -> TokenStream {
    let Operation {
        method,
        path,
        method_name,
        ..
    } = operation;
    let summary = operation.summary.as_deref().unwrap_or(&operation.id);
    let summary = doc::markdown(summary);
    let request = doc::words(&format!(
        "{}, made by [`Client::{method_name}`](super::Client::{method_name}).",
        words::name(&format!("{method} {path}"))
    ));
    let description = doc::paragraph(operation.description.as_deref());
    quote!(#summary #[doc = ""] #request #description)
}

fn parameter_docs(parameter: &Parameter) -> TokenStream {
    let place = match parameter.location {
        Location::Path => "Path parameter",
        Location::Query => "Query parameter",
        Location::Header => "Request header",
        Location::Cookie => "Cookie",
    };
    let need = if parameter.required {
        "required"
    } else {
        "optional"
    };
    let first = doc::words(&format!(
        "{place} {}, {need}.",
        words::name(parameter.wire.as_str())
    ));
    let description = doc::paragraph(parameter.description.as_deref());
    quote!(#first #description)
}

fn deprecated(deprecated: bool) -> Option<TokenStream> {
    deprecated.then(|| quote!(#[deprecated(note = "the vendor advises against it")]))
}
