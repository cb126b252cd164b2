"""A case folder: read and validate ``case.toml`` and every file that it names.

The program never edits the article or the sources.
"""

from __future__ import annotations

import difflib
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PureWindowsPath
from typing import Any, Protocol

from claimcheck import claims, decisions, readers, sentences
from claimcheck.files import own, special
from claimcheck.records import (
    Case,
    CheckError,
    Claim,
    Decision,
    Document,
    NoOutcome,
    Outcome,
    Source,
    records,
)

CASE_FILE = "case.toml"
CASE_KEYS = ("title", "article", "source")
ARTICLE_KEYS = ("file", "outlet", "published", "url")
SOURCE_KEYS = (
    "id", "file", "kind", "title", "event", "date", "place", "speakers", "outlet", "url",
)  # fmt: skip
SOURCE_KINDS = ("talk", "interview", "report", "statement", "caption")

_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TOML_LINE = re.compile(r"\(at line (\d+)")


def load(folder: str | Path, article: str | Path | None = None) -> Case:
    """Read a case folder and every file that its ``case.toml`` names.

    Args:
        folder: the folder that holds ``case.toml``.
        article: another copy of the article, anywhere on the machine, whose words take the place
            of the case's own. The case's ``published`` still counts where it is given; otherwise
            the copy's own date does.

    Returns:
        The case. A source without a file has the text ``""`` and no turns. Dates given in
        ``case.toml`` have the basis ``case``, others the basis that the reader found them by.

    Raises:
        CheckError: a file is missing or unreadable, or a key or value is not as the case format
            has it; the message names the file, the key and what is allowed.

    Examples:
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> _ = (folder / "case.toml").write_text('titel = "The bridge"')
        >>> try:
        ...     load(folder)
        ... except CheckError as error:
        ...     print(str(error).removeprefix(str(folder)))
        /case.toml: titel: unknown key (did you mean "title"?); allowed here: title, article, source
    """
    root = Path(folder)
    top = _Table(root / CASE_FILE, "", _parse(root))
    top.only(CASE_KEYS)
    title = top.required("title")
    card = top.table("article", ARTICLE_KEYS)
    cards = top.tables("source", SOURCE_KEYS)
    ids = _ids(cards)

    paths = [card.path("file", root), *(source.path("file", root) for source in cards)]
    if paths[0] is None:
        raise card.error("file", "is missing; name the article's file, such as article.txt")
    for source, path in zip(cards, paths[1:], strict=True):
        if path is not None and path.resolve() == paths[0].resolve():
            raise source.error("file", "is the article's own file; it can't be its own source")
    _keep_apart([card, *cards], paths)

    copy = Path(article) if article else paths[0]
    words = readers.read(copy, article=True)
    documents = [readers.read(path) if path else Document("") for path in paths[1:]]
    return Case(
        folder=str(folder),
        title=title,
        article=_article(card, title, words),
        sources=tuple(
            _source(name, source, path, document)
            for name, source, path, document in zip(ids, cards, paths[1:], documents, strict=True)
        ),
        furniture=words.furniture,
        notices=(
            *_notices(copy, words),
            *(
                notice
                for path, document in zip(paths[1:], documents, strict=True)
                for notice in _notices(path, document)
            ),
        ),
    )


def files(folder: str | Path) -> list[Path]:
    """Give the files that a case is made of: ``case.toml``, the article, the sources.

    Args:
        folder: the folder that holds ``case.toml``.

    Returns:
        Their paths; a source of which the case has only the card has none.

    Raises:
        CheckError: see `load`.
    """
    root = Path(folder)
    top = _Table(root / CASE_FILE, "", _parse(root))
    cards = [top.table("article", ARTICLE_KEYS), *top.tables("source", SOURCE_KEYS)]
    named = [card.path("file", root) for card in cards]
    return [root / CASE_FILE, *filter(None, named)]


def spare(folder: str | Path, out: Path) -> None:
    """Refuse an output in the place of a file that a case is made of.

    Args:
        folder: the case folder.
        out: where something is to be written.

    Raises:
        CheckError: it is ``case.toml``, the article, a source or ``decisions.csv``.
    """
    try:
        theirs = [*files(folder), Path(folder) / decisions.DECISIONS_FILE]
    except CheckError:  # `load` says so
        return
    if out.exists() and any(path.exists() and out.samefile(path) for path in theirs):
        raise CheckError(f"{out}: is a file of the case itself; name another file")


class HasCase(Protocol):
    """What was made of a case and still knows it, such as a result."""

    @property
    def case(self) -> Case:
        """The case."""
        ...


def decide(
    case: str | Path | Case | HasCase,
    claim_id: str,
    outcome: Outcome | NoOutcome | str,
    reviewer: str,
    note: str = "",
) -> Decision:
    """Put a person's outcome on a claim into the case's ``decisions.csv``.

    Args:
        case: a case folder, a case already read, or the result of a check.
        claim_id: the claim's id, as ``result.claims`` has it.
        outcome: one of the outcomes, or ``another_look`` to ask for one without deciding.
        reviewer: who decides.
        note: why, or anything else worth keeping.

    Returns:
        The decision as written; it is on the disk.

    Raises:
        CheckError: the article has no such claim, or see `decisions.append` and `load`.

    Examples:
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> _ = (folder / "article.txt").write_text("The bridge opened in 1931.")
        >>> _ = (folder / "case.toml").write_text('title = "A"\\narticle.file = "article.txt"')
        >>> made = decide(folder, "c27ca9d545b", "supported", "Ann")
        >>> made.claim_text, made.outcome.value
        ('The bridge opened in 1931.', 'supported')
    """
    if isinstance(case, str | Path):
        case = load(case)
    elif not isinstance(case, Case):
        case = case.case
    article = case.article  # ids hang on the words alone, so no model is needed
    asked = records(Claim, claims.extract(sentences.split(article), article))
    text = next((claim.text for claim in asked if claim.id == claim_id), None)
    if text is None:
        raise CheckError(
            f"{case.folder}: the article has no claim {claim_id!r} now; take its id from the "
            "claims of a check made after the article last changed"
        )
    return decisions.append(case.folder, claim_id, text, outcome, reviewer, note)


@dataclass(frozen=True)
class _Table:
    """One table of ``case.toml``, which can name itself in an error."""

    file: Path
    label: str
    values: Mapping[str, Any]

    def error(self, key: str, problem: str) -> CheckError:
        """Say what is wrong with a key, and where."""
        return CheckError(": ".join(filter(None, (str(self.file), self.label, key, problem))))

    def only(self, allowed: Sequence[str]) -> None:
        """Reject a key that the format doesn't have."""
        for key in self.values:
            if key not in allowed:
                hint = _did_you_mean(key, allowed)
                raise self.error(key, f"unknown key{hint}; allowed here: {', '.join(allowed)}")

    def text(self, key: str) -> str | None:
        """Give a text value, or None where the key is absent."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self.error(key, f'is {_shown(value)}; it must be text in quotes, "..."')
        if not value.strip():
            raise self.error(key, "is empty; fill it in or leave the key out")
        return value.strip()

    def required(self, key: str) -> str:
        """Give a text value that must be there."""
        value = self.text(key)
        if value is None:
            raise self.error(key, f'is missing; add {key} = "..."')
        return value

    def day(self, key: str) -> date | None:
        """Give a date, written as a TOML date or an ISO string."""
        value = self.values.get(key)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        if isinstance(value, str) and _ISO_DATE.fullmatch(value.strip()):
            try:
                return date.fromisoformat(value.strip())
            except ValueError:
                pass
        raise self.error(key, f"{_shown(value)} is not a date; write year-month-day: 2024-12-03")

    def names(self, key: str) -> tuple[str, ...]:
        """Give a list of names, empty where the key is absent."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(
            isinstance(name, str) and name.strip() for name in value
        ):
            raise self.error(key, f'is {_shown(value)}; it must be a list of names, ["...", "..."]')
        return tuple(name.strip() for name in value)

    def path(self, key: str, root: Path) -> Path | None:
        """Give the path of an existing file inside the case folder."""
        name = self.text(key)
        if name is None:
            return None
        if any(unicodedata.category(char) in ("Cc", "Zl", "Zp") for char in name):
            raise self.error(
                key, f"{_shown(name)} has a line break or control character; rename the file"
            )
        path = root / name
        rooted = Path(name).is_absolute() or bool(PureWindowsPath(name).anchor)
        try:
            inside = not rooted and path.resolve().is_relative_to(root.resolve())
            there = inside and path.is_file()
        except (OSError, RuntimeError, ValueError) as error:  # too long, a loop of links
            raise self.error(key, f"{_shown(name)} is not a usable path ({error})") from error
        if not inside:
            raise self.error(
                key,
                f"{_shown(name)} leads out of the case folder; "
                "put the file into the folder and give its path from there",
            )
        if not there:
            what = f"is {special(path)}" if path.exists() else "is not in the case folder"
            raise self.error(key, f"{_shown(name)} {what}{_did_you_mean(name, _files(root))}")
        return path

    def table(self, key: str, allowed: Sequence[str]) -> _Table:
        """Give the one table of this name, its keys checked."""
        value = self.values.get(key)
        if not isinstance(value, dict):
            what = "is missing" if value is None else f"is {_shown(value)}"
            raise self.error(key, f"{what}; add a table [{key}] with its {' and '.join(allowed)}")
        inner = _Table(self.file, key, value)
        inner.only(allowed)
        return inner

    def tables(self, key: str, allowed: Sequence[str]) -> list[_Table]:
        """Give the tables of this name in order, their keys checked."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.error(key, f"each one is a table of its own, headed [[{key}]]")
        found = []
        for count, item in enumerate(value, start=1):
            name = item.get("id")
            label = f'{key} {count} ("{name}")' if isinstance(name, str) else f"{key} {count}"
            found.append(_Table(self.file, label, item))
            found[-1].only(allowed)
        return found


def _parse(root: Path) -> dict[str, Any]:
    """Read ``case.toml`` as TOML."""
    _must_be_case(root)
    path = root / CASE_FILE
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return tomllib.loads(text)
    except OSError as error:
        raise CheckError(f"{path}: can't be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise CheckError(f"{path}: is not UTF-8 ({error}); save it as UTF-8") from error
    except RecursionError as error:
        raise CheckError(f"{path}: nested too deeply; no key needs more than one list") from error
    except tomllib.TOMLDecodeError as error:
        line = _TOML_LINE.search(str(error))
        lines = text.split("\n")
        shown = f": {_shown(lines[int(line[1]) - 1].strip())}" if line else ""
        raise CheckError(f"{path}: not valid TOML: {error}{shown}") from error


def _must_be_case(root: Path) -> None:
    """Reject what is not a case folder."""
    if not root.is_dir():
        what = "is a file, not a folder" if root.exists() else "there is no such folder"
        raise CheckError(f"{root}: {what}; give the case folder, the one with {CASE_FILE} in it")
    if not own(root, CASE_FILE).exists():
        raise CheckError(f"{root}: no {CASE_FILE} in it; a case folder holds one")


def _ids(cards: Sequence[_Table]) -> list[str]:
    """Give the sources' ids, which name them everywhere and so must be plain and distinct."""
    ids: list[str] = []
    for card in cards:
        name = card.required("id")
        if name.casefold() in (*ids, "article"):
            taken = "the article's" if name.casefold() == "article" else "taken by a source above"
            raise card.error("id", f"{_shown(name)} is {taken}; give another")
        if not _ID.fullmatch(name):
            raise card.error(
                "id",
                f"{_shown(name)} is not allowed; use a-z, 0-9, - and _, "
                "starting with a letter or digit, such as talk-2",
            )
        ids.append(name)
    return ids


def _keep_apart(cards: Sequence[_Table], paths: Sequence[Path | None]) -> None:
    """Reject names that are one file on a disk that tells neither capitals nor accents apart."""
    seen: dict[str, Path] = {}
    for card, path in zip(cards, paths, strict=True):
        if path is None:
            continue
        here = path.resolve()
        plain = unicodedata.normalize("NFC", str(here)).casefold()
        if (before := seen.setdefault(plain, here)) != here:
            raise card.error(
                "file",
                f"{_shown(path.name)} and {_shown(before.name)} differ only in capitals or in how "
                "accents are written; to many computers they are one file, so rename one",
            )


def _article(card: _Table, title: str, document: Document) -> Source:
    """Lay the article out as a source."""
    published = card.day("published")
    return Source(
        id="article",
        kind="article",
        title=document.title or title,
        text=document.text,
        date=published or document.date,
        date_basis="case" if published else document.date_basis,
        speakers=_speakers((), document),
        outlet=card.text("outlet") or document.outlet,
        url=card.text("url"),
        turns=document.turns,
    )


def _source(name: str, card: _Table, path: Path | None, document: Document) -> Source:
    """Lay a source out: what the case says of it comes before what its file says."""
    kind = card.text("kind")
    if kind is not None and kind not in SOURCE_KINDS:
        hint = _did_you_mean(kind, SOURCE_KINDS)
        raise card.error(
            "kind", f"{_shown(kind)} is not a kind{hint}; allowed: {', '.join(SOURCE_KINDS)}"
        )
    day = card.day("date")
    return Source(
        id=name,
        kind=kind or "source",
        title=card.text("title") or document.title or (path.stem if path else name),
        text=document.text,
        date=day or document.date,
        date_basis="case" if day else document.date_basis,
        event=card.text("event"),
        place=card.text("place"),
        speakers=_speakers(card.names("speakers"), document),
        outlet=card.text("outlet") or document.outlet,
        url=card.text("url"),
        turns=document.turns,
    )


def _speakers(given: Iterable[str], document: Document) -> tuple[str, ...]:
    """Join the names that the case gives and the voices that the file itself names."""
    voices = (turn.speaker for turn in document.turns if turn.speaker)
    found: dict[str, str] = {}
    for name in (*given, *voices):
        found.setdefault(name.casefold(), name)
    return tuple(found.values())


def _notices(path: Path | None, document: Document) -> tuple[str, ...]:
    """Name the file in what its reader has to say."""
    name = path.name if path else ""
    return tuple(
        notice if notice.startswith(name) else f"{name}: {notice}" for notice in document.notices
    )


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    """Point to the nearest known word, where one is near."""
    by_case = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(word.casefold(), by_case, n=1)
    return f' (did you mean "{by_case[near[0]]}"?)' if near else ""


def _files(root: Path) -> list[str]:
    """List what a case could mean by a file: those beside case.toml and one folder down."""
    folders = [root, *(path for path in root.glob("*/") if not path.is_symlink())]
    found = sorted(path for folder in folders for path in folder.glob("*.*"))[:1000]
    return [path.relative_to(root).as_posix() for path in found if path.name != CASE_FILE]


def _shown(value: object) -> str:
    """Show a value of the file as written, cut where long."""
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
