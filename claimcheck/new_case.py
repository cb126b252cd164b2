"""A new case folder from an article and its sources.

The files are copied, never moved or changed. ``case.toml`` gets what they state about themselves;
what they don't state stays as a commented key, and nothing is guessed.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from claimcheck import files, readers
from claimcheck.case import CASE_FILE, SOURCE_KINDS
from claimcheck.records import CheckError, Document

LONGEST_ID = 40  # characters
WORTH_FILLING = {
    "article": ("published",),
    "source": ("event", "date", "place", "speakers", "kind"),
}

_FOUND = {"metadata": "from the file's metadata", "byline": "from the byline"}
_VIEWING = "the page shows this date; it may only be the day of viewing"
_HINTS = {
    "outlet": "who published it",
    "published": "when it was published, such as 2024-12-31",
    "url": "where it can be read",
    "kind": f"one of {', '.join(SOURCE_KINDS)}",
    "title": "what the source is called",
    "event": "the event at which it was said",
    "date": "when it was said or published, such as 2024-12-31",
    "place": "where it was said",
    "speakers": "whose words these are",
}
# Placeholders that are errors as they stand, should somebody only take the # away.
_EMPTY = {"published": "YYYY-MM-DD", "date": "YYYY-MM-DD", "speakers": '[""]'}
_NOTHING = '""'
_NOT_FILES = re.compile(r"con|prn|aux|nul|com\d|lpt\d")  # names that Windows keeps for itself


def create(folder: str | Path, article: str | Path, sources: Sequence[str | Path]) -> Path:
    """Write a case folder.

    Args:
        folder: where to write it; it may exist, without a ``case.toml`` in it.
        article: the article's file, in any format that can be read.
        sources: the sources' files. An id is made of each file's name.

    Returns:
        The folder, which can be checked at once.

    Raises:
        CheckError: a file can't be read or is named twice, there is a case in the folder already,
            or it can't be written.

    Examples:
        >>> import tempfile
        >>> root = Path(tempfile.mkdtemp())
        >>> _ = (root / "page.txt").write_text("The bridge opened in May.")
        >>> _ = (root / "Talk of May.txt").write_text("ROE: It opened. \\n\\nDOE: Late.")
        >>> folder = create(root / "bridge", root / "page.txt", [root / "Talk of May.txt"])
        >>> sorted(path.name for path in folder.rglob("*.*"))
        ['article.txt', 'case.toml', 'talk-of-may.txt']
    """
    root = Path(folder)
    _check_free(root)
    given = [Path(article), *map(Path, sources)]
    _check_distinct(given)
    documents = [
        readers.read(path, article=path is given[0]) for path in given
    ]  # all of them, before anything is written
    ids = _ids(given[1:])
    names = [f"{name}{p.suffix.lower()}" for name, p in zip(ids, given[1:], strict=True)]
    targets = [f"article{given[0].suffix.lower()}", *(f"sources/{name}" for name in names)]
    text = "\n".join(_toml(given, targets, ids, documents)) + "\n"
    for name in targets:
        if not (root / name).resolve().is_relative_to(root.resolve()):
            raise CheckError(f"{root / name}: leads out of the new case folder; name a new folder")
    copies = {
        name: path.read_bytes()
        for path, name in zip(given, targets, strict=True)
        if not _is_there(path, root / name)
    }
    files.replace_all(root, {**copies, CASE_FILE: text.encode()})
    return root


def unfilled(folder: str | Path) -> dict[str, list[str]]:
    """Name the keys on which verdicts hang and that a case doesn't have yet.

    Args:
        folder: a case folder that can be loaded.

    Returns:
        The missing keys of the article (``article``) and of each source (its id), those with any.

    Examples:
        >>> import tempfile
        >>> root = Path(tempfile.mkdtemp())
        >>> text = 'title = "T"\\n[article]\\nfile = "a.txt"\\npublished = 2024-05-03\\n'
        >>> _ = (root / "case.toml").write_text(text + '[[source]]\\nid = "talk"\\nkind = "talk"')
        >>> unfilled(root)
        {'talk': ['event', 'date', 'place', 'speakers']}
    """
    case = tomllib.loads((Path(folder) / CASE_FILE).read_text(encoding="utf-8-sig"))
    tables = [("article", "article", case["article"])]
    tables += [("source", source["id"], source) for source in case.get("source", [])]
    missing = {
        name: [key for key in WORTH_FILLING[sort] if key not in table]
        for sort, name, table in tables
    }
    return {name: keys for name, keys in missing.items() if keys}


def _check_free(root: Path) -> None:
    if os.path.lexists(root / CASE_FILE):
        raise CheckError(f"{root}: there is a case in it already; name a new folder")
    if root.exists() and not root.is_dir():
        raise CheckError(f"{root}: is a file; name a new folder")


def _check_distinct(given: Sequence[Path]) -> None:
    seen: set[str] = set()
    for path in given:
        if (place := os.path.realpath(path)) in seen:
            raise CheckError(f"{path}: is named twice; name the article and each source once")
        seen.add(place)


def _is_there(path: Path, target: Path) -> bool:
    """Whether the file is in its place already."""
    if not os.path.lexists(target):
        return False
    if target.is_file() and target.read_bytes() == path.read_bytes():
        return True
    raise CheckError(f"{target}: is there already, and is another file; name a new folder")


def _ids(paths: Sequence[Path]) -> list[str]:
    """Plain and distinct ids, made of the files' names."""
    ids: list[str] = []
    for path in paths:
        letters = unicodedata.normalize("NFKD", path.stem).encode("ascii", "ignore").decode()
        name = re.sub(r"[^a-z0-9]+", "-", letters.lower())[:LONGEST_ID].strip("-") or "source"
        if name == "article" or _NOT_FILES.fullmatch(name):
            name = f"source-{name}"
        count = next(n for n in range(1, len(paths) + 2) if _numbered(name, n) not in ids)
        ids.append(_numbered(name, count))
    return ids


def _numbered(name: str, count: int) -> str:
    return name if count == 1 else f"{name}-{count}"


def _toml(
    given: Sequence[Path], targets: Sequence[str], ids: Sequence[str], documents: Sequence[Document]
) -> Iterator[str]:
    """The lines of ``case.toml``."""
    yield "# A line that begins with # is not read. To fill one in, write its value and take the #"
    yield "# away. What stands after a value and a # explains it, and is not read either."
    yield ""
    title = _stated(documents[0].title)
    yield _line(
        "title", title or _stated(given[0].stem) or "article", _unless(title, "the file's name")
    )
    yield ""
    yield "[article]"
    yield from _file(given[0], targets[0])
    yield _text("outlet", documents[0].outlet)
    yield _day("published", documents[0])
    yield _text("url", None)
    for path, target, name, document in zip(
        given[1:], targets[1:], ids, documents[1:], strict=True
    ):
        yield ""
        yield "[[source]]"
        yield _line("id", name)
        yield from _file(path, target)
        yield _text("kind", None)
        yield _text("title", document.title)
        yield _text("event", None)
        yield _day("date", document)
        yield _text("place", None)
        yield _speakers(document)
        yield _text("outlet", document.outlet)
        yield _text("url", None)


def _file(path: Path, target: str) -> Iterator[str]:
    yield _line("file", target, f"a copy of {_quoted(path.name)}")


def _text(key: str, value: str | None) -> str:
    stated = _stated(value)
    return _line(key, stated) if stated else _open(key)


def _day(key: str, document: Document) -> str:
    if document.date is None:
        return _open(key)
    if document.date_basis == "page":
        return f"# {key} = {document.date}  # {_VIEWING}"
    return f"{key} = {document.date}  # {_FOUND[document.date_basis or 'byline']}"


def _speakers(document: Document) -> str:
    voices = (turn.speaker for turn in document.turns)
    names = dict.fromkeys(filter(None, map(_stated, voices)))
    return (
        f"speakers = [{_listed(names)}]  # the voices in the file" if names else _open("speakers")
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(_quoted, names))


def _open(key: str) -> str:
    """A key that waits for its value."""
    return f"# {key} = {_EMPTY.get(key, _NOTHING)}  # {_HINTS[key]}"


def _line(key: str, value: str, note: str | None = None) -> str:
    return f"{key} = {_quoted(value)}" + (f"  # {note}" if note else "")


def _unless(value: str | None, note: str) -> str | None:
    return None if value else note


def _stated(value: str | None) -> str | None:
    """A text as ``case.toml`` gives it back, or None where nothing is left."""
    return (value or "").encode("utf-8", "replace").decode().strip() or None


def _quoted(text: str) -> str:
    """Write a TOML string on one line, what can't be seen in it escaped."""
    plain = json.dumps(_stated(text) or "", ensure_ascii=False)
    return "".join(
        c
        if unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cn", "Zl", "Zp")
        else f"\\U{ord(c):08x}"
        for c in plain
    )
