"""What a sentence states of the occasion of its words: who said them, at what event, where, when.

Only what the sentence itself says counts: "…, she told the hearing in Leeds on Monday".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .alignment import FUNCTION_WORDS, stem, tokens
from .kinds.calendar import DateSpan
from .records import Fact, Sentence

# Verbs that report speech. Of those after the bar many have a use without speech ("gave", "put"),
# so that they count only with a person as their subject.
_SAYING = (
    "said|says|told|tells|confirmed|confirms|revealed|reveals|announced|announces|stated|states|"
    "explained|explains|added|adds|noted|notes|argued|argues|claimed|claims|insisted|insists|"
    "admitted|admits|acknowledged|acknowledges|warned|warns|pledged|pledges|declared|declares|"
    "disclosed|discloses|remarked|commented|testified|stressed|emphasised|emphasized|denied|denies|"
    "predicted|predicts|cautioned|conceded|concedes|replied|recalled|vowed|asserted|maintained|"
    "observed|hinted|suggested|suggests|indicated|indicates|reiterated|complained"
)
_PERSON_SAYING = (
    "call(?:ed|s)(?! (?:off|on|for|up|in))|promised|promises|described|describes|"
    "praised|praises|unveiled|unveils|outlined|"
    "outlines|estimated|estimates|wrote|writes|credited|credits|cited|cites|gave|gives|put|puts|"
    "laid out|spoke|speaks|talked|shared|shares|dismissed|dismisses|defended|defends|blamed|blames|"
    "hailed|hails|attributed|quoted|detailed|details|presented|presents|apologised|apologized"
)
_VERB = re.compile(rf"\b(?:(?P<saying>{_SAYING})|(?P<person>{_PERSON_SAYING}))\b")
_ACCORDING = re.compile(r"\baccording to\b", re.I)

# What an event is called, by genre; events of one genre may go by each other's names.
_GENRES = {
    "interview": "interview interviews sit-down q&a conversation",
    "broadcast": "podcast programme program show broadcast episode radio phone-in webcast",
    "talk": "conference summit keynote speech talk forum panel festival fair expo congress "
    "symposium lecture convention address presentation webinar event launch gala ceremony seminar "
    "workshop reception dinner",
    "hearing": "hearing inquiry committee testimony inquest trial court tribunal evidence",
    "meeting": "meeting agm assembly session council debate townhall",
    "press": "briefing press-conference news-conference",
    "call": "call",
    "statement": "statement release letter report filing memo post email blog",
}
_GENRE_OF = {stem(w): genre for genre, words in _GENRES.items() for w in words.split()}
_GENRE_OF |= {w: genre for genre, words in _GENRES.items() for w in words.split()}
_EVENT_NOUN = (
    "interview|sit-down|podcast|programme|program|show|broadcast|conference|summit|keynote|speech|"
    "talk|forum|panel|festival|fair|expo|congress|symposium|lecture|convention|presentation|webinar|"
    "launch|ceremony|seminar|hearing|inquiry|inquest|trial|tribunal|meeting|assembly|session|debate|"
    "briefing|call|event|address|committee|agm|gala|conversation"
)
_CAP = r"(?:[A-Z0-9][\w&:.+'’/-]*|[a-z]+:[A-Z]\w*)"
_DAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July"
    r"|August|September|October|November|December|\d)"
)
_NAMED = rf"{_CAP}(?:\s+(?:(?:of|for|the|and)\s+|(?:on|in)\s+(?!{_DAY}))?{_CAP}){{0,6}}"
_EVENT = re.compile(
    rf"""
    \b(?:[Ii]n|[Aa]t|[Dd]uring|[Oo]n|[Tt]o|[Bb]efore|[Ff]or|[Ff]rom|[Aa]fter|told|[Aa]ddress(?:ed|ing))\s+
    (?P<whole>
      (?:(?:an?|the|its|his|her|their|this|that|{_CAP}(?:\s{_CAP}){{0,4}}['’]s?)\s+)?
      (?:[\w&.:+'’-]+\s+){{0,6}}?                         # what kind of event, or its name
      (?P<noun>(?i:{_EVENT_NOUN}))\b
      (?:\s+(?:with|on|for|at|of|to|called)\s+(?:the\s+|an?\s+)?(?!{_DAY}){_NAMED}
        |(?<=podcast|ogramme|program|oadcast)\s+{_NAMED})?
    )
    """,
    re.VERBOSE,
)
_AT_NAME = re.compile(rf"\b(?P<at>at|on|to)\s+(?:the\s+)?(?P<name>{_NAMED})")
_TOLD = re.compile(rf"\b(?P<at>told|tells)\s+(?:the\s+)?(?P<name>{_NAMED})")
_SPEAKING = re.compile(
    r"\b(?:speaking|appearing|testifying|interviewed|addressing|asked)\b", re.IGNORECASE
)
_TOOK_PLACE = re.compile(
    rf"\b(?:the|that|this|his|her|their)\s+(?:[\w'’&.-]+\s+){{0,4}}?(?P<noun>{_EVENT_NOUN})\b"
    r"(?:\s*,[^,]{0,80},)?\s*(?:,?\s*which\s+)?(?:[\w'’-]+\s+){0,3}?"
    r"(?:took\s+place|was\s+(?:held|recorded|filmed|given|broadcast|aired|conducted|staged|taped)|"
    r"happened|aired|occurred|ran\s+on)\b",
    re.I,
)
_COMPLEMENT = re.compile(r"\b(?:that|how|why|whether)\b|[“\"‘]|:(?=\s)")
_THAT = re.compile(r"(?:\s+[\w'’.-]+){0,3}\s+(?:that|how|why|whether)\b")
# "…, engineer [Ada Marsh]" and "…, the player has [said]": a subject after what was said.
_TRAILING = re.compile(r"[,”\"’'?!]\s*(?P<who>(?:[\w.'’-]+\s+){0,6})$")
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
        speech, with the sentence's content: all of its text where nothing can be cut off.
    """
    text = sentence.text
    local = [replace(f, start=f.start - sentence.start, end=f.end - sentence.start) for f in facts]
    verb, speaker = _speech(text, [f for f in local if f.kind == "name"])
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
        and not any(f.start < end and start < f.end for start, end in taken)
        and any(start <= f.start and f.end <= end for start, end in regions)
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


def _speech(text: str, people: Sequence[Fact]) -> tuple[tuple[int, int] | None, Fact | None]:
    """Find the verb that reports speech, and the name of who speaks."""
    fallback = None
    for verb in _VERB.finditer(text):
        for name in people:
            if _subject(text, name, verb):
                return verb.span(), replace(name, kind="speaker")
        if verb["saying"] and fallback is None:
            fallback = verb.span()
    for according in _ACCORDING.finditer(text):
        for name in people:
            if name.start >= according.end() and re.fullmatch(
                r"\s+(?:[a-z'’-]+,?\s+){0,6}(?:[A-Z][\w'’]*\s+)?",
                text[according.end() : name.start],
            ):
                return according.span(), replace(name, kind="speaker")
    return fallback, None


# What may stand between a speaker's name and the verb: an apposition, auxiliaries, adverbs.
_BETWEEN = re.compile(
    r"(?:\s*\([^)]{1,60}\))?(?:\s*,[^;“”\"]{1,140},)?"
    r"\s+(?:(?:has|have|had|also|later|then|again|earlier|since|who|on\s+\w+day|\w+ly)\s+){0,3}"
)
_AFTER_QUOTE = re.compile(r"[,”\"’'?!]\s*$")


def _subject(text: str, name: Fact, verb: re.Match[str]) -> bool:
    sort, several = name.value.sort, " " in name.text
    quoting = re.search(r"[“\"‘]", text[verb.end() :])
    if verb["person"] and not (sort == "person" or (sort == "unknown" and (several or quoting))):
        return False
    if name.end <= verb.start():
        between = text[name.end : verb.start()]
        if re.search(r"\b(?:and|but|while|as)\b[^,]*$", between):
            return False
        if between.startswith(", ") and text[: name.start].endswith(", "):
            between = between[1:]  # "The minister, Ada Marsh, announced"
        return bool(_BETWEEN.fullmatch(between))
    if not verb["saying"] or not _AFTER_QUOTE.search(text[: verb.start()]):
        return False
    return bool(re.fullmatch(r"\s+(?:[a-z'’-]+\s+){0,5}", text[verb.end() : name.start]))


def _event(sentence_id: str, text: str, start: int, end: int, noun: str | None = None) -> Fact:
    """Make a fact of an event's words."""
    end = start + len(text[start:end].rstrip(".,;:"))
    words = re.findall(r"[\w&]+", re.sub(r"['’]s\b", "", text[start:end]))
    capitals = [w for w in words if w[0].isupper() or w[0].isdigit()]
    stems = {stem(w) for w in capitals if w.lower() not in FUNCTION_WORDS}
    genre = _GENRE_OF.get(stem(noun)) if noun else None
    if noun and re.search(r"\b(?:press|news)\s+conference\b", text[start:end], re.I):
        genre = "press"
    named = frozenset(s for s in stems if s not in _GENRE_OF)
    return Fact(
        sentence_id, "event", text[start:end], Event(named, genre, text[start:end]), start, end
    )


def _events(text: str, facts: Sequence[Fact], verb: tuple[int, int] | None) -> Iterator[Fact]:
    """Find the events at which something is said to have been said."""
    if verb is None and not _SPEAKING.search(text) and not _VERB.search(text):
        return
    taken: list[tuple[int, int]] = []
    for match in _EVENT.finditer(text):
        start, end = match.span("whole")
        # "in the interview on Morning Call": what follows the noun belongs to its name.
        taken.append((start, end))
        yield _event("", text, start, end, match["noun"])
    dated = [(f.start, f.end) for f in facts if f.kind in {"date", "place"}]
    for match in (*_TOLD.finditer(text), *_AT_NAME.finditer(text)):
        start, end = match.span("name")
        day = _WEEKDAY.match(match["name"])
        titled = bool(day and day.end() < len(match["name"].rstrip(".,;:")))  # Saturday Kick-Off
        if any(start < b and a < end for a, b in [*taken, *([] if titled else dated)]):
            continue
        sorts = {f.value.sort for f in facts if f.kind == "name" and start <= f.start < end}
        follows = verb is not None and 0 <= match.start() - verb[1] <= 1
        if {
            "told": "person" not in sorts,
            "tells": "person" not in sorts,
            "on": follows and not day or titled or bool(sorts & {"event", "work"}),
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
    led = _ADVERBIAL.match(lead) and not complement and len(tokens(after)) >= _LEAST_AFTER
    if led:  # "Speaking in Leeds, she said the bridge would open"
        return _around(0, described, verb[1]), after
    if trailing and far and not _THAT.match(text, verb[1]):
        about += _around(trailing.start("who"), described, said)
        return about, f"{lead[: trailing.start() + 1]} {text[said:]}"
    if complement:
        return [*about, *_around(0, described, said)], text[said:].removeprefix("that ")
    follows = _FOLLOWS.match(text, verb[1])
    return [*about, (0, follows.end() if follows else verb[1])], _without(text, about)


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


def genre(word: str) -> str | None:
    """Name the genre of event that a noun stands for.

    Args:
        word: a noun such as "hearing", or its stem.

    Returns:
        The genre, or None.

    Examples:
        >>> genre("summit")
        'talk'
    """
    return _GENRE_OF.get(word) or _GENRE_OF.get(stem(word))
