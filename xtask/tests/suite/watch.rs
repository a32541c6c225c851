//! `watch`: regenerates on save, survives an invalid page.

use std::thread;
use std::time::Duration;

use crate::support::{Bench, page};

#[test]
fn regenerates_on_every_save_and_survives_a_page_that_fails() {
    let bench = Bench::acme("name", "token!");
    let ran = thread::scope(|scope| {
        let watching = scope.spawn(|| bench.read_api(&["watch", "--rounds", "2"]));
        thread::sleep(Duration::from_millis(1500));
        bench.write("specs/acme/page.json", "{");
        thread::sleep(Duration::from_millis(1500));
        // Keep saving: a slow machine may not have been watching yet.
        let mut spaces = String::new();
        while !watching.is_finished() {
            bench.write(
                "specs/acme/page.json",
                &(page("name", "token! expires_at") + &spaces),
            );
            spaces.push('\n');
            thread::sleep(Duration::from_millis(700));
        }
        watching.join().unwrap()
    });
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(
        ran.err.contains("specs/acme/page.json"),
        "the broken page is reported: {ran:?}"
    );
    assert!(ran.out.contains("acme        "), "{ran:?}");
    assert!(
        ran.out.contains("200.expires_at"),
        "what changed in the API is said: {ran:?}"
    );
    assert!(bench.read("specs/acme/openapi.yaml").contains("expires_at"));
}
