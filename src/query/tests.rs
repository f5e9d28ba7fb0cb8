//! The language, row by row, and what must hold for any text.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::ast::{Ast, Comparison, DateRange, Nearness, Node, Reach, TextField, TextMatch};
use super::lexer::FEATURES;
use super::{parse, parse_last};
use crate::article::EntityKind;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 5, 20).unwrap()
}

fn read(query: &str) -> Ast {
    parse(query, today()).unwrap_or_else(|error| panic!("{}", error.pretty()))
}

#[track_caller]
fn reads_as(query: &str, canonical: &str) {
    assert_eq!(read(query).to_string(), canonical, "{query}");
}

#[track_caller]
fn notes(query: &str, expected: &[&str]) {
    assert_eq!(read(query).notes, expected, "{query}");
}

#[track_caller]
fn fails(query: &str, message: &str) {
    let error = parse(query, today()).expect_err(query);
    assert_eq!(error.to_string(), message, "{query}");
}

#[test]
fn words_and_operators() {
    reads_as("", "");
    reads_as("sanctions iran", "sanctions AND iran");
    reads_as("a OR b c", "a OR b AND c");
    reads_as("(a OR b) c", "(a OR b) AND c");
    reads_as("a AND (b AND c)", "a AND b AND c");
    reads_as("a -b", "a AND NOT b");
    reads_as("NOT a", "NOT a");
    reads_as("-(a b) c", "NOT (a AND b) AND c");
    reads_as("a and b or c", "a AND b OR c");
    reads_as("war and not peace", "war AND NOT peace");
    reads_as("to be or", "to AND be AND or,");
    reads_as("not guilty", "not, AND guilty");
    reads_as("a - b -- c al-assad", "a AND b AND c AND al-assad");
    reads_as("-\"a b\" c", "NOT \"a b\" AND c");
    reads_as("a -? b -= c -# d", "a AND b AND c AND d");
    reads_as("-.NET -'foo' -€5 -=\"a b\"", "NOT NET AND NOT foo AND NOT 5 AND NOT \"a b\"");
    notes("a and b", &["`and` was read as AND; quote it to search for the word"]);
}

#[test]
fn phrases_patterns_and_near_words() {
    reads_as("“axis of resistance”", "\"axis of resistance\"");
    reads_as("„axis  of resistance“", "\"axis of resistance\"");
    reads_as("=sanction =\"two words\"", "=sanction AND \"two words\"");
    reads_as("sanction* wom?n *ism", "sanction* AND wom?n AND *ism");
    reads_as("recycl!", "recycl*");
    reads_as("Oh! Go!", "Oh AND Go");
    reads_as("who? really?!", "who AND really");
    reads_as("al-ass* Trump*'s", "al-ass* AND Trump*'s");
    reads_as("\"Trump says “no deal” to Iran\"", "\"Trump says “no deal” to Iran\"");
    reads_as("“he said \"no\" today”", "“he said \"no\" today”");
    reads_as("«a \"b\" ”c» »d«", "«a \"b\" ”c» AND \"d\"");
    reads_as("”a b” „c d\"", "\"a b\" AND \"c d\"");
    reads_as("\"mixed up” c", "\"mixed up\" AND c");
    reads_as("assad~ assad~2", "assad~1 AND assad~2");
    notes("recycl!", &["`recycl!` was read as `recycl*`"]);
}

#[test]
fn fields() {
    reads_as("title:x body:\"a b\" lead:=c", "title:x AND body:\"a b\" AND lead:=c");
    reads_as("TITLE:(a OR \"b c\" -d)", "title:a OR title:\"b c\" AND NOT title:d");
    reads_as(
        "by:x source:x section:x lang:German url:x id:x",
        "by:x AND source:x AND section:x AND lang:German AND url:x AND id:x",
    );
    reads_as(
        "person:\"Ebrahim Raisi\" org:ap place:iran entity:x",
        "person:\"Ebrahim Raisi\" AND org:\"ap\" AND place:\"iran\" AND entity:\"x\"",
    );
    reads_as("person:(raisi OR assad)", "person:\"raisi\" OR person:\"assad\"");
    reads_as("has:date -has:people words>800", "has:date AND NOT has:people AND words>800");
    reads_as("title:#MeToo url:/news person:@raisi", "title:MeToo AND url:news AND person:\"raisi\"");
    reads_as("words:800..1200", "words>=800 AND words<=1200");
    reads_as("words<=5 words=5 words:>=5", "words<=5 AND words=5 AND words>=5");
}

#[test]
fn nearness() {
    reads_as("oil price w/5 opec", "oil AND price w/5 opec");
    reads_as("-a W/5 b", "NOT a w/5 b");
    reads_as("a NEAR/5 b pre/3 c", "a w/5 b pre/3 c");
    reads_as("a w/5 (b pre/3 c)", "a w/5 (b pre/3 c)");
    reads_as("(a or b*) w/s \"c d\"", "(a OR b*) w/s \"c d\"");
    reads_as("a not w/p b", "a not w/p b");
    reads_as("a NOT near/2 b c", "a not w/2 b AND c");
    reads_as("bribe* w/10 PERSON", "bribe* w/10 PERSON");
    reads_as("title:(a w/5 b)", "title:a w/5 title:b");
    reads_as("person:raisi w/5 (ORG or place:iran)", "person:\"raisi\" w/5 (ORG OR place:\"iran\")");
    reads_as("\"b a\"~5 PERSON", "\"b a\"~5 AND PERSON");
    reads_as("atleast:3(a or b) first/50(\"c d\")", "atleast:3(a OR b) AND first/50(\"c d\")");
    reads_as("caps:US caps:(AT&T)", "caps:\"US\" AND caps:\"AT&T\"");
    reads_as("person:rais* w/o w/5, first/50 atleast", "person:rais* AND w/o AND w/5, AND first/50 AND atleast");
}

#[test]
fn dates() {
    reads_as("date:2022-07", "date:2022-07-01..2022-07-31");
    reads_as("date:2021..2022-03", "date:2021-01-01..2022-03-31");
    reads_as("date:..2022 date:2021..", "date:..2022-12-31 AND date:2021-01-01..");
    reads_as("after:2022 before:2022-07", "date:2023-01-01.. AND date:..2022-06-30");
    reads_as("last:7d", "date:2024-05-14..2024-05-20");
    reads_as("on:04-13 on:02-29", "on:04-13 AND on:02-29");
    reads_as("on:2022-07-11", "date:2022-07-11");
    reads_as("date:today date:yesterday", "date:2024-05-20 AND date:2024-05-19");
    reads_as("last:2000y", "date:1400-01-01..2024-05-20");
    reads_as("date:1657497600", "date:2022-07-11");
    let month = parse_last("1m", NaiveDate::from_ymd_opt(2024, 3, 31).unwrap()).unwrap();
    assert_eq!(month.from, NaiveDate::from_ymd_opt(2024, 3, 1));
}

#[test]
fn languages_are_known() {
    for known in ["lang:en", "lang:deu", "lang:English", "lang:deutsch", "lang:中文", "lang:\"Tiếng Việt\"", "lang:e*"]
    {
        let _ = read(known);
    }
    fails("iran lang:klingon", "query, character 11: `klingon` is no language");
    let hint = parse("lang:(de OR Englsh)", today()).unwrap_err().pretty();
    assert!(hint.ends_with("hint: did you mean `english`?"), "{hint}");
}

#[test]
fn patterns_are_limited() {
    let asked = |pattern: &str, count: usize| parse(&vec![pattern; count].join(" OR "), today()).map(|_| ());
    assert_eq!(asked("*ab", 32), Ok(()));
    assert_eq!(asked("ab*", 256), Ok(()));
    let refused = |pattern: &str, count: usize| asked(pattern, count).unwrap_err().message().to_owned();
    assert_eq!(refused("*ab", 33), "more than 32 patterns that begin with `*` or `?`");
    assert_eq!(refused("?ab*", 33), "more than 32 patterns that begin with `*` or `?`");
    assert_eq!(refused("ab*", 257), "more than 256 patterns and words with `~`");
    assert_eq!(refused("ab~", 257), "more than 256 patterns and words with `~`");
}

#[test]
fn pasted_text_says_what_it_says() {
    reads_as("Trump's", "Trump's");
    reads_as("10:30", "10:30");
    reads_as("AT&T", "AT&T");
    reads_as("C++", "C");
    reads_as("#MeToo", "MeToo");
    reads_as("https://example.org/a?b=c&d=*", "https://example.org/a?b=c&d");
    reads_as("https://en.wikipedia.org/wiki/Iran_(film), a", "https://en.wikipedia.org/wiki/Iran_(film) AND a");
    reads_as("(see https://x.org/a) b", "see AND https://x.org/a AND b");
    reads_as("《人民日报》 （伊朗）", "人民日报 AND 伊朗");
    reads_as("a -> b ->c", "a AND b AND c");
    reads_as("#NOT fun #OR 'and b", "NOT, AND fun AND OR, AND and, AND b");
    reads_as("Iran: what now?", "Iran AND what AND now");
    reads_as("foo:bar", "foo:bar");
    reads_as("[sic] {x}", "sic AND x");
    reads_as("w/o w/e", "w/o AND w/e");
    notes("C++", &["passed over `++` in `C++`"]);
    notes("#MeToo $5", &["passed over `#` in `#MeToo`", "passed over `$` in `$5`"]);
    notes("a + b", &["passed over `+`"]);
    notes("a & b AT&T", &["passed over `&`"]);
    notes("《人民日报》 https://x.org/?a&b", &[]);
    notes("#a #a", &["passed over `#` in `#a`"]);
}

#[test]
fn what_cannot_be_read_is_an_error_with_its_place() {
    fails("\"axis of", "query, character 1: a quotation mark is opened and not closed");
    fails("a \"\"", "query, character 3: no letter or digit between the quotation marks");
    fails("(sic", "query, character 1: a bracket is opened and not closed");
    fails("a)", "query, character 2: a bracket is closed that was not opened");
    fails("a ()", "query, character 3: nothing between the brackets");
    fails("AND iran", "query, character 1: `AND` stands between two terms, and one is missing");
    fails("iran OR", "query, character 6: `OR` stands between two terms, and one is missing");
    fails("title:", "query, character 1: nothing behind `title:`");
    fails("tilte:iran", "query, character 1: there is no field `tilte:`");
    fails("title:(a by:b)", "query, character 10: a field within the brackets of another");
    for query in ["title:'a b'", "title:[a TO b]", "title:-a"] {
        fails(query, "query, character 1: a field without a word behind it");
    }
    fails("tilte:\"axis of evil\"", "query, character 1: there is no field `tilte:`");
    fails("persn:(a b)", "query, character 1: there is no field `persn:`");
    fails("assad~0", "query, character 7: at least 1 letter may differ");
    fails("date:\"2022\"", "query, character 1: `date:` takes its value without quotation marks and brackets");
    fails("date:\u{1b}[31m", "query, character 6: ` [31m` is no date");
    fails("after:2999", "query, character 7: no date can be later than 2999");
    fails("before:1400", "query, character 8: no date can be earlier than 1400");
    fails("words:1200..800", "query, character 7: the range begins after it ends");
    fails("words>+5", "query, character 7: `+5` is no number of words");
    fails("words> 800", "query, character 1: nothing behind `words>`");
    fails("assad~3", "query, character 7: at most 2 letters may differ");
    fails("ass*d~", "query, character 1: a pattern cannot be near as well");
    fails("*", "query, character 1: `*` would match every word");
    fails("++", "query, character 1: no letter or digit to search for");
    fails("date:2022-02-31", "query, character 6: there is no day `2022-02-31`");
    fails("date:soon", "query, character 6: `soon` is no date");
    fails("date:2023..2021", "query, character 6: the range begins on 2023-01-01, after it ends on 2021-12-31");
    fails("on:13-45", "query, character 4: no year has a day `13-45`");
    fails("last:x", "query, character 6: `x` is no span of time");
    fails("has:legs", "query, character 5: `has:` does not know `legs`");
    fails("words>many", "query, character 7: `many` is no number of words");
    fails("person:rais~", "query, character 8: `rais~` is not built yet");
    fails("not w/5", "query, character 5: `w/5` stands between two terms, and one is missing");
    fails("a w/5", "query, character 3: `w/5` stands between two terms, and one is missing");
    fails("w/s b", "query, character 1: `w/s` stands between two terms, and one is missing");
    fails("a w/0 b", "query, character 5: expected a number of words from 1 to 100000");
    fails(
        "a w/5 (b c)",
        "query, character 7: a group of words that must all be there has no place in a text that others could be near",
    );
    fails("a w/5 date:2022", "query, character 7: a condition has no place in a text that others could be near");
    fails(
        "a not w/5 (b w/2 c)",
        "query, character 11: nearness within this has no place in a text that others could be near",
    );
    fails("title:a w/5 body:b", "query, character 9: two texts that are never near: no field has both");
    fails("atleast:3", "query, character 1: `atleast:` takes a number and a group");
    fails("atleast:x(a)", "query, character 1: `atleast:` takes a number and a group");
    fails(
        "atleast:3(a w/5 b)",
        "query, character 10: nearness within this has no place in a text that others could be near",
    );
    fails("first/50(title:a)", "query, character 1: `first/` counts words of the text, which this field is not");
    fails("caps:us", "query, character 6: `us` is not in capitals");
    fails(&"(".repeat(3000), "query, character 65: nested more than 64 deep");
    fails(&"NOT ".repeat(3000), "query, character 257: nested more than 64 deep");
}

#[test]
fn an_error_shows_the_query_and_a_hint() {
    let error = parse("iran tilte:raisi", today()).unwrap_err();
    assert_eq!(
        error.pretty(),
        "query, character 6: there is no field `tilte:`\n  iran tilte:raisi\n       ^^^^^\nhint: did you mean `title:`? quote it to search for the words"
    );
}

#[test]
fn a_long_query_is_shown_around_the_place() {
    let error = parse(&format!("{}( {}", "a ".repeat(500), "b ".repeat(500)), today()).unwrap_err();
    let pretty = error.pretty();
    assert!(pretty.lines().all(|line| line.chars().count() < 200), "{pretty}");
    assert_eq!(error.span(), 1000..1001);
}

#[test]
fn a_long_query_of_one_piece_is_read_or_refused() {
    let pieces = [
        "title:",
        "title:#",
        "“a“ ",
        "\"a” ",
        "https://x(",
        "-#",
        " -#",
        "#a ",
        "date:",
        "(",
        "NOT ",
        "~a",
        "a*",
        "\u{301}",
    ];
    for piece in pieces {
        let query = piece.repeat((64 << 10) / piece.len());
        let _ = parse(&query, today()).map_err(|error| error.pretty());
    }
}

/// Trees of every shape that a query can be read into.
fn any_tree() -> impl Strategy<Value = Node> {
    let word = || {
        "[a-zé]{1,6}(['-][a-z]{1,3})?|and|or|not|AND|OR|NOT|w/5|北京|10:30"
            .prop_filter("pieces of the language", |word| !word.is_empty())
    };
    let field = prop::sample::select(vec![
        TextField::Any,
        TextField::Title,
        TextField::Body,
        TextField::Lead,
        TextField::By,
        TextField::Source,
        TextField::Section,
        TextField::Lang,
        TextField::Url,
        TextField::Id,
    ]);
    let kind =
        prop::sample::select(vec![None, Some(EntityKind::Person), Some(EntityKind::Org), Some(EntityKind::Place)]);
    let text = prop_oneof![
        word().prop_map(TextMatch::Word),
        word().prop_map(TextMatch::Exact),
        "[a-z]{1,5}( [“'„(]?[a-zA-Z:*~-]{0,5}[a-z]){0,3}".prop_map(TextMatch::Phrase),
        "[a-z]{1,3}\\*|[a-z]\\?[a-z]{1,3}|\\*[a-z]{1,3}".prop_map(TextMatch::Pattern),
        ("[a-z]{1,6}", 1..=2_u8).prop_map(|(word, distance)| TextMatch::Fuzzy(word, distance)),
    ];
    let day = || (1400..=2999_i32, 1..=365_u32).prop_map(|(year, day)| NaiveDate::from_yo_opt(year, day).unwrap());
    let range = prop_oneof![
        day().prop_map(|from| DateRange { from: Some(from), to: None }),
        day().prop_map(|to| DateRange { from: None, to: Some(to) }),
        (day(), day()).prop_map(|(one, other)| DateRange { from: Some(one.min(other)), to: Some(one.max(other)) }),
    ];
    let feature = prop::sample::select(FEATURES).prop_map(|(_, feature)| feature);
    let comparison = prop::sample::select(vec![
        Comparison::Less,
        Comparison::LessOrEqual,
        Comparison::Equal,
        Comparison::GreaterOrEqual,
        Comparison::Greater,
    ]);
    let leaf = prop_oneof![
        4 => (field, text).prop_map(|(field, text)| match (field, text) {
            (TextField::Lang, TextMatch::Pattern(pattern)) => Node::Text(TextField::Lang, TextMatch::Pattern(pattern)),
            (TextField::Lang, _) => Node::Text(TextField::Lang, TextMatch::Word("Deutsch".to_owned())),
            (field, text) => Node::Text(field, text),
        }),
        1 => (kind, "[A-Z][a-z]{1,5}( [A-Z'][a-z]{1,5}){0,2}").prop_map(|(kind, name)| Node::Name(kind, name)),
        1 => range.prop_map(Node::Date),
        1 => (1..=12_u8, 1..=28_u8).prop_map(|(month, day)| Node::Anniversary { month, day }),
        1 => feature.prop_map(Node::Has),
        1 => (comparison, any::<u64>()).prop_map(|(comparison, count)| Node::Words(comparison, count)),
    ];
    let leaf = prop_oneof![4 => leaf, 1 => near_tree()];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let some = prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            some.clone().prop_map(|children| Node::And(flattened(children, |node| matches!(node, Node::And(_))))),
            some.prop_map(|children| Node::Or(flattened(children, |node| matches!(node, Node::Or(_))))),
            inner.prop_map(|child| Node::Not(Box::new(child))),
        ]
    })
}

/// Nearness of words, phrases, names and groups, and counts.
fn near_tree() -> impl Strategy<Value = Node> {
    let word = |text: TextMatch| Node::Text(TextField::Any, text);
    let operand = prop_oneof![
        "[a-z]{2,6}".prop_map(move |text| word(TextMatch::Exact(text))),
        "[a-z]{2,4} [a-z]{2,4}".prop_map(move |text| word(TextMatch::Phrase(text))),
        "[a-z]{2,4}\\*".prop_map(move |text| word(TextMatch::Pattern(text))),
        "[A-Z]{2,4}".prop_map(move |text| word(TextMatch::Capitals(text))),
        "[A-Z][a-z]{1,5}".prop_map(|name| Node::Name(Some(EntityKind::Person), name)),
        Just(Node::AnyName(EntityKind::Org)),
    ];
    let group = prop::collection::vec(operand.clone(), 2..4).prop_map(Node::Or);
    let side = prop_oneof![3 => operand, 1 => group];
    let reach = prop_oneof![(1..99_u32).prop_map(Reach::Words), Just(Reach::Sentence), Just(Reach::Paragraph)];
    let near = (side.clone(), side.clone(), reach.clone(), any::<bool>(), any::<bool>()).prop_map(
        |(left, right, reach, ordered, negated)| {
            Node::Near(Box::new(Nearness { left, right, reach, ordered, negated }))
        },
    );
    let outer = (near.clone(), side.clone(), reach, any::<bool>()).prop_filter_map(
        "what is excluded is no operand",
        |(inner, side, reach, swapped)| {
            let is_operand = matches!(&inner, Node::Near(nearness) if !nearness.negated);
            let (left, right) = if swapped { (side, inner) } else { (inner, side) };
            let nearness = Nearness { left, right, reach, ordered: false, negated: false };
            is_operand.then(|| Node::Near(Box::new(nearness)))
        },
    );
    prop_oneof![
        2 => near,
        2 => outer,
        1 => (1..9_u32, side.clone()).prop_map(|(count, child)| Node::AtLeast(count, Box::new(child))),
        1 => (1..99_u32, side).prop_map(|(count, child)| Node::First(count, Box::new(child))),
        1 => ("[a-z]{1,4} [a-z]{1,4}", 0..9_u32)
            .prop_map(|(phrase, others)| Node::Text(TextField::Title, TextMatch::Window(phrase, others))),
    ]
}

/// Children that are of the kind that they would stand in are set between their siblings, as reading does.
fn flattened(nodes: Vec<Node>, is_same: fn(&Node) -> bool) -> Vec<Node> {
    let inner = |node| match node {
        Node::And(children) | Node::Or(children) => children,
        other => vec![other],
    };
    nodes.into_iter().flat_map(|node| if is_same(&node) { inner(node) } else { vec![node] }).collect()
}

/// Pieces of queries, so that random texts meet the rules of the language more often than by chance.
fn query_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,4}",
        prop::sample::select(vec![
            " ", " AND ", " OR ", " NOT ", " and ", " or ", " not ", "(", ")", "\"", "“", "”", "-", "=", "*", "?", "!",
            "~", "~2", "title:", "person:", "lead:", "date:", "2022", "2022-07", "..", "has:", "people", "words>",
            "800", "iran", "al-Assad", "w/5", "w/o", "»", "«", "„", "[", "'", "tilte:", "words:", "last:", "1y", "@",
            "U.S.", "’s", "北京", "https://", "&", "#", "+", "É", "\u{301}", "\u{200d}", ":", "/",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_panics(query in "\\PC*") {
        let _ = parse(&query, today()).map_err(|error| error.pretty());
    }

    #[test]
    fn any_tree_is_printed_and_read_back(root in any_tree()) {
        let printed = root.to_string();
        let again = parse(&printed, today()).map(|again| again.root);
        prop_assert_eq!(again, Ok::<Node, super::QueryError>(root), "printed as {}", printed);
    }

    #[test]
    fn what_is_printed_reads_the_same(query in query_like()) {
        if let Ok(ast) = parse(&query, today()) {
            let printed = ast.to_string();
            let again = parse(&printed, today()).map(|again| again.root);
            prop_assert_eq!(again, Ok::<Node, super::QueryError>(ast.root), "{} printed as {}", query, printed);
        }
    }
}
