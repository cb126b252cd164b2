"""The tables of dates and numbers: the level of the claim's fact against the evidence's."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from claimcheck.kinds import dates, numbers
from claimcheck.records import Sentence, Source

EXAMPLES = Path(__file__).parent / "examples"
KINDS = {"dates": dates, "numbers": numbers}
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (EXAMPLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def each(suffix: str = "") -> list[object]:
    return [
        pytest.param(kind, row, id=f"{name}-{row['claim']}")
        for name, kind in KINDS.items()
        for row in rows(name + suffix)
    ]


def level(kind: ModuleType, row: Row) -> str:
    """The level of the claim's fact, or which of the two facts was not found."""
    sides = []
    for side in ("claim", "evidence"):
        text, when = row[side], row[f"{side}_date"]
        day = date.fromisoformat(when) if when else None
        source = Source("s", "report", "", text, day, "case" if day else None)
        facts = kind.find(Sentence("s:0", "s", 0, len(text), text), source)
        found = [f for f in facts if f.text == row[f"{side}_text"]]
        if not found:
            return f"{side} not found: {[f.text for f in facts]}"
        sides.append(found[0])
    return str(kind.judge(*sides)[0].value)


@pytest.mark.parametrize(("kind", "row"), each())
def test_example(kind: ModuleType, row: Row) -> None:
    assert level(kind, row) == row["level"]


@pytest.mark.parametrize(("kind", "row"), each("_known_failures"))
def test_known_failure_still_fails(kind: ModuleType, row: Row) -> None:
    assert level(kind, row) != row["level"], "it passes now: move the row to the other table"


@pytest.mark.parametrize("name", KINDS)
def test_half_of_the_examples_are_harmless(name: str) -> None:
    table = rows(name)
    harmless = sum(row["level"] != "conflicts" for row in table)
    assert len(table) >= 40
    assert 2 * harmless >= len(table)
