"""``claimcheck doctor [--clear-cache]``: what is installed, and whether it is as it should be."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from .terminal import fail, say


def doctor_command(
    clear_cache: Annotated[
        bool, typer.Option("--clear-cache", help="Empty the cache.")
    ] = False,
) -> None:
    """Show versions, models and their hashes, extras, and the cache.

    Exit code 2: something that a check needs is missing or altered.
    """
    try:
        from .. import doctor
    except ImportError as error:  # even what it takes to look is not there
        fail(f"{error.name} is missing or can't be loaded ({error}); install claimcheck again")
    console = Console(highlight=False, emoji=False)
    if clear_cache:
        freed, notices = doctor.clear_cache()
        if notices:
            fail(notices[0])
        say(console, "The cache is empty: ", f"{freed / 1e6:,.1f} MB freed")
        return
    parts = doctor.examine()
    for part in parts:
        say(console, f"{part.state:7}{part.name}: ", part.found)
        if part.advice:
            say(console, "       to do: ", part.advice)
    broken = [part.name for part in parts if part.state is doctor.State.BROKEN]
    if broken:
        fail(f"not as it should be: {', '.join(broken)}; what to do stands above")
