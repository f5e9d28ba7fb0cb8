//! What was counted, as JSON. Its form is described in the docs of [`render`](crate::render).

use serde_json::{Map, Value, json};

use super::rows::Rows;
use crate::search::{Counts, Facet, Imprecise};

/// The keys of an answer behind its hits, all of them, whatever was asked for.
pub fn object(counts: &Counts, with_share: bool) -> Map<String, Value> {
    let (timeline, together) = (&counts.timeline, &counts.together);
    let bars =
        timeline.iter().flat_map(|timeline| Rows::of_timeline(timeline, with_share).objects().collect::<Vec<_>>());
    let values = [
        ("facets", by_field(&counts.facets, |facet| facet.values.iter().map(value).collect())),
        ("facet_totals", by_field(&counts.facets, totals)),
        ("timeline", bars.map(Value::Object).collect()),
        ("timeline_unit", json!(timeline.as_ref().map(|timeline| timeline.unit.as_str()))),
        ("imprecise", imprecise(timeline.as_ref().map_or(&[], |timeline| &timeline.imprecise))),
        ("undated", json!(timeline.as_ref().map(|timeline| timeline.undated))),
        ("together", json!(together.as_ref().map(names))),
    ];
    values.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn by_field(facets: &[Facet], value: impl Fn(&Facet) -> Value) -> Value {
    facets.iter().map(|facet| (facet.field.as_str().to_owned(), value(facet))).collect::<Map<_, _>>().into()
}

fn value(value: &crate::search::FacetValue) -> Value {
    match value.adds {
        Some(adds) => json!({"value": value.value, "count": value.count, "adds": adds}),
        None => json!({"value": value.value, "count": value.count}),
    }
}

fn totals(facet: &Facet) -> Value {
    json!({"values": facet.total, "without": facet.without, "imprecise": imprecise(&facet.imprecise)})
}

fn imprecise(dates: &[Imprecise]) -> Value {
    dates.iter().map(|date| json!({"date": date.date, "count": date.count})).collect()
}

fn names(together: &crate::search::Together) -> Value {
    let names: Vec<Map<String, Value>> = Rows::of_together(together).objects().collect();
    json!({
        "kind": together.kind,
        "measure": "log_likelihood",
        "articles": together.articles,
        "total": together.total,
        "names": names,
    })
}
