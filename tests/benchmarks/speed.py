"""How fast claimcheck is beside what one would write instead: one command, a table of ratios.

Run ``python tests/benchmarks/speed.py [--part checks|search|facts] [--out FOLDER]``; in the folder
(``build/speed`` where none is given) lie then ``speed.json`` and a drawing of the growth. It takes
a quarter of an hour; the largest corpus needs 1.6 GB of disk.

**checks**: a case is made of the repository's own labelled articles, one of them with all the
others' texts as its six sources (2,700 sentences), a tenth of these, and five times as many (their
words altered, as each distinct sentence is embedded once). Every row is a process of its own, so
that imports and loading of the model count; the least of some runs counts, since what else the
machine does only adds. A short sentence is read with the one before it: so plain ``encode`` is
given both the sentences and the texts as they are read. "Walked" is a second check of which only
what models computed is kept, as after an update of claimcheck.

**search**: see `corpus.py`. **facts**: see `facts.py`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import corpus
import facts

from claimcheck import sentences
from claimcheck.case import load

DATA = Path(__file__).parents[2] / "data" / "labelled"
OUT = Path(__file__).parents[2] / "build" / "speed"
SOURCES = 6
SIZES = {0.1: 3, 1.0: 3, 5.0: 1}  # of the sources, and how often each is measured
PARTS = ("checks", "search", "facts")

READ = """
import sys
from sentence_transformers import SentenceTransformer
from claimcheck import sentences, weights
from claimcheck.case import load
case = load(sys.argv[1])
split = [sentences.split(s) for s in (case.article, *case.sources)]
model = SentenceTransformer(str(weights.packaged_folder()), device="cpu")
"""
BARE = "texts = list(dict.fromkeys(t for s in split for t in s['text']))\n"
WHOLE = "texts = list(dict.fromkeys(t for s in split for t in sentences.before(s) + s['text']))\n"
CHECK = "import sys\nfrom claimcheck import check\ncheck(sys.argv[1])\n"
WARM = CHECK + "assert 'torch' not in sys.modules\n"
ANEW = "from claimcheck import kept\nkept.Kept.get = lambda self: None\n" + WARM
WAYS = {
    "encode, sentences": READ + BARE + "model.encode(texts)",
    "encode, as read": READ + WHOLE + "model.encode(texts)",
    "encode, one by one": READ + BARE + "for text in texts: model.encode(text)",
    "first check": CHECK,
}


@dataclass(frozen=True)
class Cost:
    """What a process took: seconds of the clock and of the processor, MiB at its peak."""

    wall: float
    cpu: float
    peak: float


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--part", choices=PARTS, help="only this part")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    wanted = [options.part] if options.part else PARTS
    found: dict[str, Any] = {"machine": machine()}
    print(" · ".join(map(str, found["machine"].values())))
    if "checks" in wanted:
        found["checks"] = [checked(size, runs) for size, runs in SIZES.items()]
    if "search" in wanted:
        found["search"] = corpus.compared(corpus.SIZES[-1], 11, options.out)
    if "facts" in wanted:
        found["facts"] = facts.measured()
        print("", *(f"{row['what']:46}{row['told']}" for row in found["facts"]), sep="\n")
    (options.out / "speed.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def machine() -> dict[str, Any]:
    versions = [f"{name} {metadata.version(name)}" for name in ("torch", "numpy", "claimcheck")]
    return {
        "processor": platform.processor() or platform.machine(),
        "cores": f"{os.cpu_count()} cores",
        "python": f"Python {platform.python_version()}",
        "versions": ", ".join(versions),
    }


def checked(size: float, runs: int) -> dict[str, Any]:
    """Measure a case of one size, all ways in turn."""
    with tempfile.TemporaryDirectory() as scratch:
        case = make_case(Path(scratch) / "case", size)
        caches = [Path(scratch) / f"cache-{n}" for n in range(runs)]
        each = [{name: run(code, case, cache) for name, code in WAYS.items()} for cache in caches]
        again = {"second check": WARM, "second check, walked": ANEW}
        each = [
            one | {name: run(code, case, caches[0]) for name, code in again.items()} for one in each
        ]
        article = case / "article.txt"
        article.write_text(article.read_text(encoding="utf-8") + "\n\nThe shop sold nine bells.\n")
        costs = {name: min((one[name] for one in each), key=lambda c: c.wall) for name in each[0]}
        costs["one sentence more"] = run(CHECK, case, caches[0])
        many = sum(len(sentences.split(source)) for source in load(case).sources)
    print(f"\n{many:,} sentences of {SOURCES} sources: seconds, and their ratio to encode, as read")
    base = costs["encode, as read"]
    for name, cost in costs.items():
        print(f"  {name:20}{cost.wall:8.1f} s{cost.wall / base.wall:7.2f}{cost.cpu:8.1f} s of the "
              f"processor{cost.cpu / base.cpu:7.2f}{cost.peak:8.0f} MiB", flush=True)  # fmt: skip
    return {"sentences": many, **{name: asdict(cost) for name, cost in costs.items()}}


def run(code: str, case: Path, cache: Path) -> Cost:
    """Run a few lines on a case in a process of their own."""
    env = {**os.environ, "CLAIMCHECK_CACHE": str(cache)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's second run has the first one's bytecode
    start = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-c", code, str(case)], env=env, stderr=-3)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"failed: {code}")
    wall = time.perf_counter() - start
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * unit / 2**20)


def make_case(folder: Path, size: float) -> Path:
    """Write a case of one labelled article, and as many times the texts of all others."""
    folder.mkdir()
    first, *others = [load(card.parent) for card in sorted(DATA.rglob("case.toml"))]
    texts = [source.text for source in first.sources]
    texts += [source.text for other in others for source in (other.article, *other.sources)]
    paragraphs = [part for text in texts for part in text.splitlines() if part.strip()]
    copies = [
        paragraph.replace(" the ", f" the {'very ' * copy}") if copy else paragraph
        for copy in range(max(1, round(size)))
        for paragraph in paragraphs[: round(len(paragraphs) * min(1, size))]
    ]
    lines = ['title = "Large"', "[article]", 'file = "article.txt"']
    (folder / "article.txt").write_text(first.article.text, encoding="utf-8")
    for number in range(SOURCES):
        lines += ["[[source]]", f'id = "s{number}"', f'file = "s{number}.txt"']
        part = "\n\n".join(copies[number::SOURCES])
        (folder / f"s{number}.txt").write_text(part, encoding="utf-8")
    (folder / "case.toml").write_text("\n".join(lines), encoding="utf-8")
    return folder


if __name__ == "__main__":
    main()
