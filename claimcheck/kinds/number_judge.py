"""How two quantities stand, if they count the same thing."""

from __future__ import annotations

from dataclasses import replace
from math import isinf

from claimcheck.kinds.number_nouns import kin
from claimcheck.kinds.quantities import Quantity, rounds_to, say, significant
from claimcheck.kinds.units import FAMILIES, convert
from claimcheck.records import Level

Judged = tuple[Level, str]
_HIGH, _LOW = ("over", "at least"), ("under", "up to")
_A_YEAR = {"hour": 8760, "day": 365, "night": 365, "week": 52, "fortnight": 26, "month": 12,
           "quarter": 4, "year": 1}  # fmt: skip
_COARSE = 0.1  # how far rounding by digits may move a figure before it is another one
UNSAID = "what it is a figure of is said on one side only"
_ABOUT = 0.03  # by how much a share may be off a half, a double: "halved" for 51%
_LOOSE = 3.0  # percentage points by which a fraction may be off before it is another one


def judge(a: Quantity, b: Quantity) -> Judged:
    """Tell how the article's quantity stands to a source's.

    Args:
        a: the article's.
        b: the source's.

    Returns:
        The level, and why in a short clause.

    Examples:
        >>> three = Quantity(3, 3, 3, "percent", "%")
        >>> judge(three, Quantity(3, 3, 3, "points", "points"))[1]
        '3 percentage points is not 3%'
    """
    if a.said or b.said:
        return _said(replace(a, said=False), replace(b, said=False), a.said, b.said)
    if a.sort != b.sort:
        return _other_sort(a, b)
    if a.sort == "score":
        return _scores(a, b)
    if a.sort == "money" and a.unit != b.unit and "" not in (a.unit, b.unit):
        return _other_currency(a, b)
    others = bool(a.counted and b.counted) and not kin(a.counted, b.counted)
    if others and a.amount != b.amount and not (_shifted(a, b) and a.sort != "count"):
        return Level.ABSENT, ""
    if a.sort != "money" and a.unit != b.unit:
        return _other_unit(a, b)
    if a.per != b.per and a.per and b.per:
        return _other_per(a, b)
    level, why = _changed(a, b) or _compare(a, b)
    if level == Level.CONFLICTS and a.sort == "percent" and abs(a.amount + b.amount - 100) < 1:
        return Level.UNCLEAR, f"{a} and {b} make up the whole"
    return level, why


# ------------------------------------------------------------ of another sort, unit or base


def _other_sort(a: Quantity, b: Quantity) -> Judged:
    sorts = {a.sort, b.sort}
    fine, coarse = (a, b) if a.digits > b.digits else (b, a)
    if sorts == {"percent", "points"} and rounds_to(fine.amount, coarse.amount, False):
        if "basis" in (a.dimension, b.dimension):
            return Level.UNCLEAR, f"{b} is {a} only if the rate's points are meant"
        return Level.CONFLICTS, f"{b} is not {a}"
    if sorts == {"percent", "ratio"}:
        share, ratio = (a, b) if a.sort == "percent" else (b, a)
        shares = 100 * ratio.amount, 100 * abs(ratio.amount - 1)
        if any(abs(share.amount - x) <= _ABOUT * x for x in shares):
            return Level.CLOSE, ""
    if sorts == {"count", "percent"} and "point" in (a.counted, b.counted):
        return Level.UNCLEAR, "points of what is not said"
    bare = any(q.sort == "count" and q.counted in ("", "point") for q in (a, b))
    if bare and "money" in sorts and _shifted(a, b):  # "that was twelve" for £12m
        return _unsaid(a, b)
    if bare and a.amount != b.amount:
        return _one_bare(a, b)
    if not bare:
        return Level.ABSENT, ""
    if sorts == {"count", "money"} and a.amount >= 1e4:
        return Level.CLOSE, "the currency is said on one side only"
    if sorts == {"count", "points"}:
        return Level.UNCLEAR, "points of what is not said"
    if sorts <= {"count", "measure", "percent", "money"}:
        return _unsaid(a, b)
    return Level.ABSENT, ""


def _unsaid(a: Quantity, b: Quantity) -> Judged:
    """The same figure, with a unit and without; with opposite bounds it may be another one."""
    level, why = _same_figure(a, b)
    return Level.UNCLEAR, why if level == Level.CONFLICTS else UNSAID


def _said(a: Quantity, b: Quantity, *said: bool) -> Judged:
    """ "Fourteen ninety-nine": 1,499, or 14.99 where that is what the other has."""
    level, why = judge(a, b)
    if level != Level.CONFLICTS:
        return level, why
    x, y = (_hundredth(q) if told else q for q, told in zip((a, b), said, strict=True))
    if judge(x, y)[0] in (Level.AGREES, Level.CLOSE, Level.UNCLEAR):
        return Level.UNCLEAR, UNSAID
    bare = any(q.sort == "count" and not q.counted for q in (a, b))
    return (Level.ABSENT, "") if bare else (level, why)


def _hundredth(q: Quantity) -> Quantity:
    return replace(q, amount=q.amount / 100, low=q.low / 100, high=q.high / 100, exact=False)


def _one_bare(a: Quantity, b: Quantity) -> Judged:
    """ "Lost two point eight million" against a deficit of $1.9m: speech leaves the unit out."""
    if {a.sort, b.sort} - {"count", "money", "measure"}:
        return Level.ABSENT, ""
    whole = b if a.sort == "count" else a
    level, why = _compare(
        replace(a, sort=whole.sort, unit=whole.unit, dimension=whole.dimension),
        replace(b, sort=whole.sort, unit=whole.unit, dimension=whole.dimension),
    )
    large = whole.sort == "money" and min(a.amount, b.amount) >= 1e4
    if level in (Level.AGREES, Level.CLOSE) and not large:
        return Level.UNCLEAR, UNSAID
    return level, why or "the currency is said on one side only"


def _scores(a: Quantity, b: Quantity) -> Judged:
    if (a.amount, a.high) == (b.amount, b.high):
        return Level.AGREES, ""
    if (a.amount, a.high) == (b.high, b.amount):
        return Level.CLOSE, "the other side's figure comes first"
    return Level.CONFLICTS, f"{b} is not {a}"


def _other_currency(a: Quantity, b: Quantity) -> Judged:
    if not _same(a.amount, b.amount):
        return Level.ABSENT, ""
    for whole, members in FAMILIES.items():
        if whole in (a.unit, b.unit) and {a.unit, b.unit} <= {whole, *members}:
            if {a.unit, b.unit} == {"$", "USD"}:
                return Level.AGREES, ""
            return Level.UNCLEAR, "which currency of that name is meant is not said"
    return Level.CONFLICTS, f"{b} is not {a}"


def _other_unit(a: Quantity, b: Quantity) -> Judged:
    if a.sort == "age":
        return Level.ABSENT, ""
    if a.dimension != b.dimension:
        same = a.amount == b.amount and a.dimension and b.dimension
        return (Level.CONFLICTS, f"{b} is not {a}") if same else (Level.ABSENT, "")
    if a.dimension == "temperature" and "degree" in (a.unit, b.unit):
        level, why = _compare(replace(a, unit=b.unit), b)
        harmless = level in (Level.AGREES, Level.CLOSE)
        return (Level.CLOSE, why) if harmless else (Level.UNCLEAR, "which degrees is not said")
    over = convert(a.amount, a.unit, b.unit)
    back = convert(b.amount, b.unit, a.unit)
    low, high = convert(a.low, a.unit, b.unit), convert(a.high, a.unit, b.unit)
    if over is None or back is None or low is None or high is None:
        return Level.ABSENT, ""
    said = f"{say(float(f'{over:.3g}'))} {b.unit} against {b}"
    # A converted figure is rounded anew, so a single digit of it is enough.
    if _to_digits(over, b.amount) or _to_digits(back, a.amount):
        return Level.CLOSE, f"{a} is {said}"
    if low <= b.high and b.low <= high:
        return Level.CLOSE, f"{a} is {said}"
    if a.amount == b.amount:
        return Level.CONFLICTS, f"{b} is not {a}"
    return Level.CONFLICTS, f"{a} is {said}"


def _to_digits(value: float, stated: float) -> bool:
    close = abs(value - stated) <= 0.06 * abs(stated)
    return (close and float(f"{value:.{significant(stated)}g}") == stated) or (
        abs(value - stated) <= 0.01 * abs(stated)
    )


def _other_per(a: Quantity, b: Quantity) -> Judged:
    """£520 a month is £6,240 a year; £5 a day is not £5 a week; £15 each may be £15 a ticket."""
    mine, other = _A_YEAR.get(a.per), _A_YEAR.get(b.per)
    same = _same(a.amount, b.amount)
    if mine and other:
        if abs(a.amount * mine - b.amount * other) <= 0.03 * abs(b.amount * other):
            return Level.CLOSE, f"{a} comes to {b}"
        return (Level.CONFLICTS, f"{b} is not {a}") if same else (Level.ABSENT, "")
    if a.per[0].isdigit() and b.per[0].isdigit() and same:
        return Level.CONFLICTS, f"{b} is not {a}"
    return (Level.UNCLEAR, f"{a} or {b}") if same else (Level.ABSENT, "")


def _changed(a: Quantity, b: Quantity) -> Judged | None:
    """What a rise against a fall, or a change against a level, says whatever the figures."""
    ways = {a.change, b.change}
    near = _same(a.amount, b.amount)
    if ways == {"up", "down"} and _compare(a, b)[0] in (Level.AGREES, Level.CLOSE):
        told = "a fall" if b.change == "down" else "a rise"
        return Level.CONFLICTS, f"the source tells of {told}"
    if "to" in ways and ways & {"by", "up", "down"} and near and a.sort == "percent":
        said = "the value itself" if b.change == "to" else "the change"
        return Level.CONFLICTS, f"in the source {b} is {said}"
    apart = ways == {"from", "to"} or ("to" in ways and ways & {"by", "up", "down"})
    return (Level.ABSENT, "") if apart and not near else None


# ------------------------------------------------------------ of one sort and unit


def _compare(a: Quantity, b: Quantity) -> Judged:
    same = _same(a.amount, b.amount)
    ranges = "range" in (a.comparator, b.comparator)
    if a.comparator == b.comparator and same and (not ranges or _same(a.low, b.low)):
        return Level.AGREES, ""
    if ranges:
        return _ranged(a, b)
    if "multitude" in (a.comparator, b.comparator):
        return _multitudes(a, b)
    if same:
        return _same_figure(a, b)
    if _shifted(a, b):
        return Level.CONFLICTS, f"the source has {b}, the same digits of another magnitude"
    if a.sort == "ordinal" or (a.sort == "age" and not (a.comparator or b.comparator)):
        return Level.CONFLICTS, f"{b} is not {a}"
    bounds = _HIGH + _LOW
    if a.comparator in bounds or b.comparator in bounds:
        return _bounded(a, b)
    return _rounded(a, b) or _blurred(a, b)


def _same(x: float, y: float) -> bool:
    return x == y or (not isinf(x) and not isinf(y) and abs(x - y) <= 1e-9 * max(abs(x), abs(y)))


def _shifted(a: Quantity, b: Quantity) -> bool:
    """The same digits with another magnitude: 7 million against 7 billion."""
    big, small = max(abs(a.amount), abs(b.amount)), min(abs(a.amount), abs(b.amount))
    return bool(small) and any(_same(big, small * size) for size in (1e3, 1e6, 1e9))


def _meets(a: Quantity, b: Quantity) -> bool:
    return a.low <= b.high and b.low <= a.high


def _ranged(a: Quantity, b: Quantity) -> Judged:
    if a.comparator == b.comparator:
        if _end_rounds(a.low, b.low, a.exact) and _end_rounds(a.high, b.high, a.exact):
            return Level.CLOSE, f"the source has {b}"
        return Level.CONFLICTS, f"{b} is not {a}"
    if a.low <= b.low and b.high <= a.high:
        return Level.CLOSE, f"{b} lies within {a}"
    if _beyond(a, b) or _beyond(b, a):
        return Level.CONFLICTS, f"{b} is not {a}"
    if _meets(a, b):
        return Level.UNCLEAR, f"the source has {b}"
    said = f"{b} is outside {a}" if a.comparator == "range" else f"{a} is outside {b}"
    return Level.CONFLICTS, said


def _beyond(bound: Quantity, spread: Quantity) -> bool:
    """Whether a bound shuts out all of a range but its end: "at most 30" and "30 to 34"."""
    if spread.high - spread.low <= 1:  # "two or three": the end is half of it
        return False
    below = bound.comparator in _LOW and bound.high <= spread.low
    return below or (bound.comparator in _HIGH and bound.low >= spread.high)


def _end_rounds(x: float, y: float, exact: bool) -> bool:
    fine, coarse = (x, y) if significant(x) > significant(y) else (y, x)
    return rounds_to(fine, coarse, exact)


def _multitudes(a: Quantity, b: Quantity) -> Judged:
    """Hundreds, thousands: open at the upper end, since a larger crowd is hundreds too."""
    vague, other = (a, b) if a.comparator == "multitude" else (b, a)
    if vague.low > other.high or other.low > 2 * vague.high:
        return Level.CONFLICTS, f"{b} is not {a}"
    if vague is b or other.amount > vague.high:
        return Level.UNCLEAR, f"the source has {b}"
    return Level.CLOSE, f"{b} is within “{a}”"


def _same_figure(a: Quantity, b: Quantity) -> Judged:
    below = (*_LOW, "nearly")
    sides = [(q.comparator in _HIGH) - (q.comparator in below) for q in (a, b)]
    if sides[0] * sides[1] < 0:
        return Level.CONFLICTS, f"the source has {b}"
    return Level.CLOSE, f"the source has {b}"


def _rounded(a: Quantity, b: Quantity) -> Judged | None:
    """One figure rounded to the digits of the other, neither being a bound."""
    fine, coarse = (a, b) if a.digits > b.digits else (b, a)
    exact = coarse.exact and not coarse.comparator
    if coarse.dimension == "fraction" or a.sort == "age":
        return None
    why = f"{say(fine.amount)} rounds to {say(coarse.amount)}"
    if rounds_to(fine.amount, coarse.amount, exact):
        if coarse.comparator == "nearly" and fine.amount > coarse.amount:
            return Level.UNCLEAR, f"{say(fine.amount)} is not below {say(coarse.amount)}"
        return Level.CLOSE, why
    if not coarse.comparator and rounds_to(fine.amount, coarse.amount, exact, _COARSE):
        return Level.UNCLEAR, f"{why}, but only coarsely"
    return None


def _blurred(a: Quantity, b: Quantity) -> Judged:
    """Two different figures, at most blurred: about, nearly, a fraction."""
    blurred = any(q.comparator or q.dimension == "fraction" for q in (a, b))
    if blurred and _meets(a, b):
        return Level.CLOSE, f"{b} is within “{a}”"
    fraction = "fraction" in (a.dimension, b.dimension)
    if fraction and abs(a.amount - b.amount) <= min(_LOOSE, 0.1 * abs(a.amount)):
        return Level.UNCLEAR, f"{b} is only roughly {a}"
    return Level.CONFLICTS, f"{b} is not {a}"


def _bounded(a: Quantity, b: Quantity) -> Judged:
    """Two different figures, at least one of them a bound."""
    bounds = [q.comparator in _HIGH + _LOW for q in (a, b)]
    if all(bounds):
        weaker = a.low <= b.low and b.high <= a.high and a.digits < b.digits
        near = abs(a.amount - b.amount) <= 0.5 * abs(a.amount)
        if weaker and near:
            return Level.CLOSE, f"{b} is within “{a}”"
        return Level.CONFLICTS, f"{b} is not {a}"
    if not _meets(a, b):
        return Level.CONFLICTS, f"{b} is not {a}"
    if bounds[1]:
        return Level.UNCLEAR, f"the source gives only a bound, {b}"
    if max(a.amount, b.amount) > 1.5 * min(a.amount, b.amount):
        return Level.UNCLEAR, f"{b} meets “{a}”, but lies far off"
    return Level.CLOSE, f"{b} is within “{a}”"
