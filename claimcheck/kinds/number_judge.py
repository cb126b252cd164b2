"""How two quantities stand, if they count the same thing."""

from __future__ import annotations

import re
from math import isinf

from claimcheck.kinds.quantities import Quantity, convert, rounds_to, say, significant
from claimcheck.records import Level

Judged = tuple[Level, str]
_PERSON = re.compile(r"(?:person|man|child|staff|police|personnel|(?:er|or|ist|ian|ee|ant|ent))$")
_HIGH, _LOW = ("over", "at least"), ("under", "up to")


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
    if a.sort != b.sort:
        return _other_sort(a, b)
    if a.sort == "money" and a.unit != b.unit:
        return _other_currency(a, b)
    if a.sort == "score":
        same = (a.amount, a.high) == (b.amount, b.high)
        return (Level.AGREES, "") if same else (Level.CONFLICTS, f"{b} is not {a}")
    others = bool(a.counted and b.counted) and not _alike(a.counted, b.counted)
    if others and a.amount != b.amount and not _shifted(a, b):
        return Level.ABSENT, ""
    if a.unit != b.unit:
        return _other_unit(a, b)
    if a.per and b.per and a.per != b.per:
        same = a.amount == b.amount
        return (Level.CONFLICTS, f"{b} is not {a}") if same else (Level.ABSENT, "")
    return _compare(a, b)


def _alike(noun: str, other: str) -> bool:
    """Whether two counted nouns may name one thing: the same, or people and passengers."""
    if noun == other or noun.endswith(other) or other.endswith(noun):
        return True
    return "person" in (noun, other) and bool(_PERSON.search(noun) and _PERSON.search(other))


def _other_sort(a: Quantity, b: Quantity) -> Judged:
    sorts = {a.sort, b.sort}
    if sorts == {"percent", "points"} and a.amount == b.amount:
        if "basis" in (a.dimension, b.dimension):
            return Level.UNCLEAR, f"{b} is {a} only if the rate's points are meant"
        return Level.CONFLICTS, f"{b} is not {a}"
    if sorts == {"percent", "ratio"}:
        share, ratio = (a, b) if a.sort == "percent" else (b, a)
        if share.amount in (ratio.amount * 100, (ratio.amount - 1) * 100):
            return Level.CLOSE, ""
    bare = any(q.sort == "count" and not q.counted for q in (a, b))
    if bare and sorts <= {"count", "measure", "percent", "money"} and a.amount == b.amount:
        return Level.UNCLEAR, "one of the two has no unit"
    return Level.ABSENT, ""


def _other_currency(a: Quantity, b: Quantity) -> Judged:
    if a.amount != b.amount:
        return Level.ABSENT, ""
    dollars = {"$", "USD", "AUD", "CAD", "NZD", "HKD", "SGD"}
    if "$" in (a.unit, b.unit) and {a.unit, b.unit} <= dollars:
        known = {a.unit, b.unit} == {"$", "USD"}
        return (Level.AGREES, "") if known else (Level.UNCLEAR, "which dollar is meant is not said")
    if "¥" in (a.unit, b.unit) and {a.unit, b.unit} <= {"¥", "JPY", "CNY"}:
        return Level.UNCLEAR, "“¥” may be yen or yuan"
    return Level.CONFLICTS, f"{b} is not {a}"


def _other_unit(a: Quantity, b: Quantity) -> Judged:
    if a.sort == "age":
        return Level.ABSENT, ""
    if a.dimension != b.dimension:
        same = a.amount == b.amount and a.dimension and b.dimension
        return (Level.CONFLICTS, f"{b} is not {a}") if same else (Level.ABSENT, "")
    over = convert(a.amount, a.unit, b.unit)
    back = convert(b.amount, b.unit, a.unit)
    if over is None or back is None:
        return Level.ABSENT, ""
    said = f"{say(float(f'{over:.3g}'))} {b.unit} against {b}"
    # A converted figure is rounded anew, so a single digit of it is enough.
    if _to_digits(over, b.amount) or _to_digits(back, a.amount):
        return Level.CLOSE, f"{a} is {said}"
    low, high = convert(a.low, a.unit, b.unit), convert(a.high, a.unit, b.unit)
    if low is not None and high is not None and low <= b.high and b.low <= high:
        return Level.CLOSE, f"{a} is {said}"
    if a.amount == b.amount:
        return Level.CONFLICTS, f"{b} is not {a}"
    return Level.CONFLICTS, f"{a} is {said}"


def _to_digits(value: float, stated: float) -> bool:
    close = abs(value - stated) <= 0.06 * abs(stated)
    return (close and float(f"{value:.{significant(stated)}g}") == stated) or (
        abs(value - stated) <= 0.01 * abs(stated)
    )


def _compare(a: Quantity, b: Quantity) -> Judged:
    if a.comparator == b.comparator and _same(a.amount, b.amount) and _same(a.low, b.low):
        return Level.AGREES, ""
    if "range" in (a.comparator, b.comparator):
        return _ranged(a, b)
    if _same(a.amount, b.amount):
        return _same_figure(a, b)
    if _shifted(a, b):
        return Level.CONFLICTS, f"the source has {b}, the same digits of another magnitude"
    if a.sort in ("ordinal", "age"):
        return Level.CONFLICTS, f"{b} is not {a}"
    fine, coarse = (a, b) if a.digits > b.digits else (b, a)
    if rounds_to(fine.amount, coarse.amount, coarse.exact and not coarse.comparator):
        return Level.CLOSE, f"{say(fine.amount)} rounds to {say(coarse.amount)}"
    return _bounded(a, b)


def _same(x: float, y: float) -> bool:
    return x == y or (not isinf(x) and not isinf(y) and abs(x - y) <= 1e-6 * max(abs(x), abs(y)))


def _shifted(a: Quantity, b: Quantity) -> bool:
    """The same digits with another magnitude: 7 million against 7 billion."""
    big, small = max(abs(a.amount), abs(b.amount)), min(abs(a.amount), abs(b.amount))
    return bool(small) and any(_same(big, small * size) for size in (1e3, 1e6, 1e9))


def _same_figure(a: Quantity, b: Quantity) -> Judged:
    if (a.comparator in _HIGH and b.comparator in _LOW) or (
        b.comparator in _HIGH and a.comparator in _LOW
    ):
        return Level.CONFLICTS, f"the source has {b}"
    return Level.CLOSE, f"the source has {b}"


def _ranged(a: Quantity, b: Quantity) -> Judged:
    if a.comparator == b.comparator:
        return Level.CONFLICTS, f"{b} is not {a}"
    if a.low <= b.low and b.high <= a.high:
        return Level.CLOSE, f"{b} lies within {a}"
    if a.low <= b.high and b.low <= a.high:
        return Level.UNCLEAR, f"the source has {b}"
    return (
        Level.CONFLICTS,
        f"{b} is outside {a}" if a.comparator == "range" else f"{a} is outside {b}",
    )


def _bounded(a: Quantity, b: Quantity) -> Judged:
    """Two different figures, at least one of them a bound or a blur."""
    meets = a.low <= b.high and b.low <= a.high
    bounds = (a.comparator in _HIGH + _LOW, b.comparator in _HIGH + _LOW)
    if not meets or not any((a.comparator, b.comparator)) or all(bounds):
        return Level.CONFLICTS, f"{b} is not {a}"
    if bounds[1]:
        return Level.UNCLEAR, f"the source gives only a bound, {b}"
    larger, smaller = max(a.amount, b.amount), min(a.amount, b.amount)
    if bounds[0] and larger > 1.5 * smaller:
        return Level.UNCLEAR, f"{b} meets “{a}”, but lies far off"
    return Level.CLOSE, f"{b} is within “{a}”"
