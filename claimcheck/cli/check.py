"""``claimcheck check CASE...``: the table of verdicts, the JSON, the page."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..records import CheckError, Internal, Outcome, records
from .terminal import clean, emit, say, told, write

if TYPE_CHECKING:
    from ..check import Result

_COLOURS = {
    Outcome.SUPPORTED: "green",
    Outcome.PARTLY_SUPPORTED: "cyan",
    Outcome.CONTRADICTED: "bold red",
    Outcome.SOURCES_DISAGREE: "magenta",
    Outcome.NOT_MENTIONED: "yellow",
    Outcome.NOT_CHECKABLE: "dim",
}


def check_command(
    cases: Annotated[list[Path], typer.Argument(metavar="CASE...", help="Case folders.")],
    article: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Another copy of the article, for the same sources."),
    ] = None,
    json_file: Annotated[
        Path | None,
        typer.Option("--json", metavar="FILE|-", help="Write JSON, one line a case; - is stdout."),
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the report page.")
    ] = None,
    k: Annotated[int, typer.Option("-k", min=1, help="Sentences of each source a claim.")] = 5,
    model: Annotated[
        str | None,
        typer.Option(metavar="NAME_OR_PATH", help="Another sentence-transformers model."),
    ] = None,
    judge: Annotated[
        str | None,
        typer.Option(metavar="NAME@REVISION|PATH", help="Another judge: a CrossEncoder for NLI."),
    ] = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(metavar="OUTCOME", help="Exit with 1 where a claim has this outcome."),
    ] = None,
) -> None:
    """Show, sentence by sentence, where an article and its sources agree and where not.

    Exit code 0: the check ran; 1: it ran and --fail-on matched; 2: the input is bad.
    """
    with told():
        matched = _run(cases, article, json_file, html, k, model, judge, _outcomes(fail_on or []))
    if matched:
        raise typer.Exit(1)


def _run(
    cases: list[Path],
    article: Path | None,
    json_file: Path | None,
    html: Path | None,
    k: int,
    model: str | None,
    judge: str | None,
    fail_on: set[Outcome],
) -> bool:
    """Check the cases and write what was asked for; whether an outcome of ``fail_on`` came out."""
    if len(cases) > 1 and (article or html):
        option = "--article" if article else "--html"
        raise CheckError(
            f"{option}: takes one case, and {len(cases)} are given; run them one by one"
        )
    if html and json_file and html.resolve() == json_file.resolve():
        raise CheckError(f"{html}: named for both --html and --json; name two files")
    from ..check import check

    to_stdout = json_file == Path("-")
    console = Console(stderr=to_stdout, highlight=False, emoji=False)
    lines: list[str] = []
    matched = False
    for folder in cases:
        result = check(
            folder,
            article=article,
            k=k,
            model=model,
            judge=judge,
            progress=sys.stderr.isatty(),
        )
        matched |= bool(fail_on & {Outcome(o) for o in result.verdicts["outcome"]})
        if json_file:
            line = json.dumps(result.to_json(), ensure_ascii=False, allow_nan=False) + "\n"
            if to_stdout:
                emit(line)
            lines.append(line)
        if not to_stdout:
            _show_verdicts(console, result)
        _show_notes(console, result)
        if html:
            from ..decisions import read
            from ..report import render

            write(html, render(result, read(folder)))
            say(console, "Report page: ", html.resolve())
    if json_file and not to_stdout:
        write(json_file, "".join(lines))
        say(console, "JSON: ", json_file)
    return matched


def _outcomes(names: list[str]) -> set[Outcome]:
    """The outcomes named, in options of their own or with commas."""
    wanted = {part.strip() for name in names for part in name.split(",")}
    unknown = sorted(wanted - {o.value for o in Outcome})
    if unknown:
        allowed = ", ".join(Outcome)
        raise CheckError(f"--fail-on: unknown outcome {unknown[0]!r}; use one of {allowed}")
    return {Outcome(name) for name in wanted}


def _show_verdicts(console: Console, result: Result) -> None:
    table = Table(title=Text(clean(result.case.title)), title_justify="left", show_lines=True)
    table.add_column("claim", ratio=5)
    table.add_column("verdict", min_width=12)
    table.add_column("why", ratio=4)
    rows = result.claims.merge(result.verdicts, left_on="id", right_on="claim_id")
    for text, outcome, why in rows[["text", "outcome", "why"]].itertuples(index=False):
        style = _COLOURS[Outcome(outcome)]
        table.add_row(
            Text(clean(text), style="dim" if outcome == Outcome.NOT_CHECKABLE else ""),
            Text(outcome.replace("_", " "), style=style),
            Text(clean(why)),
        )
    console.print(table)
    counts = Counter(rows["outcome"])
    parts = [f"{counts[o]} {o.replace('_', ' ')}" for o in Outcome if counts[o]]
    say(console, f"{len(rows)} sentences: ", ", ".join(parts) or "none")


def _show_notes(console: Console, result: Result) -> None:
    for found in records(Internal, result.internal):
        quoted = " / ".join(f"“{text}”" for text in found.texts)
        say(console, f"The article against itself ({found.kind}): ", f"{quoted}: {found.why}")
    for notice in dict.fromkeys((*result.case.notices, *result.notices)):
        say(console, "Note: ", notice)
    if furniture := len(result.case.furniture):
        say(console, "Left out: ", f"{furniture} line{'s'[: furniture > 1]} of page furniture")
