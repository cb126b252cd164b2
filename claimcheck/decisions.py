"""A person's decisions on claims: ``decisions.csv`` in the case folder, which only ever grows.

A verdict is the machine's suggestion, a decision is a person's; they never share a file.

- `append` adds a row, which is on the disk when it returns; `case.decide` looks the claim's words
  up first, and is what a notebook calls.
- `undo` takes a reviewer's last row back, by a further row.
- `read` gives every whole row, oldest first; `set_aside` tells of the rows that a crash cut off.
- `latest` gives the rows that count: the last one of each reviewer on each claim. One that says
  ``another_look`` is among them and decides nothing (`records.NoOutcome`).

The columns are the fields of ``Decision``, in order; the time comes last, so a row without a whole
time was cut off. What such a row left stays in the file, and the next row starts on a new line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck import decision_rows as rows
from claimcheck.files import own
from claimcheck.records import CheckError, Decision, NoOutcome, Outcome, frame

if TYPE_CHECKING:
    import pandas as pd

DECISIONS_FILE = "decisions.csv"

_MAY_SAY = {value.value: value for value in (*Outcome, *NoOutcome)}


def append(
    folder: str | Path,
    claim_id: str,
    claim_text: str,
    outcome: Outcome | NoOutcome | str,
    reviewer: str,
    note: str = "",
) -> Decision:
    """Append a person's outcome on a claim to the case's ``decisions.csv``.

    The file is locked while the row is written, the row is on the disk when this returns, and no
    row is ever rewritten: a change of mind is another row.

    Args:
        folder: the case folder.
        claim_id: the claim's id.
        claim_text: the claim's words, kept so that the decision can be read without the article.
        outcome: one of the outcomes, or ``another_look``.
        reviewer: who decides.
        note: why, or anything else worth keeping.

    Returns:
        The decision as written, with the time in UTC.

    Raises:
        CheckError: not a case folder, an unknown outcome, an empty id or reviewer, a text beyond
            100,000 characters, a ``decisions.csv`` with other columns, or one that can't be locked
            or written.
    """
    path = _path(folder)
    where = f"{path}: this decision"
    if outcome == NoOutcome.UNDONE:
        raise CheckError(f'{where}: outcome "undone" is what undo writes; call undo')
    cells = map(rows.writable, (claim_id, claim_text, outcome, reviewer, note, _now()))
    decision = _decision(list(cells), where)
    with rows.locked(path):
        rows.write(path, rows.read(path), astuple(decision))
    return decision


def undo(folder: str | Path, reviewer: str, claim_id: str | None = None) -> Decision:
    """Take back a reviewer's last decision that was not taken back yet; no row is erased.

    The reviewer's decision before it on that claim counts again. To undo twice goes back twice.

    Args:
        folder: the case folder.
        reviewer: who takes back a decision of theirs.
        claim_id: the claim on which; whichever it was where None.

    Returns:
        The decision that no longer counts.

    Raises:
        CheckError: there is nothing to take back, or see `append` and `read`.
    """
    path = _path(folder)
    name = reviewer.strip()
    with rows.locked(path):
        table = rows.read(path)
        made = _decisions(path, table)
        counting = [made[at] for at in _standing((d.reviewer, d.claim_id, d.outcome) for d in made)]
        own = [d for d in counting if d.reviewer == name and claim_id in (None, d.claim_id)]
        if not own:
            what = "" if claim_id is None else f" on claim {claim_id}"
            raise CheckError(f"{path}: {name} has no decision{what} to take back")
        last = own[-1]
        note = f"takes back: {last.outcome.replace('_', ' ')}, {last.decided_at}"
        undone = replace(last, outcome=NoOutcome.UNDONE, note=note, decided_at=_now())
        rows.write(path, table, astuple(undone))
    return last


def read(folder: str | Path) -> pd.DataFrame:
    """Read every whole row of a case's decisions, oldest first.

    Args:
        folder: the case folder.

    Returns:
        A frame of ``Decision``, empty where nobody has decided yet. What was undone is in it, and
        so are the rows that undo: `latest` gives what counts. Rows that were cut off are not;
        `set_aside` tells of them.

    Raises:
        CheckError: a row is malformed, as an edit by hand can leave it; the message names the
            file, the line and what to do about it.
    """
    path = _path(folder)
    return frame(Decision, _decisions(path, rows.read(path)))


def set_aside(folder: str | Path) -> tuple[str, ...]:
    """Tell of the rows that were cut off while they were being written, such as by a crash.

    Args:
        folder: the case folder.

    Returns:
        A message a row, which names the file and the line and shows what is left of the row.

    Raises:
        CheckError: where a row ends and the next begins can't be told, or it is no such table.
    """
    path = _path(folder)
    table = rows.read(path)
    cut = "was cut off while it was being saved, so it doesn't count"
    if rows.has_cut_heading(table):
        return (f"{path}: line 1: the first row {cut}; decide again",)
    return tuple(
        f"{path}: line {n}: this row {cut}; decide again where that was not done yet "
        f"(to be rid of this message, delete the line): {rows.shown(row)}"
        for n, row in table.torn
    )


def latest(decisions: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Keep the decision that counts: the last one of each reviewer on each claim.

    Args:
        decisions: a frame of ``Decision``, oldest first.
        claims: a frame of ``Claim``, as extracted now.

    Returns:
        The rows that count, in the order in which they were made, with a further boolean column
        ``stale``: the claim is no longer in the article, so the decision applies to nothing. What
        was undone doesn't count, and the one before it does. A row of ``another_look`` counts in
        the place of an outcome.

    Examples:
        >>> from claimcheck.records import Claim
        >>> at = "2025-01-22T10:00:00+00:00"
        >>> made = [
        ...     Decision("c1", "The bridge opened.", Outcome.SUPPORTED, "Ann", "", at),
        ...     Decision("c1", "The bridge opened.", Outcome.CONTRADICTED, "Ann", "", at),
        ...     Decision("c9", "It closed.", Outcome.SUPPORTED, "Ann", "", at),
        ... ]
        >>> claims = frame(Claim, [Claim("c1", "article:0", "The bridge opened.", True, "")])
        >>> latest(frame(Decision, made), claims)[["claim_id", "outcome", "stale"]]
          claim_id       outcome  stale
        0       c1  contradicted  False
        1       c9     supported   True
        >>> made.append(Decision("c1", "", NoOutcome.UNDONE, "Ann", "", at))
        >>> latest(frame(Decision, made), claims)["outcome"].tolist()
        ['supported', 'supported']
    """
    said = (decisions[name] for name in ("reviewer", "claim_id", "outcome"))
    standing = decisions.iloc[_standing(zip(*said, strict=True))]
    last = standing.drop_duplicates(["reviewer", "claim_id"], keep="last", ignore_index=True)
    return last.assign(stale=~last["claim_id"].isin(claims["id"]).astype(bool))


def _path(folder: str | Path) -> Path:
    """Give the path of a case's decisions; the folder must be a case."""
    root = Path(folder)
    if not (root / "case.toml").is_file():
        raise CheckError(f"{root}: not a case folder; give the one with case.toml in it")
    return own(root, DECISIONS_FILE)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _decisions(path: Path, table: rows.Table) -> list[Decision]:
    return [_decision(row, f"{path}: line {n}") for n, row in table.whole]


def _standing(said: Iterable[tuple[str, str, str]]) -> list[int]:
    """The places of the rows (reviewer, claim, outcome) that were not taken back, in order."""
    standing: dict[tuple[str, str], list[int]] = {}
    for at, (reviewer, claim_id, outcome) in enumerate(said):
        places = standing.setdefault((reviewer, claim_id), [])
        if outcome != NoOutcome.UNDONE:
            places.append(at)
        elif places:
            places.pop()
    return sorted(at for places in standing.values() for at in places)


def _decision(row: Sequence[str], where: str) -> Decision:
    """Check the values of one decision."""
    if len(row) != len(rows.COLUMNS):
        raise CheckError(
            f"{where}: {len(row)} columns, not {len(rows.COLUMNS)}; "
            'put a text with a comma in it between ", or take what is too much away'
        )
    claim_id, claim_text, outcome, reviewer, note, decided_at = row
    for name, value in (("claim_id", claim_id), ("reviewer", reviewer)):
        if not value.strip():
            raise CheckError(f"{where}: {name} is empty; fill it in")
    if outcome not in _MAY_SAY:
        known = ", ".join(name for name in _MAY_SAY if name != NoOutcome.UNDONE)
        raise CheckError(f'{where}: outcome "{outcome}" is not one of {known}')
    if not rows.is_time(decided_at):
        raise CheckError(
            f'{where}: decided_at "{decided_at}" is not a time with its zone, '
            "such as 2025-01-22T10:00:00+00:00; put it right"
        )
    said = _MAY_SAY[outcome]
    return Decision(claim_id, claim_text, said, reviewer.strip(), note, decided_at)
