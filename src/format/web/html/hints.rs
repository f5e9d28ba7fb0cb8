//! What the names that pages give their elements say about them.
//!
//! In: an element. Out: [`Hints`], a set of what its class, id and the like hint at. Names are taken apart into words
//! (`article-body__leadText` is article, body, lead, text); the words are those of news sites in the languages of
//! their developers.

use std::collections::{HashMap, HashSet};
use std::ops::{BitAnd, BitOr};
use std::sync::LazyLock;

use scraper::node::Element;

/// A set of hints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hints(u32);

impl Hints {
    /// An attribute keeps it from being shown.
    pub(super) const UNSEEN: Self = Self(1 << 26);
    /// How many there are.
    pub(super) const COUNT: usize = 27;
    /// Those that speak for anything but the text of the article.
    pub(super) const FOREIGN: Self = Self(
        Self::CAPTION.0
            | Self::MEDIA.0
            | Self::BYLINE.0
            | Self::DATE.0
            | Self::SHARE.0
            | Self::RELATED.0
            | Self::COMMENT.0
            | Self::ADVERT.0
            | Self::OFFER.0
            | Self::NAVIGATION.0
            | Self::FOOTER.0
            | Self::SIDE.0
            | Self::TAGS.0
            | Self::OVERLAY.0
            | Self::TWEET.0
            | Self::UNSEEN.0,
    );
}

macro_rules! hints {
    ($($index:literal $name:ident: $words:literal,)*) => {
        impl Hints {
            $(pub(super) const $name: Self = Self(1 << $index);)*
        }

        /// What each word hints at. A `+` behind it says that an element of that name lies around the article, a `^` that one within a
        /// heading is no part of the headline.
        const WORDS: &[(Hints, &str)] = &[$((Hints::$name, $words)),*, (Hints(0), OTHER_WORDS)];
    };
}

hints! {
    0 CAPTION: "caption captions figcaption credit credits legend bildunterschrift imgcaption imagecaption cutline \
        bildtext didascalia pie",
    1 MEDIA: "image images img photo photos picture media gallery video videos slideshow carousel+ player figure \
        bild foto fotos slide slider audio podcast imagen galerie swiper",
    2 BYLINE: "author authors byline writer autor autoren contributor contributors journalist bio profile reporter \
        auteur autore firma avatar biography byliner",
    3 DATE: "date dates time timestamp published updated pubdate datetime publication datum fecha posted readtime \
        duration reading",
    4 META: "meta metadata info infos details attribution source stats actions action toolbar tools utility",
    5 SHARE: "share sharing social socials facebook whatsapp follow bookmark sharebar sharedaddy addtoany telegram \
        teilen print copylink addthis jp sd likes reactions",
    6 RELATED: "related+ recommend recommended+ recommendation+ recommendations+ recirc recirculation more also readmore \
        trending+ popular+ latest+ next previous prev similar suggested suggestions most crosslink outbrain \
        taboola relacionadas relacionados verwandte weitere further linkbox articlelist yarpp seealso \
        liveblog playlist viewed upnext morefrom associated correlati",
    7 TEASER: "teaser+ teasers+ promo+ promos promoted card cards tile tiles grid feed list stream river listing item \
        items collection thumbnail thumb preview link links snippet",
    8 COMMENT: "comment+ comments+ disqus discussion respond reply replies kommentar kommentare forum livefyre coral \
        commentlist kommentarer comentarios feedback spotim conversation",
    9 ADVERT: "ad ads advert+ adverts advertisement advertising sponsor sponsored sponsors banner+ adslot dfp gpt \
        werbung anzeige commercial partner partners advertorial affiliate native shop shopping product buy \
        reklama publicidad pub annonce",
    10 OFFER: "newsletter+ newsletters subscribe subscription subscriptions subscriber signup register registration \
        login signin paywall piano donate donation donations membership offer offers cta app survey email \
        mailchimp abo abonnement support callout regwall barrier join marketing promobox notification \
        notifications alert alerts push inscription",
    11 NAVIGATION: "nav+ navigation+ navbar menu+ menus breadcrumb+ breadcrumbs+ topbar skip pagination pager masthead logo \
        search submenu toc sitemap hamburger pagenav",
    12 FOOTER: "footer+ foot legal copyright disclaimer colophon imprint impressum footnote footnotes endnote",
    13 SIDE: "sidebar+ aside rail side widget+ widgets complementary right secondary module extra flyout sticky \
        drawer region",
    14 TAGS: "tag tags topic topics category categories keyword keywords kicker^ eyebrow^ rubric overline^ label^ \
        labels dachzeile^ spitzmarke^ badge^ flag tagcloud themen cat roofline toptitle channel ressort chips",
    15 OVERLAY: "cookie+ cookies consent gdpr modal+ popup overlay dialog lightbox onetrust cmp privacy tooltip \
        dropdown toast adblock interstitial",
    16 BOX: "box boxes infobox factbox facts fact inset chart embed embedded embeds infographic poll quiz graphic \
        inline insert backgrounder datawrapper iframe map timeline glossary accordion faq highlights \
        keypoints takeaways",
    17 QUOTE: "quote pullquote blockquote zitat quotes citation pull quotation",
    18 TWEET: "twitter tweet tweets instagram tiktok youtube bluesky reddit fb",
    19 HEADLINE: "headline headlines hed title titulo titel titre titolo heading h1 überschrift rubrik",
    20 LEAD: "lead leadtext summary standfirst subtitle intro introduction dek subheadline excerpt description \
        abstract lede perex deck sapo ingress vorspann chapeau bajada sumario entradilla subline sottotitolo \
        sommario manchet preamble synopsis einleitung anriss chapo leadin strapline subdeck bajadas desc \
        subheading zajawka preambule opener sub",
    21 BODY: "body articlebody bodytext story storytext storybody fulltext artikeltext richtext prose bodycopy \
        copy wysiwyg storycontent articletext articlecontent postcontent entrycontent bodycontent text texte \
        paragraph paragraphs maintext textblock textelement absatz",
    22 CONTENT: "content contents main post entry article artikel articulo page single hentry newsarticle detail \
        artikelinhalt",
    23 SUBHEAD: "subhead crosshead crossheading crossheadline subtitre zwischenzeile zwischentitel mellanrubrik \
        intertitle intertitre subheads h2 h3 ladillo despiece",
    24 HIDDEN: "hidden^ hide invisible visuallyhidden^ sr^ screenreader screen offscreen^ noprint",
    25 HEADER: "header head hero top headerbox opening",
}

/// Words that say nothing about a text, but what their signs say.
const OTHER_WORDS: &str =
    "mostread+ ticker+ topline^ oberzeile^ pretitle^ supertitle^ suptitle^ surtitre^ occhiello^ antetitulo^";

const AROUND_SIGN: char = '+';
const BESIDE_HEADLINE_SIGN: char = '^';

/// Those of the words that have a sign behind them.
fn words_with(sign: char) -> HashSet<&'static str> {
    let words = WORDS.iter().flat_map(|(_, words)| words.split_whitespace());
    words.filter(|word| word.contains(sign)).map(without_signs).collect()
}

fn without_signs(word: &str) -> &str {
    word.trim_end_matches([AROUND_SIGN, BESIDE_HEADLINE_SIGN])
}

/// Whether a word in the marks of an element says that it lies around the article.
pub(super) fn says_around(word: &str) -> bool {
    static AROUND: LazyLock<HashSet<&str>> = LazyLock::new(|| words_with(AROUND_SIGN));
    AROUND.contains(word)
}

/// Whether a word in the marks of an element within a heading says that it is a kicker, or hidden.
pub(super) fn says_beside_headline(word: &str) -> bool {
    static BESIDE: LazyLock<HashSet<&str>> = LazyLock::new(|| words_with(BESIDE_HEADLINE_SIGN));
    BESIDE.contains(word)
}

static HINTS_BY_WORD: LazyLock<HashMap<&[u8], Hints>> = LazyLock::new(|| {
    let mut hints = HashMap::new();
    for (hint, words) in WORDS {
        for word in words.split_whitespace() {
            let of_word = hints.entry(without_signs(word).as_bytes()).or_insert(Hints::default());
            *of_word = *of_word | *hint;
        }
    }
    hints
});

/// The attributes whose values name what an element is for.
const NAMING: &[&str] = &[
    "class",
    "id",
    "itemprop",
    "role",
    "data-testid",
    "data-test-id",
    "data-component",
    "data-component-name",
    "data-module",
    "data-type",
    "data-block",
    "data-element",
    "data-testclass",
    "data-qa",
    "property",
    "name",
    "data-gu-name",
    "data-name",
    "data-block-type",
    "data-tag",
    "data-tb-region",
];

/// How much of an attribute's value is looked at, in bytes.
const VALUE_BYTES_MAX: usize = 400;

impl Hints {
    /// What the attributes of an element hint at.
    pub(super) fn of(element: &Element) -> Self {
        let mut hints = Self::default();
        for (name, value) in element.attrs() {
            if NAMING.contains(&name) {
                hints = hints | of_value(value);
            } else if name == "hidden"
                || (name == "aria-hidden" && value == "true")
                || (name == "style" && is_hiding(value))
            {
                hints = hints | Self::UNSEEN;
            }
        }
        hints
    }

    /// The sum of the weights of those that are among them.
    pub(super) fn sum_of(self, weights: &[f32; Self::COUNT]) -> f32 {
        weights.iter().enumerate().filter(|(index, _)| self.0 >> index & 1 != 0).map(|(_, weight)| weight).sum()
    }

    /// Whether one of `others` is among them.
    pub(super) fn has(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }
}

fn is_hiding(style: &str) -> bool {
    let mut words = style.split([':', ';']).map(str::trim);
    words.any(|word| word == "none" || word == "hidden")
}

/// The hints of every word in a value: words end where letters end, and where a capital follows a small letter.
fn of_value(value: &str) -> Hints {
    let bytes = &value.as_bytes()[..value.len().min(VALUE_BYTES_MAX)];
    let words = &*HINTS_BY_WORD;
    let mut hints = Hints::default();
    let mut word = [0_u8; WORD_BYTES_MAX];
    let mut length = 0;
    let mut last_was_small = false;
    for byte in bytes.iter().copied().chain([b' ']) {
        let starts_word = byte.is_ascii_uppercase() && last_was_small;
        if starts_word || !(byte.is_ascii_alphanumeric() || byte >= 0x80) {
            if length > 0 && length <= WORD_BYTES_MAX {
                hints = hints | words.get(&word[..length]).copied().unwrap_or_default();
            }
            length = 0;
        }
        if byte.is_ascii_alphanumeric() || byte >= 0x80 {
            if length < WORD_BYTES_MAX {
                word[length] = byte.to_ascii_lowercase();
            }
            length = (length + 1).min(WORD_BYTES_MAX + 1);
        }
        last_was_small = byte.is_ascii_lowercase() || byte.is_ascii_digit();
    }
    hints
}

/// No word of the table is longer.
const WORD_BYTES_MAX: usize = 20;

impl BitOr for Hints {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitAnd for Hints {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}
