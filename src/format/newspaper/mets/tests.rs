use super::*;

use std::fs;

/// What an issue gives, written out; its one page has the blocks `a` (The rain), `b` (came down.) and `c` (Sun).
fn account(logical: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let block = |id: &str, text: &str| {
        format!("<TextBlock ID='{id}'><TextLine><String CONTENT='{text}'/></TextLine></TextBlock>")
    };
    let blocks = [block("a", "The rain"), block("b", "came down."), block("c", "Sun")].concat();
    let page = format!("<alto><Layout><Page ID='P'><PrintSpace>{blocks}</PrintSpace></Page></Layout></alto>");
    fs::write(folder.path().join("1.xml"), page).unwrap();
    let mets = format!(
        "<mets LABEL='The Bode, 1846-03-07'><fileSec><file ID='A'><FLocat xlink:href='1.xml'/></file></fileSec>\
         <structMap TYPE='PHYSICAL'><div ID='P1'><fptr FILEID='A'/></div></structMap>\
         <structMap TYPE='LOGICAL'>{logical}</structMap></mets>"
    );
    let path = folder.path().join("mets.xml");
    fs::write(&path, &mets).unwrap();
    let mut input = Input::of_file("issue/mets.xml", Some(&path), mets.as_bytes()).unwrap();
    let mut account = Vec::new();
    let read = Mets.read(&mut input, &mut |item| {
        account.push(match item {
            Item::Article(Place::Record { id, .. }, article) => {
                assert_eq!(article.source.as_deref(), Some("The Bode"));
                assert_eq!(article.date.map(|dated| dated.date.to_string()).as_deref(), Some("1846-03-07"));
                format!("{}[{}]{}", id.unwrap_or_default(), article.title, article.body)
            }
            other => format!("{other:?}"),
        });
        ControlFlow::Continue(())
    });
    account.extend(read.err().map(|problem| problem.to_string()));
    account.join(" | ").replace("\n\n", "/")
}

/// A part that points at blocks.
fn part(kind: &str, blocks: &[&str]) -> String {
    let areas: Vec<String> = blocks.iter().map(|block| format!("<area FILEID='A' BEGIN='{block}'/>")).collect();
    let areas = areas.concat();
    format!("<div TYPE='{kind}'><fptr><seq>{areas}</seq></fptr></div>")
}

#[test]
fn articles_are_put_together() {
    let article = |inside: &str| format!("<div TYPE='Article' ID='D' LABEL='Weather'>{inside}</div>");
    let cases = [
        (String::new(), "P1[]The rain came down./Sun"),
        (article(&part("PARAGRAPH", &["a", "b", "c"])), "D[Weather]The rain came down. Sun"),
        (article(&(part("PARAGRAPH", &["a"]) + &part("PARAGRAPH", &["b"]))), "D[Weather]The rain came down."),
        (article(&(part("HEADING", &["c"]) + &part("PARAGRAPH", &["b"]))), "D[Sun]came down."),
        (article(&(part("TEXT", &["b"]) + &part("HEADING", &["c"]))), "D[Weather]came down./Sun"),
        (article(&article(&part("TEXT", &["b"]))), "D[Weather] | D[Weather]came down."),
        (article("<fptr><area FILEID='A' BEGIN='a' END='c'/></fptr>"), "D[Weather]The rain came down./Sun"),
    ];
    for (logical, expected) in cases {
        assert_eq!(account(&logical), expected, "{logical}");
    }
    let missing = account(&article(&part("TEXT", &["b", "z"])));
    assert!(missing.contains("1 of the blocks that it names are not on their pages"), "{missing}");
}
