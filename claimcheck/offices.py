"""Offices in place of names: "the mayor said", and who a document says is the mayor.

An office is held against another by its words: "the mayor" may be "the mayor of Sund", "the deputy
mayor" may not. The forms are the appositions of news (Quirk et al. 1985, A Comprehensive Grammar
of the English Language, 17.65-93): "Ada Marsh, the mayor," "the mayor, Ada Marsh," "Mayor Marsh".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .alignment import FUNCTION_WORDS, stem

# Heads that one person holds at a time. "Witness", "official", "engineer" may be anybody.
_HEAD = (
    "mayor|leader|minister|secretary|executive|chairman|chairwoman|chair|president|director|head|"
    "manager|coach|captain|governor|commissioner|chancellor|premier|principal|headteacher|rector|"
    "treasurer|prosecutor|coroner|speaker|convener|master|superintendent|sheriff|bishop|conductor|"
    r"curator|editor|founder|owner|ceo|cfo|coo|cto|chief\s\w+\sofficer"
)
# Words that make another office of the one behind them.
_OTHER = frozenset(
    map(stem, "deputy vice assistant associate former ex acting shadow interim junior".split())
)
_SEVERAL = frozenset(map(stem, "joint co new incoming next outgoing one founder owner".split()))
_SHORT = {
    "ceo": "chief executive",
    "cfo": "chief financial officer",
    "coo": "chief operating officer",
    "cto": "chief technology officer",
}
_NAME = r"[A-Z][\w'’-]{1,40}(?:\s(?:[A-Z]\.|[A-Z][\w'’-]+)){1,3}"
_OF = r"(?:\s(?:of|for|at)\s(?:the\s|its\s)?[\w&'’-]+(?:\s[A-Z][\w&'’-]+){0,3})?"
OFFICE = rf"(?:[\w&'’-]+\s){{0,4}}?(?:{_HEAD})(?:\s(?i:officer))?\b{_OF}"
_OPENS = r"(?:[Tt]he\s|[Ii]ts\s|[Oo]ur\s|[Aa]\s)"
_AFTER_NAME = re.compile(
    rf"(?P<name>{_NAME}),\s(?:who\sis\s)?{_OPENS}?"
    rf"(?P<office>(?i:{OFFICE}))(?=[,.;)]|\s(?:who|said))"
)
_BEFORE_NAME = re.compile(
    rf"(?:{_OPENS}|\b(?=[A-Z][\w&]{{1,40}}+['’]s?\s))(?P<office>{OFFICE}),\s(?P<name>{_NAME})(?=[,.;])"
)
_TITLE = re.compile(
    rf"(?<![\w-])(?P<office>(?:[A-Za-z-]+\s){{0,2}}?(?i:{_HEAD}))\s(?P<name>{_NAME})"
)

# Whose office it is: "[Kestrel's] chief executive", "the mayor [of Sund]".
_WHOSE = re.compile(r"^.*['’]s?\s|\s(?:of|for|at)\s(?:the\s)?[A-Z].*")

Words = frozenset[str]


def words(office: str) -> Words:
    """Reduce an office to the stems of its words.

    Args:
        office: as written, such as "the chief executive of Kestrel Foods".

    Returns:
        The stems, without articles and prepositions, with short forms written out.

    Examples:
        >>> sorted(words("Kestrel's CEO")) == sorted(words("the chief executive of Kestrel"))
        True
    """
    plain = (re.sub(r"['’]s?$", "", w.lower()) for w in re.findall(r"[\w&'’]+", office))
    full = " ".join(_SHORT.get(w, w) for w in plain).replace("executive officer", "executive")
    return frozenset(stem(w) for w in full.split() if w not in FUNCTION_WORDS and len(w) > 1)


def fits(stated: str, held: Words) -> bool:
    """Tell whether an office may be meant by the words for it.

    Args:
        stated: the words in question.
        held: the words of an office that somebody is said to hold.

    Returns:
        Whether the first are among the second, which add nothing that makes another office of it.
        Of whom it is an office need not be said in both.

    Examples:
        >>> sund = words("mayor of Sund")
        >>> [fits(office, sund) for office in ("the mayor", "Sund's mayor", "Tarn's mayor")]
        [True, True, False]
        >>> fits("the mayor", words("deputy mayor of Sund"))
        False
        >>> fits("Kestrel's chief executive", words("chief executive"))
        True
    """
    full, bare = words(stated), words(_WHOSE.sub("", stated))
    return bool(full) and (bare == held or (full <= held and not (held - full) & _OTHER))


@dataclass(frozen=True, slots=True)
class Holder:
    """Who a document says holds an office, and where the name stands.

    ``sole`` tells that the words are of one office of one house, now held.
    """

    name: str
    office: Words
    start: int
    sole: bool


@lru_cache(maxsize=256)
def holders(text: str) -> tuple[Holder, ...]:
    """List who holds which office, as a document tells it.

    Args:
        text: the document.

    Returns:
        Full names and the words of their offices.

    Examples:
        >>> [h.name for h in holders("Ada Marsh, the mayor of Sund, met coach Tom Hale.")]
        ['Ada Marsh', 'Tom Hale']
    """
    return tuple(
        Holder(m["name"], words(m["office"]), m.start("name"), _sole(m, text))
        for pattern in (_AFTER_NAME, _BEFORE_NAME, _TITLE)
        for m in pattern.finditer(text)
    )


def _sole(match: re.Match[str], text: str) -> bool:
    """Tell whether an apposition is of one office of a named house, with nothing to qualify it."""
    office = match["office"]
    the = re.search(r"\b[Tt]he\s$|\bits\s$", text[: match.start("office")][-5:])
    whose = match.re is not _TITLE and _WHOSE.search(office) and re.search(r"[A-Z]", office)
    single = the or re.search(r"['’]s?\s", office)
    return bool(whose and single and not words(office) & (_OTHER | _SEVERAL))
