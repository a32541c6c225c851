//! A service that issues tokens from five vendors, and the vendors' mock servers: what is the same for all clients is said
//! once. `examples/five_vendors.rs` runs it, `tests/five_vendors.rs` tests it.

use std::time::Duration;

use specloom_runtime::{AnyError, BuildError, Retry, SecretString};

/// Where the vendors are, by name; an importer would read this from its configuration.
#[derive(Debug, Clone)]
pub struct Servers {
    /// Argyle's URL.
    pub argyle: String,
    /// The URL of an AWX installation.
    pub awx: String,
    /// Courier's URL.
    pub courier: String,
    /// Infisical's URL.
    pub infisical: String,
    /// Joyfill's URL.
    pub joyfill: String,
}

/// The service.
#[derive(Debug, Clone)]
pub struct Tokens {
    argyle: argyle_client::Client,
    awx: awx_client::Client,
    courier: courier_client::Client,
    infisical: infisical_client::Client,
    joyfill: joyfill_client::Client,
}

/// A token, and whose it is. `Debug` does not show it.
#[derive(Debug, Clone)]
pub struct Issued {
    /// The vendor.
    pub vendor: &'static str,
    /// Its token.
    pub token: SecretString,
}

/// One way to configure: the builders are five types with the same methods.
macro_rules! configured {
    ($builder:expr, $url:expr) => {
        $builder
            .base_url($url)
            .retry(policy())
            .attempt_timeout(Duration::from_secs(5))
            .timeout(Duration::from_secs(15))
    };
}

/// One way to retry.
fn policy() -> Retry {
    Retry::default()
        .max_attempts(2)
        .initial_delay(Duration::from_millis(10))
}

impl Tokens {
    /// The service with the same secret for everybody, as only an example may have it.
    pub fn new(servers: Servers, secret: &SecretString) -> Result<Self, BuildError> {
        Ok(Self {
            argyle: configured!(argyle_client::Client::builder(), servers.argyle)
                .basic_auth("service", secret)
                .build()?,
            awx: configured!(awx_client::Client::builder(), servers.awx)
                .basic_auth("service", secret)
                .build()?,
            courier: configured!(courier_client::Client::builder(), servers.courier)
                .bearer_token(secret)
                .build()?,
            infisical: configured!(infisical_client::Client::builder(), servers.infisical)
                .bearer_token(secret)
                .build()?,
            joyfill: configured!(joyfill_client::Client::builder(), servers.joyfill)
                .basic_auth("service", secret)
                .build()?,
        })
    }

    /// Issues a token from each vendor for one user, one after the other: the first failure ends it, whoever's it is.
    pub async fn issue(&self, user: &str) -> Result<Vec<Issued>, AnyError> {
        let argyle = self.argyle.create_user_token().user(user).send().await?;
        let awx = self.awx.create_personal_token(user).scope("read").send().await?;
        let scope = format!("user_id:{user} read:messages");
        let courier = self
            .courier
            .issue_token()
            .scope(scope)
            .expires_in("1 hour")
            .send()
            .await?;
        let infisical = self.infisical.create_token(user).send().await?;
        let joyfill = self.joyfill.create_access_token(user).send().await?;
        Ok(vec![
            issued("Argyle", argyle.user_token),
            issued("AWX", awx.token.unwrap_or_default()),
            issued("Courier", courier.token),
            issued("Infisical", infisical.access_token),
            issued("Joyfill", joyfill.token),
        ])
    }
}

fn issued(vendor: &'static str, token: SecretString) -> Issued {
    Issued { vendor, token }
}

/// One way to test: each client's own mock server, which answers what its page documents. Infisical's documents a 403:
///
/// ```
/// use infisical_client::types::CreateTokenForbidden;
/// # let server = infisical_client::mock::MockServer::start();
/// let body = CreateTokenForbidden::builder().req_id("r").status_code(403).message("m").error("e");
/// server.mock_create_token().respond_forbidden(body);
/// ```
///
/// No 409:
///
/// ```compile_fail,E0599
/// use infisical_client::types::CreateTokenForbidden;
/// # let server = infisical_client::mock::MockServer::start();
/// let body = CreateTokenForbidden::builder().req_id("r").status_code(409).message("m").error("e");
/// server.mock_create_token().respond_conflict(body);
/// ```
///
/// And not the body of another status:
///
/// ```compile_fail,E0277
/// use infisical_client::types::CreateTokenForbidden;
/// # let server = infisical_client::mock::MockServer::start();
/// let body = CreateTokenForbidden::builder().req_id("r").status_code(403).message("m").error("e");
/// server.mock_create_token().respond_not_found(body);
/// ```
#[derive(Debug)]
pub struct Mocks {
    /// Argyle's.
    pub argyle: argyle_client::mock::MockServer,
    /// AWX's.
    pub awx: awx_client::mock::MockServer,
    /// Courier's.
    pub courier: courier_client::mock::MockServer,
    /// Infisical's.
    pub infisical: infisical_client::mock::MockServer,
    /// Joyfill's.
    pub joyfill: joyfill_client::mock::MockServer,
}

impl Mocks {
    /// Five servers that answer nothing yet.
    pub fn start() -> Self {
        Self {
            argyle: argyle_client::mock::MockServer::start(),
            awx: awx_client::mock::MockServer::start(),
            courier: courier_client::mock::MockServer::start(),
            infisical: infisical_client::mock::MockServer::start(),
            joyfill: joyfill_client::mock::MockServer::start(),
        }
    }

    /// Has all but Infisical issue a token to `user`, and to nobody else.
    pub fn issue_but_infisical(&self, user: &str) {
        use {
            argyle_client as argyle, awx_client as awx, courier_client as courier, joyfill_client as joyfill,
        };
        let reply = argyle::types::CreateUserTokenResponse::builder().user_token("token-of-argyle");
        self.argyle.mock_create_user_token().user(user).respond_ok(reply);
        let reply = awx::types::UserPersonalToken::builder()
            .id(3)
            .token("token-of-awx");
        self.awx
            .mock_create_personal_token()
            .id(user)
            .scope("read")
            .respond_created(reply);
        let reply = courier::types::IssueTokenResponse::builder().token("token-of-courier");
        let scope = format!("user_id:{user} read:messages");
        self.courier.mock_issue_token().scope(scope).respond_ok(reply);
        let reply = joyfill::types::CreateAccessTokenResponse::builder();
        let reply = reply.identifier(user).token("token-of-joyfill");
        self.joyfill
            .mock_create_access_token()
            .identifier(user)
            .respond_ok(reply);
    }

    /// Has Infisical issue a token, too.
    pub fn issue_infisical(&self, user: &str) {
        let reply = infisical_client::types::CreateTokenResponse::builder()
            .access_token("token-of-infisical")
            .expires_in(7200)
            .access_token_max_ttl(86400)
            .token_type(infisical_client::types::CreateTokenTokenType::Bearer);
        self.infisical
            .mock_create_token()
            .identity_id(user)
            .respond_ok(reply);
    }

    /// Where they are.
    pub fn servers(&self) -> Servers {
        Servers {
            argyle: self.argyle.url(),
            awx: self.awx.url(),
            courier: self.courier.url(),
            infisical: self.infisical.url(),
            joyfill: self.joyfill.url(),
        }
    }
}
