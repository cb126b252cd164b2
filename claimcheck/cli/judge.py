"""``claimcheck judge PAIRS.jsonl --out FILE``: rows of premise and hypothesis."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from ..harmless import escaped
from ..records import CheckError
from .terminal import clean, emit, fail, say, told, write_lines


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
    with told():
        bad = _judge(pairs, out, judge)
    if bad:
        fail(f"{pairs}: {bad} of its rows can't be judged; what could be is in {out}")


def _judge(pairs: Path, out: Path, name: str | None) -> int:
    """Judge a file of rows, a block at a time; how many were bad."""
    from rich.progress import Progress

    from ..encoder import Encoder
    from ..entailment.judge import Judge
    from ..judging import judge_rows

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
        told = (json.dumps(row, ensure_ascii=False, allow_nan=False) for row in found)
        texts = (f"{escaped(line)}\n" for line in told)
        if out == Path("-"):
            for text in texts:
                emit(text)
        else:
            write_lines(out, texts)
    for notice in dict.fromkeys((*judge.notices, *encoder.notices)):
        say(console, "Note: ", notice)
    return len(bad)
