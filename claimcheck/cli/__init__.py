"""The command line: a file a command."""

from __future__ import annotations

import sys

import typer

from . import check, doctor, export, judge, new, notebooks
from .terminal import clean

__all__ = ["app", "clean", "main"]

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)
app.command("check")(check.check_command)
app.command("doctor")(doctor.doctor_command)
app.command("export")(export.export_command)
app.command("judge")(judge.judge_command)
app.command("new")(new.new_command)
app.command("notebooks")(notebooks.notebooks_command)


@app.callback()
def _root() -> None:
    """Check an article against the sources it leans on."""


def main() -> None:
    """Run the command line; text that the terminal can't encode is shown with replacements."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app(prog_name="claimcheck")
