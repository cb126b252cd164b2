"""Which documents of an archive become sources of a case: its own ones, and those of others.

Run ``python tests/benchmarks/sourcing.py``; it takes some minutes. The files of all labelled and
shipped cases become one corpus, and every case is asked of it. A row is a bound (`sourcing.NEAR`):
how many of the cases' sources reach it, how many documents of other cases do, and how many verdicts
change where each case is checked with that corpus beside its own sources.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pandas as pd

from claimcheck import check, sourcing
from claimcheck.build import build
from claimcheck.case import files, load
from claimcheck.encoder import Encoder
from claimcheck.nearest import nearest

DATA = Path(__file__).resolve().parents[2] / "data"
BOUNDS = (0.5, 0.55, 0.6)


def main() -> None:
    cases = [path.parent for path in sorted(DATA.rglob("case.toml"))]
    own = {case: [str(path) for path in files(case)[1:]] for case in cases}  # the article first
    every = sum(map(len, own.values()))
    encoder = Encoder()
    with tempfile.TemporaryDirectory() as scratch:
        archive = Path(scratch) / "corpus"
        corpus = build([path for each in own.values() for path in each], archive)
        found = {case: nearest(corpus, sourcing.asked(load(case), encoder), sourcing.NEAREST)
                 for case in cases}  # fmt: skip
        alone = {case: check(case).verdicts["outcome"] for case in cases}
        rows = []
        for bound in BOUNDS:
            sourcing.NEAR = bound
            near = {case: {one.path for one in sourcing.ranked(found[case], corpus.partitions)}
                    for case in cases}  # fmt: skip
            with_archive = {case: check(case, corpus=archive).verdicts["outcome"] for case in cases}
            rows.append({
                "bound": bound,
                "sources": sum(len(each) - 1 for each in own.values()),
                "near": sum(len(near[case] & set(own[case][1:])) for case in cases),
                "others": sum(every - len(each) for each in own.values()),
                "near ": sum(len(near[case] - set(own[case])) for case in cases),
                "verdicts": sum(map(len, alone.values())),
                "changed": sum(int((with_archive[c] != alone[c]).sum()) for c in cases),
            })  # fmt: skip
    print(pd.DataFrame(rows).to_string(index=False))


if __name__ == "__main__":
    main()
