"""What an event is called, by genre: "the inquiry" is no podcast, a forum may be a conference."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .alignment import stem

# Events of one genre may go by each other's names.
_GENRES = {
    "interview": "interview interviews sit-down q&a conversation",
    "broadcast": "podcast programme program show broadcast episode radio phone-in webcast",
    "talk": "conference summit keynote speech talk forum panel festival fair expo congress "
    "symposium lecture convention address presentation webinar event launch gala ceremony seminar "
    "workshop reception dinner",
    "audience": "audience crowd delegates rally congregation graduates",
    "hearing": "hearing inquiry committee testimony inquest trial court tribunal evidence "
    "parliament commons senate mps lawmakers senators peers legislators jurors jury magistrates",
    "meeting": "meeting agm assembly session council debate townhall",
    "press": "briefing press-conference news-conference",
    "call": "call",
    "statement": "statement release letter report filing memo post email blog",
}
_GENRE_OF = {stem(w): genre for genre, words in _GENRES.items() for w in words.split()}
_GENRE_OF |= {w: genre for genre, words in _GENRES.items() for w in words.split()}

# Genres that one occasion may well be called by both of.
_ALIKE = [
    {"interview", "broadcast"},
    {"talk", "meeting"},
    {"talk", "press"},
    {"hearing", "meeting"},
    {"meeting", "press"},
    {"talk", "broadcast"},
    {"call", "press"},
    {"call", "talk"},
    {"call", "meeting"},
    {"call", "interview"},
    {"statement", "hearing"},
    {"audience", "talk"},
    {"audience", "meeting"},
    {"audience", "press"},
    {"audience", "hearing"},
]

# The nouns that name an occasion in the article, as alternatives of a regular expression.
EVENT = (
    r"interview|sit-down|podcast|programme|program|show|broadcast|(?:conference|earnings)\scall|"
    "conference|summit|keynote|speech|"
    "talk|forum|panel|festival|fair|expo|congress|symposium|lecture|convention|presentation|webinar|"
    "launch|ceremony|seminar|hearing|inquiry|inquest|trial|tribunal|meeting|assembly|session|debate|"
    "briefing|call|event|address|committee|agm|gala|conversation|occasion|"
    r"statement|letter|e-?mail|memo|blog\spost|(?:press|news)\srelease"
)
# Who may be told something anywhere.
_ANYWHERE = frozenset("reporters journalists investors analysts shareholders".split())
AUDIENCE = (
    "reporters|journalists|audience|crowd|delegates|rally|congregation|graduates|mps|lawmakers|"
    "senators|peers|legislators|jurors|jury|court|magistrates|investors|analysts|shareholders"
)


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
    word = word.lower()
    return _GENRE_OF.get(word) or (None if word in _ANYWHERE else _GENRE_OF.get(stem(word)))


def named(text: str) -> set[str]:
    """List the genres that the words of an event's name stand for.

    Args:
        text: the name.

    Returns:
        The genres, none where no word has one.

    Examples:
        >>> sorted(named("Radio Larkfield interview"))
        ['broadcast', 'interview']
    """
    return {g for word in re.findall(r"[\w&-]+", text) if (g := genre(word))}


def alike(one: str | None, others: Iterable[str]) -> bool:
    """Tell whether an event of one genre may be called by another's name.

    Args:
        one: a genre; None where nothing is known.
        others: the genres that the event may be of.

    Returns:
        False only where it can't be any of them.

    Examples:
        >>> alike("talk", ["press"]), alike("hearing", ["interview"])
        (True, False)
    """
    others = list(others)
    return not one or not others or one in others or any({one, o} in _ALIKE for o in others)
