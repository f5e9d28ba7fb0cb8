//! The sample archive's texts in the dress of each format.

/// The formats that there are samples of.
pub(crate) const NAMES: &[&str] = &[
    "text",
    "jsonl",
    "csv",
    "reuters-sgml",
    "trec",
    "html",
    "warc",
    "rss",
    "atom",
    "nitf",
    "newsml-g2",
    "mbox",
    "alto",
    "anpa",
];

/// Bytes of a sample, about.
const SAMPLE_BYTES: usize = 4 << 20;

/// Bytes of the text of one article.
const ARTICLE_BYTES: usize = 4_000;

/// Files of this format with the text, cut into articles, over and over.
pub(crate) fn of_format(name: &str, text: &str) -> Vec<Vec<u8>> {
    let articles = articles(text);
    let one_each =
        |dress: &dyn Fn(&str) -> String| articles.iter().map(|article| dress(article).into_bytes()).collect();
    let all_in = |head: &str, dress: &dyn Fn(&str) -> String, foot: &str| {
        let records: String = articles.iter().map(|article| dress(article)).collect();
        vec![[head, &records, foot].concat().into_bytes()]
    };
    match name {
        "text" => one_each(&str::to_owned),
        "jsonl" => all_in(
            "",
            &|text| serde_json::json!({"title": "Report", "date": "2022-07-11", "text": text}).to_string() + "\n",
            "",
        ),
        "csv" => {
            all_in("title,date,text\n", &|text| format!("Report,2022-07-11,\"{}\"\n", text.replace('"', "\"\"")), "")
        }
        "reuters-sgml" => all_in(
            "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n",
            &|text| {
                format!(
                    "<REUTERS TOPICS=\"NO\" NEWID=\"1\"><DATE>26-FEB-1987 15:01:01.79</DATE><TEXT><TITLE>REPORT</TITLE><BODY>{}</BODY></TEXT></REUTERS>\n",
                    escaped(text)
                )
            },
            "",
        ),
        "trec" => all_in(
            "",
            &|text| {
                format!(
                    "<DOC>\n<DOCNO> X-1 </DOCNO>\n<HEAD>Report</HEAD>\n<TEXT>\n{}\n</TEXT>\n</DOC>\n",
                    escaped(text)
                )
            },
            "",
        ),
        "html" => one_each(&page),
        "warc" => vec![articles.iter().flat_map(|article| response(&page(article))).collect()],
        "rss" => all_in(
            "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Herald</title>",
            &|text| {
                format!(
                    "<item><title>Report</title><pubDate>Mon, 11 Jul 2022 14:03:00 GMT</pubDate><description>{}</description></item>\n",
                    escaped(&paragraphs(text))
                )
            },
            "</channel></rss>",
        ),
        "atom" => all_in(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Herald</title>",
            &|text| {
                format!(
                    "<entry><title>Report</title><updated>2022-07-11T14:03:00Z</updated><content type=\"html\">{}</content></entry>\n",
                    escaped(&paragraphs(text))
                )
            },
            "</feed>",
        ),
        "nitf" => one_each(&|text| {
            format!(
                "<nitf><head><docdata><date.issue norm=\"20220711\"/></docdata></head><body><body.head><hedline><hl1>Report</hl1></hedline></body.head><body.content>{}</body.content></body></nitf>",
                paragraphs(text)
            )
        }),
        "newsml-g2" => one_each(&|text| {
            format!(
                "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"x\"><itemMeta><versionCreated>2022-07-11T14:03:00Z</versionCreated></itemMeta><contentMeta><headline>Report</headline></contentMeta><contentSet><inlineXML><html xmlns=\"http://www.w3.org/1999/xhtml\"><body>{}</body></html></inlineXML></contentSet></newsItem>",
                paragraphs(text)
            )
        }),
        "mbox" => all_in(
            "",
            &|text| {
                format!(
                    "From a@example.org Mon Jul 11 14:03:00 2022\nFrom: Anna <a@example.org>\nDate: Mon, 11 Jul 2022 14:03:00 +0000\nMessage-ID: <1@example.org>\nSubject: Report\n\n{text}\n\n"
                )
            },
            "",
        ),
        "alto" => one_each(&alto),
        "anpa" => all_in(
            "",
            &|text| {
                format!(
                    "\u{16}\u{16}\u{1}a0001r i bc-Report 07-11 0001\r\n\u{2}^Report^\r\n{text}\r\n\u{3}07-11-22 1403GMT\r\n\u{4}"
                )
            },
            "",
        ),
        _ => Vec::new(),
    }
}

/// Texts of the same size, as many as a sample needs.
fn articles(text: &str) -> Vec<String> {
    let mut articles = Vec::new();
    let mut rest = text;
    while articles.len() * ARTICLE_BYTES < SAMPLE_BYTES {
        if rest.len() < ARTICLE_BYTES {
            rest = text;
        }
        let (article, behind) = rest.split_at(rest.floor_char_boundary(ARTICLE_BYTES));
        articles.push(article.to_owned());
        rest = behind;
    }
    articles
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn paragraphs(text: &str) -> String {
    text.split("\n\n").map(|paragraph| format!("<p>{}</p>\n", escaped(paragraph))).collect::<Vec<_>>().concat()
}

/// A page with what pages have around their text.
fn page(text: &str) -> String {
    let menu = (0..40)
        .map(|place| format!("<li class=\"menu\"><a href=\"/section/{place}\">Section {place}</a></li>"))
        .collect::<Vec<_>>()
        .concat();
    let script = "<script>var a = function () { return 1; };</script>".repeat(40);
    let data = r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"Report","datePublished":"2022-07-11"}</script>"#;
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>Report | Herald</title>{data}{script}</head><body><nav><ul>{menu}</ul></nav><article><h1>Report</h1>{}</article><footer>{menu}</footer></body></html>",
        paragraphs(text)
    )
}

fn response(page: &str) -> Vec<u8> {
    let body = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/report\r\nWARC-Date: 2022-07-12T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body.as_bytes(), b"\r\n\r\n"].concat()
}

fn alto(text: &str) -> String {
    let words = text.split_whitespace().map(|word| {
        format!(
            "<String ID=\"S\" HPOS=\"100\" VPOS=\"200\" WIDTH=\"40\" HEIGHT=\"20\" WC=\"0.9\" CONTENT=\"{}\"/><SP/>",
            escaped(word).replace('"', "&quot;")
        )
    });
    let lines: Vec<String> =
        words.collect::<Vec<_>>().chunks(8).map(|line| format!("<TextLine>{}</TextLine>\n", line.concat())).collect();
    format!(
        "<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v2#\"><Layout><Page><PrintSpace><TextBlock ID=\"B\">{}</TextBlock></PrintSpace></Page></Layout></alto>",
        lines.concat()
    )
}
