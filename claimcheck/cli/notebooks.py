"""``claimcheck notebooks DIR``: the tour of the notebooks for a case of one's own."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from .terminal import fail, say, told


def notebooks_command(
    case: Annotated[Path, typer.Argument(metavar="DIR", help="The case folder.")],
    out: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Where they go; DIR/notebooks if left out."),
    ] = None,
    run: Annotated[bool, typer.Option(help="Run them, or only write them.")] = True,
) -> None:
    """Write the notebooks for a case, run them, and say how to open them.

    A notebook that is there already is left as it is. Exit code 2: a cell failed; the notebook is
    written all the same, and so are the others.
    """
    with told():
        failed = _write(case, out, run)
    if failed:
        fail(f"{len(failed)} of the notebooks did not run to the end: {', '.join(failed)}")


def _write(case: Path, out: Path | None, run: bool) -> list[str]:
    """Write what is missing and tell how each went; the names of those that failed."""
    from ..tours import BESIDE, FOLDER, each, tour

    console = Console(highlight=False, emoji=False)
    folder = out or case / FOLDER
    names = [*(page.name for page in tour()), BESIDE]
    there = [name for name in names if (folder / name).exists()]
    failed = []
    with console.status("Running the notebooks" if run else "Writing the notebooks"):
        for page in each(case, out, run):
            say(console, f"{page.path.name}: ", page.error or ("ran" if run else "written"))
            if page.error:
                failed.append(page.path.name)
    if there:
        say(console, "Left as they were: ", ", ".join(there))
        say(console, "", "(you may have edited them; to have them anew, remove them or name --out)")
    say(console, "The notebooks: ", folder.resolve())
    say(console, "Open them: ", f"{_lab()} {shlex.quote(str(folder))}")
    return failed


def _lab() -> str:
    """How JupyterLab is started here; in an environment that isn't activated, by its Python."""
    here = f"{shlex.quote(sys.executable)} -m jupyterlab"
    return "jupyter lab" if shutil.which("jupyter-lab") else here
