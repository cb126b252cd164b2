"""The outcomes that were written down for two cases before the program ever ran on them.

``labels.json`` beside a case is what should come out; ``labels_known_failures.csv`` lists the
sentences on which the program has another outcome. That table is strict.
"""

from __future__ import annotations

import csv
import json
from functools import lru_cache
from pathlib import Path

import pytest

from claimcheck import check

ROOT = Path(__file__).parent
LABELS = sorted((ROOT.parent / "data" / "cases").glob("*/labels.json"))
with (ROOT / "examples" / "labels_known_failures.csv").open(encoding="utf-8", newline="") as file:
    FAILURES = {(row["case"], row["claim"]) for row in csv.DictReader(file)}
ROWS = [
    (path.parent.name, claim["text"], claim["verdict"])
    for path in LABELS
    for claim in json.loads(path.read_text(encoding="utf-8"))["claims"]
]

pytestmark = pytest.mark.slow


@lru_cache(maxsize=4)
def outcomes(case: str) -> dict[str, str]:
    """The program's outcome for each sentence of a case."""
    result = check(ROOT.parent / "data" / "cases" / case)
    return {c["text"]: c["verdict"] for c in result.to_json()["claims"]}


@pytest.mark.parametrize(("case", "claim", "outcome"), ROWS)
def test_outcome(case: str, claim: str, outcome: str) -> None:
    right = outcomes(case)[claim] == outcome
    if (case, claim) in FAILURES:
        assert not right, "it comes out right now: take the row out of the known failures"
    else:
        assert right, f"{outcomes(case)[claim]}, not {outcome}"


def test_every_known_failure_is_a_sentence() -> None:
    assert {(case, claim) for case, claim, _ in ROWS} >= FAILURES
