"""Every type that travels through a check.

One thing is a frozen dataclass; many are a pandas frame whose columns are its fields, in order.
Offsets count characters of the text as read, so ``source.text[start:end]`` is always the span.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from claimcheck.harmless import visible

if TYPE_CHECKING:
    import pandas as pd


class CheckError(ValueError):
    """Bad input, told in one message that names the file, the line or key, and what to do."""

    def __str__(self) -> str:
        return visible(super().__str__())  # it quotes what strangers wrote


class Level(StrEnum):
    """How one fact of the article stands to one fact of a source."""

    AGREES = "agrees"
    CLOSE = "close"
    UNCLEAR = "unclear"
    CONFLICTS = "conflicts"
    ABSENT = "absent"


class Outcome(StrEnum):
    """What all findings on one claim add up to."""

    SUPPORTED = "supported"
    PARTLY_SUPPORTED = "partly_supported"
    CONTRADICTED = "contradicted"
    SOURCES_DISAGREE = "sources_disagree"
    NOT_MENTIONED = "not_mentioned"
    NOT_CHECKABLE = "not_checkable"


class NoOutcome(StrEnum):
    """What a reviewer's row says in the place of an outcome."""

    ANOTHER_LOOK = "another_look"  # asks for it; until then nothing is decided
    UNDONE = "undone"  # takes back that reviewer's last row on that claim


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of a source's text that one voice says, from a point in time on."""

    start: int
    end: int
    speaker: str | None = None
    time: str | None = None  # HH:MM:SS.mmm from the start of the recording


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its text, and what the format itself states about it.

    ``text`` is what every offset counts in. ``turns`` cut it into stretches that a sentence never
    crosses (paragraphs, list items, a voice's turn, windows of automatic captions).
    ``furniture`` lists the lines of the file that are not the article.
    """

    text: str
    turns: tuple[Turn, ...] = ()
    furniture: tuple[str, ...] = ()
    title: str | None = None
    date: date | None = None
    date_basis: str | None = None  # metadata, byline or page
    outlet: str | None = None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Something with words and an occasion; the article is one too.

    ``date_basis`` tells where the date comes from: ``case``, ``metadata``, ``byline`` or ``page``
    (the page's furniture, which may only be the day on which the page was viewed).
    ``turns`` is empty for a source whose words are not at hand. ``corpus`` is the path that a
    document has in the corpus which it was found in; null for what the case itself names.
    """

    id: str
    kind: str
    title: str
    text: str
    date: date | None = None
    date_basis: str | None = None
    event: str | None = None
    place: str | None = None
    speakers: tuple[str, ...] = ()
    outlet: str | None = None
    url: str | None = None
    turns: tuple[Turn, ...] = ()
    corpus: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a source, with who says it and when where the format tells."""

    id: str
    source_id: str
    start: int
    end: int
    text: str
    speaker: str | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A date, number, name, quotation or commitment in a sentence.

    ``text`` is the words as written, ``value`` the normalised meaning (each kind has its own
    frozen value type); ``start`` and ``end`` count in the source's text.
    """

    sentence_id: str
    kind: str
    text: str
    value: Any
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of the article, with whether it can be checked and, where not, why not."""

    id: str
    sentence_id: str
    text: str
    checkable: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim beside one sentence of a source; ``rank`` counts from 1 within each source."""

    claim_id: str
    evidence_id: str
    source_id: str
    similarity: float
    rank: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact of a claim beside what one source has for it.

    Where the evidence is the source's card and not its words, ``evidence_field`` is ``date``,
    ``place``, ``event`` or ``speakers`` and the evidence's id and offsets are null.
    """

    claim_id: str
    kind: str
    level: Level
    source_id: str
    claim_text: str
    claim_start: int
    claim_end: int
    evidence_id: str | None
    evidence_text: str | None
    evidence_start: int | None
    evidence_end: int | None
    evidence_field: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Internal:
    """Where the article stands against itself: the kind, its own words, and why."""

    kind: str
    texts: tuple[str, ...]
    why: str
    spans: tuple[tuple[int, int], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Verdict:
    """The machine's suggestion on a claim; ``confidence`` is null where nothing can be checked."""

    claim_id: str
    outcome: Outcome
    confidence: float | None
    why: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's outcome on a claim; ``decided_at`` is an ISO 8601 time with its zone."""

    claim_id: str
    claim_text: str
    outcome: Outcome | NoOutcome
    reviewer: str
    note: str
    decided_at: str


@dataclass(frozen=True, slots=True)
class Case:
    """An article and the sources it leans on, as read from a case folder."""

    folder: str
    title: str
    article: Source
    sources: tuple[Source, ...]
    furniture: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


def frame(kind: type, rows: Iterable[Any]) -> pd.DataFrame:
    """Lay records out as a frame whose columns are the type's fields.

    Args:
        kind: the dataclass, which fixes the columns and their order, also of an empty frame.
        rows: its instances.

    Returns:
        A frame of ``len(rows)`` rows; nulls stay ``None``, whole numbers stay whole.

    Examples:
        >>> frame(Verdict, [Verdict("c1", Outcome.SUPPORTED, None, "The talk says so.")]).T
                                    0
        claim_id                   c1
        outcome             supported
        confidence               None
        why         The talk says so.
    """
    import pandas as pd

    names = [f.name for f in fields(kind)]
    rows = list(rows)
    columns = {
        name: pd.Series([_plain(getattr(row, name)) for row in rows], dtype=object)
        for name in names
    }
    out = pd.DataFrame(columns, columns=names)
    for name in ("start", "end", "rank", "claim_start", "claim_end"):
        if name in out:
            out[name] = out[name].astype(int)
    if "similarity" in out:
        out["similarity"] = out["similarity"].astype(float)
    if "checkable" in out:
        out["checkable"] = out["checkable"].astype(bool)
    return out


def records(kind: type, table: pd.DataFrame) -> list[Any]:
    """Read a frame back as records of a type.

    Args:
        kind: the dataclass whose fields are among the frame's columns.
        table: the frame; further columns are ignored.

    Returns:
        One instance a row, in the frame's order.

    Examples:
        >>> rows = [Claim("c1", "s1", "The bridge opened.", True, "")]
        >>> records(Claim, frame(Claim, rows)) == rows
        True
    """
    names = [f.name for f in fields(kind)]
    return [kind(*row) for row in zip(*(table[name].tolist() for name in names), strict=True)]


def grouped(kind: type, table: pd.DataFrame, column: str) -> dict[str, list[Any]]:
    """Read a frame back as records, put together by one column.

    Args:
        kind: the dataclass whose fields are among the frame's columns.
        table: the frame.
        column: the column that tells the groups apart.

    Returns:
        The records of each value of the column, both in the frame's order.

    Examples:
        >>> rows = [Claim("c1", "s1", "It opened.", True, ""), Claim("c2", "s1", "It.", True, "")]
        >>> [c.id for c in grouped(Claim, frame(Claim, rows), "sentence_id")["s1"]]
        ['c1', 'c2']
    """
    out: dict[str, list[Any]] = {}
    for key, record in zip(table[column].tolist(), records(kind, table), strict=True):
        out.setdefault(key, []).append(record)
    return out


def rows(table: pd.DataFrame) -> Iterator[Any]:
    """Walk a frame row by row, its columns as attributes.

    Args:
        table: the frame.

    Yields:
        A named tuple a row.
    """
    yield from table.itertuples(index=False)


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, StrEnum) else value
