//! A date in the path of a file, `2022/07/11/x.txt`, `2022-07-11-x.txt`, `10Apr2007x.txt`, `2022/07/x.txt`, or in the address
//! of a page, `https://example.org/2022/jul/11/x`.

use crate::date::NewsDate;

/// The years that a path is trusted with: four digits in a name are as often a number as a year.
const PATH_YEARS: std::ops::RangeInclusive<i32> = 1600..=2099;

/// The most precise date that a path bears, and of those the one nearest to the file's name.
///
/// A whole day anywhere in the path wins over folders `year/month`, and those over a folder that is a year. A year or a month
/// counts only as a folder of its own, so that `budget-2007.txt` or `1984/review.txt` below a folder of books says no more
/// than it does.
pub fn date_in_path(path: &str) -> Option<NewsDate> {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let folders: Vec<&str> = folders.split('/').filter(|folder| !folder.is_empty()).collect();
    let in_names = || std::iter::once(name).chain(folders.iter().rev().copied()).find_map(day_in_name);
    in_names().or_else(|| date_in_folders(&folders, name))
}

/// The day or month that the address of a page bears in its path. A year alone says too little there, and eight digits
/// at its end are as often the number of an article (`world-europe-20181104` is of 2012) as a day.
pub fn date_in_url(url: &str) -> Option<NewsDate> {
    let behind_scheme = url.split_once("://").map_or(url, |(_, behind)| behind);
    let path = behind_scheme.split(['?', '#']).next().unwrap_or(behind_scheme);
    let (_, path) = path.split_once('/')?;
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let has_number = name.as_bytes().windows(8).any(|eight| eight.iter().all(u8::is_ascii_digit));
    let date = date_in_path(&format!("{folders}/{}", if has_number { "" } else { name }))?;
    date.month().is_some().then_some(date)
}

/// Folders `2022/07/11`, `2022/jul/11`, `2022/07` or `2022`, each a part of the path of its own; the day may begin the file's name.
fn date_in_folders(folders: &[&str], name: &str) -> Option<NewsDate> {
    let (place, year) = folders.iter().enumerate().rev().find_map(|(place, folder)| Some((place, year(folder)?)))?;
    let number = |text: Option<&&str>| text.and_then(|text| two_digits(text));
    let named = |folder: &&str| month(folder);
    let Some(month) = number(folders.get(place + 1)).or_else(|| folders.get(place + 1).and_then(named)) else {
        return NewsDate::of_year(year);
    };
    let stem = name.split('.').next().unwrap_or(name);
    let day = number(folders.get(place + 2)).or_else(|| number(Some(&stem))).or_else(|| day_before_title(stem));
    day.and_then(|day| NewsDate::of_day(year, month, day))
        .or_else(|| NewsDate::of_month(year, month))
        .or_else(|| NewsDate::of_year(year))
}

/// `03-title`: with a nought in front it is a day, where `10-reasons-to-stay` is none.
fn day_before_title(stem: &str) -> Option<u8> {
    let (day, _) = stem.split_once(['-', '_'])?;
    two_digits(day).filter(|_| day.len() == 2 && day.starts_with('0'))
}

/// A whole day in a name: `2022-07-11`, `2022_07_11`, `20220711`, `10Apr2007`, `10-Apr-2007`.
fn day_in_name(name: &str) -> Option<NewsDate> {
    let bytes = name.as_bytes();
    (0..bytes.len()).filter(|start| begins_run(bytes, *start)).find_map(|start| {
        let rest = &name[start..];
        numeric_day(rest).or_else(|| named_day(rest))
    })
}

/// Whether a run of digits begins here.
fn begins_run(bytes: &[u8], start: usize) -> bool {
    bytes[start].is_ascii_digit() && (start == 0 || !bytes[start - 1].is_ascii_digit())
}

fn numeric_day(text: &str) -> Option<NewsDate> {
    let digits: usize = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 8 {
        return NewsDate::of_day(year(&text[..4])?, two_digits(&text[4..6])?, two_digits(&text[6..8])?);
    }
    let mut parts = text.splitn(3, ['-', '_', '.']);
    let (first, second, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let day_digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    NewsDate::of_day(year(first)?, two_digits(second)?, two_digits(&rest[..day_digits])?)
}

fn named_day(text: &str) -> Option<NewsDate> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let day: u8 = text[..digits].parse().ok()?;
    let rest = text[digits..].trim_start_matches(['-', '_', ' ']);
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let month = month(&rest[..letters])?;
    let rest = rest[letters..].trim_start_matches(['-', '_', ' ']);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    NewsDate::of_day(year(&rest[..digits])?, month, day)
}

fn month(name: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let name = name.to_lowercase();
    let is_named = |month: &&str| *month == name || month[..3] == name || (name == "sept" && *month == "september");
    MONTHS.iter().position(is_named).and_then(|place| u8::try_from(place + 1).ok())
}

fn year(text: &str) -> Option<i32> {
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|year| is_year && PATH_YEARS.contains(year))
}

fn two_digits(text: &str) -> Option<u8> {
    let is_number = matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::{date_in_path, date_in_url};

    #[test]
    fn dates_in_paths() {
        let cases = [
            ("2022/07/11/x.txt", Some("2022-07-11")),
            ("a/2022-07-11-x.txt", Some("2022-07-11")),
            ("x_20220711.txt", Some("2022-07-11")),
            ("10Apr2007x.txt", Some("2007-04-10")),
            ("2007/10-Apr-2007.txt", Some("2007-04-10")),
            ("2022/07/x.txt", Some("2022-07")),
            ("2022/07/11.txt", Some("2022-07-11")),
            ("2022/x.txt", Some("2022")),
            ("KB/1750/05/15/DDD/x.xml", Some("1750-05-15")),
            ("2022-02-31-x.txt", None),
            ("budget-2007.txt", None),
            ("x.txt", None),
            ("12345678901.txt", None),
            ("é/1989/11/1989-11-09-wall.txt", Some("1989-11-09")),
            ("2024/may/03/x.html", Some("2024-05-03")),
            ("2024/May/x.html", Some("2024-05")),
            ("2024/05/03-title.html", Some("2024-05-03")),
            ("2024/05/10-reasons.html", Some("2024-05")),
            ("20240503T101500Z.json", Some("2024-05-03")),
        ];
        for (path, expected) in cases {
            assert_eq!(date_in_path(path).map(|date| date.to_string()).as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn dates_in_addresses() {
        let cases = [
            ("https://example.org/2024/05/03/slug", Some("2024-05-03")),
            ("https://example.org/world/2024/may/03/slug?x=2020-01-01", Some("2024-05-03")),
            ("https://example.org/2024/05/03-slug", Some("2024-05-03")),
            ("https://example.org/news/2024-05-03-slug.html", Some("2024-05-03")),
            ("https://example.org/20240503/slug", Some("2024-05-03")),
            ("https://example.org/2024/05/slug/", Some("2024-05")),
            ("https://example.org/2024/slug", None),
            ("https://example.org/news/world-europe-20181104", None),
            ("https://2024-05-03.example.org/slug", None),
            ("", None),
        ];
        for (url, expected) in cases {
            assert_eq!(date_in_url(url).map(|date| date.to_string()).as_deref(), expected, "{url}");
        }
    }
}
