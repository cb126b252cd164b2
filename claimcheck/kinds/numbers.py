"""Numbers: found with unit, bound and the noun that they count.

Numerals, fractions and the words that bound them are those of Quirk et al., *A Comprehensive
Grammar of the English Language* (1985), the sections on numerals; units are Pint's, currencies
ISO 4217's; rounding is ISO 80000-1's (annex B), of converted figures as in NIST SP 811 (B.7).
"""

from __future__ import annotations

import re
from dataclasses import replace

from claimcheck.kinds import number_judge
from claimcheck.kinds.number_bounds import bounded, changes, joined
from claimcheck.kinds.number_figures import figures
from claimcheck.kinds.number_labels import blank
from claimcheck.kinds.number_nouns import kin
from claimcheck.kinds.number_phrases import Atom, phrases
from claimcheck.records import Fact, Level, Sentence, Source

# How many times as large one of two figures for one thing may be, unless only its magnitude is
# wrong: less where the noun that one of them counts is not said.
_FAR_APART, _FAR_UNSAID = 100, 10
# What a sentence without digits must have for there to be a number in it.
_NUMERAL = re.compile(
    r"[\d½¼¾⅓⅔]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twel|thir|fif|twen|for"
    r"|eigh|nine|hundred|thousand|[mbtr]+illion|dozen|score|tens|zero|no|nought|once|twice|thrice|half"
    r"|halv|quarter|doubl|tripl|trebl|quadr|quint|second|factor|couple|aged)",
    re.I,
)
# "Ada Marsh, 42," and "who is 42"
_AGED = re.compile(r"(?:[A-Z][\w.'’-]*,|\b(?:who|s?he)\s(?:is|was))\s$")
_NEAR = 60  # characters before a figure that may say that it is an age
_TURNED = re.compile(r"\bturn(?:s|ed|ing)\s$")


def find(sentence: Sentence, source: Source) -> list[Fact]:
    """Find the quantities in a sentence; years, dates, durations, names and labels are none.

    Args:
        sentence: a sentence of the source.
        source: the source.

    Returns:
        Facts of kind ``number`` in order, whose value is a `Quantity`. The text has the figure
        with its unit and the words that bound it, not the noun counted.

    Examples:
        >>> text = "Nearly nine thousand people paid $2.5bn in 2019, up 40%."
        >>> source = Source("s", "report", "", text)
        >>> for fact in find(Sentence("s:0", "s", 0, len(text), text), source):
        ...     print(fact.text, "=", fact.value)
        Nearly nine thousand = nearly 9,000
        $2.5bn = $2.5 billion
        40% = 40%
    """
    if not _NUMERAL.search(sentence.text):
        return []
    text = blank(sentence.text)
    atoms = joined(text, _apart(text, phrases(text) + figures(text)))
    atoms = [_aged(text, bounded(text, atom)) for atom in atoms]
    return [
        Fact(sentence.id, "number", sentence.text[s:e], value, sentence.start + s,
             sentence.start + e)
        for s, e, value in changes(text, _apart(text, atoms))
    ]  # fmt: skip


def judge(claim: Fact, evidence: Fact) -> tuple[Level, str]:
    """Tell how a number of the article stands to a number of a source, if both count one thing.

    Args:
        claim: a fact of the article whose value is a `Quantity`.
        evidence: a fact of the source.

    Returns:
        The level, and why in a short clause ("" where nothing needs saying). Rounding and bounds
        that are met make ``close``; figures of other sorts, or that count other things, ``absent``.

    Examples:
        >>> def fact(text):
        ...     source = Source("s", "report", "", text)
        ...     return find(Sentence("s:0", "s", 0, len(text), text), source)[0]
        >>> for words in ("7 million users", "eight thousand users", "8,730 users"):
        ...     level, why = judge(fact("nearly nine thousand users"), fact(words))
        ...     print(level, "-", why)
        conflicts - 7 million is not nearly 9,000
        conflicts - 8,000 is not nearly 9,000
        close - 8,730 rounds to 9,000
    """
    return number_judge.judge(claim.value, evidence.value)


def alike(claim: Fact, evidence: Fact) -> bool:
    """Tell whether two quantities may fill one slot, by what they are alone.

    Args:
        claim: a quantity of the article.
        evidence: a quantity of a source.

    Returns:
        False for other sorts, dimensions or currencies, other nouns counted, a change against a
        value, and for amounts that lie far apart without the same digits.

    Examples:
        >>> def fact(text):
        ...     source = Source("s", "report", "", text)
        ...     return find(Sentence("s:0", "s", 0, len(text), text), source)[0]
        >>> alike(fact("12 homes"), fact("40 houses")), alike(fact("12 homes"), fact("40 buses"))
        (True, False)
    """
    mine, other = claim.value, evidence.value
    small, large = sorted((abs(mine.amount), abs(other.amount)))
    counts = mine.sort == other.sort == "count"
    unsaid = counts and bool(mine.counted) != bool(other.counted)
    if (
        large > (_FAR_UNSAID if unsaid else _FAR_APART) * small
        and f"{small:e}"[:3] != f"{large:e}"[:3]
    ):
        return False
    if mine.sort != other.sort or mine.dimension != other.dimension and mine.sort == "measure":
        return {mine.sort, other.sort} == {"percent", "points"}
    if mine.counted and other.counted and not kin(mine.counted, other.counted):
        return False
    return (mine.change == "to") == (other.change == "to") or not (mine.change and other.change)


def _aged(text: str, atom: Atom) -> Atom:
    """Take a bare figure for an age where it stands behind a name."""
    start, end, value = atom
    bare = value.sort == "count" and not value.counted and not value.per and not value.comparator
    if not (bare and value.exact and 5 <= value.amount < 110):
        return atom
    near = max(0, start - _NEAR)
    stands_apart = text[end : end + 1] in (",", ".", ")", "")
    if _TURNED.search(text, near, start) or (stands_apart and _AGED.search(text, near, start)):
        return start, end, replace(value, sort="age", unit="year")
    return atom


def _apart(text: str, atoms: list[Atom]) -> list[Atom]:
    """Of overlapping matches the longest."""
    kept: list[Atom] = []
    taken = bytearray(len(text))
    for atom in sorted(atoms, key=lambda a: (a[0] - a[1], a[0])):
        if not any(taken[atom[0] : atom[1]]):
            kept.append(atom)
            taken[atom[0] : atom[1]] = b"\1" * (atom[1] - atom[0])
    return sorted(kept, key=lambda a: a[0])
