"""Files written whole or not at all, and never over what somebody else wrote."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from .records import CheckError

# How its own pages and JSON begin; the name alone may stand in anybody's text.
_OWN = re.compile(
    rb'<!doctype html>.{,600}<meta name="generator" content="claimcheck">'
    rb'|\{"schema": "claimcheck/',
    re.DOTALL,
)


def write(path: Path, text: str) -> None:
    """Write a page or JSON of claimcheck, the whole file or none.

    A file that somebody else wrote, such as an article, is never written over.

    Args:
        path: the file; its folder is made where there is none.
        text: what goes into it.

    Raises:
        CheckError: there is another file than such a one, or it can't be written.
    """
    with _told(path):
        theirs = path.is_file() and not _OWN.match(_beginning(path))
        nowhere = path.is_symlink() and not path.resolve().exists()
    if theirs or nowhere:
        what = "a link to nothing" if nowhere else "not written by claimcheck"
        raise CheckError(f"{path}: {what}; name another file, or remove it first")
    replace(path, text)


def own(folder: Path, name: str) -> Path:
    """Give the path of a file that is kept in a case folder, whether or not it is there yet.

    Args:
        folder: the case folder, which may be a stranger's.
        name: the file's name.

    Returns:
        The path; it can be read and written without leaving the folder, and without waiting.

    Raises:
        CheckError: there is a link that leads out of the folder, or a pipe, a device, a folder.
    """
    path = folder / name
    try:
        out = path.is_symlink() and not path.resolve().is_relative_to(folder.resolve())
        odd = path.exists() and not path.is_file()
    except (OSError, RuntimeError) as error:  # a loop of links is the second
        raise CheckError(f"{path}: not a usable path ({error}); put a file there") from error
    if out:
        raise CheckError(f"{path}: is a link out of the case folder; put the file itself there")
    if odd:
        raise CheckError(f"{path}: is no file but {special(path)}; put a file there")
    return path


def special(path: Path) -> str:
    """Say what stands where a file should be."""
    return "a folder" if path.is_dir() else "a device or a pipe"


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(1000)


def replace(path: Path, content: str | bytes) -> None:
    """Write a whole file or none: a temporary one in the same folder takes its place.

    Args:
        path: the file; its folder is made where there is none.
        content: what goes into it; a text is written as UTF-8.

    Raises:
        CheckError: it can't be written; nothing there was changed.
    """
    data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    with _told(path):
        target = path.resolve()
        if target.exists() and not target.is_file():
            target.write_bytes(data)  # a device or a pipe can't be replaced
            return
        part = target.with_name(f".{target.name[:100]}.{os.getpid()}.part")
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.unlink(missing_ok=True)
            part.touch(exist_ok=False)  # never through a link that waits there
            part.write_bytes(data)
            if target.exists():
                shutil.copymode(target, part)
            os.replace(part, target)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def replace_all(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write files into a folder; where the disk has no room for all of them, none.

    Args:
        folder: the folder; made where there is none.
        contents: what goes into each file, by its path in the folder.

    Raises:
        CheckError: they can't be written; nothing there was changed.
    """
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".claimcheck-", dir=folder) as parts:
            for name, data in contents.items():
                for place in (Path(parts), folder):
                    (place / name).parent.mkdir(parents=True, exist_ok=True)
                (Path(parts) / name).write_bytes(data)
            for name in contents:
                if (folder / name).exists():
                    shutil.copymode(folder / name, Path(parts) / name)
                os.replace(Path(parts) / name, folder / name)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tell in one message why a file can't be written."""
    try:
        yield
    except BrokenPipeError:
        raise
    except (OSError, RuntimeError) as error:  # a loop of links is the second
        reason = getattr(error, "strerror", None) or error
        raise CheckError(
            f"{path}: not written ({reason}); nothing there was changed, so put that right or name "
            "another place"
        ) from error
