//! The words that reference pages are made of, in the languages they are published in.

/// A section's or a schema's label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Label<'a> {
    Request,
    Response,
    MediaTypes,
    /// Parameters, with their location (OpenAPI's `in`).
    Parameters(&'static str),
    Headers,
    /// A response's status, as OpenAPI's key: `200`, `4XX`, `default`.
    Status(String),
    /// `Body ()`, which says nothing.
    Body,
    NoBody,
    /// An example of a media type.
    Example(&'a str),
    RootSchema(&'a str),
    NestedSchema(&'a str),
    /// `Type:`, with what follows in the line.
    Type(&'a str),
    /// The button that unfolds a schema.
    ShowSource,
}

const SECTIONS: [(&[&str], Label<'static>); 10] = [
    (&["Request", "リクエスト"], Label::Request),
    (&["Response", "レスポンス"], Label::Response),
    (
        &[
            "Supported Media Types",
            "サポートされるメディア・タイプ",
            "サポートされているメディア・タイプ",
        ],
        Label::MediaTypes,
    ),
    (
        &["Path Parameters", "パス・パラメータ"],
        Label::Parameters("path"),
    ),
    (
        &["Query Parameters", "問合せパラメータ", "クエリー・パラメータ"],
        Label::Parameters("query"),
    ),
    (
        &["Header Parameters", "ヘッダー・パラメータ"],
        Label::Parameters("header"),
    ),
    (&["Headers", "ヘッダー"], Label::Headers),
    (
        &["Show Source", "ソースの表示", "ソースを表示"],
        Label::ShowSource,
    ),
    (&["Body ()", "Body", "本文 ()", "本体 ()"], Label::Body),
    (
        &[
            "There's no request body for this operation.",
            "この操作のリクエスト本文はありません。",
        ],
        Label::NoBody,
    ),
];

impl<'a> Label<'a> {
    /// The label that a whole line is.
    pub(super) fn of(line: &'a str) -> Option<Self> {
        if let Some((_, label)) = SECTIONS.iter().find(|(words, _)| words.contains(&line)) {
            return Some(label.clone());
        }
        if let Some(name) = after_colon(line, &["Root Schema", "ルート・スキーマ"]) {
            return Some(Self::RootSchema(name));
        }
        if let Some(name) = after_colon(
            line,
            &["Nested Schema", "ネストされたスキーマ", "ネスト・スキーマ"],
        ) {
            return Some(Self::NestedSchema(name));
        }
        if let Some(rest) = after_colon(line, &["Type", "タイプ"]) {
            return Some(Self::Type(rest));
        }
        let example = ["Example Response (", "レスポンスの例("]
            .iter()
            .find_map(|words| line.strip_prefix(words));
        if let Some(media) = example.and_then(|rest| rest.strip_suffix(')')) {
            return Some(Self::Example(media));
        }
        let status = ["Response", "レスポンス"]
            .iter()
            .find_map(|word| line.strip_suffix(word))?
            .trim_end();
        let is_code = status.len() == 3
            && status.starts_with(|c: char| ('1'..='5').contains(&c))
            && (status[1..].eq_ignore_ascii_case("xx") || status.bytes().all(|byte| byte.is_ascii_digit()));
        match status.to_ascii_lowercase().as_str() {
            "default" | "デフォルト" => Some(Self::Status("default".to_owned())),
            _ if is_code => Some(Self::Status(status.to_ascii_uppercase())),
            _ => None,
        }
    }
}

/// What a facet's value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FacetKind {
    Text,
    Flag,
    Number,
    /// A value of the item's own type.
    Value,
    /// A list of such values.
    Values,
    /// `true`, `false`, or the name of a nested schema.
    Additional,
    Discriminator,
}

/// A schema keyword as a page spells it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Facet {
    /// The keyword of OpenAPI 3.0.
    pub(super) keyword: &'static str,
    pub(super) kind: FacetKind,
    words: &'static [&'static str],
}

static FACETS: [Facet; 16] = [
    Facet {
        keyword: "title",
        kind: FacetKind::Text,
        words: &["Title", "タイトル"],
    },
    Facet {
        keyword: "readOnly",
        kind: FacetKind::Flag,
        words: &["Read Only", "読取り専用"],
    },
    Facet {
        keyword: "writeOnly",
        kind: FacetKind::Flag,
        words: &["Write Only", "書込み専用"],
    },
    Facet {
        keyword: "deprecated",
        kind: FacetKind::Flag,
        words: &["Deprecated", "非推奨"],
    },
    Facet {
        keyword: "uniqueItems",
        kind: FacetKind::Flag,
        words: &["Unique Items Required", "一意のアイテムが必要"],
    },
    Facet {
        keyword: "default",
        kind: FacetKind::Value,
        words: &["Default Value", "デフォルト値"],
    },
    Facet {
        keyword: "minLength",
        kind: FacetKind::Number,
        words: &["Minimum Length", "最小長"],
    },
    Facet {
        keyword: "maxLength",
        kind: FacetKind::Number,
        words: &["Maximum Length", "最大長"],
    },
    Facet {
        keyword: "minimum",
        kind: FacetKind::Number,
        words: &["Minimum Value", "最小値"],
    },
    Facet {
        keyword: "maximum",
        kind: FacetKind::Number,
        words: &["Maximum Value", "最大値"],
    },
    Facet {
        keyword: "minItems",
        kind: FacetKind::Number,
        words: &["Minimum Number of Items", "最小アイテム数"],
    },
    Facet {
        keyword: "maxItems",
        kind: FacetKind::Number,
        words: &["Maximum Number of Items", "最大アイテム数"],
    },
    Facet {
        keyword: "enum",
        kind: FacetKind::Values,
        words: &["Allowed Values", "許可される値", "使用できる値"],
    },
    Facet {
        keyword: "pattern",
        kind: FacetKind::Text,
        words: &["Pattern", "パターン"],
    },
    Facet {
        keyword: "additionalProperties",
        kind: FacetKind::Additional,
        words: &["Additional Properties Allowed", "追加プロパティを使用できます"],
    },
    Facet {
        keyword: "discriminator",
        kind: FacetKind::Discriminator,
        words: &["Discriminator", "ディスクリミネータ"],
    },
];

/// The facet that a text begins with, and what follows its colon.
pub(super) fn facet(text: &str) -> Option<(&'static Facet, &str)> {
    FACETS
        .iter()
        .find_map(|facet| Some((facet, after_colon(text, facet.words)?)))
}

/// Where the first facet begins that is glued into a text, if not at its start.
pub(super) fn glued_facet(text: &str) -> Option<usize> {
    text.char_indices()
        .map(|(at, _)| at)
        .find(|&at| at > 0 && facet(&text[at..]).is_some())
}

/// A mark at the end of an item's name: the name, and whether it is required.
pub(super) fn mark(name: &str) -> (&str, Option<bool>) {
    let marks = [
        ("(required)", true),
        ("(optional)", false),
        ("(必須)", true),
        ("(オプション)", false),
        ("(任意)", false),
    ];
    let found = marks
        .iter()
        .find_map(|(mark, required)| Some((name.strip_suffix(mark)?.trim_end(), *required)));
    found.map_or((name, None), |(name, required)| (name, Some(required)))
}

/// A line without the link back to the page's top, which is glued to whatever follows it.
pub(super) fn without_navigation(line: &str) -> &str {
    let links = ["Back to Top", "先頭に戻る", "トップに戻る"];
    links
        .iter()
        .find_map(|link| line.strip_prefix(link))
        .unwrap_or(line)
        .trim()
}

/// What follows one of the words and a colon.
fn after_colon<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    let rest = words
        .iter()
        .find_map(|word| text.strip_prefix(word))?
        .trim_start();
    rest.strip_prefix([':', '：']).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_in_both_languages() {
        for (line, label) in [
            ("Root Schema : User", Label::RootSchema("User")),
            ("ルート・スキーマ: User", Label::RootSchema("User")),
            ("Type:", Label::Type("")),
            ("タイプ: object", Label::Type("object")),
            ("201 Response", Label::Status("201".to_owned())),
            ("403レスポンス", Label::Status("403".to_owned())),
            ("200 レスポンス", Label::Status("200".to_owned())),
            ("4xx Response", Label::Status("4XX".to_owned())),
            ("Default Response", Label::Status("default".to_owned())),
            (
                "Example Response (application/json)",
                Label::Example("application/json"),
            ),
        ] {
            assert_eq!(Label::of(line), Some(label), "{line}");
        }
        for line in [
            "A Response",
            "999 Response",
            "Request body",
            "Types: x",
            "éé1 Response",
        ] {
            assert_eq!(Label::of(line), None, "{line}");
        }
    }

    #[test]
    fn facets_alone_and_glued() {
        assert_eq!(
            facet("Read Only:true").map(|(facet, rest)| (facet.keyword, rest)),
            Some(("readOnly", "true"))
        );
        assert_eq!(
            facet("最大長: 5").map(|(facet, rest)| (facet.keyword, rest)),
            Some(("maxLength", "5"))
        );
        assert_eq!(facet("Title of a book"), None);
        assert_eq!(glued_facet("ApplicationRead Only:true"), Some(11));
        assert_eq!(glued_facet("Read Only of it"), None);
        assert_eq!(mark("if-match(optional)"), ("if-match", Some(false)));
        assert_eq!(mark("name (必須)"), ("name", Some(true)));
        assert_eq!(mark("name"), ("name", None));
    }
}
