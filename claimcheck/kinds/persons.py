"""How two persons' names stand to each other.

Names are split as in nameparser's convention: titles, given names, particles, surname. Automatic
captions write names by ear, so that two spellings that sound alike are never called two people.
"""

from __future__ import annotations

import re
from functools import lru_cache

from claimcheck.kinds.given_names import GIVEN_NAMES, NICKNAMES
from claimcheck.kinds.lexicon import TITLES
from claimcheck.records import Level

PARTICLES = frozenset({"de", "la", "du", "van", "von", "der", "den", "di", "da", "dos", "del",
                       "della", "bin", "ibn", "al", "el", "ter", "le", "st", "af"})  # fmt: skip
_SUFFIXES = frozenset({"jr", "sr", "phd", "obe", "mbe", "cbe", "kc", "qc", "mp"})
_FEMININE = frozenset({"a", "e", "ia", "ina", "ine", "ette", "elle"})  # Paul is not Paula
# Spellings of one sound, in the manner of Philips' Metaphone but for any language's names.
_SOUNDS = (
    (re.compile(r"sch|sh|sz|cz|ch|tch|ś|š"), "s"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"th"), "t"),
    (re.compile(r"ck|q|c(?![eiy])"), "k"),
    (re.compile(r"[zcx]"), "s"),
    (re.compile(r"w"), "v"),
    (re.compile(r"(?<=.)[aeiouyh]"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)


def person(a: str, b: str) -> tuple[Level, str]:
    """Compare two persons' normalised names by surname, given names, initials and nicknames.

    Args:
        a: the normalised name of a person, titles and all.
        b: another.

    Returns:
        ``agrees``, ``close`` (surname alone, initials, a nickname, one letter), ``unclear`` (a
        spelling by ear) or ``conflicts``.

    Examples:
        >>> [person("ada marsh", b)[0].value for b in ("ms marsh", "a marsh", "ida marsh")]
        ['close', 'close', 'conflicts']
        >>> [person("fiona mcdonald", b)[0].value for b in ("fiona macdonald", "fiona marsh")]
        ['close', 'conflicts']
    """
    ours, theirs = _parts(a), _parts(b)
    if ours == theirs:
        return Level.AGREES, ""
    short, full = sorted((ours, theirs), key=lambda parts: (len(parts), parts))
    if len(short) == 1:
        return _alone(short[0], full)
    if short[-1] == full[-1]:
        if _given(short, full):
            return Level.CLOSE, "the given name is written otherwise"
    elif set(short) <= set(full):
        return Level.CLOSE, "part of the name"
    elif _given(short, full):
        return misspelt(short[-1], full[-1], "the surname")
    return Level.CONFLICTS, ""


def _alone(name: str, full: tuple[str, ...]) -> tuple[Level, str]:
    """Compare one name, mostly a surname, with a fuller one."""
    if name == full[-1]:
        return Level.CLOSE, "the surname alone"
    if len(full) > 1 and name in full:
        return Level.CLOSE, "part of the name"
    return misspelt(name, full[-1], "the surname")


def misspelt(a: str, b: str, what: str) -> tuple[Level, str]:
    """Tell whether two words may be one word spelled in two ways.

    Args:
        a: a normalised word.
        b: another.
        what: what the words are, for the reason.

    Returns:
        ``close`` where they differ by one letter (Levenshtein), ``unclear`` where by two of them or
        where they sound alike, else ``conflicts``; with the reason.

    Examples:
        >>> [misspelt("dupin", b, "it")[0].value for b in ("dupan", "dupont", "marsh")]
        ['close', 'conflicts', 'conflicts']
    """
    if _mac(a) == _mac(b):
        return Level.CLOSE, f"{what} is a variant of spelling"
    shorter = min(len(a), len(b))
    if shorter >= 5 and one_letter(a, b):
        return Level.CLOSE, f"{what} differs by one letter"
    heard = shorter >= 5 and len(sound(a)) >= 3 and sound(a) == sound(b)
    if heard or (shorter >= 6 and a[0] == b[0] and two_letters(a, b)):
        return Level.UNCLEAR, f"{what} may be the same one, spelled by ear"
    return Level.CONFLICTS, ""


def one_letter(a: str, b: str) -> bool:
    """Whether two words differ by one letter added, lost or changed (Levenshtein 1)."""
    shorter = min(len(a), len(b))
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    start = next((i for i in range(shorter) if a[i] != b[i]), shorter)
    return a[start + (len(a) >= len(b)) :] == b[start + (len(b) >= len(a)) :]


def two_letters(a: str, b: str) -> bool:
    """Whether two words differ by two letters at most (Levenshtein)."""
    if abs(len(a) - len(b)) > 2:
        return False
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(a, b, score_cutoff=2) <= 2


@lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """The consonants by which a name is heard."""
    for pattern, letter in _SOUNDS:
        word = pattern.sub(letter, word)
    return word


def _mac(word: str) -> str:
    return re.sub(r"^ma?c(?=[a-z]{4})", "mc", word)


def _parts(form: str) -> tuple[str, ...]:
    """A person's names without titles, particles and letters after the name."""
    words = [word for word in form.split() if word not in TITLES | _SUFFIXES]
    kept = [word for word in words if word not in PARTICLES]
    return tuple(kept or words or form.split())


def _given(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether two given names can be one: an initial, a short form, a nickname, a misspelling."""
    a, b = sorted((ours[0], theirs[0]), key=lambda word: (len(word), word))
    if a[0] == b[0] and len(a) == 1:
        return True
    if any(a == "".join(word[0] for word in names[:-1]) for names in (ours, theirs)):
        return True  # JK for Jane Katherine
    long = NICKNAMES.get(b, b)
    short = len(a) >= 3 and b.startswith(a) and b[len(a) :] not in _FEMININE
    known = NICKNAMES.get(a, a) in (b, long)
    if a == b or short or known:
        return True
    alike = one_letter(a, b) or (len(a) >= 6 and two_letters(a, b)) or sound(a) == sound(b)
    both = a in GIVEN_NAMES and b in GIVEN_NAMES and not (len(a) >= 6 and sound(a) == sound(b))
    return len(a) >= 5 and a[0] == b[0] and alike and not both and not b.startswith(a)
