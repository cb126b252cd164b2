"""Rows of premise and hypothesis, judged as they stream by: ``claimcheck judge``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from . import documents
from .encoder import Encoder
from .entailment.judge import Judge
from .entailment.judged import LABELS, SURE
from .records import CheckError

_ROWS = 64  # judged at a time: what is in memory
_DIGITS = 6
_SHAPE = '{"premise": "...", "hypothesis": "..."} or a list of sentences as the hypothesis'


class Row(NamedTuple):
    """A row to judge, with its line number and what else stood in it."""

    line: int
    premise: str
    claims: list[str]
    several: bool
    rest: dict[str, Any]


def judge_rows(
    lines: Iterable[bytes | str],
    judge: Judge,
    encoder: Encoder,
    bad: Callable[[int, str], object],
    told: Callable[[int], object] = lambda lines: None,
) -> Iterator[dict[str, Any]]:
    """Judge JSON Lines of ``premise`` and ``hypothesis``.

    Args:
        lines: a JSON object each; empty lines are passed over.
        judge: the judge of pairs.
        encoder: finds the sentences of a long premise that are nearest to a claim.
        bad: is told the number of a line that can't be judged, and why; the others are.
        told: is called with the number of lines read since it was last called.

    Yields:
        For each good row its other fields, ``line``, ``label``, ``supports``, ``refutes``,
        ``neither``, ``sure`` (whether the likeliest is at least `SURE`) and ``why``; for a
        hypothesis of several sentences ``worst``, the one that decides, too.

    Raises:
        CheckError: a model can't be loaded.
    """
    numbered = enumerate(lines, 1)
    while part := list(islice(numbered, _ROWS)):
        rows = [row for line, text in part if (row := _read(line, text, bad))]
        yield from _judge(rows, judge, encoder)
        told(len(part))


def _read(line: int, text: bytes | str, bad: Callable[[int, str], object]) -> Row | None:
    if not text.strip():
        return None
    try:
        return _row(line, text)
    except CheckError as error:
        bad(line, str(error))
        return None


def _row(line: int, text: bytes | str) -> Row:
    try:
        found = json.loads(text)
        json.dumps(found, allow_nan=False)  # what is carried over must be fit to write, too
    except (ValueError, RecursionError) as error:
        raise CheckError(f"not JSON ({error}); a row is {_SHAPE}") from error
    if not isinstance(found, dict):
        raise CheckError(f"not a JSON object; a row is {_SHAPE}")
    premise, hypothesis = found.pop("premise", None), found.pop("hypothesis", None)
    if not isinstance(premise, str) or not premise.strip():
        raise CheckError("premise: no text there; give a sentence or a document")
    given = [hypothesis] if isinstance(hypothesis, str) else hypothesis
    if not isinstance(given, list) or not all(isinstance(s, str) and s.strip() for s in given):
        raise CheckError("hypothesis: neither a text nor a list of texts")
    if not given:
        raise CheckError("hypothesis: an empty list; give one sentence or more")
    claims = [claim for one in given for claim in documents.split(one)]
    return Row(line, premise, claims, len(claims) > 1, found)


def _judge(rows: list[Row], judge: Judge, encoder: Encoder) -> Iterator[dict[str, Any]]:
    pairs = [(claim, row.premise) for row in rows for claim in row.claims]
    if not pairs:
        return
    found = documents.judge([c for c, _ in pairs], [p for _, p in pairs], judge, encoder)
    at = 0
    for row in rows:
        part = found.iloc[at : at + len(row.claims)].reset_index(drop=True)
        at += len(row.claims)
        worst = _worst(part)
        one = part.iloc[worst]
        told = {"line": row.line, "label": str(one["label"])}
        told |= {label: round(float(one[label]), _DIGITS) for label in LABELS}
        told["sure"] = bool(max(one[label] for label in LABELS) >= SURE)
        if row.several:
            told["worst"] = row.claims[worst]
        rest = {name: value for name, value in row.rest.items() if name != "worst"}
        yield rest | told | {"why": _why(str(one["label"]), str(one["evidence"]))}


def _worst(part: pd.DataFrame) -> int:
    """Find the sentence most refuted; where none is, the one least supported."""
    rank = part["label"].map(["refutes", "neither", "supports"].index)
    score = part["supports"].where(rank > 0, -part["refutes"])
    return int(np.lexsort((score, rank))[0])


def _why(label: str, evidence: str) -> str:
    """Say in a sentence what the result hangs on."""
    said = " ".join(evidence.split())
    if label == "neither":
        return f"Nothing in the premise settles it; “{said}” comes nearest."
    return f"“{said}” {label} it."
