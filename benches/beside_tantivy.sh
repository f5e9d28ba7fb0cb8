#!/usr/bin/env bash
# Times morgue beside a program that uses tantivy directly, in one run, so that the ratios mean something on a noisy machine.
#
#   benches/beside_tantivy.sh NEWS
#
# NEWS: any files that morgue reads; README's table is of the 22 files of Reuters-21578 (reut2-000.sgm to reut2-021.sgm, of
# https://kdd.ics.uci.edu/databases/reuters21578/). Their articles are written anew, one a file and all as JSON Lines, so that both
# programs read the same; everything is read once before it is timed. ROUNDS=5 rounds, of which the median is printed, with the
# least and the most. Names are not read out of the texts, except in the row that says so: tantivy knows none.
set -euo pipefail
news=$1
here=$(cd "$(dirname "$0")/.." && pwd)
# With PROFILE=dev it is only seen whether all this runs.
cargo build --profile "${PROFILE:-release}" --quiet --bin morgue --example tantivy_alone --manifest-path "$here/Cargo.toml"
built=${CARGO_TARGET_DIR:-$here/target}/$([ "${PROFILE:-release}" = dev ] && echo debug || echo release)
morgue=$built/morgue tantivy=$built/examples/tantivy_alone
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Adds wall and CPU seconds of a command to the times, under a name.
timed() {
  local name=$1; shift
  local TIMEFORMAT="$name"$'\t%R\t%U\t%S'
  { time "$@" >/dev/null 2>"$work/errors"; } 2>>"$work/times" || { cat "$work/errors"; exit 1; }
}

"$morgue" --index "$work/news" --quiet index --no-model "$news"
"$morgue" --index "$work/news" query 'words>0' --limit 10000000 --format tsv | tail -n +2 | cut -f2 |
  xargs -d '\n' "$morgue" --index "$work/news" show --format json >"$work/news.jsonl"
folder=$work/folder jsonl=$work/articles.jsonl
"$tantivy" spread "$work/news.jsonl" "$folder" "$jsonl"
find "$folder" "$jsonl" -type f -exec cat {} + >/dev/null
for _ in $(seq "${ROUNDS:-5}"); do
  rm -rf "$work"/tantivy* "$work"/morgue*
  timed "folder, tantivy" "$tantivy" index "$folder" "$work/tantivy"
  timed "folder, morgue" "$morgue" --index "$work/morgue" index --no-model "$folder"
  timed "folder with names, morgue" "$morgue" --index "$work/morgue-names" index "$folder"
  timed "JSON Lines, tantivy" "$tantivy" index "$jsonl" "$work/tantivy-jsonl"
  timed "JSON Lines, morgue" "$morgue" --index "$work/morgue-jsonl" index --no-model "$jsonl"
  timed "nothing changed, morgue" "$morgue" --index "$work/morgue" index --no-model "$folder"
  timed "query, tantivy" "$tantivy" query "$work/tantivy" oil prices
  timed "query, morgue" "$morgue" --index "$work/morgue" query oil prices
done
echo "$(wc -l <"$jsonl") articles; seconds: median (least to most), mean of CPU"
cut -f1 "$work/times" | awk '!seen[$0]++' | while IFS= read -r name; do
  awk -F'\t' -v name="$name" '$1 == name { print $2 "\t" $3 + $4 }' "$work/times" | sort -n |
    awk -F'\t' -v name="$name" '{ wall[NR] = $1; cpu += $2 }
      END { printf "%-28s %.3f (%.3f to %.3f)  %.3f\n", name, wall[int((NR + 1) / 2)], wall[1], wall[NR], cpu / NR }'
done
echo "bytes of the articles as JSON Lines, and of each index:"
du -sb "$jsonl" "$work"/tantivy* "$work"/morgue* | sed "s|$work/||"
