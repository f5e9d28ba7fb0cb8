#!/usr/bin/env bash
# Times morgue beside a program that uses tantivy directly, in one run, so that the ratios mean something on a noisy machine.
#
#   benches/beside_tantivy.sh FOLDER JSONL TANTIVY
#
# FOLDER: one article a file; JSONL: the same articles; TANTIVY: a program that takes `index --folder F --out O`,
# `index --jsonl F --out O` and `one --index O WORDS`. Everything is read once before it is timed. ROUNDS=5 rounds. Names are
# not read out of the texts, except in the row that says so: tantivy knows none.
set -euo pipefail
folder=$1 jsonl=$2 tantivy=$3
here=$(cd "$(dirname "$0")/.." && pwd)
cargo build --release --quiet --manifest-path "$here/Cargo.toml"
morgue=$here/target/release/morgue
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Prints wall and CPU seconds of a command, under a name.
timed() {
  local name=$1; shift
  local TIMEFORMAT="$name"$'\t%R s\t%U + %S s CPU'
  { time "$@" >/dev/null 2>"$work/errors"; } 2>&1 || { cat "$work/errors"; exit 1; }
}

cat "$jsonl" >/dev/null
find "$folder" -type f -exec cat {} + >/dev/null
for _ in $(seq "${ROUNDS:-5}"); do
  rm -rf "$work"/tantivy* "$work"/morgue*
  timed "folder   tantivy" "$tantivy" index --folder "$folder" --out "$work/tantivy"
  timed "folder   morgue " "$morgue" --index "$work/morgue" index --no-model "$folder"
  timed "names    morgue " "$morgue" --index "$work/morgue-names" index "$folder"
  timed "jsonl    tantivy" "$tantivy" index --jsonl "$jsonl" --out "$work/tantivy-jsonl"
  timed "jsonl    morgue " "$morgue" --index "$work/morgue-jsonl" index --no-model "$jsonl"
  timed "nothing  morgue " "$morgue" --index "$work/morgue" index --no-model "$folder"
  timed "query    tantivy" "$tantivy" one --index "$work/tantivy" oil prices
  timed "query    morgue " "$morgue" --index "$work/morgue" query oil prices
done
echo "bytes of the index:"
du -sb "$work"/tantivy* "$work"/morgue* | sed "s|$work/||"
