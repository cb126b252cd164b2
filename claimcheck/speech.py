"""Who says it: the verb that reports speech, and its subject.

The forms are those of Quirk et al. 1985, A Comprehensive Grammar of the English Language, 14.28-30:
the clause that reports stands before, behind or within what is said, with its subject and verb in
either order behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .offices import OFFICE
from .records import Fact

# Verbs that report speech. Of those after the bar many have a use without speech ("gave", "put"),
# so that they count only with a person as their subject.
SAYING = (
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
    "outlines|estimated|estimates|wrote|writes|credited|credits|cited|cites|"
    r"(?:gave|gives)(?= (?:evidence|details|figures|an? (?:account|speech|interview|talk)))|"
    r"(?:put|puts)(?= [^.;]{1,60} at (?:\w+ ){0,2}[£$€]?\d)|"
    "laid out|spoke|speaks|talked|shared|shares|dismissed|dismisses|defended|defends|blamed|blames|"
    "hailed|hails|attributed|quoted|detailed|details|presented|presents|apologised|apologized"
)
VERB = re.compile(rf"\b(?:(?P<saying>{SAYING})|(?P<person>{_PERSON_SAYING}))\b")
_ACCORDING = re.compile(r"\baccording to\b|\b(?:quoting|citing)(?=\s)", re.I)


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A speaker without a name, by an office or a pronoun."""

    text: str
    office: bool

    def __str__(self) -> str:
        return self.text


def find(text: str, people: Sequence[Fact]) -> tuple[tuple[int, int] | None, Fact | None]:
    """Find the verb that reports speech, and who speaks.

    Args:
        text: a sentence.
        people: the names in it, their offsets counted in the sentence.

    Returns:
        The span of the verb, and a fact of kind ``speaker`` whose value is a `Name`, or `Unnamed`
        for a pronoun or an office; None for what isn't there.

    Examples:
        >>> verb, who = find("The crane had failed, she said.", [])
        >>> verb, who.text
        ((26, 30), 'she')
    """
    fallback = None
    for verb in VERB.finditer(text):
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
    return _unnamed(text) or (fallback, None)


_SOMEBODY = rf"(?:[Hh]e\b|[Ss]he\b|(?:[Tt]he|[Ii]ts|[A-Z][\w&]+['’]s?)\s{OFFICE})"
_SHE_SAID = re.compile(
    rf"(?:^|(?<=[,;”\"’'?!–—]\s)|(?<=\b(?:and|but)\s)|(?<=\b(?:that|when)\s))(?P<who>{_SOMEBODY})"
    rf"\s+(?:(?:has|have|had|also|later|then|again|earlier)\s+){{0,3}}(?P<verb>(?:{SAYING}|called)\b)"
)
_SAID_SHE = re.compile(rf"[,”\"’'?!]\s(?P<verb>(?:{SAYING})\b)\s(?P<who>{_SOMEBODY})")
_BY_OFFICE = re.compile(rf"\b(?P<verb>[Aa]ccording\s+to)\s+(?P<who>{_SOMEBODY})")


def _unnamed(text: str) -> tuple[tuple[int, int], Fact] | None:
    """Find a pronoun or an office that speaks."""
    for pattern in (_SHE_SAID, _SAID_SHE, _BY_OFFICE):
        if match := pattern.search(text):
            start, end = match.span("who")
            who = text[start:end]
            value = Unnamed(who, who.lower() not in ("he", "she"))
            return match.span("verb"), Fact("", "speaker", who, value, start, end)
    return None


# What may stand between a speaker's name and the verb: an apposition, auxiliaries, adverbs.
_BETWEEN = re.compile(
    r"(?:\s+(?:of|from|at)\s+(?:the\s+)?[A-Z][\w&'’.-]*(?:\s[A-Z][\w&'’.-]*){0,4})?"
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
