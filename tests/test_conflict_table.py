"""Every kind of conflict, and what must not be called one, each from a file to a finding.

A row of ``conflict_table.csv`` is a case of its own: an article of the row's claim between two
other sentences of its field, and one source with the row's evidence among five others. ``card``
says what the source is (``kind``, ``event``, ``speakers``, ``place``, ``outlet``); with ``voice``
it is a transcript in which that voice says the evidence and a host the rest.

``conflicts`` expects a finding of that kind at these words of both sides, ``internal`` one of the
article against itself, ``harmless`` no conflict of any kind anywhere in the article.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from claimcheck import check
from claimcheck.check import Result

EXAMPLES = Path(__file__).parent / "examples"
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (EXAMPLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


AROUND = rows("conflict_table_surroundings")


def write_case(row: Row, folder: Path) -> Path:
    """Lay a row out as a case folder."""
    around = [a["text"] for a in AROUND if a["field"] == row["field"] and a["where"] == "article"]
    before, after = around or ("", "")
    others = [a["text"] for a in AROUND if a["field"] == row["field"] and a["where"] == "source"]
    card = dict(part.split("=", 1) for part in row["card"].split(";") if part)
    voice = card.pop("voice", None)
    half = len(others) // 2
    if voice:
        said = [*others[:half], f"\n{voice}: {row['evidence']}\n", *others[half:]]
        text = "".join(s if s.startswith("\n") else f"HOST: {s}\n" for s in said)
    else:
        text = " ".join([*others[:half], row["evidence"], *others[half:]])
    source: dict[str, Any] = {"id": "source", "file": "source.txt", "kind": "report"} | card
    if "speakers" in card:
        source["speakers"] = card["speakers"].split(", ")
    if row["evidence_date"]:
        source["date"] = row["evidence_date"]
    article = {"file": "article.txt"} | (
        {"published": row["claim_date"]} if row["claim_date"] else {}
    )
    lines = [f'title = "A row"\n[article]\n{_toml(article)}', f"[[source]]\n{_toml(source)}"]
    (folder / "case.toml").write_text("\n".join(lines), encoding="utf-8")
    (folder / "article.txt").write_text(
        f"{before} {row['claim']} {after}".strip() + "\n", encoding="utf-8"
    )
    (folder / "source.txt").write_text(f"{text}\n", encoding="utf-8")
    return folder


def _toml(table: dict[str, Any]) -> str:
    return "".join(
        f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in table.items()
    )


def conflicts(result: Result) -> list[tuple[str, str, str]]:
    """Every conflict with a source: its kind and the words of both sides."""
    found = result.findings[result.findings["level"] == "conflicts"]
    return list(found[["kind", "claim_text", "evidence_text"]].itertuples(index=False, name=None))


def internal(result: Result) -> list[tuple[str, str, str]]:
    """Every finding of the article against itself."""
    found = result.internal[["kind", "texts"]].itertuples(index=False, name=None)
    return [(kind, texts[0], texts[-1]) for kind, texts in found]


def meets(row: Row, found: tuple[str, str, str]) -> bool:
    """Whether a finding is the one that the row expects: its kind, at the words of both sides."""
    kind, claim, evidence = found
    said = row["claim"] if row["level"] == "internal" else " ".join(map(row.get, CARD))
    return (
        kind == row["kind"]
        and _overlap(claim, row["claim_text"], row["claim"])
        and _overlap(evidence, row["evidence_text"], said)
    )


CARD = ("evidence", "card", "evidence_date")


def _overlap(found: str, expected: str, text: str) -> bool:
    """Whether two pieces of a text share some of it."""
    start, other = text.find(found), text.find(expected)
    return min(start, other) >= 0 and start < other + len(expected) and other < start + len(found)


def problem(row: Row, folder: Path) -> str:
    """Check a row's case: what is wrong with the result, empty where nothing is."""
    result = check(write_case(row, folder))
    against, within = conflicts(result), internal(result)
    if row["level"] == "harmless":
        return f"called a conflict: {against + within}" if against + within else ""
    found = within if row["level"] == "internal" else against
    return "" if any(meets(row, f) for f in found) else f"not found, but: {against + within}"


@pytest.mark.slow
@pytest.mark.parametrize(
    "row", rows("conflict_table"), ids=lambda row: f"{row['kind']}-{row['note']}"
)
def test_row(row: Row, tmp_path: Path) -> None:
    assert problem(row, tmp_path) == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    "row", rows("conflict_table_known_failures"), ids=lambda row: f"{row['kind']}-{row['note']}"
)
def test_known_failure_still_fails(row: Row, tmp_path: Path) -> None:
    assert problem(row, tmp_path), "it passes now: move the row to conflict_table.csv"


def test_the_tables_have_every_kind_on_both_sides() -> None:
    every = rows("conflict_table") + rows("conflict_table_known_failures")
    kinds = "date number name place speaker event quote hedge negation".split()
    assert {(r["kind"], r["level"]) for r in every} >= {
        (kind, level) for kind in kinds for level in ("conflicts", "harmless")
    }
    assert len({r["note"] for r in every}) == len(every) >= 200
