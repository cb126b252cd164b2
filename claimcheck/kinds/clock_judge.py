"""How one time of day stands to another, if both are of the same thing: on the clock's round."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from claimcheck.kinds.clock import Clock
from claimcheck.records import Level

_DAY = 1440  # minutes
_CORES = {"morning": (360, 720), "night": (1200, 1500)}  # against another part of the day


def judge(a: Clock, b: Clock) -> tuple[Level, str]:
    """Tell how a time of the article stands to one of a source, if both are of the same thing.

    Args:
        a, b: the article's and the source's.

    Returns:
        The level and why. Times in zones that are named are compared as instants; where only one
        names its zone, or no day's half is told, what that may explain is no conflict.

    Examples:
        >>> print(judge(Clock(840, 840, offsets=(0,)), Clock(540, 540, offsets=(-300,)))[0])
        agrees
    """
    if a.part and b.part:
        return _judge_parts(a, b)
    if bool(a.offsets) != bool(b.offsets):
        return _judge_zoneless(a, b)
    readings = [(x, y) for x, y in product(_readings(a), _readings(b))]
    gap = min(_apart(x, y) for x, y in readings)
    if gap <= 0:
        same = len(readings) == 1 and readings[0][0] == readings[0][1]
        if same and (a.slack, a.bound) == (b.slack, b.bound):
            return Level.AGREES, ""
        stated = a.low < a.high and b.low < b.high and not (a.slack or b.slack)
        if stated and len(readings) == 1 and not same:
            return Level.CONFLICTS, f"{say(b)} is not {say(a)}"
        return Level.CLOSE, "" if same else f"{say(b)} may be {say(a)}"
    round_figure = any(c.low == c.high and c.low % 15 == 0 for c in (a, b))
    if gap <= a.slack + b.slack or (gap <= 5 and round_figure):
        return Level.CLOSE, f"{say(b)} is about {say(a)}"
    if a.bound != b.bound:
        return _judge_bounded(a, b)
    return Level.CONFLICTS, f"{say(b)} is not {say(a)}"


def _judge_parts(a: Clock, b: Clock) -> tuple[Level, str]:
    """Morning is not night, though both have the small hours."""
    if a.part == b.part:
        return Level.AGREES, ""
    one, other = (_CORES.get(c.part, (c.low, c.high)) for c in (a, b))
    if _apart(one, other) <= 0:
        return Level.CLOSE, ""
    return Level.CONFLICTS, f"{b.part} is not {a.part}"


def _judge_zoneless(a: Clock, b: Clock) -> tuple[Level, str]:
    plain = judge(replace(a, offsets=()), replace(b, offsets=()))
    if plain[0] in (Level.AGREES, Level.CLOSE):
        return Level.CLOSE, "only one of the two names its zone"
    if (a.low - b.low) % 30 == 0:
        return Level.UNCLEAR, "only one of the two names its zone"
    return plain


def _judge_bounded(a: Clock, b: Clock) -> tuple[Level, str]:
    """By noon and 11am fit, on one day; after noon and 11am do not."""
    for one, two in ((a, b), (b, a)):
        early = one.bound in ("by", "before", "until") and two.high <= one.low
        late = one.bound in ("since", "after") and two.low >= one.high
        if not two.bound and (early or late or one.twelve or two.twelve):
            return Level.UNCLEAR, f"“{one.bound}” leaves open when"
    if a.bound and b.bound:
        return Level.UNCLEAR, f"“{a.bound}” and “{b.bound}” leave open when"
    return Level.CONFLICTS, f"{say(b)} is not {say(a)}"


def _readings(clock: Clock) -> list[tuple[int, int]]:
    """The minutes that a time may stand for, in Greenwich's where its zone is named."""
    halves = (0, 720) if clock.twelve else (0,)
    return [
        (clock.low + half - offset, clock.high + half - offset)
        for half in halves
        for offset in clock.offsets or (0,)
    ]


def _apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Minutes between two stretches of the day's round, 0 where they meet."""
    gaps = []
    for turn in (-_DAY, 0, _DAY):
        low, high = other[0] + turn, other[1] + turn
        gaps.append(max(low - one[1], one[0] - high, 0))
    return min(gaps)


def say(clock: Clock) -> str:
    """A time as a reader would write it.

    Examples:
        >>> say(Clock(1230, 1230)), say(Clock(540, 1020)), say(Clock(480, 480, twelve=True))
        ('8.30pm', '9am to 5pm', '8 o’clock')
    """
    if clock.part:
        return clock.part
    bound = f"{clock.bound} " if clock.bound else ""
    ends = [_say(minute, clock.twelve) for minute in dict.fromkeys((clock.low, clock.high))]
    return bound + " to ".join(ends)


def _say(minute: int, twelve: bool) -> str:
    hour, rest = divmod(minute % _DAY, 60)
    if (hour, rest) in ((0, 0), (12, 0)) and not twelve:
        return "noon" if hour else "midnight"
    figure = f"{(hour - 1) % 12 + 1}" + (f".{rest:02}" if rest else "")
    if twelve:
        return figure if rest else f"{figure} o’clock"
    return figure + ("pm" if hour >= 12 else "am")
