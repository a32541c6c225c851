//! What must not compile, each with the compiler's word for why: the credentials and servers that a page does not declare have
//! no method, what only the server sets has no setter, what a path is made of is an argument, a secret has no `Display`, and structs
//! are made by builders.
//!
//! What does compile is what the pages declare:
//!
//! ```
//! let _ = argyle_client::Client::builder().basic_auth("id", "secret").server(argyle_client::Server::Sandbox);
//! let _ = awx_client::Client::builder().basic_auth("name", "password").bearer_token("token");
//! let _ = courier_client::Client::builder().bearer_token("key");
//! let _ = infisical_client::Client::builder().bearer_token("token").server(infisical_client::Server::LocalServer);
//! let _ = joyfill_client::Client::builder().basic_auth("public", "secret").bearer_token("token");
//! ```
//!
//! ```compile_fail,E0599
//! let _ = argyle_client::Client::builder().bearer_token("token");
//! ```
//!
//! ```compile_fail,E0599
//! let _ = courier_client::Client::builder().basic_auth("name", "password");
//! ```
//!
//! ```compile_fail,E0599
//! let _ = infisical_client::Client::builder().api_key("key");
//! ```
//!
//! ```compile_fail,E0599
//! let _ = joyfill_client::Client::builder().server("https://joyfill.test");
//! ```
//!
//! ```compile_fail,E0599
//! fn mint(awx: &awx_client::Client) -> awx_client::operations::CreatePersonalToken {
//!     awx.create_personal_token("1").token("mine")
//! }
//! ```
//!
//! ```compile_fail,E0061
//! fn mint(infisical: &infisical_client::Client) -> infisical_client::operations::CreateToken {
//!     infisical.create_token()
//! }
//! ```
//!
//! ```compile_fail,E0599
//! fn mint(joyfill: &joyfill_client::Client) -> joyfill_client::operations::CreateAccessToken {
//!     joyfill.create_access_token("user-7").identifier("user-8")
//! }
//! ```
//!
//! ```compile_fail,E0277
//! fn log(reply: courier_client::types::IssueTokenResponse) -> String {
//!     format!("{}", reply.token)
//! }
//! ```
//!
//! ```compile_fail,E0639
//! let _ = courier_client::types::IssueTokenRequest { scope: String::new(), expires_in: String::new() };
//! ```
