"""``claimcheck new DIR --article FILE --source FILE ...``: a case folder from one's own files."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from .terminal import say, told


def new_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write.")],
    article: Annotated[Path, typer.Option(metavar="FILE", help="The article.")],
    source: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="A source; more may follow it.")
    ] = None,
    more: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE...]", help="Further sources.")
    ] = None,
) -> None:
    """Write a case folder from an article and its sources; the files are copied.

    case.toml gets what the files state; what they don't is left open, each key with a word on
    what to write. Exit code 2: the input is bad.
    """
    from ..case import load
    from ..new_case import create, unfilled

    with told():
        root = create(folder, article, [*(source or []), *(more or [])])
        missing = unfilled(root)
        case = load(root)
    console = Console(highlight=False, emoji=False)
    say(console, "Written: ", root / "case.toml")
    for notice in case.notices:
        say(console, "Note: ", notice)
    if missing:
        say(console, "Open it and fill in what you know. ", "Verdicts hang on these:")
        for name, keys in missing.items():
            say(console, f"  {name}: ", ", ".join(keys))
    if not case.sources:
        say(
            console,
            "No source yet: ",
            "without one nothing can be supported; add some to case.toml",
        )
    say(console, "Then: ", f"claimcheck check {shlex.quote(str(root))}")
