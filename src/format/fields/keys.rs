//! The one table of key names: what the keys of a record mean, the best of each field first.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a key can be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    /// A title only beside a text: other kinds of record have a `name` too.
    Name,
    Body,
    /// A text only where there is no other.
    Summary,
    Published,
    Updated,
    Byline,
    Authors,
    Source,
    Section,
    Language,
    Url,
    People,
    Orgs,
    Places,
    /// Names of any kind, each with its kind beside it.
    Entities,
    Id,
}

/// The keys of each field, the best first. Keys are compared in lower case without `_`, `-`, `@`, `:` and blanks, so
/// that `datePublished`, `date_published` and `date-published` are one; `a/b` is the key `b` of the object `a`.
pub(super) const FIELDS: &[(Field, &[&str])] = &[
    (
        Field::Title,
        &["headline", "headlines", "title", "titlefull", "dctitle", "ogtitle", "headlinetext", "threadtitle", "hl"],
    ),
    (Field::Name, &["name", "slugline", "subject", "heading"]),
    (
        Field::Body,
        &[
            "articlebody",
            "maintext",
            "bodytext",
            "body",
            "bodies",
            "text",
            "fulltext",
            "articletext",
            "plaintext",
            "contenttext",
            "content",
            "article",
            "bodyhtml",
            "bodyxhtml",
            "contenthtml",
            "bodyhtml5",
            "story",
            "storytext",
            "rawtext",
            "paragraphs",
            "contents",
        ],
    ),
    (
        Field::Summary,
        &[
            "descriptiontext",
            "description",
            "descriptions",
            "summary",
            "abstract",
            "excerpt",
            "lead",
            "standfirst",
            "descriptionxhtml",
            "descriptionhtml",
            "caption",
            "descriptioncaption",
            "descriptioncaptionxhtml",
            "descriptionsummary",
            "metadescription",
        ],
    ),
    (
        Field::Published,
        &[
            "datepublished",
            "datepublish",
            "publishdate",
            "publishedat",
            "publisheddate",
            "publicationdate",
            "publicationtime",
            "publishingdate",
            "pubdate",
            "published",
            "publishedon",
            "publishtime",
            "dateofpublication",
            "firstpublished",
            "firstcreated",
            "date",
            "webpublicationdate",
            "dcdate",
            "issued",
            "issuedate",
            "created",
            "createdat",
            "createdon",
            "datecreated",
            "thread/published",
            "timestamp",
            "datetime",
            "year",
            "contentcreated",
            "versioncreated",
        ],
    ),
    (
        Field::Updated,
        &[
            "datemodified",
            "datemodify",
            "modified",
            "modifiedat",
            "updated",
            "updatedat",
            "dateupdated",
            "updateddate",
            "lastmodified",
            "lastupdated",
            "lastmod",
            "modificationdate",
            "contentmodified",
        ],
    ),
    (Field::Byline, &["byline", "by", "bylinetext", "bylines"]),
    (
        Field::Authors,
        &[
            "authors",
            "author",
            "creator",
            "creators",
            "writer",
            "writers",
            "reporter",
            "reporters",
            "journalist",
            "journalists",
            "dccreator",
            "thread/author",
        ],
    ),
    (
        Field::Source,
        &[
            "sitename",
            "publisher",
            "sourcename",
            "newspaper",
            "publication",
            "metasitename",
            "ogsitename",
            "source",
            "html/sourceinfo/publisher",
            "infosource",
            "infosources",
            "provider",
            "outlet",
            "sourcehostname",
            "copyrightholder",
            "thread/site",
            "sourcedomain",
            "hostname",
            "domain",
            "site",
        ],
    ),
    (
        Field::Section,
        &[
            "articlesection",
            "section",
            "sectionname",
            "desk",
            "category",
            "categories",
            "department",
            "rubric",
            "service",
            "services",
        ],
    ),
    (Field::Language, &["language", "inlanguage", "lang", "languagecode", "metalang", "locale"]),
    (
        Field::Url,
        &[
            "url",
            "canonical",
            "canonicalurl",
            "canonicallink",
            "link",
            "permalink",
            "weburl",
            "articleurl",
            "html/requestedurl",
            "html/respondedurl",
            "mainentityofpage",
            "sourceurl",
            "thread/url",
            "uri",
            "guid",
        ],
    ),
    (Field::People, &["people", "person", "persons", "personen", "namedpersons", "names"]),
    (
        Field::Orgs,
        &["organisations", "organizations", "organisation", "organization", "orgs", "org", "companies", "company"],
    ),
    (Field::Places, &["places", "place", "locations", "location", "contentlocation", "geo", "gpe"]),
    (Field::Entities, &["entities", "namedentities", "about", "mentions", "keywords"]),
    (Field::Id, &["id", "uuid", "guid", "articleid", "newid", "docid", "uri", "identifier"]),
];

/// Objects whose keys are looked into under their own name: the wrappers of webz.io and Fundus.
pub(super) const CONTAINERS: &[&str] = &["thread", "html", "html/sourceinfo"];

/// For each key its places in [`FIELDS`]: the field, and how good the key is for it.
pub(super) static KEYS: LazyLock<HashMap<&'static str, Vec<(Field, usize)>>> = LazyLock::new(|| {
    let mut keys: HashMap<_, Vec<_>> = HashMap::new();
    for (field, names) in FIELDS {
        for (rank, name) in names.iter().enumerate() {
            keys.entry(*name).or_default().push((*field, rank));
        }
    }
    keys
});
