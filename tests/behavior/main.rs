//! What a user of `morgue` sees, tested through the program itself.
#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected should end there")]

mod harness;

// What breaks fixtures and reads them is shared with the fuzz targets.
#[path = "../fuzz/src/mutate.rs"]
mod mutate;
#[path = "../fuzz/src/read.rs"]
mod read;

mod batch; // many queries: a matrix by year, all hits, resumed
mod concordance; // places that match, in their context and in whole articles
mod containers; // archives within the archive: ZIP, tar, 7z, bombs
mod copies; // copies of one text, and background of an article
mod corpus; // the sample archive: one command answers a question about it
mod counts; // facets, timelines and names that stand together, against a slow count
mod damaged_index; // bits that flip, files that are lost, indexes that can only be read
mod damaged_input; // files that are broken, packed, strange or no articles
mod dates; // ranges, precision, order of the undated
mod diagnosis; // what clauses find, and why nothing was found
mod feeds; // feeds that say what is expected of them: a few of ours, and feedparser's test files
mod field_maps; // morgue.toml: formats that a user describes
mod formats; // what each format gives, on the fixtures written for it
mod highlights; // what is highlighted is what was asked for
mod history; // the same articles give the same answers, whatever was there before
mod hostile_input; // broken copies of every fixture, and files made to hurt
mod imports; // reads who uses whom out of the sources
mod interrupted_run; // killed, interrupted, locked
mod language; // each example of the page of the language
mod layering; // which module may use which
mod names; // people, organisations and places out of the text; corrections
mod nearness; // words near each other, counts, marks of names
mod old_indexes; // indexes of earlier formats are refused, and made anew
mod output; // formats, fields, exit codes, control characters
mod query_language; // what finds what
mod ranking; // in which order hits come
mod readme; // the commands of the README
mod regressions; // bugs that were there once
mod reindexing; // new, changed, moved, removed; roots and what is missing
mod reuters; // collections in Reuters' form, counted independently
mod roots; // names of files, indexes among articles, archives that are moved
mod saved; // when articles came in; saved searches and what is new to them
mod take_away; // RIS, BibTeX, Markdown, and what they were found by
mod terminal; // lines of a width, numbers of hits, ids that are almost right, originals, help
mod wires; // agencies' wires: headline, day, first words of each
