//! Templates: paths and server URLs with names between braces.

/// The names between braces.
pub(crate) fn template_names(template: &str) -> impl Iterator<Item = &str> {
    template
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
}

/// Whether each brace of a template has its other half, and none stands inside another.
pub(crate) fn is_paired(template: &str) -> bool {
    let mut open = false;
    template.chars().all(|c| match c {
        '{' => !std::mem::replace(&mut open, true),
        '}' => std::mem::replace(&mut open, false),
        _ => true,
    }) && !open
}

#[test]
fn a_brace_without_its_other_half_is_found() {
    for paired in ["/a", "/a/{b}", "/{a}.{b}/c{d}"] {
        assert!(is_paired(paired), "{paired}");
    }
    for torn in ["/a/{b", "/a/b}", "/{a/{b}}", "/}{", "/{a}/{"] {
        assert!(!is_paired(torn), "{torn}");
    }
}
