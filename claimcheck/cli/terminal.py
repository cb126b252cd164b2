"""What every command does with the terminal and with files: say, write, fail."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import NoReturn

import typer
from rich.console import Console
from rich.text import Text

from ..entailment.judged import LABELS
from ..files import replace as replace  # every command writes and says
from ..files import write as write
from ..records import CheckError


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


def say(console: Console, label: str, text: object) -> None:
    """Print a line with a label; what comes from a file can't steer the terminal."""
    console.print(Text.assemble((label, "bold"), clean(str(text))), soft_wrap=True)


def emit(line: str) -> None:
    """Write to standard output as UTF-8, whatever the terminal's encoding."""
    stream = typer.get_binary_stream("stdout")
    stream.write(line.encode("utf-8", "backslashreplace"))
    stream.flush()


def write_lines(path: Path, texts: Iterator[str]) -> None:
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


@contextmanager
def told() -> Iterator[None]:
    """End with code 2 and one message where the input is bad."""
    try:
        yield
    except BrokenPipeError:
        raise
    except CheckError as error:
        fail(str(error))
    except OSError as error:
        fail(": ".join(str(x) for x in (error.filename, error.strerror or error) if x))


def fail(message: str) -> NoReturn:
    """Say what is wrong and end with code 2."""
    typer.echo(f"claimcheck: {clean(message)}", err=True)
    raise typer.Exit(2)
