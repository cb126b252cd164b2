"""Which claimcheck this is, to the byte, and with which libraries: what a result hangs on."""

from __future__ import annotations

import hashlib
import re
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

_NAME = re.compile(r"[\w.-]+")


@cache
def version() -> str:
    """Name this program by a hash of its files, as a checkout changes from day to day.

    Returns:
        Twelve hexadecimal digits, others where a file, a library that it needs, or Python (which
        brings the tables of Unicode) is another.

    Examples:
        >>> len(version())
        12
    """
    folder = Path(__file__).parent
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            found.update(f"{path.relative_to(folder).as_posix()}\n".encode())
            found.update(path.read_bytes())
    found.update(f"Python {sys.version_info[:2]}\n".encode())
    for name in _needed():
        found.update(f"{name} {installed(name)}\n".encode())
    return found.hexdigest()[:12]


def _needed() -> list[str]:
    """The libraries that every check needs; none where claimcheck runs without an installation."""
    try:
        needs = sorted(metadata.requires("claimcheck") or ())
    except metadata.PackageNotFoundError:
        return []
    return [name[0] for need in needs if "extra ==" not in need and (name := _NAME.match(need))]


def installed(name: str) -> str | None:
    """Tell a package's version without importing it.

    Args:
        name: the package.

    Returns:
        Its version; None where it is not installed, or an installation left only a folder.
    """
    try:
        return metadata.version(name) or None
    except (metadata.PackageNotFoundError, KeyError):
        return None


version()  # at once: an update may change the files under a program that goes on
