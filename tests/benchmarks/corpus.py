"""How long 50 claims take against a large corpus, beside one NumPy matrix product.

Run ``python tests/benchmarks/corpus.py``; the largest corpus takes 1.6 GB of disk. Random unit
vectors are written partition by partition. Then, in turn in one process: NumPy's product of the
same vectors, mapped into memory and read before, with the queries, a partition at a time; the
search for the best five; the search with its sentences read; sentence-transformers'
``semantic_search`` over the same vectors in one tensor. Medians of the runs, and of their ratios.

What is found is held against brute force: all cosines in float64, rounded to 4 places, sorted in
full. Memory is that of a process of its own: the most that it had of its own above what it had
before (pages of the mapped files, which the system takes back when it needs room, don't count).
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from claimcheck import corpus, nearest
from claimcheck.records import Sentence, frame

Floats = npt.NDArray[np.float32]

SIZES = (10_000, 100_000, 1_000_000)
ROWS = 100_000  # of a partition, at most
WIDTH, QUERIES, K = 384, 50, 5
FITS = 4 * 2**30  # bytes of vectors that semantic_search is given in one tensor
MODEL = corpus.Model("random", "0" * 64)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=SIZES[-1], help="sentences of the largest")
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--out", type=Path, default=Path("build/speed"), help="for corpus.png")
    parser.add_argument("--memory", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.memory:
        print(own_memory_of_a_search(options.memory))
        return 0
    found = compared(options.most, options.runs, options.out)
    return 0 if all(row["same"] for row in found) else 1


def compared(most: int, runs: int, out: Path) -> list[dict[str, Any]]:
    """Measure every size up to the largest, tell what was found, and draw the growth."""
    found = []
    for size in SIZES:
        if size <= most:
            with tempfile.TemporaryDirectory() as scratch:
                found.append(measured(Path(scratch), size, runs))
            print(told(found[-1]), flush=True)
    out.mkdir(parents=True, exist_ok=True)
    draw(found, out / "corpus.png")
    return found


def unit(seed: int, count: int) -> Floats:
    rows = np.random.default_rng(seed).standard_normal((count, WIDTH), dtype=np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


def make(folder: Path, size: int) -> corpus.Corpus:
    for number, start in enumerate(range(0, size, ROWS)):
        rows = min(ROWS, size - start)
        texts = (f"Stall {n} sold {n * 7} crates of apples." for n in range(start, start + rows))
        said = (Sentence(f"s:{start + n}", "s", 0, len(t), t) for n, t in enumerate(texts))
        path = folder / f"{number:04}.arrow"
        corpus.write(path, frame(Sentence, said), unit(number, rows), MODEL)
    return corpus.load(folder, MODEL)


def measured(folder: Path, size: int, runs: int) -> dict[str, Any]:
    """Measure one size: seconds, ratios, memory, and whether the result is brute force's."""
    kept, queries = make(folder, size), unit(10**6, QUERIES)
    vectors = [corpus.vectors(part) for part in kept.partitions]

    def product() -> None:
        for part in vectors:
            queries @ part.T

    def search() -> nearest.Best:
        return nearest.merge([nearest.best(part, queries, K) for part in kept.partitions], K)

    ways: dict[str, Callable[[], Any]] = {
        "product_s": product,
        "other_way_round_s": lambda: [part @ queries.T for part in vectors],
        "search_s": search,
        "nearest_s": lambda: nearest.nearest(kept, queries, K),
    }
    if size * WIDTH * 4 <= FITS:
        ways["semantic_search_s"] = semantic_search(np.concatenate(vectors), queries)
    seconds = in_turn(ways, runs)
    places = brute(vectors, queries)
    ids = nearest.nearest(kept, queries, K)["id"].tolist()
    same = ids == [f"s:{place}" for place in places.ravel()]
    command = [sys.executable, __file__, "--memory", str(folder)]
    memory = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return {
        "sentences": size,
        "partitions": len(kept.partitions),
        **{name: statistics.median(each) for name, each in seconds.items()},
        "ratio": ratio(seconds, "search_s", "product_s"),
        "ratio_nearest": ratio(seconds, "nearest_s", "product_s"),
        "ratio_nearest_other_way_round": ratio(seconds, "nearest_s", "other_way_round_s"),
        "memory_mb": round(int(memory) / 2**20, 1),
        "same": same,
    }


def semantic_search(vectors: Floats, queries: Floats) -> Callable[[], Any]:
    import torch
    from sentence_transformers import util

    stored, asked = torch.from_numpy(vectors), torch.from_numpy(queries)
    return lambda: util.semantic_search(asked, stored, top_k=K, score_function=util.dot_score)


def in_turn(ways: dict[str, Callable[[], Any]], runs: int) -> dict[str, list[float]]:
    """Time each once a run, so that a busy machine is busy for all of them."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for run in range(runs + 1):
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            if run:  # the first one warms up
                seconds[name].append(time.perf_counter() - start)
    return seconds


def ratio(seconds: dict[str, list[float]], ours: str, theirs: str) -> float:
    return statistics.median(a / b for a, b in zip(seconds[ours], seconds[theirs], strict=True))


def brute(vectors: list[Floats], queries: Floats) -> npt.NDArray[np.int64]:
    """Give the places of the best by sorting everything."""
    wide = queries.astype(float)
    near = np.concatenate([np.round(wide @ part.astype(float).T, 4) for part in vectors], axis=1)
    return np.stack([np.argsort(-row, kind="stable")[:K] for row in near])


def own_memory_of_a_search(folder: Path) -> int:
    """Search in this process, and give the most bytes of its own that this took."""
    warm = unit(1, 256)
    warm @ warm.T  # the threads of BLAS and their room
    kept, queries = corpus.load(folder, MODEL), unit(10**6, QUERIES)
    before, done = own_memory(), threading.Event()
    most = before

    def watch() -> None:
        nonlocal most
        while not done.wait(0.0005):
            most = max(most, own_memory())

    watcher = threading.Thread(target=watch)
    watcher.start()
    nearest.nearest(kept, queries, K)
    done.set()
    watcher.join()
    return max(most, own_memory()) - before


def own_memory() -> int:
    """Read this process's resident bytes that no file stands behind (Linux)."""
    with open("/proc/self/status", encoding="ascii") as status:
        line = next(line for line in status if line.startswith("RssAnon:"))
    return int(line.split()[1]) * 1024


def told(found: dict[str, Any]) -> str:
    """Lay one size out as a small table."""
    rows = [
        ("one NumPy product, queries @ vectors.T", "product_s", ""),
        ("the same as vectors @ queries.T", "other_way_round_s", ""),
        ("search", "search_s", f"{found['ratio']:.2f} times the first"),
        (
            "search, its sentences read",
            "nearest_s",
            f"{found['ratio_nearest']:.2f} times the first, "
            f"{found['ratio_nearest_other_way_round']:.2f} times the second",
        ),
        ("sentence-transformers semantic_search", "semantic_search_s", ""),
    ]
    return "\n".join(
        [
            f"{found['sentences']:,} sentences in {found['partitions']} partitions",
            *(
                f"  {name:40}{found[key]:9.4f} s  {what}"
                for name, key, what in rows
                if key in found
            ),
            f"  memory of its own: {found['memory_mb']} MB; as brute force: {found['same']}",
        ]
    )


def draw(found: list[dict[str, Any]], path: Path) -> None:
    """Draw the growth, both axes by powers of ten."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(6, 4), layout="constrained")
    for name, label, style in (
        ("nearest_s", "claimcheck.nearest.nearest", "o-"),
        ("product_s", "one NumPy matrix product", "s--"),
        ("semantic_search_s", "sentence_transformers semantic_search", "^:"),
    ):
        rows = [row for row in found if name in row]
        axes.plot([r["sentences"] for r in rows], [r[name] for r in rows], style, label=label)
    axes.set(
        xscale="log", yscale="log", xlabel="stored sentences", ylabel=f"seconds, {QUERIES} claims"
    )
    axes.grid(alpha=0.3)
    axes.legend()
    figure.savefig(path, dpi=120)


if __name__ == "__main__":
    sys.exit(main())
