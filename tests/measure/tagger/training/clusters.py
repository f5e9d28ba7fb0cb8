"""Clusters of words that are used alike: k-means over the input embeddings of all-MiniLM-L6-v2 (Apache-2.0).

    python3 clusters.py OUT MODEL_FOLDER

One word a line, tabs, and its cluster among 64, 256 and 1,024.
"""
import re
import sys

import numpy as np
from safetensors.numpy import load_file


def clusters(vectors, count, rounds=12):
    source = np.random.RandomState(0)
    centres = vectors[source.choice(len(vectors), count, False)].copy()
    for _ in range(rounds):
        nearest = (vectors @ centres.T).argmax(1)
        for cluster in range(count):
            members = vectors[nearest == cluster]
            if len(members):
                centres[cluster] = members.mean(0)
        centres /= np.linalg.norm(centres, axis=1, keepdims=True) + 1e-9
    return nearest


def main():
    out, folder = sys.argv[1], sys.argv[2]
    tensors = load_file(f"{folder}/model.safetensors")
    embeddings = next(value for name, value in tensors.items() if "word_embeddings" in name).astype(np.float32)
    words = open(f"{folder}/vocab.txt", encoding="utf-8").read().split("\n")
    kept = [number for number, word in enumerate(words[: len(embeddings)]) if re.fullmatch(r"[a-z][a-z'\-]+", word)]
    vectors = embeddings[kept] - embeddings[kept].mean(0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    found = [clusters(vectors, count) for count in (64, 256, 1024)]
    with open(out, "w", encoding="utf-8") as file:
        for place, number in enumerate(kept):
            file.write("\t".join([words[number], *(str(of_size[place]) for of_size in found)]) + "\n")


main()
