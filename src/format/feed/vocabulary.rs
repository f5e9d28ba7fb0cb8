//! Which vocabulary an element of a feed belongs to.
//!
//! In: an element. Out: a [`Vocabulary`], by the namespace where it is one that is known, else by the usual prefix.

use crate::format::xml::Element;

/// A set of elements that feeds use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Vocabulary {
    /// RSS and Atom themselves.
    Feed,
    /// Dublin Core, elements and terms: <https://www.dublincore.org/specifications/dublin-core/dcmi-terms/>.
    DublinCore,
    /// RSS 1.0 module Content: <https://web.resource.org/rss/1.0/modules/content/>.
    Content,
    /// Podcasts: <https://help.apple.com/itc/podcasts_connect/#/itcb54353390>.
    Itunes,
    /// PRISM, the metadata of magazines and journals: <https://www.w3.org/submissions/2020/SUBM-prism-20200910/>.
    Prism,
    /// What `WordPress` adds when it exports.
    WordPress,
    /// The summary of a post that `WordPress` exports.
    Excerpt,
    /// What `FeedBurner` adds.
    FeedBurner,
    /// XHTML.
    Xhtml,
    /// Anything else.
    Other,
}

/// Beginnings of namespaces without `http://`, in lower case; the first that fits counts.
const NAMESPACES: &[(&str, Vocabulary)] = &[
    ("www.w3.org/2005/atom", Vocabulary::Feed),
    ("www.w3.org/1999/xhtml", Vocabulary::Xhtml),
    ("www.w3.org/", Vocabulary::Other),
    ("purl.org/dc/", Vocabulary::DublinCore),
    ("purl.org/rss/1.0/modules/content", Vocabulary::Content),
    ("purl.org/rss/1.0/modules/dc", Vocabulary::DublinCore),
    ("purl.org/rss/1.0/modules/prism", Vocabulary::Prism),
    ("purl.org/rss/1.0/modules/", Vocabulary::Other),
    ("purl.org/rss/modules/content", Vocabulary::Content),
    ("purl.org/rss/modules/", Vocabulary::Other),
    ("purl.org/rss/", Vocabulary::Feed),
    ("purl.org/net/rss1.1", Vocabulary::Feed),
    ("purl.org/atom/ns", Vocabulary::Feed),
    ("purl.org/atom/", Vocabulary::Other),
    ("my.netscape.com/", Vocabulary::Feed),
    ("channel.netscape.com/", Vocabulary::Feed),
    ("backend.userland.com/rss", Vocabulary::Feed),
    ("blogs.law.harvard.edu/tech/rss", Vocabulary::Feed),
    ("cyber.law.harvard.edu/rss", Vocabulary::Feed),
    ("www.itunes.com/", Vocabulary::Itunes),
    ("prismstandard.org/", Vocabulary::Prism),
    ("rssnamespace.org/feedburner", Vocabulary::FeedBurner),
    ("search.yahoo.com/mrss", Vocabulary::Other),
];

/// Prefixes as feeds usually write them, in lower case.
const PREFIXES: &[(&str, Vocabulary)] = &[
    ("", Vocabulary::Feed),
    ("rss", Vocabulary::Feed),
    ("atom", Vocabulary::Feed),
    ("atom10", Vocabulary::Feed),
    ("a10", Vocabulary::Feed),
    ("dc", Vocabulary::DublinCore),
    ("dcterms", Vocabulary::DublinCore),
    ("content", Vocabulary::Content),
    ("itunes", Vocabulary::Itunes),
    ("prism", Vocabulary::Prism),
    ("wp", Vocabulary::WordPress),
    ("excerpt", Vocabulary::Excerpt),
    ("feedburner", Vocabulary::FeedBurner),
    ("xhtml", Vocabulary::Xhtml),
];

impl Vocabulary {
    /// That of an element.
    pub(super) fn of(element: &Element) -> Self {
        let namespace = element.namespace();
        if !namespace.is_empty()
            && let Some(known) = Self::of_namespace(namespace)
        {
            return known;
        }
        let prefix = element.qualified_name().rsplit_once(':').map_or("", |(prefix, _)| prefix);
        let known = PREFIXES.iter().find(|(usual, _)| usual.eq_ignore_ascii_case(prefix));
        known.map_or(Self::Other, |(_, vocabulary)| *vocabulary)
    }

    fn of_namespace(namespace: &str) -> Option<Self> {
        let starts =
            |text: &str, start: &str| text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
        let name = ["http://", "https://"].iter().find(|scheme| starts(namespace, scheme));
        let name = name.map_or(namespace, |scheme| &namespace[scheme.len()..]);
        if starts(name, "wordpress.org/export/") {
            return Some(if name.contains("/excerpt") { Self::Excerpt } else { Self::WordPress });
        }
        NAMESPACES.iter().find(|(start, _)| starts(name, start)).map(|(_, vocabulary)| *vocabulary)
    }
}
