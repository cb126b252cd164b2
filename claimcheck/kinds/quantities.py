"""What a quantity is: its value, unit, bound and noun; how it is said, and rounding."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import floor, isfinite, log10


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its unit and bound, and the noun that it counts.

    ``amount`` is the figure as stated (the upper one of a range), ``low`` to ``high`` what it
    allows. ``digits`` is how many significant digits it is stated with. ``sort`` is one of count,
    percent, points (percentage points), money, measure, ratio, age, ordinal, score.
    ``change`` tells a difference (by, or up and down where the words say which) from the value
    that it leads to or starts from.
    """

    amount: float
    low: float
    high: float
    sort: str
    unit: str = ""  # a Pint name, a currency's code, "%"
    dimension: str = ""  # length, mass, ...; basis of points, fraction of a share
    comparator: str = ""  # about, nearly, over, under, at least, up to, range, multitude
    counted: str = ""  # the noun counted, in the singular
    per: str = ""
    digits: int = 0
    exact: bool = True  # a whole number below a hundred, which nobody rounds to
    change: str = ""  # by, up, down, to, from
    said: bool = False  # without its hundred: "two fifty", which may be 2.50

    def __str__(self) -> str:
        if self.sort == "score":
            return f"{say(self.amount)}-{say(self.high)}"
        core = _MULTITUDES[self.amount] if self.comparator == "multitude" else say(self.amount)
        if self.comparator == "range":
            core = f"{say(self.low)} to {core}"
        elif self.sort == "money" and self.unit in ("$", "¥"):
            core = self.unit + core
        if self.sort == "ordinal":
            core = f"number {core}"
        elif self.unit and not core.startswith(self.unit):
            core += _unit_said(self.unit, self.amount)
        comparator = self.comparator
        comparator = "" if comparator in ("range", "multitude") else comparator
        return f"{comparator} {core}".strip() + self._per()

    def _per(self) -> str:
        return " each" if self.per == "each" else f" per {self.per}" if self.per else ""


_MULTITUDES = {
    10: "tens", 12: "dozens", 20: "scores", 100: "hundreds", 1e3: "thousands",
    1e4: "tens of thousands", 1e5: "hundreds of thousands", 1e6: "millions",
    1e7: "tens of millions", 1e8: "hundreds of millions", 1e9: "billions",
    1e10: "tens of billions", 1e11: "hundreds of billions",
}  # fmt: skip


def _unit_said(unit: str, amount: float) -> str:
    """A unit after its figure: "%", " miles per hour"."""
    fixed = {"%": "%", "points": " percentage points", "ratio": " times", "degC": "°C",
             "degF": "°F", "foot": " feet", "inch": " inches", "stone": " stone"}  # fmt: skip
    if unit in fixed:
        return fixed[unit]
    if unit.isupper() or not unit.isascii() or unit == "$":
        return f" {unit}"
    head, _, per = unit.removeprefix("oil_").replace("_", " ").partition("/")
    for power, word in (("**2", "square "), ("**3", "cubic ")):
        head = word + head.removesuffix(power) if head.endswith(power) else head
    if abs(amount) != 1 and not head.endswith(("hertz", "power")):
        head = head.removesuffix("foot") + "feet" if head.endswith("foot") else f"{head}s"
    return f" {head} per {per}" if per else f" {head}"


def say(value: float) -> str:
    """Write a number as news does.

    Args:
        value: any number.

    Returns:
        Its digits with commas, or with million, billion, trillion.

    Examples:
        >>> say(8730), say(2.5e9), say(0.25)
        ('8,730', '2.5 billion', '0.25')
    """
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if isfinite(value) and abs(value) >= size:
            return f"{value / size:,.6g} {word}"
    return f"{round(value, 2) if abs(value) >= 1 else value:,.10g}"


def plain(amount: float, sort: str, unit: str = "", digits: int = 0) -> Quantity:
    """Make a quantity without a bound.

    Args:
        amount: the figure.
        sort, unit: as in `Quantity`.
        digits: the significant digits, counted where not given.

    Returns:
        The quantity.

    Examples:
        >>> str(plain(3, "ratio", "ratio"))
        '3 times'
    """
    digits = digits or significant(amount)
    return Quantity(amount, amount, amount, sort, unit, digits=digits)


def significant(value: float) -> int:
    """Count the significant digits, trailing zeros of a whole number not counted.

    Args:
        value: a finite number.

    Returns:
        At least 1.

    Examples:
        >>> significant(8730), significant(9000), significant(39.8)
        (3, 1, 3)
    """
    digits = f"{abs(value):.10g}".split("e")[0].replace(".", "").strip("0")
    return max(1, len(re.sub(r"\D", "", digits)))


def rounds_to(fine: float, coarse: float, exact: bool, most: float = 0.05) -> bool:
    """Tell whether one number is the other, rounded half up or down to the digits it is given with.

    Args:
        fine, coarse: the two numbers.
        exact: that the coarse one is a whole number below a hundred: "20 dead" rounds only 20.3.
        most: by how much of the coarse number rounding may move the fine one.

    Returns:
        Whether rounding does it without moving it further.

    Examples:
        >>> rounds_to(8730, 9000, False), rounds_to(39.8, 40, True), rounds_to(21, 20, True)
        (True, True, False)
    """
    if coarse == 0 or fine == 0 or (fine < 0) != (coarse < 0):
        return fine == coarse
    if abs(fine - coarse) > most * abs(coarse):
        return False
    places = significant(coarse) - 1 - floor(log10(abs(coarse)))
    if exact:
        places = max(places, 0)
    return abs(fine - coarse) <= 0.5000001 * 10.0**-places
