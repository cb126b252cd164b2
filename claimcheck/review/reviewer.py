"""The reviewer's name: asked once on a computer, shown always, changed at any time."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from claimcheck import files
from claimcheck.records import CheckError

_VARIABLE = "CLAIMCHECK_REVIEWER"
_LONGEST = 80


def remembered() -> str:
    """Give the name under which this person decided last.

    Returns:
        ``$CLAIMCHECK_REVIEWER``, else what the file ``claimcheck/reviewer`` in the person's own
        settings holds (``$XDG_CONFIG_HOME`` or ``~/.config``), else nothing. It is never guessed
        from the account: accounts are shared, and a wrong name on a decision can't be taken back.
    """
    try:
        return checked(os.environ.get(_VARIABLE) or _place().read_text(encoding="utf-8"))
    except (OSError, RuntimeError, UnicodeDecodeError, CheckError):
        return ""


def remember(name: str) -> None:
    """Keep a name for the next time; where that can't be done it is asked again.

    Args:
        name: the name, as `checked` gives it.
    """
    with suppress(CheckError, RuntimeError):
        files.replace(_place(), f"{name}\n")


def checked(name: str) -> str:
    """Give a name as it stands in ``decisions.csv``.

    Args:
        name: as typed.

    Returns:
        The name with single spaces.

    Raises:
        CheckError: it is empty, too long, or has characters that can't be seen.

    Examples:
        >>> checked("  Ann   Lee ")
        'Ann Lee'
    """
    name = " ".join(name.split())
    if not name:
        raise CheckError("Your name is missing; it is written beside each decision.")
    if len(name) > _LONGEST or not name.isprintable():
        raise CheckError(f"Give a name of up to {_LONGEST} letters, all of which can be seen.")
    return name


def _place() -> Path:
    own = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    base = own if own.is_absolute() else Path.home() / ".config"
    return base / "claimcheck" / "reviewer"
