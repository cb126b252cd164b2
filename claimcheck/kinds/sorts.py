"""What sort of thing a name names: person, organisation, product, work, event or place.

Evidence is weighed, not decided by one cue: the shape of the name, the words before and after each
of its mentions, and the gazetteer. A tie is ``unknown``.
"""

from __future__ import annotations

import re
from collections import Counter

from claimcheck.kinds import gazetteer
from claimcheck.kinds.lexicon import (
    DEMONYMS,
    EVENT_HEADS,
    FUNCTION,
    GIVEN_NAMES,
    LEGAL,
    ORDINARY,
    ORG_HEADS,
    ORG_OPENERS,
    PLACE_HEADS,
    ROLES,
    SURNAME_HEADS,
    TITLES,
    TITLES_OF_WORKS,
)

SORTS = ("place", "organisation", "person", "product", "event", "work")
_SAID = r"(?:said|says|told|tells|added|adds|argued|warned|insisted|replied|explained|noted|wrote)"
_AFTER = (  # what follows a name, and what it shows
    (re.compile(r",?\ who\b|,\ whose\b|,?\ (?:aged\ )?\d\d,", re.VERBOSE), "person", 3),
    (re.compile(rf"\s{_SAID}\b"), "person", 1),
    (re.compile(rf"\s{_SAID}\b"), "organisation", 1),
    (
        re.compile(
            r"""\ (?:announced|acquired|bought|launched|unveiled|reported|employs|makes|sells|builds
              |supplies|shares|stock|employees|staff|workers|executives?|officials|customers
              |spokes\w+|CEO|chief|boss|headquarters|uses|runs|owns|hired|posted)\b
              |['’]s\ (?:chief|CEO|board|shares|revenue|profits?|headquarters|staff|customers|chair
              |founder|director|president|spokes\w+|earnings|senior|head)\b""",
            re.VERBOSE,
        ),
        "organisation",
        2,
    ),
    (
        re.compile(
            r"""['’]?s?\ (?:chips?|processors?|phones?|smartphones?|apps?|models?|aircraft|jets?
              |planes?|drug|drugs|vaccines?|software|platform|service|series|tablets?|inhaler
              |console|browser|cars?|vans?|instances|rockets?|engines?|turbines?|batter\w+)\b""",
            re.VERBOSE,
        ),
        "product",
        3,
    ),
    (re.compile(r"[^\w\n]{0,3}\ (?:conference|summit|festival|keynote|fair|awards)\b"), "event", 2),
)
_BEFORE = (  # what leads to a name, and what it shows
    (
        re.compile(
            r"""\b(?:company|firm|start-?up|maker|giant|retailer|airline|charity|regulator|club
              |broadcaster|newspaper|subsidiary|parent|supplier|rival|agency|chain|insurer|bank
              |lender|shares\ (?:of|in)|stake\ in|acquired\ by|employees\ (?:of|at)|owned\ by
              |work(?:s|ed)?\ (?:for|at)|customers\ of|bought\ by|invest\w*\ in),?\ $""",
            re.VERBOSE | re.IGNORECASE,
        ),
        "organisation",
        2,
    ),
    (
        re.compile(
            r"""\b(?:called|dubbed|chips?|processors?|models?|drug|vaccine|phone|app|software
              |powered\ by|version\ of|inhaler|aircraft),?\ $""",
            re.VERBOSE,
        ),
        "product",
        1,
    ),
    (
        re.compile(r"\b(?:city|town|village|port|capital|suburb|county|island)(?: of|,)? $"),
        "place",
        3,
    ),
    (
        re.compile(
            r"\b(?:novel|film|album|book|song|play|series|single|painting)(?:,| called)? [“\"‘']?$"
        ),
        "work",
        3,
    ),
)  # fmt: skip
_LOCATIVE = re.compile(
    r"""\b(?P<lead>[\w'’-]+)?\ ?\b(?P<word>in|near|outside|across|throughout|around|inside|downtown
      |central|northern|southern|eastern|western|north|south|east|west|nearby)\ (?:the\ )?$""",
    re.VERBOSE | re.IGNORECASE,
)
_LOOSE = re.compile(r"\b(?:from|to|at|of|between|for|through|via|into|and|over|by|,)\ (?:the\ )?$")
_NOT_LOCAL = re.compile(
    r"invest\w*|stakes?|shares?|interest\w*|confidence|believ\w*|trust|growth|rise|fall|increase"
    r"|decline|speciali\w+|role|starr?\w*|appear\w*|written|published|faith|holding|featured|used"
)
_DATELINE = re.compile(r"[^\S\n]*(?:,[^,\n]{2,20})?(?:\s\([^)\n]{2,20}\))?\s*[—–-]\s")
_SITE = re.compile(
    r"\ (?:depot|plant|factory|airport|station|bridge|hospital|stadium|port|site|warehouse|campus"
    r"|road|hall|school|centre|center|mine|area|region|district|valley|coast|suburb|plaza)\b",
    re.VERBOSE,
)
_AT_SITE = re.compile(r"\b(?:at|in|near|outside|to|from|of) (?:the|its|their|a) $", re.IGNORECASE)
_TITLE = re.compile(r"([\w-]+)(?:\.?|,) $")
# A firm can be "the owner of" something too, so these roles prove no person.
_FIRM_ROLES = frozenset({"owner", "partner", "leader", "player", "designer", "developer", "trader",
                         "host", "head", "secretary", "chair", "champion"})  # fmt: skip
_APPOSED = re.compile(
    r",\ (?:the|a|an|its|their|his|her|who\ is)?\ ?(?:[\w'’-]+\ ){0,5}?(?P<role>"
    + "|".join(sorted(map(re.escape, ROLES - _FIRM_ROLES), key=len, reverse=True))
    + r")\b",
    re.VERBOSE,
)
_QUOTES = frozenset('“"‘*_”’')
_GOVERNMENT = re.compile(
    rf"\s(?:{_SAID}|agreed|denied|accused|imposed|refused|vowed|insists|hopes|wants|plans)\b"
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
    found: Counter[str] = Counter()
    for pattern, sort, weight in _AFTER:
        if pattern.match(after):
            found[sort] += weight
    for pattern, sort, weight in _BEFORE:
        if pattern.search(before):
            found[sort] += weight
    found.update(_placed(text[start:end], before, after))
    found.update(_person(text[start:end], before, after))
    if before[-1:] in _QUOTES and before[-1:] and after.lstrip(",.")[:1] in _QUOTES and after:
        found["work"] += 2 * (" " in text[start:end])
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
    words = re.findall(r"[^\s]+", written)
    lower = [word.strip(".,").lower() for word in words]
    headed = False
    heads = (ORG_HEADS, "organisation"), (PLACE_HEADS, "place"), (EVENT_HEADS, "event")
    surname = lower[0] in GIVEN_NAMES and len(words) < 4  # Ada Marsh is no marsh
    if town := len(words) > 1 and gazetteer.prominence(written) > 50_000:
        found["place"] += 3
    for known, sort in () if surname or town else heads:
        if len(words) > 1 and lower[-1] in known:
            shared = len(words) == 2 and lower[-1] in SURNAME_HEADS
            found[sort] += 1 if shared else 3
            headed = not shared
    if len(words) > 1 and lower[-1] in LEGAL:
        found["organisation"] += 4
    linked = {"of", "for", "&", "and"} & set(lower)
    if lower[0] in TITLES_OF_WORKS and linked:
        found["work"] += 2
    elif "&" in written or (linked and lower[0] in ORG_OPENERS | ORG_HEADS):
        found["organisation"] += 3
    elif not headed and not surname and len(words) > 2 and set(lower[:-1]) & ORG_HEADS:
        found["organisation"] += 2  # the head noun stands inside: King's College London
        headed = True
    numbered = re.search(r"\d", written) and not re.search(r"\b(?:19|20)\d\d$", written)
    if numbered and re.search(r"[^\W\d_]", written) and not headed:
        found["product"] += 2
    if re.match(r"[a-z]+[A-Z]", written):
        found["product"] += 1
    if len(words) == 1 and written.isupper() and written.isalpha() and len(written) > 1:
        found["organisation"] += 1
    if ":" in written:
        found["event"] += 2
    if gazetteer.is_area(written):
        found["place"] += 3
    elif len(words) > 1 and not headed and not town:
        if lower[-1].endswith("s") and not surname and gazetteer.prominence(words[0]) > 100_000:
            found["organisation"] += 2  # a team: a city and a plural
        elif not linked:
            found["person"] += _person_shape(words, lower)
    elif len(words) == 1 and gazetteer.prominence(written) > 1_000_000:
        found["place"] += lower[0] not in GIVEN_NAMES
    return found


def _person_shape(words: list[str], lower: list[str]) -> int:
    """How much some capitalised words look like a given name and a surname."""
    if len(words) > 5 or not all(re.fullmatch(r"[^\W\d_][\w.'’-]*", word) for word in words):
        return 0
    initials = [word for word in words if re.fullmatch(r"(?:[A-Z]\.)+|[A-Z]", word)]
    if lower[0] in GIVEN_NAMES or initials:
        return 3 + bool(initials[1:])
    ordinary = ORDINARY | FUNCTION | ORG_HEADS | EVENT_HEADS | DEMONYMS
    return int(
        not any(word in ordinary or text.isupper() for word, text in zip(lower, words, strict=True))
    )


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
    led = _LOCATIVE.search(before) or _LOOSE.search(before)
    return bool(_GOVERNMENT.match(text, end)) and not led


def _placed(written: str, before: str, after: str) -> Counter[str]:
    """What prepositions, a dateline or a site's noun show of a place."""
    found: Counter[str] = Counter()
    known = gazetteer.is_area(written)
    plain = not re.search(r"\d", written)
    locative = _LOCATIVE.search(before)
    lead = (locative["lead"] or "").lower() if locative else ""
    owned = after[:1] in {"'", "’"} and not known
    if locative and plain and not owned and not _NOT_LOCAL.fullmatch(lead):
        found["place"] += 3 if known or gazetteer.prominence(written) else 2
    elif _LOOSE.search(before) and (known or gazetteer.prominence(written) > 300_000):
        found["place"] += 1
    if _SITE.match(after) and _AT_SITE.search(before):
        found["place"] += 2
    if not before.strip() and (written.isupper() or gazetteer.prominence(written)):
        found["place"] += 4 * bool(_DATELINE.match(after))
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
