"""``claimcheck check CASE...``: the table of verdicts, the JSON, the page."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from .. import gate
from ..files import own
from ..records import CheckError, Outcome
from .tables import show_changes, show_notes, show_verdicts
from .terminal import complain, emit, replace, say, told, write

if TYPE_CHECKING:
    from ..check import Result

Recorded = tuple[Path, dict[str, Any] | None]  # the file of --expect, and what it has


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
    expect: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Show what changed since this was recorded, and exit with 1 if anything did. "
            "A bare name is a file in the case's folder.",
        ),
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Record what comes out now in the file of --expect.")
    ] = False,
    corpus: Annotated[
        str | None,
        typer.Option(metavar="FOLDER", help="Take sources from a corpus, too: see embed."),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Check on a Dask cluster that you trust."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Write each case's JSON here; what is there and unchanged is not checked again.",
        ),
    ] = None,
) -> None:
    """Show, sentence by sentence, where an article and its sources agree and where not.

    Of several cases, one that can't be checked is reported, and the others finish.

    Exit code 0: the check ran; 1: it ran, and --fail-on matched or --expect found a change; 2: the
    input is bad.
    """
    with told():
        _refuse_odd(cases, article, json_file, html, expect, update)
        wanted = _outcomes(fail_on or [])
        from ..case import spare

        for file in filter(None, (html, json_file)):
            for folder in cases:
                spare(folder, file)
        options: dict[str, Any] = {"k": k, "model": model, "judge": judge, "corpus": corpus}
        if scheduler or out:
            if article or html or expect:
                option = "--article" if article else "--html" if html else "--expect"
                raise CheckError(f"{option}: goes neither with --scheduler nor with --out")
            _check_many(cases, scheduler, out, json_file, wanted, options)
            return
        asked = _Asked(article, json_file, html, expect, update, frozenset(wanted), options)
        failed = _check_each(cases, asked)
    if failed:
        raise typer.Exit(1)


@dataclass(frozen=True)
class _Asked:
    """What is asked for of each case."""

    article: Path | None
    json_file: Path | None
    html: Path | None
    expect: Path | None
    update: bool
    fail_on: frozenset[Outcome]
    options: dict[str, Any]


def _check_each(cases: list[Path], asked: _Asked) -> bool:
    """Check the cases in turn; whether one of them fails the command."""
    console = Console(stderr=asked.json_file == Path("-"), highlight=False, emoji=False)
    lines: list[str] = []
    wrong: list[str] = []
    failed = False
    for folder in cases:
        try:
            line, fails = _check_one(console, folder, asked)
        except CheckError as error:
            if len(cases) == 1:
                raise
            if str(error) not in wrong:  # a model that is not there is no case's own fault
                complain(str(error))
            wrong.append(str(error))
            continue
        lines.append(line)
        failed |= fails
    _write_lines(console, asked.json_file, lines)
    _refuse_bad(len(wrong), cases)
    return failed


def _check_one(console: Console, folder: Path, asked: _Asked) -> tuple[str, bool]:
    """Check and show a case; give its line of JSON, and whether it fails the command."""
    from ..check import check

    recorded = _expected(asked.expect, folder, asked.update) if asked.expect else None
    shown = sys.stderr.isatty()
    result = check(folder, article=asked.article, progress=shown, **asked.options)
    line = _json(result, asked.json_file) if asked.json_file else ""
    fails = bool(asked.fail_on & {Outcome(o) for o in result.verdicts["outcome"]})
    if recorded:
        fails |= _changed(console, result, *recorded, asked.update)
    elif asked.json_file != Path("-"):
        show_verdicts(console, result)
    show_notes(console, result)
    if asked.html:
        _write_page(console, result, asked.html)
    return line, fails


def _refuse_bad(bad: int, cases: list[Path]) -> None:
    """End with an error where some of the cases could not be checked."""
    if bad:
        rest = "; the others are done" if bad < len(cases) else ""
        raise CheckError(f"{bad} of {len(cases)} cases can't be checked{rest}")


def _check_many(
    cases: list[Path],
    scheduler: str | None,
    out: Path | None,
    json_file: Path | None,
    wanted: set[Outcome],
    options: dict[str, Any],
) -> None:
    """Check the cases as tasks and say a line on each; fail at the end if one can't be checked."""
    from ..many import check_many
    from ..tasks import connected

    console = Console(stderr=json_file == Path("-"), highlight=False, emoji=False)
    lines, bad, failed = [], 0, False
    with connected(scheduler) as client:
        for done in check_many(cases, client, out=out, **options):
            if done.line is None:
                bad += 1
                error = str(done.error)
                complain(error if done.case in error else f"{done.case}: {error}")
                continue
            counts = Counter(claim["verdict"] for claim in json.loads(done.line)["claims"])
            failed |= any(counts[outcome] for outcome in wanted)
            said = (f"{counts[o]} {o.replace('_', ' ')}" for o in Outcome if counts[o])
            before = "" if done.anew else " (checked before, unchanged)"
            say(console, f"{done.case}: ", f"{', '.join(said) or 'no sentences'}{before}")
            for notice in dict.fromkeys(done.notices):
                say(console, "Note: ", notice)
            if json_file == Path("-"):
                emit(done.line)
            elif json_file:
                lines.append(done.line)
    _write_lines(console, json_file, lines)
    _refuse_bad(bad, cases)
    if failed:
        raise typer.Exit(1)


def _write_lines(console: Console, json_file: Path | None, lines: list[str]) -> None:
    """Write the cases' JSON into its file; standard output had it line by line."""
    if lines and json_file and json_file != Path("-"):
        write(json_file, "".join(lines))
        say(console, "JSON: ", json_file)


def _refuse_odd(
    cases: list[Path],
    article: Path | None,
    json_file: Path | None,
    html: Path | None,
    expect: Path | None,
    update: bool,
) -> None:
    """Refuse options that can't go together."""
    if len(cases) > 1 and (article or html):
        option = "--article" if article else "--html"
        raise CheckError(
            f"{option}: takes one case, and {len(cases)} are given; run them one by one"
        )
    if len(cases) > 1 and expect and expect.name != str(expect):
        raise CheckError(
            "--expect: with several cases give a bare name, such as expected.json, "
            "of a file in each case's folder"
        )
    if html and json_file and os.path.realpath(html) == os.path.realpath(json_file):
        raise CheckError(f"{html}: named for both --html and --json; name two files")
    if update and not expect:
        raise CheckError("--update: goes with --expect FILE, the file to record in")


def _expected(expect: Path, folder: Path, update: bool) -> Recorded:
    """Find and read what was recorded; there may be nothing yet where it is to be recorded."""
    path = own(folder, expect.name) if expect.name == str(expect) else expect
    return path, None if update and not path.exists() else gate.read(path)


def _changed(
    console: Console, result: Result, path: Path, recorded: dict[str, Any] | None, update: bool
) -> bool:
    """Show what comes out otherwise than recorded, and record it if so asked; whether it fails."""
    now = gate.recordable(result.to_json())
    changes = gate.compare(recorded, now) if recorded else []
    if recorded:
        show_changes(console, result, changes)
    if update and recorded != now:
        replace(path, gate.dumps(now))
        say(console, "Recorded: ", path)
    return bool(changes) and not update


def _json(result: Result, json_file: Path) -> str:
    """Give a case's line, which standard output gets at once."""
    from ..contract import line as written

    line = written(result.to_json())
    if json_file == Path("-"):
        emit(line)
    return line


def _write_page(console: Console, result: Result, html: Path) -> None:
    from ..decisions import read, set_aside
    from ..report import render

    write(html, render(result, read(result.case.folder)))
    for message in set_aside(result.case.folder):
        say(console, "Note: ", message)
    say(console, "Report page: ", html.resolve())


def _outcomes(names: list[str]) -> set[Outcome]:
    """The outcomes named, in options of their own or with commas."""
    wanted = {part.strip() for name in names for part in name.split(",")}
    unknown = sorted(wanted - {o.value for o in Outcome})
    if unknown:
        allowed = ", ".join(Outcome)
        raise CheckError(f"--fail-on: unknown outcome {unknown[0]!r}; use one of {allowed}")
    return {Outcome(name) for name in wanted}
