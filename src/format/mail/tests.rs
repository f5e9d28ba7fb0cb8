use std::time::Instant;

use super::*;
use crate::article::StatedArticle;
use crate::format::web::capture::testing::{read, read_damaged};

const BRIDGE: &[u8] = include_bytes!("../../../tests/fixtures/mail/harbour-bridge.eml");
const FORWARDED: &[u8] = include_bytes!("../../../tests/fixtures/mail/forwarded.eml");
const CUT_OFF: &[u8] = include_bytes!("../../../tests/fixtures/mail/cut-off.eml");
const WINDMILL: &[u8] = include_bytes!("../../../tests/fixtures/mbox/windmill.mbox");

/// The one article of a mail with these fields below `From` and `Message-ID`.
fn mail(rest: &str) -> StatedArticle {
    let bytes = format!("From: Ada Quill <ada@a.example>\nMessage-ID: <m@a.example>\n{rest}");
    let mut found = read(&Mail, bytes.as_bytes());
    assert_eq!(found.articles.len(), 1, "{rest} {found:?}");
    found.articles.remove(0).1
}

fn is_mail(text: &str) -> bool {
    Mail.recognises(&Sample { name: "file", bytes: text.as_bytes(), whole: true })
}

#[test]
fn messages_are_told_from_news_with_a_header() {
    assert!(is_mail("Return-Path: <a@b>\nReceived: from x\n\tby y\nSubject: z\n\nText"));
    assert!(is_mail("From: a@b.example (Ann)\nSubject: Re: z\nOrganization: none\nLines: 3\n\nText"));
    assert!(is_mail("Path: a!b\nNewsgroups: x.y\nSubject: z\n\nText"));
    assert!(is_mail("43\nFrom: a@b\nMessage-ID: <m@b>\nSubject: z\n\nText<plist>"));
    assert!(!is_mail("Title: One\nDate: 2020-01-01\nBy: Ada\n\nText"));
    assert!(!is_mail("From: The Editor\nSubject: On mail\nDate: 2020-01-01\n\nMessage-ID: x\nReceived: y"));
    assert!(!is_mail("Message-ID: x\nThis line is none\nReceived: y"));
    assert!(!is_mail("") && !is_mail("\n\n"));
}

#[test]
fn a_head_gives_title_byline_source_section_and_date() {
    let found = read(&Mail, BRIDGE);
    let article = &found.articles[0].1;
    assert_eq!(article.title, "Harbour bridge closes for a year – ferries return");
    assert_eq!(article.authors, ["Ingrid Sølvberg"]);
    assert_eq!(article.source.as_deref(), Some("Tidewater Courier Morning Edition"));
    assert_eq!(article.date.map(|date| date.date.to_string()).as_deref(), Some("2019-07-11"));
    assert!(
        article.body.starts_with("MARLOW QUAY, July 11 – The harbour bridge closes on Monday for a year of repairs")
    );
    let news = mail("Newsgroups: a.news,b\nOrganization: =?utf-8?Q?Caf=C3=A9?=\nDate: 5 Mar 94 02:10 PST\n\nText");
    assert_eq!((news.section.as_deref(), news.source.as_deref()), (Some("a.news"), Some("Café")));
    assert_eq!(news.date.map(|date| date.date.to_string()).as_deref(), Some("1994-03-05"));
}

#[test]
fn characters_that_were_not_encoded_are_read_in_the_encoding_of_the_text() {
    let head = b"From: J\xf6rg <j@a>\nMessage-ID: <m@b>\nSubject: =?iso-8859-1?Q?M\xf6we?=\nContent-Type: text/plain; ";
    let found = read(&Mail, &[head, b"charset=iso-8859-1\n\nH\xe4her".as_slice()].concat());
    let article = &found.articles[0].1;
    assert_eq!((article.title.as_str(), article.body.as_str()), ("Möwe", "Häher"));
    assert_eq!(article.byline.as_deref(), Some("Jörg"));
}

#[test]
fn of_forms_of_one_text_the_fullest_plain_one_is_taken() {
    let both = |plain: &str, html: &str| {
        mail(&format!(
            "Content-Type: multipart/alternative; boundary=b\n\n--b\n\n{plain}\n--b\n\
             Content-Type: text/html\n\n{html}\n--b--\n"
        ))
    };
    assert_eq!(both("Plain words stand here.", "<p>Plain words stand here.</p>").body, "Plain words stand here.");
    let stub = both(
        "View online: http://a.example/x",
        "<p>The mayor of Ems resigned on Monday.</p><p>No reason was given.</p>",
    );
    assert_eq!(stub.body, "The mayor of Ems resigned on Monday.\n\nNo reason was given.");
}

#[test]
fn codings_and_encodings_are_undone_as_far_as_they_go() {
    let cases = [
        ("Content-Transfer-Encoding: quoted-printable\n\none =\ntwo =3D 100=%", "one two = 100=%"),
        ("Content-Transfer-Encoding: base64\n\nb25lIHR3bw==\n", "one two"),
        ("Content-Transfer-Encoding: base64\n\nb25lIHR3bw==\n____\nthe list", "one two\n\n____\nthe list"),
        (
            "Content-Type: text/plain; charset=\"koi8-r\"\nContent-Transfer-Encoding: quoted-printable\n\n=ED=C9=D2",
            "Мир",
        ),
        ("Content-Type: text/plain; charset=utf-7\n\nM+APY-we", "Möwe"),
        ("Content-Type: text/plain; charset=iso-2022-jp\n\n\u{1b}$B%O%m!<\u{1b}(B", "ハロー"),
        (
            "Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<meta charset=3Dkoi8-r>=ED=C9=D2",
            "Мир",
        ),
        ("Content-Type: multipart/mixed; boundary=gone\n\nno part begins", "no part begins"),
        ("Content-Type: multipart/mixed; boundary=b\n\n--b\n\ncut off", "cut off"),
        ("Subject: s\n\nbefore\nbegin 644 a.gif\nM1TE&.#EA\n`\nend\nbehind", "before\nbehind"),
        ("Content-Type: text/html\n\n<p>one</p><p>two</p>", "one\n\ntwo"),
    ];
    for (rest, expected) in cases {
        assert_eq!(mail(rest).body, expected, "{rest}");
    }
}

#[test]
fn attached_messages_are_articles_of_their_own() {
    let found = read(&Mail, FORWARDED);
    assert_eq!(found.titles(), ["Fwd: Dike warden finds a third leak", "Dike warden finds a third leak"]);
    assert_eq!(found.ids(), ["-", "fwd9@lowland-post.example/2"]);
    assert!(found.articles[1].1.body.contains("Kleiné Polder"));
    let found = read(
        &Mail,
        b"From: a@b\nMessage-ID: <d@b>\nContent-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: One\n\n1\n--b\n\
          \nSubject: Two\n\n2\n--b--\n",
    );
    assert_eq!((found.titles(), found.ids()), (vec!["One", "Two"], vec!["d@b/2", "d@b/3"]));
}

#[test]
fn a_file_of_apple_mail_ends_where_its_count_says() {
    let found = read(&Mail, b"44  \nFrom: a@b\nMessage-ID: <m@b>\nSubject: z\n\nText<plist>notes</plist>");
    assert_eq!(found.articles[0].1.body, "Text");
}

#[test]
fn a_mail_with_nothing_to_read_says_so() {
    let head = "From: a@b.example\nMessage-ID: <m@b>\n";
    assert_eq!(read(&Mail, head.as_bytes()).reason(), "mail without subject, text or attached message");
    let found = read(&Mail, format!("{head}Subject: Scan\nContent-Type: image/png\n\nx").as_bytes());
    assert_eq!(found.warnings[0].message, "no text, only 1 attached file, which is not read");
    let found = read(&Mail, CUT_OFF);
    assert!(found.warnings[0].message.starts_with("date: "), "{found:?}");
    assert!(found.articles[0].1.body.ends_with("last until M"));
}

#[test]
fn a_mailbox_gives_its_messages_one_by_one() {
    for bytes in [WINDMILL.to_vec(), String::from_utf8_lossy(WINDMILL).replace('\n', "\r\n").into_bytes()] {
        let sample = Sample { name: "windmill", bytes: &bytes, whole: true };
        assert!(Mailbox.recognises(&sample) && !Mail.recognises(&sample));
        let found = read(&Mailbox, &bytes);
        assert_eq!(found.ids(), ["mill1@lowland-post.example", "-", "mill3@lowland-post.example"]);
        assert_eq!(found.articles[1].0, Place::Record { id: None, line: 13 });
        assert!(found.articles[0].1.body.contains("\n\nFrom the gallery, millers will watch.\n\nFrom here on"));
    }
    let quoting =
        b"From a@b.example Thu Jul 11 09:30:00 2019\nSubject: One\n\nText.\n\nFrom Reuters\nhttp://a.example/\n\n\
                    From NASA\nNote: it is one text.\n\nFrom -1234567\nX-Google-Thread: 1\nSubject: Two\n\nText.\n";
    let found = read(&Mailbox, quoting);
    assert_eq!(found.titles(), ["One", "Two"]);
    assert!(found.articles[0].1.body.ends_with("From NASA\nNote: it is one text."));
    let prose = Sample { name: "file", bytes: b"From Tuesday 10:30 in March\nThe mayor: gone", whole: true };
    assert!(!Mailbox.recognises(&prose));
}

#[test]
fn damaged_mails_are_read_or_rejected() {
    for bytes in [BRIDGE, FORWARDED, CUT_OFF] {
        read_damaged(&Mail, bytes);
    }
    read_damaged(&Mailbox, WINDMILL);
}

#[test]
fn hostile_mails_cost_no_more_than_their_bytes() {
    let part = |number: u32| format!("Content-Type: multipart/mixed; boundary=b{number}\n\n--b{number}\n");
    let nested = (0..1000).map(part).collect::<Vec<_>>().concat();
    let messages = "Content-Type: message/rfc822\n\n".repeat(100_000);
    let parts = "--b\n\nx\n".repeat(200_000);
    let head = "From: a@b.example\nMessage-ID: <m@b>\n";
    let cases = [
        format!("{head}{nested}\nx"),
        format!("{head}{messages}\nx"),
        format!("{head}Content-Type: multipart/mixed; boundary=b\n\n{parts}"),
        format!("{head}Subject: {}\n\nx", "y".repeat(10 << 20)),
        format!("{head}Subject: {}\n\nx", "=?utf-8?Q?=41?= ".repeat(1 << 18)),
        format!("{head}From: {}\n\nx", "(".repeat(1 << 20)),
        format!("{head}Content-Type: text/plain; {}\n\nx", "a=b;".repeat(1 << 18)),
        format!("{head}Content-Type: text/plain{}\n\nx", "; a*0*=utf-8''b".repeat(1 << 16)),
        format!("{head}List-Id: {}\n\nx", "<\"".repeat(1 << 18)),
        "a: b\n".repeat(1 << 20),
    ];
    for bytes in cases {
        let start = Instant::now();
        let _ = read(&Mail, bytes.as_bytes());
        let _ = read(&Mailbox, format!("From x\n{bytes}").as_bytes());
        assert!(start.elapsed().as_secs() < 20, "{:?}", &bytes[..80.min(bytes.len())]);
    }
}
