//! Strings that hold secrets get the secret type: redacted when printed, wiped when dropped.
//!
//! Before: `access_token: {type: string}`. After: `access_token: {$ref: SecretString}`.

use std::collections::BTreeSet;

use heck::ToSnakeCase;
use serde_json::{Value, json};

use super::Cx;
use super::schema::{Use, all_mut, is_binary, is_enum, refer, reference, schemas_mut, sites_mut, type_of};
use crate::model::naming::SECRET;
use crate::note::NoteKind;
use crate::pass::Pass;
use crate::pointer::join;
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "secrets",
    why: "a token that derives Debug ends up in a log",
    run: |document, log| run(&mut Cx { document, log }),
};

fn run(cx: &mut Cx<'_, '_>) {
    let named: BTreeSet<String> = cx.log.secrets.iter().map(|name| name.to_snake_case()).collect();
    let mut found: Vec<(String, String)> = Vec::new();
    let mut shown: Vec<(String, String)> = Vec::new();
    all_mut(cx.document, &mut |pointer, schema| {
        let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
        let beside: Vec<String> = properties
            .iter()
            .flat_map(|properties| properties.keys())
            .map(|name| name.to_snake_case())
            .collect();
        for (name, property) in properties.into_iter().flatten() {
            let snake = name.to_snake_case();
            let is_key = holds_strings(property)
                && (is_key_material(&snake, &beside) || is_of_a_secret(&snake, pointer));
            if is_key || is_secret(name, &named, property) {
                hide(property);
                found.push((join(&join(pointer, "properties"), name), name.clone()));
            } else if is_shown(name, &named, property) {
                shown.push((join(&join(pointer, "properties"), name), name.clone()));
            }
        }
        let key = "additionalProperties";
        if let Some(extra) = schema
            .get_mut(key)
            .filter(|extra| is_marked(extra) && holds_strings(extra))
        {
            hide(extra);
            found.push((join(pointer, key), key.to_owned()));
        }
    });
    sites_mut(cx.document, &mut |site| {
        if let Use::Parameter(name) = &site.role
            && is_secret(name, &named, site.schema)
        {
            hide(site.schema);
            found.push((site.pointer.clone(), name.clone()));
        }
    });
    if !found.is_empty() {
        let description = "A secret: redacted when printed.";
        schemas_mut(cx.document).insert(
            SECRET.into(),
            json!({"type": "string", "description": description}),
        );
    }
    for (pointer, name) in found {
        cx.note(
            NoteKind::Inferred,
            pointer,
            format!("{name} is taken for a secret", name = words::name(&name)),
        );
    }
    for (pointer, name) in shown {
        cx.note(
            NoteKind::Ignored,
            pointer,
            format!(
                "{name} sounds like a secret but is not declared a string: it is printed as it is",
                name = words::name(&name)
            ),
        );
    }
}

/// A string, or a list or map of strings.
fn holds_strings(schema: &Value) -> bool {
    match type_of(schema) {
        Some("string") => !is_enum(schema) && !is_binary(schema),
        Some("array") => schema.get("items").is_some_and(holds_strings),
        Some("object") => schema.get("additionalProperties").is_some_and(holds_strings),
        _ => false,
    }
}

fn hide(schema: &mut Value) {
    match type_of(schema) {
        Some("array") => schema["items"] = reference(SECRET),
        Some("object") => schema["additionalProperties"] = reference(SECRET),
        _ => refer(schema, SECRET),
    }
}

fn is_secret(name: &str, vendor: &BTreeSet<String>, schema: &Value) -> bool {
    let snake = name.to_snake_case();
    holds_strings(schema) && (vendor.contains(&snake) || is_secret_name(&snake) || is_marked(schema))
}

/// Whether the page says `format: password`.
fn is_marked(schema: &Value) -> bool {
    schema.get("x-secret") == Some(&Value::Bool(true))
}

/// Whether a property is named like a secret and may be a string, but is not only that.
fn is_shown(name: &str, vendor: &BTreeSet<String>, schema: &Value) -> bool {
    let snake = name.to_snake_case();
    let any = !["type", "$ref", "not"]
        .iter()
        .any(|key| schema.get(key).is_some());
    any && (vendor.contains(&snake) || is_secret_name(&snake))
}

/// Whether a `key` is one that signs or encrypts, and not one that something is found by: it stands beside what only such a key has.
fn is_key_material(name: &str, beside: &[String]) -> bool {
    const COMPANIONS: [&str; 15] = [
        "algorithm",
        "algo",
        "cert",
        "certificate",
        "certificates",
        "certificate_chain",
        "certificate_body",
        "cert_chain",
        "crt",
        "private_key",
        "privatekey",
        "public_key",
        "publickey",
        "passphrase",
        "cipher",
    ];
    // Of a public key.
    const PUBLIC: [&str; 2] = ["fingerprint", "read_only"];
    let has = |names: &[&str]| beside.iter().any(|name| names.contains(&name.as_str()));
    matches!(name, "key" | "tls_key" | "ssl_key" | "key_pem") && has(&COMPANIONS) && !has(&PUBLIC)
}

/// Whether a property of a type holds what the type is called after: `value` of a `ClientSecret`, `key` of an `ApiKey`.
fn is_of_a_secret(name: &str, pointer: &str) -> bool {
    let Some(of) = pointer
        .strip_prefix("/components/schemas/")
        .filter(|of| !of.contains('/'))
    else {
        return false;
    };
    let of = of.to_snake_case();
    let of = ["_item", "_response", "_input", "_request"]
        .iter()
        .find_map(|ending| of.strip_suffix(ending))
        .unwrap_or(&of);
    // What is called a token alone may be a piece of text.
    let is_token = of.ends_with("token") || of.ends_with("tokens");
    let is_credential = ["access_token", "refresh_token", "api_token", "auth_token"]
        .iter()
        .any(|token| of.ends_with(token));
    let is_key = of.ends_with("api_key") || of.ends_with("access_key");
    is_secret_name(of)
        && (!is_token || is_credential)
        && (matches!(name, "value" | "plaintext" | "plain_text") || is_key && name == "key")
}

/// Whether a name, in snake case, is one that vendors give to what must not be shown. The one place where that is decided.
pub(in crate::model) fn is_secret_name(name: &str) -> bool {
    // Alone, or as the last words of a longer name.
    const WORDS: &[&str] = &[
        "access_key",
        "account_key",
        "api_key",
        "api_keys",
        "apikey",
        "auth_code",
        "auth_key",
        "authorization_code",
        "backup_code",
        "backup_codes",
        "client_assertion",
        "code_verifier",
        "connection_string",
        "connection_uri",
        "connection_url",
        "cookie",
        "cookies",
        "encryption_key",
        "hmac_key",
        "jwt",
        "license_key",
        "master_key",
        "otp",
        "passcode",
        "passphrase",
        "passwd",
        "password",
        "password_confirmation",
        "password_hash",
        "passwords",
        "pin",
        "private_key",
        "private_key_base64",
        "private_key_pem",
        "privatekey",
        "pwd",
        "recovery_code",
        "recovery_codes",
        "recovery_key",
        "sas_uri",
        "sas_url",
        "secret",
        "secret_key",
        "secret_string",
        "secret_text",
        "secret_value",
        "secrets",
        "secretkey",
        "service_account_json",
        "service_account_key",
        "shared_key",
        "signing_key",
        "subscription_key",
        "token",
        "token_value",
    ];
    // Alone: within longer names they mean other things.
    const WHOLE: &[&str] = &[
        "accesskey",
        "accesstoken",
        "apitoken",
        "authorization",
        "authtoken",
        "bearer",
        "bearertoken",
        "credential",
        "credentials",
        "credentials_json",
        "csrf",
        "cvc",
        "cvv",
        "cvv2",
        "database_url",
        "idtoken",
        "kubeconfig",
        "mfa_code",
        "mnemonic",
        "one_time_code",
        "one_time_password",
        "otp_code",
        "otpauth_uri",
        "otpauth_url",
        "pre_shared_key",
        "preshared_key",
        "private_pem",
        "psk",
        "refreshtoken",
        "sas",
        "security_code",
        "seed_phrase",
        "session_key",
        "sessiontoken",
        "tokens",
        "totp",
        "xsrf",
    ];
    // However it is run together with what stands before it.
    const RUN_TOGETHER: &[&str] = &["apikey", "password", "privatekey", "secret"];
    // Tokens that only say where the next page begins, or how text is cut; a vendor's `client_secret` is none of these.
    const HARMLESS: &[&str] = &[
        "page_token",
        "next_token",
        "previous_token",
        "prev_token",
        "continuation_token",
        "pagination_token",
        "sync_token",
        "cursor_token",
        "delta_token",
        "resume_token",
        "scroll_token",
        "skip_token",
        "start_token",
        "stop_token",
        "eos_token",
        "bos_token",
        "cls_token",
        "mask_token",
        "pad_token",
        "sep_token",
        "unk_token",
    ];
    let ends = |words: &[&str]| words.iter().any(|word| is_last(name, word));
    (WHOLE.contains(&name) || ends(WORDS) || RUN_TOGETHER.iter().any(|word| name.ends_with(word)))
        && !ends(HARMLESS)
}

/// Whether these are the last words of a name, or all of it.
fn is_last(name: &str, words: &str) -> bool {
    let before = name.strip_suffix(words);
    before.is_some_and(|before| before.is_empty() || before.ends_with('_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_vendors_give_to_secrets_are_known_and_others_are_not() {
        let secrets = "apiKey api-key API_KEY APIKey x-api-key X-API-Key apikey client_secret clientSecret CLIENT-SECRET clientsecret \
            refresh_token refreshToken id_token idToken access_token accesstoken jwt client_jwt bearer bearerToken otp totp pin card_pin \
            passphrase private_key privateKeyPem private_key_pem signing_secret signingKey webhook_secret webhookSecret sas sas_token sasUrl \
            connection_string connectionString primaryConnectionString credentials session_token cookie session_cookie csrf csrf_token \
            recovery_codes backupCodes secrets apiKeys user_passwords client_secrets secret_value password dbpassword newPassword password_confirmation root_pwd \
            Ocp-Apim-Subscription-Key license_key code_verifier client_assertion authorization AWSSecretAccessKey hmac_key otpauth_url \
            security_code database_url service_account_json authorization_code";
        let others = "next_page_token nextPageToken pageToken continuationToken token_type tokenType token_url token_endpoint expires_in \
            public_key publicKey key key_id keyId keyword keywords cursor secret_id secretName secret_version password_hint \
            password_expires_at api_key_id access_key_id session session_id pinned spin opinion cookie_policy total_tokens_used pad_token \
            authorization_url authorized tokenizer primary_key sort_key monkey jwt_issuer pin_code passwordless credential_id";
        for (names, expected) in [(secrets, true), (others, false)] {
            for name in names.split_whitespace() {
                assert_eq!(is_secret_name(&name.to_snake_case()), expected, "{name}");
            }
        }
    }

    #[test]
    fn what_a_secret_type_holds_is_one() {
        let of = |name: &str, ty: &str| is_of_a_secret(name, &format!("/components/schemas/{ty}"));
        for (name, ty) in [
            ("value", "ClientSecret"),
            ("value", "SessionClientSecret"),
            ("key", "ApiKey"),
            ("value", "SecretsItem"),
        ] {
            assert!(of(name, ty), "{name} of {ty}");
        }
        for (name, ty) in [
            ("value", "Token"),
            ("key", "Secret"),
            ("name", "ApiKey"),
            ("key", "Entry"),
            ("value", "Header"),
            ("value", "PageToken"),
        ] {
            assert!(!of(name, ty), "{name} of {ty}");
        }
    }
}
