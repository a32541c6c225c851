//! Model → `mock.rs`: a mock server for tests of code that uses the client, typed like the client itself.
//!
//! ```text
//! impl MockServer { pub fn mock_create_token(&self) -> MockCreateToken }
//! impl MockCreateToken {
//!     pub fn name(self, name: impl Into<String>) -> Self;       // expect this value, as the client would send it
//!     pub fn respond_forbidden(self, body: …) -> Mocked;    // for documented statuses, and for no others
//! }
//! ```

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::doc;
use super::module::{Module, Sink};
use super::operations::{constant, parameter_definition};
use crate::model::naming::value_name;
use crate::model::{
    Body, Content, Encoding, Field, Model, Operation, Parameter, Reading, Response, RustName, Scheme,
    SchemeKind, Scope, Status, Ty,
};
use crate::{Result, Vendor, words};

/// Methods that every mocked operation has.
const OWN: &[&str] = &["body", "delay", "header", "once", "times"];

/// The `mock` module.
pub(super) fn mock<S: Sink>(model: &Model, vendor: &Vendor) -> Result<Option<S>> {
    Module::write("mock", |module| {
        module.add(server(model, vendor))?;
        for operation in &model.operations {
            module.more(&quote!(impl MockServer), start(operation))?;
        }
        for operation in &model.operations {
            module.add(one(model, operation))?;
        }
        let runtime = module.imports(
            quote!(specloom_runtime),
            &[
                "Bytes",
                "Parameter",
                "SecretString",
                "StatusCode",
                "Style",
                "http",
            ],
        );
        let beside = module.imports(quote!(super), &["Client", "ClientBuilder", "operations", "types"]);
        Ok(quote! {
            //! A mock for tests of code that uses the client. Feature `mock`.
            //!
            //! Each operation can be told what to expect, in the client's words, and what to answer: with the statuses that
            //! the page documents and their bodies, or by name with something else, with half of it, or not at all.

            use std::time::Duration;

            use specloom_runtime::mock::{Expectation, Server};
            #[doc(no_inline)]
            pub use specloom_runtime::mock::{MockTransport, Mocked};
            #runtime
            #beside
        })
    })
}

/// The server, without what starts an operation.
fn server(model: &Model, vendor: &Vendor) -> TokenStream {
    let about = doc::words(&format!(
        "Stands for the {} API in a test: a server on this machine, or a transport within the process. It answers 404 to what \
         it does not expect, and says by name what was otherwise: on standard error, in the error's `message()` and in \
         [`unmatched`](Self::unmatched).",
        words::sentence(&vendor.name)
    ));
    let credentials = model.schemes.iter().map(credential);
    quote! {
        #about
        #[derive(Debug)]
        pub struct MockServer {
            server: Server,
        }

        impl MockServer {
            /// Starts a server. Each test should have one of its own.
            ///
            /// # Panics
            ///
            /// If the machine has no free port.
            pub fn start() -> Self {
                Self { server: Server::start() }
            }

            /// The same without a server: no port, and no runtime where no answer is delayed. Its clients reach it by a transport.
            pub fn in_process() -> Self {
                Self { server: Server::in_process() }
            }

            /// What the client's `base_url` takes.
            pub fn url(&self) -> String {
                self.server.url()
            }

            /// Starts to build a client that calls this server, with made-up credentials.
            pub fn client_builder(&self) -> ClientBuilder {
                let builder = Client::builder().base_url(self.url()) #(#credentials)*;
                match self.server.transport() {
                    Some(transport) => builder.transport(transport),
                    None => builder,
                }
            }

            /// All requests so far, whatever became of them, as they came. Credentials are in them.
            pub fn requests(&self) -> Vec<http::Request<Bytes>> {
                self.server.requests()
            }

            /// For each request that nothing matched, what was otherwise than expected: names, never values.
            pub fn unmatched(&self) -> Vec<String> {
                self.server.unmatched()
            }

            /// A client that calls this server, with made-up credentials.
            ///
            /// # Panics
            ///
            /// If the operating system refuses what an HTTP client needs.
            pub fn client(&self) -> Client {
                self.client_builder().build().expect("a client of a server on this machine can be built")
            }
        }
    }
}

/// Made-up credentials for every scheme, so that whatever an operation needs is there.
fn credential(scheme: &Scheme) -> TokenStream {
    let setter = &scheme.setter;
    match scheme.kind {
        SchemeKind::Basic => quote!(.#setter("mock-user", "mock-password")),
        _ => quote!(.#setter("mock-credential")),
    }
}

fn name(operation: &Operation) -> syn::Ident {
    format_ident!("Mock{}", operation.type_name.as_str())
}

fn start(operation: &Operation) -> TokenStream {
    let Operation {
        method,
        path,
        method_name,
        ..
    } = operation;
    let start = format_ident!("mock_{}", method_name.as_str());
    let (name, constant) = (name(operation), constant(operation));
    let docs = doc::words(&format!(
        "Starts to say what becomes of [`Client::{method_name}`](super::Client::{method_name}): {}.",
        words::name(&format!("{method} {path}"))
    ));
    quote! {
        #docs
        pub fn #start(&self) -> #name {
            #name { expectation: self.server.expect(&operations::#constant) }
        }
    }
}

fn one(model: &Model, operation: &Operation) -> TokenStream {
    let name = name(operation);
    let docs = doc::words(&format!(
        "What becomes of [`Client::{method}`](super::Client::{method}): by default of any call, after the setters of those \
         whose values are these. Where several match, the first that was set up and has answers left answers.",
        method = operation.method_name
    ));
    let mut taken: BTreeSet<String> = OWN.iter().map(|own| (*own).to_owned()).collect();
    let mut matchers = Vec::new();
    for parameter in &operation.parameters {
        matchers.push(parameter_matcher(parameter, &mut taken));
    }
    if let Some(body) = operation
        .body
        .as_ref()
        .filter(|body| body.encoding == Encoding::Json)
    {
        matchers.push(body_matchers(model, body, &mut taken));
    }
    let mut known = BTreeSet::new();
    let mut answers = Vec::new();
    for response in operation.successes.iter().chain(&operation.failures) {
        // A `default` reply is a success and a failure under one name.
        if known.insert(response.variant.clone()) {
            answers.push(answer(model, response));
        }
    }
    quote! {
        #docs
        #[derive(Debug)]
        #[must_use = "nothing is answered before one of the `respond` methods"]
        pub struct #name {
            expectation: Expectation,
        }

        impl #name {
            #(#matchers)*

            /// Adds a header to the answer.
            pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
                self.expectation = self.expectation.header(name, value);
                self
            }

            /// Answers after this time.
            pub fn delay(mut self, delay: Duration) -> Self {
                self.expectation = self.expectation.delay(delay);
                self
            }

            /// Answers one call only: what is set up next answers those that follow, so that a 503 can come before a reply.
            pub fn once(self) -> Self {
                self.times(1)
            }

            /// Answers so many calls only.
            pub fn times(mut self, calls: usize) -> Self {
                self.expectation = self.expectation.times(calls);
                self
            }

            #(#answers)*

            /// Answers with a status and a body that the page does not document: a proxy's 502, say.
            pub fn respond_undocumented(self, status: StatusCode, body: impl Into<Vec<u8>>) -> Mocked {
                self.expectation.respond_raw(status, None, body)
            }

            /// Answers with any status, `Content-Type` and body.
            pub fn respond_raw(
                self,
                status: StatusCode,
                content_type: Option<&str>,
                body: impl Into<Vec<u8>>,
            ) -> Mocked {
                self.expectation.respond_raw(status, content_type, body)
            }

            /// Answers with the beginning of a body, after which the connection breaks.
            pub fn respond_cut(
                self,
                status: StatusCode,
                content_type: Option<&str>,
                beginning: impl Into<Vec<u8>>,
            ) -> Mocked {
                self.expectation.respond_cut(status, content_type, beginning)
            }

            /// Takes the request, and breaks the connection before there is an answer.
            pub fn respond_broken(self) -> Mocked {
                self.expectation.respond_broken()
            }
        }
    }
}

fn parameter_matcher(parameter: &Parameter, taken: &mut BTreeSet<String>) -> TokenStream {
    let rust = &parameter.rust;
    let method = free(rust, "parameter", taken);
    let ty = parameter.ty.tokens(Scope::Beside);
    let definition = parameter_definition(parameter);
    let docs = doc::words(&format!(
        "Expects this value of the parameter {}.",
        words::name(parameter.wire.as_str())
    ));
    quote! {
        #docs
        pub fn #method(mut self, #rust: impl Into<#ty>) -> Self {
            self.expectation = self.expectation.parameter(#definition, &#rust.into());
            self
        }
    }
}

/// A matcher for each property, and one for the whole body.
fn body_matchers(model: &Model, body: &Body, taken: &mut BTreeSet<String>) -> TokenStream {
    let fields = model
        .structure(&body.ty)
        .map_or(&[][..], |structure| &structure.fields);
    let mut matchers = Vec::new();
    for Field {
        wire,
        rust,
        setter,
        ty,
        ..
    } in fields
    {
        let method = free(setter, "body", taken);
        let ty = ty.tokens(Scope::Setters);
        let docs = doc::words(&format!(
            "Expects this value of the body's property {}.",
            words::name(wire.as_str())
        ));
        matchers.push(quote! {
            #docs
            pub fn #method(mut self, #rust: impl Into<#ty>) -> Self {
                let value: #ty = #rust.into();
                self.expectation = self.expectation.property(#wire, &value);
                self
            }
        });
    }
    let Value {
        argument,
        value,
        panics,
    } = Value::of(model, &body.ty);
    quote! {
        #(#matchers)*

        /// Expects exactly this body.
        #panics
        pub fn body(mut self, body: #argument) -> Self {
            self.expectation = self.expectation.json(&#value);
            self
        }
    }
}

fn answer(model: &Model, response: &Response) -> TokenStream {
    let method = format_ident!("respond_{}", value_name(response.variant.as_str()));
    let description = doc::paragraph(response.description.as_deref());
    let (what, status_argument, status) = match response.status {
        Status::Code(code) => {
            let literal = Literal::u16_unsuffixed(code);
            let status = quote!(StatusCode::from_u16(#literal).expect("the page documents this status"));
            (format!("Answers with status {code}."), None, status)
        }
        Status::Range(digit) => (
            format!("Answers with this status, which the page documents as one of {digit}XX."),
            Some(quote!(status: StatusCode,)),
            quote!(status),
        ),
        Status::Default => (
            "Answers with this status, which the page documents as one of those that have no reply of their own.".to_owned(),
            Some(quote!(status: StatusCode,)),
            quote!(status),
        ),
    };
    let what = doc::words(&what);
    let Content::Body { reading, ty } = &response.content else {
        return quote! {
            #what
            #description
            pub fn #method(self, #status_argument) -> Mocked {
                self.expectation.respond_empty(#status)
            }
        };
    };
    let Value {
        argument,
        value,
        panics,
    } = Value::of(model, ty);
    let respond = match (reading, ty) {
        (Reading::Json, _) | (Reading::Open, Ty::Any) => quote!(self.expectation.respond(#status, &#value)),
        (Reading::Text, Ty::Secret) => {
            quote!(self.expectation.respond_raw(#status, Some("text/plain; charset=utf-8"), #value.expose_secret().to_owned()))
        }
        (Reading::Text | Reading::Open, _) => {
            quote!(self.expectation.respond_raw(#status, Some("text/plain; charset=utf-8"), #value))
        }
        (Reading::Bytes, _) => {
            quote!(self.expectation.respond_raw(#status, Some("application/octet-stream"), #value))
        }
    };
    quote! {
        #what
        #description
        #panics
        pub fn #method(self, #status_argument body: #argument) -> Mocked {
            #respond
        }
    }
}

/// An argument `body`: what it is, how it becomes the type, and when that panics. Builders are taken as they are.
struct Value {
    argument: TokenStream,
    value: TokenStream,
    panics: TokenStream,
}

impl Value {
    fn of(model: &Model, ty: &Ty) -> Self {
        let plain = ty.tokens(Scope::Beside);
        let Some(name) = ty.name().filter(|_| model.structure(ty).is_some()) else {
            return Self {
                argument: quote!(impl Into<#plain>),
                value: quote!(Into::<#plain>::into(body)),
                panics: TokenStream::new(),
            };
        };
        if model.is_made_of_nothing(ty) {
            return Self {
                argument: quote!(impl Into<types::builder::#name>),
                value: quote!(body.into().build()),
                panics: TokenStream::new(),
            };
        }
        Self {
            argument: quote!(impl Into<types::builder::#name>),
            value: quote!(
                body.into()
                    .build()
                    .expect("the test sets every required property")
            ),
            panics: quote! {
                ///
                /// # Panics
                ///
                /// If a required property is not set.
            },
        }
    }
}

/// A method's name, with `prefix` in front if another method has it.
fn free(name: &RustName, prefix: &str, taken: &mut BTreeSet<String>) -> syn::Ident {
    let taken_or_answer = taken.contains(name.as_str()) || name.as_str().starts_with("respond_");
    let name = if taken_or_answer {
        format!("{prefix}_{name}")
    } else {
        name.to_string()
    };
    taken.insert(name.clone());
    format_ident!("{}", name)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::parse::parse;
    use crate::render::Text;

    fn generated() -> String {
        let schema = |name: &str| json!({"content": {"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}}}});
        let mut created = schema("Order");
        created["description"] = json!("Placed.");
        let document = json!({
            "info": {"title": "Acme"},
            "security": [{"key": []}],
            "components": {
                "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}, "pair": {"type": "http", "scheme": "basic"}},
                "schemas": {
                    "Order": {"type": "object", "properties": {"id": {"type": "string"}}},
                    "OrderRequest": {"type": "object", "properties": {
                        "itemName": {"type": "string", "description": "Which."}, "header": {"type": "integer"},
                    }},
                },
            },
            "paths": {"/orders/{id}": {"post": {
                "operationId": "place_order",
                "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
                "requestBody": {"required": true, "content": schema("OrderRequest")["content"]},
                "responses": {"201": created, "404": {"description": "None such."}, "4XX": {"description": "No."}},
            }}},
        });
        let vendor = Vendor::parse(&crate::Source::new(
            "vendor.toml",
            "name = \"Acme\"\ncrate = \"acme-client\"\nversion = \"0.1.0\"\ndescription = \"Orders\"\n",
        ))
        .unwrap();
        let model = parse(&document, "acme.yaml").unwrap().0;
        mock::<Text>(&model, &vendor).unwrap().unwrap().into_file("")
    }

    #[track_caller]
    fn has(code: &str, part: &str) {
        let squeezed = |text: &str| text.split_whitespace().collect::<String>().replace(",)", ")");
        assert!(
            squeezed(code).contains(&squeezed(part)),
            "{part}\n is not in\n{code}"
        );
    }

    #[test]
    fn an_operation_answers_what_the_page_documents_and_nothing_else() {
        let code = generated();
        has(
            &code,
            "pub fn respond_created(self, body: impl Into<types::builder::Order>) -> Mocked",
        );
        has(&code, "StatusCode::from_u16(201)");
        has(&code, "pub fn respond_not_found(self) -> Mocked");
        has(&code, "(self, status: StatusCode) -> Mocked");
        // And four for what it does not.
        assert_eq!(code.matches("pub fn respond_").count(), 7, "{code}");
    }

    #[test]
    fn values_are_expected_where_the_client_sends_them() {
        let code = generated();
        has(
            &code,
            "self.expectation.parameter(Parameter::path(\"id\"), &id.into())",
        );
        has(
            &code,
            "let value: String = item_name.into(); self.expectation = self.expectation.property(\"itemName\", &value);",
        );
        // The answer's headers have the method `header`.
        has(
            &code,
            "pub fn body_header(mut self, header: impl Into<i64>) -> Self",
        );
        has(
            &code,
            "pub fn body(mut self, body: impl Into<types::builder::OrderRequest>) -> Self",
        );
    }

    #[test]
    fn the_client_has_credentials_for_every_scheme() {
        has(
            &generated(),
            ".bearer_token(\"mock-credential\").basic_auth(\"mock-user\", \"mock-password\")",
        );
    }
}
