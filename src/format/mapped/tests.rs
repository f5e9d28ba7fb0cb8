use super::*;

const XML: &str = r#"
[[format]]
name = "vendor"
files = ["vendor/*.xml"]
reads = "xml"
record = "export/batch/story"
[format.fields]
id = "@number"
title = ["head/line", "head/slug"]
body = "text//p"
date = "meta[@name='day']/@content"
authors = "by"
people = "tag[@kind='person']"
"#;

const JSON: &str = r#"
[[format]]
name = "dump"
files = ["**/*.dump"]
reads = "json"
record = "/stories/*"
[format.fields]
title = "/t/main"
body = "/blocks/*/words"
date = "/when"
"#;

const HTML: &str = r#"
[[format]]
name = "intranet"
files = "*.page"
reads = "html"
[format.fields]
title = ".kop"
body = ".stuk p"
date = "meta[name=dag] @content"
"#;

fn account(maps: &str, path: &str, content: &str) -> String {
    let maps = FieldMaps::parse(maps).unwrap();
    let map = maps.of_path(path).expect("a map for the path");
    let mut input = Input::new(path, content.as_bytes()).unwrap();
    let mut lines = Vec::new();
    let end = map.read(&mut input, &mut |item| {
        lines.push(match item {
            Item::Article(place, article) => {
                let date = article.date.map_or_else(String::new, |dated| dated.date.to_string());
                let names = article.names.iter().map(|stated| stated.name.as_str()).collect::<Vec<_>>().join(",");
                let body = article.body.replace('\n', "|");
                format!("{place:?} {} [{body}] {date} {} {names}", article.title, article.authors.join(","))
            }
            Item::Warning(problem) => problem.to_string(),
            Item::PartOf(_) => String::new(),
        });
        ControlFlow::Continue(())
    });
    lines.extend(end.err().map(|problem| problem.to_string()));
    lines.join("\n").trim_end().to_owned()
}

#[test]
fn a_map_of_xml_finds_each_field() {
    let content = "<export><made>today</made><batch>\n<story number='7'><head><line>Harbour opens</line></head><text><p>One.</p><box><p>Two &amp; <b>three</b>.</p></box></text><meta name='x' content='1999-01-01'/><meta name='day' content='2022-07-11'/><by>By Anna Petrova</by><tag kind='person'>Yusuf Demir</tag></story>\n<story><head><slug>Ferry</slug></head></story><story/></batch></export>";
    let expected = "Record { id: Some(\"7\"), line: 2 } Harbour opens [One.||Two & three.] 2022-07-11 Anna Petrova Yusuf Demir\nRecord { id: None, line: 3 } Ferry []";
    assert_eq!(account(XML, "vendor/a.xml", content), expected);
}

#[test]
fn maps_of_json_and_html() {
    let content =
        r#"{"stories":[{"t":{"main":"Harbour"},"blocks":[{"words":"One."},{"words":"Two."}],"when":"11 July 2022"}]}"#;
    assert_eq!(account(JSON, "a/b.dump", content), "Record { id: None, line: 1 } Harbour [One.||Two.] 2022-07-11");
    let content =
        "<meta name=dag content=2022-07-11><h1 class=kop>Haven</h1><div class=stuk><p>Een <b>twee</b><p>Drie</div>";
    assert_eq!(account(HTML, "a.page", content), "WholeFile Haven [Een twee||Drie] 2022-07-11");
}

#[test]
fn a_map_that_finds_nothing_says_where_it_looked() {
    assert_eq!(account(XML, "vendor/a.xml", "<other/>"), "no record where the field map `vendor` says one is");
    assert_eq!(
        account(XML, "vendor/a.xml", "<export><batch><story/></batch></export>"),
        "no title or body where the field map `vendor` says they are, in 1 records"
    );
}

#[test]
fn patterns_of_paths() {
    let maps = FieldMaps::parse(&[XML, JSON].concat()).unwrap();
    let name = |path| maps.of_path(path).map(Format::name);
    assert_eq!(name("vendor/a.xml"), Some("vendor"));
    assert_eq!(name("vendor/deep/a.xml"), None);
    assert_eq!(name("deep/er/a.dump"), Some("dump"));
    assert_eq!(name("a.dump"), Some("dump"));
}

#[test]
fn mistakes_are_named_with_their_line() {
    let cases = [
        ("[[format]\n", "line 1: "),
        ("x = 1", "expected `[[format]]`, found `x`"),
        ("[[format]]\nfiles = 'x'", "line 1: expected a `name`"),
        (
            "\n[[format]]\nname='a'\nfiles='x'\nreads='pdf'\n[format.fields]\ntitle='x'",
            "line 2: expected `json`, `xml` or `html` as `reads`, found `pdf`",
        ),
        (
            "[[format]]\nname='a'\nfiles='x'\nreads='json'\n[format.fields]\ntitle='x'",
            "line 1: `title`: expected a JSON pointer such as `/meta/title`, found `x`",
        ),
        (
            "[[format]]\nname='a'\nfiles='x'\nreads='xml'\n[format.fields]\nheadline='x'",
            "line 1: expected one of the fields id, title, body, date",
        ),
        (
            "[[format]]\nname='a'\nfiles='x'\nreads='html'\n[format.fields]\ntitle='a['",
            "line 1: `title`: expected a CSS selector, found `a[`",
        ),
        (
            "[[format]]\nname='a'\nfiles='x'\nreads='xml'\n[format.fields]\ntitle='a[b]'",
            "line 1: `title`: expected a name, `*` or `name[@a='b']` between the slashes",
        ),
        (
            "[[format]]\nname='a'\nfiles='x'\ncolour='red'",
            "line 1: expected one of name, files, reads, record, fields, found `colour`",
        ),
    ];
    for (text, expected) in cases {
        let message = FieldMaps::parse(text).unwrap_err().to_string();
        assert!(message.starts_with(expected), "{text}: {message}");
    }
}

#[test]
fn what_two_paths_lead_to_is_read_once_and_pages_in_their_own_encoding() {
    let nested = XML.replace("text//p", "//box//p");
    let content = "<export><batch><story><box><box><p>One.</p></box><p>Two.</p></box></story></batch></export>";
    assert_eq!(account(&nested, "vendor/a.xml", content), "Record { id: None, line: 1 }  [One.||Two.]");
    let maps = FieldMaps::parse(HTML).unwrap();
    let page = b"<meta charset=koi8-r><p class=kop>\xcd\xcf\xd3\xd4</p><div class=stuk><p>\xe4\xc1.</p></div>";
    let mut titles = Vec::new();
    let read = maps.of_path("a.page").unwrap().read(&mut Input::new("a.page", &page[..]).unwrap(), &mut |item| {
        if let Item::Article(_, article) = item {
            titles.push(article.title);
        }
        ControlFlow::Continue(())
    });
    assert_eq!((read, titles), (Ok(()), vec!["мост".to_owned()]));
}
