"""Learns the weights of the model that tells which blocks of a page are text of the article (see README.md)."""

import collections
import html
import json
import os
import re
import sys
import textwrap

import numpy

HINTS = 27
FOLDS = 6
# How strongly weights are pulled to zero, in the first and in the second look.
PULL_FIRST, PULL_SECOND = 2, 1
# What a page of Readability.js counts, against one of Fundus.
READABILITY_SHARE = 0.3
CONTEXT = ["Own", "Previous", "Next", "SecondPrevious", "SecondNext", "LesserNeighbour", "GreaterNeighbour",
           "Siblings"]
INLINE = ("a abbr b bdi bdo cite code del dfn em font i ins kbd mark q s samp small span strong sub sup tt u var "
          "wbr").split()


def words(text):
    return [word.lower() for word in re.findall(r"\w+", text)]


def f1(found, expected):
    right = sum((collections.Counter(found) & collections.Counter(expected)).values())
    return 2 * right / (len(found) + len(expected)) if right else 0.0


def as_list(value):
    return [value] if isinstance(value, str) else list(value or [])


def fundus_pages(root):
    """(name, publisher, paragraphs) of each page."""
    for country in sorted(os.listdir(root)):
        folder = os.path.join(root, country)
        files = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
        for gold in (file for file in files if file.endswith(".json")):
            publisher = gold[:-5]
            pages = [file for file in files if re.match(re.escape(publisher) + r"_\d.*\.html\.gz$", file)]
            with open(os.path.join(folder, gold)) as file:
                versions = list(json.load(file).values())
            for page, version in zip(pages, versions):
                paragraphs = as_list(version["body"].get("summary"))
                for section in version["body"]["sections"]:
                    paragraphs += as_list(section["headline"]) + as_list(section["paragraphs"])
                yield page[:-8], publisher, paragraphs


def readability_pages(root):
    """Its expectation has captions, which are no text of ours."""
    for name in sorted(os.listdir(root)):
        expected = os.path.join(root, name, "expected.html")
        if not os.path.isfile(expected) or "wikipedia" in name:
            continue
        with open(expected) as file:
            markup = re.sub(r"(?is)<figcaption.*?</figcaption>", " ", file.read())
        markup = re.sub(r"</?(%s)(\s[^>]*)?>" % "|".join(INLINE), "", markup)
        paragraphs = [html.unescape(text) for text in re.split(r"<[^>]+>", markup) if text.strip()]
        yield name, name, paragraphs


class Page:
    """The blocks of a page, and which of them are right."""

    def __init__(self, dump, name, publisher, paragraphs, share):
        self.name, self.publisher, self.share = name, publisher, share
        self.expected = [word for text in paragraphs for word in words(text)]
        self.features, self.texts, self.parents, self.containers = [], [], [], []
        near, around = [], []
        with open(dump) as file:
            heading, *lines = file.read().split("\n")
        self.names = heading.split("\t")[1].split(" ")
        for line in lines:
            if not line or line.startswith("PAGE\t"):
                break
            values, block_near, block_around, parent, container, text = line.split("\t", 5)
            self.features.append([float(value) for value in values.split(" ")])
            near.append(int(block_near))
            around.append(int(block_around))
            self.parents.append(int(parent))
            self.containers.append(int(container))
            self.texts.append(text)
        count = len(self.texts)
        bits = [numpy.array([[row >> bit & 1 for bit in range(HINTS)] for row in rows]).reshape(count, HINTS)
                for rows in (near, around)]
        self.features = numpy.concatenate([numpy.array(self.features).reshape(count, len(self.names)), *bits], 1)
        self.words = [words(text) for text in self.texts]
        self.lengths = numpy.array([max(1, len(of_block)) for of_block in self.words], float)
        self.right = self.label(paragraphs)
        roots = numpy.sqrt(self.lengths)
        self.weights = 10 * share * roots / max(5, roots[self.right > 0.5].sum())

    def label(self, paragraphs):
        """How much of each block is expected, 0 to 1; of blocks with the same text, as many as are expected."""
        phrases = set(zip(*(self.expected[start:] for start in range(4))))
        whole = collections.Counter(tuple(words(text)) for text in paragraphs)
        right, places = numpy.zeros(len(self.words)), collections.defaultdict(list)
        for index, block in enumerate(self.words):
            if 0 < len(block) < 6:
                right[index] = float(tuple(block) in whole)
            elif block:
                found = [phrase in phrases for phrase in zip(*(block[start:] for start in range(4)))]
                right[index] = sum(found) / len(found)
            if right[index] > 0.5:
                places[tuple(block)].append(index)
        alone = [found[0] for found in places.values() if len(found) == 1]
        middle = numpy.median(alone) if alone else 0
        for block, found in places.items():
            found.sort(key=lambda index: abs(index - middle))
            right[found[max(1, whole[block]):]] = 0
        return right

    def f1(self, kept):
        return f1([word for block, keep in zip(self.words, kept) if keep for word in block], self.expected)

    def with_context(self, first):
        """The features of the second look: those of the block, and the first look at it and those around it."""
        first = numpy.clip(first, -6, 6)
        count = len(first)
        at = lambda step: numpy.array([first[index + step] if 0 <= index + step < count else -6
                                       for index in range(count)]).reshape(count)
        roots = numpy.sqrt(self.lengths)
        sums = collections.defaultdict(lambda: numpy.zeros(2))
        for index, parent in enumerate(self.parents):
            sums[parent] += first[index] * roots[index], roots[index]
        siblings = numpy.full(count, -1.0)
        for index, parent in enumerate(self.parents):
            others = sums[parent][1] - roots[index]
            if others > 0.5:
                siblings[index] = (sums[parent][0] - first[index] * roots[index]) / others
        previous, following = at(-1), at(1)
        context = [first, previous, following, at(-2), at(2), numpy.minimum(previous, following),
                   numpy.maximum(previous, following), siblings]
        return numpy.concatenate([self.features, numpy.stack(context, 1)], 1)


def fit(blocks, pages, pull):
    """Logistic regression by Newton's method; the first feature is the constant."""
    blocks = numpy.concatenate(blocks)
    right = numpy.concatenate([page.right for page in pages])
    weights = numpy.concatenate([page.weights for page in pages])
    found = numpy.zeros(blocks.shape[1])
    pulls = numpy.full(len(found), float(pull))
    pulls[0] /= 100
    for _ in range(25):
        chance = 1 / (1 + numpy.exp(-numpy.clip(blocks @ found, -30, 30)))
        slope = blocks.T @ (weights * (chance - right)) + pulls * found
        curve = weights * numpy.maximum(chance * (1 - chance), 1e-6)
        step = numpy.linalg.solve((blocks * curve[:, None]).T @ blocks + numpy.diag(pulls), slope)
        found -= step
        if numpy.abs(step).max() < 1e-4:
            break
    return found


def learn(pages):
    first = fit([page.features for page in pages], pages, PULL_FIRST)
    second = fit([page.with_context(page.features @ first) for page in pages], pages, PULL_SECOND)
    return first, second


def looks(page, weights):
    first, second = weights
    return page.with_context(page.features @ first) @ second


BARS = [["IsTitle"], ["aroundCAPTION"], ["InCaption"], ["InForm"], ["aroundUNSEEN"], ["aroundCOMMENT"],
        ["ShortAndLinked", "LinkBehindColon"]]
AROUND = {"CAPTION": 0, "COMMENT": 8, "UNSEEN": 26}


SECOND_MIN = -0.2


def choose(page, weights):
    """As `model::choose`, but for the likeliest of unlikely texts; and the layout is that of the first look."""
    kept = looks(page, weights) > SECOND_MIN
    is_barred = numpy.zeros(len(kept), bool)
    for bar in BARS:
        columns = [len(page.names) + HINTS + AROUND[name[6:]] if name.startswith("around") else
                   page.names.index(name) for name in bar]
        meets = (page.features[:, columns] > 0).all(1)
        is_barred |= meets
        if page.lengths[kept & ~meets].sum() * 4 >= page.lengths[kept].sum():
            kept &= ~meets
    has = lambda name: page.features[:, page.names.index(name)] > 0
    can_be_text = has("IsParagraph") & ~is_barred & ~has("AllLink")
    for parent in set(page.parents):
        group = can_be_text & (numpy.array(page.parents) == parent)
        chosen = group & kept
        if chosen.sum() > 1 and page.lengths[chosen].sum() * 2 >= page.lengths[group].sum():
            kept |= group
    return kept


def left_out(pages):
    """The weights for each page, learned without its publisher."""
    publishers = sorted({page.publisher for page in pages})
    order = numpy.random.RandomState(1).permutation(publishers)
    fold = {publisher: index % FOLDS for index, publisher in enumerate(order)}
    weights = [learn([page for page in pages if fold[page.publisher] != out]) for out in range(FOLDS)]
    return {page.name: weights[fold[page.publisher]] for page in pages}


def lines_of(values, indent):
    text = ", ".join("%.2f" % value for value in values) + ","
    return "\n".join(indent + line for line in textwrap.wrap(text, width=108))


def write(weights, names):
    """The three constants of weights.rs."""
    count = len(names)
    docs = "By the block itself.", "By the block itself, once the first look at those around it is known."
    for name, doc, values in zip(("FIRST", "SECOND"), docs, weights):
        print(f"/// {doc}\n#[rustfmt::skip]\npub(super) const {name}: Weights = Weights {{\n    features: [")
        for feature, value in zip(names, values):
            print("        %.2f, // %s" % (value, feature))
        near, around = values[count:count + HINTS], values[count + HINTS:count + 2 * HINTS]
        print(f"    ],\n    near: [\n{lines_of(near, ' ' * 8)}\n    ],")
        print(f"    around: [\n{lines_of(around, ' ' * 8)}\n    ],\n}};\n")
    print(f"/// Of the first look at a block and those around it: {', '.join(CONTEXT)}.\n#[rustfmt::skip]")
    print(f"pub(super) const CONTEXT: [f32; {len(CONTEXT)}] = [")
    print(f"{lines_of(weights[1][count + 2 * HINTS:], ' ' * 4)}\n];")


def load(dumps, fundus, readability):
    pages = [Page(os.path.join(dumps, name), name, publisher, paragraphs, 1)
             for name, publisher, paragraphs in fundus_pages(fundus)]
    for name, publisher, paragraphs in readability_pages(readability):
        page = Page(os.path.join(dumps, name), name, publisher, paragraphs, READABILITY_SHARE)
        # Samples of markup are no pages of news, and blocks cannot be told apart where lines run across them.
        if len(page.expected) >= 150 and len(page.texts) >= 4 and page.f1(page.right > 0.5) >= 0.9:
            pages.append(page)
    return pages


def main():
    pages = load(*sys.argv[1:4])
    out = left_out(pages)
    for kind, share in ("Fundus", 1), ("Readability.js", READABILITY_SHARE):
        scores = [page.f1(choose(page, out[page.name])) for page in pages if page.share == share]
        print(f"{kind}: {len(scores)} pages, F1 {numpy.mean(scores):.4f} with publishers left out", file=sys.stderr)
    write(learn(pages), pages[0].names)


if __name__ == "__main__":
    main()
