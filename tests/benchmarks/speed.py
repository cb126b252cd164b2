"""How fast a check is beside what one would write instead: ratios, in one run.

Run ``python tests/benchmarks/speed.py [--json FILE]``. The case is made of the repository's own
labelled articles: one of them, and all the others' texts as its six sources, some 3,000 sentences.
Every row is a process of its own, so that imports and loading of the model count; seconds of the
processor stand beside those of the clock, as the first hang less on what else the machine does.
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
from pathlib import Path

from claimcheck.case import load

DATA = Path(__file__).parents[2] / "data" / "labelled"
SOURCES = 6
RUNS = 3  # of the two that are compared, in turn; the one that was disturbed least counts

PLAIN = """
import sys, json
from sentence_transformers import SentenceTransformer
from claimcheck import sentences, weights
from claimcheck.case import load
case = load(sys.argv[1])
texts = [t for s in (case.article, *case.sources) for t in sentences.split(s)["text"]]
SentenceTransformer(str(weights.packaged_folder()), device="cpu").encode(list(dict.fromkeys(texts)))
"""
CHECK = "import sys\nfrom claimcheck import check\ncheck(sys.argv[1])\n"
NO_TORCH = CHECK + "assert 'torch' not in sys.modules\n"


@dataclass(frozen=True)
class Cost:
    """What a process took: seconds of the clock and of the processor, MiB at its peak."""

    wall: float
    cpu: float
    peak: float


def run(code: str, case: Path, cache: Path) -> Cost:
    """Run a few lines on a case in a process of their own."""
    env = {**os.environ, "CLAIMCHECK_CACHE": str(cache)}
    start = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-c", code, str(case)], env=env)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"failed: {code}")
    wall = time.perf_counter() - start
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * unit / 2**20)


def make_case(folder: Path) -> Path:
    """Write a case of one labelled article and the texts of all others."""
    first, *others = [load(card.parent) for card in sorted(DATA.rglob("case.toml"))]
    texts = [source.text for source in first.sources]
    texts += [source.text for other in others for source in (other.article, *other.sources)]
    lines = ['title = "Large"', "[article]", 'file = "article.txt"']
    (folder / "article.txt").write_text(first.article.text, encoding="utf-8")
    for number in range(SOURCES):
        lines += ["[[source]]", f'id = "s{number}"', f'file = "s{number}.txt"']
        part = "\n\n".join(texts[number::SOURCES])
        (folder / f"s{number}.txt").write_text(part, encoding="utf-8")
    (folder / "case.toml").write_text("\n".join(lines), encoding="utf-8")
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--json", type=Path, help="write the figures there, too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        case, cache = make_case(Path(scratch)), Path(scratch) / "cache-0"
        turns = [Path(scratch) / f"cache-{n}" for n in range(RUNS)]
        both = [(run(PLAIN, case, turn), run(CHECK, case, turn)) for turn in turns]
        plain, cold = (min(costs, key=lambda cost: cost.cpu) for costs in zip(*both, strict=True))
        found = {"plain encode": plain, "cold check": cold}
        found["warm check"] = run(NO_TORCH, case, cache)
        article = case / "article.txt"
        article.write_text(article.read_text(encoding="utf-8") + "\n\nThe shop sold nine bells.\n")
        found["one sentence more"] = run(CHECK, case, cache)
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores")
    for name, cost in found.items():
        print(f"{name:20} {cost.wall:7.1f} s {cost.cpu:7.1f} s of the processor "
              f"{cost.peak:7.0f} MiB {cost.cpu / plain.cpu:6.2f} times plain encode")  # fmt: skip
    if options.json:
        table = {name: asdict(cost) for name, cost in found.items()}
        options.json.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
