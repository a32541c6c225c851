//! Components that no operation reaches any more are removed: they would be public types nobody can use.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Cx;
use super::schema::{component, mentions, schemas_mut, sites_mut};
use crate::pass::Pass;

pub(super) const PASS: Pass = Pass {
    id: "prune",
    why: "a type that no operation sends or receives is weight",
    run: |document, log| run(&mut Cx { document, log }),
};

fn run(cx: &mut Cx<'_, '_>) {
    prune(cx.document);
}

pub(super) fn prune(document: &mut Value) {
    let mut queue: Vec<String> = Vec::new();
    sites_mut(document, &mut |site| {
        let mut names = Vec::new();
        mentions(site.schema, &mut names);
        queue.extend(names.into_iter().map(str::to_owned));
    });
    let mut reached: BTreeSet<String> = BTreeSet::new();
    while let Some(name) = queue.pop() {
        if let Some(schema) = component(document, &name)
            && reached.insert(name)
        {
            let mut names = Vec::new();
            mentions(schema, &mut names);
            queue.extend(names.into_iter().map(str::to_owned));
        }
    }
    schemas_mut(document).retain(|name, _| reached.contains(name));
}
