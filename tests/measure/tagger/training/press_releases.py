"""Whole sentences out of press releases, for a teacher to mark.

    python3 press_releases.py OUT RELEASES.jsonl.gz...

Each line of RELEASES is an object with `date` and `body`. Releases that were cut out of pages have words glued together, tables and
scraps of menus: a sentence is taken that begins with a capital, ends with a full stop, has five to sixty words, and hardly a word
that is not common. A text is up to thirty sentences that stood together.
"""
import collections
import gzip
import json
import random
import re
import subprocess
import sys
from pathlib import Path

TITLES = "Mr Ms Dr Mrs Sen Rep Gen Gov St U.S Inc No Hon Prof Sens Reps Jr Sr".split()
SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!\b[A-Z]\.)" + "".join(rf"(?<!{re.escape(title)}\.)" for title in TITLES) + r"([\"”')]*)\s+(?=[\"“'(]*[A-Z0-9])"
)
PREFIXES = "Mc Mac De La Le Di Van Fitz O'".split()
GLUED = re.compile(
    "".join(f"(?<!{prefix})" for prefix in PREFIXES)
    + r"[a-z][A-Z][a-z]|[a-z]{2}[.,;:?!][A-Za-z]{2}|[a-z][0-9]|[0-9][A-Z][a-z]|\)[A-Za-z]|[a-z]\(|[a-z]{2}\"[A-Za-z]"
)
NO_PROSE = re.compile(r"https?:|www\.|@|[|~^*_{}<>\\]|\. \. \.|�")
FIRST_YEAR = "1993"  # what is older was read from paper by machines


def known_words():
    clusters = Path(__file__).parent / "../data/clusters.tsv.zst"
    lines = subprocess.run(["zstd", "-dc", str(clusters)], capture_output=True, text=True, check=True).stdout.splitlines()
    return {line.split("\t")[0] for line in lines}


def releases(paths):
    for path in paths:
        for line in gzip.open(path, "rt", encoding="utf-8"):
            release = json.loads(line)
            if release["date"] >= FIRST_YEAR:
                yield release["body"].replace("\xa0", " ").replace("\r", "")


def unwrapped(body):
    """Paragraphs as lines, where most lines were cut at a column."""
    body = re.sub(r"\n *\n+", "\n\n", body)
    lines = [line for line in body.split("\n") if line.strip()]
    cut = sum(35 < len(line) < 95 and line.rstrip()[-1:] not in '.!?:"' for line in lines)
    if cut > 0.6 * len(lines):
        return re.sub(r"\n(?=[a-z0-9(\"“A-Z])", " ", body)
    return re.sub(r"\n(?=[a-z])", " ", body) if cut > 0.4 * len(lines) else body


def sentences(body):
    for paragraph in unwrapped(body).split("\n"):
        if len(re.findall(r"[A-Za-z]  +[a-z]", paragraph)) >= 3:
            continue
        paragraph = re.sub(r"\s+", " ", paragraph.strip())
        paragraph = re.sub(r"^[A-Z][A-Z .]{3,25}: ?", "", paragraph)
        start = 0
        for end in SENTENCE_END.finditer(paragraph):
            yield paragraph[start : end.end(1)].strip()
            start = end.end()
        yield paragraph[start:].strip()


def is_prose(sentence, common):
    words = re.findall(r"(?<![\w'’])[a-z]{2,}\b", sentence)
    return (
        5 <= sentence.count(" ") + 1 <= 60
        and re.match(r"[\"“'(]*[A-Z]", sentence)
        and re.search(r"[.!?][\"”')]*$", sentence)
        and not GLUED.search(sentence)
        and not NO_PROSE.search(sentence)
        and len(words) >= 3
        and sum(word not in common for word in words) <= 0.08 * len(words)
        and sum(letter.isupper() for letter in sentence) <= 0.3 * len(sentence)
    )


def main():
    bodies = list(releases(sys.argv[2:]))
    counts = collections.Counter(word for body in bodies for word in set(re.findall(r"\b[a-z]{2,}\b", body)))
    common = known_words() | {word for word, count in counts.items() if count >= 15}
    texts = []
    for body in bodies:
        kept = [sentence for sentence in sentences(body) if is_prose(sentence, common)]
        texts += [kept[start : start + 30] for start in range(0, len(kept), 30)]
    random.Random(7).shuffle(texts)
    seen = set()
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        for text in texts:
            new = [sentence for sentence in text if sentence not in seen]
            seen.update(new)
            if len(new) >= 4:
                out.write("-DOCSTART-\n" + "\n".join(new) + "\n")


main()
