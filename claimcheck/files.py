"""Files written whole or not at all, and never over what somebody else wrote."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from .records import CheckError

MARK = "claimcheck"  # near the beginning of every page and JSON that it writes


def write(path: Path, text: str) -> None:
    """Write a whole file or none.

    A file that somebody else wrote, such as an article, is never written over.

    Args:
        path: the file; its folder is made where there is none.
        text: what goes into it, with the mark near its beginning.

    Raises:
        CheckError: a file without the mark is there, or it can't be written.
    """
    if path.is_file() and not path.read_bytes()[:1000].count(MARK.encode()):
        raise CheckError(
            f"{path}: not written by claimcheck; name another file, or remove it first"
        )
    replace(path, text)


def replace(path: Path, content: str | bytes) -> None:
    """Write a whole file or none: a temporary one in the same folder takes its place.

    Args:
        path: the file; its folder is made where there is none.
        content: what goes into it; a text is written as UTF-8.

    Raises:
        CheckError: it can't be written; nothing there was changed.
    """
    target = path.resolve()
    data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    if target.exists() and not target.is_file():
        target.write_bytes(data)  # a device or a pipe can't be replaced
        return
    part = target.with_name(f".{target.name[:100]}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        if target.exists():
            shutil.copymode(target, part)
        os.replace(part, target)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        reason = error.strerror or error
        raise CheckError(f"{path}: not written ({reason}); nothing there was changed") from error
