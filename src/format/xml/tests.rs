use super::*;
use crate::source::Input;

/// What the reader makes of a text, written out: `line:name{text}` for each child, and the error at the end.
fn account(text: &str, enter: &[&str]) -> String {
    let mut input = Input::new("x.xml", text.as_bytes()).unwrap();
    let mut children = Children::new(&mut input, enter);
    let mut account = Vec::new();
    loop {
        match children.next() {
            Ok(Some(child)) => {
                let element = &child.element;
                account.push(format!("{}:{}{{{}}}", child.line, element.name(), element.markup()));
            }
            Ok(None) => break,
            Err(problem) => {
                account.push(problem.to_string());
                break;
            }
        }
    }
    account.join(" | ")
}

#[test]
fn children_come_one_by_one() {
    let cases = [
        ("<r><a>1</a>\n<b x='y'/><a>2</a></r>", "1:a{1} | 2:b{} | 2:a{2}"),
        ("<?xml version='1.0'?><!DOCTYPE r><r><s><a>1</a></s></r>", "1:s{<a>1</a>}"),
        ("<r><a>5 &lt; 6 &amp; caf&eacute; &#x201C; &nope; &</a></r>", "1:a{5 &lt; 6 &amp; café “ &amp;nope; &amp;}"),
        ("<r><a><![CDATA[<p>x</p>]]> y</a></r>", "1:a{&lt;p&gt;x&lt;/p&gt; y}"),
        ("<r><a>5 < 6 and so</a><b/></r>", "1:a{5 &lt; 6 and so} | 1:b{}"),
        ("<r><a><i>x</a><a>y</i></a></r>", "1:a{<i>x</i>} | 1:a{y}"),
        ("<r><a>x<b>y</r>", "1:a{x<b>y</b>}"),
        ("<r><a>x<b>y", "1:a{x<b>y</b>} | line 1: ends within <a>, whose end tag is missing"),
        ("<r><a>x</a>", "1:a{x} | line 1: ends within <r>, whose end tag is missing"),
        ("no markup", ""),
        ("<r><a>x</a><a>y</a", "1:a{x} | 1:a{y&lt;/a} | line 1: ends within <a>, whose end tag is missing"),
        ("<r><a>x <!-- y</a><a>z</a></r>", "1:a{x  y} | 1:a{z}"),
        ("<r><a>x <![CDATA[y</a><a>z</a></r>", "1:a{x y} | 1:a{z}"),
        ("<r><a>x <!y> <![if z]></a><a>z</a></r>", "1:a{x &lt;!y&gt; &lt;![if z]&gt;} | 1:a{z}"),
        ("<r><a>x <b c='>y</a>\n<a>z</a></r>", "1:a{x &lt;b c='&gt;y} | 2:a{z}"),
        ("<r><a>x<br>y<img src='i'></br></a><A>z</a></r>", "1:a{x<br></br>y<img src=\"i\"></img>} | 1:A{z}"),
        ("<r><a b=c d e='f'>x</a></r>", "1:a{x}"),
    ];
    for (text, expected) in cases {
        assert_eq!(account(text, &["r"]), expected, "{text}");
    }
}

#[test]
fn outer_elements_are_entered_in_any_case_and_their_attributes_known() {
    let text = "<R xml:lang='fr'><S><a/></S></R>";
    assert_eq!(account(text, &["r", "s"]), "1:a{}");
    let mut input = Input::new("x.xml", text.as_bytes()).unwrap();
    let mut children = Children::new(&mut input, &["r", "s"]);
    assert!(children.next().unwrap().is_some());
    assert_eq!((children.entered_attribute("xml:lang"), children.entered_attribute("k")), (Some("fr"), None));
}

#[test]
fn flat_records_end_where_the_next_begins() {
    let text = "<r><a>1<b>2<a>3<x:a/></a>\n<a>4<c></c></r>";
    let mut input = Input::new("x.xml", text.as_bytes()).unwrap();
    let mut children = Children::new(&mut input, &["r"]).with_flat(&["a"]);
    let mut texts = Vec::new();
    while let Some(child) = children.next().unwrap() {
        texts.push((child.line, child.element.markup()));
    }
    assert_eq!(texts, [(1, "1<b>2</b>".to_owned()), (1, "3<a></a>".to_owned()), (2, "4<c></c>".to_owned())]);
}

#[test]
fn tags_without_end_below_the_deepest_do_not_swallow_the_next_record() {
    let text = format!("<r><a>{}x</a><a>y</a></r>", "<p>".repeat(1000));
    assert!(account(&text, &["r"]).ends_with("| 1:a{y}"));
}

#[test]
fn markup_that_never_ends_costs_little() {
    let text = format!("<r>{}</r>", "<!-- <![CDATA[ <a b='".repeat(100_000));
    let started = std::time::Instant::now();
    account(&text, &["r"]);
    assert!(started.elapsed().as_secs() < 10);
}

#[test]
fn prefixes_are_resolved() {
    let text = "<r xmlns='one' xmlns:p='two'><p:a xmlns:p='three' p:k='v'/><p:a/><a/></r>";
    let mut input = Input::new("x.xml", text.as_bytes()).unwrap();
    let mut children = Children::new(&mut input, &["r"]);
    let mut namespaces = Vec::new();
    while let Some(child) = children.next().unwrap() {
        namespaces.push(child.element.namespace().to_owned());
    }
    assert_eq!(namespaces, ["three", "two", "one"]);
}

#[test]
fn declared_entities_are_not_expanded() {
    let text = "<!DOCTYPE r [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><r>&b;</r>";
    assert_eq!(account(text, &[]), "1:r{&amp;b;}");
}

#[test]
fn encodings_of_the_declaration_and_of_the_bytes() {
    let latin = b"<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><r>caf\xe9</r>";
    let lying = "<?xml version='1.0' encoding='iso-8859-1'?><r>caf\u{e9}</r>";
    for bytes in [&latin[..], lying.as_bytes()] {
        let mut input = Input::new("x.xml", bytes).unwrap();
        assert_eq!(document(&mut input).unwrap().0.text(), "café");
    }
}

#[test]
fn what_stands_before_a_broken_end_is_read() {
    let torn = std::io::Error::other("torn");
    let mut input = Input::new("x.xml", BreakingOff("<r><a>one</a><a><![CDATA[two", Some(torn))).unwrap();
    let mut children = Children::new(&mut input, &["r"]);
    let texts: Vec<String> = (0..2).map(|_| children.next().unwrap().unwrap().element.text()).collect();
    assert_eq!(texts, ["one", "two"]);
    assert_eq!(children.next().unwrap_err().message, "cannot be read to its end: torn");
}

/// Gives its bytes, then its error.
struct BreakingOff(&'static str, Option<std::io::Error>);

impl std::io::Read for BreakingOff {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = buffer.len().min(self.0.len());
        buffer[..count].copy_from_slice(&self.0.as_bytes()[..count]);
        self.0 = &self.0[count..];
        if count == 0 { self.1.take().map_or(Ok(0), Err) } else { Ok(count) }
    }
}

#[test]
fn nesting_without_end_is_survived() {
    let deep = "<d>".repeat(100_000) + "x";
    assert!(account(&deep, &[]).contains("ends within <d>"));
    let wide = format!("<r>{}</r>", "<a/>".repeat(ELEMENTS_MAX + 10));
    assert!(account(&wide, &[]).contains("more than 1048576 elements"));
}

#[test]
fn the_root_is_found_behind_declarations() {
    let cases = [
        ("<?xml version='1.0'?>\n<!-- c > -->\n<!DOCTYPE n [ <!ENTITY a 'b'> ]><n:nitf a='b'>", Some("nitf")),
        ("\u{feff}  <rss version='2.0'>", Some("rss")),
        ("<5>", None),
        ("text", None),
        ("<rss", None),
    ];
    for (text, expected) in cases {
        let sample = crate::source::Sample { name: "x", bytes: text.as_bytes(), whole: true };
        assert_eq!(root(&sample).map(|root| root.name).as_deref(), expected, "{text}");
    }
}
