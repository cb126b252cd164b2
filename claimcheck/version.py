"""Which claimcheck this is, to the byte, and with which libraries: what a result hangs on."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib import metadata
from pathlib import Path

_NAME = re.compile(r"[\w.-]+")


@cache
def version() -> str:
    """Name this program by a hash of its files, as a checkout changes from day to day.

    Returns:
        Twelve hexadecimal digits, others where a file or a library that it needs is another.

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
    for need in sorted(metadata.requires("claimcheck") or ()):
        if "extra ==" not in need and (name := _NAME.match(need)):
            found.update(f"{name[0]} {metadata.version(name[0])}\n".encode())
    return found.hexdigest()[:12]
