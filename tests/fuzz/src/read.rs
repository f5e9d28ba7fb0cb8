//! Reads bytes as the index does: what holds files is opened, the format told or forced, each article filled in.

use std::ops::ControlFlow;

use morgue::article::Article;
use morgue::enrich::{Context, Enricher};
use morgue::format::{self, Format, Item};
use morgue::source::{CONTAINERS_DEPTH_MAX, Container, Input};

/// Reads a file of this name and gives its articles, or why there are none.
pub(crate) fn read(name: &str, bytes: &[u8], forced: Option<&'static dyn Format>) -> Result<Vec<Article>, String> {
    let mut articles = Vec::new();
    let mut input = Input::new(name, bytes).map_err(|error| error.to_string())?;
    let end = read_input(&mut input, forced, 0, &mut articles);
    if articles.is_empty() { end.map(|()| articles) } else { Ok(articles) }
}

fn read_input(
    input: &mut Input<'_>,
    forced: Option<&'static dyn Format>,
    depth: usize,
    articles: &mut Vec<Article>,
) -> Result<(), String> {
    let detected = format::detect(&input.sample());
    if let (Some(container), Err(_)) = (Container::of(&input.sample()), &detected) {
        if depth >= CONTAINERS_DEPTH_MAX {
            return Err("too deep".to_owned());
        }
        let visited = container.visit_members(input, &mut |member| {
            if let Ok(content) = member.content
                && let Ok(mut input) = Input::new(&member.name, content)
            {
                let _ = read_input(&mut input, forced, depth + 1, articles);
            }
            ControlFlow::Continue(())
        });
        return visited.map_err(|problem| problem.to_string());
    }
    let format = match forced {
        Some(format) => format,
        None => detected.map_err(|problem| problem.to_string())?,
    };
    let path = input.name().to_owned();
    let today = chrono::NaiveDate::from_ymd_opt(2030, 1, 1).expect("a day of the calendar");
    let context = Context { path: &path, language: None, file_date: None, today };
    let mut enricher = Enricher::new(None);
    let read = format.read(input, &mut |item| {
        if let Item::Article(_, stated) = item {
            articles.push(enricher.enrich(*stated, &context).0);
        }
        ControlFlow::Continue(())
    });
    read.map_err(|problem| problem.to_string())
}
