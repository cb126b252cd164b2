"""The command line: ``claimcheck check CASE...``."""

from __future__ import annotations

import json
import os
import shutil
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from .entailment.judged import LABELS
from .records import CheckError, Internal, Outcome, records

if TYPE_CHECKING:
    from .check import Result

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)

_COLOURS = {
    Outcome.SUPPORTED: "green",
    Outcome.PARTLY_SUPPORTED: "cyan",
    Outcome.CONTRADICTED: "bold red",
    Outcome.SOURCES_DISAGREE: "magenta",
    Outcome.NOT_MENTIONED: "yellow",
    Outcome.NOT_CHECKABLE: "dim",
}


@app.callback()
def _root() -> None:
    """Check an article against the sources it leans on."""


@app.command("check")
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
    try:
        matched = _run(cases, article, json_file, html, k, model, judge, _outcomes(fail_on or []))
    except BrokenPipeError:
        raise
    except CheckError as error:
        _fail(str(error))
    except OSError as error:
        _fail(": ".join(str(x) for x in (error.filename, error.strerror or error) if x))
    if matched:
        raise typer.Exit(1)


@app.command("judge")
def judge_command(
    pairs: Annotated[Path, typer.Argument(metavar="PAIRS.jsonl", help="Rows; - is stdin.")],
    out: Annotated[Path, typer.Option(metavar="FILE|-", help="Where results go; - is stdout.")],
    judge: Annotated[
        str | None,
        typer.Option(metavar="NAME@REVISION|PATH", help="Another judge: a CrossEncoder for NLI."),
    ] = None,
) -> None:
    """Judge rows of premise and hypothesis: supports, refutes or neither.

    A row is {"premise": "...", "hypothesis": "..."}, one a line; the premise may be a document, the
    hypothesis a list of sentences. Exit code 2: a row could not be read; the others are written.
    """
    try:
        bad = _judge(pairs, out, judge)
    except BrokenPipeError:
        raise
    except CheckError as error:
        _fail(str(error))
    except OSError as error:
        _fail(": ".join(str(x) for x in (error.filename, error.strerror or error) if x))
    if bad:
        _fail(f"{pairs}: {bad} of its rows can't be judged; what could be is in {out}")


def _judge(pairs: Path, out: Path, name: str | None) -> int:
    """Judge a file of rows, a block at a time; how many were bad."""
    from rich.progress import Progress

    from .encoder import Encoder
    from .entailment.judge import Judge
    from .judging import judge_rows

    if out != Path("-") and out.exists() and pairs.exists() and out.samefile(pairs):
        raise CheckError(f"{out}: is the file of the rows; name another for the results")
    judge, encoder = Judge(name), Encoder()
    bad: list[int] = []

    def report(line: int, why: str) -> None:
        bad.append(line)
        typer.echo(clean(f"claimcheck: {pairs}, line {line}: {why}"), err=True)

    console = Console(stderr=True)
    source = sys.stdin.buffer if pairs == Path("-") else pairs.open("rb")
    with source as lines, Progress(console=console, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("Judging rows", total=None)
        found = judge_rows(
            lines, judge, encoder, report, lambda many: bar.update(task, advance=many)
        )
        texts = (json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n" for row in found)
        if out == Path("-"):
            for text in texts:
                _emit(text)
        else:
            _write_lines(out, texts)
    for notice in dict.fromkeys((*judge.notices, *encoder.notices)):
        _say(console, "Note: ", notice)
    return len(bad)


def main() -> None:
    """Run the command line; text that the terminal can't encode is shown with replacements."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app(prog_name="claimcheck")


def clean(text: str) -> str:
    """Take from a text what could steer a terminal: control, direction and surrogate characters.

    Args:
        text: any text, such as a source's.

    Returns:
        The text on one line, safe to print.

    Examples:
        >>> clean("all\\x1b[2J fine\\nhere\\u202e")
        'all[2J fine here'
    """
    spaced = " ".join(text.split())
    return "".join(
        c
        for c in spaced
        if unicodedata.category(c) not in {"Cc", "Cf", "Cs"} or c in "\u200c\u200d"
    )


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
    from .check import check

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
                _emit(line)
            lines.append(line)
        if not to_stdout:
            _show_verdicts(console, result)
        _show_notes(console, result)
        if html:
            from .decisions import read
            from .report import render

            _write(html, render(result, read(folder)))
            _say(console, "Report page: ", html.resolve())
    if json_file and not to_stdout:
        _write(json_file, "".join(lines))
        _say(console, "JSON: ", json_file)
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
    _say(console, f"{len(rows)} sentences: ", ", ".join(parts) or "none")


def _show_notes(console: Console, result: Result) -> None:
    for found in records(Internal, result.internal):
        quoted = " / ".join(f"“{text}”" for text in found.texts)
        _say(console, f"The article against itself ({found.kind}): ", f"{quoted}: {found.why}")
    for notice in dict.fromkeys((*result.case.notices, *result.notices)):
        _say(console, "Note: ", notice)
    if furniture := len(result.case.furniture):
        _say(console, "Left out: ", f"{furniture} line{'s'[: furniture > 1]} of page furniture")


def _say(console: Console, label: str, text: object) -> None:
    console.print(Text.assemble((label, "bold"), clean(str(text))), soft_wrap=True)


def _emit(line: str) -> None:
    """Write to standard output as UTF-8, whatever the terminal's encoding."""
    stream = typer.get_binary_stream("stdout")
    stream.write(line.encode("utf-8", "backslashreplace"))
    stream.flush()


def _write_lines(path: Path, texts: Iterator[str]) -> None:
    """Write lines as they come; only results of an earlier run are written over."""
    if path.is_file() and path.stat().st_size:
        with path.open("rb") as file:
            first = file.readline(100_000)
        if not all(f'"{label}":'.encode() in first for label in ("label", *LABELS)):
            raise CheckError(
                f"{path}: not written by claimcheck; name another file, or remove it first"
            )
    begun = list(islice(texts, 1))
    if not begun and path.exists():  # what is there stays if no result can be had
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for text in chain(begun, texts):
            file.write(text.encode("utf-8", "backslashreplace"))
            file.flush()


_MARK = b"claimcheck"  # near the beginning of every page and JSON that it writes


def _write(path: Path, text: str) -> None:
    """Write a whole file or none: a temporary one in the same folder takes its place.

    A file that somebody else wrote, such as an article, is never written over.
    """
    target = path.resolve()
    data = text.encode("utf-8", "backslashreplace")
    if target.exists() and not target.is_file():
        target.write_bytes(data)  # a device or a pipe can't be replaced
        return
    if target.exists() and not target.read_bytes()[:1000].count(_MARK):
        raise CheckError(
            f"{path}: not written by claimcheck; name another file, or remove it first"
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name[:100]}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        if target.exists():
            shutil.copymode(target, part)
        os.replace(part, target)
    except OSError as error:
        part.unlink(missing_ok=True)
        reason = error.strerror or error
        raise CheckError(f"{path}: not written ({reason}); nothing there was changed") from error


def _fail(message: str) -> None:
    typer.echo(f"claimcheck: {clean(message)}", err=True)
    raise typer.Exit(2)
