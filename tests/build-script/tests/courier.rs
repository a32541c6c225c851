//! The client that the build script generated works, and is the committed one.

use httpmock::MockServer;
use serde_json::json;
use specloom_build_script::courier::Client;

#[tokio::test]
async fn it_calls() {
    let server = MockServer::start_async().await;
    let mock = server
        .mock_async(|when, then| {
            when.method("POST")
                .path("/auth/issue-token")
                .header("authorization", "Bearer key")
                .json_body(json!({"scope": "read:messages", "expires_in": "1d"}));
            then.status(200).json_body(json!({"token": "jwt"}));
        })
        .await;
    let courier = Client::builder()
        .base_url(server.base_url())
        .bearer_token("key")
        .build()
        .unwrap();
    let issued = courier
        .issue_token()
        .scope("read:messages")
        .expires_in("1d")
        .send()
        .await
        .unwrap();
    assert_eq!(issued.token.expose_secret(), "jwt");
    mock.assert_async().await;
}

#[test]
fn its_code_is_that_of_the_committed_client() {
    let generated = syn::parse_file(include_str!(concat!(env!("OUT_DIR"), "/courier.rs"))).unwrap();
    let mut modules = 0;
    for (name, committed) in [
        ("types", include_str!("../../../clients/courier/src/types.rs")),
        ("client", include_str!("../../../clients/courier/src/client.rs")),
        (
            "operations",
            include_str!("../../../clients/courier/src/operations.rs"),
        ),
        ("replies", include_str!("../../../clients/courier/src/replies.rs")),
    ] {
        let committed = syn::parse_file(committed).unwrap();
        for item in &generated.items {
            if let syn::Item::Mod(module) = item
                && module.ident == name
            {
                let (_, items) = module.content.as_ref().unwrap();
                assert!(
                    items == &committed.items,
                    "mod {name}:\n{}",
                    quote::quote!(#(#items)*)
                );
                modules += 1;
            }
        }
    }
    assert_eq!(modules, 4);
}
