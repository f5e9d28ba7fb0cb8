//! Bytes a second on one core, stage by stage, over the texts of the sample archive.
#![expect(clippy::unwrap_used, reason = "a benchmark, not an interface")]

mod samples;

use std::ops::ControlFlow;
use std::path::Path;

use divan::Bencher;
use divan::counter::BytesCount;
use morgue::analysis::{Tokens, detect_language, fold};
use morgue::article::EntityKind;
use morgue::date::parse;
use morgue::enrich::tagger::Tagger;
use morgue::format::{Item, by_name};
use morgue::names::{Mentioned, chain};
use morgue::source::Input;

fn main() {
    divan::main();
}

/// The sample archive as one text, over and over to a megabyte or so.
fn text() -> String {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let files = walkdir::WalkDir::new(corpus).sort_by_file_name().into_iter().flatten();
    let texts = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
    texts.collect::<Vec<_>>().join("\n\n").repeat(4)
}

#[divan::bench]
fn cutting_into_terms(bencher: Bencher<'_, '_>) {
    let text = text();
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let mut tokens = Tokens::new(&text, None);
        let mut count = 0_u64;
        while tokens.next().is_some() {
            count += 1;
        }
        count
    });
}

#[divan::bench]
fn folding(bencher: Bencher<'_, '_>) {
    let text = text();
    bencher.counter(BytesCount::of_str(&text)).bench(|| fold(&text));
}

#[divan::bench]
fn telling_languages(bencher: Bencher<'_, '_>) {
    let text = text();
    let pieces: Vec<&str> = text.split("\n\n").collect();
    bencher.bench(|| pieces.iter().filter(|piece| detect_language(piece).is_some()).count());
}

/// Cutting into tokens is in it.
#[divan::bench]
fn finding_names(bencher: Bencher<'_, '_>) {
    let text = text();
    let articles: Vec<String> =
        text.split("\n\n").collect::<Vec<_>>().chunks(10).map(|part| part.join("\n\n")).collect();
    let mut tagger = Tagger::english();
    let count = BytesCount::of_str(&text);
    bencher.counter(count).bench_local(|| articles.iter().map(|article| tagger.tag(&[article]).len()).sum::<usize>());
}

#[divan::bench]
fn joining_names(bencher: Bencher<'_, '_>) {
    let people = ["Ebrahim Raisi", "Raisi", "Bashar al-Assad", "Assad", "Bill Clinton", "William Clinton", "Clinton"];
    let mention = |text| Mentioned { kind: EntityKind::Person, text, before: "President ", stated: false };
    let mentions: Vec<Mentioned<'_>> = people.iter().cycle().take(70).map(|text| mention(text)).collect();
    bencher.bench(|| chain(&mentions));
}

/// Files of many articles, four megabytes of each, from disk image to articles, before they are filled in.
#[divan::bench(args = samples::NAMES)]
fn reading(bencher: Bencher<'_, '_>, name: &str) {
    let files = samples::of_format(name, &text());
    let format = by_name(name).unwrap();
    let bytes: usize = files.iter().map(Vec::len).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        let mut articles = 0;
        for file in &files {
            let mut input = Input::new("x", &file[..]).unwrap();
            format
                .read(&mut input, &mut |item| {
                    articles += u32::from(matches!(item, Item::Article(..)));
                    ControlFlow::Continue(())
                })
                .unwrap();
        }
        assert!(articles > 0);
        articles
    });
}

#[divan::bench(args = ["2022-07-11", "Monday, 11 July 2022 14:03", "26-FEB-1987 15:01:01.79"])]
fn reading_dates(date: &str) -> bool {
    parse(date).is_ok()
}
