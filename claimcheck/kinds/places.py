"""How two places stand to each other: one contains the other, or they differ.

Containment is that of the gazetteer's paths: one place is in another when its path goes on where
the other's ends. A town beside a much larger one may be its quarter, so that is left open.
"""

from __future__ import annotations

import math
from functools import lru_cache

from claimcheck.kinds.gazetteer import Path, Town, fold, inside, parts_readings, towns_named
from claimcheck.kinds.persons import misspelt
from claimcheck.records import Level

_VENUE = frozenset(
    """academy airport arena avenue base bridge building cafe campus castle cathedral center centre
    church clinic club college convention court depot dock docks expo factory garden gardens hall
    harbour harbor headquarters hospital hotel house library mall mansion market mill mine mosque
    museum office palace park pavilion pier plant plaza port prison refinery road room school square
    stadium station street studio studios suite temple terminal theater theatre tower university
    venue warehouse wharf works yard zoo""".split(" ")
)


def place_relation(a: str, b: str) -> Level:
    """Compare two places by name and containment.

    Args:
        a: a place as written, such as "Denver, Colorado".
        b: another.

    Returns:
        ``agrees`` for the same, ``close`` where one contains the other, ``unclear`` where the
        gazetteer can't tell, else ``conflicts``.

    Examples:
        >>> [place_relation("Denver", b).value for b in ("Colorado", "the US", "Phoenix")]
        ['close', 'close', 'conflicts']
    """
    return relate(a, b)[0]


@lru_cache(maxsize=8192)
def relate(a: str, b: str) -> tuple[Level, str]:
    """Compare two places as `place_relation` does, and say why.

    Args:
        a: a place as written.
        b: another.

    Returns:
        The level and a short clause.

    Examples:
        >>> relate("Denver", "Colorado")[1]
        'Denver is in Colorado'
        >>> relate("Portland, Maine", "Portland, Oregon")[0].value
        'conflicts'
    """
    ours = tuple(filter(None, (fold(part) for part in a.split(","))))
    theirs = tuple(filter(None, (fold(part) for part in b.split(","))))
    if not ours or not theirs:
        return Level.ABSENT, ""
    if ours == theirs:
        return Level.AGREES, ""
    mine, other = parts_readings(ours), parts_readings(theirs)
    if mine and other:
        return _by_path(a, b, mine, other)
    if ours[0] == theirs[0] and (len(ours) == 1 or len(theirs) == 1):
        return Level.AGREES, ""
    return _by_words(a, b, ours, theirs, mine or other)


def _by_path(a: str, b: str, mine: frozenset[Path], other: frozenset[Path]) -> tuple[Level, str]:
    """Compare two places that the gazetteer knows."""
    if mine & other:
        same = fold(a.split(",")[0]) == fold(b.split(",")[0])
        return (Level.AGREES, "") if same else (Level.CLOSE, f"{a} is {b}")
    for inner, outer, ins, outs in ((a, b, mine, other), (b, a, other, mine)):
        if any(inside(x, y) for x in ins for y in outs):
            return Level.CLOSE, f"{inner} is in {outer}"
    pairs = [(x, y) for x in mine for y in other]
    if any(inside(*p, open_regions=True) or inside(*p[::-1], open_regions=True) for p in pairs):
        return Level.UNCLEAR, f"the gazetteer can't tell whether {a} and {b} are one inside another"
    near = _suburb(mine, other)
    if near is not None:
        return Level.UNCLEAR, f"{a} and {b} are {near} km apart and may be one inside the other"
    return Level.CONFLICTS, f"{a} is not {b}"


def _by_words(
    a: str, b: str, ours: tuple[str, ...], theirs: tuple[str, ...], known: frozenset[Path]
) -> tuple[Level, str]:
    """Compare two places of which the gazetteer knows at most one."""
    head, other = set(ours[0].split()), set(theirs[0].split())
    if ours[0] in theirs[1:] or theirs[0] in ours[1:] or head < other or other < head:
        return Level.CLOSE, f"{a} and {b} share a name"
    if min(len(ours[0]), len(theirs[0])) >= 6:
        level, why = misspelt(ours[0], theirs[0], "the place")
        if why:
            return level, why
    halls = [bool(words & _VENUE) for words in (head, other)]
    if halls[0] != halls[1] or (known and min(len(path) for path in known) < 4):
        return Level.UNCLEAR, f"whether {a} and {b} are one inside the other can't be told"
    return Level.CONFLICTS, f"{a} is not {b}"


def _suburb(mine: frozenset[Path], other: frozenset[Path]) -> int | None:
    """Kilometres between a town and a much larger one that may have it as a quarter."""
    for x in mine:
        for y in other:
            if len(x) < 4 or len(y) < 4 or x[:3] != y[:3]:
                continue
            for _, people, lat, lon in _here(x):
                for _, more, lat2, lon2 in _here(y):
                    east = (lon - lon2) * math.cos(math.radians(lat))
                    km = 111.2 * math.hypot(lat - lat2, east)
                    small, large = sorted((people, more))
                    # A city of nine million spreads over thirty kilometres, one of a million ten.
                    if large >= 3 * small and km <= math.sqrt(large) / 100:
                        return max(1, round(km))
    return None


def _here(path: Path) -> list[Town]:
    return [town for town in towns_named(path[3]) if town[0] == path[:4]]
