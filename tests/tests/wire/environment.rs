//! Clients from environment variables, as `vendor.toml` names them. A process's environment is its own: each case is this
//! test program once more, with the variables set.

use std::process::Command;

use serde_json::json;
use specloom_tests::recorder::Recorder;

/// What `child`, one of the ignored tests below, says with these variables and no others of the clients'.
fn run(child: &str, variables: &[(&str, &str)]) -> Result<(), String> {
    let mut command = Command::new(std::env::current_exe().unwrap());
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if name.starts_with("COURIER_") || name.starts_with("AWX_") {
            command.env_remove(name);
        }
    }
    command.envs(variables.iter().copied());
    let child = format!("environment::{child}");
    let output = command
        .args(["--exact", &child, "--ignored", "--nocapture"])
        .output()
        .unwrap();
    let text =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(text.contains("running 1 test"), "{text}");
    if output.status.success() {
        Ok(())
    } else {
        Err(text)
    }
}

#[tokio::test]
#[ignore = "run by the tests below, with an environment of its own"]
async fn courier() {
    let client = courier_client::Client::from_env().unwrap_or_else(|error| panic!("{error}"));
    client
        .issue_token()
        .scope("s")
        .expires_in("1d")
        .send()
        .await
        .unwrap();
}

/// Credentials of one's own, and everything else from the environment.
#[tokio::test]
#[ignore = "run by the tests below, with an environment of its own"]
async fn awx() {
    let builder = awx_client::Client::builder()
        .bearer_token("own")
        .user_agent("service/1")
        .from_env();
    let client = builder.and_then(awx_client::ClientBuilder::build);
    let client = client.unwrap_or_else(|error| panic!("{error}"));
    client.create_personal_token("1").send().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn server_and_credentials_are_read() {
    let server = Recorder::json(200, &json!({"token": "t"})).await;
    run(
        "courier",
        &[("COURIER_API_KEY", "key"), ("COURIER_BASE_URL", &server.url())],
    )
    .unwrap();
    let request = server.request();
    assert_eq!(request.target, "/auth/issue-token");
    assert_eq!(request.headers["authorization"], "Bearer key");
}

#[tokio::test(flavor = "multi_thread")]
async fn other_settings_have_room() {
    let server = Recorder::json(201, &json!({"token": "t"})).await;
    run("awx", &[("AWX_BASE_URL", &format!("{}/awx/", server.url()))]).unwrap();
    let request = server.request();
    assert_eq!(request.target, "/awx/api/v2/users/1/personal_tokens/");
    assert_eq!(request.headers["authorization"], "Bearer own");
    assert_eq!(request.headers["user-agent"], "service/1");
}

#[test]
fn what_is_missing_is_named() {
    let missing = |child, variables: &[_], names: &str| {
        let text = run(child, variables).unwrap_err();
        assert!(
            text.contains(&format!("environment variables are not set: {names}\n")),
            "{text}"
        );
    };
    missing("courier", &[], "COURIER_API_KEY");
    missing(
        "courier",
        &[("COURIER_BASE_URL", "https://courier.test")],
        "COURIER_API_KEY",
    );
    missing("awx", &[("AWX_USERNAME", " ")], "AWX_BASE_URL");
    missing("awx", &[("AWX_USERNAME", "name")], "AWX_PASSWORD");
}
