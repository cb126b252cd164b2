"""What a date or a duration is, and the calendar's arithmetic.

Values print as EDTF (ISO 8601-2:2019): precision, seasons 21-24, quarters 33-36, halves 40-41,
unspecified digits (198X), ``~`` for circa, ``..`` for an open end. A century counts as its
hundred years by the first two digits, as EDTF has it.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

WHOLE = {"month", "season", "quarter", "half", "year", "decade", "century"}
DAYS = {
    "second": 1 / 86400,
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1.0,
    "night": 1.0,
    "week": 7.0,
}
DAYS |= {"fortnight": 14.0, "month": 30.44, "year": 365.25, "decade": 3652.5, "century": 36525.0}


@dataclass(frozen=True, slots=True)
class DateSpan:
    """An interval of whole days with the precision that the words have.

    ``low`` and ``high`` are None where only the document's missing date could tell them.
    ``relative`` says that the interval hangs on ``anchor``, the document's own date, taken from
    ``basis``. ``month``, ``day`` and ``weekday`` (0 is Monday) are what the words say whatever the
    anchor. ``slack`` is by how many days the ends are vague; ``other`` is a second reading, of an
    ambiguous figure or word. ``yearless`` says that the year was only reckoned, ``story`` that the
    words hang on another date of the text ("the following day"), ``starts`` that they date a
    beginning.
    """

    low: date | None
    high: date | None
    precision: str  # day, week, month, season, quarter, half, year, decade, century, range
    relative: bool = False
    anchor: date | None = None
    basis: str | None = None
    approximate: bool = False
    bound: str = ""  # since, until, by, before, after
    slack: int = 0
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    other: tuple[date, date] | None = None
    fiscal: bool = False
    yearless: bool = False
    story: bool = False
    starts: bool = False

    def __str__(self) -> str:
        if self.low is None or self.high is None:
            return f"XXXX-{self.month or 'XX':0>2}-{self.day or 'XX':0>2}".removesuffix("-XX")
        low, year = self.low, f"{self.low.year:04}"
        core = {
            "day": low.isoformat(),
            "month": f"{year}-{low.month:02}",
            "season": f"{year}-{20 + low.month // 3}",
            "quarter": f"{year}-{33 + (low.month - 1) // 3}",
            "half": f"{year}-{40 + low.month // 7}",
            "year": year,
            "decade": year[:3] + "X",
            "century": year[:2] + "XX",
        }.get(self.precision, f"{low}/{self.high}")
        if self.precision in WHOLE and (self.low, self.high) != whole(self.precision, low):
            core = f"{low}/{self.high}"  # a part of it, such as "early 2023"
        core += "~" if self.approximate else ""
        if self.bound in ("until", "by", "before"):
            return f"../{core}"
        return f"{core}/.." if self.bound else core


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time: ``amount`` of ``unit`` as written, ``low`` to ``high`` in days."""

    amount: float
    unit: str
    low: float
    high: float
    comparator: str = ""  # about, nearly, over, under, at least, up to; some: "for weeks"

    def __str__(self) -> str:
        plural = {"century": "centuries"}.get(self.unit, self.unit + "s")
        unit = self.unit if self.amount == 1 else plural
        if self.comparator == "some":
            return f"some {plural}"
        start = ""
        if not self.comparator and self.low < self.high:
            start = f"{self.low / DAYS[self.unit]:g} to "
        return f"{self.comparator} {start}{self.amount:g} {unit}".strip()


def whole(precision: str, day: date) -> tuple[date, date]:
    """Give the month, season, quarter, half, year, decade or century that begins at a day.

    Args:
        precision: one of those names.
        day: a day in its first month.

    Returns:
        Its first and its last day.

    Examples:
        >>> [str(day) for day in whole("quarter", date(2024, 7, 1))]
        ['2024-07-01', '2024-09-30']
    """
    years = {"year": 1, "decade": 10, "century": 100}
    if precision in years:
        low = day.year // years[precision] * years[precision]
        return date(max(low, 1), 1, 1), date(low + years[precision] - 1, 12, 31)
    months = {"month": 1, "season": 3, "quarter": 3, "half": 6}[precision]
    first = day.replace(day=1)
    return first, add_months(first, months) - timedelta(1)


def add_months(day: date, months: int) -> date:
    """Move a day by months, to the month's last day where it has no such day.

    Args:
        day: where to start.
        months: how many months on; negative to go back.

    Returns:
        The day so many months on. Raises ValueError outside the years 1 to 9999.

    Examples:
        >>> str(add_months(date(2024, 1, 31), 1))
        '2024-02-29'
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise ValueError("outside the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Give the nth weekday of a month.

    Args:
        year, month: the month.
        weekday: 0 for Monday to 6 for Sunday.
        nth: from 1; negative counts from the month's end.

    Returns:
        The day. Raises ValueError where the month has no such weekday.

    Examples:
        >>> str(nth_weekday(2023, 5, 4, 2))
        '2023-05-12'
    """
    if nth < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta((last.weekday() - weekday) % 7 + 7 * (-nth - 1))
    first = date(year, month, 1)
    day = first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))
    if day.month != month:
        raise ValueError("no such weekday")
    return day
