//! What prose becomes, and that nothing else can come of it.

use proptest::prelude::*;

use super::*;
use crate::render::read_back::document;

#[track_caller]
fn check(text: &str, expected: &str) {
    let lines: Vec<String> = markdown(text)
        .iter()
        .map(|line| line.strip_prefix(' ').unwrap_or(line).to_owned())
        .collect();
    assert_eq!(lines.join("\n"), expected, "{text:?}");
}

#[test]
fn what_a_page_may_say_stays() {
    for text in [
        "Plain words, snake_case, \"quotes\" and 'marks' -- a...",
        "*a* **b** ~~c~~ `d` ``e`f``",
        "two\nlines\n\ntwo paragraphs",
        "a\\\nb",
        "# Heading\n\n- one\n- two\n  - three\n\n1. first\n2. second",
        "- [ ] open\n- [x] done",
        "[text](https://example.com/a_b?c=d) and <https://example.com/> and <a@example.com>",
        "```text\nlet a = 1;\n\n  b\n```",
        "|a|b|\n|-|:-:|\n|1|`x`|",
        "---",
    ] {
        check(text, text);
    }
}

#[test]
fn what_it_may_not_say_is_text() {
    for (text, expected) in [
        ("```rust\nevil()\n```", "```text\nevil()\n```"),
        ("~~~\nevil()\n~~~", "```text\nevil()\n```"),
        ("a\n\n    evil()", "a\n\n```text\nevil()\n```"),
        ("\u{200b}\u{a0}```rust\nevil()\n```", "```text\nevil()\n```"),
        ("````\n```rust\na\n```\n````", "````text\n```rust\na\n```\n````"),
        ("<img src=x onerror=alert(1)>", "\\<img src=x onerror=alert(1)>"),
        ("a <b>*c*</b>", "a \\<b>*c*\\</b>"),
        ("<Note>\n[a](b) `c`\n</Note>", "\\<Note>\na `c`\n\\</Note>"),
        ("&lt;img src=x&gt; &amp;lt;", "\\<img src=x> \\&lt;"),
        ("&#10;&#10;&#96;&#96;&#96;&#10;evil()", "\\`\\`\\` evil()"),
        ("![alt *x*](https://example.com/1.png)", "alt *x*"),
        (
            "[a](javascript:alert(1)) <javascript:alert(2)>",
            "a javascript:alert(2)",
        ),
        ("[a](javascript&colon;alert(1))", "a"),
        (
            "[Vec] [`Vec`] [a][Vec] ![b]",
            "\\[Vec\\] \\[`Vec`\\] \\[a\\]\\[Vec\\] !\\[b\\]",
        ),
        ("[x]: <img src=x>", "\\[x\\]: \\<img src=x>"),
        ("[x]: javascript:alert(1)\n\n[x]", "x"),
        (
            "[x]: https://example.com \"title\"\n\n[x]",
            "[x](https://example.com)",
        ),
        ("a[^1]\n\n[^1]: note <b>", "a\\[^1\\]\n\n\\[^1\\]:\n\nnote \\<b>"),
        (
            "see https://example.com/a_b. ftp://example.com",
            "see <https://example.com/a_b>. ftp\\://example.com",
        ),
        (
            "https://bank.example@evil.example",
            "https\\://bank.example@evil.example",
        ),
        ("&#45; a\n&#35; b\n1&#46; c", "\\- a\n\\# b\n1\\. c"),
        ("a\n===\nb | c\n--- | ---\nd | e", "# a\n\n|b|c|\n|-|-|\n|d|e|"),
        // GitHub's bare links would take the back-slash in, and leave the tag.
        ("www.example.com<img src=x>", "www\\.example.com\\<img src=x>"),
        ("\u{202e}\u{200b}", ""),
    ] {
        check(text, expected);
    }
}

#[test]
fn one_line_is_one_line() {
    for (text, in_list, in_table) in [
        ("a\n\nb | c", "a b \\| c", "a b \\| c"),
        ("- `a|b`\n- c", "`a|b` c", "`a\\|b` c"),
        ("```rust\na\nb\n```", "`a b`", "`a b`"),
        ("# a\n|b|\n|-|\n|c|", "a b c", "a b c"),
        ("|", "\\|", "\\|"),
        ("\\|", "\\|", "\\|"),
        ("a\\\\|b", "a\\\\\\|b", "a\\\\\\|b"),
    ] {
        assert_eq!(sentence(text), in_list);
        assert_eq!(cell(text), in_table);
    }
}

/// Text of the pieces that Markdown, HTML, Rust, tables and line breaks are made of, so that they meet.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = [
        "`",
        "``",
        "```",
        "```rust\n",
        "~~~",
        "\n",
        "\n\n",
        "\r",
        "\r\n",
        "\u{85}",
        "\u{2028}",
        "\u{a0}",
        "\u{200b}",
        "\t",
        "    ",
        " ",
        "# ",
        "> ",
        "- ",
        "* ",
        "+ ",
        "1. ",
        "2) ",
        "===",
        "---",
        "***",
        "|",
        "| a |",
        "\n|-|-|\n",
        "\\",
        "\\|",
        "*",
        "**",
        "_",
        "__",
        "~",
        "~~",
        "[",
        "]",
        "(",
        ")",
        "![",
        "](",
        "](https://example.com)",
        "](javascript:alert(1))",
        "[x]: ",
        "[x]",
        "[^1]",
        "[^1]: ",
        "[Vec]",
        "[`Vec`]",
        "<",
        ">",
        "<img src=x onerror=alert(1)>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<javascript:a>",
        "<b",
        "<?",
        "<![CDATA[",
        "</div>\n",
        "https://example.com/a",
        "http://",
        "https://a@b",
        "ftp://c",
        "www.example.com",
        "a@example.com",
        "<a@example.com>",
        "mailto:a@b.example",
        "&lt;",
        "&#10;",
        "&#96;",
        "&nbsp;",
        "&#x200b;",
        "&#x2028;",
        "&amp;",
        "&",
        ";",
        "!",
        ":",
        "\"",
        "'",
        "...",
        "--",
        "=",
        "- [ ] ",
        "[x] ",
        "a",
        "b c",
        "fn main() {}",
        "é",
        "日本",
        "0",
        "#",
        "@user",
        "{",
        "}",
        "$",
        "^",
        "%",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn nothing_else_comes_of_prose(text in hostile()) {
        let lines = markdown(&text);
        prop_assert!(lines.iter().all(|line| !line.contains(is_invisible)), "{lines:?}");
        let alone = lines.join("\n");
        let below = format!("Our [`Client`], first.\n\n{alone}\n\nOurs, last.");
        let section = section(&text);
        let item = format!("- `a`: {}\n- b", sentence(&text));
        let table = format!("| a | b |\n| --- | --- |\n| `c` | {} |\n| {} | d |\n", cell(&text), name_in_cell(&text));
        let line = format!("The property {}, required.\n\n{}", name(&text), name(&text));
        for emitted in [&alone, &below, &section, &item, &table, &line] {
            prop_assert_eq!(document(emitted, "", &[]), Ok(()), "{}", emitted);
        }
        prop_assert!(below.contains("[`Client`]") && below.ends_with("\n\nOurs, last."));
        prop_assert_eq!(sentence(&text).lines().count().max(1), 1);
        prop_assert_eq!(rows(&table), 2, "{}", table);
        // Once is enough.
        let again = lines.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n");
        prop_assert_eq!(markdown(&again), lines);
    }
}

/// The rows of a document that is one table of two columns, 0 for another.
fn rows(table: &str) -> usize {
    use pulldown_cmark::{Event, Parser, Tag, TagEnd};
    let events: Vec<Event<'_>> = Parser::new_ext(table, read::OPTIONS).collect();
    let cells = events
        .iter()
        .filter(|event| matches!(event, Event::Start(Tag::TableCell)))
        .count();
    let whole = matches!(events.first(), Some(Event::Start(Tag::Table(_))))
        && matches!(events.last(), Some(Event::End(TagEnd::Table)));
    let rows = events
        .iter()
        .filter(|event| matches!(event, Event::Start(Tag::TableRow)))
        .count();
    if whole && cells == 2 * (rows + 1) { rows } else { 0 }
}
