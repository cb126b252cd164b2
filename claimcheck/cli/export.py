"""``claimcheck export CASE --format FORMAT --out PATH``: hand on what was found and decided."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from ..records import CheckError, rows
from .terminal import say, told

_FORMATS = "html, csv, parquet, claimreview or annotations"
_WHOSE = {
    "person": "of a person",
    "persons differ": "on which reviewers differ",
    "another look asked": "on which another look is asked for",
    "machine": "only of the machine",
}


def export_command(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="The case folder.")],
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help=f"{_FORMATS}.")],
    out: Annotated[
        Path, typer.Option(metavar="PATH", help="A file for html, a folder for the others.")
    ],
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who exports, for the provenance.")
    ] = None,
    url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="For claimreview: where the report page will stand."),
    ] = None,
    corpus: Annotated[
        str | None,
        typer.Option(metavar="FOLDER", help="Take sources from a corpus, too: see embed."),
    ] = None,
) -> None:
    """Write what the check found and persons decided in a format that others read.

    The case is checked as it is now. Exit code 2: the input is bad.
    """
    with told():
        from .. import export
        from ..check import check
        from ..decisions import latest, read, set_aside

        if format not in export.FORMATS:
            raise CheckError(f"--format: {format!r} is not one; use {_FORMATS}")
        result = check(case, progress=sys.stderr.isatty(), corpus=corpus)
        decisions = read(case)
        paths = export.write(result, decisions, format, out, by=by, url=url)
        cut_off = set_aside(case)
        counts = export.outcomes(result, decisions)["whose"].value_counts()
        stale = latest(decisions, result.claims).query("stale")
    console = Console(highlight=False, emoji=False)
    said = [f"{counts[whose]} {words}" for whose, words in _WHOSE.items() if whose in counts]
    for notice in cut_off:
        say(console, "Note: ", notice)
    for made in rows(stale):
        outcome = made.outcome.replace("_", " ")
        gone = f"on a sentence that is no longer in the article: “{made.claim_text}”"
        say(console, "Stale: ", f"{made.reviewer}, {outcome}, {gone}")
    if format == "claimreview" and "person" not in counts:
        say(
            console,
            "Note: ",
            "no review is in it: nobody has decided a claim yet, or those who did differ",
        )
    say(console, "Outcomes: ", ", ".join(said))
    say(console, "Written: ", out if len(paths) == 1 else f"{out}, {len(paths)} files")
