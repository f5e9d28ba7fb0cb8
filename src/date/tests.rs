//! Tables of dates as they are printed, and what is read.

use super::parse::parse_leading;
use super::*;

/// The date with its clock time, or the kind of error and why.
fn show(text: &str) -> String {
    match parse(text) {
        Ok(date) => date.time().map_or_else(|| date.to_string(), |time| format!("{date} {time}")),
        Err(DateError::Unreadable(_)) => "unreadable".to_owned(),
        Err(DateError::Impossible { why, .. }) => format!("impossible: {why}"),
        Err(DateError::Ambiguous { why, .. }) => format!("ambiguous: {why}"),
    }
}

#[test]
fn reads_what_files_state() {
    let cases = [
        ("2022-07-11", "2022-07-11"),
        ("2022-07-11T23:30:00-05:00", "2022-07-11 23:30:00"),
        ("2022-07-11T14:03:00.123Z", "2022-07-11 14:03:00"),
        ("2022-07-11 14:03", "2022-07-11 14:03:00"),
        ("2022-07-11 14:03:00 +0200", "2022-07-11 14:03:00"),
        ("2017-05-20 14:03:00+04:30", "2017-05-20 14:03:00"),
        ("20140314T143000Z", "2014-03-14 14:30:00"),
        ("20140314T1430+0100", "2014-03-14 14:30:00"),
        ("20140314", "2014-03-14"),
        ("20140314143000", "2014-03-14 14:30:00"),
        ("2022-07", "2022-07"),
        ("2022", "2022"),
        ("1999", "1999"),
        ("2022/07/11", "2022-07-11"),
        ("2022/7/1", "2022-07-01"),
        ("2022-Jul-11", "2022-07-11"),
        ("2022 July 11", "2022-07-11"),
        ("2022年7月11日", "2022-07-11"),
        ("11 July 2022", "2022-07-11"),
        ("1 Jul 2022", "2022-07-01"),
        ("July 11, 2022", "2022-07-11"),
        ("JULY 11 2022", "2022-07-11"),
        ("Sept. 11, 2001", "2001-09-11"),
        ("Sept. 11, 2001 8:46 a.m.", "2001-09-11 08:46:00"),
        ("Monday, 11 July 2022 14:03", "2022-07-11 14:03:00"),
        ("Mon, 11 Jul 2022 14:03:00 GMT", "2022-07-11 14:03:00"),
        ("Mon, 11 Jul 2022 14:03:00 +0200", "2022-07-11 14:03:00"),
        ("Mon Jul 11 14:03:00 2022", "2022-07-11 14:03:00"),
        ("Mon Jul 11 14:03:00 UTC 2022", "2022-07-11 14:03:00"),
        ("26-FEB-1987 15:01:01.79", "1987-02-26 15:01:01"),
        (" 9-MAR-1987  09:01:01.79", "1987-03-09 09:01:01"),
        ("27-MAR-1987 00:02:59.13\u{5}\u{5}\u{5}RM", "1987-03-27 00:02:59"),
        ("27-MAR-1987 00:02:59.13\u{5}\u{5}\u{5}C G T M", "1987-03-27 00:02:59"),
        ("10Apr2007", "2007-04-10"),
        ("10Apr2007akaka175", "2007-04-10"),
        ("13/07/2022", "2022-07-13"),
        ("07/13/2022", "2022-07-13"),
        ("05/05/2020", "2020-05-05"),
        ("11.07.2022", "2022-07-11"),
        ("11.7.2022 14:03", "2022-07-11 14:03:00"),
        ("11th July 2022", "2022-07-11"),
        ("July 2nd, 2022", "2022-07-02"),
        ("1st of July, 2022", "2022-07-01"),
        ("the 3rd of May 1808", "1808-05-03"),
        ("2:03 p.m. EDT, Monday, July 11, 2022", "2022-07-11 14:03:00"),
        ("July 11, 2022 at 2:03 PM", "2022-07-11 14:03:00"),
        ("July 11, 2022, 12:10am", "2022-07-11 00:10:00"),
        ("Published: July 11, 2022 12 pm", "2022-07-11 12:00:00"),
        ("11 juillet 2022 à 14h03", "2022-07-11 14:03:00"),
        ("1657548180", "2022-07-11 14:03:00"),
        ("1657548180000", "2022-07-11 14:03:00"),
        ("999999999", "2001-09-09 01:46:39"),
        ("1657548180.25", "2022-07-11 14:03:00"),
        ("July 2022", "2022-07"),
        ("October, 1978", "1978-10"),
        ("07/2022", "2022-07"),
        ("\"2022-07-11\"", "2022-07-11"),
        ("2022-07-11T24:00:00", "2022-07-11"),
    ];
    for (text, expected) in cases {
        assert_eq!(show(text), expected, "{text}");
    }
}

#[test]
fn reads_months_of_eight_languages() {
    let cases = [
        ("11. Juli 2022", "2022-07-11"),
        ("Montag, den 11. März 2022 um 14:03 Uhr", "2022-03-11 14:03:00"),
        ("3. Jänner 1945", "1945-01-03"),
        ("lundi 1er août 2022", "2022-08-01"),
        ("mar. 12 juil. 2022", "2022-07-12"),
        ("11 de julio de 2022", "2022-07-11"),
        ("miércoles, 13 de septiembre de 1995", "1995-09-13"),
        ("1° maggio 1982", "1982-05-01"),
        ("lunedì 11 luglio 2022, ore 9:05", "2022-07-11 09:05:00"),
        ("segunda-feira, 7 de março de 2022", "2022-03-07"),
        ("25 de abril de 1974", "1974-04-25"),
        ("maandag 11 maart 2022", "2022-03-11"),
        ("11 июля 2022 г.", "2022-07-11"),
        ("понедельник, 24 февраля 2022 года", "2022-02-24"),
        ("июль 2022", "2022-07"),
    ];
    for (text, expected) in cases {
        assert_eq!(show(text), expected, "{text}");
    }
}

#[test]
fn refuses_what_is_no_single_day() {
    let cases = [
        ("", "unreadable"),
        ("soon", "unreadable"),
        ("July 11", "unreadable"),
        ("11 July", "unreadable"),
        ("2022-07-111", "unreadable"),
        ("2022-2023", "unreadable"),
        ("May 2022 was warm", "unreadable"),
        ("12345", "unreadable"),
        ("202207", "unreadable"),
        ("123456789012345678901234567890", "unreadable"),
        ("31 February 2022", "impossible: that month has the days 1 to 28, not 31"),
        ("2024-02-30", "impossible: that month has the days 1 to 29, not 30"),
        ("2022-13-01", "impossible: there is no month 13"),
        ("0000-00-00 00:00:00", "impossible: its year lies outside 1400 to 2999"),
        ("9999-12-31", "impossible: its year lies outside 1400 to 2999"),
        ("1 May 1066", "impossible: its year lies outside 1400 to 2999"),
        ("05/03/2020", "ambiguous: day 5 of month 3, or day 3 of month 5"),
        ("11/07/22", "ambiguous: a year of two digits has no century"),
        ("11-Jul-22", "ambiguous: a year of two digits has no century"),
        ("31/31/2020", "impossible: there is no month 31"),
    ];
    for (text, expected) in cases {
        assert_eq!(show(text), expected, "{text}");
    }
}

#[test]
fn says_what_is_wrong_in_lower_case() {
    let message = parse("31 February 2022").unwrap_err().to_string();
    assert_eq!(message, "`31 February 2022` is no date: that month has the days 1 to 28, not 31");
}

#[test]
fn finds_where_a_leading_date_ends() {
    let cases = [
        ("2022-07-11 Iranian President", Some(("2022-07-11", 10))),
        ("2022-07-11 10 people died", Some(("2022-07-11", 10))),
        ("2022-07-11 14:03+02:00 Text", Some(("2022-07-11", 22))),
        ("11 July 2022, Iranian", Some(("2022-07-11", 12))),
        ("Monday, July 11, 2022\nTitle", Some(("2022-07-11", 21))),
        ("July 2022", Some(("2022-07", 9))),
        ("July 2022 was warm", None),
        ("1987 was a year", None),
        ("palms of Iraq", None),
    ];
    for (text, expected) in cases {
        let found = parse_leading(text).map(|leading| (leading.date.unwrap().to_string(), leading.end));
        assert_eq!(found, expected.map(|(date, end)| (date.to_owned(), end)), "{text}");
    }
}

#[test]
fn finds_a_date_in_a_dateline_and_none_in_prose() {
    let cases = [
        ("BEIRUT, July 11, 2022 (AP) — The war", Some("2022-07-11")),
        ("BEIRUT (AP) — July 11, 2022, the war", None),
        ("LONDON, 12 March 1998 - The prime minister", Some("1998-03-12")),
        ("NEW YORK, Monday, Sept. 11, 2001 -- Two aircraft", Some("2001-09-11")),
        ("WASHINGTON, D.C. (June 3, 2004) - Senator", Some("2004-06-03")),
        ("Beirut, Lebanon, July 11, 2022 (Reuters) – Fire", Some("2022-07-11")),
        ("SALVADOR, Feb 26 - Showers continued", None),
        ("The treaty of July 11, 2022 — the first of its kind — was torn up", None),
        ("On July 11, 2022 — a Monday — it rained", None),
        ("July 11, 2022 — a day to remember", None),
        ("PARIS, July 2022 — Summer", None),
        ("BERLIN, 11. Juli (dpa) - Regen", None),
        ("BERLIN, 11. Juli 2022 (dpa) - Regen", Some("2022-07-11")),
        ("PARIS, 11 juil 2022 (AFP) - Pluie", Some("2022-07-11")),
        ("PARIS, 11 juil (AFP) - Pluie", None),
        ("MADRID, 11 jul. (EFE).- Lluvia", None),
        ("MADRID, 11 jul. 2022 (EFE).- Lluvia", Some("2022-07-11")),
        ("Madrid, 11 jul 2022 (EFE).- Lluvia", Some("2022-07-11")),
        ("ROMA, 11 LUG - Piove", None),
        ("ROMA, 11 LUG 2022 - Piove", Some("2022-07-11")),
        ("(ANSA) - ROMA, 11 LUG - Piove", None),
        ("(ANSA) - ROMA, 11 LUG 2022 - Piove", Some("2022-07-11")),
        ("PRAHA 11. července 2022 (ČTK) - Prší", Some("2022-07-11")),
        ("MOSKVA, 11. července (ČTK) - Prší", None),
        ("МОСКВА, 11 июля 2022 (ТАСС) — Дождь", Some("2022-07-11")),
        ("МОСКВА, 11 июл - РИА Новости. Дождь", None),
        ("LONDON, July 11 (Reuters) - Of 2022 people", None),
        ("Nothing here", None),
        ("", None),
    ];
    for (text, expected) in cases {
        assert_eq!(parse_in_running_text(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
    }
}

#[test]
fn any_text_is_survived() {
    let pieces =
        ["2022", "-", "07", "T", "14:", "é", "—", "(", "\u{5}", "July", " ", "99999999999", "a.m.", "日", "+02"];
    for first in pieces {
        for second in pieces {
            for third in pieces {
                let text = format!("{first}{second}{third}");
                let _ = (parse(&text), parse_leading(&text), parse_in_running_text(&text));
            }
        }
    }
}

#[test]
fn reads_months_of_many_languages_and_scripts() {
    let cases = [
        ("11 lipca 2022 r., godz. 14:03", "2022-07-11 14:03:00"),
        ("11. července 2022", "2022-07-11"),
        ("st 13. července 2022", "2022-07-13"),
        ("11. júla 2022", "2022-07-11"),
        ("11 липня 2022 р.", "2022-07-11"),
        ("den 11 juli 2022 kl. 14:03", "2022-07-11 14:03:00"),
        ("11. marts 2022", "2022-03-11"),
        ("11. heinäkuuta 2022", "2022-07-11"),
        ("11 Temmuz 2022 Pazartesi", "2022-07-11"),
        ("3 ŞUBAT 2022", "2022-02-03"),
        ("Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11 12:00:00"),
        ("11 Ιουλίου 2022", "2022-07-11"),
        ("2022. július 11.", "2022-07-11"),
        ("2004-július-13T9:15-05:00", "2004-07-13 09:15:00"),
        ("11 iulie 2022", "2022-07-11"),
        ("11. srpnja 2022. u 14:03", "2022-07-11 14:03:00"),
        ("11. јул 2022.", "2022-07-11"),
        ("11 юли 2022 г.", "2022-07-11"),
        ("Senin, 11 Agustus 2022", "2022-08-11"),
        ("11 Ogos 2022", "2022-08-11"),
        ("١١ يوليو ٢٠٢٢", "2022-07-11"),
        ("11 كانون الثاني 2022", "2022-01-11"),
        ("11 كانون الأول 2022", "2022-12-11"),
        ("الإثنين 11 تموز/يوليو 2022", "2022-07-11"),
        ("11 يوليو (تموز) 2022", "2022-07-11"),
        ("۱۱ ژوئیه ۲۰۲۲", "2022-07-11"),
        ("11 ביולי 2022", "2022-07-11"),
        ("११ जुलाई २०२२", "2022-07-11"),
        ("11 अक्टूबर, 2022", "2022-10-11"),
        ("১১ জুলাই ২০২২", "2022-07-11"),
        ("2022年7月11日(月)14時03分", "2022-07-11 14:03:00"),
        ("２０２２年７月１１日", "2022-07-11"),
        ("二〇二二年七月二十一日", "2022-07-21"),
        ("发布时间：2022-07-11", "2022-07-11"),
        ("2022년 7월 11일 오후 2시 3분", "2022-07-11 14:03:00"),
        ("2004-05-25 오후 11:23:17", "2004-05-25 23:23:17"),
        ("11 tháng 7, 2022", "2022-07-11"),
        ("Thứ Hai, ngày 11 tháng 7 năm 2022", "2022-07-11"),
        ("11 d’agost de 2022", "2022-08-11"),
        ("2022 m. liepos 11 d.", "2022-07-11"),
        ("2022. gada 11. jūlijā", "2022-07-11"),
        ("11. juuli 2022", "2022-07-11"),
        ("11 ก.ค. พ.ศ. 2565", "2022-07-11"),
        ("วันจันทร์ที่ 11 กรกฎาคม พ.ศ. 2565", "2022-07-11"),
        ("民國111年7月11日", "2022-07-11"),
        ("令和元年5月1日", "2019-05-01"),
        ("11.VII.2022", "2022-07-11"),
        ("3 V 1791", "1791-05-03"),
        ("12:10 a.m., July 11, 2022", "2022-07-11 00:10:00"),
        ("2003-335", "2003-12-01"),
        ("2003335", "2003-12-01"),
        ("2022-W28-1", "2022-07-11"),
        ("2022W281", "2022-07-11"),
        ("2003-012-31T10:14:55+00:00", "2003-12-31 10:14:55"),
        ("Fri, 2006/09/15 08:19:53 EDT", "2006-09-15 08:19:53"),
    ];
    for (text, expected) in cases {
        assert_eq!(show(text), expected, "{text}");
    }
}

#[test]
fn refuses_other_calendars_and_names_of_two_months() {
    let cases = [
        ("۱۴۰۱/۰۴/۲۰", "unreadable"),
        ("20 تیر 1401", "unreadable"),
        ("١٤٤٣/١٢/١١", "unreadable"),
        ("明治5年7月11日", "unreadable"),
        ("111年7月11日", "unreadable"),
        ("2022-W28", "unreadable"),
        ("11 listopada 2022", "ambiguous: month 11 or month 10, by its language"),
    ];
    for (text, expected) in cases {
        assert_eq!(show(text), expected, "{text}");
    }
    let month = |language| parse_with("11 listopada 2022", Hints { language: Some(language), order: None });
    assert_eq!(month("pl").unwrap().to_string(), "2022-11-11");
    assert_eq!(month("hr").unwrap().to_string(), "2022-10-11");
    assert!(parse_with("1401/04/20", Hints { language: Some("fa"), order: None }).is_err());
}

#[test]
fn a_mail_has_a_century_by_rule() {
    let cases = [
        ("Thu, 01 Jan 04 19:48:21 GMT", Some("2004-01-01")),
        ("01 Jan 98 19:48 +0100", Some("1998-01-01")),
        ("Sunday, 06-Nov-94 08:49:37 GMT", Some("1994-11-06")),
        ("Thu, 01 Jan 2004 19:48:21 Etc/GMT", Some("2004-01-01")),
        ("01 Jan 04", None),
        ("01 Jan 04 19:48:21", None),
        ("01/02/04 19:48:21 GMT", None),
    ];
    for (text, expected) in cases {
        assert_eq!(parse_mail(text).ok().map(|date| date.to_string()).as_deref(), expected, "{text}");
    }
}

#[test]
fn an_order_that_is_known_decides_and_others_attest_it() {
    let in_order = |order| parse_with("05/03/2020", Hints { order: Some(order), language: None }).unwrap().to_string();
    assert_eq!(in_order(Order::DayFirst), "2020-03-05");
    assert_eq!(in_order(Order::MonthFirst), "2020-05-03");
    let cases = [
        ("13/07/2022", Some(Order::DayFirst)),
        ("07-13-2022 14:03", Some(Order::MonthFirst)),
        ("05/03/2020", None),
        ("05/05/2020", None),
        ("13.07.2022", None),
        ("2022/07/13", None),
        ("13/07/22", None),
        ("31/02/2022", None),
        ("13 July 2022", None),
    ];
    for (text, expected) in cases {
        assert_eq!(order_of(text), expected, "{text}");
    }
}
