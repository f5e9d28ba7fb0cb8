//! NewsML-G2: items of news as XML, alone or several in a message.
//!
//! In: files with the roots `<newsItem>`, `<packageItem>`, `<newsMessage>` and the other items of the family, versions
//! 2.0 to 2.35, that is NAR 1.0 on (<https://iptc.org/std/NewsML-G2/>). Out: one article a `<newsItem>` with a headline
//! or a text: NITF, XHTML or plain text within `contentSet`, the fullest of its alternatives, else the caption of a
//! picture or film. Packages, which only refer to items, plans, concepts and catalogues are passed over; a file that
//! has nothing else is rejected for that reason.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::agency_xml::{self, Wire, line_of, value_of};
use super::content;
use crate::article::{EntityKind, Problem};
use crate::format::authors::{of_line, of_person};
use crate::format::fields::kind_of_word;
use crate::format::xml::{self, Children, Element};
use crate::format::{Format, ItemSink, Place};
use crate::source::{Input, Sample};

/// The format `newsml-g2`.
#[derive(Clone, Copy, Debug)]
pub(super) struct NewsmlG2;

/// The roots that no other format has.
const ROOTS: &[&str] = &["newsMessage", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"];

/// Roots that are of this format where they are said to be.
const ROOTS_WITH_NAMESPACE: &[&str] = &["newsItem", "catalog"];

/// Parts of items that stand alone, as documentation shows them.
const PARTS: &[&str] = &["contentSet", "contentMeta", "groupSet"];

const ENTERED: &[&str] = &["newsMessage", "itemSet"];

impl Format for NewsmlG2 {
    fn name(&self) -> &'static str {
        "newsml-g2"
    }

    fn signs(&self) -> &'static str {
        "NewsML-G2, XML of news agencies: a root such as `<newsItem>` or `<newsMessage>`, namespace iptc.org/std/nar"
    }

    fn ids(&self) -> &'static str {
        "the guid of the item, else its line"
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        xml::root(sample).is_some_and(|root| {
            let name = root.name.as_str();
            let has_namespace = root.tag.contains("iptc.org/std/nar") || root.tag.contains("NewsML-G2");
            ROOTS.contains(&name)
                || PARTS.contains(&name)
                || (ROOTS_WITH_NAMESPACE.contains(&name) && (has_namespace || root.tag.contains("guid=")))
        })
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        let mut children = Children::new(input, ENTERED);
        let (mut sent, mut any, mut rejected) = (None, false, None);
        while let Some(child) = children.next()? {
            let name = child.element.name();
            if name.eq_ignore_ascii_case("header") {
                let stamp = child.element.elements().find(|element| element.name().eq_ignore_ascii_case("sent"));
                sent = line_of(stamp);
                continue;
            }
            if ENTERED.contains(&name) {
                continue;
            }
            let within =
                if matches!(name, "newsItem" | "contentSet") { Vec::new() } else { items_within(&child.element) };
            let items = if within.is_empty() { vec![&child.element] } else { within };
            for item in items {
                match read_item(item, sent.as_deref()) {
                    Ok(wire) => {
                        any = true;
                        if hand_on(item, child.line, wire, take).is_break() {
                            return Ok(());
                        }
                    }
                    Err(reason) => _ = rejected.get_or_insert_with(|| Problem::new(reason).at_line(child.line)),
                }
            }
        }
        match rejected {
            Some(problem) if !any => Err(problem),
            None if !any => Err(Problem::new("a NewsML-G2 message without any item")),
            _ => Ok(()),
        }
    }
}

fn hand_on(item: &Element, line: u64, wire: Wire, take: &mut ItemSink<'_>) -> ControlFlow<()> {
    let id = item.attribute("guid").map(|guid| guid.split_whitespace().collect::<Vec<_>>().join("_"));
    let id = id.filter(|id| !id.is_empty());
    wire.hand_on(Place::Record { id, line }, take)
}

/// News items that stand whole in something else.
fn items_within(element: &Element) -> Vec<&Element> {
    element.descendants("newsItem").filter(|item| item.child("itemMeta").is_some()).collect()
}

/// The article of an item, or why it is none.
fn read_item(item: &Element, sent: Option<&str>) -> Result<Wire, String> {
    let kind = match item.name() {
        "newsItem" | "contentSet" => return read_news_item(item, sent),
        "packageItem" | "groupSet" => return Err("a NewsML-G2 package, which only refers to other items".to_owned()),
        "planningItem" => "planning item",
        "conceptItem" => "concept item",
        "knowledgeItem" => "knowledge item",
        "catalogItem" | "catalog" => "catalog",
        "contentMeta" => "fragment",
        name => return Err(format!("<{name}> in NewsML-G2, which is no item")),
    };
    Err(format!("a NewsML-G2 {kind}, which has no article text"))
}

fn read_news_item(item: &Element, sent: Option<&str>) -> Result<Wire, String> {
    let mut wire = Wire::default();
    let (item_meta, meta) = (item.child("itemMeta"), item.child("contentMeta"));
    let tag = meta.and_then(|meta| value_of(meta.child("language"), "tag"));
    wire.article.language = tag.or_else(|| value_of(Some(item), "xml:lang"));
    let language = wire.article.language.clone();
    wire.article.title = headline_of(meta, language.as_deref());
    wire.article.source = source_of(item, item_meta, meta);
    wire.article.section = section_of(item_meta, meta, language.as_deref());
    wire.article.url = address_of(item, item_meta);
    let time = |place: Option<&Element>, name: &str| place.and_then(|place| line_of(place.child(name)));
    let created = [time(meta, "contentCreated"), time(item_meta, "firstCreated"), time(item_meta, "versionCreated")];
    let changed = [time(item_meta, "versionCreated"), time(meta, "contentModified")];
    wire.state_dates(&created, &changed);
    if let Some(line) = meta.and_then(|meta| line_of(meta.child("by"))) {
        wire.state_byline(&line, of_line(&line));
    }
    state_names(item, meta, language.as_deref(), &mut wire);
    let content = if item.name() == "contentSet" { Some(item) } else { item.child("contentSet") };
    wire.fill_from(content.map(|set| best_content(set, &wire.article.title, language.as_deref())).unwrap_or_default());
    read_creators(meta, language.as_deref(), &mut wire);
    // Where the item says nothing of its time, the message does.
    if wire.article.date.is_none() && wire.problems.is_empty() {
        wire.state_dates(&[sent.map(str::to_owned)], &[]);
    }
    if wire.article.body.is_empty() {
        wire.article.body = description_of(meta, language.as_deref());
    }
    if wire.article.title.is_empty() {
        wire.article.title = time(item_meta, "title").unwrap_or_default();
    }
    if !wire.is_article() {
        return Err(no_text(item_meta, content));
    }
    if wire.article.title.is_empty() {
        wire.article.title = time(meta, "slugline").unwrap_or_default();
    }
    Ok(wire)
}

fn no_text(item_meta: Option<&Element>, content: Option<&Element>) -> String {
    let class = item_meta.and_then(|meta| meta.child("itemClass"));
    let class = class.and_then(|class| class.attribute("qcode").or_else(|| class.attribute("uri"))).map(local);
    let kind = class.filter(|class| class.chars().all(char::is_alphabetic) && !class.is_empty()).unwrap_or("news");
    let payload = content.and_then(|content| content.child("inlineXML")).and_then(|inline| inline.elements().next());
    match payload.map(Element::name) {
        Some(name) if !matches!(name, "nitf" | "html") => {
            format!("a NewsML-G2 {kind} item that carries <{name}>, which is no text, and no headline")
        }
        _ => format!("a NewsML-G2 {kind} item without headline, caption or text"),
    }
}

/// Behind the last `:` or `/` of a code: `person` of `cpnat:person`.
fn local(code: &str) -> &str {
    code.rsplit([':', '/']).next().unwrap_or(code)
}

/// The headline itself: neither a short nor a lower one, the first in rank.
fn headline_of(meta: Option<&Element>, language: Option<&str>) -> String {
    let Some(meta) = meta else { return String::new() };
    let is_other = |element: &Element| {
        let role = element.attribute("role").map(|role| local(role).to_lowercase()).unwrap_or_default();
        ["sub", "short", "kicker", "over", "alt", "seo", "mobile"].iter().any(|word| role.contains(word))
    };
    let rank = |element: &Element| element.attribute("rank").and_then(|rank| rank.parse::<u32>().ok()).unwrap_or(0);
    let headlines = meta.children("headline").filter(|element| !element.line().is_empty());
    let best = headlines
        .min_by_key(|element| (is_other(element), !is_in(element, language), rank(element)))
        .map(Element::line);
    best.unwrap_or_default()
}

/// Whether an element is in this language, or says nothing of its own.
fn is_in(element: &Element, language: Option<&str>) -> bool {
    let primary = |tag: &str| tag.split('-').next().unwrap_or(tag).to_ascii_lowercase();
    match (element.attribute("xml:lang"), language) {
        (Some(own), Some(language)) => primary(own) == primary(language),
        _ => true,
    }
}

/// The name of a concept or party: in the item's language, in full rather than short.
fn name_of(concept: &Element, language: Option<&str>) -> Option<String> {
    let distance = |name: &Element| match name.attribute("role").map(local) {
        None | Some("display" | "full" | "main") => 0,
        Some("mnemonic") => 2,
        Some(_) => 1,
    };
    let names = concept.children("name").filter(|name| !name.line().is_empty());
    names.min_by_key(|name| (!is_in(name, language), distance(name))).map(Element::line)
}

/// From whom the item is: the source of its information, else who provides it, else who holds its rights.
fn source_of(item: &Element, item_meta: Option<&Element>, meta: Option<&Element>) -> Option<String> {
    let party = |party: &Element| name_of(party, None).or_else(|| value_of(Some(party), "literal"));
    let is_domain = |name: &String| name.contains('.') && !name.contains(' ');
    let provider = item_meta.and_then(|meta| meta.child("provider"));
    let holder = item.at("rightsInfo/copyrightHolder").and_then(party);
    let credit = meta.and_then(|meta| line_of(meta.child("creditline")));
    let code = || provider.and_then(|provider| provider.attribute("qcode")?.strip_prefix("nprov:")).map(str::to_owned);
    let infos = meta.into_iter().flat_map(|meta| meta.children("infoSource")).find_map(party);
    let provided = provider.and_then(party);
    let named = provided.clone().filter(|name| !is_domain(name));
    infos.or(named).or_else(code).or(holder).or(credit).or(provided)
}

/// The department or category, else the name of the first subject that is a topic, else of the first collection.
fn section_of(item_meta: Option<&Element>, meta: Option<&Element>, language: Option<&str>) -> Option<String> {
    let subjects: Vec<&Element> = meta.into_iter().flat_map(|meta| meta.children("subject")).collect();
    let says = |subject: &Element, words: &[&str]| {
        let keys = ["type", "qcode"].iter().filter_map(|key| subject.attribute(key));
        keys.map(str::to_lowercase).any(|key| words.iter().any(|word| key.contains(word)))
    };
    let is_topic = |subject: &Element| {
        subject.attribute("type").or_else(|| subject.attribute("typeuri")).is_none_or(|kind| local(kind) == "abstract")
    };
    let name = |subject: &&Element| name_of(subject.child("mainConcept").unwrap_or(subject), language);
    let mut desks = subjects.iter().filter(|subject| says(subject, &["department", "category", "section", "desk"]));
    let mut topics = subjects.iter().filter(|subject| is_topic(subject));
    let mut collections = item_meta.into_iter().flat_map(|meta| meta.children("memberOf"));
    desks
        .find_map(name)
        .or_else(|| topics.find_map(name))
        .or_else(|| collections.find_map(|collection| name_of(collection, language)))
}

/// The address it was published at: a link that says so, or a guid that is one.
fn address_of(item: &Element, item_meta: Option<&Element>) -> Option<String> {
    let links = item_meta.into_iter().flat_map(|meta| meta.children("link"));
    let own = ["canonical", "permalink", "webUrl", "isPublishedAs", "alternate"];
    let mut own_links = links.filter(|link| link.attribute("rel").is_some_and(|rel| own.contains(&local(rel))));
    let is_web = |address: &String| address.starts_with("http://") || address.starts_with("https://");
    let linked = own_links.find_map(|link| value_of(Some(link), "href").filter(is_web));
    linked.or_else(|| value_of(Some(item), "guid").filter(is_web))
}

/// The caption of a picture or film, else all that describes it: summary, script, list of shots. In the language of the
/// item where it is there in several.
fn description_of(meta: Option<&Element>, language: Option<&str>) -> String {
    let all = || meta.into_iter().flat_map(|meta| meta.children("description"));
    let mut descriptions: Vec<&Element> = all().filter(|element| is_in(element, language)).collect();
    if descriptions.is_empty() {
        descriptions = all().collect();
    }
    let is_caption = |element: &&Element| element.attribute("role").is_some_and(|role| local(role) == "caption");
    let captions: Vec<&Element> = descriptions.iter().copied().filter(is_caption).collect();
    let described = if captions.is_empty() { descriptions } else { captions };
    let texts = described.into_iter().map(|element| agency_xml::text(element, "")).filter(|text| !text.is_empty());
    texts.collect::<Vec<_>>().join("\n\n")
}

/// Of the alternatives of a content set in the item's language the first that is not much shorter than the fullest.
fn best_content(set: &Element, title: &str, language: Option<&str>) -> Wire {
    let (mut found, mut in_others): (Vec<Wire>, Vec<Wire>) = (Vec::new(), Vec::new());
    for content in set.elements() {
        let mut wire = match content.name() {
            "inlineXML" => content::read(content, title),
            "inlineData" if is_text(content) => content::read(content, title),
            _ => continue,
        };
        if wire == Wire::default() {
            continue;
        }
        wire.article.language = wire.article.language.or_else(|| value_of(Some(content), "xml:lang"));
        if is_in(content, language) { &mut found } else { &mut in_others }.push(wire);
    }
    let found = if found.is_empty() { in_others } else { found };
    let fullest = found.iter().map(|wire| wire.article.body.len()).max().unwrap_or(0);
    found.into_iter().find(|wire| wire.article.body.len() * 2 >= fullest).unwrap_or_default()
}

/// Whether inline data is text: it says so or says nothing, and is not packed into characters.
fn is_text(data: &Element) -> bool {
    let is_text_type = data.attribute("contenttype").is_none_or(|kind| kind.starts_with("text/"));
    let is_plain = data.attribute("encoding").or_else(|| data.attribute("encodinguri")).is_none();
    is_text_type && is_plain
}

/// The authors, where no byline names them: creators that are people.
fn read_creators(meta: Option<&Element>, language: Option<&str>, wire: &mut Wire) {
    if wire.article.byline.is_some() {
        return;
    }
    let is_person = |creator: &&Element| {
        let kind = creator.attribute("type").or_else(|| creator.attribute("typeuri"));
        let role = creator.attribute("role").map(local);
        let is_other = matches!(kind_of(creator), Some(EntityKind::Org | EntityKind::Place))
            || creator.attribute("qcode").is_some_and(|code| code.contains("source:"));
        kind.is_none_or(|kind| local(kind) == "person") && role != Some("source") && !is_other
    };
    let creators = meta.into_iter().flat_map(|meta| meta.children("creator")).filter(is_person);
    let is_source = |name: &String| wire.article.source.as_ref() == Some(name);
    let (mut names, mut authors) = (Vec::new(), Vec::new());
    for creator in creators {
        let Some(name) = name_of(creator, language).filter(|name| !is_source(name)) else { continue };
        // Where the kind of a creator is not stated, its words tell.
        let is_stated = creator.attribute("type").or_else(|| creator.attribute("typeuri")).is_some();
        authors.extend(if is_stated { of_person(&name) } else { of_line(&name) });
        names.push(name);
    }
    wire.state_byline(&names.join("; "), authors);
    // Who only typed it or is the agency itself makes no byline.
    if wire.article.authors.is_empty() {
        wire.article.byline = None;
    } else {
        wire.article.byline = Some(wire.article.authors.join(", "));
    }
}

/// States the people, organisations and places among the subjects, and those about which the item asserts details.
fn state_names(item: &Element, meta: Option<&Element>, language: Option<&str>, wire: &mut Wire) {
    let keys = ["qcode", "uri", "literal"];
    let mut asserted: HashMap<&str, &Element> = HashMap::new();
    for assert in item.children("assert") {
        for key in keys.iter().filter_map(|key| assert.attribute(key)) {
            asserted.entry(key).or_insert(assert);
        }
    }
    for subject in meta.into_iter().flat_map(|meta| meta.children("subject")) {
        let assert = keys.iter().find_map(|key| asserted.get(subject.attribute(key)?)).copied();
        let kind = kind_of(subject).or_else(|| assert.and_then(kind_of));
        let name = name_of(subject, language).or_else(|| assert.and_then(|assert| name_of(assert, language)));
        if let (Some(kind), Some(name)) = (kind, name) {
            wire.state(kind, &name);
        }
    }
    for assert in item.children("assert") {
        if let (Some(kind), Some(name)) = (kind_of(assert), name_of(assert, language)) {
            wire.state(kind, &name);
        }
    }
}

/// The kind of name that a concept is, by its type or by the details it has.
fn kind_of(concept: &Element) -> Option<EntityKind> {
    let of_attribute = ["type", "typeuri"].iter().find_map(|key| kind_of_code(concept.attribute(key)?));
    let types = concept.children("type");
    let of_type = || types.filter_map(|kind| kind.attribute("qcode").or_else(|| kind.attribute("uri")));
    let details = [
        ("personDetails", EntityKind::Person),
        ("organisationDetails", EntityKind::Org),
        ("geoAreaDetails", EntityKind::Place),
        ("POIDetails", EntityKind::Place),
    ];
    let of_details = || details.iter().find(|(name, _)| concept.child(name).is_some()).map(|(_, kind)| *kind);
    of_attribute.or_else(|| of_type().find_map(kind_of_code)).or_else(of_details)
}

fn kind_of_code(code: &str) -> Option<EntityKind> {
    match local(code).to_ascii_lowercase().as_str() {
        "geoarea" | "poi" | "statprov" => Some(EntityKind::Place),
        "team" | "league" => Some(EntityKind::Org),
        word => kind_of_word(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::StatedArticle;
    use crate::format::Item;

    fn read(markup: &str) -> Result<StatedArticle, Problem> {
        let mut input = Input::new("item.xml", markup.as_bytes()).unwrap();
        assert!(NewsmlG2.recognises(&input.sample()));
        let mut articles = Vec::new();
        NewsmlG2.read(&mut input, &mut |item| {
            if let Item::Article(_, article) = item {
                articles.push(*article);
            }
            ControlFlow::Continue(())
        })?;
        Ok(articles.remove(0))
    }

    #[test]
    fn of_several_languages_that_of_the_item_is_read() {
        let content = "<inlineXML xml:lang='en'><p>The English text.</p></inlineXML>\
                       <inlineXML xml:lang='de-AT'><p>Der deutsche Text.</p></inlineXML>";
        for (language, body) in
            [("de", "Der deutsche Text."), ("en-GB", "The English text."), ("fr", "The English text.")]
        {
            let meta = format!("<language tag='{language}'/>");
            assert_eq!(item("", &meta, content).unwrap().body, body);
        }
        let meta = "<language tag='de'/><headline>Ein Bild</headline><description xml:lang='en'>A picture</description>\
                    <description xml:lang='de'>Der Hafen</description>";
        assert_eq!(item("", meta, "").unwrap().body, "Der Hafen");
        assert_eq!(item("", "", content).unwrap().language.as_deref(), Some("en"));
    }

    fn item(item_meta: &str, content_meta: &str, content: &str) -> Result<StatedArticle, Problem> {
        read(&format!(
            "<newsItem guid='g'><itemMeta>{item_meta}</itemMeta><contentMeta>{content_meta}</contentMeta>\
             <contentSet>{content}</contentSet></newsItem>"
        ))
    }

    const TEXT: &str = "<inlineXML><p>Text.</p></inlineXML>";

    #[test]
    fn what_has_no_text_says_why() {
        let cases = [
            ("<planningItem/>", "a NewsML-G2 planning item, which has no article text"),
            ("<conceptItem/>", "a NewsML-G2 concept item, which has no article text"),
            ("<packageItem/>", "a NewsML-G2 package, which only refers to other items"),
            ("<newsMessage><itemSet/></newsMessage>", "a NewsML-G2 message without any item"),
            (
                "<newsItem guid='x'><itemMeta><itemClass qcode='ninat:picture'/></itemMeta></newsItem>",
                "a NewsML-G2 picture item without headline, caption or text",
            ),
        ];
        for (markup, reason) in cases {
            assert_eq!(read(markup).unwrap_err().message, reason, "{markup}");
        }
    }

    #[test]
    fn headlines_are_told_apart_by_role_and_rank() {
        let cases = [
            ("<headline rank='2'>B</headline><headline rank='1'>A</headline>", "A"),
            ("<headline role='hrol:sub'>B</headline><headline>A</headline>", "A"),
            ("<slugline>A-B</slugline>", "A-B"),
        ];
        for (meta, title) in cases {
            assert_eq!(item("", meta, TEXT).unwrap().title, title, "{meta}");
        }
    }

    #[test]
    fn the_first_date_is_publication_and_the_last_the_update() {
        let cases = [
            ("<versionCreated>20140314T120000Z</versionCreated>", "", "2014-03-14", None),
            (
                "<versionCreated>2014-03-16</versionCreated><firstCreated>2014-03-14</firstCreated>",
                "",
                "2014-03-14",
                Some("2014-03-16"),
            ),
            (
                "<versionCreated>2014-03-13</versionCreated>",
                "<contentCreated>2014-03-14</contentCreated><contentModified>2014-03-15</contentModified>",
                "2014-03-14",
                Some("2014-03-15"),
            ),
        ];
        for (item_meta, meta, published, updated) in cases {
            let article = item(item_meta, meta, TEXT).unwrap();
            assert_eq!(article.date.unwrap().date.to_string(), published, "{item_meta}");
            assert_eq!(article.updated.map(|date| date.to_string()).as_deref(), updated, "{item_meta}");
        }
    }

    #[test]
    fn the_fullest_alternative_is_the_text() {
        let short = "<inlineData>Short.</inlineData>";
        let long = "<inlineXML><p>The whole text of the story.</p></inlineXML>";
        let packed = "<inlineData encoding='e:base64'>VGhlIHdob2xlIHRleHQgb2YgdGhlIHN0b3J5LCBwYWNrZWQ=</inlineData>";
        for content in [[short, long, packed].concat(), [packed, long, short].concat()] {
            assert_eq!(item("", "", &content).unwrap().body, "The whole text of the story.");
        }
    }

    #[test]
    fn names_come_from_subjects_and_assertions() {
        let subjects = "<subject type='cpnat:person' qcode='p:1'/>\
                        <subject typeuri='http://x/poi'><name>Old Port</name></subject>\
                        <subject type='cpnat:abstract'><name>economy</name></subject>";
        let markup = format!(
            "<newsItem guid='g'><contentMeta>{subjects}</contentMeta>\
             <assert qcode='p:1'><name>Mei Tanaka</name></assert><contentSet>{TEXT}</contentSet></newsItem>"
        );
        let article = read(&markup).unwrap();
        let names = article.names.iter().map(|stated| (stated.kind, stated.name.as_str()));
        let expected = [(EntityKind::Person, "Mei Tanaka"), (EntityKind::Place, "Old Port")];
        assert_eq!(names.collect::<Vec<_>>(), expected);
        assert_eq!(article.section.as_deref(), Some("economy"));
    }

    #[test]
    fn creators_that_are_agencies_make_no_byline() {
        let cases: &[(&str, &[&str])] = &[
            ("<creator uri='x'><name>Mei Tanaka</name></creator>", &["Mei Tanaka"]),
            ("<creator literal='Reuters'/>", &[]),
            ("<infoSource><name>Valley Radio</name></infoSource><creator><name>Valley Radio</name></creator>", &[]),
            ("<creator><name>The Sports Network</name></creator>", &[]),
            ("<creator><name>petrova.anna</name></creator>", &[]),
            ("<by>By Anna Petrova</by><creator><name>Mei Tanaka</name></creator>", &["Anna Petrova"]),
        ];
        for (meta, authors) in cases {
            let article = item("", meta, TEXT).unwrap();
            assert_eq!(article.authors, *authors, "{meta}");
            assert_eq!(article.byline.is_some(), !authors.is_empty(), "{meta}");
        }
    }
}
