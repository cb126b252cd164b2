"""What sort of thing a name names: person, organisation, product, work, event or place.

Evidence is weighed, not decided by one cue: the shape of the name, the words before and after each
of its mentions, and the gazetteer. A tie is ``unknown``.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from claimcheck.kinds import cues, gazetteer
from claimcheck.kinds.given_names import GIVEN_NAMES
from claimcheck.kinds.lexicon import (
    ADJECTIVES,
    CIVIC,
    CREEDS,
    EVENT_HEADS,
    KNOWN_BODIES,
    LAWS,
    LEGAL,
    ORG_HEADS,
    ORG_OPENERS,
    ORG_OPENERS_ALONE,
    PAPERS,
    PLACE_HEADS,
    PLACE_OPENERS,
    ROLES,
    SHIPS,
    STORMS,
    SURNAME_HEADS,
    TEAMS,
    TITLES,
    TITLES_OF_WORKS,
)
from claimcheck.kinds.nationalities import homeland
from claimcheck.kinds.ordinary import plain

SORTS = ("place", "organisation", "person", "product", "event", "work", "law", "nationality")
_TITLE = re.compile(r"(?<![\w-])([\w-]+)(?:\.?|,) $")
# A firm can be "the owner of" something too, so these roles prove no person.
_FIRM_ROLES = frozenset({"owner", "partner", "leader", "player", "designer", "developer", "trader",
                         "host", "head", "secretary", "chair", "champion"})  # fmt: skip
_APPOSED = re.compile(
    r",\ (?:the|a|an|its|their|his|her|who\ is)?\ ?(?:[\w'’-]+\ ){0,5}?(?P<role>"
    + "|".join(sorted(map(re.escape, ROLES - _FIRM_ROLES), key=len, reverse=True))
    + r")\b",
    re.VERBOSE | re.IGNORECASE,
)
_HEADS = (
    (LAWS, "law"),
    (TEAMS - CIVIC, "organisation"),
    (ORG_HEADS | PAPERS, "organisation"),
    (PLACE_HEADS, "place"),
    (EVENT_HEADS, "event"),
)
_NO_GIVEN = ORG_HEADS - SURNAME_HEADS | EVENT_HEADS | CREEDS | ADJECTIVES
_INITIAL = re.compile(r"(?:[A-Z]\.)+|[A-Z]{1,2}")
_NAMED = re.compile(r"[“\"‘'(]?[^\W\d_][\w.'’-]*[”\"’')]?")
_LINKS = frozenset({"of", "for", "&", "and", "to", "from"})
# Words that name a place only with "of": City of Larkfield, but City Brewery.
_LINKED_ONLY = frozenset("city port county republic kingdom district borough province town".split())
# Stems of the international nonproprietary names of medicines (WHO), at the end of a long word.
_DRUG = re.compile(r"[a-z]{3,}(?:mab|nib|gliptin|statin|sartan|cillin|azole|ciclib|tide|vir)")
_MARK = re.compile(r"[“\"‘*_”’](?:The |A |An )?$")
_QUOTES = frozenset('“"‘*_”’')
_GOVERNMENT = re.compile(
    rf"\s(?:{cues.SAID}|agreed|denied|accused|imposed|refused|vowed|insists|hopes|wants|plans)\b"
)


def by_context(text: str, start: int, end: int) -> Counter[str]:
    """Weigh what stands around one mention.

    Args:
        text: the document.
        start: where the mention starts.
        end: where it ends.

    Returns:
        A weight for each sort that something speaks for.

    Examples:
        >>> by_context("The ferry left Marlow, the harbour town.", 15, 21)["person"]
        0
        >>> by_context("Sales in Harrowby rose.", 9, 17)["place"]
        2
    """
    before = text[max(0, start - 40) : start].rpartition("\n")[2]
    after = text[end : end + 70].partition("\n")[0]
    return Counter(_weigh(before, text[start:end], after))


@lru_cache(maxsize=4096)
def _weigh(before: str, written: str, after: str) -> Counter[str]:
    """The weights of what stands around a name, none of it beyond its line."""
    found: Counter[str] = Counter()
    for pattern, sort, weight in cues.AFTER:
        if pattern.match(after):
            found[sort] += weight
    for pattern, sort, weight in cues.BEFORE:
        if pattern.search(before):
            found[sort] += weight
    found.update(_placed(written, before, after))
    found.update(_person(written, before, after))
    if cues.PLURAL.match(after) and cues.CLAUSE.search(before):
        found["organisation"] += 2
    if cues.ARTICLE.search(before) and not found["person"]:
        found["person"] -= 2
    marked = _MARK.search(before) and after.lstrip(",.")[:1] in _QUOTES and after
    found["work"] += 3 * bool(marked and " " in written)
    return found


def by_shape(written: str) -> Counter[str]:
    """Weigh what the name itself shows.

    Args:
        written: the name as written.

    Returns:
        A weight for each sort that something speaks for.

    Examples:
        >>> by_shape("Larkfield Council")["organisation"], by_shape("Volt 2")["product"]
        (3, 2)
    """
    found: Counter[str] = Counter()
    if homeland(written):
        return Counter(nationality=5)
    words = re.findall(r"[^\s]+", written)
    lower = [word.strip(".,“”\"'‘’()").lower() for word in words]
    given = lower[0] in GIVEN_NAMES or _INITIAL.fullmatch(words[0])
    surname = given and len(words) < 4  # Ada Marsh is no marsh
    town = len(words) > 1 and gazetteer.prominence(written) > 50_000
    found["place"] += 3 * town
    headed = False
    if len(words) > 1:
        headed = _opened(lower, found) or (not (surname or town) and _headed(words, lower, found))
    _marked(written, lower, found)
    if gazetteer.is_area(written):
        found["place"] += 3
    elif len(words) > 1 and not headed and not town:
        if lower[-1].endswith("s") and not surname and gazetteer.prominence(words[0]) > 100_000:
            found["organisation"] += 2  # a team: a city and a plural
        elif not _LINKS & set(lower):
            found["person"] += _person_shape(words, lower)
    elif len(words) == 1:
        found["place"] += not given and gazetteer.prominence(written) > 1_000_000
        found["organisation"] += lower[0] in KNOWN_BODIES
        found["person"] += lower[0] in GIVEN_NAMES and gazetteer.prominence(written) < 100_000
    return found


def _opened(lower: list[str], found: Counter[str]) -> bool:
    """Weigh the first word of a name that says what the rest names: Storm, Lake, Bank of."""
    first, linked = lower[0], lower[1] in {"of", "for"}
    if first in STORMS:
        found["event"] += 4
    elif first in SHIPS:
        found["product"] += 4
    elif first in TITLES_OF_WORKS and len(lower) > 2:
        found["work"] += 2
    elif first in PLACE_OPENERS and (linked or first not in _LINKED_ONLY):
        found["place"] += 3
    elif linked and (first in ORG_OPENERS or first in ORG_HEADS):
        found["organisation"] += 3
    elif first in ORG_OPENERS_ALONE:
        found["organisation"] += 2
    else:
        return False
    return True


def _headed(words: list[str], lower: list[str], found: Counter[str]) -> bool:
    """Weigh the head noun of a name, its last word or, more weakly, one inside it."""
    last = lower[-1]
    shared = len(words) == 2 and last in SURNAME_HEADS
    for known, sort in _HEADS:
        if last in known:
            found[sort] += 1 if shared else 3
    if last in LEGAL:
        found["organisation"] += 4
    if last in LEGAL or any(last in known for known, _ in _HEADS):
        return not shared
    if len(words) > 2 and set(lower[:-1]) & ORG_HEADS:
        found["organisation"] += 2  # the head noun stands inside: King's College London
        return True
    return False


def _marked(written: str, lower: list[str], found: Counter[str]) -> None:
    """Weigh what is marked in the letters: an ampersand, a number, capitals, a colon."""
    joined = "&" in written or (" and " in written and lower[-1] in {"sons", "co", "daughters"})
    found["organisation"] += 3 * joined
    numbered = re.search(r"\d", written) and not re.search(r"\b(?:19|20)\d\d$", written)
    if numbered and re.search(r"[^\W\d_]", written) and not any(found.values()):
        found["product"] += 2
    if re.match(r"[a-z]+[A-Z]", written):
        found["product"] += 1
    if len(lower) == 1 and written.isupper() and written.isalpha() and 1 < len(written) < 6:
        found["organisation"] += 1
    if _DRUG.fullmatch(written.lower()):
        found["product"] += 2
    if ":" in written:
        found["event"] += 2


def _person_shape(words: list[str], lower: list[str]) -> int:
    """How much some capitalised words look like a given name and a surname."""
    if len(words) > 5 or not all(_NAMED.fullmatch(word) for word in words):
        return 0
    initials = [word for word in words[:-1] if _INITIAL.fullmatch(word)]
    if lower[0] in GIVEN_NAMES or initials:
        return 3 + bool(initials[1:])
    shouted = {text.isupper() for text in words}
    known = any(word in _NO_GIVEN or plain(word) for word in lower[:-1]) or plain(lower[-1])
    return int(len(shouted) == 1 and not known)


def speaks(text: str, start: int, end: int) -> bool:
    """Tell whether a place stands for its government: "Washington said".

    Args:
        text: the document.
        start: where the mention starts.
        end: where it ends.

    Returns:
        Whether it is followed by a verb of saying and led by no preposition.

    Examples:
        >>> speaks("Paris said no.", 0, 5), speaks("The man from Paris said no.", 13, 18)
        (True, False)
    """
    before = text[max(0, start - 40) : start]
    led = cues.LOCATIVE.search(before) or cues.LOOSE.search(before)
    return bool(_GOVERNMENT.match(text, end)) and not led


def _placed(written: str, before: str, after: str) -> Counter[str]:
    """What prepositions, a dateline or a site's noun show of a place."""
    found: Counter[str] = Counter()
    known = gazetteer.is_area(written)
    plain = not re.search(r"\d", written)
    locative = cues.LOCATIVE.search(before)
    lead = (locative["lead"] or "").lower() if locative else ""
    owned = after[:1] in {"'", "’"} and not known
    if locative and plain and not owned and not cues.NOT_LOCAL.fullmatch(lead):
        found["place"] += 3 if known or gazetteer.prominence(written) else 2
    elif cues.LOOSE.search(before) and (known or gazetteer.prominence(written) > 300_000):
        found["place"] += 1
    if cues.SITE.match(after) and cues.AT_SITE.search(before):
        found["place"] += 2
    if not before.strip() and (written.isupper() or gazetteer.prominence(written)):
        found["place"] += 4 * bool(cues.DATELINE.match(after))
    return found


def _person(written: str, before: str, after: str) -> Counter[str]:
    """What a title or role beside the name shows of a person."""
    found: Counter[str] = Counter()
    if led := _TITLE.search(before):
        word = led[1].lower()
        comma = before.endswith(", ")
        if word in TITLES and not comma:
            found["person"] += 4 if led[1][0].isupper() else 3
        elif word in ROLES and (not comma or after[:1] == ","):
            found["person"] += 2
    if _APPOSED.match(after):
        found["person"] += 3
    return found
