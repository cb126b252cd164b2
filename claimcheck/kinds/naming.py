"""What a name is, and how two names stand to each other.

An acronym stands for the initials of a full name (Schwartz and Hearst, 2003, without their length
limits); a number that is part of a name is a version and counts. Persons are compared in
`persons`, places in `places`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from claimcheck.kinds import gazetteer, places
from claimcheck.kinds.lexicon import LEGAL, TITLES, VARIANTS
from claimcheck.kinds.nationalities import homeland
from claimcheck.kinds.ordinary import plain
from claimcheck.kinds.persons import PARTICLES, misspelt, person
from claimcheck.records import Level


@dataclass(frozen=True, slots=True)
class Name:
    """An entity as one document names it.

    ``sort`` is person, organisation, product, place, work, event, law, nationality or unknown.
    ``forms`` are all normalised forms that the document uses for it; ``within`` is what the
    document writes a place to be in ("Maine" of "Portland, Maine"); ``maybe`` are the sorts that
    speak for an unknown one.
    """

    canonical: str
    sort: str
    forms: frozenset[str]
    within: str = ""
    maybe: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"{self.canonical}, {self.within}" if self.within else self.canonical


_SMALL = frozenset({"of", "the", "for", "and", "in", "on", "at", "a", "an", "to", "s"}) | PARTICLES
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
# What a name of which nothing is shown is taken for: people and places are shown to be such.
_THINGS = frozenset({"product", "organisation"})
_ENACTED = frozenset({"act", "bill", "law"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_AMERICAN = (  # British endings and words, as the spelling lists of the two press style books
    (re.compile(r"(?<=[a-z]{2})our(?=s|$|ed$|ing$)"), "or"),
    (re.compile(r"(?<=[a-z]{2})tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=[a-z])is(?=ations?$|ed$|ing$|e$)"), "iz"),
    (re.compile(r"(?<=[a-z])ence(?=$)"), "ense"),
    (re.compile(r"(?<=program)me(?=s?$)"), ""),
    (re.compile(r"(?<=gr)e(?=y$)"), "a"),
    (re.compile(r"ae(?=[a-z]{3})"), "e"),
)


@lru_cache(maxsize=16384)
def normalise(text: str) -> str:
    """Bring a name to the form in which two spellings of it meet.

    Args:
        text: the name as written.

    Returns:
        Lower-case words without diacritics, possessive, leading "the" and legal form.

    Examples:
        >>> normalise("The Larkfield Tool Co., Inc."), normalise("Benoît’s"), normalise("U.S.")
        ('larkfield tool', 'benoit', 'us')
        >>> normalise("GPT-4.5"), normalise("Marsh & Dale")
        ('gpt 4.5', 'marsh and dale')
    """
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("&", " and ")
    plain = re.sub(r"'s?(?!\w)", "", plain).replace("'", "")
    plain = re.sub(r"\b([^\W\d_])\.(?=[^\W\d_]\b)", r"\1", plain)  # U.S. is one word
    words = re.findall(r"[^\W_]+(?:\.\d+)?\+*", plain)
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    while len(words) > 1 and words[-1] in LEGAL:
        words.pop()
    return " ".join(words)


@lru_cache(maxsize=16384)
def squash(form: str) -> str:
    """Drop what spacing and numerals vary in a normalised form: "trainium 2" is "trainium2"."""
    return "".join(_ROMAN.get(word, word) for word in form.split())


def same(a: str, b: str) -> bool:
    """Tell whether two plain names (speakers, events, outlets) mean the same.

    Args:
        a: a name as a case's card or a text has it; words that only describe it may stand with it.
        b: another.

    Returns:
        True for persons that agree in surname and given names or initials, for an acronym and its
        full name, and where the content words of one are all in the other. Different years or
        versions are never the same.

    Examples:
        >>> same("Dr B. Arlen", "Benoît Arlen"), same("John Marsh", "Jane Marsh")
        (True, False)
        >>> same("Granite Conf", "AWC Granite Conf 2024"), same("Conf 2023", "Conf 2024")
        (True, False)
    """
    ours, theirs = normalise(a), normalise(b)
    if not ours or not theirs:
        return False
    if squash(ours) == squash(theirs):
        return True
    if _other_version(ours, theirs, free_years=True):
        return False
    if acronym(ours, theirs) or person(ours, theirs)[0] in (Level.AGREES, Level.CLOSE):
        return True
    first, second = (frozenset(_american(form).split()) - _SMALL for form in (ours, theirs))
    first, second = first - TITLES or first, second - TITLES or second
    return bool(first and second) and (first <= second or second <= first)


def acronym(a: str, b: str) -> bool:
    """Whether one normalised form is the initials of the other, small words counted or not."""
    short, full = sorted((a, b), key=lambda form: len(form.split()))
    return " " not in short and 2 <= len(short) <= 8 and short in initials(full)


def initials(form: str) -> tuple[str, ...]:
    """The initials of a normalised name of several words, with and without its small words."""
    words = form.split()
    if len(words) < 2:
        return ()
    content = "".join(word[0] for word in words if word not in _SMALL)
    return "".join(word[0] for word in words), content


def compare(a: Name, b: Name, ours: str, theirs: str) -> tuple[Level, str]:
    """Judge two names of two documents as if they filled one slot.

    Args:
        a: the claim's name.
        b: the evidence's.
        ours: the claim's words as written.
        theirs: the evidence's.

    Returns:
        The level and a short clause, as `names.judge` gives them.
    """
    if a.sort == b.sort == "place":
        spelled = [_american(normalise(words)) for words in (ours, theirs)]
        if spelled[0] == spelled[1] and normalise(ours) != normalise(theirs):
            return Level.CLOSE, "a variant of spelling"
        return places.relate(_placed(a, ours), _placed(b, theirs))
    mine, other = normalise(ours), normalise(theirs)
    if squash(mine) == squash(other):
        return Level.AGREES, ""
    if "nationality" in (a.sort, b.sort):
        return _with_people(a, b, ours, theirs)
    if "person" in (a.sort, b.sort):
        return _with_person(a, b, ours, theirs)
    if _other_version(mine, other) or _other_variant(mine, other):
        return Level.CONFLICTS, f"{ours} is not {theirs}"
    if same_entity(a, b):
        return Level.CLOSE, f"{ours} is {theirs}"
    told = _alike(normalise(a.canonical), normalise(b.canonical)) or _alike(mine, other)
    if told:
        return Level.CLOSE, told.format(ours, theirs)
    if (
        a.sort == b.sort == "organisation"
        and gazetteer.readings(ours)
        and gazetteer.readings(theirs)
    ):
        level, why = places.relate(ours, theirs)  # governments by their countries and capitals
        return level, why
    if not _comparable(a, b):
        return Level.ABSENT, ""
    level, why = _spelled(mine, other)
    return (level, why) if why else (Level.CONFLICTS, f"{ours} is not {theirs}")


def _with_people(a: Name, b: Name, ours: str, theirs: str) -> tuple[Level, str]:
    """Compare where at least one is a nationality: by its country, with another or with a place."""
    lands = [homeland(name.canonical) or written for name, written in ((a, ours), (b, theirs))]
    if a.sort != b.sort and not all(gazetteer.is_area(land) for land in lands):
        return Level.ABSENT, ""
    level, _ = places.relate(lands[0], lands[1])
    if level is Level.AGREES:
        return Level.CLOSE, f"{ours} and {theirs} are of one country"
    if level is Level.CONFLICTS and a.sort != b.sort:
        return Level.ABSENT, ""  # a firm's nationality is not the place of its work
    told = {Level.CLOSE: "{} is part of {}, or the reverse", Level.CONFLICTS: "{} is not {}"}
    return level, told.get(level, "{} and {} may be of one country").format(ours, theirs)


def _spelled(mine: str, other: str) -> tuple[Level, str]:
    """Whether two names that differ in one word may be one, spelled in two ways."""
    ours, theirs = mine.split(), other.split()
    if len(ours) != len(theirs):
        return Level.CONFLICTS, ""
    differ = [(x, y) for x, y in zip(ours, theirs, strict=True) if x != y]
    if len(differ) != 1 or not all(word.isalpha() for word in differ[0]):
        return Level.CONFLICTS, ""
    # Two words that each mean something are two words, and not one that was misheard.
    if all(plain(word) or gazetteer.prominence(word) > 50_000 for word in differ[0]):
        return Level.CONFLICTS, ""
    return misspelt(*differ[0], "the name")


def same_entity(a: Name, b: Name) -> bool:
    """Whether the forms that two documents use for two entities meet."""
    return bool({squash(form) for form in a.forms} & {squash(form) for form in b.forms})


def _with_person(a: Name, b: Name, ours: str, theirs: str) -> tuple[Level, str]:
    """Compare where at least one is a person: a surname shared with a firm or town is nothing."""
    mine, other = normalise(a.canonical), normalise(b.canonical)
    if a.sort != b.sort and "unknown" not in (a.sort, b.sort):
        return Level.ABSENT, ""
    level, why = person(mine, other)
    if level in (Level.CONFLICTS, Level.UNCLEAR):
        if not (_lettered(mine) and _lettered(other) and _comparable(a, b)):
            return Level.ABSENT, ""
        return level, why or f"{ours} is not {theirs}"
    if level is Level.AGREES:
        return Level.CLOSE, f"{ours} is {theirs}"
    return level, why


def _comparable(a: Name, b: Name) -> bool:
    """Whether two names could be of one sort, so that one may stand in the other's place."""
    if a.sort == b.sort:
        if a.sort != "unknown" or (a.maybe and b.maybe):
            return a.sort != "unknown" or bool(a.maybe & b.maybe)
        return (" " in a.canonical) == (" " in b.canonical)  # nothing but the shape is known
    if "unknown" not in (a.sort, b.sort):
        return False
    unknown, known = (a, b) if a.sort == "unknown" else (b, a)
    if known.sort == "place" and not unknown.maybe:  # a town that the gazetteer lacks
        return (" " in unknown.canonical) == (" " in known.canonical)
    return known.sort in (unknown.maybe or _THINGS)


def _placed(name: Name, written: str) -> str:
    """A place's words with what the document elsewhere says it is in."""
    return written if "," in written or not name.within else f"{written}, {name.within}"


def _alike(mine: str, other: str) -> str:
    """Why two normalised names may mean one thing, as a template of both, or ""."""
    if acronym(mine, other):
        return "{} and {} are an acronym and its name"
    ours, theirs = _american(mine).split(), _american(other).split()
    if ours == theirs or squash(" ".join(ours)) == squash(" ".join(theirs)):
        return "a variant of spelling"
    if ours[:-1] == theirs[:-1] and {ours[-1], theirs[-1]} <= _ENACTED:
        return "a bill and its act"
    first, second = frozenset(ours) - _SMALL, frozenset(theirs) - _SMALL
    if first == second:
        return "the same words in another order"
    if first and second and (first < second or second < first):
        return "{} and {} share a name"
    return ""


def _other_version(mine: str, other: str, free_years: bool = False) -> bool:
    """Whether a word of both names carries another number: "trainium 2" and "trainium"."""
    ours, theirs = _versions(mine), _versions(other)
    for stem in ours.keys() & theirs.keys():
        a, b = ours[stem], theirs[stem]
        year = (not a or not b) and _YEAR.fullmatch(a or b)
        if a != b and not year and not (free_years and not (a and b)):
            return True
    years = _YEAR.findall(mine), _YEAR.findall(other)
    return bool(years[0] and years[1] and years[0] != years[1])


def _versions(form: str) -> dict[str, str]:
    """Each word of a normalised name with the number that belongs to it, if any."""
    found: dict[str, str] = {}
    last = ""
    for word in form.split():
        word = _ROMAN.get(word, word)
        parts = re.fullmatch(r"([^\d]*)(\d[\d.]*)?([^\d]*).*", word)
        stem, number, tail = parts.groups() if parts else (word, None, "")
        if not stem and last and not found[last]:
            found[last] = f"{number or ''}{tail or ''}"
            continue
        last = stem or word
        found[last] = f"{number or ''}{tail or ''}"
    return found


def _other_variant(mine: str, other: str) -> bool:
    """Whether one name only adds a model's variant to the other: "phone 9" and "phone 9 pro"."""
    first, second = set(mine.split()), set(other.split())
    return bool(first & second) and bool((first ^ second) & VARIANTS)


@lru_cache(maxsize=16384)
def _american(form: str) -> str:
    """A normalised form with British spellings turned American."""
    words = form.split()
    for pattern, ending in _AMERICAN:
        words = [pattern.sub(ending, word) for word in words]
    return " ".join(words)


def _lettered(form: str) -> bool:
    return form.replace(" ", "").isalpha()
