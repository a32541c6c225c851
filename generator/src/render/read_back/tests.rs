//! What the last look finds, and what it lets through.

use super::*;

fn problem(path: &str, text: &str, examples: &[Example]) -> String {
    let read = match path {
        "README.md" => readme(text, "Generated.", examples),
        _ => code(path, text, examples),
    };
    match read {
        Ok(()) => "nothing".into(),
        Err(error) => error.problem.replace("the documentation would hold ", ""),
    }
}

#[test]
fn what_documentation_must_not_hold_is_found() {
    for (comment, expected) in [
        (
            "/// ```\n/// evil();\n/// ```",
            "a code block that is none of ours: `evil();\n`",
        ),
        (
            "/// ```rust\n/// evil();\n/// ```",
            "a code block that is none of ours: `evil();\n`",
        ),
        (
            "/// ```text,ignore\n/// x\n/// ```",
            "a code block that is none of ours: `x\n`",
        ),
        (
            "/// a\n///\n///     evil();",
            "a code block that is none of ours: `evil();`",
        ),
        ("/** <img src=x> */", "HTML: `<img src=x> `"),
        ("#[doc = \" a <b>c\"]", "HTML: `<b>`"),
        (
            "#[doc = \" ```\"]\n#[inline]\n#[doc = \" evil();\"]",
            "a code block that is none of ours: `evil();`",
        ),
        ("#[doc = concat!(\"a\")]", "what is no text: `concat ! (\"a\")`"),
        (
            "/// ![a](https://example.com/a.png)",
            "an image: `https://example.com/a.png`",
        ),
        ("/// [a](javascript:b)", "a strange link: `javascript:b`"),
        ("/// <javascript:b>", "a strange link: `javascript:b`"),
        ("/// [Vec]", "a strange link: `Vec`"),
        (
            "/// a\n///\n/// [b]: https://example.com",
            "a definition of a reference: `b`",
        ),
        ("/// a[^b]\n///\n/// [^b]: c", "a footnote: `b`"),
    ] {
        assert_eq!(
            problem("src/a.rs", &format!("{comment}\nfn a() {{}}"), &[]),
            expected
        );
    }
    for nested in [
        "mod a { /// <b>c\n fn d() {} }",
        "fn a(/// <b>c\n d: u8) {}",
        "m! { //! <b>c\n }",
    ] {
        assert_eq!(problem("src/a.rs", nested, &[]), "HTML: `<b>`");
    }
    assert_eq!(
        problem("README.md", "<!-- Generated. -->\n\n<b>", &[]),
        "HTML: `<b>`"
    );
}

#[test]
fn our_own_is_let_through() {
    let example = Example::new("rust,no_run", "let a = \"```\";\n# Ok(())");
    let text = format!(
        "<!-- Generated. -->\n\n{}\n\n```text\na\n```\n\n[`Client::a`](super::Client::a), [`Retry`], <https://example.com>, \
         [b](https://example.com)\n",
        example.block()
    );
    assert_eq!(
        problem("README.md", &text, std::slice::from_ref(&example)),
        "nothing"
    );
    assert_eq!(
        problem("README.md", &text, &[]),
        "a code block that is none of ours: `let a = \"```\";\n# Ok(())\n`"
    );
    assert_eq!(
        problem("src/lib.rs", "#![doc = include_str!(\"docs.md\")]", &[]),
        "nothing"
    );
    assert_eq!(problem("CHANGELOG.md", "<b>", &[]), "nothing");
}
