"""The words of a sentence as `hedges` reads them: tokens, closed classes, and verb groups."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from claimcheck.stems import stem

CONSIDERED, HOPED, POSSIBLE, PLANNED, LIKELY, WILL, FACT = range(1, 8)

HARD = frozenset(
    """; : ( ) “ ” " — – . ! ? that which who whose while but because if unless whether when
    although though since until after before as than where whereas so""".split()
)
SOFT = frozenset(", and or".split())
UNASSERTED = frozenset("if unless whether".split())
PREPOSITIONS = frozenset(
    """in on at by for from with to into over under about against through during between within
    across near around above below amid despite toward towards upon via per without""".split()
)
FUNCTION = frozenset(
    """a an the this that these those his her its their our my your of and or but he she it they we
    you i who which what there here be is are was were been being do does did have has had
    not no n't 's also will would more most some any all each both than then so just very
    one new first him them us me as up off out least neither nor last next year month week
    day today yesterday tomorrow time mr mrs ms dr sir every many several few everyone everybody
    nearly almost hardly majority none nobody someone somebody anyone anybody myself yourself
    himself herself itself ourselves themselves down really actually quite well""".split()
) | PREPOSITIONS - {"above", "below"}
DATED = frozenset(
    """january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday spring summer autumn winter""".split()
)
DETERMINERS = frozenset(
    """a an the this these those his her its their our my your of in on at by for from with to
    no any some 's each every""".split()
)
NOBODY = frozenset("no neither none nobody".split())


_TOKEN = re.compile(
    r"""
    [^\W_]+(?=n['’]t\b)                 # do, wo, ca before n't
    | n['’]t\b
    | ['’](?:s|re|ve|ll|d|m)\b
    | [^\W_]+(?:[-.][^\W_]+)*           # words, also hyphened ones and 2.5
    | [^\w\s]
    """,
    re.X | re.I,
)


@dataclass(frozen=True, slots=True)
class Token:
    low: str
    start: int
    end: int
    capital: bool


def tokens_of(text: str) -> list[Token]:
    out = []
    for found in _TOKEN.finditer(text):
        raw = found.group()
        low = raw.lower().replace("’", "'")
        out.append(Token(low, found.start(), found.end(), raw[0].isupper()))
    return out


@dataclass(slots=True)
class Group:
    """A verb group: tokens ``start`` to ``end``, its head verb and what stands before that."""

    start: int
    end: int
    head: str = ""
    strength: int = FACT
    polarity: bool = True
    cue: list[str] = field(default_factory=list)
    passive: bool = False
    future: bool = False
    yet: bool = False
    asserted: bool = True
    form: str = ""
    own: int = 0  # where it starts without the verb that governs it
    often: int | None = None  # how often, on the scale of `qualifiers.SHARES`
    shown: tuple[int, int] | None = None  # the tokens to show, where they are more than it has
    patient: tuple[int, int] | None = None  # "expects *sales* to rise"

    def weaken(self, strength: int, cue: str) -> None:
        """Take a cue in; the weakest cue of a group is what it commits to."""
        if strength < FACT:
            self.strength = min(self.strength, strength)
            self.cue.append(cue)


def content(span: Sequence[Token]) -> tuple[frozenset[str], frozenset[str]]:
    """Content-word stems of a span, and its months, weekdays and years apart.

    A name of three words or more has its initials too; "the last" stands for a thing where no noun
    follows it.
    """
    words, dates = set(), set()
    initials = ""
    for n, token in enumerate(span):
        after = span[n + 1].low if n + 1 < len(span) else "of"
        if token.low in ("last", "first") and n and span[n - 1].low == "the" and after in FUNCTION:
            words.add(token.low)
        if token.capital and token.low[0].isalpha():
            initials += token.low[0]
        elif token.low not in ("and", "of", "for", "the"):
            initials = ""
        if len(initials) > 2:
            words.add(initials)
        if re.fullmatch(r"(?:19|20)\d\d", token.low) or (token.capital and token.low in DATED):
            dates.add(token.low)
        elif token.low[0].isalpha() and token.low not in FUNCTION and len(token.low) > 1:
            words.add(stem(token.low))
    return frozenset(words), frozenset(dates)


def names(tokens: list[Token]) -> frozenset[str]:
    """Stems with a capital inside a sentence; in a headline, where most have one, none."""
    words = [token for token in tokens if token.low[0].isalpha()]
    if sum(token.capital for token in words) * 2 >= len(words) + 2:
        return frozenset()
    return frozenset(stem(token.low) for token in tokens[1:] if token.capital)
