"""Many cases and a large corpus: rates of one core, of two, and what a large job takes.

Run ``python tests/benchmarks/many.py``; it takes some minutes. The files of
``data/labelled/fitted`` become a corpus. Some of its cases are checked, with sources from that
corpus, by one worker process and by two: one thread each, an empty cache, the model loaded by a
case before. Queries are searched in a partition of 50,000 drawn vectors. Rates count seconds of the
processor, as the machine may be busy; what two workers gain is by the clock. From these rates it
reckons what 10,000 articles against 100 million sentences take. ``--json FILE`` keeps the figures.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

os.environ["OMP_NUM_THREADS"] = "1"  # before NumPy: a core is a worker
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np

from claimcheck import check_many, corpus, nearest, sourcing
from claimcheck.build import SENTENCES, build
from claimcheck.many import _ROUND
from claimcheck.records import Sentence, frame

DATA = Path(__file__).resolve().parents[2] / "data" / "labelled" / "fitted"
WIDTH = 384
ARTICLES, STORED = 10_000, 100_000_000
CORES = 32  # of the larger machine, or machines, in the table


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=12)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    folders = sorted(path for path in DATA.iterdir() if (path / "case.toml").is_file())
    cases, others = folders[: options.cases], folders[options.cases :]
    found: dict[str, Any] = {"load_before": os.getloadavg()[0], "cases": len(cases), "same": True}
    with tempfile.TemporaryDirectory() as scratch:
        archive = Path(scratch) / "corpus"
        found |= embedded([path for folder in folders for path in documents(folder)], archive)
        lines: list[str] = []
        for workers in (1, 2, 1, 2):  # in turn, so that a busy machine is busy for both
            wall, cpu, now = checked(cases, others, archive, workers)
            for key, value in ((f"seconds_{workers}", wall), (f"cpu_{workers}", cpu)):
                found[key] = min(value, found.get(key, value))
            found["same"] &= now == (lines or now)
            lines = now
    claims = [claim for line in lines for claim in json.loads(line)["claims"]]
    asked = [claim for claim in claims if claim["verdict"] != "not_checkable"]
    found["efficiency"] = found["seconds_1"] / found["seconds_2"] / 2
    found["case_s"] = found["cpu_1"] / len(cases)
    found["case_bytes"] = sum(len(line.encode()) for line in lines) / len(cases)
    found["claims_a_case"] = len(asked) / len(cases)
    found |= searched()
    found["load_after"] = os.getloadavg()[0]
    told(found)
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n")
    return 0 if found["same"] else 1


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Any]:
    """Worker processes of one thread, with an empty cache."""
    from distributed import Client, LocalCluster

    with (
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            dashboard_address=":0",
            host="127.0.0.1",
            scheduler_port=0,
            env={"CLAIMCHECK_CACHE": str(folder / "cache"), "OMP_NUM_THREADS": "1"},
            silence_logs=50,
        ) as made,
        Client(made, set_as_default=False) as client,
    ):
        yield client


def checked(
    cases: list[Path], others: list[Path], archive: Path, workers: int
) -> tuple[float, float, list[str]]:
    """Check cases on so many workers that have their model: seconds, theirs, and the results."""
    with tempfile.TemporaryDirectory() as scratch, cluster(Path(scratch), workers) as client:
        for future in client.map(warm, [str(path) for path in others[:workers]], pure=False):
            future.result()
        used = sum(client.run(time.process_time).values())
        start = time.perf_counter()
        lines = [done.line for done in check_many(cases, client, corpus=archive)]
        wall = time.perf_counter() - start
        used = sum(client.run(time.process_time).values()) - used
        return wall, used, [line for line in lines if line]


def warm(case: str) -> None:
    time.sleep(1)  # so that the other worker takes the other case
    list(check_many([case]))


def documents(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*") if p.suffix in (".txt", ".md", ".html", ".vtt", ".srt")]


def embedded(files: list[Path], archive: Path) -> dict[str, float]:
    """Embed files in this process: sentences a second, bytes a sentence."""
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["CLAIMCHECK_CACHE"] = str(Path(scratch) / "cache")
        build(files[:1], Path(scratch) / "warm")
        start = time.process_time()
        kept = build(files, archive)
        seconds = time.process_time() - start
        size = sum(Path(part.path).stat().st_size for part in kept.partitions)
        cache = sum(path.stat().st_size for path in (Path(scratch) / "cache").iterdir())
    return {
        "embedded": len(kept),
        "embed_rate": len(kept) / seconds,
        "bytes": size / len(kept),
        "cache_bytes": cache / len(kept),
    }


def searched() -> dict[str, float]:
    """Search a partition for one article's claims, and for those of a round."""
    rows = np.random.default_rng(1).standard_normal((SENTENCES, WIDTH), dtype=np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    said = (Sentence(f"s:{n}", "s", 0, 1, "s") for n in range(SENTENCES))
    out = {}
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/0.arrow"
        corpus.write(path, frame(Sentence, said), rows, corpus.Model("drawn", "0" * 64))
        [part] = corpus.load(folder).partitions
        for name, many in (("one", 30), ("round", 30 * _ROUND)):
            queries = rows[:many] * 0.5 + rows[-many:] * 0.5
            queries /= np.linalg.norm(queries, axis=1, keepdims=True)
            nearest.best(part, queries, sourcing.NEAREST)
            start = time.process_time()
            nearest.best(part, queries, sourcing.NEAREST)
            out[f"search_rate_{name}"] = many * SENTENCES / (time.process_time() - start)
    return out


def told(found: dict[str, Any]) -> None:
    """Print the rates, and the plan for a large job as README has it."""
    print(
        "{cases} cases with sources from a corpus: one worker {seconds_1:.1f} s, two "
        "{seconds_2:.1f} s, efficiency {efficiency:.2f}, the same bytes: {same}\n"
        "of the processor: {cpu_1:.1f} s and {cpu_2:.1f} s\n"
        "load {load_before:.1f} before, {load_after:.1f} after\n"
        "seconds a case and core: {case_s:.2f}; claims a case: {claims_a_case:.0f}; "
        "bytes of JSON: {case_bytes:,.0f}\n"
        "sentences embedded a second and core: {embed_rate:,.0f} (of {embedded:,})\n"
        "sentences x queries a second and core: {search_rate_one:.2e} for one article, "
        "{search_rate_round:.2e} for a round\n"
        "bytes a sentence: {bytes:,.0f} in a corpus, {cache_bytes:,.0f} in the cache\n".format(
            **found
        )
    )
    queries = ARTICLES * found["claims_a_case"]
    size = STORED * found["bytes"] / 1e9
    rows = [
        ("embed the corpus, once", STORED / found["embed_rate"], f"{size:,.0f} GB kept"),
        (
            "search it for every claim",
            queries * STORED / found["search_rate_round"],
            f"{ARTICLES / _ROUND * size / 1000:,.0f} TB read",
        ),
        (
            "check the articles",
            ARTICLES * found["case_s"],
            f"{ARTICLES * found['case_bytes'] / 1e9:,.1f} GB of JSON",
        ),
    ]
    print(f"| | hours of one core | hours of {CORES} | bytes |\n|---|---|---|---|")
    for name, seconds, room in rows:
        each = seconds / 3600 / CORES / found["efficiency"]
        print(f"| {name} | {seconds / 3600:,.0f} | {each:,.1f} | {room} |")


if __name__ == "__main__":
    sys.exit(main())
