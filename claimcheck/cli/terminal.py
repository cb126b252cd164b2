"""What every command does with the terminal and with files: say, write, fail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from itertools import chain, islice
from pathlib import Path
from typing import NoReturn

import typer
from rich.console import Console
from rich.text import Text

from ..entailment.judged import LABELS
from ..files import replace as replace  # every command writes and says
from ..files import write as write
from ..harmless import visible
from ..records import CheckError


def clean(text: str) -> str:
    """Put a text on one line and show in it what could steer a terminal or hide.

    Args:
        text: any text, such as a source's.

    Returns:
        The text on one line, safe to print.

    Examples:
        >>> clean("all\\x1b[2J fine\\nhere\\u202e")
        'all␛[2J fine here⟦U+202E⟧'
    """
    return visible(" ".join(text.split()))


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
    with path.open("wb", buffering=0) as file:
        for text in chain(begun, texts):
            _append(path, file, text.encode("utf-8", "backslashreplace"))


def _append(path: Path, file: FileIO, line: bytes) -> None:
    """Write a line, the whole of it or nothing."""
    end = file.tell()
    try:
        while line:  # a disk takes what it has room for
            line = line[file.write(line) :]
    except BrokenPipeError:
        raise
    except OSError as error:
        with suppress(OSError):
            file.truncate(end)
        raise CheckError(
            f"{path}: can't be written any further ({error.strerror or error}); what is in it is "
            "whole, and the rest is missing"
        ) from error


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


def complain(message: str) -> None:
    """Say what is wrong."""
    typer.echo(f"claimcheck: {clean(message)}", err=True)


def fail(message: str) -> NoReturn:
    """Say what is wrong and end with code 2."""
    complain(message)
    raise typer.Exit(2)
