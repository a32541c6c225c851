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

golden! { acme globex hooli initech umbrella }

#[allow(
    dead_code,
    unused_imports,
    unexpected_cfgs,
    reason = "all of it is compiled, not all of it called"
)]
#[path = "../golden/stark"]
mod stark {
    include!("../golden/stark/client.rs");

    // As it is written: its text is expected, too.
    #[rustfmt::skip]
    pub(crate) mod mock;
}

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

/// An owner that must be there, and may be null, is not cleared by who forgets it.
#[tokio::test]
async fn null_that_must_be_said_is_not_sent_for_what_was_not_set() {
    let server = Recorder::json(204, &json!(null)).await;
    let set = || hooli(&server).set_owner().since("2026-12-01");
    let missing = set().send().await.unwrap_err();
    assert_eq!(
        missing.to_string(),
        "`set_owner`: `owner` is required and was not set"
    );
    assert!(serde_json::from_value::<hooli::types::SetOwnerRequest>(json!({"since": "2026-12-01"})).is_err());
    assert!(server.requests().is_empty());

    let new = |owner| hooli::types::SetOwnerRequest::new(owner, "2026-12-01");
    let calls: [(hooli::operations::SetOwner, Option<&str>); 5] = [
        (set().owner("Ada"), Some("Ada")),
        (set().owner("Ada").owner_null(), None),
        (set().owner(None::<String>), None),
        (set().body(new(None)), None),
        (set().body(new(Some("Ada".to_owned()))), Some("Ada")),
    ];
    for (call, owner) in calls {
        call.send().await.unwrap();
        let sent = server.requests().pop().unwrap();
        assert_eq!(sent.json(), json!({"owner": owner, "since": "2026-12-01"}));
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

fn hooli(server: &Recorder) -> hooli::Client {
    hooli::Client::builder().base_url(server.url()).build().unwrap()
}

/// What is in the path is given when the call is made, in the path's order; all else is set, also by an `Option`.
#[tokio::test]
async fn values_are_set_whether_or_not_there_is_one() {
    let id = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
    let reply =
        json!({"id": id, "created": "yesterday", "count": 3_000_000_000_i64, "weight": 1.5, "age": "P1D"});
    let server = Recorder::json(200, &reply).await;
    let at: jiff::Timestamp = "2026-11-25T18:23:55Z".parse().unwrap();
    let item = hooli(&server)
        .put_item(7, id)
        .since(at)
        .vault_2(None::<&str>)
        .size(Some(5_u32))
        .name("n")
        .until(jiff::civil::date(2026, 12, 1))
        .price(Some("19.90"))
        .blob(b"\xff\xfe")
        .count(None::<i32>)
        .lock_null()
        .labels([id.into()])
        .send()
        .await
        .unwrap();
    let request = server.request();
    assert_eq!(
        request.target,
        format!("/vaults/7/items/{id}?since=2026-11-25T18%3A23%3A55Z&size=5")
    );
    let sent = json!({
        "name": "n", "until": "2026-12-01", "price": "19.90", "blob": "//4=", "lock": null, "labels": [id],
    });
    assert_eq!(request.json(), sent);
    // A text that is no date is kept, and a number beyond 32 bits read.
    assert_eq!(item.created, "yesterday");
    assert!(item.created.to::<jiff::Timestamp>().is_err());
    assert_eq!(item.count, Some(3_000_000_000));
    let age: jiff::Span = item.age.as_ref().unwrap().to().unwrap();
    assert_eq!(age.get_days(), 1);
    assert_eq!(serde_json::to_value(&item).unwrap(), reply);
}

/// A decimal that is a number is sent and read with all its digits, wherever it stands.
#[tokio::test]
async fn decimals_keep_their_digits() {
    use hooli::ReplyHeaders as _;
    use hooli::types::ItemChange;
    let body = r#"{"id":"i","created":"c","total":19.90,"change":0.12345678901234567890}"#;
    let headers = [("content-type", "application/json"), ("x-cost", "0.10")];
    let server = Recorder::answering(200, &headers, body).await;
    let reply = hooli(&server)
        .put_item(7, "i")
        .name("n")
        .until("u")
        .most("7.50")
        .fee("1000000000000000000.10")
        .send_reply()
        .await
        .unwrap();
    let request = server.request();
    assert_eq!(request.target, "/vaults/7/items/i?most=7.50");
    assert_eq!(
        request.body,
        r#"{"name":"n","until":"u","fee":1000000000000000000.10}"#
    );
    assert_eq!(reply.x_cost().unwrap(), "0.10");
    let item = reply.into_body();
    assert_eq!(item.total.as_ref().unwrap(), "19.90");
    assert_eq!(item.total.as_ref().unwrap().to::<f64>().unwrap(), 19.9);
    let Some(ItemChange::DecimalNumber(change)) = &item.change else {
        panic!("{:?}", item.change);
    };
    assert_eq!(change, "0.12345678901234567890");
    let written = serde_json::to_string(&item).unwrap();
    assert!(
        written.contains(r#""change":0.12345678901234567890"#),
        "{written}"
    );
    assert_eq!(written.len(), body.len());
    // A server that sends a text is read, and a number that a setter takes written as it prints.
    let item: hooli::types::Item =
        serde_json::from_value(json!({"id": "i", "created": "c", "total": "19.90"})).unwrap();
    assert_eq!(item.total.unwrap(), "19.90");
    let new = hooli::types::NewItem::new("n", "u").fee(0.5);
    assert_eq!(serde_json::to_value(&new).unwrap()["fee"], json!(0.5));
}

/// A request is made of what it cannot do without, and nothing of that can fail.
#[tokio::test]
async fn requests_are_made_by_new_and_setters() {
    use hooli::types::{NewItem, Part, Query};
    let server = Recorder::json(204, &json!(null)).await;
    let query: Query = Query::new().text("t").at(None::<&str>);
    assert_eq!(query, Query::builder().text("t").build());
    hooli(&server).search().body(query).send().await.unwrap();
    assert_eq!(server.request().json(), json!({"text": "t"}));

    let part = Part::new(1.0).parent(Part::new(2.5));
    let item = NewItem::new("n", "2026-12-01")
        .any(None::<i32>)
        .new_(true)
        .parts(vec![part.clone()])
        .lock("soon");
    assert_eq!(
        serde_json::to_value(&item).unwrap(),
        json!({
            "name": "n", "until": "2026-12-01", "lock": "soon", "any": null, "new": true,
            "parts": [{"weight": 1, "parent": {"weight": 2.5}}],
        })
    );
    let seen = std::collections::HashSet::from([part.clone(), Part::new(1.0).parent(Part::new(2.5))]);
    assert!(seen.len() == 1 && seen.contains(&part));
}

/// The headers that the page documents are read as what they are, of errors as well.
#[tokio::test]
async fn documented_headers_are_typed() {
    use hooli::ReplyHeaders as _;
    let body = json!({"id": "i", "created": "c"});
    let headers = [
        ("content-type", "application/json"),
        ("x-rate-limit-left", "12"),
        ("X-Rate-Limit-Reset", "2026-11-25T18:23:55Z"),
        ("x-tier", "gold"),
        ("x-shelves", "3000000000, 7,,"),
        ("X-Shelves", "8"),
        ("x-moved", "2026-11-25 , \"soon, or not\""),
        ("x-tiers", "free,gold"),
        ("retry-after", "soon"),
    ];
    let server = Recorder::answering(200, &headers, &body.to_string()).await;
    let reply = hooli(&server)
        .put_item(7, "i")
        .name("n")
        .until("u")
        .send_reply()
        .await
        .unwrap();
    assert_eq!(reply.x_rate_limit_left(), Some(12));
    assert_eq!(reply.x_rate_limit_reset().unwrap(), "2026-11-25T18:23:55Z");
    assert_eq!(reply.x_tier().unwrap().as_str(), "gold");
    assert_eq!(reply.x_shelves(), Some(vec![3_000_000_000, 7, 8]));
    assert_eq!(reply.x_moved().unwrap(), ["2026-11-25", "\"soon, or not\""]);
    assert_eq!(reply.x_tiers().unwrap(), ["free", "gold"].map(Into::into));
    assert_eq!(reply.retry_after(), None);
}

/// A type of another crate goes wherever the client's own would, by what its own serde makes of it.
#[tokio::test]
async fn types_of_another_crate_are_sent_and_read() {
    use specloom_tests::foreign::{AccountId, Money};
    use stark::ReplyHeaders as _;
    let id = |name: &str| AccountId(name.to_owned());
    let stark = |server: &Recorder| stark::Client::builder().base_url(server.url()).build().unwrap();

    let reply = json!({
        "total": {"amount": "12.50"}, "way": {"amount": "0.07"}, "by": {"card": {"amount": "12.43"}}, "discount": {"amount": "1.00"},
    });
    let headers = [("content-type", "application/json"), ("x-account", "main")];
    let server = Recorder::answering(200, &headers, &reply.to_string()).await;
    let call = stark(&server)
        .transfer(id("a/b"))
        .limit(id("main"))
        .owners([id("x"), id("y")])
        .x_owner(id("me"))
        .total(Money { cents: 1250 })
        .tip(None::<Money>)
        .fee(Money { cents: 5 })
        .parts([Money { cents: 1 }])
        .rate(stark::types::Rate::new("card").per_mille(9));
    let answered = call.send_reply().await.unwrap();
    let request = server.request();
    assert_eq!(
        request.target,
        "/accounts/a%2Fb/transfers?limit=main&owners=x&owners=y"
    );
    assert_eq!(request.headers["x-owner"], "me");
    let sent = json!({
        "total": {"amount": "12.50"}, "fee": {"amount": "0.05"}, "parts": [{"amount": "0.01"}], "rate": {"from": "card", "per-mille": 9},
    });
    assert_eq!(request.json(), sent);
    assert_eq!(answered.x_account(), Some(id("main")));
    let receipt = answered.into_body();
    assert_eq!((receipt.total.cents, receipt.tip.as_ref()), (1250, None));
    assert_eq!(receipt.by.as_ref().unwrap()["card"], Money { cents: 1243 });
    assert_eq!(receipt.extra.get("discount"), Some(&Money { cents: 100 }));
    assert!(matches!(&receipt.way, stark::types::ReceiptWay::Money(money) if money.cents == 7));
    assert_eq!(serde_json::to_value(&receipt).unwrap(), reply);
    assert!(std::collections::HashSet::from([receipt.clone()]).contains(&receipt));

    let server = Recorder::json(200, &json!([{"amount": "3.00"}])).await;
    let left = stark(&server)
        .set_limit(id("main"))
        .body(Money { cents: 300 })
        .send()
        .await;
    assert_eq!(left.unwrap(), [Money { cents: 300 }]);
    assert_eq!(server.request().json(), json!({"amount": "3.00"}));

    // What its serde refuses is told as any other shape that is not as documented.
    let server = Recorder::json(200, &json!([{"amount": "much"}])).await;
    let error = stark(&server)
        .set_limit(id("main"))
        .body(Money { cents: 1 })
        .send()
        .await;
    assert!(
        matches!(error, Err(stark::Error::UnexpectedShape(_))),
        "{error:?}"
    );
    let server = Recorder::json(409, &json!({"amount": "9.99"})).await;
    match stark(&server)
        .transfer(id("a"))
        .total(Money { cents: 1 })
        .send()
        .await
    {
        Err(stark::Error::Api(reply)) => match reply.body() {
            stark::TransferError::Conflict(body) => assert_eq!(body.get(), Some(&Money { cents: 999 })),
        },
        other => panic!("{other:?}"),
    }
}

/// What a mock expects and answers are the other crate's types, too.
#[tokio::test]
async fn types_of_another_crate_are_mocked() {
    use specloom_tests::foreign::{AccountId, Money};
    let id = |name: &str| AccountId(name.to_owned());
    let server = stark::mock::MockServer::in_process();
    let way = stark::types::ReceiptWay::Money(Box::new(Money { cents: 7 }));
    let receipt = stark::types::Receipt::builder()
        .total(Money { cents: 1250 })
        .way(way);
    let paid = server
        .mock_transfer()
        .account(id("main"))
        .limit(id("x"))
        .owners(vec![id("y")])
        .x_owner(id("me"))
        .total(Money { cents: 1250 })
        .parts(vec![Money { cents: 1 }])
        .respond_ok(receipt.clone());
    let refused = server
        .mock_transfer()
        .account(id("other"))
        .respond_conflict(Money { cents: 999 });
    let client = server.client();
    let call = client
        .transfer(id("main"))
        .limit(id("x"))
        .owners([id("y")])
        .x_owner(id("me"))
        .total(Money { cents: 1250 })
        .parts([Money { cents: 1 }]);
    assert_eq!(call.send().await.unwrap(), receipt.build().unwrap());
    let other = client
        .transfer(id("other"))
        .total(Money { cents: 1 })
        .send()
        .await;
    match other {
        Err(stark::Error::Api(reply)) => match reply.body() {
            stark::TransferError::Conflict(body) => assert_eq!(body.get(), Some(&Money { cents: 999 })),
        },
        other => panic!("{other:?}"),
    }
    assert_eq!((paid.calls(), refused.calls()), (1, 1));
    // A value that is otherwise than expected is named.
    let unmatched = client
        .transfer(id("third"))
        .total(Money { cents: 1 })
        .send()
        .await;
    assert_eq!(
        unmatched.unwrap_err().status().map(|status| status.as_u16()),
        Some(404)
    );
    assert!(
        server.unmatched()[0].contains("account"),
        "{:?}",
        server.unmatched()
    );
}

/// Traits and attributes that `vendor.toml` adds are there, those of a derive's own among them.
#[test]
fn types_derive_and_bear_what_is_asked_for() {
    let rate = |from: &str| stark::types::Rate::new(from);
    assert!(rate("a") < rate("b"));
    let schema = schemars::schema_for!(stark::types::Rate);
    assert_eq!(schema.get("title"), Some(&json!("What is charged")));
    assert_eq!(schema.get("required"), Some(&json!(["from"])));
}
