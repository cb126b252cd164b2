"""What a check prints: the verdicts, what else there is to know, and what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..records import Internal, Outcome, records
from .terminal import clean, say

if TYPE_CHECKING:
    from ..check import Result
    from ..gate import Change

_COLOURS = {
    Outcome.SUPPORTED: "green",
    Outcome.PARTLY_SUPPORTED: "cyan",
    Outcome.CONTRADICTED: "bold red",
    Outcome.SOURCES_DISAGREE: "magenta",
    Outcome.NOT_MENTIONED: "yellow",
    Outcome.NOT_CHECKABLE: "dim",
}


def show_verdicts(console: Console, result: Result) -> None:
    """Print every sentence with its verdict and why."""
    table = Table(title=Text(clean(result.case.title)), title_justify="left", show_lines=True)
    table.add_column("claim", ratio=5)
    table.add_column("verdict and\nconfidence", min_width=12)
    table.add_column("why", ratio=4)
    rows = result.claims.merge(result.verdicts, left_on="id", right_on="claim_id")
    shown = rows[["text", "outcome", "confidence", "why"]]
    for text, outcome, confidence, why in shown.itertuples(index=False):
        told = _outcome(outcome)
        if confidence is not None:
            told.append(f"\n{confidence:.0%}", style="dim")
        table.add_row(
            Text(clean(text), style="dim" if outcome == Outcome.NOT_CHECKABLE else ""),
            told,
            Text(clean(why)),
        )
    console.print(table)
    counts = Counter(rows["outcome"])
    parts = [f"{counts[o]} {o.replace('_', ' ')}" for o in Outcome if counts[o]]
    say(console, f"{len(rows)} sentences: ", ", ".join(parts) or "none")


def show_notes(console: Console, result: Result) -> None:
    """Print what the article says against itself, the notices, and what was left out."""
    for found in records(Internal, result.internal):
        quoted = " / ".join(f"“{text}”" for text in found.texts)
        say(console, f"The article against itself ({found.kind}): ", f"{quoted}: {found.why}")
    for notice in dict.fromkeys((*result.case.notices, *result.notices)):
        say(console, "Note: ", notice)
    if furniture := len(result.case.furniture):
        say(console, "Left out: ", f"{furniture} line{'s'[: furniture > 1]} of page furniture")


def show_changes(console: Console, result: Result, changes: Sequence[Change]) -> None:
    """Print what comes out otherwise than recorded, old and new side by side."""
    title = clean(result.case.title)
    if not changes:
        say(console, f"{title}: ", "as recorded")
        return
    table = Table(title=Text(f"{title}: changed"), title_justify="left", show_lines=True)
    table.add_column("sentence", ratio=3)
    table.add_column("was", min_width=12, ratio=3)
    table.add_column("now", min_width=12, ratio=3)
    for change in changes:
        table.add_row(
            Text(clean(change.text)),
            _side(change.was, change.gone, "-"),
            _side(change.now, change.come, "+"),
        )
    console.print(table)


def _side(outcome: str | None, findings: Sequence[str], sign: str) -> Text:
    """A verdict, and the findings that only this side has."""
    lines = [_outcome(outcome)] if outcome else []
    lines += [Text(f"{sign} {clean(line)}") for line in findings]
    return Text("\n").join(lines)


def _outcome(outcome: str) -> Text:
    known = [o for o in Outcome if o == outcome]
    return Text(clean(outcome).replace("_", " "), style=_COLOURS[known[0]] if known else "")
