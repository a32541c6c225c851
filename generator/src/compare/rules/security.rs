//! Credentials: what an operation asks for, and what the schemes are.
//!
//! A requirement is a choice of alternatives, each a set of schemes. An old client sends what one old alternative asked
//! for, so taking an alternative away (or adding a scheme to it) is breaking, and offering another one is not. The
//! client's credential methods follow from the schemes of the document, not from what single operations ask for: only
//! changes of schemes are more than `patch`, and those only where the client has other methods for them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::compare::Rule;
use crate::compare::rule::rules;
use crate::compare::site::{Node, Site};
use crate::compare::walk::{Handled, Walk};
use crate::model::{self, SchemeKind, parse};

rules! {
    SECURITY_REQUIRED = Request "security-required", Breaking, Patch,
        "The operation was open to everybody; an old client that sends nothing is refused.";
    SECURITY_NO_LONGER_REQUIRED = Request "security-no-longer-required", Compatible, Patch,
        "Credentials that are sent anyway do no harm.";
    SECURITY_CHANGED = Request "security-changed", Breaking, Patch,
        "The operation asks for other credentials than an old client sends.";
    SECURITY_ALTERNATIVE_ADDED = Request "security-alternative-added", Compatible, Patch,
        "The credentials that worked still work.";
    SECURITY_ALTERNATIVE_REMOVED = Request "security-alternative-removed", Breaking, Patch,
        "Clients that authenticate this way are refused.";
    SECURITY_ALTERNATIVE_LOOSENED = Request "security-alternative-loosened", Compatible, Patch,
        "Clients that send these credentials send more than another alternative asks for.";
    SECURITY_SCOPE_ADDED = Request "security-scope-added", Breaking, Patch,
        "Tokens that were issued without the scope are refused.";
    SECURITY_SCOPE_REMOVED = Request "security-scope-removed", Compatible, Patch,
        "Tokens with more rights than needed are fine.";
    SECURITY_SCHEME_ADDED = None "security-scheme-added", Compatible, Minor,
        "One more way to authenticate, and a builder method for it; operations say where it is asked for.";
    SECURITY_SCHEME_ADDED_RENAMING = None "security-scheme-added-beside-another", Compatible, Major,
        "With two schemes of a kind, the builder methods are called after them, and the plain one is removed.";
    SECURITY_SCHEME_ADDED_KEPT = None "security-scheme-added-method-kept", Compatible, Patch,
        "No builder method comes with it: clients cannot fill it in, or there is one of the name.";
    SECURITY_SCHEME_REMOVED = None "security-scheme-removed", Docs, Major,
        "The builder method is removed; on the wire it matters where operations asked for it, and they say so.";
    SECURITY_SCHEME_REMOVED_KEPT = None "security-scheme-removed-method-kept", Docs, Patch,
        "No builder method goes with it: clients could not fill it in, or another scheme has one of the name.";
    SECURITY_SCHEME_CHANGED = None "security-scheme-changed", Breaking, Major,
        "Credentials travel in another way, and the builder method changes.";
    SECURITY_SCHEME_CHANGED_KEPT = None "security-scheme-changed-method-kept", Breaking, Patch,
        "Credentials go elsewhere in the request; the builder method keeps its name.";
    SECURITY_SCHEME_RESPELLED = None "security-scheme-respelled", Docs, Patch,
        "In other words, what clients send is the same.";
    SECURITY_SCHEME_RENAMED = None "security-scheme-renamed", Docs, Major,
        "The name is not on the wire, but the builder method is called after it: there are several of the kind.";
    SECURITY_SCHEME_RENAMED_KEPT = None "security-scheme-renamed-method-kept", Docs, Patch,
        "The name is not on the wire, and the builder method of the only scheme of a kind is called after the kind.";
    OAUTH_FLOW_CHANGED = None "oauth-flow-changed", Compatible, Patch,
        "Clients are given a token and never run a flow; where and with which scopes to get one is for people.";
}

type Alternative = BTreeMap<String, BTreeSet<String>>;

fn alternatives(node: &Option<Node<'_>>, rename: &BTreeMap<String, String>) -> Vec<Alternative> {
    let items = node.as_ref().map(Node::items).unwrap_or_default();
    let alternative = |item: &Node<'_>| {
        let scheme = |(name, scopes): (&str, Node<'_>)| {
            let name = rename.get(name).cloned().unwrap_or_else(|| name.to_owned());
            let scopes = scopes.items();
            let scopes = scopes
                .iter()
                .filter_map(|scope| scope.value.as_str())
                .map(str::to_owned);
            (name, scopes.collect())
        };
        item.members().into_iter().map(scheme).collect()
    };
    items.iter().map(alternative).collect()
}

fn names(alternative: &Alternative) -> Vec<&str> {
    alternative.keys().map(String::as_str).collect()
}

fn shown(alternative: &Alternative) -> Option<Value> {
    Some(json!(names(alternative).join(" + ")))
}

/// Compares the effective security requirement of an operation.
pub(in crate::compare) fn operation<'a>(walk: &mut Walk<'a>, operation: &Site<'a>) {
    let own = operation.key("security");
    let inherited = |document: &'a Value| Node::root(document).key("security");
    let (old, new) = (own.old.clone(), own.new.clone());
    let site = own.with(
        old.or_else(|| inherited(walk.old)),
        new.or_else(|| inherited(walk.new)),
    );
    let mut site = site.called("security");
    if own.old.is_none() && own.new.is_none() {
        // The document's own requirement: one fact for all operations that inherit it.
        site.anchor = "#security".to_owned();
    }
    let found = walk.changes.len();
    compare(walk, &site);
    if walk.changes.len() > found && (own.old.is_none() || own.new.is_none()) {
        walk.inherited_security = true;
    }
    // The new name of a scheme is a finding of the document.
    let renames = renames(walk);
    let renamed =
        !renames.is_empty() && alternatives(&site.old, &renames) == alternatives(&site.new, &BTreeMap::new());
    if renamed && (own.old.is_none() || own.new.is_none()) {
        walk.inherited_security = true;
    }
    if walk.changes.len() == found && !walk.same(&own) && !renamed {
        super::annotations::changed(walk, &own, "security");
    }
}

fn compare<'a>(walk: &mut Walk<'a>, site: &Site<'a>) {
    let old = alternatives(&site.old, &renames(walk));
    let new = alternatives(&site.new, &BTreeMap::new());
    let open = |all: &[Alternative]| all.is_empty() || all.iter().any(BTreeMap::is_empty);
    let (was_open, is_open) = (open(&old), open(&new));
    let closed = |all: Vec<Alternative>| all.into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>();
    let (old, new) = (closed(old), closed(new));
    if was_open && !is_open {
        walk.report(&SECURITY_REQUIRED, site, "the operation now requires credentials");
    } else if !was_open && is_open {
        let message = "the operation no longer requires credentials";
        walk.report(&SECURITY_NO_LONGER_REQUIRED, site, message);
    }
    // When there was nothing to choose from, or no longer is, that is all there is to say.
    if was_open != is_open && (old.is_empty() || new.is_empty()) {
        return;
    }
    // Alternatives that stay as they are; then, of the others, those of the same schemes with other scopes.
    let offered = new.clone();
    let (mut removed, mut added) = (old, new);
    take_pairs(&mut removed, &mut added, |before, after| before == after);
    for (before, after) in take_pairs(&mut removed, &mut added, |before, after| {
        names(before) == names(after)
    }) {
        for (scheme, scopes) in &before {
            let Some(now) = after.get(scheme) else { continue };
            let site = site.clone().step(&format!(".{scheme}"));
            for scope in now.difference(scopes) {
                let message = format!("credentials for `{scheme}` now need the scope `{scope}`");
                walk.report_values(&SECURITY_SCOPE_ADDED, &site, None, Some(json!(scope)), message);
            }
            for scope in scopes.difference(now) {
                let message = format!("credentials for `{scheme}` no longer need the scope `{scope}`");
                walk.report_values(&SECURITY_SCOPE_REMOVED, &site, Some(json!(scope)), None, message);
            }
        }
    }
    // Who sends the credentials of an alternative sends those of each that asks for less.
    let asks_no_more = |after: &Alternative, before: &Alternative| {
        after
            .iter()
            .all(|(scheme, scopes)| before.get(scheme).is_some_and(|had| scopes.is_subset(had)))
    };
    for before in removed.extract_if(.., |before| {
        offered.iter().any(|after| asks_no_more(after, before))
    }) {
        let message = format!(
            "credentials for `{}` are no longer asked for together",
            names(&before).join("` + `")
        );
        walk.report_values(
            &SECURITY_ALTERNATIVE_LOOSENED,
            site,
            shown(&before),
            None,
            message,
        );
    }
    if let ([before], [after]) = (&removed[..], &added[..]) {
        let message = "the operation asks for other credentials";
        walk.report_values(&SECURITY_CHANGED, site, shown(before), shown(after), message);
        return;
    }
    for one in &removed {
        let is_part = |after: &Alternative| one.keys().all(|scheme| after.contains_key(scheme));
        let alone = if added.iter().any(is_part) { " alone" } else { "" };
        let message = format!(
            "credentials for `{}`{alone} are no longer accepted",
            names(one).join("` + `")
        );
        walk.report_values(&SECURITY_ALTERNATIVE_REMOVED, site, shown(one), None, message);
    }
    for one in &added {
        let message = format!("credentials for `{}` are accepted, too", names(one).join("` + `"));
        walk.report_values(&SECURITY_ALTERNATIVE_ADDED, site, None, shown(one), message);
    }
}

/// Takes out of both lists what is alike, each once.
fn take_pairs(
    old: &mut Vec<Alternative>,
    new: &mut Vec<Alternative>,
    alike: impl Fn(&Alternative, &Alternative) -> bool,
) -> Vec<(Alternative, Alternative)> {
    let mut pairs = Vec::new();
    old.retain(|before| match new.iter().position(|after| alike(before, after)) {
        Some(at) => {
            pairs.push((before.clone(), new.remove(at)));
            false
        }
        None => true,
    });
    pairs
}

fn schemes<'a>(document: &'a Value) -> Vec<(&'a str, Node<'a>)> {
    let components = Node::root(document).key("components");
    let schemes = components.and_then(|components| components.key("securitySchemes"));
    schemes.map(|schemes| schemes.members()).unwrap_or_default()
}

/// Old names of schemes that are the same under a new name.
fn renames<'a>(walk: &Walk<'a>) -> BTreeMap<String, String> {
    let (old, new) = (schemes(walk.old), schemes(walk.new));
    let is_in = |all: &[(&str, Node<'a>)], name: &str| all.iter().any(|(other, _)| *other == name);
    let mut added: Vec<_> = new.iter().filter(|(name, _)| !is_in(&old, name)).collect();
    let mut renames = BTreeMap::new();
    for (name, node) in old.iter().filter(|(name, _)| !is_in(&new, name)) {
        if let Some(at) = added.iter().position(|(_, other)| other.value == node.value) {
            renames.insert((*name).to_owned(), added.remove(at).0.to_owned());
        }
    }
    renames
}

/// The credential methods of the clients of both documents, and what becomes of them.
struct Methods {
    /// By scheme: how its credentials travel, and the name of the method. Schemes that clients cannot fill in have none.
    old: BTreeMap<String, (SchemeKind, String)>,
    new: BTreeMap<String, (SchemeKind, String)>,
}

impl Methods {
    fn of(walk: &Walk<'_>) -> Self {
        let methods = |document| {
            let method = |scheme: model::Scheme| {
                let kind = match scheme.kind {
                    // Names of headers are the same in any case (RFC 9110, section 5.1).
                    SchemeKind::Header(name) => SchemeKind::Header(name.to_ascii_lowercase()),
                    other => other,
                };
                (scheme.name, (kind, scheme.setter.to_string()))
            };
            parse::schemes(document).into_iter().map(method).collect()
        };
        Self {
            old: methods(walk.old),
            new: methods(walk.new),
        }
    }

    /// Whether code that calls the method of an old scheme still compiles. Basic credentials are two arguments.
    fn keeps(&self, (kind, name): &(SchemeKind, String)) -> bool {
        let mut offered = self.new.values();
        offered
            .any(|(other, new)| new == name && (*other == SchemeKind::Basic) == (*kind == SchemeKind::Basic))
    }

    /// Whether a scheme that stays as it is lost its method to what happened around it.
    fn renames_others(&self) -> bool {
        let stays = |scheme: &String, kind| self.new.get(scheme).is_some_and(|(new, _)| new == kind);
        let mut old = self.old.iter();
        old.any(|(scheme, method)| stays(scheme, &method.0) && !self.keeps(method))
    }

    fn added(&self, name: &str) -> &'static Rule {
        match self.new.get(name) {
            Some(_) if self.renames_others() => &SECURITY_SCHEME_ADDED_RENAMING,
            Some((_, method)) if !self.old.values().any(|(_, old)| old == method) => &SECURITY_SCHEME_ADDED,
            _ => &SECURITY_SCHEME_ADDED_KEPT,
        }
    }

    fn removed(&self, name: &str) -> &'static Rule {
        match self.old.get(name).is_none_or(|method| self.keeps(method)) {
            true if !self.renames_others() => &SECURITY_SCHEME_REMOVED_KEPT,
            _ => &SECURITY_SCHEME_REMOVED,
        }
    }

    fn renamed(&self, name: &str) -> &'static Rule {
        match self.old.get(name).is_none_or(|method| self.keeps(method)) {
            true if !self.renames_others() => &SECURITY_SCHEME_RENAMED_KEPT,
            _ => &SECURITY_SCHEME_RENAMED,
        }
    }

    fn changed(&self, name: &str) -> &'static Rule {
        match (self.old.get(name), self.new.get(name)) {
            (None, None) => &SECURITY_SCHEME_RESPELLED,
            (Some((old, _)), Some((new, _))) if old == new => &SECURITY_SCHEME_RESPELLED,
            // Nothing could be sent before.
            (None, Some(_)) => self.added(name),
            (Some(method), _) if self.keeps(method) && !self.renames_others() => {
                &SECURITY_SCHEME_CHANGED_KEPT
            }
            (Some(_), _) => &SECURITY_SCHEME_CHANGED,
        }
    }
}

/// Compares `components.securitySchemes`.
pub(in crate::compare) fn components<'a>(walk: &mut Walk<'a>, site: &Site<'a>) -> Handled {
    if site
        .old
        .iter()
        .chain(&site.new)
        .any(|node| !node.value.is_object())
    {
        return Handled::No;
    }
    let (renames, methods) = (renames(walk), Methods::of(walk));
    let found = walk.changes.len();
    for name in site.keys() {
        let scheme = site.key(name).called(&format!("securitySchemes.{name}"));
        if walk.same(&scheme) || renames.values().any(|new| new == name) {
            continue;
        }
        match (&scheme.old, &scheme.new) {
            (None, _) => {
                let message = format!("there is a new security scheme `{name}`");
                walk.report(methods.added(name), &scheme, message);
            }
            (_, None) => match renames.get(name) {
                Some(renamed) => {
                    let pair = scheme.with(scheme.old.clone(), site.key(renamed).new);
                    let (before, after) = (Some(json!(name)), Some(json!(renamed)));
                    let message = format!("the security scheme `{name}` is now called `{renamed}`");
                    walk.report_values(methods.renamed(name), &pair, before, after, message);
                }
                None => {
                    let message = format!("the security scheme `{name}` was removed");
                    walk.report(methods.removed(name), &scheme, message);
                }
            },
            _ => changed_scheme(walk, &scheme, name, &methods),
        }
    }
    match walk.changes.len() > found {
        true => Handled::Yes,
        false => Handled::No,
    }
}

fn changed_scheme<'a>(walk: &mut Walk<'a>, site: &Site<'a>, name: &str, methods: &Methods) {
    let site = &walk.resolved(site);
    let identity = ["type", "in", "name", "scheme"];
    let differs = |key: &&str| site.before(key) != site.after(key);
    if site.objects().is_none() || identity.iter().any(differs) {
        let rule = methods.changed(name);
        let way = if std::ptr::eq(rule, &SECURITY_SCHEME_RESPELLED) {
            "is described in another way"
        } else {
            "works in another way"
        };
        walk.report(rule, site, format!("the security scheme `{name}` {way}"));
        return;
    }
    walk.each_key(site, |walk, member, key| match key {
        "flows" | "openIdConnectUrl" => {
            let message = format!("tokens for `{name}` are obtained in another way");
            walk.report(&OAUTH_FLOW_CHANGED, member, message);
            Handled::Yes
        }
        _ => Handled::No,
    });
}
