"""A person's decisions on claims: ``decisions.csv`` in the case folder, which only ever grows.

A verdict is the machine's suggestion, a decision is a person's; they never share a file.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from dataclasses import astuple, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.records import CheckError, Decision, Outcome, frame

if TYPE_CHECKING:
    import pandas as pd

DECISIONS_FILE = "decisions.csv"

_COLUMNS = [field.name for field in fields(Decision)]
_LOCK_SECONDS = 30.0


def decide(
    folder: str | Path,
    claim_id: str,
    claim_text: str,
    outcome: Outcome | str,
    reviewer: str,
    note: str = "",
) -> Decision:
    """Append a person's outcome on a claim to the case's ``decisions.csv``.

    The file is locked while the row is written, the row is on the disk when this returns, and no
    row is ever rewritten: a change of mind is another row. After a write that was cut off, the
    new row starts on a line of its own.

    Args:
        folder: the case folder.
        claim_id: the claim's id.
        claim_text: the claim's words, kept so that the decision can be read without the article.
        outcome: one of the outcomes.
        reviewer: who decides.
        note: why, or anything else worth keeping.

    Returns:
        The decision as written, with the time in UTC.

    Raises:
        CheckError: not a case folder, an unknown outcome, an empty id or reviewer, a
            ``decisions.csv`` with other columns, or one that can't be written.
    """
    from filelock import FileLock, Timeout

    path = _path(folder)
    decided_at = datetime.now(UTC).isoformat(timespec="seconds")
    words = (_one_newline(part) for part in (claim_id, claim_text, outcome, reviewer, note))
    decision = _decision([*words, decided_at], f"{path}: this decision")
    try:
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=_LOCK_SECONDS):
            _append(path, decision)
    except Timeout:
        raise CheckError(
            f"{path}: another program has held it for {_LOCK_SECONDS:.0f} seconds; "
            "close that program and decide again"
        ) from None
    except OSError as error:
        raise CheckError(f"{path}: can't be written ({error.strerror or error})") from error
    return decision


def read(folder: str | Path) -> pd.DataFrame:
    """Read every decision of a case, oldest first.

    Args:
        folder: the case folder.

    Returns:
        A frame of ``Decision``, empty where nobody has decided yet.

    Raises:
        CheckError: a row is torn or malformed; the message names the file, the line and what to
            do about it.
    """
    path = _path(folder)
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")  # spreadsheets save with a BOM
    except FileNotFoundError:
        return frame(Decision, [])
    except OSError as error:
        raise CheckError(f"{path}: can't be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CheckError(
            f"{path}: line {line}: not UTF-8, perhaps of a program that saved it otherwise or a "
            "write that was cut off; save the file as UTF-8 and complete the row or delete it"
        ) from error
    return frame(Decision, _rows(path, text))


def latest(decisions: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Keep the decision that counts: the last one of each reviewer on each claim.

    Args:
        decisions: a frame of ``Decision``, oldest first.
        claims: a frame of ``Claim``, as extracted now.

    Returns:
        The rows that count, in the order in which they were made, with a further boolean column
        ``stale``: the claim is no longer in the article, so the decision applies to nothing.

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
    """
    last = decisions.drop_duplicates(["reviewer", "claim_id"], keep="last", ignore_index=True)
    return last.assign(stale=~last["claim_id"].isin(claims["id"]).astype(bool))


def _path(folder: str | Path) -> Path:
    """Give the path of a case's decisions; the folder must be a case."""
    root = Path(folder)
    if not (root / "case.toml").is_file():
        raise CheckError(f"{root}: not a case folder; give the one with case.toml in it")
    return root / DECISIONS_FILE


def _append(path: Path, decision: Decision) -> None:
    """Write one row at the end of the file, in one write, and see it onto the disk."""
    old = path.read_bytes() if path.exists() else b""
    if old:
        _rows(path, old.decode("utf-8-sig", "replace").split("\n")[0])
    rows = io.StringIO(newline="")
    if old.count(b'"') % 2:  # cut off inside quotes, which would swallow the new row
        rows.write('"')
    if old and (rows.tell() or not old.endswith(b"\n")):
        rows.write("\n")
    writer = csv.writer(rows, lineterminator="\n")
    if not old:
        writer.writerow(_COLUMNS)
    writer.writerow(astuple(decision))
    with path.open("ab") as file:
        file.write(rows.getvalue().encode("utf-8", "replace"))
        file.flush()
        os.fsync(file.fileno())


def _rows(path: Path, text: str) -> list[Decision]:
    """Parse the decisions, header first; an empty file has none."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found = []
    try:
        if text and (header := next(reader, [])) != _COLUMNS:
            raise CheckError(
                f"{path}: line 1: the columns are {','.join(header)!r}, not "
                f"{','.join(_COLUMNS)!r}; put them right, or move the file away to start a new one"
            )
        for row in reader:
            if row:
                found.append(_decision(row, f"{path}: line {reader.line_num}"))
    except csv.Error as error:
        raise CheckError(
            f"{path}: line {reader.line_num}: not a whole row ({error}), "
            "perhaps of a write that was cut off; complete the row or delete it"
        ) from error
    return found


def _decision(row: Sequence[str], where: str) -> Decision:
    """Check the values of one decision."""
    if len(row) != len(_COLUMNS):
        raise CheckError(
            f"{where}: not a whole row ({len(row)} of {len(_COLUMNS)} columns), "
            "perhaps of a write that was cut off; complete the row or delete it"
        )
    claim_id, claim_text, outcome, reviewer, note, decided_at = row
    for name, value in (("claim_id", claim_id), ("reviewer", reviewer)):
        if not value.strip():
            raise CheckError(f"{where}: {name} is empty; fill it in")
    outcomes = [known.value for known in Outcome]
    if outcome not in outcomes:
        raise CheckError(f'{where}: outcome "{outcome}" is not one of {", ".join(outcomes)}')
    try:
        zoned = datetime.fromisoformat(decided_at).tzinfo is not None
    except ValueError:
        zoned = False
    if not zoned:
        raise CheckError(
            f'{where}: decided_at "{decided_at}" is not a time with its zone, '
            "such as 2025-01-22T10:00:00+00:00; complete the row or delete it"
        )
    return Decision(claim_id, claim_text, Outcome(outcome), reviewer.strip(), note, decided_at)


def _one_newline(text: str) -> str:
    """Give every line break as one character, which csv quotes in every Python."""
    return str(text).replace("\r\n", "\n").replace("\r", "\n")
