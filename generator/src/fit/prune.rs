//! Components that no operation reaches any more are removed: they would be public types nobody can use.

use std::collections::BTreeSet;

use super::schema::{component, mentions, schemas_mut, sites_mut};
use super::{Cx, Pass};

pub(super) const PASS: Pass = Pass {
    id: "prune",
    why: "a type that no operation sends or receives is weight",
    run,
};

fn run(cx: &mut Cx<'_>) {
    let mut queue: Vec<String> = Vec::new();
    sites_mut(&mut cx.document, &mut |site| {
        let mut names = Vec::new();
        mentions(site.schema, &mut names);
        queue.extend(names.into_iter().map(str::to_owned));
    });
    let mut reached: BTreeSet<String> = BTreeSet::new();
    while let Some(name) = queue.pop() {
        if let Some(schema) = component(&cx.document, &name)
            && reached.insert(name)
        {
            let mut names = Vec::new();
            mentions(schema, &mut names);
            queue.extend(names.into_iter().map(str::to_owned));
        }
    }
    schemas_mut(&mut cx.document).retain(|name, _| reached.contains(name));
}
