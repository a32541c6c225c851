//! The golden files of `golden.rs`, compiled and called.

use serde_json::json;
use specloom_tests::recorder::Recorder;

macro_rules! golden {
    ($($name:ident)*) => {$(
        #[allow(dead_code, unused_imports, unexpected_cfgs, reason = "all of it is compiled, not all of it called")]
        mod $name {
            include!(concat!("../golden/", stringify!($name), "/client.rs"));
        }
    )*};
}

golden! { acme globex initech umbrella }

/// The reason why decoding goes by the status: several shapes in one operation, none of which may be taken for another.
#[tokio::test]
async fn the_compiled_clients_work() {
    let server = Recorder::json(409, &json!({"line": 2})).await;
    let client = acme::Client::builder()
        .base_url(server.url())
        .api_key("k")
        .build()
        .unwrap();
    let order = client
        .place_order(7)
        .tags(["a", "b"].map(String::from))
        .password("p")
        .extra("gift", true)
        .lines([]);
    match order.send().await {
        Err(acme::Error::Api(reply)) => match reply.body() {
            acme::PlaceOrderError::Conflict(body) => assert_eq!(body.get().unwrap().line, Some(2)),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
    let request = server.request();
    assert_eq!(request.target, "/shops/7/orders?tags=a&tags=b");
    assert_eq!(request.headers["x-api-key"], "k");
    assert_eq!(
        request.json(),
        json!({"password": "p", "lines": [], "gift": true})
    );

    let server = Recorder::json(200, &json!([])).await;
    let client = globex::Client::builder()
        .base_url(server.url())
        .basic_auth("u", "p")
        .build()
        .unwrap();
    assert_eq!(client.list_users().ids([1, 2]).send().await.unwrap().len(), 0);
    assert_eq!(server.request().target, "/users?ids=1%7C2");
}

/// A note that may be left out and may be null is three things to say.
#[tokio::test]
async fn null_is_sent_where_it_is_set() {
    type Order = acme::operations::PlaceOrder;
    let whole = |json| -> acme::types::PlaceOrderRequest { serde_json::from_value(json).unwrap() };
    let bare = json!({"password": "p", "lines": []});
    let cleared = json!({"password": "p", "lines": [], "note": null});
    let noted = json!({"password": "p", "lines": [], "note": "n"});
    let set = |order: Order| order.password("p").lines([]);
    let calls: [(&dyn Fn(Order) -> Order, _); 5] = [
        (&set, &bare),
        (&|order| set(order).note("n").note_null(), &cleared),
        (&|order| set(order).note_null().note("n"), &noted),
        (&|order| order.body(whole(cleared.clone())), &cleared),
        (&|order| order.body(whole(bare.clone())), &bare),
    ];
    for (set, expected) in calls {
        let server = Recorder::json(409, &json!({"line": 2})).await;
        let client = acme::Client::builder().base_url(server.url()).api_key("k");
        let order = client.build().unwrap().place_order(7);
        assert!(matches!(set(order).send().await, Err(acme::Error::Api(_))));
        assert_eq!(server.request().json(), *expected);
    }
}

/// What the page allows beyond what it names is read, kept and never shown.
#[tokio::test]
async fn properties_beyond_the_named_ones_are_kept() {
    let body = json!({"id": "o", "status": "paid", "access_token": "t", "weight": 7, "session": "hush"});
    let server = Recorder::json(201, &body).await;
    let client = acme::Client::builder()
        .base_url(server.url())
        .api_key("k")
        .build()
        .unwrap();
    let placed = client
        .place_order(7)
        .password("p")
        .lines([])
        .send()
        .await
        .unwrap();
    let acme::PlaceOrderSuccess::Created(order) = placed else {
        panic!("{placed:?}");
    };
    assert_eq!(order.extra_properties.get("weight"), Some(&7));
    assert_eq!(order.extra_properties.unexpected()["session"], "hush");
    let shown = format!("{order:?}");
    assert!(shown.contains(r#"{"weight": .., "session": ..}"#), "{shown}");
    assert!(!shown.contains("hush"), "{shown}");
}
