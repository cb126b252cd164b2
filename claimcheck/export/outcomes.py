"""Whose each outcome is: a person's, or only the machine's; the two never share a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ..decisions import latest
from ..records import Decision, NoOutcome, grouped, rows

if TYPE_CHECKING:
    from ..check import Result

PERSON = "person"
DIFFER = "persons differ"
ANOTHER_LOOK = "another look asked"
MACHINE = "machine"
WHOSE = (PERSON, DIFFER, ANOTHER_LOOK, MACHINE)

_COLUMNS = ["claim_id", "claim_text", "machine_outcome", "machine_confidence", "machine_why",
            "person_outcome", "decided_by", "decided_at", "whose"]  # fmt: skip


def counting(result: Result, decisions: pd.DataFrame) -> dict[str, list[Decision]]:
    """Gather the decisions that count, by claim.

    Args:
        result: what a check found.
        decisions: a frame of ``Decision``, as `decisions.read` gives it.

    Returns:
        For each claim on which somebody said something, the latest of each reviewer. A decision on
        a claim that is gone is not among them.
    """
    kept = latest(decisions, result.claims)
    return grouped(Decision, kept[~kept["stale"]], "claim_id")


def outcomes(result: Result, decisions: pd.DataFrame) -> pd.DataFrame:
    """Lay each claim's outcomes side by side: the machine's, and the persons' where they decided.

    Args:
        result: what a check found.
        decisions: a frame of ``Decision``, as `decisions.read` gives it.

    Returns:
        A row a claim, in the article's order. ``whose`` is ``person`` where somebody decided and
        all who did agree, ``persons differ`` where they don't, ``another look asked`` where
        somebody asks for one, whoever decided, and else ``machine``. ``person_outcome`` is null
        but for the first.
    """
    made = counting(result, decisions)
    table = result.claims.merge(result.verdicts, left_on="id", right_on="claim_id")
    lines = []
    for row in rows(table):
        mine = made.get(row.id, [])
        named = sorted({str(d.outcome) for d in mine})
        whose = _whose(named)
        lines.append(
            (row.id, row.text, row.outcome, row.confidence, row.why,
             named[0] if whose == PERSON else None, tuple(d.reviewer for d in mine),
             max((d.decided_at for d in mine), default=None), whose)
        )  # fmt: skip
    return pd.DataFrame(lines, columns=_COLUMNS, dtype=object)


def _whose(named: list[str]) -> str:
    if NoOutcome.ANOTHER_LOOK in named:
        return ANOTHER_LOOK
    return DIFFER if len(named) > 1 else PERSON if named else MACHINE
