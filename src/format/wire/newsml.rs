//! NewsML 1: items of news as XML, the older family.
//!
//! In: files with the root `<NewsML>`, versions 1.0 to 1.2 (<https://iptc.org/std/NewsML/>). Out: one article a story
//! of each `<NewsItem>`: where its components are stories of their own, each with a headline and a text, there are
//! several. Of equivalents, the same text in other forms, the first is taken; style sheets, pictures and headlines that
//! stand as content of their own are no text.

use std::ops::ControlFlow;

use super::agency_xml::{Wire, line_of, value_of};
use super::content;
use crate::article::Problem;
use crate::format::authors::of_line;
use crate::format::fields::kind_of_word;
use crate::format::xml::{self, Children, Element};
use crate::format::{Format, ItemSink, Place};
use crate::source::{Input, Sample};

/// The format `newsml`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Newsml;

impl Format for Newsml {
    fn name(&self) -> &'static str {
        "newsml"
    }

    fn signs(&self) -> &'static str {
        "NewsML 1.0 to 1.2, XML of news agencies: the root `<NewsML>`"
    }

    fn ids(&self) -> &'static str {
        "the NewsItemId (`/2` and so on for further stories of an item), else the line"
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        xml::root(sample).is_some_and(|root| matches!(root.name.as_str(), "NewsML" | "NewsItem"))
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        let mut children = Children::new(input, &["NewsML"]);
        let (mut envelope, mut any, mut rejected) = (Envelope::default(), false, None);
        while let Some(child) = children.next()? {
            match child.element.name() {
                "NewsEnvelope" => envelope = Envelope::of(&child.element),
                "NewsItem" => {
                    let inner: Vec<&Element> = child
                        .element
                        .descendants("NewsItem")
                        .filter(|item| item.child("Identification").is_some())
                        .collect();
                    let items = if inner.is_empty() { vec![&child.element] } else { inner };
                    for item in items {
                        let wires = read_item(item, &envelope);
                        if wires.is_empty() {
                            rejected.get_or_insert_with(|| Problem::new(no_text(item)).at_line(child.line));
                        }
                        any |= !wires.is_empty();
                        for (index, wire) in wires.into_iter().enumerate() {
                            if hand_on(item, index, child.line, wire, take).is_break() {
                                return Ok(());
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        match rejected {
            Some(problem) if !any => Err(problem),
            None if !any => Err(Problem::new("a NewsML document without any NewsItem")),
            _ => Ok(()),
        }
    }
}

/// What stands around all items of a document.
#[derive(Default)]
struct Envelope {
    sent: Option<String>,
    from: Option<String>,
}

impl Envelope {
    fn of(element: &Element) -> Self {
        let party = element.at("SentFrom/Party");
        Self { sent: line_of(element.child("DateAndTime")), from: value_of(party, "FormalName") }
    }
}

/// Hands on one story of an item; those behind the first have their number in their id.
fn hand_on(item: &Element, index: usize, line: u64, wire: Wire, take: &mut ItemSink<'_>) -> ControlFlow<()> {
    let identifier = item.at("Identification/NewsIdentifier");
    let id = identifier.and_then(|identifier| line_of(identifier.child("NewsItemId"))).map(|id| id.replace(' ', "_"));
    let id = id.map(|id| if index == 0 { id } else { format!("{id}/{}", index + 1) });
    wire.hand_on(Place::Record { id, line }, take)
}

fn no_text(item: &Element) -> &'static str {
    if item.descendants("NewsItemRef").next().is_some() {
        "a NewsML package, which only refers to other items"
    } else if item.descendants("NewsComponent").next().is_none() {
        "a NewsML item without content"
    } else {
        "a NewsML item without headline or text"
    }
}

/// How deep stories are looked for in components: agencies nest four.
const STORIES_DEPTH_MAX: usize = 8;

fn read_item(item: &Element, envelope: &Envelope) -> Vec<Wire> {
    let mut stories = Vec::new();
    for component in item.children("NewsComponent") {
        collect_stories(component, 0, &mut stories);
    }
    let wires = stories.into_iter().map(|story| read_story(item, story, envelope));
    wires.filter(Wire::is_article).collect()
}

/// The components that are stories: where several have a headline and a text of their own, each of them. Where some of
/// the text stands without a headline, it is that of the whole, and what has one is beside it: pictures with captions.
fn collect_stories<'a>(component: &'a Element, depth: usize, stories: &mut Vec<&'a Element>) {
    let is_story = |part: &&Element| {
        let has_headline = part.descendants("HeadLine").any(|line| !line.line().is_empty());
        has_headline && has_text(part)
    };
    let (parts, others): (Vec<&Element>, Vec<&Element>) = component.children("NewsComponent").partition(is_story);
    let is_whole = component.children("ContentItem").any(is_text) || others.into_iter().any(has_text);
    let has_headline = component.at("NewsLines/HeadLine").is_some_and(|line| !line.line().is_empty());
    let languages = |part: &&Element| value_of(part.at("DescriptiveMetadata/Language"), "FormalName");
    let is_same = component.attribute("EquivalentsList") == Some("yes")
        && parts.windows(2).all(|pair| languages(&pair[0]) == languages(&pair[1]));
    if depth >= STORIES_DEPTH_MAX || parts.is_empty() || is_whole || is_same || (parts.len() == 1 && has_headline) {
        return stories.push(component);
    }
    for part in parts {
        collect_stories(part, depth + 1, stories);
    }
}

/// Whether a component or one in it has text that is no caption and the like.
fn has_text(component: &Element) -> bool {
    let is_story = !is_beside(component) && !has_media(component);
    is_story && (component.children("ContentItem").any(is_text) || component.children("NewsComponent").any(has_text))
}

/// Whether a component holds a picture or film, whose text is a caption then.
fn has_media(component: &Element) -> bool {
    let kinds = ["MediaType", "MimeType"];
    let says = |content: &Element| {
        let kinds = kinds.iter().filter_map(|kind| value_of(content.child(kind), "FormalName"));
        kinds.map(|kind| kind.to_lowercase()).collect::<Vec<_>>().join(" ")
    };
    let media = ["photo", "image", "picture", "video", "audio", "graphic"];
    component.children("ContentItem").any(|content| media.iter().any(|kind| says(content).contains(kind)))
}

fn read_story(item: &Element, story: &Element, envelope: &Envelope) -> Wire {
    let mut wire = Wire::default();
    let outer = item.child("NewsComponent");
    // What the story does not say stands around it.
    let places: Vec<&Element> = [Some(story), outer].into_iter().flatten().collect();
    let first = |path: &str| places.iter().find_map(|place| line_of(place.at(path)));
    let named = |path: &str| places.iter().find_map(|place| value_of(place.at(path), "FormalName"));
    let anywhere = |name: &str| story.descendants(name).find_map(|line| line_of(Some(line)));
    wire.article.title = first("NewsLines/HeadLine").or_else(|| anywhere("HeadLine")).unwrap_or_default();
    let management = item.child("NewsManagement");
    let time = |name: &str| management.and_then(|management| line_of(management.child(name)));
    let day = line_of(item.at("Identification/NewsIdentifier/DateId"));
    wire.state_dates(&[time("FirstCreated"), day, envelope.sent.clone()], &[time("ThisRevisionCreated")]);
    wire.article.source = named("AdministrativeMetadata/Provider/Party")
        .or_else(|| envelope.from.clone())
        .or_else(|| named("AdministrativeMetadata/Source/Party"))
        .or_else(|| first("NewsLines/CreditLine"))
        .or_else(|| line_of(item.at("Identification/NewsIdentifier/ProviderId")));
    let language = || story.descendants("Language").find_map(|language| value_of(Some(language), "FormalName"));
    wire.article.language = named("DescriptiveMetadata/Language")
        .or_else(language)
        .or_else(|| places.iter().copied().chain([item]).find_map(|place| value_of(Some(place), "xml:lang")));
    wire.article.section = places.iter().find_map(|place| section_of(place));
    if let Some(line) = first("NewsLines/ByLine").or_else(|| anywhere("ByLine")) {
        wire.state_byline(&line, of_line(&line));
    } else {
        let creators: Vec<String> = places
            .iter()
            .filter_map(|place| value_of(place.at("AdministrativeMetadata/Creator/Party"), "FormalName"))
            .take(1)
            .collect();
        // A creator may be a person, an agency or an account: its words tell.
        let authors = creators.iter().flat_map(|name| of_line(name)).collect();
        wire.state_byline(&creators.join("; "), authors);
        if wire.article.authors.is_empty() {
            wire.article.byline = None;
        }
    }
    state_names(item, story, &mut wire);
    read_content(story, &mut wire);
    if wire.article.title.is_empty() && !wire.article.body.is_empty() {
        wire.article.title = first("NewsLines/SlugLine").unwrap_or_default();
    }
    wire
}

/// The name of the first subject that is a name and no number.
fn section_of(place: &Element) -> Option<String> {
    let metadata = place.child("DescriptiveMetadata")?;
    let codes = metadata.children("SubjectCode").flat_map(Element::elements);
    let mut names = codes.filter_map(|subject| value_of(Some(subject), "FormalName"));
    names.find(|name| name.contains(char::is_alphabetic))
}

/// Texts of components with these roles are the story.
const STORY_ROLES: &[&str] = &["body", "main", "text", "story"];

/// Texts of components with these roles stand beside the story.
const OTHER_ROLES: &[&str] = &[
    "stylesheet",
    "headline",
    "contact",
    "caption",
    "photo",
    "picture",
    "logo",
    "thumbnail",
    "quicklook",
    "graphic",
    "video",
    "audio",
    "abstract",
    "summary",
    "teaser",
    "keyword",
    "related",
];

fn role_of(component: &Element) -> String {
    value_of(component.child("Role"), "FormalName").unwrap_or_default().to_lowercase()
}

fn is_beside(component: &Element) -> bool {
    let role = role_of(component);
    OTHER_ROLES.iter().any(|word| role.contains(word))
}

#[derive(Default)]
struct Texts {
    /// Of components whose role says so.
    of_story: Vec<Wire>,
    /// Of components without a role.
    plain: Vec<Wire>,
    /// Captions and summaries, for a story that has nothing else.
    beside: Vec<Wire>,
}

fn read_content(story: &Element, wire: &mut Wire) {
    let mut texts = Texts::default();
    collect_texts(story, &wire.article.title, Standing::Plain, &mut texts);
    let best = [texts.of_story, texts.plain, texts.beside].into_iter().find(|texts| !texts.is_empty());
    let mut body = String::new();
    for mut text in best.unwrap_or_default() {
        if !body.is_empty() {
            body.push_str("\n\n");
        }
        body.push_str(&std::mem::take(&mut text.article.body));
        wire.fill_from(text);
    }
    wire.article.body = body;
}

#[derive(Clone, Copy)]
enum Standing {
    OfStory,
    Plain,
    Beside,
}

fn collect_texts(component: &Element, title: &str, outer: Standing, texts: &mut Texts) {
    let role = role_of(component);
    let standing = match outer {
        Standing::Beside => Standing::Beside,
        _ if OTHER_ROLES.iter().any(|word| role.contains(word)) => Standing::Beside,
        _ if STORY_ROLES.iter().any(|word| role.contains(word)) => Standing::OfStory,
        _ if has_media(component) => Standing::Beside,
        _ => outer,
    };
    // Headlines and style sheets are not even captions.
    if role.contains("headline") || role.contains("stylesheet") || role.contains("contact") {
        return;
    }
    let is_one_of = component.attribute("EquivalentsList") == Some("yes");
    let count = |texts: &Texts| texts.of_story.len() + texts.plain.len() + texts.beside.len();
    let before = count(texts);
    for element in component.elements() {
        match element.name() {
            "ContentItem" if is_text(element) => {
                let read = element.child("DataContent").map(|data| content::read(data, title));
                let Some(wire) = read.filter(|wire| !wire.article.body.is_empty()) else { continue };
                match standing {
                    Standing::OfStory => texts.of_story.push(wire),
                    Standing::Plain => texts.plain.push(wire),
                    Standing::Beside => texts.beside.push(wire),
                }
            }
            "NewsComponent" => collect_texts(element, title, standing, texts),
            _ => continue,
        }
        if is_one_of && count(texts) > before {
            return;
        }
    }
}

/// Whether a content item is text and stands in the file.
fn is_text(content: &Element) -> bool {
    let says = |path: &str| value_of(content.at(path), "FormalName").unwrap_or_default().to_lowercase();
    let (media, kind) = (says("MediaType"), says("MimeType"));
    let is_media = !media.is_empty() && !media.contains("text");
    let is_other = kind.contains("css") || (!kind.is_empty() && !kind.contains("text") && !kind.contains("xml"));
    !is_media && !is_other && content.child("DataContent").is_some()
}

/// States the names among topics and properties that say of what kind they are.
fn state_names(item: &Element, story: &Element, wire: &mut Wire) {
    for topic in item.descendants("Topic") {
        let kind = value_of(topic.child("TopicType"), "FormalName").and_then(|kind| kind_of_word(&kind));
        let name = line_of(topic.child("Description")).or_else(|| line_of(topic.child("FormalName")));
        if let (Some(kind), Some(name)) = (kind, name) {
            wire.state(kind, &name);
        }
    }
    let outer = item
        .at("NewsComponent/DescriptiveMetadata")
        .filter(|_| !item.child("NewsComponent").is_some_and(|outer| std::ptr::eq(outer, story)));
    for metadata in outer.into_iter().chain(story.descendants("DescriptiveMetadata")) {
        let locations = metadata.children("Location").flat_map(|location| location.children("Property"));
        for property in metadata.children("Property").chain(locations) {
            let key = property.attribute("FormalName").unwrap_or_default();
            let kind = kind_of_word(key).or_else(|| kind_of_word(key.strip_suffix("Name").unwrap_or(key)));
            let name = value_of(Some(property), "Value").filter(|name| name.chars().any(char::is_lowercase));
            if let (Some(kind), Some(name)) = (kind, name) {
                wire.state(kind, &name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::StatedArticle;
    use crate::format::Item;

    fn read(markup: &str) -> Result<Vec<(Option<String>, StatedArticle)>, Problem> {
        let mut input = Input::new("item.xml", markup.as_bytes()).unwrap();
        let mut articles = Vec::new();
        Newsml.read(&mut input, &mut |item| {
            if let Item::Article(Place::Record { id, .. }, article) = item {
                articles.push((id, *article));
            }
            ControlFlow::Continue(())
        })?;
        Ok(articles)
    }

    fn component(headline: &str, text: &str) -> String {
        let lines = format!("<NewsLines><HeadLine>{headline}</HeadLine></NewsLines>");
        let content =
            format!("<ContentItem><MediaType FormalName='Text'/><DataContent>{text}</DataContent></ContentItem>");
        format!("<NewsComponent>{lines}{content}</NewsComponent>")
    }

    fn item(components: &str) -> String {
        format!(
            "<NewsML><NewsItem><Identification><NewsIdentifier><NewsItemId>A1</NewsItemId></NewsIdentifier>\
             </Identification>\
             {components}</NewsItem></NewsML>"
        )
    }

    #[test]
    fn stories_of_one_item_are_articles_of_their_own() {
        let both = [component("One", "First text."), component("Two", "Second text.")].concat();
        let articles = read(&item(&format!("<NewsComponent>{both}</NewsComponent>"))).unwrap();
        let found: Vec<_> =
            articles.iter().map(|(id, article)| (id.as_deref().unwrap(), article.title.as_str())).collect();
        assert_eq!(found, [("A1", "One"), ("A1/2", "Two")]);
        let equivalents = format!("<NewsComponent EquivalentsList='yes'>{both}</NewsComponent>");
        let articles = read(&item(&equivalents)).unwrap();
        assert_eq!((articles.len(), articles[0].1.body.as_str()), (1, "First text."));
    }

    #[test]
    fn pictures_with_headlines_are_no_stories() {
        let picture = |number: u8| {
            format!(
                "<NewsComponent><NewsLines><HeadLine>Picture {number}</HeadLine></NewsLines>\
                 <ContentItem Href='a.jpg'><MediaType FormalName='Photo'/></ContentItem>\
                 <ContentItem><MediaType FormalName='Text'/><DataContent>Caption.</DataContent></ContentItem>\
                 </NewsComponent>"
            )
        };
        let text = "<NewsComponent><ContentItem><DataContent>The text.</DataContent></ContentItem></NewsComponent>";
        let lines = "<NewsLines><HeadLine>The story</HeadLine></NewsLines>";
        let whole = format!("<NewsComponent>{lines}{}{text}{}</NewsComponent>", picture(1), picture(2));
        let articles = read(&item(&whole)).unwrap();
        let found: Vec<_> = articles.iter().map(|(_, article)| (&*article.title, &*article.body)).collect();
        assert_eq!(found, [("The story", "The text.")]);
    }

    #[test]
    fn captions_stand_in_only_where_there_is_no_text() {
        let caption = "<NewsComponent><Role FormalName='Caption'/><ContentItem><DataContent>A ship.</DataContent>\
                       </ContentItem></NewsComponent>";
        let body = "<NewsComponent><Role FormalName='Main'/><ContentItem><DataContent>The text.</DataContent>\
                    </ContentItem></NewsComponent>";
        for (components, expected) in [([caption, body].concat(), "The text."), (caption.to_owned(), "A ship.")] {
            let articles = read(&item(&format!("<NewsComponent>{components}</NewsComponent>"))).unwrap();
            assert_eq!(articles[0].1.body, expected);
        }
    }

    #[test]
    fn what_has_no_text_says_why() {
        let cases = [
            (
                "<NewsComponent><NewsItemRef NewsItem='x'/></NewsComponent>",
                "a NewsML package, which only refers to other items",
            ),
            ("", "a NewsML item without content"),
            ("<NewsComponent/>", "a NewsML item without headline or text"),
        ];
        for (components, reason) in cases {
            assert_eq!(read(&item(components)).unwrap_err().message, reason, "{components}");
        }
    }
}
