"""The command line: a file a command."""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from . import check, doctor, embed, export, judge, new, notebooks
from .terminal import clean

__all__ = ["app", "clean", "main"]


class _Root(TyperGroup):
    """The commands; what is wrong with the arguments is told without what could steer a screen."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as error:  # of typer's, which quotes the arguments
            for name in ("message", "option_name"):
                if isinstance(said := getattr(error, name, None), str):
                    setattr(error, name, clean(said))
            raise


app = typer.Typer(
    cls=_Root, add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True
)
app.command("check")(check.check_command)
app.command("doctor")(doctor.doctor_command)
app.command("embed")(embed.embed_command)
app.command("export")(export.export_command)
app.command("judge")(judge.judge_command)
app.command("new")(new.new_command)
app.command("notebooks")(notebooks.notebooks_command)


def _tell_version(wanted: bool) -> None:
    if wanted:
        print("claimcheck", version("claimcheck"))
        raise typer.Exit


@app.callback()
def _root(
    told: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_tell_version, help="Show the version."),
    ] = False,
) -> None:
    """Check an article against the sources it leans on."""


def main() -> None:
    """Run the command line; text that the terminal can't encode is shown with replacements."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app(prog_name="claimcheck")
