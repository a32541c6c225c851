//! Strings that hold secrets get the secret type: redacted when printed, wiped when dropped.
//!
//! Before: `access_token: {type: string}`. After: `access_token: {$ref: SecretString}`.

use std::collections::BTreeSet;

use heck::ToSnakeCase;
use serde_json::{Value, json};

use super::Cx;
use super::schema::{Use, all_mut, is_binary, is_enum, refer, reference, schemas_mut, sites_mut, type_of};
use crate::NoteKind;
use crate::model::naming::SECRET;
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
            let is_key = holds_strings(property) && is_key_material(&name.to_snake_case(), &beside);
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

pub(in crate::model) fn is_secret_name(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "token",
        "tokens",
        "jwt",
        "bearer",
        "secret",
        "secrets",
        "client_secret",
        "password",
        "passwd",
        "passphrase",
        "passcode",
        "private_key",
        "secret_key",
        "api_key",
        "apikey",
        "access_key",
        "signing_key",
        "encryption_key",
        "authorization",
        "recovery_codes",
        "connection_string",
        "otp",
        "privatekey",
        "secretkey",
        "accesskey",
        "clientsecret",
        "accesstoken",
        "refreshtoken",
        "idtoken",
        "authtoken",
        "apitoken",
        "sessiontoken",
        "bearertoken",
        "pwd",
        "pin",
        "totp",
        "otp_code",
        "mfa_code",
        "one_time_password",
        "one_time_code",
        "backup_codes",
        "recovery_code",
        "cvv",
        "cvv2",
        "cvc",
        "psk",
        "pre_shared_key",
        "preshared_key",
        "shared_key",
        "master_key",
        "session_key",
        "account_key",
        "private_key_pem",
        "private_pem",
        "mnemonic",
        "seed_phrase",
        "credentials_json",
    ];
    const ENDINGS: &[&str] = &[
        "_token",
        "_secret",
        "_password",
        "_passphrase",
        "_api_key",
        "_apikey",
        "_private_key",
        "_secret_key",
        "_access_key",
        "_signing_key",
        "_encryption_key",
        "_connection_string",
        "_passcode",
        "_otp",
        "_jwt",
        "_privatekey",
        "_secretkey",
        "_passwd",
        "_pwd",
        "_pin",
        "_shared_key",
        "_master_key",
        "_account_key",
        "_private_key_pem",
        "_recovery_codes",
        "_backup_codes",
    ];
    // Tokens that only say where the next page begins, or how text is cut.
    const HARMLESS: [&str; 12] = [
        "page_token",
        "next_token",
        "previous_token",
        "prev_token",
        "continuation_token",
        "pagination_token",
        "sync_token",
        "cursor_token",
        "start_token",
        "stop_token",
        "eos_token",
        "bos_token",
    ];
    let secret = WORDS.contains(&name) || ENDINGS.iter().any(|ending| name.ends_with(ending));
    secret && !HARMLESS.iter().any(|harmless| name.ends_with(harmless))
}
