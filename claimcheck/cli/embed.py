"""``claimcheck embed FILES_OR_FOLDERS... --corpus FOLDER``: an archive made ready for search."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from .terminal import say, told


def embed_command(
    given: Annotated[
        list[Path], typer.Argument(metavar="FILES_OR_FOLDERS...", help="Articles and sources.")
    ],
    corpus: Annotated[
        str, typer.Option(metavar="FOLDER", help="The corpus; an address such as s3://… will do.")
    ],
    model: Annotated[
        str | None,
        typer.Option(metavar="NAME_OR_PATH", help="Another sentence-transformers model."),
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Embed on a Dask cluster that you trust.")
    ] = None,
) -> None:
    """Keep the sentences of many files with their vectors, for check --corpus.

    Stopped, it goes on where it was; a file that has not changed is not embedded again. Exit code
    2: the input is bad; a file that can't be read is named, and the others are in the corpus.
    """
    with told():
        from ..build import build
        from ..tasks import connected

        with connected(scheduler) as client:
            made = build(given, corpus, model, client, progress=sys.stderr.isatty())
    console = Console(highlight=False, emoji=False)
    say(console, "The corpus: ", f"{corpus}, {len(made):,} sentences")
    say(console, "Then: ", f"claimcheck check CASE --corpus {corpus}")
