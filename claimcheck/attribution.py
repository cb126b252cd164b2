"""What a sentence states of the occasion of its words: who said them, at what event, where, when.

Only what the sentence itself says counts: "…, she told the hearing in Leeds on Monday".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from . import speech
from .alignment import FUNCTION_WORDS, stem, tokens
from .genres import AUDIENCE, EVENT, genre
from .kinds.calendar import DateSpan
from .kinds.nationalities import homeland
from .records import Fact, Sentence
from .speech import SAYING, VERB

_CAP = r"(?:[A-Z0-9][\w&:.+'’/-]*|[a-z]+:[A-Z]\w*)"
_DAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July"
    r"|August|September|October|November|December|\d)"
)
_NAMED = rf"{_CAP}(?:\s+(?:(?:of|for|the|and)\s+|(?:on|in)\s+(?!{_DAY}))?{_CAP}){{0,6}}"
_EVENT = re.compile(
    rf"""
    \b(?:[Ii]n|[Aa]t|[Dd]uring|[Oo]n|[Tt]o|[Bb]efore|[Ff]or|[Ff]rom|[Aa]fter|told|[Aa]ddress(?:ed|ing)|[Oo]pening
      |[Cc]losing)\s+
    (?P<whole>
      (?:(?:an?|the|its|his|her|their|this|that|{_CAP}(?:\s{_CAP}){{0,4}}['’]s?)\s+)?
      (?:(?!(?:told|tells|said|says|in|at|on|during|to|that|who|which|he|she|it)\s)
        [\w&.:+'’-]+\s+){{0,6}}?                          # what kind of event, or its name
      (?P<noun>(?i:{EVENT}))\b(?!\s(?i:{EVENT})\b)
      (?:\s+(?:with|on|for|at|of|to|called)\s+(?:the\s+|an?\s+)?(?!{_DAY}){_NAMED}
        |(?<=podcast|ogramme|program|oadcast)\s+{_NAMED})?
    )
    """,
    re.VERBOSE,
)
_AT_NAME = re.compile(
    rf"\b(?P<at>at|on|to|[Oo]n\s+the\s+(?:sidelines|margins|fringes)\s+of)\s+(?:the\s+)?(?P<name>{_NAMED})"
)
_TOLD = re.compile(rf"\b(?P<at>told|tells)\s+(?:the\s+)?(?P<name>{_NAMED})")
_TOLD_THEM = re.compile(
    rf"\b(?:told|tells|addressing|addressed|before|sp(?:oke|eaking)\s+to)\s+"
    rf"(?P<whole>(?:(?:the|an?|his|her|their)\s+)?(?:[a-z]+\s+)?(?P<noun>(?i:{AUDIENCE})))\b"
)
_THERE = re.compile(
    rf"(?:\b(?i:speaking|{SAYING}|spoke)\s+|^)(?P<there>[Tt]here)\b(?!\s+(?:is|are|was|were|has|had|have"
    r"|will|would|may|might|could|can|should|must|be|being|seems?|remains?|comes?|came|['’]))"
)
_SPEAKING = re.compile(
    r"\b(?:speaking|appearing|testifying|interviewed|addressing|asked)\b", re.IGNORECASE
)
_APPEARING = re.compile(rf"\b[Aa]ppearing\s+(?P<at>on)\s+(?:the\s+)?(?P<name>{_NAMED})")
_PART_OF = re.compile(r"\s+(?:to|at|on|of|for|before|during|in)\s+")
# "an interview [published on] Sunday": a day of the paper's, not of the words'.
_PUBLISHED = re.compile(
    r"\b(?:published|printed|posted|released|aired|broadcast|shown)\s+(?:(?:on|in|late|early)\s+)*$"
)
# "an interview [at the Nordic Forum]" tells where it was given, not who asked.
_VENUE = re.compile(r"\s+(?:at|of)\s+(?:the\s+|an?\s+)?[A-Z].*")
# What goes on about the occasion behind the verb, so that "that" may still be to come.
_GOES_ON = re.compile(
    r"(?:,|\s+(?:in|on|at|during|to|from|after|before|by|with|outside|inside|near|there|here"
    r"|yesterday|today|earlier|later|last|this|again|also|only|publicly|\w+ly|\w+day|that|how|why"
    r"|whether)\b|\s*$)"
)
_TOOK_PLACE = re.compile(
    rf"\b(?:the|that|this|his|her|their)\s+(?:[\w'’&.-]+\s+){{0,4}}?(?P<noun>{EVENT})\b"
    r"(?:\s*+,[^,]{0,80},)?\s*+(?:,?\s*which\s+)?(?:[\w'’-]+\s+){0,3}?"
    r"(?:took\s+place|was\s+(?:held|recorded|filmed|given|broadcast|aired|conducted|staged|taped)|"
    r"happened|aired|occurred|ran\s+on)\b",
    re.I,
)
_COMPLEMENT = re.compile(r"\b(?:that|how|why|whether)\b|[“\"‘]|:(?=\s)")
_THAT = re.compile(r"(?:\s+[\w'’.-]+){0,3}\s+(?:that|how|why|whether)\b")
# "…, engineer [Ada Marsh]" and "…, the player has [said]": a subject after what was said.
_TRAILING = re.compile(r"[,”\"’'?!]\s*(?P<who>(?:[\w.'’-]{1,40}+\s+){0,6})$")
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_ADVERBIAL = re.compile(
    r"(?:Speaking|Appearing|Testifying|Asked|In|At|On|During|After|Before|From|To|With|When|As"
    r"|While|Last|Earlier|Yesterday)\b"
)
_FOLLOWS = re.compile(  # "said [on Monday in Leeds] the bridge would open"
    r"(?:\s+(?:(?:on|in|at|late|early|last|this)\s+){0,2}"
    r"(?:[A-Z]\w+|\d{1,4}|yesterday|week|month|year|evening|morning|afternoon|night),?){1,6}"
)
_LEAST_CONTENT = 2  # content words
_LEAST_AFTER = 3  # content words behind a verb that "Speaking in Leeds, she said" leads up to
_MOST_AFTER = 6  # content words behind a verb that follows what was said
_LEAST_LEAD = 15  # characters of content before a subject that follows it
_COMMA = re.compile(r"[,;–—]")


@dataclass(frozen=True, slots=True)
class Event:
    """An event as named: the stems of its name, and the genre of its noun."""

    name: frozenset[str]
    genre: str | None
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Attribution:
    """A sentence taken apart: what it states of the occasion, and what was said there."""

    stated: tuple[Fact, ...]
    content: str


def read(sentence: Sentence, facts: Sequence[Fact]) -> Attribution:
    """Part what a sentence states of its occasion from its content.

    Args:
        sentence: a sentence of the article or of a source.
        facts: the names, places and dates in it.

    Returns:
        Facts of kind ``speaker``, ``event``, ``place`` and ``date``, none where it reports no
        speech, with the sentence's content: all of its text where nothing can be cut off. The
        value of a speaker is a `Name`, or `Unnamed` for a pronoun or an office.
    """
    text = sentence.text
    local = [replace(f, start=f.start - sentence.start, end=f.end - sentence.start) for f in facts]
    verb, speaker = speech.find(text, [f for f in local if f.kind == "name"])
    events = list(_events(text, local, verb))
    if _TOOK_PLACE.search(text):
        regions, content = [(0, len(text))], text
        events = [e for e in events if e.value.name]
    elif verb is None and not events:
        return Attribution((), text)
    else:
        regions, content = _regions(text, verb, speaker, events)
    out = [*([speaker] if speaker else []), *events]
    taken = [(f.start, f.end) for f in out]
    out += [
        f
        for f in local
        if (f.kind == "place" or isinstance(f.value, DateSpan))
        and (
            text.startswith(("'s", "’s"), f.end)  # "Tuesday's hearing"
            or not any(f.start < end and start < f.end for start, end in taken)
        )
        and any(start <= f.start and f.end <= end for start, end in regions)
        and not _PUBLISHED.search(text, max(0, f.start - 60), f.start)
    ]
    stated = tuple(
        replace(
            f, sentence_id=sentence.id, start=f.start + sentence.start, end=f.end + sentence.start
        )
        for f in out
    )
    return Attribution(stated, content if len(tokens(content)) >= _LEAST_CONTENT else text)


def carried(text: str) -> str | None:
    """Name the occasion that a sentence tells of without telling what was said there.

    Args:
        text: a sentence of the article.

    Returns:
        The stem of the noun that refers back, such as that of "the interview took place in …";
        None where the sentence is not of that kind.

    Examples:
        >>> carried("The interview took place in Leeds on 6 May.")
        'interview'
        >>> carried("The bridge opened in Leeds on 6 May.") is None
        True
    """
    held = _TOOK_PLACE.search(text)
    return stem(held.group("noun")) if held else None


def loose(event: str) -> bool:
    """Tell whether words for an event may mean another one of its kind than the last.

    Args:
        event: the words of a sentence, such as "the hearing".

    Returns:
        False for "that hearing", "the same hearing" and "there".

    Examples:
        >>> loose("the hearing"), loose("the same hearing")
        (True, False)
    """
    return not re.match(r"(?:(?:the\s+)?same|that|this|there)\b", event, re.I)


def _event(sentence_id: str, text: str, start: int, end: int, noun: str | None = None) -> Fact:
    """Make a fact of an event's words."""
    end = start + len(text[start:end].rstrip(".,;:"))
    words = re.findall(r"[\w&]+", re.sub(r"['’]s\b", "", text[start:end]))
    capitals = [w for w in words if w[0].isupper() or w[0].isdigit()]
    stems = {stem(w) for w in capitals if w.lower() not in FUNCTION_WORDS}
    kind = genre(noun) if noun else None
    if noun and re.search(r"\b(?:press|news)\s+conference\b", text[start:end], re.I):
        kind = "press"
    nation = {stem(w) for w in capitals if homeland(w.lower())}
    named = frozenset(s for s in stems - nation if not genre(s))
    if all(re.match(_DAY, w) for w in capitals if stem(w) in named):
        named = frozenset()  # "Tuesday's hearing", "the March meeting"
    return Fact(
        sentence_id, "event", text[start:end], Event(named, kind, text[start:end]), start, end
    )


def _events(text: str, facts: Sequence[Fact], verb: tuple[int, int] | None) -> Iterator[Fact]:
    """Find the events at which something is said to have been said."""
    if verb is None and not _SPEAKING.search(text) and not VERB.search(text):
        return
    taken: list[tuple[int, int]] = []
    for match in (*_EVENT.finditer(text), *_TOLD_THEM.finditer(text)):
        start, end = match.span("whole")
        # "her speech [to the festival]" is one occasion.
        part = any(b <= start and _PART_OF.fullmatch(text, b, start) for _, b in taken)
        if part or any(start < b and a < end for a, b in taken):
            continue
        # "in the interview on Morning Call": what follows the noun belongs to its name.
        taken.append((start, end))
        yield _event("", text, start, _trimmed(match, facts), match["noun"])
    for match in _THERE.finditer(text):
        yield _event("", text, *match.span("there"))
    yield from _by_name(text, facts, verb, taken)


def _trimmed(match: re.Match[str], facts: Sequence[Fact]) -> int:
    """Find where an event's name ends: the town of an interview is no part of it."""
    start, end = match.span("whole")
    for fact in facts:
        if fact.kind == "place" and match.end("noun") < fact.start < end <= fact.end:
            led = re.search(r"(?<!\s)\s+(?:in|at)\s+$", match.string[start : fact.start])
            end = start + led.start() if led else end
    venue = _VENUE.match(match.string, match.end("noun"), end)
    asked = genre(match["noun"]) == "interview"
    return match.end("noun") if asked and venue else end


def _by_name(
    text: str,
    facts: Sequence[Fact],
    verb: tuple[int, int] | None,
    taken: list[tuple[int, int]],
) -> Iterator[Fact]:
    """Find the events that go by their name alone: "told Radio Tarn", "on Harbour Tonight"."""
    dated = [(f.start, f.end) for f in facts if f.kind in {"date", "place"}]
    for match in (*_APPEARING.finditer(text), *_TOLD.finditer(text), *_AT_NAME.finditer(text)):
        start, end = match.span("name")
        day = _WEEKDAY.match(match["name"])
        titled = (
            match.re is _APPEARING
            or match["at"].endswith("of")
            or bool(
                day and day.end() < len(match["name"].rstrip(".,;:"))  # Saturday Kick-Off
            )
        )
        if any(start < b and a < end for a, b in [*taken, *([] if titled else dated)]):
            continue
        sorts = {f.value.sort for f in facts if f.kind == "name" and start <= f.start < end}
        follows = verb is not None and 0 <= match.start() - verb[1] <= 1
        if titled or {
            "told": "person" not in sorts,
            "tells": "person" not in sorts,
            "on": (follows and not day) or bool(sorts & {"event", "work"}),
        }.get(match["at"], bool(sorts & {"event", "work"})):
            taken.append((start, end))
            yield _event("", text, start, end)


def _regions(
    text: str, verb: tuple[int, int] | None, speaker: Fact | None, events: Sequence[Fact]
) -> tuple[list[tuple[int, int]], str]:
    """Find the stretches of a sentence that tell of the occasion, and what is left of it."""
    about = [(e.start, _stretch(text, e.end)) for e in events]
    for match in _SPEAKING.finditer(text):
        about.append((match.start(), _stretch(text, match.end())))
    if verb is None:
        return about, _without(text, about)
    complement = _COMPLEMENT.search(text, verb[1])
    that = complement and complement.group().isalpha()
    if (
        that
        and not _GOES_ON.match(text, verb[1])
        and not text[: verb[1]].endswith(("told", "tells", "spoke", "speaks", "talked"))
    ):
        complement = None  # "said engineers in Leeds had warned that"
    said = complement.start() if complement else len(text)
    lead = text[: min(verb[0], speaker.start) if speaker else verb[0]]
    trailing = _TRAILING.search(lead)
    described = (speaker.end, verb[0]) if speaker and speaker.end < verb[0] else (0, 0)
    quoted = trailing and text[trailing.start()] in "”\"’'"
    brief = len(tokens(text[verb[1] : said])) <= _MOST_AFTER
    far = quoted or (trailing and trailing.start() > _LEAST_LEAD and brief)
    if text[verb[1] : verb[1] + 1] == ",":  # "…, a spokesman said, …"
        said = verb[1] + 1
    after = text[verb[1] :]
    # "Residents in Hull said": where they live is no place of the occasion.
    opens = 0 if _ADVERBIAL.match(lead) else verb[0]
    led = _ADVERBIAL.match(lead) and not complement and len(tokens(after)) >= _LEAST_AFTER
    if led:  # "Speaking in Leeds, she said the bridge would open"
        return _around(0, described, verb[1]), after
    if trailing and far and not _THAT.match(text, verb[1]):
        about.append((verb[0], said))
        return about, f"{lead[: trailing.start() + 1]} {text[said:]}"
    if complement:
        return [*about, *_around(opens, described, said)], text[said:].removeprefix("that ")
    follows = _FOLLOWS.match(text, verb[1])
    return [*about, (opens, follows.end() if follows else verb[1])], _without(text, about)


def _around(start: int, described: tuple[int, int], end: int) -> list[tuple[int, int]]:
    """Part a stretch from the description of who speaks in it."""
    if start < described[1] <= end:
        return [(start, described[0]), (described[1], end)]
    return [(start, end)]


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Cut stretches out of a text."""
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + text[end:]
    return text


def _stretch(text: str, start: int) -> int:
    """Find where the phrase that goes on at ``start`` ends: a complement, or a comma that parts."""
    complement = _COMPLEMENT.search(text, start)
    end = complement.start() if complement else len(text)
    for comma in _COMMA.finditer(text, start, end):
        if not re.match(r"\s*(?:on|in|at|[A-Z]\w+|\d)", text[comma.end() : end]):
            return comma.start()
    return end
