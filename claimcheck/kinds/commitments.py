"""What a sentence commits itself to: the values that `hedges` finds, and the figures among them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from claimcheck.kinds.verb_tokens import (
    CONSIDERED,
    FACT,
    FUNCTION,
    HOPED,
    LIKELY,
    PLANNED,
    POSSIBLE,
    WILL,
)
from claimcheck.stems import stem

LABEL = {
    CONSIDERED: "something being considered or tested",
    HOPED: "a hope or an aim",
    POSSIBLE: "a possibility",
    PLANNED: "a plan or an expectation",
    LIKELY: "something likely",
    WILL: "something settled",
    FACT: "a fact",
}


@dataclass(frozen=True, slots=True)
class Commitment:
    """What a verb group (or a figure) commits to.

    ``predicate`` is the head verb's base form, or ``figure:`` with the normalised figure;
    ``strength`` runs from 1 (considered) to 7 (fact); ``cue`` is empty for a flat assertion.
    ``subject``, ``object`` and ``adjunct`` are content-word stems, ``names`` those among them that
    are proper names, months or years, ``counts`` the figures of the object. ``future`` tells that
    the hedge speaks of what is to come.
    ``said`` is the document's date, null where it is not known for sure.
    """

    predicate: str
    strength: int
    polarity: bool = True
    cue: str = ""
    subject: frozenset[str] = frozenset()
    object: frozenset[str] = frozenset()
    adjunct: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    counts: frozenset[str] = frozenset()
    future: bool = False
    yet: bool = False
    share: int | None = None
    often: int | None = None
    order: tuple[str, frozenset[str]] = ("", frozenset())
    conditional: bool = False
    said: date | None = None

    @property
    def scope(self) -> frozenset[str]:
        """All content-word stems near the predicate."""
        return self.subject | self.object | self.adjunct

    def __str__(self) -> str:
        sign = "" if self.polarity else "not "
        return f"{sign}{self.predicate} ({LABEL[self.strength]})"


_FIGURE = re.compile(
    r"""
    (?P<cue>\b(?:up\ to|as\ (?:much|many|high|few)\ as|a\ maximum\ of)\s+)?
    (?P<other>\b(?:about|around|over|nearly|almost|roughly|some|at\ least|more\ than|less\ than|
        fewer\ than|under|approximately|below|above)\s+)?
    (?:
        (?P<fraction>\b(?:a|one|two|three)[\s-](?:third|quarter|half|fifth|tenth)s?\b|\bhalf\b)
      | (?P<number>[$£€]?\b\d+(?:,\d{3})*(?:\.\d+)?)
        (?:\s?(?P<large>thousand|million|billion|trillion|bn|m|k)\b)?(?!\w)
    )
    (?P<percent>\s?%|\s(?:percent|per\ cent)\b)?
    (?P<noun>(?:\s+[^\W\d_][\w-]*){0,4})
    """,
    re.X | re.I,
)
_MODAL = frozenset({"could", "may", "might"})
_YEAR = re.compile(r"(?:19|20)\d\d\b.?")
_LARGE = {"bn": "billion", "m": "million", "k": "thousand"}
_PARTS = {"third": 3, "quarter": 4, "half": 2, "fifth": 5, "tenth": 10}
_ONES = {"a": 1, "one": 1, "two": 2, "three": 3}


def figures(text: str) -> Iterator[tuple[int, int, Commitment]]:
    """Find the figures of a sentence, bounded from above or bare, with what they count.

    Args:
        text: the sentence.

    Yields:
        Start, end and value of each.

    Examples:
        >>> [str(value) for _, _, value in figures("It may cut noise by up to a third.")]
        ['figure:1/3 (a possibility)']
    """
    for found in _FIGURE.finditer(text):
        if found["other"] or (not found["cue"] and _YEAR.fullmatch(found.group().strip()[:5])):
            continue
        if found["fraction"]:
            words = re.split(r"[\s-]", found["fraction"].lower())
            ones = _ONES.get(words[0], 1)
            amount = f"{ones}/{_PARTS[words[-1].removesuffix('s')]}"
        else:
            amount = found["number"].replace(",", "")
            large = (found["large"] or "").lower()
            amount += f" {_LARGE.get(large, large)}" if large else ""
        stems = {stem(w) for w in found["noun"].lower().split() if w not in FUNCTION}
        near = re.findall(r"[^\W\d_]+", text[max(0, found.start() - 60) : found.start()].lower())
        near = near[-8:]
        amount += "%" if found["percent"] else ""
        end = found.start("noun")
        cue = (found["cue"] or "").strip()
        strength = POSSIBLE if cue or _MODAL & set(near) else FACT
        value = Commitment(
            f"figure:{amount}",
            strength,
            cue=cue,
            object=frozenset(stems),
            adjunct=frozenset(stem(w) for w in near if w not in FUNCTION),
        )
        yield found.start(), end, value
