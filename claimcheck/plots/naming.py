"""What claims and sources are called in the pictures."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..check import Result
from ..records import Level, Outcome, Source
from .look import OUTCOME_SIGNS, SILENT, short

_STANDING = {
    Level.AGREES: "in agreement",
    Level.CLOSE: "close",
    Level.UNCLEAR: "unclear",
    Level.CONFLICTS: "in conflict",
    Level.ABSENT: SILENT,
}


def checkable(result: Result) -> list[str]:
    """The ids of the claims that can be checked, in the article's order."""
    return [str(claim) for claim in result.claims.loc[result.claims["checkable"], "id"]]


def numbers(result: Result) -> dict[str, int]:
    """The number of each checkable claim, as the report's cards have it."""
    return {claim: n for n, claim in enumerate(checkable(result), start=1)}


def claim_names(result: Result, width: int) -> dict[str, str]:
    """Each checkable claim's number, the sign of its verdict, and the start of its words."""
    texts = dict(zip(result.claims["id"], result.claims["text"], strict=True))
    outcomes = dict(zip(result.verdicts["claim_id"], result.verdicts["outcome"], strict=True))
    signs = {claim: OUTCOME_SIGNS[Outcome(outcome)] for claim, outcome in outcomes.items()}
    counted = numbers(result)
    digits = len(str(len(counted)))
    return {
        claim: f"{short(texts[claim], width)}  {signs.get(claim, '')} {_padded(n, digits)}"
        for claim, n in counted.items()
    }


def _padded(number: int, digits: int) -> str:
    return str(number).rjust(digits, "\u2007")  # a space as wide as a digit


def squeezed(name: str, width: int = 22) -> str:
    """A source's name; of a long one both ends, for many differ only in the last letters."""
    if len(name) > width:
        name = f"{name[: width // 2]}…{name[-((width - 1) // 2) :]}"
    return short(name, width)


def source_name(source: Source) -> str:
    """A source's id, and whether its words are at hand."""
    return squeezed(source.id) + ("" if source.text.strip() else "\n(no words)")


def first_few(names: Sequence[str], most: int = 6, between: str = ", ") -> str:
    """Names in a row; of many the first ones, and how many more there are."""
    more = [f"{len(names) - most} more"] if len(names) > most else []
    return between.join([*names[:most], *more])


def counted(number: int, noun: str) -> str:
    """A number and what it counts, such as "1 claim" or "3 claims"."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def levels_told(levels: pd.Series) -> str:
    """How often each level occurs, such as "3 in agreement, 1 in conflict"."""
    counts = levels.value_counts()
    return ", ".join(f"{counts[v]} {_STANDING[v]}" for v in Level if v in counts)
