use std::ops::ControlFlow;

use super::*;
use crate::article::StatedArticle;
use crate::format::{Item, Place};
use crate::source::Input;

/// Everything that a feed gives: articles with their ids, and what was said of it, an error last.
fn read_all(text: &str) -> (Vec<(String, StatedArticle)>, Vec<String>) {
    let mut input = Input::new("feed.xml", text.as_bytes()).unwrap();
    let (mut articles, mut problems) = (Vec::new(), Vec::new());
    let end = reading::read(&mut input, &mut |item| {
        match item {
            Item::Article(Place::Record { id, line }, article) => {
                articles.push((id.unwrap_or_else(|| line.to_string()), *article));
            }
            Item::Article(Place::WholeFile, _) => panic!("entries are records"),
            Item::Warning(problem) => problems.push(problem.to_string()),
            Item::PartOf(_) => {}
        }
        ControlFlow::Continue(())
    });
    problems.extend(end.err().map(|problem| problem.to_string()));
    (articles, problems)
}

/// The first article of a channel with one item.
fn item(inside: &str) -> StatedArticle {
    let (articles, _) = read_all(&format!("<rss><channel><item>{inside}</item></channel></rss>"));
    articles.into_iter().next().map(|(_, article)| article).unwrap_or_default()
}

/// The first article of an Atom feed with one entry.
fn entry(inside: &str) -> StatedArticle {
    let (articles, _) = read_all(&format!("<feed xmlns='http://www.w3.org/2005/Atom'><entry>{inside}</entry></feed>"));
    articles.into_iter().next().map(|(_, article)| article).unwrap_or_default()
}

#[test]
fn feeds_are_told_by_their_root() {
    let cases = [
        ("<rss version='2.0'>", Some(Kind::Rss)),
        ("<!-- x --><?xml version='1.0'?><RSS>", Some(Kind::Rss)),
        ("Warning: no session\n<?xml version='1.0'?><rss><channel>", Some(Kind::Rss)),
        ("<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", Some(Kind::Rss)),
        ("<rdf:RDF xmlns='http://www.w3.org/2004/02/skos/core#'>", None),
        ("<CHANNEL><ITEM HREF='x'>", Some(Kind::Rss)),
        ("<channel><programme>", None),
        ("<feed xmlns='http://www.w3.org/2005/Atom'>", Some(Kind::Atom)),
        ("<feed version='0.3' xmlns='http://purl.org/atom/ns#'>", Some(Kind::Atom)),
        ("<feed><cattle/></feed>", None),
        ("<rss xmlns:wp='http://wordpress.org/export/1.2/'>", Some(Kind::Wxr)),
        ("<html><body>an <rss> tag</body></html>", None),
        ("how to write\n<rss version='2.0'>\nand so on", None),
        ("# Feeds\n```\n<?xml version='1.0'?><rss>", None),
    ];
    for (text, expected) in cases {
        let sample = Sample { name: "x", bytes: text.as_bytes(), whole: true };
        assert_eq!(kind_of(&sample), expected, "{text}");
    }
}

#[test]
fn titles_lose_their_markup_and_keep_their_signs() {
    let cases = [
        ("<title>AT&amp;amp;T &lt;b&gt;buys&lt;/b&gt; it</title>", "AT&T buys it"),
        ("<title><![CDATA[5 < 6 & more]]></title>", "5 < 6 & more"),
        ("<title>The List&lt;T&gt; question</title>", "The List<T> question"),
        ("<title>\n  two\n lines </title>", "two lines"),
        ("<title>One <i>inside</i></title>", "One inside"),
        ("<title>don\u{92}t \u{97} so</title>", "don’t — so"),
        ("<title/><dc:title>Spare</dc:title>", "Spare"),
    ];
    for (inside, expected) in cases {
        assert_eq!(item(&format!("{inside}<description>x</description>")).title, expected, "{inside}");
    }
    let atom = [
        ("<title type='text'>a &lt;b&gt; c &amp;amp;</title>", "a <b> c &amp;"),
        ("<title type='html'>a &lt;b&gt;c&lt;/b&gt; &amp;amp; d</title>", "a c & d"),
        ("<title type='xhtml'><div>a <b>c</b></div></title>", "a c"),
        ("<title mode='base64'>YSBiw6k=</title>", "a bé"),
    ];
    for (inside, expected) in atom {
        assert_eq!(entry(inside).title, expected, "{inside}");
    }
}

#[test]
fn the_longest_text_wins_by_its_name() {
    let content = "xmlns:c='http://purl.org/rss/1.0/modules/content/'";
    let cases = [
        (format!("<description>short</description><c:encoded {content}>&lt;p&gt;a&lt;p&gt;b</c:encoded>"), "a\n\nb"),
        (format!("<description>short</description><c:encoded {content}> </c:encoded>"), "short"),
        ("<description>one\n\ntwo &amp;amp; three</description>".to_owned(), "one\n\ntwo & three"),
        ("<description><p>not</p><p>escaped<br>at all</description>".to_owned(), "not\n\nescaped\nat all"),
        ("<summary>s</summary><media:description>m</media:description>".to_owned(), "s"),
    ];
    for (inside, expected) in cases {
        assert_eq!(item(&inside).body, expected, "{inside}");
    }
    assert_eq!(entry("<summary>s</summary><content type='image/png'>aGk=</content>").body, "s");
}

#[test]
fn people_are_named_in_many_ways() {
    let cases = [
        ("<author>a@b.example (Ann Lee)</author>", "Ann Lee", "Ann Lee"),
        ("<author>Ann Lee &lt;a@b.example&gt;</author>", "Ann Lee", "Ann Lee"),
        ("<author>Ann Lee (a@b.example)</author>", "Ann Lee", "Ann Lee"),
        ("<author>a@b.example</author>", "a@b.example", ""),
        ("<author><name>Ann Lee</name><email>a@b.example</email></author>", "Ann Lee", "Ann Lee"),
        ("<dc:creator>By Ann Lee and Bo Ek</dc:creator><author>x@y.z</author>", "Ann Lee and Bo Ek", "Ann Lee+Bo Ek"),
        ("<itunes:author>Radio Ek</itunes:author>", "Radio Ek", "Radio Ek"),
    ];
    for (inside, byline, authors) in cases {
        let article = item(&format!("<title>x</title>{inside}"));
        assert_eq!(
            (article.byline.as_deref(), article.authors.join("+").as_str()),
            (Some(byline), authors),
            "{inside}"
        );
    }
}

#[test]
fn the_last_change_is_the_date_only_where_there_is_no_other() {
    let cases = [
        ("<pubDate>Mon, 11 Jul 2022 23:40:00 -0400</pubDate>", "2022-07-11", ""),
        ("<dc:date>2003-04-05T01:00:00Z</dc:date><pubDate>soon</pubDate>", "2003-04-05", ""),
        ("<published>2021-01-02</published><updated>2021-01-03</updated>", "2021-01-02", "2021-01-03"),
        ("<published>2021-01-02</published><updated>2021-01-02</updated>", "2021-01-02", ""),
        ("<updated>2021-01-03</updated>", "2021-01-03", ""),
        ("<created>2004-01-01</created><issued>2004-01-02</issued>", "2004-01-02", ""),
    ];
    for (inside, date, updated) in cases {
        let article = item(&format!("<title>x</title>{inside}"));
        let found = (article.date.map(|dated| dated.date.to_string()), article.updated.map(|date| date.to_string()));
        assert_eq!((found.0.unwrap_or_default().as_str(), found.1.unwrap_or_default().as_str()), (date, updated));
    }
    let (articles, problems) = read_all("<rss><item><title>x</title><pubDate>soon</pubDate></item></rss>");
    assert_eq!((articles.len(), problems), (1, vec!["line 1: date: `soon` is no date that can be read".to_owned()]));
}

#[test]
fn addresses_are_those_of_pages() {
    let cases = [
        ("<link>https://a.example/1?x=1&amp;y=2</link>", "https://a.example/1?x=1&y=2"),
        ("<guid>https://a.example/2</guid>", "https://a.example/2"),
        ("<guid isPermaLink='false'>https://a.example/2</guid>", ""),
        ("<link rel='self' href='https://a.example/feed'/><link href='https://a.example/3'/>", "https://a.example/3"),
        ("<link xml:base='https://a.example/b/c' href='d'/>", "https://a.example/b/d"),
        ("<link xml:base='https://a.example/b/c' href='/d'/>", "https://a.example/d"),
        ("<link xml:base='https://a.example' href='d'/>", "https://a.example/d"),
        ("<link>/only/a/path</link>", ""),
    ];
    for (inside, expected) in cases {
        let article = item(&format!("<title>x</title>{inside}"));
        assert_eq!(article.url.as_deref().unwrap_or_default(), expected, "{inside}");
    }
}

#[test]
fn what_the_feed_says_behind_its_entries_holds_for_them() {
    let many = "<item><title>x</title></item>".repeat(70);
    let text = format!("<rss><channel>{many}<title>Late</title><language>nl</language></channel></rss>");
    let (articles, problems) = read_all(&text);
    let with_source = articles.iter().filter(|(_, article)| article.source.as_deref() == Some("Late")).count();
    assert_eq!((articles.len(), with_source, problems.len()), (70, 64, 0));
    assert_eq!(articles[69].1.language.as_deref(), Some("nl"));
}

#[test]
fn exports_give_what_was_published() {
    let post = |kind: &str, status: &str| {
        format!(
            "<item><title>x</title><dc:creator>ann</dc:creator><wp:post_id>7</wp:post_id>\
             <wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type></item>"
        )
    };
    let people = "<wp:author><wp:author_login>ann</wp:author_login>\
                  <wp:author_display_name>Ann Lee</wp:author_display_name></wp:author>";
    let items = [("post", "publish"), ("page", "publish"), ("nav_menu_item", "publish"), ("post", "draft")];
    let items: String = items.iter().map(|(kind, status)| post(kind, status)).collect();
    let (articles, problems) = read_all(&format!("<rss><channel>{people}{items}</channel></rss>"));
    assert_eq!(articles.len(), 2);
    assert_eq!((articles[0].0.as_str(), articles[0].1.byline.as_deref()), ("7", Some("Ann Lee")));
    let passed_over = "passed over what is no published post or page: 1 `draft`, 1 `nav_menu_item`";
    assert_eq!(problems, [passed_over]);
}

#[test]
fn posts_have_bare_paragraphs_and_shortcodes() {
    let cases = [
        ("one\ntwo\n\n\nthree", "one\ntwo\n\nthree"),
        ("<p>one\nline</p>\n<p>two</p>", "one\nline\n\ntwo"),
        ("<!-- wp:paragraph --><p>one\nline</p><!-- /wp:paragraph -->\n\n<p>two</p>", "one line\n\ntwo"),
        ("a <a\nhref='x'>b</a> 5 < 6\nc", "a b 5 < 6\nc"),
        ("[caption id=\"1\"]<img/> gone[/caption]a [sic] b", "a [sic] b"),
        ("[caption id=\"1\"]never closed", "never closed"),
        ("[gallery ids=\"1,2\"]a[box]kept[/box][x", "akept[x"),
    ];
    for (stored, expected) in cases {
        assert_eq!(wordpress::paragraphs(stored), expected, "{stored}");
    }
}

#[test]
fn exports_of_blogger_have_more_than_posts() {
    let kind = |name: &str| {
        format!(
            "<category scheme='http://schemas.google.com/g/2005#kind' \
             term='http://schemas.google.com/blogger/2008/kind#{name}'/>"
        )
    };
    assert_eq!(entry(&format!("<title>x</title>{}<category term='News'/>", kind("post"))).section.unwrap(), "News");
    assert_eq!(entry(&format!("<title>x</title>{}", kind("comment"))), StatedArticle::default());
}

#[test]
fn a_feed_without_articles_is_rejected_with_the_reason() {
    let cases = [
        ("<rss><channel><title>x</title></channel></rss>", "a feed without any <item> or <entry>"),
        ("<rss><channel><item><link>x</link></item></channel></rss>", "1 entry has neither title nor text"),
        ("<rss><channel>", "line 1: ends within <rss>, whose end tag is missing"),
    ];
    for (text, expected) in cases {
        assert_eq!(read_all(text), (Vec::new(), vec![expected.to_owned()]), "{text}");
    }
}

#[test]
fn hostile_feeds_stay_small() {
    let bomb = "<!DOCTYPE r [<!ENTITY a 'xx'><!ENTITY b '&a;&a;'>]><rss><item><title>&b;&b;</title></item></rss>";
    assert_eq!(read_all(bomb).0[0].1.title, "&b;&b;");
    let brackets = "[".repeat(200_000) + &"[a b=".repeat(50_000) + &"<".repeat(200_000);
    assert!(wordpress::paragraphs(&brackets).len() <= brackets.len());
    let open = "<item><title>x<description>".repeat(20_000);
    assert_eq!(read_all(&format!("<rss>{open}")).0.len(), 20_000);
}

#[test]
fn paths_belong_to_the_site_of_the_feed() {
    let feed = "<rss><channel><link>https://harbour.example/news/</link><item><title>A</title><link>/a.html</link></item>\
                <item><title>B</title><link>b.html</link></item></channel></rss>";
    let (articles, _) = read_all(feed);
    let addresses: Vec<_> = articles.iter().map(|(_, article)| article.url.as_deref().unwrap_or("-")).collect();
    assert_eq!(addresses, ["https://harbour.example/a.html", "https://harbour.example/news/b.html"]);
}
