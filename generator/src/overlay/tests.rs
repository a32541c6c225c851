//! Tests of parsing and applying.

use serde_json::{Value, json};

use super::Overlay;
use crate::note::NoteKind;
use crate::source::Source;

fn overlay(version: &str, actions: &str) -> crate::error::Result<Overlay> {
    let text = format!("overlay: {version}\ninfo: {{title: t, version: '1'}}\nactions:\n{actions}");
    Overlay::parse(&Source::new("overlay.yaml", text))
}

fn applied(actions: &str, document: Value) -> Value {
    let mut document = document;
    overlay("1.1.0", actions).unwrap().apply(&mut document).unwrap();
    document
}

#[test]
fn updates_merge_objects_append_to_lists_and_replace_primitives() {
    let after = applied(
        "- {target: $.info, update: {title: new, x: {b: 2}, list: [2]}}\n- {target: $.tags, update: c}\n\
         - {target: $.tags, update: [d, e]}\n- {target: $.version, update: 2}",
        json!({"info": {"title": "old", "x": {"a": 1}, "list": [1]}, "tags": ["a"], "version": 1}),
    );
    assert_eq!(
        after,
        json!({"info": {"title": "new", "x": {"a": 1, "b": 2}, "list": [1, 2]}, "tags": ["a", "c", "d", "e"], "version": 2})
    );
}

#[test]
fn removal_takes_every_match_whatever_its_index() {
    let after = applied(
        "- {target: '$.tags[?@ == \"x\"]', remove: true}\n- {target: '$..gone', remove: true}",
        json!({"tags": ["x", "a", "x", "x", "b", "x", "c", "d", "e", "f", "g", "x"], "gone": {"gone": 1}, "o": {"gone": 2, "kept": 3}}),
    );
    assert_eq!(
        after,
        json!({"tags": ["a", "b", "c", "d", "e", "f", "g"], "o": {"kept": 3}})
    );
}

#[test]
fn copies_what_the_document_says_elsewhere() {
    let after = applied(
        "- {target: $.b, copy: $.a}",
        json!({"a": {"x": [1]}, "b": {"x": [2], "y": 3}}),
    );
    assert_eq!(after["b"], json!({"x": [2, 1], "y": 3}));
}

#[test]
fn an_action_that_matches_nothing_is_an_error_that_names_it() {
    let overlay = overlay(
        "1.0.0",
        "- {target: $.info, update: {}}\n- {target: $.paths, description: Why., remove: true}",
    )
    .unwrap();
    let error = overlay.apply(&mut json!({"info": {}})).unwrap_err();
    assert_eq!(
        error.to_string(),
        "overlay.yaml at /actions/1: target `$.paths` of action 1 (\"Why.\") matches nothing in the page; the page has \
         changed: see whether the correction is still needed, then adjust its target or remove it"
    );
}

#[test]
fn an_update_that_does_not_fit_is_an_error() {
    let overlay = overlay("1.0.0", "- {target: $.info, update: {title: {a: 1}}}").unwrap();
    let error = overlay.apply(&mut json!({"info": {"title": "t"}})).unwrap_err();
    assert_eq!(
        error.problem,
        "target `$.info` of action 0: `title`: a string cannot be updated with an object at /info"
    );
}

#[test]
fn every_action_is_noted_with_its_reason_where_it_applied() {
    let overlay = overlay(
        "1.0.0",
        "- {target: '$.paths.*', description: ' Why. ', update: {x-a: 1}}",
    )
    .unwrap();
    let mut document = json!({"paths": {"/a": {}, "/b": {}}});
    assert_eq!(overlay.matches(&document), [["/paths/~1a", "/paths/~1b"]]);
    let notes = overlay.apply(&mut document).unwrap();
    assert_eq!(notes.len(), 1);
    assert_eq!(
        (notes[0].kind, notes[0].pointer.as_str(), notes[0].what.as_str()),
        (NoteKind::Corrected, "/paths/~1a", "Why.")
    );
}

#[test]
fn matches_follow_the_actions_before() {
    let overlay = overlay("1.0.0", "- {target: $, update: {a: {b: 1}}}\n- {target: $.a.b, remove: true}\n- {target: $.a.b, remove: true, x-again: 1}").unwrap();
    assert_eq!(
        overlay.matches(&json!({})),
        [vec![String::new()], vec!["/a/b".to_owned()], vec![]]
    );
}

#[test]
fn a_reason_is_required_of_our_own() {
    let text = "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions:\n- {target: $.info, update: {}}\n";
    let error = super::parse(&Source::new("overlay.yaml", text)).unwrap_err();
    assert_eq!(error.place.pointer.as_deref(), Some("/actions/0"));
    assert_eq!(error.problem, "the action on `$.info` has no description");
}

#[test]
fn extends_is_noted_as_without_effect() {
    let text = "overlay: 1.0.0\nextends: x.yaml\ninfo: {title: t, version: '1'}\nactions:\n- {target: $.a, remove: true}\n";
    let overlay = Overlay::parse(&Source::new("o", text)).unwrap();
    let notes = overlay.apply(&mut json!({"a": 1})).unwrap();
    assert_eq!(notes[0].kind, NoteKind::Ignored);
}

#[test]
fn what_is_not_an_overlay_is_refused_where_it_is_wrong() {
    for (version, actions, pointer) in [
        ("2.0.0", "- {target: $.a}", "/overlay"),
        ("1.0.0", "- {target: a}", "/actions/0/target"),
        ("1.0.0", "- {target: '$.[[['}", "/actions/0/target"),
        ("1.0.0", "- {target: $.a, updat: 1}", "/actions/0/updat"),
        ("1.0.0", "- {target: $.a, copy: $.b}", "/actions/0/copy"),
        ("1.0.0", "- {target: $.a, remove: 1}", "/actions/0/remove"),
    ] {
        let error = overlay(version, actions)
            .and_then(|overlay| overlay.require_queries())
            .unwrap_err();
        assert_eq!(error.place.pointer.as_deref(), Some(pointer), "{error}");
    }
    assert!(Overlay::parse(&Source::new("o", vec![0xff])).is_err());
}
